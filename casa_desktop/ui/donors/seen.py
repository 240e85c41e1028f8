"""What a report holds, on the screen: its tables under each other, and beside a line what its row of the file holds."""

from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from casa_desktop.domain.cells import Origin, Spot
from casa_desktop.domain.report import Section
from casa_desktop.texts import donors as words
from casa_desktop.texts import reports
from casa_desktop.texts import ui_donors as texts
from casa_desktop.ui import icons, widgets
from casa_desktop.ui.donors.outgoing import Ready
from casa_desktop.ui.people.parts import Beside
from casa_desktop.ui.report_view import ReportTable, facts
from casa_desktop.ui.rows import Row, SharingTable

_MOST_LINES = 16
"""Of a table that is not the only one; a longer one scrolls."""
_TABLE_WIDTH, _ASIDE_WIDTH, _LOWEST = 380, 290, 190


@dataclass(frozen=True, slots=True)
class Asked:
    """A number whose records are asked for, and what it is called. Without an *origin* there are none, and *otherwise*
    says why."""

    title: str
    origin: Origin | None
    otherwise: str


class Seen(QWidget):
    """Made for one report; another report makes another."""

    origin_asked = Signal(object)
    """:class:`Asked`."""

    def __init__(self, ready: Ready) -> None:
        super().__init__()
        self.setObjectName("seen")
        self._ready = ready
        self._asked_in: QWidget | None = None
        self.tables: list[ReportTable] = []
        self.row: SharingTable | None = None
        """One row of the file from top to bottom, where a line stands for many columns."""
        self._alone = len(ready.seen.sections) == 1
        inside = widgets.column(gap=12)
        if ready.seen.facts:
            inside.addWidget(facts(ready.seen, self._ask_fact)[0])
        for section in ready.seen.sections:
            if section.title:
                inside.addWidget(widgets.label(section.title, "section", wrap=True))
            if section.empty and not section.lines:
                inside.addWidget(widgets.hint(section.empty))
                continue
            table = self._table(section)
            if not self._alone:
                table.stand_whole(_MOST_LINES)
            elif ready.whole is None:
                table.selectionModel().clear()  # it is read, and nothing in it is chosen
            self.tables.append(table)
            inside.addWidget(table if ready.whole is None else self._with_row(table), int(self._alone))
        inside.addWidget(widgets.label("\n".join(ready.seen.notes), "hint", wrap=True, name="seen_notes"))
        if not self._alone:
            inside.addStretch(1)
        self.setLayout(inside)

    def clear(self) -> None:
        """Forgets what it showed."""
        for table in (*self.tables, *([self.row] if self.row is not None else [])):
            table.show_rows(())

    def focus_first(self) -> None:
        """Puts the cursor on the first figure, where it stood on none."""
        if self.tables:
            table = self.tables[0]
            if table.currentIndex().column() <= 0:
                table.setCurrentIndex(table.model().index(*min(table.section.origins, default=(0, 1))))
            table.setFocus(Qt.FocusReason.OtherFocusReason)

    def has_cursor(self) -> bool:
        """Whether one of its tables has the focus."""
        return any(each is not None and each.hasFocus() for each in (*self.tables, self.row))

    def go_back(self) -> None:
        """To the number whose records were asked for last."""
        if self._asked_in is None:
            self.focus_first()
        else:
            self._asked_in.setFocus(Qt.FocusReason.OtherFocusReason)

    def _with_row(self, table: ReportTable) -> QWidget:
        row = SharingTable(texts.DETAIL_COLUMNS, name="detail_table", said=texts.DETAIL, parts=((0, 3), (1, 2)))
        self.row = row
        table.setMinimumSize(icons.scaled(_TABLE_WIDTH), icons.scaled(_LOWEST))
        row.setMinimumSize(icons.scaled(_ASIDE_WIDTH), icons.scaled(_LOWEST))
        table.chosen.connect(self._show_row)
        row.opened.connect(lambda key: self._ask_column(table, key))
        self._show_row(table.current_key())
        return Beside(table, row, shares=(5, 3), gap=widgets.MARGIN)

    def _show_row(self, key: str) -> None:
        """All of the row that is not empty and not zero, in the order of the file."""
        whole = self._ready.whole
        if whole is None or self.row is None:
            return
        cells = zip(whole.columns, whole.rows[int(key)], strict=True) if key else ()
        self.row.show_rows([Row(column.key, (column.name, words.cell_words(cell))) for column, cell in cells if cell])

    def _table(self, section: Section) -> ReportTable:
        # Of the columns of words, the one that has most to say takes what the others leave.
        columns = enumerate(zip(section.heads, *(map(reports.cell, line) for line in section.lines), strict=True))
        longest = [max(map(len, column)) if at in section.words or not at else 0 for at, column in columns]
        wide = longest.index(max(longest))
        table = ReportTable(section, name="seen_table", said=section.title or texts.LIST, wide=wide)
        table.asked.connect(lambda line, column: self._ask_cell(table, (line, column)))
        return table

    def _ask_fact(self, at: int) -> None:
        report = self._ready.seen
        self._asked_in = self.focusWidget()
        title = f"{report.facts[at][0]} · {report.subtitle}"
        self.origin_asked.emit(Asked(title, report.behind_facts.get(at), reports.NO_ORIGIN))

    def _ask_cell(self, table: ReportTable, spot: Spot) -> None:
        section = table.section
        days = "" if self._ready.whole is not None else self._ready.seen.subtitle  # a row of the file tells its month
        named = reports.number_title(section, spot, days)
        title = " · ".join(filter(None, (section.title, named)))
        self._asked_in = table
        self.origin_asked.emit(Asked(title, table.origin(spot), reports.no_origin(section)))

    def _ask_column(self, table: ReportTable, key: str) -> None:
        """A column of the file that the table itself does not show."""
        if self.row is None or self._ready.number is None or not table.current_key():
            return
        section, line = table.section, int(table.current_key())
        named = [str(told) for at, told in enumerate(section.lines[line]) if at in section.words]
        column = next(row.cells[0] for row in self.row.rows() if row.key == key)
        origin = self._ready.number(line, key)
        self._asked_in = self.row
        self.origin_asked.emit(Asked(" · ".join((*named, column)), origin, reports.NO_ORIGIN))
