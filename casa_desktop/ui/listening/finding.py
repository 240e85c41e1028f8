"""Who an appointment or a session is of: somebody known, or nobody with a name."""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from casa_desktop.domain.person_views import PersonPage
from casa_desktop.services import people
from casa_desktop.services.people import PersonQuery
from casa_desktop.texts import ui_listening as texts
from casa_desktop.ui import hotkeys, widgets
from casa_desktop.ui.people.picker import PersonPicker
from casa_desktop.ui.session import Session

Found = Callable[[str, str], None]
"""Called with the uuid and the name of a person."""


class Finding(QWidget):
    """``left`` when the user goes back; Esc does, from wherever the cursor is."""

    left = Signal()

    def __init__(self, session: Session, anonymous: Callable[[], object]) -> None:
        super().__init__()
        self.setObjectName("finding")
        self._session = session
        self._found: Found | None = None
        self.picker = PersonPicker(session, name="listening_picker", may_register=False)
        self.picker.person_chosen.connect(self._picked)
        self._ask = widgets.label("", "section", wrap=True, name="finding_label")
        self._anonymous = widgets.Button(
            texts.ANONYMOUS, anonymous, keys=hotkeys.ANONYMOUS, icon="eye-off", name="anonymous_session_button"
        )
        back = widgets.Button(texts.BACK, self.left.emit, keys="Esc", icon="back", name="finding_back_button")
        top = widgets.row(self._ask, back)
        top.setStretch(0, 1)
        inside = widgets.column(
            top, self.picker, widgets.hint(texts.WHO_HINT), widgets.row(self._anonymous, left=True), gap=12
        )
        inside.addStretch(1)
        self.setLayout(inside)

    def begin(self, found: Found, ask: str, *, anonymous: bool = False) -> None:
        """Asks anew; *found* is told who it is."""
        self._found = found
        self._ask.setText(ask)
        self._anonymous.setVisible(anonymous)
        self.picker.clear()

    def focus_first(self) -> None:
        """Puts the cursor into the box."""
        self.picker.focus_first()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def _picked(self, uuid: str) -> None:
        self._session.run(people.page, PersonQuery(uuid), owner=self, done=self._tell, latest="listening.person")

    def _tell(self, page: PersonPage) -> None:
        if self._found is not None:
            self._found(page.uuid, page.details.name.display)
