"""The store of a demo desk: the usual items, a donation now and then, and kits for some of those who come."""

from dataclasses import replace
from datetime import date, timedelta
from random import Random

from casa_desktop.demo.team import Crew
from casa_desktop.domain.access import Role
from casa_desktop.domain.aid import CountLot, Deliver, Donation, Line, MovementKind, TakeOut
from casa_desktop.domain.errors import CasaError, Code
from casa_desktop.domain.ids import new_id
from casa_desktop.domain.visits import Companion, NewService, RecordVisit
from casa_desktop.services import aid, stock
from casa_desktop.services.aid import HandOut
from casa_desktop.services.stock import AddUsual, SaveAidItem, StockQuery

_MINIMUMS = {"Kit de aseo": 20, "Kit de alimentos": 20, "Kit de bebé": 10, "Cobija": 15, "Agua": 24}
_USUALLY = {"Kit de aseo": 14, "Kit de alimentos": 12, "Kit de bebé": 7, "Ropa": 30, "Cobija": 24, "Agua": 48}
_EXPIRES = {"Kit de alimentos": 75, "Kit de bebé": 400, "Agua": 120}
"""Days that what is received is good for."""
_DONORS = ("funder:CICR", "funder:ECHO", "funder:CRC", "partner:IGLESIA")
_EVERY = 21
"""Days between two donations."""
_SHARE = 0.3
"""Of the families that come, how many receive something."""


class Store:
    """Receives and hands out through a :class:`Crew`; what the guard refuses is not handed out."""

    def __init__(self, crew: Crew, chance: Random, last: date) -> None:
        """On the *last* day, which is the one that is seen, everybody receives something."""
        self._crew = crew
        self._last = last
        self._chance = chance
        self._next: date | None = None
        self._items: dict[str, str] = {}
        self._profiles = ("PERMANENCIA", "TRANSITO", "PENDULAR")

    def open(self, day: date) -> None:
        """Begins the morning: the items on the first one, and a donation when it is time."""
        if self._next is None:
            self._crew.act(Role.COORDINATION, stock.add_usual, AddUsual())
            for each in self._crew.act(Role.COORDINATION, stock.overview, StockQuery()):
                changed = SaveAidItem(replace(each.item, minimum=_MINIMUMS.get(each.item.name, 0)))
                self._items[each.item.name] = each.item.uuid
                self._crew.act(Role.COORDINATION, stock.save_item, changed)
            self._next = day
        if day >= self._next:
            self._next = day + timedelta(days=_EVERY)
            donor = self._chance.choice(_DONORS)
            for name, usual in _USUALLY.items():
                good_for = _EXPIRES.get(name)
                command = Donation(
                    new_id(),
                    self._items[name],
                    day,
                    usual + self._chance.randint(-2, 4),
                    donor=donor,
                    lot_code=f"{name.split()[-1][:3].upper()}-{day:%y%m%d}",
                    expires_on=day + timedelta(days=good_for) if good_for else None,
                    document=f"Remisión {self._chance.randint(100, 999)}",
                )
                self._crew.act(Role.COORDINATION, stock.enter, command)

    def serve(self, members: list[str], day: date) -> None:
        """Some families receive a kit and what each of them needs."""
        if self._chance.random() >= _SHARE and day != self._last:
            return
        names = self._chance.choice(
            (("Kit de aseo",), ("Kit de alimentos",), ("Kit de aseo", "Agua"), ("Kit de bebé",), ("Ropa", "Cobija"))
        )
        lines = tuple(
            Line(self._items[name], len(members) if name in ("Agua", "Ropa", "Cobija") else 1) for name in names
        )
        service = NewService(new_id(), "AYU", sheet=f"A{day:%y%m}", line=None)
        companions = tuple(Companion(new_id(), person_uuid=each) for each in members[1:])
        profile = self._chance.choice(self._profiles)
        visit = RecordVisit(new_id(), day, profile, (service,), person_uuid=members[0], companions=companions)
        self._crew.later(self._chance.randint(30, 120))
        try:
            self._crew.act(Role.RECEPTION, aid.deliver, HandOut(Deliver(visit, lines, for_family=bool(companions))))
        except CasaError as error:
            if error.code not in (Code.NOT_ENOUGH_STOCK, Code.DELIVERED_LATELY):
                raise

    def close(self) -> None:
        """The last evening: something broke, and one lot was counted."""
        for each in self._crew.act(Role.COORDINATION, stock.overview, StockQuery()):
            lot = next((lot for lot in each.lots if lot.stock > 3), None)
            if lot is None:
                continue
            if each.item.name == "Agua":
                out = TakeOut(new_id(), lot.uuid, MovementKind.DAMAGED, self._last, 2, reason="Empaque roto")
                self._crew.act(Role.COORDINATION, stock.take_out, out)
            elif each.item.name == "Ropa":
                count = CountLot(new_id(), lot.uuid, self._last, lot.stock - 1, "Faltaba una prenda")
                self._crew.act(Role.COORDINATION, stock.count, count)
