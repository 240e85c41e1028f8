"""Who did what: the audit as coordination and administration look at it. Codes and names of fields, never a reason."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from casa_desktop.domain.access import Action
from casa_desktop.domain.clock import BOGOTA
from casa_desktop.services.context import Context, verb
from casa_desktop.storage.audit_reads import AuditReads

PAGE = 200


@dataclass(frozen=True, slots=True)
class TrailQuery:
    """Which entries: empty = all. Days are Bogotá's, both included; *before* a sequence number to go on from."""

    user: str = ""
    action: str = ""
    since: date | None = None
    until: date | None = None
    before: int = 0


@dataclass(frozen=True, slots=True)
class TrailEntry:
    """One act. *record* is the code of what was acted on; of a user, the username."""

    sequence: int
    at: datetime
    user: str
    action: str
    record: str
    fields: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Trail:
    """At most :data:`PAGE` entries, newest first; *more* are behind them. *users* are all usernames, for the filter."""

    entries: tuple[TrailEntry, ...]
    users: tuple[str, ...]
    more: bool


@verb(Action.AUDIT_VIEW)
def entries(ctx: Context, query: TrailQuery) -> Trail:
    """The newest entries that *query* asks for."""
    people = ctx.work.users.all()
    names = {user.uuid: user.username for user in people}
    found = AuditReads(ctx.work.connection).newest(
        user=query.user,
        action=query.action,
        since=_midnight(query.since) if query.since else "",
        until=_midnight(query.until + timedelta(days=1)) if query.until else "",
        before=query.before,
        limit=PAGE + 1,
    )
    shown = tuple(
        TrailEntry(
            row.seq,
            datetime.fromisoformat(row.at),
            row.user,
            row.action,
            names.get(row.record, row.record),
            tuple(filter(None, row.fields.split(","))),
        )
        for row in found[:PAGE]
    )
    return Trail(shown, tuple(sorted(names.values())), len(found) > PAGE)


def _midnight(day: date) -> str:
    """The instant at which *day* begins in Bogotá, as the chain writes it."""
    return datetime.combine(day, time(), BOGOTA).astimezone(UTC).isoformat(timespec="microseconds")
