"""Who did what, as a chain of hashes: each entry carries the hash of the one before.

An entry holds codes and names of fields, never values. Of a reason the chain hashes a salted digest; its text stands
in a table of its own, so that it can be erased without breaking the chain. The chain shows any edit that does not
rewrite every entry after it; the head outside the base (``cabeza.json``, and in every copy) shows those that do.
"""

import hashlib
import json
import os
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum, unique
from typing import Any

from sqlalchemy import Connection, Row, insert, select

from casa_desktop.storage.engine import AUDIT_HEAD
from casa_desktop.storage.headfile import GENESIS, Head
from casa_desktop.storage.office_tables import audit, audit_reason

_NAME = re.compile(r"[\w.:\[\]+-]{0,80}", re.ASCII)
_SALT_BYTES = 16
_PAGE = 2000


@unique
class Fault(StrEnum):
    """How an entry can betray that the chain was edited."""

    GAP = "gap"
    """Sequence numbers are missing before this one, or the first is not 1."""
    PREVIOUS = "previous"
    """It does not carry the hash of the entry before it."""
    HASH = "hash"
    """Its own hash is not that of its contents."""
    REASON = "reason"
    """The text of its reason is not the one that was entered."""
    HEAD = "head"
    """The chain does not hold what was written down outside the base."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One fault, at one sequence number."""

    sequence: int
    fault: Fault


class Audit:
    """The audit of one base, within one transaction. The only code that writes to it."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def append(
        self,
        *,
        at: datetime,
        user: str,
        action: str,
        record: str = "",
        fields: Iterable[str] = (),
        reason: str | None = None,
    ) -> int:
        """One entry, and its sequence number.

        *at* is aware; *user* a username; *record* the code of what was acted on; *fields* the names of what changed. A
        *record* or field that is not shaped like a name is a bug (``ValueError``): somebody passed a value.
        """
        names = tuple(fields)
        for name in (record, *names):
            if not _NAME.fullmatch(name):
                raise ValueError("the audit takes codes and names of fields, never values")
        head = self.head()
        salt = os.urandom(_SALT_BYTES).hex() if reason else None
        entry = {
            "seq": head.sequence + 1,
            "at": at.astimezone(UTC).isoformat(timespec="microseconds"),
            "user": user,
            "action": action,
            "record": record,
            "fields": ",".join(names),
            "reason_digest": _reason_digest(salt, reason) if salt and reason else None,
            "previous": head.hash,
        }
        entry["hash"] = _hash(tuple(entry.values()))
        self._connection.execute(_INSERT, entry)
        if salt:
            self._connection.execute(_INSERT_REASON, {"seq": entry["seq"], "salt": salt, "text": reason})
        # Only now: had the insert failed, the chain would still end where it did.
        self._connection.info[AUDIT_HEAD] = Head(head.sequence + 1, str(entry["hash"]))
        return head.sequence + 1

    def head(self) -> Head:
        """The end of the chain; sequence 0 where it is empty."""
        known = self._connection.info.get(AUDIT_HEAD)
        if isinstance(known, Head):
            return known
        row = self._connection.execute(_LAST).first()
        head = Head(row.seq, row.hash) if row else Head(0, GENESIS)
        self._connection.info[AUDIT_HEAD] = head
        return head

    def hash_at(self, sequence: int) -> str | None:
        """The hash of one entry, None where there is none; of 0 the one before the first."""
        if sequence == 0:
            return GENESIS
        found: str | None = self._connection.execute(select(audit.c.hash).where(audit.c.seq == sequence)).scalar()
        return found

    def reason(self, sequence: int) -> str | None:
        """The text of a reason; None where there was none or it was erased."""
        statement = select(audit_reason.c.text).where(audit_reason.c.seq == sequence)
        found: str | None = self._connection.execute(statement).scalar()
        return found

    def erase_reason(self, sequence: int) -> None:
        """Erases the text; the chain stays whole."""
        self._connection.execute(audit_reason.delete().where(audit_reason.c.seq == sequence))

    def verify(self, from_seq: int = 0, known: Sequence[Head] = ()) -> list[Finding]:
        """Everything in the chain that was not written by :meth:`append`, from *from_seq* on.

        *known* are heads that were written down outside the base. Reads in pages; 100,000 entries take about a second.
        """
        findings: list[Finding] = []
        before = self.hash_at(from_seq - 1) if from_seq > 1 else GENESIS
        expected = max(from_seq, 1)
        for row in self._rows(expected):
            if row.seq != expected:
                findings.append(Finding(row.seq, Fault.GAP))
            if row.previous != before:
                findings.append(Finding(row.seq, Fault.PREVIOUS))
            if row.hash != _hash(tuple(row)[:-3]):
                findings.append(Finding(row.seq, Fault.HASH))
            if row.text is not None and _reason_digest(row.salt, row.text) != row.reason_digest:
                findings.append(Finding(row.seq, Fault.REASON))
            before, expected = row.hash, row.seq + 1
        findings += [Finding(head.sequence, Fault.HEAD) for head in known if self.hash_at(head.sequence) != head.hash]
        return findings

    def _rows(self, start: int) -> Iterator[Row[*tuple[Any, ...]]]:
        while True:
            page: Sequence[Row[*tuple[Any, ...]]] = self._connection.execute(
                _PAGE_FROM.where(audit.c.seq >= start).limit(_PAGE)
            ).all()
            yield from page
            if len(page) < _PAGE:
                return
            start = page[-1].seq + 1


_INSERT = insert(audit)
_INSERT_REASON = insert(audit_reason)
_LAST = select(audit.c.seq, audit.c.hash).order_by(audit.c.seq.desc()).limit(1)
_PAGE_FROM = (
    select(
        audit.c.seq,
        audit.c.at,
        audit.c.user,
        audit.c.action,
        audit.c.record,
        audit.c.fields,
        audit.c.reason_digest,
        audit.c.previous,
        audit.c.hash,
        audit_reason.c.salt,
        audit_reason.c.text,
    )
    .outerjoin(audit_reason, audit_reason.c.seq == audit.c.seq)
    .order_by(audit.c.seq)
)


def _hash(entry: tuple[object, ...]) -> str:
    """SHA-256 over everything of an entry but its hash, in the order of the table; JSON keeps the parts apart."""
    return hashlib.sha256(json.dumps(entry, ensure_ascii=True, separators=(",", ":")).encode("ascii")).hexdigest()


def _reason_digest(salt: str, reason: str) -> str:
    return hashlib.sha256(f"{salt}\n{reason}".encode("utf-8", "surrogatepass")).hexdigest()
