"""A day, a week and a month to be told: the figures are those of the desk, and none of them points at somebody."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casa_desktop.domain.access import Role
from casa_desktop.domain.aid import AidItem
from casa_desktop.domain.aid_views import ItemStock, LotStock
from casa_desktop.domain.errors import CasaError, Code
from casa_desktop.domain.ids import new_id
from casa_desktop.domain.indicators import Outcome, Reach
from casa_desktop.domain.leaving import Way
from casa_desktop.domain.periods import Month
from casa_desktop.domain.scope import Scope
from casa_desktop.domain.summaries import Compared, DaySummary, StockAlerts, WeekReport, monday, stock_alerts
from casa_desktop.domain.transfers import Step
from casa_desktop.domain.visits import NewService, Psychology, RecordVisit
from casa_desktop.services import listening, summaries, transfers
from casa_desktop.services.listening import HoldSession
from casa_desktop.services.summaries import MonthQuery, SummaryExported, WeekQuery
from casa_desktop.services.transfers import Travel
from casa_desktop.services.visits import DayQuery
from tests.services.desk import TODAY, Desk
from tests.services.small_desks import DAYS, FIRST_DAY, SmallDesk, SmallService, desks
from tests.services.test_statistics import attend, call, guidance, register, session
from tests.services.test_statistics_rules import many, within
from tests.services.test_transfers import PLAN, requested, stepped

WEEK = timedelta(days=7)
days = st.integers(0, DAYS).map(lambda n: FIRST_DAY + timedelta(days=n))


def day(desk: Desk, role: Role = Role.COORDINATION, of: date = TODAY) -> DaySummary:
    found: DaySummary = desk.runner(role).run(summaries.of_day, DayQuery(of)).result
    return found


def week(desk: Desk, of: date = TODAY) -> WeekReport:
    found: WeekReport = desk.runner(Role.COORDINATION).run(summaries.week, WeekQuery(of)).result
    return found


def counted(small: SmallDesk, first: date, last: date) -> list[SmallService]:
    """What the options count between two days."""
    found = []
    for row in small.services:
        option = small.option(row.kind, row.month)
        reached = not row.companion or option.reach is Reach.PRESENT
        achieved = option.outcome is not Outcome.SUCCESSFUL or row.success is not False
        if first <= row.date <= last and reached and achieved and not row.voided:
            found.append(row)
    return found


def people(small: SmallDesk, first: date, last: date) -> set[int]:
    rows = counted(small, first, last)
    return {small.canonical(row.person) for row in rows if small.option(row.kind, row.month).in_persons}


@many
@given(small=desks(), of=days)
def test_the_week_counts_what_the_rules_say_beside_the_week_before(desk: Desk, small: SmallDesk, of: date) -> None:
    with within(desk, small) as ctx:
        found = summaries.week(ctx, WeekQuery(of))
    first, until = monday(of), min(monday(of) + WEEK - timedelta(days=1), TODAY)
    assert (found.first, found.until) == (first, until)
    long_ago = date(1900, 1, 1)

    def both(what: str) -> list[int]:
        values = []
        for begin, end in ((first, until), (first - WEEK, until - WEEK)):
            came = people(small, begin, end)
            known = people(small, long_ago, begin - timedelta(days=1))
            values.append(len(came if what == "persons" else came - known))
        return values

    assert found.persons == Compared(*both("persons"))
    assert found.new == Compared(*both("new"))
    services, others = dict(found.services), [0, 0]
    for kind in {row.kind for row in counted(small, first - WEEK, until)}:
        sums = [
            sum(row.quantity if kind == "KIT" else 1 for row in counted(small, *span) if row.kind == kind)
            for span in ((first, until), (first - WEEK, until - WEEK))
        ]
        if kind in services or not any(sums):
            assert services.pop(kind, Compared(0, 0)) == Compared(*sums)
        else:
            others = [other + more for other, more in zip(others, sums, strict=True)]
    assert not services
    assert found.others == Compared(*others)
    tries = [
        [row for row in small.services if row.attempt and begin <= row.date <= end]
        for begin, end in ((first, until), (first - WEEK, until - WEEK))
    ]
    assert found.attempts == Compared(*map(len, tries))
    assert found.achieved == Compared(*(sum(row.success is not False for row in rows) for rows in tries))
    assert found.profiles.total == found.countries.total == found.persons.now


@many
@given(small=desks(), of=days)
def test_who_is_new_on_a_day_never_came_before(desk: Desk, small: SmallDesk, of: date) -> None:
    with within(desk, small) as ctx:
        found = summaries.of_day(ctx, DayQuery(of))
    came = people(small, of, of)
    assert found.persons == len(came)
    assert found.new == len(came - people(small, date(1900, 1, 1), of - timedelta(days=1)))


@pytest.fixture
def today(desk: Desk) -> Desk:
    """María came last week too; José and Ana today for the first time, Ana to psychology and about protection."""
    maria, jose, ana = (register(desk, *name) for name in (("María", "Gil"), ("José", "Ruiz"), ("Ana", "Mora")))
    attend(desk, maria, TODAY - WEEK, guidance())
    attend(desk, maria, TODAY, guidance(), call())
    attend(desk, jose, TODAY, guidance(), call("NO_CONTESTA"))
    attend(desk, ana, TODAY, session(), role=Role.PSYCHOLOGY)
    matter = NewService(new_id(), "PRO", Psychology(False), answers=(("ASUNTO", "VBG"),))
    held = HoldSession(RecordVisit(new_id(), TODAY, "TRANSITO", (matter,), ana))
    desk.runner(Role.PSYCHOLOGY).run(listening.hold, held)
    attend(desk, maria, TODAY, NewService(new_id(), "ADR", answers=(("CONSULTA", "GENERAL"),)), role=Role.HEALTH)
    return desk


def test_coordination_tells_the_whole_day_and_nothing_of_protection(today: Desk) -> None:
    found = day(today)
    assert (found.persons, found.new, found.complete) == (3, 2, True)
    assert found.services == (("ORI", 2), ("PSI", 1), ("RCF", 2))
    assert found.others == 1, "the one of the doctor, without its name"


def test_everybody_else_tells_what_their_list_shows_and_not_who_is_new(today: Desk) -> None:
    found = day(today, Role.RECEPTION)
    assert (found.persons, found.new, found.complete) == (2, None, False)
    assert found.services == (("ORI", 2), ("RCF", 2)), "psychology's are not on reception's list"


def test_a_week_under_way_is_held_against_as_many_days(today: Desk) -> None:
    found = week(today)
    assert (str(found.first), str(found.until), str(found.last)) == ("2026-03-09", "2026-03-10", "2026-03-15")
    assert found.persons == Compared(3, 1)
    assert found.new == Compared(2, 1)
    assert set(dict(found.services)) == {"ORI", "PSI", "RCF"}
    assert found.others == Compared(1, 0), "the doctor's one has no name in the week either"
    for apart in (found.profiles, found.countries):
        assert (apart.request.scope, apart.total) == (Scope(found.first, found.until), 3)
    assert (found.attempts, found.achieved) == (Compared(2, 0), Compared(1, 0))
    assert found.provisional
    with pytest.raises(CasaError) as caught:
        week(today, TODAY + WEEK)
    assert caught.value.code is Code.DATE_IN_FUTURE


def test_a_journey_later_in_the_week_before_is_not_held_against_a_week_under_way(today: Desk) -> None:
    runner = today.runner(Role.RECEPTION)
    for ago in (0, 6, 7):
        day, family = TODAY - timedelta(days=ago), (register(today, "Luz", "Mora"),)
        bought = requested(runner, family, replace(PLAN, planned_on=day))
        for step in (Step.APPROVED, Step.BOUGHT):
            bought = stepped(runner, bought, step, day)
        runner.run(transfers.travel, Travel(new_id(), bought.uuid, bought.version, day, family))
    assert [each.persons for each in week(today).transfers] == [1, 1], "of the 3rd, not of the 4th"


def test_the_month_is_the_table_of_the_desk_with_the_one_before_it(today: Desk) -> None:
    page = today.runner(Role.COORDINATION).run(summaries.month, MonthQuery(Month(2026, 3))).result
    values = {row.indicator.id: row.cells[-1].value for row in page.table.rows}
    assert (values["PER-MES"], values["PER-NUE"], values["SRV-ORI"]) == (3, 3, 3)
    assert "SRV-PRO" not in values
    assert page.ages.total == 3
    assert len(page.table.heads) == summaries.MONTHS + 1


def test_alerts_of_the_stock_are_counted() -> None:
    def item(minimum: int, *lots: tuple[date, int], retired: bool = False) -> ItemStock:
        kit = AidItem(new_id(), "Kit", "unidad", minimum, retired=retired)
        return ItemStock(kit, tuple(LotStock(new_id(), kit.uuid, "", "", "", expires, left) for expires, left in lots))

    yesterday, soon, late = TODAY - timedelta(days=1), TODAY + timedelta(days=30), TODAY + timedelta(days=31)
    assert stock_alerts([item(5), item(5, (late, 4)), item(5, (soon, 5)), item(0)], TODAY) == StockAlerts(2, 1, 1, 0)
    assert stock_alerts([item(5, (yesterday, 9), (late, 5), (soon, 0))], TODAY) == StockAlerts(0, 0, 0, 1)
    assert stock_alerts([item(5, (yesterday, 9), retired=True)], TODAY) == StockAlerts(0, 0, 0, 0)


def test_what_leaves_is_written_down(today: Desk) -> None:
    run = today.runner(Role.RECEPTION).run
    run(summaries.copied, SummaryExported("day", TODAY, Way.MESSAGE))
    with pytest.raises(CasaError) as caught:
        run(summaries.exported, SummaryExported("week", TODAY, Way.PDF))
    assert caught.value.code is Code.FORBIDDEN
