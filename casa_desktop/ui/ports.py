"""What the window asks of the rest of the program, without Qt and without SQLAlchemy. ``wiring`` implements it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Protocol, TypeAlias, TypeVar

from casa_desktop.domain.access import Role
from casa_desktop.domain.errors import Code

C = TypeVar("C")
R = TypeVar("R")
R_co = TypeVar("R_co", covariant=True)

Draft: TypeAlias = Mapping[str, Any]
"""What a form holds, as JSON can carry it."""


class Done(Protocol[R_co]):
    """What a runner hands back: the verb's result and what it changed, as (kind, id)."""

    @property
    def result(self) -> R_co: ...

    @property
    def changes(self) -> frozenset[tuple[str, str]]: ...


class Runner(Protocol):
    """Runs one verb in one transaction, on the calling thread (the database one)."""

    def run(self, verb: Callable[[Any, C], R], command: C) -> Done[R]:
        """Commits and returns, or raises ``CasaError`` and leaves the base as it was."""
        ...


class Actor(Protocol):
    """Who is at the keyboard."""

    @property
    def username(self) -> str: ...

    @property
    def full_name(self) -> str: ...

    @property
    def roles(self) -> frozenset[Role]: ...


class OpenDesk(Protocol):
    """The base, opened by one user. Every method runs on the database thread."""

    @property
    def runner(self) -> Runner: ...

    @property
    def actor(self) -> Actor: ...

    @property
    def has_pin(self) -> bool:
        """Whether a PIN would open it again now."""
        ...

    def set_pin(self, pin: str) -> None:
        """Keeps the keys in memory under *pin* for the rest of the shift."""
        ...

    def lock(self) -> None:
        """Closes the base and forgets the keys, except those that the PIN seals."""
        ...

    def unlock_with_pin(self, pin: str) -> None:
        """Opens it again; raises ``WRONG_PIN`` (``values["left"]`` tries), the third of which wipes the keys."""
        ...

    def change_password(self, old: str, new: str) -> None:
        """Raises ``WRONG_PASSWORD`` or ``WEAK_PASSWORD``."""
        ...

    def save_draft(self, form: str, draft: Draft | None) -> None:
        """Keeps the draft of *form* sealed for this user; None discards it."""
        ...

    def drafts(self) -> Mapping[str, Draft]:
        """The drafts of this user by form."""
        ...

    def interrupt(self) -> None:
        """Stops the statement that runs now; the one method that any thread may call."""
        ...

    def close(self) -> None:
        """Writes the head of the audit chain, makes the copy that is due, forgets all keys."""
        ...


@dataclass(frozen=True, slots=True)
class EntranceState:
    """What was found in the profile folder: ``new``, ``ready``, or what is wrong with it."""

    new: bool = False
    error: Code | None = None

    @property
    def ready(self) -> bool:
        return not self.new and self.error is None


@dataclass(frozen=True, slots=True)
class DeskSetup:
    """What the first-start assistant asks."""

    desk_name: str
    municipality: str
    """DIVIPOLA code: five digits, as text."""
    username: str
    full_name: str
    password: str


@dataclass(frozen=True, slots=True)
class SetupDone:
    """A base that is written beside, waiting for the sheets to be typed back."""

    sheets: tuple[str, str]
    """The two recovery codes, in groups separated by ``-``."""
    base_code: str
    made_on: date


class Entrance(Protocol):
    """The door. Everything but :meth:`state` and :attr:`folder` runs on the database thread."""

    @property
    def folder(self) -> Path:
        """The profile folder in use."""
        ...

    def use_folder(self, folder: Path) -> None:
        """Looks for the base in another folder from now on."""
        ...

    def state(self) -> EntranceState:
        """Looks at the folder; quick, touches no key."""
        ...

    def users(self) -> Sequence[str]:
        """User names in the key file, the one who entered last first."""
        ...

    def wait_seconds(self, username: str) -> int:
        """Seconds until another password may be tried; 0 = now."""
        ...

    def warm(self) -> None:
        """Imports what the first page needs; runs on a thread while the password is typed."""
        ...

    def unlock(self, username: str, password: str) -> OpenDesk:
        """Raises ``WRONG_PASSWORD``, ``UNKNOWN_USER``, ``WAIT_BEFORE_RETRY``, ``BASE_…`` or ``KEYS_…``."""
        ...

    def propose_password(self) -> str:
        """Four Spanish words."""
        ...

    def password_strength(self, password: str) -> int:
        """0 (refused) to 4 (strong)."""
        ...

    def setup(self, command: DeskSetup) -> SetupDone:
        """Makes the base beside its final name; nothing is kept until :meth:`confirm_setup`."""
        ...

    def sheet_pdf(self, sheet_no: int, setup: SetupDone) -> bytes:
        """Recovery sheet 1 or 2 as PDF."""
        ...

    def confirm_setup(self) -> OpenDesk:
        """Moves the new base into place and opens it for its first user."""
        ...

    def abandon_setup(self) -> None:
        """Removes what :meth:`setup` wrote."""
        ...

    def restore(self, copy: Path, username: str, password: str) -> None:
        """Puts *copy* in place of the base after verifying it; the old one is kept beside."""
        ...

    def demo_users(self) -> Sequence[tuple[str, str]]:
        """(user, password) shown on the login page of a throw-away profile; empty otherwise."""
        ...


class UserSettings(Protocol):
    """What the window reads of ``ajustes.toml``."""

    @property
    def theme(self) -> str:
        """``system``, ``light`` or ``dark``."""
        ...

    @property
    def text_scale(self) -> int:
        """100, 125, 150 or 200."""
        ...

    @property
    def lock_minutes(self) -> int:
        """3 to 15."""
        ...
