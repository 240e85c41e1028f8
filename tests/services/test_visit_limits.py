"""What may be recorded, and by whom: the limits of reading hold for writing too."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from casa_desktop.domain.access import Role
from casa_desktop.domain.catalog import Catalog, Form, ServiceType
from casa_desktop.domain.errors import Code
from casa_desktop.domain.ids import new_id
from casa_desktop.domain.visits import Anonymous, Companion, NewService, Rcf, RecordVisit
from casa_desktop.services import catalogs, people, visits
from casa_desktop.services.catalogs import CatalogQuery, SaveServiceType
from casa_desktop.services.people import RegisterPerson, ReservePerson
from casa_desktop.services.runner import Runner
from casa_desktop.services.visits import AddService, CorrectService, DayQuery, EditVisit, VisitQuery, VoidService
from tests.services.desk import TODAY, Desk
from tests.services.test_people import named
from tests.services.test_visits import close, day, guidance, record, refused, session, visit


@pytest.fixture
def reception(desk: Desk) -> Runner:
    return desk.runner(Role.RECEPTION)


@pytest.fixture
def psychology(desk: Desk) -> Runner:
    return desk.runner(Role.PSYCHOLOGY)


def test_nobody_adds_to_what_they_may_not_see(desk: Desk, reception: Runner, psychology: Runner) -> None:
    private = record(psychology, session())
    told = AddService(private.uuid, guidance())
    assert refused(reception, visits.add_service, told) is Code.NOT_FOUND
    others = AddService(record(reception).uuid, guidance())
    assert refused(desk.runner(Role.VOLUNTEER), visits.add_service, others) is Code.NOT_FOUND
    psychology.run(visits.add_service, told)


def test_a_visit_of_a_reserved_contact_is_recorded_by_who_may_know_of_them(
    desk: Desk, reception: Runner, psychology: Runner
) -> None:
    person = reception.run(people.register, RegisterPerson(new_id(), named("Ana"))).result.uuid
    psychology.run(people.reserve, ReservePerson(person, 1, reserved=True))
    assert refused(reception, visits.record, visit(person_uuid=person)) is Code.NOT_FOUND
    beside = visit(guidance(for_all=True), companions=(Companion(new_id(), person),))
    assert refused(reception, visits.record, beside) is Code.NOT_FOUND
    record(psychology, person_uuid=person)


def test_a_correction_on_another_day_does_not_make_the_record_late(desk: Desk, reception: Runner) -> None:
    done = record(reception)
    desk.clock.advance(24 * 3600)
    wrong = reception.run(visits.detail, VisitQuery(done.uuid)).result.services[0]
    reception.run(visits.correct, CorrectService(wrong.uuid, wrong.version, TODAY, guidance(quantity=2)))
    right = reception.run(visits.detail, VisitQuery(done.uuid)).result.services[0]
    assert (right.quantity, right.late) == (2, False)
    yesterday = TODAY - timedelta(days=1)
    reception.run(visits.correct, CorrectService(right.uuid, right.version, yesterday, guidance()))
    assert day(reception, yesterday)[0].services[0].late


def audited(runner: Runner, record: str) -> list[tuple[str, str, str]]:
    """(user, act, names of fields) of a record, as they were entered."""
    with runner.batch() as ctx:
        rows = ctx.work.connection.exec_driver_sql(
            "SELECT user, action, fields FROM audit WHERE record = ? ORDER BY seq", (record,)
        ).all()
    return [(row[0], row[1], row[2]) for row in rows]


def test_reception_reads_back_what_it_said_and_takes_nothing_from_psychology_in_silence(
    reception: Runner, psychology: Runner
) -> None:
    """A profile that reception did not choose would tell that somebody else saw the person that day."""
    private = record(psychology, session(), profile="PENDULAR", vulnerabilities=("GESTANTE",), origin="Tona")
    record(reception, person_uuid=private.person_uuid, profile="PERMANENCIA", vulnerabilities=("MAYOR",))
    assert day(reception)[0].profile == "PERMANENCIA"
    detail = psychology.run(visits.detail, VisitQuery(private.uuid)).result
    assert (detail.profile, detail.origin, set(detail.vulnerabilities)) == (
        "PERMANENCIA",
        "Tona",
        {"GESTANTE", "MAYOR"},
    )
    assert (reception.actor.username, "visit.edit", "profile,vulnerabilities") in audited(reception, private.uuid)


def test_what_is_said_again_unchanged_is_no_change(reception: Runner) -> None:
    first = record(reception, vulnerabilities=("MAYOR",), origin="Tona")
    record(reception, person_uuid=first.person_uuid, vulnerabilities=("MAYOR",), origin="Tona")
    assert [act for _, act, _ in audited(reception, first.uuid)] == ["visit.record", "visit.record"]


def test_what_was_asked_in_a_closed_month_is_changed_with_a_reason(desk: Desk, reception: Runner) -> None:
    done = record(reception, date=date(2026, 2, 27))
    close(desk, 202602)
    command = EditVisit(done.uuid, 1, "PENDULAR")
    assert refused(reception, visits.edit, command) is Code.MONTH_CLOSED
    assert reception.run(visits.detail, VisitQuery(done.uuid)).result.profile == "TRANSITO"
    told = replace(command, reason="La planilla decía otra cosa")
    assert reception.run(visits.edit, told).result.profile == "PENDULAR"


@pytest.mark.parametrize(("reason", "code"), [("se repiti\ud800", Code.BAD_TEXT), ("a" * 501, Code.TOO_LONG)])
def test_a_reason_that_cannot_be_kept_is_told_and_nothing_is_done(reception: Runner, reason: str, code: Code) -> None:
    done = record(reception)
    assert refused(reception, visits.void, VoidService(done.services[0], 1, reason)) is code
    assert len(day(reception)) == 1


@pytest.mark.parametrize(
    "wrong",
    [
        visit(anonymous=Anonymous(new_id(), "02", 26, 59, "Venezuela")),
        visit(NewService(new_id(), "RCF", Rcf("LLAMADA", "Perú"))),
    ],
)
def test_a_country_is_a_code(reception: Runner, wrong: RecordVisit) -> None:
    assert refused(reception, visits.record, wrong) is Code.BAD_CHOICE


def test_what_has_a_page_of_its_own_is_recorded_and_corrected_there(desk: Desk, reception: Runner) -> None:
    coordination = desk.runner(Role.COORDINATION)
    kind = ServiceType(new_id(), "MERCADO", "Mercado", "MERCADOS", Form.AID)
    coordination.run(catalogs.save_service_type, SaveServiceType(kind))
    bag = NewService(new_id(), "MERCADO")
    assert refused(reception, visits.record, visit(bag)) is Code.ON_ITS_OWN_PAGE
    done = record(reception)
    assert refused(reception, visits.add_service, AddService(done.uuid, bag)) is Code.ON_ITS_OWN_PAGE
    with reception.batch() as ctx:
        visits.write(ctx, visit(bag))
    rows = reception.run(visits.of_day, DayQuery(TODAY)).result
    stored = next(s for row in rows for s in row.services if s.type == "MERCADO")
    more = CorrectService(stored.uuid, stored.version, TODAY, NewService(new_id(), "MERCADO", quantity=3))
    assert refused(reception, visits.correct, more) is Code.ON_ITS_OWN_PAGE
    folio = CorrectService(stored.uuid, stored.version, TODAY, NewService(new_id(), "MERCADO", sheet="14", line=2))
    reception.run(visits.correct, folio)
    assert "MERCADO" not in {k.code for k in catalogs_of(reception).types_for(frozenset({Role.RECEPTION}), TODAY)}


def catalogs_of(runner: Runner) -> Catalog:
    found: Catalog = runner.run(catalogs.lists, CatalogQuery()).result
    return found
