"""What the system says about the session: locked, or about to sleep. Best effort; the idle watch stands behind it."""

import sys
from typing import TYPE_CHECKING

from PySide6.QtCore import QAbstractNativeEventFilter, QByteArray, QObject, Signal, Slot
from PySide6.QtWidgets import QApplication, QWidget

if TYPE_CHECKING:
    from PySide6.QtDBus import QDBusConnection

_WM_POWERBROADCAST, _PBT_APMSUSPEND = 0x0218, 0x0004
_WM_WTSSESSION_CHANGE, _WTS_SESSION_LOCK = 0x02B1, 0x7


class SystemWatch(QObject):
    """Reports ``left`` when the system locks its screen, ``slept`` when it goes to sleep."""

    left = Signal()
    slept = Signal()

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._native: _Messages | None = None
        self._buses: list[QDBusConnection] = []
        self._watch_windows(window)
        if sys.platform.startswith("linux") and QApplication.platformName() != "offscreen":
            self._watch_dbus()

    def _watch_windows(self, window: QWidget) -> None:
        app = QApplication.instance()
        if sys.platform == "win32" and app is not None:
            import ctypes

            self._native = _Messages(self)
            app.installNativeEventFilter(self._native)
            # Suspend is told to every window; the lock of the session only to those that ask.
            ctypes.WinDLL("wtsapi32").WTSRegisterSessionNotification(int(window.winId()), 0)

    def _watch_dbus(self) -> None:
        from PySide6.QtDBus import QDBusConnection

        for bus, service, path, interface, name, slot in (
            (
                QDBusConnection.systemBus(),
                "org.freedesktop.login1",
                "/org/freedesktop/login1",
                "org.freedesktop.login1.Manager",
                "PrepareForSleep",
                "1on_sleep(bool)",
            ),
            (
                QDBusConnection.sessionBus(),
                "",
                "/org/freedesktop/ScreenSaver",
                "org.freedesktop.ScreenSaver",
                "ActiveChanged",
                "1on_flag(bool)",
            ),
        ):
            # The stub asks for bytes, and PySide 6.11 refuses them: it wants the text of SLOT().
            if bus.isConnected() and bus.connect(service, path, interface, name, self, slot):  # type: ignore[call-overload]  # as above
                self._buses.append(bus)

    @Slot(bool)
    def on_flag(self, starts: bool) -> None:
        """The screen saver begins (true) or is over."""
        if starts:
            self.left.emit()

    @Slot(bool)
    def on_sleep(self, starts: bool) -> None:
        """The sleep begins (true) or is over."""
        if starts:
            self.slept.emit()


class _Messages(QAbstractNativeEventFilter):
    """Windows' messages to the window."""

    def __init__(self, watch: SystemWatch) -> None:
        super().__init__()
        self._watch = watch

    def nativeEventFilter(self, kind: QByteArray | bytes | bytearray | memoryview, message: int) -> tuple[bool, int]:
        name = kind.data() if isinstance(kind, QByteArray) else kind
        if bytes(name) == b"windows_generic_MSG":
            from ctypes import wintypes

            told = wintypes.MSG.from_address(int(message))
            if (told.message, told.wParam) == (_WM_POWERBROADCAST, _PBT_APMSUSPEND):
                self._watch.slept.emit()
            elif (told.message, told.wParam) == (_WM_WTSSESSION_CHANGE, _WTS_SESSION_LOCK):
                self._watch.left.emit()
        return False, 0
