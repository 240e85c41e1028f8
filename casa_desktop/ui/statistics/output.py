"""The table out of the window: rendered beside the window's thread, then shown, printed or written to a file."""

from collections.abc import Callable
from datetime import datetime

from PySide6.QtWidgets import QWidget

from casa_desktop.domain.leaving import Way, way_of
from casa_desktop.domain.publications import Publication
from casa_desktop.domain.table import Imprint, Letterhead, MonthlyTable
from casa_desktop.services import statistics
from casa_desktop.services.statistics import Exported
from casa_desktop.texts import files
from casa_desktop.texts import ui_statistics as texts
from casa_desktop.texts.papers import COUNCIL_TITLE
from casa_desktop.ui import paper
from casa_desktop.ui.papers import Papers
from casa_desktop.ui.report_files import FILES
from casa_desktop.ui.session import Session


def render(form: str, table: MonthlyTable, letterhead: Letterhead, imprint: Imprint) -> bytes:
    """The table in that form; each library is read only when its form is asked for."""
    if form == "csv":
        from casa_desktop.reports import table_csv

        return table_csv.render(table)
    if form == "xlsx":
        from casa_desktop.reports import table_xlsx

        return table_xlsx.render(table, letterhead, imprint)
    from casa_desktop.reports import table_pdf

    return table_pdf.render(table, letterhead, imprint)


def render_published(made: Publication, letterhead: Letterhead) -> bytes:
    """The paper of a publication: who froze it and when stand on it, whoever prints it."""
    from casa_desktop.reports import table_pdf

    imprint = Imprint(datetime.fromisoformat(made.at), made.by, made.program)
    return table_pdf.render(made.table, letterhead, imprint, made.edition)


class Output:
    """Makes papers of the table for *owner*; what leaves the program is entered into the audit first."""

    def __init__(self, session: Session, owner: QWidget) -> None:
        self._session = session
        self._owner = owner
        self._papers = Papers(session, owner, texts.RENDERING)

    def preview(self, table: MonthlyTable, done: Callable[[bytes], object]) -> None:
        """Renders the PDF and hands it to *done*."""
        self._render("pdf", table, done)

    def print(self, table: MonthlyTable) -> None:
        """Renders the PDF and asks for a printer."""
        title = texts.file_name(table.period)

        def send(data: bytes) -> None:
            if paper.print_now(self._owner, data, title):
                self._session.prompts.inform(texts.PRINTED)

        self._entered(Way.PAPER, table, lambda: self._render("pdf", table, send))

    def save(self, table: MonthlyTable) -> None:
        """Asks where, and writes there in the form that the name ends with."""
        path = self._session.prompts.save_file(texts.SAVE_TITLE, texts.file_name(table.period), files.kinds(*FILES))
        if path is not None:
            form = way_of(path.suffix, FILES)

            def write(data: bytes) -> None:
                self._papers.write(path, data, texts.SAVED_FILE)

            self._entered(form, table, lambda: self._render(form, table, write))

    def _entered(self, way: Way, table: MonthlyTable, then: Callable[[], None]) -> None:
        command = Exported(way, table.period)
        self._session.run(statistics.exported, command, owner=self._owner, done=lambda _: then(), cancellable=False)

    def _render(self, form: str, table: MonthlyTable, done: Callable[[bytes], object]) -> None:
        self._papers.render(
            lambda profile, imprint: render(form, table, profile.letterhead(COUNCIL_TITLE), imprint),
            done,
            latest="statistics.render",
        )
