"""Where a visit is typed: who it is above, the save button below, and only the forms between them scroll."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QBoxLayout, QWidget

from casa_desktop.texts import ui_visits as texts
from casa_desktop.ui import widgets
from casa_desktop.ui.people.panel import empty


class Taking(QWidget):
    """*leave* and *save* are what its two buttons do; *words* stand on the second."""

    def __init__(self, leave: Callable[[], None], save: Callable[[], None], words: str = texts.SAVE) -> None:
        super().__init__()
        self.setObjectName("taking")
        self._who = widgets.label("", "section", wrap=True, name="who_label")
        self._about = widgets.label("", "muted", wrap=True, name="about_label")
        change = widgets.Button(texts.CHANGE_PERSON, leave, keys="Esc", name="change_button")
        self.save_button = widgets.PrimaryButton(f"{words}   Ctrl+Enter", save, icon="save", name="save_button")
        self.said = widgets.Banner()
        """What is good to know of the person: their last visit."""
        self.sealed = widgets.Banner()
        """That a part of the draft could not be opened."""
        self.warning = widgets.Banner()
        """What to know before saving: always in sight, and nothing above it moves."""
        self._place = widgets.column(gap=12)
        top = widgets.row(widgets.column(self._who, self._about, gap=2), change)
        top.setStretch(0, 1)
        top.setAlignment(change, Qt.AlignmentFlag.AlignTop)
        inside = widgets.column(self.said, self.sealed, self._place, gap=12)
        inside.addStretch(1)
        inside.setContentsMargins(0, 0, widgets.GAP, 0)
        content = QWidget()
        content.setLayout(inside)
        self._scroll = widgets.scrolled(content, "entry_scroll")
        self._foot = widgets.row()
        self._foot.addStretch(1)
        self._foot.addWidget(self.save_button)
        self._alert = widgets.column()
        outer = widgets.column(top, self._scroll, self._alert, self.warning, self._foot, gap=12)
        outer.setStretch(1, 1)
        self.setLayout(outer)

    def show_who(self, title: str, about: str = "") -> None:
        """Whose visit it is."""
        self._who.setText(title)
        self._about.setText(about)

    def begin(self) -> None:
        """Nothing is known yet, and the first field is in sight."""
        self.said.show_text("")
        self.warning.show_text("")
        self._scroll.verticalScrollBar().setValue(0)

    def clear(self) -> None:
        """Forgets whose visit it was."""
        self.show_who("")
        self.said.show_text("")
        self.sealed.show_text("")
        self.warning.show_text("")

    def put(self, form: QWidget, *, first: bool = False) -> None:
        """Adds a form; *first* before the one that is there. Tab takes them as they stand, then the button."""
        items = (self._place.itemAt(i) for i in range(self._place.count()))
        there = [shown for item in items if item is not None and (shown := item.widget()) is not None]
        for each in (form, *there) if first else (form,):
            _leave_tab_order(each)
            self._place.addWidget(each, 1, Qt.AlignmentFlag.AlignTop)
            each.show()
        _leave_tab_order(self.save_button)
        self._foot.addWidget(self.save_button)
        self.save_button.show()

    def put_alert(self, alert: QWidget) -> None:
        """What a form has to say before saving, always in sight too."""
        self._alert.addWidget(alert)

    def drop_alert(self) -> None:
        """Its form goes."""
        empty(self._alert)

    def drop(self, form: QWidget) -> None:
        """Removes a form for good."""
        self._place.removeWidget(form)
        form.hide()
        form.deleteLater()

    def spread(self, wide: bool) -> None:
        """Forms beside each other, or below each other."""
        self._place.setDirection(QBoxLayout.Direction.LeftToRight if wide else QBoxLayout.Direction.TopToBottom)
        self._place.setSpacing(32 if wide else 12)


def _leave_tab_order(widget: QWidget) -> None:
    """What comes back into a window comes last in its tab order: Qt offers no other way to move a whole form."""
    if widget.parentWidget() is not None:
        widget.setParent(None)
