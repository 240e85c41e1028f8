"""Copies of a real desk: what is carried opens again, what is broken is said, and nobody makes one who may not."""

import os
import shutil
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from tempfile import mkdtemp

import pytest

from casa_desktop.domain.access import Role
from casa_desktop.domain.errors import CasaError, Code
from casa_desktop.services import copies, users
from casa_desktop.services import desk as desks
from casa_desktop.services.copies import CopyMade, CopyQuery, CopyTried
from casa_desktop.services.runner import Runner
from casa_desktop.storage import container
from casa_desktop.storage.carry import carry
from casa_desktop.storage.profile import COPIES
from tests.services.desk import Desk, make_template, open_copy

SINCE = date(2026, 3, 1)


@pytest.fixture
def admin(desk: Desk) -> Runner:
    return desk.runner(Role.ADMINISTRATION)


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    """A folder that somebody chose; on the same drive, as a careless person would."""
    path = tmp_path / "memoria ñ"
    path.mkdir()
    return path


@pytest.fixture
def other_drive() -> Iterator[Path]:
    """A folder on another drive than the profile, where this machine has one."""
    memory = Path("/dev/shm")
    if not os.access(memory, os.W_OK):
        pytest.skip("no second drive here")
    path = Path(mkdtemp(dir=memory))
    yield path
    shutil.rmtree(path)


def change_something(runner: Runner) -> None:
    profile = runner.run(desks.profile, desks.DeskQuery()).result
    runner.run(desks.save_profile, replace(profile, name=f"{profile.name} x"))


def acts(desk: Desk) -> list[tuple[str, str, str]]:
    with desk.base.begin() as work:
        rows = work.connection.exec_driver_sql("SELECT action, record, fields FROM audit ORDER BY seq").all()
    return [tuple(row) for row in rows]


def test_a_copy_lies_in_the_profile_verifies_and_is_entered_into_the_audit(desk: Desk, admin: Runner) -> None:
    made = copies.make(admin)
    assert made.path.parent == desk.folder / COPIES
    assert container.verify(made.path).counts["user_account"] == len(Role)
    assert acts(desk)[-1] == ("copy.make", made.path.name, "")
    assert [kept.path for kept in copies.listed(desk.folder)] == [made.path]


def test_a_second_copy_goes_to_the_chosen_folder_and_opens_there(desk: Desk, admin: Runner, stick: Path) -> None:
    made = copies.make(admin, stick)
    assert made.carried == stick / made.path.name
    assert made.carried.read_bytes() == made.path.read_bytes()
    assert acts(desk)[-1] == ("copy.make", made.path.name, "outside")
    shown = copies.listed(desk.folder, stick)
    assert [(kept.path, kept.here, kept.visits) for kept in shown] == [(made.path, True, 0), (made.carried, False, 0)]


def test_only_another_drive_counts_as_outside(admin: Runner, stick: Path, other_drive: Path) -> None:
    assert not copies.make(admin, stick).outside
    assert copies.make(admin, other_drive).outside


def test_a_folder_that_is_away_does_not_undo_the_copy_in_the_profile(admin: Runner, tmp_path: Path) -> None:
    made = copies.make(admin, tmp_path / "nadie la enchufó")
    assert made.path.exists()
    assert made.carried is None
    assert made.trouble is not None
    assert made.trouble.code is Code.CANNOT_WRITE


def test_a_stick_that_holds_the_copy_already_is_not_written_again(admin: Runner, stick: Path) -> None:
    made = copies.make(admin, stick)
    assert made.carried is not None
    before = made.carried.stat().st_mtime_ns
    again = carry(made.path, stick)
    assert (again, again.stat().st_mtime_ns) == (made.carried, before)


def test_a_damaged_copy_of_the_same_name_on_the_stick_is_replaced(admin: Runner, stick: Path) -> None:
    made = copies.make(admin)
    (stick / made.path.name).write_bytes(b"half a file")
    assert carry(made.path, stick) == stick / made.path.name
    assert container.verify(stick / made.path.name) == container.read_manifest(made.path)


def test_another_desks_copy_of_the_same_second_keeps_its_name(admin: Runner, stick: Path) -> None:
    first = copies.make(admin)
    change_something(admin)
    second = copies.make(admin)
    theirs = stick / second.path.name
    theirs.write_bytes(first.path.read_bytes())
    carried = carry(second.path, stick)
    assert carried != theirs
    assert (theirs.read_bytes(), carried.read_bytes()) == (first.path.read_bytes(), second.path.read_bytes())


def test_thinning_a_shared_stick_leaves_the_other_desks_copies_alone(
    desk: Desk, admin: Runner, stick: Path, tmp_path: Path
) -> None:
    (tmp_path / "otra").mkdir()
    theirs = open_copy(make_template(tmp_path / "otra"), tmp_path / "otra mesa")
    old = copies.make(theirs.runner(Role.ADMINISTRATION), stick).carried
    theirs.base.close()
    made = []
    for _ in range(16):
        desk.clock.advance(60)
        made.append(copies.make(admin, stick).carried)
    assert old is not None
    assert old.exists()
    assert len(list(stick.iterdir())) < 1 + len(made), "ours are thinned"


def test_a_cancelled_copy_leaves_nothing(desk: Desk, admin: Runner) -> None:
    taken = copies.take(admin)
    with pytest.raises(CasaError, match="cancelled"):
        copies.finish(taken, cancelled=lambda: True)
    assert list((desk.folder / COPIES).iterdir()) == []


def test_cancelling_while_it_is_carried_keeps_the_copy_of_the_profile(desk: Desk, admin: Runner, stick: Path) -> None:
    folder = desk.folder / COPIES
    made = copies.finish(copies.take(admin), stick, cancelled=lambda: any(folder.glob("casa-*")))
    assert made.path.exists()
    assert made.trouble is not None
    assert made.trouble.code is Code.CANCELLED
    assert list(stick.iterdir()) == []


@pytest.mark.parametrize("role", sorted(set(Role) - {Role.ADMINISTRATION, Role.COORDINATION}))
def test_nobody_else_makes_or_notes_a_copy(desk: Desk, role: Role) -> None:
    runner = desk.runner(role)
    for attempt in (
        lambda: copies.take(runner),
        lambda: runner.run(copies.note_made, CopyMade("casa-20260310-090000.casa", False)),
        lambda: runner.run(copies.note_tried, CopyTried("casa-20260310-090000.casa", True)),
    ):
        with pytest.raises(CasaError, match="forbidden"):
            attempt()
    assert not (desk.folder / COPIES).exists()


def test_the_copy_at_close_is_made_for_anybody_and_only_after_a_change(desk: Desk) -> None:
    reception, admin = desk.runner(Role.RECEPTION), desk.runner(Role.ADMINISTRATION)
    change_something(admin)
    first = copies.make_due(reception)
    assert first is not None
    assert copies.make_due(reception) is None, "nothing changed"
    with pytest.raises(CasaError):
        reception.run(users.list_users, users.UserQuery())
    assert acts(desk)[-1][0] == "denied"
    assert copies.make_due(reception) is None, "a denial changes no record"
    desk.clock.advance(60)
    change_something(admin)
    assert copies.make_due(reception) is not None


def test_a_copy_made_by_hand_is_not_repeated_at_close(admin: Runner) -> None:
    copies.make(admin)
    assert copies.make_due(admin) is None


def test_a_rehearsal_opens_the_copy_and_leaves_nothing_behind(desk: Desk, admin: Runner) -> None:
    made = copies.make(admin)
    copies.rehearse(made.path, desk.base.data_key, desk.folder)
    assert list((desk.folder / COPIES).iterdir()) == [made.path]
    admin.run(copies.note_tried, CopyTried(made.path.name, True))
    state = admin.run(copies.state, CopyQuery()).result
    assert (state.rehearsed, state.rehearsed_name) == (date(2026, 3, 10), made.path.name)
    assert acts(desk)[-1] == ("copy.verify", made.path.name, "sound")


def test_a_rehearsal_finds_one_flipped_byte_of_the_base(desk: Desk, admin: Runner) -> None:
    made = copies.make(admin)
    whole = made.path.read_bytes()
    size = container.read_manifest(made.path).sizes["casa.db"]
    for at in range(1000, size, size // 40):
        made.path.write_bytes(whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :])
        with pytest.raises(CasaError) as caught:
            copies.rehearse(made.path, desk.base.data_key, desk.folder)
        assert caught.value.code is Code.COPY_DAMAGED, at
    assert list((desk.folder / COPIES).iterdir()) == [made.path]


def test_a_rehearsal_reads_the_keys_of_the_copy_too(desk: Desk, admin: Runner) -> None:
    made = copies.make(admin)
    whole = bytearray(made.path.read_bytes())
    whole[bytes(whole).rindex(b'"users"')] ^= 1
    made.path.write_bytes(bytes(whole))
    with pytest.raises(CasaError, match="copy_damaged"):
        copies.rehearse(made.path, desk.base.data_key, desk.folder)


def test_a_rehearsal_counts_what_the_copy_says_it_holds(desk: Desk, admin: Runner, tmp_path: Path) -> None:
    made = copies.make(admin)
    manifest = container.extract_database(made.path, tmp_path / "casa.db")
    small = {name: container.read_member(made.path, name) for name in ("llaves.json", "cabeza.json")}
    lying = replace(manifest, counts={**manifest.counts, "visit": 12})
    members: dict[str, Path | bytes] = {"casa.db": tmp_path / "casa.db", **small}
    container.write(made.path, members, lambda sizes, digests: replace(lying, sizes=dict(sizes), digests=dict(digests)))
    with pytest.raises(CasaError, match="copy_damaged"):
        copies.rehearse(made.path, desk.base.data_key, desk.folder)


def test_a_rehearsal_of_another_desks_copy_says_so(desk: Desk, admin: Runner) -> None:
    made = copies.make(admin)
    with pytest.raises(CasaError, match="copy_foreign"):
        copies.rehearse(made.path, bytes(32), desk.folder)


def test_a_failed_rehearsal_keeps_the_day_of_the_last_good_one(desk: Desk, admin: Runner) -> None:
    admin.run(copies.note_tried, CopyTried("casa-20260310-090000.casa", True))
    desk.clock.advance(86_400)
    admin.run(copies.note_tried, CopyTried("casa-20260311-090000.casa", False))
    assert admin.run(copies.state, CopyQuery()).result.rehearsed == date(2026, 3, 10)


def test_a_damaged_file_is_listed_as_what_it_is(desk: Desk, admin: Runner) -> None:
    made = copies.make(admin)
    broken = made.path.with_name("casa-20260101-080000.casa")
    broken.write_bytes(b"nothing of ours")
    assert [(kept.path, kept.problem) for kept in copies.listed(desk.folder)] == [
        (made.path, None),
        (broken, Code.COPY_DAMAGED),
    ]


def test_a_folder_outside_that_is_away_lists_nothing(desk: Desk, admin: Runner, tmp_path: Path) -> None:
    made = copies.make(admin)
    assert [kept.path for kept in copies.listed(desk.folder, tmp_path / "away")] == [made.path]


@pytest.mark.parametrize(
    ("last", "today", "due"),
    [
        (None, SINCE + timedelta(6), False),
        (None, SINCE + timedelta(7), True),
        (SINCE + timedelta(5), SINCE + timedelta(11), False),
        (SINCE + timedelta(5), SINCE + timedelta(12), True),
        (SINCE + timedelta(5), SINCE, False),
    ],
)
def test_the_banner_is_due_after_a_week_without_a_copy_outside(last: date | None, today: date, due: bool) -> None:
    assert copies.overdue(last, SINCE, today) is due


def test_a_desk_is_as_old_as_its_first_entry(desk: Desk, admin: Runner) -> None:
    desk.clock.advance(86_400 * 3)
    assert admin.run(copies.state, CopyQuery()).result.since == date(2026, 3, 10)
