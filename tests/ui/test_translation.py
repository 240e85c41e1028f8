"""Qt's own dialogs speak Spanish, the one of Colombia, wherever the program was installed from."""

import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QTranslator

from casa_desktop.texts import qt as texts
from casa_desktop.ui.translation import compiled, folders

_DIALOGS = """
from PySide6.QtGui import QAction
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QAbstractButton, QDialogButtonBox, QFileDialog, QGroupBox, QLabel, QTabWidget, QWidget
from casa_desktop.ui.application import make_application

app = make_application()
said = set()


def hear(dialog):
    dialog.show()
    app.processEvents()
    for kind, read in ((QLabel, "text"), (QAbstractButton, "text"), (QGroupBox, "title"), (QWidget, "toolTip"),
                       (QWidget, "accessibleName"), (QAction, "text")):
        said.update(getattr(each, read)() for each in dialog.findChildren(kind))
    for tabs in dialog.findChildren(QTabWidget):
        said.update(tabs.tabText(at) for at in range(tabs.count()))
    dialog.close()


for mode in (QFileDialog.FileMode.AnyFile, QFileDialog.FileMode.Directory):
    dialog = QFileDialog(None, "Guardar", "", "PDF (*.pdf)")
    dialog.setOption(QFileDialog.Option.DontUseNativeDialog)
    dialog.setFileMode(mode)
    hear(dialog)
printer = QPrinter()
hear(QPrintDialog(printer))
hear(QDialogButtonBox(QDialogButtonBox.StandardButton.Save | QDialogButtonBox.StandardButton.Cancel))
print("\\n".join(sorted(each.replace("&", "").replace("\\n", " ") for each in said if each)))
"""


@pytest.fixture(scope="module")
def said() -> list[str]:
    """All that the dialogs say. In a process of its own: a translator would stay for every other test."""
    run = subprocess.run(
        [sys.executable, "-c", _DIALOGS], capture_output=True, text=True, encoding="utf-8", timeout=60, check=True
    )
    return run.stdout.splitlines()


def test_the_dialogs_of_files_and_of_printing_say_it_in_spanish(said: list[str]) -> None:
    told = {"Buscar en:", "Tipo de archivo:", "Nombre del archivo:", "Carpeta:", "Guardar", "Cancelar", "Intercalar"}
    assert told - {*said} == set()


def test_no_word_of_english_is_left(said: list[str]) -> None:
    english = {"file", "files", "folder", "look", "page", "pages", "print", "side", "off", "binding", "type:", "open"}
    english |= {"name:", "directory", "the", "of", "order:", "advanced", "cancel", "save", "printing", "detail", "list"}
    assert [each for each in said if english & {*each.lower().split()}] == []


def test_nor_a_word_that_is_not_said_here(said: list[str]) -> None:
    assert [each for each in said if "fichero" in each.lower() or "directorio" in each.lower()] == []


def test_every_word_is_found_by_qt_and_no_other(tmp_path: Path) -> None:
    file = tmp_path / "own.qm"
    file.write_bytes(compiled(texts.WORDS))
    translator = QTranslator()
    assert translator.load(str(file))
    for (context, source), spanish in texts.WORDS.items():
        assert translator.translate(context, source) == spanish
        assert not translator.translate("Otro", source)


def test_what_is_filled_in_by_qt_stays_in_our_words() -> None:
    for (_, english), spanish in texts.WORDS.items():
        assert spanish.count("%1") == english.count("%1")
        assert spanish.count("&") == english.count("&") or "&" not in english, spanish


def test_the_translation_of_qt_is_found_where_the_program_is_installed() -> None:
    assert any((folder / "qtbase_es.qm").is_file() for folder in folders())
