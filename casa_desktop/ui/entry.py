"""What the entry screens share: a calm column in the middle of the glass."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from casa_desktop.ui import icons, widgets

WIDTH = 440


class EntryScreen(QWidget):
    """Mark, title and one column of things, centred; scrolls when the text is large."""

    def __init__(self, name: str, *, width: int = WIDTH) -> None:
        super().__init__()
        self.setObjectName(name)
        self._column = QWidget()
        self._column.setFixedWidth(icons.scaled(width))
        self.body = widgets.column(gap=widgets.MARGIN)
        self._column.setLayout(self.body)
        self.beside = widgets.row(gap=widgets.MARGIN * 2)
        self.beside.addStretch(1)
        self.beside.addWidget(self._column, 0, Qt.AlignmentFlag.AlignTop)
        self.beside.addStretch(1)
        content = QWidget()
        outer = QVBoxLayout()
        outer.addStretch(1)
        outer.addLayout(self.beside)
        outer.addStretch(2)
        outer.setContentsMargins(24, 24, 24, 24)
        content.setLayout(outer)
        whole = widgets.column(widgets.scrolled(content, sideways=True), gap=0)
        self.setLayout(whole)

    def head(self, title: str, text: str = "", picture: str = "mark") -> None:
        """Mark, title and a sentence at the top of the column."""
        said = widgets.title(title)
        self.body.addWidget(icons.Picture(picture, 52, icons.Tint.Accent))
        self.body.addWidget(said)
        if text:
            more = widgets.label(text, "muted-body", wrap=True)
            self.body.addWidget(more)


class WaitScreen(EntryScreen):
    """Something takes a while before anybody can enter; the status line tells how far it is."""

    def __init__(self, text: str, detail: str) -> None:
        super().__init__("wait_screen")
        self.head(text, detail)
