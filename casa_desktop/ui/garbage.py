"""Garbage is collected on the main thread only.

Python collects on whatever thread happens to allocate. A page that was closed is garbage in cycles with its widgets;
taken apart on the thread of the base while the window paints, it ends the program inside Qt.
"""

import gc

from PySide6.QtCore import QObject, QTimer

_EVERY = 2000
"""Milliseconds."""


class Collector(QObject):
    """Takes over from Python's own collection, for as long as the process lives."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._thresholds = gc.get_threshold()
        self._timer = QTimer(self, interval=_EVERY)
        self._timer.timeout.connect(self.look)
        gc.disable()
        self._timer.start()

    def look(self) -> None:
        """Collects the oldest generation that has had its number of objects, or of younger collections."""
        counts = gc.get_count()
        due = [age for age, (count, limit) in enumerate(zip(counts, self._thresholds, strict=True)) if count > limit]
        if due:
            gc.collect(max(due))
