"""The widgets of one line of the grid: cells to type in, the state at its end, and what is wrong with it below."""

from collections.abc import Callable, Mapping

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QGridLayout, QLineEdit, QWidget

from casa_desktop.texts import ui_paper_in as texts
from casa_desktop.ui import widgets
from casa_desktop.ui.paper_in.model import CELLS, Line, Who

_LETTERS = {
    "person": (17, 60),
    "document": (8, 14),
    "sex": (2, 3),
    "age": (5, 6),
    "country": (5, 10),
    "profile": (7, 14),
    "phone": (7, 12),
    "services": (6, 11),
    "signed": (3, 4),
}
"""Average letters that a cell shows at least, and at most where there is room."""
_PADDING = 16
_STATE_LETTERS = 8
_TONES = {Who.DONE: "good", Who.NEW: "accent", Who.ANONYMOUS: "plain", Who.KNOWN: "plain"}


class Cell(QLineEdit):
    """One cell. Enter goes on, arrows go to the line above or below, Ctrl+Enter saves."""

    gone_on = Signal()
    moved = Signal(int)
    save_asked = Signal()
    left = Signal()
    entered = Signal()
    freed = Signal(str)
    """Somebody types over whose line it was: what they typed."""

    def __init__(self, number: int, cell: str) -> None:
        super().__init__()
        self.number, self.cell = number, cell
        self.locked = False
        self.setObjectName(f"line{number}_{cell}")
        self.setAccessibleName(texts.line_name(number, cell))
        self.setMaxLength(200 if cell == "person" else 60)
        self.setProperty("role", "cell")
        letter = self.fontMetrics().averageCharWidth()
        fewest, most = _LETTERS[cell]
        self.setMinimumWidth(fewest * letter + _PADDING)
        self.setMaximumWidth(most * letter + _PADDING)

    def sizeHint(self) -> QSize:
        return QSize(self.maximumWidth(), super().sizeHint().height())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
                self.left.emit()
                self.save_asked.emit()
            else:
                self.gone_on.emit()
        elif key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.moved.emit(-1 if key == Qt.Key.Key_Up else 1)
        elif self.locked and (key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace) or event.text().strip()):
            self.freed.emit(event.text().strip() if event.text().isprintable() else "")
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if not self.locked:
            self.selectAll()
        self.entered.emit()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.left.emit()
        self.setCursorPosition(0)  # of a long text the beginning is seen


class LineRow:
    """The widgets of one :class:`Line`, put into the rows *at* and below of a grid."""

    def __init__(self, grid: QGridLayout, line: Line, at: int) -> None:
        self.line = line
        self.cells = {cell: Cell(line.number, cell) for cell in CELLS}
        number = widgets.label(str(line.number), "muted", name=f"line{line.number}_number")
        number.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.state = widgets.label("", "badge", name=f"line{line.number}_state")
        self.state.setAlignment(Qt.AlignmentFlag.AlignCenter)
        metrics = self.state.fontMetrics()
        self.state.setFixedWidth(_STATE_LETTERS * metrics.averageCharWidth() + 2 * _PADDING)
        self._wrong = widgets.label("", "problem", wrap=True, name=f"line{line.number}_problem")
        self._note = widgets.label("", "hint", wrap=True, name=f"line{line.number}_note")
        self.problems: dict[str, str] = {}
        self.note = ""
        grid.addWidget(number, at, 0)
        for column, cell in enumerate(self.cells.values(), 1):
            grid.addWidget(cell, at, column)
            # The others are as wide as they may be before the name, which is longer than any cell, takes the rest.
            grid.setColumnStretch(column, 10 if cell.cell == "person" else 10 * _LETTERS[cell.cell][1])
        grid.addWidget(self.state, at, len(self.cells) + 1)
        below = QWidget()
        below.setObjectName(f"line{line.number}_below")
        below.setLayout(widgets.column(self._wrong, self._note, gap=0))
        grid.addWidget(below, at + 1, 1, 1, len(self.cells) + 1)
        self._below = below
        self.show()

    def connect(self, act: Callable[[Cell, str, object], None]) -> None:
        """Calls *act* with the cell, what happened to it, and its value."""
        for cell in self.cells.values():
            cell.gone_on.connect(lambda c=cell: act(c, "on", None))
            cell.moved.connect(lambda step, c=cell: act(c, "moved", step))
            cell.save_asked.connect(lambda c=cell: act(c, "save", None))
            cell.left.connect(lambda c=cell: act(c, "left", None))
            cell.entered.connect(lambda c=cell: act(c, "entered", None))
            cell.freed.connect(lambda text, c=cell: act(c, "freed", text))
            cell.textEdited.connect(lambda text, c=cell: act(c, "edited", text))

    def show(self) -> None:
        """Paints the line as it is now."""
        line, asked = self.line, self.line.asked()
        for name, cell in self.cells.items():
            person = name == "person"
            cell.locked = person and line.who in (Who.KNOWN, Who.NEW, Who.ANONYMOUS)
            cell.setReadOnly(cell.locked)
            cell.setEnabled(line.who is not Who.DONE and (person or name in asked))
            text = line.texts.get(name, "")
            if cell.text() != text:
                cell.setText(text)
                cell.setCursorPosition(0)
            usual = texts.EXAMPLES.get(name, "") if name in asked else ""
            cell.setPlaceholderText(usual)
            cell.setToolTip(text)
        self.state.setText(texts.STATES[str(line.who)])
        self.state.setProperty("tone", _TONES.get(line.who, "plain"))
        self.state.setVisible(line.who is not Who.OPEN)
        widgets.repolish(self.state)
        self._tell()

    def show_problems(self, problems: Mapping[str, str]) -> None:
        """Each wrong cell in red, and what is wrong below the line; the key «» is the line's own."""
        self.problems = dict(problems)
        for name, cell in self.cells.items():
            cell.setProperty("wrong", name in self.problems)
            cell.setAccessibleDescription(self.problems.get(name, ""))
            widgets.repolish(cell)
        self._tell()

    def show_note(self, note: str) -> None:
        """Something that is good to know of the person of the line."""
        self.note = note
        self._tell()

    def _tell(self) -> None:
        said = "\n".join(texts.problem(cell, sentence) for cell, sentence in self.problems.items())
        for label, text in ((self._wrong, said), (self._note, self.note)):
            label.setText(text)
            label.setVisible(bool(text))
        self._below.setVisible(bool(said or self.note))
