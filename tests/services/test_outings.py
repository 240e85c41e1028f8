"""Outings of the Unidad Móvil on a real encrypted desk: what they group, what they count, and for whom."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from casa_desktop.domain.access import Role
from casa_desktop.domain.ages import AgeRange
from casa_desktop.domain.errors import CasaError, Code
from casa_desktop.domain.fields import Answers
from casa_desktop.domain.ids import new_id
from casa_desktop.domain.indicators import Indicator, RowChoice, Rule
from casa_desktop.domain.outings import Member, Outing, OutingDetail, OutingFact
from casa_desktop.domain.periods import Month, Period
from casa_desktop.domain.visits import Anonymous, NewService, RecordVisit
from casa_desktop.services import outings, statistics, visits
from casa_desktop.services.outings import CloseOuting, DropOuting, GatherLoose, OutingQuery, OutingsQuery, SaveOuting
from casa_desktop.services.statistics import TableRequest
from casa_desktop.services.visits import CorrectService, VisitQuery, VisitRecorded, VoidService
from tests.services.desk import TODAY, Desk

MEDICINE: Answers = (("CONSULTA", "GENERAL"),)
NURSING: Answers = (("CONSULTA", "ENFERMERIA"),)


def opened(desk: Desk, day: date = TODAY, **more: object) -> Outing:
    outing = Outing(new_id(), day, "68001", "Café Madrid", **more)  # type: ignore[arg-type]  # named by the caller
    found: OutingDetail = desk.runner(Role.HEALTH).run(outings.save, SaveOuting(outing)).result
    return found.outing


def attend(
    desk: Desk,
    kind: str = "UMO",
    answers: Answers = MEDICINE,
    *,
    day: date = TODAY,
    place: str = "",
    sex: str = "02",
    age: int = 30,
    role: Role = Role.HEALTH,
) -> VisitRecorded:
    service = NewService(new_id(), kind, place=place, answers=answers)
    visit = RecordVisit(new_id(), day, "TRANSITO", (service,), anonymous=Anonymous(new_id(), sex, age, age))
    found: VisitRecorded = desk.runner(role).run(visits.record, visit).result
    return found


def seen(desk: Desk, outing: Outing, role: Role = Role.HEALTH) -> OutingDetail:
    found: OutingDetail = desk.runner(role).run(outings.detail, OutingQuery(outing.uuid)).result
    return found


def refused(desk: Desk, role: Role, verb: object, command: object) -> Code:
    with pytest.raises(CasaError) as raised:
        desk.runner(role).run(verb, command)  # type: ignore[arg-type]  # any verb with its command
    return raised.value.code


def test_what_health_gives_while_an_outing_is_open_belongs_to_it(desk: Desk) -> None:
    attend(desk)
    outing = opened(desk)
    attend(desk)
    attend(desk, answers=NURSING, sex="01", age=4)
    attend(desk, "SSP", (("CONSEJERIA", "CONTROL"),), place="UNIDAD_MOVIL")
    attend(desk, "SSP", (("CONSEJERIA", "CONTROL"),))
    attend(desk, "ORI", (), place="UNIDAD_MOVIL", role=Role.RECEPTION)
    attend(desk, day=TODAY - timedelta(days=1))
    found = seen(desk, outing)
    assert found.facts == (
        OutingFact("UMO", "GENERAL", "02", AgeRange(30, 30)),
        OutingFact("UMO", "ENFERMERIA", "01", AgeRange(4, 4)),
        OutingFact("SSP", "CONTROL", "02", AgeRange(30, 30)),
    )
    assert (found.persons, len(found.rows)) == (3, 3)
    (line,) = desk.runner(Role.COORDINATION).run(outings.latest, OutingsQuery()).result
    assert (line.persons, line.services) == (3, 3)


def test_a_queue_at_the_van_is_no_group(desk: Desk) -> None:
    opened(desk)
    attend(desk)
    attend(desk)
    month = Period(Month(2026, 3), Month(2026, 3))
    rows = (RowChoice(Indicator(Rule.COVERED), "BEN"), RowChoice(Indicator(Rule.SERVICES, "UMO"), "UMO"))
    table = desk.runner(Role.COORDINATION).run(statistics.table, TableRequest(month, rows)).result
    assert [row.cells[0].value for row in table.rows] == [0, 2]


def test_the_loose_ones_of_the_day_are_told_and_taken_in_once(desk: Desk) -> None:
    attend(desk)
    attend(desk)
    outing = opened(desk)
    assert (seen(desk, outing).loose, len(seen(desk, outing).facts)) == (2, 0)
    for _ in range(2):
        found = desk.runner(Role.HEALTH).run(outings.gather, GatherLoose(outing.uuid)).result
        assert (found.loose, len(found.facts)) == (0, 2)


def test_a_closed_outing_takes_no_more_and_an_open_one_again(desk: Desk) -> None:
    outing = opened(desk)
    closed = desk.runner(Role.HEALTH).run(outings.close, CloseOuting(outing.uuid, outing.version)).result.outing
    assert closed.closed
    assert closed.ends_at
    attend(desk)
    assert (len(seen(desk, outing).facts), seen(desk, outing).loose) == (0, 1)
    desk.runner(Role.HEALTH).run(outings.close, CloseOuting(outing.uuid, closed.version, closed=False))
    attend(desk)
    assert len(seen(desk, outing).facts) == 1


def test_of_two_vans_each_gets_what_its_own_team_records(desk: Desk) -> None:
    health = desk.actor(Role.HEALTH).uuid
    mine = opened(desk, team=(Member(health), Member(name="Conductor de Defensa Civil")))
    other = opened(desk)
    attend(desk)
    assert (len(seen(desk, mine).facts), len(seen(desk, other).facts)) == (1, 0)
    assert [m.name for m in seen(desk, mine).outing.team] == ["Prueba de salud", "Conductor de Defensa Civil"]


def test_what_is_voided_leaves_the_totals_and_what_is_corrected_stays_in_them(desk: Desk) -> None:
    outing = opened(desk)
    visit = attend(desk)
    attend(desk)
    health = desk.runner(Role.HEALTH)
    closed = health.run(outings.close, CloseOuting(outing.uuid, outing.version)).result.outing
    old = health.run(visits.detail, VisitQuery(visit.uuid)).result.services[0]
    right = NewService(new_id(), "UMO", funder="CRC", place="UNIDAD_MOVIL", answers=NURSING)
    health.run(visits.correct, CorrectService(old.uuid, old.version, TODAY, right))
    found = seen(desk, closed)
    assert sorted(fact.consultation for fact in found.facts) == ["ENFERMERIA", "GENERAL"]
    health.run(visits.void, VoidService(right.uuid, 1, "No fue"))
    assert [fact.consultation for fact in seen(desk, closed).facts] == ["GENERAL"]


def test_coordination_sees_totals_and_nobody_behind_them(desk: Desk) -> None:
    outing = opened(desk)
    attend(desk)
    found = seen(desk, outing, Role.COORDINATION)
    assert (len(found.facts), found.rows, found.may_read) == (1, (), False)
    for role in (Role.RECEPTION, Role.PSYCHOLOGY, Role.RCF, Role.VOLUNTEER, Role.CONSULTATION, Role.ADMINISTRATION):
        assert refused(desk, role, outings.detail, OutingQuery(outing.uuid)) is Code.FORBIDDEN


def test_an_outing_that_groups_something_keeps_its_day_and_stays(desk: Desk) -> None:
    outing = opened(desk)
    moved = replace(outing, date=TODAY - timedelta(days=1))
    found = desk.runner(Role.HEALTH).run(outings.save, SaveOuting(moved)).result.outing
    back = desk.runner(Role.HEALTH).run(outings.save, SaveOuting(replace(found, date=TODAY))).result.outing
    attend(desk)
    assert refused(desk, Role.HEALTH, outings.save, SaveOuting(replace(back, date=moved.date))) is Code.HAS_ATTENTIONS
    assert refused(desk, Role.HEALTH, outings.drop, DropOuting(back.uuid, back.version)) is Code.HAS_ATTENTIONS
    empty = opened(desk, TODAY + timedelta(days=2))
    assert refused(desk, Role.HEALTH, outings.close, CloseOuting(empty.uuid, empty.version)) is Code.DATE_IN_FUTURE
    desk.runner(Role.HEALTH).run(outings.drop, DropOuting(empty.uuid, empty.version))
    assert refused(desk, Role.HEALTH, outings.detail, OutingQuery(empty.uuid)) is Code.NOT_FOUND


def test_what_is_wrong_is_told_at_once_and_an_old_version_is_a_conflict(desk: Desk) -> None:
    bad = Outing(new_id(), TODAY, "", "x" * 200, starts_at="16:00", ends_at="08:00")
    with pytest.raises(CasaError) as raised:
        desk.runner(Role.HEALTH).run(outings.save, SaveOuting(bad))
    assert {(p.field, p.code) for p in raised.value.problems} == {
        ("municipality", Code.REQUIRED),
        ("sector", Code.TOO_LONG),
        ("ends_at", Code.ENDS_BEFORE),
    }
    outing = opened(desk)
    desk.runner(Role.HEALTH).run(outings.save, SaveOuting(replace(outing, vehicle="OJX 412")))
    assert refused(desk, Role.HEALTH, outings.save, SaveOuting(replace(outing, vehicle="Otro"))) is Code.CONFLICT
