"""What stands beside the table: one panel at a time, closed with Esc."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QTableView, QWidget

from casa_desktop.texts import ui_statistics as texts
from casa_desktop.ui import icons, widgets

_LINE = 36
"""Pixels of a line at 100 %."""


class SidePanel(QFrame):
    """A card with a title and a way out. A panel fills :attr:`inside`."""

    closed = Signal()

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self.setProperty("role", "card")
        self.heading = widgets.label("", "section", wrap=True, name=f"{name}_title")
        self._close = widgets.Button(texts.SIDE_HIDE, self.closed.emit, keys="Esc", role="link", name=f"{name}_close")
        self._close.setText(f"{texts.SIDE_HIDE}  Esc")
        top = widgets.row(self.heading, self._close)
        top.setStretch(0, 1)
        top.setAlignment(self._close, Qt.AlignmentFlag.AlignTop)
        self.inside: QBoxLayout = widgets.column(top, gap=widgets.GAP, margin=widgets.MARGIN)
        self.setLayout(self.inside)

    def set_title(self, text: str) -> None:
        """What the panel is about."""
        self.heading.setText(text)
        self.setAccessibleName(text)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)

    def focus_first(self) -> None:
        """Puts the cursor where work on this panel starts."""
        self._close.setFocus(Qt.FocusReason.OtherFocusReason)

    def close_down(self) -> None:
        """Empties the panel."""

    def start(self, widget: QWidget) -> None:
        """Moves the focus to *widget*."""
        widget.setFocus(Qt.FocusReason.OtherFocusReason)


def low(table: QTableView, lines: int = 5) -> QTableView:
    """A list that takes what the panel leaves and is never lower than *lines*, its head among them.

    The page scrolls then: its height is asked for by the hint, which a policy of ``Ignored`` would empty.
    """
    table.setMinimumHeight(icons.scaled(_LINE) * lines)
    return table
