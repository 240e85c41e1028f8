"""The card with a code of a person or of a whole family: what is on it, and on which paper."""

from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from casa_desktop.domain.leaving import Way
from casa_desktop.domain.person_views import PersonPage
from casa_desktop.domain.scanning import Card
from casa_desktop.services import scanning
from casa_desktop.services.scanning import PrintCards
from casa_desktop.texts import files, ui_shell
from casa_desktop.texts import ui_scanning as texts
from casa_desktop.ui import hotkeys, paper, widgets
from casa_desktop.ui.choices import Chips
from casa_desktop.ui.forms.field import Field
from casa_desktop.ui.session import Session

CARD_KEY = hotkeys.OTHER_PAPER


class CardPart(QWidget):
    """Enter prints, Esc goes back. That cards were made is in the audit before there are any."""

    done = Signal()

    def __init__(self, session: Session, page: PersonPage) -> None:
        super().__init__()
        self.setObjectName("card_part")
        self._session, self._page = session, page
        size = len(page.members)
        who = [(texts.ONE, texts.ONLY_ONE)]
        if size > 1:
            who.append((texts.FAMILY, texts.whole_family(size)))
        self.who = _chips(who, "card_who_chips")
        self.sheet = _chips(texts.SHEETS, "card_sheet_chips")
        self.name = _chips(texts.NAMES, "card_name_chips")
        self.print_button = widgets.PrimaryButton(
            f"{texts.PRINT}   Enter", self.print, icon="print", name="print_card_button"
        )
        # The page has the key, and hands it on while this part stands there.
        words = ui_shell.before_key(texts.SAVE, hotkeys.SAVE_FILE)
        save = widgets.Button(words, self.save, icon="pdf", name="save_card_button")
        foot = widgets.row(self.print_button, save)
        foot.addStretch(1)
        fields = [
            Field(name, words, chips)
            for name, words, chips in (
                ("card_who", texts.WHO, self.who),
                ("card_sheet", texts.SHEET, self.sheet),
                ("card_name", texts.NAME, self.name),
            )
        ]
        self.setLayout(widgets.column(widgets.hint(texts.CARD_HINT), *fields, foot, gap=widgets.MARGIN))

    def focus_first(self) -> None:
        """On the button: what is proposed is what is mostly wanted."""
        self.print_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.print_button.click()
        elif event.key() == Qt.Key.Key_Escape:
            self.done.emit()
        else:
            super().keyPressEvent(event)

    def print(self) -> None:
        """Asks for a printer."""

        def send(data: bytes) -> None:
            if paper.print_pdf(self, data, texts.DOCUMENT):
                self._finish(texts.PRINTED)

        self._make(send)

    def save(self) -> None:
        """Asks for a file first: who gives up there has made nothing."""
        path = self._session.prompts.save_file(texts.SAVE, texts.file_name(self._page.code), files.kinds(Way.PDF))
        if path is not None:
            self._make(lambda data: self._write(path, data))

    def _make(self, done: Callable[[bytes], object]) -> None:
        session, at = self._session, self._session.clock.now()
        sheet = self.sheet.one() or texts.SHEETS[0][0]

        def draw(cards: tuple[Card, ...]) -> None:
            session.tasks.run(
                lambda: render(cards, sheet, at), owner=self, done=done, pool="files", what=texts.RENDERING
            )

        command = PrintCards(self._page.uuid, family=self.who.one() == texts.FAMILY, named=self.name.one() == "yes")
        session.run(scanning.cards, command, owner=self, done=draw, cancellable=False)

    def _write(self, path: Path, data: bytes) -> None:
        self._session.tasks.run(
            lambda: paper.write(path, data),
            owner=self,
            done=lambda _: self._finish(texts.SAVED),
            pool="files",
            what=texts.RENDERING,
            cancellable=False,
        )

    def _finish(self, said: str) -> None:
        self._session.prompts.inform(said)
        self.done.emit()


def render(cards: Sequence[Card], sheet: str, at: datetime) -> bytes:
    """The pages; reportlab is read only when somebody prints."""
    from casa_desktop.reports import card_pdf

    return card_pdf.render(cards, card_pdf.CardSheet(sheet), at)


def _chips(options: Sequence[tuple[str, str]], name: str) -> Chips:
    """With the first of *options* on."""
    chips = Chips(options, name=name, single=True)
    chips.set_value(options[0][0])
    return chips
