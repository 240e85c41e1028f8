"""A transfer: a family travels. What is planned, the steps that it takes, and what is read of it.

A step that wrote services (the journey, and the arrival after it) holds only while the service counts: voiding it
takes the transfer back to where it was before.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum, unique
from types import MappingProxyType

from casa_desktop.domain.ages import AgeRange
from casa_desktop.domain.catalog import Catalog, Kind
from casa_desktop.domain.errors import Code, Problem, Problems
from casa_desktop.domain.text import taken
from casa_desktop.domain.visits import EARLIEST, LONGEST_SHEET

HOME = "COL"
LONGEST_CITY = 80
LONGEST_DEPARTURE = 160
LONGEST_COST_CENTRE = 40
LONGEST_NOTES = 300
MOST_TRAVELLERS = 31


@unique
class Step(StrEnum):
    """What has been done of a transfer; the last one that holds is its state."""

    REQUESTED = "solicitado"
    APPROVED = "aprobado"
    BOUGHT = "comprado"
    TRAVELLED = "viajo"
    ARRIVED = "llego"
    CANCELLED = "cancelado"


FOLLOWING = MappingProxyType(
    {
        Step.REQUESTED: (Step.APPROVED, Step.CANCELLED),
        Step.APPROVED: (Step.BOUGHT, Step.CANCELLED),
        Step.BOUGHT: (Step.TRAVELLED, Step.CANCELLED),
        Step.TRAVELLED: (Step.ARRIVED,),
        Step.ARRIVED: (),
        Step.CANCELLED: (),
    }
)
"""What may come next, the usual one first."""

OPEN = frozenset({Step.REQUESTED, Step.APPROVED, Step.BOUGHT})
"""Nobody has travelled yet: plan and travellers may change."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What is planned. Codes are those of the catalogue; *country* is alpha-3, *municipality* of DIVIPOLA."""

    country: str = HOME
    municipality: str = ""
    city: str = ""
    """Of another country, or more exactly where."""
    reason: str = ""
    means: str = ""
    planned_on: date | None = None
    departure: str = ""
    """Hour and place of the departure, as the family is told."""
    cost_centre: str = ""
    funder: str = ""
    profile: str = ""
    folio: str = ""
    """Where the family's consent to travel was signed."""
    notes: str = ""
    """What whoever travels with them must know, and no more."""


@dataclass(frozen=True, slots=True)
class Traveller:
    """Somebody who is to travel. *kinship* is a code, towards the first of them."""

    person_uuid: str
    kinship: str = ""


def checked_plan(plan: Plan, catalog: Catalog, today: date, problems: Problems) -> Plan:
    """*plan* as it will be stored; what is wrong goes into *problems* under the names of its attributes."""
    if not plan.country:
        problems.add(Code.REQUIRED, "country")
    if plan.country == HOME and not plan.municipality:
        problems.add(Code.REQUIRED, "municipality")
    if not plan.profile:
        problems.add(Code.NEEDS_PROFILE, "profile")
    if not plan.reason:
        problems.add(Code.REQUIRED, "reason")
    for name, kind in (
        ("reason", Kind.TRANSFER_REASON),
        ("means", Kind.TRANSFER_MEANS),
        ("funder", Kind.FUNDER),
        ("profile", Kind.PROFILE),
    ):
        code = getattr(plan, name)
        item = catalog.item(kind, code) if code else None
        if code and (item is None or not item.active_on(today)):
            problems.add(Code.BAD_CHOICE, name)
    if plan.planned_on is not None and plan.planned_on < EARLIEST:
        problems.add(Code.DATE_TOO_OLD, "planned_on", limit=EARLIEST)
    return Plan(
        country=plan.country,
        municipality=plan.municipality if plan.country == HOME else "",
        city=taken(problems, "city", plan.city, LONGEST_CITY),
        reason=plan.reason,
        means=plan.means,
        planned_on=plan.planned_on,
        departure=taken(problems, "departure", plan.departure, LONGEST_DEPARTURE),
        cost_centre=taken(problems, "cost_centre", plan.cost_centre, LONGEST_COST_CENTRE),
        funder=plan.funder,
        profile=plan.profile,
        folio=taken(problems, "folio", plan.folio, LONGEST_SHEET),
        notes=taken(problems, "notes", plan.notes, LONGEST_NOTES),
    )


def check_travellers(uuids: tuple[str, ...], problems: Problems) -> None:
    """Somebody travels, and nobody twice."""
    if not 1 <= len(uuids) <= MOST_TRAVELLERS:
        problems.extend([Problem(Code.REQUIRED if not uuids else Code.OUT_OF_RANGE, "travellers")])
    elif len(set(uuids)) != len(uuids):
        problems.add(Code.NOT_UNIQUE, "travellers")


@dataclass(frozen=True, slots=True)
class TransferRow:
    """One transfer in a list."""

    uuid: str
    code: str
    step: Step
    since: date
    """The day of the step."""
    head: str
    """The name of the first who travels."""
    people: int
    """Who travelled, or is to travel."""
    country: str
    municipality: str
    city: str
    planned_on: date | None
    travelled_on: date | None


Place = tuple[str, str, str]
"""A destination: country (alpha-3), municipality (DIVIPOLA), city."""


@dataclass(frozen=True, slots=True)
class Totals:
    """Of those who travelled in a period: distinct persons and households, and journeys."""

    persons: int
    families: int
    journeys: int


@dataclass(frozen=True, slots=True)
class TransferList:
    """What the page shows: all that are open, and those of the period that are over."""

    rows: tuple[TransferRow, ...]
    totals: Totals


@dataclass(frozen=True, slots=True)
class TravellerShown:
    """Somebody who was to travel (*planned*), who did (*travelled*), or both."""

    person_uuid: str
    code: str
    name: str
    kinship: str
    sex: str
    age: AgeRange | None
    planned: bool
    travelled: bool


@dataclass(frozen=True, slots=True)
class StepShown:
    """One step: when, who noted it, why. *holds* is false where it was undone."""

    step: Step
    on: date
    by: str
    reason: str
    holds: bool


@dataclass(frozen=True, slots=True)
class TransferDetail:
    """Everything of one transfer."""

    uuid: str
    code: str
    version: int
    step: Step
    since: date
    plan: Plan
    travellers: tuple[TravellerShown, ...]
    steps: tuple[StepShown, ...]
    """The latest first."""

    @property
    def travelled(self) -> bool:
        """Whether somebody did travel."""
        return self.step in (Step.TRAVELLED, Step.ARRIVED)

    @property
    def passengers(self) -> tuple[TravellerShown, ...]:
        """Who travelled; before that, who is to travel."""
        return tuple(t for t in self.travellers if (t.travelled if self.travelled else t.planned))


@dataclass(frozen=True, slots=True)
class Passenger:
    """One line of the manifest: whole names and numbers, for the carrier."""

    name: str
    document_type: str
    document: str
    country: str
    age: AgeRange | None
    kinship: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """What the carrier's paper says."""

    code: str
    plan: Plan
    day: date | None
    passengers: tuple[Passenger, ...]
