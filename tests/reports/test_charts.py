"""A chart stays in its room, tells the truth by its lengths, and gives every number to whoever cannot see it."""

import re
from dataclasses import replace
from datetime import datetime
from functools import partial
from io import BytesIO
from itertools import pairwise, takewhile
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfReader
from reportlab.platypus import SimpleDocTemplate

from casa_desktop.domain.charts import Category, Chart, Form, Point, Series
from casa_desktop.domain.clock import BOGOTA
from casa_desktop.domain.table import Imprint, Letterhead
from casa_desktop.reports import chart_pdf, chart_svg, fonts
from casa_desktop.reports.chart_layout import lay_out
from casa_desktop.reports.chart_shapes import ASCENT, DESCENT, Box, Fill, Layout, Line, Text, strokes
from casa_desktop.reports.cleaning import one_line, spread
from casa_desktop.texts import charts as words
from tests.reports.charts import charts

_IMPRINT = Imprint(datetime(2026, 3, 10, 15, tzinfo=BOGOTA), "Ana Gil", "CASA Desktop")
_LETTERHEAD = Letterhead("C.A.S.A.", "Bucaramanga", "Tablero")
_NS = "{http://www.w3.org/2000/svg}"
rooms = st.tuples(st.floats(200, 1200), st.floats(120, 700))


def test_a_copied_table_has_plain_numbers_and_its_words_unchanged() -> None:
    units = Series("Unidad", (Point(None, "bolsa de 2.5 kg"), Point(None, "•")))
    held = Series("Hay", (Point(1372, "1.372"), Point(None, "•")))
    names = (Category("=Arroz"), Category("A\tB"))
    chart = Chart("s", Form.BARS, "t", "Artículo", names, (held,), beside=units, below=("Total", "1.375", ""))
    lines = spread((chart.heads(), *chart.values())).splitlines()
    assert lines == ["Artículo\tHay\tUnidad", "'=Arroz\t1372\tbolsa de 2.5 kg", "A B\t•\t•", "Total\t1375\t"]


def laid(chart: Chart, room: tuple[float, float], *, size: float = 9, whole: bool = False) -> Layout:
    fonts.register()
    return lay_out(chart, *room, fonts.width, size=size, whole=whole)


def edges(text: Text) -> tuple[float, float, float, float]:
    """Left, top, right, bottom of a word."""
    wide = fonts.width(text.text, text.size, text.bold)
    left = text.x - text.anchor * wide
    return left, text.y - ASCENT * text.size, left + wide, text.y + DESCENT * text.size


def _begins_above(line: float, word: tuple[float, float, float, float]) -> bool:
    return word[1] < line


def bars(layout: Layout) -> list[Box]:
    return [shape for shape in layout.shapes if isinstance(shape, Box) and shape.place is not None]


@settings(max_examples=100, deadline=None)
@given(charts(), rooms, st.booleans())
def test_nothing_leaves_the_room_and_no_word_lies_on_another(
    chart: Chart, room: tuple[float, float], whole: bool
) -> None:
    layout = laid(chart, room, whole=whole)
    near = 0.6
    words = sorted((edges(shape) for shape in layout.shapes if isinstance(shape, Text)), key=lambda each: each[1])
    for shape in layout.shapes:
        if isinstance(shape, Box):
            assert shape.x >= -near
            assert shape.y >= -near
            assert shape.x + shape.width <= room[0] + near
            assert shape.y + shape.height <= room[1] + near
        elif isinstance(shape, Line):
            assert 0 - near <= min(shape.x1, shape.x2) <= max(shape.x1, shape.x2) <= room[0] + near
    for left, top, right, bottom in words:
        assert left >= -near
        assert right <= room[0] + near
        assert top >= -near
        assert bottom <= room[1] + near
    for at, one in enumerate(words):
        for other in takewhile(partial(_begins_above, one[3] - near), words[at + 1 :]):
            assert min(one[2], other[2]) - max(one[0], other[0]) <= near, (one, other)


@settings(max_examples=100, deadline=None)
@given(charts(), rooms)
def test_a_bar_is_as_long_as_its_number(chart: Chart, room: tuple[float, float]) -> None:
    upright = chart.form in (Form.COLUMNS, Form.ROWS)
    scales: dict[object, list[tuple[float, int]]] = {}
    for box in bars(laid(chart, room)):
        series, category = box.place or (0, 0)
        number = chart.series[series].points[category].number
        assert number, "no bar for zero, nor for what is not known"
        if chart.form is Form.GRID:
            scales.setdefault("", []).append((box.tone, number))
        else:
            scale = series if chart.form is Form.ROWS else ""
            scales.setdefault(scale, []).append((box.height if upright else box.width, number))
    for told in scales.values():
        for (length, number), (other, more) in pairwise(told):
            assert abs(length * more - other * number) <= 1e-6 * max(1.0, length * more)


@settings(max_examples=60, deadline=None)
@given(charts())
def test_provisional_is_hatched_and_historical_has_no_inside(chart: Chart) -> None:
    for box in bars(laid(chart, (700, 500))):
        point = chart.series[(box.place or (0, 0))[0]].points[(box.place or (0, 0))[1]]
        if box.fill is Fill.SHADE:
            assert chart.form is Form.GRID
            continue
        expected = {
            (False, False): Fill.SOLID,
            (True, False): Fill.HATCHED,
            (False, True): Fill.EMPTY,
            (True, True): Fill.DASHED,
        }
        assert box.fill is expected[point.provisional, point.historical]
        for line in strokes(box):
            assert box.x - 1e-6 <= line.x1 <= line.x2 <= box.x + box.width + 1e-6
            assert box.y - 1e-6 <= line.y2 <= line.y1 <= box.y + box.height + 1e-6


def test_the_widest_word_is_not_cut_by_a_trace() -> None:
    """In a size whose widths are no whole numbers the room of the widest was a hair smaller than the word."""
    names = tuple(Category(name) for name in ("0–5", "60 o más"))
    series = tuple(Series(name, (Point(6, "6"), Point(7, "7"))) for name in ("Mujeres", "Hombres"))
    for size in (7.5, 8.3, 8.5, 9.1, 11.0):
        layout = laid(Chart("a", Form.PYRAMID, "t", "Edad", names, series), (510, 230), size=size)
        assert "60 o más" in told(layout), size


def test_a_picture_of_many_rows_is_as_high_as_they_need() -> None:
    chart = years(*range(1, 26))
    root = ET.fromstring(chart_svg.render(chart))
    assert float(root.attrib["height"].removesuffix("pt")) > chart_svg.HEIGHT
    said = [each.text or "" for each in root.findall(f".//{_NS}text")]
    assert {series.name for series in chart.series} <= {*said}


def test_words_of_an_svg_have_room_for_the_letters_of_another_typeface() -> None:
    chart = years(1372, 9)
    root = ET.fromstring(chart_svg.render(replace(chart, form=Form.BARS, series=chart.series[:1])))
    names = [each for each in root.findall(f".//{_NS}text") if each.text in ("Ene", "Feb")]
    start = min(float(box.attrib["x"]) for box in root.findall(f".//{_NS}g/{_NS}rect"))
    for name in names:
        assert float(name.attrib["x"]) + float(name.attrib["textLength"]) * 1.18 < start


def test_heads_of_a_table_of_months_take_two_lines_all_or_none() -> None:
    names = tuple(Category(f"{month} 2019", month) for month in ("Ene", "May", "Jul"))
    points = tuple(Point(1, "1") for _ in range(12))
    chart = Chart("m", Form.ROWS, "t", "Servicio", names * 4, (Series("ORIENTACION", points),))
    text = PdfReader(BytesIO(chart_pdf.render(chart, _LETTERHEAD, _IMPRINT))).pages[0].extract_text()
    assert "Jul 2019" not in text
    assert text.count("2019") == 12


def test_no_number_of_a_wide_table_is_broken_in_two_lines() -> None:
    names = tuple(Category(f"Mes {at}", str(at)) for at in range(24))
    rows = tuple(
        Series(
            f"Un servicio de cuarenta letras, o de más: {row}", tuple(Point(n, f"1.0{row}0.{n:03}") for n in range(24))
        )
        for row in range(3)
    )
    chart = Chart("m", Form.ROWS, "t", "Servicio", names, rows)
    text = "".join(
        page.extract_text() for page in PdfReader(BytesIO(chart_pdf.render(chart, _LETTERHEAD, _IMPRINT))).pages
    )
    for row in range(3):
        for at in range(24):
            assert f"1.0{row}0.{at:03}" in text
    assert text.count("Servicio\n") > 1, "in blocks, each with the names"


@settings(max_examples=60, deadline=None)
@given(charts())
def test_an_svg_is_xml_whose_description_has_every_number(chart: Chart) -> None:
    root = ET.fromstring(chart_svg.render(chart))
    assert root.findtext(f"{_NS}title") == one_line(chart.title)
    told = root.findtext(f"{_NS}desc") or ""
    for series in chart.series:
        for point in series.points:
            assert point.said in told
    assert root.findall(f".//{_NS}text"), "words are words, not outlines"


def months() -> Chart:
    values = (190, 84, 225, 634, 901, 1372, 1534, 946, 966, 1116, 1325, 1375)
    points = tuple(Point(n, f"{n:,}".replace(",", "."), at > 9, at < 2) for at, n in enumerate(values))
    names = tuple(Category(f"Mes {at}", str(at), "2019" if at == 1 else "") for at in range(12))
    return Chart(
        "p", Form.COLUMNS, "Personas <atendidas> & más", "Mes", names, (Series("Personas", points),), ("* Nota.",)
    )


def numbers(text: str) -> list[str]:
    return re.findall(r"\d[\d.]*", text)


def test_the_page_has_title_bars_note_table_and_imprint() -> None:
    data = chart_pdf.render(months(), _LETTERHEAD, _IMPRINT)
    reader = PdfReader(BytesIO(data))
    assert len(reader.pages) == 1
    text = reader.pages[0].extract_text()
    for point in months().series[0].points:
        assert numbers(text).count(point.said) == 2, "on its bar and in the table"
    for told in ("Personas <atendidas> & más", "* Nota.", "Provisional", "Cifra histórica", "Ana Gil"):
        assert told in text
    assert data == chart_pdf.render(months(), _LETTERHEAD, _IMPRINT), "the same bytes each time"


def test_a_chart_is_a_part_of_any_report() -> None:
    out = BytesIO()
    fonts.register()
    SimpleDocTemplate(out).build([chart_pdf.ChartFlowable(months(), 200)])
    assert "1.534" in PdfReader(BytesIO(out.getvalue())).pages[0].extract_text()


def test_a_long_list_is_shortened_and_what_is_unknown_keeps_its_line() -> None:
    points = tuple(Point(n, str(n)) for n in (50, 9, 4, 3, 2, 1, 7))
    names = (*(Category(name) for name in "ABCDEF"), Category("Sin dato", fixed=True))
    chart = Chart("c", Form.BARS, "País", "País", names, (Series("Personas", points),), rest="Otros")
    short = chart.shortened(4, str)
    assert [category.name for category in short.categories] == ["A", "B", "Otros (4)", "Sin dato"]
    assert [point.said for point in short.series[0].points] == ["50", "9", "10", "7"]
    assert len(chart.lines()) == 7, "the table has them all"
    assert chart.shortened(7, str) is chart


def test_an_empty_chart_says_so() -> None:
    chart = Chart("c", Form.BARS, "País", "País", (), (Series("Personas", ()),), empty="Sin registros")
    told = [shape.text for shape in laid(chart, (300, 200)).shapes if isinstance(shape, Text)]
    assert told == ["Sin registros"]
    assert "Sin registros" in PdfReader(BytesIO(chart_pdf.render(chart, _LETTERHEAD, _IMPRINT))).pages[0].extract_text()


def told(layout: Layout) -> list[str]:
    return [shape.text for shape in layout.shapes if isinstance(shape, Text)]


def years(*rows: int, notes: tuple[str, ...] = (), form: Form = Form.ROWS) -> Chart:
    """A row for each of *rows*, whose month is that number, then half of it."""
    names = tuple(Category(name) for name in ("Ene", "Feb"))
    series = tuple(
        Series(f"SERVICIO {at}", (Point(most, str(most)), Point(most // 2, str(most // 2))))
        for at, most in enumerate(rows)
    )
    return Chart("y", form, "Servicios por mes", "Servicio", names, series, notes)


@pytest.mark.parametrize("height", [130, 200, 400])
def test_rows_say_that_each_has_its_own_scale_and_what_its_highest_bar_is(height: float) -> None:
    layout = laid(years(1372, 9, 0), (520, height))
    assert words.OWN_SCALE in told(layout)
    assert [text for text in told(layout) if text.startswith("máx.")] == ["máx. 1.372", "máx. 9"]
    tallest = [box.height for box in bars(layout) if box.place and box.place[1] == 0]
    assert tallest[0] == pytest.approx(tallest[1]), "so that nobody takes 9 for 1.372"


def test_rows_without_room_are_not_missed_silently() -> None:
    layout = laid(years(*range(1, 21)), (520, 200))
    drawn = {box.place[0] for box in bars(layout) if box.place}
    assert drawn == set(range(len(drawn)))
    assert 1 < len(drawn) < 20
    assert f"y {20 - len(drawn)} más, en la tabla" in told(layout)


def test_lines_that_cannot_be_put_together_are_not_missed_silently() -> None:
    names = tuple(Category(f"Línea {at}") for at in range(30))
    points = tuple(Point(at + 1, str(at + 1)) for at in range(30))
    layout = laid(Chart("b", Form.BARS, "t", "n", names, (Series("s", points),)), (400, 160))
    assert f"y {30 - len(bars(layout))} más, en la tabla" in told(layout)


def test_a_title_of_three_lines_ends_with_a_sign_that_it_goes_on() -> None:
    chart = Chart("t", Form.BARS, "Personas atendidas por municipio y por financiador " * 4, "n", (), (), empty="Nada")
    first, second, *_ = told(laid(chart, (260, 200), whole=True))
    assert not first.endswith("…")
    assert second.endswith("…")


def test_many_notes_leave_the_chart_its_room() -> None:
    chart = years(12, 9, form=Form.ROWS, notes=("Una nota que explica lo que cuenta cada fila del informe. " * 9,) * 4)
    layout = laid(chart, (420, 220), whole=True)
    assert bars(layout)
    assert any(text.endswith("…") for text in told(layout))


@pytest.mark.parametrize("form", [Form.PYRAMID, Form.GRID])
def test_what_has_no_room_at_all_says_so(form: Form) -> None:
    names = tuple(Category(f"{at}–{at + 4}") for at in range(14))
    series = tuple(Series(str(at), tuple(Point(7, "7") for _ in names)) for at in range(14))
    layout = laid(Chart("p", form, "t", "n", names, series), (300, 60))
    assert told(layout) == [words.NO_ROOM]


@pytest.mark.parametrize("form", [Form.COLUMNS, Form.ROWS, Form.BARS])
def test_what_is_less_than_zero_has_a_number_and_no_bar(form: Form) -> None:
    names = (Category("A"), Category("B"))
    for numbers_, drawn in (((-5, 10), 1), ((-5, -1), 0)):
        points = tuple(Point(number, str(number)) for number in numbers_)
        layout = laid(Chart("n", form, "t", "n", names, (Series("s", points),)), (300, 160))
        assert len(bars(layout)) == drawn
        for shape in layout.shapes:
            if isinstance(shape, Text):
                assert 0 <= edges(shape)[1] <= edges(shape)[3] <= 160.6
