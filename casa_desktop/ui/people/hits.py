"""Persons in a list: two lines each, the name and what tells homonyms apart."""

from collections.abc import Sequence

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFont, QFontMetrics, QKeyEvent, QPainter, QPalette
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
)

from casa_desktop.domain.person_views import PersonHit
from casa_desktop.texts import ui_people as texts

Index = QModelIndex | QPersistentModelIndex
_TOP = QModelIndex()
_HIT = Qt.ItemDataRole.UserRole
_EDGE = 10


class HitModel(QAbstractListModel):
    """The persons found, in the order in which the search gave them."""

    def __init__(self) -> None:
        super().__init__()
        self._hits: tuple[PersonHit, ...] = ()

    @property
    def hits(self) -> tuple[PersonHit, ...]:
        return self._hits

    def set_hits(self, hits: Sequence[PersonHit]) -> None:
        """Shows other persons."""
        self.beginResetModel()
        self._hits = tuple(hits)
        self.endResetModel()

    def rowCount(self, parent: Index = _TOP) -> int:
        return 0 if parent.isValid() else len(self._hits)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        hit = self._hits[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return texts.name(hit.name)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return texts.hit_said(hit)
        if role == Qt.ItemDataRole.ToolTipRole:
            return "\n".join(part for part in (texts.name(hit.name), texts.hit_line(hit), texts.hit_more(hit)) if part)
        return hit if role == _HIT else None


class _TwoLines(QStyledItemDelegate):
    """The name above; code, document, age and country below; last attention and family at the right of the name."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        hit = index.data(_HIT)
        if not isinstance(hit, PersonHit):
            return
        shown = QStyleOptionViewItem(option)
        self.initStyleOption(shown, index)
        shown.text = ""
        widget = shown.widget
        widget.style().drawControl(QStyle.ControlElement.CE_ItemViewItem, shown, painter, widget)
        palette: QPalette = shown.palette
        strong = QFont(shown.font)
        strong.setWeight(QFont.Weight.DemiBold)
        small = _small(shown.font)
        inside: QRect = shown.rect.adjusted(_EDGE, 5, -_EDGE, -5)
        above = QRect(inside.left(), inside.top(), inside.width(), painter.fontMetrics().height())
        below = inside.adjusted(0, above.height() + 2, 0, 0)
        # The style sheet thins the colour of a placeholder inside views; the program's own has the contrast.
        muted = QApplication.palette().color(QPalette.ColorRole.PlaceholderText)
        selected = bool(shown.state & QStyle.StateFlag.State_Selected)
        role = QPalette.ColorRole.HighlightedText if selected else QPalette.ColorRole.Text
        painter.save()
        painter.setFont(small)
        painter.setPen(muted if not selected else palette.color(role))
        more = texts.RESERVED if hit.reserved else texts.hit_more(hit)
        taken = self._draw(painter, below, texts.hit_line(hit), Qt.AlignmentFlag.AlignLeft)
        room = below.width() - taken - _EDGE
        if painter.fontMetrics().horizontalAdvance(more) <= room:
            self._draw(painter, below, more, Qt.AlignmentFlag.AlignRight)
        painter.setFont(strong)
        painter.setPen(palette.color(role))
        self._draw(painter, above, texts.name(hit.name), Qt.AlignmentFlag.AlignLeft)
        painter.restore()

    def sizeHint(self, option: QStyleOptionViewItem, _index: Index) -> QSize:
        metrics = option.fontMetrics
        return QSize(200, row_height(metrics))

    @staticmethod
    def _draw(painter: QPainter, rect: QRect, text: str, side: Qt.AlignmentFlag) -> int:
        shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, rect.width())
        painter.drawText(rect, int(side | Qt.AlignmentFlag.AlignVCenter), shown)
        return painter.fontMetrics().horizontalAdvance(shown)


def row_height(metrics: QFontMetrics) -> int:
    """Pixels of one row."""
    return 2 * metrics.height() + 14


def _small(font: QFont) -> QFont:
    small = QFont(font)
    if font.pixelSize() > 0:
        small.setPixelSize(max(11, round(font.pixelSize() * 0.9)))
    else:
        small.setPointSizeF(font.pointSizeF() * 0.9)
    return small


class HitList(QListView):
    """Arrows move, Enter or a double click opens. Nothing is current until somebody moves into it."""

    opened = Signal(str)
    """The uuid of the person."""
    chosen = Signal(str)
    """The uuid of the person that is current now; empty when none is."""

    def __init__(self, *, name: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self.setAccessibleName(texts.LIST_NAME)
        self._model = HitModel()
        self.setModel(self._model)
        self.setItemDelegate(_TwoLines(self))
        self.setUniformItemSizes(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.doubleClicked.connect(lambda _: self.open_current())
        self.selectionModel().currentChanged.connect(lambda *_: self.chosen.emit(self.current()))

    @property
    def hits(self) -> tuple[PersonHit, ...]:
        """What is shown."""
        return self._model.hits

    def show_hits(self, hits: Sequence[PersonHit], *, point: bool = True) -> None:
        """Other persons; who was current stays so if still there, else the first one is (where *point*)."""
        was = self.current()
        self._model.set_hits(hits)
        self.scrollToTop()
        row = next((i for i, hit in enumerate(hits) if hit.uuid == was), 0 if point and hits else -1)
        if row >= 0:
            self.setCurrentIndex(self._model.index(row))

    def current(self) -> str:
        """The uuid of the current person, or an empty text."""
        index = self.currentIndex()
        return self._model.hits[index.row()].uuid if index.isValid() else ""

    def step(self, step: int) -> None:
        """Makes the person *step* rows further current, as far as there are any."""
        rows = self._model.rowCount()
        if rows:
            row = self.currentIndex().row() + step
            self.setCurrentIndex(self._model.index(max(0, min(rows - 1, row))))

    def open_current(self) -> None:
        """Reports ``opened`` for the current person."""
        if self.current():
            self.opened.emit(self.current())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.open_current()
        else:
            super().keyPressEvent(event)
