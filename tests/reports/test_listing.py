"""Lists of records in files: nothing a spreadsheet would run, an archive that opens with its password only, and paper
whose memory does not grow with its pages."""

import csv
import subprocess
import sys
from datetime import date
from io import BytesIO, StringIO
from pathlib import Path

import pytest
import pyzipper
from pypdf import PdfReader
from python_calamine import CalamineWorkbook

from casa_desktop.domain.errors import CasaError, Code, fault
from casa_desktop.domain.listings import Listed, Listing
from casa_desktop.reports import listing_files
from tests.reports.reference import IMPRINT, PLAIN

ROOT = Path(__file__).parents[2]
TITLE = "PERSONAS · marzo de 2026"
NASTY = '=HYPERLINK("http://x") <b>&' + "ñ" * 200
SECRET = "cuatro-palabras-del-sorteo"


def listing(count: int, *, nominal: bool) -> Listing:
    lines = tuple(
        Listed(f"P-{at:06d}", date(2026, 3, 1), NASTY if at == 1 else "ORIENTACION", 1200, "12", at, "Ñusta", "PT 1")
        for at in range(count)
    )
    return Listing(nominal, lines, 2)


def render(form: str, made: Listing) -> bytes:
    return listing_files.render(form, made, TITLE, PLAIN, IMPRINT)


def test_by_code_no_file_holds_a_name() -> None:
    made = listing(3, nominal=False)
    rows = list(csv.reader(StringIO(render("csv", made).decode("utf-8-sig")), delimiter=";"))
    assert rows[1] == ["P-000000", "01/03/2026", "ORIENTACION", "1200", "12-0"]
    assert rows[2][2].startswith("'=HYPERLINK")
    sheet = CalamineWorkbook.from_filelike(BytesIO(render("xlsx", made))).get_sheet_by_index(0).to_python()
    assert sheet[1] == ["P-000000", date(2026, 3, 1), "ORIENTACION", 1200.0, "12-0"]
    text = "".join(page.extract_text() for page in PdfReader(BytesIO(render("pdf", made))).pages)
    assert "2 servicios cuentan y no salen en esta lista." in text
    for told in (str(rows), str(sheet), text):
        assert "Ñusta" not in told
        assert "PT 1" not in told


def test_by_name_the_archive_is_sealed_and_its_files_name_nobody() -> None:
    data = listing_files.sealed(listing(3, nominal=True), TITLE, SECRET, PLAIN, IMPRINT)
    assert "Ñusta".encode() not in data
    with pyzipper.AESZipFile(BytesIO(data)) as archive:
        assert archive.namelist() == ["lista.xlsx", "lista.pdf"]
        assert all(info.flag_bits & 1 and info.wz_aes_strength == 3 for info in archive.infolist()), "AES-256"
        with pytest.raises(RuntimeError):
            archive.read("lista.pdf", pwd=b"otra")
        text = PdfReader(BytesIO(archive.read("lista.pdf", pwd=SECRET.encode()))).pages[0].extract_text()
    assert "Ñusta" in text
    assert "Contiene datos personales" in text


def test_every_page_says_which_it_is_and_every_line_is_there() -> None:
    made = listing(200, nominal=True)
    data = render("pdf", made)
    assert data == render("pdf", made), "the same inputs give the same bytes"
    pages = [page.extract_text() for page in PdfReader(BytesIO(data)).pages]
    assert all(f"Página {at} de {len(pages)}" in page for at, page in enumerate(pages, 1))
    assert all(any(line.code in page for page in pages) for line in made.lines)


def test_whoever_stops_it_has_nothing() -> None:
    def stop(done: int, of: int) -> None:
        if done > of // 2:
            raise fault(Code.CANCELLED)

    for form in ("pdf", "xlsx", "csv"):
        with pytest.raises(CasaError):
            listing_files.render(form, listing(2_000, nominal=False), TITLE, PLAIN, IMPRINT, stop)


def test_memory_does_not_grow_with_the_pages() -> None:
    """Laid out as the other papers are, a page of such a list takes some 100 KB; ten thousand would not fit."""
    script = (
        "from tests.benchmarks.listing import draw, peak\n"
        "draw(10)\nbefore = peak()\ndraw(210)\nprint((peak() - before) / 200)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True, cwd=ROOT, timeout=90
    )
    assert float(done.stdout) < 0.06, "megabytes a page"
