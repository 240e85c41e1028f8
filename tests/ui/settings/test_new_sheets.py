"""New recovery sheets from «Llaves», by keyboard: printed or saved, typed back, and only then they count."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel, QPushButton

from casa_desktop.domain.access import Role
from casa_desktop.domain.errors import CasaError, Code, Problem
from casa_desktop.storage.envelope import FLOOR
from casa_desktop.storage.keyfile import KeyFile, new_sheets
from casa_desktop.storage.profile import KEYS
from casa_desktop.texts import errors, ui_shell
from casa_desktop.texts import ui_settings as texts
from casa_desktop.ui.users.keys import KeysSection
from tests.ui.settings.conftest import Window


@pytest.fixture
def section(window: Window) -> KeysSection:
    """The first step, before an administrator."""
    window.sit(Role.ADMINISTRATION)
    section: KeysSection = window.open("keys")
    window.press("Return", "change_sheets_button")
    assert section.sheets.isVisible()
    return section


def count(window: Window) -> tuple[bool, ...]:
    """Which of the old sheets open everything."""
    keys = KeyFile.read(window.desk.folder / KEYS, FLOOR)
    return tuple(keys.has_sheet(sheet) for sheet in window.desk.sheets)


def shown(section: KeysSection) -> tuple[str, ...]:
    """The new codes as they stand on the glass."""
    labels = (section.sheets.findChild(QLabel, f"sheet_{number}_label") for number in (1, 2))
    return tuple("-".join(label.text().split()) for label in labels if label is not None)


def show_old(window: Window, sheet: str = "") -> None:
    window.type("old_sheet_edit", (sheet or window.desk.sheets[1]).lower().replace("-", " "))
    window.press("Return")


def save(window: Window, number: int, path: Path) -> None:
    window.prompts.answers.append(path)
    window.press("Return", f"save_{number}_button")
    assert path.read_bytes().startswith(b"%PDF")


def type_back(window: Window, section: KeysSection, codes: tuple[str, ...]) -> None:
    for field in section.sheets.check.form.fields():
        sheet, group = (int(word) for word in field.words.replace(",", "").split() if word.isdigit())
        window.type(field.widget.objectName(), codes[sheet - 1].split("-")[group - 1].lower())
    window.press("Ctrl+Return")


def test_the_new_sheets_count_once_they_were_saved_and_typed_back(
    window: Window, section: KeysSection, tmp_path: Path
) -> None:
    show_old(window)
    codes = shown(section)
    assert count(window) == (True, True)
    save(window, 1, tmp_path / "hoja 1.pdf")
    window.press("Ctrl+Return")
    assert count(window) == (True, True)
    type_back(window, section, codes)
    assert count(window) == (False, False)
    keys = KeyFile.read(window.desk.folder / KEYS, FLOOR)
    assert all(keys.has_sheet(code) for code in codes)
    assert window.prompts.said[-1] == texts.SHEETS_CHANGED
    assert section.table.isVisible()
    assert shown(section) == ("", ""), "no code stays behind the glass"


def test_nobody_goes_on_with_sheets_that_are_only_on_the_glass(window: Window, section: KeysSection) -> None:
    show_old(window)
    window.press("Ctrl+Return")
    assert section.sheets.sheets.isVisible()
    assert section.sheets.sheets.form.banner.text == texts.SHEETS_KEEP_FIRST


def test_a_group_that_is_not_on_the_paper_changes_nothing(window: Window, section: KeysSection, tmp_path: Path) -> None:
    show_old(window)
    save(window, 2, tmp_path / "hoja 2.pdf")
    window.press("Ctrl+Return")
    type_back(window, section, window.desk.sheets)
    assert section.sheets.check.form.field("group_1").problem_text == ui_shell.SETUP_CHECK_WRONG
    assert count(window) == (True, True)


@pytest.mark.parametrize("reason", ["length", "check", "other"])
def test_a_sheet_that_does_not_open_is_told_beside_the_field(window: Window, section: KeysSection, reason: str) -> None:
    old = window.desk.sheets[0]
    typed = {"length": "7K3M", "check": ("1" if old[0] != "1" else "2") + old[1:], "other": new_sheets()[0]}[reason]
    show_old(window, typed)
    told = section.sheets.old.form.field("sheet").problem_text
    assert told == errors.sentence(Problem(Code.BAD_SHEET, "sheet", {"reason": reason}))
    assert section.sheets.old.sheet == typed, "what was typed stays, in groups"
    show_old(window)
    assert section.sheets.sheets.isVisible()


def test_who_looks_back_finds_the_same_sheets_and_who_leaves_changes_nothing(
    window: Window, section: KeysSection
) -> None:
    show_old(window)
    codes = shown(section)
    assert not [secret for secret in (*codes, window.desk.sheets[1]) if secret in repr(window.page.draft())]
    window.press("Escape")
    window.press("Return", "old_sheet_edit")
    assert shown(section) == codes, "one of them may be printed by now"
    window.press("Escape")
    window.press("Escape")
    assert section.table.isVisible()
    assert window.prompts.said == [texts.SHEETS_UNCHANGED]
    assert count(window) == (True, True)
    assert (*shown(section), section.sheets.old.sheet) == ("", "", "")


def test_a_change_that_the_disk_refused_keeps_the_old_sheets_and_the_screen(
    window: Window, section: KeysSection, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise CasaError((Problem(Code.DISK_FULL),))

    show_old(window)
    codes = shown(section)
    save(window, 1, tmp_path / "hoja 1.pdf")
    window.press("Ctrl+Return")
    with monkeypatch.context() as broken:
        broken.setattr("casa_desktop.storage.keyfile.write_atomically", full)
        type_back(window, section, codes)
    assert errors.sentence(Problem(Code.DISK_FULL)) in section.sheets.check.form.banner.text
    assert count(window) == (True, True)
    window.press("Ctrl+Return")
    assert count(window) == (False, False)


@pytest.mark.parametrize("role", [Role.COORDINATION, Role.PSYCHOLOGY])
def test_only_administration_is_offered_the_change(window: Window, role: Role) -> None:
    window.sit(role)
    section: KeysSection = window.open("keys")
    assert not [w for w in section.findChildren(QPushButton, "change_sheets_button") if w.isVisible()]


def test_what_it_does_and_does_not_is_said_first(section: KeysSection) -> None:
    said = [label.text() for label in section.sheets.findChildren(QLabel, "fact_label") if label.isVisible()]
    assert [fact for fact in texts.SHEETS_FACTS if f"•  {fact}" not in said] == []
