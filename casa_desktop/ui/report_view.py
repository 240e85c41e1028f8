"""Any report on the glass: its sentences, figures and tables, one below the other."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from sys import maxsize

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QWidget

from casa_desktop.domain.cells import Origin, Spot
from casa_desktop.domain.report import Report, Section
from casa_desktop.texts import reports as words
from casa_desktop.ui import widgets
from casa_desktop.ui.choices import Flow
from casa_desktop.ui.people.panel import empty
from casa_desktop.ui.rows import Row, RowsTable

Place = tuple[int, Spot] | int
"""A number of a report: the place of its table and the cell, or the place of a large figure."""
_LINE_ROOM = 14
"""Pixels around the text of a line."""
_LETTERS = 24
"""That the names of a table keep, where they have as many."""


class ReportTable(RowsTable):
    """A table of a report. Where records stand behind its numbers the cursor goes from cell to cell, and Enter or a
    double click asks for them."""

    asked = Signal(int, int)
    """The line and the column of a cell (a ``Spot``) whose records are asked for; also of one that has none."""

    def __init__(self, section: Section, *, name: str, said: str, wide: int = 0) -> None:
        figures = [at for at in range(1, len(section.heads)) if at not in section.words]
        super().__init__(section.heads, name=name, said=said, wide=wide, right=figures)
        self.section = section
        self._seen = 0
        self.show_rows([Row(str(at), tuple(map(words.cell, line))) for at, line in enumerate(section.lines)])
        if section.origins or section.elsewhere:
            self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectItems)
            self.activated.connect(lambda index: self.asked.emit(index.row(), index.column()))

    def stand_whole(self, most: int = maxsize) -> None:
        """Among others on a page, which scrolls in its place: it is read, nothing in it is chosen, and it is as tall as
        its lines. One of more than *most* is as tall as these, and scrolls."""
        self._seen = min(len(self.section.lines), most)
        self.selectionModel().clear()
        whole = self._seen == len(self.section.lines)
        bar = Qt.ScrollBarPolicy.ScrollBarAlwaysOff if whole else Qt.ScrollBarPolicy.ScrollBarAsNeeded
        self.setVerticalScrollBarPolicy(bar)
        # About that, until its lines have been laid out.
        self.setFixedHeight((self.fontMetrics().height() + _LINE_ROOM) * (self._seen + 1))

    def origin(self, spot: Spot) -> Origin | None:
        """Which number stands there, where it is one that counts records."""
        return self.section.origins.get(spot)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The column that takes what the others leave is still read where they leave little: the table scrolls."""
        super().resizeEvent(event)
        header, wide = self.horizontalHeader(), self._wide
        others = sum(header.sectionSize(at) for at in range(header.count()) if at != wide)
        told = max(self.sizeHintForColumn(wide), header.sectionSizeHint(wide))
        least = min(told, self.fontMetrics().averageCharWidth() * _LETTERS)
        if self.viewport().width() - others >= least:
            header.setSectionResizeMode(wide, QHeaderView.ResizeMode.Stretch)
        else:
            header.setSectionResizeMode(wide, QHeaderView.ResizeMode.Interactive)
            header.resizeSection(wide, least)
        if self._seen:
            QTimer.singleShot(0, self, self._fit)
        if self.currentIndex().column() > 0:  # what was opened stays in sight
            QTimer.singleShot(0, self, lambda: self.scrollTo(self.currentIndex()))

    def _fit(self) -> None:
        """As tall as its lines, and as the bar that takes it aside where it is too wide."""
        lines = sum(self.rowHeight(at) for at in range(self._seen))
        aside = self.horizontalScrollBar()
        bar = aside.sizeHint().height() if aside.maximum() else 0
        self.setFixedHeight(self.horizontalHeader().sizeHint().height() + lines + bar + 2 * self.frameWidth() + 2)

    def focusInEvent(self, event: QFocusEvent) -> None:
        if self.section.origins and not self.currentIndex().isValid():
            self.setCurrentIndex(self.model().index(*min(self.section.origins)))
        super().focusInEvent(event)


class ReportView(QWidget):
    """Shows a report; scrolls as a whole, so that no table hides lines of its own. ``origin_asked`` with a table and a
    cell of it whose records are asked for."""

    origin_asked = Signal(object, object)
    """:class:`ReportTable`, ``Spot``."""
    fact_asked = Signal(int)
    """The place of a large figure whose records are asked for."""

    def __init__(self, asked: QWidget) -> None:
        """*asked* is what the report is asked with; it stands above and scrolls away with it."""
        super().__init__()
        self.setObjectName("report_view")
        self.title = widgets.label("", "section", wrap=True, name="report_title")
        self.subtitle = widgets.label("", "muted", wrap=True, name="report_subtitle")
        self.problem = widgets.Banner()
        self._box = widgets.column(gap=12)
        self._said = widgets.column(gap=widgets.SMALL)
        self._inside = QWidget()
        head = widgets.column(self.title, self.subtitle, gap=widgets.SMALL)
        column = widgets.column(asked, self.problem, head, self._box, gap=12)
        column.addStretch(1)
        self._inside.setLayout(column)
        self._scroll = widgets.scrolled(self._inside, "report_scroll")
        self.setLayout(widgets.column(self._scroll))
        self.report: Report | None = None
        self.tables: list[ReportTable] = []
        self._facts: dict[int, QWidget] = {}

    def show_report(self, report: Report) -> None:
        """Another report, or the same with other sentences: then those alone are drawn again."""
        before, self.report = self.report, report
        if before is not None and replace(before, said=()) == replace(report, said=()):
            self._tell(report.said)
            return
        self.clear()
        self.report = report
        self.title.setText(report.title)
        self.subtitle.setText(" · ".join((report.subtitle, *report.about)))
        if report.facts:
            line, self._facts = facts(report, self.fact_asked.emit)
            self._box.addWidget(line)
        self._said = widgets.column(gap=widgets.SMALL)
        self._box.addLayout(self._said)
        self._tell(report.said)
        for section in report.sections:
            self._box.addWidget(self._section(section))
        if report.notes:
            self._box.addWidget(widgets.label("\n".join(report.notes), "hint", wrap=True, name="report_notes"))

    def show_problem(self, text: str) -> None:
        """Nothing can be shown, and why."""
        self.clear()
        self.problem.show_text(text, "warn")

    def focus_numbers(self) -> bool:
        """Puts the cursor on the numbers behind which records stand; False where there are none."""
        table = next((each for each in self.tables if each.section.origins), None)
        if table is not None:
            table.setFocus(Qt.FocusReason.ShortcutFocusReason)
            self._see(table)
        return table is not None

    def focus_place(self, place: Place) -> bool:
        """Puts the cursor on a number; False where it is no more."""
        found = self._place(place)
        if isinstance(found, ReportTable) and not isinstance(place, int):
            found.setCurrentIndex(found.model().index(*place[1]))
        if found is not None:
            found.setFocus(Qt.FocusReason.OtherFocusReason)
            self.show_place(place)
        return found is not None

    def show_place(self, place: Place) -> None:
        """Scrolls the same into sight."""
        found = self._place(place)
        if isinstance(found, ReportTable):
            found.scrollTo(found.currentIndex())
            self._see(found)

    def _see(self, table: ReportTable) -> None:
        """The cursor of a table that is taller than the room stays in sight: it is this that scrolls, not the table."""
        cell = table.visualRect(table.currentIndex())
        at = table.viewport().mapTo(self._inside, cell.center())
        self._scroll.ensureVisible(at.x(), at.y(), 0, 2 * cell.height())

    def _place(self, place: Place) -> QWidget | None:
        if isinstance(place, int):
            return self._facts.get(place)
        return self.tables[place[0]] if place[0] < len(self.tables) else None

    def clear(self) -> None:
        """Forgets what it showed."""
        self.report = None
        self.tables = []
        self._facts = {}
        self.title.setText("")
        self.subtitle.setText("")
        self.problem.show_text("")
        empty(self._box)

    def _tell(self, said: Sequence[str]) -> None:
        empty(self._said)
        for line in said:
            self._said.addWidget(widgets.label(line, wrap=True, name="said_label"))

    def _section(self, section: Section) -> QWidget:
        made = QWidget()
        if section.empty and not section.lines:
            title = widgets.label(section.title, "section", wrap=True)
            made.setLayout(widgets.column(title, widgets.hint(section.empty), gap=6))
            return made
        table = ReportTable(section, name="report_table", said=section.title)
        table.asked.connect(lambda line, column: self.origin_asked.emit(table, (line, column)))
        table.stand_whole()
        table.selectionModel().currentChanged.connect(lambda *_: self._see(table))
        self.tables.append(table)
        notes = [widgets.hint(note) for note in section.notes]
        made.setLayout(widgets.column(widgets.label(section.title, "section", wrap=True), table, *notes, gap=6))
        return made


def facts(report: Report, asked: Callable[[int], object]) -> tuple[QWidget, dict[int, QWidget]]:
    """The figures that are read first, large, each above its name. Those behind which records stand are buttons that
    call *asked* with their place; these too, by place."""
    made, buttons = QWidget(), dict[int, QWidget]()
    made.setObjectName("facts")
    line = Flow(32)
    for at, (name, value) in enumerate(report.facts):
        each, told = QWidget(), words.cell(value)
        figure: QWidget = widgets.label(told, "title", name="fact_value")
        if at in report.behind_facts:
            figure = buttons[at] = widgets.Button(told, partial(asked, at), role="figure", name="fact_button")
            figure.setAccessibleName(words.fact_said(name, told))
            figure.setToolTip(words.ASK)
        each.setLayout(widgets.column(figure, widgets.label(name, "muted"), gap=0))
        line.addWidget(each)
    made.setLayout(line)
    return made, buttons
