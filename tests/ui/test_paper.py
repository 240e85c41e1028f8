"""Every paper is looked at before it goes to a printer."""

import ast
from collections.abc import Callable

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QWidget

from casa_desktop.reports import keys_card_pdf
from casa_desktop.ui import paper
from casa_desktop.ui.preview import PreviewDialog
from casa_desktop.ui.window import close_popups
from tests.architecture.test_house import name_of, sources
from tests.ui.keys import press

CARD = keys_card_pdf.render([("Hoy", [("Ctrl+P", "Imprimir")])])
LOOKED_AT_BEFORE = {
    "casa_desktop/ui/breakdowns/output.py",
    "casa_desktop/ui/paper.py",
    "casa_desktop/ui/publications/view.py",
    "casa_desktop/ui/reconciling/part.py",
    "casa_desktop/ui/statistics/output.py",
    "casa_desktop/ui/transfers/page.py",
}


def print_with(window: QWidget, act: Callable[[PreviewDialog], object]) -> bool:
    """Prints the card; *act* is what is done when its preview stands there."""

    seen: list[int] = []

    def look() -> None:
        dialog = QApplication.activeModalWidget()
        if not isinstance(dialog, PreviewDialog) or not dialog.isActiveWindow():
            QTimer.singleShot(10, window, look)  # a key that comes before the dialog is in front presses nothing
            return
        seen.append(dialog.pages.pages)
        try:
            act(dialog)
        finally:
            QTimer.singleShot(1000, dialog, dialog.reject)  # what did not close it fails the test and does not hang it

    QTimer.singleShot(0, window, look)
    wanted = paper.print_pdf(window, CARD, "Teclas")
    assert seen == [1]
    return wanted


@pytest.fixture
def window(qapp: QApplication) -> QWidget:
    made = QWidget()
    made.resize(1366, 768)
    made.show()
    return made


@pytest.fixture
def sent(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Titles that reached the system's print dialog."""
    titles: list[str] = []

    def send(_parent: QWidget, title: str, *_: object, **__: object) -> bool:
        titles.append(title)
        return True

    monkeypatch.setattr(paper, "print_with_dialog", send)
    return titles


@pytest.mark.parametrize("key", ["Ctrl+P", "Return"])
def test_a_paper_is_looked_at_and_printed_by_the_same_key(window: QWidget, sent: list[str], key: str) -> None:
    assert print_with(window, lambda dialog: press(dialog.pages.print_button, key))
    assert sent == ["Teclas"]


def test_a_paper_that_was_only_looked_at_is_not_printed(window: QWidget, sent: list[str]) -> None:
    assert not print_with(window, lambda dialog: press(dialog, "Escape"))
    assert not print_with(window, lambda _: close_popups()), "the lock takes the paper off the glass"
    assert sent == []


def test_nobody_else_prints_without_a_look() -> None:
    def names(text: str) -> set[str]:
        return {node.attr for node in ast.walk(ast.parse(text)) if isinstance(node, ast.Attribute)}

    direct = {"print_now", "print_with_dialog"}
    found = {name_of(p) for p in sources("casa_desktop/ui") if names(p.read_text(encoding="utf-8")) & direct}
    assert found <= LOOKED_AT_BEFORE
