"""The page «Llamadas RCF»: the line of today, and behind it tracing requests and the month."""

from collections.abc import Sequence

from casa_desktop.domain.access import Action
from casa_desktop.domain.catalog import Catalog
from casa_desktop.services import catalogs
from casa_desktop.services.catalogs import CatalogQuery
from casa_desktop.texts import ui_lane
from casa_desktop.texts import ui_rcf as texts
from casa_desktop.ui import hotkeys, widgets
from casa_desktop.ui.changes import Change
from casa_desktop.ui.choices import Flow
from casa_desktop.ui.page import Key, Page
from casa_desktop.ui.ports import Draft
from casa_desktop.ui.rcf.adding import GIVE, QUEUE
from casa_desktop.ui.rcf.door import Door
from casa_desktop.ui.rcf.line import LineView
from casa_desktop.ui.rcf.requests import RequestsView
from casa_desktop.ui.rcf.summary import SummaryView
from casa_desktop.ui.session import Session
from casa_desktop.ui.settings.stack import Stack


class RcfPage(Page):
    """One view at a time; Esc comes back to the line."""

    page_id = "rcf"
    title = texts.TITLE
    kinds = frozenset({"rcf", "visit", "person", "catalog", "tracing", "month", "lane", "desk"})

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.catalog: Catalog | None = None
        self._waiting: Draft | None = None
        self.line = LineView(session)
        self.requests = RequestsView(session)
        self.summary = SummaryView(session)
        for view in (self.requests, self.summary):
            view.closed.connect(self.show_line)
        add = widgets.PrimaryButton(
            texts.ENQUEUE, self.enqueue, keys=hotkeys.NEW, icon="add", name="enqueue_button", scope=self.line
        )
        give = widgets.Button(texts.GIVE, self.give, keys=hotkeys.NEW_OTHER, name="give_button", scope=self.line)
        requests = widgets.Button(
            texts.REQUESTS, self.show_requests, keys=hotkeys.part(1), name="requests_button", scope=self
        )
        summary = widgets.Button(
            texts.SUMMARY, self.show_summary, keys=hotkeys.part(2), icon="statistics", name="summary_button", scope=self
        )
        summary.setVisible(session.can(Action.RCF_SUMMARY))
        self.door = Door(session, self.line)
        self.door.taken.connect(lambda row: self.line.add(QUEUE, row))
        self._acts = (add, give, requests, summary)
        acts = Flow()
        for each in (add, self.door, give, requests, summary):
            acts.addWidget(each)
        head = widgets.row(widgets.label(self.title, "title"), gap=widgets.MARGIN)
        head.addLayout(acts, 1)
        self._stack = Stack(self.line, self.requests, self.summary, name="rcf_stack")
        outer = widgets.column(head, self._stack, gap=12, margin=24)
        outer.setStretch(1, 1)
        self.setLayout(outer)
        self._stack.present(self.line)

    # the views

    def enqueue(self) -> None:
        """Somebody joins the queue."""
        self.line.add(QUEUE)

    def give(self) -> None:
        """Connectivity."""
        self.line.add(GIVE)

    def show_line(self) -> None:
        """The queue of today."""
        self._present(self.line)
        self.line.read()
        self.line.focus_first()

    def show_requests(self) -> None:
        """Tracing requests."""
        self._present(self.requests)
        self.requests.read()
        self.requests.focus_first()

    def show_summary(self) -> None:
        """The month."""
        if not self.session.can(Action.RCF_SUMMARY):
            return
        self._present(self.summary)
        self.summary.read()
        self.summary.focus_first()

    def _present(self, view: LineView | RequestsView | SummaryView) -> None:
        self._stack.present(view)
        self.door.setVisible(view is self.line and bool(self.door.rows))
        for each in self._acts:
            each.setVisible(view is self.line and (each is not self._acts[-1] or self.session.can(Action.RCF_SUMMARY)))

    # what the window asks

    def refresh(self) -> None:
        self._read_lists()
        self.line.purge()
        self.door.read()
        self._read_view()

    def changed(self, changes: frozenset[Change]) -> None:
        kinds = {kind for kind, _ in changes}
        if "catalog" in kinds:
            self._read_lists()
        if kinds & {"rcf", "visit", "person"}:
            self.line.read()
        if kinds & {"rcf", "visit", "person", "lane", "desk"}:
            self.door.read()
        self._read_view()

    def _read_view(self) -> None:
        shown = self._stack.shown
        if isinstance(shown, RequestsView | SummaryView):
            shown.read()

    def _read_lists(self) -> None:
        self.session.run(catalogs.lists, CatalogQuery(), owner=self, done=self._on_lists, latest="rcf.lists")

    def _on_lists(self, catalog: Catalog) -> None:
        self.catalog = catalog
        self.line.set_catalog(catalog)
        if self._waiting is not None:
            draft, self._waiting = self._waiting, None
            self.restore(draft)

    def focus_first(self) -> None:
        shown = self._stack.shown
        if isinstance(shown, LineView | RequestsView | SummaryView):
            shown.focus_first()

    def keys(self) -> Sequence[Key]:
        if self._stack.shown is self.summary:
            return self.summary.keys()
        keys = [
            Key("Return", texts.KEY_ACT),
            Key(hotkeys.NEW, texts.KEY_NEW),
            Key(hotkeys.NEW_OTHER, texts.KEY_GIVE),
            Key("Del", texts.KEY_LEFT),
            Key(hotkeys.OTHER_SIDE, texts.KEY_OTHER),
            Key(hotkeys.part(1), texts.KEY_REQUESTS),
        ]
        if self.door.rows:
            keys.append(Key(hotkeys.CALL_NEXT, ui_lane.KEY_CALL))
        if self.session.can(Action.RCF_NUMBERS):
            keys.append(Key(hotkeys.REVEAL, texts.KEY_REVEAL))
        if self.session.can(Action.RCF_SUMMARY):
            keys.append(Key(hotkeys.part(2), texts.KEY_SUMMARY))
        return tuple(keys)

    def help_text(self) -> str:
        return texts.SUMMARY_HELP if self._stack.shown is self.summary else texts.HELP

    def draft(self) -> Draft | None:
        return self._waiting or self.line.draft() or self.requests.draft()

    def restore(self, draft: Draft) -> None:
        if self.catalog is None:
            self._waiting = draft
        elif "request" in draft:
            self.show_requests()
            self.requests.restore(draft)
        else:
            self.line.restore(draft)

    def can_leave(self) -> bool:
        if not self.line.adding.dirty and not self.requests.dirty:
            return True
        return self.session.prompts.ask(texts.LEAVE_QUESTION, do=texts.LEAVE_DO, keep=texts.LEAVE_KEEP)

    def close_down(self) -> None:
        self.line.close_down()
        self.door.clear()
        self.requests.clear()
        self.summary.clear()
