"""Putting a copy back: all of it or nothing, wherever it is cut, and nobody gets in who was sent away since."""

import os
import shutil
from contextlib import closing
from pathlib import Path

import pytest

from casa_desktop.domain.clock import FixedClock
from casa_desktop.domain.errors import CasaError, Code
from casa_desktop.storage import container, copies, profile, swap
from casa_desktop.storage.base import Base
from casa_desktop.storage.headfile import HeadFile
from casa_desktop.storage.instance import InstanceLock, finish_pending
from casa_desktop.storage.keyfile import KeyFile
from casa_desktop.storage.restore import keys_in, restore
from tests.storage.support import BASE_ID, PASSWORD, Keys, audited, make_keys, refused, settings_of


def put(base: Base, value: str) -> None:
    with base.begin() as work:
        work.connection.exec_driver_sql("INSERT OR REPLACE INTO desk_setting VALUES ('state', ?)", (value,))
        audited(work, f"state.{value}")
        work.commit()


@pytest.fixture
def copy(base: Base, clock: FixedClock, tmp_path: Path) -> Path:
    """A copy of a base that said «old»; the base says «new» since, and is closed."""
    put(base, "old")
    made = copies.make(base, clock, tmp_path / "usb").path
    put(base, "new")
    base.close()
    return made


def state(folder: Path, keys: Keys, clock: FixedClock) -> str:
    with closing(Base.open(folder, keys.ring, clock)) as base, base.begin() as work:
        assert work.audit.verify() == []
    with closing(Base.open(folder, keys.ring, clock)) as base:
        return settings_of(base)["state"]


def names(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()} - {"respaldos", "casa.lock"}


def test_the_copy_takes_the_place_and_the_old_files_are_kept(
    folder: Path, copy: Path, keys: Keys, clock: FixedClock
) -> None:
    seen: list[tuple[int, int]] = []
    done = restore(copy, folder, keys.ring, clock, progress=lambda now, total: seen.append((now, total)))
    assert state(folder, keys, clock) == "old"
    assert names(folder) == {"casa.db", "llaves.json", "cabeza.json"}
    assert done.kept == folder / "respaldos" / "antes-de-restaurar-20261120-090000"
    assert state(done.kept, keys, clock) == "new"
    assert not done.keys_of_copy
    assert done.counts["audit"] == done.head.sequence == 1
    assert HeadFile(folder / "cabeza.json", BASE_ID).head == done.head
    assert seen[-1][0] == seen[-1][1]


def test_the_old_can_be_put_back_too(folder: Path, copy: Path, keys: Keys, clock: FixedClock) -> None:
    with closing(Base.open(folder, keys.ring, clock)) as base:
        newer = copies.make(base, clock).path
    restore(copy, folder, keys.ring, clock)
    restore(newer, folder, keys.ring, clock)
    assert state(folder, keys, clock) == "new"
    assert len(list((folder / "respaldos").glob("antes-de-restaurar-*"))) == 2


def test_a_user_who_was_dismissed_since_does_not_come_back(
    base: Base, keys: Keys, clock: FixedClock, tmp_path: Path
) -> None:
    keys.file.add_user(keys.ring, "u2", "ana", PASSWORD)
    put(base, "old")
    copy = copies.make(base, clock, tmp_path / "usb").path
    keys.file.remove_user(keys.ring, "ana")
    base.close()
    assert [user.username for user in keys_in(copy).users()] == ["ana", "coordinacion"]
    ring = keys_in(copy).unlock("ana", PASSWORD)
    restore(copy, base.folder, ring, clock)
    assert [user.username for user in KeyFile.read(base.folder / "llaves.json").users()] == ["coordinacion"]


@pytest.mark.parametrize("lost", ["missing", "damaged", "foreign"])
def test_where_the_present_keys_are_lost_those_of_the_copy_come_back(
    folder: Path, copy: Path, keys: Keys, clock: FixedClock, lost: str
) -> None:
    path = folder / "llaves.json"
    path.unlink()
    if lost == "damaged":
        path.write_bytes(b"{}")
    elif lost == "foreign":
        make_keys(folder, "c" * 32)
    ring = keys_in(copy).open_sheet(keys.sheets[0])
    done = restore(copy, folder, ring, clock)
    assert done.keys_of_copy
    assert KeyFile.read(path).unlock("coordinacion", PASSWORD) == keys.ring
    assert state(folder, keys, clock) == "old"


def test_into_an_empty_folder(copy: Path, keys: Keys, clock: FixedClock, tmp_path: Path) -> None:
    """The laptop was stolen; this is another one."""
    new = tmp_path / "otra máquina" / "perfil"
    done = restore(copy, new, keys_in(copy).unlock("coordinacion", PASSWORD), clock)
    assert done.keys_of_copy
    assert profile.state(new) == profile.ProfileState.READY
    assert state(new, keys, clock) == "old"


def test_waits_and_failed_logins_of_now_stay(folder: Path, copy: Path, keys: Keys, clock: FixedClock) -> None:
    head = HeadFile(folder / "cabeza.json", BASE_ID)
    for _ in range(10):
        head.note_failure("u1", clock)
    restore(copy, folder, keys.ring, clock)
    assert head.remaining_wait("u1", clock) == 900
    assert len(head.failures) == 10


def untouched(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file() and path.name != "casa.lock"}


def test_a_copy_of_another_base_is_refused(
    folder: Path, copy: Path, keys: Keys, clock: FixedClock, tmp_path: Path
) -> None:
    other = tmp_path / "otra"
    other.mkdir()
    strangers = make_keys(other, "c" * 32)
    with closing(Base.create(other, strangers.ring, "c" * 32, clock)) as base:
        foreign = copies.make(base, clock).path
    before = untouched(folder)
    with pytest.raises(CasaError) as raised:
        restore(foreign, folder, keys.ring, clock)
    assert refused(raised, Code.COPY_FOREIGN)
    assert untouched(folder) == before


def test_a_damaged_copy_is_refused(folder: Path, copy: Path, keys: Keys, clock: FixedClock) -> None:
    raw = bytearray(copy.read_bytes())
    raw[len(raw) // 2] ^= 1
    copy.write_bytes(raw)
    before = untouched(folder)
    with pytest.raises(CasaError) as raised:
        restore(copy, folder, keys.ring, clock)
    assert refused(raised, Code.COPY_DAMAGED)
    assert untouched(folder) == before
    with pytest.raises(CasaError) as raised:
        restore(folder / "no hay.casa", folder, keys.ring, clock)
    assert refused(raised, Code.CANNOT_READ)


def test_a_copy_whose_pages_are_broken_under_a_right_digest(
    folder: Path, copy: Path, keys: Keys, clock: FixedClock, tmp_path: Path
) -> None:
    container.extract_database(copy, tmp_path / "fuera.db")
    raw = bytearray((tmp_path / "fuera.db").read_bytes())
    raw[-3000] ^= 1
    (tmp_path / "fuera.db").write_bytes(raw)
    repack(copy, tmp_path / "fuera.db")
    before = untouched(folder)
    with pytest.raises(CasaError) as raised:
        restore(copy, folder, keys.ring, clock)
    assert refused(raised, Code.COPY_DAMAGED)
    assert untouched(folder) == before


def repack(copy: Path, database: Path, **other: bytes) -> None:
    """The same copy with another base or key file in it, under right digests."""
    manifest = container.read_manifest(copy)
    small = {name: container.read_member(copy, name) for name in ("llaves.json", "cabeza.json")}
    small["llaves.json"] = other.get("keys", small["llaves.json"])
    container.write(
        copy,
        {"casa.db": database, **small},
        lambda sizes, digests: container.Manifest(
            manifest.base_id,
            manifest.made_at,
            manifest.program,
            manifest.schema,
            manifest.head,
            manifest.counts,
            sizes,
            digests,
        ),
    )


def test_keys_of_another_base_do_not_come_in_with_a_copy(
    folder: Path, copy: Path, keys: Keys, clock: FixedClock, tmp_path: Path
) -> None:
    other = tmp_path / "otra"
    other.mkdir()
    make_keys(other, "c" * 32)
    container.extract_database(copy, tmp_path / "fuera.db")
    repack(copy, tmp_path / "fuera.db", keys=(other / "llaves.json").read_bytes())
    (folder / "llaves.json").unlink()
    before = untouched(folder)
    with pytest.raises(CasaError) as raised:
        restore(copy, folder, keys.ring, clock)
    assert refused(raised, Code.COPY_FOREIGN)
    assert untouched(folder) == before


def test_a_copy_of_a_newer_program_is_refused(folder: Path, copy: Path, keys: Keys, clock: FixedClock) -> None:
    with closing(Base.open(folder, keys.ring, clock)) as base:
        with base.begin() as work:
            work.connection.exec_driver_sql("UPDATE alembic_version SET version_num = '0999_later'")
            work.commit()
        newer = copies.make(base, clock).path
        with base.begin() as work:
            work.connection.exec_driver_sql("UPDATE alembic_version SET version_num = '0001_the_house'")
            work.commit()
    before = untouched(folder)
    with pytest.raises(CasaError) as raised:
        restore(newer, folder, keys.ring, clock)
    assert refused(raised, Code.BASE_NEWER)
    assert untouched(folder) == before


def test_cancelling_touches_nothing(folder: Path, copy: Path, keys: Keys, clock: FixedClock) -> None:
    before = untouched(folder)
    cancelled = 0
    for after in range(200):
        asked = iter([False] * after + [True] * 10_000)
        try:
            restore(copy, folder, keys.ring, clock, cancelled=asked.__next__)
        except CasaError as error:
            cancelled += 1
            assert error.code == Code.CANCELLED
            assert untouched(folder) == before
        else:
            break
    assert cancelled >= 2
    assert state(folder, keys, clock) == "old"


def test_the_journal_of_the_old_base_never_meets_the_new_one(
    folder: Path, copy: Path, keys: Keys, clock: FixedClock
) -> None:
    (folder / "casa.db-journal").write_bytes(b"what a power cut left")
    done = restore(copy, folder, keys.ring, clock)
    assert (done.kept / "casa.db-journal").read_bytes() == b"what a power cut left"
    assert not (folder / "casa.db-journal").exists()
    assert state(folder, keys, clock) == "old"


CUTS = (
    "os.fsync",
    "os.replace",
    "os.mkdir",
    "os.unlink",
    "shutil.copyfile",
    "pathlib.Path.replace",
    "pathlib.Path.unlink",
)


def cut_at(number: int, copy: Path, folder: Path, keys: Keys, clock: FixedClock) -> bool:
    """A process that dies, without any clean-up, at the *number*-th touch of the disk. True if it lived."""
    child = os.fork()
    if child == 0:
        count = iter(range(1, 100_000))
        patch = pytest.MonkeyPatch()
        for name in CUTS:
            module, _, attribute = name.rpartition(".")
            owner = {"os": os, "shutil": shutil, "pathlib.Path": Path}[module]
            real = getattr(owner, attribute)

            def dying(*arguments: object, real: object = real, **named: object) -> object:
                if next(count) == number:
                    os._exit(9)
                return real(*arguments, **named)  # type: ignore[operator]  # one of CUTS

            patch.setattr(owner, attribute, dying)
        try:
            restore(copy, folder, keys.ring, clock)
        except BaseException:  # noqa: BLE001  # a child that must not go on with the parent's tests
            os._exit(1)
        os._exit(0)
    status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    assert status in {0, 9}
    return status == 0


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs a process that can die at a chosen moment")
def test_killed_at_every_touch_of_the_disk_it_is_before_or_after(
    folder: Path, copy: Path, keys: Keys, clock: FixedClock, tmp_path: Path
) -> None:
    whole = tmp_path / "entero"
    shutil.copytree(folder, whole)
    seen: list[str] = []
    for number in range(1, 200):
        shutil.rmtree(folder)
        shutil.copytree(whole, folder)
        lived = cut_at(number, copy, folder, keys, clock)
        finish_pending(folder)
        assert profile.state(folder) == profile.ProfileState.READY
        with InstanceLock(folder):
            pass
        seen.append(state(folder, keys, clock))
        assert not swap.staged(folder, "casa.db").exists()
        assert KeyFile.read(folder / "llaves.json").unlock("coordinacion", PASSWORD) == keys.ring
        if lived:
            break
    assert seen == sorted(seen), "once it is after, it stays after"
    assert seen.count("new") >= 5
    assert seen.count("old") >= 5
    assert seen[-1] == "old"


def test_finishing_can_be_cut_and_goes_on(
    folder: Path, copy: Path, keys: Keys, clock: FixedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A disk that fails again and again while the swap is finished."""
    real = os.fsync
    for fails_at in range(40):
        counter = iter(range(1000))

        def failing(descriptor: int, at: int = fails_at, count: "object" = counter) -> None:
            if next(count) == at:  # type: ignore[call-overload]  # an iterator
                raise OSError(5, "injected")
            real(descriptor)

        monkeypatch.setattr("os.fsync", failing)
        try:
            restore(copy, folder, keys.ring, clock)
        except CasaError as error:
            assert error.code == Code.DISK_ERROR
        else:
            break
        finally:
            monkeypatch.setattr("os.fsync", real)
        with InstanceLock(folder):
            assert state(folder, keys, clock) in {"old", "new"}
    assert state(folder, keys, clock) == "old"
