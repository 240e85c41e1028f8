"""The records behind a total against the bare driver: ``python -m tests.benchmarks.behind --services 1000000``.

Both read from one encrypted file, taking turns, what is told of a total over 24 months (services, quantities, persons,
persons of each month, people by the number of their months, what is not the reader's) with its first 500 persons and
all that is theirs; then 500 persons from the 100,000th on. What the driver says is the fastest that was found: one pass
in the order of the index by person, the few merged persons apart; a join to ``person`` for each row takes 5 s. The
ratio of the medians should stay at or under 1.5. What the whole verb takes is told in milliseconds, for a month too.
"""

import gc
import heapq
import sys
from functools import partial
from itertools import islice
from typing import Any

from casa_desktop.domain.cells import FIRST_PAGE, CellOrigin, CellRecords, Paging, Tally
from casa_desktop.domain.indicators import Indicator, Rule
from casa_desktop.domain.periods import Month, Period
from casa_desktop.services import origins, statistics
from casa_desktop.services.origins import OriginQuery
from casa_desktop.services.recording import reader
from casa_desktop.services.runner import Runner
from casa_desktop.storage.cells import Cells
from tests.benchmarks.breakdown import in_turns, on_a_desk
from tests.benchmarks.report import FIRST_DAY, MONTHS

LIMIT = 1.5
FURTHER = Paging(offset=100_000)
_SEALED = "SELECT id FROM service_type WHERE compartment IN ('psicologia', 'proteccion')"
_SEEN = (
    f"s.service_type_id NOT IN ({_SEALED}) AND s.id NOT IN (SELECT service_id FROM referral WHERE compartment IN"
    " ('psicologia', 'proteccion')) AND {who} NOT IN (SELECT id FROM person WHERE reserved = 1)"
)
_CONCERNED = (
    "(SELECT id FROM person WHERE canonical_id <> id UNION SELECT canonical_id FROM person WHERE canonical_id <> id)"
)
_FIRST = (
    " AND NOT EXISTS (SELECT 1 FROM service e WHERE e.person_id = s.person_id AND e.month < s.month"
    " AND e.month > {since} AND e.voided_at IS NULL AND e.companion = 0)"
)
_FIRST_OF_MERGED = (
    " AND (k.canonical_id, s.month) IN (SELECT p.canonical_id, min(e.month) FROM service e JOIN person p"
    f" ON p.id = e.person_id WHERE e.person_id IN {_CONCERNED} AND e.voided_at IS NULL AND e.companion = 0"
    " GROUP BY p.canonical_id{run})"
)
_SINCE = {Rule.NEW_PERSONS: ("0", ""), Rule.NEW_IN_YEAR: ("s.month / 100 * 100", ", e.month / 100")}
_ENTRIES = (
    "SELECT w.id, w.uuid, w.code, w.anonymous, n.first_name, n.first_surname, n.second_surname, n.preferred_name,"
    " s.uuid, v.uuid, s.date, t.label, s.quantity, s.sheet, s.line, s.companion FROM service s JOIN person k"
    " ON k.id = s.person_id JOIN person w ON w.id = k.canonical_id JOIN service_type t ON t.id = s.service_type_id"
    " JOIN visit v ON v.id = s.visit_id LEFT JOIN person_name n ON n.person_id = w.id WHERE"
)


class Driver:
    """The bare driver on the file of the desk, for coordination, which holds no key of the room behind the door."""

    def __init__(self, raw: Any, rule: Rule, period: Period) -> None:
        self._raw = raw
        live = (
            "s.voided_at IS NULL AND s.companion = 0"
            f" AND s.month + 0 BETWEEN {period.first.number} AND {period.last.number}"
        )
        since, run = _SINCE.get(rule, ("", ""))
        first, of_merged = (_FIRST.format(since=since), _FIRST_OF_MERGED.format(run=run)) if since else ("", "")
        joined = (
            f"service s JOIN person k ON k.id = s.person_id WHERE s.person_id IN {_CONCERNED} AND {live}{of_merged}"
        )
        alone = f"s.person_id NOT IN {_CONCERNED} AND {live}{first}"
        self._parts = (("s.person_id", f"service s WHERE {alone}"), ("k.canonical_id", joined))
        self._either = f"({alone} OR s.person_id IN {_CONCERNED} AND {live}{of_merged})"

    def records(self, offset: int, limit: int) -> tuple[Tally, list[int]]:
        """What is told with the first page only, and the persons of any."""
        self._raw.execute("BEGIN IMMEDIATE")
        ids = self._page(offset, limit)
        told = Tally() if offset else self._tally()
        self._raw.execute("COMMIT")
        return told, ids

    def _page(self, offset: int, limit: int) -> list[int]:
        streams = [
            self._raw.execute(
                f"SELECT {who} FROM {rows} AND {_SEEN.format(who=who)} GROUP BY {who} ORDER BY {who}",
            )
            for who, rows in self._parts
        ]
        ids = [row[0] for row in islice(heapq.merge(*streams), offset, offset + limit + 1)]
        for stream in streams:
            stream.close()
        records = ", ".join(map(str, ids[:limit]))
        merged = self._all(f"SELECT id FROM person WHERE canonical_id <> id AND canonical_id IN ({records})")
        records = ", ".join((records, *(str(row[0]) for row in merged)))
        seen = _SEEN.format(who="w.id")
        self._all(f"{_ENTRIES} s.person_id IN ({records}) AND {self._either} AND {seen} ORDER BY w.id, s.date, s.id")
        return ids[:limit]

    def _tally(self) -> Tally:
        each = " UNION ALL ".join(
            f"SELECT count(DISTINCT s.month) AS months, count(*) AS services, count(CASE WHEN {_SEEN.format(who=who)}"
            f" THEN 1 END) AS seen FROM {rows} GROUP BY {who}"
            for who, rows in self._parts
        )
        found = self._all(
            "SELECT months, count(*), sum(services), sum(seen), count(CASE WHEN seen > 0 THEN 1 END)"
            f" FROM ({each}) GROUP BY months"
        )
        ((more,),) = self._all(
            f"SELECT coalesce(sum(s.quantity - 1), 0) FROM service s JOIN person k ON k.id = s.person_id"
            f" WHERE s.quantity > 1 AND {self._either}"
        )
        services = sum(row[2] for row in found)
        return Tally(services, services + more, sum(row[1] for row in found), sum(row[0] * row[1] for row in found))

    def _all(self, sql: str) -> list[Any]:
        found: list[Any] = self._raw.execute(sql).fetchall()
        return found


def measure(runner: Runner, rounds: int) -> bool:
    """Prints everything; false where a ratio is over the limit or the two do not read the same."""
    period = Period(Month.of(FIRST_DAY), Month.of(FIRST_DAY).plus(MONTHS - 1))
    good = True
    gc.disable()  # as in the program: see ui/garbage.py
    for rule in (Rule.PERSONS, Rule.NEW_PERSONS, Rule.NEW_IN_YEAR):
        good &= _of_rule(runner, rule, period, rounds)
    return good


def _of_rule(runner: Runner, rule: Rule, period: Period, rounds: int) -> bool:
    origin = CellOrigin(Indicator(rule), period)
    month = CellOrigin(origin.indicator, Period(period.last, period.last))
    good = True
    with runner.batch() as ctx:
        raw: Any = ctx.work.connection.connection.dbapi_connection
        where, mine = statistics.basis(ctx, origin).where, reader(ctx)
    driver = Driver(raw, rule, period)
    for paging in (FIRST_PAGE, FURTHER):

        def program(paging: Paging = paging) -> CellRecords:
            with runner.batch() as ctx:
                return Cells(ctx.work.connection).records(where, mine, paging, spread=True)

        told, ids = driver.records(paging.offset, paging.limit)
        found = program()
        if (found.all, len(found.persons)) != (told, len(ids)):
            print(f"{rule} from {paging.offset}: the two do not agree")
            return False
        ours, bare = in_turns(rounds, program, partial(driver.records, paging.offset, paging.limit))
        verb, alone = in_turns(
            max(3, rounds // 3),
            partial(runner.run, origins.records, OriginQuery(origin, paging)),
            partial(runner.run, origins.records, OriginQuery(month)),
        )
        good = good and ours / bare <= LIMIT
        print(
            f"{rule:9} from {paging.offset:6}: {ours * 1000:5.0f} ms, driver {bare * 1000:5.0f} ms, ratio"
            f" {ours / bare:.2f}; the verb {verb * 1000:5.0f} ms, for one month {alone * 1000:4.0f} ms"
        )
    return good


def main(arguments: list[str]) -> int:
    return on_a_desk("The records behind a total against the bare driver.", 1_000_000, measure, arguments)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
