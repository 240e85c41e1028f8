"""Paper on the glass: the very file that would be printed, page by page."""

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMargins, Signal
from PySide6.QtGui import QKeyEvent, Qt
from PySide6.QtWidgets import QDialog, QWidget

from casa_desktop.texts import ui_shell as texts
from casa_desktop.ui import hotkeys, icons, widgets
from casa_desktop.ui.people.parts import flowing

_OF_THE_WINDOW = 0.94


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
        back = widgets.Button(texts.BACK_FROM_PAPER, self.closed.emit, keys="Esc", icon="back", name="back_button")
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
        if not saves:
            save.deleteLater()
        # In two lines where the letters are large: one would make the whole page wider than the window.
        top = flowing(back, page, wide, *((save,) if saves else ()), self.print_button)
        outer = widgets.column(top, self._view)
        outer.setStretch(1, 1)
        self.setLayout(outer)
        self.setFocusProxy(self._view)

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


class PreviewDialog(QDialog):
    """A paper over the window, to be printed or not; the lock closes it as it closes every dialog."""

    def __init__(self, parent: QWidget, data: bytes) -> None:
        super().__init__(parent)
        self.setObjectName("preview_dialog")
        self.setWindowTitle(texts.PROGRAM)
        self.setAccessibleName(texts.PREVIEW_NAME)
        self.pages = Preview(saves=False)
        self.pages.closed.connect(self.reject)
        self.pages.print_asked.connect(self.accept)
        self.pages.print_button.setDefault(True)
        self.setLayout(widgets.column(self.pages, margin=widgets.MARGIN))
        self.resize((parent.window().size().toSizeF() * _OF_THE_WINDOW).toSize())
        self.setMinimumHeight(icons.scaled(320))
        self.pages.show_pdf(data)
