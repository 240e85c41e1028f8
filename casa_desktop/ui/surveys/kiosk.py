"""The kiosk: the whole screen, three faces, one reason at most, thanks, and back to the start by itself.

It stands on the glass in place of the session: no page, no model and no compartment key is left behind it. Nothing
leads out but the password of who opened it.
"""

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QStackedWidget, QToolButton, QVBoxLayout, QWidget

from casa_desktop.domain.catalog import Catalog
from casa_desktop.domain.errors import CasaError, Code
from casa_desktop.domain.fields import Option
from casa_desktop.domain.ids import new_id
from casa_desktop.domain.surveys import ANSWER, REASON, asks_reason, offered, survey_type
from casa_desktop.services import catalogs, surveys
from casa_desktop.services.catalogs import CatalogQuery
from casa_desktop.services.surveys import KioskAnswer, KioskReason
from casa_desktop.texts import ui_shell
from casa_desktop.texts import ui_surveys as texts
from casa_desktop.ui import icons, sentences, widgets
from casa_desktop.ui.editors import PasswordEdit
from casa_desktop.ui.forms.base import Form
from casa_desktop.ui.forms.field import Field
from casa_desktop.ui.ports import OpenDesk
from casa_desktop.ui.tasks import Tasks
from casa_desktop.ui.worker import Priority

REASON_STAYS = 15_000
THANKS_STAY = 4_000
DOOR_STAYS = 30_000
"""Milliseconds until the kiosk goes back to the faces by itself."""
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_ARROWS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Up: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Down: 1}
_FACE = 200
"""Pixels of a face at 100 %."""
_DOOR_WIDTH = 440


def faces(count: int) -> tuple[str, ...]:
    """An icon for each of *count* answers, the best first: the shape says it, not the colour."""
    between = ("face-fair",) * max(0, count - 2)
    return ("face-good", *between, "face-bad")[:count] if count != 1 else ("face-good",)


class _Face(QToolButton):
    """A large face with its word and its key."""

    def __init__(self, option: Option, face: str, number: int) -> None:
        super().__init__()
        self.setObjectName(f"face_{option.code}")
        self.setProperty("role", "face")
        self.setText(option.name)
        self.setAccessibleName(ui_shell.with_key(option.name, str(number)))
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextUnderIcon)
        side = icons.scaled(_FACE, 260)
        self.setIcon(icons.icon(face, icons.Tint.Accent, side))
        self.setIconSize(QSize(side, side))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _ENTER:
            self.click()
        else:
            super().keyPressEvent(event)


class KioskScreen(QWidget):
    """Asks, saves each answer at once, and asks again."""

    left = Signal(object)
    """The desk, opened anew by the password."""
    refused = Signal(object)

    def __init__(self, tasks: Tasks, desk: OpenDesk) -> None:
        super().__init__()
        self.setObjectName("kiosk_screen")
        self._tasks, self._desk = tasks, desk
        self._answers: tuple[Option, ...] = ()
        self._reasons: tuple[Option, ...] = ()
        self._asked = ""
        self._given = ("", "")
        self._pages = QStackedWidget()
        self._pages.setObjectName("kiosk_pages")
        self._faces = widgets.row(gap=widgets.MARGIN * 2)
        self._reason_grid = QGridLayout()
        self._reason_grid.setSpacing(widgets.MARGIN)
        self._start = self._make_start()
        self._why = self._make_why()
        self._thanks = self._make_thanks()
        self._door = self._make_door()
        for page in (self._start, self._why, self._thanks, self._door):
            self._pages.addWidget(page)
        self.setLayout(widgets.column(self._pages, margin=0))
        self._back = QTimer(self, singleShot=True)
        self._back.timeout.connect(self.begin)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def start(self) -> None:
        """Reads the answers as the catalogue has them today, and asks."""
        self._tasks.run(
            lambda: self._desk.runner.run(catalogs.lists, CatalogQuery()).result,
            owner=self,
            done=self._fill,
            failed=self.refused.emit,
            cancellable=False,
        )

    def begin(self) -> None:
        """The faces, with nothing left of who was here before."""
        self._given = ("", "")
        self._pages.setCurrentWidget(self._start)
        self._secret.set_value("")
        self._door_form.banner.show_text("")
        self._back.stop()
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def ask_to_leave(self) -> None:
        """Esc, Alt+F4 and whatever else would close a window: the password, or back to the faces."""
        if self._pages.currentWidget() is not self._door:
            self._given = ("", "")
            self._pages.setCurrentWidget(self._door)
        self._back.start(DOOR_STAYS)
        self._secret.setFocus(Qt.FocusReason.OtherFocusReason)

    @property
    def shown(self) -> str:
        """Which of its four pages stands there."""
        page = self._pages.currentWidget()
        return page.objectName() if page is not None else ""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.ask_to_leave()
        elif (step := _ARROWS.get(Qt.Key(event.key()))) is not None:
            self._point(step)
        elif event.text().isdigit() and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            self._number(int(event.text()))

    # answering

    def _point(self, step: int) -> None:
        """An arrow where nothing is pointed at yet: the first choice, or the last."""
        page = self._pages.currentWidget()
        choices: list[QWidget] = page.findChildren(_Face) if page is self._start else []
        choices = page.findChildren(widgets.Button) if page is self._why else choices
        if choices:
            choices[0 if step > 0 else -1].setFocus(Qt.FocusReason.TabFocusReason)

    def _number(self, number: int) -> None:
        options = {"kiosk_start": self._answers, "kiosk_why": self._reasons}.get(self.shown, ())
        if 1 <= number <= len(options):
            take = self.answer if self.shown == "kiosk_start" else self.give_reason
            take(options[number - 1].code)

    def answer(self, code: str) -> None:
        """A face was touched: saved at once, before anything else is asked."""
        if self.shown != "kiosk_start":
            return
        uuid = new_id()
        self._run(lambda: self._desk.runner.run(surveys.answer, KioskAnswer(uuid, code)))
        if code == self._asked:
            self._given = (uuid, code)
            self._pages.setCurrentWidget(self._why)
            self.setFocus(Qt.FocusReason.OtherFocusReason)
            self._back.start(REASON_STAYS)
        else:
            self._say_thanks()

    def give_reason(self, code: str) -> None:
        """One reason, or none (an empty code)."""
        uuid, answer = self._given
        if self.shown != "kiosk_why" or not uuid:
            return
        if code:
            self._run(lambda: self._desk.runner.run(surveys.give_reason, KioskReason(uuid, answer, code)))
        self._say_thanks()

    def _say_thanks(self) -> None:
        self._given = ("", "")
        self._problem.setText("")
        self._pages.setCurrentWidget(self._thanks)
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        self._back.start(THANKS_STAY)

    def _run(self, work: Callable[[], object]) -> None:
        self._tasks.run(work, owner=self, failed=self._not_saved, priority=Priority.SAVING, cancellable=False)

    def _not_saved(self, error: CasaError) -> None:
        if error.code is Code.FORBIDDEN:  # coordination has switched it off
            self.ask_to_leave()
            return
        self._problem.setText(texts.KIOSK_NOT_SAVED)
        self._pages.setCurrentWidget(self._thanks)
        self._back.start(THANKS_STAY * 2)

    # leaving

    def _stay_at_door(self) -> None:
        if self._pages.currentWidget() is self._door:
            self._back.start(DOOR_STAYS)

    def _leave(self) -> None:
        secret = self._secret.value()
        if not secret or not self._leave_button.isEnabled():
            return
        self._leave_button.setEnabled(False)
        self._back.stop()
        desk = self._desk

        def work() -> OpenDesk:
            desk.unlock_with_password(secret)
            return desk

        self._tasks.run(
            work, owner=self, done=self.left.emit, failed=self._on_error, what=ui_shell.ENTERING, cancellable=False
        )

    def _on_error(self, error: CasaError) -> None:
        self._leave_button.setEnabled(True)
        if error.code not in (Code.WRONG_PASSWORD, Code.WAIT_BEFORE_RETRY, Code.UNKNOWN_USER):
            self.refused.emit(error)
            return
        self._secret.set_value("")
        self._door_form.banner.show_text(sentences.message(error), "danger")
        self.ask_to_leave()

    # what it is made of

    def _fill(self, catalog: Catalog) -> None:
        kind = survey_type(catalog)
        if kind is None:
            self.ask_to_leave()
            return
        self._answers, self._reasons = offered(kind, ANSWER), offered(kind, REASON)
        self._asked = next((a.code for a in self._answers if asks_reason(kind, a.code)), "")
        for number, (option, face) in enumerate(zip(self._answers, faces(len(self._answers)), strict=True), 1):
            button = _Face(option, face, number)
            button.clicked.connect(lambda _=False, code=option.code: self.answer(code))
            self._faces.addWidget(button, 1)
        for number, option in enumerate(self._reasons, 1):
            choice = widgets.Button(option.name, name=f"reason_{option.code}", role="large")
            choice.setAccessibleName(ui_shell.with_key(option.name, str(number)))
            choice.clicked.connect(lambda _=False, code=option.code: self.give_reason(code))
            choice.setSizePolicy(widgets.WIDE)
            self._reason_grid.addWidget(choice, (number - 1) // 2, (number - 1) % 2)
        self.begin()

    def _make_start(self) -> QWidget:
        ask = _large(texts.KIOSK_ASK)
        foot = widgets.row(widgets.hint(texts.KIOSK_ANONYMOUS), widgets.label(texts.KIOSK_LEAVE, "hint"))
        foot.setStretch(0, 1)
        inside = widgets.column(gap=widgets.MARGIN * 2, margin=40)
        inside.addStretch(1)
        inside.addWidget(ask)
        inside.addLayout(self._faces)
        inside.addStretch(2)
        inside.addLayout(foot)
        return _page("kiosk_start", inside)

    def _make_why(self) -> QWidget:
        skip = widgets.Button(texts.KIOSK_SKIP, lambda: self.give_reason(""), role="link", name="skip_button")
        choices = QWidget()
        choices.setObjectName("kiosk_reasons")
        choices.setLayout(self._reason_grid)
        inside = widgets.column(gap=widgets.MARGIN * 2, margin=40)
        inside.addStretch(1)
        inside.addWidget(_large(texts.KIOSK_WHY))
        inside.addWidget(choices)
        inside.addWidget(skip, 0, Qt.AlignmentFlag.AlignHCenter)
        inside.addStretch(2)
        return _page("kiosk_why", inside)

    def _make_thanks(self) -> QWidget:
        self._problem = widgets.label("", "problem", wrap=True, name="kiosk_problem")
        self._problem.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        inside = widgets.column(gap=widgets.MARGIN, margin=40)
        inside.addStretch(1)
        inside.addWidget(icons.Picture("heart", 96, icons.Tint.Accent), 0, Qt.AlignmentFlag.AlignHCenter)
        inside.addWidget(_large(texts.KIOSK_THANKS))
        inside.addWidget(self._problem)
        inside.addStretch(2)
        return _page("kiosk_thanks", inside)

    def _make_door(self) -> QWidget:
        self._secret = PasswordEdit(name="kiosk_secret_edit")
        self._door_form = Form(name="kiosk_door_form")
        field = self._door_form.add(Field("secret", ui_shell.PASSWORD, self._secret))
        # Who is typing is there: the faces would take the rest of a password for answers.
        self._secret.edited.connect(self._stay_at_door)
        self._leave_button = widgets.PrimaryButton(
            texts.KIOSK_LEAVE_DO, self._leave, icon="lock", name="leave_kiosk_button"
        )
        stay = widgets.Button(texts.KIOSK_BACK, self.begin, name="stay_button")
        self._door_form.setLayout(
            widgets.column(
                self._door_form.banner, field, widgets.row(self._leave_button, stay, left=True), gap=widgets.MARGIN
            )
        )
        self._door_form.save_asked.connect(self._leave)
        self._door_form.cancel_asked.connect(self.begin)
        self._door_form.finish_on(self._secret)
        column = QWidget()
        column.setFixedWidth(icons.scaled(_DOOR_WIDTH))
        said = widgets.label(texts.KIOSK_LEAVE_TEXT, "muted-body", wrap=True)
        column.setLayout(
            widgets.column(
                widgets.title(texts.KIOSK_LEAVE_TITLE), said, widgets.card(widgets.column(self._door_form), margin=24)
            )
        )
        inside = widgets.column(margin=40)
        inside.addStretch(1)
        line = widgets.row(column)  # not an alignment: that would give a wrapped sentence the height of one line
        line.insertStretch(0)
        line.addStretch()
        inside.addLayout(line)
        inside.addStretch(2)
        return _page("kiosk_door", inside)


def _large(text: str) -> QWidget:
    said = widgets.label(text, "kiosk", wrap=True)
    said.setAlignment(Qt.AlignmentFlag.AlignHCenter)
    return said


def _page(name: str, inside: QVBoxLayout) -> QWidget:
    page = QWidget()
    page.setObjectName(name)
    page.setLayout(inside)
    return page
