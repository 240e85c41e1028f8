"""«Leer de una foto…»: the code in a picture or PDF that somebody chooses. The picture is read and forgotten."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QWidget

from casa_desktop.domain.errors import Code, fault
from casa_desktop.domain.scanning import recognise
from casa_desktop.domain.scans import Scan
from casa_desktop.readers import codes
from casa_desktop.texts import ui_scanning as texts
from casa_desktop.texts.ui_shell import before_key
from casa_desktop.ui import hotkeys, widgets
from casa_desktop.ui.session import SETTINGS_KIND, Session
from casa_desktop.ui.tasks import Watch

PHOTO_KEY = hotkeys.PHOTO


def read_photo(path: Path, today: date, watch: Watch) -> Scan:
    """What the first code of a file that we know says. Raises NO_CODE_IN_PICTURE, CODE_NOT_OURS, CANCELLED, …"""
    from casa_desktop.ui.scanning import picture

    tried = 0

    def step() -> None:
        nonlocal tried
        tried += 1
        watch.step(tried, max(picture.ATTEMPTS, tried))

    for text in codes.read(picture.pictures(path), step):
        if (scan := recognise(text, today)) is not None:
            return scan
    raise fault(Code.CODE_NOT_OURS)


class PhotoReader:
    """Reads for *owner* in the pool for files. Does nothing until it is switched on in Ajustes → Este equipo."""

    def __init__(self, session: Session, owner: QWidget) -> None:
        self._session, self._owner = session, owner

    def ask(self, done: Callable[[Scan], object]) -> None:
        """Asks for a file and hands over what it tells."""
        if not self._session.settings.readers:
            return
        path = self._session.prompts.open_file(texts.PHOTO_TITLE, ((texts.PHOTO_KIND, texts.PHOTO_PATTERNS),))
        if path is None:
            return
        watch, today = Watch(), self._session.clock.today()
        self._session.tasks.run(
            lambda: read_photo(path, today, watch),
            owner=self._owner,
            done=done,
            pool="files",
            what=texts.READING,
            watch=watch,
            latest=f"photo.{id(self._owner)}",
        )


class PhotoKey(QObject):
    """The key anywhere in *part* reads a photo there; of parts within each other the innermost has it."""

    def __init__(self, part: QWidget, press: Callable[[], object]) -> None:
        super().__init__(part)
        self._press = press
        part.installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        # A shortcut of each part would be ambiguous where they lie within each other; a key nobody takes goes outwards.
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and _is_photo(event):
            self._press()
            return True
        return False


def _is_photo(event: QKeyEvent) -> bool:
    return QKeySequence(event.keyCombination()) == QKeySequence(PHOTO_KEY)


def photo_button(session: Session, press: Callable[[], object]) -> widgets.Button:
    """A link that is there while reading photos is switched on; its key belongs to whoever shows it."""
    button = widgets.link(before_key(texts.PHOTO, PHOTO_KEY), press, name="photo_button")
    button.setToolTip(texts.PHOTO_HINT)

    session.hub.subscribe(button, {SETTINGS_KIND}, lambda _: button.setVisible(session.settings.readers))
    if not session.settings.readers:
        button.hide()  # and never shown before it has a place: it would be a window for a blink
    return button
