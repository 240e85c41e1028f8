"""A report of invented figures under the desk's letterhead: the very file that would be printed, as a picture."""

from datetime import datetime

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QRectF, QSize, Qt
from PySide6.QtGui import QImage, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from casa_desktop.domain.indicators import Indicator, Rule, TotalMode
from casa_desktop.domain.months import MonthState
from casa_desktop.domain.periods import Month, Period
from casa_desktop.domain.table import Cell, Imprint, Letterhead, MonthHead, MonthlyTable, Row, Total
from casa_desktop.texts import ui_settings as texts
from casa_desktop.version import PROGRAM

_WIDE_FOR_TALL = 11 / 8.5
"""A letter sheet on its side."""
_PIXELS = 1400
"""Width of the picture that is kept; scaled to the place that it gets."""
_ROWS = (
    ("PERSONAS", Indicator(Rule.PERSONS), (412, 398, 451)),
    ("ORIENTACION", Indicator(Rule.SERVICES, "ORI"), (387, 365, 402)),
    ("PSICOLOGIA", Indicator(Rule.SERVICES, "PSI"), (58, 61, 73)),
    ("REF", Indicator(Rule.SERVICES, "RCF"), (290, 274, 318)),
)


def invented_table(last: Month) -> MonthlyTable:
    """Three months that end with *last*, with figures of nobody."""
    period = Period(last.plus(-2), last)
    closed = MonthState.CLOSED
    heads = tuple(MonthHead(month, closed, provisional=False, historical=False) for month in period)
    rows = tuple(
        Row(indicator, label, tuple(Cell(value) for value in values), *_totals(indicator, values))
        for label, indicator, values in _ROWS
    )
    return MonthlyTable(period, heads, rows, TotalMode.SUM, ())


def _totals(indicator: Indicator, values: tuple[int, ...]) -> tuple[Total | None]:
    return (Total(sum(values), sum(values)) if indicator.rule is Rule.PERSONS else None,)


def render(letterhead: Letterhead, at: datetime, user: str) -> bytes:
    """The PDF of :func:`invented_table`, made in the files pool. Raises ``CasaError`` for a logo that is no picture."""
    from casa_desktop.reports import table_pdf  # reportlab is slow to read and only the preview needs it here

    return table_pdf.render(invented_table(Month.of(at.date())), letterhead, Imprint(at, user, PROGRAM))


def first_page(pdf: bytes) -> QImage:
    """The first page as a picture, on the main thread."""
    from PySide6.QtPdf import QPdfDocument  # as above

    kept = QByteArray(pdf)
    buffer = QBuffer(kept)
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    document = QPdfDocument()
    document.load(buffer)
    page = document.render(0, QSize(_PIXELS, round(_PIXELS / _WIDE_FOR_TALL)))
    sheet = QImage(page.size(), QImage.Format.Format_RGB32)
    sheet.fill(0xFFFFFFFF)
    painter = QPainter(sheet)
    painter.drawImage(0, 0, page)
    painter.end()
    document.close()
    return sheet


class Preview(QWidget):
    """A sheet of paper, as wide as its place allows."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("letterhead_preview")
        self.setAccessibleName(texts.DESK_PREVIEW_LABEL)
        self.setToolTip(texts.DESK_PREVIEW_LABEL)
        self._sheet = QImage()
        self._fitted = QImage()
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setMinimumWidth(200)

    def show_pdf(self, pdf: bytes) -> None:
        """Shows the first page of *pdf*."""
        self._sheet, self._fitted = first_page(pdf), QImage()
        self.update()

    @property
    def shown(self) -> bool:
        """Whether there is a sheet to look at."""
        return not self._sheet.isNull()

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return round(width / _WIDE_FOR_TALL)

    def sizeHint(self) -> QSize:
        return QSize(420, self.heightForWidth(420))

    def _fit(self, place: QRectF) -> QImage:
        """The sheet at the size of the screen: averaging keeps small print legible where a painter skips pixels."""
        size = (place.size() * self.devicePixelRatioF()).toSize()
        if self._fitted.size() != size:
            ratio, smooth = Qt.AspectRatioMode.IgnoreAspectRatio, Qt.TransformationMode.SmoothTransformation
            self._fitted = self._sheet.scaled(size, ratio, smooth)
        return self._fitted

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        place = QRectF(0, 0, self.width() - 1, self.heightForWidth(self.width()) - 1)
        if self._sheet.isNull():
            painter.setPen(self.palette().placeholderText().color())
            painter.drawText(place, Qt.AlignmentFlag.AlignCenter, texts.DESK_PREVIEW_WAIT)
        else:
            painter.drawImage(place, self._fit(place))
        painter.setPen(self.palette().midlight().color())
        painter.drawRect(place)
        painter.end()
