"""What a service type asks, by the keyboard: added, renamed, moved, retired, and never half made for reception."""

from dataclasses import replace
from decimal import Decimal

import pytest
from PySide6.QtWidgets import QWidget

from casa_desktop.domain.access import Role
from casa_desktop.domain.catalog import Audience, ServiceType
from casa_desktop.domain.fields import FieldKind, Option, ServiceField
from casa_desktop.domain.ids import new_id
from casa_desktop.services import catalogs, seeding
from casa_desktop.services.catalogs import CatalogQuery, SaveServiceType
from casa_desktop.services.seeding import MissingQuery
from casa_desktop.texts import ui_catalogs as texts
from casa_desktop.ui.catalogs.page import CatalogPage
from tests.ui.keys import press, type_text
from tests.ui.settings.conftest import Window, window

__all__ = ["window"]


@pytest.fixture
def page(window: Window) -> CatalogPage:
    window.sit(Role.COORDINATION)
    found: CatalogPage = window.open("catalog")
    return found


def stored(window: Window, code: str) -> ServiceType:
    runner = window.desk.runner(Role.COORDINATION)
    found = window.on_db(lambda: runner.run(catalogs.lists, CatalogQuery()).result).service_type(code)
    assert found is not None
    return found


def write(window: Window, text: str) -> None:
    """Types where the cursor is."""
    type_text(None, text)
    window.settle()


def open_type(window: Window, page: CatalogPage, code: str) -> None:
    """Down to the type, Enter, and on to what it asks."""
    place = [row.key for row in page.types.rows()].index(stored(window, code).uuid)
    window.press("Home", "types_table")
    for _ in range(place):
        window.press("Down", "types_table")
    window.press("Return", "types_table")
    window.press("Alt+M")
    assert window.child("fields_edit_table").hasFocus()


def go_to(window: Window, label: str) -> None:
    """Down to the field *label* in the table that has the focus."""
    page = window.page.section()
    assert isinstance(page, CatalogPage)
    labels = [row.cells[0] for row in page.type_form.asked.table.rows()]
    window.press("Home")
    for _ in range(labels.index(label)):
        window.press("Down")


def labels(kind: ServiceType) -> list[str]:
    return [field.label for field in kind.fields]


def test_a_number_is_added_with_its_unit_and_bounds(window: Window, page: CatalogPage) -> None:
    open_type(window, page, "SSP")
    window.press("Ctrl+N")
    write(window, "Semanas sin período")
    window.press("Return")
    write(window, "n")
    window.press("Return")
    for typed in ("sem", "1", "42,5", "1"):
        write(window, typed)
        window.press("Return")
    window.press("Space")
    window.press("Ctrl+Return")
    assert window.child("fields_edit_table").hasFocus()
    assert labels(stored(window, "SSP"))[-1] != "Semanas sin período"
    window.press("Ctrl+Return")
    field = stored(window, "SSP").fields[-1]
    assert (field.label, field.kind, field.unit, field.required) == (
        "Semanas sin período",
        FieldKind.NUMBER,
        "sem",
        True,
    )
    assert (field.low, field.high, field.decimals) == (Decimal(1), Decimal("42.5"), 1)


def test_an_option_renamed_keeps_its_code_and_one_retired_can_come_back(window: Window, page: CatalogPage) -> None:
    open_type(window, page, "ADR")
    window.press("Return")
    window.press("Return")
    assert window.child("options_edit_1_edit").hasFocus()
    window.press("Ctrl+A")
    write(window, "Consulta general")
    window.press("Return")
    window.press("Alt+Del")
    window.press("Down")
    window.press("Alt+Up")
    window.press("Ctrl+Return")
    window.press("Ctrl+Return")
    options = stored(window, "ADR").fields[0].options
    assert options[0] == Option("GENERAL", "Consulta general")
    assert [option.code for option in options[:3]] == ["GENERAL", "GINECOLOGIA", "PEDIATRIA"]
    assert options[2] == Option("PEDIATRIA", "Pediatría", retired=True)
    open_type(window, page, "ADR")
    window.press("Return")
    for keys in ("Return", "Down", "Down", "Alt+Del", "Ctrl+Return", "Ctrl+Return"):
        window.press(keys)
    assert stored(window, "ADR").fields[0].options[2] == Option("PEDIATRIA", "Pediatría")


def test_a_field_is_moved_retired_and_used_again(window: Window, page: CatalogPage) -> None:
    open_type(window, page, "NUT")
    go_to(window, "Peso")
    window.press("Alt+Up")
    window.press("Del")
    assert page.type_form.asked.table.rows()[1].cells[2] == "Retirado"
    window.press("Ctrl+Return")
    today = window.desk.clock.today()
    kind = stored(window, "NUT")
    assert labels(kind)[:3] == ["Perímetro del brazo (MUAC)", "Peso", "Edema en los dos pies"]
    assert "Peso" not in {field.label for field in kind.fields_on(today)}
    open_type(window, page, "NUT")
    go_to(window, "Peso")
    window.press("Del")
    window.press("Ctrl+Return")
    assert stored(window, "NUT").fields[1].active_on(today)


def test_what_records_hold_keeps_its_kind_and_says_why(window: Window, page: CatalogPage) -> None:
    open_type(window, page, "NUT")
    window.press("Return")
    form = page.types_editor.field_form
    assert form.field("label").widget.hasFocus()
    assert not form.field("kind").isVisible()
    assert not form.field("unit").widget.isEnabled()
    said = window.child("fixed_label")
    assert said.property("text") == "Se contesta con: número, en mm"
    assert any(each.property("text") == texts.FIXED_KIND_WHY for each in window.page.findChildren(QWidget))


def test_everything_wrong_with_a_field_stands_beside_it(window: Window, page: CatalogPage) -> None:
    open_type(window, page, "NUT")
    window.press("Ctrl+N")
    write(window, "peso")
    window.press("Return")
    window.press("Return")
    for name in ("Uno", "uno"):
        write(window, name)
        window.press("Return")
    window.press("Ctrl+Return")
    form = page.types_editor.field_form
    assert form.isVisible()
    assert form.field("label").problem_text
    assert form.field("options").problem_text


def test_a_field_that_the_verb_refuses_is_opened_with_its_problem(window: Window, page: CatalogPage) -> None:
    open_type(window, page, "NUT")
    go_to(window, "Peso")
    window.press("Del")
    window.press("Ctrl+N")
    write(window, "Peso")
    window.press("Return")
    write(window, "t")
    window.press("Ctrl+Return")
    go_to(window, "Peso")
    window.press("Del")
    window.press("Ctrl+Return")
    form = page.types_editor.field_form
    assert form.isVisible()
    assert form.field("label").problem_text
    assert labels(stored(window, "NUT")).count("Peso") == 1


def test_the_preview_shows_the_field_as_a_visit_will(window: Window, page: CatalogPage) -> None:
    open_type(window, page, "NUT")
    window.press("Ctrl+N")
    write(window, "Tensión")
    preview = window.child("preview_card")

    def seen() -> list[str]:
        return [str(w.property("text")) for w in preview.findChildren(QWidget) if w.isVisible() and w.property("text")]

    assert "Tensión" in seen()
    window.press("Return")
    write(window, "s")
    assert {"Sí", "No"} <= set(seen())
    write(window, "n")
    window.press("Return")
    write(window, "mmHg")
    assert "Tensión (mmHg)" in seen()


def test_a_type_has_its_audience_and_the_days_on_which_it_is_offered(window: Window, page: CatalogPage) -> None:
    window.press("Ctrl+N")
    window.type("name_edit", "Jornada de vacunación")
    window.type("label_edit", "VACUNAS")
    window.child("audience_chips_group_chip").setFocus()
    window.press("Space")
    window.type("active_from_edit", "1/4/2026")
    window.type("active_to_edit", "31/3/2026")
    window.press("Ctrl+Return")
    assert page.type_form.field("active_to").problem_text
    window.type("active_to_edit", "30/4/2026")
    window.press("Ctrl+Return")
    kind = stored(window, "JORNADA_DE_V")
    assert (kind.audience, str(kind.active_from), str(kind.active_to)) == (Audience.GROUP, "2026-04-01", "2026-04-30")


def test_a_reserved_type_belongs_to_those_who_hold_its_key(window: Window, page: CatalogPage) -> None:
    window.press("Ctrl+N")
    window.type("name_edit", "Grupo de apoyo")
    window.type("label_edit", "APOYO")
    window.child("compartment_chips_psicologia_chip").setFocus()
    window.press("Space")
    assert not page.type_form.field("roles").isVisible()
    window.press("Ctrl+Return")
    kind = stored(window, "GRUPO_DE_APO")
    assert (kind.compartment, kind.roles) == ("psicologia", frozenset({Role.PSYCHOLOGY}))
    # Psychology holds the key of protection too, so a type of its own may be sealed under it.
    assert window.page.findChildren(QWidget, "compartment_chips_proteccion_chip")


def test_what_was_typed_is_not_lost_by_esc_nor_by_the_lock(window: Window, page: CatalogPage) -> None:
    open_type(window, page, "NUT")
    window.press("Ctrl+N")
    write(window, "Tensión")
    window.press("Esc")  # the question is answered: go on
    assert page.types_editor.field_form.isVisible()
    kept = window.page.draft()
    assert kept is not None
    window.sit(Role.COORDINATION)
    window.page.restore(kept)
    window.settle()
    again = window.page.section()
    assert isinstance(again, CatalogPage)
    assert again.types_editor.field_form.service_field().label == "Tensión"
    again.types_editor.field_form.focus_first()
    for keys in ("Return", "Right", "Right", "Right", "Space", "Ctrl+Return", "Ctrl+Return"):
        window.press(keys)
    assert labels(stored(window, "NUT"))[-1] == "Tensión"


def test_whoever_saves_second_is_told_and_loses_nothing_of_the_first(window: Window, page: CatalogPage) -> None:
    open_type(window, page, "ADR")
    theirs = stored(window, "ADR")
    added = ServiceField(new_id(), "", "Turno", FieldKind.TEXT)
    command = SaveServiceType(replace(theirs, fields=(*theirs.fields, added)))
    window.on_db(lambda: window.desk.runner(Role.COORDINATION).run(catalogs.save_service_type, command))
    window.type("name_edit", "Consulta ADRA")
    window.press("Ctrl+Return")
    assert page.type_form.isVisible()
    window.press("Ctrl+Return")
    kind = stored(window, "ADR")
    assert kind.name == "Consulta ADRA"
    assert next(field for field in kind.fields if field.label == "Turno").active_to is None


def test_a_desk_of_an_earlier_version_adds_what_is_new_with_one_key(window: Window, page: CatalogPage) -> None:
    assert not page.offer.isVisible()

    def forget() -> None:
        with window.desk.runner(Role.COORDINATION).batch() as ctx:
            gone = "(SELECT id FROM service_type WHERE code = 'NUT')"
            for statement in (
                f"field_option WHERE field_id IN (SELECT id FROM service_field WHERE service_type_id IN {gone})",
                f"service_field WHERE service_type_id IN {gone}",
                f"counting_option WHERE service_type_id IN {gone}",
                f"service_type WHERE id IN {gone}",
                "desk_setting WHERE key = 'catalog.version'",
            ):
                ctx.work.connection.exec_driver_sql(f"DELETE FROM {statement}")

    window.on_db(forget)
    page.refresh()
    window.settle()
    assert page.offer.isVisible()
    assert "Nutrición – niñas y niños" in page.offer.text
    press(window.child("types_table"), "Alt+G")
    window.settle()
    assert not page.offer.isVisible()
    assert stored(window, "NUT").fields
    runner = window.desk.runner(Role.COORDINATION)
    assert window.on_db(lambda: runner.run(seeding.missing, MissingQuery()).result).types == ()
