"""Things beside each other that go below each other where there is no room: large letters, narrow columns."""

from collections.abc import Sequence

from PySide6.QtCore import QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QSizePolicy, QWidget

from casa_desktop.ui import widgets
from casa_desktop.ui.choices import Flow

_Direction = QBoxLayout.Direction


class Beside(QWidget):
    """*shares* are the widths in proportion; equal where they are not given."""

    def __init__(self, *things: QWidget, shares: Sequence[int] = (), gap: int = widgets.GAP) -> None:
        super().__init__()
        self.setObjectName("beside")
        self._things = things
        self._box = QBoxLayout(_Direction.LeftToRight)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(gap)
        for place, thing in enumerate(things):
            self._box.addWidget(thing, shares[place] if shares else 1)
        self.setLayout(self._box)

    def minimumSizeHint(self) -> QSize:
        """As narrow as the widest of them, for they can stand below each other."""
        height = self._box.minimumSize().height()
        return QSize(max(_narrowest(thing) for thing in self._things), height)

    def resizeEvent(self, event: QResizeEvent) -> None:
        shown = [thing for thing in self._things if not thing.isHidden()]
        needed = sum(_narrowest(thing) for thing in shown) + self._box.spacing() * max(0, len(shown) - 1)
        direction = _Direction.LeftToRight if self.width() >= needed else _Direction.TopToBottom
        if direction != self._box.direction():
            self._box.setDirection(direction)
            self.updateGeometry()
        super().resizeEvent(event)


def flowing(*things: QWidget) -> QWidget:
    """Things of their own width in as many lines as they need."""
    made = QWidget()
    made.setObjectName("flowing")
    flow = Flow(widgets.GAP)
    for thing in things:
        flow.addWidget(thing)
    made.setLayout(flow)
    policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
    policy.setHeightForWidth(True)
    made.setSizePolicy(policy)
    return made


def _narrowest(thing: QWidget) -> int:
    return max(thing.minimumSizeHint().width(), thing.minimumWidth())
