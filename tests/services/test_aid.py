"""Handing out: what is counted, what leaves the stock, and the guard against giving twice."""

from dataclasses import replace
from datetime import timedelta

import pytest

from casa_desktop.domain.access import Role
from casa_desktop.domain.aid import Line
from casa_desktop.domain.catalog import CountingOption
from casa_desktop.domain.errors import CasaError, Code
from casa_desktop.domain.ids import new_id
from casa_desktop.domain.indicators import Outcome, Reach
from casa_desktop.domain.periods import Month
from casa_desktop.domain.visits import Anonymous
from casa_desktop.services import aid, catalogs, people, visits
from casa_desktop.services.aid import DeliveriesQuery, DeliveryQuery, GuardQuery, HandOut
from casa_desktop.services.people import PersonQuery, ReservePerson
from casa_desktop.services.runner import Runner
from casa_desktop.services.visits import PersonQuery as VisitsOf
from casa_desktop.services.visits import RestoreService, VoidService
from tests.services.desk import TODAY, Desk
from tests.services.stores import Store, make_store

LATELY = TODAY - timedelta(days=9)


@pytest.fixture
def store(desk: Desk) -> Store:
    return make_store(desk)


def refused(runner: Runner, order: HandOut) -> list[tuple[Code, str]]:
    with pytest.raises(CasaError) as raised:
        runner.run(aid.deliver, order)
    return [(problem.code, problem.field) for problem in raised.value.problems]


def audited(store: Store, action: str) -> int:
    with store.desk.base.begin() as work:
        count = work.connection.exec_driver_sql(f"SELECT count(*) FROM audit WHERE action = '{action}'")
        return int(count.scalar_one())


def test_one_kit_for_a_family_of_four_reaches_four_persons_of_one_family(store: Store) -> None:
    store.donate("Kit de aseo", 5)
    given = store.deliver(store.family(), ("Kit de aseo", 1))
    assert (given.code, given.persons, given.for_family) == ("E-000001", 4, True)
    assert [(line.item, line.quantity, line.donor_name) for line in given.lines] == [("Kit de aseo", 1, "CICR")]
    assert store.of("Kit de aseo").stock == 4, "one kit, whoever shares it"
    assert store.counts("SRV-AYU", "PER-AYU", "FAM", "BEN", "PER-MES") == [4, 4, 1, 4, 4]


def test_a_desk_that_counts_who_receives_counts_one(store: Store) -> None:
    option = CountingOption(Month.of(TODAY), True, Reach.RECIPIENT, Outcome.SERVICES, False)
    store.coordination.run(catalogs.set_option, catalogs.SetOption("AYU", option))
    store.donate("Kit de aseo", 5)
    store.deliver(store.family(), ("Kit de aseo", 1))
    store.deliver(store.person(), ("Kit de aseo", 1))
    assert store.counts("SRV-AYU", "PER-AYU", "FAM") == [2, 2, 2]


def test_a_second_kit_within_the_interval_needs_a_reason_and_leaves_a_trace(store: Store) -> None:
    store.donate("Kit de aseo", 5)
    family = store.family()
    store.deliver(family, ("Kit de aseo", 1), day=LATELY)
    order = store.order(family[2], ("Kit de aseo", 1))
    assert refused(store.reception, order) == [(Code.DELIVERED_LATELY, "override_reason")]
    assert store.of("Kit de aseo").stock == 4
    (warned,) = store.reception.run(
        aid.guard, GuardQuery((family[2],), (store.of("Kit de aseo").item.uuid,), TODAY)
    ).result
    assert (warned.date, warned.quantity, warned.staff) == (LATELY, 1, "Prueba de recepcion")
    reasoned = replace(order, delivery=replace(order.delivery, override_reason="Se mojó el primero"))
    given = store.reception.run(aid.deliver, reasoned).result.delivery
    assert given.override_reason == "Se mojó el primero"
    assert store.of("Kit de aseo").stock == 3
    assert audited(store, "aid.override") == 1


def test_a_reason_that_nobody_asked_for_is_no_override(store: Store) -> None:
    store.donate("Kit de aseo", 5)
    assert store.deliver(store.person(), ("Kit de aseo", 1), reason="por si acaso").override_reason == ""
    assert audited(store, "aid.override") == 0


@pytest.mark.parametrize(("days", "warned"), [(29, True), (30, False)])
def test_an_interval_is_over_on_its_last_day(store: Store, days: int, warned: bool) -> None:
    store.donate("Kit de aseo", 5)
    person, item = store.person(), store.of("Kit de aseo").item.uuid
    store.deliver(person, ("Kit de aseo", 1), day=TODAY - timedelta(days=days))
    assert bool(store.reception.run(aid.guard, GuardQuery((person,), (item,), TODAY)).result) is warned


def test_an_interval_per_person_lets_the_brother_have_his(store: Store) -> None:
    store.donate("Cobija", 5)
    family = store.family()
    store.deliver(family[0], ("Cobija", 1), day=LATELY)
    store.deliver(family[1], ("Cobija", 1))
    assert refused(store.reception, store.order(family[0], ("Cobija", 1)))[0][0] is Code.DELIVERED_LATELY
    everybody = store.order(family, ("Cobija", 2))
    assert refused(store.reception, everybody)[0][0] is Code.DELIVERED_LATELY, "one of them has theirs"


def test_what_was_given_to_a_merged_record_was_given_to_the_person(store: Store) -> None:
    store.donate("Cobija", 5)
    kept, twice = store.person("Ana"), store.person("Anna")
    store.deliver(twice, ("Cobija", 1), day=LATELY)
    with store.desk.base.begin() as work:
        work.connection.exec_driver_sql(
            "UPDATE person SET canonical_id = (SELECT id FROM person WHERE uuid = ?) WHERE uuid = ?", (kept, twice)
        )
        work.commit()
    assert refused(store.reception, store.order(kept, ("Cobija", 1)))[0][0] is Code.DELIVERED_LATELY
    (shown,) = store.reception.run(aid.deliveries, DeliveriesQuery(person_uuid=kept)).result
    assert shown.person_uuid == kept


def test_a_sheet_typed_late_meets_what_was_given_since(store: Store) -> None:
    store.donate("Cobija", 5)
    person = store.person()
    store.deliver(person, ("Cobija", 1))
    assert refused(store.reception, store.order(person, ("Cobija", 1), day=LATELY))[0][0] is Code.DELIVERED_LATELY


def test_a_voided_delivery_gives_the_stock_back_and_counts_nothing(store: Store) -> None:
    store.donate("Kit de aseo", 1)
    family = store.family()
    given = store.deliver(family, ("Kit de aseo", 1))
    store.reception.run(visits.void, VoidService(given.uuid, given.version, "Era otra familia"))
    assert store.of("Kit de aseo").stock == 1
    assert store.counts("SRV-AYU", "PER-AYU", "BEN") == [None, None, None], "a month without records"
    assert store.reception.run(aid.deliveries, DeliveriesQuery(TODAY)).result == ()
    again = store.deliver(family, ("Kit de aseo", 1))
    assert again.code == "E-000002", "the acta of the voided one is not printed twice"
    with pytest.raises(CasaError) as raised:
        store.coordination.run(visits.restore, RestoreService(given.uuid))
    assert raised.value.code is Code.NOT_ENOUGH_STOCK, "the kit was given to somebody since"
    assert store.of("Kit de aseo").stock == 0


def test_of_two_deliveries_of_the_last_unit_one_is_refused_whole(store: Store) -> None:
    store.donate("Agua", 1)
    store.donate("Ropa", 9)
    first, second = (store.order(store.person(name), ("Ropa", 1), ("Agua", 1)) for name in ("Ana", "Luz"))
    store.reception.run(aid.deliver, first)
    health = store.desk.runner(Role.HEALTH)
    with pytest.raises(CasaError) as raised:
        health.run(aid.deliver, second)
    (problem,) = raised.value.problems
    assert (problem.code, problem.field) == (Code.NOT_ENOUGH_STOCK, "lines[1].quantity")
    assert dict(problem.values) == {"item": "Agua", "stock": 0, "asked": 1}
    assert store.of("Ropa").stock == 8, "nothing of the refused one was written"
    assert store.counts("SRV-AYU") == [1]


def test_saving_again_after_a_lost_answer_delivers_once(store: Store) -> None:
    store.donate("Agua", 5)
    order = store.order(store.person(), ("Agua", 2))
    first = store.reception.run(aid.deliver, order).result
    assert store.reception.run(aid.deliver, order).result == first
    assert store.of("Agua").stock == 3


def test_what_expires_first_leaves_first_and_another_lot_may_be_named(store: Store) -> None:
    soon, later = TODAY + timedelta(days=5), TODAY + timedelta(days=90)
    store.donate("Kit de alimentos", 3, lot="B", expires=later)
    store.donate("Kit de alimentos", 2, lot="A", expires=soon)
    store.donate("Kit de alimentos", 4, lot="Z", expires=TODAY - timedelta(days=1), day=TODAY - timedelta(days=50))
    given = store.deliver(store.person("Ana"), ("Kit de alimentos", 3))
    assert [(line.lot, line.quantity) for line in given.lines] == [("A", 2), ("B", 1)]
    lots = {lot.code: lot.uuid for lot in store.of("Kit de alimentos").lots}
    item = store.of("Kit de alimentos").item.uuid
    order = store.order(store.person("Luz"), ("Kit de alimentos", 1))
    expired = replace(order, delivery=replace(order.delivery, lines=(Line(item, 1, lots["Z"]),)))
    assert refused(store.reception, expired) == [(Code.LOT_EXPIRED, "lines[0].lot_uuid")]
    named = replace(order, delivery=replace(order.delivery, lines=(Line(item, 1, lots["B"]),)))
    assert store.reception.run(aid.deliver, named).result.delivery.lines[0].lot == "B"
    with pytest.raises(CasaError) as raised:
        store.deliver(store.person("Sol"), ("Kit de alimentos", 2))
    assert raised.value.problems[0].values["stock"] == 1, "what has expired is not there to be given"


def test_nothing_leaves_before_it_came(store: Store) -> None:
    store.donate("Agua", 5, day=TODAY)
    assert refused(store.reception, store.order(store.person(), ("Agua", 1), day=LATELY))[0][0] is Code.NOT_ENOUGH_STOCK


def test_somebody_without_a_name_receives_too(store: Store) -> None:
    store.donate("Agua", 5)
    order = store.order("", ("Agua", 1))
    visit = replace(order.delivery.visit, anonymous=Anonymous(new_id(), "02", 26, 59))
    given = store.reception.run(aid.deliver, HandOut(replace(order.delivery, visit=visit))).result.delivery
    assert (given.anonymous, given.person_name, given.persons) == (True, "", 1)
    assert store.counts("PER-AYU") == [1]


def test_nothing_and_too_much_are_told_at_once(store: Store) -> None:
    person = store.person()
    assert refused(store.reception, store.order(person)) == [(Code.NOTHING_DELIVERED, "lines")]
    order = store.order(person, ("Agua", 0), ("Agua", 1))
    assert refused(store.reception, order) == [
        (Code.OUT_OF_RANGE, "lines[0].quantity"),
        (Code.NOT_UNIQUE, "lines[1].item_uuid"),
    ]


def test_a_reserved_contact_stands_in_no_list_of_who_may_not_know(store: Store) -> None:
    store.donate("Kit de aseo", 5)
    family = store.family()
    given = store.deliver(family[1], ("Kit de aseo", 1), day=LATELY)
    page = store.coordination.run(people.page, PersonQuery(family[1])).result
    store.coordination.run(people.reserve, ReservePerson(family[1], page.version, True, reason="Riesgo"))
    assert store.reception.run(aid.deliveries, DeliveriesQuery(LATELY)).result == ()
    assert store.reception.run(aid.deliveries, DeliveriesQuery()).result == ()
    with pytest.raises(CasaError):
        store.reception.run(aid.acta, DeliveryQuery(given.uuid))
    item = store.of("Kit de aseo").item.uuid
    assert store.reception.run(aid.guard, GuardQuery((family[0],), (item,), TODAY)).result == ()
    assert len(store.coordination.run(aid.deliveries, DeliveriesQuery(LATELY)).result) == 1
    assert store.coordination.run(aid.guard, GuardQuery((family[0],), (item,), TODAY)).result


def test_a_family_s_delivery_stands_with_those_whom_it_reached_and_the_reader_may_know(store: Store) -> None:
    store.donate("Kit de aseo", 5)
    family = store.family()
    given = store.deliver(family, ("Kit de aseo", 1), day=LATELY)

    def told(person: str) -> list[str]:
        found = store.reception.run(aid.deliveries, DeliveriesQuery(person_uuid=person)).result
        return [each.uuid for each in found]

    assert [told(person) for person in family] == [[given.uuid]] * 4
    (row,) = store.reception.run(visits.of_person, VisitsOf(family[1])).result
    service = row.services[0]
    store.reception.run(visits.void, VoidService(service.uuid, service.version, "No estaba"))
    page = store.coordination.run(people.page, PersonQuery(family[2])).result
    store.coordination.run(people.reserve, ReservePerson(family[2], page.version, True, reason="Riesgo"))
    assert [told(person) for person in family] == [[given.uuid], [], [], [given.uuid]]


def test_the_form_of_a_visit_does_not_offer_aid(store: Store) -> None:
    order = store.order(store.person(), ("Agua", 1))
    with pytest.raises(CasaError) as raised:
        store.reception.run(visits.record, order.delivery.visit)
    assert raised.value.code is Code.ON_ITS_OWN_PAGE


@pytest.mark.parametrize("role", [Role.PSYCHOLOGY, Role.RCF, Role.VOLUNTEER, Role.ADMINISTRATION, Role.CONSULTATION])
def test_who_does_not_hand_out_sees_none_of_it(store: Store, role: Role) -> None:
    with pytest.raises(CasaError) as raised:
        store.desk.runner(role).run(aid.deliveries, DeliveriesQuery())
    assert raised.value.code is Code.FORBIDDEN
