"""What a list shows beside its current line: facts, acts with their letter, and a short form for what came of it."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from casa_desktop.texts import ui_shell
from casa_desktop.ui import icons, widgets
from casa_desktop.ui.forms.base import Form
from casa_desktop.ui.forms.field import Field
from casa_desktop.ui.people.parts import flowing


@dataclass(frozen=True, slots=True)
class Act:
    """A button with one letter that presses it anywhere in the list or beside it."""

    keys: str
    words: str
    press: Callable[[], object]
    name: str


class StepForm(Form):
    """A title and few fields; Enter in the first one saves: it is where the cursor begins."""

    def __init__(self, name: str, fields: Sequence[Field]) -> None:
        super().__init__(name=name)
        self._title = widgets.label("", "section", wrap=True, name=f"{name}_title")
        save = widgets.PrimaryButton(f"{ui_shell.SAVE}   Enter", self.ask_save, icon="save", name=f"{name}_save")
        cancel = widgets.Button(f"{ui_shell.CANCEL}   Esc", self.cancel_asked.emit, name=f"{name}_cancel")
        body = widgets.column(self._title, self.banner, gap=widgets.GAP)
        for field in fields:
            self.add(field)
            self.finish_on(field.widget)
            body.addWidget(field)
        body.addWidget(flowing(save, cancel))
        self.setLayout(body)
        self.hide()

    def begin(self, title: str) -> None:
        """Empty, under *title*, with the cursor in the first field that is shown."""
        self._title.setText(title)
        self.clear()
        self.show()
        self.focus_first()

    def focus_first(self) -> None:
        for field in self.fields():
            if not field.isHidden():
                field.widget.setFocus()
                return


def acts(scope: QWidget, made: Iterable[Act]) -> tuple[QWidget, dict[str, widgets.Button]]:
    """Buttons in as many lines as they need, and each by its name."""
    buttons = {a.name: widgets.Button(a.words, a.press, keys=a.keys, name=a.name, scope=scope) for a in made}
    return flowing(*buttons.values()), buttons


def beside(panel: QWidget, name: str, width: int, widest: int) -> QWidget:
    """A card for *panel* at the side of a list: as tall as there is room for, and scrolled where that is too little."""
    area = widgets.scrolled(panel, f"{name}_scroll")
    area.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Ignored)
    card = widgets.card(widgets.column(area), margin=12, name=f"{name}_card")
    card.setFixedWidth(icons.scaled(width, widest))
    return card


def words(text: str, role: str = "body", name: str = "") -> QWidget:
    """A wrapped label that asks for no more height than its words take at the width that it has: Qt otherwise reserves
    what they would take in a narrow column, and the panel scrolls for nothing."""
    made = widgets.label(text, role, wrap=True, name=name)
    made.setMinimumHeight(1)
    return made


def facts(box: QVBoxLayout, told: Iterable[tuple[str, str]]) -> None:
    """(label, text) below each other."""
    for label, text in told:
        box.addLayout(widgets.column(words(label, "caption"), words(text), gap=2))
