"""Composition of the window: what the entry screens ask for, wired to the door; then Qt, theme, flow.

Keys, base and printing are imported where they are first needed: the login page must stand before they are read.
"""

import os
import sys
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from casa_desktop.domain.clock import Clock, FixedClock, SystemClock
from casa_desktop.domain.errors import CasaError, Code, fault
from casa_desktop.paths import resource
from casa_desktop.settings import SettingsFile
from casa_desktop.storage import profile
from casa_desktop.texts import ui_shell as texts
from casa_desktop.ui.ports import DeskSetup, EntranceState, OpenDesk, SetupDone
from casa_desktop.ui.tasks import Watch

if TYPE_CHECKING:
    from casa_desktop.storage.envelope import KdfCost
    from casa_desktop.ui.application import Frame
    from casa_desktop.ui.flow import Flow
    from casa_desktop.wiring import Door

_GALLERY_DAY = date(2026, 11, 21)
"""A Saturday, the last working day of the desk's week; fixed, so that pictures of two days can be compared."""
_STATES = {
    profile.ProfileState.EMPTY: EntranceState(new=True),
    profile.ProfileState.UNFINISHED: EntranceState(new=True),
    profile.ProfileState.READY: EntranceState(),
    profile.ProfileState.BASE_MISSING: EntranceState(error=Code.BASE_MISSING),
    profile.ProfileState.KEYS_MISSING: EntranceState(error=Code.KEYS_MISSING),
}


class DoorEntrance:
    """The :class:`~casa_desktop.ui.ports.Entrance` of a profile folder."""

    def __init__(self, folder: Path, clock: Clock, cost: "KdfCost | None" = None) -> None:
        """*cost* of a try of a password; production's where none is given."""
        self.clock = clock
        self._folder = folder
        self._cost = cost
        self._demo: tuple[tuple[str, str], ...] = ()
        self._settings = SettingsFile(folder / profile.SETTINGS)

    @property
    def folder(self) -> Path:
        return self._folder

    @property
    def _door(self) -> "Door":
        from casa_desktop.storage.envelope import PRODUCTION_COST
        from casa_desktop.wiring import Door

        return Door(self._folder, self.clock, self._cost or PRODUCTION_COST)

    def use_folder(self, folder: Path) -> None:
        self._folder = folder
        self._settings = SettingsFile(folder / profile.SETTINGS)
        self._demo = ()

    def settings(self) -> SettingsFile:
        return self._settings

    def state(self) -> EntranceState:
        return _STATES[profile.state(self._folder)]

    def users(self) -> Sequence[str]:
        return self._door.users()

    def wait_seconds(self, username: str) -> int:
        return self._door.wait_seconds(username)

    def show_demo(self, credentials: Sequence[tuple[str, str]]) -> None:
        """What the login page of a throw-away profile shows."""
        self._demo = tuple(credentials)

    def demo_users(self) -> Sequence[tuple[str, str]]:
        return self._demo

    def warm(self) -> None:
        # What opening the base and the first page will import: while somebody types a password nobody waits for it.
        import casa_desktop.services.catalogs
        import casa_desktop.services.copies
        import casa_desktop.services.runner
        import casa_desktop.services.users
        import casa_desktop.storage.base
        import casa_desktop.ui.shell
        import casa_desktop.ui.today.page  # noqa: F401 - for what they bring in

    def unlock(self, username: str, password: str) -> OpenDesk:
        desk = self._door.unlock(username, password)
        # The door has written who entered last: what this object read before must not be written over it.
        self._settings = SettingsFile(self.folder / profile.SETTINGS)
        return desk

    def try_sheet(self, username: str, sheet: str) -> None:
        self._door.open_sheet(username, sheet)

    def recover(self, username: str, sheet: str, password: str) -> None:
        self._door.recover(username, sheet, password)

    def municipalities(self) -> Sequence[tuple[str, str]]:
        import csv

        with resource("catalogo/municipios.csv").open(encoding="utf-8", newline="") as lines:
            return [(row["code"], f"{row['name']} ({row['department']})") for row in csv.DictReader(lines)]

    def propose_password(self) -> str:
        from casa_desktop.domain import passwords

        return passwords.propose(resource("palabras.txt").read_text(encoding="utf-8").split())

    def require_strong(self, password: str, *names: str) -> None:
        from casa_desktop.domain import passwords

        passwords.require_strong(password, *names)

    def setup(self, command: DeskSetup) -> SetupDone:
        from casa_desktop.domain.founding import FirstDesk
        from casa_desktop.texts.places import municipality_name

        first = FirstDesk(
            command.desk_name,
            command.municipality,
            command.username,
            command.full_name,
            command.password,
            municipality_name(command.municipality),
        )
        founded = self._door.found_beside(first)
        return SetupDone(command.desk_name, founded.sheets, founded.base_code, self.clock.today())

    def sheet_pdf(self, sheet_no: int, setup: SetupDone) -> bytes:
        from casa_desktop.reports import sheets_pdf

        return sheets_pdf.render(setup.desk_name, sheet_no, setup.sheets[sheet_no - 1], setup.made_on, setup.base_code)

    def same_group(self, typed: str, printed: str) -> bool:
        from casa_desktop.storage import sheets

        return sheets.same_group(typed, printed)

    def confirm_setup(self) -> None:
        self._door.keep_founded()
        self._settings.change(sheets_confirmed=True)

    def abandon_setup(self) -> None:
        self._door.abandon_founded()

    def restore(
        self,
        copy: Path,
        username: str,
        password: str,
        progress: Callable[[int, int], None],
        cancelled: Callable[[], bool],
    ) -> None:
        self._door.restore(copy, username, password, progress, cancelled)

    def accept(self, username: str, password: str, reason: str) -> None:
        self._door.accept(username, password, reason)


def run_demo() -> int:
    """As :func:`run`, over an invented desk that is gone when the window is."""
    import tempfile

    with tempfile.TemporaryDirectory(prefix="casa-demo-") as name:
        return run(Path(name), demo=True)


def run(folder: Path, *, demo: bool = False) -> int:
    """Opens the window on *folder* and stays until it is closed."""
    from PySide6.QtCore import QTimer

    from casa_desktop.ui.application import make_application, make_frame
    from casa_desktop.ui.flow import Flow
    from casa_desktop.ui.garbage import Collector
    from casa_desktop.ui.instance import raise_first

    app = make_application()
    Collector(app)
    if raise_first(folder):
        return 0
    frame = make_frame(app)
    entrance = DoorEntrance(folder, SystemClock())
    flow = Flow(frame.window, entrance, frame.tasks, frame.prompts, frame.theme)
    if demo:
        _fill_demo(entrance, frame, flow)
    else:
        flow.start()
    frame.window.show_fitting()
    undo: list[Callable[[], None]] = []
    # Once the first page stands: nothing of it is needed to show it, and all of it is slow to import.
    QTimer.singleShot(0, app, lambda: undo.extend(_look_around(folder, frame, flow)))
    try:
        return app.exec()
    finally:
        for each in undo:
            each()


def _look_around(folder: Path, frame: "Frame", flow: "Flow") -> Sequence[Callable[[], None]]:
    """The log, the doorbell, the system's lock, the idle keyboard; gives what is to be done at the end."""
    from PySide6.QtWidgets import QApplication

    from casa_desktop import logs
    from casa_desktop.ui.instance import Doorbell
    from casa_desktop.ui.system import SystemWatch
    from casa_desktop.ui.window import Activity

    handler = logs.start(folder / profile.LOG)
    bell = Doorbell(folder, frame.window)
    if not bell.first:
        QApplication.quit()
    bell.rang.connect(frame.window.bring_up)
    system = SystemWatch(frame.window)
    system.left.connect(flow.lock)
    system.slept.connect(flow.sleep)
    Activity(frame.window).touched.connect(flow.idle.touch)
    return (bell.close, lambda: logs.stop(handler))


def draw_gallery(output: Path, only: str = "") -> int:
    """Draws every screen and paper over a desk that is invented for it; needs no display.

    Prints the path of each picture; 1 and one sentence where a picture could not be made or written.
    """
    if sys.platform.startswith("linux"):
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from casa_desktop.texts.errors import message

    try:
        written = _drawn(output, only)
    except CasaError as error:
        sys.stderr.write(message(error) + "\n")
        return 1
    except Exception as bug:  # noqa: BLE001  # told as everywhere else: where, and never a value
        sys.stderr.write(message(fault(Code.BUG, where=_places(bug))) + "\n")
        return 1
    for path in written:
        sys.stdout.write(f"{path}\n")
    sys.stdout.write(texts.gallery_written(len(written), str(output)) + "\n")
    return 0


def _drawn(output: Path, only: str) -> Sequence[Path]:
    import tempfile

    from casa_desktop.storage.files import explained
    from casa_desktop.ui.application import make_application
    from casa_desktop.ui.gallery.render import quiet_frame, render_all
    from casa_desktop.ui.gallery.stage import Stage
    from casa_desktop.ui.garbage import Collector

    with explained(writing=True):
        output.mkdir(parents=True, exist_ok=True)
    app = make_application()
    Collector(app)
    frame = quiet_frame(app)
    try:
        with explained(writing=True), tempfile.TemporaryDirectory(prefix="casa-galeria-") as name:
            clock = FixedClock.on(_GALLERY_DAY, 10)
            demo = DoorEntrance(Path(name) / "mesa", clock)
            credentials = _make_demo(demo.folder, _GALLERY_DAY, Watch())
            demo.show_demo(credentials)
            empty = DoorEntrance(Path(name) / "vacía", clock)
            return render_all(Stage(frame, demo, empty, dict(credentials)), output, only)
    finally:
        frame.tasks.close()
        frame.window.close_now()


def _places(bug: BaseException) -> str:
    from casa_desktop.logs import describe

    return " / ".join(line.strip() for line in describe(bug).splitlines()[-3:])


def _fill_demo(entrance: DoorEntrance, frame: "Frame", flow: "Flow") -> None:
    """Invents a desk behind the empty window, then shows its login page."""

    from casa_desktop.ui.entry import WaitScreen

    def ready(credentials: tuple[tuple[str, str], ...]) -> None:
        entrance.show_demo(credentials)
        flow.start()

    watch = Watch()
    folder, today = entrance.folder, entrance.clock.today()
    frame.theme.apply()
    frame.window.show_screen(WaitScreen(texts.MAKING_DEMO, texts.MAKING_DEMO_DETAIL))
    frame.tasks.run(
        lambda: _make_demo(folder, today, watch),
        owner=frame.window,
        done=ready,
        what=texts.MAKING_DEMO,
        watch=watch,
        cancellable=False,
    )


def _make_demo(folder: Path, today: date, watch: Watch) -> tuple[tuple[str, str], ...]:
    """The desk ``mesa``, made as its users would make it; gives (username, password) of each."""
    from casa_desktop.demo.scenarios import Order, Scenario
    from casa_desktop.wiring import make_demo

    credentials = make_demo(folder, Order(Scenario.DESK, until=today), watch.tell)
    # Its invented past would ask at once for a copy out of the house, over every page that somebody came to look at.
    SettingsFile(folder / profile.SETTINGS).change(last_copy_outside=today)
    return credentials
