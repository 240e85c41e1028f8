"""The desk's logo: chosen from a file, seen at once, kept as a small PNG without what a camera hides in it."""

from base64 import b64decode, b64encode
from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QSize, Qt, Signal
from PySide6.QtGui import QImage, QImageReader, QImageWriter, QPixmap
from PySide6.QtWidgets import QWidget

from casa_desktop.domain.errors import Code
from casa_desktop.texts import ui_settings as texts
from casa_desktop.ui import widgets

LARGEST = QSize(1200, 480)
"""Pixels: sharp on paper at any size that a letterhead gives it."""
_SHOWN = QSize(220, 72)
_MEGABYTES = 256
"""Of memory that decoding may take: a picture of a phone needs a fifth."""
_FORMATS = (b"png", b"jpeg", b"jpg")


def as_png(image: QImage) -> bytes:
    """*image*, scaled down to :data:`LARGEST` where it is larger, as PNG without any metadata."""
    if image.width() > LARGEST.width() or image.height() > LARGEST.height():
        image = image.scaled(LARGEST, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation)
    for key in image.textKeys():
        image.setText(key, "")
    kept = QByteArray()
    buffer = QBuffer(kept)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    QImageWriter(buffer, QByteArray(b"png")).write(image)
    return bytes(kept.data())


def read_picture(path: Path) -> bytes | None:
    """The picture of *path* as :func:`as_png` gives it; None where it is no PNG or JPEG that can be read."""
    reader = QImageReader(str(path))
    reader.setAllocationLimit(_MEGABYTES)
    reader.setDecideFormatFromContent(True)
    reader.setAutoTransform(True)
    if bytes(reader.format().data()) not in _FORMATS:
        return None
    image = reader.read()
    return None if image.isNull() else as_png(image)


class LogoEdit(QWidget):
    """``value()`` is the bytes of a PNG, or None. *choose* asks for a file."""

    edited = Signal()

    def __init__(self, choose: Callable[[], Path | None], *, name: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self._ask = choose
        self._logo: bytes | None = None
        self._wrong = False
        self._shown = widgets.label(texts.LOGO_NONE, "paper", name=f"{name}_picture")
        self._shown.setFixedSize(_SHOWN)
        self._shown.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._choose = widgets.Button(texts.LOGO_CHOOSE, self.choose, icon="folder", name=f"{name}_choose")
        self._remove = widgets.Button(texts.LOGO_REMOVE, self.remove, icon="remove", name=f"{name}_remove")
        buttons = widgets.column(self._choose, self._remove)
        inside = widgets.row(self._shown, buttons, gap=widgets.MARGIN)
        inside.addStretch(1)
        self.setLayout(inside)
        self._paint()

    def choose(self) -> None:
        """Asks for a file and shows its picture; what cannot be read stays out and is said."""
        path = self._ask()
        if path is None:
            return
        picture = read_picture(path)
        self._wrong = picture is None
        if picture is not None:
            self._logo = picture
            self._paint()
        self.edited.emit()

    def remove(self) -> None:
        """No logo any more."""
        self._logo, self._wrong = None, False
        self._paint()
        self._choose.setFocus()
        self.edited.emit()

    def value(self) -> bytes | None:
        return self._logo

    def set_value(self, value: bytes | None) -> None:
        self._logo, self._wrong = value, False
        self._paint()

    def problem(self) -> Code | None:
        return Code.FILE_NOT_UNDERSTOOD if self._wrong else None

    def draft(self) -> str:
        return b64encode(self._logo or b"").decode("ascii")

    def restore(self, draft: Any) -> None:
        self.set_value(b64decode(str(draft)) or None)

    def _paint(self) -> None:
        picture = QPixmap()
        if self._logo is not None and picture.loadFromData(self._logo):
            self._shown.setPixmap(
                picture.scaled(_SHOWN, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation)
            )
        else:
            self._shown.setPixmap(QPixmap())
            self._shown.setText(texts.LOGO_NONE)
        self._shown.setAccessibleName(texts.DESK_LOGO if self._logo else texts.LOGO_NONE)
        self._remove.setEnabled(self._logo is not None)
