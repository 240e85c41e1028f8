"""Every view of «Para enviar» for somebody who sees little, hears the screen or has no mouse."""

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QSize

from casa_desktop.domain.donors import DonorForm
from casa_desktop.texts import donors as words
from casa_desktop.ui import hotkeys, widgets
from casa_desktop.ui.theme import Theme
from tests.ui.donors.test_part import busy, choose, configured, opened, window
from tests.ui.looking import cut, unnamed, unreachable
from tests.ui.statistics.conftest import Window

__all__ = ["busy", "window"]


@pytest.fixture(params=[100, 150, 200])
def scale(request: pytest.FixtureRequest, theme: Theme) -> Iterator[int]:
    theme.apply("light", request.param)
    yield request.param
    theme.apply("light", 100)


def test_every_view_can_be_read_heard_and_reached(busy: Window, scale: int) -> None:
    for form in (DonorForm.GIFMM, DonorForm.ECHO):
        configured(busy, form)
    part = opened(busy)
    area = widgets.scrolled(busy.whole, sideways=True)
    area.resize(QSize(1366 - 220, 768 - 57 - 34))
    area.show()
    area.activateWindow()
    steps: dict[str, Callable[[], object]] = {
        "tables": lambda: choose(busy, part, words.FORMS[DonorForm.ECHO]),
        "345w": lambda: choose(busy, part, "GIFMM 345W"),
        "in the row": lambda: busy.press("Return", name="outgoing_table"),
        "behind": lambda: busy.press("Return", name="seen_table"),
        "template": part.edit_template,
        "activity": lambda: busy.press(hotkeys.NEW, hotkeys.SAVE),
        "new": part.begin_template,
        "wrong": lambda: busy.press(hotkeys.SAVE),
    }
    found = []
    for view, step in steps.items():
        step()
        busy.settle()
        whole = busy.whole
        found += [f"{view}: {said}" for said in (*unnamed(whole), *unreachable(whole), *cut(whole))]
    busy.whole.setParent(None)
    area.close()
    area.deleteLater()
    busy.settle()
    assert found == [], scale
