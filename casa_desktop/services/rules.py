"""The counting rules as data: every version of each, and writing the next one. None is ever changed.

What a rule computes is the program's, with the counting options of the catalogue; a version holds the words by which
the desk tells it, from a month on, and a table prints those that hold in its months.
"""

from dataclasses import dataclass

from casa_desktop.domain.access import Action
from casa_desktop.domain.errors import Code, Problems, fault
from casa_desktop.domain.indicators import Rule
from casa_desktop.domain.periods import Month
from casa_desktop.domain.rules import LONGEST_TEXT, MONTHS_AHEAD, Book, RuleVersion, book, earliest, faults
from casa_desktop.domain.text import taken, tidy_lines
from casa_desktop.services.context import LONGEST_REASON, Context, verb
from casa_desktop.services.recording import user_id
from casa_desktop.storage.checkup import Check


@dataclass(frozen=True, slots=True)
class RulesQuery:
    """Asks for every rule."""


@dataclass(frozen=True, slots=True)
class RuleHistory:
    """A rule with all its versions, the oldest first. *earliest*: the first month from which another may hold; None
    where nothing limits it."""

    rule: Rule
    versions: tuple[RuleVersion, ...]
    earliest: Month | None = None

    @property
    def last(self) -> RuleVersion:
        """The newest version; it may begin in a month to come."""
        return self.versions[-1]


@dataclass(frozen=True, slots=True)
class WriteVersion:
    """Writes the version that follows *after*, the last one that was seen."""

    rule: Rule
    after: int
    text: str
    from_month: Month | None
    reason: str


@dataclass(frozen=True, slots=True)
class CheckRules:
    """Asks whether the versions are whole."""


@verb(Action.STATISTICS_VIEW)
def rules(ctx: Context, query: RulesQuery) -> tuple[RuleHistory, ...]:
    """Every rule, in the order of the program."""
    closed = ctx.work.catalog.last_closed_month()
    found = current_book(ctx)
    return tuple(RuleHistory(rule, versions, earliest(versions, closed)) for rule, versions in found.items())


@verb(Action.REPORT_DEFINE)
def write(ctx: Context, command: WriteVersion) -> RuleHistory:
    """Adds a version. Closed months keep the rules that they closed with. Repeating it changes nothing.

    Errors: REQUIRED (text, from_month), NEEDS_REASON, TOO_LONG, NOT_UNIQUE (the words that hold already),
    RULE_TOO_EARLY, DATE_IN_FUTURE (more than a year ahead), CONFLICT (somebody wrote meanwhile).
    """
    versions = current_book(ctx)[command.rule]
    last = versions[-1]
    problems = Problems()
    text = taken(problems, "text", command.text, LONGEST_TEXT, required=True)
    reason = taken(problems, "reason", command.reason, LONGEST_REASON, tidy_lines)
    if not reason:
        problems.add(Code.NEEDS_REASON, "reason")
    same = (text, command.from_month, reason) == (last.text, last.from_month, last.reason)
    if not last.ours and last.version == command.after + 1 and same:
        return _history(ctx, command.rule)
    if last.version != command.after:
        raise fault(Code.CONFLICT, kind="rule")
    if text and text == last.text:
        problems.add(Code.NOT_UNIQUE, "text")
    _check_month(ctx, command.from_month, versions, problems)
    problems.raise_if_any()
    assert command.from_month is not None, "it is among the problems"
    ctx.work.rules.add(
        rule=str(command.rule),
        version=last.version + 1,
        text=text,
        from_month=command.from_month.number,
        reason=reason,
        at=ctx.stamp,
        user_id=user_id(ctx),
    )
    ctx.audit("rule.write", f"{command.rule}:v{last.version + 1}", ("text", "from_month"), reason)
    ctx.changed("rule", str(command.rule))
    return _history(ctx, command.rule)


@verb(Action.BASE_VERIFY)
def check(ctx: Context, query: CheckRules) -> Check:
    """``rules``: the versions of each rule follow one another without gaps. Values: ``entries``, ``problems`` and
    ``details`` (rule and version)."""
    rows = ctx.work.rules.written()
    found = tuple(faults((row.rule, row.version, row.text, row.from_month) for row in rows))
    return Check("rules", not found, {"entries": len(rows), "problems": len(found), "details": ", ".join(found)})


def current_book(ctx: Context) -> Book:
    """Every version of every rule."""
    known = set(Rule)
    return book(
        RuleVersion(
            Rule(row.rule), row.version, row.text, Month.from_number(row.from_month), row.reason, row.at, row.by
        )
        for row in ctx.work.rules.written()
        if row.rule in known
    )


def _history(ctx: Context, rule: Rule) -> RuleHistory:
    versions = current_book(ctx)[rule]
    return RuleHistory(rule, versions, earliest(versions, ctx.work.catalog.last_closed_month()))


def _check_month(ctx: Context, month: Month | None, versions: tuple[RuleVersion, ...], problems: Problems) -> None:
    if month is None:
        problems.add(Code.REQUIRED, "from_month")
        return
    first = earliest(versions, ctx.work.catalog.last_closed_month())
    if first is not None and month < first:
        problems.add(Code.RULE_TOO_EARLY, "from_month", month=first)
    latest = Month.of(ctx.clock.today()).plus(MONTHS_AHEAD)
    if month > latest:
        problems.add(Code.DATE_IN_FUTURE, "from_month", limit=latest)
