"""Which services count, and for whom, among services of any days that were read with all their tries.

A table of months is counted by the base. A report that begins and ends on any day reads its services instead, and the
options of the service types, each in its month, are applied here: the same that select the rows of the table.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from casa_desktop.domain.access import Compartment
from casa_desktop.domain.catalog import Catalog, CountingOption, ServiceType
from casa_desktop.domain.counted import Counted, Dimension
from casa_desktop.domain.indicators import Outcome
from casa_desktop.domain.periods import Month


@dataclass(frozen=True)
class Counting:
    """The options of the service types of *catalog*."""

    catalog: Catalog

    @cached_property
    def _options(self) -> dict[tuple[str, Month], CountingOption]:
        return {}

    def kind(self, each: Counted) -> ServiceType:
        """The service type of *each*."""
        kind = self.catalog.service_type(each.keys[Dimension.SERVICE][0])
        if kind is None:
            raise LookupError(each.keys[Dimension.SERVICE])
        return kind

    def option(self, each: Counted) -> CountingOption:
        """How the type of *each* is counted in its month."""
        kind, month = self.kind(each), Month.of(each.day)
        if (kind.code, month) not in self._options:
            self._options[kind.code, month] = kind.option_in(month)
        return self._options[kind.code, month]

    def services(self, tried: Iterable[Counted]) -> list[Counted]:
        """Those of *tried* that count as services: not the tries of a type that counts only what succeeded."""
        return [
            each for each in tried if each.success is not False or self.option(each).outcome is not Outcome.SUCCESSFUL
        ]

    def of_persons(self, services: Iterable[Counted]) -> list[Counted]:
        """Those of *services* whose type counts in PERSONAS."""
        return [each for each in services if self.option(each).in_persons]

    def listed(self, services: Iterable[Counted]) -> list[Counted]:
        """Those of *services* that a report may name by their type. What is a matter of protection counts among the
        persons, and nowhere by itself: a small number of it would point at somebody."""
        return [each for each in services if self.kind(each).compartment != Compartment.PROTECTION]


def firsts(counted: Iterable[Counted]) -> dict[int, date]:
    """The day of the first of *counted* of each person."""
    found: dict[int, date] = {}
    for each in counted:
        found[each.person] = min(each.day, found.get(each.person, each.day))
    return found


def contacts(tried: Iterable[Counted]) -> list[Counted]:
    """The tries of family contact among *tried*, answered or not; each is one, whatever its quantity."""
    return [each for each in tried if each.contact]


def achieved(contacts: Iterable[Counted]) -> list[Counted]:
    """Those of *contacts* that were made."""
    return [each for each in contacts if each.success]


def persons(counted: Iterable[Counted]) -> int:
    """Distinct persons."""
    return len({each.person for each in counted})


def visits(counted: Iterable[Counted]) -> int:
    """Distinct persons and days."""
    return len({(each.person, each.day) for each in counted})


def quantity(counted: Iterable[Counted]) -> int:
    """Services, by quantity where their type says so."""
    return sum(each.quantity for each in counted)
