"""Who somebody may already be while their form is typed: an alert where it is worth stopping for, else a quiet line.

Neither stands in the way: whoever saves sooner than the answer comes, saves.
"""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QWidget

from casa_desktop.domain.access import Action
from casa_desktop.domain.matching.described import Described
from casa_desktop.domain.person_views import PersonHit
from casa_desktop.services import matching
from casa_desktop.services.matching import Candidate, MatchQuery
from casa_desktop.texts import ui_alike, ui_shell
from casa_desktop.texts import ui_people as texts
from casa_desktop.ui import hotkeys, widgets
from casa_desktop.ui.people.finding import worth_comparing
from casa_desktop.ui.session import Session
from casa_desktop.ui.tasks import Job

PAUSE = 300
"""Milliseconds after the last letter: nobody waits for it, and the fields are not left yet."""
_MOST = 4
_LEAST = 0.1
"""Whoever resembles less would only be in the way of who fills a form."""


class Alike(QWidget):
    """*describe* gives what stands in the form, *own* the uuid of whose form it is.

    ``recognised`` when the one told is meant, ``told_apart`` when they are somebody else, who is not told again.
    """

    recognised = Signal(str)
    told_apart = Signal(str)

    def __init__(
        self,
        session: Session,
        describe: Callable[[], Described],
        own: Callable[[], str],
        *,
        name: str = "same_banner",
    ) -> None:
        super().__init__()
        self._session, self._describe, self._own = session, describe, own
        self._searches = session.can(Action.PERSON_SEARCH)
        self.apart: list[str] = []
        """Whom the user said this person is not: for whoever remembers that once the person is saved."""
        self.same: tuple[PersonHit, ...] = ()
        """Who has the same document."""
        self._alert: Candidate | None = None
        self._asked = Described()
        self._looking: Job | None = None
        self.banner = widgets.Banner(below=True)
        self.banner.setObjectName(name)
        self.banner.acted.connect(self.recognise)
        self.banner.refused.connect(self.tell_apart)
        self.quiet = widgets.label("", "muted", wrap=True, name="alike_label")
        # It keeps its place while it is empty: what stands below does not jump when somebody is found.
        self.quiet.setMinimumHeight(self.quiet.fontMetrics().height())
        # Where the form scrolls, its page puts the banner where it is always in sight.
        self.setLayout(widgets.column(self.quiet, self.banner, gap=widgets.SMALL))
        self.quiet.setVisible(self._searches)
        self._pause = QTimer(self, interval=PAUSE)
        self._pause.setSingleShot(True)
        self._pause.timeout.connect(self._compare)

    def take_keys(self, within: QWidget | None = None) -> None:
        """The two keys work while the alert is seen, wherever the cursor is; or only *within* a part of the form."""
        for keys, act in ((hotkeys.TWIN, self.recognise), (hotkeys.NOT_TWIN, self.tell_apart)):
            shortcut = QShortcut(QKeySequence(keys), within or self.banner)
            if within is not None:
                shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(act)

    def look(self) -> None:
        """Something was typed: it is looked who that may be, once the typing pauses."""
        if self._searches:
            self._pause.start()

    def hurry(self) -> None:
        """Somebody waits for the answer: no pause."""
        if self._pause.isActive():
            self._pause.stop()
            self._compare()

    @property
    def looking(self) -> bool:
        """Whether the typing has not paused yet."""
        return self._pause.isActive()

    def tell_same(self, hits: Sequence[PersonHit]) -> None:
        """Who has the same document, as soon as that is known."""
        self.same = tuple(hit for hit in hits if hit.uuid not in self.apart)
        self._tell()

    def recognise(self) -> None:
        """It is the one who is told."""
        if (uuid := self._told()) and self.banner.isVisible():
            self.recognised.emit(uuid)

    def tell_apart(self) -> None:
        """It is somebody else than who is told."""
        if (uuid := self._told()) and self.banner.isVisible():
            self.apart.append(uuid)
            self.same = tuple(hit for hit in self.same if hit.uuid != uuid)
            self._alert = None
            self._tell()
            self._compare(again=True)
            self.told_apart.emit(uuid)

    def _told(self) -> str:
        """The uuid of the one person that the banner is about."""
        if self.same:
            return self.same[0].uuid if len(self.same) == 1 else ""
        return self._alert.hit.uuid if self._alert is not None else ""

    def _compare(self, *, again: bool = False) -> None:
        described = self._describe()
        if described == self._asked and not again:
            return
        self._asked = described
        if self._looking is not None:
            self._looking.cancel()  # what runs is let run: an interrupt might hit what comes next, a save
            self._looking = None
        if not worth_comparing(described):
            self._found(())
            return
        self._looking = self._session.run(
            matching.candidates,
            MatchQuery(described, _MOST + len(self.apart), self._own()),
            owner=self,
            done=lambda found: self._answered(described, found),
            failed=lambda _error: None,
            latest=f"people.alike.{id(self)}",
        )

    def _answered(self, described: Described, candidates: tuple[Candidate, ...]) -> None:
        if described == self._asked:
            self._looking = None
            self._found(candidates)

    def _found(self, candidates: tuple[Candidate, ...]) -> None:
        others = [each for each in candidates if each.hit.uuid not in self.apart and each.score >= _LEAST]
        self._alert = next((each for each in others if each.alert), None)
        told = self._told()
        self.quiet.setText(ui_alike.quietly([(each.hit, each.reasons) for each in others if each.hit.uuid != told]))
        self._tell()

    def _tell(self) -> None:
        before = self.banner.text
        one = bool(self._told())
        if self.same:
            said = texts.same_document(self.same)
        else:
            said = ui_alike.alert(self._alert.hit, self._alert.reasons) if self._alert is not None else ""
        self.banner.show_text(
            said,
            "warn",
            act=f"{texts.OPEN_SAME}   {hotkeys.TWIN}" if one else "",
            refuse=f"{texts.IS_OTHER}   {ui_shell.key_name(hotkeys.NOT_TWIN)}" if one else "",
        )
        if said and said != before:
            QTimer.singleShot(0, self, self._keep_in_sight)

    def _keep_in_sight(self) -> None:
        """The alert takes room: whoever types still sees where."""
        focus = QApplication.focusWidget()
        if focus is not None and self.window().isAncestorOf(focus):
            widgets.reveal(focus)
