"""Planillas on paper: printed blank and numbered, passed in line by line, and explained where one is missing."""

from dataclasses import dataclass
from datetime import date, datetime

from casa_desktop.domain.access import Action
from casa_desktop.domain.clock import BOGOTA
from casa_desktop.domain.errors import Code, Problems, fault
from casa_desktop.domain.paper_sheets import (
    LONGEST_EXPLANATION,
    Batch,
    Explanation,
    SheetMissing,
    SheetNumber,
    Standing,
    check_print,
    free_numbers,
    missing,
    parse_series,
    parse_sheet,
    used_sheets,
)
from casa_desktop.domain.periods import Month, Period
from casa_desktop.domain.persons import NewConsent
from casa_desktop.domain.text import taken, tidy_lines
from casa_desktop.services import consents, intake
from casa_desktop.services.consents import RecordConsent
from casa_desktop.services.context import Context, verb
from casa_desktop.services.intake import Receive, Received
from casa_desktop.services.recording import reader, user_id


@dataclass(frozen=True, slots=True)
class IssueSheets:
    """An order of blank planillas. *first* None = from the next number of the series."""

    uuid: str
    count: int
    series: str = ""
    first: int | None = None


@dataclass(frozen=True, slots=True)
class BatchQuery:
    """Asks for what was printed."""


@dataclass(frozen=True, slots=True)
class Printed:
    """What was printed, the latest first, and what would come next in the series that was printed last."""

    series: str
    next: int
    batches: tuple[Batch, ...]


@dataclass(frozen=True, slots=True)
class ReprintSheets:
    """The same planillas once more: the printer jammed."""

    uuid: str


@dataclass(frozen=True, slots=True)
class SheetQuery:
    """Asks for a planilla before it is passed in."""

    sheet: str


@dataclass(frozen=True, slots=True)
class LinePassed:
    """A line that is recorded already. Of a service that the actor may not know of only that the line is taken: then
    all but *line* and *day* is empty."""

    line: int
    visit_uuid: str
    day: date
    person_code: str
    types: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SheetFound:
    """What the desk knows of a planilla: when it was printed, and the lines passed in."""

    sheet: SheetNumber
    issued_at: str
    lines: tuple[LinePassed, ...]


@dataclass(frozen=True, slots=True)
class PassLine:
    """A line of a planilla: its visit, whose services carry sheet and line, and the person where that is new.

    *consent* is the signature of somebody who is known; a new person brings theirs.
    """

    receive: Receive
    consent: NewConsent | None = None


@dataclass(frozen=True, slots=True)
class MissingQuery:
    """Asks for planillas without services: all, or those that may be of *period*; the explained ones too if wanted."""

    period: Period | None = None
    explained: bool = False


@dataclass(frozen=True, slots=True)
class ExplainSheet:
    """Why a planilla has no services."""

    uuid: str
    sheet: SheetNumber
    reason: Explanation
    note: str = ""


@dataclass(frozen=True, slots=True)
class WithdrawExplanation:
    """Takes an explanation back: the planilla turned up."""

    uuid: str


@verb(Action.SHEET_ISSUE)
def issue(ctx: Context, command: IssueSheets) -> Batch:
    """Hands out numbers that nobody had and nobody will get again; repeating the order gives the same ones.

    Errors: OUT_OF_RANGE, TOO_LONG, BAD_TEXT, SHEET_TAKEN (*first* names a number that was printed or used).
    """
    paper = ctx.work.paper_in
    if (known := paper.batch(command.uuid)) is not None:
        return known
    series = parse_series(command.series)
    check_print(series, command.first, command.count).raise_if_any()
    used = {sheet.number for sheet in used_sheets(paper.used()) if sheet.series == series}
    numbers = free_numbers(command.first, command.count, paper.taken(series), used)
    if numbers is None:
        raise fault(Code.SHEET_TAKEN, "first")
    paper.add_issued(command.uuid, series, numbers, ctx.stamp, user_id(ctx))
    ctx.audit("sheet.issue", _ends(tuple(SheetNumber(series, number) for number in numbers)))
    ctx.changed("sheet", command.uuid)
    return _batch(ctx, command.uuid)


@verb(Action.SHEET_ISSUE)
def printed(ctx: Context, query: BatchQuery) -> Printed:
    """What was printed so far."""
    paper = ctx.work.paper_in
    series = paper.last_series()
    used = {sheet.number for sheet in used_sheets(paper.used()) if sheet.series == series}
    following = free_numbers(None, 1, paper.taken(series), used) or (1,)
    return Printed(series, following[0], paper.batches())


@verb(Action.SHEET_ISSUE)
def reprint(ctx: Context, command: ReprintSheets) -> Batch:
    """The numbers of an order that was printed, once more. Errors: NOT_FOUND."""
    batch = _batch(ctx, command.uuid)
    ctx.audit("sheet.reprint", _ends(batch.sheets))
    return batch


def _batch(ctx: Context, uuid: str) -> Batch:
    found = ctx.work.paper_in.batch(uuid)
    if found is None:
        raise fault(Code.NOT_FOUND, kind="sheet")
    return found


def _ends(sheets: tuple[SheetNumber, ...]) -> str:
    return f"{sheets[0].written}..{sheets[-1].written}"


@verb(Action.SHEET_PASS)
def find(ctx: Context, query: SheetQuery) -> SheetFound:
    """What is known of a planilla. Errors: BAD_SHEET_NUMBER."""
    sheet = _parsed(query.sheet)
    issued = ctx.work.paper_in.issued().get(sheet)
    return SheetFound(sheet, issued.at if issued else "", _lines(ctx, sheet))


@verb(Action.SHEET_PASS)
def pass_line(ctx: Context, command: PassLine) -> Received:
    """Records one line of a planilla; repeating it changes nothing.

    Errors: those of :func:`intake.receive`, LINE_PASSED (somebody passed in that line already), REQUIRED (no folio).
    """
    visit = command.receive.visit
    first = visit.services[0] if visit.services else None
    if first is None or first.line is None:
        raise fault(Code.REQUIRED, "services" if first is None else "line")
    sheet = _parsed(first.sheet)
    mine = {service.uuid for service in visit.services}
    if not mine <= ctx.work.visits.known_services(sorted(mine)):
        for passed in _lines(ctx, sheet):
            if passed.line == first.line:
                raise fault(Code.LINE_PASSED, "line", line=first.line, sheet=sheet.written)
    received = intake.receive(ctx, command.receive)
    if command.consent is not None:
        consents.record(ctx, RecordConsent(received.visit.person_uuid, command.consent))
    ctx.changed("sheet", sheet.written)
    return received


def _parsed(text: str) -> SheetNumber:
    sheet = parse_sheet(text)
    if sheet is None:
        raise fault(Code.BAD_SHEET_NUMBER, "sheet")
    return sheet


def _lines(ctx: Context, sheet: SheetNumber) -> tuple[LinePassed, ...]:
    paper = ctx.work.paper_in
    named = [text for text in paper.spellings() if parse_sheet(text) == sheet]
    found: dict[tuple[int, str], LinePassed] = {}
    for row in paper.lines(named, reader(ctx)):
        at = (row.line or 0, row.visit_uuid)
        before = found.get(at)
        types = (*(before.types if before else ()), *((row.type,) if row.type else ()))
        code = row.code or (before.person_code if before else "")
        found[at] = LinePassed(row.line or 0, row.visit_uuid, row.day, code, types)
    return tuple(found.values())


@verb(Action.SHEET_VIEW)
def sheets_missing(ctx: Context, query: MissingQuery) -> tuple[SheetMissing, ...]:
    """Planillas that were printed or lie between used ones and have no service, by series and number.

    With a period: those missing that may have been filled in then, as their neighbours tell, and those printed in it.
    """
    paper = ctx.work.paper_in
    found = missing(used_sheets(paper.used()), paper.issued(), paper.explained())
    if not query.explained:
        found = tuple(each for each in found if each.explained is None)
    if query.period is None:
        return found
    return tuple(each for each in found if _of_period(each, query.period))


def _of_period(each: SheetMissing, period: Period) -> bool:
    month = None
    if each.issued is not None:
        month = Month.of(datetime.fromisoformat(each.issued.at).astimezone(BOGOTA).date())
    if each.standing is Standing.HANDED_OUT:
        return month is not None and month in period
    return each.touches(period, month)


@verb(Action.SHEET_EXPLAIN)
def explain(ctx: Context, command: ExplainSheet) -> None:
    """Says why a planilla has no services; another explanation takes the place of the one before.

    Errors: TOO_LONG, REQUIRED (the note of «otra»), SHEET_USED (it has services).
    """
    paper = ctx.work.paper_in
    if paper.explanation(command.uuid) is not None:
        return
    problems = Problems()
    other = command.reason is Explanation.OTHER
    note = taken(problems, "note", command.note, LONGEST_EXPLANATION, tidy_lines, required=other)
    if command.sheet in used_sheets(paper.used()):
        problems.add(Code.SHEET_USED, "reason")
    problems.raise_if_any()
    if (before := paper.explained().get(command.sheet)) is not None:
        paper.withdraw(before.uuid, ctx.stamp)
    values = {
        "uuid": command.uuid,
        "reason": str(command.reason),
        "note": note,
        "explained_at": ctx.stamp,
        "explained_by_id": user_id(ctx),
    }
    paper.add_explanation(command.sheet, values)
    ctx.audit("sheet.explain", command.sheet.written, ("reason", "note") if note else ("reason",))
    ctx.changed("sheet", command.sheet.written)


@verb(Action.SHEET_EXPLAIN)
def withdraw(ctx: Context, command: WithdrawExplanation) -> None:
    """Takes an explanation back; one that was taken back stays so. Errors: NOT_FOUND."""
    known = ctx.work.paper_in.explanation(command.uuid)
    if known is None:
        raise fault(Code.NOT_FOUND, kind="sheet")
    sheet, holds = known
    if holds:
        ctx.work.paper_in.withdraw(command.uuid, ctx.stamp)
        ctx.audit("sheet.withdraw", sheet.written)
        ctx.changed("sheet", sheet.written)
