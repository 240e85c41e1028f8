"""The box that finds a person while one types, and hands over who is new. It serves every form that needs somebody."""

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from casa_desktop.domain.access import Action
from casa_desktop.texts import ui_people as texts
from casa_desktop.ui import widgets
from casa_desktop.ui.people.finding import Finding
from casa_desktop.ui.people.hits import HitList, row_height
from casa_desktop.ui.scanning.box import ScanBox
from casa_desktop.ui.scanning.photo import PhotoKey, photo_button
from casa_desktop.ui.session import Session

SHOWN = 12
"""Rows: more do not help to choose, the next letter does."""
_ROWS_IN_SIGHT = 4


class PersonPicker(QWidget):
    """Enter chooses the person pointed at, Ctrl+Enter takes what was typed as somebody new.

    Where nobody begins so Enter takes somebody new, too, unless somebody resembles them so much that the list points
    there. Roles that may not search only hand over the text.
    """

    person_chosen = Signal(str)
    """The uuid of the person."""
    new_person = Signal(str)
    """What was typed."""

    def __init__(self, session: Session, *, name: str = "person_picker", may_register: bool = True) -> None:
        super().__init__()
        self.setObjectName(name)
        self._session = session
        self._searches = session.can(Action.PERSON_SEARCH)
        self._registers = may_register and session.can(Action.PERSON_REGISTER)
        self._entered = self._moved = False
        self.edit = QLineEdit()
        self.edit.setObjectName(f"{name}_edit")
        self.edit.setPlaceholderText(texts.FIND)
        self.edit.setAccessibleName(texts.FIND_ASK)
        self.edit.textChanged.connect(self._typed)
        self.edit.installEventFilter(self)
        self.scans = ScanBox(session, self.edit, registers=self._registers)
        self.scans.known.connect(self.person_chosen)
        self.scans.sought.connect(lambda nobody: self._take_new() if nobody and not self._searches else None)
        self.list = HitList(name=f"{name}_list")
        self.list.opened.connect(self.person_chosen)
        self.list.setMinimumHeight(row_height(self.list.fontMetrics()) * _ROWS_IN_SIGHT)
        self.finding = Finding(session, self.list, shown=SHOWN, key=name, parent=self)
        self.finding.begun.connect(self._begun)
        self.finding.settled.connect(self._settled)
        self._hint = widgets.hint("")
        self._hint.setObjectName(f"{name}_hint")
        photo = photo_button(session, self.scans.read_photo)
        PhotoKey(self, self.scans.read_photo)
        self.setLayout(widgets.column(self.edit, self._hint, widgets.row(photo, left=True), self.list))
        self.setFocusProxy(self.edit)
        self.clear()

    @property
    def text(self) -> str:
        """What stands in the box."""
        return self.edit.text().strip()

    @property
    def answered(self) -> bool:
        """Whether who is shown was found for the text that stands in the box."""
        return not self._searches or self.finding.answered == self.text

    def clear(self) -> None:
        """Empties box and list."""
        self._entered = False
        self.edit.clear()
        self.finding.clear()
        self._show()

    def focus_first(self) -> None:
        """Puts the cursor into the box."""
        self.edit.setFocus(Qt.FocusReason.OtherFocusReason)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.edit and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            return self._key(event)
        return super().eventFilter(watched, event)

    def _key(self, event: QKeyEvent) -> bool:
        steps = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_PageDown: 5, Qt.Key.Key_PageUp: -5}
        key = Qt.Key(event.key())
        if key in steps:
            self._moved = True
            self.list.step(steps[key])
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
                self._take_new()
            else:
                self._enter()
        elif key == Qt.Key.Key_Escape and self.edit.text():
            self.clear()
        else:
            return False
        return True

    def _enter(self) -> None:
        """Chooses, registers, or waits for the answer that decides it: who is pointed at may be of another text."""
        finding = self.finding
        if not self.text:
            return
        if not self._searches:
            self._take_new()
        elif finding.answered != self.text or (finding.waiting and not finding.beginning):
            self._entered = True
            finding.hurry()
        elif len(self.text) == 1 and finding.beginning > 1 and not self._moved:
            # A letter meant for another field names nobody: whoever it brings first is there by chance.
            pass
        elif self.list.current():
            self.list.open_current()
        else:
            self._take_new()

    def _take_new(self) -> None:
        if self._registers and self.text:
            self.new_person.emit(self.text)

    def _typed(self) -> None:
        self._entered = self._moved = False
        if self._searches:
            self.finding.ask(self.text)
            if not self.text:
                self._show()

    def _begun(self) -> None:
        finding = self.finding
        self._show()
        if self._entered and finding.beginning:
            self._entered = False
            # Enter came before the answer: one person is meant, of several nobody was seen yet.
            if finding.beginning == 1:
                self.list.open_current()
        elif self._entered:
            finding.hurry()

    def _settled(self) -> None:
        self._show()
        if self._entered:
            self._entered = False
            # Who is pointed at now was not there when Enter was pressed: somebody should look first.
            if not self.list.current():
                self._take_new()

    def _show(self) -> None:
        finding = self.finding
        shown = bool(self.list.hits)
        # While it is not known whether somebody comes, nothing below the list moves.
        self.list.setVisible(shown or (finding.waiting and self.list.isVisibleTo(self)))
        if not self._searches:
            said = texts.FIND_NEW_ONLY
        elif not finding.answered or (finding.waiting and not finding.beginning):
            said = texts.FIND_HINT if self._registers else ""
        elif not shown:
            said = texts.nobody(self._registers)
        elif not finding.beginning:
            said = texts.alike(self._registers, pointed=bool(self.list.current()))
        else:
            said = texts.MORE_HITS if finding.more else texts.FIND_HINT if self._registers else ""
        self._hint.setText(said)
