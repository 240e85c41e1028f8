"""One window per profile: a second start raises the first and goes away."""

import hashlib
import sys
import tempfile
from pathlib import Path

from PySide6.QtCore import QObject, Signal

_WAIT = 1000
"""Milliseconds to wait for an answer of the first instance."""


def server_name(folder: Path) -> str:
    """A name that every spelling of *folder* shares and that tells nothing about it."""
    return f"casa-{hashlib.sha256(str(folder.resolve()).encode()).hexdigest()[:24]}"


def raise_first(folder: Path) -> bool:
    """Whether another window of *folder* is open; it has been asked to show itself."""
    name = server_name(folder)
    if sys.platform != "win32" and not (Path(tempfile.gettempdir()) / name).exists():
        return False  # nobody listens, and the network library need not be read to know it
    from PySide6.QtNetwork import QLocalSocket

    socket = QLocalSocket()
    socket.connectToServer(name)
    if not socket.waitForConnected(_WAIT):
        return False
    socket.write(b"raise\n")
    socket.waitForBytesWritten(_WAIT)
    socket.disconnectFromServer()
    return True


class Doorbell(QObject):
    """Hears a second start of the same profile."""

    rang = Signal()

    def __init__(self, folder: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        from PySide6.QtNetwork import QLocalServer

        self.first = not raise_first(folder)
        """False where another window of this profile listens already: it has been raised, this one should go."""
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        if self.first:
            # With this option Qt takes the place of whoever listens there; nobody answered, so it is what a crash left.
            self._server.listen(server_name(folder))
        self._server.newConnection.connect(self._answer)

    def close(self) -> None:
        """Stops listening."""
        self._server.close()

    def _answer(self) -> None:
        while self._server.hasPendingConnections():
            caller = self._server.nextPendingConnection()
            caller.disconnected.connect(caller.deleteLater)
            caller.disconnectFromServer()
        self.rang.emit()
