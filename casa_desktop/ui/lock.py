"""The locked glass: nothing of anybody on it but the one who may come back."""

from PySide6.QtCore import Signal

from casa_desktop.domain.errors import CasaError, Code
from casa_desktop.texts import ui_shell as texts
from casa_desktop.ui import hotkeys, sentences, widgets
from casa_desktop.ui.editors import PasswordEdit
from casa_desktop.ui.entry import EntryScreen
from casa_desktop.ui.forms.base import Form
from casa_desktop.ui.forms.field import Field
from casa_desktop.ui.ports import OpenDesk
from casa_desktop.ui.tasks import Tasks


class LockScreen(EntryScreen):
    """PIN where one was set in this shift, else the password. Reports ``unlocked`` with the desk that is open now."""

    unlocked = Signal(object)
    refused = Signal(object)
    switch_asked = Signal()

    def __init__(self, tasks: Tasks, desk: OpenDesk, username: str) -> None:
        super().__init__("lock_screen")
        self._tasks, self._desk = tasks, desk
        self._pin = False
        self.head(texts.LOCKED_TITLE, texts.LOCKED_TEXT, picture="lock")
        self._secret = PasswordEdit(name="secret_edit")
        self._form = Form(name="lock_form")
        self._field = self._form.add(Field("secret", texts.PASSWORD, self._secret))
        self._button = widgets.PrimaryButton(texts.UNLOCK, self._unlock, icon="lock", name="unlock_button")
        self._button.setSizePolicy(widgets.WIDE)
        self._other = widgets.link(texts.USE_PIN, self._toggle, name="other_way_button")
        switch = widgets.link(texts.SWITCH_USER, self.switch_asked.emit, keys=hotkeys.SWITCH_USER, name="switch_button")
        foot = widgets.row(self._other, switch)
        foot.insertStretch(1, 1)
        who = widgets.row(widgets.label(texts.USERNAME, "caption"), widgets.label(username, name="user_label"))
        who.addStretch(1)
        self._form.setLayout(
            widgets.column(who, self._form.banner, self._field, self._button, foot, gap=widgets.MARGIN)
        )
        self.body.addWidget(widgets.card(widgets.column(self._form), margin=24))
        self._form.save_asked.connect(self._unlock)
        self._form.finish_on(self._secret)
        self._show_way()

    def locked(self) -> None:
        """The base is closed now: from here on it may be opened again."""
        self._pin = self._desk.has_pin
        self.setEnabled(True)
        self._show_way()
        self.start_focus()

    def start_focus(self) -> None:
        """Puts the cursor where typing starts."""
        self._secret.setFocus()

    def _toggle(self) -> None:
        self._pin = not self._pin
        self._show_way()
        self.start_focus()

    def _show_way(self) -> None:
        self._field.set_words(texts.PIN if self._pin else texts.PASSWORD)
        self._other.setText(texts.USE_PASSWORD if self._pin else texts.USE_PIN)
        self._other.setVisible(self._desk.has_pin)
        self._secret.set_value("")

    def _unlock(self) -> None:
        secret = self._secret.value()
        if not secret or not self._button.isEnabled():
            return
        self._button.setEnabled(False)
        pin, desk = self._pin, self._desk

        def work() -> OpenDesk:
            if pin:
                desk.unlock_with_pin(secret)
            else:
                desk.unlock_with_password(secret)
            return desk

        self._tasks.run(
            work, owner=self, done=self.unlocked.emit, failed=self._on_error, what=texts.ENTERING, cancellable=False
        )

    def _on_error(self, error: CasaError) -> None:
        self._button.setEnabled(True)
        stays = (Code.WRONG_PASSWORD, Code.WRONG_PIN, Code.WAIT_BEFORE_RETRY, Code.UNKNOWN_USER)
        if error.code not in stays:
            self.refused.emit(error)
            return
        if self._pin and not self._desk.has_pin:
            self._pin = False
        self._show_way()
        self._form.banner.show_text(sentences.message(error), "danger")
        self.start_focus()
