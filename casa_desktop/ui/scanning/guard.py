"""A reader that is passed over a form which is not its own: nothing of what it types stays there."""

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget

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

    Times are those of the keyboard; keys without one are let through.
    """

    read = Signal()
    """A reader was passed over the form, and nothing of it stayed."""

    def __init__(self, form: Form) -> None:
        super().__init__(form)
        self._form = form
        self._before: Draft | None = None
        self._dirty = False
        self._last, self._run = 0, 0
        self._quiet = QTimer(self, singleShot=True, interval=_QUIET)
        self._quiet.timeout.connect(self._put_back)
        if isinstance(app := QApplication.instance(), QApplication):
            app.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() not in (QEvent.Type.KeyPress, QEvent.Type.ShortcutOverride):
            return False
        if not isinstance(event, QKeyEvent) or not isinstance(watched, QWidget) or not self._concerns(watched):
            return False
        if event.type() == QEvent.Type.ShortcutOverride:
            if self._run >= _FEWEST and self._quick(event):
                event.accept()
                return True
            return False
        return self._key(event)

    def _concerns(self, watched: QWidget) -> bool:
        return self._run >= _FEWEST or (watched.hasFocus() and self._form.isAncestorOf(watched))

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
