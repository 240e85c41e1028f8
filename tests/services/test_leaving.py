"""Whatever leaves the program as paper, file or copy leaves one entry in the audit, in words of the program alone."""

import dataclasses
import inspect
import pkgutil
from datetime import date
from importlib import import_module
from typing import Any

import pytest

from casa_desktop import services
from casa_desktop.domain.access import PERMISSIONS
from casa_desktop.domain.breakdowns import Request
from casa_desktop.domain.cells import CellOrigin
from casa_desktop.domain.counted import Dimension
from casa_desktop.domain.indicators import Indicator, Rule
from casa_desktop.domain.leaving import Way
from casa_desktop.domain.periods import Month, Period
from casa_desktop.domain.scope import Scope
from casa_desktop.services.context import VERBS
from tests.services.desk import Desk

for _module in pkgutil.walk_packages(services.__path__, "casa_desktop.services."):
    import_module(_module.name)

MARCH = Month(2026, 3)
PERIOD = Period(MARCH, MARCH)
PERSONS = Indicator(Rule.PERSONS)
VALUES: dict[str, Any] = {
    "period": PERIOD,
    "month": MARCH,
    "of": MARCH.first_day,
    "first": MARCH.first_day,
    "last": date(2026, 3, 31),
    "what": "week",
    "way": Way.CSV,
    "origin": CellOrigin(PERSONS, PERIOD),
    "request": Request(PERSONS, Scope.of(PERIOD), Dimension.SEX),
}
"""What the fields of a command may hold, by name."""
ALSO = {"listings.records", "stock.sheet"}
"""Give what they enter, beside those that only enter it."""


def leaving() -> list[str]:
    return sorted(ALSO | {name for name in VERBS if name.rpartition(".")[2] in ("exported", "copied")})


@pytest.mark.parametrize("name", leaving())
def test_what_leaves_makes_the_chain_longer_by_one(desk: Desk, name: str) -> None:
    module, _, function = name.rpartition(".")
    verb = getattr(import_module(f"casa_desktop.services.{module}"), function)
    command = list(inspect.signature(inspect.unwrap(verb)).parameters.values())[1].annotation
    needed = [f.name for f in dataclasses.fields(command) if f.default is f.default_factory]
    unknown = set(needed) - set(VALUES)
    assert not unknown, f"teach this walk what {name} takes as {unknown}"
    role = min(PERMISSIONS[VERBS[name]])

    def entries() -> int:
        with desk.base.begin() as work:
            found: int = work.connection.exec_driver_sql("SELECT count(*) FROM audit").scalar_one()
            return found

    before = entries()
    desk.runner(role).run(verb, command(**{each: VALUES[each] for each in needed}))
    assert entries() == before + 1


@pytest.mark.parametrize("name", leaving())
def test_no_command_of_them_takes_a_word_that_somebody_typed(name: str) -> None:
    module, _, function = name.rpartition(".")
    verb = getattr(import_module(f"casa_desktop.services.{module}"), function)
    command = list(inspect.signature(inspect.unwrap(verb)).parameters.values())[1].annotation
    free = {f.name for f in dataclasses.fields(command) if f.type is str}
    assert free <= {"uuid"}
