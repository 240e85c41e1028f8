"""A label, its editor, and beside the label what is wrong with it."""

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from casa_desktop.texts import ui_shell as texts
from casa_desktop.ui import widgets
from casa_desktop.ui.choices import Choice
from casa_desktop.ui.editors import Editor

_LONG = 48
"""Letters of a label that still go into one line of a form at 150 %."""


class Field(QWidget):
    """*name* is the command's attribute that the editor fills; *text* may mark its letter with ``&`` (Alt+letter).

    The problem stands in the label's line where it fits, so that nothing moves when it appears, else below. *wrap*
    lets a label take several lines; a long one does so by itself.
    """

    def __init__(
        self, name: str, text: str, editor: Editor, *, required: bool = False, hint: str = "", wrap: bool = False
    ) -> None:
        super().__init__()
        self.setProperty(widgets.WHOLE, True)
        if not isinstance(editor, QWidget):
            raise TypeError("an editor is a widget")
        self.name = name
        self.required = required
        self.editor = editor
        self.widget: QWidget = editor
        self.setObjectName(f"{name}_field")
        self._wraps = wrap or len(text) > _LONG
        self._label = widgets.label("", "caption", wrap=self._wraps, name=f"{name}_label")
        self._label.setBuddy(editor)
        self._beside = widgets.label("", "problem", name=f"{name}_problem")
        self._beside.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._below = widgets.label("", "problem", wrap=True, name=f"{name}_problem_below")
        top = widgets.row(self._label, self._beside)
        top.setStretch(0 if self._wraps else 1, 1)
        inside = widgets.column(top, self.widget, self._below, gap=widgets.SMALL)
        if hint:
            inside.addWidget(widgets.hint(hint))
        grows = bool(self.widget.sizePolicy().expandingDirections() & Qt.Orientation.Vertical)
        if grows:
            inside.setStretch(1, 1)
        else:
            inside.addStretch(1)
        self._below.hide()
        self._sentence = ""
        self.setLayout(inside)
        vertical = QSizePolicy.Policy.Expanding if grows else QSizePolicy.Policy.Preferred
        self.setSizePolicy(QSizePolicy.Policy.Preferred, vertical)
        self.set_words(text)
        self._listen(self.widget)

    def _listen(self, widget: QWidget) -> None:
        if isinstance(widget, Choice):
            widget.unclear.connect(self.show_problem)
            widget.edited.connect(lambda: self.show_problem(""))

    def set_words(self, text: str) -> None:
        """Another label; ``&`` marks its letter."""
        self.words = text.replace("&", "")
        self._label.setText(f"{text} *" if self.required else text)
        self._said = f"{self.words}, {texts.REQUIRED_MARK}" if self.required else self.words
        self._name_all(self._said)

    @property
    def problem_text(self) -> str:
        """The sentence shown beside the label, or an empty text."""
        return self._sentence

    def value(self) -> Any:
        return self.editor.value()

    def set_value(self, value: Any) -> None:
        self.editor.set_value(value)

    def show_problem(self, sentence: str) -> None:
        """Paints the field as wrong, with the reason; an empty sentence makes it right again."""
        if sentence == self._sentence:
            return
        self._sentence = sentence
        self._place()
        self._name_all(texts.problem_name(self._said, sentence) if sentence else self._said)
        for each in (self.widget, self.widget.focusProxy()):
            if each is not None:
                each.setProperty("wrong", bool(sentence))
                widgets.repolish(each)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()

    def _place(self) -> None:
        room = self.width() - self._label.sizeHint().width() - widgets.GAP
        fits = not self._wraps and self._beside.fontMetrics().horizontalAdvance(self._sentence) <= room
        self._beside.setText(self._sentence if fits else "")
        self._below.setText("" if fits else self._sentence)
        self._below.setVisible(not fits)

    def _name_all(self, said: str) -> None:
        self.widget.setAccessibleName(said)
        proxy = self.widget.focusProxy()
        if proxy is not None and proxy.property("role") != "chip":
            proxy.setAccessibleName(said)
