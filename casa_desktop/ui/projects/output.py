"""A report out of the window: on paper, in a file, or as text for a message; written down before it leaves."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtWidgets import QApplication, QWidget

from casa_desktop.domain.leaving import Way, way_of
from casa_desktop.domain.report import Report
from casa_desktop.texts import files
from casa_desktop.texts import ui_projects as texts
from casa_desktop.ui.papers import Papers
from casa_desktop.ui.report_files import FILES, render
from casa_desktop.ui.session import Session

Enter = Callable[[Way, Callable[[], object]], object]
"""Writes down in which way it leaves, then goes on."""


@dataclass(frozen=True, slots=True)
class Shown:
    """What is on the glass, and how it leaves. *report* is as it leaves: small cells hidden."""

    report: Report
    file_name: str
    message: str
    enter: Enter


class ReportOutput:
    """Makes papers, files and messages for *owner*."""

    def __init__(self, session: Session, owner: QWidget) -> None:
        self._session = session
        self._papers = Papers(session, owner, texts.RENDERING)

    def print(self, shown: Shown) -> None:
        """Shows the pages, to be printed from there."""

        def send() -> None:
            self._papers.print(
                lambda profile, imprint: render("pdf", shown.report, profile.letterhead(shown.report.title), imprint),
                shown.file_name,
                texts.PRINTED,
            )

        shown.enter(Way.PAPER, send)

    def save(self, shown: Shown) -> None:
        """Asks where, and writes there in the form that the name ends with."""
        path = self._session.prompts.save_file(texts.SAVE_TITLE, shown.file_name, files.kinds(*FILES))
        if path is None:
            return
        form = way_of(path.suffix, FILES)

        def write() -> None:
            self._papers.save(
                lambda profile, imprint: render(form, shown.report, profile.letterhead(shown.report.title), imprint),
                path,
                texts.SAVED_FILE,
            )

        shown.enter(form, write)

    def copy(self, shown: Shown) -> None:
        """The report to the clipboard, as a chat takes it."""

        def put() -> None:
            QApplication.clipboard().setText(shown.message)
            self._session.prompts.inform(texts.COPIED)

        shown.enter(Way.MESSAGE, put)
