"""«Usuarios»: who enters, with which roles. Administration changes them, coordination looks."""

from collections.abc import Callable, Sequence
from typing import TypeVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from casa_desktop.domain.access import Action
from casa_desktop.domain.errors import CasaError, Code
from casa_desktop.domain.ids import new_id
from casa_desktop.services import users
from casa_desktop.services.context import Verb
from casa_desktop.services.users import User
from casa_desktop.texts import ui_settings as texts
from casa_desktop.ui import hotkeys, widgets
from casa_desktop.ui.forms.base import Form
from casa_desktop.ui.page import Key, Page
from casa_desktop.ui.ports import Draft
from casa_desktop.ui.rows import Row, RowsTable
from casa_desktop.ui.session import Session
from casa_desktop.ui.settings.parts import heading, with_acts
from casa_desktop.ui.settings.stack import Stack
from casa_desktop.ui.users.forms import EditUserForm, NewUserForm, PasswordForm, state_of
from casa_desktop.ui.worker import Priority

C = TypeVar("C")


class UsersSection(Page):
    """A list; Enter opens somebody, Ctrl+N begins a new user, Esc comes back."""

    page_id = "users"
    title = texts.USERS
    kinds = frozenset({"user"})

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._users: dict[str, User] = {}
        self._open: User | None = None
        self._uuid = ""
        self._may_edit = session.can(Action.USER_EDIT)
        self.table = RowsTable(texts.USER_COLUMNS, name="users_table", said=texts.USERS)
        self.table.opened.connect(self.open_target)
        self.new_form, self.edit_form, self.password_form = NewUserForm(), EditUserForm(), PasswordForm()
        self._stack = Stack(self._make_list(), self.new_form, self.edit_form, self.password_form, name="users_stack")
        self.new_form.save_asked.connect(self._create)
        self.edit_form.save_asked.connect(self._save)
        self.password_form.save_asked.connect(self._give_password)
        self.edit_form.password_asked.connect(self.ask_password)
        self.edit_form.return_asked.connect(self.ask_password)
        self.edit_form.leave_asked.connect(self._leave)
        self.new_form.cancel_asked.connect(self._back)
        self.edit_form.cancel_asked.connect(self._back)
        self.password_form.cancel_asked.connect(lambda: self._show(self.edit_form))
        self.setLayout(widgets.column(self._stack))
        self._show(self._list)

    # what the window asks

    def refresh(self) -> None:
        self.session.run(users.list_users, users.UserQuery(), owner=self, done=self._fill, latest="users.list")

    def open_target(self, target: str) -> None:
        if (user := self._users.get(target)) is not None:
            self._open = user
            own = user.username == self.session.actor.username
            self.edit_form.show_user(user, own=own, may_edit=self._may_edit)
            self._show(self.edit_form)

    def focus_first(self) -> None:
        if self._stack.shown is self._list:
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def keys(self) -> Sequence[Key]:
        return (Key(hotkeys.NEW, texts.USER_NEW), Key("Return", texts.USER_OPEN)) if self._may_edit else ()

    def help_text(self) -> str:
        return texts.USERS_HINT if self._may_edit else texts.USERS_READ_ONLY

    def draft(self) -> Draft | None:
        here = self._stack.shown
        return {"new": self.new_form.draft()} if here is self.new_form and self.new_form.dirty else None

    def restore(self, draft: Draft) -> None:
        if isinstance(kept := draft.get("new"), dict) and self._may_edit:
            self.begin_new()
            self.new_form.restore(kept)

    def close_down(self) -> None:
        self._users = {}
        self._open = None
        self.table.show_rows(())
        for form in (self.new_form, self.edit_form, self.password_form):
            form.clear()

    # acts

    def begin_new(self) -> None:
        """An empty form for somebody new."""
        self._uuid = new_id()
        self.new_form.begin()
        self._show(self.new_form)

    def _create(self) -> None:
        values = self.new_form.values()
        command = users.CreateUser(
            self._uuid, values["username"], values["full_name"], values["password"], values["roles"]
        )
        self._run(users.create, command, self.new_form, lambda user: self._created(user, command.password))

    def _created(self, user: User, password: str) -> None:
        self.new_form.clear()
        self._users[user.uuid] = user
        self._back()
        self.session.prompts.warn(texts.created(user.full_name), texts.password_given(user.username, password))
        self.table.select(user.uuid)

    def _save(self) -> None:
        if self._open is not None:
            self._edit(self._open, active=self._open.active, done=self._saved)

    def _edit(self, user: User, *, active: bool, done: Callable[[User], None]) -> None:
        values = self.edit_form.values()
        command = users.EditUser(user.uuid, user.version, values["full_name"], values["roles"], active)
        self._run(users.edit, command, self.edit_form, done)

    def _saved(self, user: User) -> None:
        self._users[user.uuid] = user
        self._back()
        self.session.prompts.inform(texts.saved_user(user.full_name))

    def _leave(self) -> None:
        user = self._open
        if user is not None and self.session.prompts.ask(
            texts.leaves_question(user.full_name),
            do=texts.USER_LEAVES,
            keep=texts.USER_STAY,
            detail=texts.USER_LEAVES_DETAIL,
            danger=True,
        ):
            self._edit(user, active=False, done=self._left)

    def _left(self, user: User) -> None:
        self._users[user.uuid] = user
        self._back()
        self.session.prompts.inform(texts.left(user.full_name))

    def ask_password(self) -> None:
        """The form for a new password of whoever is open."""
        if self._open is not None:
            self.password_form.begin(self._open)
            self._show(self.password_form)

    def _give_password(self) -> None:
        user, password = self._open, str(self.password_form.values()["password"])
        if user is None:
            return

        def done(after: User) -> None:
            self.password_form.clear()
            self._users[after.uuid] = after
            self._back()
            self.session.prompts.warn(texts.created(after.full_name), texts.password_given(after.username, password))

        if user.active:
            self._run(users.reset_password, users.ResetPassword(user.uuid, password), self.password_form, done)
        else:
            back = users.BringBack(user.uuid, user.version, password)
            self._run(users.bring_back, back, self.password_form, done)

    def _run(self, verb: Verb[C, User], command: C, form: Form, done: Callable[[User], None]) -> None:
        self.session.run(
            verb,
            command,
            owner=self,
            done=done,
            failed=lambda error: self._failed(error, form),
            priority=Priority.SAVING,
            what=texts.SAVING,
            cancellable=False,
        )

    def _failed(self, error: CasaError, form: Form) -> None:
        form.show_problems(error.problems)
        if error.code is Code.CONFLICT:
            self.refresh()

    # painting

    def _fill(self, found: tuple[User, ...]) -> None:
        self._users = {user.uuid: user for user in found}
        self.table.show_rows(
            [
                Row(user.uuid, (user.full_name, user.username, texts.roles(user.roles), state_of(user)[0]))
                for user in found
            ]
        )
        if self._open is not None:
            self._open = self._users.get(self._open.uuid)

    def _back(self) -> None:
        self._open = None
        self._show(self._list)
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show(self, view: QWidget) -> None:
        self._stack.present(view)
        if isinstance(view, Form):
            view.focus_first()

    def _make_list(self) -> QWidget:
        self._list = QWidget()
        new = widgets.PrimaryButton(
            texts.USER_NEW, self.begin_new, keys=hotkeys.NEW, icon="add", name="new_user_button"
        )
        if not self._may_edit:  # and never shown here: it would be a window of its own until it has a parent
            new.hide()
            new.setEnabled(False)
        top = with_acts(heading(self.title, texts.USERS_HINT if self._may_edit else texts.USERS_READ_ONLY), new)
        inside = widgets.column(top, self.table, gap=widgets.MARGIN)
        inside.setStretch(1, 1)
        self._list.setLayout(inside)
        return self._list
