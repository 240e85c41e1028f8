"""A reader that is passed over an open attention ticks nothing and leaves nothing in its fields."""

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication

from casa_desktop.domain.access import Role
from casa_desktop.texts import ui_scanning as texts
from casa_desktop.ui.visits.form import VisitForm
from tests.ui.today.conftest import Counter
from tests.ui.waiting import until

MRZ = "IDCOLI12345678<9<<<<<<<<<<<<<<\r9001151F3001012COL<<<<<<<<<<<6\rROJAS<<ANA<<<<<<<<<<<<<<<<<<<<\r"


@pytest.fixture
def attending(counter: Counter) -> VisitForm:
    """An attention of Ana with the cursor on the services and one of them chosen."""
    counter.register("Ana", "Pérez")
    page = counter.sit(Role.RECEPTION)
    counter.type("ana")
    counter.press("Return")
    counter.press("Alt+O")
    form = page.entry.form
    assert form is not None
    return form


def keyed(text: str, every: int, at: int = 100_000) -> None:
    """Keys that carry their time, *every* so many milliseconds, to the window as a system sends them."""
    for letter in text:
        at += every
        key = Qt.Key.Key_Return if letter == "\r" else Qt.Key.Key_unknown
        focus = QApplication.focusWidget()
        assert focus is not None
        window = focus.window().windowHandle()
        for kind in (QEvent.Type.ShortcutOverride, QEvent.Type.KeyPress):
            event = QKeyEvent(kind, key, Qt.KeyboardModifier.NoModifier, letter)
            event.setTimestamp(at)
            QCoreApplication.sendEvent(window, event)


def test_nothing_of_a_reader_stays_in_an_open_attention(counter: Counter, attending: VisitForm) -> None:
    before = attending.draft()
    keyed(MRZ, every=4)
    until(lambda: texts.READ_OVER_A_FORM in counter.prompts.said)
    assert attending.draft() == before
    assert counter.prompts.said.count(texts.READ_OVER_A_FORM) == 1


def test_who_types_fast_is_no_reader(counter: Counter, attending: VisitForm) -> None:
    sheet = attending.field("sheet").widget
    sheet.setFocus()
    keyed("TR2611", every=40)
    assert "TR2611" in str(attending.field("sheet").editor.draft())
    keyed("07", every=10, at=200_000)
    counter.settle()
    assert "TR261107" in str(attending.field("sheet").editor.draft())
    assert texts.READ_OVER_A_FORM not in counter.prompts.said
