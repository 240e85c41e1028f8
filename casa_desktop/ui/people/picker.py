"""The box that finds a person while one types, and hands over who is new. It serves every form that needs somebody."""

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from casa_desktop.domain.access import Action
from casa_desktop.domain.person_views import PersonHit
from casa_desktop.services import people
from casa_desktop.services.people import SearchPeople
from casa_desktop.texts import ui_people as texts
from casa_desktop.ui import widgets
from casa_desktop.ui.people.hits import HitList, row_height
from casa_desktop.ui.scanning.box import ScanBox
from casa_desktop.ui.scanning.photo import PhotoKey, photo_button
from casa_desktop.ui.session import Session
from casa_desktop.ui.worker import Priority

SHOWN = 12
"""Rows: more do not help to choose, the next letter does."""
_ROWS_IN_SIGHT = 4


class PersonPicker(QWidget):
    """Enter chooses the person pointed at, Ctrl+Enter takes what was typed as somebody new.

    Where nobody was found Enter takes somebody new, too. Roles that may not search only hand over the text.
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
        self._asked, self._answered = "", ""
        self._entered = False
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
        return not self._searches or self._answered == self.text

    def clear(self) -> None:
        """Empties box and list."""
        self._asked = self._answered = ""
        self._entered = False
        self.edit.clear()
        self._show(())

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
        if not self.text:
            return
        if not self._searches:
            self._take_new()
        elif self._answered != self.text:
            # The answer is on its way: who is pointed at now was found for another text.
            self._entered = True
        elif self.list.hits:
            self.list.open_current()
        else:
            self._take_new()

    def _take_new(self) -> None:
        if self._registers and self.text:
            self.new_person.emit(self.text)

    def _typed(self) -> None:
        self._entered = False
        if not self._searches:
            return
        self._asked = self.text
        if not self._asked:
            self._answered = ""
            self._show(())
            return
        asked = self._asked
        self._session.run(
            people.search,
            SearchPeople(asked, SHOWN + 1),
            owner=self,
            done=lambda hits: self._found(asked, hits),
            latest=f"people.search.{self.objectName()}",
            priority=Priority.TYPING,
        )

    def _found(self, asked: str, hits: tuple[PersonHit, ...]) -> None:
        if asked != self._asked:
            return
        self._answered = asked
        self._show(hits)
        if self._entered:
            self._entered = False
            # Enter came before the answer: one person is meant, of several nobody was seen yet.
            if len(hits) <= 1:
                self._enter()

    def _show(self, hits: tuple[PersonHit, ...]) -> None:
        self.list.show_hits(hits[:SHOWN])
        self.list.setVisible(bool(hits))
        if not self._searches:
            said = texts.FIND_NEW_ONLY
        elif not self._answered:
            said = texts.FIND_HINT if self._registers else ""
        elif not hits:
            said = texts.nobody(self._registers)
        else:
            said = texts.MORE_HITS if len(hits) > SHOWN else texts.FIND_HINT if self._registers else ""
        self._hint.setText(said)
