"""Imports that were made, what became of their rows, and the way back."""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHeaderView, QWidget

from casa_desktop.domain.importing import ImportShown, Outcome, RowShown
from casa_desktop.domain.matching.described import Reason
from casa_desktop.services import importing
from casa_desktop.services.importing import ImportRowsQuery, ImportsQuery
from casa_desktop.texts import dates
from casa_desktop.texts import ui_importing as texts
from casa_desktop.texts.numbers import integer
from casa_desktop.texts.ui_matching import REASONS
from casa_desktop.ui import hotkeys, widgets
from casa_desktop.ui.importing.parts import Filters, lines
from casa_desktop.ui.rows import Row, RowsTable, SharingTable
from casa_desktop.ui.session import Session
from casa_desktop.ui.settings.parts import heading, with_acts
from casa_desktop.ui.settings.stack import Stack


class PastView(QWidget):
    """Every import; Enter opens one, Ctrl+N begins another."""

    new_asked = Signal()
    opened = Signal(str)

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.setObjectName("import_past")
        self._session = session
        self._batches: dict[str, ImportShown] = {}
        new = widgets.PrimaryButton(
            texts.NEW, self.new_asked.emit, keys=hotkeys.NEW, icon="import", name="import_new_button", scope=self
        )
        self.table = RowsTable(
            texts.PAST_COLUMNS, name="imports_table", said=texts.PAST_LIST, wide=2, right=(3, 4, 5), spare=(5, 3)
        )
        self.table.opened.connect(self.opened)
        self._empty = widgets.Empty(texts.NONE_YET, texts.NONE_YET_DETAIL, icon="import")
        self._stack = Stack(self.table, self._empty, name="imports_stack")
        outer = widgets.column(with_acts(heading(texts.TITLE, texts.HINT), new), self._stack, gap=widgets.MARGIN)
        outer.setStretch(1, 1)
        self.setLayout(outer)
        self._new = new

    def refresh(self) -> None:
        """Asks for the list again."""
        self._session.run(importing.listed, ImportsQuery(), owner=self, done=self._fill, latest="imports.list")

    def refresh_then(self, go_on: Callable[[], object]) -> None:
        """Asks for the list again, then does something with what it holds."""

        def fill(found: tuple[ImportShown, ...]) -> None:
            self._fill(found)
            go_on()

        self._session.run(importing.listed, ImportsQuery(), owner=self, done=fill)

    def batch(self, uuid: str) -> ImportShown | None:
        """The import of that uuid, as listed."""
        return self._batches.get(uuid)

    def focus_first(self) -> None:
        """The list, or the first act where there is none."""
        (self.table if self._batches else self._new).setFocus(Qt.FocusReason.OtherFocusReason)

    def _fill(self, found: tuple[ImportShown, ...]) -> None:
        self._batches = {batch.uuid: batch for batch in found}
        self.table.show_rows(
            [
                Row(
                    each.uuid,
                    (
                        each.code,
                        dates.short_moment(each.created_at),
                        each.file_name,
                        *(integer(number) for number in (each.tally.rows, each.tally.created, each.tally.joined)),
                        texts.state(each.undone, each.kept),
                    ),
                )
                for each in found
            ]
        )
        self._stack.present(self.table if found else self._empty)


class ResultView(QWidget):
    """What became of the rows of one import; Enter opens a person, Ctrl+Z takes the import back, Esc leaves."""

    closed = Signal()
    undo_asked = Signal(str)

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.setObjectName("import_result")
        self._session = session
        self.uuid = ""
        self._title = widgets.label("", "section", name="result_title")
        self._summary = widgets.label("", "caption", wrap=True, name="result_summary")
        self.filters = Filters(texts.RESULT_FILTERS, self.show_filter, scope=self)
        self.table = SharingTable(
            texts.RESULT_COLUMNS,
            name="result_table",
            said=texts.RESULT_LIST,
            parts=((4, 6), (2, 5), (1, 2)),
            drops=((1, 60),),
            right=(0,),
        )
        self.table.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.table.horizontalHeader().setResizeContentsPrecision(60)
        self.table.setMinimumHeight(160)
        self.table.opened.connect(self._open)
        self._people: dict[str, str] = {}
        self._empty = widgets.Empty(texts.NO_ROWS, texts.NO_ROWS_DETAIL, icon="people")
        self._stack = Stack(self.table, self._empty, name="result_stack")
        back = widgets.Button(texts.BACK, self.closed.emit, keys="Esc", name="result_back_button", scope=self)
        self._undo = widgets.Button(
            texts.UNDO,
            lambda: self.undo_asked.emit(self.uuid),
            keys=hotkeys.RESTORE,
            name="import_undo_button",
            scope=self,
        )
        outer = widgets.column(self._title, self._summary, self.filters, self._stack, lines(back, self._undo), gap=12)
        outer.setStretch(3, 1)
        self.setLayout(outer)

    def show_batch(self, batch: ImportShown) -> None:
        """Shows one import."""
        same = batch.uuid == self.uuid
        self.uuid = batch.uuid
        tally = batch.tally
        self._title.setText(f"{batch.code} · {batch.file_name}")
        said = [texts.imported(tally), f"{dates.short_moment(batch.created_at)}, {batch.by}."]
        self._summary.setText(" ".join([*said, texts.undone(batch.taken_back, batch.kept) if batch.undone else ""]))
        counts = {name: getattr(tally, name, 0) for name in texts.RESULT_FILTERS if name}
        self.filters.set_counts({**counts, "": tally.rows, "odd": tally.warnings, "kept": batch.kept})
        self._undo.setVisible(not batch.undone or bool(batch.kept))
        self.show_filter(self.filters.chosen if same else "")

    def show_filter(self, key: str) -> None:
        """Only some rows."""
        self.filters.choose(key)
        query = ImportRowsQuery(self.uuid, (key,) if key else ())
        self._session.run(importing.rows, query, owner=self, done=self._fill, latest="imports.rows")

    def focus_first(self) -> None:
        """The rows."""
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def clear(self) -> None:
        """Forgets everybody."""
        self.uuid, self._people = "", {}
        self.table.show_rows(())

    def _fill(self, found: tuple[RowShown, ...]) -> None:
        self._people = {str(row.line): row.person_uuid for row in found}
        self.table.show_rows([Row(str(row.line), _cells(row)) for row in found])
        self._stack.present(self.table if found else self._empty)
        self.focus_first()

    def _open(self, key: str) -> None:
        if uuid := self._people.get(key):
            self._session.go("people", uuid)


def _cells(row: RowShown) -> tuple[str, ...]:
    became = texts.TAKEN_BACK.capitalize() if row.taken_back else texts.BECAME[row.outcome]
    return (str(row.line), row.person_code, row.name, became, "; ".join(filter(None, _details(row))))


def _details(row: RowShown) -> list[str]:
    told = [texts.KEPT[row.kept] if row.kept else ""]
    if row.outcome is Outcome.REFUSED:
        told.append(texts.NO_NAME_NO_DOCUMENT)
    if row.likeness and row.other_code:
        reasons = ", ".join(REASONS[Reason(reason)] for reason in row.reasons[:3])
        told.append(texts.why(row.likeness, row.other_code, reasons))
    told += [texts.odd_value(each.odd, each.typed) for each in row.odd]
    return told
