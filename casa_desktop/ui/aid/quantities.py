"""How much of each item is handed out: a box for each of them, because there are few and typing beats choosing."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QWidget

from casa_desktop.domain.aid import AidItem, Line
from casa_desktop.domain.aid_views import ItemStock
from casa_desktop.domain.errors import Code
from casa_desktop.texts import ui_aid as texts
from casa_desktop.ui import widgets
from casa_desktop.ui.choices import Choice
from casa_desktop.ui.editors import NumberEdit


class _Box:
    """The widgets of one item; the lot is asked for once there is a quantity and more than one to take from."""

    def __init__(self, number: int, parent: QWidget) -> None:
        self.item = AidItem("", "", "")
        self.lots = 0
        self.edit = NumberEdit(name=f"quantity_{number}", width=64, limit=5)
        self.name = widgets.label("", wrap=True)
        self.there = widgets.label("", "muted", wrap=True)
        self.lot = Choice(name=f"lot_{number}")
        self.lot.setMinimumContentsLength(4)
        for widget in (self.edit, self.name, self.there, self.lot):
            widget.setParent(parent)
        self.name.setBuddy(self.edit)
        self.lot.hide()

    def show_stock(self, stock: ItemStock, day: date) -> None:
        """What there is of the item now; the lot that was chosen stays."""
        self.item = stock.item
        usable = [lot for lot in stock.lots if lot.stock > 0 and not lot.expired_on(day)]
        self.lots = len(usable)
        self.edit.setAccessibleName(f"{self.item.name}, {self.item.unit}")
        self.name.setText(self.item.name)
        self.there.setText(texts.there(stock, day))
        self.lot.set_options([(lot.uuid, texts.lot(lot, day)) for lot in usable])
        self.lot.setAccessibleName(f"{texts.LOT}: {self.item.name}")
        if (line := self.lot.lineEdit()) is not None:
            line.setPlaceholderText(texts.first_to_expire(stock, day))
        self.show_lot()

    def show_lot(self) -> None:
        """Where there is a choice, in the place of what there is: nothing moves while one types."""
        choosing = self.lots > 1 and bool(self.edit.text().strip())
        self.lot.setVisible(choosing)
        self.there.setHidden(choosing)


class QuantitiesEdit(QWidget):
    """``value()`` is a tuple of :class:`Line`, of what is more than nothing."""

    edited = Signal()

    def __init__(self, *, name: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self._boxes: list[_Box] = []
        self._waiting: Any = None
        self._grid = QGridLayout()
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(12)
        self._grid.setVerticalSpacing(widgets.SMALL)
        self._grid.setColumnStretch(2, 1)
        self._none = widgets.hint(texts.NO_ITEMS)
        inside = widgets.column(self._none, gap=0)
        inside.addLayout(self._grid)
        self.setLayout(inside)

    def set_stock(self, stock: Sequence[ItemStock], day: date) -> None:
        """What there is of each item now; what was typed stays."""
        shown = [each for each in stock if not each.item.retired]
        if [each.item.uuid for each in shown] != [box.item.uuid for box in self._boxes]:
            self._build(len(shown))
        for box, each in zip(self._boxes, shown, strict=True):
            box.show_stock(each, day)
        if self._boxes and self._waiting is not None:
            waiting, self._waiting = self._waiting, None
            self.blockSignals(True)
            self.restore(waiting)
            self.blockSignals(False)

    def _build(self, count: int) -> None:
        """As many boxes as there are items; those that are there stay, and what was typed is put back by its item."""
        self._waiting = self.draft() or self._waiting
        while len(self._boxes) > count:
            box = self._boxes.pop()
            for widget in (box.edit, box.name, box.there, box.lot):
                self._grid.removeWidget(widget)
                widget.hide()
                widget.deleteLater()
        for at in range(len(self._boxes), count):
            box = _Box(at, self)
            box.edit.installEventFilter(self)
            box.edit.edited.connect(self._on_edited)
            box.lot.edited.connect(self.edited)
            self._grid.addWidget(box.edit, at, 0)
            self._grid.addWidget(box.name, at, 1)
            self._grid.addWidget(box.there, at, 2)
            self._grid.addWidget(box.lot, at, 2)
            self._boxes.append(box)
        self._none.setVisible(not self._boxes)
        if self._boxes:
            self.setFocusProxy(self._boxes[0].edit)

    def value(self) -> tuple[Line, ...]:
        return tuple(
            Line(box.item.uuid, quantity, (box.lot.value() or "") if not box.lot.isHidden() else "")
            for box in self._boxes
            if (quantity := box.edit.value())
        )

    def set_value(self, value: Sequence[Line] | None) -> None:
        given = {line.item_uuid: line for line in value or ()}
        for box in self._boxes:
            line = given.get(box.item.uuid)
            box.edit.set_value(line.quantity if line else None)
            box.lot.set_value(line.lot_uuid if line else None)

    def problem(self) -> Code | None:
        found = (box.edit.problem() or (None if box.lot.isHidden() else box.lot.problem()) for box in self._boxes)
        return next((code for code in found if code is not None), None)

    def draft(self) -> dict[str, list[str]]:
        return {box.item.uuid: [box.edit.text(), box.lot.value() or ""] for box in self._boxes if box.edit.text()}

    def restore(self, draft: Any) -> None:
        if not self._boxes:  # the stock is still being read
            self._waiting = draft
        for box in self._boxes:
            kept = draft.get(box.item.uuid) if isinstance(draft, dict) else None
            box.edit.setText(str(kept[0]) if kept else "")
            box.lot.set_value(str(kept[1]) if kept else None)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Arrows go from item to item, as in a column of a spreadsheet."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()), 0)
            here = next((at for at, box in enumerate(self._boxes) if box.edit is watched), None)
            if step and here is not None:
                box = self._boxes[max(0, min(len(self._boxes) - 1, here + step))]
                box.edit.setFocus(Qt.FocusReason.TabFocusReason)
                box.edit.selectAll()
                return True
        return super().eventFilter(watched, event)

    def _on_edited(self) -> None:
        for box in self._boxes:
            box.show_lot()
        self.edited.emit()
