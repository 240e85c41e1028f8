"""Planillas handed out, explained and passed in, and the checks of a day's counts."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Connection, bindparam, case, func, insert, select, update

from casa_desktop.domain.paper_sheets import Batch, Explained, Explanation, Issued, SheetNumber
from casa_desktop.domain.tally import Tally, TallyRow
from casa_desktop.storage.office_tables import user_account
from casa_desktop.storage.paper_in_tables import sheet_explained, sheet_issued, tally_check, tally_count
from casa_desktop.storage.tables import person, service, service_type, visit
from casa_desktop.storage.visit_reads import Reader, theirs

_used = (
    select(service.c.sheet, func.min(service.c.date), func.max(service.c.date))
    .where(service.c.sheet != "", service.c.voided_at.is_(None))
    .group_by(service.c.sheet)
)
_written = select(service.c.sheet).where(service.c.sheet != "").distinct()
_whole = person.alias("whole")
_theirs = theirs(service, service_type, _whole)
_lines = (
    # The line is taken whoever stands on it; who may not know of a service learns neither of whom nor what it is.
    select(
        service.c.line,
        case((_theirs, visit.c.uuid), else_=""),
        service.c.date,
        case((_theirs, _whole.c.code), else_=""),
        case((_theirs, service_type.c.code), else_=""),
    )
    .select_from(service)
    .join(visit, visit.c.id == service.c.visit_id)
    .join(service_type, service_type.c.id == service.c.service_type_id)
    .join(person, person.c.id == service.c.person_id)
    .join(_whole, _whole.c.id == person.c.canonical_id)
    .where(service.c.sheet.in_(bindparam("sheets", expanding=True)), service.c.voided_at.is_(None))
    .order_by(service.c.line, service.c.id)
)
_issued = select(
    sheet_issued.c.series,
    sheet_issued.c.number,
    sheet_issued.c.issued_at,
    user_account.c.full_name,
    sheet_issued.c.batch,
).join(user_account, user_account.c.id == sheet_issued.c.issued_by_id)
_taken = select(sheet_issued.c.number).where(sheet_issued.c.series == bindparam("series"))
_batch = _issued.where(sheet_issued.c.batch == bindparam("batch")).order_by(sheet_issued.c.number)
_all_issued = _issued.order_by(sheet_issued.c.id)
_last_series = select(sheet_issued.c.series).order_by(sheet_issued.c.id.desc()).limit(1)
_explained = (
    select(sheet_explained, user_account.c.full_name)
    .join(user_account, user_account.c.id == sheet_explained.c.explained_by_id)
    .where(sheet_explained.c.withdrawn_at.is_(None))
)
_by_uuid = select(sheet_explained.c.series, sheet_explained.c.number, sheet_explained.c.withdrawn_at).where(
    sheet_explained.c.uuid == bindparam("uuid")
)
_checks = (
    select(tally_check, user_account.c.full_name)
    .join(user_account, user_account.c.id == tally_check.c.checked_by_id)
    .order_by(tally_check.c.id.desc())
)
_counts = (
    select(tally_count)
    .where(tally_count.c.check_id.in_(bindparam("checks", expanding=True)))
    .order_by(tally_count.c.check_id, tally_count.c.position)
)


@dataclass(frozen=True, slots=True)
class StoredLine:
    """One service on a line of a planilla. All but line and day is empty where it is not the reader's."""

    line: int | None
    visit_uuid: str
    day: date
    code: str
    type: str


class PaperIn:
    """Reads and writes ``sheet_issued``, ``sheet_explained``, ``tally_check`` and what services say of planillas."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def used(self) -> tuple[tuple[str, date, date], ...]:
        """(planilla as written, first day, last day) of what services name that are not voided."""
        return tuple((text, first, last) for text, first, last in self._connection.execute(_used))

    def spellings(self) -> tuple[str, ...]:
        """Every way in which a planilla is written on a service, as the index of planillas has them."""
        return tuple(self._connection.execute(_written).scalars())

    def lines(self, spellings: Sequence[str], reader: Reader) -> tuple[StoredLine, ...]:
        """What stands on the lines of one planilla, however it was written."""
        if not spellings:
            return ()
        values = {"sheets": list(spellings), **reader.parameters}
        return tuple(StoredLine(*row) for row in self._connection.execute(_lines, values))

    def taken(self, series: str) -> set[int]:
        """The numbers of *series* that were handed out."""
        return set(self._connection.execute(_taken, {"series": series}).scalars())

    def last_series(self) -> str:
        """The series that was printed last."""
        return str(self._connection.execute(_last_series).scalar() or "")

    def add_issued(self, batch: str, series: str, numbers: Iterable[int], at: str, by_id: int) -> None:
        """Hands out *numbers*. Raises where somebody has one of them: the caller asked before."""
        rows = [
            {"batch": batch, "series": series, "number": number, "issued_at": at, "issued_by_id": by_id}
            for number in numbers
        ]
        self._connection.execute(insert(sheet_issued), rows)

    def batch(self, uuid: str) -> Batch | None:
        """The blank planillas of one order."""
        return next(iter(_batches(self._connection.execute(_batch, {"batch": uuid}))), None)

    def batches(self) -> tuple[Batch, ...]:
        """Every order, the latest first."""
        return tuple(reversed(_batches(self._connection.execute(_all_issued))))

    def issued(self) -> dict[SheetNumber, Issued]:
        """Every number that was handed out."""
        rows = self._connection.execute(_issued)
        return {SheetNumber(row[0], row[1]): Issued(row[2], row[3]) for row in rows}

    def explained(self) -> dict[SheetNumber, Explained]:
        """What was said of planillas without services."""
        return {
            SheetNumber(row.series, row.number): Explained(
                row.uuid, Explanation(row.reason), row.note, row.explained_at, row.full_name
            )
            for row in self._connection.execute(_explained)
        }

    def explanation(self, uuid: str) -> tuple[SheetNumber, bool] | None:
        """(planilla, whether it still holds) of one explanation."""
        row = self._connection.execute(_by_uuid, {"uuid": uuid}).first()
        return None if row is None else (SheetNumber(row[0], row[1]), row[2] is None)

    def add_explanation(self, sheet: SheetNumber, values: Mapping[str, object]) -> None:
        """Says why *sheet* has no services; *values* by column name."""
        self._connection.execute(insert(sheet_explained), {"series": sheet.series, "number": sheet.number, **values})

    def withdraw(self, uuid: str, at: str) -> None:
        """Takes an explanation back."""
        self._connection.execute(update(sheet_explained).where(sheet_explained.c.uuid == uuid).values(withdrawn_at=at))

    def add_check(self, values: Mapping[str, object], rows: Iterable[TallyRow]) -> None:
        """Keeps a check of a day's counts; *values* by column name."""
        key = self._connection.execute(insert(tally_check), values).inserted_primary_key
        check_id = int(key[0]) if key else 0
        counts = [
            {"check_id": check_id, "code": row.code, "position": at, "paper": row.paper, "program": row.program}
            for at, row in enumerate(rows)
        ]
        self._connection.execute(insert(tally_count), counts)

    def check(self, uuid: str) -> Tally | None:
        """One check."""
        return next(iter(self._tallies(_checks.where(tally_check.c.uuid == uuid))), None)

    def checks(self, complete: bool, most: int) -> tuple[Tally, ...]:
        """The latest checks; without *complete* those alone that left out what few may see."""
        query = _checks if complete else _checks.where(tally_check.c.complete.is_(False))
        return self._tallies(query.limit(most))

    def note_check(self, uuid: str, version: int, note: str) -> bool:
        """Writes the note of a check unless somebody changed it since *version*."""
        done = self._connection.execute(
            update(tally_check)
            .where(tally_check.c.uuid == uuid, tally_check.c.version == version)
            .values(note=note, version=version + 1)
        )
        return done.rowcount == 1

    def _tallies(self, query: Any) -> tuple[Tally, ...]:
        checks = self._connection.execute(query).all()
        rows: dict[int, list[TallyRow]] = {}
        for row in self._connection.execute(_counts, {"checks": [check.id for check in checks]}):
            rows.setdefault(row.check_id, []).append(TallyRow(row.code, row.paper, row.program))
        return tuple(
            Tally(c.uuid, c.version, c.day, tuple(rows.get(c.id, ())), c.note, c.complete, c.checked_at, c.full_name)
            for c in checks
        )


def _batches(rows: Iterable[Any]) -> list[Batch]:
    found: dict[str, list[Any]] = {}
    for row in rows:
        found.setdefault(row.batch, []).append(row)
    return [
        Batch(uuid, tuple(sorted(SheetNumber(r.series, r.number) for r in own)), own[0].issued_at, own[0].full_name)
        for uuid, own in found.items()
    ]
