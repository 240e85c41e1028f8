"""The breakdowns that the desk asks for again by name."""

from collections.abc import Callable, Mapping
from dataclasses import replace

from PySide6.QtCore import Signal

from casa_desktop.domain.access import Action
from casa_desktop.domain.catalog import Catalog
from casa_desktop.domain.definitions import Named
from casa_desktop.domain.errors import CasaError
from casa_desktop.domain.ids import new_id
from casa_desktop.domain.scope import Scope
from casa_desktop.domain.views import View
from casa_desktop.services import views
from casa_desktop.services.views import RemoveView, SaveView, ViewsQuery
from casa_desktop.texts import errors
from casa_desktop.texts import ui_breakdowns as texts
from casa_desktop.ui import hotkeys, widgets
from casa_desktop.ui.breakdowns.view_days import ViewDays
from casa_desktop.ui.choices import Flow
from casa_desktop.ui.rows import Row, RowsTable
from casa_desktop.ui.session import Session
from casa_desktop.ui.settings.stack import Stack
from casa_desktop.ui.statistics.side import SidePanel, low
from casa_desktop.ui.worker import Priority


class ViewsPanel(SidePanel):
    """Enter shows a view. What is shown is kept under a new name or over the view that it came from."""

    chosen = Signal(object)
    """A View: show it."""
    kept = Signal(object)
    """A View: what is shown is now kept as this."""
    renamed = Signal(object)
    """A View: it has another name, and so another version."""
    removed = Signal(str)
    """The uuid of a view that is one no more."""

    def __init__(self, session: Session, shown: Callable[[], View | None], months: Callable[[], Scope]) -> None:
        """*shown* gives what stands in the table, with the name of the view that it came from; *months* those of the
        page."""
        super().__init__("views_panel")
        self._session, self._shown = session, shown
        self._views: dict[str, View] = {}
        self.set_title(texts.VIEWS_TITLE)
        self.list = RowsTable(texts.VIEW_COLUMNS, name="views_list", said=texts.VIEWS_LIST)
        self.told = widgets.label("", "muted", wrap=True, name="view_told")
        self._said: dict[str, str] = {}
        self._none = widgets.label(texts.VIEWS_NONE, "muted", wrap=True, name="views_none")
        self._lists = Stack(low(self.list, lines=4), self._none, name="views_stack")
        self.problem = widgets.label("", "problem", wrap=True, name="views_problem")
        self.problem.hide()
        self.days = ViewDays(session.clock.today, months)
        self.inside.addWidget(widgets.hint(texts.VIEWS_HINT))
        self.inside.addWidget(self._lists, 1)
        self.inside.addWidget(self.told)
        self.inside.addWidget(self.problem)
        self._new: widgets.Button | None = None
        if session.can(Action.REPORT_DEFINE):
            self.inside.addWidget(self.days)
            self.inside.addLayout(self._acts())
        self.list.opened.connect(self._choose)
        self.list.chosen.connect(self._tell)

    def load(
        self, catalog: Catalog, labels: dict[str, str], staff: Mapping[str, str], *, arriving: bool = False
    ) -> None:
        """Reads the views; *labels* are those of what can be counted, by id, and *staff* the names of who attends.
        *arriving*: the cursor goes to them."""

        def show(found: tuple[View, ...]) -> None:
            self._views = {view.named.uuid: view for view in found}
            self._said = {view.named.uuid: texts.view_told(view, labels, catalog, staff) for view in found}
            self.list.show_rows([Row(view.named.uuid, (view.named.name, texts.view_days(view))) for view in found])
            self._tell(self.list.current_key())
            self._lists.present(self.list if found else self._none)
            if arriving:
                self.focus_first()

        self._session.run(views.views, ViewsQuery(), owner=self, done=show, latest="views.views")

    def close_down(self) -> None:
        self._views, self._said = {}, {}
        self.list.show_rows(())
        self.told.setText("")

    def focus_first(self) -> None:
        where = self.list if self._views else self._new
        if where is not None:
            self.start(where)

    # acts

    def new(self) -> None:
        """Asks for a name, and keeps what is shown under it."""
        shown = self._to_keep()
        if shown is not None:
            name = self._ask(texts.VIEW_ASK_NEW)
            if name is not None:
                self._save(replace(shown, named=Named(new_id(), name)), self.kept.emit)

    def save(self) -> None:
        """Keeps what is shown over the view that it came from."""
        if (shown := self._shown()) is not None and not shown.named.version:
            self.new()
        elif (shown := self._to_keep()) is not None:
            self._save(shown, self.kept.emit)

    def rename(self) -> None:
        """Asks for another name of the view in the list."""
        view = self._views.get(self.list.current_key())
        if view is not None:
            name = self._ask(texts.VIEW_ASK_NAME)
            if name is not None:
                self._save(replace(view, named=replace(view.named, name=name)), self.renamed.emit)

    def remove(self) -> None:
        """Takes the view of the list out of it; undone, it is a view again."""
        view = self._views.get(self.list.current_key())
        if view is None:
            return

        def undo() -> None:
            self._save(replace(view, named=Named(new_id(), view.named.name)), lambda _: None)

        def gone(_: object) -> None:
            self.removed.emit(view.named.uuid)
            self._session.prompts.inform(texts.VIEW_REMOVED, undo=undo)

        self._run(views.remove_view, RemoveView(view.named.uuid, view.named.version), gone)

    # parts

    def _acts(self) -> Flow:
        flow = Flow(widgets.SMALL)
        self._new = widgets.Button(
            texts.VIEW_NEW, self.new, keys=hotkeys.NEW, icon="add", name="new_view_button", scope=self
        )
        flow.addWidget(self._new)
        for said, act, keys, icon, name in (
            (texts.VIEW_SAVE, self.save, hotkeys.SAVE, "save", "save_view_button"),
            (texts.VIEW_RENAME, self.rename, hotkeys.EDIT, "edit", "rename_view_button"),
            (texts.VIEW_REMOVE, self.remove, hotkeys.CANCEL, "remove", "remove_view_button"),
        ):
            flow.addWidget(widgets.Button(said, act, keys=keys, icon=icon, name=name, scope=self))
        return flow

    def _to_keep(self) -> View | None:
        """What is shown, with the days that it is to be kept with; None where these make no sense, which is told."""
        shown, (good, days) = self._shown(), self.days.given()
        return replace(shown, days=days) if shown is not None and good else None

    def _tell(self, uuid: str) -> None:
        """What the view of the list shows."""
        self.told.setText(self._said.get(uuid, ""))

    def _choose(self, uuid: str) -> None:
        if uuid in self._views:
            self.chosen.emit(self._views[uuid])

    def _ask(self, question: str) -> str | None:
        return self._session.prompts.ask_text(question, label=texts.VIEW_NAME, do=texts.VIEW_KEEP)

    def _save(self, view: View, then: Callable[[View], object]) -> None:
        def saved(kept: View) -> None:
            self._session.prompts.inform(texts.VIEW_SAVED)
            self.list.select(kept.named.uuid)
            then(kept)

        self._run(views.save_view, SaveView(view), saved)

    def _run(self, verb: Callable[..., object], command: object, done: Callable[..., object]) -> None:
        def good(result: object) -> None:
            self.problem.hide()
            done(result)

        self._session.run(
            verb, command, owner=self, done=good, failed=self._failed, priority=Priority.SAVING, cancellable=False
        )

    def _failed(self, error: CasaError) -> None:
        self.problem.setText(errors.message(error))
        self.problem.show()
