"""Persons in a list: the name and what tells homonyms apart."""

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
_EDGE, _ABOVE = 10, 5
_WIDE_LINES = 2
_WIDE_CHARACTERS = 74


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


class _Lines(QStyledItemDelegate):
    """The name; document, age, sex, country; code, last attention, family: in two lines, or in three if narrow."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        hit = index.data(_HIT)
        if not isinstance(hit, PersonHit):
            return
        shown = QStyleOptionViewItem(option)
        self.initStyleOption(shown, index)
        shown.text = ""
        shown.widget.style().drawControl(QStyle.ControlElement.CE_ItemViewItem, shown, painter, shown.widget)
        selected = bool(shown.state & QStyle.StateFlag.State_Selected)
        text = shown.palette.color(QPalette.ColorRole.HighlightedText if selected else QPalette.ColorRole.Text)
        # The style sheet thins the colour of a placeholder inside views; the program's own has the contrast.
        muted = text if selected else QApplication.palette().color(QPalette.ColorRole.PlaceholderText)
        strong, small = QFont(shown.font), _small(shown.font)
        strong.setWeight(QFont.Weight.DemiBold)
        inside = shown.rect.adjusted(_EDGE, _ABOVE, -_EDGE, -_ABOVE)
        lines = _line_count(shown)
        height = inside.height() // lines
        above = QRect(inside.left(), inside.top(), inside.width(), height)
        left = Qt.AlignmentFlag.AlignLeft
        painter.save()
        painter.setFont(strong)
        painter.setPen(text)
        _draw(painter, above, texts.name(hit.name), left)
        painter.setFont(small)
        painter.setPen(muted)
        taken = _draw(painter, above.translated(0, height), texts.hit_line(hit), left)
        if lines > _WIDE_LINES:
            _draw(painter, above.translated(0, 2 * height), texts.hit_more(hit), left)
        else:
            rest = above.translated(0, height).adjusted(taken + 2 * _EDGE, 0, 0, 0)
            _draw(painter, rest, texts.hit_more(hit), Qt.AlignmentFlag.AlignRight)
        painter.restore()

    def sizeHint(self, option: QStyleOptionViewItem, _index: Index) -> QSize:
        return QSize(120, row_height(option.fontMetrics, _line_count(option)))


def _line_count(option: QStyleOptionViewItem) -> int:
    view = option.widget
    width = view.viewport().width() if isinstance(view, QListView) else 0
    return _WIDE_LINES if width >= option.fontMetrics.averageCharWidth() * _WIDE_CHARACTERS else _WIDE_LINES + 1


def _draw(painter: QPainter, rect: QRect, text: str, side: Qt.AlignmentFlag) -> int:
    shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, rect.width())
    painter.drawText(rect, int(side | Qt.AlignmentFlag.AlignVCenter), shown)
    return painter.fontMetrics().horizontalAdvance(shown)


def row_height(metrics: QFontMetrics, lines: int = _WIDE_LINES) -> int:
    """Pixels of one row."""
    return lines * (metrics.height() + 1) + 2 * _ABOVE


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
        self.setItemDelegate(_Lines(self))
        self.setUniformItemSizes(True)
        self.setResizeMode(QListView.ResizeMode.Adjust)
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
