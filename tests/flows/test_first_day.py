"""From an empty folder to the printed table, without a mouse."""

import re
from pathlib import Path

import pytest
from pypdf import PdfReader
from PySide6.QtWidgets import QApplication, QLabel

from casa_desktop.storage import profile
from casa_desktop.texts import ui_shell
from casa_desktop.texts import ui_statistics as statistics_texts
from casa_desktop.texts import ui_visits as visit_texts
from tests.flows.conftest import Program


def label(program: Program, name: str) -> str:
    """What a person copies from the screen."""
    (found,) = [each for each in program.house.window.findChildren(QLabel, name) if each.isVisible()]
    return found.text()


def asked(program: Program) -> str:
    """The label of the field with the cursor."""
    field = QApplication.focusWidget()
    (found,) = [each for each in program.house.window.findChildren(QLabel) if each.buddy() is field]
    return found.text()


def set_up(program: Program) -> str:
    """The assistant from its first step to the first page; gives the password that it proposed."""
    program.start()
    program.press("Return")
    program.type("C.A.S.A. Bucaramanga")
    program.press("Ctrl+Return")
    program.type("Ángela María Núñez de la Hoz")
    program.press("Ctrl+Return")
    password = label(program, "phrase_label")
    program.type(password)
    program.press("Return")
    sheets = [label(program, f"sheet_{number}_label").split() for number in (1, 2)]
    program.press("Return")
    for number in (1, 2, 3):
        assert program.focused() == f"group_{number}_edit"
        words = asked(program)
        sheet, group = map(int, re.findall(r"\d+", words))
        program.type(sheets[sheet - 1][group - 1].lower())
        program.press("Return")
    return password


@pytest.mark.timeout(60)
def test_an_empty_folder_becomes_a_desk_that_prints_its_table(program: Program, folder: Path, tmp_path: Path) -> None:
    password = set_up(program)
    assert program.shown() == "today"
    assert ui_shell.SETUP_DONE in program.house.prompts.said
    assert (folder / profile.DATABASE).exists()

    # Somebody whom nobody knows: the search box is the registration.
    program.type("Yusmary Iguarán")
    program.press("Return")
    program.tab_to("sex_chips")
    program.type("m")
    program.tab_to("age_edit")
    program.type("34")
    program.press("Ctrl+Return")
    program.press("Alt+O")
    program.type("pv")
    program.press("Alt+F")
    program.type("e")
    program.press("Ctrl+Return")
    assert program.house.prompts.said[-1] == visit_texts.SAVED_NEW
    read = program.reads()
    assert "Yusmary Iguarán" in read
    assert "1 persona" in read

    # The table shows her, and the file says what the table says.
    pages = program.house.flow.shell
    assert pages is not None
    back = len(pages.page_ids()) - pages.page_ids().index("statistics")
    for _ in range(back):
        program.press("Ctrl+Shift+PgUp")
    assert program.shown() == "statistics"
    assert {"PERSONAS", "ORIENTACION", "PSICOLOGIA", "REF", "1"} <= set(program.reads().splitlines())
    written = tmp_path / "informe.pdf"
    program.house.prompts.answers = [written]
    program.press("Ctrl+Shift+S")
    assert program.house.prompts.said[-1] == statistics_texts.SAVED_FILE
    (page,) = PdfReader(written).pages
    text = page.extract_text()
    for words in ("C.A.S.A. Bucaramanga", "PERSONAS", "ORIENTACION", "PER-MES", "Ángela María Núñez de la Hoz"):
        assert words in text, words
    assert re.search(r"PERSONAS\s+(—\s+){11}1\s+1\s+1", text), text

    # What was recorded is there for whoever opens the program tomorrow.
    program.press("Ctrl+Shift+L")
    assert program.shown() == "login_screen"
    program.enter(password)
    program.press("Ctrl+1")
    assert "Yusmary Iguarán" in program.reads()
