"""The typeface that every paper embeds; its figures are tabular in both weights."""

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

from casa_desktop.paths import resource

REGULAR = "CasaSans-Regular"
SEMIBOLD = "CasaSans-Semibold"


def register() -> None:
    """Makes both weights known to reportlab; costs nothing when they already are."""
    known = pdfmetrics.getRegisteredFontNames()
    for name in (REGULAR, SEMIBOLD):
        if name not in known:
            # Shaping would depend on whether another package is installed, and so would the bytes.
            pdfmetrics.registerFont(TTFont(name, str(resource(f"fonts/{name}.ttf")), shapable=False))
    pdfmetrics.registerFontFamily(REGULAR, normal=REGULAR, bold=SEMIBOLD, italic=REGULAR, boldItalic=SEMIBOLD)


def width(text: str, size: float, bold: bool = False) -> float:
    """Points that *text* takes; the fonts are registered."""
    return float(pdfmetrics.stringWidth(text, SEMIBOLD if bold else REGULAR, size))
