"""When nobody touches the keyboard: a warning, then the lock. Also when the machine has slept."""

from PySide6.QtCore import QObject, QTimer, Signal

from casa_desktop.domain.clock import Clock

WARN_BEFORE = 30
"""Seconds of warning."""
_SLEPT = 20
"""Seconds by which the wall clock may jump between two ticks before the machine counts as having slept."""


class IdleWatch(QObject):
    """Counts idle seconds while it runs. Wall time counts, so that a laptop that slept is locked when it wakes."""

    warned = Signal(int)
    """Seconds left; 0 = somebody is there again."""
    expired = Signal()
    slept = Signal()
    """The machine was asleep; told in place of ``expired``."""

    def __init__(self, clock: Clock, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._clock = clock
        self._limit = 0
        self._touched = self._last_tick = clock.now()
        self._warning = False
        self._ticks = QTimer(self, interval=1000)
        self._ticks.timeout.connect(self.tick)

    def start(self, minutes: int) -> None:
        """Watches from now on; *minutes* until the lock."""
        self._limit = minutes * 60
        self._touched = self._last_tick = self._clock.now()
        self._ticks.start()

    def stop(self) -> None:
        """Stops watching; takes a warning away."""
        self._ticks.stop()
        self._unwarn()

    @property
    def running(self) -> bool:
        return self._ticks.isActive()

    def touch(self) -> None:
        """Somebody is there."""
        self._touched = self._clock.now()
        self._unwarn()

    def tick(self) -> None:
        """Looks at the clock; called every second."""
        now = self._clock.now()
        slept = abs((now - self._last_tick).total_seconds()) > _SLEPT
        idle = abs((now - self._touched).total_seconds())
        self._last_tick = now
        left = round(self._limit - idle)
        if slept or left <= 0:
            self.stop()
            (self.slept if slept else self.expired).emit()
        elif left <= WARN_BEFORE:
            self._warning = True
            self.warned.emit(left)

    def _unwarn(self) -> None:
        if self._warning:
            self._warning = False
            self.warned.emit(0)
