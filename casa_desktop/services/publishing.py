"""Tables that leave the house: frozen with their rules, kept as the bytes that were printed, and held against today."""

import hashlib
from dataclasses import dataclass, replace
from types import MappingProxyType

from casa_desktop.domain.access import Action
from casa_desktop.domain.cells import CellPerson
from casa_desktop.domain.errors import Code, Problems, fault
from casa_desktop.domain.indicators import RowChoice, TotalMode
from casa_desktop.domain.months import TRANSITIONS, MonthState
from casa_desktop.domain.periods import Month, Period
from casa_desktop.domain.publications import (
    Comparison,
    Difference,
    Edition,
    Publication,
    Since,
    cells,
    corrections,
    digest_of,
    freeze,
    thaw,
    total_corrections,
)
from casa_desktop.domain.table import MonthlyTable, Row, Source
from casa_desktop.domain.text import taken, tidy_lines
from casa_desktop.services import months, statistics
from casa_desktop.services.context import LONGEST_REASON, Context, verb
from casa_desktop.services.numbers import gather
from casa_desktop.services.recording import reader, user_id
from casa_desktop.services.statistics import TableRequest
from casa_desktop.storage.cells import Cells, counted
from casa_desktop.storage.publications import CellKey, Pairs, PublicationRow
from casa_desktop.version import PROGRAM

LARGEST_PAPER = 20_000_000
"""Bytes."""


@dataclass(frozen=True, slots=True)
class Publish:
    """Freezes a table. *after* is the version that was last seen of the period (0 = none): two people who publish at
    once are a conflict. A version after the first needs a *reason*: it is the erratum."""

    uuid: str
    period: Period
    after: int = 0
    reason: str = ""
    rows: tuple[RowChoice, ...] | None = None
    total: TotalMode = TotalMode.BOTH


@dataclass(frozen=True, slots=True)
class KeepPaper:
    """Keeps the PDF of a publication, once."""

    uuid: str
    data: bytes


@dataclass(frozen=True, slots=True)
class PublicationQuery:
    """Names a publication."""

    uuid: str


@dataclass(frozen=True, slots=True)
class PublicationsQuery:
    """Asks for every publication."""


@verb(Action.MONTH_VIEW)
def publications(ctx: Context, query: PublicationsQuery) -> tuple[Publication, ...]:
    """The latest period first, the newest version of each before the older ones."""
    rows = ctx.work.publications.all()
    return tuple(_read(row, _earlier(rows, row)) for row in rows)


@verb(Action.MONTH_PUBLISH)
def publish(ctx: Context, command: Publish) -> Publication:
    """Freezes values, rules, program and the records behind each cell; closed months of the period become published.

    Repeating it changes nothing. Errors: those of :func:`statistics.table`; NOTHING_CLOSED (no month of the period is
    closed), NEEDS_REASON (a version after the first), TOO_LONG, CONFLICT (somebody published meanwhile).
    """
    stored = ctx.work.publications
    if (known := stored.by_uuid(command.uuid)) is not None:
        return _of(ctx, known)
    low, high = command.period.first.number, command.period.last.number
    versions = stored.of_period(low, high)
    problems = Problems()
    reason = taken(problems, "reason", command.reason, LONGEST_REASON, tidy_lines)
    if versions and not reason:
        problems.add(Code.NEEDS_REASON, "reason")
    problems.raise_if_any()
    if command.after != (versions[0].edition if versions else 0):
        raise fault(Code.CONFLICT, kind="publication")
    if not ctx.work.months.closed(month.number for month in command.period):
        raise fault(Code.NOTHING_CLOSED, "period")
    _enter_published(ctx, command.period, reason)
    table = statistics.table(ctx, TableRequest(command.period, command.rows, command.total))
    version = command.after + 1
    frozen = freeze(
        table,
        version=version,
        at=ctx.stamp,
        by=ctx.actor.full_name,
        program=PROGRAM,
        reason=reason,
        earlier=versions[0].digest if versions else "",
    )
    stored.add(
        {
            "uuid": command.uuid,
            "first_month": low,
            "last_month": high,
            "edition": version,
            "at": ctx.stamp,
            "by_id": user_id(ctx),
            "program": PROGRAM,
            "reason": reason,
            "frozen": frozen,
            "digest": digest_of(frozen),
        },
        _records(ctx, table),
    )
    ctx.audit("month.publish", _name(command.period, version), ("state", "frozen"), reason)
    ctx.changed("publication", command.uuid)
    return _of(ctx, _found(ctx, command.uuid))


@verb(Action.MONTH_PUBLISH)
def keep_paper(ctx: Context, command: KeepPaper) -> Publication:
    """Keeps the bytes that were rendered. The same bytes again change nothing; others are refused (CONFLICT): what was
    handed over is handed over. Errors: NOT_FOUND, FILE_TOO_LARGE."""
    row = _found(ctx, command.uuid)
    if len(command.data) > LARGEST_PAPER:
        raise fault(Code.FILE_TOO_LARGE, "data")
    digest = hashlib.sha256(command.data).hexdigest()
    if row.paper_digest == digest:
        return _of(ctx, row)
    if not ctx.work.publications.keep(command.uuid, command.data, digest):
        raise fault(Code.CONFLICT, kind="publication")
    ctx.audit("paper.keep", _name(_period(row), row.edition), ("paper",))
    ctx.changed("publication", command.uuid)
    return _of(ctx, _found(ctx, command.uuid))


@verb(Action.REPORT_EXPORT)
def paper(ctx: Context, query: PublicationQuery) -> bytes:
    """The PDF, byte for byte as it was kept. Errors: NOT_FOUND, DAMAGED_PAPER (its digest is not the one kept)."""
    row = _found(ctx, query.uuid)
    kept = ctx.work.publications.paper(query.uuid)
    if kept is None:
        raise fault(Code.NOT_FOUND, kind="paper")
    data, digest = kept
    if hashlib.sha256(data).hexdigest() != digest:
        raise fault(Code.DAMAGED_PAPER)
    ctx.audit("report.export", _name(_period(row), row.edition), ("publicado",))
    return data


@verb(Action.MONTH_VIEW)
def compare(ctx: Context, query: PublicationQuery) -> Comparison:
    """«Comparar con hoy»: each cell whose number or whose records differ, counted by today's records and options."""
    row = _found(ctx, query.uuid)
    published = _of(ctx, row)
    before = ctx.work.publications.records(row.id)
    frozen = published.table
    choices = tuple(row.choice for row in frozen.rows)
    today = statistics.table(ctx, TableRequest(frozen.period, choices, frozen.total))
    now = _records(ctx, today)
    found = []
    for (then_row, head, cell), (_, head_today, cell_today) in zip(cells(frozen), cells(today), strict=True):
        key: CellKey = (head.month.number, then_row.indicator.id)
        was, is_now = before.get(key, frozenset()), now.get(key, frozenset())
        told = cell_today.source is not Source.RESERVED
        if not told or (cell.value == cell_today.value and was == is_now):
            continue
        shown, hidden = _shown(ctx, _since(was, is_now))
        if statistics.shown_alone(ctx, then_row.indicator, [head_today.state]):
            hidden = 0
            if cell.value == cell_today.value and not any(shown.values()):
                continue
        found.append(
            Difference(
                then_row.label,
                then_row.indicator,
                head.month,
                cell.value,
                cell_today.value,
                MappingProxyType(shown),
                hidden,
            )
        )
    return Comparison(published, tuple(found), total_corrections(frozen, today))


def _since(was: Pairs, is_now: Pairs) -> dict[Since, set[int]]:
    """The services that changed, each under one kind: of one that only changed its person both pairs differ."""
    added, gone = ({service for service, _ in pairs} for pairs in (is_now - was, was - is_now))
    return {Since.ADDED: added - gone, Since.GONE: gone - added, Since.MOVED: added & gone}


def _shown(ctx: Context, changed: dict[Since, set[int]]) -> tuple[dict[Since, tuple[CellPerson, ...]], int]:
    """The records for who may see those of a cell, and how many are not shown; others learn only how many."""
    may = ctx.actor.may(Action.STATISTICS_CELL)
    found: dict[Since, tuple[CellPerson, ...]] = {}
    hidden = 0
    for since, services in changed.items():
        persons = Cells(ctx.work.connection).shown(sorted(services), reader(ctx)) if may else ()
        hidden += len(services) - sum(len(person.entries) for person in persons)
        found[since] = persons
    return found, hidden


def _records(ctx: Context, table: MonthlyTable) -> dict[CellKey, Pairs]:
    """The records behind each cell that comes from records."""
    numbers = gather(ctx, table.period, [row.indicator for row in table.rows])
    read = Cells(ctx.work.connection)

    def pairs(row: Row, month: Month) -> Pairs:
        return read.pairs(counted(numbers.selection, row.indicator, frozenset({month.number})))

    return {
        (head.month.number, row.indicator.id): pairs(row, head.month)
        for row, head, cell in cells(table)
        if cell.source is Source.RECORDS
    }


def _enter_published(ctx: Context, period: Period, reason: str) -> None:
    stored = ctx.work.months.states(period.first.number, period.last.number)
    for number, row in stored.items():
        if MonthState.PUBLISHED in TRANSITIONS[row.state]:
            month = Month.from_number(number)
            months.change(ctx, month, MonthState.PUBLISHED, row.version, reason, same_hands=False)


def _found(ctx: Context, uuid: str) -> PublicationRow:
    row = ctx.work.publications.by_uuid(uuid)
    if row is None:
        raise fault(Code.NOT_FOUND, kind="publication")
    return row


def _of(ctx: Context, row: PublicationRow) -> Publication:
    return _read(row, _earlier(ctx.work.publications.of_period(row.first_month, row.last_month), row))


def _earlier(rows: tuple[PublicationRow, ...], row: PublicationRow) -> PublicationRow | None:
    """The version that *row* corrects."""
    same = (each for each in rows if (each.first_month, each.last_month) == (row.first_month, row.last_month))
    return next((each for each in same if each.edition == row.edition - 1), None)


def _read(row: PublicationRow, earlier: PublicationRow | None) -> Publication:
    table = thaw(row.frozen)
    edition = Edition(row.edition, row.digest, row.reason)
    if earlier is not None:
        before = thaw(earlier.frozen)
        found, totals = corrections(before, table), total_corrections(before, table)
        edition = replace(edition, corrects=found, totals=totals, earlier=earlier.digest)
    return Publication(row.uuid, _period(row), edition, row.at, row.by, row.program, table, row.paper_digest)


def _period(row: PublicationRow) -> Period:
    return Period(Month.from_number(row.first_month), Month.from_number(row.last_month))


def _name(period: Period, version: int) -> str:
    return f"{period.first}..{period.last}v{version}"
