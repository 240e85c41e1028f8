"""The first start: six small steps from an empty folder to a desk with two recovery sheets in a drawer."""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal

from casa_desktop.domain.errors import CasaError, Code
from casa_desktop.texts import ui_shell as texts
from casa_desktop.ui import icons, widgets
from casa_desktop.ui.entry import EntryScreen
from casa_desktop.ui.ports import DeskSetup, Entrance, SetupDone
from casa_desktop.ui.prompts import Prompts
from casa_desktop.ui.setup_steps import CheckStep, DeskStep, PasswordStep, SheetsStep, UserStep
from casa_desktop.ui.steps import Step, Steps
from casa_desktop.ui.tasks import Tasks


class WelcomeStep(Step):
    """What will happen, and the way out for who already has a desk."""

    def __init__(self, restore: Callable[[], object], folder: Callable[[], object]) -> None:
        super().__init__("welcome_step", texts.SETUP_WELCOME_TITLE, texts.SETUP_WELCOME_TEXT, go_on=texts.SETUP_START)
        for picture, words in texts.SETUP_WELCOME_POINTS:
            line = widgets.row(
                icons.Picture(picture, 24, icons.Tint.Accent), widgets.label(words, wrap=True), gap=widgets.MARGIN
            )
            line.setStretch(1, 1)
            self.middle.addLayout(line)
        ways = widgets.column(
            widgets.link(texts.RESTORE_LINK, restore, name="restore_button"),
            widgets.link(texts.OTHER_FOLDER_LINK, folder, name="folder_button"),
            gap=widgets.SMALL,
        )
        self.foot.insertLayout(0, ways)
        self.foot.setAlignment(self.go_on, Qt.AlignmentFlag.AlignTop)


class SetupScreen(EntryScreen):
    """Walks through the steps. Nothing is kept until the last one; leaving earlier removes what was written."""

    finished = Signal(str, str)
    """Username and password of the first user: the flow enters with them."""
    restore_asked = Signal()
    folder_asked = Signal()

    def __init__(self, entrance: Entrance, tasks: Tasks, prompts: Prompts) -> None:
        super().__init__("setup_screen", width=640)
        self._entrance, self._tasks, self._prompts = entrance, tasks, prompts
        self._place = widgets.label("", "caption", name="step_label")
        self._made: SetupDone | None = None
        self._asked: DeskSetup | None = None
        self.body.addWidget(icons.Picture("mark", 44, icons.Tint.Accent))
        self.body.addWidget(self._place)
        self._desk = DeskStep(entrance.municipalities())
        self._user = UserStep()
        self._password = PasswordStep(entrance)
        self._sheets = SheetsStep(prompts, self._make_pdf)
        self._check = CheckStep(entrance.same_group)
        self.steps: tuple[Step, ...] = (
            WelcomeStep(self.restore_asked.emit, self.folder_asked.emit),
            self._desk,
            self._user,
            self._password,
            self._sheets,
            self._check,
        )
        for step in self.steps:
            step.next_asked.connect(self._next)
        self._walk = Steps(self.steps)
        self._walk.presented.connect(self._tell_place)
        self.body.addWidget(self._walk)
        self._sheets.no_way_back()
        self._walk.present(0)
        tasks.run(entrance.warm, owner=self, pool="files", failed=lambda _: None, cancellable=False)

    @property
    def step(self) -> Step:
        """The step that is shown."""
        return self._walk.step

    def start_focus(self) -> None:
        """Puts the cursor where typing starts."""
        self.step.start()

    def show_sheets(self, made: SetupDone) -> None:
        """The base is written: these are its sheets."""
        self._made = made
        self._sheets.set_sheets(made.sheets)
        self._check.set_sheets(made.sheets)

    def abandon(self) -> None:
        """Removes what was written, if it was not confirmed."""
        if self._made is not None:
            self._made = None
            self._tasks.run(self._entrance.abandon_setup, owner=self, cancellable=False)

    def show_step(self, index: int) -> None:
        """Goes to a step, forwards or back."""
        self._walk.present(index)

    def _tell_place(self, index: int) -> None:
        self._place.setText(texts.setup_step(index + 1, len(self.steps), texts.SETUP_STEPS[index]))

    def _next(self) -> None:
        if self.step is self._user:
            self._password.set_names(self._desk.desk_name, self._user.username, self._user.full_name)
        if self.step is self._password:
            self._make_base()
        elif self.step is self._check:
            self._finish()
        else:
            self._walk.go_on()

    def _make_base(self) -> None:
        asked = DeskSetup(
            desk_name=self._desk.desk_name,
            municipality=self._desk.municipality,
            username=self._user.username,
            full_name=self._user.full_name,
            password=self._password.password,
        )
        self._asked = asked
        self.step.set_busy(True)
        self._tasks.run(
            lambda: self._entrance.setup(asked),
            owner=self,
            done=self._on_made,
            failed=self._on_refused,
            what=texts.SETUP_MAKING,
            cancellable=False,
        )

    def _on_made(self, made: SetupDone) -> None:
        self._password.set_busy(False)
        self._password.forget()
        self.show_sheets(made)
        self.show_step(self.steps.index(self._sheets))

    def _on_refused(self, error: CasaError) -> None:
        """Each problem goes back to the step that asked for it."""
        self.step.set_busy(False)
        owners = {"desk_name": 1, "municipality": 1, "username": 2, "full_name": 2, "password": 3}
        index = owners.get(error.problems[0].field, 3 if error.code is Code.WEAK_PASSWORD else -1)
        if index < 0:
            self._prompts.error(error)
            return
        self.show_step(index)
        self.step.form.show_problems(error.problems)

    def _make_pdf(self, number: int, done: Callable[[bytes], object]) -> None:
        made = self._made
        if made is not None:
            self._tasks.run(lambda: self._entrance.sheet_pdf(number, made), owner=self, done=done, pool="files")

    def _finish(self) -> None:
        self.step.set_busy(True)
        self._tasks.run(
            self._entrance.confirm_setup,
            owner=self,
            done=lambda _: self._on_confirmed(),
            failed=self._on_not_confirmed,
            what=texts.SETUP_FINISHING,
            cancellable=False,
        )

    def _on_confirmed(self) -> None:
        asked, self._asked, self._made = self._asked, None, None
        if asked is not None:
            self.finished.emit(asked.username, asked.password)

    def _on_not_confirmed(self, error: CasaError) -> None:
        self.step.set_busy(False)
        self._prompts.error(error)
