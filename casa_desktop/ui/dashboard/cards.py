"""The cards of the dashboard: a chart each, in as many columns as there is room for."""

from collections.abc import Sequence
from itertools import count, pairwise

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QWidget

from casa_desktop.domain.charts import Chart, Form
from casa_desktop.texts import charts as words
from casa_desktop.ui import icons, widgets
from casa_desktop.ui.charts import ChartView

_WIDTH, _HEIGHT = 310, 222
"""Pixels of a card at normal text: three beside each other, two above each other, on 1366 × 768."""
_MOST = 3
_SPANS = {Form.ROWS: (2, 2), Form.GRID: (1, 2)}
"""(rows, columns) of a card that needs more than one place, where there are two columns."""
_ARROWS = {
    Qt.Key.Key_Left: QPoint(-1, 0),
    Qt.Key.Key_Right: QPoint(1, 0),
    Qt.Key.Key_Up: QPoint(0, -1),
    Qt.Key.Key_Down: QPoint(0, 1),
}


class Card(QFrame):
    """A chart under its title. Enter or a click opens it; arrows go to the next card."""

    opened = Signal()
    reached = Signal()
    arrow = Signal(QPoint)

    def __init__(self, key: str) -> None:
        super().__init__()
        self.setObjectName(f"{key}_card")
        self.span = (1, 1)
        self.setProperty("role", "card")
        self.setProperty(widgets.WHOLE, True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.heading = widgets.label("", "section", wrap=True, name=f"{key}_title")
        self.view = ChartView(f"{key}_chart")
        self.view.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        inside = widgets.column(self.heading, self.view, gap=widgets.GAP, margin=12)
        inside.setStretch(1, 1)
        self.setLayout(inside)

    def show_chart(self, chart: Chart) -> None:
        """Draws another chart."""
        self.heading.setText(chart.title)
        self.view.show_chart(chart)
        self.setAccessibleName(words.said(chart))
        self.setToolTip("\n".join(chart.notes))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.opened.emit()
        elif event.key() in _ARROWS and event.modifiers() in (
            Qt.KeyboardModifier.NoModifier,
            Qt.KeyboardModifier.KeypadModifier,
        ):
            self.arrow.emit(_ARROWS[Qt.Key(event.key())])
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.reached.emit()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        if event.button() is Qt.MouseButton.LeftButton and self.rect().contains(event.position().toPoint()):
            self.opened.emit()


class Cards(QWidget):
    """The cards in rows without holes, as far as their widths allow."""

    opened = Signal(str)
    """The key of a chart."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("dashboard_cards")
        self._cards: dict[str, Card] = {}
        self._current = ""
        self._columns = 0
        self._grid = QGridLayout()
        self._grid.setContentsMargins(2, 2, 2, 2)
        self._grid.setSpacing(12)
        self.setLayout(self._grid)

    @property
    def current(self) -> str:
        """The key of the card that has the cursor, or had it last."""
        return self._current

    def card(self, key: str) -> Card:
        """The card of a chart."""
        return self._cards[key]

    def show_charts(self, charts: Sequence[Chart]) -> None:
        """Draws *charts*; a card stays where it is and keeps the cursor."""
        for chart in charts:
            if chart.key not in self._cards:
                self._add(chart)
            self._cards[chart.key].show_chart(chart)
        self._current = self._current or charts[0].key
        self._arrange()

    def focus_current(self) -> None:
        """The cursor to the card that had it last."""
        if self._current:
            self._cards[self._current].setFocus(Qt.FocusReason.OtherFocusReason)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _add(self, chart: Chart) -> None:
        card = self._cards[chart.key] = Card(chart.key)
        card.opened.connect(lambda: self.opened.emit(chart.key))
        card.reached.connect(lambda: self._reach(chart.key))
        card.arrow.connect(self._step)
        card.span = _SPANS.get(chart.form, (1, 1))
        self._columns = 0

    def _reach(self, key: str) -> None:
        self._current = key

    def _step(self, way: QPoint) -> None:
        """To the nearest card that lies that way."""
        here = self._cards[self._current].geometry()
        found: list[tuple[int, int, Card]] = []
        for card in self._cards.values():
            there = card.geometry()
            if way.x():
                gap = there.left() - here.right() if way.x() > 0 else here.left() - there.right()
                aside, beside = (
                    abs(there.top() - here.top()),
                    there.top() < here.bottom() and here.top() < there.bottom(),
                )
            else:
                gap = there.top() - here.bottom() if way.y() > 0 else here.top() - there.bottom()
                aside, beside = abs(there.left() - here.left()), True
            if gap > 0 and beside:
                found.append((gap, aside, card))
        if found:
            min(found, key=lambda each: each[:2])[2].setFocus(Qt.FocusReason.OtherFocusReason)

    def _arrange(self) -> None:
        columns = max(1, min(_MOST, self.width() // icons.scaled(_WIDTH)))
        if columns == self._columns or not self._cards:
            return
        self._columns = columns
        height, gap = icons.scaled(_HEIGHT), self._grid.verticalSpacing()
        taken: set[tuple[int, int]] = set()
        places: dict[tuple[int, int], Card] = {}
        for card in self._cards.values():
            rows, wide = card.span if columns > 1 else (card.span[0], 1)
            row, column = self._free(taken, rows, wide)
            taken |= {(row + down, column + across) for down in range(rows) for across in range(wide)}
            places[row, column] = card
            card.setFixedHeight(height * rows + gap * (rows - 1))
            self._grid.removeWidget(card)
            self._grid.addWidget(card, row, column, rows, wide)
        for column in range(_MOST):
            self._grid.setColumnStretch(column, 1 if column < columns else 0)
        for before, after in pairwise(places[place] for place in sorted(places)):
            QWidget.setTabOrder(before, after)

    def _free(self, taken: set[tuple[int, int]], rows: int, wide: int) -> tuple[int, int]:
        """The first place, line by line, that is free for so many rows and columns."""
        every = ((row, column) for row in count() for column in range(self._columns - wide + 1))
        return next(
            (row, column)
            for row, column in every
            if taken.isdisjoint((row + down, column + across) for down in range(rows) for across in range(wide))
        )
