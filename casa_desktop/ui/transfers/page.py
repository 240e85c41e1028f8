"""The page «Traslados»: the list on the left, one transfer or its form on the right, its papers over both."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QStackedWidget, QWidget

from casa_desktop.domain.access import Action
from casa_desktop.domain.catalog import Catalog
from casa_desktop.domain.errors import CasaError, Code
from casa_desktop.domain.transfers import Step, TransferDetail
from casa_desktop.services import catalogs, transfers
from casa_desktop.services.catalogs import CatalogQuery
from casa_desktop.services.transfers import TransferQuery
from casa_desktop.texts import transfers as paper_texts
from casa_desktop.texts import ui_transfers as texts
from casa_desktop.ui import hotkeys, paper, widgets
from casa_desktop.ui.changes import Change
from casa_desktop.ui.page import Key, Page
from casa_desktop.ui.ports import Draft
from casa_desktop.ui.preview import Preview
from casa_desktop.ui.session import Session
from casa_desktop.ui.settings.stack import Stack
from casa_desktop.ui.transfers.desk import TransferDesk
from casa_desktop.ui.transfers.listing import TransfersList
from casa_desktop.ui.transfers.output import TransferPapers
from casa_desktop.ui.transfers.panel import (
    CANCEL_KEY,
    EDIT_KEY,
    MANIFEST_KEY,
    NEXT_KEY,
    UNDO_KEY,
    VOUCHER_KEY,
    TransferPanel,
)

NEW_KEY = hotkeys.NEW


class TransfersPage(Page):
    """Requests, steps and papers of transfers, all by keys."""

    page_id = "transfers"
    title = texts.TITLE
    kinds = frozenset({"transfer", "visit", "person", "catalog"})

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.catalog: Catalog | None = None
        self._target = ""
        self._waiting: Draft | None = None
        self._paper: tuple[bytes, str] | None = None
        self._papers = TransferPapers(session, self)
        self.list = TransfersList(session.clock.today)
        self.list.asked.connect(self._read_list)
        self.panel = TransferPanel(session)
        self.list.table.chosen.connect(self._on_chosen)
        self.list.table.opened.connect(lambda _: self.panel.focus_first())
        self.panel.step_asked.connect(self.begin_step)
        self.panel.edit_asked.connect(self.begin_edit)
        self.panel.undo_asked.connect(self._undo_last)
        self.panel.manifest_asked.connect(lambda: self.show_paper("manifest"))
        self.panel.voucher_asked.connect(lambda: self.show_paper("voucher"))
        self.panel.person_asked.connect(lambda uuid: session.go("people", uuid))
        self._right = QStackedWidget()
        self._right.setObjectName("transfers_right")
        self._nothing = widgets.Empty(texts.NONE_OPEN, texts.NONE_OPEN_DETAIL, icon="compass")
        self._panel_scroll = widgets.scrolled(self.panel, "panel_scroll")
        self.desk = TransferDesk(session)
        self.desk.opened.connect(lambda: self._right.setCurrentWidget(self.desk))
        self.desk.closed.connect(self._after_form)
        self.desk.saved.connect(self._saved)
        for each in (self._nothing, self._panel_scroll, self.desk):
            self._right.addWidget(each)
        self._body = self._make_body()
        self.preview: Preview | None = None
        self._views = Stack(self._body, name="transfers_views")
        self.setLayout(widgets.column(self._views))
        self._views.present(self._body)
        for keys, act in (
            (NEXT_KEY, self.panel.ask_next),
            (EDIT_KEY, self.panel.ask_edit),
            (CANCEL_KEY, self.panel.ask_cancel),
            (UNDO_KEY, self.panel.ask_undo),
            (MANIFEST_KEY, lambda: self.show_paper("manifest")),
            (VOUCHER_KEY, lambda: self.show_paper("voucher")),
            (hotkeys.OTHER_SIDE, self._other_side),
        ):
            self._shortcut(keys, act)

    def _make_body(self) -> QWidget:
        new = widgets.PrimaryButton(texts.NEW, self.begin_new, keys=NEW_KEY, icon="add", name="new_transfer_button")
        if not self.session.can(Action.TRANSFER_RECORD):
            new.hide()
        head = widgets.row(widgets.title(self.title), new)
        head.setStretch(0, 1)
        body = widgets.row(self.list, self._right, gap=16)
        body.setStretch(0, 1)
        body.setStretch(1, 1)
        outer = widgets.column(head, body, gap=12, margin=24)
        outer.setStretch(1, 1)
        made = QWidget()
        made.setLayout(outer)
        return made

    def _shortcut(self, keys: str, act: Callable[[], object]) -> None:
        shortcut = QShortcut(QKeySequence(keys), self._body)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(lambda: act() if self.desk.form is None else None)

    def keys(self) -> Sequence[Key]:
        records = (
            (NEW_KEY, texts.KEY_NEW),
            (NEXT_KEY, texts.KEY_NEXT),
            (EDIT_KEY, texts.KEY_EDIT),
            (MANIFEST_KEY, texts.KEY_MANIFEST),
            (VOUCHER_KEY, texts.KEY_VOUCHER),
            (CANCEL_KEY, texts.KEY_CANCEL),
            (UNDO_KEY, texts.KEY_UNDO),
            (hotkeys.OTHER_SIDE, texts.KEY_LIST),
        )
        return tuple(Key(key, does) for key, does in records)

    def help_text(self) -> str:
        return texts.HELP

    # reading

    def refresh(self) -> None:
        self.session.run(catalogs.lists, CatalogQuery(), owner=self, done=self._on_lists, latest="transfers.lists")
        self._read_list()

    def changed(self, changes: frozenset[Change]) -> None:
        if "catalog" in {kind for kind, _ in changes}:
            self.refresh()
        else:
            self._read_list()
        if self._target:
            self._read(self._target)

    def _on_lists(self, catalog: Catalog) -> None:
        self.catalog = catalog
        if self._waiting is not None:
            draft, self._waiting = self._waiting, None
            self.restore(draft)
        elif self._target:
            self._read(self._target)

    def _read_list(self) -> None:
        self.session.run(
            transfers.listed, self.list.query(), owner=self, done=self.list.show_transfers, latest="transfers.list"
        )

    def open_target(self, target: str) -> None:
        if self.desk.may_leave():
            self.desk.close_form()
            self.list.table.select(target)
            self._read(target)

    def _on_chosen(self, uuid: str) -> None:
        if uuid and self.desk.form is None and uuid != self._target:
            self._read(uuid)

    def _read(self, uuid: str) -> None:
        self._target = uuid
        self.session.run(
            transfers.detail,
            TransferQuery(uuid),
            owner=self,
            done=self._arrive,
            failed=self._gone,
            latest="transfers.detail",
        )

    def _arrive(self, detail: TransferDetail) -> None:
        if detail.uuid != self._target or self.catalog is None:
            return
        self.panel.show_transfer(detail, self.catalog)
        if self.desk.form is None:
            self._right.setCurrentWidget(self._panel_scroll)

    def _gone(self, error: CasaError) -> None:
        self._target = ""
        self.panel.clear()
        if self.desk.form is None:
            self._right.setCurrentWidget(self._nothing)
        if error.code is not Code.NOT_FOUND:
            self.session.prompts.error(error)

    # forms

    def begin_new(self) -> None:
        """Asks for a transfer."""
        if self.catalog is not None and self.session.can(Action.TRANSFER_RECORD) and self.desk.may_leave():
            self.desk.begin_new(self.catalog)

    def begin_edit(self) -> None:
        """Another plan for the transfer shown."""
        if self.catalog is not None and self.panel.detail is not None:
            self.desk.begin_edit(self.catalog, self.panel.detail)

    def begin_step(self, step: Step) -> None:
        """Notes a step of the transfer shown."""
        if self.panel.detail is not None:
            self.desk.begin_step(self.panel.detail, step)

    def _after_form(self) -> None:
        self._right.setCurrentWidget(self._panel_scroll if self.panel.detail is not None else self._nothing)
        self.list.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _saved(self, uuid: str) -> None:
        self._after_form()
        self.list.table.select(uuid)
        self._read(uuid)

    def _undo_last(self) -> None:
        if self.panel.detail is not None:
            self.desk.ask_undo(self.panel.detail)

    # papers

    def show_paper(self, kind: str) -> None:
        """The manifest or the family's sheet, to be looked at and printed."""
        detail = self.panel.detail
        if detail is None or self.catalog is None or detail.step is Step.CANCELLED:
            return
        if self.session.can(Action.TRANSFER_MANIFEST):
            title = paper_texts.title(detail.code) if kind == "manifest" else f"{paper_texts.VOUCHER} {detail.code}"
            self._papers.make(kind, detail.uuid, self.catalog, lambda data: self._preview(data, title))

    def _preview(self, data: bytes, title: str) -> None:
        if self.preview is None:
            self.preview = Preview(saves=False)
            self.preview.setContentsMargins(24, 24, 24, 24)
            self.preview.closed.connect(self._close_preview)
            self.preview.print_asked.connect(self._print)
        self._paper = (data, title)
        self._views.present(self.preview)
        self.preview.show_pdf(data)

    def _print(self) -> None:
        if self._paper is not None and paper.print_now(self, *self._paper):
            self.session.prompts.inform(texts.PRINTED)

    def _close_preview(self) -> None:
        self._paper = None
        if self.preview is not None:
            self.preview.clear()
        self._views.present(self._body)
        self.panel.focus_first()

    # the page's life

    def focus_first(self) -> None:
        if self.desk.form is not None:
            self.desk.focus_first()
        else:
            self.list.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _other_side(self) -> None:
        if self.list.table.hasFocus():
            self.panel.focus_first()
        else:
            self.list.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def draft(self) -> Draft | None:
        return self.desk.draft() or self._waiting

    def restore(self, draft: Draft) -> None:
        if self.catalog is None:
            self._waiting = draft
            return
        if edited := str(draft.get("edited") or ""):
            self._read(edited)
        self.desk.restore(draft, self.catalog)

    def can_leave(self) -> bool:
        return self.desk.may_leave()

    def close_down(self) -> None:
        self._target, self._waiting, self._paper = "", None, None
        self.list.clear()
        self.panel.clear()
        self.desk.close_form()
        self._right.setCurrentWidget(self._nothing)
        if self.preview is not None:
            self.preview.clear()
        self._views.present(self._body)
