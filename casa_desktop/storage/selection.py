"""Which rows count: the counting options of the service types, as conditions on ``service``.

First the options select rows and persons, then every indicator counts that same set.
"""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping

from sqlalchemy import ColumnElement, FromClause, and_, case, false, or_, true
from sqlalchemy.sql.util import ClauseAdapter

from casa_desktop.domain.catalog import FIRST_MONTH, CountingOption, ServiceType
from casa_desktop.domain.indicators import Indicator, Outcome, Reach, Rule
from casa_desktop.domain.periods import Month
from casa_desktop.storage.tables import service

s = service.c
Condition = ColumnElement[bool]
ByMonth = dict[int, int]
"""Value by month (``YYYYMM``); a month without rows is missing."""

_Key = tuple[bool, bool, bool]
"""(counts at all, recipients only, successes only)"""
_NOTHING: _Key = (False, False, False)


class Selection:
    """The rows that count in the months *low* to *high* (``YYYYMM``).

    ``rows`` is the set of the rules by service; ``persons`` leaves out the types that do not count in PERSONAS, which
    ``persons_among_rows`` alone says of one of ``rows``. Where both are the same set they are the same object.
    """

    def __init__(
        self,
        kinds: Iterable[ServiceType],
        keys: Mapping[str, int],
        low: int,
        high: int,
        without: Collection[str] = (),
    ) -> None:
        self._keys = keys
        self._without = frozenset(without)
        self._kinds = [kind for kind in kinds if kind.options]
        self._by_quantity = frozenset(kind.code for kind in self._kinds if kind.by_quantity)
        self.low = low
        self.high = high
        rows = self._segments(lambda option: _key(option, True))
        persons = self._segments(lambda option: _key(option, option.in_persons))
        self.rows = _over_months(rows)
        self.persons = self.rows if persons == rows else _over_months(persons)
        self.persons_among_rows = _over_months(self._segments(lambda option: (option.in_persons, False, False)))

    def but(self, without: Collection[str]) -> "Selection":
        """The same, as if there were no services of the types *without*."""
        return Selection(self._kinds, self._keys, self.low, self.high, without) if without else self

    def from_the_beginning(self) -> "Selection":
        """The same options over all that was ever recorded up to ``high``."""
        return Selection(self._kinds, self._keys, FIRST_MONTH.number, self.high, self._without)

    def from_january(self) -> "Selection":
        """The same options from January of the first year on."""
        return Selection(self._kinds, self._keys, self.low // 100 * 100 + 1, self.high, self._without)

    def year(self, year: int) -> "Selection":
        """The same options from January of *year* to its December, or to ``high`` where that comes first."""
        return Selection(self._kinds, self._keys, year * 100 + 1, min(self.high, year * 100 + 12), self._without)

    def key(self, code: str) -> int:
        """The integer key of a service type."""
        return self._keys[code]

    def counts_quantity(self, code: str) -> bool:
        """Whether services of the type are added up by quantity."""
        return code in self._by_quantity

    def _segments(self, key: Callable[[CountingOption], _Key]) -> dict[int, dict[int, _Key]]:
        """For each month in which an option begins to differ: the key of every service type from there on."""
        starts = {self.low} | {
            option.from_month.number
            for kind in self._kinds
            for option in kind.options
            if self.low < option.from_month.number <= self.high
        }
        found: dict[int, dict[int, _Key]] = {}
        last: dict[int, _Key] | None = None
        for start in sorted(starts):
            month = Month.from_number(start)
            here = {
                self._keys[kind.code]: _NOTHING if kind.code in self._without else key(kind.option_in(month))
                for kind in self._kinds
            }
            if here != last:
                found[start] = last = here
        return found


def _key(option: CountingOption, counts: bool) -> _Key:
    return (counts, option.reach is Reach.RECIPIENT, option.outcome is Outcome.SUCCESSFUL)


def _over_months(segments: Mapping[int, Mapping[int, _Key]]) -> Condition:
    starts = sorted(segments)
    conditions = [_of_types(segments[start]) for start in starts]
    if len(starts) == 1:
        return conditions[0]
    before = [(s.month < end, part) for end, part in zip(starts[1:], conditions[:-1], strict=True)]
    return case(*before, else_=conditions[-1])


def _of_types(keys: Mapping[int, _Key]) -> Condition:
    """One condition where all types are alike, which is the usual and the fast case."""
    if not keys:
        return false()
    usual = Counter(keys.values()).most_common(1)[0][0]
    others = [(kind, key) for kind, key in sorted(keys.items()) if key != usual]
    if not others:
        return _of_key(usual)
    if not any(counts for _, (counts, _, _) in others):
        # One by one: of a list SQLite makes a table, and looks each row up in it.
        return and_(*(s.service_type_id != kind for kind, _ in others), _of_key(usual))
    return case(*((s.service_type_id == kind, _of_key(key)) for kind, key in others), else_=_of_key(usual))


def _of_key(key: _Key) -> Condition:
    counts, recipients_only, successes_only = key
    if not counts:
        return false()
    parts: list[Condition] = []
    if recipients_only:
        parts.append(s.companion.is_(false()))
    if successes_only:
        parts.append(or_(s.success.is_(None), s.success.is_(true())))
    return and_(true(), *parts)


def live(low: int, high: int) -> Condition:
    """Rows of the months *low* to *high* that were not voided."""
    # Of one month the index then goes on in the order of persons.
    return s.voided_at.is_(None) & (s.month == low if low == high else s.month.between(low, high))


def person_by_person(low: int, high: int) -> Condition:
    """As :func:`live`, said so that no index on the month can serve: SQLite then reads in the order of persons."""
    return s.voided_at.is_(None) & (s.month + 0).between(low, high)


def within(months: frozenset[int], run: Callable[[int, int], Condition] = live) -> Condition:
    """Rows of *months*, which need not be a run, that were not voided; *run* is :func:`live` or
    :func:`person_by_person`."""
    low, high = min(months), max(months)
    holes = {Month.from_number(low).plus(n).number for n in range(length(low, high))} - months
    found = run(low, high)
    return found & s.month.not_in(sorted(holes)) if holes else found


def read_as(rows: FromClause, where: Condition) -> Condition:
    """*where*, said of *rows*, which is another name for ``service``."""
    return ClauseAdapter(rows).traverse(where)


def condition(selection: Selection, indicator: Indicator) -> Condition:
    """The rows that *indicator* counts."""
    if indicator.service_type:
        return selection.rows & (s.service_type_id == selection.key(indicator.service_type))
    return selection.persons & s.activity.is_not(None) if indicator.rule is Rule.COVERED else selection.persons


def length(low: int, high: int) -> int:
    """Months from *low* to *high*, both included."""
    return (high // 100 - low // 100) * 12 + high % 100 - low % 100 + 1


def by_month(rows: Iterable[tuple[int, int]]) -> ByMonth:
    """(month, value) rows as a dict."""
    return {month: int(value) for month, value in rows}
