"""Who enters. Everything heavy is imported behind it while the password is typed."""

import math
from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QGridLayout

from casa_desktop.domain.errors import CasaError, Code, Problem
from casa_desktop.texts import ui_shell as texts
from casa_desktop.ui import sentences, widgets
from casa_desktop.ui.choices import Choice
from casa_desktop.ui.editors import PasswordEdit
from casa_desktop.ui.entry import EntryScreen
from casa_desktop.ui.forms.base import Form
from casa_desktop.ui.forms.field import Field
from casa_desktop.ui.ports import Entrance, OpenDesk
from casa_desktop.ui.tasks import Tasks

_STAYS = frozenset({Code.WRONG_PASSWORD, Code.UNKNOWN_USER, Code.WAIT_BEFORE_RETRY})
"""Errors that are answered on this screen; any other is trouble with the files."""


class LoginScreen(EntryScreen):
    """User and password. Reports ``entered`` with the open desk, or ``refused`` when the files are in trouble."""

    entered = Signal(object)
    refused = Signal(object)
    recover_asked = Signal(str)
    """Who forgot the password, as far as a name was typed."""

    def __init__(
        self,
        entrance: Entrance,
        tasks: Tasks,
        *,
        notice: str = "",
        username: str = "",
        with_demo: bool = True,
        somebody_else: bool = False,
    ) -> None:
        super().__init__("login_screen")
        self._somebody_else = somebody_else
        self._entrance, self._tasks = entrance, tasks
        self._until = 0.0
        self._busy = False
        self._demo = entrance.demo_users() if with_demo else ()
        last = username or (self._demo[0][0] if self._demo else entrance.settings().settings.last_user)
        self.head(texts.PROGRAM, texts.SLOGAN)
        self._user = Choice([(last, last)] if last else [], name="username_edit")
        self._password = PasswordEdit(name="password_edit")
        self._form = Form(name="login_form")
        user_field = self._form.add(Field("username", texts.USERNAME, self._user))
        password_field = self._form.add(Field("password", texts.PASSWORD, self._password))
        self._button = widgets.PrimaryButton(texts.ENTER, self._enter, icon="forward", name="enter_button")
        self._button.setSizePolicy(widgets.WIDE)
        forgot = widgets.link(texts.FORGOT_LINK, self._forgot, name="forgot_button")
        inside = widgets.column(self._form.banner, user_field, password_field, self._button, forgot, gap=widgets.MARGIN)
        inside.setAlignment(forgot, Qt.AlignmentFlag.AlignHCenter)
        self._form.setLayout(inside)
        self.body.addWidget(widgets.card(widgets.column(self._form), margin=24))
        self._form.save_asked.connect(self._enter)
        self._form.finish_on(self._password)
        self._seconds = QTimer(self, interval=500)
        self._seconds.timeout.connect(self.count)
        self._user.set_value(last)
        if self._demo:
            self._show_demo(self._demo)
        if notice:
            self.say(notice, "good")
        self._user.edited.connect(self._look_for_wait)
        QTimer.singleShot(0, self, self._read_behind)

    def _read_behind(self) -> None:
        """Once the page is painted: the users, and what entering will import; the database thread stays free."""
        run = partial(self._tasks.run, owner=self, pool="files", cancellable=False)
        run(self._entrance.users, done=self._on_users, failed=self.refused.emit)
        run(self._entrance.warm, failed=lambda _: None)

    def start_focus(self) -> None:
        """Puts the cursor where typing starts; after a change of user that is the name, there to be typed over."""
        if self._user.value() and not self._somebody_else:
            self._password.setFocus()
        else:
            self._user.setFocus(Qt.FocusReason.TabFocusReason)

    def say(self, text: str, tone: str = "danger") -> None:
        """A message above the fields."""
        self._form.banner.show_text(text, tone)

    def _show_demo(self, demo: Sequence[tuple[str, str]]) -> None:
        grid = QGridLayout()
        grid.setSpacing(widgets.GAP)
        for line, (name, password) in enumerate(demo):
            use = widgets.link(name, partial(self._use, name, password), name=f"use_{name}_button")
            use.setAccessibleName(f"{texts.DEMO_USE} {name}")
            grid.addWidget(use, line, 0)
            shown = widgets.selectable(password, "body", name=f"{name}_password_label")
            shown.setWordWrap(False)
            shown.setFocusPolicy(Qt.FocusPolicy.ClickFocus)  # eight stops on the way to the password are too many
            grid.addWidget(shown, line, 1)
        inside = widgets.column(
            widgets.row(widgets.label(texts.DEMO_TITLE, "section"), widgets.Badge("demo", "warn"), left=True),
            widgets.hint(texts.DEMO_TEXT),
            gap=widgets.GAP,
        )
        inside.addLayout(grid)
        panel = widgets.card(inside, name="demo_card")
        panel.setSizePolicy(widgets.HUG)
        self.beside.insertWidget(2, panel, 0, Qt.AlignmentFlag.AlignVCenter)

    def _use(self, name: str, password: str) -> None:
        self._user.set_value(name)
        self._password.set_value(password)
        self._button.setFocus()

    def _name(self) -> str:
        return self._user.value() or self._user.currentText().strip()

    def _forgot(self) -> None:
        if not self._busy:
            self.recover_asked.emit(self._name())

    def _enter(self) -> None:
        name = self._name()
        password = self._password.value()
        if self._busy:
            return
        if (left := self._left()) > 0:
            waiting = Problem(Code.WAIT_BEFORE_RETRY, values={"seconds": left})
            self.say(sentences.sentence(waiting), "warn")
            self._password.line.selectAll()
            return
        if not name or not password:
            (self._password if name else self._user).setFocus()
            return
        self._form.show_problems(())
        self._busy = True
        self._button.setEnabled(False)
        self._tasks.run(
            lambda: self._entrance.unlock(name, password),
            owner=self,
            done=self._on_open,
            failed=self._on_error,
            what=texts.ENTERING,
            cancellable=False,
        )

    def _on_open(self, desk: OpenDesk) -> None:
        self._password.set_value("")
        self.entered.emit(desk)

    def _on_error(self, error: CasaError) -> None:
        self._busy = False
        self._button.setEnabled(True)
        if error.code not in _STAYS:
            self._password.set_value("")
            self.refused.emit(error)
            return
        self.say(sentences.message(error))
        self._password.line.selectAll()
        self._password.setFocus()
        self._look_for_wait()

    def _on_users(self, users: Sequence[str]) -> None:
        untouched = not self._user.currentText()
        line = self._user.lineEdit()
        offered = line is not None and line.hasSelectedText()
        self._user.set_options([(name, name) for name in users])
        if line is not None and offered:
            line.selectAll()  # still there to be typed over
        if untouched and users:
            self._user.set_value(users[0])
            self.start_focus()
        self._look_for_wait()

    def _look_for_wait(self) -> None:
        name = self._user.value()
        if name is not None:
            self._tasks.run(
                lambda: self._entrance.wait_seconds(name),
                owner=self,
                done=self._wait,
                failed=lambda _: None,  # the files are in trouble: entering will say so
                latest="login.wait",
                pool="files",
            )

    def _wait(self, seconds: int) -> None:
        self._until = self._entrance.clock.monotonic() + seconds if seconds else 0.0
        self.count()
        if seconds:
            self._seconds.start()

    def _left(self) -> int:
        return math.ceil(self._until - self._entrance.clock.monotonic()) if self._until else 0

    def count(self) -> None:
        """Looks at the clock: how long until another password may be tried."""
        left = self._left()
        waiting = left > 0
        self._button.setEnabled(not waiting and not self._busy)
        self._button.setText(texts.wait_text(left) if waiting else texts.ENTER)
        if not waiting:
            self._until = 0.0
            self._seconds.stop()
