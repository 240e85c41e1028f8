"""Taking a base that is older than the last one, where no copy is left to restore."""

from PySide6.QtCore import Signal

from casa_desktop.domain.errors import CasaError
from casa_desktop.texts import ui_shell as texts
from casa_desktop.ui import widgets
from casa_desktop.ui.editors import PasswordEdit, TextEdit
from casa_desktop.ui.entry import EntryScreen
from casa_desktop.ui.forms.base import Form
from casa_desktop.ui.forms.field import Field
from casa_desktop.ui.ports import Entrance
from casa_desktop.ui.tasks import Tasks


class AcceptScreen(EntryScreen):
    """Why, and who answers for it."""

    accepted = Signal()
    back_asked = Signal()

    def __init__(self, entrance: Entrance, tasks: Tasks) -> None:
        super().__init__("accept_screen", width=520)
        self._entrance, self._tasks = entrance, tasks
        self.head(texts.ACCEPT_TITLE, texts.ACCEPT_TEXT, picture="warn")
        self._form = Form(name="accept_form")
        self._reason = TextEdit(name="reason_edit", limit=500)
        self._user = TextEdit(name="username_edit", limit=40)
        self._password = PasswordEdit(name="password_edit")
        reason = Field("reason", texts.ACCEPT_REASON, self._reason, required=True, hint=texts.ACCEPT_REASON_HINT)
        fields = [self._form.add(reason)]
        fields.append(self._form.add(Field("username", texts.USERNAME, self._user, required=True)))
        fields.append(self._form.add(Field("password", texts.PASSWORD, self._password, required=True)))
        self._do = widgets.Button(texts.ACCEPT_DO, self._form.ask_save, role="danger", name="accept_button")
        foot = widgets.row(widgets.Button(texts.BACK, self.back_asked.emit, icon="back", name="back_button"))
        foot.addStretch(1)
        foot.addWidget(self._do)
        inside = widgets.column(self._form.banner, fields[0], widgets.hint(texts.ACCEPT_WHO), gap=widgets.MARGIN)
        for field in fields[1:]:
            inside.addWidget(field)
        self._form.setLayout(inside)
        self.body.addWidget(widgets.card(widgets.column(self._form), margin=24))
        self.body.addLayout(foot)
        self._form.save_asked.connect(self._accept)
        self._form.cancel_asked.connect(self.back_asked)
        self._form.finish_on(self._password)

    def start_focus(self) -> None:
        """Puts the cursor where typing starts."""
        self._reason.setFocus()

    def _accept(self) -> None:
        if not self._do.isEnabled():
            return
        name, password, reason = self._user.value(), self._password.value(), self._reason.value()
        self._do.setEnabled(False)
        self._tasks.run(
            lambda: self._entrance.accept(name, password, reason),
            owner=self,
            done=lambda _: self.accepted.emit(),
            failed=self._on_error,
            what=texts.ACCEPTING,
            cancellable=False,
        )

    def _on_error(self, error: CasaError) -> None:
        self._do.setEnabled(True)
        self._form.show_problems(error.problems)
