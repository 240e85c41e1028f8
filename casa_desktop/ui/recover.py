"""Who forgot the password comes back with a recovery sheet: the sheet first, then a new password, then they are in."""

from dataclasses import replace

from PySide6.QtCore import Signal

from casa_desktop.domain.errors import CasaError, Code
from casa_desktop.texts import ui_shell as texts
from casa_desktop.ui import icons
from casa_desktop.ui.editors import SheetEdit, TextEdit
from casa_desktop.ui.entry import EntryScreen
from casa_desktop.ui.forms.field import Field
from casa_desktop.ui.ports import Entrance
from casa_desktop.ui.setup_steps import PasswordStep
from casa_desktop.ui.steps import Step, Steps
from casa_desktop.ui.tasks import Tasks


class SheetStep(Step):
    """What can be done without a password, then whose it was and the code of a sheet."""

    def __init__(self, username: str) -> None:
        super().__init__("sheet_step", texts.RECOVER_TITLE, texts.RECOVER_TEXT)
        self._username = TextEdit(name="username_edit", limit=40)
        self._username.set_value(username)
        self._sheet = SheetEdit(name="sheet_edit")
        self.middle.addWidget(self.form.add(Field("username", texts.USERNAME, self._username, required=True)))
        self.middle.addWidget(
            self.form.add(Field("sheet", texts.SHEET_CODE, self._sheet, required=True, hint=texts.SHEET_HINT))
        )
        self.form.finish_on(self._sheet)

    @property
    def username(self) -> str:
        return self._username.value().lower()

    @property
    def sheet(self) -> str:
        return self._sheet.value()

    def start(self) -> None:
        (self._sheet if self.username else self._username).setFocus()


class RecoverScreen(EntryScreen):
    """Tries the sheet before a password is chosen. What was typed stays where something is wrong."""

    recovered = Signal(str, str)
    """Username and new password: the flow enters with them."""
    refused = Signal(object)
    """The files are in trouble."""
    back_asked = Signal(str)
    """Back to the login page, with the name that was typed."""

    def __init__(self, entrance: Entrance, tasks: Tasks, username: str) -> None:
        super().__init__("recover_screen", width=640)
        self._entrance, self._tasks = entrance, tasks
        self.body.addWidget(icons.Picture("key", 44, icons.Tint.Accent))
        self.sheet = SheetStep(username)
        self.password = PasswordStep(entrance, title=texts.RECOVER_PASSWORD_TITLE, go_on=texts.RECOVER_DO)
        self.steps = Steps((self.sheet, self.password))
        self.body.addWidget(self.steps)
        self.sheet.next_asked.connect(self._try_sheet)
        self.password.next_asked.connect(self._recover)
        self.steps.left.connect(lambda: self.back_asked.emit(self.sheet.username))

    def start_focus(self) -> None:
        """Puts the cursor where typing starts."""
        self.steps.step.start()

    def _try_sheet(self) -> None:
        username, sheet = self.sheet.username, self.sheet.sheet
        self.sheet.set_busy(True)
        self._tasks.run(
            lambda: self._entrance.try_sheet(username, sheet),
            owner=self,
            done=lambda _: self._on_good_sheet(username),
            failed=self._on_refused,
            what=texts.RECOVER_CHECKING,
            cancellable=False,
        )

    def _on_good_sheet(self, username: str) -> None:
        self.sheet.set_busy(False)
        self.password.set_names(username)
        self.steps.go_on()

    def _recover(self) -> None:
        username, sheet, password = self.sheet.username, self.sheet.sheet, self.password.password
        self.password.set_busy(True)
        self._tasks.run(
            lambda: self._entrance.recover(username, sheet, password),
            owner=self,
            done=lambda _: self.recovered.emit(username, password),
            failed=self._on_refused,
            what=texts.CHANGING,
            cancellable=False,
        )

    def _on_refused(self, error: CasaError) -> None:
        """Each problem goes to the step that asked; a base or keys in trouble have a screen of their own."""
        self.steps.step.set_busy(False)
        self.steps.step.start()
        if error.code in texts.TROUBLE_TITLES:
            self.refused.emit(error)
            return
        problems = error.problems
        if error.code in (Code.BAD_SHEET, Code.UNKNOWN_USER):
            field = "sheet" if error.code is Code.BAD_SHEET else "username"
            problems = tuple(replace(problem, field=field) for problem in problems)
            if self.steps.step is not self.sheet:
                self.steps.present(0)
        self.steps.step.form.show_problems(problems)
