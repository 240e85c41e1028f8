"""«Seguir donde iba»: what was being typed on other pages and forms when the program stopped, one after the other."""

from PySide6.QtGui import QKeySequence, QShortcut

from casa_desktop.texts import ui_kept as texts
from casa_desktop.texts.ui_shell import key_name
from casa_desktop.ui import hotkeys, widgets
from casa_desktop.ui.forms.kept import Place
from casa_desktop.ui.session import Session
from casa_desktop.ui.shell import Shell


class Unfinished(widgets.Banner):
    """Above the pages, until everything was gone to or it is put off till later; the drafts stay either way."""

    def __init__(self, session: Session, shell: Shell) -> None:
        super().__init__()
        self.setObjectName("unfinished_banner")
        self._session, self._shell = session, shell
        self._gone_to: set[Place] = set()
        self._later = False
        self.acted.connect(self.go_on)
        self.refused.connect(self.put_off)
        shell.shown.connect(lambda _: self.look())
        QShortcut(QKeySequence(hotkeys.GO_ON), shell).activated.connect(self.go_on)

    def look(self) -> None:
        """Says where there is something to go on with."""
        places = [] if self._later else self._left()
        words = [texts.in_page(p.words, self._shell.title_of(p.page_id)) if self._form(p) else p.words for p in places]
        self.show_text(
            texts.unfinished(words) if words else "",
            act=f"{texts.GO_ON}   {key_name(hotkeys.GO_ON)}",
            refuse=texts.LATER,
        )

    def go_on(self) -> None:
        """To the next of them."""
        for place in self._left()[:1]:
            self._gone_to.add(place)
            self._session.go(place.page_id, place.target)
            if self._form(place):
                self._session.prompts.inform(texts.open_it(place.words))
        self.look()

    def put_off(self) -> None:
        """Not now; they are offered when the user comes in again."""
        self._later = True
        self.look()
        self._shell.page().focus_first()

    def _left(self) -> list[Place]:
        return [place for place in self._shell.unfinished() if place not in self._gone_to]

    def _form(self, place: Place) -> bool:
        return place in self._session.kept.waiting()
