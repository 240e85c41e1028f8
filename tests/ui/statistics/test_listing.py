"""The records of a figure leave by keys: by code for who sees them, by name sealed, with a reason and the password."""

from pathlib import Path

import pytest
import pyzipper
from python_calamine import CalamineWorkbook

from casa_desktop.domain.access import Role
from casa_desktop.domain.errors import Code
from casa_desktop.texts import listings as texts
from casa_desktop.ui import hotkeys
from tests.services.desk import PASSWORD
from tests.ui.statistics.conftest import Window
from tests.ui.statistics.test_page import show_quarter


def opened(window: Window, role: Role = Role.COORDINATION) -> None:
    """The records behind PERSONAS of January."""
    window.sit(role)
    show_quarter(window)
    window.page.view.setCurrentIndex(window.page.view.monthly.index(0, 0))
    window.page.open_current()
    window.settle()


def test_reception_takes_the_records_by_code(busy: Window, tmp_path: Path) -> None:
    opened(busy, Role.RECEPTION)
    target = tmp_path / "registros.xlsx"
    busy.prompts.answers.append(target)
    busy.press(hotkeys.OTHER_PAPER, name="cell_list")
    assert busy.prompts.said[-1] == texts.SAVED
    rows = CalamineWorkbook.from_path(str(target)).get_sheet_by_index(0).to_python()
    assert [row[0] for row in rows[1:4]] == ["P-000001", "P-000001", "P-000002"]
    assert "María" not in str(rows)
    assert not busy.sees("save_names_button")


def test_coordination_takes_names_sealed_and_is_told_the_password_once(busy: Window, tmp_path: Path) -> None:
    opened(busy)
    target = tmp_path / "lista.zip"
    busy.prompts.answers += ["Cruce con la EPS", PASSWORD, target]
    busy.press(hotkeys.NOMINAL, name="cell_list")
    told, secret, last = busy.prompts.said[-3:]
    assert (told, last) == (texts.ZIP_SECRET, texts.SAVED)
    with pyzipper.AESZipFile(target) as archive:
        rows = CalamineWorkbook.from_filelike(archive.open("lista.xlsx", pwd=secret.encode()))
        assert "María Gil Peña" in str(rows.get_sheet_by_index(0).to_python())


def test_without_a_reason_or_with_another_password_nothing_is_written(busy: Window, tmp_path: Path) -> None:
    opened(busy)
    target = tmp_path / "lista.zip"
    busy.press(hotkeys.NOMINAL, name="cell_list")
    busy.prompts.answers += ["Cruce con la EPS", "otra-clave-larga", target]
    busy.press(hotkeys.NOMINAL, name="cell_list")
    assert [error.code for error in busy.prompts.errors] == [Code.WRONG_PASSWORD]
    assert not target.exists()


def test_the_password_of_an_archive_is_told_before_there_is_one(
    busy: Window, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened(busy)
    target = tmp_path / "lista.zip"
    there: list[bool] = []
    show = busy.prompts.secret

    def told(text: str, secret: str, detail: str) -> None:
        there.append(target.exists())
        show(text, secret, detail)

    monkeypatch.setattr(busy.prompts, "secret", told)
    busy.prompts.answers += ["Cruce con la EPS", PASSWORD, target]
    busy.press(hotkeys.NOMINAL, name="cell_list")
    assert there == [False]
    assert target.exists()
