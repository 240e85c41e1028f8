"""Whatever a demo desk does beside orienting, listening and calling. Each part has a chance of its own, so that one
more part leaves the others as they were."""

from collections.abc import Sequence
from datetime import date
from random import Random

from casa_desktop.demo import paper_in, rcf
from casa_desktop.demo.aid import Store
from casa_desktop.demo.duplicates import Duplicates
from casa_desktop.demo.health import Health
from casa_desktop.demo.inventing import Invented
from casa_desktop.demo.listening import Listening
from casa_desktop.demo.outings import Outings
from casa_desktop.demo.referring import Referring
from casa_desktop.demo.team import Crew
from casa_desktop.demo.travelling import Travelling
from casa_desktop.demo.voice import Voice
from casa_desktop.demo.workshops import Workshops


class Everything:
    """Follows the days of the desk: a morning, the families that come, an evening, and what today still waits for."""

    def __init__(self, crew: Crew, seed: int, days: Sequence[date]) -> None:
        self._crew, self._last = crew, days[-1]
        self._health = Health(crew, Random(seed + 2))
        self._store = Store(crew, Random(seed + 3), self._last)
        self._outings = Outings(crew, Random(seed + 4))
        self._voice = Voice(crew, Random(seed + 5))
        self._workshops = Workshops(crew, Random(seed + 6))
        self._paper = Random(seed + 7)
        self._travelling = Travelling(crew, Random(seed + 8), self._last)
        self._referring = Referring(crew, Random(seed + 9))
        self._listening = Listening(crew, Random(seed + 10))
        self._calls = Random(seed + 11)
        self._duplicates = Duplicates(crew, Random(seed + 12))
        self._mothers: list[str] = []
        self._voice.begin(days[0])

    def morning(self, day: date) -> None:
        """Before anybody comes."""
        self._health.day(day)
        self._store.open(day)

    def family(self, persons: Sequence[Invented], members: list[str], day: date) -> None:
        """What a family gets besides what they came for."""
        self._health.family(persons, members, day)
        self._store.serve(members, day)
        self._travelling.ask(members, day)
        self._duplicates.family(persons, members, day)
        pairs = zip(members, persons, strict=True)
        self._mothers += [uuid for uuid, who in pairs if who.sex == "02" and 15 <= who.age <= 45]

    def evening(self, day: date, known: list[str]) -> None:
        """What fills the rest of a day."""
        self._voice.day(day)
        self._workshops.day(day, self._mothers)
        self._outings.day(day, known)
        self._travelling.go_on(day)
        self._referring.day(day, known, self._last)

    def end(self, known: list[str]) -> None:
        """What stands open today."""
        self._listening.fill(known, self._last)
        self._workshops.plan(self._last, self._mothers)
        rcf.fill(self._crew, self._calls, known, self._last)
        self._store.close()
        self._duplicates.end()
        paper_in.work(self._crew, self._paper, self._last, known)
