"""The long acts of an import: read, compare with the base in slices, write, take back; each can be stopped."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QProgressBar, QWidget

from casa_desktop.domain.errors import CasaError
from casa_desktop.domain.import_columns import ColumnMap, guess
from casa_desktop.domain.import_values import RowReader
from casa_desktop.domain.importing import Incoming
from casa_desktop.readers.cells import CellValue
from casa_desktop.services import import_planning, importing
from casa_desktop.services.import_planning import THOROUGH_UP_TO, Planned, PlanQuery
from casa_desktop.services.importing import Imported, ImportRows, UndoImport, Undone
from casa_desktop.texts import ui_importing as texts
from casa_desktop.texts import ui_shell
from casa_desktop.ui import widgets
from casa_desktop.ui.session import Session
from casa_desktop.ui.tasks import Job, Watch
from casa_desktop.ui.worker import Priority

_LOOK_MS = 100
_THOROUGH_SLICE, _QUICK_SLICE = 20, 500
"""Rows of one job: what is typed meanwhile waits no longer than that."""

Failed = Callable[[CasaError], object]


@dataclass(frozen=True)
class Sheet:
    """A file as it was read, and what its columns were taken for."""

    path: Path
    rows: Sequence[Sequence[CellValue]]
    columns: ColumnMap


def read_sheet(path: Path) -> Sheet:
    """Reads a whole file. Raises as :func:`open_people`."""
    from casa_desktop.readers.people import open_people

    found = open_people(path)
    rows = found.held if found.held is not None else list(found.rows())
    return Sheet(path, rows, guess(found.sample))


class Busy(QWidget):
    """A bar, what is being done, and how to stop it. Esc stops."""

    stopped = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("import_busy")
        self.watch: Watch | None = None
        self._said = widgets.label("", name="import_busy_label")
        self._bar = QProgressBar()
        self._bar.setObjectName("import_bar")
        self._bar.setAccessibleName(ui_shell.PROGRESS)
        self._bar.setTextVisible(False)
        self._stop = widgets.Button(ui_shell.CANCEL, self.stop, keys="Esc", name="import_stop_button", scope=self)
        inside = widgets.row(self._said, self._bar, self._stop, gap=widgets.MARGIN)
        inside.setStretch(1, 1)
        outer = widgets.column(widgets.card(inside, name="import_busy_card"))
        outer.addStretch(1)
        self.setLayout(outer)
        self._clock = QTimer(self, interval=_LOOK_MS)
        self._clock.timeout.connect(self.look)
        self.hide()

    def begin(self, what: str) -> Watch:
        """Shows the bar for an act that begins now."""
        self.watch = Watch()
        self._said.setText(what)
        self._bar.setRange(0, 0)
        self.show()
        self._clock.start()
        return self.watch

    def end(self) -> None:
        """Hides it again."""
        self.watch = None
        self._clock.stop()
        self.hide()

    def stop(self) -> None:
        """Asks what runs to stop."""
        if self.watch is not None:
            self.watch.cancel()
            self.stopped.emit()

    def look(self) -> None:
        """Moves the bar."""
        if self.watch is not None and self.watch.total:
            self._bar.setRange(0, self.watch.total)
            self._bar.setValue(self.watch.done)

    def focus_first(self) -> None:
        """The cursor on the way out."""
        self._stop.setFocus()


class ImportWork:
    """Runs the acts for one page."""

    def __init__(self, session: Session, owner: QWidget) -> None:
        self._session, self._owner = session, owner
        self._job: Job | None = None

    def read(self, path: Path, watch: Watch, done: Callable[[Sheet], object], failed: Failed) -> None:
        """Reads a file in the pool for files."""
        self._in_files(lambda: read_sheet(path), watch, done, failed, texts.READING)

    def plan(
        self,
        sheet: Sheet,
        columns: ColumnMap,
        day: date,
        watch: Watch,
        done: Callable[[tuple[Planned, ...]], object],
        failed: Failed,
    ) -> None:
        """What would become of each row: read in the pool for files, then held against the base a slice at a time."""

        today = self._session.clock.today()

        def understood() -> list[Incoming]:
            reader = RowReader(columns, texts.country_codes(), day, today)
            found: list[Incoming] = []
            for at, cells in enumerate(sheet.rows):
                if at % 500 == 0:
                    watch.step(at, len(sheet.rows))
                if at > columns.head and (row := reader.read(at + 1, cells)) is not None:
                    found.append(row)
            return found

        def compare(rows: list[Incoming]) -> None:
            self._compare(rows, [], watch, done, failed)

        self._in_files(understood, watch, compare, failed, texts.READING)

    def _compare(
        self,
        rows: list[Incoming],
        told: list[Planned],
        watch: Watch,
        done: Callable[[tuple[Planned, ...]], object],
        failed: Failed,
    ) -> None:
        thorough = len(rows) <= THOROUGH_UP_TO
        size = _THOROUGH_SLICE if thorough else _QUICK_SLICE
        some = tuple(rows[len(told) : len(told) + size])
        if not some:
            self._in_files(lambda: import_planning.within_file(told), watch, done, failed, texts.PLANNING)
            return

        def go_on(found: tuple[Planned, ...]) -> None:
            told.extend(found)
            watch.tell(len(told), len(rows))
            self._compare(rows, told, watch, done, failed)

        self._job = self._session.run(
            import_planning.plan,
            PlanQuery(some, thorough),
            owner=self._owner,
            done=go_on,
            failed=failed,
            priority=Priority.LONG,
            watch=watch,
            what=texts.PLANNING,
        )

    def write(self, command: ImportRows, watch: Watch, done: Callable[[Imported], object], failed: Failed) -> None:
        """Writes everything, or nothing."""
        self._job = self._session.run(
            importing.import_rows,
            command,
            owner=self._owner,
            done=done,
            failed=failed,
            priority=Priority.LONG,
            watch=watch,
            what=texts.WRITING,
        )

    def undo(self, uuid: str, watch: Watch, done: Callable[[Undone], object], failed: Failed) -> None:
        """Takes an import back."""
        self._job = self._session.run(
            importing.undo,
            UndoImport(uuid, watch.step),
            owner=self._owner,
            done=done,
            failed=failed,
            priority=Priority.LONG,
            watch=watch,
            what=texts.UNDOING,
        )

    def cancel(self) -> None:
        """Asks what runs to stop."""
        if self._job is not None:
            self._session.tasks.cancel(self._job)

    def _in_files(
        self, work: Callable[[], Any], watch: Watch, done: Callable[[Any], object], failed: Failed, what: str
    ) -> None:
        self._job = self._session.tasks.run(
            work, owner=self._owner, done=done, failed=failed, pool="files", watch=watch, what=what
        )
