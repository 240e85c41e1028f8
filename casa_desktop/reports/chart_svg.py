"""A chart as SVG: real text, escaped, with title and description for who does not see it."""

from xml.sax.saxutils import escape, quoteattr

from casa_desktop.domain.charts import Chart
from casa_desktop.reports import fonts
from casa_desktop.reports.chart_layout import lay_out, tall
from casa_desktop.reports.chart_shapes import Box, Fill, Line, Text, strokes
from casa_desktop.reports.cleaning import one_line

WIDTH, HEIGHT = 720.0, 405.0
"""Points: half a letter page, lying; a chart of many rows is higher."""
_MARGIN = 16.0
_SIZE = 11.0
_LETTERS = "CasaSans, 'Source Sans 3', Arial, sans-serif"
_WIDER = 1.18
"""How much more room than ours the letters of a machine may take that does not have them: many programs draw each word
at its own width, whatever ``textLength`` says."""
_SAID = 'lang="es-CO" role="img" aria-labelledby="title desc"'
_INK, _SOFT, _HAIR, _BAR = "#1d272b", "#566268", "#b4b8ba", "#0c676b"
_ANCHORS = {0.0: "start", 0.5: "middle", 1.0: "end"}
_DARKEST = 0.42
"""How much of a bar's colour the darkest cell has: a number is read on it."""


def render(chart: Chart) -> bytes:
    """UTF-8. No word lies on another or under a bar, whatever typeface shows them."""
    fonts.register()
    height = max(HEIGHT, tall(chart, _SIZE) + 2 * _MARGIN)
    layout = lay_out(chart, WIDTH - 2 * _MARGIN, height - 2 * _MARGIN, _width, size=_SIZE, whole=True)
    sheet = f'width="{WIDTH:g}pt" height="{height:g}pt" viewBox="0 0 {WIDTH:g} {height:g}" font-family="{_LETTERS}"'
    told = "; ".join(", ".join(line) for line in (chart.heads(), *chart.lines()))
    parts = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        f'<svg xmlns="http://www.w3.org/2000/svg" {sheet} {_SAID}>',
        f'<title id="title">{escape(one_line(chart.title))}</title>',
        f'<desc id="desc">{escape(one_line(told))}</desc>',
        '<rect width="100%" height="100%" fill="#ffffff"/>',
        f'<g transform="translate({_MARGIN:g} {_MARGIN:g})">',
        *(_shape(shape) for shape in layout.shapes),
        "</g></svg>",
    ]
    return "\n".join(parts).encode("utf-8")


def _width(text: str, size: float, bold: bool) -> float:
    return fonts.width(text, size, bold) * _WIDER


def _shape(shape: Box | Line | Text) -> str:
    if isinstance(shape, Box):
        return _box(shape)
    if isinstance(shape, Line):
        return _line(shape)
    text = one_line(shape.text)
    bold = ' font-weight="600"' if shape.bold else ""
    long = fonts.width(text, shape.size, shape.bold)
    room = f'text-anchor="{_ANCHORS[shape.anchor]}" textLength="{long:.2f}" lengthAdjust="spacingAndGlyphs"'
    return (
        f'<text x="{shape.x:.2f}" y="{shape.y:.2f}" font-size="{shape.size:.2f}" fill={_colour(shape)}{bold}'
        f" {room}>{escape(text)}</text>"
    )


def _colour(text: Text) -> str:
    return quoteattr(_SOFT if text.soft else _INK)


def _line(line: Line) -> str:
    colour, wide = (_BAR, 1.0) if line.stroke else (_HAIR, 0.6)
    ends = f'x1="{line.x1:.2f}" y1="{line.y1:.2f}" x2="{line.x2:.2f}" y2="{line.y2:.2f}"'
    return f'<line {ends} stroke="{colour}" stroke-width="{wide:g}"/>'


def _box(box: Box) -> str:
    place = f'x="{box.x:.2f}" y="{box.y:.2f}" width="{box.width:.2f}" height="{box.height:.2f}"'
    if box.fill is Fill.SOLID:
        return f'<rect {place} fill="{_BAR}"/>'
    if box.fill is Fill.SHADE:
        return f'<rect {place} fill="{_BAR}" fill-opacity="{_DARKEST * box.tone:.3f}"/>'
    dashes = ' stroke-dasharray="3 2"' if box.fill is Fill.DASHED else ""
    edge = f'<rect {place} fill="none" stroke="{_BAR}"{dashes}/>'
    return "".join([edge, *map(_line, strokes(box))])
