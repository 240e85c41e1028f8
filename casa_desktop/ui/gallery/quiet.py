"""Prompts of the gallery: nobody is there to answer, so every question is answered and no dialog waits for ever."""

from collections.abc import Callable
from pathlib import Path

from casa_desktop.domain.errors import CasaError
from casa_desktop.ui.bugs import BugReport
from casa_desktop.ui.prompts import Kinds
from casa_desktop.ui.status import StatusLine

_ANSWER = "Ejemplo"


class QuietPrompts:
    """Says what is quiet in the status line, agrees to everything, chooses no file; an error spoils the picture."""

    def __init__(self, status: StatusLine) -> None:
        self._status = status

    def inform(self, text: str, undo: Callable[[], object] | None = None) -> None:
        self._status.tell(text, undo)

    def warn(self, text: str, detail: str = "") -> None:
        raise RuntimeError(f"{text} {detail}")

    def secret(self, text: str, secret: str, detail: str) -> None:
        del text, secret, detail

    def error(self, error: CasaError) -> None:
        raise RuntimeError from error

    def ask(self, question: str, *, do: str, keep: str, detail: str = "", danger: bool = False) -> bool:
        del question, do, keep, detail, danger
        return True

    def ask_text(self, question: str, *, label: str, do: str, detail: str = "", lines: int = 1) -> str | None:
        del question, label, do, detail, lines
        return _ANSWER

    def ask_password(self, question: str, *, do: str, detail: str = "") -> str | None:
        del question, do, detail
        return None

    def open_file(self, title: str, kinds: Kinds) -> Path | None:
        del title, kinds
        return None

    def save_file(self, title: str, suggested: str, kinds: Kinds) -> Path | None:
        del title, suggested, kinds
        return None

    def folder(self, title: str) -> Path | None:
        del title
        return None

    def bug(self, report: BugReport) -> None:
        raise RuntimeError(report.text())
