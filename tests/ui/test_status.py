"""The line at the bottom, and what bugs and dialogs say."""

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QObject, QStandardPaths
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel, QPlainTextEdit, QPushButton, QWidget

from casa_desktop.domain.errors import Code, fault
from casa_desktop.domain.leaving import Way
from casa_desktop.texts import files
from casa_desktop.texts import ui_shell as texts
from casa_desktop.texts.errors import message
from casa_desktop.ui import dialogs, widgets
from casa_desktop.ui.bugs import describe
from casa_desktop.ui.prompts import WindowPrompts
from casa_desktop.ui.status import StatusLine
from casa_desktop.ui.tasks import Tasks
from tests.ui.keys import press, type_text
from tests.ui.waiting import settle, until


@pytest.fixture
def line(tasks: Tasks) -> Iterator[StatusLine]:
    line = StatusLine(tasks)
    line.show()
    yield line
    line.tell("")
    line.close()
    line.deleteLater()


def test_a_quick_job_shows_nothing_and_a_slow_one_shows_itself_after_300_ms(line: StatusLine, tasks: Tasks) -> None:
    gate, owner = threading.Event(), QObject()
    tasks.run(lambda: None, owner=owner)
    settle(tasks)
    assert not line.busy
    tasks.run(gate.wait, owner=owner, what="Imprimiendo…")
    until(lambda: line.busy, 2)
    assert "Imprimiendo…" in [label.text() for label in line.findChildren(QLabel)]
    gate.set()
    settle(tasks)
    assert not line.busy


def test_after_two_seconds_it_can_be_cancelled(line: StatusLine, tasks: Tasks) -> None:
    gate, owner = threading.Event(), QObject()
    job = tasks.run(gate.wait, owner=owner, failed=lambda _: None)
    button = line.findChild(QPushButton, "cancel_button")
    assert button is not None
    until(lambda: line.busy, 2)
    assert not button.isVisible()
    until(button.isVisible, 4)
    button.click()
    assert job.watch.cancelled
    gate.set()
    settle(tasks)


def test_what_was_done_can_be_undone_while_it_is_said(line: StatusLine) -> None:
    undone = list[int]()
    line.tell("Atención anulada", lambda: undone.append(1))
    button = line.findChild(QPushButton, "undo_button")
    assert button is not None
    button.click()
    assert undone == [1]
    assert line.text == ""
    assert not button.isVisible()


def test_every_label_is_plain_text(qapp: QApplication) -> None:
    label = widgets.label("<b>Ana</b> & Luis")
    assert label.textFormat().name == "PlainText"
    label.deleteLater()


def test_a_decision_has_two_verbs_and_escape_keeps(qapp: QApplication) -> None:
    dialog = dialogs.Decision(None, "¿Anular?", "Queda la huella.", do="Anular", keep="Conservar", danger=True)
    dialog.show()
    dialog.activateWindow()
    QApplication.processEvents()
    focus = QApplication.focusWidget()
    assert isinstance(focus, QPushButton)
    assert focus.text() == "Conservar"
    press(dialog, "Esc")
    assert dialog.result() == 0
    assert not dialog.isVisible()
    dialog.deleteLater()


def test_a_reason_is_needed_to_go_on(qapp: QApplication) -> None:
    dialog = dialogs.Question(None, "¿Por qué?", "", label="Motivo", do="Anular")
    dialog.show()
    dialog.activateWindow()
    QApplication.processEvents()
    press(None, "Return")
    assert dialog.isVisible()
    type_text(None, "Se registró dos veces")
    press(None, "Return")
    assert dialog.answer() == "Se registró dos veces"
    assert dialog.result() == 1
    dialog.deleteLater()


def test_where_enter_begins_a_line_the_key_that_goes_on_is_told_and_goes_on(qapp: QApplication) -> None:
    dialog = dialogs.Question(None, "¿Por qué?", "", label="Motivo", do="Reabrir", lines=2)
    dialog.show()
    dialog.activateWindow()
    QApplication.processEvents()
    do = dialog.findChild(QPushButton, "do_button")
    assert do is not None
    assert "Ctrl+Enter" in do.text()
    type_text(None, "Faltaba una planilla")
    press(None, "Return")
    assert dialog.isVisible()
    press(None, "Ctrl+Return")
    assert dialog.answer() == "Faltaba una planilla"
    assert dialog.result() == 1
    dialog.deleteLater()


def test_the_bug_dialog_copies_what_may_be_sent(qapp: QApplication) -> None:
    try:
        int("Yusmary 123")
    except ValueError as error:
        report = describe(error)
    dialog = dialogs.BugDialog(None, report)
    button, shown = dialog.findChild(QPushButton, "copy_button"), dialog.findChild(QPlainTextEdit)
    assert button is not None
    assert shown is not None
    button.click()
    assert QApplication.clipboard().text() == shown.toPlainText() == report.text()
    assert "ValueError" in report.text()
    assert "Yusmary" not in report.text()
    dialog.deleteLater()


def test_an_error_of_the_users_world_is_told_in_its_sentence(
    qapp: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown = list[str]()

    def note(dialog: dialogs.Decision) -> int:
        shown.append(dialog.accessibleName())
        return 1

    monkeypatch.setattr(dialogs.Decision, "exec", note)
    window = QWidget()
    prompts = WindowPrompts(window, lambda text, undo: shown.append(text))
    prompts.error(fault(Code.DISK_FULL))
    prompts.inform("Guardado")
    assert shown == [message(fault(Code.DISK_FULL)), "Guardado"]
    assert prompts.ask("¿Salir?", do="Salir", keep="Seguir")
    assert texts.PROGRAM
    window.deleteLater()


@pytest.mark.parametrize(
    ("typed", "kept"),
    [("para.gil", "para.gil.csv"), ("Dra. Gil", "Dra. Gil.csv"), ("hoja.PDF", "hoja.PDF"), ("hoja", "hoja.csv")],
)
def test_a_file_gets_the_ending_that_was_chosen_unless_it_has_one(
    qapp: QApplication, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, typed: str, kept: str
) -> None:
    suggested = list[str]()
    answers = [True, False, True]

    def ask(_parent: QWidget, _title: str, name: str, kinds: str) -> tuple[str, str]:
        suggested.append(name)
        return str(tmp_path / typed), kinds.split(";;")[-1]

    monkeypatch.setattr(QFileDialog, "getSaveFileName", ask)
    monkeypatch.setattr(dialogs.Decision, "exec", lambda _: answers.pop(0))
    window = QWidget()
    prompts, kinds = WindowPrompts(window, lambda text, undo: None), files.kinds(Way.PDF, Way.CSV)
    assert prompts.save_file("Guardar", "ECHO 2025/26", kinds) == tmp_path / kept
    documents = Path(QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation))
    begins = documents if documents.is_dir() else Path.home()
    assert [Path(each) for each in suggested] == [begins / "ECHO 2025-26"]
    (tmp_path / kept).write_text("")
    if kept != typed:  # of a whole name the system's dialog has asked already
        assert prompts.save_file("Guardar", "", kinds) == tmp_path / kept, "it is replaced"
        assert prompts.save_file("Guardar", "", kinds) is None, "it is not"
    prompts.save_file("Guardar", "otra", kinds)
    assert Path(suggested[-1]) == tmp_path / "otra", "the next one is looked for where the last one went"
    window.deleteLater()


def test_wrapped_text_keeps_its_height_where_a_page_scrolls(qapp: QApplication) -> None:
    long = "Cada hoja, ella sola, abre todo: también las notas de psicología y los contactos de RCF. " * 6
    content = QWidget()
    inner = widgets.row(widgets.label("a"), widgets.label(long, wrap=True, name="long_label"))
    inner.setStretch(1, 1)
    content.setLayout(widgets.column(widgets.card(inner), widgets.card(widgets.column(widgets.label(long, wrap=True)))))
    area = widgets.scrolled(content)
    area.resize(260, 200)
    area.show()
    QApplication.processEvents()
    for label in content.findChildren(QLabel):
        assert label.height() >= label.heightForWidth(label.width()) - 1
    area.close()
    area.deleteLater()


def test_a_secret_is_copied_by_enter_and_only_its_button_or_the_lock_takes_it_away(qapp: QApplication) -> None:
    dialog = dialogs.SecretDialog(None, "Esta es su clave:", "luna-pan-río", "Se muestra una sola vez.")
    dialog.show()
    press(dialog, "Esc")
    assert dialog.isVisible()
    press(dialog.findChild(QPushButton, "copy_button"), "Return")
    assert dialog.isVisible()
    assert QApplication.clipboard().text() == "luna-pan-río"
    assert dialog.close(), "the lock may"
    dialog.deleteLater()
