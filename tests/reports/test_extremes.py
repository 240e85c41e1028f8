"""Papers with more, longer and larger than anybody has: they come to an end, and no number is broken or hidden."""

from datetime import date
from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfReader

from casa_desktop.domain.closing import Draw, Drawn
from casa_desktop.domain.indicators import Indicator, Rule
from casa_desktop.domain.periods import Month
from casa_desktop.domain.report import Report, Section
from casa_desktop.reports import draw_pdf, fonts, report_pdf
from casa_desktop.texts.numbers import integer
from tests.reports.reference import IMPRINT, PLAIN

_LABEL = "Servicios de restablecimiento del contacto entre familiares"


def section(title: str, columns: int, lines: int, most: int = 9, name: str = "Fila") -> Section:
    heads = ("Nombre", *(f"c{at}" for at in range(columns)))
    return Section(title, heads, tuple((f"{name} {at}", *([most] * columns)) for at in range(lines)))


def text_of(report: Report) -> str:
    reader = PdfReader(BytesIO(report_pdf.render(report, PLAIN, IMPRINT)))
    return "\n".join(page.extract_text() for page in reader.pages)


@pytest.mark.timeout(30)
def test_a_wide_table_does_not_go_under_a_narrow_one() -> None:
    """It did, where it was short enough, and the widths of the row were shared out for ever."""
    told = text_of(Report("t", "s", sections=(section("A", 1, 20), section("B", 1, 1), section("C", 7, 1))))
    assert all(title in told for title in "ABC")


shapes = st.lists(st.tuples(st.integers(0, 14), st.integers(0, 26), st.sampled_from((0, 9, 10**6))), max_size=5)


@pytest.mark.timeout(60)
@settings(max_examples=40, deadline=None)
@given(shapes)
def test_tables_of_any_shape_come_onto_paper_with_every_number(given_shapes: list[tuple[int, int, int]]) -> None:
    sections = [section(f"T{at}", *shape) for at, shape in enumerate(given_shapes)]
    told = text_of(Report("t", "s", sections=tuple(sections)))
    for at, (columns, lines, most) in enumerate(given_shapes):
        assert f"T{at}" in told
        assert told.count(integer(most)) >= columns * lines


def test_figures_in_large_type_are_never_broken() -> None:
    facts = tuple(
        (f"{_LABEL} {at}", number) for at, number in enumerate((0, 1, 1_234_567, 98_765_432, 10**9, 7, 88_888_888))
    )
    told = text_of(Report("t", "s", facts=facts))
    for _, number in facts:
        assert integer(number) in told.splitlines()


def test_what_is_drawn_to_be_pulled_stays_in_its_column() -> None:
    wide = "WWWWWWWWWWWWWWWWWWWWWWWWWWWW"
    service = Drawn("s", date(2026, 10, 3), wide, "P-000001", wide, 12)
    pdf = draw_pdf.render([Draw(Indicator(Rule.PERSONS), _LABEL, (service,), 1, 0)], Month(2026, 10), PLAIN, IMPRINT)
    told = PdfReader(BytesIO(pdf)).pages[0].extract_text()
    assert "P-000001" in told
    assert wide not in told
    assert "W…" in told


@settings(max_examples=200, deadline=None)
@given(st.text("Wi áñ\u4e2d", max_size=60), st.floats(0, 200), st.booleans())
def test_what_is_fitted_fits_and_no_letter_is_cut_without_need(text: str, room: float, bold: bool) -> None:
    fonts.register()
    line = " ".join(text.split())
    told = fonts.fitted(text, 9, room, bold)
    assert not told or fonts.width(told, 9, bold) <= room
    if fonts.width(line, 9, bold) <= room:
        assert told == line
    elif told:
        longer = f"{line[: len(told)].rstrip()}…"
        assert told.endswith("…")
        assert len(longer) <= len(told) or fonts.width(longer, 9, bold) > room
