"""The strip over «Hoy»: children whose card is open, who is sent to the private room, and nothing of why."""

from collections.abc import Sequence

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QWidget

from casa_desktop.domain.access import Action
from casa_desktop.domain.children import ChildCard
from casa_desktop.domain.ids import new_id
from casa_desktop.services import care as cares
from casa_desktop.services import children, passes
from casa_desktop.services.care import Care, CareQuery, TimesQuery
from casa_desktop.services.children import OpenCardsQuery
from casa_desktop.services.passes import PassesQuery, PassSent, PrintPass, SendPass, Waiting, WithdrawPass
from casa_desktop.texts import ui_children, ui_shell
from casa_desktop.texts import ui_listening as texts
from casa_desktop.ui import hotkeys, paper, widgets
from casa_desktop.ui.session import Session
from casa_desktop.ui.worker import Priority

_LOOK_EVERY = 60_000
"""Milliseconds: how long somebody waits grows while nothing changes."""


class CareStrip(QWidget):
    """Hidden while there is nothing to say."""

    cards_read = Signal()
    card_asked = Signal(str)
    """The uuid of a child whose card was opened by what was just saved; empty for whatever is open."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.setObjectName("care_strip")
        self.session = session
        self.cards: tuple[ChildCard, ...] = ()
        self.care = Care()
        self._just_saved = ""
        self._last: PassSent | None = None
        """The pass whose slip may be printed."""
        self.children_line = widgets.Banner()
        self.children_line.acted.connect(lambda: self.card_asked.emit(""))
        self.waiting_line = widgets.Banner()
        self.waiting_line.acted.connect(lambda: session.go("listening"))
        self.times = widgets.label("", "muted", wrap=True, name="private_times_label")
        self.setLayout(widgets.column(self.children_line, self.waiting_line, self.times, gap=widgets.GAP))
        self.hide()
        self._looking = QTimer(self, interval=_LOOK_EVERY)
        self._looking.timeout.connect(self._read_waiting)
        self._looking.start()

    def read(self, just_saved: str = "") -> None:
        """Asks again for everything; the card of the visit *just_saved* is opened if it has one."""
        self._just_saved = just_saved or self._just_saved
        can, run = self.session.can, self.session.run
        if can(Action.CHILD_CARD):
            run(children.open_cards, OpenCardsQuery(), owner=self, done=self._on_cards, latest="care.cards")
        if can(Action.CARE_VIEW):
            run(cares.care, CareQuery(), owner=self, done=self._on_care, latest="care.texts")
        if can(Action.VISIT_TODAY) and not can(Action.AGENDA):
            query = TimesQuery(self.session.clock.today())
            run(cares.private_times, query, owner=self, done=self._on_times, latest="care.times")
        self._read_waiting()

    def send(self, person_uuid: str = "") -> None:
        """«Pase a atención reservada»: at once, with a number, and taken back as easily."""
        self.session.run(
            passes.send,
            SendPass(new_id(), person_uuid),
            owner=self,
            done=self._sent,
            priority=Priority.SAVING,
            cancellable=False,
        )

    def print_slip(self) -> None:
        """The slip of the last pass, if there is one."""
        if (last := self._last) is not None:
            at = self.session.clock.now()

            def draw() -> bytes:
                from casa_desktop.reports import pass_pdf  # reportlab: only where somebody prints

                return pass_pdf.render(last.number, at)

            def entered(_: None) -> None:
                self.session.tasks.run(draw, owner=self, done=self._print, pool="files")

            self.session.run(passes.printed, PrintPass(last.uuid), owner=self, done=entered, cancellable=False)

    def clear(self) -> None:
        """Forgets everything."""
        self._looking.stop()
        self.cards, self._last = (), None
        self.children_line.show_text("")
        self.times.setText("")

    def _sent(self, sent: PassSent) -> None:
        self._last = sent

        def undo() -> None:
            self._last = None
            self.session.run(
                passes.withdraw,
                WithdrawPass(sent.uuid),
                owner=self,
                done=lambda _: self.session.prompts.inform(texts.PASS_WITHDRAWN),
                priority=Priority.SAVING,
                cancellable=False,
            )

        self.session.prompts.inform(texts.passed(sent.number), undo=undo)

    def _print(self, data: bytes) -> None:
        paper.print_pdf(self, data, texts.PASS_PAPER)

    def _read_waiting(self) -> None:
        if self.session.can(Action.PASS_COUNT):
            self.session.run(passes.waiting, PassesQuery(), owner=self, done=self._on_waiting, latest="care.waiting")

    def _on_cards(self, cards: Sequence[ChildCard]) -> None:
        self.cards = tuple(cards)
        said = ui_children.line(self.cards, self.session.clock.today())
        word = ui_children.OPEN if len(self.cards) == 1 else ui_children.OPEN_LIST
        self.children_line.show_text(said, act=f"{word}   {ui_shell.key_name(hotkeys.PROTECTION)}" if said else "")
        self._show()
        self.cards_read.emit()
        if self._just_saved:
            saved, self._just_saved = self._just_saved, ""
            for card in self.cards:
                if card.visit_uuid == saved and not card.notices:
                    self.card_asked.emit(card.person_uuid)

    def _on_care(self, care: Care) -> None:
        self.care = care
        self.cards_read.emit()

    def _on_times(self, times: tuple[str, ...]) -> None:
        self.times.setText(texts.private_times(times))
        self._show()

    def _on_waiting(self, waiting: Waiting) -> None:
        said = texts.waiting_count(waiting.count, waiting.since, self.session.clock.now())
        act = texts.TO_ROOM if self.session.can(Action.AGENDA) else ""
        self.waiting_line.show_text(said, act=act if said else "")
        self._show()

    def _show(self) -> None:
        self.times.setVisible(bool(self.times.text()))
        self.setVisible(bool(self.children_line.text or self.waiting_line.text or self.times.text()))
