"""What is read of visits: frozen, with uuids and codes, never an integer key."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from casa_desktop.domain.catalog import Catalog
from casa_desktop.domain.fields import Answers
from casa_desktop.domain.indicators import Outcome, Reach
from casa_desktop.domain.periods import Month
from casa_desktop.domain.visits import Guidance, Psychology, Rcf


@dataclass(frozen=True, slots=True)
class ServiceLine:
    """One service in a list. *place* and *funder* are codes, *staff* a name."""

    uuid: str
    version: int
    type: str
    quantity: int
    staff: str
    place: str
    funder: str
    sheet: str
    line: int | None
    success: bool | None
    late: bool
    companions: int
    """How many people who were present received it too."""
    activity: str = ""
    """What joins it to the services of others: a family's delivery, a workshop, a journey."""


@dataclass(frozen=True, slots=True)
class VisitRow:
    """One visit in a list, with the services that the reader may see."""

    uuid: str
    date: date
    created_at: str
    """Instant of the first service that the reader may see: ISO 8601 in UTC."""
    person_uuid: str
    person_code: str
    person_name: str
    """Empty for an anonymous entry and for a person without a name."""
    anonymous: bool
    sex: str
    profile: str
    services: tuple[ServiceLine, ...]
    accompanies: bool = False
    """Whether everything of it was received as somebody's companion."""

    @property
    def late(self) -> bool:
        """Whether a service was entered after its day."""
        return any(service.late for service in self.services)


@dataclass(frozen=True, slots=True)
class Again:
    """What is proposed of the last visit: nothing where *came_on* is None, and never the profile, which is asked anew.

    *gone* are types that are not offered any more or not to this role, *apart* those with a page of their own.
    """

    came_on: date | None = None
    types: tuple[str, ...] = ()
    gone: tuple[str, ...] = ()
    apart: tuple[str, ...] = ()
    place: str = ""
    funder: str = ""
    family: tuple[str, ...] = ()
    """Who was present with them: uuids of persons, whether they live together still or not."""


@dataclass(frozen=True, slots=True)
class DayCount:
    """The running count of a day. *complete* = nothing was left out for the reader."""

    persons: int
    services: tuple[tuple[str, int], ...]
    """(service type code, how many), in the order of the catalogue, without zeros."""
    complete: bool


Fact = tuple[int, str, bool, bool | None, int]
"""(person, service type code, whether as a companion, success, quantity) of one service."""


def counted_day(facts: Iterable[Fact], catalog: Catalog, month: Month, complete: bool) -> DayCount:
    """The count of one day, under the options of its month."""
    persons: set[int] = set()
    services: Counter[str] = Counter()
    types = {kind.code: kind for kind in catalog.service_types}
    for person, code, companion, success, quantity in facts:
        kind = types[code]
        option = kind.option_in(month)
        reached = not companion or option.reach is Reach.PRESENT
        achieved = option.outcome is not Outcome.SUCCESSFUL or success is not False
        if reached and achieved:
            services[code] += quantity if kind.by_quantity else 1
            if option.in_persons:
                persons.add(person)
    return DayCount(len(persons), tuple((code, services[code]) for code in types if services[code]), complete)


@dataclass(frozen=True, slots=True)
class ServiceDetail:
    """Everything of one service but the text of its notes."""

    uuid: str
    version: int
    type: str
    quantity: int
    companion: bool
    staff_uuid: str
    staff: str
    place: str
    funder: str
    sheet: str
    line: int | None
    details: str
    form: Guidance | Psychology | Rcf | None
    notes: int
    """How many revisions of a sealed note there are."""
    activity: str
    late: bool
    created_at: str
    created_by: str
    voided_at: str
    """Empty while it counts."""
    replaces: str
    """The uuid of the service that it corrects, or empty."""
    answers: Answers = ()
    """Empty too for who may not read them: whoever may record a type may read its answers."""


@dataclass(frozen=True, slots=True)
class VisitDetail:
    """Everything of one visit that the reader may see; voided services come last."""

    uuid: str
    version: int
    date: date
    person_uuid: str
    person_code: str
    person_name: str
    anonymous: bool
    profile: str
    vulnerabilities: tuple[str, ...]
    intention: str
    walker: bool
    origin: str
    destination: str
    sleeps_at: str
    services: tuple[ServiceDetail, ...]


@dataclass(frozen=True, slots=True)
class NoteRevision:
    """One revision of a sealed note, without its text."""

    revision: int
    written_at: str
    author: str
