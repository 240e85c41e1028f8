"""A reader that is passed over a form which is not its own: nothing of what it types stays there."""

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QWindow
from PySide6.QtWidgets import QApplication
from shiboken6 import isValid

from casa_desktop.ui.forms.base import Form
from casa_desktop.ui.ports import Draft

_SLOWEST = 25
"""Milliseconds between two keys of a reader. People are that quick for two keys that roll, never for four in a row."""
_FEWEST = 4
_PAUSE = 60
_QUIET = 150


class ReaderGuard(QObject):
    """Letters choose services in a form of chips, so the code of a document would tick some of them and leave the rest
    in a field. After the fourth key of a reader the others press nothing, and the form is put back as it was before.

    It looks at the keys of the form's window, and only while the form is on the glass: a filter on the whole program
    would be asked about every event of every widget, also while they are taken down. Times are those of the keyboard;
    keys without one are let through.
    """

    read = Signal()
    """A reader was passed over the form, and nothing of it stayed."""

    def __init__(self, form: Form) -> None:
        super().__init__(form)
        self._form = form
        self._window: QWindow | None = None
        self._before: Draft | None = None
        self._dirty = False
        self._last, self._run = 0, 0
        self._quiet = QTimer(self, singleShot=True, interval=_QUIET)
        self._quiet.timeout.connect(self._put_back)

    def watch(self) -> None:
        """The form is shown."""
        self.rest()
        self._window = self._form.window().windowHandle()
        if self._window is not None:
            self._window.installEventFilter(self)

    def rest(self) -> None:
        """The form is hidden."""
        window, self._window = self._window, None
        if window is not None and isValid(window):
            window.removeEventFilter(self)

    def eventFilter(self, _window: QObject, event: QEvent) -> bool:
        if not isinstance(event, QKeyEvent) or not self._concerned():
            return False
        if event.type() == QEvent.Type.ShortcutOverride:
            if self._run >= _FEWEST and self._quick(event):
                event.accept()  # no shortcut is looked for
                return True
            return False
        return event.type() == QEvent.Type.KeyPress and self._key(event)

    def _concerned(self) -> bool:
        focus = QApplication.focusWidget()
        return self._run >= _FEWEST or (focus is not None and self._form.isAncestorOf(focus))

    def _quick(self, event: QKeyEvent) -> bool:
        return 0 <= event.timestamp() - self._last <= _SLOWEST

    def _key(self, event: QKeyEvent) -> bool:
        if not event.timestamp() or event.isAutoRepeat():
            return False
        if not self._quick(event) and self._run < _FEWEST:
            if event.timestamp() - self._last > _PAUSE or self._before is None:
                self._before, self._dirty = self._form.draft(), self._form.dirty
            self._run = 0
        self._last = event.timestamp()
        self._run += 1
        if self._run < _FEWEST:
            return False
        self._quiet.start()
        return True

    def _put_back(self) -> None:
        before, self._run, self._before = self._before, 0, None
        if before is not None and self._form.isVisible():
            self._form.restore(before)
            if not self._dirty:
                self._form.mark_saved()
        self.read.emit()
