"""The dashboard tells what the table and the breakdowns tell, and counts whom nobody may see."""

import random
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import update

from casa_desktop.domain.access import Role
from casa_desktop.domain.ages import Age, AgeRange
from casa_desktop.domain.breakdowns import Breakdown, Request
from casa_desktop.domain.cells import CellDetail, CellOrigin, Origin, Unit
from casa_desktop.domain.charts import Chart
from casa_desktop.domain.counted import Dimension
from casa_desktop.domain.dashboard import BoundOrigin, Dashboard, Destination, Loop, Shelf, Tallied
from casa_desktop.domain.ids import new_id
from casa_desktop.domain.indicators import Indicator, RowChoice, Rule
from casa_desktop.domain.paper_sheets import SheetNumber
from casa_desktop.domain.periods import Month, Period
from casa_desktop.domain.petitions import Channel, PetitionKind
from casa_desktop.domain.scope import Scope
from casa_desktop.domain.suppression import SMALLEST
from casa_desktop.domain.transfers import Plan, Step, Traveller
from casa_desktop.domain.visits import Guidance, NewService, RecordVisit
from casa_desktop.services import (
    breakdowns,
    dashboard,
    figures,
    listening,
    origins,
    paper_sheets,
    petitions,
    statistics,
    transfers,
    visits,
)
from casa_desktop.services.context import Context
from casa_desktop.services.dashboard import DashboardQuery
from casa_desktop.services.figures import Figure, SaveFigures
from casa_desktop.services.listening import HoldSession
from casa_desktop.services.origins import OriginQuery
from casa_desktop.services.statistics import TableRequest
from casa_desktop.storage.tables import person
from casa_desktop.texts import dashboard as words
from tests.services.desk import TODAY, Desk
from tests.services.referring import plan, refer, register
from tests.services.small_desks import TYPES, SmallDesk, SmallPerson, SmallService, desks
from tests.services.stores import make_store
from tests.services.test_breakdowns import person as somebody
from tests.services.test_protection import matter
from tests.services.test_statistics import attend, call, guidance
from tests.services.test_statistics_rules import within
from tests.services.test_transfers import bought

MARCH, JANUARY = Month(2026, 3), Month(2026, 1)
PERSONS = Indicator(Rule.PERSONS)
SERVICES = tuple(RowChoice(Indicator(Rule.SERVICES, kind), kind) for kind in TYPES)
days = st.dates(date(2005, 1, 1), date(2027, 12, 31))
ages = st.one_of(
    st.just(Age()),
    st.builds(Age, birth_date=days),
    st.builds(
        lambda first, more, on: Age(stated=AgeRange(first, first + more), stated_on=on),
        st.integers(0, 70),
        st.integers(0, 4),
        days,
    ),
)
people = st.lists(st.tuples(ages, st.sampled_from(("01", "02", "03", "SD")), st.sampled_from((None, "VEN", "COL"))))


def seen(desk: Desk, month: Month = MARCH, role: Role = Role.COORDINATION) -> Dashboard:
    found: Dashboard = desk.runner(role).run(dashboard.dashboard, DashboardQuery(month)).result
    return found


def plainly(found: Breakdown) -> tuple[Any, ...]:
    """What it says, whichever way its rows are listed."""
    cells = {key: count for key, count in found.cells.items() if count}
    rows = {key: count for key, count in found.row_totals.items() if count}
    columns = {key: count for key, count in found.column_totals.items() if count}
    return cells, rows, columns, found.total, found.straddling, found.historical, found.provisional


def opens_all(desk: Desk) -> None:
    """Every chart of the desk as it is."""

    def asked(origin: Origin) -> CellDetail:
        detail: CellDetail = desk.runner(Role.COORDINATION).run(origins.records, OriginQuery(origin)).result
        return detail

    for each in words.charts(seen(desk), leaves=False):
        opens_what_it_shows(asked, each)


def chart(found: Dashboard, key: str, *, leaves: bool = False) -> Chart:
    return next(each for each in words.charts(found, leaves=leaves) if each.key == key)


def describe(ctx: Context, key: int, age: Age, sex: str, country: str | None) -> None:
    """Writes over what the person of that key is."""
    stated = age.stated
    values = {
        "sex": sex,
        "country": country,
        "birth_date": age.birth_date,
        "age_from": stated and stated.first,
        "age_to": stated and stated.last,
        "age_stated_on": age.stated_on,
    }
    ctx.work.connection.execute(update(person).where(person.c.id == key).values(**values))


def opens_what_it_shows(open_: Callable[[Origin], CellDetail], shown: Chart) -> None:
    """Behind every number of a chart stand the records that it counts, or it is told where they are listed."""
    for line, (_, *values) in enumerate(() if shown.blank else shown.values()):
        for column, value in enumerate(values, start=1):
            origin = shown.origins.get((line, column))
            if origin is None:
                assert value == 0 or isinstance(value, str) or shown.elsewhere[line], (shown.key, line, column)
            else:
                detail = open_(origin)
                assert (detail.distinct or detail.monthly_sum).exact == value, (shown.key, line, column)
                assert (detail.records.all.services > 0) is (value > 0 and not detail.figures)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(small=desks(), who=people, ago=st.integers(0, 6))
def test_every_number_is_the_table_s_or_the_breakdown_s(desk: Desk, small: SmallDesk, who: Any, ago: int) -> None:
    month = MARCH.plus(-ago)
    one, year = Period(month, month), Period(month.plus(-11), month)
    with within(desk, small) as ctx:
        for at, (age, sex, country) in enumerate(who[: len(small.people)]):
            describe(ctx, at + 1, age, sex, country)
        found = dashboard.dashboard(ctx, DashboardQuery(month))
        table = statistics.table(ctx, TableRequest(year, (RowChoice(PERSONS, "P"), *SERVICES)))
        by_age = breakdowns.breakdown(ctx, Request(PERSONS, Scope.of(one), Dimension.AGE, Dimension.SEX))
        by_country = breakdowns.breakdown(ctx, Request(PERSONS, Scope.of(one), Dimension.COUNTRY))
        for each in words.charts(found, leaves=False):
            opens_what_it_shows(lambda origin: origins.records(ctx, OriginQuery(origin)), each)
    assert plainly(found.ages) == plainly(by_age)
    assert plainly(found.countries) == plainly(by_country)
    assert found.persons.cells == table.rows[0].cells
    expected = {row.indicator: row.cells for row in table.rows[1:] if any(cell.value for cell in row.cells)}
    assert {row.indicator: row.cells for row in found.services} == expected
    assert [head.month for head in found.heads] == list(year)
    of_month = sum(row.cells[-1].value or 0 for row in table.rows[1:])
    assert sum(found.hours.weekdays) == found.hours.total == of_month
    pyramid = chart(found, "ages")
    if found.ages.total:
        assert pyramid.below[-1] == str(found.ages.total)
        assert sum(point.number or 0 for series in pyramid.series for point in series.points) == found.ages.total


@pytest.mark.parametrize("seed", range(2))
def test_ages_at_the_edges_of_bands_are_those_of_the_rules(desk: Desk, seed: int) -> None:
    """Where a day, or a year more, decides: the edge of a band on a birthday, or stated a year ago or later."""
    chance = random.Random(seed)
    edges = (0, 5, 6, 12, 13, 17, 18, 25, 26, 59, 60)
    many = 300
    services = tuple(SmallService(at, "ORI", 122 + at % 27, 1, False, None, False, False) for at in range(many))
    nobody = SmallPerson(anonymous=False, merged_with=None, homes=())
    with within(desk, SmallDesk((nobody,) * many, services, ())) as ctx:
        for at, each in enumerate(services):
            edge, near = chance.choice(edges), timedelta(days=chance.choice((-2, -1, 0, 0, 1, 2)))
            year = each.date.year - edge
            on = date(year, each.date.month, min(each.date.day, 28)) + near
            ago = date(each.date.year + chance.choice((-2, -1, -1, 0, 1, 2)), each.date.month, 1 + at % 28) + near
            told = AgeRange(max(0, edge - chance.choice((0, 1, 2))), edge)
            age = Age(birth_date=on) if chance.random() < 0.3 else Age(stated=told, stated_on=ago)
            describe(ctx, at + 1, age, "02", None)
        month = services[0].month
        found = dashboard.dashboard(ctx, DashboardQuery(month)).ages
        asked = Request(PERSONS, Scope.of(Period(month, month)), Dimension.AGE, Dimension.SEX)
        assert plainly(found) == plainly(breakdowns.breakdown(ctx, asked))
    assert found.straddling > 20


def test_who_sees_totals_only_is_given_no_small_cell(desk: Desk) -> None:
    born = Age(birth_date=date(1990, 1, 10))
    for sex in ("01", "01", "02"):
        attend(desk, somebody(desk, sex, born), TODAY, guidance())
    whole, part = seen(desk), seen(desk, role=Role.CONSULTATION)
    assert sum(whole.ages.cells.values()) == 3
    assert whole.hidden
    assert not set(part.ages.cells) & part.hidden
    assert part.ages.total == 3
    assert set(whole.hours.cells) & whole.hours.hidden
    assert not set(part.hours.cells) & part.hours.hidden
    for hides in (chart(part, "ages"), chart(whole, "ages", leaves=True)):
        numbers = [point.number for series in hides.series for point in series.points]
        assert not any(number and number < SMALLEST for number in numbers)
        assert None in numbers
        assert hides.below[-1] == "3"
        assert any("•" in note for note in hides.notes)
    assert None not in [point.number for series in chart(whole, "ages").series for point in series.points]


def test_a_matter_of_protection_has_no_bar_on_the_glass_of_the_counter(desk: Desk) -> None:
    desk.runner(Role.PSYCHOLOGY).run(listening.hold, HoldSession(matter()))

    def bars(role: Role) -> set[str]:
        return {row.indicator.service_type for row in seen(desk, role=role).services}

    assert "PRO" in bars(Role.COORDINATION) & bars(Role.PSYCHOLOGY)
    assert "PRO" not in bars(Role.RECEPTION) | bars(Role.CONSULTATION)
    assert seen(desk, role=Role.RECEPTION).persons.cells[-1].value == 1, "the person counts"


def test_the_days_of_the_services_less_the_bars_are_nobody_s_matter_of_protection(desk: Desk) -> None:
    desk.runner(Role.PSYCHOLOGY).run(listening.hold, HoldSession(matter()))
    attend(desk, register(desk), TODAY, guidance())
    for role, services in ((Role.RECEPTION, 1), (Role.CONSULTATION, 1), (Role.COORDINATION, 2)):
        found = seen(desk, role=role)
        assert sum(row.cells[-1].value or 0 for row in found.services) == services
        hours = found.hours
        assert (hours.total, sum(hours.weekdays), hours.counted) == (services, services, services)


def test_an_hour_is_that_of_bogota_and_only_of_what_was_written_as_it_happened(desk: Desk) -> None:
    who = register(desk)
    attend(desk, who, TODAY, guidance())  # the desk's clock says 9 in the morning, 14 in UTC
    attend(desk, who, TODAY - timedelta(days=1), guidance())
    found = seen(desk).hours
    assert dict(found.cells) == {(TODAY.weekday(), 9): 1}
    assert (found.counted, found.total) == (1, 2)
    assert found.weekdays[TODAY.weekday()] == found.weekdays[(TODAY.weekday() - 1) % 7] == 1
    assert "sin 1 registrado después de su día" in " ".join(chart(seen(desk), "hours").notes)
    opens_all(desk)


def test_an_hour_in_the_evening_is_not_that_of_the_next_day(desk: Desk) -> None:
    desk.clock.advance(11 * 3600)  # 20 in Bogotá, and the next day in UTC
    attend(desk, register(desk), TODAY, guidance())
    assert dict(seen(desk).hours.cells) == {(TODAY.weekday(), 20): 1}
    opens_all(desk)


def test_a_planilla_that_was_passed_tells_no_hour(desk: Desk) -> None:
    reception = desk.runner(Role.RECEPTION)
    reception.run(paper_sheets.issue, paper_sheets.IssueSheets(new_id(), 1, "PC", 1))
    who = register(desk)
    passed = NewService(new_id(), "ORI", Guidance(), sheet=SheetNumber("PC", 1).written, line=1)
    attend(desk, who, TODAY, passed, call())
    assert (seen(desk).hours.counted, seen(desk).hours.total) == (1, 2)
    opens_all(desk)


def test_what_waits_is_counted_whoever_it_is_about(desk: Desk) -> None:
    who = register(desk)
    for person_uuid in (who, register(desk, "Rosa")):
        refer(desk, person_uuid)
        plan(desk, person_uuid, TODAY)
    plan(desk, who, TODAY + timedelta(days=1))
    plan(desk, who, TODAY, Role.PSYCHOLOGY, private=True)
    run = desk.runner(Role.RECEPTION).run
    alone = RecordVisit(new_id(), TODAY, "TRANSITO", (guidance(),), person_uuid=who, vulnerabilities=("NNA_SOLO",))
    run(visits.record, alone)
    to = Plan(municipality="52356", reason="REUNIFICACION", means="BUS", funder="CICR", profile="TRANSITO")
    run(transfers.request, transfers.RequestTransfer(new_id(), to, (Traveller(who),)))
    for received in (TODAY, TODAY - timedelta(days=60)):
        asked = petitions.RegisterPetition(new_id(), PetitionKind.COMPLAINT, Channel.BOX, received, "Esperé mucho")
        run(petitions.register, asked)
    found = seen(desk, role=Role.CONSULTATION)
    assert dict(found.loops) == {
        Loop.REFERRALS: 2,
        Loop.FOLLOW_UPS: 3,
        Loop.TRANSFERS: 1,
        Loop.CHILDREN: 1,
        Loop.PETITIONS_LATE: 1,
        Loop.PETITIONS_NEAR: 0,
    }
    desk.clock.advance(timedelta(days=16).total_seconds())
    assert seen(desk).loops[Loop.PETITIONS_NEAR] == 1


def test_where_people_travelled_and_where_they_say_that_they_go(desk: Desk) -> None:
    runner = desk.runner(Role.RECEPTION)
    family = tuple(register(desk, name) for name in ("Ana", "Luis"))
    made = bought(runner, family)
    went = transfers.Travel(new_id(), made.uuid, made.version, TODAY, family)
    assert runner.run(transfers.travel, went).result.step is Step.TRAVELLED
    assert seen(desk).travelled == (Destination("COL", "52356", "", 2),)
    assert chart(seen(desk), "travelled").lines() == (("Ipiales", "2"),)
    for at, told in enumerate(("Cali", "cali ", "CALI", "Cali", "Cáli", "donde mi prima Rosa")):
        command = RecordVisit(
            new_id(), TODAY, "TRANSITO", (guidance(),), person_uuid=register(desk, f"Uno{at}"), destination=told
        )
        runner.run(visits.record, command)
    assert seen(desk).bound_for == (Tallied("cali", "Cali", 5), Tallied("", "", 1)), "free text of few is not shown"
    opens_all(desk)


def test_where_they_go_tells_the_counter_nothing_of_the_room_nor_what_few_said(desk: Desk) -> None:
    room, counter = desk.runner(Role.PSYCHOLOGY), desk.runner(Role.RECEPTION)
    for at in range(SMALLEST):
        told = "Cali" if at else "donde mi prima Rosa"
        came = RecordVisit(new_id(), TODAY, "TRANSITO", (guidance(),), register(desk, f"Uno{at}"), destination=told)
        counter.run(visits.record, came)
    more = replace(came, uuid=new_id(), services=(guidance(),), person_uuid=register(desk, "Otra"))
    counter.run(visits.record, more)
    for private in (replace(matter(), destination="Cali"), replace(matter(), destination="Cali")):
        room.run(listening.hold, HoldSession(private))

    def behind(role: Role, code: str) -> tuple[int | None, int | None, Unit | None]:
        detail = desk.runner(role).run(origins.records, OriginQuery(BoundOrigin(MARCH, code))).result
        return detail.monthly_sum.exact, detail.records.reserved_services, detail.unit

    few = Tallied("", "", 1)
    assert seen(desk).bound_for == (Tallied("cali", "Cali", SMALLEST + 2), few)
    assert seen(desk, role=Role.RECEPTION).bound_for == (Tallied("cali", "Cali", SMALLEST), few)
    assert behind(Role.COORDINATION, "cali") == (SMALLEST + 2, 2, Unit.VISITS)
    assert behind(Role.RECEPTION, "cali") == (SMALLEST, 0, Unit.VISITS)
    assert behind(Role.RECEPTION, "donde mi prima rosa") == (0, 0, Unit.VISITS), "no screen offers it"
    opens_all(desk)


def test_what_the_counter_is_told_without_the_room_says_so(desk: Desk) -> None:
    attend(desk, register(desk), TODAY, guidance())
    for key in ("ages", "countries", "bound_for", "hours", "weekdays"):
        said = {role: " ".join(chart(seen(desk, role=role), key).notes) for role in (Role.RECEPTION, Role.COORDINATION)}
        assert "en reserva" in said[Role.RECEPTION], key
        assert "en reserva" not in said[Role.COORDINATION], key
    for role, says in ((Role.RECEPTION, True), (Role.CONSULTATION, True), (Role.COORDINATION, False)):
        for key in ("services", "year", "hours", "weekdays"):
            assert any("en reserva" in note for note in chart(seen(desk, role=role), key).notes) is says, (role, key)


def test_calls_by_result_and_what_there_is_too_little_of(desk: Desk) -> None:
    who = register(desk)
    attend(desk, who, TODAY, call(), call(), call("NO_CONTESTA"))
    store = make_store(desk)
    store.donate("Agua", 2)
    item = store.of("Agua").item
    found = seen(desk)
    assert [(each.code, each.count) for each in found.calls] == [("LOGRADO", 2), ("NO_CONTESTA", 1)]
    opens_all(desk)
    if item.minimum > 2:
        assert Shelf("Agua", item.unit, 2, item.minimum) in found.shelves


def test_a_month_known_from_paper_has_nobody_to_take_apart(desk: Desk) -> None:
    figure = Figure(JANUARY, PERSONS, 190, "PERSONAS", provisional=False)
    desk.runner(Role.COORDINATION).run(figures.save, SaveFigures((figure,), "Informe", ()))
    found = seen(desk, JANUARY)
    assert found.persons.cells[-1].value == 190
    assert (found.ages.total, found.ages.historical) == (0, (JANUARY,))
    year = chart(found, "persons")
    assert [(p.number, p.historical) for p in year.series[0].points][-1] == (190, True)
    assert year.origins[11, 1] == CellOrigin(PERSONS, Period(JANUARY, JANUARY))
    assert chart(found, "ages").blank


@pytest.mark.parametrize("role", [Role.RECEPTION, Role.CONSULTATION])
def test_an_empty_desk_has_charts_that_say_so(desk: Desk, role: Role) -> None:
    found = seen(desk, role=role)
    for each in words.charts(found, leaves=True):
        assert each.title
        assert each.empty or not each.blank
