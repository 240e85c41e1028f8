"""The forms of «Usuarios»: a new user, a change of one, and a new password for somebody."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from casa_desktop.domain.errors import Code, Problem
from casa_desktop.services.users import User
from casa_desktop.texts import ui_settings as texts
from casa_desktop.ui import widgets
from casa_desktop.ui.editors import TextEdit
from casa_desktop.ui.forms.base import Form
from casa_desktop.ui.forms.field import Field
from casa_desktop.ui.settings.parts import save_row
from casa_desktop.ui.users.editors import ProposedPassword, RoleBoxes


class _RolesForm(Form):
    """A form of which at least one role must be ticked."""

    def check(self) -> tuple[Problem, ...]:
        missing = () if self.field("roles").value() else (Problem(Code.REQUIRED, "roles"),)
        return super().check() + missing


class NewUserForm(_RolesForm):
    """Name, username, first password and roles, on one screen."""

    def __init__(self) -> None:
        super().__init__(name="new_user_form")
        self.password = ProposedPassword(name="password")
        full_name = Field("full_name", texts.USER_FULL_NAME, TextEdit(name="full_name_edit", limit=120), required=True)
        username = Field(
            "username",
            texts.USER_USERNAME,
            TextEdit(name="username_edit", limit=40),
            required=True,
            hint=texts.USER_USERNAME_HINT,
        )
        password = Field("password", texts.USER_PASSWORD, self.password, required=True, hint=texts.USER_PASSWORD_HINT)
        roles = Field("roles", texts.USER_ROLES, RoleBoxes(name="roles_edit"), required=True)
        for field in (full_name, username, password, roles):
            self.add(field)
        identity = widgets.row(full_name, username, gap=widgets.MARGIN)
        identity.setStretch(0, 3)
        identity.setStretch(1, 2)
        inside = widgets.column(widgets.label(texts.USER_NEW, "section"), identity, password, roles, gap=widgets.MARGIN)
        buttons = save_row(self, texts.USER_CREATE, icon="add", name="create_button", back=True)
        outer = widgets.column(self.banner, widgets.card(inside), buttons, gap=widgets.MARGIN)
        outer.addStretch(1)
        self.setLayout(outer)

    def begin(self) -> None:
        """An empty form with a fresh proposal."""
        self.clear()
        with self.quiet():
            self.password.renew()


class EditUserForm(_RolesForm):
    """Name and roles of somebody, and beside them what changes who may enter."""

    password_asked = Signal()
    leave_asked = Signal()
    return_asked = Signal()

    def __init__(self) -> None:
        super().__init__(name="edit_user_form")
        self._heading = widgets.label("", "section", wrap=True, name="user_heading")
        self._state = widgets.Badge("")
        full_name = Field("full_name", texts.USER_FULL_NAME, TextEdit(name="full_name_edit", limit=120), required=True)
        roles = Field("roles", texts.USER_ROLES, RoleBoxes(name="roles_edit"), required=True)
        self.add(full_name)
        self.add(roles)
        buttons = save_row(self, texts.USER_SAVE, icon="save", name="save_button", back=True)
        heading = widgets.row(self._heading, self._state)
        heading.setStretch(0, 1)
        inside = widgets.column(heading, full_name, roles, gap=widgets.MARGIN)
        outer = widgets.column(self.banner, widgets.card(inside), buttons, self._make_access(), gap=widgets.MARGIN)
        outer.addStretch(1)
        self.setLayout(outer)

    def show_user(self, user: User, *, own: bool, may_edit: bool) -> None:
        """Loads *user*; *own*: it is who sits here, so the password is changed elsewhere."""
        self._heading.setText(user.username)
        self._state.set(*state_of(user))
        self.load({"full_name": user.full_name, "roles": user.roles})
        for field in self.fields():
            field.setEnabled(may_edit)
        if (save := self.findChild(QWidget, "save_button")) is not None:
            save.setVisible(may_edit)
        self._access.setVisible(may_edit)
        self._own.setVisible(own)
        self._give.setVisible(user.active and not own)
        self._leave.setVisible(user.active and not own)
        self._return.setVisible(not user.active)

    def _make_access(self) -> QWidget:
        self._own = widgets.hint(texts.USER_YOURSELF)
        self._give = widgets.Button(
            texts.USER_GIVE_PASSWORD, self.password_asked.emit, icon="key", name="give_password_button"
        )
        self._leave = widgets.Button(texts.USER_LEAVES, self.leave_asked.emit, role="danger", name="leave_button")
        self._return = widgets.Button(texts.USER_RETURNS, self.return_asked.emit, icon="undo", name="return_button")
        buttons = widgets.row(self._give, self._leave, self._return)
        buttons.addStretch(1)
        self._access = widgets.card(
            widgets.column(widgets.label(texts.USER_ACCESS, "section"), self._own, buttons), name="access_card"
        )
        return self._access


class PasswordForm(Form):
    """A new password for somebody else; says first what is lost by it."""

    def __init__(self) -> None:
        super().__init__(name="give_password_form")
        self.password = ProposedPassword(name="password")
        field = self.add(
            Field("password", texts.USER_PASSWORD, self.password, required=True, hint=texts.USER_PASSWORD_HINT)
        )
        self._heading = widgets.label("", "section", wrap=True, name="password_heading")
        self._lost = widgets.Banner()
        buttons = save_row(self, texts.RESET_DO, icon="key", name="give_button", back=True)
        inside = widgets.column(self._heading, self._lost, field, gap=widgets.MARGIN)
        outer = widgets.column(self.banner, widgets.card(inside), buttons, gap=widgets.MARGIN)
        outer.addStretch(1)
        self.setLayout(outer)

    def begin(self, user: User) -> None:
        """A fresh proposal for *user*."""
        self.clear()
        self._heading.setText(f"{texts.RESET_TITLE}: {user.full_name}")
        if user.active:
            lost = "\n".join(filter(None, (texts.RESET_LOST, texts.keys_of(user.keys))))
            self._lost.show_text(lost, "warn")
        else:
            self._lost.show_text(texts.RETURN_EXPLAINED, "accent")
        with self.quiet():
            self.password.renew()


def state_of(user: User) -> tuple[str, str]:
    """The word for a user's state, and its tone."""
    if not user.active:
        return texts.USER_GONE, "plain"
    if not user.can_enter:
        return texts.USER_NO_PASSWORD, "warn"
    if user.missing_keys:
        return texts.waits_for(user.missing_keys), "warn"
    return texts.USER_ACTIVE, "good"
