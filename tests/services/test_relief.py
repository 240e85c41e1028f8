"""The summary of stock and transfers: what was there, came, left and remained; who travelled where, each once."""

from datetime import date, timedelta

import pytest

from casa_desktop.domain.access import Role
from casa_desktop.domain.aid import CountLot, MovementKind, TakeOut
from casa_desktop.domain.errors import CasaError, Code
from casa_desktop.domain.ids import new_id
from casa_desktop.domain.relief import ReliefSummary, StockLine
from casa_desktop.domain.scope import Scope
from casa_desktop.domain.transfers import Totals
from casa_desktop.services import people, relief, stock
from casa_desktop.services.people import ReservePerson
from casa_desktop.services.relief import ReliefQuery
from casa_desktop.services.runner import Runner
from tests.services.desk import TODAY, Desk
from tests.services.stores import Store, make_store
from tests.services.test_people import page
from tests.services.test_transfers import family, gone, reception  # noqa: F401  # fixtures

MARCH = Scope(date(2026, 3, 1), date(2026, 3, 31))


def summary(desk: Desk, scope: Scope = MARCH) -> ReliefSummary:
    found: ReliefSummary = desk.runner(Role.CONSULTATION).run(relief.summary, ReliefQuery(scope)).result
    return found


@pytest.fixture
def store(desk: Desk) -> Store:
    return make_store(desk)


def test_what_was_there_came_left_and_remained(desk: Desk, store: Store) -> None:
    store.donate("Agua", 20)
    store.deliver(store.person(), ("Agua", 3), day=date(2026, 2, 20))
    store.donate("Agua", 5, lot="L2", day=date(2026, 3, 2))
    store.deliver(store.person("Rosa"), ("Agua", 4))
    lot = store.of("Agua").lots[0].uuid
    store.coordination.run(stock.take_out, TakeOut(new_id(), lot, MovementKind.DAMAGED, TODAY, 2))
    left = store.of("Agua").lots[0].stock
    store.coordination.run(stock.count, CountLot(new_id(), lot, TODAY, left - 1, "Faltaba una"))
    (line,) = summary(desk).stock
    assert line == StockLine("Agua", "botella", "CICR", 17, 5, 4, 2, -1)
    assert line.after == store.of("Agua").stock
    (before,) = summary(desk, Scope(date(2026, 2, 1), date(2026, 2, 28))).stock
    assert (before.before, before.delivered, before.after) == (20, 3, 17), "it begins where the month before ended"
    assert summary(desk, Scope(date(2025, 1, 1), date(2025, 12, 31))).stock == ()


def test_who_travelled_is_told_by_destination_reserved_contacts_too(
    desk: Desk,
    reception: Runner,  # noqa: F811  # a fixture
    family: tuple[str, ...],  # noqa: F811  # a fixture
) -> None:
    gone(reception, family)
    found = summary(desk)
    assert [(each.municipality, each.totals) for each in found.destinations] == [("52356", Totals(3, 1, 1))]
    coordination = desk.runner(Role.COORDINATION)
    hide = ReservePerson(family[0], page(coordination, family[0]).version, reserved=True, reason="Riesgo")
    coordination.run(people.reserve, hide)
    assert summary(desk).totals == Totals(3, 1, 1)
    assert summary(desk, Scope(TODAY - timedelta(days=9), TODAY - timedelta(days=1))).destinations == ()


def test_the_desk_itself_does_not_send_it(desk: Desk) -> None:
    with pytest.raises(CasaError) as refused:
        desk.runner(Role.RECEPTION).run(relief.summary, ReliefQuery(MARCH))
    assert refused.value.code is Code.FORBIDDEN
