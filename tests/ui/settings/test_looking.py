"""Every part of «Ajustes» for somebody who sees little, hears the screen or has no mouse."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QSize

from casa_desktop.domain.access import Role
from casa_desktop.ui import widgets
from casa_desktop.ui.importing.section import ImportSection
from casa_desktop.ui.theme import Theme
from casa_desktop.ui.users.keys import KeysSection
from casa_desktop.ui.users.section import UsersSection
from tests.ui.looking import cut, unnamed, unreachable
from tests.ui.settings.conftest import Window

PARTS = ("desk", "users", "keys", "copies", "machine", "audit")
LONG_NAME = "Ana María de los Ángeles Rojas Villamizar Castellanos Ñáñez"


@pytest.fixture(params=[100, 150, 200])
def scale(request: pytest.FixtureRequest, theme: Theme) -> Iterator[int]:
    theme.apply("light", request.param)
    yield request.param
    theme.apply("light", 100)


def complaints(window: Window) -> list[str]:
    """What would be complained about, on the desk's screen: 1366×768 less navigation, header and status line."""
    area = widgets.scrolled(window.page, sideways=True)
    area.resize(QSize(1366 - 220, 768 - 57 - 34))
    area.show()
    window.settle()
    found = [*unnamed(window.page), *unreachable(window.page), *cut(window.page)]
    window.page.setParent(None)
    area.close()
    area.deleteLater()
    window.settle()
    return found


@pytest.mark.parametrize("part", PARTS)
def test_every_part_can_be_read_heard_and_reached(window: Window, scale: int, part: str) -> None:
    window.sit(Role.ADMINISTRATION)
    window.open(part)
    assert complaints(window) == [], scale


@pytest.mark.parametrize("form", ["new", "wrong", "edit", "password", "sheet"])
def test_every_form_can_be_read_heard_and_reached(window: Window, scale: int, form: str) -> None:
    window.sit(Role.ADMINISTRATION)
    section = window.open("keys" if form == "sheet" else "users")
    if isinstance(section, KeysSection):
        section.show_form("psicología", LONG_NAME)
    elif isinstance(section, UsersSection) and form in ("new", "wrong"):
        section.begin_new()
        section.new_form.load({"full_name": LONG_NAME})
        if form == "wrong":
            section.new_form.ask_save()
    elif isinstance(section, UsersSection):
        section.open_target(next(row.key for row in section.table.rows() if row.cells[1] == "psicologia"))
        if form == "password":
            section.ask_password()
    assert complaints(window) == [], scale


@pytest.mark.parametrize("view", ["past", "columns", "rows", "result", "busy"])
def test_every_view_of_an_import_can_be_read_heard_and_reached(
    window: Window, scale: int, view: str, tmp_path: Path
) -> None:
    window.sit(Role.COORDINATION)
    section = window.open("importing")
    assert isinstance(section, ImportSection)
    path = tmp_path / "registro.csv"
    path.write_text(f"nombre completo,cédula,sexo\n{LONG_NAME},V-12345678,F\nLuis,EN TRÁMITE,M\n", encoding="utf-8")
    acts: list[Callable[[], object]] = [lambda: section.read(path), section.look, section.take_in]
    for act in acts[: {"past": 0, "columns": 1, "rows": 2, "result": 3, "busy": 1}[view]]:
        act()
        window.settle()
    if view == "busy":
        section.show_busy()
    assert complaints(window) == [], scale
