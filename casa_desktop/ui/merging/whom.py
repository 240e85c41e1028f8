"""With which record a person is joined: those that are alike first, then whoever is looked for."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from casa_desktop.services import merging
from casa_desktop.services.matching import Candidate
from casa_desktop.services.people import PersonQuery
from casa_desktop.texts import ui_merging as texts
from casa_desktop.ui import widgets
from casa_desktop.ui.people.hits import HitList, row_height
from casa_desktop.ui.people.picker import PersonPicker
from casa_desktop.ui.session import Session

_IN_SIGHT = 4


class WhomPart(QWidget):
    """Enter on somebody compares; Esc goes back."""

    chosen = Signal(str)
    left = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.setObjectName("merge_whom_part")
        self._session = session
        self._hint = widgets.hint("")
        self.likely = HitList(name="likely_list")
        self.likely.opened.connect(self.chosen)
        self.likely.setMaximumHeight(row_height(self.likely.fontMetrics(), 2) * _IN_SIGHT)
        self.picker = PersonPicker(session, name="merge_picker", may_register=False)
        self.picker.person_chosen.connect(self.chosen)
        back = widgets.Button(f"{texts.BACK}   Esc", self.left.emit, name="whom_back_button")
        body = widgets.column(
            widgets.hint(texts.WHOM_HINT),
            self._hint,
            self.likely,
            self.picker,
            widgets.row(back, left=True),
            gap=12,
        )
        body.addStretch(1)
        self.setLayout(widgets.column(widgets.card(body, name="merge_whom_card")))

    def ask(self, uuid: str) -> None:
        """Looks for records that are like that of the person *uuid*."""
        self.picker.clear()
        self._show(())
        self._session.run(merging.alike, PersonQuery(uuid), owner=self, done=self._show, latest="merging.alike")

    def _show(self, found: tuple[Candidate, ...]) -> None:
        self.likely.show_hits([each.hit for each in found])
        self.likely.setVisible(bool(found))
        self._hint.setText(texts.LIKELY if found else texts.NOBODY_LIKELY)
        self.focus_first()

    def focus_first(self) -> None:
        """On the likeliest, or in the box."""
        if self.likely.hits:
            self.likely.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.picker.focus_first()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)
