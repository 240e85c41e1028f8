"""Paper out of the window: rendered bytes to a file, or to the system's print dialog."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QBuffer, QByteArray, QRectF, QSize, Qt
from PySide6.QtGui import QPageLayout, QPainter
from PySide6.QtWidgets import QDialog, QWidget

from casa_desktop.reports import files

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

_DOTS_PER_INCH = 300
_LETTER_WIDTH = 613
"""Points, and one more."""


def write(path: Path, data: bytes) -> None:
    """Writes beside and renames. Raises ``DISK_FULL`` or ``CANNOT_WRITE``; then what stood there is unchanged."""
    files.write(path, data)


def print_pdf(parent: QWidget, data: bytes, title: str) -> bool:
    """Shows the pages of *data*, to be printed from there; false if it was given up."""
    from casa_desktop.ui.preview import PreviewDialog  # as below

    dialog = PreviewDialog(parent, data)
    wanted = bool(dialog.exec())
    dialog.deleteLater()
    return wanted and print_now(parent, data, title)


def print_now(parent: QWidget, data: bytes, title: str) -> bool:
    """What is looked at already: asks for a printer, and prints no page larger than it is; false if given up."""
    # Printing is rare and QtPdf is large: both are loaded when somebody prints.
    from PySide6.QtPdf import QPdfDocument

    document = QPdfDocument()
    buffer = QBuffer()
    buffer.setData(QByteArray(data))
    buffer.open(QBuffer.OpenModeFlag.ReadOnly)
    document.load(buffer)

    def draw(printer: "QPrinter", painter: QPainter) -> None:
        for page in range(document.pageCount()):
            if page:
                printer.newPage()
            points = document.pagePointSize(page)
            scale = _DOTS_PER_INCH / 72
            picture = document.render(page, QSize(round(points.width() * scale), round(points.height() * scale)))
            area = printer.pageLayout().fullRectPixels(printer.resolution())
            true = QSize(*(round(side * printer.resolution() / 72) for side in (points.width(), points.height())))
            fitted = picture.size().scaled(area.size().boundedTo(true), Qt.AspectRatioMode.KeepAspectRatio)
            painter.drawImage(QRectF(0, 0, fitted.width(), fitted.height()), picture)

    # Half a letter page lies across the upper half of a whole one; only what is wider turns the sheet.
    return print_with_dialog(parent, title, draw, landscape=document.pagePointSize(0).width() > _LETTER_WIDTH)


def print_with_dialog(
    parent: QWidget, title: str, draw: "Callable[[QPrinter, QPainter], None]", *, landscape: bool = False
) -> bool:
    """The system's print dialog, then *draw* on the whole sheet; false if it was given up."""
    from PySide6.QtPrintSupport import QPrintDialog, QPrinter

    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setDocName(title)
    printer.setFullPage(True)
    printer.setPageOrientation(QPageLayout.Orientation.Landscape if landscape else QPageLayout.Orientation.Portrait)
    dialog = QPrintDialog(printer, parent)
    dialog.setWindowTitle(title)
    if dialog.exec() != QDialog.DialogCode.Accepted:
        return False
    painter = QPainter(printer)
    draw(printer, painter)
    painter.end()
    return True
