"""The catalogue by the keyboard: added, renamed, retired, moved, counted otherwise from a month on."""

import pytest

from casa_desktop.domain.access import Role
from casa_desktop.domain.catalog import Catalog, Kind
from casa_desktop.domain.periods import Month
from casa_desktop.services import catalogs
from casa_desktop.services.catalogs import CatalogQuery
from casa_desktop.texts import ui_catalogs as texts
from casa_desktop.ui.catalogs.page import CatalogPage
from tests.ui.settings.conftest import Window, window
from tests.ui.waiting import until

__all__ = ["window"]


@pytest.fixture
def page(window: Window) -> CatalogPage:
    window.sit(Role.COORDINATION)
    found: CatalogPage = window.open("catalog")
    return found


def lists(window: Window) -> Catalog:
    runner = window.desk.runner(Role.COORDINATION)
    return window.on_db(lambda: runner.run(catalogs.lists, CatalogQuery()).result)


def choose(window: Window, kind: Kind) -> None:
    """Arrow down to the list of *kind*, then on to its lines."""
    page = window.page.section()
    assert isinstance(page, CatalogPage)
    for _ in range(len(texts.LISTS)):
        if page.which.value() == kind:
            break
        window.press("Down", "list_choice")
    assert page.which.value() == kind
    window.child("items_table").setFocus()


def test_a_topic_is_added_and_renamed_by_keys_alone(window: Window, page: CatalogPage) -> None:
    choose(window, Kind.TOPIC)
    window.press("Ctrl+N")
    window.type("name_edit", "Cedulación")
    window.press("Ctrl+Return")
    assert page.items.current_key()
    assert lists(window).name(Kind.TOPIC, "CEDULACION") == "Cedulación"
    window.press("Return", "items_table")
    window.type("name_edit", "Cédula y registro")
    window.press("Ctrl+Return")
    assert lists(window).name(Kind.TOPIC, "CEDULACION") == "Cédula y registro"
    assert window.prompts.said[-1] == texts.SAVED


def test_a_name_that_exists_is_refused_beside_its_field(window: Window, page: CatalogPage) -> None:
    choose(window, Kind.TOPIC)
    window.press("Ctrl+N")
    window.type("name_edit", "albergue")
    window.press("Ctrl+Return")
    assert page.item_form.field("name").problem_text
    window.press("Esc")
    assert page.items.isVisible()


def test_an_entry_is_retired_and_the_retiring_undone(window: Window, page: CatalogPage) -> None:
    choose(window, Kind.TOPIC)
    window.press("Home", "items_table")
    window.press("Del", "items_table")
    first = lists(window).of(Kind.TOPIC)[0]
    assert not first.active_on(window.desk.clock.today())
    assert window.prompts.undo is not None
    window.prompts.undo()
    window.settle()
    assert lists(window).of(Kind.TOPIC)[0].active_to is None


def test_an_entry_moves_down_and_stays_current(window: Window, page: CatalogPage) -> None:
    choose(window, Kind.TOPIC)
    window.press("Home", "items_table")
    first = page.items.current_key()
    window.press("Alt+Down", "items_table")
    assert [item.uuid for item in lists(window).of(Kind.TOPIC)].index(first) == 1
    assert page.items.current_key() == first


def test_a_new_service_type_is_there_for_the_next_visit(window: Window, page: CatalogPage) -> None:
    window.press("Ctrl+N")
    window.type("name_edit", "Kit de aseo")
    window.type("label_edit", "KITS")
    window.child("by_quantity_check").setFocus()
    window.press("Space")
    window.press("Ctrl+Return")
    kind = lists(window).service_type("KIT_DE_ASEO")
    assert kind is not None
    assert (kind.label, kind.by_quantity, kind.roles) == ("KITS", True, frozenset())
    table = page.types
    until(lambda: table.isVisible() and table.current_key())
    assert table.rows()[table.currentIndex().row()].cells[0] == "Kit de aseo"


def test_a_type_is_counted_otherwise_from_a_month_on(window: Window, page: CatalogPage) -> None:
    window.press("Home", "types_table")
    window.press("Ctrl+Shift+E", "types_table")
    window.type("from_month_edit", "abril 2026")
    window.child("in_persons_check").setFocus()
    window.press("Space")
    window.press("Ctrl+Return")
    kind = lists(window).service_type("ORI")
    assert kind is not None
    assert kind.option_in(Month(2026, 3)).in_persons
    assert not kind.option_in(Month(2026, 4)).in_persons
