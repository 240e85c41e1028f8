"""The dashboard against the best SQL for its numbers: ``python -m tests.benchmarks.dashboard --services 200000``.

Both take turns on one encrypted file, with the same pragmas and the same page cache, over a desk of two years whose
last month is looked at: twelve months of the table, ages, countries, hours, destinations, calls, and what waits. The
ratio of the medians should stay at or under 1.5, and the whole under what one notices.
"""

import argparse
import statistics as numbers
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path
from typing import Any

from casa_desktop.domain.dashboard import Dashboard, Loop
from casa_desktop.domain.periods import Month
from casa_desktop.services import dashboard
from casa_desktop.services.dashboard import DashboardQuery
from casa_desktop.services.runner import Runner
from tests.benchmarks import report
from tests.benchmarks.visit import TODAY, make_runner

LIMIT, NOTICED = 1.5, 0.3
MONTH = Month(2026, 2)

_ENRICH = """
UPDATE person SET sex = CASE id % 5 WHEN 0 THEN '01' WHEN 1 THEN '01' WHEN 2 THEN 'SD' ELSE '02' END,
  country = CASE id % 9 WHEN 0 THEN 'COL' WHEN 1 THEN NULL WHEN 2 THEN 'ECU' ELSE 'VEN' END,
  age_from = id % 80, age_to = id % 80 + id % 3, age_stated_on = '2025-06-15';
UPDATE person SET birth_date = date('1950-01-01', '+' || (id % 26000) || ' days') WHERE id % 2 = 0;
UPDATE visit SET destination = CASE id % 40 WHEN 0 THEN 'Cali' WHEN 1 THEN 'Bogotá' ELSE '' END;
UPDATE service SET created_at = date || 'T' || (12 + id % 11) || ':05:00Z';
INSERT INTO rcf_contact (service_id, modality, country, result, minutes)
  SELECT id, 'LLAMADA', 'VEN', CASE WHEN success THEN 'LOGRADO' ELSE 'NO_CONTESTA' END, 4
  FROM service WHERE service_type_id = 3;
INSERT INTO referral
  (number, uuid, service_id, partner_id, urgency, motive, asked, bring, discreet, state, state_on, version)
  SELECT id, printf('%032x', id), id, (SELECT min(id) FROM catalog_item WHERE kind = 'partner'), 'normal', '', '', '',
  0, CASE id % 9 WHEN 0 THEN 'enviada' ELSE 'atendida' END, date, 1 FROM service WHERE id % 50 = 0;
INSERT INTO follow_up (uuid, person_id, due, reason, owner_role, state, created_at, created_by_id, version)
  SELECT printf('%032x', id), person_id, date, '', 'recepcion',
  CASE id % 9 WHEN 0 THEN 'pendiente' ELSE 'hecho' END, '', 1, 1 FROM service WHERE id % 60 = 0
"""
_COUNTS = "voided_at IS NULL AND companion = 0"
_TYPES = (
    "SELECT t.id, o.in_persons FROM service_type t JOIN counting_option o ON o.service_type_id = t.id"
    " ORDER BY t.position"
)
_FULL_YEARS = "(strftime('%Y%m%d', first) - strftime('%Y%m%d', {})) / 10000"
_PEOPLE = (
    "WITH came AS (SELECT k.canonical_id AS who, min(s.date) AS first FROM service s"
    " JOIN person k ON k.id = s.person_id"
    f" WHERE s.month = ? AND s.{_COUNTS.replace(' AND ', ' AND s.')} GROUP BY k.canonical_id)"
    f" SELECT p.sex, p.country, CASE WHEN p.birth_date IS NOT NULL THEN {_FULL_YEARS.format('p.birth_date')}"
    f" ELSE p.age_from + {_FULL_YEARS.format('p.age_stated_on')} END / 10, count(*)"
    " FROM came JOIN person p ON p.id = came.who GROUP BY 1, 2, 3"
)
_HOURS = (
    "SELECT strftime('%w', date), substr(created_at, 12, 2), count(*) FROM service"
    f" WHERE month = ? AND {_COUNTS} GROUP BY 1, 2"
)
_CALLS = (
    "SELECT r.result, count(*) FROM service s JOIN rcf_contact r ON r.service_id = s.id"
    f" WHERE s.month = ? AND s.{_COUNTS.replace(' AND ', ' AND s.')} GROUP BY 1"
)
_BOUND_FOR = (
    "SELECT destination, count(*) FROM visit v WHERE date BETWEEN ? AND ? AND destination <> ''"
    " AND EXISTS (SELECT 1 FROM service s WHERE s.visit_id = v.id AND s.voided_at IS NULL) GROUP BY 1"
)
_REFERRALS = (
    "SELECT count(*) FROM referral r JOIN service s ON s.id = r.service_id"
    " WHERE r.state IN ('enviada', 'recibida') AND s.voided_at IS NULL"
)
_DUE = "SELECT count(*) FROM follow_up WHERE state = 'pendiente' AND due <= ?"


def enrich(runner: Runner) -> None:
    """What the desk of the table has not: ages, countries, hours, calls, destinations, and what waits."""
    with runner.batch() as ctx:
        raw: Any = ctx.work.connection.connection.dbapi_connection
        for statement in _ENRICH.split(";"):
            raw.execute(statement)


def _year(types: list[tuple[int, bool]]) -> str:
    """Persons and each service type by month in one pass; a desk may have any of its types in any month."""
    apart = " AND ".join(f"service_type_id <> {key}" for key, in_persons in types if not in_persons) or "1"
    each = ", ".join(f"count(*) FILTER (WHERE service_type_id = {key})" for key, _ in types)
    return (
        f"SELECT month, count(DISTINCT person_id) FILTER (WHERE {apart}), {each}"
        f" FROM service INDEXED BY ix_service_count WHERE {report._LIVE} GROUP BY month"
    )


def by_driver(raw: Any) -> dict[str, Any]:
    """The same numbers, and no more."""
    raw.execute("BEGIN IMMEDIATE")
    low, high = MONTH.plus(-11).number, MONTH.number
    months = {month: list(values) for month, *values in raw.execute(_year(raw.execute(_TYPES).fetchall()), (low, high))}
    canonical = dict(raw.execute(report._PAIRS).fetchall())
    twice = raw.execute(report._TWICE, (low, high)).fetchall()
    for _, month in twice:
        months[month][0] -= 1
    for _, month in {(canonical.get(who, who), month) for who, month in twice}:
        months[month][0] += 1
    days = (MONTH.first_day.isoformat(), MONTH.last_day.isoformat())
    found = {
        "months": months,
        "people": raw.execute(_PEOPLE, (high,)).fetchall(),
        "hours": raw.execute(_HOURS, (high,)).fetchall(),
        "calls": raw.execute(_CALLS, (high,)).fetchall(),
        "bound_for": raw.execute(_BOUND_FOR, days).fetchall(),
        "referrals": raw.execute(_REFERRALS).fetchone()[0],
        "due": raw.execute(_DUE, (TODAY.isoformat(),)).fetchone()[0],
    }
    raw.execute("COMMIT")
    return found


def by_verb(runner: Runner) -> Dashboard:
    """The way of the program, with its own unit of work."""
    found: Dashboard = runner.run(dashboard.dashboard, DashboardQuery(MONTH)).result
    return found


def _same(found: Dashboard, best: dict[str, Any]) -> bool:
    countries, persons = Counter[str](), best["months"][MONTH.number][0]
    for _, country, _, count in best["people"]:
        countries[country or ""] += count
    return (
        [cell.value for cell in found.persons.cells] == [best["months"][head.month.number][0] for head in found.heads]
        and found.ages.total == persons == countries.total()
        and {key: count for key, count in found.countries.row_totals.items() if count} == dict(countries)
        and found.hours.total == sum(count for *_, count in best["hours"])
        and {each.code: each.count for each in found.calls} == dict(best["calls"])
        and {each.name: each.count for each in found.bound_for} == dict(best["bound_for"])
        and (found.loops[Loop.REFERRALS], found.loops[Loop.FOLLOW_UPS]) == (best["referrals"], best["due"])
    )


def measure(runner: Runner, rounds: int) -> bool:
    """Prints the times of both, taking turns; false where the ratio is over the limit or they do not agree."""
    with runner.batch() as ctx:
        raw: Any = ctx.work.connection.connection.dbapi_connection
    start = time.perf_counter()
    found = by_verb(runner)
    first = time.perf_counter() - start
    if not _same(found, by_driver(raw)):
        print("the two do not agree")
        return False
    verb: list[float] = []
    driver: list[float] = []
    for at in range(rounds):
        pair = [(verb, lambda: by_verb(runner)), (driver, lambda: by_driver(raw))]
        for times, call in pair if at % 2 else reversed(pair):
            times.append(report.timed(call))
    mine, best = numbers.median(verb), numbers.median(driver)
    print(f"dashboard {mine * 1000:.0f} ms (the first {first * 1000:.0f} ms), best SQL {best * 1000:.0f} ms,", end=" ")
    print(f"ratio {mine / best:.2f} (limit {LIMIT}; noticed from {NOTICED * 1000:.0f} ms)")
    return bool(mine / best <= LIMIT and mine < NOTICED)


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(description="The dashboard against the best SQL for its numbers.")
    parser.add_argument("--services", type=int, default=200_000)
    parser.add_argument("--rounds", type=int, default=15)
    given = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as folder:
        runner = make_runner(Path(folder))
        report.fill(runner, given.services)
        enrich(runner)
        good = measure(runner, given.rounds)
        runner.base.close()
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
