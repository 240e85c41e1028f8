"""What the window asks of the rest of the program, without Qt and without SQLAlchemy. ``wiring`` implements it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Protocol, TypeAlias, TypeVar

from casa_desktop.domain.access import Role
from casa_desktop.domain.clock import Clock
from casa_desktop.domain.errors import Code
from casa_desktop.settings import SettingsFile

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

    def forget_pin(self) -> None:
        """Wipes what the PIN seals: from now on only the password opens."""
        ...

    def lock(self) -> None:
        """Closes the base and forgets the keys, except those that the PIN seals."""
        ...

    def drop_compartments(self) -> None:
        """Forgets the compartment keys and stays open: what the kiosk does needs none."""
        ...

    def unlock_with_pin(self, pin: str) -> None:
        """Opens it again; raises ``WRONG_PIN`` (``values["left"]`` tries), the third of which wipes the keys."""
        ...

    def unlock_with_password(self, password: str) -> None:
        """Opens it again, compartment keys included; raises ``WRONG_PASSWORD``, ``WAIT_BEFORE_RETRY``, ``BASE_…``.

        Where it is open still, a wrong password leaves it so.
        """
        ...

    def change_password(self, old: str, new: str) -> None:
        """Raises ``WRONG_PASSWORD``, ``WAIT_BEFORE_RETRY`` or ``WEAK_PASSWORD``."""
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
    """What was found in the profile folder: ``new``, ready, or what is wrong with it."""

    new: bool = False
    error: Code | None = None


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

    desk_name: str
    sheets: tuple[str, str]
    """The two recovery codes, in groups separated by ``-``."""
    base_code: str
    made_on: date


class Entrance(Protocol):
    """The door. Methods marked [db] run on the database thread, the others are quick."""

    @property
    def folder(self) -> Path:
        """The profile folder in use."""
        ...

    @property
    def clock(self) -> Clock: ...

    def use_folder(self, folder: Path) -> None:
        """Looks for the base in another folder from now on."""
        ...

    def settings(self) -> SettingsFile:
        """The settings of the profile in use."""
        ...

    def state(self) -> EntranceState:
        """Looks at which files exist; opens none."""
        ...

    def users(self) -> Sequence[str]:
        """User names, the one who entered last first. Raises ``KEYS_DAMAGED``."""
        ...

    def wait_seconds(self, username: str) -> int:
        """Seconds until another password may be tried; 0 = now."""
        ...

    def demo_users(self) -> Sequence[tuple[str, str]]:
        """(user, password) shown on the login page of a throw-away profile; empty otherwise."""
        ...

    def warm(self) -> None:
        """Imports what the first page needs; runs on a thread of its own while the password is typed."""
        ...

    def unlock(self, username: str, password: str) -> OpenDesk:
        """[db] Raises WRONG_PASSWORD, WAIT_BEFORE_RETRY (``seconds``), UNKNOWN_USER, BASE_… or KEYS_…."""
        ...

    def try_sheet(self, username: str, sheet: str) -> None:
        """[db] Changes nothing. Raises BAD_SHEET (``reason``), UNKNOWN_USER or KEYS_…."""
        ...

    def recover(self, username: str, sheet: str, password: str) -> None:
        """[db] A new password, by a recovery sheet. Raises as :meth:`try_sheet`, WEAK_PASSWORD or BASE_…."""
        ...

    def municipalities(self) -> Sequence[tuple[str, str]]:
        """(DIVIPOLA code, name with department)."""
        ...

    def propose_password(self) -> str:
        """Four Spanish words."""
        ...

    def require_strong(self, password: str, *names: str) -> None:
        """Raises ``WEAK_PASSWORD``."""
        ...

    def setup(self, command: DeskSetup) -> SetupDone:
        """[db] Makes the base beside its final place; nothing is kept until :meth:`confirm_setup`."""
        ...

    def sheet_pdf(self, sheet_no: int, setup: SetupDone) -> bytes:
        """Recovery sheet 1 or 2 as PDF; runs on the pool for files."""
        ...

    def same_group(self, typed: str, printed: str) -> bool:
        """Whether a typed group is the printed one, as generously as a sheet is read."""
        ...

    def confirm_setup(self) -> None:
        """[db] Moves the new base into place."""
        ...

    def abandon_setup(self) -> None:
        """[db] Removes what :meth:`setup` wrote and was not confirmed."""
        ...

    def restore(
        self,
        copy: Path,
        username: str,
        password: str,
        progress: Callable[[int, int], None],
        cancelled: Callable[[], bool],
    ) -> None:
        """[db] Verifies *copy* and puts it in place of the base; the old one is kept beside.

        *progress* is called with (done, total). Once *cancelled* is true it raises ``CANCELLED``, with nothing changed.
        """
        ...

    def accept(self, username: str, password: str, reason: str) -> None:
        """[db] Takes the base of ``BASE_ROLLED_BACK`` as it is; an administrator answers for it with a reason."""
        ...
