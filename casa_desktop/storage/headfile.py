"""``cabeza.json``: what must be known before the base is open.

Three things: how far the audit of the base had come (so that a base that was put back to an older day is noticed),
failed logins that wait to be entered into the audit, and how long the next try of a password must wait.
"""

import json
import math
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum, unique
from pathlib import Path
from typing import Any

from casa_desktop.domain.clock import Clock
from casa_desktop.domain.errors import Code, fault
from casa_desktop.storage.files import explain, read_bounded, write_atomically

FORMAT = 1
GENESIS = "0" * 64
"""What the first entry of an audit carries as the hash before it."""
_LARGEST_FILE = 1024 * 1024
_MOST_FAILURES = 2000
"""Older failed logins are dropped, and counted in :attr:`HeadState.dropped`."""

WAITS = (0, 0, 0, 1, 2, 4, 8, 30, 60, 15 * 60)
"""Seconds to wait after the first, second… wrong password in a row; the last goes for all that follow."""


@dataclass(frozen=True, slots=True)
class Head:
    """The end of an audit chain: its last sequence number (0: empty) and hash."""

    sequence: int
    hash: str


@dataclass(frozen=True, slots=True)
class FailedLogin:
    """A wrong password: whose (the user's id, or ``""`` for a name that nobody has) and when, ISO 8601 UTC.

    *sheet*: not a password, but a recovery sheet that does not open this base.
    """

    user_id: str
    at: str
    sheet: bool = False

    def to_plain(self) -> dict[str, Any]:
        """As the file keeps it; of a password nothing is said of sheets, as every earlier program wrote it."""
        return {"user": self.user_id, "at": self.at} | ({"sheet": True} if self.sheet else {})


@dataclass(frozen=True, slots=True)
class _Tries:
    """Wrong passwords of one user in a row; *since* is the monotonic time of the last one."""

    count: int
    since: float


@dataclass(frozen=True, slots=True)
class HeadState:
    """The whole file. *head* is None where no base was ever closed or locked."""

    base_id: str
    head: Head | None = None
    failures: tuple[FailedLogin, ...] = ()
    dropped: int = 0
    tries: Mapping[str, _Tries] = field(default_factory=dict)

    def to_bytes(self) -> bytes:
        """The JSON of the file."""
        plain = {
            "format": FORMAT,
            "base": self.base_id,
            "audit": None if self.head is None else {"sequence": self.head.sequence, "hash": self.head.hash},
            "failures": [failure.to_plain() for failure in self.failures],
            "dropped": self.dropped,
            "tries": {user: {"count": t.count, "since": t.since} for user, t in self.tries.items()},
        }
        return json.dumps(plain, indent=1, sort_keys=True).encode("ascii") + b"\n"


def parse(raw: bytes) -> HeadState:
    """Reads the file; raises ``ValueError`` for anything that this program did not write."""
    try:
        plain = json.loads(raw)
        if plain["format"] != FORMAT:
            raise ValueError("unknown format")
        return HeadState(
            base_id=str(plain["base"]),
            head=_head(plain["audit"]),
            failures=tuple(FailedLogin(str(f["user"]), str(f["at"]), bool(f.get("sheet"))) for f in plain["failures"]),
            dropped=int(plain["dropped"]),
            tries={str(user): _Tries(int(t["count"]), float(t["since"])) for user, t in plain["tries"].items()},
        )
    except (KeyError, TypeError, AttributeError, RecursionError, OverflowError) as error:
        raise ValueError("not a head file") from error


def _noted(state: HeadState, failed: FailedLogin) -> HeadState:
    kept = (*state.failures, failed)[-_MOST_FAILURES:]
    return replace(state, failures=kept, dropped=state.dropped + len(state.failures) + 1 - len(kept))


def _head(plain: Mapping[str, Any] | None) -> Head | None:
    return None if plain is None else Head(int(plain["sequence"]), str(plain["hash"]))


@unique
class Found(StrEnum):
    """What stood on the disk when the file was read."""

    SOUND = "sound"
    MISSING = "missing"
    DAMAGED = "damaged"
    """Not readable, or of another base."""


_WRITING = threading.Lock()
"""Every change reads the file, changes it and writes it: several :class:`HeadFile` of one profile live side by side
(the door that counts tries, the base that closes), on two threads."""


class HeadFile:
    """The head file of one profile. Every property and method looks at the disk anew.

    A missing or damaged file does not close the base: :attr:`found` says so, and it is reported. Whoever can delete it
    could as well put back an old one with the old base, and a lost file must never be the reason that a desk stands
    still.
    """

    def __init__(self, path: Path, base_id: str) -> None:
        self.path = path
        self._base_id = base_id

    @property
    def found(self) -> Found:
        """What stands on the disk."""
        return self._read()[0]

    def state(self) -> HeadState:
        """All of it; a new one where nothing sound is there."""
        return self._read()[1]

    @property
    def head(self) -> Head | None:
        """Where the audit stood when it was last written down; None where it never was."""
        return self.state().head

    @property
    def failures(self) -> tuple[FailedLogin, ...]:
        """Failed logins that the audit does not hold yet, oldest first."""
        return self.state().failures

    @property
    def dropped(self) -> int:
        """How many older failed logins did not fit."""
        return self.state().dropped

    def write(self, head: Head) -> None:
        """Writes down where the audit stands. Raises as :func:`write_atomically` does; so does every change below."""
        self._change(lambda state: replace(state, head=head))

    def remaining_wait(self, user_id: str, clock: Clock) -> float:
        """Seconds until *user_id* may try a password again.

        Only the machine's monotonic clock counts, so setting the date changes nothing. Where it has gone back, the
        machine was restarted and the wait begins anew: never shorter than the time that has really passed allows.
        """
        tries = self.state().tries.get(user_id)
        if tries is None:
            return 0.0
        wait = float(WAITS[min(max(tries.count, 1), len(WAITS)) - 1])
        now = clock.monotonic()
        if now >= tries.since:
            return max(0.0, wait - (now - tries.since))
        self._change(lambda state: replace(state, tries={**state.tries, user_id: replace(tries, since=now)}))
        return wait

    def require_no_wait(self, user_id: str, clock: Clock) -> None:
        """Raises WAIT_BEFORE_RETRY with ``seconds`` (whole, rounded up) while :meth:`remaining_wait` lasts."""
        seconds = math.ceil(self.remaining_wait(user_id, clock))
        if seconds > 0:
            raise fault(Code.WAIT_BEFORE_RETRY, seconds=seconds)

    def note_failure(self, user_id: str, clock: Clock) -> None:
        """A wrong password. *user_id* is ``""`` for an unknown name: what was typed may be a password, so it is not
        kept."""
        failed = FailedLogin(user_id, clock.now().isoformat())

        def change(state: HeadState) -> HeadState:
            before = state.tries.get(user_id)
            tries = _Tries((before.count if before else 0) + 1, clock.monotonic())
            return replace(_noted(state, failed), tries={**state.tries, user_id: tries})

        self._change(change)

    def note_bad_sheet(self, user_id: str, clock: Clock) -> None:
        """A recovery sheet that does not open this base, typed for *user_id*; nobody waits because of it.

        A password can be guessed, so its tries are slowed down; nobody guesses 160 random bits however fast they try.
        Somebody who tries an old sheet is still worth a line in the audit.
        """
        failed = FailedLogin(user_id, clock.now().isoformat(), sheet=True)
        self._change(lambda state: _noted(state, failed))

    def note_success(self, user_id: str) -> None:
        """A right password: the next wrong one is the first again."""
        if user_id in self.state().tries:
            self._change(
                lambda state: replace(state, tries={user: t for user, t in state.tries.items() if user != user_id})
            )

    def forget_failures(self, entered: int) -> None:
        """Drops the *entered* oldest failures, once the transaction that wrote them into the audit is committed.

        A crash in between enters them twice; the other order would lose them.
        """
        if entered:
            self._change(lambda state: replace(state, failures=state.failures[entered:], dropped=0))

    def to_bytes(self) -> bytes:
        """The file as it stands, for a copy."""
        return self.state().to_bytes()

    def _read(self) -> tuple[Found, HeadState]:
        new = HeadState(self._base_id)
        try:
            state = parse(read_bounded(self.path, _LARGEST_FILE))
        except FileNotFoundError:
            return Found.MISSING, new
        except OSError as error:
            raise explain(error, writing=False) from error
        except ValueError:
            return Found.DAMAGED, new
        return (Found.SOUND, state) if state.base_id == self._base_id else (Found.DAMAGED, new)

    def _change(self, change: Callable[[HeadState], HeadState]) -> None:
        with _WRITING:
            write_atomically(self.path, change(self.state()).to_bytes())
