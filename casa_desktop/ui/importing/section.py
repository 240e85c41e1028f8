"""«Importar personas» in «Ajustes»: choose a file, say what each column is, look at what would come of it, import."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from PySide6.QtWidgets import QWidget

from casa_desktop.domain.errors import CasaError, Code
from casa_desktop.domain.ids import new_id
from casa_desktop.domain.import_columns import mapped
from casa_desktop.services.import_planning import Planned
from casa_desktop.services.importing import Imported, ImportRows, Undone
from casa_desktop.texts import errors, ui_shell
from casa_desktop.texts import ui_importing as texts
from casa_desktop.ui import widgets
from casa_desktop.ui.importing.mapping import MappingView
from casa_desktop.ui.importing.past import PastView, ResultView
from casa_desktop.ui.importing.preview import PreviewView
from casa_desktop.ui.importing.work import Busy, ImportWork, Sheet
from casa_desktop.ui.page import Key, Page
from casa_desktop.ui.ports import Draft
from casa_desktop.ui.session import Session
from casa_desktop.ui.settings.stack import Stack
from casa_desktop.ui.tasks import Watch


class ImportSection(Page):
    """One view at a time; while something runs, only the way out of it."""

    page_id = "importing"
    title = texts.TITLE
    kinds = frozenset({"import"})

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._work = ImportWork(session, self)
        self._sheet: Sheet | None = None
        self._day: date | None = None
        self._uuid = ""
        """Of the import that is being prepared: repeating it makes nobody twice."""
        self._waiting: Draft | None = None
        self.past, self.mapping = PastView(session), MappingView(session)
        self.preview, self.result = PreviewView(session), ResultView(session)
        self.busy = Busy()
        self.busy.stopped.connect(self._work.cancel)
        self._stack = Stack(self.past, self.mapping, self.preview, self.result, self.busy, name="import_stack")
        self._shown: QWidget = self.past
        self.past.new_asked.connect(self.choose)
        self.past.opened.connect(self.open_target)
        self.mapping.look_asked.connect(self.look)
        self.mapping.closed.connect(self.leave)
        self.preview.closed.connect(lambda: self._present(self.mapping))
        self.preview.do_asked.connect(self.take_in)
        self.result.closed.connect(self.leave)
        self.result.undo_asked.connect(self.take_back)
        self.setLayout(widgets.column(self._stack))
        self._stack.present(self.past)

    # what the window asks

    def refresh(self) -> None:
        self.past.refresh()

    def open_target(self, target: str) -> None:
        """*target* is the uuid of an import."""
        batch = self.past.batch(target)
        if batch is not None:
            self.result.show_batch(batch)
            self._present(self.result)

    def focus_first(self) -> None:
        shown = self._stack.shown
        if isinstance(shown, PastView | MappingView | PreviewView | ResultView | Busy):
            shown.focus_first()

    def keys(self) -> Sequence[Key]:
        own = {
            self.past: (Key("Ctrl+N", texts.NEW),),
            self.mapping: (
                Key("Return", texts.KEY_CHANGE),
                Key("Ctrl+Return", texts.LOOK),
                Key("Ctrl+O", texts.OPEN_MAP),
                Key("Ctrl+S", texts.SAVE_MAP),
                Key("Esc", texts.OTHER_FILE),
            ),
            self.preview: (
                Key("C", texts.CREATE),
                Key("M", texts.JOIN),
                Key("O", texts.HOLD),
                Key("Ctrl+Return", texts.DO_IMPORT),
                Key("Esc", texts.BACK_TO_MAP),
            ),
            self.result: (
                Key("Return", texts.OPEN_PERSON),
                Key("Ctrl+Z", texts.UNDO),
                Key("Esc", texts.BACK),
            ),
        }
        return next((keys for view, keys in own.items() if view is self._stack.shown), (Key("Esc", ui_shell.CANCEL),))

    def help_text(self) -> str:
        return texts.HELP

    def draft(self) -> Draft | None:
        if self._sheet is None or self.mapping.columns is None:
            return None
        day = self.mapping.day.value()
        return {
            "path": str(self._sheet.path),
            "map": self.mapping.columns.as_json(),
            "day": day.isoformat() if day else "",
            "uuid": self._uuid,
            "decisions": self.preview.decisions,
        }

    def restore(self, draft: Draft) -> None:
        """The file is read again: its rows are the user's own and never copied into a draft."""
        self._waiting = draft
        self._uuid = str(draft.get("uuid") or new_id())
        self.read(Path(str(draft.get("path", ""))))

    def can_leave(self) -> bool:
        return self.busy.watch is None or self.session.prompts.ask(
            texts.LEAVE, do=ui_shell.CANCEL, keep=texts.BACK, danger=True
        )

    def close_down(self) -> None:
        self.busy.stop()
        self.busy.end()
        self._forget()
        self.result.clear()

    # acts

    def choose(self) -> None:
        """Asks for a file and reads it."""
        path = self.session.prompts.open_file(texts.FILE_TITLE, texts.FILE_KINDS)
        if path is not None:
            self._waiting, self._uuid = None, new_id()
            self.read(path)

    def look(self) -> None:
        """What would become of each row."""
        columns, day = self.mapping.columns, self.mapping.day.value()
        if self._sheet is not None and columns is not None and day is not None:
            watch = self._begin(texts.PLANNING)
            self._work.plan(self._sheet, columns, day, watch, self._planned, lambda e: self._failed(e, self.mapping))

    def take_in(self) -> None:
        """Imports what was decided."""
        if self._sheet is not None:
            watch = self._begin(texts.WRITING)
            command = ImportRows(self._uuid, self._sheet.path.name, self.preview.rows, watch.step)
            self._work.write(command, watch, self._imported, lambda error: self._failed(error, self.preview))

    def take_back(self, uuid: str) -> None:
        """Undoes an import, once somebody has said so twice: what comes back comes back by importing again."""
        batch = self.past.batch(uuid)
        if batch is None or not self.session.prompts.ask(
            texts.UNDO_ASK.format(code=batch.code),
            do=texts.UNDO,
            keep=texts.UNDO_KEEP,
            detail=texts.UNDO_DETAIL,
            danger=True,
        ):
            return
        watch = self._begin(texts.UNDOING)
        self._work.undo(uuid, watch, lambda done: self._undone(uuid, done), lambda e: self._failed(e, self.result))

    def leave(self) -> None:
        """Back to the list; nothing of the file stays."""
        self._forget()
        self._present(self.past)

    # what comes back

    def read(self, path: Path) -> None:
        """Reads a file and shows its columns."""
        watch = self._begin(texts.READING)
        self._work.read(path, watch, self._arrive, lambda error: self._failed(error, self.past))

    def _arrive(self, sheet: Sheet) -> None:
        self.busy.end()
        self._sheet = sheet
        columns, day = sheet.columns, None
        if self._waiting is not None:
            try:
                columns = mapped(sheet.rows, self._waiting.get("map"))
            except CasaError:
                self._waiting = None  # the file is another one now
            else:
                day = date.fromisoformat(str(self._waiting.get("day"))) if self._waiting.get("day") else None
        self.preview.clear()
        self.mapping.show_sheet(sheet, columns, day)
        self._present(self.mapping)

    def _planned(self, rows: tuple[Planned, ...]) -> None:
        self.busy.end()
        self.preview.show_rows(rows)
        decisions = self._waiting.get("decisions") if self._waiting is not None else None
        if isinstance(decisions, dict):
            self.preview.restore(decisions)
        self._present(self.preview)

    def _imported(self, done: Imported) -> None:
        self.busy.end()
        self._forget()
        self.session.prompts.inform(texts.imported(done.tally))
        self._show_result(done.uuid)

    def _undone(self, uuid: str, done: Undone) -> None:
        self.busy.end()
        self.session.prompts.inform(texts.undone(done.taken_back, done.kept))
        self._show_result(uuid)

    def _show_result(self, uuid: str) -> None:
        """Once the list knows of it."""
        self._present(self.past)
        self.past.refresh_then(lambda: self.open_target(uuid))

    def _failed(self, error: CasaError, back: QWidget) -> None:
        self.busy.end()
        self._present(back)
        if error.code is Code.CANCELLED:
            self.session.prompts.inform(texts.CANCELLED if back is not self.past else errors.message(error))
        else:
            self.session.prompts.error(error)

    def _begin(self, what: str) -> Watch:
        watch = self.busy.begin(what)
        self.show_busy()
        return watch

    def show_busy(self) -> None:
        """What runs, and how to stop it."""
        self._present(self.busy)

    def _present(self, view: QWidget) -> None:
        self._stack.present(view)
        if self.isVisible() and self.window().isActiveWindow():
            self.focus_first()

    def _forget(self) -> None:
        self._sheet, self._waiting = None, None
        self.mapping.clear()
        self.preview.clear()
