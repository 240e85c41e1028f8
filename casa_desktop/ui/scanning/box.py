"""A search box that understands readers, photos and pasted scans. All that a box needs of scanning stands here."""

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QLineEdit

from casa_desktop.domain.access import Action
from casa_desktop.domain.person_views import PersonHit
from casa_desktop.domain.scans import Scan
from casa_desktop.services import scanning
from casa_desktop.services.scanning import FindScanned
from casa_desktop.texts import ui_scanning as texts
from casa_desktop.ui.scanning.listener import LONGEST, ScanListener
from casa_desktop.ui.scanning.photo import PhotoReader
from casa_desktop.ui.session import Session
from casa_desktop.ui.worker import Priority


class ScanBox(QObject):
    """Looks for whom a scan means, by their document or the code of their card.

    ``known``: exactly one person is meant. ``sought``: nobody is, or several are; the box holds what to look for now,
    and whoever registers somebody with that text gets a form that the scan has filled (``Session.scanned``).
    """

    known = Signal(str)
    """The uuid of the person."""
    sought = Signal(bool)
    """Whether nobody has that document, so that Enter would register them."""

    def __init__(self, session: Session, edit: QLineEdit, *, registers: bool) -> None:
        super().__init__(edit)
        self._session, self._edit, self._registers = session, edit, registers
        edit.setMaxLength(LONGEST)
        self._listener = ScanListener(self, session.clock.today)
        self._listener.watch(edit)
        self._listener.scanned.connect(lambda scan, _entered: self.take(scan))
        self._photos = PhotoReader(session, edit)

    def read_photo(self) -> None:
        """Asks for a photo of a document, and takes what it tells."""
        self._photos.ask(self.take)

    def take(self, scan: Scan) -> None:
        """Looks for whom *scan* means; one that is wrong is said, and changes nothing."""
        if scan.wrong:
            self._edit.clear()
            self._session.prompts.warn(texts.wrong(scan), texts.WRONG_DETAIL)
            return
        self._session.keep_scan(scan)
        if not self._session.can(Action.PERSON_SEARCH):
            self._found(scan, ())
            return
        self._session.run(
            scanning.find,
            FindScanned(scan.document_number or scan.phone, scan.document_type, scan.code),
            owner=self._edit,
            done=lambda hits: self._found(scan, hits),
            latest=f"scan.{self._edit.objectName()}",
            priority=Priority.TYPING,
        )

    def _found(self, scan: Scan, hits: tuple[PersonHit, ...]) -> None:
        if len(hits) == 1:
            self._edit.clear()
            self.known.emit(hits[0].uuid)
            return
        self._edit.setText(scan.sought)
        self.sought.emit(not hits)
        if not hits:
            self._session.prompts.inform(texts.nobody(scan, registers=self._registers))
