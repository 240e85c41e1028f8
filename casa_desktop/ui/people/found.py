"""Who was found for what stands in the window's box: the left half of «Personas y familias»."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from casa_desktop.texts import ui_people as texts
from casa_desktop.ui import widgets
from casa_desktop.ui.people.finding import Finding
from casa_desktop.ui.people.hits import HitList
from casa_desktop.ui.session import Session

SHOWN = 20


class Found(QWidget):
    """The list, how many there are, and what Enter in the box comes to once the answer is there."""

    opened = Signal()
    """The person who is current in the list is meant."""
    new_asked = Signal(str)
    """Nobody is: what was typed is somebody new."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.setObjectName("people_found")
        self._entered: bool | None = None
        self.list = HitList(name="people_list")
        self.list.opened.connect(lambda _: self.opened.emit())
        self.finding = Finding(session, self.list, shown=SHOWN, key="page", parent=self)
        self.finding.begun.connect(self._begun)
        self.finding.settled.connect(self._settled)
        self._count = widgets.label("", "caption", wrap=True, name="count_label")
        self._hint = widgets.hint(texts.MORE_HITS)
        self._hint.hide()
        self._nothing = widgets.Empty(texts.NOTHING_YET, texts.NOTHING_YET_DETAIL, icon="search")
        self._nobody = widgets.Empty(texts.NOBODY, texts.NOBODY_DETAIL, icon="people")
        self._views = QStackedWidget()
        self._views.setObjectName("people_left")
        for each in (self._nothing, self.list, self._nobody):
            self._views.addWidget(each)
        outer = widgets.column(self._count, self._views, self._hint)
        outer.setStretch(1, 1)
        self.setLayout(outer)

    def search(self, text: str) -> None:
        """Another text stands in the box."""
        self._entered = None
        self.finding.ask(text.strip())
        if not self.finding.asked:
            self._show()

    def again(self) -> None:
        """Somebody has changed: the same is asked again."""
        if self.finding.asked:
            self.finding.ask(self.finding.asked, again=True)

    def entered(self, forward: bool) -> None:
        """Enter in the box: waits for the answer, then goes to the list (*forward*), opens, or registers."""
        finding = self.finding
        if finding.answered != finding.asked or (finding.waiting and not finding.beginning):
            self._entered = forward
            finding.hurry()
        elif forward and self.list.hits:
            self.list.setFocus(Qt.FocusReason.OtherFocusReason)
        elif self.list.current():
            self.opened.emit()
        elif finding.asked:
            self.new_asked.emit(finding.asked)

    def clear(self) -> None:
        """Forgets everybody."""
        self.finding.clear()
        self._count.setText("")

    def _begun(self) -> None:
        self._show()
        if self._entered is not None and self.finding.beginning:
            forward, self._entered = self._entered, None
            # Of several found after Enter nobody was seen yet: the list gets the cursor, nobody is opened.
            self.entered(forward or self.finding.beginning > 1)
        elif self._entered is not None:
            self.finding.hurry()

    def _settled(self) -> None:
        self._show()
        if self._entered is not None:
            forward, self._entered = self._entered, None
            self.entered(forward or bool(self.list.current()))

    def _show(self) -> None:
        finding, shown = self.finding, len(self.list.hits)
        waiting = finding.waiting and not finding.beginning
        if not (waiting and self._views.currentWidget() is not self._nothing):
            self._views.setCurrentWidget(self.list if shown else self._nobody if finding.answered else self._nothing)
        said = texts.results(finding.answered, finding.beginning, more=finding.more) if finding.beginning else ""
        if shown > finding.beginning and not waiting:
            said = texts.with_alike(said, shown - finding.beginning)
        self._count.setText(said)
        self._hint.setVisible(finding.more)
