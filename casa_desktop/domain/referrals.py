"""A referral: somebody is sent to an organisation, and the loop stays open until it is known what came of it."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum, unique
from types import MappingProxyType

from casa_desktop.domain import codes
from casa_desktop.domain.catalog import Catalog, Kind
from casa_desktop.domain.errors import Code, Problems

SERVICE_TYPE = "REM"
OLD_AFTER = 15
"""Days after which an open referral is told as old."""
LONGEST_MOTIVE = 1000
LONGEST_ASKED = 1000
LONGEST_BRING = 400

PREFIX = "R"


@unique
class Urgency(StrEnum):
    """How soon the person should be received."""

    NORMAL = "normal"
    SOON = "prioritaria"
    NOW = "urgente"


@unique
class ReferralState(StrEnum):
    """What is known of a referral. It is annulled where its service is voided, and by nothing else."""

    SENT = "enviada"
    RECEIVED = "recibida"
    ATTENDED = "atendida"
    REFUSED = "rechazada"
    NO_SHOW = "no_se_presento"
    ANNULLED = "anulada"


OPEN = frozenset({ReferralState.SENT, ReferralState.RECEIVED})
"""The states of which it is not known yet how they end."""
NEEDS_REASON = frozenset({ReferralState.REFUSED, ReferralState.ANNULLED})


def code_of(number: int) -> str:
    """``R-000123-K``."""
    return codes.coded(PREFIX, number)


def number_of(typed: str) -> int | None:
    """The number of a code typed or scanned; see :func:`codes.number_of`."""
    return codes.number_of(PREFIX, typed)


def is_whole_code(typed: str) -> bool:
    """Whether *typed* is a code with all six digits and its right letter: nothing more can follow."""
    return codes.is_whole(PREFIX, typed)


@dataclass(frozen=True, slots=True)
class ReferralEvent:
    """One step of a referral. *on* is the day on which it happened, *at* the instant at which it was written."""

    state: ReferralState
    on: date
    at: str
    by: str
    reason: str


@dataclass(frozen=True, slots=True)
class ReferralRow:
    """One referral in a list. *partner* is a code."""

    uuid: str
    version: int
    number: int
    made_on: date
    person_uuid: str
    person_code: str
    person_name: str
    partner: str
    urgency: Urgency
    state: ReferralState
    state_on: date
    staff: str
    private: bool
    """Only who holds its compartment sees it in any list."""

    @property
    def code(self) -> str:
        return code_of(self.number)

    @property
    def open(self) -> bool:
        return self.state in OPEN

    def days(self, today: date) -> int:
        """How long ago it was made."""
        return (today - self.made_on).days


@dataclass(frozen=True, slots=True)
class ReferralDetail:
    """Everything of one referral. *service_uuid* is the service that reports count."""

    row: ReferralRow
    service_uuid: str
    service_version: int
    motive: str
    asked: str
    bring: str
    discreet: bool
    """A protected matter: the slip tells neither the reason nor what is asked."""
    readable: bool
    """False where motive and asked are sealed and the reader's key is not at hand."""
    reserved: bool
    history: tuple[ReferralEvent, ...]


@dataclass(frozen=True, slots=True)
class Organisation:
    """An organisation of the directory: an entry of the list of partners, and how one gets there."""

    uuid: str
    """Of the entry of the catalogue."""
    code: str
    name: str
    services: str = ""
    hours: str = ""
    address: str = ""
    phone: str = ""
    contact: str = ""
    bring: str = ""
    notes: str = ""
    """For the desk only: never on a slip."""
    active: bool = True
    version: int = 0
    """0 = nothing is written of it yet."""
    open_referrals: int = 0


ORGANISATION_LIMITS = MappingProxyType(
    {
        "services": 500,
        "hours": 160,
        "address": 160,
        "phone": 80,
        "contact": 120,
        "bring": LONGEST_BRING,
        "notes": 1000,
    }
)
"""Letters that each text may have."""


@dataclass(frozen=True, slots=True)
class PartnerCount:
    """How many referrals of a period an organisation got, by the state that they are in now."""

    partner: str
    states: tuple[tuple[ReferralState, int], ...]

    @property
    def total(self) -> int:
        """All but the annulled ones, which never counted."""
        return sum(count for state, count in self.states if state is not ReferralState.ANNULLED)

    def of(self, state: ReferralState) -> int:
        """How many are in *state*."""
        return dict(self.states).get(state, 0)


@dataclass(frozen=True, slots=True)
class Slip:
    """What is printed for the person, and the stub that comes back. It is neutral where it must be."""

    code: str
    made_on: date
    person: str
    """Empty for a reserved contact."""
    organisation: Organisation
    urgency: Urgency
    motive: str
    """Empty for a reserved contact and for a protected matter, as *asked* is."""
    asked: str
    bring: str
    desk: str
    desk_place: str
    staff: str


def check_partner(problems: Problems, catalog: Catalog, code: str, day: date) -> None:
    """An organisation that the list offers on *day*."""
    item = catalog.item(Kind.PARTNER, code)
    if not code:
        problems.add(Code.REQUIRED, "partner")
    elif item is None or not item.active_on(day):
        problems.add(Code.BAD_CHOICE, "partner")
