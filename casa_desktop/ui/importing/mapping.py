"""Which column is what: guessed, shown with the first data of each, and changed by the keyboard."""

import json
from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from casa_desktop.domain.errors import CasaError, Code, fault
from casa_desktop.domain.import_columns import ColumnMap, letters, mapped
from casa_desktop.domain.importing import NAMES, Column
from casa_desktop.readers.cells import CellValue
from casa_desktop.readers.files import read
from casa_desktop.texts import dates
from casa_desktop.texts import ui_importing as texts
from casa_desktop.ui import hotkeys, widgets
from casa_desktop.ui.choices import Choice
from casa_desktop.ui.editors import DateEdit
from casa_desktop.ui.forms.field import Field
from casa_desktop.ui.importing.parts import lines
from casa_desktop.ui.importing.work import Sheet
from casa_desktop.ui.rows import Row, RowsTable
from casa_desktop.ui.session import Session

_NONE = "-"
_EXAMPLES, _LOOKED_AT = 3, 60
_LARGEST_MAP = 1_000_000


class MappingView(QWidget):
    """Enter on a column goes to what it is; Enter there goes back, to the next column."""

    look_asked = Signal()
    closed = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.setObjectName("import_mapping")
        self._session = session
        self._sheet: Sheet | None = None
        self._columns: ColumnMap | None = None
        self._loading = False
        self.banner = widgets.Banner()
        self._summary = widgets.label("", "caption", wrap=True, name="import_file_label")
        self.table = RowsTable(texts.MAP_COLUMNS, name="map_table", said=texts.MAP_LIST, wide=2)
        self.table.setMinimumHeight(150)
        self.table.chosen.connect(self._follow)
        options = [(_NONE, texts.NOT_TAKEN), *((str(column), words) for column, words in texts.COLUMNS.items())]
        self.means = Choice(options, name="means_edit", width=300)
        self.means.setMinimumContentsLength(22)
        self.means.edited.connect(self._changed)
        self.table.opened.connect(lambda _: self.means.setFocus(Qt.FocusReason.OtherFocusReason))
        self.day = DateEdit(name="stated_on_edit", today=session.clock.today)
        self.letter = Choice([("woman", texts.WOMAN), ("man", texts.MAN)], name="letter_edit", width=260)
        self.letter.setMinimumContentsLength(18)
        self.letter.edited.connect(self._letter_changed)
        self._letter_field = Field("letter", texts.LETTER_M, self.letter)
        self._day_field = Field("stated_on", texts.STATED_ON, self.day)
        for keys in ("Return", "Enter"):
            shortcut = QShortcut(QKeySequence(keys), self.means)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(self._next)
        back = widgets.Button(texts.OTHER_FILE, self.closed.emit, keys="Esc", name="map_back_button", scope=self)
        save = widgets.Button(texts.SAVE_MAP, self.save_map, keys=hotkeys.SAVE_FILE, name="map_save_button", scope=self)
        load = widgets.Button(texts.OPEN_MAP, self.open_map, keys=hotkeys.OPEN, name="map_open_button", scope=self)
        look = widgets.PrimaryButton(
            texts.LOOK, self.ask, keys=hotkeys.SAVE, icon="forward", name="map_look_button", scope=self
        )
        fields = lines(Field("means", texts.MEANS, self.means), self._day_field, self._letter_field)
        outer = widgets.column(
            widgets.label(texts.MAP_TITLE, "section"),
            self._summary,
            self.banner,
            self.table,
            fields,
            lines(look, back, load, save),
            gap=12,
        )
        outer.setStretch(3, 1)
        self.setLayout(outer)

    # what the page asks

    def show_sheet(self, sheet: Sheet, columns: ColumnMap | None = None, day: date | None = None) -> None:
        """Shows the columns of a file as they were guessed, or as *columns* say."""
        self._sheet, self._columns = sheet, columns or sheet.columns
        self.day.set_value(day or self._session.clock.today())
        self._summary.setText(texts.map_summary(sheet.path.name, len(sheet.rows), self._columns.head))
        self.banner.show_text("")
        self._fill()
        self.focus_first()

    @property
    def columns(self) -> ColumnMap | None:
        """What each column is taken for now."""
        return self._columns

    def focus_first(self) -> None:
        """The first column."""
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def clear(self) -> None:
        """Forgets the file."""
        self._sheet = self._columns = None
        self.table.show_rows(())
        self._summary.setText("")

    def ask(self) -> None:
        """Goes on, if there is anything to go on with."""
        columns, day = self._columns, self.day.value()
        if columns is None:
            return
        self.means.settle()
        if not (NAMES | {Column.DOCUMENT}) & set(columns.means):
            self.banner.show_text(texts.NO_NAME_COLUMN, "warn")
        elif day is None or day > self._session.clock.today():
            self._day_field.show_problem(texts.NO_DAY)
            self.day.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self._day_field.show_problem("")
            self.banner.show_text("")
            self.look_asked.emit()

    def save_map(self) -> None:
        """Writes the map to a file that ``casa importar --mapa`` takes too."""
        if self._columns is None:
            return
        path = self._session.prompts.save_file(texts.SAVE_MAP, texts.MAP_NAME, texts.MAP_KINDS)
        if path is None:
            return
        try:
            path.write_text(json.dumps(self._columns.as_json(), ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
        except OSError:
            self._session.prompts.error(fault(Code.CANNOT_WRITE, file=path.name))

    def open_map(self) -> None:
        """Takes a map that was saved."""
        if self._sheet is None:
            return
        path = self._session.prompts.open_file(texts.OPEN_MAP, texts.MAP_KINDS)
        if path is None:
            return
        try:
            given = json.loads(read(path, _LARGEST_MAP).decode("utf-8-sig"))
            self._columns = mapped(self._sheet.rows, given)
        except CasaError as error:
            self._session.prompts.error(error)
        except ValueError:
            self._session.prompts.error(fault(Code.FILE_NOT_UNDERSTOOD, file=path.name))
        self._fill()

    # painting

    def _fill(self) -> None:
        sheet, columns = self._sheet, self._columns
        if sheet is None or columns is None:
            return
        self.table.show_rows(
            [
                Row(
                    str(at),
                    (
                        letters(at),
                        heading,
                        " · ".join(_examples(sheet.rows, columns.head, at)),
                        texts.COLUMNS[means] if means is not None else texts.NOT_TAKEN,
                    ),
                )
                for at, (heading, means) in enumerate(zip(columns.headings, columns.means, strict=True))
            ]
        )
        self._letter_field.setVisible(Column.SEX in columns.means)
        self._loading = True
        self.letter.set_value("woman" if columns.m_is_woman else "man")
        self._loading = False
        self._follow(self.table.current_key())

    def _follow(self, key: str) -> None:
        if not key or self._columns is None:
            return
        self._loading = True
        means = self._columns.means[int(key)]
        self.means.set_value(str(means) if means is not None else _NONE)
        self._loading = False

    def _changed(self) -> None:
        key, value = self.table.current_key(), self.means.value()
        if self._loading or not key or value is None or self._columns is None:
            return
        self._columns = self._columns.placed(int(key), None if value == _NONE else Column(value))
        typed = self.means.currentText()
        self._fill()
        self.means.setEditText(typed)

    def _letter_changed(self) -> None:
        value = self.letter.value()
        if not self._loading and value is not None and self._columns is not None:
            self._columns = self._columns.with_letter(woman=value == "woman")

    def _next(self) -> None:
        """Takes what is written and goes on to the next column."""
        self.means.settle()
        rows = self.table.rows()
        at = next((i for i, row in enumerate(rows) if row.key == self.table.current_key()), -1)
        if 0 <= at + 1 < len(rows):
            self.table.select(rows[at + 1].key)
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)


def _examples(rows: Sequence[Sequence[CellValue]], head: int, at: int) -> list[str]:
    found: list[str] = []
    for row in rows[head + 1 : head + 1 + _LOOKED_AT]:
        value = row[at] if at < len(row) else None
        if value is not None and value != "":
            found.append(dates.short_date(value) if isinstance(value, date) else str(value)[:30])
        if len(found) == _EXAMPLES:
            break
    return found
