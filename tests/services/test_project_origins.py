"""«¿De dónde sale este número?» in projects, the week and the month in words: behind each cell stand the services that
it counts, over random desks; and nobody is told there what the report does not tell them."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from casa_desktop.domain.access import Role
from casa_desktop.domain.cells import CellDetail, Origin, Unit
from casa_desktop.domain.counted import Dimension
from casa_desktop.domain.days import Concept
from casa_desktop.domain.errors import CasaError, Code
from casa_desktop.domain.ids import new_id
from casa_desktop.domain.leaving import Way
from casa_desktop.domain.listings import Listing
from casa_desktop.domain.periods import Month
from casa_desktop.domain.projects import ProjectOrigin, ProjectPartOrigin
from casa_desktop.domain.report import Report
from casa_desktop.domain.summaries import WeekOrigin, WeekPartOrigin, WeekReport, monday
from casa_desktop.domain.transfers import Step
from casa_desktop.domain.visits import NewService, Psychology, RecordVisit
from casa_desktop.services import listening, listings, origins, projects, summaries, transfers
from casa_desktop.services.context import Context
from casa_desktop.services.listening import HoldSession
from casa_desktop.services.listings import TakeRecords
from casa_desktop.services.origins import OriginQuery, basis_of
from casa_desktop.services.projects import CompareQuery, ReportQuery
from casa_desktop.services.summaries import MonthQuery, WeekQuery
from casa_desktop.services.transfers import Travel
from casa_desktop.storage.cells import Cells
from casa_desktop.texts import month_page
from casa_desktop.texts import projects as project_words
from casa_desktop.texts import summaries as week_words
from tests.services.desk import TODAY, Desk
from tests.services.small_desks import DAYS, FIRST_DAY, SmallDesk, desks
from tests.services.test_projects import keep, paid, project, spans
from tests.services.test_statistics import attend, call, guidance, register, session
from tests.services.test_statistics_rules import many, within
from tests.services.test_transfers import PLAN, requested, stepped

# Every example asks for a hundred numbers: to look for a smaller desk that fails, too, would take minutes.
few = settings(many, max_examples=8, phases=(Phase.explicit, Phase.reuse, Phase.generate))
days = st.integers(0, DAYS).map(lambda n: FIRST_DAY + timedelta(days=n))
WEEK = timedelta(days=7)


def numbers(report: Report) -> Iterable[tuple[object, Origin, str]]:
    """Every number of *report* behind which records stand, as it is printed, with a name for messages."""
    for at, origin in report.behind_facts.items():
        yield report.facts[at][1], origin, report.facts[at][0]
    for section in report.sections:
        for (line, column), origin in section.origins.items():
            yield section.lines[line][column], origin, f"{section.title}, {section.lines[line][0]}, {column}"


def number_of(detail: CellDetail, small: SmallDesk, pairs: frozenset[tuple[int, int]]) -> int | None:
    """What the records behind a number come to, as the rules are worded."""
    rows = [small.services[at - 1] for at, _ in pairs]
    if detail.distinct is not None:
        return len({who for _, who in pairs})
    if detail.unit is Unit.VISITS:
        return len({(small.canonical(row.person), row.date) for row in rows})
    if detail.unit is Unit.FAMILIES:
        return detail.monthly_sum.exact
    return sum(row.quantity if row.kind == "KIT" and detail.unit is None else 1 for row in rows)


def hold(ctx: Context, report: Report, small: SmallDesk) -> None:
    """What is told of each number is the number that is printed."""
    for printed, origin, name in numbers(report):
        pairs = Cells(ctx.work.connection).pairs(basis_of(ctx, origin).where)
        detail = origins.records(ctx, OriginQuery(origin))
        counted = detail.monthly_sum if len(detail.period) == 1 or detail.distinct is None else detail.distinct
        assert (counted.exact, number_of(detail, small, pairs)) == (printed, printed), name
        tally = detail.records.all
        assert (tally.services, tally.persons) == (len(pairs), len({who for _, who in pairs})), name


def every_figure_can_be_opened(report: Report, *, but: frozenset[str] = frozenset()) -> None:
    """A whole number in a table is one that has records, unless its table says where else to look."""
    for section in report.sections:
        for at, line in enumerate(section.lines):
            for column, cell in enumerate(line):
                if isinstance(cell, int) and section.title not in but:
                    assert (at, column) in section.origins, (section.title, line[0], column)


@few
@given(small=desks(), span=spans, only_calls=st.booleans())
def test_behind_every_cell_of_a_project_stands_what_it_counts(
    desk: Desk, small: SmallDesk, span: tuple[date, date, date, date], only_calls: bool
) -> None:
    begins, first, last, ends = span
    if only_calls:  # else few desks have some that were made, and some that were not
        small = replace(small, services=tuple(replace(row, kind="RCF") for row in small.services))
    with within(desk, small) as ctx:
        paid(ctx)
        made = projects.keep(ctx, project(begins, ends))
        catalog = ctx.work.catalog.snapshot()
        found = projects.report(ctx, ReportQuery(made.named.uuid, first, last))
        report = project_words.report(found, catalog, hide=False)
        every_figure_can_be_opened(report)
        assert len(report.behind_facts) == len(report.facts)
        hold(ctx, report, small)


@few
@given(small=desks(), span=spans)
def test_and_of_projects_side_by_side(desk: Desk, small: SmallDesk, span: tuple[date, date, date, date]) -> None:
    begins, first, last, ends = span
    with within(desk, small) as ctx:
        paid(ctx)
        projects.keep(ctx, project(begins, ends))
        projects.keep(ctx, project(first, last, "CICR", "ECHO", name="Los dos"))
        lines = projects.compare(ctx, CompareQuery(first, last))
        report = project_words.compared(lines, ctx.work.catalog.snapshot(), "")
        every_figure_can_be_opened(report)
        hold(ctx, report, small)


@few
@given(small=desks(), of=days)
def test_and_of_a_week_with_the_one_before_it(desk: Desk, small: SmallDesk, of: date) -> None:
    with within(desk, small) as ctx:
        found = summaries.week(ctx, WeekQuery(of))
        report = week_words.week(found, ctx.work.catalog.snapshot())
        every_figure_can_be_opened(report, but=frozenset({"Inventario, hoy"}))
        assert len(report.behind_facts) == len(report.facts)
        hold(ctx, report, small)


@few
@given(small=desks(), month=st.sampled_from([Month(2025, 9).plus(n) for n in range(6)]))
def test_and_of_the_month_in_words(desk: Desk, small: SmallDesk, month: Month) -> None:
    with within(desk, small) as ctx:
        page = summaries.month(ctx, MonthQuery(month))
        report = month_page.report(page, ctx.work.catalog.snapshot(), hide=False)
        every_figure_can_be_opened(report)
        assert len(report.behind_facts) == len(report.facts)
        hold(ctx, report, small)


# one desk, by name


@pytest.fixture
def funded(desk: Desk) -> Desk:
    """María came last week too; this week also José and Ana for the first time, Ana about protection as well."""
    maria, jose, ana = (register(desk, *name) for name in (("María", "Gil"), ("José", "Ruiz"), ("Ana", "Mora")))
    attend(desk, maria, TODAY - WEEK, guidance())
    attend(desk, maria, TODAY, guidance(), call())
    attend(desk, jose, TODAY - timedelta(days=1), guidance())
    attend(desk, jose, TODAY, guidance(), call("NO_CONTESTA"))
    attend(desk, ana, TODAY, session(), role=Role.PSYCHOLOGY)
    matter = NewService(new_id(), "PRO", Psychology(False), answers=(("ASUNTO", "VBG"),))
    held = HoldSession(RecordVisit(new_id(), TODAY, "TRANSITO", (matter,), ana))
    desk.runner(Role.PSYCHOLOGY).run(listening.hold, held)
    attend(desk, maria, TODAY, NewService(new_id(), "ADR", answers=(("CONSULTA", "GENERAL"),)), role=Role.HEALTH)
    return desk


def asked(desk: Desk, origin: Origin, *roles: Role) -> CellDetail:
    detail: CellDetail = desk.runner(*(roles or (Role.COORDINATION,))).run(origins.records, OriginQuery(origin)).result
    return detail


def refused(desk: Desk, origin: Origin, *roles: Role) -> bool:
    with pytest.raises(CasaError) as caught:
        asked(desk, origin, *roles)
    return caught.value.code is Code.FORBIDDEN


def days_of(detail: CellDetail) -> list[tuple[str, list[str]]]:
    return [(who.name, [str(entry.day) for entry in who.entries]) for who in detail.records.persons]


def week(desk: Desk) -> WeekReport:
    found: WeekReport = desk.runner(Role.COORDINATION).run(summaries.week, WeekQuery(TODAY)).result
    return found


def of_week(concept: Concept, service: str = "", *, before: bool = False) -> WeekOrigin:
    return WeekOrigin(monday(TODAY), TODAY, concept, service, before)


def test_who_is_new_is_told_by_the_services_of_their_first_day(funded: Desk) -> None:
    new = asked(funded, of_week(Concept.NEW))
    assert days_of(new) == [("José R. P.", ["2026-03-09"])], "and Ana, whom coordination does not see"
    assert (new.records.all.persons, new.records.reserved_persons) == (2, 1)
    assert days_of(asked(funded, of_week(Concept.NEW, before=True))) == [("María G. P.", ["2026-03-03"])]


def test_contacts_are_told_as_tried_and_as_made(funded: Desk) -> None:
    assert len(days_of(asked(funded, of_week(Concept.ATTEMPTS)))) == 2
    assert [name for name, _ in days_of(asked(funded, of_week(Concept.ACHIEVED)))] == ["María G. P."]


def test_what_the_week_does_not_name_cannot_be_asked_for_by_name(funded: Desk) -> None:
    assert set(dict(week(funded).services)) == {"ORI", "PSI", "RCF"}
    others = asked(funded, of_week(Concept.SERVICES))
    assert (others.monthly_sum.exact, others.records.all.services) == (1, 1)
    for code in ("ADR", "PRO"):
        assert refused(funded, of_week(Concept.SERVICES, code))
    assert refused(funded, WeekPartOrigin(monday(TODAY), TODAY, Dimension.ETHNICITY, ("",)))


def test_a_project_tells_nothing_of_a_matter_of_protection_by_itself(funded: Desk) -> None:
    made = keep(funded, project(date(2026, 1, 1), date(2026, 12, 31), "CRC"))
    origin = ProjectOrigin(made.named.uuid, date(2026, 3, 1), TODAY, Concept.PERSONS)
    assert asked(funded, origin).monthly_sum.exact is not None
    for concept in (Concept.SERVICES, Concept.SERVED):
        assert refused(funded, replace(origin, concept=concept, service="PRO"))
    with pytest.raises(CasaError) as caught:
        asked(funded, replace(origin, concept=Concept.SERVICES, service="Ana Ríos"))
    assert caught.value.code is Code.UNKNOWN_ROW


def test_only_who_sees_the_report_and_counts_what_is_behind_the_door_opens_its_numbers(funded: Desk) -> None:
    made = keep(funded, project(date(2026, 1, 1), date(2026, 12, 31), "CRC"))
    span = (made.named.uuid, date(2026, 3, 1), TODAY)
    for origin in (
        ProjectOrigin(*span, Concept.PERSONS),
        ProjectPartOrigin(*span),
        of_week(Concept.PERSONS),
        WeekPartOrigin(monday(TODAY), TODAY, Dimension.COUNTRY, ("VEN",)),
    ):
        for roles in (
            (Role.CONSULTATION,),
            (Role.RECEPTION,),
            (Role.PSYCHOLOGY,),
            (Role.RECEPTION, Role.CONSULTATION),
        ):
            assert refused(funded, origin, *roles), (origin, roles)
        assert asked(funded, origin, Role.PSYCHOLOGY, Role.CONSULTATION).records.all.persons


def test_the_list_of_a_number_leaves_by_code(funded: Desk) -> None:
    command = TakeRecords(of_week(Concept.PERSONS), Way.XLSX)
    found: Listing = funded.runner(Role.COORDINATION).run(listings.records, command).result
    assert len({line.code for line in found.lines}) == 2
    assert found.left_out == 2, "psychology's and protection's"

    def audited() -> list[tuple[str, str]]:
        with funded.runner(Role.COORDINATION).batch() as ctx:
            query = "SELECT record, fields FROM audit WHERE action = 'cell.export'"
            return [(row[0], row[1]) for row in ctx.work.connection.exec_driver_sql(query)]

    assert audited() == [("week:2026-03-09", "xlsx,persons")]


def test_who_travelled_in_a_week_is_told_too(desk: Desk) -> None:
    runner = desk.runner(Role.RECEPTION)
    for ago, names in ((0, ("Luz", "Rut")), (7, ("Eva",))):
        day, family = TODAY - timedelta(days=ago), tuple(register(desk, name, "Mora") for name in names)
        bought = requested(runner, family, replace(PLAN, planned_on=day))
        for step in (Step.APPROVED, Step.BOUGHT):
            bought = stepped(runner, bought, step, day)
        runner.run(transfers.travel, Travel(new_id(), bought.uuid, bought.version, day, family))
    with desk.runner(Role.COORDINATION).batch() as ctx:
        report = week_words.week(summaries.week(ctx, WeekQuery(TODAY)), ctx.work.catalog.snapshot())
    table = report.sections[0]
    at = [line[0] for line in table.lines].index("Personas trasladadas")
    assert table.lines[at][1:3] == (2, 1)
    assert [name for name, _ in days_of(asked(desk, table.origins[at, 1]))] == ["Luz M. P.", "Rut M. P."]
    assert [name for name, _ in days_of(asked(desk, table.origins[at, 2]))] == ["Eva M. P."]
