"""Views of the desk: kept by name, asked for again, and whole whatever the catalogue has become."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casa_desktop.domain.access import Role
from casa_desktop.domain.catalog import Kind
from casa_desktop.domain.counted import NO_DATA, Dimension
from casa_desktop.domain.definitions import DefinitionKind, Named
from casa_desktop.domain.errors import CasaError, Code, Problems
from casa_desktop.domain.ids import new_id
from casa_desktop.domain.indicators import Indicator, Rule
from casa_desktop.domain.periods import Month, Period
from casa_desktop.domain.scope import Scope
from casa_desktop.domain.views import View, content, parse
from casa_desktop.services import breakdowns, catalogs, definitions, views
from casa_desktop.services.views import RemoveView, SaveView, ViewsQuery
from tests.services.desk import Desk
from tests.services.test_bands import chosen_bands, code_of, run

JANUARY = Period(Month(2026, 1), Month(2026, 1))
FILTERS = {Dimension.FUNDER: frozenset({"ECHO", NO_DATA}), Dimension.AGE: frozenset({"018"})}
VIEW = View(
    Named(new_id(), "Mujeres por edad"), Indicator(Rule.PERSONS), Dimension.AGE, Dimension.SEX, (0, 5, 18), FILTERS
)


kept = st.builds(
    View,
    st.just(VIEW.named),
    st.sampled_from(
        (Indicator(Rule.PERSONS), Indicator(Rule.SERVICES, "ORI"), Indicator(Rule.PERSONS_OF_SERVICE, "X-Y"))
    ),
    st.sampled_from(Dimension),
    st.none() | st.sampled_from(Dimension),
    chosen_bands,
    st.dictionaries(st.sampled_from(Dimension), st.frozensets(st.text(max_size=5)), max_size=3),
    st.none() | st.just((date(2025, 11, 15), date(2026, 1, 14))),
)


@given(kept)
def test_what_is_kept_of_a_view_is_all_of_it(view: View) -> None:
    assert parse(view.named, content(view)) == view


@given(st.sampled_from(sorted(content(VIEW))), st.none() | st.text(max_size=4) | st.lists(st.text(max_size=3)))
def test_a_view_that_is_not_understood_is_none_rather_than_another(name: str, value: object) -> None:
    told = {**content(VIEW), name: value}
    found = parse(VIEW.named, told)
    assert found is None or content(found) == {**told, "columns": told["columns"] or "", "days": list(told["days"])}


def test_a_view_is_kept_renamed_and_removed(desk: Desk) -> None:
    first = run(desk, views.save_view, SaveView(VIEW))
    again = run(desk, views.save_view, SaveView(replace(first, named=replace(first.named, name="Por edad"))))
    assert [view.named.name for view in run(desk, views.views, ViewsQuery(), Role.CONSULTATION)] == ["Por edad"]
    assert (again.asks_the_same(VIEW), again.named.version) == (True, 2)
    run(desk, views.remove_view, RemoveView(again.named.uuid, again.named.version))
    assert run(desk, views.views, ViewsQuery()) == ()


def test_only_coordination_keeps_views(desk: Desk) -> None:
    for verb, command in (
        (views.save_view, SaveView(VIEW)),
        (views.remove_view, RemoveView("x", 1)),
    ):
        assert code_of(desk, verb, command, Role.RECEPTION) is Code.FORBIDDEN


def test_a_view_of_what_cannot_be_taken_apart_is_refused_with_all_that_is_wrong(desk: Desk) -> None:
    wrong = replace(
        VIEW, named=Named(new_id(), " "), indicator=Indicator(Rule.FAMILIES), rows=Dimension.SEX, columns=Dimension.SEX
    )
    with pytest.raises(CasaError) as refused:
        run(desk, views.save_view, SaveView(wrong))
    assert {(each.code, each.field) for each in refused.value.problems} == {
        (Code.UNKNOWN_ROW, "indicator"),
        (Code.BAD_CHOICE, "columns"),
        (Code.REQUIRED, "name"),
    }


def test_a_code_that_the_catalogue_retired_breaks_no_view(desk: Desk) -> None:
    kind = Kind.FUNDER
    item = next(each for each in run(desk, catalogs.lists, catalogs.CatalogQuery()).of(kind) if each.code == "ECHO")
    run(desk, views.save_view, SaveView(VIEW))
    gone = replace(item, active_to=date(2025, 12, 31))
    run(desk, catalogs.save_item, catalogs.SaveItem(gone))
    view = run(desk, views.views, ViewsQuery())[0]
    found = run(desk, breakdowns.breakdown, view.request(JANUARY))
    assert (found.total, view.filters) == (0, FILTERS)


def test_days_without_an_end_are_no_view() -> None:
    assert parse(VIEW.named, {**content(VIEW), "days": ["2026-01-01"]}) is None
    assert parse(VIEW.named, {**content(VIEW), "days": ["2026-01-02", "2026-01-01"]}) is None


def test_a_view_of_before_there_were_days_is_one_of_the_page_s_months() -> None:
    told = {name: value for name, value in content(VIEW).items() if name != "days"}
    assert parse(VIEW.named, told) == VIEW


def test_the_days_of_a_view_are_its_own_and_else_the_page_s() -> None:
    assert VIEW.request(JANUARY).scope == Scope.of(JANUARY, FILTERS)
    fixed = replace(VIEW, days=(date(2025, 11, 15), date(2026, 2, 14)))
    assert fixed.request(JANUARY).scope == Scope(date(2025, 11, 15), date(2026, 2, 14), FILTERS)


def test_what_another_version_kept_is_left_out_of_the_list(desk: Desk) -> None:
    with desk.runner(Role.COORDINATION).batch() as ctx:
        told = {**content(VIEW), "filters": {"weather": ["rain"]}}
        definitions.keep(ctx, DefinitionKind.VIEW, VIEW.named, told, Problems())
    assert run(desk, views.views, ViewsQuery()) == ()
