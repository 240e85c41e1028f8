"""The one port for messages, questions and files. Tests hand in another object with the same methods."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Protocol

from PySide6.QtCore import QStandardPaths
from PySide6.QtWidgets import QFileDialog, QWidget

from casa_desktop.domain.errors import CasaError
from casa_desktop.texts import files
from casa_desktop.texts import ui_shell as texts
from casa_desktop.ui import dialogs, sentences
from casa_desktop.ui.bugs import BugReport

Kinds = Sequence[tuple[str, str]]
"""(words, pattern): ``(("Documento PDF", "*.pdf"),)``."""


class Prompts(Protocol):
    """What the program may say to or ask of the person at the keyboard."""

    def inform(self, text: str, undo: Callable[[], object] | None = None) -> None:
        """A quiet line at the bottom: «Atención guardada». With *undo* it offers «Deshacer» while it stands there."""
        ...

    def warn(self, text: str, detail: str = "") -> None:
        """Something that must be read before going on."""
        ...

    def secret(self, text: str, secret: str, detail: str) -> None:
        """A secret that is shown this once, to be noted or copied."""
        ...

    def error(self, error: CasaError) -> None:
        """An error of the user's world that belongs to no field: its sentences as a warning."""
        ...

    def ask(self, question: str, *, do: str, keep: str, detail: str = "", danger: bool = False) -> bool:
        """A decision between two verbs: true for *do*, false for *keep* (also Esc). Never «Sí» and «No»."""
        ...

    def ask_text(self, question: str, *, label: str, do: str, detail: str = "", lines: int = 1) -> str | None:
        """A short text that is needed to go on (a reason); None = given up."""
        ...

    def ask_password(self, question: str, *, do: str, detail: str = "") -> str | None:
        """The user's password once more; None = given up."""
        ...

    def open_file(self, title: str, kinds: Kinds) -> Path | None:
        """A file that exists."""
        ...

    def save_file(self, title: str, suggested: str, kinds: Kinds) -> Path | None:
        """Where to write; asks before an existing file is replaced. *suggested* may hold words that somebody typed. A
        name that ends with none of *kinds* gets the ending of the one that was chosen."""
        ...

    def folder(self, title: str) -> Path | None:
        """A folder that exists."""
        ...

    def bug(self, report: BugReport) -> None:
        """A bug: text that may be copied and that holds no person's data."""
        ...


class WindowPrompts:
    """Prompts over the program's window. *tell* shows the quiet line."""

    def __init__(self, window: QWidget, tell: Callable[[str, Callable[[], object] | None], None]) -> None:
        self._window = window
        self._tell = tell
        # The folder of the program, where a dialog without one begins, is no place for papers.
        documents = Path(QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation))
        self._folder = documents if documents.is_dir() else Path.home()

    def inform(self, text: str, undo: Callable[[], object] | None = None) -> None:
        self._tell(text, undo)

    def warn(self, text: str, detail: str = "") -> None:
        dialogs.Decision(self._window, text, detail, do=texts.ACCEPT).exec()

    def secret(self, text: str, secret: str, detail: str) -> None:
        dialogs.SecretDialog(self._window, text, secret, detail).exec()

    def error(self, error: CasaError) -> None:
        self.warn(sentences.message(error))

    def ask(self, question: str, *, do: str, keep: str, detail: str = "", danger: bool = False) -> bool:
        return bool(dialogs.Decision(self._window, question, detail, do=do, keep=keep, danger=danger).exec())

    def ask_text(self, question: str, *, label: str, do: str, detail: str = "", lines: int = 1) -> str | None:
        dialog = dialogs.Question(self._window, question, detail, label=label, do=do, lines=lines)
        return dialog.answer() if dialog.exec() else None

    def ask_password(self, question: str, *, do: str, detail: str = "") -> str | None:
        dialog = dialogs.Question(self._window, question, detail, label=texts.PASSWORD, do=do, secret=True)
        return dialog.answer() if dialog.exec() else None

    def open_file(self, title: str, kinds: Kinds) -> Path | None:
        name, _ = QFileDialog.getOpenFileName(self._window, title, str(self._folder), _filter(kinds))
        if not name:
            return None
        self._folder = Path(name).parent
        return Path(name)

    def save_file(self, title: str, suggested: str, kinds: Kinds) -> Path | None:
        begin = str(self._folder / files.safe_name(suggested))
        name, chosen = QFileDialog.getSaveFileName(self._window, title, begin, _filter(kinds))
        if not name:
            return None
        self._folder = Path(name).parent
        path, endings = Path(name), {words: pattern[1:] for words, pattern in kinds}
        if path.suffix.lower() in endings.values():
            return path
        ended = path.with_name(path.name + next((e for words, e in endings.items() if chosen.startswith(words)), ""))
        # The dialog asked about the name that was typed, and not about this one.
        replaced = files.replaces(ended.name)
        if ended == path or not ended.exists() or self.ask(replaced, do=files.REPLACE, keep=files.KEEP):
            return ended
        return None

    def folder(self, title: str) -> Path | None:
        name = QFileDialog.getExistingDirectory(self._window, title, str(self._folder))
        return Path(name) if name else None

    def bug(self, report: BugReport) -> None:
        dialogs.BugDialog(self._window, report).exec()


def _filter(kinds: Kinds) -> str:
    return ";;".join(f"{words} ({pattern})" for words, pattern in kinds)
