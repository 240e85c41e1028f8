"""«Las que faltan»: planillas without services, what is known of each, and what was said of it."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from casa_desktop.domain.errors import Code, Problem
from casa_desktop.domain.ids import new_id
from casa_desktop.domain.paper_sheets import LONGEST_EXPLANATION, Explanation, SheetMissing
from casa_desktop.services import paper_sheets
from casa_desktop.services.paper_sheets import ExplainSheet, MissingQuery, WithdrawExplanation
from casa_desktop.texts import ui_paper_in as texts
from casa_desktop.ui import hotkeys, widgets
from casa_desktop.ui.choices import Chips
from casa_desktop.ui.editors import CheckEdit, TextEdit
from casa_desktop.ui.forms.base import Form
from casa_desktop.ui.forms.field import Field
from casa_desktop.ui.rows import Row, RowsTable
from casa_desktop.ui.session import Session
from casa_desktop.ui.settings.parts import save_row
from casa_desktop.ui.settings.stack import Stack
from casa_desktop.ui.worker import Priority


class ExplainForm(Form):
    """Why a planilla has no services."""

    def __init__(self) -> None:
        super().__init__(name="explain_form")
        self.title = widgets.label("", "section", name="explain_title")
        self.about = widgets.label("", "muted", wrap=True, name="explain_about")
        chips = Chips(
            [(str(key), words) for key, words in texts.EXPLANATIONS.items()], name="reason_chips", single=True
        )
        note = TextEdit(name="explain_note_edit", limit=LONGEST_EXPLANATION)
        body = widgets.column(
            self.title,
            self.about,
            self.banner,
            self.add(Field("reason", texts.REASON_CHIPS, chips, required=True)),
            self.add(Field("note", texts.NOTE, note, hint=texts.NOTE_HINT)),
            save_row(self, texts.EXPLAIN, icon="save", name="explain_button"),
            gap=12,
        )
        self.setLayout(body)
        self.finish_on(note)

    def show_sheet(self, each: SheetMissing) -> None:
        """The planilla that is spoken of."""
        told = each.explained
        self.title.setText(f"{texts.TITLE[:-1]} {each.sheet.written}")
        self.about.setText(texts.known(each))
        self.load({"reason": str(told.reason) if told else None, "note": told.note if told else ""})

    def check(self) -> tuple[Problem, ...]:
        found = super().check()
        other = self.field("reason").value() == (str(Explanation.OTHER),)
        if not found and other and not self.field("note").value():
            return (Problem(Code.REQUIRED, "note"),)
        return found


class GapsSection(QWidget):
    """The list on the left, what is said of the chosen planilla on the right."""

    pass_asked = Signal(str)
    """The planilla turned up: it is to be passed in."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.setObjectName("gaps_section")
        self.session = session
        self._missing: dict[str, SheetMissing] = {}
        self._asking = self._awaited = False
        """Whether the list is on its way, and whether the cursor comes here as soon as the list is there."""
        self.table = RowsTable(texts.GAPS_COLUMNS, name="gaps_table", said=texts.GAPS_NAME, wide=1)
        self.table.chosen.connect(self._show)
        self.table.opened.connect(self._to_form)
        self._count = widgets.label("", "section", name="gaps_count")
        self.all_check = CheckEdit(texts.SHOW_EXPLAINED, name="explained_check")
        self.all_check.edited.connect(self.refresh)
        self._empty = widgets.Empty(texts.NO_GAPS, texts.NO_GAPS_DETAIL, icon="good")
        self._stack = Stack(self._empty, self.table, name="gaps_stack")
        self.form = ExplainForm()
        self.form.save_asked.connect(self._explain)
        self.form.cancel_asked.connect(self.focus_first)
        self._withdraw = widgets.Button(
            texts.WITHDRAW, self._withdraw_shown, keys=hotkeys.CANCEL, icon="undo", name="withdraw_button", scope=self
        )
        self._pass = widgets.Button(
            texts.PASS_THIS, self._pass_shown, keys=hotkeys.ATTEND, icon="edit", name="pass_button", scope=self
        )
        head = widgets.row(self._count, self.all_check)
        head.setStretch(0, 1)
        left = widgets.column(widgets.hint(texts.GAPS_HINT), head, self._stack)
        left.setStretch(2, 1)
        side = widgets.column(self.form, widgets.row(self._pass, left=True), widgets.row(self._withdraw, left=True))
        side.addStretch(1)
        self._side = widgets.card(side, name="explain_card")
        body = widgets.row(gap=16)
        body.addLayout(left, 5)
        body.addWidget(self._side, 3)
        self.setLayout(body)
        self._side.hide()
        self._stack.present(self._empty)

    def refresh(self) -> None:
        """Asks again which ones are missing."""
        self._asking = True
        query = MissingQuery(explained=self.all_check.value())
        self.session.run(
            paper_sheets.sheets_missing, query, owner=self, done=self._on_missing, latest="paper_in.missing"
        )

    def _on_missing(self, found: tuple[SheetMissing, ...]) -> None:
        self._asking = False
        self._missing = {each.sheet.written: each for each in found}
        self._count.setText(texts.gaps_count(found))
        self.table.show_rows(
            [
                Row(each.sheet.written, (each.sheet.written, texts.known(each), texts.explanation(each)))
                for each in found
            ]
        )
        self.table.setColumnHidden(2, not self.all_check.value())
        self._stack.present(self.table if found else self._empty)
        if self._awaited:
            self._awaited = False
            self.focus_first()
        self._side.setVisible(bool(found))
        if not self.form.dirty:
            self._show(self.table.current_key())

    @property
    def shown(self) -> SheetMissing | None:
        """The planilla that the side speaks of."""
        return self._missing.get(self.table.current_key())

    def _show(self, _key: str) -> None:
        if (each := self.shown) is not None:
            self.form.show_sheet(each)
            self._withdraw.setVisible(each.explained is not None)

    def _to_form(self, _key: str) -> None:
        self.form.focus_first()

    def _explain(self) -> None:
        each = self.shown
        if each is None:
            return
        uuid = new_id()
        reason = Explanation(self.form.field("reason").value()[0])
        command = ExplainSheet(uuid, each.sheet, reason, self.form.field("note").value())

        def done(_: None) -> None:
            self.form.mark_saved()
            self.session.prompts.inform(texts.EXPLAINED, undo=lambda: self._take_back(uuid))
            self.focus_first()

        self.session.run(
            paper_sheets.explain,
            command,
            owner=self,
            done=done,
            failed=lambda error: self.form.show_problems(error.problems),
            priority=Priority.SAVING,
            cancellable=False,
        )

    def _withdraw_shown(self) -> None:
        each = self.shown
        if each is not None and each.explained is not None:
            self._take_back(each.explained.uuid)

    def _take_back(self, uuid: str) -> None:
        self.session.run(
            paper_sheets.withdraw,
            WithdrawExplanation(uuid),
            owner=self,
            done=lambda _: self.session.prompts.inform(texts.WITHDRAWN),
            priority=Priority.SAVING,
            cancellable=False,
        )

    def _pass_shown(self) -> None:
        if (each := self.shown) is not None:
            self.pass_asked.emit(each.sheet.written)

    def focus_first(self) -> None:
        self._awaited = self._asking
        (self.table if self._missing else self.all_check).setFocus(Qt.FocusReason.OtherFocusReason)
