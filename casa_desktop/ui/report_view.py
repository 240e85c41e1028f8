"""Any report on the glass: its sentences, figures and tables, one below the other."""

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QWidget

from casa_desktop.domain.cells import Origin, Spot
from casa_desktop.domain.report import Report, Section
from casa_desktop.texts import reports as words
from casa_desktop.ui import widgets
from casa_desktop.ui.choices import Flow
from casa_desktop.ui.people.panel import empty
from casa_desktop.ui.rows import Row, RowsTable

_LINE_ROOM = 14
"""Pixels around the text of a line."""


class ReportTable(RowsTable):
    """A table of a report. Where records stand behind its numbers the cursor goes from cell to cell, and Enter or a
    double click asks for them."""

    asked = Signal(int, int)
    """The line and the column of a cell (a ``Spot``) whose records are asked for; also of one that has none."""

    def __init__(self, section: Section, *, name: str, said: str, wide: int = 0) -> None:
        figures = [at for at in range(1, len(section.heads)) if at not in section.words]
        super().__init__(section.heads, name=name, said=said, wide=wide, right=figures)
        self.section = section
        self.show_rows([Row(str(at), tuple(map(words.cell, line))) for at, line in enumerate(section.lines)])
        if section.origins or section.elsewhere:
            self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectItems)
            self.activated.connect(lambda index: self.asked.emit(index.row(), index.column()))

    def origin(self, spot: Spot) -> Origin | None:
        """Which number stands there, where it is one that counts records."""
        return self.section.origins.get(spot)


class ReportView(QWidget):
    """Shows a report; scrolls as a whole, so that no table hides lines of its own. ``origin_asked`` with a table and a
    cell of it whose records are asked for."""

    origin_asked = Signal(object, object)
    """:class:`ReportTable`, ``Spot``."""

    def __init__(self, asked: QWidget) -> None:
        """*asked* is what the report is asked with; it stands above and scrolls away with it."""
        super().__init__()
        self.setObjectName("report_view")
        self.title = widgets.label("", "section", wrap=True, name="report_title")
        self.subtitle = widgets.label("", "muted", wrap=True, name="report_subtitle")
        self.problem = widgets.Banner()
        self._box = widgets.column(gap=12)
        self._said = widgets.column(gap=widgets.SMALL)
        inside = QWidget()
        head = widgets.column(self.title, self.subtitle, gap=widgets.SMALL)
        column = widgets.column(asked, self.problem, head, self._box, gap=12)
        column.addStretch(1)
        inside.setLayout(column)
        self.setLayout(widgets.column(widgets.scrolled(inside, "report_scroll")))
        self.report: Report | None = None
        self.tables: list[ReportTable] = []

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
            self._box.addWidget(facts(report))
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

    def clear(self) -> None:
        """Forgets what it showed."""
        self.report = None
        self.tables = []
        self.title.setText("")
        self.subtitle.setText("")
        self.problem.show_text("")
        empty(self._box)

    def _tell(self, said: Sequence[str]) -> None:
        empty(self._said)
        for line in said:
            self._said.addWidget(widgets.label(line, wrap=True, name="said_label"))

    def _section(self, section: Section) -> QWidget:
        table = ReportTable(section, name="report_table", said=section.title)
        table.asked.connect(lambda line, column: self.origin_asked.emit(table, (line, column)))
        table.selectionModel().clear()  # it is read, and nothing in it is chosen
        table.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        if section.words:  # of several columns of words none gives way to the others: the table scrolls aside
            table.horizontalHeader().setSectionResizeMode(0, QHeaderView.ResizeMode.ResizeToContents)
        height = table.fontMetrics().height() + _LINE_ROOM
        bar = table.horizontalScrollBar().sizeHint().height()
        table.setFixedHeight(height * (len(section.lines) + 1) + bar + 4)
        self.tables.append(table)
        made = QWidget()
        notes = [widgets.hint(note) for note in section.notes]
        made.setLayout(widgets.column(widgets.label(section.title, "section", wrap=True), table, *notes, gap=6))
        return made


def facts(report: Report) -> QWidget:
    """The figures that are read first, large, each above its name."""
    made = QWidget()
    made.setObjectName("facts")
    line = Flow(32)
    for name, value in report.facts:
        each = QWidget()
        figure = widgets.label(words.cell(value), "title", name="fact_value")
        each.setLayout(widgets.column(figure, widgets.label(name, "muted"), gap=0))
        line.addWidget(each)
    made.setLayout(line)
    return made
