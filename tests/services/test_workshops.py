"""Workshops on a real encrypted desk: planned, led, counted, moved, and undone by construction."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from casa_desktop.domain.access import Role
from casa_desktop.domain.ages import Age, AgeRange
from casa_desktop.domain.errors import CasaError, Code
from casa_desktop.domain.ids import new_id
from casa_desktop.domain.indicators import Indicator, RowChoice, Rule
from casa_desktop.domain.names import Name
from casa_desktop.domain.periods import Month, Period
from casa_desktop.domain.persons import Details
from casa_desktop.domain.visit_views import VisitRow
from casa_desktop.domain.visits import NewService, RecordVisit
from casa_desktop.domain.workshops import Nameless, Workshop, WorkshopDetail
from casa_desktop.services import months, people, statistics, visits, workshops
from casa_desktop.services.months import CloseMonth
from casa_desktop.services.people import PersonQuery, RegisterPerson, ReservePerson
from casa_desktop.services.statistics import TableRequest
from casa_desktop.services.visits import DayQuery, RestoreService, VoidService
from casa_desktop.services.workshops import (
    Arrival,
    Attend,
    CancelWorkshop,
    LeaveList,
    SaveWorkshop,
    SetHeadcount,
    WorkshopQuery,
    WorkshopsQuery,
)
from tests.services.desk import TODAY, Desk

MARCH = Period(Month(2026, 3), Month(2026, 3))


def somebody(first: str, surname: str = "Peña", age: int = 27) -> RegisterPerson:
    stated = Age(stated=AgeRange(age, age), stated_on=TODAY)
    return RegisterPerson(new_id(), Details(Name(first, "", surname), sex="02", age=stated))


def known(desk: Desk, first: str, surname: str = "Peña") -> str:
    command = somebody(first, surname)
    desk.runner(Role.RECEPTION).run(people.register, command)
    return command.uuid


def planned(desk: Desk, day: date = TODAY, kind: str = "TAL", **more: object) -> Workshop:
    workshop = Workshop(new_id(), kind, day, "Cuidado en el embarazo", partner="PROFAMILIA", **more)  # type: ignore[arg-type]  # named by the caller
    found: WorkshopDetail = desk.runner(Role.COORDINATION).run(workshops.save, SaveWorkshop(workshop)).result
    return found.workshop


def arrival(person: str, new: RegisterPerson | None = None) -> Arrival:
    return Arrival(new_id(), new_id(), new_id(), person, new=new)


def come(desk: Desk, workshop: Workshop, *arrivals: Arrival, role: Role = Role.PSYCHOLOGY) -> WorkshopDetail:
    found: WorkshopDetail = desk.runner(role).run(workshops.attend, Attend(workshop.uuid, arrivals)).result
    return found


def seen(desk: Desk, workshop: Workshop, role: Role = Role.COORDINATION) -> WorkshopDetail:
    found: WorkshopDetail = desk.runner(role).run(workshops.detail, WorkshopQuery(workshop.uuid)).result
    return found


def figures(desk: Desk, code: str = "TAL", period: Period = MARCH) -> dict[str, int]:
    """What the table prints; a month in which nothing stands prints nothing."""
    asked = {
        f"SRV-{code}": Indicator(Rule.SERVICES, code),
        f"PER-{code}": Indicator(Rule.PERSONS_OF_SERVICE, code),
        "BEN": Indicator(Rule.COVERED),
        "PERSONAS": Indicator(Rule.PERSONS),
    }
    rows = tuple(RowChoice(indicator, label) for label, indicator in asked.items())
    table = desk.runner(Role.COORDINATION).run(statistics.table, TableRequest(period, rows)).result
    return {row.label: row.cells[0].value or 0 for row in table.rows}


def refused(desk: Desk, role: Role, verb: object, command: object) -> Code:
    with pytest.raises(CasaError) as raised:
        desk.runner(role).run(verb, command)  # type: ignore[arg-type]  # any verb with its command
    return raised.value.code


def test_a_workshop_of_twenty_counts_twenty_services_and_twenty_persons(desk: Desk) -> None:
    """Fifteen whom the desk knows, three who are new, two who give no name."""
    workshop = planned(desk, sheet="T-12")
    old = [known(desk, f"Ana{number}") for number in range(15)]
    come(desk, workshop, *(arrival(uuid) for uuid in old))
    for number in range(3):
        new = somebody(f"Luz{number}")
        come(desk, workshop, arrival(new.uuid, new))
    counts = (Nameless("02", 18, 25, 1), Nameless("02", 26, 59, 1))
    found = desk.runner(Role.PSYCHOLOGY).run(workshops.headcount, SetHeadcount(workshop.uuid, counts)).result
    assert (found.attended, len(found.rows)) == (20, 20)
    assert set(found.nameless) == set(counts)
    assert figures(desk) == {"SRV-TAL": 20, "PER-TAL": 20, "BEN": 20, "PERSONAS": 20}
    lines = [row.line for row in found.rows if not row.anonymous]
    assert lines == list(range(1, 19))
    folios = {(s.sheet, s.line) for row in of_day(desk) for s in row.services}
    assert {("T-12", line) for line in lines} <= folios


def of_day(desk: Desk) -> tuple[VisitRow, ...]:
    found: tuple[VisitRow, ...] = desk.runner(Role.COORDINATION).run(visits.of_day, DayQuery(TODAY)).result
    return found


def test_saying_it_again_writes_nothing_twice(desk: Desk) -> None:
    workshop, ana = planned(desk), known(desk, "Ana")
    same = arrival(ana)
    come(desk, workshop, same)
    come(desk, workshop, same)
    come(desk, workshop, arrival(ana))
    assert seen(desk, workshop).attended == 1
    assert figures(desk)["SRV-TAL"] == 1


def test_who_was_attended_today_has_one_visit_and_its_profile_stays(desk: Desk) -> None:
    workshop, ana = planned(desk), known(desk, "Ana")
    visit = RecordVisit(new_id(), TODAY, "TRANSITO", (NewService(new_id(), "ORI"),), person_uuid=ana)
    desk.runner(Role.RECEPTION).run(visits.record, visit)
    come(desk, workshop, arrival(ana))
    (row,) = of_day(desk)
    assert (row.profile, {s.type for s in row.services}) == ("TRANSITO", {"ORI", "TAL"})


def test_the_profile_of_the_last_visit_is_taken_and_nobody_is_asked_again(desk: Desk) -> None:
    ana, luz = known(desk, "Ana"), known(desk, "Luz")
    before = RecordVisit(
        new_id(), TODAY - timedelta(days=3), "PENDULAR", (NewService(new_id(), "ORI"),), person_uuid=ana
    )
    desk.runner(Role.RECEPTION).run(visits.record, before)
    come(desk, planned(desk), arrival(ana), arrival(luz))
    assert {row.person_uuid: row.profile for row in of_day(desk)} == {ana: "PENDULAR", luz: "SIN_PERFIL"}


def test_before_the_day_people_are_enrolled_and_nobody_is_counted(desk: Desk) -> None:
    workshop, ana = planned(desk, TODAY + timedelta(days=2)), known(desk, "Ana")
    enrol = Attend(workshop.uuid, (arrival(ana),), attended=False)
    found = desk.runner(Role.RECEPTION).run(workshops.attend, enrol).result
    assert [(row.person_name, row.attended) for row in found.rows] == [("Ana Peña", False)]
    assert refused(desk, Role.PSYCHOLOGY, workshops.attend, Attend(workshop.uuid, (arrival(ana),))) is (
        Code.DATE_IN_FUTURE
    )
    desk.clock.advance(2 * 24 * 3600)
    assert come(desk, workshop, arrival(ana)).attended == 1
    assert len(seen(desk, workshop).rows) == 1


def test_who_is_taken_off_the_list_counts_no_more(desk: Desk) -> None:
    workshop, ana, luz = planned(desk), known(desk, "Ana"), known(desk, "Luz")
    rows = come(desk, workshop, arrival(ana), arrival(luz)).rows
    health = desk.runner(Role.HEALTH)
    found = health.run(workshops.leave, LeaveList(workshop.uuid, rows[0].entry_uuid, whole=False)).result
    assert [row.attended for row in found.rows] == [False, True]
    found = health.run(workshops.leave, LeaveList(workshop.uuid, rows[1].entry_uuid)).result
    assert [row.person_uuid for row in found.rows] == [ana]
    assert figures(desk) == {"SRV-TAL": 0, "PER-TAL": 0, "BEN": 0, "PERSONAS": 0}
    assert come(desk, workshop, arrival(ana)).attended == 1


def test_a_service_that_is_voided_elsewhere_leaves_the_list_by_itself(desk: Desk) -> None:
    workshop, ana = planned(desk), known(desk, "Ana")
    come(desk, workshop, arrival(ana), arrival(known(desk, "Luz")))
    line = next(s for row in of_day(desk) if row.person_uuid == ana for s in row.services)
    desk.runner(Role.COORDINATION).run(visits.void, VoidService(line.uuid, line.version, "Se equivocó"))
    assert [row.attended for row in seen(desk, workshop).rows] == [False, True]


def test_an_undone_voiding_does_not_count_somebody_twice(desk: Desk) -> None:
    workshop, ana = planned(desk), known(desk, "Ana")
    come(desk, workshop, arrival(ana))
    (line,) = (s for row in of_day(desk) for s in row.services)
    coordination = desk.runner(Role.COORDINATION)
    coordination.run(visits.void, VoidService(line.uuid, line.version, "Se equivocó"))
    come(desk, workshop, arrival(ana))
    assert refused(desk, Role.COORDINATION, visits.restore, RestoreService(line.uuid)) is Code.CONFLICT
    assert figures(desk)["SRV-TAL"] == 1


def test_the_headcount_is_as_many_as_were_counted_last(desk: Desk) -> None:
    workshop, psychology = planned(desk), desk.runner(Role.PSYCHOLOGY)
    for number in (3, 3, 1, 2):
        counts = (Nameless("02", 18, 25, number), Nameless("01", 0, 5, 4))
        psychology.run(workshops.headcount, SetHeadcount(workshop.uuid, counts))
        assert figures(desk)["BEN"] == number + 4
    psychology.run(workshops.headcount, SetHeadcount(workshop.uuid, ()))
    assert figures(desk)["BEN"] == 0


def test_a_workshop_that_was_written_under_the_wrong_day_moves_with_everybody(desk: Desk) -> None:
    workshop, ana = planned(desk), known(desk, "Ana")
    come(desk, workshop, arrival(ana), arrival(known(desk, "Luz")))
    right = replace(workshop, date=date(2026, 2, 27), service_type="GNU")
    found = desk.runner(Role.COORDINATION).run(workshops.save, SaveWorkshop(right)).result
    assert (found.attended, found.workshop.service_type) == (2, "GNU")
    assert figures(desk)["SRV-TAL"] == 0
    february = Period(Month(2026, 2), Month(2026, 2))
    assert figures(desk, "GNU", february) == {"SRV-GNU": 2, "PER-GNU": 2, "BEN": 2, "PERSONAS": 2}
    late = replace(right, version=found.workshop.version, date=TODAY + timedelta(days=1))
    assert refused(desk, Role.COORDINATION, workshops.save, SaveWorkshop(late)) is Code.DATE_IN_FUTURE


def test_the_number_of_the_sheet_reaches_everybody_who_came(desk: Desk) -> None:
    workshop = planned(desk)
    come(desk, workshop, arrival(known(desk, "Ana")), arrival(known(desk, "Luz")))
    desk.runner(Role.COORDINATION).run(workshops.save, SaveWorkshop(replace(workshop, sheet="88")))
    folios = [(s.sheet, s.line) for row in of_day(desk) for s in row.services]
    assert folios == [("88", 1), ("88", 2)]


def test_a_closed_month_asks_why(desk: Desk) -> None:
    workshop, ana = planned(desk, date(2026, 2, 20)), known(desk, "Ana")
    come(desk, workshop, arrival(ana))
    desk.runner(Role.COORDINATION).run(months.close, CloseMonth(Month(2026, 2)))
    luz = arrival(known(desk, "Luz"))
    assert refused(desk, Role.PSYCHOLOGY, workshops.attend, Attend(workshop.uuid, (luz,))) is Code.MONTH_CLOSED
    leave = LeaveList(workshop.uuid, seen(desk, workshop).rows[0].entry_uuid)
    assert refused(desk, Role.PSYCHOLOGY, workshops.leave, leave) is Code.MONTH_CLOSED
    late = Attend(workshop.uuid, (luz,), reason="Faltaba en la planilla")
    assert desk.runner(Role.PSYCHOLOGY).run(workshops.attend, late).result.attended == 2


def test_each_role_does_what_is_its_own(desk: Desk) -> None:
    workshop, ana = planned(desk), known(desk, "Ana")
    assert refused(desk, Role.RECEPTION, workshops.attend, Attend(workshop.uuid, (arrival(ana),))) is Code.FORBIDDEN
    (row,) = come(desk, workshop, arrival(ana)).rows
    assert refused(desk, Role.RECEPTION, workshops.leave, LeaveList(workshop.uuid, row.entry_uuid)) is Code.FORBIDDEN
    assert refused(desk, Role.RECEPTION, workshops.headcount, SetHeadcount(workshop.uuid, ())) is Code.FORBIDDEN
    save = SaveWorkshop(Workshop(new_id(), "TAL", TODAY, "Lactancia"))
    assert refused(desk, Role.RECEPTION, workshops.save, save) is Code.FORBIDDEN
    for role in (Role.RCF, Role.VOLUNTEER, Role.CONSULTATION, Role.ADMINISTRATION):
        assert refused(desk, role, workshops.latest, WorkshopsQuery()) is Code.FORBIDDEN


def test_a_reserved_contact_is_on_nobodys_list_but_counted(desk: Desk) -> None:
    workshop, ana = planned(desk), known(desk, "Ana")
    come(desk, workshop, arrival(ana), arrival(known(desk, "Luz")))
    page = desk.runner(Role.COORDINATION).run(people.page, PersonQuery(ana)).result
    desk.runner(Role.COORDINATION).run(people.reserve, ReservePerson(ana, page.version, True))
    assert [row.person_name for row in seen(desk, workshop, Role.HEALTH).rows] == ["Luz Peña"]
    (line,) = desk.runner(Role.HEALTH).run(workshops.latest, WorkshopsQuery()).result
    assert (line.enrolled, line.attended) == (1, 1)
    assert seen(desk, workshop).attended == 2
    assert figures(desk)["SRV-TAL"] == 2


def test_a_workshop_with_people_is_not_cancelled_and_an_empty_one_is(desk: Desk) -> None:
    workshop, ana = planned(desk), known(desk, "Ana")
    rows = come(desk, workshop, arrival(ana)).rows
    cancel = CancelWorkshop(workshop.uuid, workshop.version)
    assert refused(desk, Role.COORDINATION, workshops.cancel, cancel) is Code.HAS_ATTENDEES
    desk.runner(Role.COORDINATION).run(workshops.leave, LeaveList(workshop.uuid, rows[0].entry_uuid))
    desk.runner(Role.COORDINATION).run(workshops.cancel, cancel)
    (line,) = desk.runner(Role.COORDINATION).run(workshops.latest, WorkshopsQuery()).result
    assert line.cancelled
    assert refused(desk, Role.COORDINATION, workshops.cancel, cancel) is Code.CONFLICT
    # Whoever still had it open on another screen counts nobody at what did not take place.
    late = Attend(workshop.uuid, (arrival(ana),))
    assert refused(desk, Role.PSYCHOLOGY, workshops.attend, late) is Code.CONFLICT
    heads = SetHeadcount(workshop.uuid, (Nameless("02", 18, 25, 1),))
    assert refused(desk, Role.PSYCHOLOGY, workshops.headcount, heads) is Code.CONFLICT


def test_what_is_wrong_is_told_at_once(desk: Desk) -> None:
    bad = Workshop(new_id(), "ORI", TODAY, " ", starts_at="25:00", capacity=0, partner="NADIE")
    with pytest.raises(CasaError) as raised:
        desk.runner(Role.COORDINATION).run(workshops.save, SaveWorkshop(bad))
    assert {(p.field, p.code) for p in raised.value.problems} == {
        ("service_type", Code.BAD_CHOICE),
        ("topic", Code.REQUIRED),
        ("starts_at", Code.BAD_TIME),
        ("capacity", Code.OUT_OF_RANGE),
        ("partner", Code.BAD_CHOICE),
    }


def test_only_the_page_of_workshops_records_them(desk: Desk) -> None:
    visit = RecordVisit(new_id(), TODAY, "TRANSITO", (NewService(new_id(), "TAL"),), person_uuid=known(desk, "Ana"))
    assert refused(desk, Role.PSYCHOLOGY, visits.record, visit) is Code.ON_ITS_OWN_PAGE
