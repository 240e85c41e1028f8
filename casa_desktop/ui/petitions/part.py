"""The register of PQRSF: the list on the left, by code; what it says only where somebody opens it."""

from collections.abc import Callable
from datetime import date
from typing import Any, TypeVar

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from casa_desktop.domain.errors import CasaError, Code
from casa_desktop.domain.petitions import PetitionPage, PetitionRow, PetitionState
from casa_desktop.domain.table import Imprint, Letterhead
from casa_desktop.services import petitions
from casa_desktop.services.petitions import (
    EditPetition,
    HandlePetition,
    PetitionQuery,
    RegisterQuery,
)
from casa_desktop.services.voice import VoiceSettings
from casa_desktop.texts import ui_petitions as texts
from casa_desktop.ui import hotkeys, icons, widgets
from casa_desktop.ui.editors import CheckEdit
from casa_desktop.ui.forms.base import Form
from casa_desktop.ui.forms.kept import Place
from casa_desktop.ui.papers import Papers
from casa_desktop.ui.people.parts import Beside
from casa_desktop.ui.petitions.forms import AnswerForm, PetitionForm, TransferForm
from casa_desktop.ui.petitions.panel import PetitionPanel
from casa_desktop.ui.ports import Draft
from casa_desktop.ui.rows import Row, RowsTable
from casa_desktop.ui.session import Session
from casa_desktop.ui.worker import Priority

C = TypeVar("C")
_NARROWEST = 470
"""Pixels at 100 %: with large letters what is open stands below the list."""


class RegisterPart(QWidget):
    """Ctrl+N registers, Enter opens; what is open is answered, passed on, corrected, printed."""

    peas_asked = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.setObjectName("register_part")
        self._session = session
        self._papers = Papers(session, self, texts.RENDERING)
        self._settings = VoiceSettings()
        self._rows: tuple[PetitionRow, ...] = ()
        today = session.clock.today
        self.only_open = CheckEdit(texts.ONLY_OPEN, name="only_open_edit", checked=True)
        self.only_open.edited.connect(self._paint)
        new = widgets.PrimaryButton(
            texts.NEW, self.begin, keys=hotkeys.NEW, icon="add", name="new_petition_button", scope=self
        )
        self.table = RowsTable(texts.COLUMNS, name="petitions_table", said=texts.TABLE, wide=3)
        self.table.opened.connect(self.open)
        self._empty = widgets.Empty(texts.EMPTY, texts.EMPTY_DETAIL, icon="note")
        self._none = widgets.Empty(texts.NONE_OPEN, icon="good")
        self._left = QStackedWidget()
        self._left.setObjectName("petitions_left")
        for each in (self.table, self._empty, self._none):
            self._left.addWidget(each)
        head = widgets.row(self.only_open, new)
        head.setStretch(0, 1)
        left = widgets.column(gap=10)
        left.addLayout(head)
        left.addWidget(self._left, 1)
        self.panel = PetitionPanel(today)
        self.panel.asked.connect(self._act)
        self.form = PetitionForm(session, today)
        self.answer_form, self.transfer_form = AnswerForm(today), TransferForm()
        self._nothing = widgets.Empty(texts.NOTHING_OPEN, icon="note")
        self._right = QStackedWidget()
        self._right.setObjectName("petitions_right")
        self._scrolls: dict[QWidget, QWidget] = {self._nothing: self._nothing}
        self._right.addWidget(self._nothing)
        for view in (self.panel, self.form, self.answer_form, self.transfer_form):
            self._scrolls[view] = widgets.scrolled(view)
            self._right.addWidget(self._scrolls[view])
        self.form.save_asked.connect(self._save)
        self.answer_form.save_asked.connect(lambda: self._handle(self.answer_form.command(), texts.ANSWERED))
        self.transfer_form.save_asked.connect(lambda: self._handle(self.transfer_form.command(), texts.TRANSFERRED))
        for form in (self.form, self.answer_form, self.transfer_form):
            form.cancel_asked.connect(self._leave_form)
        right = widgets.column(self._right)
        cards = (widgets.card(left), widgets.card(right))
        for card in cards:
            card.setMinimumWidth(icons.scaled(_NARROWEST))
        beside = Beside(*cards, shares=(1, 1), gap=12)
        self.setLayout(widgets.column(beside))

    # what the page asks

    def refresh(self) -> None:
        """Asks for the register again, and for what is open."""
        self._session.run(petitions.listed, RegisterQuery(), owner=self, done=self._fill, latest="petitions.listed")

    def show_settings(self, settings: VoiceSettings) -> None:
        """Terms decide whether time may be added."""
        self._settings = settings

    def focus_first(self) -> None:
        """To the form that is open, else the list."""
        if (form := self._form()) is not None:
            form.focus_first()
        elif self.table.rows():
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.only_open.setFocus(Qt.FocusReason.OtherFocusReason)

    def draft(self) -> Draft | None:
        """What is written of something new and not saved."""
        return self.form.draft() if self.form.dirty and not self.form.corrects else None

    def restore(self, draft: Draft) -> None:
        """Puts it back."""
        self.form.begin()
        self.form.restore(draft)
        self._present(self.form)

    def clear(self) -> None:
        """Forgets everything."""
        self._rows = ()
        self.table.show_rows(())
        self.panel.clear()
        self.form.begin()
        for form in (self.answer_form, self.transfer_form):
            form.clear()
        self._present(self._nothing)

    def begin(self) -> None:
        """An empty form, or the one that is being filled."""
        if self._form() is not self.form or self.form.corrects:
            self.form.begin()
            self._present(self.form)
        self.form.focus_first()

    def open(self, uuid: str) -> None:
        """Shows what one says."""
        self._session.run(petitions.page, PetitionQuery(uuid), owner=self, done=self._show, latest="petitions.page")

    # acts

    def _act(self, name: str) -> None:
        page = self.panel.page
        if page is None:
            return
        acts: dict[str, Callable[[PetitionPage], object]] = {
            "answer": self._begin_answer,
            "transfer": self._begin_transfer,
            "take_up": lambda page: self._go_on(page, texts.TAKEN_UP),
            "extend": lambda page: self._go_on(page, texts.EXTENDED, extended=True),
            "edit": self._begin_edit,
            "receipt": lambda page: self.print_receipt(page.row),
            "back": lambda _: self.table.setFocus(Qt.FocusReason.OtherFocusReason),
        }
        acts[name](page)

    def _begin_answer(self, page: PetitionPage) -> None:
        self.answer_form.begin(page)
        self._begun(self.answer_form, page, texts.ANSWER)

    def _begin_transfer(self, page: PetitionPage) -> None:
        self.transfer_form.begin(page)
        self._begun(self.transfer_form, page, texts.TRANSFER)

    def _begin_edit(self, page: PetitionPage) -> None:
        self.form.correct(page)
        self._begun(self.form, page, texts.EDIT)

    def _begun(self, form: Form, page: PetitionPage, words: str) -> None:
        self._present(form)
        form.focus_first()
        self._session.kept.keep(form, Place("surveys", page.row.uuid, words))

    def _go_on(self, page: PetitionPage, said: str, *, extended: bool = False) -> None:
        command = HandlePetition(page.row.uuid, page.version, PetitionState.IN_PROGRESS, page.answer, extended=extended)
        self._run(petitions.handle, command, lambda row: self._after(row, said), None)

    def _save(self) -> None:
        command = self.form.command()
        if isinstance(command, EditPetition):
            self._run(petitions.edit, command, lambda row: self._after(row, texts.CORRECTED), self.form)
        else:
            self._run(petitions.register, command, self._registered, self.form)

    def _registered(self, row: PetitionRow) -> None:
        self._session.prompts.inform(texts.registered(row), undo=None)
        self.form.begin()
        self.table.select(row.uuid)
        self.open(row.uuid)

    def _handle(self, command: HandlePetition | None, said: str) -> None:
        form = self._form()
        if command is not None:
            self._run(petitions.handle, command, lambda row: self._after(row, said), form)

    def _after(self, row: PetitionRow, said: str) -> None:
        self._session.prompts.inform(said)
        self._forget()
        self.open(row.uuid)

    def _forget(self) -> None:
        """Nothing of what was written is kept: it was saved, or given up."""
        for form in (self.form, self.answer_form, self.transfer_form):
            form.mark_saved()

    def _run(
        self,
        verb: Callable[[Any, C], PetitionRow],
        command: C,
        done: Callable[[PetitionRow], object],
        form: Form | None,
    ) -> None:
        self._session.run(
            verb,
            command,
            owner=self,
            done=done,
            failed=lambda error: self._failed(error, form),
            priority=Priority.SAVING,
            what=texts.SAVING,
            cancellable=False,
        )

    def _failed(self, error: CasaError, form: Form | None) -> None:
        if form is None:
            self._session.prompts.error(error)
        else:
            form.show_problems(error.problems)
        if error.code is Code.NOT_RECORDED_HERE:
            self.peas_asked.emit()

    def _leave_form(self) -> None:
        if self.form.dirty and self._form() is self.form and not self.form.corrects:
            self.form.begin()
        self._forget()
        self._present(self.panel if self.panel.page is not None else self._nothing)
        self.focus_first()

    def print_receipt(self, row: PetitionRow) -> None:
        """The acknowledgement for who brought it."""

        def send(row: PetitionRow) -> None:
            self._papers.print(
                lambda profile, imprint: receipt(row, profile.letterhead(), imprint),
                f"{texts.RECEIPT_TITLE} {row.code}",
                texts.RECEIPT_PRINTED,
            )

        self._session.run(petitions.receipt, PetitionQuery(row.uuid), owner=self, done=send, cancellable=False)

    # painting

    def _form(self) -> Form | None:
        shown = self._right.currentWidget()
        forms = (self.form, self.answer_form, self.transfer_form)
        return next((form for form in forms if self._scrolls[form] is shown), None)

    def _present(self, view: QWidget) -> None:
        self._right.setCurrentWidget(self._scrolls[view])

    def _show(self, page: PetitionPage) -> None:
        self.panel.show_page(page, self._settings)
        self._present(self.panel)
        self.panel.focus_first()

    def _fill(self, rows: tuple[PetitionRow, ...]) -> None:
        self._rows = rows
        self._paint()

    def _paint(self) -> None:
        today = self._session.clock.today()
        open_ = (PetitionState.RECEIVED, PetitionState.IN_PROGRESS)
        shown = [row for row in self._rows if not self.only_open.value() or row.state in open_]
        # What must be answered stands by its last day: the overdue first, then what somebody must do next.
        shown.sort(key=lambda row: row.due if row.due and row.state in open_ else date.max)
        self.table.show_rows([Row(row.uuid, texts.cells(row, today)) for row in shown])
        view = self.table if shown else self._none if self._rows else self._empty
        self._left.setCurrentWidget(view)


def receipt(row: PetitionRow, letterhead: Letterhead, imprint: Imprint) -> bytes:
    """The acknowledgement as PDF."""
    from casa_desktop.reports import petition_pdf  # reportlab: only where somebody prints

    return petition_pdf.acknowledgement(row, letterhead, imprint)
