"""What every part of «Ajustes» has: a heading with one line of help, and a form's save and way back."""

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from casa_desktop.texts import ui_settings as texts
from casa_desktop.texts import ui_shell
from casa_desktop.ui import hotkeys, widgets
from casa_desktop.ui.forms.base import Form


def heading(title: str, hint: str) -> QVBoxLayout:
    """The name of the part and, below it, what it is for."""
    return widgets.column(widgets.label(title, "section"), widgets.hint(hint), gap=2)


def with_acts(heading: QVBoxLayout, *acts: QWidget) -> QHBoxLayout:
    """A heading with buttons at its right."""
    made = widgets.row(heading, *acts, gap=widgets.MARGIN)
    made.setStretch(0, 1)
    return made


def save_row(form: Form, words: str, *, icon: str, name: str, back: bool = False) -> QHBoxLayout:
    """The button that asks *form* to save, with the key that the form itself listens to.

    With a way *back* that stands at the left and saving at the right, as wherever something is registered.
    """
    key = ui_shell.key_name(hotkeys.SAVE)
    save = widgets.PrimaryButton(words, form.ask_save, icon=icon, name=name)
    save.setText(f"{words}   {key}")
    save.setAccessibleName(ui_shell.with_key(words, key))
    save.setToolTip(ui_shell.with_key(words, key))
    if not back:
        return widgets.row(save, left=True)
    leave = widgets.Button(texts.BACK, form.cancel_asked.emit, name="back_button")
    leave.setText(f"{texts.BACK}   Esc")
    leave.setAccessibleName(ui_shell.with_key(texts.BACK, "Esc"))
    made = widgets.row(leave, left=True)
    made.addWidget(save)
    return made
