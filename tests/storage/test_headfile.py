"""Waits after wrong passwords, failed logins, and the head of the audit: all must outlive the process."""

import random
from datetime import timedelta
from pathlib import Path

import pytest

from casa_desktop.domain.clock import FixedClock
from casa_desktop.domain.errors import CasaError, Code
from casa_desktop.storage.headfile import WAITS, Found, Head, HeadFile
from tests.storage.support import BASE_ID, refused


class Machine:
    """A clock whose date and whose time since start move apart."""

    def __init__(self, clock: FixedClock, uptime: float) -> None:
        self.date, self.uptime = clock, uptime
        self.now, self.today = clock.now, clock.today

    def monotonic(self) -> float:
        return self.uptime


@pytest.fixture
def machine(clock: FixedClock) -> Machine:
    return Machine(clock, 5000.0)


@pytest.fixture
def path(folder: Path) -> Path:
    return folder / "cabeza.json"


def opened(path: Path) -> HeadFile:
    return HeadFile(path, BASE_ID)


def test_three_tries_are_free_and_the_tenth_locks_a_quarter_of_an_hour(path: Path, machine: Machine) -> None:
    seen = []
    for _ in range(12):
        opened(path).note_failure("u1", machine)
        seen.append(opened(path).remaining_wait("u1", machine))
    assert seen[:3] == [0, 0, 0]
    assert seen[3] == 1
    assert seen[3:9] == sorted(set(seen[3:9]))
    assert seen[8] == 60
    assert seen[9:] == [900, 900, 900]
    assert tuple(seen[:10]) == WAITS


def test_a_wait_runs_down_and_is_told_in_whole_seconds(path: Path, machine: Machine) -> None:
    head = opened(path)
    for _ in range(9):
        head.note_failure("u1", machine)
    machine.uptime += 12.5
    with pytest.raises(CasaError) as raised:
        opened(path).require_no_wait("u1", machine)
    assert refused(raised, Code.WAIT_BEFORE_RETRY, seconds=48)
    opened(path).require_no_wait("u2", machine)
    machine.uptime += 47.5
    opened(path).require_no_wait("u1", machine)


def test_setting_the_date_changes_nothing(path: Path, machine: Machine) -> None:
    for _ in range(10):
        opened(path).note_failure("u1", machine)
    machine.date.instant += timedelta(days=400)
    assert opened(path).remaining_wait("u1", machine) == 900
    machine.date.instant -= timedelta(days=800)
    assert opened(path).remaining_wait("u1", machine) == 900


def test_restarting_the_machine_begins_the_wait_anew_and_lets_it_end(path: Path, machine: Machine) -> None:
    for _ in range(10):
        opened(path).note_failure("u1", machine)
    machine.uptime = 20.0
    assert opened(path).remaining_wait("u1", machine) == 900
    machine.uptime = 520.0
    assert opened(path).remaining_wait("u1", machine) == 400


def test_a_right_password_makes_the_next_wrong_one_the_first(path: Path, machine: Machine) -> None:
    for _ in range(9):
        opened(path).note_failure("u1", machine)
    opened(path).note_success("u1")
    assert opened(path).remaining_wait("u1", machine) == 0
    opened(path).note_failure("u1", machine)
    assert opened(path).remaining_wait("u1", machine) == 0


def test_failed_logins_wait_for_the_audit(path: Path, machine: Machine) -> None:
    head = opened(path)
    head.note_failure("u1", machine)
    machine.date.advance(60)
    head.note_failure("", machine)
    waiting = opened(path).failures
    assert [(failure.user_id, failure.at) for failure in waiting] == [
        ("u1", "2026-11-20T14:00:00+00:00"),
        ("", "2026-11-20T14:01:00+00:00"),
    ]
    again = opened(path)
    again.note_failure("u1", machine)
    again.forget_failures(len(waiting))
    assert len(opened(path).failures) == 1
    assert opened(path).remaining_wait("u1", machine) == 0


def test_a_bad_sheet_is_noted_as_one_and_makes_nobody_wait(path: Path, machine: Machine) -> None:
    for _ in range(12):
        opened(path).note_bad_sheet("u1", machine)
    opened(path).note_failure("u1", machine)
    assert [failure.sheet for failure in opened(path).failures] == [True] * 12 + [False]
    assert opened(path).remaining_wait("u1", machine) == 0


def test_a_flood_of_failures_keeps_the_newest_and_counts_the_rest(
    path: Path, machine: Machine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("casa_desktop.storage.headfile._MOST_FAILURES", 5)
    for number in range(8):
        opened(path).note_failure(f"u{number}", machine)
    head = opened(path)
    assert [failure.user_id for failure in head.failures] == ["u3", "u4", "u5", "u6", "u7"]
    assert head.dropped == 3


def test_the_head_is_kept_beside_the_failures(path: Path, machine: Machine) -> None:
    assert opened(path).found == Found.MISSING
    assert opened(path).head is None
    opened(path).write(Head(7, "ab" * 32))
    opened(path).note_failure("u1", machine)
    again = opened(path)
    assert again.found == Found.SOUND
    assert again.head == Head(7, "ab" * 32)
    assert len(again.failures) == 1


def test_the_file_of_another_base_is_not_believed(path: Path) -> None:
    HeadFile(path, "c" * 32).write(Head(7, "ab" * 32))
    head = opened(path)
    assert head.found == Found.DAMAGED
    assert head.head is None


def test_damage_never_closes_the_door(path: Path, machine: Machine) -> None:
    """1,000 mutations: read as sound or as damaged, with a wait that is a number between 0 and a quarter of an hour."""
    for _ in range(10):
        opened(path).note_failure("u1", machine)
    opened(path).write(Head(7, "ab" * 32))
    whole = path.read_bytes()
    chance = random.Random(7)
    for _ in range(1000):
        raw = bytearray(whole)
        for _ in range(chance.randint(1, 3)):
            at = chance.randrange(len(raw))
            raw[at : at + chance.randrange(3)] = chance.randbytes(chance.randrange(4))
        path.write_bytes(raw)
        head = opened(path)
        assert head.found in {Found.SOUND, Found.DAMAGED}
        assert 0 <= head.remaining_wait("u1", machine) <= 900


@pytest.mark.parametrize("since", ["NaN", "Infinity", "-Infinity", "1e999", "-1e999"])
def test_an_impossible_time_gives_the_whole_wait(path: Path, machine: Machine, since: str) -> None:
    for _ in range(10):
        opened(path).note_failure("u1", machine)
    path.write_text(path.read_text(encoding="ascii").replace("5000.0", since), encoding="ascii")
    assert opened(path).remaining_wait("u1", machine) in {0.0, 900.0}


def test_the_door_and_the_base_do_not_overwrite_each_other(path: Path, machine: Machine) -> None:
    """Two views of one file, used in turn: what one writes the other keeps."""
    door, base = opened(path), opened(path)
    door.note_failure("u1", machine)
    base.write(Head(1, "aa"))
    door.note_failure("u2", machine)
    door.forget_failures(1)
    base.write(Head(2, "bb"))
    assert [failure.user_id for failure in opened(path).failures] == ["u2"]
    assert opened(path).head == Head(2, "bb")
