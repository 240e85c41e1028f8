"""Persons in a list: the name, why they may be meant, and what tells homonyms apart."""

from collections.abc import Iterable, Sequence
from math import ceil
from typing import NamedTuple

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

from casa_desktop.domain.matching.described import Reason
from casa_desktop.domain.person_views import PersonHit
from casa_desktop.texts import ui_alike, ui_matching
from casa_desktop.texts import ui_people as texts

Index = QModelIndex | QPersistentModelIndex
_TOP = QModelIndex()
_HIT = Qt.ItemDataRole.UserRole
_EDGE, _ABOVE = 10, 5
_MOST_LINES = 4
_REASON = 55
"""Per cent of the first line that the reasons may take from the name."""
_CHARACTERS = 72
"""What there is to tell of one person, with its separators; measured in average letters."""


class Found(NamedTuple):
    """One row: somebody, and the reasons for which they may be meant (none where the name begins as typed)."""

    hit: PersonHit
    why: tuple[Reason, ...] = ()


class HitModel(QAbstractListModel):
    """The persons found, in the order in which the search gave them."""

    def __init__(self) -> None:
        super().__init__()
        self._rows: tuple[Found, ...] = ()

    @property
    def rows(self) -> tuple[Found, ...]:
        return self._rows

    @property
    def hits(self) -> tuple[PersonHit, ...]:
        return tuple(row.hit for row in self._rows)

    def set_rows(self, rows: Sequence[Found]) -> bool:
        """Shows other persons; true where what stood there stays in its place, and is only marked or added to."""
        were, are = ([row.hit.uuid for row in each] for each in (self._rows, rows))
        if not were or are[: len(were)] != were:
            self.beginResetModel()
            self._rows = tuple(rows)
            self.endResetModel()
            return False
        count = len(were)
        self._rows = tuple(rows[:count])
        self.dataChanged.emit(self.index(0), self.index(count - 1))
        if len(rows) > count:
            self.beginInsertRows(QModelIndex(), count, len(rows) - 1)
            self._rows = tuple(rows)
            self.endInsertRows()
        return True

    def rowCount(self, parent: Index = _TOP) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        found = self._rows[index.row()]
        hit, why = found.hit, ui_alike.shortly(found.why)
        if role == Qt.ItemDataRole.DisplayRole:
            return texts.name(hit.name)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{texts.hit_said(hit)}, {why}" if why else texts.hit_said(hit)
        if role == Qt.ItemDataRole.ToolTipRole:
            why = ui_matching.reasons(found.why)
            return "\n".join(filter(None, (texts.name(hit.name), " · ".join(texts.hit_parts(hit)), why)))
        return found if role == _HIT else None


class _Lines(QStyledItemDelegate):
    """The name with the reason beside it, and below all that tells homonyms apart, in as many lines as the list's width
    asks for."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        found = index.data(_HIT)
        if not isinstance(found, Found):
            return
        hit, reasons = found.hit, ui_alike.beside_name(found.why)
        shown = QStyleOptionViewItem(option)
        self.initStyleOption(shown, index)
        shown.text = ""
        shown.widget.style().drawControl(QStyle.ControlElement.CE_ItemViewItem, shown, painter, shown.widget)
        selected = bool(shown.state & QStyle.StateFlag.State_Selected)
        text = shown.palette.color(QPalette.ColorRole.HighlightedText if selected else QPalette.ColorRole.Text)
        # The style sheet thins the colour of a placeholder inside views; the program's own has the contrast.
        muted = text if selected else QApplication.palette().color(QPalette.ColorRole.PlaceholderText)
        strong = QFont(shown.font)
        strong.setWeight(QFont.Weight.DemiBold)
        inside = shown.rect.adjusted(_EDGE, _ABOVE, -_EDGE, -_ABOVE)
        count = _detail_lines(shown)
        line = QRect(inside.left(), inside.top(), inside.width(), inside.height() // (count + 1))
        painter.save()
        painter.setFont(strong)
        painter.setPen(text)
        small = _small(shown.font)
        if reasons:
            metrics, most = QFontMetrics(small), line.width() * _REASON // 100
            why = next((each for each in reasons if metrics.horizontalAdvance(each) < most), reasons[-1])
            told = min(metrics.horizontalAdvance(why) + 2, most)
            painter.setFont(small)
            painter.setPen(text if selected else QApplication.palette().color(QPalette.ColorRole.Accent))
            _draw(painter, line.adjusted(line.width() - told, 0, 0, 0), why)
            painter.setFont(strong)
            painter.setPen(text)
            _draw(painter, line.adjusted(0, 0, -told - _EDGE, 0), texts.name(hit.name))
        else:
            _draw(painter, line, texts.name(hit.name))
        painter.setFont(small)
        painter.setPen(muted)
        for words in _broken(texts.hit_parts(hit), painter.fontMetrics(), line.width(), count):
            line.translate(0, line.height())
            _draw(painter, line, words)
        painter.restore()

    def sizeHint(self, option: QStyleOptionViewItem, _index: Index) -> QSize:
        return QSize(120, row_height(option.fontMetrics, _detail_lines(option)))


def _detail_lines(option: QStyleOptionViewItem) -> int:
    """All rows of a list have as many."""
    view = option.widget
    width = view.viewport().width() - 2 * _EDGE if isinstance(view, QListView) else 0
    return max(1, min(_MOST_LINES, ceil(_CHARACTERS * option.fontMetrics.averageCharWidth() / max(width, 1))))


def _broken(parts: Sequence[str], metrics: QFontMetrics, width: int, most: int) -> list[str]:
    """*parts* in at most *most* lines, none of them torn."""
    lines: list[str] = []
    for part in parts:
        longer = f"{lines[-1]} · {part}" if lines else part
        if lines and (metrics.horizontalAdvance(longer) <= width or len(lines) == most):
            lines[-1] = longer
        else:
            lines.append(part)
    return lines


def _draw(painter: QPainter, line: QRect, text: str) -> None:
    shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, line.width())
    painter.drawText(line, int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter), shown)


def row_height(metrics: QFontMetrics, detail_lines: int = 1) -> int:
    """Pixels of one row."""
    return (detail_lines + 1) * (metrics.height() + 1) + 2 * _ABOVE


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
        """Who is shown."""
        return self._model.hits

    @property
    def rows(self) -> tuple[Found, ...]:
        """Who is shown, and why."""
        return self._model.rows

    def show_hits(self, hits: Iterable[PersonHit], *, point: bool = True) -> None:
        """Other persons; who was current stays so if still there, else the first one is (where *point*)."""
        self.show_rows([Found(hit) for hit in hits], point=point)

    def show_rows(self, rows: Sequence[Found], *, point: bool = True) -> None:
        """As :meth:`show_hits`. Rows that only get reasons or company stay where they are, and so does the view."""
        was = self.current()
        if not self._model.set_rows(rows):
            self.scrollToTop()
        row = next((i for i, each in enumerate(rows) if each.hit.uuid == was), 0 if point and rows else -1)
        if row >= 0 and row != self.currentIndex().row():
            self.setCurrentIndex(self._model.index(row))

    def current(self) -> str:
        """The uuid of the current person, or an empty text."""
        index = self.currentIndex()
        return self._model.hits[index.row()].uuid if index.isValid() else ""

    def point_at(self, uuid: str) -> None:
        """Makes that person current without reporting it; nobody where they are not in the list."""
        row = next((i for i, hit in enumerate(self._model.hits) if hit.uuid == uuid), -1)
        before = self.blockSignals(True)
        self.setCurrentIndex(self._model.index(row) if row >= 0 else QModelIndex())
        self.blockSignals(before)

    def turn_to(self, uuid: str) -> None:
        """Makes that person of the list current, and reports it."""
        row = next(i for i, hit in enumerate(self._model.hits) if hit.uuid == uuid)
        self.setCurrentIndex(self._model.index(row))

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
