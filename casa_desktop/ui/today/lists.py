"""What the form of «Hoy» is built from: who attends, whether notes can be written, the desk's wishes, the catalogue."""

from PySide6.QtCore import QObject, Signal

from casa_desktop.domain.access import Action
from casa_desktop.domain.catalog import Catalog
from casa_desktop.services import catalogs, intake, psychology
from casa_desktop.services import desk as desks
from casa_desktop.services.catalogs import CatalogQuery
from casa_desktop.services.desk import DeskProfile, DeskQuery
from casa_desktop.services.intake import Staff, StaffQuery
from casa_desktop.services.psychology import KeyQuery
from casa_desktop.ui.session import Session


class Lists(QObject):
    """Reads them one after the other; ``ready`` when the last of them is there."""

    ready = Signal()

    def __init__(self, session: Session, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self.catalog: Catalog | None = None
        self.staff: tuple[tuple[str, str], ...] = ()
        """(uuid, name), the one at the keyboard first."""
        self.notes = False
        """Whether a sealed note can be written here."""
        self.desk = DeskProfile("")

    def read(self) -> None:
        """Asks again for everything."""
        if self._session.can(Action.VISIT_RECORD):
            self._session.run(intake.staff, StaffQuery(), owner=self, done=self._on_staff, latest="today.staff")
        else:
            self._on_staff(())

    def _on_staff(self, staff: tuple[Staff, ...]) -> None:
        mine = self._session.actor.full_name
        self.staff = tuple(sorted(((s.uuid, s.full_name) for s in staff), key=lambda each: each[1] != mine))
        if self._session.can(Action.NOTE_WRITE):
            self._session.run(psychology.key_at_hand, KeyQuery(), owner=self, done=self._on_key, latest="today.key")
        else:
            self._on_key(False)

    def _on_key(self, at_hand: bool) -> None:
        self.notes = at_hand
        self._session.run(desks.profile, DeskQuery(), owner=self, done=self._on_desk, latest="today.desk")

    def _on_desk(self, profile: DeskProfile) -> None:
        self.desk = profile
        self._session.run(catalogs.lists, CatalogQuery(), owner=self, done=self._on_lists, latest="today.lists")

    def _on_lists(self, catalog: Catalog) -> None:
        self.catalog = catalog
        self.ready.emit()
