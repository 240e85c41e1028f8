"""The details of one visit: what was recorded, and what may be corrected, voided, added or read."""

from collections.abc import Callable
from functools import partial
from typing import Any, TypeVar

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLayoutItem, QWidget

from casa_desktop.domain.access import Action, Compartment
from casa_desktop.domain.errors import CasaError
from casa_desktop.domain.visit_views import NoteRevision, ServiceDetail, VisitDetail
from casa_desktop.domain.visits import Psychology
from casa_desktop.services import psychology, visits
from casa_desktop.services.psychology import NoteRead, ReadNote
from casa_desktop.services.visits import RestoreService, VisitQuery, VisitRecorded, VoidService
from casa_desktop.texts import ui_followups, ui_referrals, ui_shell
from casa_desktop.texts import ui_visits as texts
from casa_desktop.texts.dates import long_date
from casa_desktop.ui import hotkeys, widgets
from casa_desktop.ui.choices import Flow
from casa_desktop.ui.forms.base import Form
from casa_desktop.ui.forms.kept import Place
from casa_desktop.ui.session import Session
from casa_desktop.ui.visits.form import FormFacts
from casa_desktop.ui.visits.service_form import CorrectionForm, FactsForm, NoteForm
from casa_desktop.ui.worker import Priority

C = TypeVar("C")
R = TypeVar("R")


class VisitPanel(QWidget):
    """Shows one visit; ``closed`` when the user goes back, ``add_asked`` with the person who gets one more service."""

    closed = Signal()
    add_asked = Signal(str)

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.setObjectName("visit_panel")
        self.session = session
        self._facts: FormFacts | None = None
        self._asked = ""
        self._visit: VisitDetail | None = None
        self._back: widgets.Button | None = None
        self.form: Form | None = None
        """The form that is open over the details, if any."""
        self._box = widgets.column(gap=12)
        outer = widgets.column(self._box)
        outer.addStretch(1)
        self.setLayout(outer)

    def open(self, uuid: str, facts: FormFacts) -> None:
        """Shows the visit of *uuid*, read anew."""
        self._facts, self._asked = facts, uuid
        self.session.run(
            visits.detail, VisitQuery(uuid), owner=self, done=self._show, failed=self._gone, latest="visits.detail"
        )

    def reload(self) -> None:
        """Reads the visit again, unless a form over it is open."""
        if self._visit is not None and self._facts is not None and self.form is None:
            self.open(self._visit.uuid, self._facts)

    def clear(self) -> None:
        """Forgets what it showed."""
        self._asked, self._visit, self.form = "", None, None
        self._empty()

    @property
    def visit(self) -> VisitDetail | None:
        """What is shown."""
        return self._visit

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.back()
        else:
            super().keyPressEvent(event)

    def back(self) -> None:
        """From a form to the details, from the details to the page."""
        if self.form is None:
            self.closed.emit()
        elif not self.form.dirty or self.session.prompts.ask(
            texts.LEAVE_FORM_QUESTION, do=texts.LEAVE_FORM_DO, keep=texts.LEAVE_FORM_KEEP
        ):
            self._details()

    def focus_first(self) -> None:
        """Puts the cursor on the first thing that may be done."""
        if self._back is not None:
            self._back.show()  # the layout would do so later, and what is not shown takes no focus
            self._back.setFocus(Qt.FocusReason.OtherFocusReason)

    # the details

    def _show(self, visit: VisitDetail) -> None:
        if visit.uuid == self._asked:  # somebody may have gone back before it was read
            self._visit = visit
            self._details()

    def _gone(self, _error: CasaError) -> None:
        """Its last service may have been voided or moved: then there is nothing to show any more."""
        self.clear()
        self.closed.emit()

    def _details(self) -> None:
        visit, facts = self._visit, self._facts
        if visit is None or facts is None:
            return
        self.form = None
        self._empty()
        top = widgets.row(widgets.label(texts.visit_person(visit), "section", wrap=True, name="visit_person"))
        top.setStretch(0, 1)
        self._back = widgets.Button(texts.BACK, self.back, keys="Esc", icon="back", name="back_button")
        top.addWidget(self._back)
        self._box.addLayout(top)
        said = f"{visit.person_code} · {long_date(visit.date)}"
        self._box.addWidget(widgets.label(said, "muted", name="visit_code"))
        self._box.addWidget(widgets.label(texts.visit_facts(visit, facts.catalog), wrap=True, name="visit_facts"))
        self._box.addLayout(self._acts(visit))
        for service in visit.services:
            self._box.addWidget(self._card(service))
        self.focus_first()

    def _acts(self, visit: VisitDetail) -> Flow:
        row = Flow()
        if self.session.can(Action.VISIT_RECORD):
            add = partial(self.add_asked.emit, visit.person_uuid)
            row.addWidget(widgets.Button(texts.ADD_SERVICE, add, icon="add", name="add_button"))
        if self.session.can(Action.VISIT_CORRECT):
            row.addWidget(widgets.Button(texts.EDIT_VISIT, self.edit, icon="edit", name="edit_button"))
        if self.session.can(Action.PERSON_VIEW) and not visit.anonymous:
            go = partial(self.session.go, "people", visit.person_uuid)
            row.addWidget(widgets.Button(texts.OPEN_PERSON, go, name="person_button"))
        if self.session.can(Action.REFERRAL_WRITE):
            refer = partial(self.session.go, "referrals", f"person:{visit.person_uuid}")
            row.addWidget(
                widgets.Button(ui_referrals.REFER, refer, keys=hotkeys.REFER, name="refer_button", scope=self)
            )
        if self.session.can(Action.FOLLOW_UP_WRITE) and not visit.anonymous:
            last = next((s.uuid for s in visit.services if not s.voided_at and not s.companion), "")
            plan = partial(self.session.go, "followups", f"person:{visit.person_uuid}:{last}")
            row.addWidget(
                widgets.Button(
                    ui_followups.FOLLOW_UP, plan, keys=hotkeys.FOLLOW_UP, name="follow_up_button", scope=self
                )
            )
        return row

    def _card(self, service: ServiceDetail) -> QFrame:
        if self._facts is None:
            raise LookupError
        kind = self._facts.catalog.service_type(service.type)
        head = widgets.row(widgets.label(kind.name if kind else service.type, "section", wrap=True))
        head.setStretch(0, 1)
        for word, tone in texts.marks(service):
            head.addWidget(widgets.Badge(word, tone))
        body = widgets.column(
            head, widgets.label(texts.facts(service, self._facts.catalog) or texts.NO_FACTS, wrap=True)
        )
        body.addWidget(widgets.hint(texts.entered(service)))
        if not service.voided_at and not service.companion:
            body.addLayout(self._service_acts(service))
        return widgets.card(body, margin=12, name=f"service_{service.uuid}")

    def _service_acts(self, service: ServiceDetail) -> QHBoxLayout:
        row = widgets.row()
        acts: list[tuple[bool, str, Callable[[], object], str]] = [
            (self.session.can(Action.VISIT_CORRECT), texts.CORRECT, lambda: self.correct(service), "correct_button"),
            (self.session.can(Action.VISIT_VOID), texts.VOID, lambda: self._void(service), "void_button"),
        ]
        if isinstance(service.form, Psychology):
            word = texts.READ_NOTE if service.notes else texts.WRITE_NOTE
            allowed = self.session.can(Action.NOTE_READ)
            acts.append((allowed, word, lambda: self._read_note(service), "note_button"))
        for may, word, press, name in acts:
            if may:
                row.addWidget(widgets.link(word, press, name=name))
        row.addStretch(1)
        return row

    def _empty(self) -> None:
        self._back = None
        while (item := self._box.takeAt(0)) is not None:
            _drop(item)

    # the forms over them

    def _open_form(
        self, title: str, form: Form, save: Callable[[], object], record: str = "", compartment: str = ""
    ) -> None:
        self.form = form
        self._empty()
        cancel = widgets.Button(ui_shell.CANCEL, self.back, keys="Esc", name="cancel_button")
        # The form itself listens to Ctrl+Enter.
        saves = widgets.PrimaryButton(f"{ui_shell.SAVE}   Ctrl+Enter", form.ask_save, icon="save", name="save_button")
        self._box.addWidget(widgets.label(title, "section", wrap=True))
        self._box.addLayout(_flowing(saves, cancel))
        self._box.addWidget(form)
        form.save_asked.connect(save)
        form.cancel_asked.connect(self.back)
        form.focus_first()
        if self._visit is not None:
            place = Place("today", self._visit.uuid, title, compartment)
            self.session.kept.keep(form, place, record or self._visit.uuid)

    def correct(self, service: ServiceDetail) -> None:
        """Opens the form that corrects a service."""
        if self._visit is None or self._facts is None:
            return
        form = CorrectionForm(self._facts, self._visit, service, self.session.clock.today)

        def done(_: VisitRecorded) -> None:
            self._saved(texts.CORRECTED)

        self._open_form(
            texts.CORRECT_TITLE, form, lambda: self._run(visits.correct, form.command(), done, form), service.uuid
        )

    def edit(self) -> None:
        """Opens the form of what was asked about the visit."""
        if self._visit is None or self._facts is None:
            return
        form = FactsForm(self._facts, self._visit)

        def done(_: VisitDetail) -> None:
            self._saved(texts.EDIT_SAVED)

        self._open_form(texts.EDIT_TITLE, form, lambda: self._run(visits.edit, form.command(), done, form))

    def _read_note(self, service: ServiceDetail) -> None:
        def show(note: NoteRead) -> None:
            form = NoteForm(note)

            def done(_: NoteRevision) -> None:
                self._saved(texts.NOTE_SAVED)

            self._open_form(
                texts.NOTE_TITLE,
                form,
                lambda: self._run(psychology.write_note, form.command(), done, form),
                service.uuid,
                str(Compartment.PSYCHOLOGY),
            )

        self.session.run(psychology.read_note, ReadNote(service.uuid), owner=self, done=show)

    def _run(self, verb: Callable[[Any, C], R], command: C, done: Callable[[R], None], form: Form) -> None:
        self.session.run(
            verb,
            command,
            owner=self,
            done=done,
            failed=lambda error: form.show_problems(error.problems),
            priority=Priority.SAVING,
            what=texts.SAVING,
            cancellable=False,
        )

    def _saved(self, text: str) -> None:
        self.session.prompts.inform(text)
        if self.form is not None:
            self.form.mark_saved()
        self.form = None
        self.reload()

    def _void(self, service: ServiceDetail) -> None:
        reason = self.session.prompts.ask_text(
            texts.VOID_QUESTION, label=texts.CORRECT_REASON, do=texts.VOID, detail=texts.VOID_DETAIL, lines=2
        )
        if reason is None:
            return

        def restore() -> None:
            self.session.run(
                visits.restore,
                RestoreService(service.uuid),
                owner=self,
                done=lambda _: self.session.prompts.inform(texts.RESTORED),
                priority=Priority.SAVING,
                cancellable=False,
            )

        def done(_: None) -> None:
            self.session.prompts.inform(texts.VOIDED, undo=restore)
            others = self._visit.services if self._visit is not None else ()
            if any(not other.voided_at and other.uuid != service.uuid for other in others):
                self.reload()
            else:
                self.closed.emit()  # nothing of it counts any more: on to whoever comes next

        self.session.run(
            visits.void,
            VoidService(service.uuid, service.version, reason),
            owner=self,
            done=done,
            priority=Priority.SAVING,
            cancellable=False,
        )


def _flowing(*buttons: QWidget) -> Flow:
    """Buttons beside each other, and below where large letters need the room."""
    row = Flow()
    for button in buttons:
        row.addWidget(button)
    return row


def _drop(item: QLayoutItem) -> None:
    """Takes a thing out of a layout, with all that is in it."""
    if (widget := item.widget()) is not None:
        widget.hide()
        widget.deleteLater()
    elif (layout := item.layout()) is not None:
        while (inside := layout.takeAt(0)) is not None:
            _drop(inside)
        layout.deleteLater()
