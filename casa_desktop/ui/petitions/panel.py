"""One petition on the screen: what it says, until when it is answered, and what may be done with it."""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QWidget

from casa_desktop.domain.petitions import OPEN, PetitionPage, PetitionState
from casa_desktop.services.voice import VoiceSettings
from casa_desktop.texts import dates
from casa_desktop.texts import ui_petitions as texts
from casa_desktop.ui import hotkeys, widgets
from casa_desktop.ui.editors import Today
from casa_desktop.ui.people.panel import empty
from casa_desktop.ui.people.parts import flowing

_TONES = {
    PetitionState.RECEIVED: "accent",
    PetitionState.IN_PROGRESS: "accent",
    PetitionState.ANSWERED: "good",
    PetitionState.TRANSFERRED: "plain",
}


class PetitionPanel(QWidget):
    """Shows what it is given; asks for acts by name."""

    asked = Signal(str)
    """answer, take_up, transfer, extend, edit, receipt, back."""

    def __init__(self, today: Today) -> None:
        super().__init__()
        self.setObjectName("petition_panel")
        self._today = today
        self.page: PetitionPage | None = None
        self._box = widgets.column(gap=12)
        outer = widgets.column(self._box)
        outer.addStretch(1)
        self.setLayout(outer)

    def show_page(self, page: PetitionPage, settings: VoiceSettings) -> None:
        """Another one, or the same after a change."""
        self.page = page
        row, today = page.row, self._today()
        empty(self._box)
        title = f"{row.code} · {texts.KINDS[row.kind]}"
        head = widgets.row(widgets.label(title, "title", wrap=True, name="petition_code"))
        head.setStretch(0, 1)
        tone = "danger" if row.overdue(today) else _TONES[row.state]
        head.addWidget(widgets.Badge(texts.state(row, today), tone), 0, Qt.AlignmentFlag.AlignTop)
        self._box.addLayout(head)
        self._box.addWidget(self._facts(page))
        self._box.addWidget(widgets.label(texts.TEXT.replace("&", ""), "caption"))
        self._box.addWidget(widgets.card(widgets.column(_long(page.text, "petition_text")), margin=12))
        if page.answer:
            self._box.addWidget(widgets.label(texts.ANSWER_TEXT.replace("&", ""), "caption"))
            self._box.addWidget(widgets.card(widgets.column(_long(page.answer, "answer_text")), margin=12))
        extension = settings.term(row.kind).extension
        self._box.addWidget(self._acts(page, may_extend=bool(extension) and not row.extended))

    def clear(self) -> None:
        """Forgets what it showed."""
        self.page = None
        empty(self._box)

    def focus_first(self) -> None:
        """To the first thing that may be done."""
        for button in self.findChildren(widgets.Button):
            if button.isVisibleTo(self):
                button.setFocus(Qt.FocusReason.OtherFocusReason)
                return

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.asked.emit("back")
        else:
            super().keyPressEvent(event)

    def _facts(self, page: PetitionPage) -> QWidget:
        row = page.row
        who = page.person or (texts.ANONYMOUS if not page.contact else "")
        told = (
            (texts.RECEIVED, dates.short_date(row.received)),
            (texts.TERM, texts.term(row)),
            (texts.CHANNEL, texts.CHANNELS[row.channel]),
            (texts.WHO, who),
            (texts.CONTACT_OF, page.contact),
            (texts.TRANSFERRED_TO, page.transferred_to),
            (texts.ANSWERED_ON, dates.short_date(row.answered_on) if row.answered_on else ""),
            (texts.RECEIVED_BY, page.received_by),
            (texts.HANDLED_BY, page.handled_by),
        )
        made = QWidget()
        made.setObjectName("petition_facts")
        grid = QGridLayout()
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(widgets.MARGIN)
        grid.setVerticalSpacing(4)
        grid.setColumnStretch(1, 1)
        for at, (label, text) in enumerate((label, text) for label, text in told if text):
            grid.addWidget(widgets.label(label.replace("&", ""), "caption"), at, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(widgets.label(text, wrap=True), at, 1)
        made.setLayout(grid)
        return made

    def _acts(self, page: PetitionPage, *, may_extend: bool) -> QWidget:
        waits = page.row.state in OPEN
        acts: list[tuple[bool, str, str, str]] = [
            (waits, texts.ANSWER, hotkeys.ATTEND, "answer"),
            (page.row.state is PetitionState.RECEIVED, texts.TAKE_UP, hotkeys.NEXT_STEP, "take_up"),
            (waits, texts.TRANSFER, hotkeys.REFER, "transfer"),
            (waits and may_extend, texts.EXTEND, "", "extend"),
            (waits, texts.EDIT, hotkeys.EDIT, "edit"),
            (True, texts.RECEIPT, hotkeys.PAPER, "receipt"),
        ]
        return flowing(*(self._button(words, keys, name) for shown, words, keys, name in acts if shown))

    def _button(self, words: str, keys: str, name: str) -> widgets.Button:
        def press() -> None:
            self.asked.emit(name)

        act: Callable[[], None] = press
        role = "primary" if name == "answer" else "plain"
        return widgets.Button(words, act, keys=keys, role=role, name=f"{name}_button", scope=self)


def _long(text: str, name: str) -> QWidget:
    return widgets.label(text, wrap=True, name=name)
