"""Which screen stands on the glass and what happens between them: enter, lock, change of user, close.

Every screen is imported when it is shown: who enters by the login page has waited for nothing else.
"""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from casa_desktop.domain.errors import CasaError, fault
from casa_desktop.texts import ui_shell as texts
from casa_desktop.ui.idle import IdleWatch
from casa_desktop.ui.login import LoginScreen
from casa_desktop.ui.ports import Draft, Entrance, OpenDesk
from casa_desktop.ui.tasks import Tasks
from casa_desktop.ui.theme import Theme
from casa_desktop.ui.window import MainWindow, close_popups

if TYPE_CHECKING:
    from casa_desktop.ui.pages import PageSpec
    from casa_desktop.ui.prompts import Prompts
    from casa_desktop.ui.setup import SetupScreen
    from casa_desktop.ui.shell import Shell
    from casa_desktop.ui.stay import Drafts, Stay
    from casa_desktop.ui.surveys.kiosk import KioskScreen

_KIOSK_MINUTES = 24 * 60
"""After a day without anybody the kiosk locks."""


class Flow(QObject):
    """Owns the open desk; every transition of the program is one method here."""

    closed = Signal()
    """Everything is saved and the base is closed: the program may end."""

    def __init__(
        self,
        window: MainWindow,
        entrance: Entrance,
        tasks: Tasks,
        prompts: "Prompts",
        theme: Theme,
        specs: "Sequence[PageSpec] | None" = None,
    ) -> None:
        super().__init__(window)
        self._window, self._entrance, self._tasks, self._prompts = window, entrance, tasks, prompts
        self._theme, self._specs = theme, specs
        self._desk: OpenDesk | None = None
        self._stay: Stay | None = None
        self._kiosk: KioskScreen | None = None
        self._setup: SetupScreen | None = None
        self._lost: dict[str, Drafts] = {}
        """Drafts that could not be saved (a full disk), by user; in memory only."""
        self.idle = IdleWatch(entrance.clock, self)
        self.idle.warned.connect(self._warn_idle)
        self.idle.expired.connect(self.lock)
        self.idle.slept.connect(self.sleep)
        window.close_asked.connect(self.quit)
        self._closing = False

    @property
    def shell(self) -> "Shell | None":
        """The session's frame while somebody is in."""
        return self._stay.shell if self._stay is not None else None

    @property
    def desk(self) -> OpenDesk | None:
        """The base, open or locked, while somebody's session lasts."""
        return self._desk

    # before anybody has entered

    def start(self, notice: str = "") -> None:
        """Shows what the profile folder asks for: set-up, login, or what is wrong with it."""
        self._setup = None
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
        from casa_desktop.ui.trouble import TroubleScreen

        screen = TroubleScreen(error, self._entrance.folder)
        screen.retry_asked.connect(self.start)
        screen.restore_asked.connect(self._show_restore)
        screen.folder_asked.connect(self._choose_folder)
        screen.new_asked.connect(self._choose_folder)
        screen.accept_asked.connect(self._show_accept)
        self._window.show_screen(screen)
        screen.start_focus()

    def _show_login(self, notice: str = "", *, username: str = "", somebody_else: bool = False) -> None:
        screen = LoginScreen(self._entrance, self._tasks, notice=notice, username=username, somebody_else=somebody_else)
        screen.entered.connect(self.enter)
        screen.refused.connect(self.show_trouble)
        screen.recover_asked.connect(self._show_recover)
        self._window.show_screen(screen)
        screen.start_focus()

    def _show_recover(self, username: str) -> None:
        from casa_desktop.ui.recover import RecoverScreen

        screen = RecoverScreen(self._entrance, self._tasks, username)
        screen.recovered.connect(lambda name, password: self._enter_as(name, password, texts.RECOVERED))
        screen.refused.connect(self.show_trouble)
        screen.back_asked.connect(lambda name: self._show_login(username=name))
        self._window.show_screen(screen)
        screen.start_focus()

    def _show_setup(self) -> None:
        from casa_desktop.ui.setup import SetupScreen

        screen = self._setup = SetupScreen(self._entrance, self._tasks, self._prompts)
        screen.finished.connect(self._on_setup)
        screen.restore_asked.connect(self._show_restore)
        screen.folder_asked.connect(self._choose_folder)
        self._window.show_screen(screen)
        screen.start_focus()

    def _on_setup(self, username: str, password: str) -> None:
        self._setup = None
        self._enter_as(username, password, texts.SETUP_DONE)

    def _enter_as(self, username: str, password: str, notice: str) -> None:
        self._tasks.run(
            lambda: self._entrance.unlock(username, password),
            owner=self._window,
            done=lambda desk: self.enter(desk, notice),
            failed=self.show_trouble,
            what=texts.ENTERING,
            cancellable=False,
        )

    def _show_restore(self) -> None:
        from casa_desktop.ui.restore import RestoreScreen

        screen = RestoreScreen(self._entrance, self._tasks, self._prompts)
        screen.restored.connect(lambda: self.start(texts.RESTORED))
        screen.back_asked.connect(self.start)
        self._window.show_screen(screen)
        screen.start_focus()

    def _show_accept(self) -> None:
        from casa_desktop.ui.accept import AcceptScreen

        screen = AcceptScreen(self._entrance, self._tasks)
        screen.accepted.connect(lambda: self.start(texts.ACCEPTED))
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
            done=lambda drafts: self._begin(desk, dict(drafts), notice),
            failed=lambda _: self._begin(desk, {}, notice),
            what=texts.ENTERING,
            cancellable=False,
        )

    def save_drafts(self) -> None:
        """What is being typed, at once instead of within seconds."""
        if self._stay is not None:
            self._stay.save_drafts()

    def _begin(self, desk: OpenDesk, drafts: dict[str, Draft], notice: str) -> None:
        from casa_desktop.ui.pages import PAGES
        from casa_desktop.ui.stay import Stay

        specs = PAGES if self._specs is None else self._specs
        stay = self._stay = Stay(desk, self._entrance, self._tasks, self._prompts, specs, self)
        stay.chosen.connect(self._on_menu)
        stay.settings_changed.connect(self._on_settings)
        stay.shell.shown.connect(self._window.set_place)
        self._window.show_screen(stay.shell)
        typed = stay.start(drafts, self._lost.pop(desk.actor.username, {}))
        if notice or typed:
            self._prompts.inform(notice or texts.DRAFTS_BACK)
        self._on_settings()

    def _on_settings(self) -> None:
        self._dress()
        self.idle.start(self._entrance.settings().settings.lock_minutes)

    def _dress(self) -> None:
        settings = self._entrance.settings().settings
        self._theme.apply(str(settings.theme), settings.text_scale)

    def _on_menu(self, name: str) -> None:
        acts: dict[str, Callable[[], None]] = {
            "switch": self.switch_user,
            "lock": self.lock,
            "quit": self.quit,
            "kiosk": self.kiosk,
        }
        acts[name]()

    # lock, change of user, close

    def lock(self) -> None:
        """Hides everything at once; the forms become sealed drafts and the base is closed behind the lock page."""
        desk = self._desk
        if desk is None or (self._stay is None and self._kiosk is None):
            return
        from casa_desktop.ui.lock import LockScreen

        screen = LockScreen(self._tasks, desk, desk.actor.username)
        screen.unlocked.connect(self.enter)
        screen.refused.connect(self.show_trouble)
        screen.switch_asked.connect(lambda: self._leave_lock(desk))
        drafts = self._put_away(screen)
        self._end_kiosk()
        screen.setEnabled(False)
        self._store(desk, drafts, then=desk.lock, done=screen.locked)

    def kiosk(self) -> None:
        """The survey's kiosk in place of the session, which is put away as at :meth:`lock`; the base stays open.

        Nobody need touch it for hours; but a machine that slept is locked, as always.
        """
        desk = self._desk
        if desk is None or self._stay is None:
            return
        from casa_desktop.ui.surveys.kiosk import KioskScreen

        screen = self._kiosk = KioskScreen(self._tasks, desk)
        screen.left.connect(self._leave_kiosk)
        screen.refused.connect(self._break_kiosk)
        drafts = self._put_away(screen)
        self._window.set_kiosk(True)
        self._store(desk, drafts, then=desk.drop_compartments, done=screen.start)
        self.idle.start(_KIOSK_MINUTES)

    def _leave_kiosk(self, desk: OpenDesk) -> None:
        self._end_kiosk()
        self.enter(desk)

    def _break_kiosk(self, error: CasaError) -> None:
        self._end_kiosk()
        self.show_trouble(error)

    def _end_kiosk(self) -> None:
        if self._kiosk is not None:
            self._kiosk = None
            self._window.set_kiosk(False)

    def sleep(self) -> None:
        """As :meth:`lock`, and no PIN opens any more: a machine that sleeps can be carried away."""
        desk = self._desk
        if desk is None:
            return
        self.lock()
        screen = self._window.screen_shown

        def forgotten(_: object) -> None:
            from casa_desktop.ui.lock import LockScreen

            if isinstance(screen, LockScreen):
                screen.locked()

        self._tasks.run(desk.forget_pin, owner=screen or self._window, done=forgotten, cancellable=False)

    def switch_user(self) -> None:
        """Drafts kept, keys forgotten, the login page: five seconds."""
        desk = self._desk
        if desk is None or self._stay is None:
            return
        drafts = self._put_away(QWidget())
        self._desk = None
        self._store(desk, drafts, then=desk.close, done=lambda: self._show_login(somebody_else=True))

    def _leave_lock(self, desk: OpenDesk) -> None:
        self._desk = None
        self._tasks.run(
            desk.close, owner=self._window, done=lambda _: self._show_login(somebody_else=True), cancellable=False
        )

    def _put_away(self, screen: QWidget) -> "Drafts":
        """Takes the session off the glass and out of memory; gives what was being typed."""
        stay, self._stay = self._stay, None
        self.idle.stop()
        close_popups()
        drafts = stay.end() if stay is not None else {}
        QGuiApplication.clipboard().clear()
        self._window.status.tell("")
        self._window.show_screen(screen)
        self._tasks.set_interrupt(None)
        return drafts

    def _store(self, desk: OpenDesk, drafts: "Drafts", *, then: Callable[[], None], done: Callable[[], object]) -> None:
        username = desk.actor.username

        def work() -> "Drafts":
            from casa_desktop.ui.stay import save_each

            unsaved = save_each(desk, drafts)
            then()
            return unsaved

        def kept(unsaved: "Drafts") -> None:
            if unsaved:
                self._lost[username] = unsaved
                self._prompts.warn(texts.DRAFTS_LOST)
            done()

        self._tasks.run(
            work, owner=self._window, done=kept, failed=self.show_trouble, what=texts.LOCKING, cancellable=False
        )

    def quit(self) -> None:
        """Asks the pages, keeps the drafts, lets the queue run dry, closes the base, then lets the window close."""
        if self._kiosk is not None:
            self._kiosk.ask_to_leave()
            return
        if self._closing or (self.shell is not None and not self.shell.can_leave()):
            return
        self._closing = True
        desk, self._desk = self._desk, None
        if self._setup is not None:
            self._setup.abandon()
        if desk is not None and self._stay is not None:
            self._copy_and_close(desk)
        elif desk is not None:
            self._tasks.run(desk.close, owner=self._window, done=lambda _: self._drain(), cancellable=False)
        else:
            self._drain()

    def _copy_and_close(self, desk: OpenDesk) -> None:
        from casa_desktop.ui.copies.keeper import LastCopy  # reads services: only where somebody has entered

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
