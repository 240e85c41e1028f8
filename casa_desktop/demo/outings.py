"""The outings of the Unidad Móvil at a demo desk: one a week."""

from datetime import date
from random import Random

from casa_desktop.demo.team import Crew
from casa_desktop.domain.access import Role
from casa_desktop.domain.fields import Answers
from casa_desktop.domain.ids import new_id
from casa_desktop.domain.outings import Member, Outing
from casa_desktop.domain.visits import Anonymous, NewService, RecordVisit
from casa_desktop.services import outings, visits
from casa_desktop.services.outings import CloseOuting, SaveOuting

SECTORS = (
    ("68001", "Café Madrid"),
    ("68307", "El Poblado, cancha"),
    ("68276", "Bucarica"),
    ("68547", "Parque principal"),
    ("68820", "Berlín, corregimiento"),
)
_TUESDAY = 1
_FEWEST = 20
"""People whom the desk must know before health begins."""
_BANDS = ((0, 5), (6, 12), (13, 17), (18, 25), (26, 59), (26, 59), (60, 90))


class Outings:
    """Opens outings, attends and closes through a :class:`Crew`."""

    def __init__(self, crew: Crew, chance: Random) -> None:
        self._crew = crew
        self._chance = chance
        self._went = 0

    def day(self, day: date, known: list[str]) -> None:
        """The van goes out on Tuesdays; some of those *known* come."""
        if day.weekday() == _TUESDAY and len(known) >= _FEWEST:
            self._outing(day, known)

    def _outing(self, day: date, known: list[str]) -> None:
        health = self._crew.team.actors[Role.HEALTH]
        municipality, sector = SECTORS[self._went % len(SECTORS)]
        self._went += 1
        team = (Member(health.uuid), Member(name="Óscar Landazábal"), Member(name="Yenny Carreño"))
        outing = Outing(new_id(), day, municipality, sector, "OJX 412", "08:00", "13:30", team)
        opened = self._crew.act(Role.HEALTH, outings.save, SaveOuting(outing)).outing
        for _ in range(self._chance.randint(6, 11)):
            kind = self._chance.choice(("GENERAL", "GENERAL", "ENFERMERIA"))
            self._attend(day, "UMO", (("CONSULTA", kind),), known)
        self._crew.act(Role.HEALTH, outings.close, CloseOuting(opened.uuid, opened.version))

    def _attend(self, day: date, kind: str, answers: Answers, known: list[str]) -> None:
        """Somebody known, or one of the many who say no name at the van."""
        service = NewService(new_id(), kind, answers=answers)
        person, anonymous = "", None
        if known and (kind != "UMO" or self._chance.random() < 0.6):
            person = self._chance.choice(known)
        else:
            first, last = self._chance.choice(_BANDS)
            anonymous = Anonymous(new_id(), self._chance.choice(("01", "02", "02")), first, last, "VEN")
        self._crew.later(self._chance.randint(60, 300))
        visit = RecordVisit(new_id(), day, "PERMANENCIA", (service,), person_uuid=person, anonymous=anonymous)
        self._crew.act(Role.HEALTH, visits.record, visit)
