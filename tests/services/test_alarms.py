"""What is found beside the base at opening reaches those who can do something about it, whoever entered first."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from casa_desktop.domain.access import Role
from casa_desktop.domain.clock import FixedClock
from casa_desktop.domain.errors import CasaError, Code
from casa_desktop.services import alarms
from casa_desktop.services.alarms import AlarmQuery, Alarms, AlarmsRead
from casa_desktop.storage.envelope import FLOOR
from casa_desktop.storage.headfile import FailedLogin, HeadFile
from casa_desktop.storage.profile import DATABASE, HEAD
from casa_desktop.wiring import Desk, Door
from tests.services.desk import PASSWORD, TODAY
from tests.services.desk import Desk as Open


@pytest.fixture
def door(desk: Open) -> Door:
    """The desk of every role, closed."""
    desk.base.close()
    return Door(desk.folder, FixedClock.on(TODAY), FLOOR)


def enter(door: Door, role: Role) -> Desk:
    return door.unlock(str(role), PASSWORD)


def told(door: Door, role: Role = Role.ADMINISTRATION) -> Alarms:
    desk = enter(door, role)
    try:
        found: Alarms = desk.runner.run(alarms.waiting, AlarmQuery()).result
        return found
    finally:
        desk.close()


def acts(door: Door) -> list[tuple[str, str]]:
    desk = enter(door, Role.ADMINISTRATION)
    with desk.base.begin() as work:
        rows = work.connection.exec_driver_sql("SELECT action, fields FROM audit ORDER BY seq").all()
    desk.close()
    return [(row[0], row[1]) for row in rows]


def lose(path: Path) -> None:
    path.unlink()


def break_it(path: Path) -> None:
    path.write_bytes(b"{}")


@pytest.mark.parametrize(("spoil", "found"), [(lose, "missing"), (break_it, "damaged")])
def test_a_lost_head_file_is_told_to_administration_though_reception_entered_first(
    door: Door, spoil: Callable[[Path], None], found: str
) -> None:
    assert not told(door)
    spoil(door.folder / HEAD)
    enter(door, Role.RECEPTION).close()
    assert told(door) == told(door, Role.COORDINATION) == Alarms(found)
    assert acts(door).count(("head.lost", found)) == 1
    desk = enter(door, Role.ADMINISTRATION)
    desk.runner.run(alarms.read, AlarmsRead())
    desk.close()
    assert not told(door)


def test_a_wrong_password_does_not_hide_that_the_file_was_missing(door: Door) -> None:
    (door.folder / HEAD).unlink()
    with pytest.raises(CasaError):
        door.unlock(str(Role.ADMINISTRATION), "no es esta")
    assert told(door) == Alarms("missing")


def test_wrong_passwords_that_did_not_fit_are_counted_and_told(door: Door) -> None:
    file = HeadFile(door.folder / HEAD, enter_and_leave(door))
    failures = (FailedLogin("", "2026-03-10T10:00:00+00:00"),)
    (door.folder / HEAD).write_bytes(replace(file.state(), failures=failures, dropped=340).to_bytes())
    enter(door, Role.RECEPTION).close()
    assert told(door) == Alarms(dropped=340)
    assert ("login.dropped", "340") in acts(door)


def enter_and_leave(door: Door) -> str:
    desk = enter(door, Role.RECEPTION)
    base_id = desk.base.base_id
    desk.close()
    return base_id


def test_it_is_not_for_everybody(door: Door) -> None:
    with pytest.raises(CasaError) as caught:
        told(door, Role.RECEPTION)
    assert caught.value.code is Code.FORBIDDEN


def put_back(door: Door) -> None:
    """Only the base is put back to the day before."""
    old = (door.folder / DATABASE).read_bytes()
    enter(door, Role.RECEPTION).close()
    (door.folder / DATABASE).write_bytes(old)


def refused(door: Door, role: Role, reason: str) -> Code:
    with pytest.raises(CasaError) as caught:
        door.accept(str(role), PASSWORD, reason)
    return caught.value.code


def test_an_older_base_is_accepted_by_administration_with_a_reason_that_the_audit_keeps(door: Door) -> None:
    put_back(door)
    assert refused(door, Role.COORDINATION, "Se dañó el disco") is Code.FORBIDDEN
    assert refused(door, Role.ADMINISTRATION, "  ") is Code.NEEDS_REASON
    with pytest.raises(CasaError) as caught:
        enter(door, Role.ADMINISTRATION)
    assert caught.value.code is Code.BASE_ROLLED_BACK, "nothing that was refused has accepted it"
    door.accept(str(Role.ADMINISTRATION), PASSWORD, "Se dañó el disco")
    desk = enter(door, Role.ADMINISTRATION)
    with desk.base.begin() as work:
        reasons = work.connection.exec_driver_sql("SELECT text FROM audit_reason").scalars().all()
    desk.close()
    assert "Se dañó el disco" in reasons
    assert ("base.accept", "") in acts(door)
