"""One user's stay between login and lock: session, pages, drafts, help. Made when somebody has entered."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, QTimer, Signal

from casa_desktop.domain.errors import CasaError
from casa_desktop.ui.alarm import AlarmBanner
from casa_desktop.ui.changes import Hub
from casa_desktop.ui.copies import keeper
from casa_desktop.ui.pages import PageSpec, pages_for
from casa_desktop.ui.panels import HelpPanel, PasswordPanel, PinPanel
from casa_desktop.ui.ports import Draft, Entrance, OpenDesk
from casa_desktop.ui.prompts import Prompts
from casa_desktop.ui.session import SETTINGS_KIND, Session
from casa_desktop.ui.shell import Shell
from casa_desktop.ui.tasks import Tasks
from casa_desktop.ui.unfinished import Unfinished
from casa_desktop.ui.worker import Priority

Drafts = dict[str, Draft | None]

_UNKNOWN: Draft = {"": "what the base holds is not known"}
_DRAFTS_EVERY = 3_000
"""Milliseconds between two looks at what is being typed: what a power cut may cost."""


def save_each(desk: OpenDesk, drafts: Drafts) -> Drafts:
    """Keeps each draft, on the database thread, and gives those that could not be: one does not hold up the others."""
    unsaved: Drafts = {}
    for form, draft in drafts.items():
        try:
            desk.save_draft(form, draft)
        except CasaError:
            unsaved[form] = draft
    return unsaved


class Stay(QObject):
    """Owns the shell and every model in it, and gives them up whole."""

    chosen = Signal(str)
    """What is asked of the flow: switch, lock, quit by the user's menu, kiosk by its page."""
    settings_changed = Signal()

    def __init__(
        self,
        desk: OpenDesk,
        entrance: Entrance,
        tasks: Tasks,
        prompts: Prompts,
        specs: Sequence[PageSpec],
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._desk, self._tasks = desk, tasks
        self.session = Session(
            actor=desk.actor,
            runner=desk.runner,
            tasks=tasks,
            hub=Hub(),
            prompts=prompts,
            clock=entrance.clock,
            settings_file=entrance.settings(),
        )
        self.shell = Shell(self.session, pages_for(desk.actor.roles, specs))
        self.shell.help_asked.connect(self.show_help)
        self.shell.menu_chosen.connect(self._on_menu)
        self.session.enter_kiosk = lambda: self.chosen.emit("kiosk")
        self.session.hub.subscribe(self, {SETTINGS_KIND}, lambda _: self.settings_changed.emit())
        self._unfinished = Unfinished(self.session, self.shell)
        self._saved: Drafts = {}
        """What the base holds of this user's drafts, so that only what changed is written."""
        self._saving = QTimer(self, interval=_DRAFTS_EVERY)
        self._saving.timeout.connect(self.save_drafts)

    def start(self, held: dict[str, Draft], lost: Drafts) -> bool:
        """Shows the page where this user was; true if a form got back what was being typed.

        *held* are the drafts of the base, *lost* newer ones that it could not take.
        """
        self._saved = dict(held)
        drafts = held | {form: draft for form, draft in lost.items() if draft is not None}
        typed = any(form in self.shell.page_ids() for form in drafts)
        self.shell.start(drafts)
        self._saving.start()
        keeper.attend(self.session, self.shell)
        alarm = AlarmBanner(self.session)
        self.shell.put_above(alarm)
        alarm.look()
        self.shell.put_above(self._unfinished)
        self._unfinished.look()
        return typed

    def save_drafts(self) -> None:
        """Every few seconds: what changed of the open forms, sealed, behind everything else."""
        self._unfinished.look()
        changed = self._changed()
        if not changed:
            return
        self._saved |= changed

        def work() -> Drafts:
            return save_each(self._desk, changed)

        def kept(unsaved: Drafts) -> None:
            # Tried again at the next look, and told at the lock if it still fails.
            self._saved |= dict.fromkeys(unsaved, _UNKNOWN)

        self._tasks.run(work, owner=self.shell, done=kept, priority=Priority.NORMAL, cancellable=False)

    def end(self) -> Drafts:
        """Empties every page and gives the drafts that the base does not hold yet."""
        self._saving.stop()
        changed = self._changed()
        self.shell.close_down()
        self.deleteLater()
        return changed

    def show_help(self) -> None:
        """F1: what this page is for and its keys."""
        page = self.shell.page()
        self.shell.open_panel(HelpPanel(self.session, page.title, page.help_text(), self.shell.help_groups()))

    def _changed(self) -> Drafts:
        return {form: draft for form, draft in self.shell.drafts().items() if draft != self._saved.get(form)}

    def _on_menu(self, name: str) -> None:
        panels: dict[str, Callable[[], object]] = {
            "password": lambda: self.shell.open_panel(PasswordPanel(self.session, self._desk)),
            "pin": lambda: self.shell.open_panel(PinPanel(self.session, self._desk)),
        }
        if name in panels:
            panels[name]()
        else:
            self.chosen.emit(name)
