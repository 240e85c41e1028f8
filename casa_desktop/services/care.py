"""How the desk takes care: what reception may know of private attention, and the cards of steps that it reads from.

A text that is empty here is the program's own, which the desk must still confirm.
"""

from dataclasses import dataclass, fields, replace
from datetime import date

from casa_desktop.domain.access import Action
from casa_desktop.domain.errors import Code, Problems, fault
from casa_desktop.domain.text import taken, tidy_lines
from casa_desktop.services.context import Context, verb

LONGEST_CARD = 2000
"""Letters: what is read at one glance, with somebody in front."""
_KEY = "care."
_CARDS = ("risk", "child", "route")


@dataclass(frozen=True, slots=True)
class Care:
    """*show_times*: reception sees when somebody is expected in private. The rest are texts, a step a line."""

    show_times: bool = False
    risk: str = ""
    """The protocol of a high risk."""
    child: str = ""
    """The steps with a child who came alone or apart."""
    route: str = ""
    """The route of protection."""
    version: int = 0


@dataclass(frozen=True, slots=True)
class CareQuery:
    """Asks for all of it."""


@dataclass(frozen=True, slots=True)
class TimesQuery:
    """Asks when somebody is expected in private on *day*."""

    day: date


@verb(Action.CARE_VIEW)
def care(ctx: Context, query: CareQuery) -> Care:
    """The desk's choice and its texts."""
    return _stored(ctx)


@verb(Action.CARE_EDIT)
def save_care(ctx: Context, care: Care) -> Care:
    """Writes them and gives them as stored. Errors: TOO_LONG, BAD_TEXT, CONFLICT."""
    problems = Problems()
    texts = {name: taken(problems, name, getattr(care, name), LONGEST_CARD, tidy_lines) for name in _CARDS}
    problems.raise_if_any()
    before = _stored(ctx)
    care = replace(care, risk=texts["risk"], child=texts["child"], route=texts["route"])
    names = tuple(f.name for f in fields(Care) if f.name != "version")
    changed = tuple(name for name in names if getattr(before, name) != getattr(care, name))
    if not changed:
        return before
    if care.version != before.version:
        raise fault(Code.CONFLICT, kind="care")
    stored = {**texts, "show_times": "1" if care.show_times else "", "version": str(before.version + 1)}
    ctx.work.desk.put({_KEY + name: text for name, text in stored.items()})
    ctx.audit("care.edit", "desk", changed)
    ctx.changed("care", "care")
    return _stored(ctx)


@verb(Action.VISIT_TODAY)
def private_times(ctx: Context, query: TimesQuery) -> tuple[str, ...]:
    """``HH:MM`` of each private attention of a day and nothing else of it; nothing unless coordination allows it."""
    return ctx.work.listening.times(query.day) if _stored(ctx).show_times else ()


def _stored(ctx: Context) -> Care:
    stored = {key.removeprefix(_KEY): text for key, text in ctx.work.desk.all().items() if key.startswith(_KEY)}
    return Care(
        stored.get("show_times") == "1",
        stored.get("risk", ""),
        stored.get("child", ""),
        stored.get("route", ""),
        int(stored.get("version") or 0),
    )
