"""A month of the phone line: what is counted of its services, and which of them stand behind each number."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum, unique
from typing import NamedTuple

from casa_desktop.domain.cells import Origin
from casa_desktop.domain.periods import Month
from casa_desktop.domain.rcf import FAILURES, RequestState, is_contact
from casa_desktop.domain.visits import ACHIEVED


class LineService(NamedTuple):
    """One service of the line that counts: of whom it was for, not of who was there. *country* and *result* are empty
    where they were not told."""

    service: int
    """Its key in storage, as *person* is: to be counted and looked up, never shown."""
    person: int
    anonymous: bool
    modality: str
    country: str
    result: str
    achieved: bool
    minutes: int
    quantity: int


@unique
class LineFigure(StrEnum):
    """What is counted of services of the line."""

    PERSONS = "persons"
    ANONYMOUS = "anonymous"
    """Persons without a name."""
    SERVICES = "services"
    """Of contacts these are the attempts."""
    ACHIEVED = "achieved"
    NOT_ACHIEVED = "not_achieved"
    ENDED = "ended"
    """Those with one result."""
    OTHERWISE = "otherwise"
    """Those not achieved for another reason than ``FAILURES`` names."""
    MINUTES = "minutes"
    QUANTITY = "quantity"


@unique
class Among(StrEnum):
    """Which services of a month are counted."""

    EVERYTHING = "everything"
    CONTACTS = "contacts"
    CONNECTIVITY = "connectivity"


@dataclass(frozen=True, slots=True)
class RcfOrigin(Origin):
    """One number of the summary of *month*: of one modality or country, None = of all. *result* is that of ENDED."""

    month: Month
    among: Among
    figure: LineFigure
    result: str = ""
    modality: str | None = None
    country: str | None = None


@dataclass(frozen=True, slots=True)
class ModalityCount:
    """The services of one modality: by result (code, services; "" = none was asked) and what they add up to."""

    modality: str
    name: str
    """As the catalogue calls it."""
    results: tuple[tuple[str, int], ...]
    achieved: int
    minutes: int
    quantity: int

    @property
    def attempts(self) -> int:
        """All of them."""
        return sum(count for _, count in self.results)

    @property
    def not_achieved(self) -> int:
        """Those whose result says that there was no contact."""
        return sum(count for result, count in self.results if result not in ("", ACHIEVED))

    def with_result(self, result: str) -> int:
        """How many ended so."""
        return dict(self.results).get(result, 0)

    @property
    def otherwise(self) -> int:
        """Those not achieved for another reason than :data:`FAILURES` names."""
        return self.not_achieved - sum(self.with_result(result) for result in FAILURES)


@dataclass(frozen=True, slots=True)
class CountryCount:
    """Contacts with one country ("" = not told), and those achieved."""

    country: str
    attempts: int
    achieved: int


@dataclass(frozen=True, slots=True)
class RcfSummary:
    """A month of RCF in totals, without anybody in it. *contacts* and *connectivity* share no service."""

    first: date
    last: date
    provisional: bool
    contacts: tuple[ModalityCount, ...]
    connectivity: tuple[ModalityCount, ...]
    countries: tuple[CountryCount, ...]
    """Of the contacts, most first."""
    persons: int
    anonymous: int
    """Of *persons*, those counted one by one without a name."""
    requests_sent: int
    requests_open: tuple[tuple[RequestState, int], ...]
    """Requests that were open when the month ended, by state."""

    @property
    def attempts(self) -> int:
        """Contacts that were tried: those achieved and those not."""
        return sum(each.attempts for each in self.contacts)

    @property
    def achieved(self) -> int:
        """Contacts that were made."""
        return sum(each.achieved for each in self.contacts)

    @property
    def not_achieved(self) -> int:
        """Contacts that were not."""
        return sum(each.not_achieved for each in self.contacts)

    @property
    def minutes(self) -> int:
        """Minutes of contact."""
        return sum(each.minutes for each in self.contacts)


def summed_up(services: Iterable[LineService], names: Mapping[str, str]) -> tuple[ModalityCount, ...]:
    """*services* by modality, in the order of *names* (code, name), those that it does not know last."""
    by_modality: dict[str, list[LineService]] = {}
    for each in services:
        by_modality.setdefault(each.modality, []).append(each)
    found = [
        ModalityCount(
            modality,
            names.get(modality, modality),
            tuple(sorted(Counter(each.result for each in own).items())),
            achieved=counted(own, LineFigure.ACHIEVED),
            minutes=counted(own, LineFigure.MINUTES),
            quantity=counted(own, LineFigure.QUANTITY),
        )
        for modality, own in by_modality.items()
    ]
    place = {code: at for at, code in enumerate(names)}
    return tuple(sorted(found, key=lambda each: (place.get(each.modality, len(place)), each.modality)))


def countries_of(contacts: Iterable[LineService]) -> tuple[CountryCount, ...]:
    """*contacts* by country, most first."""
    by_country: dict[str, list[LineService]] = {}
    for each in contacts:
        by_country.setdefault(each.country, []).append(each)
    found = [CountryCount(code, len(own), counted(own, LineFigure.ACHIEVED)) for code, own in by_country.items()]
    return tuple(sorted(found, key=lambda each: (-each.attempts, each.country)))


def among(services: Iterable[LineService], which: Among) -> list[LineService]:
    """The contacts that were tried, those of connectivity, or all."""
    if which is Among.EVERYTHING:
        return list(services)
    return [each for each in services if is_contact(each.modality) is (which is Among.CONTACTS)]


def behind(services: Iterable[LineService], origin: RcfOrigin) -> list[LineService]:
    """Those of a month's *services* that a number of its summary counts."""
    return [
        each
        for each in among(services, origin.among)
        if origin.modality in (None, each.modality)
        and origin.country in (None, each.country)
        and _holds(each, origin.figure, origin.result)
    ]


def counted(services: Iterable[LineService], figure: LineFigure, result: str = "") -> int:
    """What *figure* comes to among *services*."""
    held = [each for each in services if _holds(each, figure, result)]
    if figure in (LineFigure.PERSONS, LineFigure.ANONYMOUS):
        return len({each.person for each in held})
    if figure in (LineFigure.MINUTES, LineFigure.QUANTITY):
        return sum(each.minutes if figure is LineFigure.MINUTES else each.quantity for each in held)
    return len(held)


def _holds(each: LineService, figure: LineFigure, result: str) -> bool:
    if figure is LineFigure.ANONYMOUS:
        return each.anonymous
    if figure is LineFigure.ACHIEVED:
        return each.achieved
    if figure is LineFigure.ENDED:
        return each.result == result
    failed = each.result not in ("", ACHIEVED)
    if figure is LineFigure.NOT_ACHIEVED:
        return failed
    return failed and each.result not in FAILURES if figure is LineFigure.OTHERWISE else True
