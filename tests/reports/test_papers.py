"""What is printed: the council's table, the recovery sheets, the card of keys."""

import os
import subprocess
import sys
from contextlib import suppress
from dataclasses import replace
from datetime import date
from io import BytesIO
from pathlib import Path
from random import Random

import pytest
from PIL import Image
from pypdf import PdfReader
from reportlab.pdfbase import pdfmetrics

from casa_desktop.domain.errors import CasaError, Code
from casa_desktop.domain.table import Letterhead
from casa_desktop.reports import fonts, keys_card_pdf, letterhead_pdf, paper, sheets_pdf, table_csv, table_pdf
from casa_desktop.reports.table_layout import SMALLEST, Texts, lay_out
from tests.reports.reference import FOLDER, IMPRINT, PLAIN, QUALITY, describe, larger, papers
from tests.reports.tables import history_2019, made_up, records_2019

LONG = tuple(f"Etiqueta larga número {at:02d} de una fila de este informe mensual" for at in range(12))
NAMES = "Ñáñez Wayúu Jayariyú Pʉtchipü’ü Jean-Frédéric Thélémaque Ìgbò Guillén «Épinard» Çelik Łukasz €"


def opened(pdf: bytes) -> PdfReader:
    """The file as another program reads it."""
    return PdfReader(BytesIO(pdf))


def text_of(pdf: bytes) -> str:
    """The text of all pages, blanks made one."""
    return " ".join(" ".join(page.extract_text() for page in opened(pdf).pages).split())


def picture(kind: str = "PNG", size: tuple[int, int] = (300, 120)) -> bytes:
    """A logo."""
    out = BytesIO()
    Image.new("RGBA" if kind == "PNG" else "RGB", size, (20, 90, 120)).save(out, kind)
    return out.getvalue()


@pytest.mark.parametrize("name", ["table_2019_records", "table_2019_history"])
def test_the_papers_of_2019_are_as_they_were_looked_at(name: str) -> None:
    assert describe(papers()[name]) == (FOLDER / f"{name}.txt").read_text(encoding="utf-8")


def test_the_table_at_its_limits_and_the_reports_that_go_out_are_as_they_were_looked_at() -> None:
    for name, pdf in larger().items():
        assert describe(pdf) == (FOLDER / f"{name}.txt").read_text(encoding="utf-8"), name


def test_a_paper_printed_again_is_the_same_file_even_elsewhere() -> None:
    script = (
        "import sys; from tests.reports.reference import papers; sys.stdout.buffer.write(b''.join(papers().values()))"
    )
    environment = {**os.environ, "PYTHONHASHSEED": "7", "TZ": "Asia/Tokyo"}
    again = subprocess.run([sys.executable, "-c", script], capture_output=True, check=True, env=environment)
    assert again.stdout == b"".join(papers().values())
    assert papers() == papers()


def test_the_file_says_what_it_is() -> None:
    reader = opened(papers()["table_2019_records"])
    assert reader.metadata is not None
    assert reader.metadata.title == "Informe mensual de atenciones: Diciembre de 2018 a noviembre de 2019"
    assert reader.metadata.author == PLAIN.desk
    assert reader.metadata.creation_date is not None
    assert reader.metadata.creation_date.isoformat() == "2019-12-02T09:05:00-05:00"
    assert str(reader.root_object["/Lang"]) == "es-CO"
    assert [str(entry["/Title"]) for entry in reader.outline if isinstance(entry, dict)] == [PLAIN.title]


def test_every_font_is_embedded() -> None:
    reader = opened(papers()["table_2019_history"])
    found = {font["/BaseFont"]: font for page in reader.pages for font in _fonts(page)}
    assert {str(name).split("+")[1] for name in found} == {fonts.REGULAR, fonts.SEMIBOLD}
    assert all("/FontFile2" in font["/FontDescriptor"] for font in found.values())


def _fonts(page: object) -> list[dict[str, dict[str, object]]]:
    resources = page["/Resources"]["/Font"]  # type: ignore[index]  # a dictionary of pypdf
    return [font.get_object() for font in resources.values()]


def test_one_landscape_page_of_carta_with_everything_on_it() -> None:
    reader = opened(papers()["table_2019_history"])
    assert len(reader.pages) == 1
    assert (reader.pages[0].mediabox.width, reader.pages[0].mediabox.height) == (792, 612)
    told = text_of(papers()["table_2019_history"])
    digest = table_csv.digest(history_2019())
    for expected in (
        "10.668",
        "1.534–10.668",
        "10.388",
        "diferencia: -280",
        "Elaboró",
        "Ana María Rodríguez Ñáñez",
        "CASA-F-012",
        "Página 1 de 1",
        "por coordinacion",
        "CASA Desktop 0.1.0",
        f"SHA-256 {digest[:8]}",
        digest,
    ):
        assert expected in told


def test_the_whole_digest_stands_on_the_last_page_only() -> None:
    reader = opened(table_pdf.render(made_up(24, LONG), QUALITY, IMPRINT))
    digest = table_csv.digest(made_up(24, LONG))
    pages = [page.extract_text() for page in reader.pages]
    assert len(pages) > 1
    assert [digest in page for page in pages] == [False] * (len(pages) - 1) + [True]
    assert all(digest[:8] in page and f"de {len(pages)}" in page for page in pages)
    assert all(PLAIN.title in page for page in pages)


@pytest.mark.parametrize(
    ("months", "labels", "pages"),
    [(1, LONG[:4], 1), (12, LONG, 1), (24, ("PERSONAS", "ORIENTACION", "PSICOLOGIA", "REF"), 1), (120, LONG[:4], 6)],
)
def test_any_size_is_printed_whole(months: int, labels: tuple[str, ...], pages: int) -> None:
    table = made_up(months, labels)
    pdf = table_pdf.render(table, PLAIN, IMPRINT)
    assert len(opened(pdf).pages) <= pages
    told = text_of(pdf)
    for row in table.rows:
        for cell in row.cells:
            assert cell.value is None or f"{cell.value:,}".replace(",", ".") in told


def test_more_rows_than_a_page_holds() -> None:
    table = made_up(12, tuple(f"Fila {at}" for at in range(90)))
    told = text_of(table_pdf.render(table, PLAIN, IMPRINT))
    assert "Fila 0 " in told
    assert "Fila 89 " in told


def test_figures_stay_legible_and_the_months_are_parted_by_years() -> None:
    fonts.register()
    labels = ["x" * 60]
    layout = lay_out(Texts(labels, 24, ["1.534"] * 5, ["*†"], [["suma mensual", "1.534–10.668"]]), 700, fonts.width)
    assert layout.blocks == ((0, 12), (12, 24))
    assert layout.size >= SMALLEST
    assert layout.label + 12 * layout.month + sum(layout.totals) <= 700 + 0.01
    one = lay_out(Texts(["REF"], 12, ["1.534"], ["*"], []), 700, fonts.width)
    assert one.blocks == ((0, 12),)
    assert one.label_lines == 1


def test_letters_of_our_names_are_all_in_the_typeface() -> None:
    fonts.register()
    for name in (fonts.REGULAR, fonts.SEMIBOLD):
        known = pdfmetrics.getFont(name).face.charToGlyph
        assert [c for c in f"{NAMES}†*—–0123456789·↑↓←→" if c != " " and ord(c) not in known] == []
        widths = {pdfmetrics.stringWidth(digit, name, 10) for digit in "0123456789"}
        assert len(widths) == 1, "figures must be tabular"


@pytest.mark.parametrize(
    "text",
    [
        '<img src="/etc/hostname"/>',
        "<b>x",
        "a & b < c",
        "&#0;",
        "x" * 3000,
        "\x00\ud800\u202e",
        NAMES,
        "😀 中文",
        "",
        "\n\n",
    ],
)
def test_user_text_is_printed_as_text(text: str) -> None:
    table = records_2019()
    table = replace(table, rows=(replace(table.rows[0], label=text), *table.rows[1:]))
    letterhead = Letterhead(
        desk=text,
        municipality=text,
        title=text,
        organisation=text,
        code=text,
        version=text,
        prepared_by=text,
        show_quality_box=True,
        show_signatures=True,
    )
    told = text_of(table_pdf.render(table, letterhead, replace(IMPRINT, user=text)))
    if text in (NAMES, "a & b < c", "<b>x"):
        assert text in told


def test_an_image_in_a_text_is_not_loaded(tmp_path: Path) -> None:
    (tmp_path / "secret.png").write_bytes(picture())
    markup = f'<img src="{tmp_path / "secret.png"}" width="10" height="10"/>'
    drawn = paper.paragraph(markup, paper.style(10))
    drawn.wrap(500, 500)
    assert all(getattr(fragment, "cbDefn", None) is None for fragment in drawn.frags)


@pytest.mark.parametrize("kind", ["PNG", "JPEG"])
def test_a_logo_is_printed(kind: str) -> None:
    pdf = table_pdf.render(records_2019(), replace(PLAIN, logo=picture(kind)), IMPRINT)
    assert len(opened(pdf).pages[0].images) == 1
    assert pdf == table_pdf.render(records_2019(), replace(PLAIN, logo=picture(kind)), IMPRINT)


@pytest.mark.parametrize(
    ("logo", "code"),
    [
        (b"%!PS-Adobe", Code.FILE_NOT_UNDERSTOOD),
        (picture()[:60], Code.FILE_NOT_UNDERSTOOD),
        (b"\xff\xd8\xff\xe0nothing", Code.FILE_NOT_UNDERSTOOD),
        (picture("PNG", (6000, 6000)), Code.FILE_TOO_LARGE),
    ],
)
def test_a_bad_logo_is_refused(logo: bytes, code: Code) -> None:
    with pytest.raises(CasaError) as caught:
        table_pdf.render(records_2019(), replace(PLAIN, logo=logo), IMPRINT)
    assert (caught.value.code, caught.value.problems[0].field) == (code, "logo")


def test_mutated_logos_never_raise_anything_else() -> None:
    random = Random(3)
    original = {kind: picture(kind, (40, 20)) for kind in ("PNG", "JPEG")}
    for at in range(150):
        data = bytearray(original["PNG" if at % 2 else "JPEG"])
        for _ in range(random.randint(1, 4)):
            data[random.randrange(len(data))] = random.randrange(256)
        with suppress(CasaError):
            letterhead_pdf.logo_image(bytes(data))


def test_recovery_sheets_tell_code_and_care() -> None:
    groups = [f"{at}{at}AB" for at in range(1, 10)]
    pdf = sheets_pdf.render("Mesa <b>", 2, "-".join(groups), date(2026, 11, 23), "9f31c2ab")
    told = text_of(pdf)
    assert len(opened(pdf).pages) == 1
    assert "Hoja de recuperación 2 de 2" in told
    assert "23 de noviembre de 2026" in told
    assert "9f31c2ab" in told
    assert "Grupo 9" in told
    letters = "".join(told.split())
    assert all(group in letters for group in ("11AB", "99AB"))
    assert "abretodo" in letters
    assert pdf == sheets_pdf.render("Mesa <b>", 2, "-".join(groups), date(2026, 11, 23), "9f31c2ab")


def test_the_card_of_keys_fits_half_a_page() -> None:
    groups = [("En todas partes", [("Ctrl+K", "buscar"), ("Ctrl++", "más grande"), ("↑ / ↓", "moverse")])]
    pdf = keys_card_pdf.render(groups)
    assert (opened(pdf).pages[0].mediabox.width, opened(pdf).pages[0].mediabox.height) == (612, 396)
    assert len(opened(pdf).pages) == 1
    assert "moverse" in text_of(pdf)
    many = [(f"Grupo {at}", [(f"F{key}", f"hace {at}-{key}") for key in range(1, 9)]) for at in range(9)]
    told = text_of(keys_card_pdf.render(many))
    assert all(f"hace {at}-{key}" in told for at in range(9) for key in range(1, 9))
    assert len(opened(keys_card_pdf.render([])).pages) == 1
