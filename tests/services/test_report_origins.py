"""Behind every number of a report that leaves the house stand the records that it counts: over random desks, what is
told of each cell is what the report prints."""

from collections.abc import Collection, Iterable
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from casa_desktop.domain.access import Role
from casa_desktop.domain.breakdowns import Breakdown
from casa_desktop.domain.cells import CellDetail, Origin, Paging, Spot, Unit
from casa_desktop.domain.definitions import Named
from casa_desktop.domain.donor_files import HealthOrigin, TableOrigin
from casa_desktop.domain.donors import DonorForm, Template
from casa_desktop.domain.errors import CasaError, Code
from casa_desktop.domain.gifmm import GifmmOrigin
from casa_desktop.domain.ids import new_id
from casa_desktop.domain.indicators import Rule
from casa_desktop.domain.periods import Month, Period
from casa_desktop.domain.rcf_month import Among, LineFigure, RcfOrigin
from casa_desktop.domain.relief import DeliveryOrigin, TravelOrigin
from casa_desktop.domain.report import Cell, Section
from casa_desktop.domain.scope import Scope
from casa_desktop.domain.suppression import WHOLE
from casa_desktop.domain.surveys import Answered, SurveyFigure
from casa_desktop.services import catalogs, donors, listening, origins, rcf_summary, relief, surveys, templates
from casa_desktop.services.catalogs import CatalogQuery
from casa_desktop.services.context import Context
from casa_desktop.services.donors import DonorQuery, GifmmQuery
from casa_desktop.services.families import FamilyMember, RegisterFamily
from casa_desktop.services.families import register as register_family
from casa_desktop.services.listening import HoldSession
from casa_desktop.services.origins import OriginQuery
from casa_desktop.services.people import RegisterPerson
from casa_desktop.services.rcf_summary import SummaryQuery
from casa_desktop.services.relief import ReliefQuery
from casa_desktop.services.runner import Runner
from casa_desktop.services.surveys import RecordTally, ReportQuery, VoidTally
from casa_desktop.services.templates import KeepTemplate
from casa_desktop.texts import breakdowns
from casa_desktop.texts import donors as words
from casa_desktop.texts import rcf as rcf_words
from casa_desktop.texts import relief as relief_words
from casa_desktop.texts import ui_surveys as survey_words
from casa_desktop.texts.ui_donors import GIFMM_SEEN, HEALTH_SEEN
from tests.services.desk import TODAY, Desk
from tests.services.small_desks import TYPES, SmallDesk, desks
from tests.services.stores import make_store
from tests.services.test_donors import activity, keep, template
from tests.services.test_people import named
from tests.services.test_protection import matter
from tests.services.test_statistics import attend, guidance, register
from tests.services.test_statistics_rules import many, periods, within
from tests.services.test_transfers import family, gone, reception

__all__ = ["family", "reception"]
# A failing desk is shown as it was found: to make it smaller takes longer than a test has.
FEW = settings(many, max_examples=10, phases=(Phase.explicit, Phase.reuse, Phase.generate))


def told(ctx: Context, origin: Origin) -> int:
    """What a number is, by what the panel is told of it; everything is told of one list of records."""
    detail: CellDetail = origins.records(ctx, OriginQuery(origin, Paging(limit=1)))
    tally, value = detail.records.all, detail.monthly_sum.exact
    assert value is not None
    if detail.distinct is not None:
        assert tally.persons == value == detail.distinct.exact, origin
    elif detail.figures:
        assert value == sum(each.value for each in detail.figures), origin
    elif detail.unit is None:
        assert tally.services <= value <= tally.quantity, origin
    else:
        assert bool(tally.services) >= bool(value), origin
    return value


def agree(ctx: Context, section: Section, but: Collection[Cell] = ()) -> set[Spot]:
    """Holds every cell of *section* against its records, *but* those that are printed as a mark; gives their spots."""
    for (line, column), origin in section.origins.items():
        printed, found = section.lines[line][column], told(ctx, origin)
        assert printed == found or printed in but, (section.heads[column], origin)
    return set(section.origins)


def numbers(section: Section) -> set[Spot]:
    """Every cell but the names."""
    return {
        (line, column)
        for line in range(len(section.lines))
        for column in range(1, len(section.heads))
        if column not in section.words
    }


def configured(ctx: Context, form: DonorForm, services: Iterable[str] = ()) -> str:
    wanted = Template(Named(new_id(), f"Para {form}"), form, services=tuple(sorted(services)))
    return templates.keep(ctx, KeepTemplate(wanted)).named.uuid


some_types = st.sets(st.sampled_from(TYPES), min_size=1)
forms = st.sampled_from((DonorForm.UNHCR, DonorForm.ECHO))


def scope_of(period: Period, later: int) -> Scope:
    """Not always from a first of a month on."""
    return replace(Scope.of(period), first=period.first.first_day.replace(day=1 + later))


@FEW
@given(small=desks(), period=periods, later=st.integers(0, 9), form=forms, types=some_types | st.just(set[str]()))
def test_every_cell_of_a_donors_tables(
    desk: Desk, small: SmallDesk, period: Period, later: int, form: DonorForm, types: set[str]
) -> None:
    with within(desk, small) as ctx:
        uuid = configured(ctx, form, types)
        found = donors.tables(ctx, DonorQuery(uuid, scope_of(period, later)))
        for section in words.tables(found, ctx.work.catalog.snapshot(), "").sections:
            assert agree(ctx, section, {breakdowns.HIDDEN}) == numbers(section)
        parts: dict[Rule, Breakdown] = {Rule.PERSONS: found.persons, Rule.SERVICES: found.services}
        for row, column in found.hidden:  # a mark on paper; who may see records may see its value
            for rule, part in parts.items():
                assert told(ctx, TableOrigin(uuid, found.scope, rule, row, column)) == part.value(row, column)


@FEW
@given(small=desks(), period=periods, later=st.integers(0, 9), types=some_types)
def test_every_row_of_the_health_file_with_all_that_was_joined_in_it(
    desk: Desk, small: SmallDesk, period: Period, later: int, types: set[str]
) -> None:
    with within(desk, small) as ctx:
        found = donors.health(ctx, DonorQuery(configured(ctx, DonorForm.HEALTH, types), scope_of(period, later)))
        for line, (_, group) in enumerate(found.rows):
            for key, printed in (("persons", group.persons), ("services", group.services)):
                origin = words.health_origin(found, line, key)
                assert origin is not None
                assert told(ctx, origin) == printed
        file = words.health_file(found, ctx.work.catalog.snapshot())
        seen = words.preview_of(file, HEALTH_SEEN, lambda at, key: words.health_origin(found, at, key))
        assert agree(ctx, seen, {words.FEW}) == numbers(seen)


@settings(FEW, max_examples=15)
@given(small=desks(), period=periods, types=some_types)
def test_every_number_of_the_345w(desk: Desk, small: SmallDesk, period: Period, types: set[str]) -> None:
    with within(desk, small) as ctx:
        own = (activity(*sorted(types), code="TODO"), activity(min(types), code="UNO"))
        wanted = keep(ctx, template(*own))
        found = donors.gifmm(ctx, GifmmQuery(wanted.named.uuid, period))
        file = words.gifmm_file(found)
        for line, cells in enumerate(file.rows):
            for column, printed in zip(file.columns, cells, strict=True):
                origin = words.gifmm_origin(found, line, column.key)
                if origin is not None:
                    assert told(ctx, origin) == printed
                else:
                    assert not (isinstance(printed, int) and printed), column.key
        seen = words.preview_of(file, GIFMM_SEEN, lambda at, key: words.gifmm_origin(found, at, key))
        assert seen.origins.keys() == numbers(seen)


@settings(FEW, max_examples=15)
@given(small=desks())
def test_every_number_of_the_months_of_rcf(desk: Desk, small: SmallDesk) -> None:
    with within(desk, small) as ctx:
        spread = "UPDATE rcf_contact SET minutes = service_id % 7, country = CASE service_id % 3 WHEN 0 THEN 'VEN' END"
        ctx.work.connection.exec_driver_sql(spread)
        for month in small.with_records():
            found = rcf_summary.summary(ctx, SummaryQuery(month))
            report = rcf_words.report(found)
            *counted, requests = report.sections
            for section in counted:
                assert agree(ctx, section) == numbers(section)
            assert (requests.elsewhere, requests.origins) == (rcf_words.REQUESTS_ELSEWHERE, {})
            for at, (_, value) in enumerate(report.facts):
                assert told(ctx, report.behind_facts[at]) == value
            tried = [each for each in small.services if each.attempt and each.month == month]
            assert found.attempts == sum(each.attempts for each in found.countries) == len(tried)
            assert found.achieved == sum(each.success is not False for each in tried)


SHEETS = st.lists(
    st.tuples(st.integers(0, 70), st.lists(st.integers(0, 4), min_size=4, max_size=4).filter(any)), max_size=5
)


@FEW
@given(sheets=SHEETS)
def test_every_number_of_the_survey(desk: Desk, sheets: list[tuple[int, list[int]]]) -> None:
    """Answers and reasons of sheets of several months, one of which is voided; and what a paper published."""
    period = Period(Month(2026, 1), Month(2026, 3))
    figure = SurveyFigure(new_id(), Period(Month(2019, 1), Month(2019, 2)), (("EXCELENTE", 100),), 40, "OFAI")
    with within(desk, SmallDesk((), (), ())) as ctx:
        ctx.actor = desk.actor(Role.COORDINATION)
        surveys.save_figure(ctx, figure)
        for at, (day, (best, good, bad, late)) in enumerate(sheets):
            counts = (("EXCELENTE", best, ""), ("SOBRESALIENTE", good, ""), ("POR_MEJORAR", bad, ""))
            given_ = tuple(Answered(code, many, why) for code, many, why in (*counts, ("POR_MEJORAR", late, "ESPERA")))
            tally = RecordTally(new_id(), date(2026, 1, 1) + timedelta(days=day % 65), given_, sheet=str(at))
            surveys.record(ctx, tally)
            if at == 1:
                surveys.void(ctx, VoidTally(tally.uuid, "Repetida"))
        found = surveys.report(ctx, ReportQuery(period))
        report = survey_words.tables(found)
        *counted, published = report.sections
        for section in counted:
            agree(ctx, section)
            plain = {spot for spot in numbers(section) if "%" not in section.heads[spot[1]]}
            assert section.origins.keys() == plain
        assert agree(ctx, published) == {(0, 1), (0, len(published.heads) - 2)}
        paper = origins.records(ctx, OriginQuery(published.origins[0, 1]))
        assert [(each.value, each.source) for each in paper.figures] == [(100, "OFAI")]
        if found.n:
            months, *_ = survey_words.on_screen(found)
            for (line, column), origin in months.origins.items():
                assert str(months.lines[line][column]).split(" ")[0] == str(told(ctx, origin))
    kept = [counts for at, (_, counts) in enumerate(sheets) if at != 1]
    assert found.n == sum(map(sum, kept))
    assert sum(many for _, _, many in found.reasons) == sum(each[3] for each in kept)


def test_what_was_handed_out_and_who_travelled(
    desk: Desk, reception: Runner, family: tuple[str, ...]
) -> None:  # fixtures
    store = make_store(desk)
    store.donate("Agua", 20)
    store.donate("Cobija", 9, lot="L2")
    store.deliver(store.person(), ("Agua", 3), day=date(2026, 2, 20))
    store.deliver(store.person("Rosa"), ("Agua", 4), ("Cobija", 1))
    gone(reception, family)
    alone = (FamilyMember(RegisterPerson(new_id(), named("Inés"))),)
    gone(reception, reception.run(register_family, RegisterFamily(new_id(), alone)).result.members)
    scope = Scope(date(2026, 3, 1), date(2026, 3, 31))
    with desk.runner(Role.COORDINATION).batch() as ctx:
        ctx.work.connection.exec_driver_sql("UPDATE transfer SET municipality = '05001' WHERE id = 2")
        stock, travels = relief_words.report(relief.summary(ctx, ReliefQuery(scope))).sections
        assert sorted(stock.lines[line][3] for line, _ in agree(ctx, stock)) == [1, 4]
        assert stock.elsewhere
        assert agree(ctx, travels) == numbers(travels)
        assert [line[1:] for line in travels.lines] == [(3, 1, 1), (1, 1, 1), (4, 2, 2)]
        families = origins.records(ctx, OriginQuery(travels.origins[0, 2]))
        assert (families.unit, families.records.all.persons) == (Unit.FAMILIES, 3)


def test_who_may_not_send_a_report_is_told_nothing_of_what_stands_behind_it(desk: Desk) -> None:
    scope = Scope(date(2026, 1, 1), date(2026, 1, 31))
    with desk.runner(Role.COORDINATION).batch() as ctx:
        uuid = configured(ctx, DonorForm.ECHO)
        gifmm = keep(ctx, template(activity("ORI"))).named.uuid
    (month,) = scope.months
    asked: list[Origin] = [
        TableOrigin(uuid, scope, Rule.PERSONS, "", ""),
        GifmmOrigin(gifmm, month, "", "", "total"),
        RcfOrigin(month, Among.EVERYTHING, LineFigure.PERSONS),
        TravelOrigin(scope, None),
        TravelOrigin(replace(scope, last=scope.first), ("COL", "52356", "")),
        TravelOrigin(Scope.of(Period(month, month.plus(1))), ("COL", "52356", "")),
        DeliveryOrigin(scope, "", "", ""),
    ]
    for origin in asked:
        for role in (Role.RECEPTION, Role.RCF, Role.CONSULTATION):
            if role is Role.RCF and isinstance(origin, RcfOrigin):
                continue
            with pytest.raises(CasaError) as refused:
                desk.runner(role).run(origins.records, OriginQuery(origin))
            assert refused.value.code is Code.FORBIDDEN, (role, origin)


def test_who_sees_totals_only_is_told_no_matter_of_protection_by_days_and_not_how_few_are_few(desk: Desk) -> None:
    with desk.runner(Role.COORDINATION).batch() as ctx:
        own, coded = configured(ctx, DonorForm.ECHO, ["ORI", "PRO"]), configured(ctx, DonorForm.HEALTH, ["ORI"])
    attend(desk, register(desk, "Luz", "Gil"), TODAY, guidance())
    run, month = desk.runner(Role.CONSULTATION).run, Scope.of(Period(Month.of(TODAY), Month.of(TODAY)))
    with pytest.raises(CasaError) as refused:
        run(donors.tables, DonorQuery(own, month))
    assert refused.value.code is Code.FORBIDDEN
    assert desk.runner(Role.COORDINATION).run(donors.tables, DonorQuery(own, month)).result.services.total == 1
    for role, few in ((Role.CONSULTATION, (0, 0, True)), (Role.COORDINATION, (1, 1, True))):
        ((_, group),) = desk.runner(role).run(donors.health, DonorQuery(coded, month)).result.rows
        assert (group.persons, group.services, group.few) == few


def test_the_services_of_a_day_less_those_of_the_week_are_no_matter_of_protection(desk: Desk) -> None:
    with desk.runner(Role.COORDINATION).batch() as ctx:
        uuid = configured(ctx, DonorForm.ECHO)
    who = register(desk, "Luz", "Gil")
    attend(desk, who, TODAY, guidance())
    query = DonorQuery(uuid, Scope.of(Period(Month.of(TODAY), Month.of(TODAY))))

    def told(role: Role) -> tuple[int, int, str]:
        found = desk.runner(role).run(donors.tables, query).result
        report = words.tables(found, catalog, "")
        return found.persons.total, found.services.total, " ".join(report.notes)

    catalog = desk.runner(Role.COORDINATION).run(catalogs.lists, CatalogQuery()).result
    before = [told(role) for role in (Role.CONSULTATION, Role.COORDINATION)]
    went_in = replace(matter(), anonymous=None, person_uuid=who)
    desk.runner(Role.PSYCHOLOGY).run(listening.hold, HoldSession(went_in))
    # Whoever made it: what leaves the house may be held against a week or a project, which tell no matters either.
    assert [told(role) for role in (Role.CONSULTATION, Role.COORDINATION)] == before
    assert words.WITHOUT_MATTERS in before[0][2], "whether or not there is any"


def test_behind_a_donor_s_days_nobody_learns_who_was_attended_in_private(desk: Desk) -> None:
    """Who is at the counter and sees totals as well: what a day counts less what they see is the room's."""
    scope = Scope(date(2026, 1, 8), date(2026, 1, 8))
    with desk.runner(Role.COORDINATION).batch() as ctx:
        echo, health = configured(ctx, DonorForm.ECHO), configured(ctx, DonorForm.HEALTH, ["PSI"])
    for origin in (
        TableOrigin(echo, scope, Rule.PERSONS, WHOLE, WHOLE),
        HealthOrigin(health, scope, Rule.SERVICES, "PSI", (None, None)),
    ):
        query = OriginQuery(origin)
        with pytest.raises(CasaError) as refused:
            desk.runner(Role.RECEPTION, Role.CONSULTATION).run(origins.records, query)
        assert refused.value.code is Code.FORBIDDEN
        assert desk.runner(Role.COORDINATION).run(origins.records, query).result.records.all.persons == 0


def test_who_is_not_told_of_the_room_has_a_donor_s_tables_by_whole_months(desk: Desk) -> None:
    with desk.runner(Role.COORDINATION).batch() as ctx:
        uuid = configured(ctx, DonorForm.ECHO)
    day = DonorQuery(uuid, Scope(date(2026, 1, 8), date(2026, 1, 8)))
    with pytest.raises(CasaError) as refused:
        desk.runner(Role.CONSULTATION).run(donors.tables, day)
    assert refused.value.code is Code.WHOLE_MONTHS
    desk.runner(Role.CONSULTATION).run(
        donors.tables, DonorQuery(uuid, Scope.of(Period(Month(2026, 1), Month(2026, 1))))
    )
    desk.runner(Role.COORDINATION).run(donors.tables, day)
