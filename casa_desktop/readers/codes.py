"""Bar codes and QR in a picture: grey pixels → texts. Nothing of the picture is kept."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from casa_desktop.domain.errors import Code, fault

SMALLEST = 16
"""Pixels of a side: nothing smaller holds a code."""


@dataclass(frozen=True, slots=True)
class Grey:
    """A picture of one byte a pixel, line after line without gaps."""

    width: int
    height: int
    pixels: bytes


def read(pictures: Iterator[Grey], step: Callable[[], object] = lambda: None) -> tuple[str, ...]:
    """The texts of the codes in the first of *pictures* that holds any: the same photo in several sizes, or pages.

    A PDF417 is told byte by byte (latin-1), so that places keep their number. *step* is called before each picture, and
    may stop the reading by raising. Raises ``CasaError(NO_CODE_IN_PICTURE)``.
    """
    # Some 2 MB of machine code that nobody needs until a photo is read.
    import zxingcpp

    wanted = [zxingcpp.BarcodeFormat.PDF417, zxingcpp.BarcodeFormat.QRCode, zxingcpp.BarcodeFormat.Code128]
    formats = zxingcpp.BarcodeFormats(wanted)
    for picture in pictures:
        step()
        if min(picture.width, picture.height) < SMALLEST:
            continue
        shaped = memoryview(picture.pixels).cast("B", (picture.height, picture.width))
        found = [each for each in zxingcpp.read_barcodes(shaped, formats=formats) if each.valid]
        texts = [
            each.bytes.decode("latin-1") if each.format == zxingcpp.BarcodeFormat.PDF417 else each.text
            for each in found
        ]
        if texts:
            return tuple(texts)
    raise fault(Code.NO_CODE_IN_PICTURE)
