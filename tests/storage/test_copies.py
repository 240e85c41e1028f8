"""Copies: a file with a final name verifies, whatever went wrong meanwhile; a bad one never costs a good one."""

import os
import random
import resource
import shutil
import zipfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from casa_desktop.domain.clock import FixedClock
from casa_desktop.domain.errors import CasaError, Code
from casa_desktop.storage import container, copies
from casa_desktop.storage.base import Base
from casa_desktop.storage.copies import Keep
from casa_desktop.storage.examine import examine
from casa_desktop.storage.headfile import HeadFile
from casa_desktop.storage.instance import InstanceLock
from casa_desktop.storage.schema import HEAD
from casa_desktop.version import VERSION
from tests.storage.support import BASE_ID, Keys, audited, refused

WORLD = {Code.DISK_FULL, Code.DISK_ERROR, Code.CANNOT_WRITE, Code.CANNOT_READ}


@pytest.fixture
def base(base: Base) -> Base:
    with base.begin() as work:
        for number in range(300):
            work.connection.exec_driver_sql("INSERT INTO desk_setting VALUES (?, ?)", (f"k{number}", "ñ" * 400))
        audited(work, "filled")
        work.commit()
    return base


def left(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir()) if folder.exists() else []


def test_a_copy_says_what_it_holds_and_verifies(base: Base, keys: Keys, clock: FixedClock, tmp_path: Path) -> None:
    seen: list[tuple[int, int]] = []
    copy = copies.make(base, clock, progress=lambda done, total: seen.append((done, total)))
    assert copy.path == base.folder / "respaldos" / "casa-20261120-090000.casa"
    assert left(copy.path.parent) == [copy.path.name]
    manifest = container.verify(copy.path)
    assert manifest == copy.manifest
    assert manifest.base_id == BASE_ID
    assert manifest.program == VERSION
    assert manifest.schema == HEAD
    assert manifest.head == base.head()
    assert manifest.counts["audit"] == 1
    assert manifest.counts["person"] == 0
    assert seen[-1][0] == seen[-1][1] == sum(manifest.sizes.values())
    assert [done for done, _ in seen] == sorted(done for done, _ in seen)

    container.extract_database(copy.path, tmp_path / "fuera.db")
    assert examine(tmp_path / "fuera.db", keys.ring.data) == base.contents()
    assert container.read_member(copy.path, "llaves.json") == keys.file.path.read_bytes()
    assert HeadFile(base.folder / "cabeza.json", BASE_ID).head == manifest.head


def test_a_copy_is_as_sealed_as_the_base(base: Base, clock: FixedClock) -> None:
    copy = copies.make(base, clock)
    raw = copy.path.read_bytes()
    assert "ñññ".encode() not in raw
    assert b"CREATE TABLE" not in raw
    assert b"SQLite format" not in raw
    assert base.data_key not in raw


def test_it_can_go_to_another_folder_and_never_overwrites(base: Base, clock: FixedClock, tmp_path: Path) -> None:
    names = [copies.make(base, clock, tmp_path / "usb").path.name for _ in range(3)]
    assert names == ["casa-20261120-090000.casa", "casa-20261120-090000-2.casa", "casa-20261120-090000-3.casa"]
    assert {copy.path.name for copy in copies.listed(tmp_path / "usb")} == set(names)
    assert copies.listed(tmp_path / "no hay") == ()


def test_the_base_goes_on_while_the_other_half_works(base: Base, clock: FixedClock) -> None:
    taken = copies.snapshot(base, clock)
    with base.begin() as work:
        audited(work, "later")
        work.commit()
    copy = copies.pack(taken)
    assert copy.manifest is not None
    assert copy.manifest.head.sequence == 1
    assert base.head().sequence == 2


def test_cancelling_leaves_nothing(base: Base, clock: FixedClock) -> None:
    folder = base.folder / "respaldos"
    for after in (0, 1, 2):
        asked = iter([False] * after + [True] * 1000)
        with pytest.raises(CasaError) as raised:
            copies.make(base, clock, cancelled=asked.__next__)
        assert refused(raised, Code.CANCELLED)
        assert left(folder) == []
    copies.snapshot(base, clock).discard()
    assert left(folder) == []


def test_a_base_with_broken_pages_gives_no_copy(base: Base, keys: Keys, clock: FixedClock) -> None:
    """What is written is examined before it gets its name."""
    taken = copies.snapshot(base, clock)
    raw = bytearray(taken.database.read_bytes())
    raw[5000] ^= 1
    taken.database.write_bytes(raw)
    with pytest.raises(CasaError) as raised:
        copies.pack(taken)
    assert refused(raised, Code.BASE_DAMAGED)
    assert left(base.folder / "respaldos") == []


def test_a_copy_that_lost_rows_on_the_way_gets_no_name(base: Base, clock: FixedClock) -> None:
    taken = copies.snapshot(base, clock)
    counts = {**taken.contents.counts, "audit": 2}
    with pytest.raises(CasaError) as raised:
        copies.pack(replace(taken, contents=replace(taken.contents, counts=counts)))
    assert refused(raised, Code.BASE_DAMAGED)
    assert left(base.folder / "respaldos") == []


def test_a_stick_that_does_not_keep_what_is_written(
    base: Base, clock: FixedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = container.write

    def forgetful(path: Path, *arguments: Any) -> container.Manifest:
        made = real(path, *arguments)
        raw = bytearray(path.read_bytes())
        raw[6000] ^= 1
        path.write_bytes(raw)
        return made

    monkeypatch.setattr(container, "write", forgetful)
    with pytest.raises(CasaError) as raised:
        copies.make(base, clock)
    assert refused(raised, Code.COPY_DAMAGED)
    assert left(base.folder / "respaldos") == []


@pytest.mark.parametrize("name", ["casa.db", "llaves.json", "manifest.json"])
def test_what_a_zip_calls_right_must_be_right_by_digest_too(base: Base, clock: FixedClock, name: str) -> None:
    """Packed again by another program, with checksums of its own that are right."""
    path = copies.make(base, clock).path
    with zipfile.ZipFile(path) as archive:
        members = {member: archive.read(member) for member in archive.namelist()}
    changed = {
        "casa.db": members["casa.db"][:-1] + bytes([members["casa.db"][-1] ^ 1]),
        "llaves.json": members["llaves.json"].replace(b"coordinacion", b"coordinacioN"),
        "manifest.json": members["manifest.json"].replace(b'"person": 0', b'"person": 7'),
    }
    assert changed[name] != members[name]
    members[name] = changed[name]
    with zipfile.ZipFile(path, "w") as archive:
        for member, raw in members.items():
            archive.writestr(member, raw)
    with pytest.raises(CasaError) as raised:
        container.verify(path)
    assert refused(raised, Code.COPY_DAMAGED)


@contextmanager
def largest_file(size: int) -> Iterator[None]:
    """The system lets no file grow beyond *size*, SQLite's own included: a disk that is full at that point."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def test_a_disk_that_fills_up_at_any_point(base: Base, clock: FixedClock) -> None:
    good = copies.make(base, clock)
    folder = good.path.parent
    before = left(folder)
    failures = 0
    for size in [0, 1, 100, 1000, *range(4096, good.size + 8192, 20_000), good.size - 1]:
        try:
            with largest_file(size):
                made = copies.make(base, clock)
        except CasaError as error:
            failures += 1
            assert error.code in WORLD
            assert left(folder) == before
        else:
            container.verify(made.path)
            made.path.unlink()
    assert failures > 10
    copies.make(base, clock)


@pytest.mark.parametrize("code", [28, 5], ids=["ENOSPC", "EIO"])
def test_a_disk_that_fails_at_any_sync_or_rename(
    base: Base, clock: FixedClock, monkeypatch: pytest.MonkeyPatch, code: int
) -> None:
    folder = base.folder / "respaldos"
    real = {name: getattr(os, name) for name in ("fsync", "replace")}
    for fails_at in range(30):
        calls = iter(range(1000))

        def faulty(name: str, *arguments: object, at: int = fails_at, counter: Iterator[int] = calls) -> object:
            if next(counter) == at:
                raise OSError(code, "injected")
            return real[name](*arguments)

        with monkeypatch.context() as patch:
            patch.setattr("os.fsync", lambda *arguments: faulty("fsync", *arguments))
            patch.setattr("os.replace", lambda *arguments: faulty("replace", *arguments))
            try:
                copies.make(base, clock)
            except CasaError as error:
                assert error.code in WORLD
                done = False
            else:
                done = next(calls) <= fails_at
        for copy in copies.listed(folder):
            container.verify(copy.path)
            copy.path.unlink()
        assert left(folder) == []
        if done:
            assert fails_at > 3
            return
    pytest.fail("it never came to an end")


def test_mutated_copies_are_never_silently_different(base: Base, keys: Keys, clock: FixedClock, tmp_path: Path) -> None:
    """1,000 mutations: each is refused, or every member is byte for byte what it was."""
    copy = copies.make(base, clock)
    whole = copy.path.read_bytes()
    members = {name: container.read_member(copy.path, name) for name in container.MEMBERS}
    chance = random.Random(345)
    target = tmp_path / "casa-20000101-000000.casa"
    passed = 0
    edges = [*range(200), *range(len(whole) - 5000, len(whole))]
    for _ in range(1000):
        raw = bytearray(whole)
        at = chance.choice(edges) if chance.random() < 0.7 else chance.randrange(len(raw))
        kind = chance.randrange(4)
        if kind == 0:
            raw[at] ^= 1 << chance.randrange(8)
        elif kind == 1:
            del raw[at:]
        elif kind == 2:
            raw[at:at] = chance.randbytes(chance.randint(1, 30))
        else:
            del raw[at : at + chance.randint(1, 30)]
        target.write_bytes(raw)
        try:
            container.verify(target)
            found = {name: container.read_member(target, name) for name in container.MEMBERS}
        except CasaError as error:
            assert error.code in {Code.COPY_DAMAGED, Code.BASE_NEWER}
        else:
            passed += 1
            assert found == members
        copies.listed(tmp_path)
    assert passed < 300


@pytest.mark.parametrize("name", ["../../fuera", "casa.db", "otro"])
def test_a_zip_of_somebody_else(tmp_path: Path, name: str) -> None:
    path = tmp_path / "casa-20000101-000000.casa"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, b"x" * 1000)
    with pytest.raises(CasaError) as raised:
        container.extract_database(path, tmp_path / "fuera.db")
    assert refused(raised, Code.COPY_DAMAGED)
    assert not (tmp_path / "fuera.db").exists()
    assert [(copy.manifest, copy.problem) for copy in copies.listed(tmp_path)] == [(None, Code.COPY_DAMAGED)]


# Thinning


@pytest.fixture
def shelf(base: Base, clock: FixedClock, tmp_path: Path) -> "Shelf":
    return Shelf(base, clock, tmp_path / "copias")


class Shelf:
    """A folder of copies of many days, made quickly: one real file, packed again with another date."""

    def __init__(self, base: Base, clock: FixedClock, folder: Path) -> None:
        self.base, self.clock, self.folder = base, clock, folder
        self._taken = copies.snapshot(base, clock, folder / "una")

    def add(self, day: date, hour: int = 9) -> Path:
        again = self.folder / f".{day}-{hour}.db.tmp"
        self.folder.mkdir(exist_ok=True)
        again.write_bytes(b"small stand-in for a base")
        path = self.folder / f"casa-{day:%Y%m%d}-{hour:02d}0000.casa"
        contents = self._taken.contents

        def manifest(sizes: Mapping[str, int], digests: Mapping[str, str]) -> container.Manifest:
            made = FixedClock.on(day, hour).now()
            return container.Manifest(
                contents.base_id, made, VERSION, contents.schema, contents.head, contents.counts, sizes, digests
            )

        container.write(path, {"casa.db": again, "llaves.json": b"{}", "cabeza.json": b"{}"}, manifest)
        again.unlink()
        return path

    def names(self) -> list[str]:
        return [path.name[5:13] for path in sorted(self.folder.glob("*.casa"))]


def test_recent_weekly_and_monthly_copies_stay(shelf: Shelf) -> None:
    day = date(2025, 10, 1)
    while day <= date(2026, 11, 20):
        shelf.add(day)
        day += timedelta(days=1)
    removed = copies.thin(shelf.folder)
    kept = shelf.names()
    assert len(kept) + len(removed) == 416
    assert kept[-14:] == [f"{date(2026, 11, 20) - timedelta(days=back):%Y%m%d}" for back in range(13, -1, -1)]
    assert "20261101" in kept  # the Sunday of a week
    assert "20261031" in kept
    assert "20251231" in kept
    assert "20251130" not in kept
    assert len(kept) <= 14 + 8 + 12
    assert copies.thin(shelf.folder) == ()


def test_nothing_goes_because_time_passes(shelf: Shelf) -> None:
    for year in range(2000, 2012):
        shelf.add(date(year, 3, 1))
    assert copies.thin(shelf.folder) == ()
    assert len(shelf.names()) == 12


def test_a_bad_copy_pushes_no_good_one_out(shelf: Shelf) -> None:
    days = [date(2026, 11, 1) + timedelta(days=number) for number in range(6)]
    paths = [shelf.add(day) for day in days]
    for path in paths[-3:]:
        raw = bytearray(path.read_bytes())
        raw[65] ^= 1  # inside the base: the manifest still reads
        path.write_bytes(raw)
    (shelf.folder / "casa-20261130-000000.casa").write_bytes(b"cut off")
    (shelf.folder / "carta.pdf").write_bytes(b"somebody's own")
    removed = copies.thin(shelf.folder, Keep(recent=2, weekly=0, monthly=0))
    assert [path.name[5:13] for path in removed] == ["20261101"]
    assert (shelf.folder / "carta.pdf").exists()
    assert "20261130" in shelf.names()
    assert {"20261102", "20261103"} <= set(shelf.names())


def test_the_copy_just_made_stays_even_if_the_clock_went_back(shelf: Shelf) -> None:
    for number in range(20):
        shelf.add(date(2026, 11, 1) + timedelta(days=number))
    fresh = shelf.add(date(2000, 1, 1))
    copies.thin(shelf.folder, Keep(recent=3, weekly=0, monthly=0), fresh)
    assert shelf.names() == ["20000101", "20261118", "20261119", "20261120"]


def test_cancelled_thinning_deletes_nothing(shelf: Shelf) -> None:
    for number in range(5):
        shelf.add(date(2026, 11, 1) + timedelta(days=number))
    with pytest.raises(CasaError) as raised:
        copies.thin(shelf.folder, Keep(1, 0, 0), cancelled=lambda: True)
    assert refused(raised, Code.CANCELLED)
    assert len(shelf.names()) == 5


def test_what_killed_copies_left_goes_and_nothing_else(base: Base, clock: FixedClock) -> None:
    folder = base.folder / "respaldos"
    copy = copies.make(base, clock)
    for name in (".casa-20261120-090000.db.tmp", ".casa-20261120-090000.casa.tmp", ".otro.tmp", "casa.tmp"):
        shutil.copyfile(copy.path, folder / name)
    with InstanceLock(base.folder):
        assert left(folder) == [".otro.tmp", copy.path.name, "casa.tmp"]
