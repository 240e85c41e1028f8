"""Panels over a page that belong to no page: own password, PIN, help."""

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QWidget

from casa_desktop.domain.errors import CasaError
from casa_desktop.texts import ui_shell as texts
from casa_desktop.ui import icons, paper, widgets
from casa_desktop.ui.editors import PasswordEdit
from casa_desktop.ui.forms.base import Form
from casa_desktop.ui.forms.field import Field
from casa_desktop.ui.page import Key
from casa_desktop.ui.ports import OpenDesk
from casa_desktop.ui.session import Session

Groups = Sequence[tuple[str, Sequence[Key]]]


class Panel(QWidget):
    """Shown in place of the page until it is done; Esc goes back."""

    closed = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)

    def focus_first(self) -> None:
        """Puts the cursor where typing starts."""


Values = Mapping[str, str]
"""What stands in the fields, by name."""


class _SecretPanel(Panel):
    """A title, a sentence, secret fields and one verb.

    *check* gives sentences by field before anything is asked of the desk; *act* runs on the database thread.
    """

    def __init__(
        self,
        session: Session,
        name: str,
        title: str,
        text: str,
        fields: Sequence[tuple[str, str]],
        *,
        check: Callable[[Values], Mapping[str, str]],
        act: Callable[[Values], None],
        done: str,
    ) -> None:
        super().__init__()
        self.setObjectName(name)
        self.session = session
        self._check, self._act, self._done_text = check, act, done
        self.form = Form(name=f"{name}_form")
        inside = widgets.column(self.form.banner, gap=widgets.MARGIN)
        self.edits: dict[str, PasswordEdit] = {}
        for field, words in fields:
            self.edits[field] = PasswordEdit(name=f"{field}_edit")
            inside.addWidget(self.form.add(Field(field, words, self.edits[field], required=True)))
        self.form.finish_on(self.edits[fields[-1][0]])
        self._do = widgets.PrimaryButton(texts.SAVE, self.form.ask_save, keys="", icon="save", name="save_button")
        self._do.setText(f"{texts.SAVE}   Ctrl+Enter")
        foot = widgets.row(widgets.Button(texts.CANCEL, self.closed.emit, name="cancel_button"))
        foot.addStretch(1)
        foot.addWidget(self._do)
        inside.addLayout(foot)
        self.form.setLayout(inside)
        sheet = widgets.card(widgets.column(self.form), margin=24)
        column = QWidget()
        column.setMaximumWidth(icons.scaled(480))
        column.setLayout(
            widgets.column(
                widgets.title(title), widgets.label(text, "muted-body", wrap=True), sheet, gap=widgets.MARGIN
            )
        )
        outer = widgets.column(column, margin=24)
        outer.addStretch(1)
        self.setLayout(outer)
        self.form.save_asked.connect(self._on_save)
        self.form.cancel_asked.connect(self.closed)

    def focus_first(self) -> None:
        self.form.focus_first()

    def _on_save(self) -> None:
        values = {name: edit.value() for name, edit in self.edits.items()}
        wrong = self._check(values)
        self.form.show_sentences(wrong)
        if wrong:
            return
        self._do.setEnabled(False)
        self.session.tasks.run(
            lambda: self._act(values),
            owner=self,
            done=lambda _: self._on_done(),
            failed=self._on_error,
            what=texts.CHANGING,
            cancellable=False,
        )

    def _on_done(self) -> None:
        self.session.prompts.inform(self._done_text)
        self.closed.emit()

    def _on_error(self, error: CasaError) -> None:
        self._do.setEnabled(True)
        self.form.show_problems(error.problems)


class PasswordPanel(_SecretPanel):
    """«Cambiar mi contraseña»."""

    def __init__(self, session: Session, desk: OpenDesk) -> None:
        fields = (
            ("old", texts.PASSWORD_OLD),
            ("new", texts.PASSWORD_NEW),
            ("again", texts.SETUP_PASSWORD_AGAIN),
        )
        super().__init__(
            session,
            "password_panel",
            texts.PASSWORD_TITLE,
            texts.PASSWORD_TEXT,
            fields,
            check=lambda v: {} if v["new"] == v["again"] else {"again": texts.SETUP_PASSWORD_DIFFERENT},
            act=lambda v: desk.change_password(v["old"], v["new"]),
            done=texts.PASSWORD_CHANGED,
        )


class PinPanel(_SecretPanel):
    """«PIN de este turno»."""

    def __init__(self, session: Session, desk: OpenDesk) -> None:
        super().__init__(
            session,
            "pin_panel",
            texts.PIN_TITLE,
            texts.PIN_TEXT,
            (("pin", texts.PIN_NEW), ("again", texts.PIN_AGAIN)),
            check=_check_pin,
            act=lambda v: desk.set_pin(v["pin"]),
            done=texts.PIN_SET,
        )


def _check_pin(values: Values) -> Mapping[str, str]:
    pin = values["pin"]
    if not (pin.isascii() and pin.isdigit() and 4 <= len(pin) <= 8):
        return {"pin": texts.PIN_BAD}
    return {} if pin == values["again"] else {"again": texts.PIN_DIFFERENT}


class HelpPanel(Panel):
    """What this page is for and every key that works on it."""

    def __init__(self, session: Session, page: str, text: str, groups: Groups) -> None:
        super().__init__()
        self.setObjectName("help_panel")
        self._session, self._groups = session, groups
        columns = widgets.row(gap=widgets.MARGIN)
        for title, keys in groups:
            if keys:
                columns.addWidget(self._card(title, keys), 1, Qt.AlignmentFlag.AlignTop)
        self._back = widgets.PrimaryButton(texts.BACK, self.closed.emit, icon="back", name="back_button")
        self._print = widgets.Button(texts.HELP_PRINT, self._print_card, icon="print", name="print_button")
        top = widgets.row(widgets.title(texts.help_title(page)), self._print, self._back)
        top.setStretch(0, 1)
        inside = widgets.column(top, gap=widgets.MARGIN, margin=24)
        if text:
            inside.addWidget(widgets.label(text, wrap=True))
        inside.addLayout(columns)
        inside.addStretch(1)
        self.setLayout(inside)

    def focus_first(self) -> None:
        self._back.setFocus()

    def _card(self, title: str, keys: Sequence[Key]) -> QWidget:
        grid = QGridLayout()
        grid.setHorizontalSpacing(widgets.MARGIN)
        grid.setVerticalSpacing(10)
        grid.setColumnStretch(1, 1)
        for line, key in enumerate(keys):
            cap = widgets.label(texts.key_name(key.keys), "key")
            grid.addWidget(cap, line, 0, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop)
            grid.addWidget(widgets.label(key.does, wrap=True), line, 1)
        inside = widgets.column(widgets.label(title, "section"), gap=widgets.MARGIN)
        inside.addLayout(grid)
        return widgets.card(inside)

    def _print_card(self) -> None:
        groups = [(title, [(texts.key_name(k.keys), k.does) for k in keys]) for title, keys in self._groups if keys]

        def render() -> bytes:
            from casa_desktop.reports import keys_card_pdf  # reportlab: only where somebody prints

            return keys_card_pdf.render(groups)

        self._session.tasks.run(render, owner=self, done=self._on_rendered, pool="files")

    def _on_rendered(self, data: bytes) -> None:
        if paper.print_pdf(self, data, texts.HELP_CARD):
            self._session.prompts.inform(texts.DOCUMENT_PRINTED)
