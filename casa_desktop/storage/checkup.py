"""What can be checked of the files themselves. Services add what the counts must satisfy."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import islice
from types import MappingProxyType

from sqlalchemy import Connection

from casa_desktop.domain.errors import CasaError, Code
from casa_desktop.storage import match_check, profile, word_check
from casa_desktop.storage.base import Base
from casa_desktop.storage.headfile import Found, HeadFile
from casa_desktop.storage.keyfile import KeyFile, KeyRing
from casa_desktop.storage.schema import HEAD
from casa_desktop.storage.tables import person

_MOST_DETAILS = 20
TRIGGERS = ("audit_no_update", "audit_no_delete", "audit_reason_no_update")


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that was looked at. *values* holds counts, codes and sequence numbers, never a person's data:

    ``problems`` how many were found, ``details`` which ones (sequence numbers and codes), ``code`` where it could not
    even be read, and what each check counts besides (``entries``, ``sequence``, ``revision``).
    """

    name: str
    ok: bool
    values: Mapping[str, object] = field(default_factory=lambda: MappingProxyType({}))


def run(base: Base) -> list[Check]:
    """Looks at everything. Reads the whole file: a million services take some seconds. Where pages are broken the rest
    is not looked at (``code`` says BASE_DAMAGED), and the base can still be written.

    :meth:`Base.interrupt` ends it with CANCELLED. Names, in order: ``file.pages`` (every page is as it was sealed),
    ``file.structure``, ``file.references``, ``schema``, ``audit.chain``, ``audit.head`` (what was written down outside
    the base), ``keys`` (the key file belongs to this base), ``words`` (the search index) and ``matching`` (the one
    behind possible duplicates).
    """
    pages = _guarded("file.pages", _pages, base)
    found = [pages]
    for name, look in _LOOKS.items():
        if pages.ok or look is _keys:
            found.append(_guarded(name, look, base))
        else:
            # A page that does not decrypt spoils the connection for whatever comes after, the audit of this check too.
            found.append(Check(name, ok=False, values=MappingProxyType({"code": str(Code.BASE_DAMAGED)})))
    return found


def _guarded(name: str, look: Callable[[Base], Mapping[str, object]], base: Base) -> Check:
    """*look* gives values; those that :data:`_FAULTS` names must be empty. A page that cannot be read is a finding
    too."""
    try:
        values = look(base)
    except CasaError as error:
        if error.code is Code.CANCELLED:
            raise
        values = {"code": str(error.code)}
    return Check(name, not any(values.get(fault) for fault in _FAULTS), MappingProxyType(dict(values)))


def _pages(base: Base) -> Mapping[str, object]:
    return {"problems": len(base.execute_outside("PRAGMA cipher_integrity_check"))}


def _structure(base: Base) -> Mapping[str, object]:
    rows = base.execute_outside(f"PRAGMA integrity_check({_MOST_DETAILS})")
    return {"problems": sum(row != ("ok",) for row in rows)}


def _references(base: Base) -> Mapping[str, object]:
    return {"problems": len(base.execute_outside("PRAGMA foreign_key_check"))}


def _schema(base: Base) -> Mapping[str, object]:
    revision = base.execute_outside("SELECT version_num FROM alembic_version")
    found = {row[0] for row in base.execute_outside("SELECT name FROM sqlite_master WHERE sql IS NOT NULL")}
    indexes = {str(index.name) for table in person.metadata.tables.values() for index in table.indexes}
    missing = len({*person.metadata.tables, *indexes, *TRIGGERS} - found)
    current = revision == [(HEAD,)]
    return {"revision": HEAD, "problems": missing + (not current), "details": "" if current else str(revision[:1])}


def _chain(base: Base) -> Mapping[str, object]:
    with base.begin() as work:
        findings = work.audit.verify()
        entries = work.audit.head().sequence
    details = ", ".join(f"{finding.sequence}:{finding.fault}" for finding in findings[:_MOST_DETAILS])
    return {"entries": entries, "problems": len(findings), "details": details}


def _head(base: Base) -> Mapping[str, object]:
    file = HeadFile(base.folder / profile.HEAD, base.base_id)
    known, found = file.head, file.found
    with base.begin() as work:
        kept = known is None or work.audit.hash_at(known.sequence) == known.hash
    problems = int(found is not Found.SOUND) + int(not kept)
    return {"sequence": known.sequence if known else 0, "problems": problems, "details": str(found)}


def _keys(base: Base) -> Mapping[str, object]:
    fits = KeyFile.read(base.folder / profile.KEYS).belongs_to(KeyRing(base.data_key))
    return {"problems": int(not fits)}


def _words(base: Base) -> Mapping[str, object]:
    return _stale(base, word_check.stale)


def _matching(base: Base) -> Mapping[str, object]:
    return _stale(base, match_check.stale)


def _stale(base: Base, look: Callable[[Connection], Iterator[str]]) -> Mapping[str, object]:
    with base.begin() as work:
        found = look(work.connection)
        details = list(islice(found, _MOST_DETAILS))
        return {"problems": len(details) + sum(1 for _ in found), "details": ", ".join(filter(None, details))}


_FAULTS = ("problems", "code")
_LOOKS: Mapping[str, Callable[[Base], Mapping[str, object]]] = MappingProxyType(
    {
        "file.structure": _structure,
        "file.references": _references,
        "schema": _schema,
        "audit.chain": _chain,
        "audit.head": _head,
        "keys": _keys,
        "words": _words,
        "matching": _matching,
    }
)
