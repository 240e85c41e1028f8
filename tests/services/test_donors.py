"""The files that donors ask for: who is new, which columns add up, what is hidden or joined before it leaves."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from casa_desktop.domain.access import Role
from casa_desktop.domain.ages import Age
from casa_desktop.domain.definitions import Named
from casa_desktop.domain.donors import Activity, Described, DonorForm, Office, Template, Victims
from casa_desktop.domain.errors import CasaError, Code
from casa_desktop.domain.gifmm import QUANTITY, TOTAL, GifmmOrigin, GifmmReport, GifmmRow
from casa_desktop.domain.ids import new_id
from casa_desktop.domain.indicators import Indicator, RowChoice, Rule
from casa_desktop.domain.names import Name
from casa_desktop.domain.periods import Month, Period
from casa_desktop.domain.persons import Details
from casa_desktop.domain.visits import RecordVisit
from casa_desktop.services import donors, figures, origins, people, statistics, templates, visits
from casa_desktop.services.context import Context
from casa_desktop.services.donors import GifmmQuery
from casa_desktop.services.figures import Figure, SaveFigures
from casa_desktop.services.origins import OriginQuery
from casa_desktop.services.people import PersonQuery, ReservePerson
from casa_desktop.services.statistics import TableRequest
from casa_desktop.services.templates import KeepActivity, KeepTemplate, RemoveActivity, TemplatesQuery
from tests.services.desk import Desk
from tests.services.small_desks import TYPES, SmallDesk, desks
from tests.services.test_statistics import attend, call, guidance, session
from tests.services.test_statistics_rules import many, periods, within

JANUARY, FEBRUARY, MARCH = (Month(2026, number) for number in (1, 2, 3))
QUARTER = Period(JANUARY, MARCH)
OFFICE = Office(office="Bucaramanga", municipality="68001", places=(("TERMINAL", "68276"),))
PROFILES = ("permanence", "transit", "host", "pendular", "returned", "no_profile")
VICTIMS = ("victims", "both")


def activity(*services: str, **more: Any) -> Activity:
    facts: dict[str, Any] = {"code": "CRC-1", "name": "Orientación", "indicator": "50", "sector": "Protección", **more}
    return Activity(new_id(), services=services, **facts)


def template(*activities: Activity, office: Office = OFFICE) -> Template:
    return Template(Named(new_id(), "GIFMM 345W"), DonorForm.GIFMM, office, activities)


def keep(ctx: Context, wanted: Template) -> Template:
    """As the desk does: the office first, then each activity."""
    found = templates.keep(ctx, KeepTemplate(wanted))
    for each in wanted.activities:
        found = templates.keep_activity(ctx, KeepActivity(found.named.uuid, found.named.version, each))
    return found


def kept(desk: Desk, wanted: Template) -> Template:
    with desk.runner(Role.COORDINATION).batch() as ctx:
        return keep(ctx, wanted)


def report(desk: Desk, wanted: Template, period: Period = QUARTER) -> GifmmReport:
    request = GifmmQuery(wanted.named.uuid, period)
    found: GifmmReport = desk.runner(Role.COORDINATION).run(donors.gifmm, request).result
    return found


def by_sex_and_age(row: GifmmRow) -> int:
    return sum(value for key, value in row.counts.items() if "." in key)


def by_profile(row: GifmmRow, *more: str) -> int:
    return sum(row.counts.get(key, 0) for key in (*PROFILES, *more))


@many
@given(small=desks(), period=periods, services=st.sets(st.sampled_from(TYPES), min_size=1))
def test_new_and_total_are_those_of_the_rules_and_the_columns_add_up(
    desk: Desk, small: SmallDesk, period: Period, services: set[str]
) -> None:
    alone = [Indicator(rule, code) for rule in (Rule.PERSONS_OF_SERVICE, Rule.NEW_IN_YEAR) for code in sorted(services)]
    with within(desk, small) as ctx:
        own = [activity(code, code=code) for code in sorted(services)]
        all_together = activity(*sorted(services), code="TODO")
        wanted = keep(ctx, template(*own, all_together))
        found = donors.gifmm(ctx, GifmmQuery(wanted.named.uuid, period))
        shown = statistics.table(ctx, TableRequest(period, tuple(RowChoice(each, each.id) for each in alone)))
    cells = {
        (row.indicator, head.month): cell.value or 0
        for row in shown.rows
        for head, cell in zip(shown.heads, row.cells, strict=True)
    }
    rows = {(row.activity.code, row.month): row for row in found.rows}
    assert len(rows) == len(found.rows), "one municipality"
    for month in period:
        for code in services:
            row = rows.get((code, month))
            assert (row.total if row else 0) == cells[Indicator(Rule.PERSONS_OF_SERVICE, code), month]
            assert (row.new if row else 0) == cells[Indicator(Rule.NEW_IN_YEAR, code), month]
        whole = rows.get(("TODO", month))
        came = {
            small.canonical(each.person)
            for code in services
            for each in small.chosen(Indicator(Rule.PERSONS_OF_SERVICE, code))
            if each.month == month
        }
        assert (whole.total if whole else 0) == len(came)
    for each in found.rows:
        assert 0 <= each.new <= each.total
        assert by_profile(each) == by_sex_and_age(each) == each.new


profiles = st.sampled_from(("TRANSITO", "ACOGIDA", "SIN_PERFIL", "PERMANENCIA"))
comings = st.lists(
    st.tuples(st.integers(0, 4), st.integers(1, 12), profiles, st.sampled_from(("SEDE", "TERMINAL")), st.booleans()),
    min_size=1,
    max_size=14,
)


@settings(many, max_examples=12)
@given(comings=comings, described=st.sampled_from(Described), victims=st.sampled_from(Victims))
def test_the_columns_add_up_with_victims_and_several_municipalities(
    desk: Desk,
    comings: list[tuple[int, int, str, str, bool]],
    described: Described,
    victims: Victims,
) -> None:
    office = replace(OFFICE, described=described, victims=victims)
    with desk.base.begin() as work:
        ctx = Context(work, desk.actor(Role.COORDINATION), desk.clock, desk.keys)
        wanted = keep(ctx, template(activity("ORI"), office=office))
        persons = [_register(ctx, number) for number in range(5)]
        for who, week, profile, place, victim in comings:
            service = replace(guidance(), place=place)
            vulnerable = ("CONFLICTO",) if victim else ()
            day = date(2026, 1 if week < 5 else 2, 1 + 2 * week)
            visits.record(
                ctx,
                RecordVisit(new_id(), day, profile, (service,), person_uuid=persons[who], vulnerabilities=vulnerable),
            )
        found = donors.gifmm(ctx, GifmmQuery(wanted.named.uuid, QUARTER))
    for row in found.rows:
        described_count = row.new if described is Described.NEW else row.total
        assert by_sex_and_age(row) == described_count
        assert by_profile(row, *(VICTIMS if victims is Victims.INSTEAD else ())) == described_count
        assert 0 <= row.new <= row.total
    for month in {row.month for row in found.rows}:
        came = {who for who, week, *_ in comings if (1 if week < 5 else 2) == month.month}
        rows = [row for row in found.rows if row.month == month]
        assert sum(row.new for row in rows) <= len(came)
        assert sum(row.total for row in rows) == len(came), "who came to two municipalities stands in the first one"
        assert sum(row.quantity for row in rows) == sum((1 if at < 5 else 2) == month.month for _, at, *_ in comings)
    assert sum(row.new for row in found.rows) == len({who for who, *_ in comings}), "each is new once a year"


def _register(ctx: Context, number: int) -> str:
    uuid = new_id()
    age = Age(birth_date=date(1990, 1, 1)) if number else Age(birth_date=date(2012, 5, 5))
    details = Details(Name(f"Luz{number}", "", f"Mora{number}"), sex=("02", "01", "03", "SD", "02")[number], age=age)
    people.register(ctx, people.RegisterPerson(uuid, details))
    return uuid


def woman(desk: Desk, age: Age = Age(birth_date=date(1990, 1, 1)), **more: Any) -> str:  # noqa: B008  # frozen
    uuid = new_id()
    details = Details(Name("Luz", "", f"Mora {uuid[:6]}"), sex="02", age=age, country="VEN", **more)
    desk.runner(Role.RECEPTION).run(people.register, people.RegisterPerson(uuid, details))
    return uuid


def test_who_came_to_another_activity_this_year_is_new_in_this_one(desk: Desk) -> None:
    wanted = kept(desk, template(activity("ORI"), activity("RCF", code="CRC-2", name="Llamadas")))
    who = woman(desk)
    attend(desk, who, date(2026, 1, 8), guidance())
    attend(desk, who, date(2026, 2, 3), guidance(), call())
    attend(desk, who, date(2026, 2, 4), call())
    found = [(str(row.month), row.activity.code, row.total, row.new, row.quantity) for row in report(desk, wanted).rows]
    assert found == [("2026-01", "CRC-1", 1, 1, 1), ("2026-02", "CRC-1", 1, 0, 1), ("2026-02", "CRC-2", 1, 1, 2)]
    february = report(desk, wanted, Period(FEBRUARY, FEBRUARY))
    assert [(row.activity.code, row.new) for row in february.rows] == [("CRC-1", 0), ("CRC-2", 1)]


def test_who_came_last_year_only_is_new_again(desk: Desk) -> None:
    wanted = kept(desk, template(activity("ORI")))
    who = woman(desk)
    attend(desk, who, date(2025, 12, 30), guidance())
    attend(desk, who, date(2026, 1, 8), guidance())
    found = report(desk, wanted, Period(Month(2025, 12), JANUARY))
    assert [(str(row.month), row.new) for row in found.rows] == [("2025-12", 1), ("2026-01", 1)]


def test_the_age_is_that_of_the_first_service_of_the_month_and_who_is_unknown_stands_in_the_quality_columns(
    desk: Desk,
) -> None:
    wanted = kept(desk, template(activity("ORI")))
    grows = woman(desk, Age(birth_date=date(2008, 1, 10)), ethnicity="01", disability="02")
    for day in (8, 12):
        attend(desk, grows, date(2026, 1, day), guidance())
    attend(desk, "", date(2026, 1, 9), guidance())
    (row,) = report(desk, wanted, Period(JANUARY, JANUARY)).rows
    assert (row.total, row.new, row.outside) == (2, 2, 0)
    counts = {key: value for key, value in row.counts.items() if value}
    assert counts == {"women.13": 1, "women.26": 1, "transit": 2, "indigenous": 1, "disability": 1}


def test_who_came_to_two_municipalities_stands_in_the_first_with_all_that_they_had(desk: Desk) -> None:
    wanted = kept(desk, template(activity("ORI"), office=replace(OFFICE, described=Described.REACHED)))
    who = woman(desk)
    for day, place in ((9, "TERMINAL"), (8, "SEDE")):
        attend(desk, who, date(2026, 1, day), replace(guidance(), place=place))
    (row,) = report(desk, wanted).rows
    assert (row.municipality, row.total, row.new, row.quantity) == ("68001", 1, 1, 2)
    origin = GifmmOrigin(wanted.named.uuid, JANUARY, row.activity.uuid, row.municipality, QUANTITY)
    (shown,) = desk.runner(Role.COORDINATION).run(origins.records, OriginQuery(origin)).result.records.persons
    assert len(shown.entries) == row.quantity


def test_only_the_funder_and_the_place_of_an_activity_feed_it(desk: Desk) -> None:
    wanted = kept(desk, template(activity("ORI", funders=("ECHO",), places=("TERMINAL",))))
    for place, funder in (("TERMINAL", "ECHO"), ("TERMINAL", "CRC"), ("SEDE", "ECHO")):
        attend(desk, woman(desk), date(2026, 1, 8), replace(guidance(), place=place, funder=funder))
    (row,) = report(desk, wanted).rows
    assert (row.total, row.municipality) == (1, "68276")


def test_months_known_as_figures_only_give_no_row_and_it_is_said(desk: Desk) -> None:
    wanted = kept(desk, template(activity("ORI"), activity("RCF", code="CRC-2", name="Llamadas")))
    figure = Figure(JANUARY, Indicator(Rule.SERVICES, "ORI"), 190, "Orientación")
    desk.runner(Role.COORDINATION).run(figures.save, SaveFigures((figure,), "Informe"))
    attend(desk, woman(desk), date(2026, 2, 3), guidance())
    found = report(desk, wanted)
    assert [str(row.month) for row in found.rows] == ["2026-02"]
    assert (found.months.historical, found.months.empty, found.months.provisional) == (
        (JANUARY,), (MARCH,), (FEBRUARY,),
    )  # fmt: skip
    assert [each.code for each in found.idle] == ["CRC-2"]
    assert report(desk, wanted, Period(FEBRUARY, FEBRUARY)).unseen == (JANUARY,)


def code_of(error: pytest.ExceptionInfo[CasaError]) -> set[tuple[str, Code]]:
    return {(problem.field, problem.code) for problem in error.value.problems}


def test_everything_wrong_with_a_template_is_told_at_once(desk: Desk) -> None:
    run = desk.runner(Role.COORDINATION).run
    with pytest.raises(CasaError) as wrong:
        run(
            templates.keep,
            KeepTemplate(replace(template(office=Office(places=(("SEDE", "1"),))), named=Named("u", ""))),
        )
    assert code_of(wrong) == {
        ("name", Code.REQUIRED),
        ("office", Code.REQUIRED),
        ("municipality", Code.REQUIRED),
        ("places.SEDE", Code.BAD_CHOICE),
    }
    good = kept(desk, template(activity("ORI")))
    bad = activity("NADA", code=" crc-1 ", name="", indicator="x", sector="", amount="mil", funders=("NADIE",))
    with pytest.raises(CasaError) as wrong:
        run(templates.keep_activity, KeepActivity(good.named.uuid, good.named.version, bad))
    assert code_of(wrong) == {
        ("code", Code.NOT_UNIQUE),
        ("name", Code.REQUIRED),
        ("sector", Code.REQUIRED),
        ("services", Code.BAD_CHOICE),
        ("funders", Code.BAD_CHOICE),
        ("indicator", Code.BAD_CHOICE),
        ("amount", Code.BAD_NUMBER),
    }


def test_an_activity_is_corrected_in_its_place_and_taken_out_and_two_edits_are_a_conflict(desk: Desk) -> None:
    run = desk.runner(Role.COORDINATION).run
    good = kept(desk, template(activity("ORI"), activity("RCF", code="CRC-2", name="Llamadas")))
    first, second = good.activities
    changed = run(
        templates.keep_activity,
        KeepActivity(good.named.uuid, good.named.version, replace(first, name="Orientar", amount="12.50")),
    ).result
    assert [each.name for each in changed.activities] == ["Orientar", "Llamadas"]
    assert run(templates.templates, TemplatesQuery()).result == (changed,)
    with pytest.raises(CasaError) as wrong:
        run(templates.remove_activity, RemoveActivity(good.named.uuid, good.named.version, second.uuid))
    assert wrong.value.code is Code.CONFLICT
    left = run(templates.remove_activity, RemoveActivity(good.named.uuid, changed.named.version, second.uuid)).result
    assert [each.name for each in left.activities] == ["Orientar"]
    office = run(templates.keep, KeepTemplate(replace(left, activities=(), office=replace(OFFICE, lead="OIM")))).result
    assert [each.name for each in office.activities] == ["Orientar"], "the office is saved without its activities"


@pytest.mark.parametrize("role", [Role.RECEPTION, Role.CONSULTATION])
def test_exact_crossed_figures_are_for_who_answers_for_them(desk: Desk, role: Role) -> None:
    wanted = kept(desk, template(activity("ORI")))
    with pytest.raises(CasaError) as refused:
        desk.runner(role).run(donors.gifmm, GifmmQuery(wanted.named.uuid, QUARTER))
    assert refused.value.code is Code.FORBIDDEN


def test_behind_a_row_stand_those_whom_one_may_see_and_the_rest_is_counted(desk: Desk) -> None:
    wanted = kept(desk, template(activity("ORI", "PSI")))
    hidden, seen = woman(desk), woman(desk)
    for who in (hidden, seen):
        attend(desk, who, date(2026, 1, 8), guidance())
    attend(desk, woman(desk), date(2026, 1, 9), session(), role=Role.PSYCHOLOGY)
    attend(desk, seen, date(2026, 2, 9), guidance())
    coordination = desk.runner(Role.COORDINATION)
    version = coordination.run(people.page, PersonQuery(hidden)).result.version
    coordination.run(people.reserve, ReservePerson(hidden, version, reserved=True, reason="Riesgo"))
    (row, _) = report(desk, wanted).rows
    assert row.total == 3
    origin = GifmmOrigin(wanted.named.uuid, JANUARY, wanted.activities[0].uuid, "68001", TOTAL)
    query = OriginQuery(origin)
    found = desk.runner(Role.COORDINATION).run(origins.records, query).result.records
    with desk.runner(Role.COORDINATION).batch() as ctx:
        last = ctx.work.connection.exec_driver_sql("SELECT action, record FROM audit ORDER BY seq DESC LIMIT 1").one()
    assert tuple(last) == ("statistics.cell", f"345W:{JANUARY}"), "who looked is written down"
    assert {each.uuid for each in found.persons} == {hidden, seen}
    assert found.reserved_persons == 1, "who saw the psychologist is counted and not told"
    both = desk.runner(Role.COORDINATION, Role.PSYCHOLOGY).run(origins.records, query).result.records
    assert (len(both.persons), both.reserved_persons) == (3, 0)
    with pytest.raises(CasaError) as refused:
        desk.runner(Role.RECEPTION).run(origins.records, query)
    assert refused.value.code is Code.FORBIDDEN
    elsewhere = OriginQuery(replace(origin, municipality="68276"))
    assert desk.runner(Role.COORDINATION).run(origins.records, elsewhere).result.records.persons == ()
    typed = OriginQuery(replace(origin, column="Ana Ríos"))
    assert desk.runner(Role.COORDINATION).run(origins.records, typed).result.records.persons == ()
    with desk.runner(Role.COORDINATION).batch() as ctx:
        entered = ctx.work.connection.exec_driver_sql("SELECT fields FROM audit ORDER BY seq DESC LIMIT 1").one()
    assert tuple(entered) == ("",), "what is no column is not entered as one"
