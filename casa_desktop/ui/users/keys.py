"""«Llaves»: what is sealed apart, who can open it, and how somebody comes to a key."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from casa_desktop.domain.access import Action, Compartment
from casa_desktop.services import users
from casa_desktop.services.users import KeyState, User
from casa_desktop.texts import ui_settings as texts
from casa_desktop.texts import ui_shell
from casa_desktop.texts.labels import COMPARTMENTS
from casa_desktop.ui import widgets
from casa_desktop.ui.editors import SheetEdit
from casa_desktop.ui.forms.base import Form
from casa_desktop.ui.forms.field import Field
from casa_desktop.ui.page import Page
from casa_desktop.ui.rows import Row, RowsTable
from casa_desktop.ui.session import Session
from casa_desktop.ui.settings.parts import heading, save_row, with_acts
from casa_desktop.ui.settings.stack import Stack
from casa_desktop.ui.users.sheets import NewSheets
from casa_desktop.ui.worker import Priority


class SheetForm(Form):
    """A key for somebody, given with a recovery sheet. The code is never part of a draft."""

    def __init__(self) -> None:
        super().__init__(name="sheet_form")
        self._heading = widgets.label("", "section", wrap=True, name="sheet_heading")
        self._field = self.add(
            Field(
                "sheet",
                ui_shell.SHEET_CODE,
                SheetEdit(name="sheet_edit"),
                required=True,
                hint=ui_shell.SHEET_HINT,
            )
        )
        buttons = save_row(self, texts.KEY_GIVE, icon="key", name="grant_button", back=True)
        said = widgets.label(texts.KEY_WITHOUT_OWN, wrap=True)
        inside = widgets.column(self._heading, said, self._field, gap=widgets.MARGIN)
        outer = widgets.column(self.banner, widgets.card(inside), buttons, gap=widgets.MARGIN)
        outer.addStretch(1)
        self.setLayout(outer)

    def begin(self, compartment: str, full_name: str) -> None:
        """An empty form for one key and one person."""
        self.clear()
        self._heading.setText(texts.grant_title(compartment, full_name))


class KeysSection(Page):
    """Says what the keys protect; Enter on somebody who waits gives the key."""

    page_id = "keys"
    title = texts.KEYS
    kinds = frozenset({"user"})

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._waiting: dict[str, tuple[KeyState, User]] = {}
        self._open: tuple[KeyState, User] | None = None
        self.table = RowsTable(texts.KEYS_COLUMNS, name="keys_table", said=texts.KEYS, wide=1)
        self.table.opened.connect(self.grant)
        self.table.chosen.connect(lambda key: self._give.setEnabled(key in self._waiting))
        self.form = SheetForm()
        self.form.save_asked.connect(self._grant_by_sheet)
        self.form.cancel_asked.connect(self._back)
        self._stack = Stack(self._make_list(), self.form, name="keys_stack")
        self.sheets = NewSheets(session)
        self.sheets.left.connect(self._back)
        self.setLayout(widgets.column(self._stack))
        self._stack.present(self._list)

    def refresh(self) -> None:
        self.session.run(users.key_states, users.KeyQuery(), owner=self, done=self._fill, latest="users.keys")

    def focus_first(self) -> None:
        if self._stack.shown is self._list:
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def help_text(self) -> str:
        return f"{texts.KEYS_HINT} {texts.SHEETS_HELP}"

    def close_down(self) -> None:
        self._waiting, self._open = {}, None
        self.table.show_rows(())
        self.form.clear()
        self.sheets.forget()

    def grant(self, key: str) -> None:
        """Gives the key of the row *key*: at once where the actor holds it, with a sheet otherwise."""
        if (found := self._waiting.get(key)) is None:
            return
        self._open = found
        state, user = found
        name = COMPARTMENTS[state.compartment]
        if not state.mine:
            self.show_form(name, user.full_name)
        elif self.session.prompts.ask(
            texts.grant_question(name, user.full_name),
            do=texts.KEY_GIVE_OWN,
            keep=texts.KEY_KEEP,
            detail=texts.KEY_WITH_OWN,
        ):
            self._run("")

    def show_form(self, compartment: str, full_name: str) -> None:
        """The form that asks for a recovery sheet."""
        self.form.begin(compartment, full_name)
        self._stack.present(self.form)
        self.form.focus_first()

    def change_sheets(self) -> None:
        """The steps to two new recovery sheets."""
        self._stack.present(self.sheets)
        self.sheets.begin()

    def _grant_by_sheet(self) -> None:
        self._run(str(self.form.values()["sheet"]))

    def _run(self, sheet: str) -> None:
        if self._open is None:
            return
        state, user = self._open
        self.session.run(
            users.grant_key,
            users.GrantKey(user.uuid, state.compartment, sheet),
            owner=self,
            done=lambda after: self._granted(state.compartment, after),
            failed=(lambda error: self.form.show_problems(error.problems)) if sheet else None,
            priority=Priority.SAVING,
            what=texts.SAVING,
            cancellable=False,
        )

    def _granted(self, compartment: Compartment, user: User) -> None:
        self._back()
        self.session.prompts.warn(texts.granted(COMPARTMENTS[compartment], user.full_name))

    def _back(self) -> None:
        self._open = None
        self.form.clear()
        self._stack.present(self._list)
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _fill(self, states: tuple[KeyState, ...]) -> None:
        self._waiting = {}
        rows: list[Row] = []
        for state in states:
            name = (
                COMPARTMENTS[state.compartment].capitalize() if state.compartment is Compartment.PSYCHOLOGY else "RCF"
            )
            for user in state.waiting:
                key = f"{state.compartment}:{user.uuid}"
                self._waiting[key] = (state, user)
                rows.append(Row(key, (name, user.full_name, texts.KEY_WAITED)))
            held = [Row(f"{state.compartment}:{u.uuid}", (name, u.full_name, texts.KEY_HELD)) for u in state.holders]
            nobody = [Row(state.compartment, (name, "—", texts.KEY_NOBODY))]
            rows += held or ([] if state.waiting else nobody)
        self.table.show_rows(rows)
        self._give.setEnabled(self.table.current_key() in self._waiting)

    def _make_list(self) -> QWidget:
        self._list = QWidget()
        self._give = widgets.PrimaryButton(
            texts.KEY_GIVE,
            lambda: self.grant(self.table.current_key()),
            icon="key",
            name="give_key_button",
        )
        self._give.setEnabled(False)
        self._give.setToolTip(texts.KEY_SELECT)
        facts = widgets.column(widgets.label(texts.KEYS_EXPLAINED, "section"), gap=widgets.GAP)
        for fact in texts.KEYS_FACTS:
            facts.addWidget(widgets.label(f"•  {fact}", wrap=True, name="fact_label"))
        if self.session.can(Action.SHEETS_REPLACE):
            change = widgets.Button(
                texts.SHEETS_CHANGE, self.change_sheets, icon="refresh", name="change_sheets_button"
            )
            facts.addWidget(change)
        top = with_acts(heading(self.title, texts.KEYS_HINT), self._give)
        self.table.setMinimumHeight(160)
        inside = widgets.column(top, self.table, widgets.card(facts, name="facts_card"), gap=widgets.MARGIN)
        inside.setStretch(1, 1)
        self._list.setLayout(inside)
        return self._list
