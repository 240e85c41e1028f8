"""The survey of satisfaction: what slips and kiosk say, and its report.

Slips are anonymous and tell neither sex nor age. A sheet of them is one visit of one entry «sin dato» that holds a
service with a quantity for each answer, so that SRV-t counts slips while nothing that counts persons sees them.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple
from uuid import UUID, uuid5

from casa_desktop.domain.catalog import Catalog, Form, ServiceType
from casa_desktop.domain.cells import Origin
from casa_desktop.domain.errors import Code, Problems
from casa_desktop.domain.fields import Option, ServiceField
from casa_desktop.domain.periods import Month, Period
from casa_desktop.domain.visits import LARGEST_QUANTITY, LONGEST_SHEET, check_date

ANSWER, REASON = "RESPUESTA", "MOTIVO"
"""Codes of the fields of a survey's type: their options are the answers and the reasons, edited in the catalogue."""
WHOLE = 100
MOST_ROUNDED = 1
"""Percent by which a published figure may miss 100, because somebody rounded."""
LONGEST_SOURCE = 160

_NAMES = UUID("0d2f6a50-6f0c-4b1c-8d8e-3c2b7a9e4f11")


@dataclass(frozen=True, slots=True)
class Answered:
    """How many gave one answer, and one reason for it (empty = none said)."""

    answer: str
    quantity: int
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Tally:
    """One sheet of slips as it stands, or what the kiosk took in a day."""

    uuid: str
    date: date
    sheet: str
    staff: str
    entered_at: str
    answers: tuple[Answered, ...]

    @property
    def total(self) -> int:
        """Slips."""
        return sum(each.quantity for each in self.answers)

    @property
    def by_kiosk(self) -> bool:
        """Whether the kiosk took it."""
        return self.uuid == kiosk_visit(self.date)


@dataclass(frozen=True, slots=True)
class SurveyFigure:
    """What a paper published of a run of months: whole percents by answer; *n* None = «n no publicada»."""

    uuid: str
    period: Period
    shares: tuple[tuple[str, int], ...]
    n: int | None
    source: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class MonthAnswers:
    """A month of the report; *counts* in the order of its answers."""

    month: Month
    counts: tuple[int, ...]
    provisional: bool

    @property
    def n(self) -> int:
        """Answers of the month."""
        return sum(self.counts)


class SlipLine(NamedTuple):
    """A line of a tally, or one answer of the kiosk, as it counts. *month* is ``YYYYMM``."""

    service: int
    """Its key in storage: to be looked up, never shown."""
    month: int
    answer: str
    reason: str
    """Empty where none was said."""
    quantity: int


@dataclass(frozen=True, slots=True)
class SurveyOrigin(Origin):
    """How many of *period* gave one answer, or one reason; None = any, or none."""

    period: Period
    answer: str | None = None
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class PublishedOrigin(Origin):
    """What a paper published of one *answer*, or its n where that is None. *figure* is the uuid."""

    figure: str
    answer: str | None = None


@dataclass(frozen=True, slots=True)
class SurveyReport:
    """Every number with its n. *answers* are (code, name)."""

    period: Period
    answers: tuple[tuple[str, str], ...]
    months: tuple[MonthAnswers, ...]
    reasons: tuple[tuple[str, str, int], ...]
    """(code, name, how many), the most frequent first."""
    history: tuple[SurveyFigure, ...]

    @property
    def counts(self) -> tuple[int, ...]:
        """Of the whole period, by answer."""
        return tuple(sum(month.counts[at] for month in self.months) for at in range(len(self.answers)))

    @property
    def n(self) -> int:
        """Answers of the whole period."""
        return sum(self.counts)

    @property
    def provisional(self) -> tuple[Month, ...]:
        """The months with answers that are not closed."""
        return tuple(month.month for month in self.months if month.provisional and month.n)


def standing(lines: Iterable[SlipLine], origin: SurveyOrigin) -> list[SlipLine]:
    """Those of *lines* that a number of the report adds up."""
    first, last = origin.period.first.number, origin.period.last.number
    return [
        each
        for each in lines
        if first <= each.month <= last and origin.answer in (None, each.answer) and origin.reason in (None, each.reason)
    ]


def slips(lines: Iterable[SlipLine]) -> int:
    """How many *lines* are together."""
    return sum(each.quantity for each in lines)


def shares(counts: Sequence[int], whole: int = WHOLE) -> tuple[int, ...]:
    """*counts* as parts of *whole* that add up to it (largest remainder); nothing where there is nothing to divide."""
    total = sum(counts)
    if total <= 0:
        return ()
    parts = [count * whole // total for count in counts]
    order = sorted(range(len(counts)), key=lambda at: (-(counts[at] * whole % total), at))
    for at in order[: whole - sum(parts)]:
        parts[at] += 1
    return tuple(parts)


def survey_type(catalog: Catalog, on: date | None = None) -> ServiceType | None:
    """The type of the surveys; with *on*, only where it is in use that day."""
    kinds = (kind for kind in catalog.service_types if kind.form is Form.SURVEY)
    return next((kind for kind in kinds if on is None or kind.active_on(on)), None)


def field_of(kind: ServiceType, code: str) -> ServiceField | None:
    """The field of *code*, also where it was retired."""
    return next((field for field in kind.fields if field.code == code), None)


def offered(kind: ServiceType, code: str) -> tuple[Option, ...]:
    """The options of a field that may be chosen now, in order."""
    field = field_of(kind, code)
    return tuple(option for option in field.options if not option.retired) if field is not None else ()


def asks_reason(kind: ServiceType, answer: str) -> bool:
    """Whether *answer* is asked for a reason: the last of the list is, «por mejorar»."""
    answers = offered(kind, ANSWER)
    return bool(answers) and answers[-1].code == answer and bool(offered(kind, REASON))


def derived(tally: str, part: str) -> str:
    """The uuid of a part of a tally: the same each time, so that a repeated commit adds nothing."""
    return uuid5(_NAMES, f"{tally}/{part}").hex


def kiosk_visit(day: date) -> str:
    """The uuid of the visit that holds what the kiosk took on *day*."""
    return derived("kiosk", day.isoformat())


def check_tally(kind: ServiceType, day: date, counts: Iterable[Answered], sheet: str, today: date) -> Problems:
    """What keeps a tally from being saved; an answer's field is called by its code."""
    problems = Problems()
    problems.extend(check_date(day, today))
    answers = {option.code for option in offered(kind, ANSWER)}
    reasons = {option.code for option in offered(kind, REASON)}
    given = tuple(counts)
    for each in given:
        if each.answer not in answers or (each.reason and each.reason not in reasons):
            problems.add(Code.BAD_CHOICE, each.answer)
        elif not 0 <= each.quantity <= LARGEST_QUANTITY:
            problems.add(Code.OUT_OF_RANGE, each.answer, low=0, high=LARGEST_QUANTITY)
    if not any(each.quantity for each in given):
        problems.add(Code.REQUIRED, next(iter(option.code for option in offered(kind, ANSWER)), "date"))
    if len({(each.answer, each.reason) for each in given}) < len(given):
        problems.add(Code.NOT_UNIQUE, given[-1].answer)
    if len(sheet) > LONGEST_SHEET:
        problems.add(Code.TOO_LONG, "sheet", limit=LONGEST_SHEET)
    return problems


def with_reasons(counts: Mapping[str, int], answer: str, reasons: Mapping[str, int]) -> tuple[Answered, ...]:
    """Numbers as they are typed: each answer's, and of one of them how many gave which reason.

    The reasons may not be more than the answers: what is left over comes out negative, and the check refuses it.
    """
    said = [Answered(answer, quantity, reason) for reason, quantity in reasons.items() if quantity]
    rest = counts.get(answer, 0) - sum(each.quantity for each in said)
    plain = [Answered(code, rest if code == answer else quantity) for code, quantity in counts.items()]
    return (*(each for each in plain if each.quantity), *said)


def check_figure(figure: SurveyFigure, today: date) -> Problems:
    """What is wrong with a figure of a paper: its percents add up, its months are over or running."""
    problems = Problems()
    if figure.period.last > Month.of(today):
        problems.add(Code.DATE_IN_FUTURE, "last")
    if any(not 0 <= share <= WHOLE for _, share in figure.shares):
        problems.add(Code.OUT_OF_RANGE, "shares", low=0, high=WHOLE)
    elif abs(sum(share for _, share in figure.shares) - WHOLE) > MOST_ROUNDED:
        problems.add(Code.SHARES_DO_NOT_ADD_UP, "shares", sum=sum(share for _, share in figure.shares))
    if figure.n is not None and not 1 <= figure.n <= LARGEST_QUANTITY * 100:
        problems.add(Code.OUT_OF_RANGE, "n", low=1, high=LARGEST_QUANTITY * 100)
    if not figure.source.strip():
        problems.add(Code.REQUIRED, "source")
    for name in ("source", "note"):
        if len(getattr(figure, name)) > LONGEST_SOURCE:
            problems.add(Code.TOO_LONG, name, limit=LONGEST_SOURCE)
    return problems
