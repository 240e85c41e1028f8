"""The place on the page where a form of a transfer stands: a request, another plan, a step."""

from collections.abc import Callable, Mapping
from typing import Any

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QApplication, QWidget

from casa_desktop.domain.catalog import Catalog
from casa_desktop.domain.errors import CasaError, Code
from casa_desktop.domain.ids import new_id
from casa_desktop.domain.transfers import Step, TransferDetail
from casa_desktop.services import transfers
from casa_desktop.services.transfers import TakeStep, TransferQuery, UndoStep
from casa_desktop.texts import ui_transfers as texts
from casa_desktop.ui import widgets
from casa_desktop.ui.ports import Draft
from casa_desktop.ui.session import Session
from casa_desktop.ui.transfers.forms import PlanForm, StepForm
from casa_desktop.ui.worker import Priority


class TransferDesk(QWidget):
    """One form at a time. ``closed`` when it was given up, ``saved`` with the uuid of the transfer."""

    opened = Signal()
    closed = Signal()
    saved = Signal(str)

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.setObjectName("transfer_desk")
        self._session = session
        self.form: PlanForm | StepForm | None = None
        self._title = widgets.label("", "section", name="form_title")
        self._inside = widgets.column(gap=12)
        content = QWidget()
        outer = widgets.column(self._inside)
        outer.addStretch(1)
        content.setLayout(outer)
        self._area = widgets.scrolled(content, "form_scroll")
        self._save = widgets.PrimaryButton(
            f"{texts.SAVE}   Ctrl+Enter", self._ask_save, icon="save", name="save_button"
        )
        cancel = widgets.Button(f"{texts.CANCEL}   Esc", self.give_up, name="cancel_button")
        foot = widgets.row(cancel)
        foot.addStretch(1)
        foot.addWidget(self._save)
        body = widgets.column(self._title, self._area, foot, gap=12)
        body.setStretch(1, 1)
        self.setLayout(widgets.column(widgets.card(body, name="form_card")))
        if isinstance(app := QApplication.instance(), QApplication):
            app.focusChanged.connect(self._follow)

    # which form

    def begin_new(self, catalog: Catalog) -> None:
        """A family asks to travel."""
        self._open(texts.NEW_TITLE, PlanForm(self._session, catalog))

    def begin_edit(self, catalog: Catalog, detail: TransferDetail) -> None:
        """Another plan."""
        self._open(texts.EDIT_TITLE, PlanForm(self._session, catalog, detail))

    def begin_step(self, detail: TransferDetail, step: Step) -> None:
        """The next step, or its cancelling."""
        self._open(texts.NEXT[step], StepForm(self._session, detail, step))

    # its life

    def may_leave(self) -> bool:
        """Whether nothing is lost by opening something else; asks where something was typed."""
        if self.form is None or not self.form.dirty:
            return True
        return self._session.prompts.ask(texts.LEAVE_QUESTION, do=texts.LEAVE_DO, keep=texts.LEAVE_KEEP)

    def give_up(self) -> None:
        """Esc: back, after asking where something was typed; not while that is being saved."""
        if self._save.isEnabled() and self.may_leave():
            self.close_form()
            self.closed.emit()

    def close_form(self) -> None:
        """Drops the form with all that was typed."""
        if self.form is not None:
            self._inside.removeWidget(self.form)
            self.form.hide()  # with its parent: without one Python may delete it in the midst of its own event
            self.form.deleteLater()
            self.form = None

    def focus_first(self) -> None:
        """Puts the cursor into the first field."""
        if self.form is not None:
            self.form.focus_first()

    def draft(self) -> Draft | None:
        """What is being typed of a plan; None where nothing is."""
        if not isinstance(self.form, PlanForm) or not self.form.dirty:
            return None
        edited = self.form.detail.uuid if self.form.detail is not None else ""
        return {"edited": edited, "form": dict(self.form.draft())}

    def restore(self, draft: Draft, catalog: Catalog) -> None:
        """Opens the form again."""
        kept = draft.get("form")
        if not isinstance(kept, Mapping):
            return
        if not (edited := str(draft.get("edited") or "")):
            self.begin_new(catalog)
            self._put_back(kept)
            return

        def done(detail: TransferDetail) -> None:
            self.begin_edit(catalog, detail)
            self._put_back(kept)

        self._session.run(
            transfers.detail, TransferQuery(edited), owner=self, done=done, failed=lambda _: self.closed.emit()
        )

    def _put_back(self, kept: Mapping[str, Any]) -> None:
        if isinstance(self.form, PlanForm):
            self.form.restore(kept)

    def _open(self, title: str, form: PlanForm | StepForm) -> None:
        self.close_form()
        self.form = form
        self._title.setText(title)
        self._save.setEnabled(True)
        self._inside.addWidget(form)
        form.show()  # at once: what is not shown yet takes no focus
        self.opened.emit()
        form.save_asked.connect(self._store)
        form.cancel_asked.connect(self.give_up)
        form.focus_first()

    # saving

    def _ask_save(self) -> None:
        if self.form is not None:
            self.form.ask_save()

    def _store(self) -> None:
        form = self.form
        if isinstance(form, PlanForm):
            if form.detail is None:
                self._run(transfers.request, form.request(), texts.REQUESTED, undo=True)
            else:
                self._run(transfers.edit, form.change(form.detail), texts.SAVED)
        elif isinstance(form, StepForm):
            said = texts.stepped(form.step)
            if form.step is Step.TRAVELLED:
                self._run(transfers.travel, form.travel(), said, undo=True)
            else:
                self._run(transfers.take_step, form.take(), said, undo=True)

    def _run(self, verb: Callable[..., TransferDetail], command: object, said: str, *, undo: bool = False) -> None:
        if not self._save.isEnabled():
            return  # it is being saved already
        self._save.setEnabled(False)

        def done(detail: TransferDetail) -> None:
            back = (lambda: self.undo(detail, texts.UNDO_REASON)) if undo else None
            self._session.prompts.inform(said, undo=back)
            self.close_form()
            self.saved.emit(detail.uuid)

        self._session.run(
            verb,
            command,
            owner=self,
            done=done,
            failed=self._failed,
            priority=Priority.SAVING,
            what=texts.SAVING,
            cancellable=False,
        )

    def _failed(self, error: CasaError) -> None:
        self._save.setEnabled(True)
        if self.form is None:
            self._session.prompts.error(error)
            return
        if error.code is Code.CONFLICT:
            query = TransferQuery(self.form.detail.uuid if self.form.detail is not None else "")
            self._session.run(transfers.detail, query, owner=self, done=self._merge)
            return
        self.form.show_problems(error.problems)

    def _merge(self, detail: TransferDetail) -> None:
        """Somebody else was quicker: nothing is stored until asked again."""
        if isinstance(self.form, PlanForm):
            self.form.banner.show_text(texts.conflict(self.form.merge(detail)), "warn")
        elif self.form is not None:
            self.form.detail = detail
            self.form.banner.show_text(texts.conflict(()), "warn")

    def ask_undo(self, detail: TransferDetail) -> None:
        """Why the last step is taken back, and does it."""
        reason = self._session.prompts.ask_text(
            texts.UNDO_QUESTION, label=texts.WHY, do=texts.UNDO, detail=texts.UNDO_DETAIL, lines=2
        )
        if reason is not None:
            self.undo(detail, reason)

    def undo(self, detail: TransferDetail, reason: str) -> None:
        """Takes the last step back; what was only asked for is cancelled."""
        verb: Callable[..., TransferDetail] = transfers.undo
        command: UndoStep | TakeStep = UndoStep(detail.uuid, detail.version, reason)
        if detail.step is Step.REQUESTED:
            today = self._session.clock.today()
            verb = transfers.take_step
            command = TakeStep(new_id(), detail.uuid, detail.version, Step.CANCELLED, today, reason)
        self._session.run(
            verb,
            command,
            owner=self,
            done=lambda after: self._session.prompts.inform(texts.stepped(after.step)),
            priority=Priority.SAVING,
            cancellable=False,
        )

    def _follow(self, _before: QWidget | None, now: QWidget | None) -> None:
        """Keeps what has the cursor in sight, also where a key put it there."""
        if now is not None and self._area.isAncestorOf(now):
            # What was just opened has no size yet.
            QTimer.singleShot(0, now, lambda: self._area.ensureWidgetVisible(now, 0, 48))
