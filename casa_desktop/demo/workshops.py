"""The workshops of a demo desk: one a week for pregnant women, a group of nutrition every second Friday, one ahead."""

from datetime import date, timedelta
from random import Random

from casa_desktop.demo.team import Crew
from casa_desktop.domain.access import Role
from casa_desktop.domain.ids import new_id
from casa_desktop.domain.workshops import Nameless, Workshop
from casa_desktop.services import workshops
from casa_desktop.services.workshops import Arrival, Attend, SaveWorkshop, SetHeadcount

TOPICS = (
    "Emociones en el embarazo",
    "Redes de apoyo lejos de casa",
    "Señales de alarma y cuándo ir a urgencias",
    "Lactancia: primeros días",
    "Duelo migratorio y crianza",
)
NUTRITION = ("Alimentos complementarios desde los seis meses", "Preparaciones con lo que hay")
_WEDNESDAY, _FRIDAY = 2, 4
_SEATS = 15


class Workshops:
    """Plans, leads and counts through a :class:`Crew`."""

    def __init__(self, crew: Crew, chance: Random) -> None:
        self._crew = crew
        self._chance = chance
        self._held = 0

    def day(self, day: date, known: list[str]) -> None:
        """What is held on *day*, if anything; some of those *known* come."""
        if day.weekday() == _WEDNESDAY and len(known) >= _SEATS:
            self._hold(self._workshop("TAL", day, TOPICS, Role.PSYCHOLOGY), known)
        elif day.weekday() == _FRIDAY and day.day // 7 % 2 and len(known) >= _SEATS:
            self._hold(self._workshop("GNU", day, NUTRITION, Role.HEALTH), known)

    def plan(self, last: date, known: list[str]) -> None:
        """A workshop some days after the *last* one, with people enrolled."""
        workshop = self._workshop("TAL", last + timedelta(days=6), TOPICS, Role.PSYCHOLOGY)
        self._crew.act(Role.PSYCHOLOGY, workshops.save, SaveWorkshop(workshop))
        people = self._chance.sample(known, min(len(known), 8))
        enrol = Attend(workshop.uuid, tuple(map(_arrival, people)), attended=False)
        self._crew.act(Role.RECEPTION, workshops.attend, enrol)

    def _workshop(self, kind: str, day: date, topics: tuple[str, ...], role: Role) -> Workshop:
        self._held += 1
        return Workshop(
            new_id(),
            kind,
            day,
            topics[self._held % len(topics)],
            starts_at="14:30" if kind == "TAL" else "09:00",
            venue="Salón comunal" if kind == "TAL" else "",
            partner="PROFAMILIA" if kind == "TAL" else "",
            staff=self._crew.team.actors[role].uuid,
            capacity=_SEATS,
            sheet=f"T{self._held:03d}",
        )

    def _hold(self, workshop: Workshop, known: list[str]) -> None:
        role = Role.PSYCHOLOGY if workshop.service_type == "TAL" else Role.HEALTH
        self._crew.act(role, workshops.save, SaveWorkshop(workshop))
        came = self._chance.sample(known, self._chance.randint(7, _SEATS - 1))
        self._crew.act(role, workshops.attend, Attend(workshop.uuid, tuple(map(_arrival, came))))
        if number := self._chance.randint(0, 2):
            counts = (Nameless("02", 18, 25, number),)
            self._crew.act(role, workshops.headcount, SetHeadcount(workshop.uuid, counts))


def _arrival(person: str) -> Arrival:
    return Arrival(new_id(), new_id(), new_id(), person)
