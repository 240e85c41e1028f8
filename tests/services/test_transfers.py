"""Transfers on a real encrypted base: the steps, who travelled, what counts and what does not."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from casa_desktop.domain.access import Role
from casa_desktop.domain.errors import Code
from casa_desktop.domain.ids import new_id
from casa_desktop.domain.transfers import Plan, Step, Totals, TransferDetail, Traveller
from casa_desktop.domain.visits import NewService, RecordVisit
from casa_desktop.services import families, people, transfers, visits
from casa_desktop.services.families import FamilyMember, RegisterFamily
from casa_desktop.services.people import RegisterPerson, ReservePerson
from casa_desktop.services.runner import Runner
from casa_desktop.services.transfers import (
    EditTransfer,
    RequestTransfer,
    TakeStep,
    TransferQuery,
    TransfersQuery,
    Travel,
    UndoStep,
)
from casa_desktop.services.visits import PersonQuery, RestoreService, VoidService
from tests.services.desk import TODAY, Desk
from tests.services.test_families import count
from tests.services.test_people import named, page, refused, register

PLAN = Plan(municipality="52356", reason="REUNIFICACION", means="BUS", funder="CICR", profile="TRANSITO", folio="TR-7")
YEAR = TransfersQuery(date(2026, 1, 1), date(2026, 12, 31))
LAST_ACT = "SELECT action, record FROM audit ORDER BY seq DESC LIMIT 1"
COUNTED = ("PER-TRA", "SRV-TRA", "PER-MES", "BEN", "FAM")


@pytest.fixture
def reception(desk: Desk) -> Runner:
    return desk.runner(Role.RECEPTION)


@pytest.fixture
def family(reception: Runner) -> tuple[str, ...]:
    members = tuple(FamilyMember(RegisterPerson(new_id(), named(name))) for name in ("Ana", "Luis", "Rosa"))
    return reception.run(families.register, RegisterFamily(new_id(), members)).result.members


def requested(runner: Runner, family: tuple[str, ...], plan: Plan = PLAN) -> TransferDetail:
    command = RequestTransfer(new_id(), plan, tuple(Traveller(uuid) for uuid in family))
    return runner.run(transfers.request, command).result


def stepped(runner: Runner, of: TransferDetail, step: Step, on: date = TODAY, reason: str = "") -> TransferDetail:
    return runner.run(transfers.take_step, TakeStep(new_id(), of.uuid, of.version, step, on, reason)).result


def bought(runner: Runner, family: tuple[str, ...]) -> TransferDetail:
    return stepped(runner, stepped(runner, requested(runner, family), Step.APPROVED), Step.BOUGHT)


def gone(runner: Runner, family: tuple[str, ...], who: tuple[str, ...] = (), reason: str = "") -> TransferDetail:
    of = bought(runner, family)
    return runner.run(transfers.travel, Travel(new_id(), of.uuid, of.version, TODAY, who or family, reason)).result


def last_act(desk: Desk) -> tuple[str, str]:
    with desk.base.begin() as work:
        action, record = work.connection.exec_driver_sql(LAST_ACT).one()
        return action, record


def totals(runner: Runner) -> Totals:
    return runner.run(transfers.listed, YEAR).result.totals


def test_a_family_travels_its_arrival_is_confirmed_and_it_is_counted_once(
    desk: Desk, reception: Runner, family: tuple[str, ...]
) -> None:
    of = bought(reception, family)
    assert count(desk, *COUNTED) == dict.fromkeys(COUNTED, None)
    command = Travel(new_id(), of.uuid, of.version, TODAY, family)
    of = reception.run(transfers.travel, command).result
    assert reception.run(transfers.travel, command).result == of
    assert count(desk, *COUNTED) == {"PER-TRA": 3, "SRV-TRA": 3, "PER-MES": 3, "BEN": 3, "FAM": 1}
    desk.clock.advance(2 * 24 * 3600)
    of = stepped(reception, of, Step.ARRIVED, TODAY + timedelta(days=2))
    assert (of.step, [s.step for s in of.steps]) == (
        Step.ARRIVED,
        [Step.ARRIVED, Step.TRAVELLED, Step.BOUGHT, Step.APPROVED, Step.REQUESTED],
    )
    assert count(desk, *COUNTED) == {"PER-TRA": 3, "SRV-TRA": 3, "PER-MES": 3, "BEN": 3, "FAM": 1}
    assert totals(reception) == Totals(3, 1, 1)
    (service,) = reception.run(visits.of_person, PersonQuery(family[0])).result[0].services
    assert (service.type, service.funder, service.sheet) == ("TRA", "CICR", "TR-7")


def test_one_member_stays_behind_and_somebody_else_goes_along(
    desk: Desk, reception: Runner, family: tuple[str, ...]
) -> None:
    aunt = register(reception, named("Carmen")).uuid
    of = gone(reception, family, (family[1], aunt))
    assert [(t.name, t.planned, t.travelled) for t in of.travellers] == [
        ("Ana", True, False),
        ("Luis", True, True),
        ("Rosa", True, False),
        ("Carmen", False, True),
    ]
    assert [t.name for t in of.passengers] == ["Luis", "Carmen"]
    assert count(desk, *COUNTED) == {"PER-TRA": 2, "SRV-TRA": 2, "PER-MES": 2, "BEN": 2, "FAM": 2}
    (row,) = reception.run(transfers.listed, YEAR).result.rows
    assert (row.head, row.people, row.travelled_on) == ("Luis", 2, TODAY)


def test_a_cancelled_transfer_counts_nothing(desk: Desk, reception: Runner, family: tuple[str, ...]) -> None:
    of = bought(reception, family)
    unsaid = TakeStep(new_id(), of.uuid, of.version, Step.CANCELLED, TODAY)
    assert refused(reception, transfers.take_step, unsaid) == [(Code.NEEDS_REASON, "reason")]
    of = stepped(reception, of, Step.CANCELLED, reason="Consiguieron otro medio")
    assert of.step is Step.CANCELLED
    assert count(desk, *COUNTED) == dict.fromkeys(COUNTED, None)
    assert totals(reception) == Totals(0, 0, 0)
    travel = Travel(new_id(), of.uuid, of.version, TODAY, family)
    assert refused(reception, transfers.travel, travel) == [(Code.WRONG_STEP, "")]
    back = reception.run(transfers.undo, UndoStep(of.uuid, of.version, "Sí viajan")).result
    assert back.step is Step.BOUGHT


def test_voiding_the_service_anywhere_takes_the_journey_back_and_restoring_it_makes_it_hold(
    desk: Desk, reception: Runner, family: tuple[str, ...]
) -> None:
    of = stepped(reception, gone(reception, family), Step.ARRIVED)
    (service,) = reception.run(visits.of_person, PersonQuery(family[0])).result[0].services
    reception.run(visits.void, VoidService(service.uuid, service.version, "No viajaron"))
    after = reception.run(transfers.detail, TransferQuery(of.uuid)).result
    assert (after.step, [t.travelled for t in after.travellers]) == (Step.BOUGHT, [False] * 3)
    assert (totals(reception), count(desk, "BEN")) == (Totals(0, 0, 0), {"BEN": None})
    reception.run(visits.restore, RestoreService(service.uuid))
    assert reception.run(transfers.detail, TransferQuery(of.uuid)).result.step is Step.ARRIVED
    assert totals(reception) == Totals(3, 1, 1)


def test_undoing_a_journey_voids_it_and_another_may_follow(
    desk: Desk, reception: Runner, family: tuple[str, ...]
) -> None:
    of = gone(reception, family)
    of = reception.run(transfers.undo, UndoStep(of.uuid, of.version, "Fecha errada")).result
    assert (of.step, count(desk, "PER-TRA")) == (Step.BOUGHT, {"PER-TRA": None})
    again = Travel(new_id(), of.uuid, of.version, TODAY - timedelta(days=1), family[:2])
    of = reception.run(transfers.travel, again).result
    assert (of.since, len(of.passengers)) == (TODAY - timedelta(days=1), 2)
    assert count(desk, "PER-TRA", "SRV-TRA") == {"PER-TRA": 2, "SRV-TRA": 2}


@pytest.mark.parametrize("cancelled", [False, True])
def test_a_journey_that_was_voided_does_not_come_back_beside_what_followed(
    desk: Desk, reception: Runner, family: tuple[str, ...], cancelled: bool
) -> None:
    of = gone(reception, family)
    rows = [reception.run(visits.of_person, PersonQuery(uuid)).result[0].services[0] for uuid in family]
    of = reception.run(transfers.undo, UndoStep(of.uuid, of.version, "Fecha errada")).result
    if cancelled:
        stepped(reception, of, Step.CANCELLED, reason="Se quedan")
    else:
        reception.run(transfers.travel, Travel(new_id(), of.uuid, of.version, TODAY - timedelta(days=1), family))
    before = count(desk, "SRV-TRA")
    for row in rows:
        assert refused(reception, visits.restore, RestoreService(row.uuid)) == [(Code.CONFLICT, "")]
    assert count(desk, "SRV-TRA") == before


def test_a_transfer_is_asked_for_with_what_is_needed_and_no_more(reception: Runner, family: tuple[str, ...]) -> None:
    def asked(plan: Plan, *who: str) -> list[tuple[Code, str]]:
        command = RequestTransfer(new_id(), plan, tuple(Traveller(uuid) for uuid in who))
        return refused(reception, transfers.request, command)

    assert set(asked(Plan())) == {
        (Code.REQUIRED, "municipality"),
        (Code.NEEDS_PROFILE, "profile"),
        (Code.REQUIRED, "reason"),
        (Code.REQUIRED, "travellers"),
    }
    assert asked(PLAN, family[0], family[0]) == [(Code.NOT_UNIQUE, "travellers")]
    assert asked(replace(PLAN, means="COHETE"), family[0]) == [(Code.BAD_CHOICE, "means")]
    abroad = requested(reception, family[:1], Plan(country="ECU", city="Quito", reason="SALUD", profile="TRANSITO"))
    assert (abroad.plan.municipality, abroad.step) == ("", Step.REQUESTED)


def test_the_plan_changes_until_somebody_travels_and_two_changes_are_a_conflict(
    reception: Runner, family: tuple[str, ...]
) -> None:
    of = requested(reception, family)
    edit = EditTransfer(of.uuid, of.version, replace(PLAN, cost_centre="CC-1"), (Traveller(family[0]),))
    after = reception.run(transfers.edit, edit).result
    assert (after.plan.cost_centre, len(after.travellers)) == ("CC-1", 1)
    assert refused(reception, transfers.edit, edit) == [(Code.CONFLICT, "")]
    of = gone(reception, family)
    late = EditTransfer(of.uuid, of.version, PLAN, (Traveller(family[0]),))
    assert refused(reception, transfers.edit, late) == [(Code.WRONG_STEP, "")]


def test_the_form_of_a_visit_does_not_record_a_transfer(reception: Runner, family: tuple[str, ...]) -> None:
    visit = RecordVisit(new_id(), TODAY, "TRANSITO", (NewService(new_id(), "TRA"),), person_uuid=family[0])
    assert refused(reception, visits.record, visit) == [(Code.ON_ITS_OWN_PAGE, "services")]


def test_a_reserved_contact_travels_unseen_and_counts(desk: Desk, reception: Runner, family: tuple[str, ...]) -> None:
    of = gone(reception, family)
    coordination = desk.runner(Role.COORDINATION)
    reserve = ReservePerson(family[2], page(coordination, family[2]).version, reserved=True, safe_contact="por Ana")
    coordination.run(people.reserve, reserve)
    assert reception.run(transfers.listed, YEAR).result.rows == ()
    assert refused(reception, transfers.detail, TransferQuery(of.uuid)) == [(Code.NOT_FOUND, "")]
    assert len(coordination.run(transfers.listed, YEAR).result.rows) == 1
    assert count(desk, "PER-TRA") == {"PER-TRA": 3}


def test_the_papers_tell_what_they_must_and_enter_the_audit(
    desk: Desk, reception: Runner, family: tuple[str, ...]
) -> None:
    of = requested(reception, family)
    shown = reception.run(transfers.manifest, TransferQuery(of.uuid)).result
    assert (shown.code, [p.name for p in shown.passengers]) == ("T-000001", ["Ana", "Luis", "Rosa"])
    assert last_act(desk) == ("transfer.manifest", "T-000001")
    whole = reception.run(transfers.voucher, TransferQuery(of.uuid)).result
    assert [(p.name, p.document) for p in whole.passengers] == [("Ana", ""), ("Luis", ""), ("Rosa", "")]
    assert last_act(desk) == ("transfer.voucher", "T-000001")
    for role in (Role.RCF, Role.PSYCHOLOGY, Role.VOLUNTEER, Role.ADMINISTRATION, Role.CONSULTATION):
        assert refused(desk.runner(role), transfers.listed, YEAR)[0][0] is Code.FORBIDDEN
