"""The few dialogs of the program: decisions, one question, a bug. Pages open them through ``prompts``."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QLineEdit, QPlainTextEdit, QWidget

from casa_desktop.texts import ui_shell as texts
from casa_desktop.ui import hotkeys, icons, widgets
from casa_desktop.ui.bugs import BugReport
from casa_desktop.ui.editors import NotesEdit, PasswordEdit, TextEdit
from casa_desktop.ui.forms.field import Field


class _Dialog(QDialog):
    """A sheet over the window: a sentence, perhaps more, perhaps an editor, buttons with verbs."""

    def __init__(self, parent: QWidget | None, text: str, detail: str, *, tone: str = "info", name: str) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setWindowTitle(texts.PROGRAM)
        self.setAccessibleName(text)
        self.setMinimumWidth(icons.scaled(440))
        self.setMaximumWidth(icons.scaled(640))
        tint = icons.Tint.BrightText if tone == "warn" else icons.Tint.Accent
        self.said = widgets.label(text, "section", wrap=True, name="dialog_text")
        self.body = widgets.column(self.said, gap=widgets.GAP)
        if detail:
            self.body.addWidget(widgets.label(detail, wrap=True, name="dialog_detail"))
        picture = icons.Picture(tone, 28, tint)
        top = widgets.row(picture, self.body, gap=widgets.MARGIN)
        top.setAlignment(picture, Qt.AlignmentFlag.AlignTop)
        top.setStretch(1, 1)
        self.buttons = widgets.row()
        self.buttons.addStretch(1)
        outer = widgets.column(top, self.buttons, gap=widgets.MARGIN * 2, margin=widgets.MARGIN * 2)
        self.setLayout(outer)


class Decision(_Dialog):
    """Two verbs, or one thing to read. Enter presses what has the focus: the harmless verb when *danger*."""

    def __init__(
        self, parent: QWidget | None, text: str, detail: str, *, do: str, keep: str = "", danger: bool = False
    ) -> None:
        super().__init__(parent, text, detail, tone="warn" if danger else "info", name="decision_dialog")
        act = widgets.Button(do, self.accept, role="danger" if danger else "primary", name="do_button")
        act.setAutoDefault(True)
        if keep:
            stay = widgets.Button(keep, self.reject, name="keep_button")
            stay.setAutoDefault(True)
            self.buttons.addWidget(stay)
            (stay if danger else act).setFocus()
        self.buttons.addWidget(act)


class Question(_Dialog):
    """One text that is needed to go on; an empty answer is not taken."""

    def __init__(
        self,
        parent: QWidget | None,
        text: str,
        detail: str,
        *,
        label: str,
        do: str,
        lines: int = 1,
        secret: bool = False,
    ) -> None:
        super().__init__(parent, text, detail, name="question_dialog")
        self._editor: TextEdit | NotesEdit | PasswordEdit
        if secret:
            self._editor = PasswordEdit(name="answer_edit")
        elif lines > 1:
            self._editor = NotesEdit(name="answer_edit", lines=lines)
        else:
            self._editor = TextEdit(name="answer_edit")
        self.body.addWidget(Field("answer", label, self._editor))
        # Where Enter begins a line, the key that goes on has to be told.
        self._do = widgets.PrimaryButton(do, self._take, keys=hotkeys.SAVE if lines > 1 else "", name="do_button")
        self.buttons.addWidget(widgets.Button(texts.CANCEL, self.reject, name="keep_button"))
        self.buttons.addWidget(self._do)
        self._editor.edited.connect(self._look)
        for line in self.findChildren(QLineEdit):
            line.returnPressed.connect(self._take)
        for keys in (hotkeys.SAVE, hotkeys.SAVE_TOO) if lines == 1 else ():
            QShortcut(QKeySequence(keys), self).activated.connect(self._take)
        self._look()
        self._editor.setFocus()

    def answer(self) -> str:
        """What was typed."""
        return self._editor.value()

    def _look(self) -> None:
        self._do.setEnabled(bool(self._editor.value()))

    def _take(self) -> None:
        if self._editor.value():
            self.accept()


class SecretDialog(_Dialog):
    """A secret that is shown this once: Enter copies it, and nothing but its own button leaves."""

    def __init__(self, parent: QWidget | None, text: str, secret: str, detail: str) -> None:
        super().__init__(parent, text, detail, name="secret_dialog")
        self._secret = secret
        shown = widgets.label(secret, "code", wrap=True, name="secret_label")
        shown.setAccessibleName(secret)
        self.body.insertWidget(1, shown)
        self._copied = widgets.label("", "muted", name="copied_label")
        self.buttons.insertWidget(0, self._copied)
        copy = widgets.PrimaryButton(texts.COPY_SECRET, self._copy, icon="copy", name="copy_button")
        copy.setDefault(True)
        leave = widgets.Button(texts.SECRET_NOTED, self.accept, name="do_button")
        leave.setAutoDefault(False)
        self.buttons.addWidget(leave)
        self.buttons.addWidget(copy)
        copy.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc does not take away what cannot be shown again; the lock does, as it closes every dialog."""
        if event.key() != Qt.Key.Key_Escape:
            super().keyPressEvent(event)

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self._secret)
        self._copied.setText(texts.SECRET_COPIED)


class BugDialog(_Dialog):
    """Says that the program erred, what was kept, and gives a text to send that names no person."""

    def __init__(self, parent: QWidget | None, report: BugReport) -> None:
        super().__init__(parent, texts.BUG_TEXT, texts.BUG_DETAIL, tone="warn", name="bug_dialog")
        self._text = report.text()
        shown = QPlainTextEdit(self._text)
        shown.setObjectName("bug_text")
        shown.setAccessibleName(texts.BUG_LABEL)
        shown.setReadOnly(True)
        shown.setTabChangesFocus(True)
        shown.setMinimumHeight(140)
        self.body.addWidget(shown)
        self._copied = widgets.label("", "muted", name="copied_label")
        self.buttons.insertWidget(0, self._copied)
        self.buttons.addWidget(widgets.Button(texts.COPY, self._copy, icon="copy", name="copy_button"))
        close = widgets.PrimaryButton(texts.CLOSE, self.accept, name="do_button")
        self.buttons.addWidget(close)
        close.setAutoDefault(True)
        close.setFocus()

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self._text)
        self._copied.setText(texts.BUG_COPIED)
