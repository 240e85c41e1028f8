"""Which screen stands on the glass and what happens between them: enter, lock, change of user, close."""

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from casa_desktop.domain.errors import CasaError, fault
from casa_desktop.texts import ui_shell as texts
from casa_desktop.ui.changes import Hub
from casa_desktop.ui.entry import TroubleScreen
from casa_desktop.ui.idle import IdleWatch
from casa_desktop.ui.lock import LockScreen
from casa_desktop.ui.login import LoginScreen
from casa_desktop.ui.page import Key, Page
from casa_desktop.ui.pages import PAGES, PageSpec, pages_for
from casa_desktop.ui.panels import HelpPanel, PasswordPanel, PinPanel
from casa_desktop.ui.ports import Draft, Entrance, OpenDesk
from casa_desktop.ui.prompts import Prompts
from casa_desktop.ui.restore import RestoreScreen
from casa_desktop.ui.session import SETTINGS_KIND, Session
from casa_desktop.ui.setup import SetupScreen
from casa_desktop.ui.shell import Shell
from casa_desktop.ui.tasks import Tasks
from casa_desktop.ui.theme import Theme
from casa_desktop.ui.window import MainWindow, close_popups
from casa_desktop.ui.worker import Priority

Drafts = dict[str, Draft | None]

_UNKNOWN: Draft = {"": "what the base holds is not known"}
_DRAFTS_EVERY = 5_000
"""Milliseconds between two looks at what is being typed: what a power cut may cost."""


class Flow(QObject):
    """Owns the open desk and the session; every transition of the program is one method here."""

    closed = Signal()
    """Everything is saved and the base is closed: the program may end."""

    def __init__(
        self,
        window: MainWindow,
        entrance: Entrance,
        tasks: Tasks,
        prompts: Prompts,
        theme: Theme,
        specs: Sequence[PageSpec] = PAGES,
    ) -> None:
        super().__init__(window)
        self._window, self._entrance, self._tasks, self._prompts = window, entrance, tasks, prompts
        self._theme, self._specs = theme, specs
        self._desk: OpenDesk | None = None
        self._shell: Shell | None = None
        self._session: Session | None = None
        self._lost: dict[str, Drafts] = {}
        """Drafts that could not be saved (a full disk), by user; in memory only."""
        self.idle = IdleWatch(entrance.clock, self)
        self.idle.warned.connect(self._warn_idle)
        self.idle.expired.connect(self.lock)
        window.close_asked.connect(self.quit)
        self._closing = False
        self._saved: Drafts = {}
        """What the base holds of this user's drafts, so that only what changed is written."""
        self._saving = QTimer(self, interval=_DRAFTS_EVERY)
        self._saving.timeout.connect(self.save_drafts)

    @property
    def shell(self) -> Shell | None:
        """The session's frame while somebody is in."""
        return self._shell

    @property
    def desk(self) -> OpenDesk | None:
        """The base, open or locked, while somebody's session lasts."""
        return self._desk

    # before anybody has entered

    def start(self, notice: str = "") -> None:
        """Shows what the profile folder asks for: set-up, login, or what is wrong with it."""
        self._dress()
        state = self._entrance.state()
        if state.new:
            self._show_setup()
        elif state.error is not None:
            self.show_trouble(fault(state.error))
        else:
            self._show_login(notice)

    def show_trouble(self, error: CasaError) -> None:
        """The base cannot be opened."""
        screen = TroubleScreen(error, self._entrance.folder)
        screen.retry_asked.connect(self.start)
        screen.restore_asked.connect(self._show_restore)
        screen.folder_asked.connect(self._choose_folder)
        screen.new_asked.connect(self._choose_folder)
        self._window.show_screen(screen)
        screen.start_focus()

    def _show_login(self, notice: str = "") -> None:
        try:
            users = self._entrance.users()
        except CasaError as error:
            self.show_trouble(error)
            return
        screen = LoginScreen(self._entrance, self._tasks, users, notice=notice)
        screen.entered.connect(self.enter)
        screen.refused.connect(self.show_trouble)
        self._window.show_screen(screen)
        screen.start_focus()

    def _show_setup(self) -> None:
        screen = SetupScreen(self._entrance, self._tasks, self._prompts)
        screen.finished.connect(self._on_setup)
        screen.restore_asked.connect(self._show_restore)
        screen.folder_asked.connect(self._choose_folder)
        self._window.show_screen(screen)
        screen.start_focus()

    def _on_setup(self, username: str, password: str) -> None:
        self._tasks.run(
            lambda: self._entrance.unlock(username, password),
            owner=self._window,
            done=lambda desk: self.enter(desk, texts.SETUP_DONE),
            failed=self.show_trouble,
            what=texts.ENTERING,
            cancellable=False,
        )

    def _show_restore(self) -> None:
        screen = RestoreScreen(self._entrance, self._tasks, self._prompts)
        screen.restored.connect(lambda: self.start(texts.RESTORED))
        screen.back_asked.connect(self.start)
        self._window.show_screen(screen)
        screen.start_focus()

    def _choose_folder(self) -> None:
        folder = self._prompts.folder(texts.CHOOSE_FOLDER)
        if folder is not None:
            self._entrance.use_folder(Path(folder))
            self.start()

    # a session

    def enter(self, desk: OpenDesk, notice: str = "") -> None:
        """Somebody has opened the base: their drafts first, then their pages."""
        self._desk = desk
        self._tasks.set_interrupt(desk.interrupt)
        self._tasks.run(
            desk.drafts,
            owner=self._window,
            done=lambda drafts: self._show_shell(desk, dict(drafts), notice),
            failed=lambda _: self._show_shell(desk, {}, notice),
            what=texts.ENTERING,
            cancellable=False,
        )

    def _show_shell(self, desk: OpenDesk, drafts: dict[str, Draft], notice: str) -> None:
        hub = Hub()
        session = Session(
            actor=desk.actor,
            runner=desk.runner,
            tasks=self._tasks,
            hub=hub,
            prompts=self._prompts,
            clock=self._entrance.clock,
            settings_file=self._entrance.settings(),
        )
        shell = Shell(session, pages_for(desk.actor.roles, self._specs))
        shell.shown.connect(self._window.set_place)
        shell.help_asked.connect(self.show_help)
        shell.menu_chosen.connect(self._on_menu)
        hub.subscribe(shell, {SETTINGS_KIND}, lambda _: self._on_settings())
        kept = {form: draft for form, draft in self._lost.pop(desk.actor.username, {}).items() if draft is not None}
        self._saved = dict(drafts)
        drafts |= kept
        self._session, self._shell = session, shell
        self._window.show_screen(shell)
        typed = any(form in shell.page_ids() for form in drafts)
        shell.start(drafts)
        if notice or typed:
            self._prompts.inform(notice or texts.DRAFTS_BACK)
        self._on_settings()
        self._saving.start()
        from casa_desktop.ui.copies import keeper  # reads services: not before somebody has entered

        keeper.attend(session, shell)

    def save_drafts(self) -> None:
        """Every few seconds: what changed of the open forms, sealed, behind everything else."""
        desk, shell = self._desk, self._shell
        if desk is None or shell is None:
            return
        changed = {form: draft for form, draft in shell.drafts().items() if draft != self._saved.get(form)}
        if not changed:
            return
        self._saved |= changed

        def work() -> None:
            for form, draft in changed.items():
                desk.save_draft(form, draft)

        def failed(_: CasaError) -> None:
            # Tried again at the next look, and told at the lock if it still fails.
            self._saved |= dict.fromkeys(changed, _UNKNOWN)

        self._tasks.run(work, owner=shell, failed=failed, priority=Priority.NORMAL, cancellable=False)

    def _on_settings(self) -> None:
        self._dress()
        self.idle.start(self._entrance.settings().settings.lock_minutes)

    def _dress(self) -> None:
        settings = self._entrance.settings().settings
        self._theme.apply(str(settings.theme), settings.text_scale)

    def _on_menu(self, name: str) -> None:
        acts: dict[str, Callable[[], object]] = {
            "switch": self.switch_user,
            "lock": self.lock,
            "password": lambda: self._open_secret(PasswordPanel),
            "pin": lambda: self._open_secret(PinPanel),
            "quit": self.quit,
        }
        acts[name]()

    def _open_secret(self, panel: type[PasswordPanel] | type[PinPanel]) -> None:
        if self._shell is not None and self._session is not None and self._desk is not None:
            self._shell.open_panel(panel(self._session, self._desk))

    def show_help(self) -> None:
        """F1: what this page is for and its keys."""
        shell, session = self._shell, self._session
        if shell is None or session is None:
            return
        page = shell.page()
        shell.open_panel(HelpPanel(session, page.title, page.help_text(), help_groups(page, shell)))

    # lock, change of user, close

    def lock(self) -> None:
        """Hides everything at once; the forms become sealed drafts and the base is closed behind the lock page."""
        desk = self._desk
        if desk is None or self._shell is None:
            return
        username = desk.actor.username
        screen = LockScreen(self._tasks, desk, username)
        screen.unlocked.connect(self.enter)
        screen.refused.connect(self.show_trouble)
        screen.switch_asked.connect(lambda: self._leave_lock(desk))
        drafts = self._put_away(screen)
        screen.setEnabled(False)
        self._store(desk, drafts, then=desk.lock, done=screen.locked)

    def switch_user(self) -> None:
        """Drafts kept, keys forgotten, the login page: five seconds."""
        desk = self._desk
        if desk is None or self._shell is None:
            return
        screen = QWidget()
        drafts = self._put_away(screen)
        self._desk = None
        self._store(desk, drafts, then=desk.close, done=self._show_login)

    def _leave_lock(self, desk: OpenDesk) -> None:
        self._desk = None
        self._tasks.run(desk.close, owner=self._window, done=lambda _: self._show_login(), cancellable=False)

    def _put_away(self, screen: QWidget) -> Drafts:
        """Takes the session off the glass and out of memory; gives what was being typed."""
        shell, self._shell, self._session = self._shell, None, None
        self.idle.stop()
        self._saving.stop()
        close_popups()
        drafts = shell.drafts() if shell is not None else {}
        drafts = {form: draft for form, draft in drafts.items() if draft != self._saved.get(form)}
        self._saved = {}
        if shell is not None:
            shell.close_down()
        QGuiApplication.clipboard().clear()
        self._window.status.tell("")
        self._window.show_screen(screen)
        self._tasks.set_interrupt(None)
        return drafts

    def _store(self, desk: OpenDesk, drafts: Drafts, *, then: Callable[[], None], done: Callable[[], object]) -> None:
        username = desk.actor.username

        def work() -> Drafts:
            unsaved: Drafts = {}
            for form, draft in drafts.items():
                try:
                    desk.save_draft(form, draft)
                except CasaError:
                    unsaved[form] = draft
            then()
            return unsaved

        def kept(unsaved: Drafts) -> None:
            if unsaved:
                self._lost[username] = unsaved
                self._prompts.warn(texts.DRAFTS_LOST)
            done()

        self._tasks.run(
            work, owner=self._window, done=kept, failed=self.show_trouble, what=texts.LOCKING, cancellable=False
        )

    def quit(self) -> None:
        """Asks the pages, keeps the drafts, lets the queue run dry, closes the base, then lets the window close."""
        if self._closing or (self._shell is not None and not self._shell.can_leave()):
            return
        self._closing = True
        desk, self._desk = self._desk, None
        if isinstance(screen := self._window.screen_shown, SetupScreen):
            screen.abandon()
        if desk is not None and self._shell is not None:
            self._copy_and_close(desk)
        elif desk is not None:
            self._tasks.run(desk.close, owner=self._window, done=lambda _: self._drain(), cancellable=False)
        else:
            self._drain()

    def _copy_and_close(self, desk: OpenDesk) -> None:
        from casa_desktop.ui.copies.keeper import LastCopy  # as in _show_shell

        last = LastCopy(desk, self._entrance, self._prompts)

        def leave() -> None:
            try:
                last.make()
            finally:
                desk.close()

        def gone() -> None:
            last.tell()
            self._drain()

        self._store(desk, self._put_away(QWidget()), then=leave, done=gone)

    def _drain(self) -> None:
        if self._tasks.pending():
            self._window.status.tell(texts.STILL_WORKING)
            QTimer.singleShot(50, self, self._drain)
            return
        self._tasks.close()
        self._window.close_now()
        self.closed.emit()

    def _warn_idle(self, seconds: int) -> None:
        self._window.show_notice(texts.idle_warning(seconds) if seconds else "")


def help_groups(page: Page, shell: Shell) -> tuple[tuple[str, Sequence[Key]], ...]:
    """Every key that works while *page* is shown: its own, those of forms, those of the window."""
    forms = tuple(Key(keys, does) for keys, does in texts.HELP_FORM_KEYS)
    return ((texts.HELP_HERE, page.keys()), (texts.HELP_FORMS, forms), (texts.HELP_EVERYWHERE, shell.keys()))
