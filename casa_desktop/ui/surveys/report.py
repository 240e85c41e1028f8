"""What the survey says: of a period each answer with its n and percent, by month, and what papers published before."""

from collections.abc import Callable

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QLabel, QSizePolicy, QWidget

from casa_desktop.domain.access import Action
from casa_desktop.domain.cells import Spot
from casa_desktop.domain.errors import CasaError
from casa_desktop.domain.leaving import Way, way_of
from casa_desktop.domain.periods import Period
from casa_desktop.domain.report import Section
from casa_desktop.domain.surveys import SurveyFigure, SurveyOrigin, SurveyReport, shares
from casa_desktop.services import surveys
from casa_desktop.services.surveys import ReportQuery, SurveyExported, WithdrawFigure, year_so_far
from casa_desktop.texts import dates, files, numbers, reports, ui_shell
from casa_desktop.texts import ui_surveys as texts
from casa_desktop.ui import hotkeys, report_files, widgets
from casa_desktop.ui.editors import MonthEdit
from casa_desktop.ui.forms.field import Field
from casa_desktop.ui.papers import Drawing, Papers
from casa_desktop.ui.people.panel import empty
from casa_desktop.ui.report_view import ReportTable
from casa_desktop.ui.session import Session
from casa_desktop.ui.surveys.figure import FigureForm

_CELL = 26
"""Pixels around the text of a cell."""


class Bar(QWidget):
    """A share of a hundred as a length; the number stands beside it."""

    def __init__(self, share: int) -> None:
        super().__init__()
        self.setObjectName("share_bar")
        self._share = share
        self.setMinimumSize(60, self.fontMetrics().height())
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setPen(Qt.PenStyle.NoPen)
        place = QRectF(self.rect()).adjusted(0, 2, 0, -2)
        painter.setBrush(self.palette().alternateBase())
        painter.drawRoundedRect(place, 3, 3)
        if self._share:
            painter.setBrush(self.palette().accent())
            place.setWidth(max(3.0, place.width() * self._share / 100))
            painter.drawRoundedRect(place, 3, 3)
        painter.end()


class ReportPart(QWidget):
    """Follows the two months; prints and saves what it shows."""

    origin_asked = Signal(str, object, str)
    """What a number is called whose records are asked for, its origin, and what is said where it has none."""
    period_left = Signal()
    """The numbers of other months stand here, or none."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.setObjectName("report_part")
        self._session = session
        self._papers = Papers(session, self, texts.RENDERING)
        self.report: SurveyReport | None = None
        self._asked_in: QWidget | None = None
        today = session.clock.today
        self.first = MonthEdit(name="survey_from_edit", today=today)
        self.last = MonthEdit(name="survey_to_edit", today=today)
        period = year_so_far(today())
        self.first.set_value(period.first)
        self.last.set_value(period.last)
        for edit in (self.first, self.last):
            edit.editingFinished.connect(self.refresh)
        print_button = widgets.Button(
            texts.PRINT, self.print, keys=hotkeys.PAPER, icon="print", name="print_survey_button", scope=self
        )
        save = widgets.Button(
            texts.SAVE_AS,
            self.save,
            keys=hotkeys.SAVE_FILE,
            icon="save",
            name="save_survey_button",
            scope=self,
        )
        if not session.can(Action.REPORT_EXPORT):
            print_button.hide()
            save.hide()
        head = widgets.row(Field("first", texts.FROM, self.first), Field("last", texts.TO, self.last))
        head.addStretch(1)
        title = widgets.row(widgets.label(texts.REPORT, "section"), print_button, save)
        title.setStretch(0, 1)
        self._problem = widgets.label("", "problem", wrap=True, name="period_problem")
        self._problem.hide()
        self._box = widgets.column(gap=10)
        self._history = widgets.column(gap=4)
        self.add_figure = widgets.link(
            ui_shell.before_key(texts.ADD_FIGURE, hotkeys.HISTORY),
            self.begin_figure,
            keys=hotkeys.HISTORY,
            name="figure_button",
        )
        if not session.can(Action.FIGURE_EDIT):
            self.add_figure.hide()
        self.figure_form = FigureForm(today)
        self.figure_form.save_asked.connect(self._save_figure)
        self.figure_form.cancel_asked.connect(self._leave_figure)
        self.figure_form.hide()
        inside = widgets.column(gap=12)
        inside.addLayout(title)
        inside.addLayout(head)
        inside.addWidget(self._problem)
        inside.addLayout(self._box)
        inside.addLayout(self._history)
        inside.addWidget(self.add_figure)
        inside.addWidget(self.figure_form)
        inside.addStretch(1)
        outer = widgets.column(widgets.card(inside))
        self.setLayout(outer)

    def period(self) -> Period | None:
        """The run of months, where both are understood and in order."""
        first, last = self.first.value(), self.last.value()
        try:
            return Period(first, last) if first is not None and last is not None else None
        except CasaError:
            return None

    def refresh(self) -> None:
        """Asks again for what the two months say."""
        period = self.period()
        self._problem.setText("" if period else texts.NO_PERIOD)
        self._problem.setVisible(period is None)
        if period is not None:
            self._session.run(
                surveys.report,
                ReportQuery(period),
                owner=self,
                done=self._show,
                failed=self._failed,
                latest="surveys.report",
            )

    def go_back(self) -> None:
        """To the number whose records were asked for last."""
        (self._asked_in or self.first).setFocus(Qt.FocusReason.OtherFocusReason)

    def clear(self) -> None:
        """Forgets what it showed."""
        self.report = self._asked_in = None
        empty(self._box)
        empty(self._history)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.first.hasFocus():
            self.last.setFocus(Qt.FocusReason.TabFocusReason)
            self.last.selectAll()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.last.hasFocus():
            self.refresh()
        else:
            super().keyPressEvent(event)

    # figures of papers

    def begin_figure(self) -> None:
        """The form for what a paper published; it proposes the figure of 2019 while nobody has kept one."""
        if self.report is None or not self._session.can(Action.FIGURE_EDIT):
            return
        self.figure_form.begin(self.report.answers, propose=not self.report.history)
        self.figure_form.show()
        self.figure_form.focus_first()

    def _leave_figure(self) -> None:
        self.figure_form.hide()
        self.add_figure.setFocus(Qt.FocusReason.OtherFocusReason)

    def _save_figure(self) -> None:
        figure = self.figure_form.figure()
        if figure is None:
            return

        def done(_: None) -> None:
            self._leave_figure()
            self._session.prompts.inform(texts.FIGURE_SAVED, undo=lambda: self._withdraw(figure.uuid))

        self._session.run(
            surveys.save_figure,
            figure,
            owner=self,
            done=done,
            failed=lambda error: self.figure_form.show_problems(error.problems),
            cancellable=False,
        )

    def _withdraw(self, uuid: str, *, back: bool = False) -> None:
        def done(_: None) -> None:
            said = texts.FIGURE_SAVED if back else texts.WITHDRAWN
            self._session.prompts.inform(said, undo=lambda: self._withdraw(uuid, back=not back))

        self._session.run(surveys.withdraw_figure, WithdrawFigure(uuid, back), owner=self, done=done, cancellable=False)

    # papers

    def print(self) -> None:
        """Renders the PDF and asks for a printer."""
        report = self.report
        if report is not None and self._session.can(Action.REPORT_EXPORT):
            name = texts.file_name(report.period, "pdf")
            self._entered(Way.PAPER, report, lambda: self._papers.print(_drawn("pdf", report), name, texts.PRINTED))

    def save(self) -> None:
        """Asks where, and writes there in the form that the name ends with."""
        report = self.report
        if report is None or not self._session.can(Action.REPORT_EXPORT):
            return
        path = self._session.prompts.save_file(
            texts.SAVE_TITLE, texts.file_name(report.period, "pdf"), files.kinds(*report_files.FILES)
        )
        if path is not None:
            form = way_of(path.suffix, report_files.FILES)
            self._entered(form, report, lambda: self._papers.save(_drawn(form, report), path, texts.SAVED_FILE))

    def _entered(self, way: Way, report: SurveyReport, then: Callable[[], object]) -> None:
        """What leaves the program is entered into the audit first."""
        command = SurveyExported(way, report.period)
        self._session.run(surveys.exported, command, owner=self, done=lambda _: then(), cancellable=False)

    # painting

    def _failed(self, error: CasaError) -> None:
        self.clear()
        self.period_left.emit()
        self._problem.setText(texts.NO_TYPE)
        self._problem.show()
        self._problem.setToolTip(str(error))

    def _show(self, report: SurveyReport) -> None:
        before, self.report, self._asked_in = self.report, report, None
        if before is None or before.period != report.period:
            self.period_left.emit()
        empty(self._box)
        empty(self._history)
        if report.n:
            self._box.addWidget(self._whole(report))
            for section in texts.on_screen(report):
                self._box.addWidget(widgets.label(section.title, "section"))
                self._box.addWidget(self._table(section))
        else:
            self._box.addWidget(widgets.label(texts.NO_ANSWERS, "muted-body", wrap=True, name="no_answers_label"))
        for note in texts.notes(report):
            self._box.addWidget(widgets.hint(note))
        if report.history:
            self._history.addWidget(widgets.label(texts.HISTORY, "section"))
        for figure in report.history:
            self._history.addWidget(self._figure(figure, dict(report.answers)))

    def _whole(self, report: SurveyReport) -> QWidget:
        made = QWidget()
        made.setObjectName("answers")
        grid = QGridLayout()
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(12)
        grid.setColumnStretch(1, 1)
        parts = shares(report.counts)
        for at, ((code, name), count, share) in enumerate(zip(report.answers, report.counts, parts, strict=True)):
            grid.addWidget(widgets.label(name), at, 0)
            grid.addWidget(Bar(share), at, 1)
            asked = self._count(name, count, numbers.integer(count), SurveyOrigin(report.period, code))
            grid.addWidget(asked, at, 2, Qt.AlignmentFlag.AlignRight)
            grid.addWidget(_right(texts.percent(share), "section"), at, 3)
        n = self._count(texts.N, report.n, texts.n_of(report.n), SurveyOrigin(report.period))
        grid.addWidget(n, len(report.answers), 0, 1, 4, Qt.AlignmentFlag.AlignRight)
        made.setLayout(grid)
        return made

    def _table(self, section: Section) -> ReportTable:
        table = ReportTable(section, name="results_table", said=section.title)
        table.stand_whole()
        table.setMinimumWidth(_widest(table, section))
        table.asked.connect(lambda line, column: self._ask_cell(table, (line, column)))
        return table

    def _count(self, name: str, count: int, told: str, origin: SurveyOrigin) -> QWidget:
        """A number beside its bar, that asks for what it counts."""
        made = widgets.link(told, lambda: self._ask(made, name, origin), name="count_link")
        made.setAccessibleName(reports.fact_said(name, numbers.integer(count)))
        made.setToolTip(reports.ASK)
        return made

    def _ask_cell(self, table: ReportTable, spot: Spot) -> None:
        section = table.section
        named = reports.number_title(section, spot, "" if section.title == texts.BY_MONTH else self._days())
        self._asked_in = table
        self.origin_asked.emit(named, table.origin(spot), reports.no_origin(section))

    def _ask(self, link: QWidget, name: str, origin: SurveyOrigin) -> None:
        self._asked_in = link
        self.origin_asked.emit(f"{name} · {self._days()}", origin, reports.NO_ORIGIN)

    def _days(self) -> str:
        return "" if self.report is None else dates.period(self.report.period)

    def _figure(self, figure: SurveyFigure, names: dict[str, str]) -> QWidget:
        made = QWidget()
        said = widgets.column(
            widgets.label(texts.figure(figure, names), wrap=True, name="figure_label"),
            widgets.hint(texts.figure_source(figure)),
            gap=2,
        )
        inside = widgets.row(gap=widgets.GAP)
        inside.addLayout(said, 1)
        if self._session.can(Action.FIGURE_EDIT):
            inside.addWidget(
                widgets.link(texts.WITHDRAW, lambda: self._withdraw(figure.uuid), name="withdraw_button"),
                0,
                Qt.AlignmentFlag.AlignTop,
            )
        made.setLayout(inside)
        return made


def _drawn(form: str, report: SurveyReport) -> Drawing:
    return lambda profile, imprint: report_files.render(form, texts.tables(report), profile.letterhead(), imprint)


def _widest(table: ReportTable, section: Section) -> int:
    """Room for every column, so that large letters move the report below the slips instead of cutting months."""
    letters = table.fontMetrics()
    columns = zip(section.heads, *(map(reports.cell, line) for line in section.lines), strict=True)
    return sum(max(map(letters.horizontalAdvance, column)) + _CELL for column in columns) + _CELL


def _right(text: str, role: str = "body") -> QLabel:
    made = widgets.label(text, role)
    made.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
    return made
