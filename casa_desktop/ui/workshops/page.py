"""The page «Talleres»: the list of workshops, one of them with its attendance, and the form of its data."""

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QStackedWidget, QWidget

from casa_desktop.domain.catalog import Catalog, ServiceType
from casa_desktop.domain.errors import CasaError
from casa_desktop.domain.workshops import WorkshopDetail, WorkshopLine
from casa_desktop.services import catalogs, intake, workshops
from casa_desktop.services.catalogs import CatalogQuery
from casa_desktop.services.intake import Staff, StaffQuery
from casa_desktop.services.workshops import CancelWorkshop, SaveWorkshop, WorkshopQuery, WorkshopsQuery
from casa_desktop.texts import ui_workshops as texts
from casa_desktop.ui import hotkeys, widgets
from casa_desktop.ui.changes import Change
from casa_desktop.ui.forms.late import LateReason
from casa_desktop.ui.page import Key, Page
from casa_desktop.ui.ports import Draft
from casa_desktop.ui.rows import Row, RowsTable
from casa_desktop.ui.session import Session
from casa_desktop.ui.settings.stack import Stack
from casa_desktop.ui.worker import Priority
from casa_desktop.ui.workshops.forms import WorkshopForm, recordable
from casa_desktop.ui.workshops.view import WorkshopView


class WorkshopsPage(Page):
    """A list; Enter opens a workshop, Ctrl+N plans another, Esc comes back."""

    page_id = "workshops"
    title = texts.TITLE
    kinds = frozenset({"workshop", "visit", "person", "catalog", "user"})

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.catalog: Catalog | None = None
        """As it was read last; None until then."""
        self._staff: tuple[Staff, ...] = ()
        self._lines: tuple[WorkshopLine, ...] = ()
        self._open_later = ""
        self._draft_later: Draft = {}
        self.form: WorkshopForm | None = None
        self._edited = ""
        """The uuid of the workshop whose form is open; empty for a new one."""
        self.table = RowsTable(
            texts.COLUMNS, name="workshops_table", said=texts.LIST_NAME, wide=2, right=(6, 7), spare=(3, 5, 4)
        )
        self.table.opened.connect(self.open_target)
        self.view = WorkshopView(session)
        self.view.closed.connect(self._to_list)
        self.view.edit_asked.connect(self.edit)
        self.view.cancel_asked.connect(self._cancel)
        self._stack = Stack(name="workshops_stack")
        self._list = self._make_list()
        self._form_area = widgets.scrolled(QWidget(), "workshop_form_scroll")
        self._stack.present(self._list)
        shortcut = QShortcut(QKeySequence(hotkeys.OTHER_SIDE), self)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(self._to_rows)
        outer = widgets.column(self._stack, margin=24)
        self.setLayout(outer)

    def _make_list(self) -> QWidget:
        made = QWidget()
        self._new = widgets.PrimaryButton(
            texts.NEW, self.begin, keys=hotkeys.NEW, icon="add", name="new_workshop_button", scope=self
        )
        head = widgets.row(widgets.title(self.title), self._new)
        head.setStretch(0, 1)
        self._empty = widgets.Empty(texts.EMPTY, texts.EMPTY_DETAIL, icon="workshop")
        self._rows = QStackedWidget()
        self._rows.setObjectName("workshops_rows")
        self._rows.addWidget(self.table)
        self._rows.addWidget(self._empty)
        inside = widgets.column(head, self._rows, gap=12)
        inside.setStretch(1, 1)
        made.setLayout(inside)
        return made

    # what the window asks

    def refresh(self) -> None:
        self.session.run(intake.staff, StaffQuery(), owner=self, done=self._on_staff, latest="workshops.staff")

    def changed(self, changes: frozenset[Change]) -> None:
        if {kind for kind, _ in changes} & {"catalog", "user"}:
            self.refresh()
        else:
            self._read()

    def _on_staff(self, staff: tuple[Staff, ...]) -> None:
        mine = self.session.actor.full_name
        self._staff = tuple(sorted(staff, key=lambda each: each.full_name != mine))
        self.session.run(catalogs.lists, CatalogQuery(), owner=self, done=self._on_lists, latest="workshops.lists")

    def _on_lists(self, catalog: Catalog) -> None:
        self.catalog = catalog
        self._new.setVisible(bool(self._kinds()))
        self._read()
        if self._open_later:
            target, self._open_later = self._open_later, ""
            self.open_target(target)
        if self._draft_later:
            draft, self._draft_later = self._draft_later, {}
            self.restore(draft)

    def _read(self) -> None:
        self.session.run(workshops.latest, WorkshopsQuery(), owner=self, done=self._show, latest="workshops.list")
        if self.catalog is not None and self._stack.shown is self.view and self.view.detail is not None:
            self.view.open(self.view.detail.workshop.uuid, self.catalog)

    def _show(self, lines: tuple[WorkshopLine, ...]) -> None:
        if self.catalog is None:
            return
        first, self._lines = not self._lines, lines
        self.table.show_rows([Row(line.uuid, texts.row(line, self.catalog)) for line in lines])
        self._rows.setCurrentWidget(self.table if lines else self._empty)
        if first and lines and self._new.hasFocus():
            self.focus_first()

    def open_target(self, target: str) -> None:
        """Shows the workshop of that uuid with its attendance."""
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
            Key(hotkeys.EDIT, texts.EDIT),
            Key(hotkeys.COUNT, texts.HEADCOUNT_TITLE),
            Key(hotkeys.OTHER_SIDE, texts.KEY_LIST),
            Key("Space", texts.TOGGLE),
            Key(hotkeys.EVERYBODY, texts.EVERYBODY),
            Key("Del", texts.REMOVE),
            Key(hotkeys.CANCEL, texts.CANCEL),
            Key(hotkeys.RESTORE, texts.RESUME),
            Key(hotkeys.PAPER, texts.SIGN_SHEET),
            Key(hotkeys.OTHER_PAPER, texts.LIST_SHEET),
        )

    def help_text(self) -> str:
        return texts.HELP

    def draft(self) -> Draft | None:
        if self.form is not None and self.form.dirty:
            return {"form": self.form.draft(), "open": self._edited}
        return self.view.draft()

    def restore(self, draft: Draft) -> None:
        if self.catalog is None:
            self._draft_later = draft
            return
        uuid = str(draft.get("open") or "")
        if not uuid:
            self._restore_form(draft, None)
            return

        def shown(detail: WorkshopDetail) -> None:
            self.view.show_detail(detail)
            if "quick" in draft:
                self.view.restore_quick(draft["quick"])
            else:
                self._restore_form(draft, detail)

        self.open_target(uuid)
        self.session.run(workshops.detail, WorkshopQuery(uuid), owner=self, done=shown)

    def _restore_form(self, draft: Draft, detail: WorkshopDetail | None) -> None:
        self._open_form(detail)
        if self.form is not None:
            self.form.restore(draft["form"])

    def can_leave(self) -> bool:
        typed = self.draft() is not None
        return not typed or self.session.prompts.ask(texts.LEAVE_QUESTION, do=texts.LEAVE_DO, keep=texts.LEAVE_KEEP)

    def close_down(self) -> None:
        self._lines = ()
        self.table.show_rows(())
        self.view.clear()
        self._drop_form()

    # acts

    def begin(self) -> None:
        """An empty form for the next workshop."""
        if self._kinds() and self._may_leave_form():
            self._open_form()

    def edit(self) -> None:
        """The form of the workshop that is shown."""
        detail = self.view.detail
        if detail is not None and self._stack.shown is self.view and self._kinds():
            self._open_form(detail)

    def _open_form(self, detail: WorkshopDetail | None = None) -> None:
        if self.catalog is None:
            return
        self._drop_form()
        staff = [(each.uuid, each.full_name) for each in self._staff]
        self.form = WorkshopForm(
            self.catalog, self._kinds(), staff, self.session.clock.today, LateReason(self.session, required=False)
        )
        if detail is not None:
            self.form.show_workshop(detail.workshop, counted=bool(detail.attended))
        self._edited = detail.workshop.uuid if detail is not None else ""
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
        command = SaveWorkshop(self.form.workshop(), self.form.late.value())
        self.session.run(
            workshops.save,
            command,
            owner=self,
            done=self._saved,
            failed=self._not_saved,
            priority=Priority.SAVING,
            what=texts.SAVING,
            cancellable=False,
        )

    def _saved(self, detail: WorkshopDetail) -> None:
        self._drop_form()
        self.session.prompts.inform(texts.SAVED)
        self.table.select(detail.workshop.uuid)
        self.open_target(detail.workshop.uuid)

    def _not_saved(self, error: CasaError) -> None:
        if self.form is not None:
            self.form.show_problems(error.problems)

    def _cancel(self) -> None:
        detail = self.view.detail
        if detail is not None:
            self._set_cancelled(
                CancelWorkshop(detail.workshop.uuid, detail.workshop.version, not detail.workshop.cancelled)
            )

    def _set_cancelled(self, command: CancelWorkshop) -> None:
        def done(_: None) -> None:
            said = texts.CANCELLED_DONE if command.cancelled else texts.RESUMED
            back = replace(command, version=command.version + 1, cancelled=not command.cancelled)
            self.session.prompts.inform(said, undo=lambda: self._set_cancelled(back))

        self.session.run(
            workshops.cancel,
            command,
            owner=self,
            done=done,
            failed=self.session.prompts.error,
            priority=Priority.SAVING,
            cancellable=False,
        )

    def _to_list(self) -> None:
        self._stack.present(self._list)
        self.focus_first()

    def _to_rows(self) -> None:
        """F6: between the box and the list."""
        if self._stack.shown is not self.view:
            return
        if self.view.table.hasFocus():
            self.view.focus_first()
        else:
            self.view.table.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _kinds(self) -> tuple[ServiceType, ...]:
        if self.catalog is None:
            return ()
        return recordable(self.catalog, self.session.actor.roles, self.session.clock.today())
