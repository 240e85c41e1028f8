"""Stock: what came and left always adds up, and is never below zero, on any day."""

from datetime import timedelta

import pytest

from casa_desktop.domain.access import Role
from casa_desktop.domain.aid import AidItem, CountLot, Donation, MovementKind, TakeOut
from casa_desktop.domain.errors import CasaError, Code
from casa_desktop.domain.ids import new_id
from casa_desktop.services import checkup, stock
from casa_desktop.services.stock import AddUsual, MovesQuery, SaveAidItem, StockQuery, VoidMovement
from tests.services.desk import TODAY, Desk
from tests.services.stores import Store, make_store

YESTERDAY = TODAY - timedelta(days=1)


@pytest.fixture
def store(desk: Desk) -> Store:
    return make_store(desk)


def code_of(raised: pytest.ExceptionInfo[CasaError]) -> tuple[Code, str]:
    return raised.value.code, raised.value.problems[0].field


def test_the_usual_items_come_once(store: Store) -> None:
    assert len(store.coordination.run(stock.overview, StockQuery()).result) == len(stock.USUAL)
    assert store.coordination.run(stock.add_usual, AddUsual()).result == 0


def test_a_second_donation_of_the_same_lot_joins_it(store: Store) -> None:
    for _ in range(2):
        store.donate("Kit de aseo", 10, lot="L1")
    store.donate("Kit de aseo", 5, lot="L2")
    assert [(lot.code, lot.stock) for lot in store.of("Kit de aseo").lots] == [("L1", 20), ("L2", 5)]


def test_stock_below_its_minimum_and_the_next_expiry_are_known(store: Store) -> None:
    item = store.of("Agua").item
    changed = AidItem(item.uuid, "Agua", "botella", minimum=10, version=item.version)
    store.coordination.run(stock.save_item, SaveAidItem(changed))
    store.donate("Agua", 9, expires=TODAY + timedelta(days=3))
    store.donate("Agua", 7, lot="viejo", expires=YESTERDAY)
    shown = store.of("Agua")
    assert (shown.stock, shown.usable_on(TODAY), shown.below_minimum(TODAY)) == (16, 9, True)
    assert shown.next_expiry == YESTERDAY


def test_what_left_is_in_the_kardex_with_its_origin_and_the_balance(store: Store) -> None:
    store.donate("Agua", 10)
    lot = store.of("Agua").lots[0].uuid
    store.deliver(store.person(), ("Agua", 2), day=YESTERDAY)
    out = TakeOut(new_id(), lot, MovementKind.SENT, TODAY, 3, document="Remisión 7")
    store.coordination.run(stock.take_out, out)
    moves = store.coordination.run(stock.kardex, MovesQuery(store.of("Agua").item.uuid)).result
    assert [(m.kind, m.quantity, m.balance, m.origin) for m in moves] == [
        ("sent", -3, 5, "Remisión 7"),
        ("delivery", -2, 8, "E-000001"),
        ("entry", 10, 10, ""),
    ]


def test_more_than_there_is_cannot_leave(store: Store) -> None:
    store.donate("Agua", 2)
    out = TakeOut(new_id(), store.of("Agua").lots[0].uuid, MovementKind.DAMAGED, TODAY, 3)
    with pytest.raises(CasaError) as raised:
        store.coordination.run(stock.take_out, out)
    assert code_of(raised) == (Code.NOT_ENOUGH_STOCK, "quantity")
    assert raised.value.problems[0].values == {"item": "Agua", "stock": 2, "asked": 3}


def test_a_count_corrects_to_what_was_there_on_its_day(store: Store) -> None:
    store.donate("Agua", 10)
    store.deliver(store.person(), ("Agua", 4))
    lot = store.of("Agua").lots[0].uuid
    without = CountLot(new_id(), lot, YESTERDAY, 9, "")
    with pytest.raises(CasaError) as raised:
        store.coordination.run(stock.count, without)
    assert code_of(raised) == (Code.NEEDS_REASON, "reason")
    assert store.coordination.run(stock.count, CountLot(new_id(), lot, YESTERDAY, 9, "Faltaba una")).result == -1
    assert store.of("Agua").stock == 5, "four left after the count"
    assert store.coordination.run(stock.count, CountLot(new_id(), lot, TODAY, 5, "")).result == 0
    with pytest.raises(CasaError) as raised:
        store.coordination.run(stock.count, CountLot(new_id(), lot, YESTERDAY, 3, "No puede ser"))
    assert code_of(raised) == (Code.NOT_ENOUGH_STOCK, "counted")


def test_a_donation_whose_things_were_given_is_not_taken_back(store: Store) -> None:
    entry = store.donate("Agua", 3)
    store.deliver(store.person(), ("Agua", 1))
    with pytest.raises(CasaError) as raised:
        store.coordination.run(stock.void_movement, VoidMovement(entry, "Se digitó dos veces"))
    assert raised.value.code is Code.NOT_ENOUGH_STOCK
    assert store.of("Agua").stock == 2
    other = store.donate("Agua", 8, lot="otro")
    store.coordination.run(stock.void_movement, VoidMovement(other, "Se digitó dos veces"))
    assert store.of("Agua").stock == 2


def test_health_receives_donations_and_takes_back_its_own_kind_of_error_only(store: Store) -> None:
    health = store.desk.runner(Role.HEALTH)
    entry = Donation(new_id(), store.of("Agua").item.uuid, TODAY, 5, donor="partner:IGLESIA")
    health.run(stock.enter, entry)
    assert store.of("Agua").lots[0].donor_name == "Iglesia o comunidad de fe"
    out = TakeOut(new_id(), store.of("Agua").lots[0].uuid, MovementKind.DAMAGED, TODAY, 1)
    with pytest.raises(CasaError) as raised:
        health.run(stock.take_out, out)
    assert raised.value.code is Code.FORBIDDEN
    store.coordination.run(stock.take_out, out)
    with pytest.raises(CasaError) as raised:
        health.run(stock.void_movement, VoidMovement(out.uuid, "x"))
    assert raised.value.code is Code.FORBIDDEN
    health.run(stock.void_movement, VoidMovement(store.donate("Agua", 1, lot="b"), "doble"))


def test_a_donation_that_cannot_be_is_told_field_by_field(store: Store) -> None:
    wrong = Donation(
        new_id(), new_id(), TODAY + timedelta(days=1), 0, "funder:NADIE", "x" * 41, YESTERDAY, document="d" * 41
    )
    with pytest.raises(CasaError) as raised:
        store.coordination.run(stock.enter, wrong)
    assert {problem.field for problem in raised.value.problems} == {
        "day", "document", "quantity", "lot_code", "expires_on", "item_uuid", "donor"
    }  # fmt: skip


def test_an_item_has_a_name_of_its_own_and_two_edits_are_a_conflict(store: Store) -> None:
    with pytest.raises(CasaError) as raised:
        store.coordination.run(stock.save_item, SaveAidItem(AidItem(new_id(), "KIT DE BEBE", "kit")))
    assert code_of(raised) == (Code.NOT_UNIQUE, "name")
    item = store.of("Agua").item
    store.coordination.run(stock.save_item, SaveAidItem(AidItem(item.uuid, "Agua", "bolsa", version=item.version)))
    with pytest.raises(CasaError) as raised:
        store.coordination.run(stock.save_item, SaveAidItem(AidItem(item.uuid, "Agua", "jarra", version=item.version)))
    assert raised.value.code is Code.CONFLICT


def test_verificar_finds_a_lot_below_zero(store: Store) -> None:
    store.donate("Agua", 5)
    store.deliver(store.person(), ("Agua", 5))
    found = checkup.run(store.coordination)
    assert next(check for check in found if check.name == "aid.stock").ok
    with store.desk.base.begin() as work:
        work.connection.exec_driver_sql("UPDATE aid_movement SET quantity = 4")
        work.commit()
    assert not next(check for check in checkup.run(store.coordination) if check.name == "aid.stock").ok
