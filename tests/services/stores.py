"""Stock of humanitarian items behind the tests: the usual items of a desk, and who gives and receives them."""

from dataclasses import dataclass
from datetime import date, timedelta

from casa_desktop.domain.access import Role
from casa_desktop.domain.ages import Age, AgeRange
from casa_desktop.domain.aid import Deliver, Donation, Line
from casa_desktop.domain.aid_views import Delivery, ItemStock
from casa_desktop.domain.ids import new_id
from casa_desktop.domain.indicators import Indicator, RowChoice
from casa_desktop.domain.names import Name
from casa_desktop.domain.periods import Month, Period
from casa_desktop.domain.persons import Details
from casa_desktop.domain.visits import Companion, NewService, RecordVisit
from casa_desktop.services import aid, people, statistics, stock
from casa_desktop.services.aid import HandOut
from casa_desktop.services.people import RegisterPerson
from casa_desktop.services.runner import Runner
from casa_desktop.services.stock import AddUsual, StockQuery
from tests.services.desk import TODAY, Desk

NAMES = ("Yusmari", "Kleiver", "Oriana", "Samuel")


@dataclass
class Store:
    """A desk with the usual items and what stands in it."""

    desk: Desk
    reception: Runner
    coordination: Runner

    def of(self, name: str) -> ItemStock:
        found = self.coordination.run(stock.overview, StockQuery()).result
        return next(each for each in found if each.item.name == name)

    def donate(
        self, name: str, quantity: int, *, lot: str = "", expires: date | None = None, day: date | None = None
    ) -> str:
        command = Donation(
            new_id(),
            self.of(name).item.uuid,
            day or TODAY - timedelta(days=60),
            quantity,
            donor="funder:CICR",
            lot_code=lot,
            expires_on=expires,
        )
        return self.coordination.run(stock.enter, command).result

    def person(self, first: str = "Ana", household: str = "") -> str:
        age = Age(stated=AgeRange(30, 30), stated_on=TODAY)
        command = RegisterPerson(
            new_id(), Details(Name(first, "", "Ñáñez"), sex="02", age=age, country="VEN"), household_uuid=household
        )
        self.reception.run(people.register, command)
        return command.uuid

    def family(self) -> list[str]:
        household = new_id()
        return [self.person(name, household) for name in NAMES]

    def order(self, who: list[str] | str, *lines: tuple[str, int], day: date = TODAY, reason: str = "") -> HandOut:
        """A delivery to one, or to all of *who* as a family."""
        head, *others = [who] if isinstance(who, str) else who
        service = NewService(new_id(), "AYU", place="SEDE", funder="ECHO", sheet="12")
        companions = tuple(Companion(new_id(), person_uuid=each) for each in others)
        visit = RecordVisit(new_id(), day, "TRANSITO", (service,), person_uuid=head, companions=companions)
        given = tuple(Line(self.of(name).item.uuid, quantity) for name, quantity in lines)
        return HandOut(Deliver(visit, given, for_family=bool(others), override_reason=reason))

    def deliver(self, who: list[str] | str, *lines: tuple[str, int], day: date = TODAY, reason: str = "") -> Delivery:
        order = self.order(who, *lines, day=day, reason=reason)
        return self.reception.run(aid.deliver, order).result.delivery

    def counts(self, *ids: str) -> list[int | None]:
        rows = tuple(RowChoice(indicator, each) for each in ids if (indicator := Indicator.parse(each)))
        month = Month.of(TODAY)
        table = self.coordination.run(statistics.table, statistics.TableRequest(Period(month, month), rows)).result
        return [row.cells[0].value for row in table.rows]


def make_store(desk: Desk) -> Store:
    """A desk that has the usual items, and nothing in stock yet."""
    made = Store(desk, desk.runner(Role.RECEPTION), desk.runner(Role.COORDINATION))
    made.coordination.run(stock.add_usual, AddUsual())
    return made
