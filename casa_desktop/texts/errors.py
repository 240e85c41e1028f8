"""A Spanish sentence for every error: what happened, what was kept, what to do.

Each code has one or more templates, the fullest first; the first one whose values are all known is told, and the last
needs none. So a verb may say as much as it knows and the sentence stays whole.
"""

from collections.abc import Callable, Mapping
from datetime import date, datetime
from decimal import Decimal
from string import Formatter
from types import MappingProxyType

from casa_desktop.domain.access import Action, Compartment
from casa_desktop.domain.errors import CasaError, Problem
from casa_desktop.domain.periods import Month
from casa_desktop.texts import dates, numbers
from casa_desktop.texts.labels import ACTIONS, COMPARTMENTS, KINDS, field_label
from casa_desktop.texts.sentences import SENTENCES, By


def sentence(problem: Problem) -> str:
    """What to tell the user about one problem, without the name of its field."""
    for template in SENTENCES[problem.code]:
        if isinstance(template, By):
            template = template.templates.get(str(problem.values.get(template.value)), "")
        told = filled(template, problem.values)
        if told:
            return told
    raise AssertionError(problem.code)


def message(error: CasaError) -> str:
    """All the problems of an error, one a line; each with its line of the file or its field where these are known."""
    return "\n".join(_placed(problem, alone=len(error.problems) == 1) for problem in error.problems)


def _placed(problem: Problem, alone: bool) -> str:
    label = "" if alone and not problem.field.startswith("--") else field_label(problem.field)
    told = sentence(problem)
    return f"{label}: {told[0].lower()}{told[1:]}" if label else told


def filled(template: str, values: Mapping[str, object]) -> str | None:
    """The template with its values told in Spanish; None where one of them is missing or cannot be told."""
    shown: dict[str, str] = {}
    for _text, name, _spec, _conversion in Formatter().parse(template):
        if name is None:
            continue
        text = _shown(name, values.get(name))
        if text is None:
            return None
        shown[name] = text
    told = template.format_map(shown)
    return told[:1].upper() + told[1:]


def _bytes(value: object) -> str | None:
    return f"{numbers.integer(max(1, value // (1024 * 1024)))} MB" if isinstance(value, int) else None


def _wait(value: object) -> str | None:
    return numbers.seconds(value) if isinstance(value, int | float) else None


def _coded(labels: Mapping[str, str]) -> Callable[[object], str | None]:
    return lambda value: labels.get(str(value))


_BY_NAME: Mapping[str, Callable[[object], str | None]] = MappingProxyType(
    {
        "seconds": _wait,
        "bytes": _bytes,
        "kind": _coded(KINDS),
        "action": _coded({Action(key): text for key, text in ACTIONS.items()}),
        "compartment": _coded({Compartment(key): text for key, text in COMPARTMENTS.items()}),
    }
)


def _shown(name: str, value: object) -> str | None:
    """A value as the sentence prints it; None where it is missing or cannot be told."""
    if value is None or value == "":
        return None
    if name in _BY_NAME:
        return _BY_NAME[name](value)
    if isinstance(value, datetime):
        return dates.long_moment(value)
    if isinstance(value, date):
        return dates.long_date(value)
    if isinstance(value, Month):
        return dates.month_long(value)
    if isinstance(value, int | float):
        return numbers.integer(value) if isinstance(value, int) else numbers.decimal(value)
    if isinstance(value, Decimal):
        return numbers.measure(value)
    if name in ("month", "first", "last"):
        return _month(str(value))
    return str(value)


def _month(text: str) -> str:
    try:
        return dates.month_long(Month.parse(text))
    except CasaError:
        return text
