"""The table reads indexes only: a million rows of ``service`` are far more than a table is worth."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from sqlalchemy import Connection, event

from casa_desktop.domain.catalog import FIRST_MONTH, CountingOption, ServiceType
from casa_desktop.domain.indicators import Indicator, Outcome, Reach, Rule
from casa_desktop.storage.base import Base
from casa_desktop.storage.counts import Counts
from casa_desktop.storage.selection import Selection

MONTHS = frozenset(range(202501, 202513))


@contextmanager
def plans(connection: Connection) -> Iterator[list[str]]:
    """How SQLite reads ``service`` in each statement of the block."""
    found: list[str] = []

    def look(conn: Connection, _cursor: object, statement: str, values: Any, *_: object) -> None:
        raw: Any = conn.connection.dbapi_connection
        steps = [row[3] for row in raw.execute(f"EXPLAIN QUERY PLAN {statement}", values)]
        found.extend(step for step in steps if re.search(r"\b(SCAN|SEARCH) service\b", step))

    event.listen(connection, "before_cursor_execute", look)
    yield found
    event.remove(connection, "before_cursor_execute", look)


def selection(*, alike: bool) -> Selection:
    usual = CountingOption(FIRST_MONTH, True, Reach.RECIPIENT, Outcome.SERVICES, False)
    other = CountingOption(FIRST_MONTH, alike, Reach.RECIPIENT if alike else Reach.PRESENT, Outcome.SUCCESSFUL, False)
    kinds = [ServiceType("u", "ORI", "O", "O", options=(usual,)), ServiceType("u", "RCF", "R", "R", options=(other,))]
    return Selection(kinds, {"ORI": 1, "RCF": 2}, min(MONTHS), max(MONTHS))


@pytest.mark.parametrize("alike", [True, False])
def test_the_rows_of_the_desk_read_one_index_each(base: Base, alike: bool) -> None:
    wanted = [Indicator(Rule.PERSONS), Indicator(Rule.SERVICES, "ORI"), Indicator(Rule.SERVICES, "RCF")]
    with base.begin() as work, plans(work.connection) as found:
        Counts(work.connection).monthly(selection(alike=alike), wanted)
    assert found
    assert all(
        "INDEX ix_service_count (month>? AND month<?)" in step for step in found if "ix_service_person" not in step
    )


def test_distinct_persons_of_a_long_run_are_read_in_their_order(base: Base) -> None:
    with base.begin() as work:
        counts = Counts(work.connection)
        counts.span = lambda: (min(MONTHS), max(MONTHS))  # type: ignore[method-assign]  # an empty base is short
        with plans(work.connection) as found:
            counts.distinct_persons(selection(alike=True), Indicator(Rule.PERSONS), MONTHS)
    assert found[0] == "SCAN service USING COVERING INDEX ix_service_person"
