"""The audit as people look at it: newest first, filtered, a page at a time. Reasons are not read here."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, bindparam, select

from casa_desktop.storage.office_tables import audit

_entries = select(audit.c.seq, audit.c.at, audit.c.user, audit.c.action, audit.c.record, audit.c.fields).order_by(
    audit.c.seq.desc()
)

_after = (
    select(audit.c.seq)
    .where(audit.c.seq > bindparam("sequence"), audit.c.action.not_in(bindparam("besides", expanding=True)))
    .limit(1)
)
_first = select(audit.c.at).where(audit.c.seq == 1)


@dataclass(frozen=True, slots=True)
class AuditRow:
    """One entry as stored; *at* is ISO 8601 in UTC, *fields* are joined by commas."""

    seq: int
    at: str
    user: str
    action: str
    record: str
    fields: str


class AuditReads:
    """Reads ``audit``; only :class:`~casa_desktop.storage.audit.Audit` writes it."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def first_at(self) -> str:
        """When the first entry was written, as stored; empty where there is none."""
        return self._connection.execute(_first).scalar() or ""

    def any_after(self, sequence: int, *, besides: Sequence[str]) -> bool:
        """Whether anything but the acts *besides* was entered after *sequence*."""
        values = {"sequence": sequence, "besides": list(besides)}
        return self._connection.execute(_after, values).first() is not None

    def newest(
        self, *, user: str = "", action: str = "", since: str = "", until: str = "", before: int = 0, limit: int
    ) -> tuple[AuditRow, ...]:
        """At most *limit* entries, newest first; an empty filter lets everything through.

        *since* (included) and *until* (excluded) are ISO 8601 in UTC; *before* is the sequence number to go on from.
        """
        wanted = _entries.limit(limit)
        if user:
            wanted = wanted.where(audit.c.user == user)
        if action:
            wanted = wanted.where(audit.c.action == action)
        if since:
            wanted = wanted.where(audit.c.at >= since)
        if until:
            wanted = wanted.where(audit.c.at < until)
        if before:
            wanted = wanted.where(audit.c.seq < before)
        return tuple(AuditRow(*row) for row in self._connection.execute(wanted))
