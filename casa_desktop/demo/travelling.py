"""Families of a demo desk that travel: asked for, approved, bought, gone, arrived; some change their mind."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from casa_desktop.demo.team import Crew
from casa_desktop.domain.access import Role
from casa_desktop.domain.ids import new_id
from casa_desktop.domain.transfers import Plan, Step, TransferDetail, Traveller
from casa_desktop.services import people, transfers
from casa_desktop.services.people import PersonQuery
from casa_desktop.services.transfers import RequestTransfer, TakeStep, Travel

HOME_TOWNS = ("52356", "54001", "11001", "05001", "08001", "76001")
"""Ipiales, Cúcuta, Bogotá, Medellín, Barranquilla, Cali."""
ABROAD = (("ECU", "Quito"), ("VEN", "San Cristóbal"), ("PER", "Lima"))
REASONS = (("REUNIFICACION", 55), ("SALUD", 12), ("PROTECCION", 8), ("RETORNO", 15), ("TRABAJO", 10))
DEPARTURE = "6:30 a. m., Terminal de Transportes de Bucaramanga, módulo 2"
_FIRST = "T-000001"
CANCELLED = "La familia consiguió quedarse"


@dataclass(slots=True)
class _Moving:
    """A transfer on its way, and the day of its next step."""

    detail: TransferDetail
    due: date


class Travelling:
    """Moves transfers on from day to day, through a :class:`Crew` and with a chance of its own."""

    def __init__(self, crew: Crew, chance: Random, until: date) -> None:
        self._crew, self._chance = crew, chance
        self._busy = until - timedelta(days=14)
        """From here on more families ask, so that the desk has transfers in every step."""
        self._moving: list[_Moving] = []
        self._made = 0

    def ask(self, members: Sequence[str], day: date) -> None:
        """Perhaps the family asks for a transfer, and rarely somebody who is alone; the first family does and goes."""
        often = 0.12 if day < self._busy else 0.6
        asks = self._chance.random() < (often if len(members) > 1 else often / 6)
        if not asks and (self._made or len(members) == 1):
            return
        self._made += 1
        page = self._crew.act(Role.RECEPTION, people.page, PersonQuery(members[0]))
        kinship = {member.person_uuid: member.kinship for member in page.members}
        travellers = tuple(Traveller(uuid, kinship.get(uuid, "")) for uuid in members)
        command = RequestTransfer(new_id(), self._plan(day), travellers)
        detail = self._crew.act(Role.RECEPTION, transfers.request, command)
        self._moving.append(_Moving(detail, day + timedelta(days=self._chance.randint(1, 3))))

    def go_on(self, day: date) -> None:
        """The steps that are due."""
        for moving in [each for each in self._moving if each.due <= day]:
            self._crew.later(self._chance.randint(60, 300))
            detail = self._next(moving.detail, day)
            moving.detail, moving.due = detail, day + timedelta(days=self._chance.randint(2, 6))
            if detail.step is Step.BOUGHT and detail.plan.planned_on:
                moving.due = detail.plan.planned_on  # nobody leaves before the day of the ticket
            if detail.step in (Step.ARRIVED, Step.CANCELLED):
                self._moving.remove(moving)

    def _next(self, of: TransferDetail, day: date) -> TransferDetail:
        act, chance = self._crew.act, self._chance
        if of.step is Step.BOUGHT:
            who = [traveller.person_uuid for traveller in of.travellers]
            if len(who) > 2 and chance.random() < 0.15:
                who.pop()  # somebody stays behind
            return act(Role.RECEPTION, transfers.travel, Travel(new_id(), of.uuid, of.version, day, tuple(who)))
        following = {
            Step.REQUESTED: (Role.COORDINATION, Step.APPROVED, ""),
            Step.APPROVED: (Role.RECEPTION, Step.BOUGHT, ""),
            Step.TRAVELLED: (Role.RECEPTION, Step.ARRIVED, "Llamaron al llegar"),
        }
        role, step, note = following[of.step]
        if of.step is not Step.TRAVELLED and of.code != _FIRST and chance.random() < 0.08:
            step, note = Step.CANCELLED, CANCELLED
        return act(role, transfers.take_step, TakeStep(new_id(), of.uuid, of.version, step, day, note))

    def _plan(self, day: date) -> Plan:
        chance = self._chance
        reason = chance.choices([code for code, _ in REASONS], [weight for _, weight in REASONS])[0]
        country, city = chance.choice(ABROAD) if chance.random() < 0.2 else ("COL", "")
        return Plan(
            country=country,
            municipality=chance.choice(HOME_TOWNS) if country == "COL" else "",
            city=city,
            reason=reason,
            means="AVION" if country == "PER" else "BUS",
            planned_on=day + timedelta(days=chance.randint(6, 12)),
            departure=DEPARTURE,
            cost_centre=f"CICR-{day.year}-{self._made:02d}",
            funder="CICR",
            profile="TRANSITO",
            folio=f"TR-{day:%y%m}-{self._made:02d}" if chance.random() < 0.85 else "",
        )
