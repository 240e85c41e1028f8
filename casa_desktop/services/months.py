"""A month's life: open, closed, reopened; and which source its cells print."""

from dataclasses import dataclass, field
from enum import StrEnum, unique

from casa_desktop.domain.access import Action
from casa_desktop.domain.errors import Code, Problems, fault
from casa_desktop.domain.ids import new_id
from casa_desktop.domain.indicators import Indicator
from casa_desktop.domain.months import TRANSITIONS, MonthEvent, MonthState
from casa_desktop.domain.periods import Month, Period
from casa_desktop.domain.table import Source
from casa_desktop.domain.text import taken, tidy_lines
from casa_desktop.services.context import LONGEST_REASON, Context, verb
from casa_desktop.services.recording import closed_among, user_id


@unique
class CloseWarning(StrEnum):
    """What is told and written down when a month is closed, without stopping it."""

    SAME_HANDS = "same_hands"
    """Whoever closes has typed services of the month."""


@dataclass(frozen=True, slots=True)
class MonthStatus:
    """Where a month stands. *version* is 0 until somebody first closes it; hand it back with the next command."""

    month: Month
    state: MonthState
    version: int
    records: bool
    """Whether any service stands in it."""
    figures: bool
    """Whether it has any historical figure."""
    over: bool
    """Whether the month is past; only then may it be closed."""
    changed_at: str = ""
    """ISO 8601, UTC; empty where nobody ever closed it."""
    changed_by: str = ""
    reason: str = ""
    """Of the last change."""
    same_hands: bool = False


@dataclass(frozen=True, slots=True)
class StatusQuery:
    """Asks for the state of every month of *period*."""

    period: Period


@dataclass(frozen=True, slots=True)
class ClosedQuery:
    """Asks which of some months are closed, before somebody records into one of them."""

    months: frozenset[Month]


@dataclass(frozen=True, slots=True)
class CloseMonth:
    """Closes *month* as it was read at *version*. *note* is printed where the one who closes has typed too."""

    month: Month
    note: str = ""
    version: int = 0


@dataclass(frozen=True, slots=True)
class ClosedMonth:
    """The month as it stands now, and what was written down with it."""

    status: MonthStatus
    warnings: tuple[CloseWarning, ...]


@dataclass(frozen=True, slots=True)
class Review:
    """Begins to look at *month* before it is closed, or leaves off."""

    month: Month
    version: int


@dataclass(frozen=True, slots=True)
class ReopenMonth:
    """Reopens *month*; the reason is kept with it."""

    month: Month
    reason: str
    version: int


@dataclass(frozen=True, slots=True)
class ChooseSource:
    """Prints *source* for one month and indicator, where records and history both exist. Both stay, and so does every
    choice that was made before."""

    month: Month
    indicator: Indicator
    source: Source
    reason: str
    uuid: str = field(default_factory=new_id)


@dataclass(frozen=True, slots=True)
class WithdrawSource:
    """Takes back the choice that holds for one month and indicator: printed is again what is printed without one."""

    month: Month
    indicator: Indicator
    reason: str
    uuid: str = field(default_factory=new_id)


@verb(Action.MONTH_VIEW)
def status(ctx: Context, query: StatusQuery) -> tuple[MonthStatus, ...]:
    """The months of a period, in order."""
    return _statuses(ctx, query.period)


@verb(Action.MONTH_VIEW)
def events(ctx: Context, query: StatusQuery) -> tuple[MonthEvent, ...]:
    """Every change of state in a period, oldest first."""
    return ctx.work.months.events(query.period.first.number, query.period.last.number)


@verb(Action.CATALOG_VIEW)
def closed(ctx: Context, query: ClosedQuery) -> tuple[Month, ...]:
    """Those that take a record only with a reason, in order. Whoever may record may know."""
    return closed_among(ctx, query.months)


def _statuses(ctx: Context, period: Period) -> tuple[MonthStatus, ...]:
    low, high = period.first.number, period.last.number
    work = ctx.work
    stored = work.months.states(low, high)
    last = {event.month: event for event in work.months.events(low, high)}
    records = work.counts.months_with_records([month.number for month in period])
    figures = {row.month for row in work.figures.current(low, high)}
    today = ctx.clock.today()
    found = []
    for month in period:
        row, event = stored.get(month.number), last.get(month)
        begun = MonthState.OPEN if month.number in records else MonthState.NO_DATA
        found.append(
            MonthStatus(
                month=month,
                state=row.state if row else begun,
                version=row.version if row else 0,
                records=month.number in records,
                figures=month.number in figures,
                over=month.last_day < today,
                changed_at=row.changed_at if row else "",
                changed_by=row.changed_by if row else "",
                reason=event.reason if event else "",
                same_hands=event.same_hands if event else False,
            )
        )
    return tuple(found)


def _status(ctx: Context, month: Month) -> MonthStatus:
    return _statuses(ctx, Period(month, month))[0]


@verb(Action.MONTH_CLOSE)
def begin_review(ctx: Context, command: Review) -> MonthStatus:
    """From here on everybody sees that the month is being looked at; it is written as before. One that is being looked
    at already stays so. Errors: those of :func:`close`."""
    now = _require_closable(ctx, command.month)
    if now.state is MonthState.IN_REVIEW:
        return now
    change(ctx, command.month, MonthState.IN_REVIEW, command.version, "", same_hands=False)
    ctx.audit("month.review", str(command.month), ("state",))
    return _status(ctx, command.month)


@verb(Action.MONTH_CLOSE)
def leave_review(ctx: Context, command: Review) -> MonthStatus:
    """The month is open again, or reopened if it ever was closed. Errors: CONFLICT (nobody is looking at it)."""
    if _status(ctx, command.month).state is not MonthState.IN_REVIEW:
        raise fault(Code.CONFLICT, kind="month")
    number = command.month.number
    closed_once = any(event.state is MonthState.CLOSED for event in ctx.work.months.events(number, number))
    before = MonthState.REOPENED if closed_once else MonthState.OPEN
    change(ctx, command.month, before, command.version, "", same_hands=False)
    ctx.audit("month.unreview", str(command.month), ("state",))
    return _status(ctx, command.month)


@verb(Action.MONTH_CLOSE)
def before_closing(ctx: Context, command: CloseMonth) -> tuple[CloseWarning, ...]:
    """What :func:`close` would tell, so that a reason can be asked for; refused as it would refuse."""
    _require_closable(ctx, command.month)
    return _warnings(ctx, command.month)


@verb(Action.MONTH_CLOSE)
def close(ctx: Context, command: CloseMonth) -> ClosedMonth:
    """Closes a month. Errors: MONTH_NOT_OVER, MONTH_EMPTY, CONFLICT (also where it is closed already), TOO_LONG.

    A month is closed once it is past: October in November. That one typed and closed both is told, not refused.
    """
    problems = Problems()
    note = taken(problems, "note", command.note, LONGEST_REASON, tidy_lines)
    problems.raise_if_any()
    _require_closable(ctx, command.month)
    warnings = _warnings(ctx, command.month)
    same_hands = CloseWarning.SAME_HANDS in warnings
    change(ctx, command.month, MonthState.CLOSED, command.version, note, same_hands=same_hands)
    ctx.audit("month.close", str(command.month), ("state", *(str(warning) for warning in warnings)), note)
    return ClosedMonth(_status(ctx, command.month), warnings)


def _require_closable(ctx: Context, month: Month) -> MonthStatus:
    now = _status(ctx, month)
    if not now.over:
        raise fault(Code.MONTH_NOT_OVER, "month", month=str(month))
    if now.state is MonthState.NO_DATA:
        raise fault(Code.MONTH_EMPTY, "month", month=str(month))
    if MonthState.CLOSED not in TRANSITIONS[now.state]:
        raise fault(Code.CONFLICT, kind="month")
    return now


def _warnings(ctx: Context, month: Month) -> tuple[CloseWarning, ...]:
    typed = ctx.work.months.typed_by(month.number, user_id(ctx))
    return (CloseWarning.SAME_HANDS,) if typed else ()


@verb(Action.MONTH_REOPEN)
def reopen(ctx: Context, command: ReopenMonth) -> MonthStatus:
    """Reopens a closed month. Errors: NEEDS_REASON, TOO_LONG, MONTH_NOT_CLOSED, CONFLICT."""
    reason = _reason(command.reason)
    now = _status(ctx, command.month)
    if now.state.provisional:
        raise fault(Code.MONTH_NOT_CLOSED, "month", month=str(command.month))
    change(ctx, command.month, MonthState.REOPENED, command.version, reason, same_hands=False)
    ctx.audit("month.reopen", str(command.month), ("state",), reason)
    return _status(ctx, command.month)


@verb(Action.FIGURE_EDIT)
def choose_source(ctx: Context, command: ChooseSource) -> None:
    """Chooses records or history for a cell that has both. Errors: NEEDS_REASON, TOO_LONG, BAD_CHOICE (not both exist),
    MONTH_KEEPS_FIGURES (reopen it first: a closed month keeps what it printed). A repeated command changes nothing."""
    month = command.month.number
    work = ctx.work
    figures = {row.indicator for row in work.figures.current(month, month)}
    both = command.indicator.id in figures and month in work.counts.months_with_records([month])
    printable = command.source in (Source.RECORDS, Source.HISTORY)
    _enter_choice(ctx, command, command.source, possible=both and printable)


@verb(Action.FIGURE_EDIT)
def withdraw_source(ctx: Context, command: WithdrawSource) -> None:
    """Withdraws a choice; it stays in the list of those that were made. Errors: those of :func:`choose_source`, where
    BAD_CHOICE says that no choice holds."""
    month = command.month.number
    holds = (month, command.indicator.id) in ctx.work.figures.choices(month, month)
    _enter_choice(ctx, command, None, possible=holds)


def _enter_choice(
    ctx: Context, command: ChooseSource | WithdrawSource, source: Source | None, *, possible: bool
) -> None:
    reason = _reason(command.reason)
    month, work = command.month.number, ctx.work
    if work.figures.chose(command.uuid):
        return
    if not possible:
        raise fault(Code.BAD_CHOICE, "source")
    if work.months.closed([month]):
        raise fault(Code.MONTH_KEEPS_FIGURES, "month", month=str(command.month))
    work.figures.choose(
        uuid=command.uuid,
        month=month,
        indicator=command.indicator.id,
        source=None if source is None else str(source),
        reason=reason,
        at=ctx.stamp,
        user_id=user_id(ctx),
    )
    action = "source.withdraw" if source is None else "source.choose"
    ctx.audit(action, f"{command.month}:{command.indicator.id}", ("source",), reason)
    ctx.changed("month", str(command.month))


def _reason(text: str) -> str:
    problems = Problems()
    reason = taken(problems, "reason", text, LONGEST_REASON, tidy_lines)
    if not reason:
        problems.add(Code.NEEDS_REASON, "reason")
    problems.raise_if_any()
    return reason


def change(ctx: Context, month: Month, state: MonthState, version: int, reason: str, *, same_hands: bool) -> None:
    """Writes the state of a month and enters it into its story. ``CONFLICT`` where it stands otherwise by now."""
    me = user_id(ctx)
    months = ctx.work.months
    if not months.put(month=month.number, state=state, version=version, at=ctx.stamp, user_id=me):
        raise fault(Code.CONFLICT, kind="month")
    months.enter(month=month.number, state=state, reason=reason, same_hands=same_hands, at=ctx.stamp, user_id=me)
    ctx.changed("month", str(month))
