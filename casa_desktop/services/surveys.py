"""The survey: slips tallied, answers of the kiosk, and the report of both.

All of it is written by :func:`visits.write`, so that corrections, voids and closed months work as everywhere.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from casa_desktop.domain.access import Action
from casa_desktop.domain.ages import OLDEST
from casa_desktop.domain.catalog import Catalog, Kind, ServiceType
from casa_desktop.domain.cells import CellFigure, Unit
from casa_desktop.domain.errors import Code, Problems, fault
from casa_desktop.domain.leaving import Way
from casa_desktop.domain.periods import Month, Period
from casa_desktop.domain.persons import Sex
from casa_desktop.domain.surveys import (
    ANSWER,
    REASON,
    Answered,
    MonthAnswers,
    PublishedOrigin,
    SlipLine,
    SurveyFigure,
    SurveyOrigin,
    SurveyReport,
    Tally,
    asks_reason,
    check_figure,
    check_tally,
    derived,
    field_of,
    kiosk_visit,
    offered,
    slips,
    standing,
    survey_type,
)
from casa_desktop.domain.text import tidy
from casa_desktop.domain.visits import Anonymous, NewService, RecordVisit
from casa_desktop.services import visits, voice
from casa_desktop.services.answering import write_answers
from casa_desktop.services.basis import Basis, adding_up
from casa_desktop.services.context import Context, verb
from casa_desktop.services.recording import permit, user_id
from casa_desktop.services.visit_commands import RestoreService, VoidService

MOST_TALLIES = 60
_NO_PROFILE = "SIN_PERFIL"


@dataclass(frozen=True, slots=True)
class RecordTally:
    """The slips of one sheet or one day. *replaces* is the uuid of the tally that it corrects; then *why* says why.

    *reason* is needed where the month is closed.
    """

    uuid: str
    date: date
    counts: tuple[Answered, ...]
    sheet: str = ""
    replaces: str = ""
    why: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class VoidTally:
    """Takes a tally out of every count."""

    uuid: str
    why: str


@dataclass(frozen=True, slots=True)
class RestoreTally:
    """Undoes :class:`VoidTally`; *services* are those that it voided."""

    services: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class KioskAnswer:
    """One face that was touched, counted for today."""

    uuid: str
    answer: str


@dataclass(frozen=True, slots=True)
class KioskReason:
    """The reason that was given after the face; *uuid* is that of the answer."""

    uuid: str
    answer: str
    reason: str


@dataclass(frozen=True, slots=True)
class TallyQuery:
    """Asks for the latest tallies."""

    most: int = MOST_TALLIES


@dataclass(frozen=True, slots=True)
class ReportQuery:
    """Asks for the report of a period."""

    period: Period


@dataclass(frozen=True, slots=True)
class WithdrawFigure:
    """Takes a published figure out of the report, or puts it back."""

    uuid: str
    back: bool = False


def _kind(catalog: Catalog, on: date | None = None) -> ServiceType:
    kind = survey_type(catalog, on)
    if kind is None or not offered(kind, ANSWER):
        raise fault(Code.NOT_FOUND, kind="survey")
    return kind


def _visit(catalog: Catalog, uuid: str, day: date, services: tuple[NewService, ...], reason: str = "") -> RecordVisit:
    """A visit of nobody in particular: of its entry neither sex, nor age, nor profile is known."""
    profiles = catalog.of(Kind.PROFILE, day)
    profile = next((p.code for p in profiles if p.code == _NO_PROFILE), profiles[-1].code if profiles else "")
    nobody = Anonymous(derived(uuid, "entry"), str(Sex.UNKNOWN), 0, OLDEST)
    return RecordVisit(uuid, day, profile, services, anonymous=nobody, reason=reason)


def _service(kind: ServiceType, uuid: str, answered: Answered, sheet: str = "") -> NewService:
    answers = [(ANSWER, answered.answer)] + ([(REASON, answered.reason)] if answered.reason else [])
    return NewService(uuid, kind.code, quantity=answered.quantity, sheet=sheet, answers=tuple(answers))


@verb(Action.SURVEY_RECORD)
def record(ctx: Context, command: RecordTally) -> Tally:
    """Records a tally: one visit, and a service with its quantity for each answer and reason. Repeating adds nothing.

    Errors: those of :func:`check_tally`, MONTH_CLOSED (without a reason), NOT_FOUND (what it replaces),
    NEEDS_REASON (it replaces one, and nobody says why).
    """
    catalog = ctx.work.catalog.snapshot()
    kind = _kind(catalog, command.date)
    check_tally(kind, command.date, command.counts, command.sheet, ctx.clock.today()).raise_if_any()
    services = tuple(
        _service(kind, derived(command.uuid, f"{each.answer}/{each.reason}"), each, command.sheet)
        for each in command.counts
        if each.quantity
    )
    if command.replaces and ctx.work.surveys.tally(command.uuid) is None:
        _void(ctx, command.replaces, command.why)
    visits.write(ctx, _visit(catalog, command.uuid, command.date, services, command.reason))
    ctx.changed("survey", command.uuid)
    return _tally(ctx, command.uuid)


@verb(Action.SURVEY_RECORD)
def void(ctx: Context, command: VoidTally) -> tuple[str, ...]:
    """Voids a tally and gives the uuids of its services, for :func:`restore`. Errors: NEEDS_REASON, NOT_FOUND."""
    return _void(ctx, command.uuid, command.why)


def _void(ctx: Context, uuid: str, why: str) -> tuple[str, ...]:
    services = ctx.work.surveys.services_of(uuid) if ctx.work.surveys.tally(uuid) is not None else ()
    if not services:
        raise fault(Code.NOT_FOUND, kind="survey")
    for service, version in services:
        visits.void(ctx, VoidService(service, version, why))
    ctx.changed("survey", uuid)
    return tuple(service for service, _ in services)


@verb(Action.SURVEY_RECORD)
def restore(ctx: Context, command: RestoreTally) -> None:
    """Undoes a voiding. Errors: NOT_FOUND, MONTH_CLOSED."""
    for service in command.services:
        visits.restore(ctx, RestoreService(service))
    ctx.changed("survey", "")


@verb(Action.SURVEY_RECORD)
def answer(ctx: Context, command: KioskAnswer) -> None:
    """One answer of the kiosk, at once and for today. Errors: BAD_CHOICE, FORBIDDEN (the kiosk is off)."""
    if not voice.read(ctx).kiosk:
        raise fault(Code.FORBIDDEN, action=str(Action.SURVEY_RECORD))
    catalog, day = ctx.work.catalog.snapshot(), ctx.clock.today()
    kind = _kind(catalog, day)
    given = Answered(command.answer, 1)
    check_tally(kind, day, (given,), "", day).raise_if_any()
    visits.write(ctx, _visit(catalog, kiosk_visit(day), day, (_service(kind, command.uuid, given),)))
    ctx.changed("survey", kiosk_visit(day))


@verb(Action.SURVEY_RECORD)
def give_reason(ctx: Context, command: KioskReason) -> None:
    """Adds the reason to an answer that the kiosk took. Errors: NOT_FOUND, BAD_CHOICE."""
    catalog = ctx.work.catalog.snapshot()
    taken = ctx.work.surveys.taken_on(command.uuid)
    if taken is None or taken[2] != kiosk_visit(taken[1]):
        raise fault(Code.NOT_FOUND, kind="survey")
    service_id, day, visit = taken
    kind = _kind(catalog)
    permit(ctx, kind)
    if not asks_reason(kind, command.answer):
        raise fault(Code.BAD_CHOICE, "reason")
    said = Answered(command.answer, 1, command.reason)
    check_tally(kind, day, (said,), "", ctx.clock.today()).raise_if_any()
    ctx.work.answers.clear(service_id)
    write_answers(ctx, kind, _service(kind, command.uuid, said), service_id)
    ctx.audit("survey.reason", command.uuid, ("reason",))
    ctx.changed("survey", visit)


@verb(Action.SURVEY_RECORD)
def latest(ctx: Context, query: TallyQuery) -> tuple[Tally, ...]:
    """The latest tallies that count, the newest first."""
    return ctx.work.surveys.latest(max(1, min(query.most, MOST_TALLIES)))


def _tally(ctx: Context, uuid: str) -> Tally:
    found = ctx.work.surveys.tally(uuid)
    if found is None:
        raise fault(Code.NOT_FOUND, kind="survey")
    return found


@verb(Action.SURVEY_VIEW)
def report(ctx: Context, query: ReportQuery) -> SurveyReport:
    """How many gave each answer, by month; every number from the services that SRV-t counts."""
    catalog = ctx.work.catalog.snapshot()
    kind = _kind(catalog)
    lines = _lines(ctx, query.period)
    answers = _named(kind, ANSWER, {each.answer for each in lines})

    def many(origin: SurveyOrigin) -> int:
        return slips(standing(lines, origin))

    months = tuple(
        MonthAnswers(
            month,
            tuple(many(SurveyOrigin(Period(month, month), code)) for code, _ in answers),
            not ctx.work.catalog.month_closed(month),
        )
        for month in query.period
    )
    reasons = _named(kind, REASON, {each.reason for each in lines})
    counted = [(code, name, many(SurveyOrigin(query.period, reason=code))) for code, name in reasons]
    said = sorted((each for each in counted if each[2]), key=lambda each: (-each[2], each[1]))
    return SurveyReport(query.period, answers, months, tuple(said), ctx.work.surveys.figures())


def basis(ctx: Context, origin: SurveyOrigin) -> Basis:
    """The lines of tallies that a number of the report adds up. Errors: FORBIDDEN."""
    ctx.require(Action.SURVEY_VIEW)
    found, period = standing(_lines(ctx, origin.period), origin), origin.period
    subject, fields = f"survey:{period.first}..{period.last}", {"answer": origin.answer, "reason": origin.reason}
    by = tuple(field for field, code in fields.items() if code is not None)
    return adding_up(slips(found), Unit.SLIPS, [each.service for each in found], period, subject, by)


def published_basis(ctx: Context, origin: PublishedOrigin) -> Basis:
    """The paper that a published figure was taken from. Errors: FORBIDDEN, NOT_FOUND."""
    ctx.require(Action.SURVEY_VIEW)
    figure = next((each for each in ctx.work.surveys.figures() if each.uuid == origin.figure), None)
    value = None if figure is None else figure.n if origin.answer is None else dict(figure.shares).get(origin.answer)
    if figure is None or value is None:
        raise fault(Code.NOT_FOUND, kind="figure")
    paper = CellFigure(figure.period.first, value, False, figure.source, "", figure.note, "", "")
    empty = adding_up(value, None, (), figure.period, f"survey:{figure.period.first}..{figure.period.last}")
    return replace(empty, figures=(paper,))


def _lines(ctx: Context, period: Period) -> list[SlipLine]:
    return ctx.work.surveys.lines(period.first.number, period.last.number)


def _named(kind: ServiceType, code: str, used: Iterable[str]) -> tuple[tuple[str, str], ...]:
    """(code, name) of the options that are offered, or that were given once."""
    field = field_of(kind, code)
    wanted = set(used)
    options = field.options if field is not None else ()
    return tuple((option.code, option.name) for option in options if not option.retired or option.code in wanted)


@verb(Action.FIGURE_EDIT)
def save_figure(ctx: Context, figure: SurveyFigure) -> None:
    """Keeps what a paper published of months before the program. Repeating it adds nothing.

    Errors: those of :func:`check_figure`, BAD_CHOICE (an answer that the survey does not have).
    """
    figure = replace(figure, source=tidy(figure.source), note=tidy(figure.note))
    kind = _kind(ctx.work.catalog.snapshot())
    problems = Problems()
    problems.extend(check_figure(figure, ctx.clock.today()))
    field = field_of(kind, ANSWER)
    if field is None or any(field.option(code) is None for code, _ in figure.shares):
        problems.add(Code.BAD_CHOICE, "shares")
    problems.raise_if_any()
    if ctx.work.surveys.known_figure(figure.uuid):
        return
    ctx.work.surveys.add_figure(figure, at=ctx.stamp, by_id=user_id(ctx))
    names = ("period", "shares", "source", *(("n",) if figure.n is not None else ()))
    ctx.audit("survey.figure", figure.uuid, names)
    ctx.changed("survey", figure.uuid)


@verb(Action.FIGURE_EDIT)
def withdraw_figure(ctx: Context, command: WithdrawFigure) -> None:
    """Takes a published figure out of the report; it can be put back. Errors: NOT_FOUND."""
    if not ctx.work.surveys.withdraw_figure(command.uuid, None if command.back else ctx.stamp):
        raise fault(Code.NOT_FOUND, kind="figure")
    ctx.audit("survey.withdraw", command.uuid)
    ctx.changed("survey", command.uuid)


@dataclass(frozen=True, slots=True)
class SurveyExported:
    """The report left the program."""

    way: Way
    period: Period


@verb(Action.SURVEY_VIEW)
def exported(ctx: Context, command: SurveyExported) -> None:
    """Enters into the audit that the report was printed or saved: it holds totals only."""
    ctx.audit("report.export", f"{command.period.first}..{command.period.last}", (str(command.way),))


def year_so_far(today: date) -> Period:
    """What the page shows first."""
    return Period(Month(today.year, 1), Month.of(today))
