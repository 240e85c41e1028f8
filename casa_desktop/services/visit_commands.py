"""What is asked of the verbs of visits, and what they answer. Read models stand in ``domain/visit_views.py``."""

from dataclasses import dataclass
from datetime import date
from typing import Final

from casa_desktop.domain.visits import NewService

MOST_SERVICES: Final = 200
"""As many services of one person as a page shows at once."""


@dataclass(frozen=True, slots=True)
class VisitRecorded:
    """Where the services went: the visit (an earlier one of that day, if there was one) and its person."""

    uuid: str
    person_uuid: str
    code: str
    services: tuple[str, ...] = ()
    """The uuids of the services that this commit wrote or changed."""


@dataclass(frozen=True, slots=True)
class AddService:
    """One more service in a visit that exists."""

    visit_uuid: str
    service: NewService
    reason: str = ""


@dataclass(frozen=True, slots=True)
class EditVisit:
    """What was asked about the visit, all of it, as it should be from now on."""

    uuid: str
    version: int
    profile: str
    vulnerabilities: tuple[str, ...] = ()
    intention: str = ""
    walker: bool = False
    origin: str = ""
    destination: str = ""
    sleeps_at: str = ""
    reason: str = ""
    """Why it is changed in a month that was closed; empty otherwise."""


@dataclass(frozen=True, slots=True)
class CorrectService:
    """A service as it should have been. *service* carries a new uuid, used where the old one must be voided.

    *person_uuid* empty = the same person. *visit_uuid* names the visit that is opened where person or date move.
    The text of a note is not corrected here.
    """

    uuid: str
    version: int
    date: date
    service: NewService
    person_uuid: str = ""
    visit_uuid: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class VoidService:
    """Takes a service out of every count, with those of the companions who received it."""

    uuid: str
    version: int
    reason: str


@dataclass(frozen=True, slots=True)
class VoidServices:
    """Several at once, all or none: what undoes a record that was just saved."""

    services: tuple[VoidService, ...]


@dataclass(frozen=True, slots=True)
class RestoreService:
    """Undoes a voiding. *reason* is asked only where the month is closed."""

    uuid: str
    reason: str = ""


@dataclass(frozen=True, slots=True)
class DayQuery:
    """Asks for one day."""

    date: date


@dataclass(frozen=True, slots=True)
class PersonQuery:
    """Asks for the latest visits of a person, up to *most* services."""

    person_uuid: str
    most: int = MOST_SERVICES


@dataclass(frozen=True, slots=True)
class VisitQuery:
    """Asks for one visit."""

    uuid: str
