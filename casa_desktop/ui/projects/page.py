"""«Proyectos y resúmenes»: on the left what can be sent to others, on the right the one that is chosen."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from typing import Literal

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from casa_desktop.domain.access import Action
from casa_desktop.domain.catalog import Catalog
from casa_desktop.domain.definitions import Named
from casa_desktop.domain.errors import CasaError, Code
from casa_desktop.domain.ids import new_id
from casa_desktop.domain.projects import Project, ProjectLine, ProjectReport
from casa_desktop.domain.report import Report
from casa_desktop.domain.summaries import MonthPage, WeekReport
from casa_desktop.services import bands, catalogs, projects, summaries
from casa_desktop.services.bands import BandsQuery
from casa_desktop.services.catalogs import CatalogQuery
from casa_desktop.services.projects import CompareQuery, ProjectExported, ProjectsQuery, RemoveProject, ReportQuery
from casa_desktop.services.summaries import MonthQuery, SummaryExported, WeekQuery
from casa_desktop.texts import dates, errors, month_page
from casa_desktop.texts import projects as words
from casa_desktop.texts import reports as common
from casa_desktop.texts import summaries as telling
from casa_desktop.texts import ui_projects as texts
from casa_desktop.texts.ui_statistics import OPEN_CELL
from casa_desktop.ui import hotkeys, widgets
from casa_desktop.ui.choices import Flow
from casa_desktop.ui.page import Key
from casa_desktop.ui.ports import Draft
from casa_desktop.ui.projects.bars import Span, SpanBar
from casa_desktop.ui.projects.body import Body
from casa_desktop.ui.projects.form import ProjectForm
from casa_desktop.ui.projects.output import Enter, ReportOutput, Shown
from casa_desktop.ui.projects.week import WeekBar
from casa_desktop.ui.report_view import ReportView
from casa_desktop.ui.rows import Row, RowsTable
from casa_desktop.ui.session import Session
from casa_desktop.ui.settings.stack import Stack
from casa_desktop.ui.statistics.part import Part
from casa_desktop.ui.statistics.period import PeriodBar
from casa_desktop.ui.today.telling import DayMessage
from casa_desktop.ui.worker import Priority

DAY, WEEK, MONTH, ALL = "day", "week", "month", "all"
"""Rows of the list that are no project."""
Function = Callable[..., object]


class ProjectsPart(Part):
    """The list leads: arrows change the report, and everything else acts on the one that is shown."""

    page_id = "projects"
    title = texts.TITLE
    kinds = frozenset(
        {"visit", "service", "person", "catalog", "month", "definition", "figure", "aid", "transfer", "week_note"}
    )

    def __init__(self, session: Session, period: PeriodBar) -> None:
        super().__init__(session, period)
        self._catalog: Catalog | None = None
        self._projects: dict[str, Project] = {}
        self._week: WeekReport | None = None
        self._listed = False
        """Whether the projects are known."""
        self._waiting: Draft | None = None
        """A form that was being typed, until the lists and the projects are known."""
        self.shown: Shown | None = None
        self._of = ""
        """The line of the list that is shown, or asked for."""
        self._output = ReportOutput(session, self)
        self._message = DayMessage(session, self)
        self._tells_the_day = session.can(Action.VISIT_TODAY)
        today = session.clock.today
        self.list = RowsTable(texts.COLUMNS, name="projects_table", said=texts.LIST, spare=(1,))
        self.list.chosen.connect(lambda _: self._choose())
        self._main = QWidget()
        self.span, self.week = SpanBar(period, today), WeekBar(session, self._main)
        self._bars = Stack(self.span, self.week, name="bars_stack")
        self.view = ReportView(self._bars)
        self.body = Body(session, self.list, self.view, lambda: self.shown.file_name if self.shown else "")
        self.form = ProjectForm(today)
        self._stack = Stack(name="projects_stack")
        self._make()
        self.span.chosen.connect(self._count)
        self.week.chosen.connect(self._count)
        self.week.noted.connect(self._show_week)
        self.form.save_asked.connect(self._save)
        self.form.cancel_asked.connect(self._back)

    # what the page asks

    def refresh(self) -> None:
        run = self.session.run
        run(catalogs.lists, CatalogQuery(), owner=self, done=self._learn, latest="projects.lists")
        run(bands.own_sets, BandsQuery(), owner=self, done=self.form.offer_bands, latest="projects.bands")
        run(projects.projects, ProjectsQuery(), owner=self, done=self._fill, latest="projects.list")

    def _on_period(self) -> None:
        if not self.isVisible():
            super()._on_period()
        elif self._here() == MONTH or self.span.follows:
            self._count()

    def focus_first(self) -> None:
        if self._stack.shown is self._main:
            self.list.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.form.focus_first()

    def keys(self) -> Sequence[Key]:
        own = (Key(hotkeys.NEW, texts.NEW), Key(hotkeys.EDIT, texts.EDIT), Key(hotkeys.CANCEL, texts.REMOVE))
        return (
            *(own if self.session.can(Action.REPORT_DEFINE) else ()),
            *(self.week.keys() if self._here() == WEEK else ()),
            Key(hotkeys.OTHER_SIDE, texts.OTHER_SIDE),
            Key("Return", OPEN_CELL),
            Key(hotkeys.PAPER, texts.PREVIEW),
            Key(hotkeys.SAVE_FILE, texts.SAVE_AS),
            Key(hotkeys.COPY, texts.COPY),
        )

    def help_text(self) -> str:
        return texts.HELP

    def draft(self) -> Draft | None:
        form = self._waiting
        if form is None and self._stack.shown is not self._main and self.form.dirty:
            form = self.form.draft()
        return {**({} if form is None else {"form": form}), **(self.week.draft() or {})} or None

    def restore(self, draft: Draft) -> None:
        self.week.restore(draft)
        if isinstance(kept := draft.get("form"), dict):
            self._waiting = kept

    def close_down(self) -> None:
        self._projects, self._week, self.shown, self._listed = {}, None, None, False
        self.list.show_rows(())
        self.body.cell_panel.close_down()
        for each in (self.view, self.form, self.week):
            each.clear()

    # acts

    def choose(self, key: str) -> None:
        """Shows the week, the month, all projects, or the project of that uuid."""
        self.list.select(key)

    def begin_new(self) -> None:
        """An empty form."""
        self._open_form(None)

    def edit(self) -> None:
        """The form of the project that is shown."""
        if (project := self._projects.get(self._here())) is not None:
            self._open_form(project)

    def remove(self) -> None:
        """Takes the project that is shown out of the list; what it paid stays."""
        project = self._projects.get(self._here())
        if project is None or not self.session.can(Action.REPORT_DEFINE):
            return

        def again() -> None:
            # What left the list keeps its uuid for ever: it comes back under another.
            self._run(projects.keep, replace(project, named=Named(new_id(), project.named.name)), self._saved)

        def removed(_: object) -> None:
            self.session.prompts.inform(texts.REMOVED, undo=again)

        self._run(projects.remove, RemoveProject(project.named.uuid, project.named.version), removed)

    def print(self) -> None:
        """The pages, to be printed from there."""
        if self.shown is not None:
            self._output.print(self.shown)

    def save(self) -> None:
        """A PDF, a spreadsheet or a CSV."""
        if self.shown is not None:
            self._output.save(self.shown)

    def copy(self) -> None:
        """The report as text for a message."""
        if self.shown is not None:
            self._output.copy(self.shown)

    # reading

    def _here(self) -> str:
        return self.list.current_key()

    def _learn(self, catalog: Catalog) -> None:
        self._catalog = catalog
        self._count()
        self._resume()

    def _resume(self) -> None:
        """The form that was being typed, of the same project, once all it needs is known."""
        kept, catalog = self._waiting, self._catalog
        if kept is None or catalog is None or not self._listed or not self.session.can(Action.REPORT_DEFINE):
            return
        self._waiting = None
        self.form.resume(kept, self._projects.get(str(kept.get("uuid"))), catalog, self.session.clock.today())
        self._show_form()

    def _fill(self, found: tuple[Project, ...]) -> None:
        self._projects = {project.named.uuid: project for project in found}
        names = {DAY: telling.DAY_TITLE, WEEK: texts.WEEK, MONTH: texts.MONTH, ALL: texts.ALL}
        usual = [Row(key, (said, "")) for key, said in names.items() if key != DAY or self._tells_the_day]
        rows = [Row(uuid, (project.named.name, texts.ends(project))) for uuid, project in self._projects.items()]
        self.list.show_rows([*usual, *rows])
        if not self._listed and self.week.draft() is not None:
            self.list.select(WEEK)  # notes that came back from the lock are seen
        self._listed = True
        self._resume()

    def _choose(self) -> None:
        key = self._here()
        if key != self._of:
            self.shown = None  # what stands there still is another report, and leaves no more
            self.body.leave_records()
        self._of = key
        project = key in self._projects
        self._bars.setVisible(key not in (DAY, MONTH))
        self._bars.present(self.week if key == WEEK else self.span)
        for button in self._of_project:
            button.setEnabled(project)
        self._count()

    def _count(self) -> None:
        """Asks for what is chosen, once the names of everything are known."""
        key, period = self._here(), self.period.period()
        if self._catalog is None or not key:
            return
        if key == DAY:
            self._message.read(self.session.clock.today(), self._catalog, self._on_day)
        elif key == WEEK:
            self._ask(summaries.week, WeekQuery(self.week.week()), self._on_week)
        elif key == MONTH:
            if period is not None:
                self._ask(summaries.month, MonthQuery(period.last), self._on_month)
        elif (span := self.span.span()) is None:
            self._show_nothing()  # the days say what is wrong with them
        elif key == ALL:
            self._ask(projects.compare, CompareQuery(*span), lambda lines: self._on_lines(lines, span))
        else:
            self._ask(projects.report, ReportQuery(key, *span), self._on_project)

    def _ask(self, verb: Function, query: object, done: Function) -> None:
        asked = self._of

        def here(then: Function) -> Callable[[object], object]:
            # «Hoy» is asked for elsewhere, and this may arrive after it.
            return lambda found: then(found) if asked == self._of else None

        self.session.run(
            verb,
            query,
            owner=self,
            done=here(done),
            failed=here(self._failed),
            latest="projects.report",
            what=texts.COUNTING,
        )

    def _failed(self, error: CasaError) -> None:
        self._show_nothing(texts.NO_DAYS if error.code is Code.NO_PERIOD else errors.message(error))

    def _show_nothing(self, why: str = "") -> None:
        self.shown = None
        self.body.leave_records()
        self.view.show_problem(why)

    def _on_project(self, found: ProjectReport) -> None:
        if self._catalog is None:
            return
        uuid = found.project.named.uuid
        leaves = words.report(found, self._catalog, hide=True)
        here = words.report(found, self._catalog, hide=not self.session.can(Action.STATISTICS_CELL))
        self._show(here, leaves, words.file_name(found), common.plain(leaves), self._entering_project(uuid))

    def _on_lines(self, lines: tuple[ProjectLine, ...], span: Span) -> None:
        if self._catalog is None:
            return
        first, last = span
        told = dates.span(first, last) if first is not None and last is not None else texts.ALL_OF_THEM
        made = words.compared(lines, self._catalog, told)
        if not self._projects:
            made = Report(made.title, made.subtitle, said=(texts.NO_PROJECTS,))
        self._show(made, made, f"{texts.ALL} {told}", common.plain(made), self._entering_project(""))

    def _on_day(self, message: str) -> None:
        today = self.session.clock.today()
        if self._here() == DAY:
            made = telling.day_report(message)
            name = f"{telling.DAY_TITLE} {today}"
            self._show(made, made, name, message, self._entering("day", today))

    def _on_week(self, found: WeekReport) -> None:
        self._week = found
        self.week.show_note(found.note)
        self._show_week()

    def _show_week(self) -> None:
        found, catalog, notes = self._week, self._catalog, self.week.text()
        if found is not None and catalog is not None and self._here() == WEEK:
            made = telling.week(found, catalog, notes)
            message = telling.week_message(found, catalog, notes)
            self._show(made, made, telling.week_file(found), message, self._entering("week", found.first))

    def _on_month(self, page: MonthPage) -> None:
        if self._catalog is None:
            return
        leaves = month_page.report(page, self._catalog)
        here = month_page.report(page, self._catalog, hide=not self.session.can(Action.STATISTICS_CELL))
        entering = self._entering("month", page.month.first_day)
        self._show(here, leaves, month_page.file_name(page.month), common.plain(leaves), entering)

    def _show(self, here: Report, leaves: Report, file_name: str, message: str, enter: Enter) -> None:
        self.shown = Shown(leaves, file_name, message, enter)
        self.body.show_report(here)

    def _entering_project(self, uuid: str) -> Enter:
        return lambda way, then: self._enter(projects.exported, ProjectExported(way, uuid), then)

    def _entering(self, what: Literal["day", "week", "month"], of: date) -> Enter:
        return lambda way, then: self._enter(summaries.exported, SummaryExported(what, of, way), then)

    def _enter(self, verb: Function, command: object, then: Callable[[], object]) -> None:
        self.session.run(verb, command, owner=self, done=lambda _: then(), cancellable=False)

    # the form

    def _open_form(self, project: Project | None) -> None:
        if self._catalog is not None and self.session.can(Action.REPORT_DEFINE):
            self.form.begin(project, self._catalog, self.session.clock.today())
            self._show_form()

    def _show_form(self) -> None:
        self._stack.present(self._form_scroll)
        self.form.focus_first()

    def _save(self) -> None:
        self._run(
            projects.keep, self.form.project(), self._saved, lambda error: self.form.show_problems(error.problems)
        )

    def _saved(self, project: Project) -> None:
        self.list.select(project.named.uuid)
        self.session.prompts.inform(texts.SAVED)
        self.form.clear()
        self._back()
        self.refresh()

    def step_back(self) -> bool:
        if self._stack.shown is self._main:
            return self.body.step_back()
        self._back()
        return True

    def _back(self) -> None:
        self._stack.present(self._main)
        self.focus_first()

    def _run(self, verb: Function, command: object, done: Function, failed: Function | None = None) -> None:
        self.session.run(
            verb, command, owner=self, done=done, failed=failed, priority=Priority.SAVING, cancellable=False
        )

    # parts

    def _make(self) -> None:
        acts, flow = QWidget(), Flow(widgets.GAP)
        acts.setLayout(flow)
        plain, main, defines = widgets.Button, widgets.PrimaryButton, self.session.can(Action.REPORT_DEFINE)
        self._of_project: list[QWidget] = []
        for kind, said, run, keys, icon, name, shown in (
            (plain, texts.NEW, self.begin_new, hotkeys.NEW, "add", "new_project", defines),
            (plain, texts.EDIT, self.edit, hotkeys.EDIT, "edit", "edit_project", defines),
            (plain, texts.REMOVE, self.remove, hotkeys.CANCEL, "remove", "remove_project", defines),
            (plain, texts.COPY, self.copy, hotkeys.COPY, "copy", "copy_report", True),
            (plain, texts.SAVE_AS, self.save, hotkeys.SAVE_FILE, "save", "save_report", True),
            (main, texts.PREVIEW, self.print, hotkeys.PAPER, "pdf", "print_report", True),
        ):
            if shown:
                button = kind(said, run, keys=keys, icon=icon, name=f"{name}_button")
                flow.addWidget(button)
                if name in ("edit_project", "remove_project"):
                    self._of_project.append(button)
        inside = widgets.column(acts, self.body, gap=12)
        inside.setStretch(1, 1)
        self._main.setLayout(inside)
        self._form_scroll = widgets.scrolled(self.form, "project_form_scroll")
        self._stack.present(self._main)
        self.setLayout(widgets.column(self._stack))
