"""A workshop or group: an activity with a date, a place, a topic and a list. Each of those who came is one service."""

from dataclasses import dataclass
from datetime import date

from casa_desktop.domain.ages import OLDEST, AgeRange
from casa_desktop.domain.catalog import Catalog, Form, Kind
from casa_desktop.domain.errors import Code, Problems
from casa_desktop.domain.typed import is_time
from casa_desktop.domain.visits import EARLIEST, LONGEST_SHEET

LONGEST_TOPIC = 160
LONGEST_VENUE = 120
MOST_SEATS = 500
MOST_NAMELESS = 500
"""Attendees without a name that one workshop may count."""


@dataclass(frozen=True, slots=True)
class Workshop:
    """*service_type*, *place*, *partner* and *funder* are codes; *staff* is the facilitator's uuid, empty = who saves.

    The date may lie ahead: until then people are enrolled, and nobody is counted.
    """

    uuid: str
    service_type: str
    date: date
    topic: str
    starts_at: str = ""
    """``15:30``, or empty."""
    place: str = ""
    venue: str = ""
    """Where exactly, in words."""
    partner: str = ""
    staff: str = ""
    funder: str = ""
    capacity: int | None = None
    sheet: str = ""
    """Folio: the number of the signature sheet; the line is the attendee's."""
    cancelled: bool = False
    version: int = 0


@dataclass(frozen=True, slots=True)
class Nameless:
    """How many people of one sex and one age band came without giving a name."""

    sex: str
    age_from: int
    age_to: int
    number: int


@dataclass(frozen=True, slots=True)
class Attendee:
    """Somebody on the list. *service_uuid* is empty while they are only enrolled."""

    entry_uuid: str
    """Empty for an anonymous entry, which stands on the list by its service alone."""
    service_uuid: str
    line: int | None
    person_uuid: str
    person_code: str
    person_name: str
    """Empty for an anonymous entry and for a person without a name."""
    anonymous: bool
    sex: str
    age: AgeRange | None
    """On the day of the workshop."""

    @property
    def attended(self) -> bool:
        """Whether the service stands."""
        return bool(self.service_uuid)


@dataclass(frozen=True, slots=True)
class WorkshopLine:
    """One workshop in a list. *place* and *partner* are codes, *staff* a name."""

    uuid: str
    version: int
    date: date
    starts_at: str
    topic: str
    service_type: str
    place: str
    venue: str
    partner: str
    staff: str
    capacity: int | None
    cancelled: bool
    enrolled: int
    """People on the list by name, whether or not they came."""
    attended: int


@dataclass(frozen=True, slots=True)
class WorkshopDetail:
    """Everything of one workshop that the reader may see; *rows* by line, anonymous entries last."""

    workshop: Workshop
    staff_name: str
    rows: tuple[Attendee, ...]

    @property
    def attended(self) -> int:
        """How many of *rows* came."""
        return sum(row.attended for row in self.rows)

    @property
    def nameless(self) -> tuple[Nameless, ...]:
        """The anonymous entries by sex and ages."""
        found: dict[tuple[str, int, int], int] = {}
        for row in self.rows:
            if row.anonymous and row.age is not None:
                key = (row.sex, row.age.first, row.age.last)
                found[key] = found.get(key, 0) + 1
        return tuple(Nameless(*key, number) for key, number in found.items())


def check_workshop(workshop: Workshop, catalog: Catalog) -> Problems:
    """What is wrong with a workshop; its fields are those of :class:`Workshop`."""
    problems = Problems()
    kind = catalog.service_type(workshop.service_type)
    if kind is None or kind.form is not Form.WORKSHOP or not kind.active_on(workshop.date):
        problems.add(Code.BAD_CHOICE, "service_type")
    if workshop.date < EARLIEST:
        problems.add(Code.DATE_TOO_OLD, "date", limit=EARLIEST)
    if workshop.starts_at and not is_time(workshop.starts_at):
        problems.add(Code.BAD_TIME, "starts_at")
    for field, limit in (("topic", LONGEST_TOPIC), ("venue", LONGEST_VENUE), ("sheet", LONGEST_SHEET)):
        if len(getattr(workshop, field)) > limit:
            problems.add(Code.TOO_LONG, field, limit=limit)
    if not workshop.topic.strip():
        problems.add(Code.REQUIRED, "topic")
    if workshop.capacity is not None and not 1 <= workshop.capacity <= MOST_SEATS:
        problems.add(Code.OUT_OF_RANGE, "capacity", low=1, high=MOST_SEATS)
    for kind_of, field in ((Kind.PLACE, "place"), (Kind.PARTNER, "partner"), (Kind.FUNDER, "funder")):
        code = getattr(workshop, field)
        item = catalog.item(kind_of, code)
        if code and (item is None or not item.active_on(workshop.date)):
            problems.add(Code.BAD_CHOICE, field)
    return problems


def check_headcount(counts: tuple[Nameless, ...], catalog: Catalog) -> Problems:
    """What is wrong with the number of those who came without a name."""
    problems = Problems()
    for count in counts:
        if catalog.item(Kind.SEX, count.sex) is None:
            problems.add(Code.NEEDS_SEX, "counts")
        if not 0 <= count.age_from <= count.age_to <= OLDEST:
            problems.add(Code.BAD_AGE, "counts", low=0, high=OLDEST)
        if count.number < 0:
            problems.add(Code.OUT_OF_RANGE, "counts", low=0, high=MOST_NAMELESS)
    if sum(count.number for count in counts) > MOST_NAMELESS:
        problems.add(Code.OUT_OF_RANGE, "counts", low=0, high=MOST_NAMELESS)
    return problems
