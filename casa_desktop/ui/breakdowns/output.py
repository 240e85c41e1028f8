"""A breakdown out of the window, its small cells hidden: what leaves the house is entered into the audit first."""

from collections.abc import Callable

from PySide6.QtWidgets import QApplication, QWidget

from casa_desktop.domain.breakdowns import Breakdown
from casa_desktop.domain.leaving import Way, way_of
from casa_desktop.services import breakdowns
from casa_desktop.services.breakdowns import BreakdownExported
from casa_desktop.texts import breakdowns as words
from casa_desktop.texts import files
from casa_desktop.texts import ui_breakdowns as texts
from casa_desktop.texts.breakdowns import Sheet
from casa_desktop.ui import paper
from casa_desktop.ui.papers import Papers
from casa_desktop.ui.report_files import FILES, render
from casa_desktop.ui.session import Session


class Output:
    """Copies, shows, prints and saves for *owner*; the sheets it is given have their small cells hidden."""

    def __init__(self, session: Session, owner: QWidget) -> None:
        self._session, self._owner = session, owner
        self._papers = Papers(session, owner, texts.RENDERING)

    def copy(self, found: Breakdown, sheet: Sheet) -> None:
        """To the clipboard, as a spreadsheet takes it. Whoever sees it may copy."""
        from casa_desktop.reports import report_csv

        def put(_: object) -> None:
            QApplication.clipboard().setText(report_csv.clipboard(words.report(sheet)))
            self._session.prompts.inform(texts.COPIED)

        command = BreakdownExported(Way.COPY, found.request)
        self._session.run(breakdowns.copied, command, owner=self._owner, done=put, cancellable=False)

    def preview(self, sheet: Sheet, done: Callable[[bytes], object]) -> None:
        """Renders the PDF and hands it to *done*."""
        self._render("pdf", sheet, done)

    def print(self, found: Breakdown, sheet: Sheet) -> None:
        """Renders the PDF and asks for a printer."""
        title = texts.file_name(sheet.title, found)

        def send(data: bytes) -> None:
            if paper.print_now(self._owner, data, title):
                self._session.prompts.inform(texts.PRINTED)

        self._entered(Way.PAPER, found, lambda: self._render("pdf", sheet, send))

    def save(self, found: Breakdown, sheet: Sheet) -> None:
        """Asks where, and writes there in the form that the name ends with."""
        suggested = f"{texts.file_name(sheet.title, found)}.pdf"
        path = self._session.prompts.save_file(texts.SAVE_TITLE, suggested, files.kinds(*FILES))
        if path is not None:
            form = way_of(path.suffix, FILES)

            def write(data: bytes) -> None:
                self._papers.write(path, data, texts.SAVED)

            self._entered(form, found, lambda: self._render(form, sheet, write))

    def _entered(self, way: Way, found: Breakdown, then: Callable[[], None]) -> None:
        command = BreakdownExported(way, found.request)
        self._session.run(breakdowns.exported, command, owner=self._owner, done=lambda _: then(), cancellable=False)

    def _render(self, form: str, sheet: Sheet, done: Callable[[bytes], object]) -> None:
        self._papers.render(
            lambda profile, imprint: render(form, words.report(sheet), profile.letterhead(words.TITLE), imprint),
            done,
            latest="breakdowns.render",
        )
