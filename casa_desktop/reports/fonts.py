"""The typeface that every paper embeds; its figures are tabular in both weights."""

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

from casa_desktop.paths import resource
from casa_desktop.reports.cleaning import one_line

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


def fitted(text: str, size: float, room: float, bold: bool = False) -> str:
    """*text* in one line of *room* points; what is too long ends with «…», and nothing is left where not even that
    fits."""
    line = one_line(text, 200)
    if width(line, size, bold) <= room:
        return line
    low, high = 0, len(line)
    while low < high:  # how many letters fit
        middle = (low + high + 1) // 2
        if width(f"{line[:middle].rstrip()}…", size, bold) <= room:
            low = middle
        else:
            high = middle - 1
    return f"{line[:low].rstrip()}…" if low else ""


def width(text: str, size: float, bold: bool = False) -> float:
    """Points that *text* takes; the fonts are registered."""
    return float(pdfmetrics.stringWidth(text, SEMIBOLD if bold else REGULAR, size))
