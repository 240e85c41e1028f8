"""A photo or the pages of a PDF as grey pictures, in the sizes and turns in which a code may be found. Runs beside the
window's thread; nothing is written anywhere."""

from collections.abc import Iterator
from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QSize, Qt
from PySide6.QtGui import QImage, QImageReader, QPainter, QTransform

from casa_desktop.domain.errors import Code, fault
from casa_desktop.readers import files
from casa_desktop.readers.codes import Grey

_LARGEST_SIDE, _TURNED_SIDE = 4000, 2400
"""Pixels: a telephone's whole photo, and what is enough to find a code that lies askew."""
_TURNS = (0, 3, -3, 6, -6, 10, -10, 15, -15)
"""Degrees: rows of a PDF417 are not followed further than a degree or two."""
_SIZES = (1.0, 0.5, 2.0)
_MOST_PAGES = 5
_PAGE_SCALE = 300 / 72
_SMALL = 1000
"""Pixels: what has more need not be enlarged."""
ATTEMPTS = len(_SIZES) + len(_TURNS) - 1


def pictures(path: Path) -> Iterator[Grey]:
    """Everything to try of a file, the likeliest first. Raises FILE_NOT_UNDERSTOOD, FILE_TOO_LARGE or CANNOT_READ."""
    data = files.read(path)
    whole = _pages(data, path.name) if data.startswith(b"%PDF") else [_photo(data, path.name)]
    for image in whole:
        for size in _SIZES:
            if size <= 1 or max(image.width(), image.height()) < _SMALL:
                yield _grey(_within(image, round(max(image.width(), image.height()) * size)))
    for image in whole:
        small = _within(image, min(_TURNED_SIDE, max(image.width(), image.height())))
        for turn in _TURNS[1:]:
            turned = small.transformed(QTransform().rotate(turn), Qt.TransformationMode.SmoothTransformation)
            yield _grey(turned)


def _photo(data: bytes, name: str) -> QImage:
    buffer = QBuffer()
    buffer.setData(QByteArray(data))
    buffer.open(QBuffer.OpenModeFlag.ReadOnly)
    reader = QImageReader(buffer)
    reader.setAutoTransform(True)  # telephones tell how they were held
    size = reader.size()
    if size.isValid() and max(size.width(), size.height()) > _LARGEST_SIDE:
        reader.setScaledSize(size.scaled(QSize(_LARGEST_SIDE, _LARGEST_SIDE), Qt.AspectRatioMode.KeepAspectRatio))
    image = reader.read()
    if image.isNull():
        raise fault(Code.FILE_NOT_UNDERSTOOD, file=name)
    return _flat(image)


def _pages(data: bytes, name: str) -> list[QImage]:
    # QtPdf is large: it is loaded when a PDF is read.
    from PySide6.QtPdf import QPdfDocument

    document = QPdfDocument()
    buffer = QBuffer()
    buffer.setData(QByteArray(data))
    buffer.open(QBuffer.OpenModeFlag.ReadOnly)
    document.load(buffer)
    if document.pageCount() < 1:
        raise fault(Code.FILE_NOT_UNDERSTOOD, file=name)
    found = []
    for page in range(min(document.pageCount(), _MOST_PAGES)):
        points = document.pagePointSize(page)
        scale = min(_PAGE_SCALE, _LARGEST_SIDE / max(points.width(), points.height(), 1))
        found.append(_flat(document.render(page, QSize(round(points.width() * scale), round(points.height() * scale)))))
    document.close()
    return found


def _flat(image: QImage) -> QImage:
    """Grey, and white where nothing is painted."""
    if image.hasAlphaChannel():
        ground = QImage(image.size(), QImage.Format.Format_RGB32)
        ground.fill(Qt.GlobalColor.white)
        painter = QPainter(ground)
        painter.drawImage(0, 0, image)
        painter.end()
        image = ground
    return image.convertToFormat(QImage.Format.Format_Grayscale8)


def _within(image: QImage, side: int) -> QImage:
    if max(image.width(), image.height()) == side or side < 1:
        return image
    return image.scaled(side, side, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation)


def _grey(image: QImage) -> Grey:
    grey = image.convertToFormat(QImage.Format.Format_Grayscale8)
    width, height, line = grey.width(), grey.height(), grey.bytesPerLine()
    pixels = bytes(grey.constBits())
    if line != width:  # lines begin at multiples of four bytes
        pixels = b"".join(pixels[y * line : y * line + width] for y in range(height))
    return Grey(width, height, pixels)
