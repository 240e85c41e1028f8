"""The box that finds a person, laid over the cell of a line: what is found stands below the cell."""

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QFrame, QScrollArea, QWidget

from casa_desktop.ui import widgets
from casa_desktop.ui.people.hits import row_height
from casa_desktop.ui.people.picker import PersonPicker
from casa_desktop.ui.session import Session

_EDGE = 6
_LETTERS = 78
"""Average letters of the width: what tells homonyms apart stands in one line."""
_ROWS = 4


class Finder(QFrame):
    """One for all lines: it lies where :meth:`lay` puts it. Keys that are not the finder's are reported."""

    person_chosen = Signal(object)
    """A :class:`PersonHit`."""
    new_person = Signal(str)
    typed = Signal(str)
    left = Signal()
    """The cursor went elsewhere."""
    stepped = Signal(int)
    """To the line above or below."""
    finished = Signal()
    """Enter with nothing typed."""
    save_asked = Signal()
    needs_room = Signal(int)
    """How far down it reaches."""

    def __init__(self, session: Session, inside: QWidget, area: QScrollArea) -> None:
        super().__init__(inside)
        self.setObjectName("line_finder")
        self.setProperty("role", "card")
        self._area = area
        self._inside = inside
        self._cell: QWidget | None = None
        self.picker = PersonPicker(session, name="line_picker")
        self.picker.list.setFixedHeight(row_height(self.fontMetrics()) * _ROWS + _EDGE)
        self.setLayout(widgets.column(self.picker, margin=_EDGE))
        self.picker.person_chosen.connect(self._chosen)
        self.picker.new_person.connect(self.new_person)
        self.picker.edit.textChanged.connect(self._typed)
        self.picker.edit.installEventFilter(self)
        self.hide()

    @property
    def text(self) -> str:
        return self.picker.text

    def lay(self, cell: QWidget, text: str) -> None:
        """Lies over *cell* and takes the cursor."""
        self._cell = None
        self.picker.clear()
        self._cell = cell
        self.picker.edit.setText(text)
        self._place()
        self.show()
        self.raise_()
        self.picker.focus_first()
        QTimer.singleShot(0, self, self._place)

    def put_away(self) -> None:
        """Nobody is looked for."""
        self._cell = None
        self.hide()

    def _place(self) -> None:
        if self._cell is None:
            return
        corner = self._cell.mapTo(self._inside, QPoint(0, 0))
        room = self._area.viewport().width() - corner.x() - _EDGE
        wide = min(room, max(self._cell.width(), _LETTERS * self.fontMetrics().averageCharWidth()))
        self.setGeometry(corner.x() - _EDGE, corner.y() - _EDGE, wide + 2 * _EDGE, self.sizeHint().height())
        self.needs_room.emit(corner.y() + self.height())
        self._area.ensureWidgetVisible(self, 0, _EDGE)
        self._area.ensureWidgetVisible(self.picker.edit, 0, _EDGE)

    def _chosen(self, uuid: str) -> None:
        hit = next((hit for hit in self.picker.list.hits if hit.uuid == uuid), None)
        if hit is not None and self._cell is not None:
            self.person_chosen.emit(hit)

    def _typed(self) -> None:
        if self._cell is not None:
            self.typed.emit(self.text)

    def event(self, event: QEvent) -> bool:
        """The list below the box comes and goes."""
        handled = super().event(event)
        if event.type() == QEvent.Type.LayoutRequest:
            self._place()
        return handled

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.picker.edit and self._cell is not None:
            if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
                return self._key(event)
            if event.type() == QEvent.Type.FocusOut:
                QTimer.singleShot(0, self, self._look)
        return super().eventFilter(watched, event)

    def _look(self) -> None:
        focus = QApplication.focusWidget()
        if self._cell is not None and focus is not None and not self.isAncestorOf(focus):
            self.left.emit()

    def _key(self, event: QKeyEvent) -> bool:
        key = Qt.Key(event.key())
        steps = {Qt.Key.Key_Tab: 1, Qt.Key.Key_Backtab: -1}
        if not self.text:
            steps |= {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
        if key in steps:
            self.stepped.emit(steps[key])
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not self.text:
            control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
            (self.save_asked if control else self.finished).emit()
        else:
            return False
        return True
