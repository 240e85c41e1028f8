"""What some days of services come to. A number is a list that is picked and then counted, both here: who prints it and
who asks what stands behind it have the same list."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum, unique
from functools import cached_property
from types import MappingProxyType

from casa_desktop.domain.counted import Counted, Dimension
from casa_desktop.domain.counting import Counting, achieved, contacts, firsts, persons, quantity, visits


@unique
class Concept(StrEnum):
    """What is counted."""

    PERSONS = "persons"
    NEW = "new"
    """Persons who had not come before: the services of the first day of each."""
    VISITS = "visits"
    SERVICES = "services"
    SERVED = "served"
    """Persons of a kind of service, whether or not it counts in PERSONAS."""
    ATTEMPTS = "attempts"
    """Contacts that were tried, each of them one whatever its quantity."""
    ACHIEVED = "achieved"
    FAILED = "failed"

    @property
    def of_persons(self) -> bool:
        """Whether it counts distinct persons."""
        return self in (Concept.PERSONS, Concept.NEW, Concept.SERVED)

    @property
    def come_again(self) -> bool:
        """Whether who comes in several months is counted in each: the sum of these is then above the total."""
        return self in (Concept.PERSONS, Concept.SERVED)

    def number_of(self, picked: Sequence[Counted]) -> int:
        """The number that *picked*, by :meth:`Days.pick`, comes to."""
        return _COUNTS[self](picked)


_COUNTS: Mapping[Concept, Callable[[Sequence[Counted]], int]] = MappingProxyType(
    {
        Concept.PERSONS: persons,
        Concept.NEW: persons,
        Concept.VISITS: visits,
        Concept.SERVICES: quantity,
        Concept.SERVED: persons,
        Concept.ATTEMPTS: len,
        Concept.ACHIEVED: len,
        Concept.FAILED: len,
    }
)


@dataclass(frozen=True)
class Days:
    """*tried* are the services of the days with all their tries, *known* the persons who had come before."""

    tried: Sequence[Counted]
    known: Collection[int]
    counting: Counting

    @cached_property
    def _services(self) -> list[Counted]:
        return self.counting.services(self.tried)

    @cached_property
    def people(self) -> list[Counted]:
        """The services that count in PERSONAS."""
        return self.counting.of_persons(self._services)

    @cached_property
    def listed(self) -> list[Counted]:
        """The services that may be told by their type."""
        return self.counting.listed(self._services)

    def pick(self, concept: Concept, types: Collection[str] | None = None) -> list[Counted]:
        """The services that *concept* counts; of SERVICES and SERVED those of *types* alone, None = of all."""
        if concept in (Concept.PERSONS, Concept.VISITS):
            return self.people
        if concept is Concept.NEW:
            began = firsts(self.people)
            return [each for each in self.people if each.person not in self.known and each.day == began[each.person]]
        if concept in (Concept.SERVICES, Concept.SERVED):
            return [each for each in self.listed if types is None or each.keys[Dimension.SERVICE][0] in types]
        tries = contacts(self.tried)
        if concept is Concept.ATTEMPTS:
            return tries
        made = achieved(tries)
        return made if concept is Concept.ACHIEVED else [each for each in tries if not each.success]
