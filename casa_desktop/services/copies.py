"""Copies of the base: made, carried out of the machine, tried out, and reminded of.

A copy has two halves, because one thread owns the base and packing takes time: :func:`take` there, :func:`finish` in
any other. :func:`make` does both for whoever has one thread. Putting a copy back needs no open base: see
``storage/restore.py``.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from casa_desktop.domain.access import Action
from casa_desktop.domain.clock import BOGOTA
from casa_desktop.domain.errors import CasaError, Code
from casa_desktop.services.context import Context, verb
from casa_desktop.storage import carry, copies, profile
from casa_desktop.storage.audit_reads import AuditReads
from casa_desktop.storage.container import Cancelled, Manifest, Progress, never, silent
from casa_desktop.storage.copies import Snapshot

if TYPE_CHECKING:
    from casa_desktop.services.runner import Runner

OUTSIDE_DAYS = 7
"""After so many days without a copy outside the machine the window shows a red banner."""
CHANGE_MINUTES = 30
"""How long a window with changes waits before it makes a copy by itself."""
CHANGE_NOTHING = (
    "login",
    "login.failed",
    "login.dropped",
    "head.lost",
    "alarm.read",
    "denied",
    "copy.make",
    "copy.verify",
    "base.verify",
    "note.read",
    "person.reveal",
    "person.print",
    "statistics.cell",
    "report.export",
)
"""Acts after which a new copy would only repeat the last one."""
_REHEARSED = "copies.rehearsed"


Taken: TypeAlias = Snapshot
"""A base at rest under a temporary name: what the first half gives and the second takes. ``discard()`` removes it."""


@dataclass(frozen=True, slots=True)
class CopyQuery:
    """Asks for what concerns all copies."""


@dataclass(frozen=True, slots=True)
class CopyState:
    """Since when the base exists, and when a copy was last tried out with success (*rehearsed* None = never)."""

    since: date
    rehearsed: date | None
    rehearsed_name: str = ""


@dataclass(frozen=True, slots=True)
class CopyMade:
    """A copy that was made: the name of its file, and whether it also went out of the machine."""

    name: str
    outside: bool


@dataclass(frozen=True, slots=True)
class CopyTried:
    """A copy that was tried out, and whether it would restore."""

    name: str
    sound: bool


@dataclass(frozen=True, slots=True)
class Made:
    """A finished copy. *carried* is where it went besides the profile; *trouble* why it did not get there."""

    path: Path
    size: int
    carried: Path | None = None
    outside: bool = False
    """Whether *carried* lies on another drive than the profile."""
    trouble: CasaError | None = None


@dataclass(frozen=True, slots=True)
class Kept:
    """A copy that lies in a folder. *made_at* and *visits* are None where its manifest cannot be read (*problem*)."""

    path: Path
    size: int
    made_at: datetime | None
    visits: int | None
    here: bool
    """In the profile's own folder, not in the chosen one."""
    problem: Code | None = None


@verb(Action.COPY_MAKE)
def state(ctx: Context, query: CopyQuery) -> CopyState:
    """What the page and the banner say besides the list; also the permission that :func:`take` asks for."""
    first = AuditReads(ctx.work.connection).first_at()
    since = datetime.fromisoformat(first).astimezone(BOGOTA).date() if first else ctx.clock.today()
    day, _, name = ctx.work.desk.all().get(_REHEARSED, "").partition(" ")
    return CopyState(since, date.fromisoformat(day) if day else None, name)


@verb(Action.COPY_MAKE)
def note_made(ctx: Context, command: CopyMade) -> None:
    """Enters a finished copy into the audit."""
    ctx.audit("copy.make", command.name, ("outside",) if command.outside else ())
    ctx.changed("copy", command.name)


@verb(Action.COPY_MAKE)
def note_tried(ctx: Context, command: CopyTried) -> None:
    """Enters a rehearsal into the audit, and keeps the day of the last good one."""
    ctx.audit("copy.verify", command.name, ("sound",) if command.sound else ("damaged",))
    if command.sound:
        ctx.work.desk.put({_REHEARSED: f"{ctx.clock.today().isoformat()} {command.name}"})
    ctx.changed("copy", command.name)


def take(runner: "Runner") -> Taken:
    """The first half, on the thread of the base: permission, then a snapshot into ``respaldos``.

    Raises FORBIDDEN, DISK_FULL, DISK_ERROR, CANNOT_WRITE, CANCELLED….
    """
    runner.run(state, CopyQuery())
    return copies.snapshot(runner.base, runner.clock)


def take_due(runner: "Runner", minutes: int = 0) -> Taken | None:
    """The first half of a copy that the program makes by itself, whoever sits there; None where no record has changed
    since the newest copy of the profile, or where that one is younger than *minutes*."""
    newest = _newest(runner.base.folder)
    if newest is not None and runner.clock.now() - newest.made_at < timedelta(minutes=minutes):
        return None
    with runner.base.begin() as work:
        reads = AuditReads(work.connection)
        changed = reads.any_after(newest.head.sequence if newest else 0, besides=CHANGE_NOTHING)
    return copies.snapshot(runner.base, runner.clock) if changed else None


def take_owed(runner: "Runner") -> Taken | None:
    """As :func:`take_due`, for whoever has just entered: a window that is closed while it is locked has no keys left
    for the copy at close. A desk that was founded a moment ago owes none."""
    with runner.base.begin() as work:
        first = AuditReads(work.connection).first_at()
    young = timedelta(minutes=CHANGE_MINUTES)
    if not first or runner.clock.now() - datetime.fromisoformat(first) < young:
        return None
    return take_due(runner, CHANGE_MINUTES)


def finish(
    taken: Taken,
    outside: Path | None = None,
    progress: Progress = silent,
    cancelled: Cancelled = never,
    *,
    thin: bool = True,
) -> Made:
    """The second half, in any thread: check, pack, thin, and carry a second one into the folder *outside*.

    A folder that is away or full does not undo the copy in the profile: *trouble* tells. Raises as :func:`take` does,
    and BASE_DAMAGED where the base itself holds broken pages.
    """
    copy = copies.pack(taken, progress, cancelled)
    if thin:
        copies.thin(copy.path.parent, fresh=copy.path, cancelled=cancelled)
    if outside is None:
        return Made(copy.path, copy.size)
    try:
        carried = carry.carry(copy.path, outside, progress, cancelled)
        if thin:
            copies.thin(outside, fresh=carried, cancelled=cancelled)
    except CasaError as error:
        return Made(copy.path, copy.size, trouble=error)
    return Made(copy.path, copy.size, carried, carry.other_drive(outside, copy.path.parent))


def make(
    runner: "Runner", outside: Path | None = None, progress: Progress = silent, cancelled: Cancelled = never
) -> Made:
    """Both halves and the audit row, on the thread of the base."""
    made = finish(take(runner), outside, progress, cancelled)
    runner.run(note_made, CopyMade(made.path.name, made.carried is not None))
    return made


def make_due(runner: "Runner", outside: Path | None = None) -> Made | None:
    """The copy at close, whoever sits there: both halves, or None where nothing changed since the newest copy."""
    taken = take_due(runner)
    return finish(taken, outside) if taken is not None else None


def listed(folder: Path, outside: Path | None = None) -> tuple[Kept, ...]:
    """The copies of the profile *folder* and of the folder *outside*, newest first; for the files pool.

    A folder outside that is away shows nothing.
    """
    places = [(folder / profile.COPIES, True)] + ([(outside, False)] if outside is not None else [])
    found: list[Kept] = []
    for place, here in places:
        for copy in copies.listed(place):
            manifest = copy.manifest
            made_at = manifest.made_at if manifest else None
            visits = manifest.counts.get("visit") if manifest else None
            found.append(Kept(copy.path, copy.size, made_at, visits, here, copy.problem))
    return tuple(sorted(found, key=lambda kept: (kept.path.name, kept.here), reverse=True))


def rehearse(
    copy: Path, data_key: bytes, folder: Path, progress: Progress = silent, cancelled: Cancelled = never
) -> None:
    """Tries *copy* out as a restore would, beside the profile *folder*, without touching it; for the files pool.

    Raises COPY_DAMAGED, COPY_FOREIGN, BASE_NEWER, DISK_FULL, CANCELLED….
    """
    carry.rehearse(copy, data_key, folder / profile.COPIES, progress, cancelled)


def lies_outside(folder: Path, profile_folder: Path) -> bool:
    """Whether a copy in *folder* would survive the drive of the profile; False where *folder* is not there."""
    return carry.other_drive(folder, profile_folder)


def days_without(last_outside: date | None, since: date, today: date) -> int:
    """Days since the last copy outside the machine, or since the base exists where there never was one."""
    return max(0, (today - (last_outside or since)).days)


def overdue(last_outside: date | None, since: date, today: date) -> bool:
    """Whether the red banner is due."""
    return days_without(last_outside, since, today) >= OUTSIDE_DAYS


def _newest(folder: Path) -> Manifest | None:
    manifests = (copy.manifest for copy in copies.listed(folder / profile.COPIES))
    return next((manifest for manifest in manifests if manifest is not None), None)
