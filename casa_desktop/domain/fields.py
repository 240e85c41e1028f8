"""The extra fields that a service type declares, and the answers that a service holds.

A field that holds answers never changes its kind: it is retired and another one takes its place, so that old records
keep the fields they were made with. An answer is text in one canonical form, whatever its kind.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal, InvalidOperation
from enum import StrEnum, unique

from casa_desktop.domain.errors import Code, Problems
from casa_desktop.domain.ids import code_from
from casa_desktop.domain.text import tidy
from casa_desktop.domain.typed import plain

LONGEST_FIELD_LABEL = 80
LONGEST_FIELD_CODE = 20
LONGEST_UNIT = 12
LONGEST_OPTION = 80
LONGEST_TEXT = 500
MOST_FIELDS = 24
MOST_OPTIONS = 40
MOST_DECIMALS = 3
LARGEST_MEASURE = 999_999
YES, NO = "si", "no"

_CODE = re.compile(r"[A-Z0-9][A-Z0-9_]{0,19}")

Answers = tuple[tuple[str, str], ...]
"""(field code, answer) in the order of the fields; what was not answered is not there."""


@unique
class FieldKind(StrEnum):
    """What a field takes.

    Its answer is an option's code, a number with a point for decimals, an ISO date, text, or ``si`` and ``no``.
    """

    CHOICE = "choice"
    NUMBER = "number"
    DATE = "date"
    TEXT = "text"
    YES_NO = "yes_no"


@dataclass(frozen=True, slots=True)
class Option:
    """One answer of a choice. *code* never changes; a retired one is read, not offered."""

    code: str
    name: str
    retired: bool = False


@dataclass(frozen=True, slots=True)
class ServiceField:
    """A field of a service type. *unit*, *low*, *high* and *decimals* are for numbers, *options* for choices."""

    uuid: str
    code: str
    label: str
    kind: FieldKind
    required: bool = False
    unit: str = ""
    low: Decimal | None = None
    high: Decimal | None = None
    decimals: int = 0
    options: tuple[Option, ...] = ()
    position: int = 0
    active_to: date | None = None
    """The last day on which it is asked."""

    def active_on(self, day: date) -> bool:
        """Whether it is asked of a service of *day*."""
        return self.active_to is None or day <= self.active_to

    def option(self, code: str) -> Option | None:
        """The option of *code*, also where it was retired."""
        return next((option for option in self.options if option.code == code), None)


def parse_number(text: str) -> Decimal | None:
    """Reads a measure: «12,5», «12.5» and «12»; a point before exactly three digits is a doubt, so it is not read."""
    said = "".join(text.split())
    if not re.fullmatch(r"-?\d{1,9}(?:[.,]\d{1,6})?", said) or re.fullmatch(r"-?\d{1,3}\.\d{3}", said):
        return None
    try:
        return Decimal(said.replace(",", "."))
    except InvalidOperation:
        return None


def canonical(value: Decimal) -> str:
    """A number as an answer keeps it: ``12.5``, never ``12.50`` or ``1E+1``."""
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _check_number(problems: Problems, field: ServiceField, answer: str, path: str) -> None:
    try:
        value = Decimal(answer)
    except InvalidOperation:
        problems.add(Code.BAD_NUMBER, path, decimals=field.decimals)
        return
    if not value.is_finite() or len(canonical(value).partition(".")[2]) > field.decimals:
        problems.add(Code.BAD_NUMBER, path, decimals=field.decimals)
    elif (field.low is not None and value < field.low) or (field.high is not None and value > field.high):
        problems.add(Code.OUT_OF_RANGE, path, low=field.low, high=field.high)


def _check_choice(problems: Problems, field: ServiceField, answer: str, path: str) -> None:
    if field.option(answer) is None:
        problems.add(Code.BAD_CHOICE, path)


def _check_date(problems: Problems, _field: ServiceField, answer: str, path: str) -> None:
    try:
        date.fromisoformat(answer)
    except ValueError:
        problems.add(Code.BAD_DATE, path)


def _check_text(problems: Problems, _field: ServiceField, answer: str, path: str) -> None:
    if len(answer) > LONGEST_TEXT:
        problems.add(Code.TOO_LONG, path, limit=LONGEST_TEXT)


def _check_yes_no(problems: Problems, _field: ServiceField, answer: str, path: str) -> None:
    if answer not in (YES, NO):
        problems.add(Code.BAD_CHOICE, path)


_CHECKS: dict[FieldKind, Callable[[Problems, ServiceField, str, str], None]] = {
    FieldKind.CHOICE: _check_choice,
    FieldKind.NUMBER: _check_number,
    FieldKind.DATE: _check_date,
    FieldKind.TEXT: _check_text,
    FieldKind.YES_NO: _check_yes_no,
}


def check_answers(fields: Iterable[ServiceField], answers: Answers, day: date, path: str) -> Problems:
    """What is wrong with the answers of a service of *day*; each under *path* and its field's code.

    A field that was retired since may keep its answer, and is asked of nobody.
    """
    problems = Problems()
    known = {field.code: field for field in fields}
    given = dict(answers)
    for code, answer in answers:
        if (field := known.get(code)) is None:
            problems.add(Code.BAD_CHOICE, f"{path}.{code}")
        elif answer:
            _CHECKS[field.kind](problems, field, answer, f"{path}.{code}")
    for field in known.values():
        if field.required and field.active_on(day) and not given.get(field.code):
            problems.add(Code.REQUIRED, f"{path}.{field.code}")
    return problems


def check_fields(fields: Iterable[ServiceField]) -> Problems:
    """What is wrong with the fields of a service type; each under ``fields[0].label`` and so on."""
    problems = Problems()
    seen: set[str] = set()
    labels: set[str] = set()
    listed = tuple(fields)
    if len(listed) > MOST_FIELDS:
        problems.add(Code.OUT_OF_RANGE, "fields", low=0, high=MOST_FIELDS)
    for index, field in enumerate(listed):
        path = f"fields[{index}]"
        if field.code in seen:
            problems.add(Code.NOT_UNIQUE, f"{path}.code")
        seen.add(field.code)
        _check_label(problems, field, labels, path)
        _check_measure(problems, field, path)
        _check_options(problems, field, path)
    return problems


def _check_label(problems: Problems, field: ServiceField, taken: set[str], path: str) -> None:
    """Two fields that are asked may not have one label."""
    if not _CODE.fullmatch(field.code):
        problems.add(Code.BAD_TEXT, f"{path}.code")
    if not field.label.strip():
        problems.add(Code.REQUIRED, f"{path}.label")
    elif len(field.label) > LONGEST_FIELD_LABEL:
        problems.add(Code.TOO_LONG, f"{path}.label", limit=LONGEST_FIELD_LABEL)
    elif field.active_to is None and plain(field.label) in taken:
        problems.add(Code.NOT_UNIQUE, f"{path}.label")
    if field.active_to is None:
        taken.add(plain(field.label))


def _check_measure(problems: Problems, field: ServiceField, path: str) -> None:
    if len(field.unit) > LONGEST_UNIT:
        problems.add(Code.TOO_LONG, f"{path}.unit", limit=LONGEST_UNIT)
    if not 0 <= field.decimals <= MOST_DECIMALS:
        problems.add(Code.OUT_OF_RANGE, f"{path}.decimals", low=0, high=MOST_DECIMALS)
    if field.low is not None and field.high is not None and field.high < field.low:
        problems.add(Code.OUT_OF_RANGE, f"{path}.high", low=field.low, high=LARGEST_MEASURE)


def _check_options(problems: Problems, field: ServiceField, path: str) -> None:
    if field.kind is not FieldKind.CHOICE:
        return
    offered = [plain(option.name) for option in field.options if not option.retired]
    if not offered:
        problems.add(Code.REQUIRED, f"{path}.options")
    elif len(field.options) > MOST_OPTIONS:
        problems.add(Code.OUT_OF_RANGE, f"{path}.options", low=1, high=MOST_OPTIONS)
    elif len(set(offered)) < len(offered) or len({option.code for option in field.options}) < len(field.options):
        problems.add(Code.NOT_UNIQUE, f"{path}.options")
    elif any(len(option.name) > LONGEST_OPTION for option in field.options):
        problems.add(Code.TOO_LONG, f"{path}.options", limit=LONGEST_OPTION)


def settled(before: Iterable[ServiceField], after: Iterable[ServiceField], yesterday: date) -> tuple[ServiceField, ...]:
    """The fields of a type as they will be stored.

    New ones get a code from their label, options from their name. What holds answers keeps code, kind and unit; what is
    left out is retired, because records were made with it.
    """
    known = {field.uuid: field for field in before}
    taken = {field.code for field in known.values()}
    found = []
    for field in after:
        old = known.pop(field.uuid, None)
        code = old.code if old else field.code or code_from(field.label, frozenset(taken), LONGEST_FIELD_CODE)
        taken.add(code)
        options = _settled_options(old.options if old else (), field.options)
        kind, unit = (old.kind, old.unit) if old else (field.kind, tidy(field.unit))
        label = tidy(field.label)
        found.append(replace(field, code=code, label=label, kind=kind, unit=unit, options=options))
    left = [replace(field, active_to=field.active_to or yesterday) for field in known.values()]
    return tuple(replace(field, position=i) for i, field in enumerate([*found, *left], start=1))


def _settled_options(before: Iterable[Option], after: Iterable[Option]) -> tuple[Option, ...]:
    known = {option.code: option for option in before}
    taken = set(known)
    found = []
    for option in after:
        name = tidy(option.name)
        code = option.code or code_from(name, frozenset(taken), LONGEST_FIELD_CODE)
        taken.add(code)
        known.pop(code, None)
        found.append(replace(option, code=code, name=name))
    return (*found, *(replace(option, retired=True) for option in known.values()))


def tidied(answers: Answers) -> Answers:
    """The answers as they will be stored: tidy, without empty ones."""
    return tuple((code, text) for code, answer in answers if (text := tidy(answer)))
