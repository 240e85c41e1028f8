"""Projects on their own days: every figure against a naive model, and what is defined stays as it was defined."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import case, update

from casa_desktop.domain.access import Role
from casa_desktop.domain.ages import Age
from casa_desktop.domain.catalog import Kind
from casa_desktop.domain.definitions import Named
from casa_desktop.domain.errors import CasaError, Code
from casa_desktop.domain.ids import new_id
from casa_desktop.domain.indicators import Indicator, Outcome, Reach, Rule
from casa_desktop.domain.periods import Month
from casa_desktop.domain.projects import Counts, Project, ProjectReport
from casa_desktop.domain.suppression import WHOLE
from casa_desktop.domain.visits import NewService
from casa_desktop.services import catalogs, figures, months, projects
from casa_desktop.services.catalogs import CatalogQuery
from casa_desktop.services.context import Context
from casa_desktop.services.figures import Figure, SaveFigures
from casa_desktop.services.projects import CompareQuery, ProjectsQuery, RemoveProject, ReportQuery
from casa_desktop.storage.tables import service
from casa_desktop.texts import projects as words
from casa_desktop.texts.breakdowns import HIDDEN
from tests.services.desk import Desk
from tests.services.small_desks import DAYS, FIRST_DAY, SmallDesk, SmallService, desks
from tests.services.test_breakdowns import person
from tests.services.test_statistics import attend, call, guidance, register
from tests.services.test_statistics_rules import many, within

days = st.integers(-10, DAYS + 10)
"""Up to the desk's today."""
spans = st.tuples(days, days, days, days).map(lambda four: tuple(FIRST_DAY + timedelta(days=d) for d in sorted(four)))


def project(first: date, last: date, *funders: str, name: str = "ECHO 2026", **more: object) -> Project:
    return replace(Project(Named(new_id(), name), first, last, funders or ("ECHO",)), **more)  # type: ignore[arg-type]  # fields of a project


def keep(desk: Desk, made: Project) -> Project:
    kept: Project = desk.runner(Role.COORDINATION).run(projects.keep, made).result
    return kept


def report(desk: Desk, made: Project, *span: date | None, role: Role = Role.COORDINATION) -> ProjectReport:
    found: ProjectReport = desk.runner(role).run(projects.report, ReportQuery(made.named.uuid, *span)).result
    return found


def codes(act: object, desk: Desk, command: object) -> list[tuple[Code, str]]:
    with pytest.raises(CasaError) as caught:
        desk.runner(Role.COORDINATION).run(act, command)  # type: ignore[arg-type]  # any verb
    return [(problem.code, problem.field) for problem in caught.value.problems]


# figures


def paid(ctx: Context) -> None:
    """Every third service is paid by nobody, the others by ECHO and CICR in turn."""
    items = ctx.work.catalog.keys().items
    funder = case(
        (service.c.id % 3 == 0, None),
        (service.c.id % 3 == 1, items[Kind.FUNDER, "ECHO"]),
        else_=items[Kind.FUNDER, "CICR"],
    )
    ctx.work.connection.execute(update(service).values(funder_id=funder))


def of_echo(small: SmallDesk, first: date, last: date, *, tries: bool = False) -> list[SmallService]:
    """What the project has between two days, as the rules are worded."""
    found = []
    for at, row in enumerate(small.services, 1):
        option = small.option(row.kind, row.month)
        reached = not row.companion or option.reach is Reach.PRESENT
        counts = tries or option.outcome is not Outcome.SUCCESSFUL or row.success is not False
        if at % 3 == 1 and first <= row.date <= last and reached and counts and not row.voided:
            found.append(row)
    return found


def in_persons(small: SmallDesk, rows: Sequence[SmallService]) -> list[SmallService]:
    return [row for row in rows if small.option(row.kind, row.month).in_persons]


def who(small: SmallDesk, rows: Sequence[SmallService]) -> set[int]:
    return {small.canonical(row.person) for row in rows}


@many
@given(small=desks(), span=spans)
def test_every_figure_of_a_project_is_what_the_rules_say_on_its_own_days(
    desk: Desk, small: SmallDesk, span: tuple[date, date, date, date]
) -> None:
    begins, first, last, ends = span
    with within(desk, small) as ctx:
        paid(ctx)
        made = projects.keep(ctx, project(begins, ends))
        found = projects.report(ctx, ReportQuery(made.named.uuid, first, last))
    assert (found.stretches[0].first, found.stretches[-1].last) == (first, last)
    services = of_echo(small, first, last)
    people = in_persons(small, services)
    before = who(small, in_persons(small, of_echo(small, begins, first - timedelta(days=1))))
    assert found.persons.total == len(who(small, people))
    assert found.new.total == len(who(small, people) - before) == sum(found.new.by_stretch)
    for stretch, count in zip(found.stretches, found.persons.by_stretch, strict=True):
        assert count == len(who(small, [row for row in people if stretch.first <= row.date <= stretch.last]))
    added = {code: counts.total for code, counts in found.services}
    for kind in {row.kind for row in services}:
        rows = [row for row in services if row.kind == kind]
        assert added.pop(kind) == sum(row.quantity if kind == "KIT" else 1 for row in rows)
        assert dict(found.persons_of)[kind].total == len(who(small, rows))
    assert not added, "a service of which there is none has no line"
    calls = [row for row in of_echo(small, first, last, tries=True) if row.attempt]
    if found.attempts is None or found.achieved is None:
        assert not calls
    else:
        assert (found.attempts.total, found.achieved.total) == (
            len(calls),
            sum(row.success is not False for row in calls),
        )
    assert found.ages.total == found.persons.total == sum(found.ages.row_totals.values())


@many
@given(small=desks(), span=spans)
def test_a_project_in_one_line_tells_what_its_report_tells(
    desk: Desk, small: SmallDesk, span: tuple[date, date, date, date]
) -> None:
    begins, first, last, ends = span
    with within(desk, small) as ctx:
        paid(ctx)
        projects.keep(ctx, project(begins, ends))
        projects.keep(ctx, project(first, last, "CICR", "ECHO", name="Los dos"))
        lines = projects.compare(ctx, CompareQuery(first, last))
        for line in lines:
            whole = projects.report(ctx, ReportQuery(line.project.named.uuid, first, last))
            assert (line.persons, line.new) == (whole.persons.total, whole.new.total)
            assert line.services == sum(counts.total for _, counts in whole.services)
            assert line.provisional == bool(whole.provisional)
    assert [line.project.named.name for line in lines] == ["ECHO 2026", "Los dos"]


@pytest.fixture
def busy(desk: Desk) -> Desk:
    """Family contact is paid by CICR: María on 5 and 20 January and 3 February, José on 20 January without answer."""
    maria, jose = (register(desk, *name) for name in (("María", "Gil"), ("José", "Ruiz")))
    attend(desk, maria, date(2026, 1, 5), guidance(), call())
    attend(desk, maria, date(2026, 1, 20), call())
    attend(desk, jose, date(2026, 1, 20), call("NO_CONTESTA"))
    attend(desk, maria, date(2026, 2, 3), call())
    return desk


def test_a_month_in_part_has_its_days_and_who_came_before_the_project_is_new_in_it(busy: Desk) -> None:
    made = keep(busy, project(date(2026, 1, 15), date(2026, 6, 30), "CICR"))
    found = report(busy, made)
    assert [(str(each.first), str(each.last), each.whole) for each in found.stretches] == [
        ("2026-01-15", "2026-01-31", False),
        ("2026-02-01", "2026-02-28", True),
        ("2026-03-01", "2026-03-10", False),
    ], "up to today, not to the end of the project"
    assert found.persons == Counts((2, 1, 0), 2)
    assert found.new == Counts((2, 0, 0), 2), "María came on the 5th, but not to the project"
    assert found.services == (("RCF", Counts((2, 1, 0), 3)),)
    assert (found.attempts, found.achieved) == (Counts((2, 1, 0), 3), Counts((1, 1, 0), 2))
    assert found.provisional == (Month(2026, 1), Month(2026, 2)), "March has no record yet"
    later = report(busy, made, date(2026, 2, 1), date(2026, 2, 28))
    assert (later.persons.total, later.new.total) == (1, 0)


def test_a_closed_month_is_not_provisional(busy: Desk) -> None:
    made = keep(busy, project(date(2026, 1, 15), date(2026, 6, 30), "CICR"))
    busy.runner(Role.COORDINATION).run(months.close, months.CloseMonth(Month(2026, 1)))
    assert report(busy, made).provisional == (Month(2026, 2),)


def test_months_that_are_known_as_figures_only_are_named(busy: Desk) -> None:
    figure = Figure(Month(2025, 12), Indicator(Rule.PERSONS), 40, "PERSONAS")
    busy.runner(Role.COORDINATION).run(figures.save, SaveFigures((figure,), "Libro"))
    found = report(busy, keep(busy, project(date(2025, 12, 1), date(2026, 2, 28), "CICR")))
    assert (found.historical, found.persons) == ((Month(2025, 12),), Counts((0, 2, 1), 2))


def test_services_and_municipality_leave_the_rest_out(busy: Desk) -> None:
    both = keep(busy, project(date(2026, 1, 1), date(2026, 3, 31), "CICR", "CRC"))
    assert [code for code, _ in report(busy, both).services] == ["ORI", "RCF"]
    only = keep(busy, replace(both, services=("ORI",)))
    assert [code for code, _ in report(busy, only).services] == ["ORI"]
    assert report(busy, only).attempts is None
    assert report(busy, keep(busy, replace(only, municipality="68001"))).persons.total == 0


def test_few_whom_the_funder_left_out_are_hidden_as_whoever_holds_both_tables_subtracts(desk: Desk) -> None:
    """Eight women came, six of them to ECHO: the other two stand in the table of everybody less the project's."""
    for at in range(8):
        who = person(desk, "02", Age(birth_date=date(1990, 1, 1)))
        attend(desk, who, date(2026, 1, 8), replace(guidance(), funder="ECHO" if at < 6 else "CICR"))
    for _ in range(9):
        man = person(desk, "01", Age(birth_date=date(1990, 1, 1)))
        attend(desk, man, date(2026, 1, 8), replace(guidance(), funder="ECHO"))
    made = keep(desk, project(date(2026, 1, 1), date(2026, 2, 28), "ECHO"))
    whole, part = report(desk, made), report(desk, made, role=Role.CONSULTATION)
    assert whole.ages.cells["018", "02"] == 6
    assert {("018", "02"), (WHOLE, "02"), ("018", WHOLE)} <= whole.ages.hidden
    assert (WHOLE, WHOLE) not in whole.ages.hidden, "it is printed above, too"
    assert (part.ages.hidden, part.ages.total) == (whole.ages.hidden, 15)
    assert not part.ages.cells.keys() & part.ages.hidden, "who sees totals only is not even handed them"
    catalog = desk.runner(Role.CONSULTATION).run(catalogs.lists, CatalogQuery()).result
    here = words.report(part, catalog, hide=False)
    assert here == words.report(part, catalog, hide=True) == words.report(whole, catalog, hide=True)
    assert here.sections[-1].lines[-1][:2] == ("Total", HIDDEN)
    assert here.sections[-1].lines[-1][-1] == 15


def test_who_is_not_told_of_the_room_has_a_project_by_whole_months_that_ended(desk: Desk) -> None:
    """A person without a service, on one day, is who was in the private room."""
    made = keep(desk, project(date(2026, 1, 15), date(2026, 6, 30), "ECHO"))
    months = report(desk, made, role=Role.CONSULTATION)
    assert (months.first, months.last) == (date(2026, 1, 15), date(2026, 2, 28)), "today is the tenth of March"
    february = report(desk, made, date(2026, 2, 1), date(2026, 2, 28), role=Role.CONSULTATION)
    assert (february.first, february.last) == (date(2026, 2, 1), date(2026, 2, 28))
    for first, last in ((date(2026, 1, 20), None), (None, date(2026, 2, 27)), (date(2026, 2, 3), date(2026, 2, 3))):
        with pytest.raises(CasaError) as refused:
            report(desk, made, first, last, role=Role.CONSULTATION)
        assert refused.value.code is Code.WHOLE_MONTHS
    with pytest.raises(CasaError) as nothing:
        report(desk, made, date(2026, 3, 1), role=Role.CONSULTATION)
    assert nothing.value.code is Code.NO_PERIOD
    assert report(desk, made, date(2026, 2, 3), date(2026, 2, 3)).first == date(2026, 2, 3), "coordination has any day"


# what is defined


def test_a_project_comes_back_as_it_was_kept_and_leaves_the_list(desk: Desk) -> None:
    made = project(date(2026, 1, 15), date(2026, 6, 30), "ECHO", "CICR", services=("UMO",), municipality="68001")
    kept = keep(desk, made)
    run = desk.runner(Role.CONSULTATION).run
    assert run(projects.projects, ProjectsQuery()).result == (kept,)
    assert kept == replace(made, named=kept.named)
    assert codes(projects.remove, desk, RemoveProject(kept.named.uuid, 9)) == [(Code.CONFLICT, "")]
    desk.runner(Role.COORDINATION).run(projects.remove, RemoveProject(kept.named.uuid, 1))
    assert run(projects.projects, ProjectsQuery()).result == ()


def test_a_project_is_read_in_bands_of_the_desk_s_own(busy: Desk) -> None:
    made = keep(busy, replace(project(date(2026, 1, 1), date(2026, 3, 1), "ECHO"), bands=(0, 5, 18)))
    assert busy.runner(Role.COORDINATION).run(projects.projects, ProjectsQuery()).result == (made,)
    found = report(busy, made)
    assert found.ages.request.bands == (0, 5, 18)
    assert set(found.ages.rows) <= {"000", "005", "018", ""}


def test_everything_that_is_wrong_is_told_at_once(desk: Desk) -> None:
    wrong = project(date(2026, 2, 1), date(2026, 1, 1), "NADIE", name=" ", services=("XX",), municipality="68")
    assert codes(projects.keep, desk, wrong) == [
        (Code.ENDS_BEFORE, "last"),
        (Code.BAD_CHOICE, "funders"),
        (Code.BAD_CHOICE, "services"),
        (Code.BAD_CHOICE, "municipality"),
        (Code.REQUIRED, "name"),
    ]
    none = replace(project(date(2016, 1, 31), date(2026, 1, 1)), funders=())
    assert codes(projects.keep, desk, none) == [(Code.PERIOD_TOO_LONG, "last"), (Code.REQUIRED, "funders")]


def test_days_that_are_not_the_projects_or_have_not_come_are_refused(desk: Desk) -> None:
    made = keep(desk, project(date(2026, 1, 15), date(2026, 6, 30)))
    asked = ReportQuery(made.named.uuid, date(2025, 1, 1), date(2026, 1, 14))
    assert codes(projects.report, desk, asked) == [(Code.NO_PERIOD, "")]
    ahead = keep(desk, project(date(2026, 4, 1), date(2026, 6, 30), name="Otro"))
    assert codes(projects.report, desk, ReportQuery(ahead.named.uuid)) == [(Code.NO_PERIOD, "")]
    lines = desk.runner(Role.COORDINATION).run(projects.compare, CompareQuery()).result
    assert [line.project.named.name for line in lines] == ["ECHO 2026"]


def test_what_does_not_count_in_personas_is_a_service_and_nobody(desk: Desk) -> None:
    called = NewService(new_id(), "SEG", answers=(("RESULTADO", "CONTACTADO"),))
    attend(desk, register(desk, "Ana", "Mora"), date(2026, 1, 7), called)
    found = report(desk, keep(desk, project(date(2026, 1, 5), date(2026, 1, 31), "CRC")))
    assert found.services == (("SEG", Counts((1,), 1)),)
    assert (found.persons.total, found.new.total, found.ages.total) == (0, 0, 0)
    assert found.persons_of == (("SEG", Counts((1,), 1)),)
