"""The dashboard by keys: from card to card, one of them large with its table, and out of the program."""

from io import BytesIO
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from pypdf import PdfReader
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication, QWidget

from casa_desktop.domain.access import Role
from casa_desktop.domain.periods import Month, Period
from casa_desktop.texts import ui_dashboard as texts
from casa_desktop.texts import ui_statistics
from casa_desktop.texts.breakdowns import HIDDEN
from casa_desktop.ui import hotkeys, theme
from casa_desktop.ui.charts import _DARKEST
from casa_desktop.ui.dashboard.page import DashboardPart
from casa_desktop.ui.statistics.side import has_cursor
from tests.ui.looking import cut, unnamed, unreachable
from tests.ui.statistics.conftest import Window

FEBRUARY = Month(2026, 2)


def opened(window: Window, role: Role = Role.COORDINATION) -> DashboardPart:
    window.sit(role)
    window.whole.period.set_period(Period(FEBRUARY, FEBRUARY))
    window.go(DashboardPart.page_id)
    return window.whole.part_of(DashboardPart)


def focus() -> str:
    widget: QWidget | None = QApplication.focusWidget()
    return "" if widget is None else widget.objectName()


def to(window: Window, part: DashboardPart, key: str) -> None:
    part.cards.card(key).setFocus()
    window.settle()


def lines(part: DashboardPart) -> list[tuple[str, ...]]:
    assert part.large.table is not None
    return [row.cells for row in part.large.table.rows()]


def test_arrows_and_tab_go_from_card_to_card(busy: Window) -> None:
    opened(busy)
    assert focus() == "persons_card"
    seen = [focus()]
    for key in ("Down", "Right", "Up", "Left", "Tab"):
        busy.press(key)
        seen.append(focus())
    assert all(name.endswith("_card") for name in seen)
    assert seen[1] != seen[0]
    assert seen[2] not in seen[:2]
    assert seen[4] == seen[0], "up from the right column and left is where it began"


def test_a_card_is_read_aloud_with_its_numbers(busy: Window) -> None:
    part = opened(busy)
    assert "Ene 2026* 2; Feb 2026* 2" in part.cards.card("persons").accessibleName()
    assert part.cards.card("persons").heading.text() == "Personas atendidas por mes"


def test_enter_shows_the_chart_large_with_its_table_and_then_the_records(busy: Window) -> None:
    part = opened(busy)
    busy.press("Return")
    assert focus() == "large_table"
    assert lines(part)[-1] == ("Feb 2026*", "2")
    busy.press("Return")
    assert busy.sees("cell_panel")
    assert "2 personas" in part.large.cell_panel.said.text()
    busy.press("Esc")
    assert focus() == "large_table"
    busy.press("Esc")
    assert focus() == "persons_card"
    busy.press("Esc")
    assert busy.page.view.hasFocus(), "and out of the dashboard as out of any part"


def test_a_cell_of_a_service_and_month_has_its_own_records(busy: Window) -> None:
    part = opened(busy)
    to(busy, part, "year")
    busy.press("Return")
    table = part.large.table
    assert table is not None
    assert table.currentIndex().column() == 12, "the month that is looked at"
    busy.press("Left", "Return")
    assert part.large.cell_panel.heading.text() == "ORIENTACION · Ene 2026 · Servicios por mes"


def test_a_click_on_a_bar_asks_for_its_records(busy: Window) -> None:
    part = opened(busy)
    busy.press("Return")
    part.large.view.pressed.emit(0, 11)
    busy.settle()
    assert busy.sees("cell_panel")


def test_who_sees_totals_only_is_told_so_and_sees_no_small_cell(busy: Window) -> None:
    part = opened(busy, Role.CONSULTATION)
    busy.press("Return", "Return")
    assert busy.prompts.said == [ui_statistics.FORBIDDEN_CELL]
    assert not busy.sees("cell_panel")
    busy.press("Esc")
    to(busy, part, "ages")
    busy.press("Return")
    assert any(HIDDEN in line for line in lines(part))


def test_what_is_copied_is_the_table_without_small_cells(busy: Window) -> None:
    part = opened(busy)
    busy.press(hotkeys.COPY)
    assert "Feb 2026*\t2" in QApplication.clipboard().text()
    to(busy, part, "ages")
    busy.press("Return")
    assert not any(HIDDEN in line for line in lines(part)), "on the screen of who may see the records they stand"
    busy.press(hotkeys.COPY)
    copied = QApplication.clipboard().text()
    assert HIDDEN in copied
    assert copied.splitlines()[-1].endswith("\t2")
    assert busy.prompts.said[-1] == texts.COPIED


@pytest.mark.parametrize("ending", ["png", "svg", "pdf"])
def test_a_chart_is_saved_as_what_its_name_ends_with(busy: Window, tmp_path: Path, ending: str) -> None:
    opened(busy)
    target = tmp_path / f"personas.{ending}"
    busy.prompts.answers = [target]
    busy.press(hotkeys.SAVE_FILE)
    data = target.read_bytes()
    if ending == "png":
        image = QImage.fromData(data)
        assert image.width() > 1000
        assert image.pixelColor(0, 0).name() == theme.LIGHT.paper
    elif ending == "svg":
        assert "Feb 2026*, 2" in "".join(ET.fromstring(data).itertext())
    else:
        text = PdfReader(BytesIO(data)).pages[0].extract_text()
        assert "Personas atendidas por mes" in text
        assert "Feb 2026*" in text
    assert busy.prompts.said[-1] == texts.SAVED


@pytest.mark.parametrize("typed", ["para.gil", "para la Dra. Gil", "para Gil", "personas.svg.GIL"])
def test_a_name_that_ends_with_no_file_is_a_picture_and_stays_out_of_the_audit(
    busy: Window, tmp_path: Path, typed: str
) -> None:
    opened(busy)
    target = tmp_path / typed
    busy.prompts.answers = [target]
    busy.press(hotkeys.SAVE_FILE)
    assert QImage.fromData(target.read_bytes()).width() > 1000
    assert busy.exported() == [("2026-02..2026-02", "tablero_png")]


def test_who_may_not_export_neither_saves_nor_prints(busy: Window) -> None:
    opened(busy, Role.RECEPTION)
    busy.press(hotkeys.SAVE_FILE)
    assert not busy.sees("save_button")
    assert busy.prompts.said == []


def test_another_month_of_the_period_is_another_dashboard_and_the_card_stays(busy: Window) -> None:
    part = opened(busy)
    to(busy, part, "ages")
    busy.press("Return")
    assert "febrero de 2026*" in part.large.heading.text()
    busy.whole.period.set_period(Period(Month(2025, 12), Month(2026, 1)))
    busy.settle()
    assert "enero de 2026*" in part.large.heading.text()
    busy.press("Esc")
    assert focus() == "ages_card"


@pytest.mark.parametrize("card", ["persons", "year", "ages"])
def test_the_records_of_another_month_are_left_and_the_cursor_goes_to_the_table(busy: Window, card: str) -> None:
    part = opened(busy)
    to(busy, part, card)
    busy.press("Return", "Return")
    assert has_cursor(part.large.cell_panel)
    busy.session.hub.publish(frozenset({("visit", "")}))
    busy.settle()
    assert busy.sees("cell_panel"), "of the same month"
    busy.press(hotkeys.EARLIER)
    assert not busy.sees("cell_panel")
    assert part.large.cell_panel.list.rows() == ()
    assert focus() == "large_table"


@pytest.mark.parametrize("width", [1140, 760, 420])
def test_every_control_is_named_and_nothing_is_cut(busy: Window, width: int) -> None:
    part = opened(busy)
    busy.whole.resize(width, 690)
    busy.settle()
    for shown in ("cards", "large"):
        if shown == "large":
            busy.press("Return")
        assert unnamed(part) == []
        assert unreachable(part) == []
        assert cut(part) == []


@pytest.mark.parametrize("colours", [theme.LIGHT, theme.DARK])
def test_a_number_is_read_on_the_darkest_cell(colours: theme.Colours) -> None:
    def mixed(over: str) -> str:
        both = zip(*((int(each[at : at + 2], 16) for at in (1, 3, 5)) for each in (colours.accent, over)), strict=True)
        return "#" + "".join(f"{round(_DARKEST * bar + (1 - _DARKEST) * below):02x}" for bar, below in both)

    for over in (colours.surface, colours.ground):
        assert theme.contrast(colours.text, mixed(over)) >= 4.5


def test_a_band_of_the_pyramid_and_a_weekday_open_too_and_what_waits_tells_where_it_is_listed(busy: Window) -> None:
    part = opened(busy)
    to(busy, part, "ages")
    busy.press("Return")
    table = part.large.table
    assert table is not None
    table.setCurrentIndex(table.model().index(len(table.rows()) - 1, len(table.rows()[0].cells) - 1))
    busy.press("Return")
    assert part.large.cell_panel.heading.text() == "Total · Total · Edad y sexo de las personas · febrero de 2026"
    assert len(part.large.cell_panel.list.rows()) == 1, "whom psychology attends counts, and is not shown here"
    busy.press("Esc", "Esc")
    to(busy, part, "loops")
    busy.press("Return", "Return")
    assert busy.prompts.said[-1].startswith("Las remisiones abiertas se ven una por una")
    assert not busy.sees("cell_panel")
