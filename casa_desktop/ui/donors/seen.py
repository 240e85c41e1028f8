"""What a report holds, on the screen: its tables under each other, and beside a line what its row of the file holds, or
the records behind it."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from casa_desktop.domain.donor_files import Behind, CodedFile
from casa_desktop.domain.report import Section
from casa_desktop.texts import donors as words
from casa_desktop.texts import reports
from casa_desktop.texts import ui_donors as texts
from casa_desktop.texts.ui_statistics import CELL_COLUMNS
from casa_desktop.ui import icons, widgets
from casa_desktop.ui.donors.outgoing import Ready
from casa_desktop.ui.people.parts import Beside
from casa_desktop.ui.report_view import ReportTable, facts
from casa_desktop.ui.rows import Row, RowsTable, SharingTable
from casa_desktop.ui.settings.stack import Stack
from casa_desktop.ui.statistics.cell_panel import record_rows

_MOST_LINES = 16
"""Of a table that is not the only one; a longer one scrolls."""
_TABLE_WIDTH, _ASIDE_WIDTH, _LOWEST = 380, 290, 190


class Seen(QWidget):
    """Made for one report; another report makes another. ``behind_asked`` with Enter on a line that stands for a row
    of many columns."""

    behind_asked = Signal(int)

    def __init__(self, ready: Ready) -> None:
        super().__init__()
        self.setObjectName("seen")
        self.tables: list[ReportTable] = []
        self.aside = None if ready.whole is None else _Aside(ready.whole)
        self._alone = len(ready.seen.sections) == 1
        inside = widgets.column(gap=12)
        if ready.seen.facts:
            inside.addWidget(facts(ready.seen))
        for section in ready.seen.sections:
            if section.title:
                inside.addWidget(widgets.label(section.title, "section", wrap=True))
            if section.empty and not section.lines:
                inside.addWidget(widgets.hint(section.empty))
                continue
            table = _table(section)
            self.tables.append(table)
            inside.addWidget(table if self.aside is None else self._with_aside(table, self.aside), int(self._alone))
        inside.addWidget(widgets.label("\n".join(ready.seen.notes), "hint", wrap=True, name="seen_notes"))
        if not self._alone:
            inside.addStretch(1)
        self.setLayout(inside)

    def clear(self) -> None:
        """Forgets what it showed."""
        tables = [*self.tables, *([self.aside.row, self.aside.records] if self.aside is not None else [])]
        for table in tables:
            table.show_rows(())

    def show_behind(self, found: Behind) -> None:
        """The records behind the current line; another line, or Esc, shows rows again."""
        if self.aside is not None:
            self.aside.show_records(found)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        for table in self.tables if not self._alone else ():
            _as_tall_as_it_is(table)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.aside is not None and self.aside.shows_records:
            self.aside.show_row(self.tables[0].current_key())
            self.tables[0].setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            super().keyPressEvent(event)

    def _with_aside(self, table: RowsTable, aside: "_Aside") -> QWidget:
        table.setMinimumSize(icons.scaled(_TABLE_WIDTH), icons.scaled(_LOWEST))
        aside.setMinimumSize(icons.scaled(_ASIDE_WIDTH), icons.scaled(_LOWEST))
        table.chosen.connect(aside.show_row)
        table.opened.connect(lambda key: self.behind_asked.emit(int(key)))
        aside.show_row(table.current_key())
        return Beside(table, aside, shares=(5, 3), gap=widgets.MARGIN)


class _Aside(QWidget):
    """One row of the file from top to bottom, or who is behind it."""

    def __init__(self, file: CodedFile) -> None:
        super().__init__()
        self.setObjectName("aside")
        self._file = file
        self.row = SharingTable(texts.DETAIL_COLUMNS, name="detail_table", said=texts.DETAIL, parts=((0, 3), (1, 2)))
        self.records = RowsTable(CELL_COLUMNS, name="behind_table", said=texts.BEHIND, spare=(3, 2))
        self._said = widgets.label("", "caption", wrap=True, name="behind_label")
        behind = QWidget()
        behind.setLayout(widgets.column(self._said, self.records, gap=widgets.SMALL))
        self._behind = behind
        self._stack = Stack(self.row, behind, name="aside_stack")
        self.setLayout(widgets.column(self._stack))

    @property
    def shows_records(self) -> bool:
        """Whether the records stand there."""
        return self._stack.shown is self._behind

    def show_row(self, key: str) -> None:
        """All of the row that is not empty and not zero, in the order of the file."""
        cells = zip(self._file.columns, self._file.rows[int(key)], strict=True) if key else ()
        self.row.show_rows([Row(column.key, (column.name, words.cell_words(cell))) for column, cell in cells if cell])
        self.records.show_rows(())
        self._stack.present(self.row)

    def show_records(self, found: Behind) -> None:
        """Who is behind it, as far as they may be seen."""
        self._said.setText(texts.behind(found))
        self.records.show_rows(record_rows(found.persons))
        self._stack.present(self._behind)
        self.records.setFocus(Qt.FocusReason.OtherFocusReason)


def _table(section: Section) -> ReportTable:
    # Of the columns of words, the one that has most to say takes what the others leave.
    columns = enumerate(zip(section.heads, *(map(reports.cell, line) for line in section.lines), strict=True))
    longest = [max(map(len, column)) if at in section.words or not at else 0 for at, column in columns]
    wide = longest.index(max(longest))
    return ReportTable(section, name="seen_table", said=section.title or texts.LIST, wide=wide)


def _as_tall_as_it_is(table: RowsTable) -> None:
    lines = min(len(table.rows()), _MOST_LINES)
    height = sum(table.rowHeight(at) for at in range(lines)) + table.horizontalHeader().sizeHint().height()
    table.setFixedHeight(height + 2 * table.frameWidth() + 2)
    whole = lines == len(table.rows())
    table.setVerticalScrollBarPolicy(
        Qt.ScrollBarPolicy.ScrollBarAlwaysOff if whole else Qt.ScrollBarPolicy.ScrollBarAsNeeded
    )
