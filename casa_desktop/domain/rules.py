"""The versions of a counting rule: the program's own words first, then what the desk wrote, each from a month on."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from casa_desktop.domain.indicators import RULE_VERSION, Rule
from casa_desktop.domain.periods import Month, Period

LONGEST_TEXT = 400
"""Letters of a rule: it is a footnote."""
MONTHS_AHEAD = 12
"""How far ahead a version may begin: a year typed wrongly would leave no month for the next one."""


@dataclass(frozen=True, slots=True)
class RuleVersion:
    """One version of a rule. It never changes; another text is another version."""

    rule: Rule
    version: int
    text: str = ""
    """Without the name of the row. Empty for the program's own, whose words stand in ``texts/rules.py``."""
    from_month: Month | None = None
    """None: since always."""
    reason: str = ""
    at: str = ""
    """ISO 8601, UTC; empty for the program's own, as is *by*."""
    by: str = ""
    """Full name."""

    @property
    def ours(self) -> bool:
        """Whether the program brought it."""
        return self.version <= RULE_VERSION


@dataclass(frozen=True, slots=True)
class Held:
    """A version within a period. *until* is its last month where another one follows within the period."""

    of: RuleVersion
    until: Month | None = None


Book = Mapping[Rule, tuple[RuleVersion, ...]]
"""Every version of every rule, the oldest first."""


def book(written: Iterable[RuleVersion]) -> Book:
    """The program's own versions, followed by those that were *written*."""
    found = {rule: [RuleVersion(rule, RULE_VERSION)] for rule in Rule}
    for each in sorted(written, key=lambda each: each.version):
        found[each.rule].append(each)
    return MappingProxyType({rule: tuple(versions) for rule, versions in found.items()})


def held(versions: Sequence[RuleVersion], period: Period) -> tuple[Held, ...]:
    """The versions that hold in at least one month of *period*, in order. A version that begins in the month of the
    one before takes its place."""
    found: list[Held] = []
    for at, each in enumerate(versions):
        begins = each.from_month or period.first
        follow = [later.from_month for later in versions[at + 1 :] if later.from_month is not None]
        ends = min(follow, default=period.last.plus(1)).plus(-1)
        if max(begins, period.first) <= min(ends, period.last):
            found.append(Held(each, ends if ends < period.last else None))
    return tuple(found)


def earliest(versions: Sequence[RuleVersion], closed: Month | None) -> Month | None:
    """The first month from which another version may hold: after the last *closed* one, which keeps its rules, and not
    before the version that stands. None: any."""
    bounds = [version.from_month for version in versions if version.from_month is not None]
    if closed is not None:
        bounds.append(closed.plus(1))
    return max(bounds, default=None)


def faults(written: Iterable[tuple[str, int, str, int]]) -> Iterator[str]:
    """What is wrong with rows (rule, version, text, from month as ``YYYYMM``): ``PER-MES:3`` for each version that
    leaves a gap, begins before the one ahead of it, has no text or belongs to no rule."""
    last: dict[str, tuple[int, int]] = {}
    for rule, version, text, month in sorted(written, key=lambda row: row[:2]):
        before, began = last.get(rule, (RULE_VERSION, 0))
        known = rule in set(Rule)
        if not (known and version == before + 1 and text.strip() and month >= began):
            yield f"{rule}:{version}"
        last[rule] = version, month
