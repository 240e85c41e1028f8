"""The typeface that every paper embeds; its figures are tabular in both weights."""

from pathlib import Path

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

REGULAR = "CasaSans-Regular"
SEMIBOLD = "CasaSans-Semibold"


def register() -> None:
    """Makes both weights known to reportlab; costs nothing when they already are."""
    known = pdfmetrics.getRegisteredFontNames()
    for name in (REGULAR, SEMIBOLD):
        if name not in known:
            # Shaping would depend on whether another package is installed, and so would the bytes.
            pdfmetrics.registerFont(TTFont(name, str(_folder() / f"{name}.ttf"), shapable=False))
    pdfmetrics.registerFontFamily(REGULAR, normal=REGULAR, bold=SEMIBOLD, italic=REGULAR, boldItalic=SEMIBOLD)


def width(text: str, size: float, bold: bool = False) -> float:
    """Points that *text* takes; the fonts are registered."""
    return float(pdfmetrics.stringWidth(text, SEMIBOLD if bold else REGULAR, size))


def _folder() -> Path:
    """Beside the package in a checkout, inside it in a wheel."""
    package = Path(__file__).resolve().parent.parent
    inside = package / "resources" / "fonts"
    return inside if inside.is_dir() else package.parent / "resources" / "fonts"
