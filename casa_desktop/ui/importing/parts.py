"""Filters over a list of rows: a chip each, with how many there are; Alt and a number choose."""

from collections.abc import Callable, Mapping
from functools import partial

from PySide6.QtWidgets import QSizePolicy, QWidget

from casa_desktop.texts import ui_importing as texts
from casa_desktop.ui import widgets
from casa_desktop.ui.people.parts import flowing


def lines(*things: QWidget) -> QWidget:
    """Things in as many lines as they need at the width that there is; a page is never taller for those that a narrow
    one would need."""
    made = flowing(*things)
    policy = made.sizePolicy()
    policy.setVerticalPolicy(QSizePolicy.Policy.Preferred)
    made.setSizePolicy(policy)
    return made


class Filters(QWidget):
    """One is on; the empty key means all. Those without rows are hidden, so that what is there is seen."""

    def __init__(self, words: Mapping[str, str], chosen: Callable[[str], object], *, scope: QWidget) -> None:
        super().__init__()
        self.setObjectName("import_filters")
        self._words = words
        self._chips: dict[str, widgets.Chip] = {}
        for number, (key, word) in enumerate(words.items(), 1):
            name = f"filter_{key or 'all'}_chip"
            chip = widgets.Chip(word, partial(chosen, key), keys=f"Alt+{number}", name=name, scope=scope)
            self._chips[key] = chip
        self.setLayout(widgets.column(lines(*self._chips.values())))
        self.chosen = ""
        self.choose("")

    def choose(self, key: str) -> None:
        """Turns one on."""
        self.chosen = key
        for each, chip in self._chips.items():
            chip.setChecked(each == key)

    def set_counts(self, counts: Mapping[str, int]) -> None:
        """Says how many rows each would show."""
        for key, chip in self._chips.items():
            chip.set_words(texts.filtered(self._words[key], counts.get(key, 0)))
            chip.setVisible(not key or key == self.chosen or bool(counts.get(key)))
