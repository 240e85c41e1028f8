"""The page «Salud y Unidad Móvil»: the outings, one of them with what it grouped, and the form of its data."""

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QStackedWidget, QWidget

from casa_desktop.domain.catalog import Catalog
from casa_desktop.domain.errors import CasaError
from casa_desktop.domain.outings import Outing, OutingDetail, OutingLine
from casa_desktop.services import catalogs, intake, outings
from casa_desktop.services import desk as desks
from casa_desktop.services.catalogs import CatalogQuery
from casa_desktop.services.desk import DeskProfile, DeskQuery
from casa_desktop.services.intake import Staff, StaffQuery
from casa_desktop.services.outings import DropOuting, OutingQuery, OutingsQuery, SaveOuting
from casa_desktop.texts import ui_outings as texts
from casa_desktop.ui import hotkeys, widgets
from casa_desktop.ui.changes import Change
from casa_desktop.ui.outings.forms import OutingForm
from casa_desktop.ui.outings.view import OutingView
from casa_desktop.ui.page import Key, Page
from casa_desktop.ui.ports import Draft
from casa_desktop.ui.rows import Row, RowsTable
from casa_desktop.ui.session import Session
from casa_desktop.ui.settings.stack import Stack
from casa_desktop.ui.worker import Priority


class OutingsPage(Page):
    """A list; Enter opens an outing, Ctrl+N begins another, Esc comes back."""

    page_id = "outings"
    title = texts.TITLE
    kinds = frozenset({"outing", "visit", "person", "catalog", "user", "desk"})

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.catalog: Catalog | None = None
        """As it was read last; None until then."""
        self._staff: tuple[Staff, ...] = ()
        self._municipality = ""
        self._lines: tuple[OutingLine, ...] = ()
        self._open_later = ""
        self._draft_later: Draft = {}
        self.form: OutingForm | None = None
        self._edited = ""
        """The uuid of the outing whose form is open; empty for a new one."""
        self.table = RowsTable(
            texts.COLUMNS, name="outings_table", said=texts.LIST_NAME, wide=2, right=(6, 7), spare=(3, 4, 1)
        )
        self.table.opened.connect(self.open_target)
        self.view = OutingView(session)
        self.view.closed.connect(self._to_list)
        self.view.edit_asked.connect(self.edit)
        self.view.drop_asked.connect(self._drop)
        self._stack = Stack(name="outings_stack")
        self._list = self._make_list()
        self._form_area = widgets.scrolled(QWidget(), "outing_form_scroll")
        self._stack.present(self._list)
        shortcut = QShortcut(QKeySequence(hotkeys.OTHER_SIDE), self)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(self._to_rows)
        self.setLayout(widgets.column(self._stack, margin=24))

    def _make_list(self) -> QWidget:
        made = QWidget()
        self._new = widgets.PrimaryButton(
            texts.NEW, self.begin, keys=hotkeys.NEW, icon="add", name="new_outing_button", scope=self
        )
        head = widgets.row(widgets.title(self.title), self._new)
        head.setStretch(0, 1)
        self._empty = widgets.Empty(texts.EMPTY, texts.EMPTY_DETAIL, icon="van")
        self._rows = QStackedWidget()
        self._rows.setObjectName("outings_rows")
        self._rows.addWidget(self.table)
        self._rows.addWidget(self._empty)
        inside = widgets.column(head, self._rows, gap=12)
        inside.setStretch(1, 1)
        made.setLayout(inside)
        return made

    # what the window asks

    def refresh(self) -> None:
        self.session.run(intake.staff, StaffQuery(), owner=self, done=self._on_staff, latest="outings.staff")

    def changed(self, changes: frozenset[Change]) -> None:
        if {kind for kind, _ in changes} & {"catalog", "user", "desk"}:
            self.refresh()
        else:
            self._read()

    def _on_staff(self, staff: tuple[Staff, ...]) -> None:
        mine = self.session.actor.full_name
        self._staff = tuple(sorted(staff, key=lambda each: each.full_name != mine))
        self.session.run(desks.profile, DeskQuery(), owner=self, done=self._on_desk, latest="outings.desk")

    def _on_desk(self, profile: DeskProfile) -> None:
        self._municipality = profile.municipality
        self.session.run(catalogs.lists, CatalogQuery(), owner=self, done=self._on_lists, latest="outings.lists")

    def _on_lists(self, catalog: Catalog) -> None:
        self.catalog = catalog
        self._read()
        if self._open_later:
            target, self._open_later = self._open_later, ""
            self.open_target(target)
        if self._draft_later:
            draft, self._draft_later = self._draft_later, {}
            self.restore(draft)

    def _read(self) -> None:
        self.session.run(outings.latest, OutingsQuery(), owner=self, done=self._show, latest="outings.list")
        if self.catalog is not None and self._stack.shown is self.view and self.view.detail is not None:
            self.view.open(self.view.detail.outing.uuid, self.catalog)

    def _show(self, lines: tuple[OutingLine, ...]) -> None:
        first, self._lines = not self._lines, lines
        today = self.session.clock.today()
        self.table.show_rows([Row(line.outing.uuid, texts.row(line, today)) for line in lines])
        self._rows.setCurrentWidget(self.table if lines else self._empty)
        if first and lines and self._new.hasFocus():
            self.focus_first()

    def open_target(self, target: str) -> None:
        """Shows the outing of that uuid."""
        if self.catalog is None:
            self._open_later = target
            return
        self._stack.present(self.view)
        self.view.open(target, self.catalog)
        self.view.focus_first()

    def focus_first(self) -> None:
        shown = self._stack.shown
        if shown is self.view:
            self.view.focus_first()
        elif shown is self._form_area and self.form is not None:
            self.form.focus_first()
        elif self._lines:
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self._new.setFocus(Qt.FocusReason.OtherFocusReason)

    def keys(self) -> Sequence[Key]:
        return (
            Key(hotkeys.NEW, texts.NEW),
            Key("Return", texts.OPEN),
            Key(hotkeys.ATTEND, texts.ATTEND),
            Key(hotkeys.EDIT, texts.EDIT),
            Key(hotkeys.NEXT_STEP, texts.CLOSE),
            Key(hotkeys.RESTORE, texts.REOPEN),
            Key(hotkeys.PAPER, texts.PRINT),
            Key(hotkeys.CANCEL, texts.DROP),
            Key(hotkeys.OTHER_SIDE, texts.KEY_LIST),
        )

    def help_text(self) -> str:
        return texts.HELP

    def draft(self) -> Draft | None:
        if self.form is not None and self.form.dirty:
            return {"form": self.form.draft(), "open": self._edited}
        return None

    def restore(self, draft: Draft) -> None:
        if self.catalog is None:
            self._draft_later = draft
            return
        uuid = str(draft.get("open") or "")
        if not uuid:
            self._restore_form(draft, None)
            return
        query = OutingQuery(uuid)
        self.session.run(outings.detail, query, owner=self, done=lambda detail: self._restore_form(draft, detail))

    def _restore_form(self, draft: Draft, detail: OutingDetail | None) -> None:
        self._open_form(detail)
        if self.form is not None:
            self.form.restore(draft["form"])

    def can_leave(self) -> bool:
        return self._may_leave_form()

    def close_down(self) -> None:
        self._lines = ()
        self.table.show_rows(())
        self.view.clear()
        self._drop_form()

    # acts

    def begin(self) -> None:
        """An empty form for the next outing."""
        if self._may_leave_form():
            self._open_form()

    def edit(self) -> None:
        """The form of the outing that is shown."""
        if self.view.detail is not None and self._stack.shown is self.view:
            self._open_form(self.view.detail)

    def _open_form(self, detail: OutingDetail | None = None) -> None:
        self._drop_form()
        staff = [(each.uuid, each.full_name) for each in self._staff]
        self.form = OutingForm(staff, self._municipality, self.session.clock.today)
        if detail is not None:
            self.form.show_outing(detail.outing)
        self._edited = detail.outing.uuid if detail is not None else ""
        self.form.save_asked.connect(self._save)
        self.form.cancel_asked.connect(self._leave_form)
        self._form_area.setWidget(self.form)
        self.form.setProperty("role", "scrolled")
        self._stack.present(self._form_area)
        self.form.focus_first()

    def _drop_form(self) -> None:
        if self.form is not None:
            self._form_area.takeWidget()
            self.form.hide()
            self.form.deleteLater()
            self.form, self._edited = None, ""

    def _leave_form(self) -> None:
        if self._may_leave_form():
            back = self._edited
            self._drop_form()
            self.open_target(back) if back else self._to_list()

    def _may_leave_form(self) -> bool:
        return (
            self.form is None
            or not self.form.dirty
            or self.session.prompts.ask(texts.LEAVE_QUESTION, do=texts.LEAVE_DO, keep=texts.LEAVE_KEEP)
        )

    def _save(self) -> None:
        if self.form is None:
            return

        def failed(error: CasaError) -> None:
            if self.form is not None:
                self.form.show_problems(error.problems)

        self.session.run(
            outings.save,
            SaveOuting(self.form.outing()),
            owner=self,
            done=self._saved,
            failed=failed,
            priority=Priority.SAVING,
            what=texts.SAVING,
            cancellable=False,
        )

    def _saved(self, detail: OutingDetail) -> None:
        self._drop_form()
        self.session.prompts.inform(texts.SAVED)
        self.table.select(detail.outing.uuid)
        self.open_target(detail.outing.uuid)

    def _drop(self) -> None:
        if self.view.detail is None:
            return
        outing = self.view.detail.outing

        def done(_: None) -> None:
            self.session.prompts.inform(texts.DROPPED, undo=lambda: self._again(outing))
            self._to_list()

        self.session.run(
            outings.drop,
            DropOuting(outing.uuid, outing.version),
            owner=self,
            done=done,
            failed=self.session.prompts.error,
            priority=Priority.SAVING,
            cancellable=False,
        )

    def _again(self, outing: Outing) -> None:
        command = SaveOuting(replace(outing, version=0))
        self.session.run(outings.save, command, owner=self, done=self._saved, priority=Priority.SAVING)

    def _to_list(self) -> None:
        self._stack.present(self._list)
        self.focus_first()

    def _to_rows(self) -> None:
        """F6: to the attentions and back."""
        if self._stack.shown is not self.view:
            return
        if self.view.rows.hasFocus() or not self.view.rows.isVisible():
            self.view.focus_first()
        else:
            self.view.rows.setFocus(Qt.FocusReason.ShortcutFocusReason)
