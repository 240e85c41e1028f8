"""What stands beside the table: one panel at a time, closed with Esc."""

from typing import cast

from PySide6.QtCore import QEvent, QObject, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QApplication, QBoxLayout, QFrame, QTableView, QWidget

from casa_desktop.texts import ui_statistics as texts
from casa_desktop.ui import icons, widgets
from casa_desktop.ui.settings.stack import Stack

_LINE = 36
"""Pixels of a line at 100 %."""
_PANEL, _TABLE = 500, 440
"""Pixels at 100 %: of a panel, and of the table beside it at the least."""


class SidePanel(QFrame):
    """A card with a title and a way out: while it is seen Esc leaves it, wherever the cursor is. A panel fills
    :attr:`inside`."""

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

    def focus_first(self) -> None:
        """Puts the cursor where work on this panel starts."""
        self._close.setFocus(Qt.FocusReason.OtherFocusReason)

    def close_down(self) -> None:
        """Empties the panel."""

    def start(self, widget: QWidget) -> None:
        """Moves the focus to *widget*."""
        widget.setFocus(Qt.FocusReason.OtherFocusReason)


def has_cursor(panel: QWidget) -> bool:
    """Whether the cursor is in *panel*, or nowhere in its window: then it is to be given when *panel* goes."""
    now = cast("QWidget | None", panel.window().focusWidget())  # None where nothing has it
    return now is None or panel.isAncestorOf(now)


def low(table: QTableView, lines: int = 5) -> QTableView:
    """A list that takes what the panel leaves and is never lower than *lines*, its head among them.

    The page scrolls then: its height is asked for by the hint, which a policy of ``Ignored`` would empty.
    """
    table.setMinimumHeight(icons.scaled(_LINE) * lines)
    return table


class SplitView(QWidget):
    """What a part shows, and beside it one of *panels*; where both have no room, the panel in its place.

    *table* is what the panels are about, where that is one: its current cell stays in sight while there is less room.
    """

    closed = Signal(QWidget, bool)
    """A panel was left, and whether the cursor was in it, which is still to be given then; elsewhere it stays: a panel
    is also closed because another period is chosen, and whoever types one goes on typing."""

    def __init__(self, left: QWidget, table: QAbstractItemView | None, *panels: SidePanel, width: int = _PANEL) -> None:
        super().__init__()
        self._left, self._table, self._width = left, table, width
        self._side = Stack(*panels, name="side_stack")
        self._side.hide()
        body = widgets.row(left, self._side, gap=widgets.MARGIN)
        body.setStretch(0, 1)
        self.setLayout(body)
        if table is not None:
            table.installEventFilter(self)
        for panel in panels:
            panel.closed.connect(self.close_panel)

    @property
    def open_panel(self) -> QWidget | None:
        """The panel that is open."""
        return None if self._side.isHidden() else self._side.shown

    def open(self, panel: SidePanel) -> None:
        """Shows *panel* and nothing else beside the table. Where it takes the place of the table, the focus too."""
        self._side.present(panel)
        self._side.show()
        self._share()

    def close_panel(self) -> None:
        """Gives the room back."""
        if (panel := self.open_panel) is not None:
            held = has_cursor(panel)
            self._side.hide()
            self._share()
            self.closed.emit(panel, held)

    def minimumSizeHint(self) -> QSize:
        """As narrow as the wider of them, for one can stand in the place of the other."""
        left = self._left.minimumSizeHint()
        return left if self.open_panel is None else left.expandedTo(self._side.minimumSizeHint())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._share()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        table, resized = self._table, event.type() == QEvent.Type.Resize
        if table is not None and watched is table and resized and self.open_panel is not None:
            # Once its columns have been laid out anew.
            QTimer.singleShot(0, table, lambda: table.scrollTo(table.currentIndex()))
        return False

    def _share(self) -> None:
        side, panel = icons.scaled(self._width), self.open_panel
        both = self.width() >= side + icons.scaled(_TABLE)
        self._side.setMinimumWidth(side if both else 0)
        self._side.setMaximumWidth(side if both else self.maximumWidth())
        focus = QApplication.focusWidget()
        if not both and isinstance(panel, SidePanel) and focus is not None and self._left.isAncestorOf(focus):
            panel.focus_first()  # or hiding what has the focus would send it anywhere
        self._left.setVisible(both or panel is None)
