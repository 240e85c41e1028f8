"""Letting the event loop run until something holds."""

import time
from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication

from casa_desktop.ui.tasks import Tasks


def until(holds: Callable[[], object], seconds: float = 10.0) -> None:
    """Processes events until *holds* is true; fails after *seconds*."""
    end = time.monotonic() + seconds
    while not holds():
        QApplication.processEvents()
        assert time.monotonic() < end, "waited in vain"
        time.sleep(0.002)


def settle(tasks: Tasks, seconds: float = 20.0) -> None:
    """Until no job is pending and every event has been handled."""
    until(lambda: not tasks.pending(), seconds)
    for _ in range(3):
        QApplication.processEvents()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    if tasks.pending():
        settle(tasks, seconds)
