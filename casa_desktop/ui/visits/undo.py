"""What «Deshacer» does after a save: the services are voided, and nothing of them counts."""

from collections.abc import Callable, Iterable

from PySide6.QtCore import QObject

from casa_desktop.services import visits
from casa_desktop.services.visits import VoidService, VoidServices
from casa_desktop.ui.session import Session
from casa_desktop.ui.worker import Priority


def undo_of(session: Session, owner: QObject, services: Iterable[str], *, reason: str, said: str) -> Callable[[], None]:
    """Voids *services*, which nobody has changed since, for *reason*, and says so."""
    command = VoidServices(tuple(VoidService(uuid, 1, reason) for uuid in services))

    def undo() -> None:
        session.run(
            visits.void_all,
            command,
            owner=owner,
            done=lambda _: session.prompts.inform(said),
            priority=Priority.SAVING,
            cancellable=False,
        )

    return undo
