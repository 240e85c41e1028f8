"""«Para enviar»: what donors and offices ask for, seen before it leaves, and saved in the form that they read."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from casa_desktop.domain.access import Action
from casa_desktop.domain.catalog import Catalog
from casa_desktop.domain.definitions import Named
from casa_desktop.domain.donors import Template
from casa_desktop.domain.errors import CasaError
from casa_desktop.domain.ids import new_id
from casa_desktop.domain.leaving import Way, way_of
from casa_desktop.domain.scope import Scope
from casa_desktop.services import catalogs, projects, templates
from casa_desktop.services.catalogs import CatalogQuery
from casa_desktop.services.projects import ProjectsQuery
from casa_desktop.services.templates import KeepTemplate, RemoveTemplate, TemplatesQuery
from casa_desktop.texts import errors, files, listings
from casa_desktop.texts import ui_donors as texts
from casa_desktop.ui import hotkeys, icons, widgets
from casa_desktop.ui.donors.days import Days
from casa_desktop.ui.donors.outgoing import Outgoing, Ready, outgoing
from casa_desktop.ui.donors.seen import Asked, Seen
from casa_desktop.ui.donors.template import TemplateView, keep_within
from casa_desktop.ui.editors import CheckEdit
from casa_desktop.ui.page import Key
from casa_desktop.ui.papers import Papers
from casa_desktop.ui.people.parts import flowing
from casa_desktop.ui.rows import Row, RowsTable
from casa_desktop.ui.session import Session
from casa_desktop.ui.settings.stack import Stack
from casa_desktop.ui.statistics.cell_panel import CellPanel
from casa_desktop.ui.statistics.part import Part
from casa_desktop.ui.statistics.period import PeriodBar
from casa_desktop.ui.statistics.side import SplitView
from casa_desktop.ui.worker import Priority

_LIST_WIDTH, _LOWEST = 236, 180


class DonorsPart(Part):
    """Left what can be sent, right what its file will hold; a template is configured in place of both."""

    page_id = "donors"
    title = texts.TITLE
    kinds = frozenset(
        {"definition", "catalog", "visit", "service", "person", "figure", "month", "aid"}
        | {"rcf", "tracing", "survey", "transfer"}
    )

    def __init__(self, session: Session, period: PeriodBar) -> None:
        super().__init__(session, period)
        self._papers = Papers(session, self, texts.RENDERING)
        self._catalog: Catalog | None = None
        self._found: dict[str, Outgoing] = {}
        self.ready: Ready | None = None
        self._body: QWidget | None = None
        self._arriving = False
        self.view: TemplateView | None = None
        self.seen: Seen | None = None
        self.list = RowsTable(texts.COLUMNS[:1], name="outgoing_table", said=texts.LIST)
        self.list.setFixedWidth(icons.scaled(_LIST_WIDTH))
        self.list.chosen.connect(lambda _: self._choose())
        self.list.opened.connect(lambda _: self._enter())
        today = session.clock.today
        self.tags = CheckEdit(texts.TAGS, name="tags_check")
        self.days = Days(today)
        self.days.chosen.connect(self._count)
        self.heading = widgets.label("", "section", wrap=True, name="outgoing_heading")
        self.said = widgets.hint("")
        self.banner = widgets.Banner()
        self._bodies = Stack(name="seen_stack")
        self._main = QWidget()
        self.cell_panel = CellPanel(session)
        self._left, self._list_side = QWidget(), QWidget()
        self._split = SplitView(self._left, None, self.cell_panel)
        self._split.closed.connect(self._leave_records)
        self._main.setLayout(self._make())
        self._stack = Stack(self._main, name="donors_stack")
        self._stack.present(self._main)
        self.setLayout(widgets.column(self._stack))
        period.chosen.connect(self._take_days)
        self._take_days()

    # what the page asks

    def refresh(self) -> None:
        self.session.run(catalogs.lists, CatalogQuery(), owner=self, done=self._learn, latest="donors.lists")

    def open(self) -> None:
        self._arriving = True
        self.refresh()

    def focus_first(self) -> None:
        if self.view is not None:
            self.view.focus_first()
        else:
            self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def keys(self) -> Sequence[Key]:
        define = (
            (Key(hotkeys.NEW, texts.NEW), Key(hotkeys.EDIT, texts.EDIT), Key(hotkeys.CANCEL, texts.RETIRE))
            if self.session.can(Action.REPORT_DEFINE)
            else ()
        )
        own = (Key(hotkeys.SAVE_FILE, texts.SAVE), Key(hotkeys.PAPER, texts.PREVIEW))
        return (*own, *define, Key("Return", texts.OPEN_CELL))

    def help_text(self) -> str:
        return texts.HELP

    def close_down(self) -> None:
        self._found, self.ready = {}, None
        self.list.show_rows(())
        if self.seen is not None:
            self.seen.clear()
        self._split.close_panel()

    # acts

    def save(self) -> None:
        """Asks where, and writes there in the form that the name ends with."""
        ready = self.ready
        if ready is None or ready.of is None:
            return
        chosen = ready.of
        path = self.session.prompts.save_file(texts.SAVE_TITLE, ready.name, files.kinds(*chosen.forms))
        if path is None:
            return
        form = way_of(path.suffix, chosen.forms)
        draw = ready.draw(form, chosen.tags and self.tags.value())
        self._entered(ready, form, lambda: self._papers.save(draw, path, texts.SAVED))

    def show_paper(self) -> None:
        """Shows the pages, to be printed from there."""
        ready = self.ready
        if ready is not None and ready.of is not None and Way.PDF in ready.of.forms:
            draw = ready.draw(Way.PDF, False)
            self._entered(ready, Way.PAPER, lambda: self._papers.print(draw, ready.name, texts.PRINTED))

    def begin_template(self) -> None:
        """An empty form for a template that the desk wants from now on."""
        self._configure(None)

    def edit_template(self) -> None:
        """The form of the template that is chosen."""
        chosen = self._chosen()
        if chosen is not None and chosen.template is not None:
            self._configure(chosen.template)

    def retire_template(self) -> None:
        """Takes it out of the list; it can be brought back."""
        chosen = self._chosen()
        template = chosen.template if chosen is not None else None
        if template is None:
            return

        def back() -> None:
            again = replace(template, named=Named(new_id(), template.named.name))
            self.session.run(templates.keep, KeepTemplate(again), owner=self, cancellable=False)

        self.session.run(
            templates.remove,
            RemoveTemplate(template.named.uuid, template.named.version),
            owner=self,
            done=lambda _: self.session.prompts.inform(texts.RETIRED, undo=back),
            failed=self.session.prompts.error,
            priority=Priority.SAVING,
            cancellable=False,
        )

    # configuring

    def _configure(self, template: Template | None) -> None:
        if self._catalog is None or not self.session.can(Action.REPORT_DEFINE):
            return
        self._drop_view()
        self.view = TemplateView(self.session, self._catalog, template)
        self.view.closed.connect(self._back)
        self.view.kept.connect(self._go_on)
        self._stack.present(self.view)
        self.view.focus_first()

    def _go_on(self, _uuid: str) -> None:
        """A new 345W asks for its activities at once."""
        if self.view is not None and self.view.template is not None:
            self._configure(self.view.template)

    def _back(self) -> None:
        uuid = self.view.template.named.uuid if self.view is not None and self.view.template is not None else ""
        self._drop_view()
        self._stack.present(self._main)
        if uuid:
            self.list.select(uuid)
        self.refresh()
        self.focus_first()

    def step_back(self) -> bool:
        if self.view is not None:
            self.view.step_back()
            return True
        if self.seen is not None and self.seen.has_cursor():
            self.focus_first()
            return True
        return False

    def _drop_view(self) -> None:
        if self.view is not None:
            self._stack.drop(self.view)
            self.view = None

    # reading

    def _learn(self, catalog: Catalog) -> None:
        self._catalog = catalog
        self.session.run(
            projects.projects, ProjectsQuery(), owner=self, done=self.days.offer, latest="projects.projects"
        )
        self.session.run(
            templates.templates, TemplatesQuery(), owner=self, done=self._offer, latest="templates.templates"
        )

    def _offer(self, found: tuple[Template, ...]) -> None:
        if self._catalog is None:
            return
        self._found = {each.key: each for each in outgoing(found, self._catalog, self.session.can)}
        before = self.list.current_key()
        self.list.show_rows([Row(each.key, (each.name,)) for each in self._found.values()])
        if self.list.current_key() == before:
            self._choose()
        if self._arriving:
            self._arriving = False
            self.focus_first()

    def _chosen(self) -> Outgoing | None:
        return self._found.get(self.list.current_key())

    def _choose(self) -> None:
        """Shows the options of the current line, and asks for what it holds."""
        chosen = self._chosen()
        before = self.ready.of if self.ready is not None else None
        if before is None or chosen is None or before.key != chosen.key:
            self.ready = None  # what stands there still is of another line, and leaves no more
        self.days.setVisible(chosen is not None and chosen.by_day)
        self.tags.setVisible(chosen is not None and chosen.tags)
        self._paper.setVisible(chosen is not None and Way.PDF in chosen.forms)
        for act in self._defining:
            act.setVisible(chosen is not None and chosen.template is not None)
        self._count()

    def _take_days(self) -> None:
        if (period := self.period.period()) is not None:
            self.days.set_period(period)

    def _scope(self, chosen: Outgoing) -> Scope | None:
        """From day to day where it is asked so, else the whole months of the page."""
        if chosen.by_day:
            return self.days.scope()
        period = self.period.period()
        return None if period is None else Scope.of(period)

    def _count(self) -> None:
        chosen = self._chosen()
        if chosen is None:
            return
        scope = self._scope(chosen)
        if scope is None:
            if chosen.by_day:
                self._show_nothing()  # the days say what is wrong with them
            return
        verb, command = chosen.ask(scope)
        self.session.run(
            verb,
            command,
            owner=self,
            done=lambda found: self._show(chosen, chosen.found(found, scope)),
            failed=self._failed,
            latest="donors.count",
            what=texts.COUNTING,
        )

    def _show(self, chosen: Outgoing, ready: Ready) -> None:
        before, self.ready = self.ready, ready
        empty = not any(section.lines for section in ready.seen.sections)
        self.banner.show_text(texts.NO_ROWS if empty else "")
        self.heading.setText(ready.seen.heading)
        self.said.setText(" · ".join((texts.formats(chosen.forms), *chosen.hints)))
        seen = Seen(ready)
        seen.origin_asked.connect(lambda asked: self._open_records(ready, asked))
        self._put(seen)
        if before is None or before.seen.heading != ready.seen.heading:
            self._split.close_panel()  # its records are of other days

    def _open_records(self, ready: Ready, asked: Asked) -> None:
        """Beside the report, in the room of the list."""
        file_name = listings.file_of(asked.title, ready.months)
        if self.cell_panel.ask_report(asked.title, asked.origin, file_name, asked.otherwise):
            self._list_side.hide()
            self._split.open(self.cell_panel)

    def _leave_records(self, _: QWidget, held: bool) -> None:
        self.cell_panel.close_down()
        self._list_side.show()
        if not held:
            return
        if self.seen is not None:
            self.seen.go_back()
        else:
            self.focus_first()

    def _failed(self, error: CasaError) -> None:
        self._show_nothing(errors.message(error))

    def _show_nothing(self, why: str = "") -> None:
        self.ready = None
        self.heading.setText("")
        self.said.setText("")
        self.banner.show_text(why, "danger")
        self._put(None)
        self._split.close_panel()

    def _put(self, seen: Seen | None) -> None:
        before, old = self._body, self.seen
        self.seen, self._body = seen, None
        inside = old is not None and old.has_cursor()
        if seen is not None:
            self._body = keep_within(widgets.scrolled(seen, "seen_scroll"), _LOWEST)
            self._bodies.present(self._body)
        if old is not None:
            old.clear()
        if before is not None:
            self._bodies.drop(before)
        if inside:
            self._enter()

    def _enter(self) -> None:
        """From the line into what it holds."""
        if self.seen is not None:
            self.seen.focus_first()

    # parts

    def _make(self) -> QHBoxLayout:
        new = widgets.Button(texts.NEW, self.begin_template, keys=hotkeys.NEW, icon="add", name="new_template_button")
        edit = widgets.Button(
            texts.EDIT,
            self.edit_template,
            keys=hotkeys.EDIT,
            icon="edit",
            name="edit_template_button",
        )
        retire = widgets.Button(
            texts.RETIRE,
            self.retire_template,
            keys=hotkeys.CANCEL,
            icon="remove",
            name="retire_button",
        )
        self._paper = widgets.Button(
            texts.PREVIEW, self.show_paper, keys=hotkeys.PAPER, icon="pdf", name="paper_button"
        )
        save = widgets.PrimaryButton(texts.SAVE, self.save, keys=hotkeys.SAVE_FILE, icon="save", name="save_button")
        right = widgets.column(
            flowing(save, self._paper, self.tags),
            self.heading,
            self.said,
            self.days,
            self.banner,
            self._bodies,
            gap=10,
        )
        right.setStretch(5, 1)
        self._left.setLayout(right)
        left = widgets.column(self.list, gap=10)
        left.setStretch(0, 1)
        self._defining = [edit, retire]
        if self.session.can(Action.REPORT_DEFINE):
            acts = flowing(new, edit, retire)
            acts.setMaximumWidth(self.list.maximumWidth())
            left.addWidget(acts)
        else:
            for each in (new, edit, retire):
                each.deleteLater()
            self._defining = []
        self._list_side.setLayout(left)
        outer = widgets.row(self._list_side, self._split, gap=widgets.MARGIN)
        outer.setStretch(1, 1)
        return outer

    def _entered(self, ready: Ready, way: Way, then: Callable[[], object]) -> None:
        """What leaves the program is entered into the audit first."""
        verb, command = ready.entered(way)
        self.session.run(verb, command, owner=self, done=lambda _: then(), cancellable=False)
