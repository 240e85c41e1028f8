"""Each counting rule against the best SQL for it: ``python -m tests.benchmarks.report --rules``.

The hand-written statements give the same numbers as the verb: values by month, the distinct persons of the whole run
and its anonymous entries where the rule has them, merged persons put right from their own rows. They are the fastest
that were found by trying on the same encrypted file.
"""

import statistics as numbers
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from casa_desktop.domain.indicators import Indicator, RowChoice, Rule, TotalMode
from casa_desktop.domain.periods import Period
from casa_desktop.services import statistics
from casa_desktop.services.runner import Runner

LIMIT = 1.5
ROUNDS = 5
_COUNT, _PERSON, _GROUPS = "ix_service_count", "ix_service_person", "ix_service_activity"
_LIVE = "voided_at IS NULL AND companion = 0 AND month BETWEEN :low AND :high"
_RCF = f"{_LIVE} AND service_type_id = 3"
_OF_GROUPS = f"{_LIVE} AND activity IS NOT NULL"
_MERGED = (
    "person_id IN (SELECT id FROM person WHERE canonical_id <> id"
    " UNION SELECT canonical_id FROM person WHERE canonical_id <> id)"
)


@dataclass(frozen=True)
class Answer:
    """What a row of the table needs. *distinct* and *anonymous* are None where the rule has neither."""

    months: dict[int, int]
    distinct: int | None = None
    anonymous: int | None = None


class Driver:
    """The bare driver on the file of the desk."""

    def __init__(self, raw: Any, low: int, high: int) -> None:
        self._raw = raw
        self._run = {"low": low, "high": high}

    def persons(self, where: str, index: str, distinct_index: str) -> Answer:
        """Distinct persons by month, of the run, and the anonymous among them."""
        months = dict(
            self._all(
                f"SELECT month, count(DISTINCT person_id) FROM service INDEXED BY {index} WHERE {where} GROUP BY 1"
            )
        )
        total = self._one(f"SELECT count(DISTINCT person_id) FROM service INDEXED BY {distinct_index} WHERE {where}")
        canonical = self._canonical()
        twice = self._all(
            f"SELECT DISTINCT person_id, month FROM service INDEXED BY {_PERSON} WHERE {where} AND {_MERGED}"
        )
        _right(months, twice, {(canonical.get(who, who), month) for who, month in twice})
        total += len({canonical.get(who, who) for who, _ in twice}) - len({who for who, _ in twice})
        return Answer(months, total, self._anonymous(where, index))

    def visits(self) -> Answer:
        """VIS, which prints no total; the anonymous entries are told in its footnote."""
        days = f"SELECT DISTINCT month, person_id, visit_id FROM service INDEXED BY {_COUNT} WHERE {_LIVE}"
        months = dict(self._all(f"SELECT month, count(*) FROM ({days}) GROUP BY month"))
        canonical = self._canonical()
        rows = set(
            self._all(f"SELECT person_id, date, month FROM service INDEXED BY {_PERSON} WHERE {_LIVE} AND {_MERGED}")
        )
        mine = [(who, month) for who, _, month in rows]
        whole = {(canonical.get(who, who), day, month) for who, day, month in rows}
        _right(months, mine, [(who, month) for who, _, month in whole])
        return Answer(months, anonymous=self._anonymous(_LIVE, _COUNT))

    def new_ever(self) -> Answer:
        """PER-NUE: the base begins with the run, so its months add up to the distinct persons."""
        firsts = f"SELECT min(month) AS m FROM service INDEXED BY {_PERSON} WHERE {_LIVE} GROUP BY person_id"
        months = dict(self._all(f"SELECT m, count(*) FROM ({firsts}) GROUP BY m"))
        self._right_firsts(months, [(self._run["low"], self._run["high"])])
        return Answer(months, sum(months.values()), self._anonymous(_LIVE, _COUNT))

    def new_in_year(self, where: str) -> Answer:
        """PER-NUE-A in one pass: the first month of each year beside each other, and how many had exactly these."""
        low, high = self._run["low"], self._run["high"]
        years = [(y * 100 + 1, y * 100 + 12) for y in range(low // 100, high // 100 + 1)]
        columns = ", ".join(
            f"min(CASE WHEN month BETWEEN {first} AND {last} THEN month END) AS y{first}" for first, last in years
        )
        names = ", ".join(f"y{first}" for first, _ in years)
        each = f"SELECT {columns} FROM service INDEXED BY {_PERSON} WHERE {where} GROUP BY person_id"
        months: dict[int, int] = {}
        total = 0
        for *found, number in self._all(f"SELECT {names}, count(*) FROM ({each}) GROUP BY {names}"):
            total += number
            for month in found:
                if month is not None:
                    months[month] = months.get(month, 0) + number
        total += self._right_firsts(months, years, where)
        return Answer(months, total, self._anonymous(where, _COUNT))

    def families(self) -> Answer:
        """FAM: a join for whoever has one household and one record, a look back for the others."""
        unusual = (
            "SELECT person_id FROM household_member WHERE until IS NOT NULL"
            " UNION SELECT id FROM person WHERE canonical_id <> id UNION SELECT id FROM person WHERE anonymous = 1"
        )
        came = f"SELECT DISTINCT month, person_id FROM service INDEXED BY {_COUNT} WHERE {_LIVE}"
        home = (
            "coalesce((SELECT household_id FROM household_member m WHERE m.person_id = c.id AND (m.until IS NULL OR"
            " m.until > printf('%d-%02d-31', a.month / 100, a.month % 100)) ORDER BY m.until IS NULL, m.until LIMIT 1),"
            " CASE WHEN c.anonymous = 0 THEN -c.id END)"
        )
        homes = (
            f"SELECT a.month, coalesce(h.household_id, -a.person_id) AS home FROM ({came}) a"
            " LEFT JOIN household_member h ON h.person_id = a.person_id AND h.until IS NULL"
            f" WHERE a.person_id NOT IN ({unusual})"
            f" UNION ALL SELECT a.month, {home} FROM ({came} AND person_id IN ({unusual})) a"
            " JOIN person p ON p.id = a.person_id JOIN person c ON c.id = p.canonical_id"
        )
        months = dict(self._all(f"SELECT month, count(DISTINCT home) FROM ({homes}) GROUP BY month"))
        return Answer(months, anonymous=self._anonymous(_LIVE, _COUNT))

    def _right_firsts(self, months: dict[int, int], years: list[tuple[int, int]], where: str = _LIVE) -> int:
        """Puts the months right, and tells by how many persons all of them together were wrong."""
        canonical = self._canonical()
        rows = self._all(
            f"SELECT DISTINCT person_id, month FROM service INDEXED BY {_PERSON} WHERE {where} AND {_MERGED}"
        )
        for first, last in years:
            here = [(who, month) for who, month in rows if first <= month <= last]
            whole = [(canonical.get(who, who), month) for who, month in here]
            _right(months, _firsts(here).items(), _firsts(whole).items())
        return len({canonical.get(who, who) for who, _ in rows}) - len({who for who, _ in rows})

    def _anonymous(self, where: str, index: str) -> int:
        if index == _GROUPS:
            came = f"SELECT DISTINCT person_id FROM service INDEXED BY {_GROUPS} WHERE {where}"
            return self._one(
                f"SELECT count(*) FROM person WHERE anonymous = 1 AND canonical_id = id AND id + 0 IN ({came})"
            )
        return self._one(
            "SELECT count(*) FROM person p WHERE anonymous = 1 AND canonical_id = id AND EXISTS"
            f" (SELECT 1 FROM service s WHERE s.person_id = p.id AND {where})"
        )

    def _canonical(self) -> dict[int, int]:
        return dict(self._all("SELECT id, canonical_id FROM person WHERE canonical_id <> id"))

    def _all(self, sql: str) -> list[Any]:
        found: list[Any] = self._raw.execute(sql, {k: v for k, v in self._run.items() if f":{k}" in sql}).fetchall()
        return found

    def _one(self, sql: str) -> int:
        return int(self._all(sql)[0][0])


def _right(months: dict[int, int], counted: Iterable[tuple[int, int]], whole: Iterable[tuple[int, int]]) -> None:
    """Takes the records of merged persons out of *months*, and puts the persons in. Both are (who, month)."""
    for sign, pairs in ((-1, counted), (1, whole)):
        for _, month in pairs:
            months[month] = months.get(month, 0) + sign


def _firsts(rows: Iterable[tuple[int, int]]) -> dict[int, int]:
    found: dict[int, int] = {}
    for who, month in rows:
        found[who] = min(found.get(who, month), month)
    return found


def measure(runner: Runner, raw: Any, period: Period) -> bool:
    """Prints the ratio of every rule, both taking turns; false where one is over the limit or they do not agree."""
    driver = Driver(raw, period.first.number, period.last.number)
    rules: dict[Indicator, Callable[[], Answer]] = {
        Indicator(Rule.PERSONS): lambda: driver.persons(_LIVE, _COUNT, _PERSON),
        Indicator(Rule.PERSONS_OF_SERVICE, "RCF"): lambda: driver.persons(_RCF, _COUNT, _PERSON),
        Indicator(Rule.COVERED): lambda: driver.persons(_OF_GROUPS, _GROUPS, _GROUPS),
        Indicator(Rule.VISITS): driver.visits,
        Indicator(Rule.NEW_PERSONS): driver.new_ever,
        Indicator(Rule.NEW_IN_YEAR): lambda: driver.new_in_year(_LIVE),
        Indicator(Rule.NEW_IN_YEAR, "RCF"): lambda: driver.new_in_year(_RCF),
        Indicator(Rule.FAMILIES): driver.families,
    }
    good = True
    for indicator, bare in rules.items():
        good &= _one(runner, raw, period, indicator, bare)
    return good


def _one(runner: Runner, raw: Any, period: Period, indicator: Indicator, bare: Callable[[], Answer]) -> bool:
    request = statistics.TableRequest(period, (RowChoice(indicator, indicator.id),), TotalMode.BOTH)
    [row] = runner.run(statistics.table, request).result.rows

    def by_driver() -> Answer:
        raw.execute("BEGIN IMMEDIATE")
        found = bare()
        raw.execute("COMMIT")
        return found

    expected = by_driver()
    values = [expected.months.get(month.number, 0) for month in period]
    total = row.distinct.exact if row.distinct is not None else None
    if [cell.value for cell in row.cells] != values or (total is not None and total != expected.distinct):
        print(f"{indicator.id}: the two do not agree")
        return False
    verb: list[float] = []
    driver: list[float] = []
    for at in range(ROUNDS):
        pair: list[tuple[list[float], Callable[[], object]]] = [
            (verb, lambda: runner.run(statistics.table, request)),
            (driver, by_driver),
        ]
        for times, call in pair if at % 2 else reversed(pair):
            start = time.perf_counter()
            call()
            times.append(time.perf_counter() - start)
    mine, best = numbers.median(verb), numbers.median(driver)
    print(f"{indicator.id:14} {mine * 1000:6.0f} ms, best SQL {best * 1000:6.0f} ms, ratio {mine / best:.2f}")
    return mine / best <= LIMIT
