"""A card of steps, read at one glance with somebody in front."""

from PySide6.QtWidgets import QFrame

from casa_desktop.texts import care as texts
from casa_desktop.ui import widgets


class StepsCard(QFrame):
    """*own* is the program's text, shown and marked as such where the desk gave none."""

    def __init__(self, title: str, own: str, *, name: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self.setProperty("role", "banner")
        self.setProperty("tone", "warn")
        self._own = own
        self._steps = widgets.label("", wrap=True, name=f"{name}_steps")
        self._mark = widgets.hint(texts.UNCONFIRMED)
        inside = widgets.column(widgets.label(title, "section", wrap=True), self._steps, self._mark, gap=widgets.SMALL)
        inside.setContentsMargins(12, widgets.GAP, 12, widgets.GAP)
        self.setLayout(inside)
        self.show_steps("")

    def show_steps(self, text: str) -> None:
        """The desk's own text, or an empty one for the program's."""
        self._steps.setText(texts.steps(text or self._own))
        self._mark.setHidden(bool(text))

    @property
    def text(self) -> str:
        """What is read."""
        return self._steps.text()
