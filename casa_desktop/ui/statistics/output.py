"""The table out of the window: rendered beside the window's thread, then shown, printed or written to a file."""

from collections.abc import Callable

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMargins, Signal
from PySide6.QtGui import QKeyEvent, Qt
from PySide6.QtWidgets import QWidget

from casa_desktop.domain.table import Imprint, Letterhead, MonthlyTable
from casa_desktop.services import statistics
from casa_desktop.services.statistics import Exported
from casa_desktop.texts import ui_statistics as texts
from casa_desktop.texts.papers import COUNCIL_TITLE
from casa_desktop.ui import hotkeys, paper, widgets
from casa_desktop.ui.papers import Papers
from casa_desktop.ui.session import Session

_ENDINGS = {".xlsx": "xlsx", ".csv": "csv"}
"""Everything else is written as PDF."""


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
            if paper.print_pdf(self._owner, data, title):
                self._session.prompts.inform(texts.PRINTED)

        self._entered("papel", table, lambda: self._render("pdf", table, send))

    def save(self, table: MonthlyTable) -> None:
        """Asks where, and writes there in the form that the name ends with."""
        path = self._session.prompts.save_file(texts.SAVE_TITLE, texts.file_name(table.period), texts.FILE_KINDS)
        if path is not None:
            form = _ENDINGS.get(path.suffix.lower(), "pdf")

            def write(data: bytes) -> None:
                self._papers.write(path, data, texts.SAVED_FILE)

            self._entered(form, table, lambda: self._render(form, table, write))

    def _entered(self, form: str, table: MonthlyTable, then: Callable[[], None]) -> None:
        command = Exported(form, table.period)
        self._session.run(statistics.exported, command, owner=self._owner, done=lambda _: then(), cancellable=False)

    def _render(self, form: str, table: MonthlyTable, done: Callable[[bytes], object]) -> None:
        self._papers.render(
            lambda profile, imprint: render(form, table, profile.letterhead(COUNCIL_TITLE), imprint),
            done,
            latest="statistics.render",
        )


class Preview(QWidget):
    """The very file that would be printed, page by page."""

    closed = Signal()
    print_asked = Signal()
    save_asked = Signal()

    def __init__(self, *, saves: bool = True) -> None:
        """*saves*: whether the file may leave the program other than on paper."""
        super().__init__()
        from PySide6.QtPdf import QPdfDocument  # large, and needed only by who looks at paper
        from PySide6.QtPdfWidgets import QPdfView

        self.setObjectName("preview")
        self._buffer = QBuffer(self)
        self._bytes = QByteArray()
        self._document = QPdfDocument(self)
        self._view = QPdfView(self)
        self._view.setObjectName("preview_pages")
        self._view.setAccessibleName(texts.PREVIEW_NAME)
        self._view.setDocument(self._document)
        self._view.setPageMode(QPdfView.PageMode.MultiPage)
        self._view.setZoomMode(QPdfView.ZoomMode.FitInView)
        self._view.setDocumentMargins(QMargins(0, 0, 0, 0))
        self._modes = {True: QPdfView.ZoomMode.FitToWidth, False: QPdfView.ZoomMode.FitInView}
        back = widgets.Button(texts.BACK_TO_TABLE, self.closed.emit, keys="Esc", icon="back", name="back_button")
        self.print_button = widgets.PrimaryButton(
            texts.PRINT, self.print_asked.emit, keys=hotkeys.PAPER, icon="print", name="print_button", scope=self
        )
        save = widgets.Button(
            texts.SAVE_AS, self.save_asked.emit, keys=hotkeys.SAVE_FILE, icon="save", name="save_pdf_button", scope=self
        )
        page = widgets.Button(
            texts.ZOOM_PAGE, lambda: self.fit(wide=False), keys=hotkeys.WHOLE_PAGE, name="page_button", scope=self
        )
        wide = widgets.Button(
            texts.ZOOM_WIDTH, lambda: self.fit(wide=True), keys=hotkeys.WHOLE_WIDTH, name="width_button", scope=self
        )
        top = widgets.row(back, page, wide)
        top.addStretch(1)
        if saves:
            top.addWidget(save)
        else:
            save.deleteLater()
        top.addWidget(self.print_button)
        outer = widgets.column(top, self._view)
        outer.setStretch(1, 1)
        self.setLayout(outer)

    def show_pdf(self, data: bytes) -> None:
        """Shows the pages of *data*."""
        self.clear()
        self._bytes = QByteArray(data)
        self._buffer.setData(self._bytes)
        self._buffer.open(QIODevice.OpenModeFlag.ReadOnly)
        self._document.load(self._buffer)
        self._view.setFocus(Qt.FocusReason.OtherFocusReason)

    @property
    def pages(self) -> int:
        """How many pages are shown."""
        return self._document.pageCount()

    def fit(self, *, wide: bool) -> None:
        """A whole page at once, or as wide as the window."""
        self._view.setZoomMode(self._modes[wide])

    def clear(self) -> None:
        """Forgets the pages."""
        self._document.close()
        self._buffer.close()
        self._bytes.clear()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)
