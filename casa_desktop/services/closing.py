"""What is worked through before a month is closed. Nothing here blocks: a closing tells, and writes down who looked."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta

from casa_desktop.domain.access import Action
from casa_desktop.domain.ages import BandSet, band_of
from casa_desktop.domain.catalog import Form
from casa_desktop.domain.clock import BOGOTA
from casa_desktop.domain.closing import (
    Check,
    Closing,
    Draw,
    Finding,
    Tie,
    TieResult,
    days_to_count,
    days_without,
    draw,
    finding,
    jump,
    too_many_without,
)
from casa_desktop.domain.errors import Code, Problems, fault
from casa_desktop.domain.ids import new_id
from casa_desktop.domain.indicators import Indicator, Rule
from casa_desktop.domain.periods import Month, Period
from casa_desktop.domain.persons import Sex
from casa_desktop.domain.plausibility import JUMP_PERCENT, SMALLEST_EQUAL, SMALLEST_JUMP
from casa_desktop.domain.text import taken, tidy_lines
from casa_desktop.services import duplicates, paper_sheets, statistics
from casa_desktop.services.calendar import working_days
from casa_desktop.services.context import LONGEST_REASON, Context, verb
from casa_desktop.services.numbers import gather
from casa_desktop.services.paper_sheets import MissingQuery
from casa_desktop.services.rcf_summary import modalities
from casa_desktop.services.recording import reader, user_id
from casa_desktop.storage.closing import Attended

_PERSONS, _NEW = Indicator(Rule.PERSONS), Indicator(Rule.NEW_PERSONS)
_NO_PROFILE = "SIN_PERFIL"
_RECORDING = frozenset({"today", "people", "workshops", "outings", "transfers", "aid", "referrals", "paper_in", "rcf"})
"""Forms whose drafts may hold services that are not recorded yet."""


@dataclass(frozen=True, slots=True)
class ReviewMonth:
    """Asks for what is to be looked at before *month* is closed."""

    month: Month


@dataclass(frozen=True, slots=True)
class Dismiss:
    """Lets a finding pass, with a note; once."""

    month: Month
    key: str
    note: str


@verb(Action.MONTH_CLOSE)
def review(ctx: Context, query: ReviewMonth) -> Closing:
    """Every finding of the month, open ones first, and the ties. The first look draws the papers to pull."""
    seed = _seed(ctx, query.month)
    noted = ctx.work.closings.dismissed(query.month.number)
    attended = _attended(ctx, query.month)
    ties = tuple(_ties(ctx, query.month, attended))
    found = [
        *_days(ctx, query.month, seed),
        *_sheets(ctx, query.month),
        *_entries(ctx, query.month),
        *_duplicates(ctx, attended),
        *_unknown(attended),
        *_figures(ctx, query.month),
        *(_broken(tie) for tie in ties if not tie.holds),
    ]
    findings = [replace(each, dismissed=noted.get(each.key)) for each in found]
    return Closing(query.month, tuple(sorted(findings, key=lambda each: each.dismissed is not None)), ties)


@verb(Action.MONTH_CLOSE)
def draws(ctx: Context, query: ReviewMonth) -> tuple[Draw, ...]:
    """Ten services of each printed row that counts services, whose paper is pulled by folio. Enters the audit.

    Who came for what the actor may not know is not drawn, only counted.
    """
    seed = _seed(ctx, query.month)
    rows = [row for row in statistics.current_layout(ctx).rows if row.indicator.rule is Rule.SERVICES]
    numbers = gather(ctx, Period(query.month, query.month), [row.indicator for row in rows])
    read = ctx.work.closings
    found = []
    for row in rows:
        services = read.services(numbers.selection, row.indicator, query.month.number, reader(ctx))
        known = [uuid for uuid, sheet, told in services if sheet and told]
        reserved = sum(bool(sheet) and not told for _, sheet, told in services)
        chosen = draw(known, f"{seed}:{row.indicator.id}")
        told = read.drawn(chosen)
        ordered = sorted((told[uuid] for uuid in chosen), key=lambda each: (each.sheet, each.line or 0))
        without = len(services) - len(known) - reserved
        found.append(Draw(row.indicator, row.label, tuple(ordered), len(services), without, reserved))
    ctx.audit("month.draw", str(query.month))
    return tuple(found)


@verb(Action.MONTH_CLOSE)
def dismiss(ctx: Context, command: Dismiss) -> Closing:
    """Lets a finding pass. Errors: NEEDS_REASON, TOO_LONG, NOT_FOUND (its numbers are others by now, or it has been
    let pass already)."""
    problems = Problems()
    note = taken(problems, "note", command.note, LONGEST_REASON, tidy_lines)
    if not note:
        problems.add(Code.NEEDS_REASON, "note")
    problems.raise_if_any()
    if command.key not in {each.key for each in review(ctx, ReviewMonth(command.month)).open}:
        raise fault(Code.NOT_FOUND, kind="finding")
    ctx.work.closings.dismiss(
        {
            "month": command.month.number,
            "key": command.key,
            "note": note,
            "at": ctx.stamp,
            "by_id": user_id(ctx),
        }
    )
    ctx.audit("month.check", str(command.month), (command.key.partition(":")[0],), note)
    ctx.changed("month", str(command.month))
    return review(ctx, ReviewMonth(command.month))


def _seed(ctx: Context, month: Month) -> str:
    seed = ctx.work.closings.seed(month.number)
    if seed is None:
        seed = new_id()
        ctx.work.closings.put_seed(month.number, seed, ctx.stamp)
    return seed


def _days(ctx: Context, month: Month, seed: str) -> Iterator[Finding]:
    counts = ctx.work.closings.by_day(month.number)
    works, last = working_days(), min(month.last_day, ctx.clock.today())
    every = [month.first_day + timedelta(days=at) for at in range((last - month.first_day).days + 1)]
    empty = days_without((day for day in every if works(day)), counts)
    if empty:
        yield finding(Check.NO_RECORDS, days=tuple(day.isoformat() for day in empty))
    tallies = ctx.work.closings.tallies(month.first_day, month.last_day)
    for which, day in days_to_count(counts, seed).items():
        if day not in tallies:
            yield finding(Check.DAY_NOT_COUNTED, day=day.isoformat(), which=which)
    for day, tally in sorted(tallies.items()):
        if not tally.note:
            for code, paper, program in tally.differs:
                yield finding(Check.DAY_DIFFERS, day=day.isoformat(), code=code, paper=paper, program=program)


def _sheets(ctx: Context, month: Month) -> Iterator[Finding]:
    for each in paper_sheets.sheets_missing(ctx, MissingQuery(Period(month, month))):
        yield finding(Check.SHEET_MISSING, sheet=each.sheet.written)


def _entries(ctx: Context, month: Month) -> Iterator[Finding]:
    after = month.plus(1).first_day
    midnight = _instant(after)
    told = (
        (Check.DRAFTS, sum(form in _RECORDING for form in ctx.work.closings.drafts())),
        (Check.VOIDED, ctx.work.closings.voided(month.number)),
        (Check.LATE, ctx.work.closings.entered_from(month.number, midnight)),
    )
    for check, count in told:
        if count:
            yield finding(check, count=count)


def _instant(day: date) -> str:
    """The first instant of *day* in Bogotá, as storage keeps instants."""
    return datetime.combine(day, time(), BOGOTA).astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _attended(ctx: Context, month: Month) -> list[Attended]:
    numbers = gather(ctx, Period(month, month), [_PERSONS])
    return ctx.work.closings.attended(numbers.selection, _PERSONS, month.number)


def _duplicates(ctx: Context, attended: list[Attended]) -> Iterator[Finding]:
    """As far as the base was looked through: who was registered since is looked for on the page of duplicates."""
    pairs = duplicates.among(ctx, {each.person for each in attended})
    if pairs:
        yield finding(Check.DUPLICATES, pairs=len(pairs), persons=duplicates.fewer(pairs))


def _unknown(attended: list[Attended]) -> Iterator[Finding]:
    without = {
        "sex": sum(each.sex in ("", Sex.UNKNOWN) for each in attended),
        "age": sum(band_of(each.age.on(each.day), BandSet.GIFMM) is None for each in attended),
        "profile": sum(each.profile == _NO_PROFILE for each in attended),
    }
    for what, count in without.items():
        if too_many_without(count, len(attended)):
            yield finding(Check.WITHOUT, what=what, persons=count, percent=round(100 * count / len(attended)))


def _figures(ctx: Context, month: Month) -> Iterator[Finding]:
    """Equal rows, and what changed much against the month before."""
    rows = statistics.current_layout(ctx).rows
    numbers = gather(ctx, Period(month.plus(-1), month), [row.indicator for row in rows])
    values = [(row.label, numbers.cell(month, row.indicator).value) for row in rows]
    for at, (label, value) in enumerate(values):
        for other, same in values[at + 1 :]:
            if value is not None and value == same and value >= SMALLEST_EQUAL:
                yield finding(Check.EQUAL, first=label, second=other, value=value)
    for row in rows:
        value, before = (numbers.cell(each, row.indicator).value for each in (month, month.plus(-1)))
        if value is None or before is None:
            continue
        percent = jump(value, before, JUMP_PERCENT, SMALLEST_JUMP)
        if percent is not None:
            yield finding(Check.JUMP, label=row.label, value=value, before=before, percent=percent)


def _ties(ctx: Context, month: Month, attended: list[Attended]) -> Iterator[TieResult]:
    numbers = gather(ctx, Period(month, month), [_PERSONS, _NEW])
    persons = numbers.counted[_PERSONS].get(month.number, 0)
    parts: dict[Tie, list[object]] = {
        Tie.SEX: [each.sex for each in attended],
        Tie.AGE: [band_of(each.age.on(each.day), BandSet.GIFMM) for each in attended],
        Tie.PROFILE: [each.profile for each in attended],
    }
    for tie, told in parts.items():
        yield TieResult(tie, persons, tuple(sorted(Counter(told).values(), reverse=True)))
    known = ctx.work.closings.came_before(numbers.selection, _PERSONS, month.number)
    again = len({each.person for each in attended} & known)
    yield TieResult(Tie.NEW, persons, (numbers.counted[_NEW].get(month.number, 0), again))
    keys = ctx.work.catalog.keys().types
    of_form: dict[Form, list[int]] = {}
    for kind in ctx.work.catalog.snapshot().service_types:
        of_form.setdefault(kind.form, []).append(keys[kind.code])
    contacts, _ = modalities(ctx, month)
    results = (sum(each.achieved for each in contacts), sum(each.not_achieved for each in contacts))
    yield TieResult(Tie.CALLS, sum(each.attempts for each in contacts), results)
    sessions, *kinds = ctx.work.closings.sessions(month.number, of_form.get(Form.PSYCHOLOGY, []))
    yield TieResult(Tie.SESSIONS, sessions, tuple(kinds))
    deliveries, actas = ctx.work.closings.deliveries(month.number, of_form.get(Form.AID, []))
    yield TieResult(Tie.DELIVERIES, deliveries, (actas,))


def _broken(tie: TieResult) -> Finding:
    return finding(Check.TIE, tie=str(tie.tie), left=tie.left, right=sum(tie.parts))
