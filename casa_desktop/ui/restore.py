"""Putting a copy in place of a base that is gone or damaged, before anybody has entered."""

from pathlib import Path

from PySide6.QtCore import Signal

from casa_desktop.domain.errors import CasaError
from casa_desktop.texts import ui_shell as texts
from casa_desktop.ui import widgets
from casa_desktop.ui.editors import PasswordEdit, TextEdit
from casa_desktop.ui.entry import EntryScreen
from casa_desktop.ui.forms.base import Form
from casa_desktop.ui.forms.field import Field
from casa_desktop.ui.ports import Entrance
from casa_desktop.ui.prompts import Prompts
from casa_desktop.ui.tasks import Tasks, Watch


class RestoreScreen(EntryScreen):
    """The file of the copy and who can open it."""

    restored = Signal()
    back_asked = Signal()

    def __init__(self, entrance: Entrance, tasks: Tasks, prompts: Prompts) -> None:
        super().__init__("restore_screen", width=520)
        self._entrance, self._tasks, self._prompts = entrance, tasks, prompts
        self.head(texts.RESTORE_TITLE, texts.RESTORE_TEXT, picture="import")
        self._form = Form(name="restore_form")
        self._file = TextEdit(name="file_edit", limit=1000)
        self._user = TextEdit(name="username_edit", limit=40)
        self._password = PasswordEdit(name="password_edit")
        choose = widgets.Button(texts.CHOOSE, self._choose, icon="folder", name="choose_button")
        file_field = self._form.add(Field("copy", texts.RESTORE_FILE, self._file, required=True))
        user_field = self._form.add(Field("username", texts.USERNAME, self._user, required=True))
        password_field = self._form.add(Field("password", texts.PASSWORD, self._password, required=True))
        file_line = widgets.row(file_field, choose)
        file_line.setStretch(0, 1)
        self._do = widgets.PrimaryButton(texts.RESTORE_DO, self._form.ask_save, icon="import", name="restore_button")
        foot = widgets.row(widgets.Button(texts.BACK, self.back_asked.emit, icon="back", name="back_button"))
        foot.addStretch(1)
        foot.addWidget(self._do)
        self._form.setLayout(
            widgets.column(
                self._form.banner,
                file_line,
                widgets.hint(texts.RESTORE_WHO),
                user_field,
                password_field,
                gap=widgets.MARGIN,
            )
        )
        self.body.addWidget(widgets.card(widgets.column(self._form), margin=24))
        self.body.addLayout(foot)
        self._form.save_asked.connect(self._restore)
        self._form.cancel_asked.connect(self.back_asked)
        self._form.finish_on(self._password)

    def start_focus(self) -> None:
        """Puts the cursor where typing starts."""
        self._file.setFocus()

    def _choose(self) -> None:
        path = self._prompts.open_file(texts.RESTORE_TITLE, [(texts.RESTORE_KIND, "*")])
        if path is not None:
            self._file.set_value(str(path))
            self._user.setFocus()

    def _restore(self) -> None:
        copy, name, password = Path(self._file.value()), self._user.value(), self._password.value()
        self._do.setEnabled(False)
        watch = Watch()
        self._tasks.run(
            lambda: self._entrance.restore(copy, name, password, watch.tell, lambda: watch.cancelled),
            owner=self,
            done=lambda _: self.restored.emit(),
            failed=self._on_error,
            what=texts.RESTORING,
            watch=watch,
        )

    def _on_error(self, error: CasaError) -> None:
        self._do.setEnabled(True)
        self._form.show_problems(error.problems)
