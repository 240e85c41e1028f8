"""A form whose fields understand readers and photos: wherever the cursor stands, a scan fills all that it knows."""

from collections.abc import Callable

from PySide6.QtWidgets import QLineEdit, QWidget

from casa_desktop.domain.scans import Scan, ScanKind
from casa_desktop.texts import ui_scanning as texts
from casa_desktop.ui.scanning.listener import ScanListener
from casa_desktop.ui.scanning.photo import PhotoKey, PhotoReader, photo_button
from casa_desktop.ui.session import Session


class ScanFields:
    """Hands each scan to *fill* once; the same one again, as a reader that repeats itself sends it, does nothing."""

    def __init__(self, session: Session, form: QWidget, fill: Callable[[Scan], object]) -> None:
        self._session, self._form, self._fill = session, form, fill
        self._photos = PhotoReader(session, form)
        self.button = photo_button(session, self.read_photo)
        self._filled: Scan | None = None
        self._listener = ScanListener(form, session.clock.today)
        self._listener.scanned.connect(lambda scan, _entered: self._take(scan, again=False))
        PhotoKey(form, self.read_photo)

    def watch(self) -> None:
        """Looks at every line of the form that there is by now."""
        for line in self._form.findChildren(QLineEdit):
            self._listener.watch(line)

    def read_photo(self) -> None:
        """Asks for a photo, and fills the form with what it tells."""
        self._photos.ask(lambda scan: self._take(scan, again=True))

    def _take(self, scan: Scan, *, again: bool) -> None:
        if scan.wrong:
            self._session.prompts.warn(texts.wrong(scan), texts.WRONG_DETAIL)
        elif scan.kind is ScanKind.CARD:
            self._session.prompts.inform(texts.CARD_IN_FORM)
        elif again or scan != self._filled:
            self._filled = scan
            self._fill(scan)
