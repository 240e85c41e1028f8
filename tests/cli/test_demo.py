"""Throw-away profiles of invented people."""

from collections import Counter
from pathlib import Path
from random import Random

import pytest

from casa_desktop.demo.council_2019 import DISTINCT_PERSONS, SUNDAY, MonthFigures, plan, published
from casa_desktop.domain.access import Role
from casa_desktop.domain.clock import SystemClock
from casa_desktop.domain.periods import Month
from tests.cli.conftest import Profile, made
from tests.cli.support import casa


def test_the_last_lines_are_the_users_and_no_other_line_names_one(small: Profile) -> None:
    assert small.made is not None
    assert list(small.users) == [line.split("\t")[0] for line in small.made.lines[-len(Role) :]]
    assert set(small.users) == {str(role) for role in Role}
    for line in small.made.lines[: -len(Role)]:
        assert not any(name in line for name in small.users)


def test_every_user_of_the_demo_enters(small: Profile) -> None:
    for user in small.users:
        ran = small.run("usuarios", user=user)
        assert ran.status == (0 if user in ("coordinacion", "administracion") else 1), (user, ran.err)


def test_a_profile_that_exists_is_left_alone(small: Profile) -> None:
    before = (small.folder / "llaves.json").read_bytes()
    ran = casa("demo", "--perfil", small.folder, "--personas", 5)
    assert (ran.status, ran.out) == (1, b"")
    assert (small.folder / "llaves.json").read_bytes() == before


@pytest.mark.parametrize("seed", range(5))
def test_the_plan_of_2019_gives_the_published_counts(seed: int) -> None:
    figures = published()
    visits = plan(figures, DISTINCT_PERSONS, Random(seed))
    assert [visit.day for visit in visits] == sorted(visit.day for visit in visits)
    assert len({visit.person for visit in visits}) == DISTINCT_PERSONS
    assert sum(visit.new for visit in visits) == DISTINCT_PERSONS
    assert len({(visit.person, visit.day) for visit in visits}) == len(visits)
    assert not any(visit.day.weekday() == SUNDAY for visit in visits)
    for month in figures:
        mine = [visit for visit in visits if Month.of(visit.day) == month.month]
        assert len({visit.person for visit in mine}) == month.persons
        assert Counter(code for visit in mine for code in visit.services) == dict(month.services)


def test_a_plan_that_cannot_be_is_refused() -> None:
    month = MonthFigures(Month(2019, 1), persons=5, services=(("ORI", 4),), provisional=False)
    with pytest.raises(ValueError, match="fewer services"):
        plan((month,), 5, Random(1))
    with pytest.raises(ValueError, match="more distinct"):
        plan((month,), 6, Random(1))


def test_who_is_not_named_is_coordination(tmp_path: Path) -> None:
    fresh = made(tmp_path / "perfil", "--personas", 3, "--meses", 1)
    period = ("--desde", "2019-01", "--hasta", "2019-01")
    ran = casa("informe", "--perfil", fresh.folder, *period, password=fresh.users["coordinacion"])
    assert ran.status == 0, ran.err


def test_families_of_the_demo_travel_and_stand_in_the_report(tmp_path: Path) -> None:
    desk = made(tmp_path / "perfil", "--escenario", "mesa", "--personas", 120, "--meses", 2)
    last = Month.of(SystemClock().today())
    ran = desk.run(
        "informe", "--desde", last.plus(-1), "--hasta", last, "--formato", "csv", "--filas", "SRV-TRA,PER-TRA,BEN,FAM"
    )
    assert ran.status == 0, ran.err
    table = [line.split(";") for line in ran.out.decode("utf-8-sig").splitlines()[1:5]]
    services, persons, covered, families = (sum(int(c) for c in row[1:3] if c.isdigit()) for row in table)
    assert services == persons > 0
    assert covered >= persons
    assert families > 0
