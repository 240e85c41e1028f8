"""The records behind a figure as a file: a spreadsheet, a CSV or pages; with names, only inside a sealed archive."""

import csv
from collections.abc import Iterator
from datetime import UTC
from io import BytesIO, StringIO

from xlsxwriter import Workbook

from casa_desktop.domain.listings import Listing
from casa_desktop.domain.table import Imprint, Letterhead
from casa_desktop.reports import list_pdf
from casa_desktop.reports.cleaning import csv_cell, one_line
from casa_desktop.reports.list_pdf import About, Column, Step
from casa_desktop.texts import listings as words
from casa_desktop.texts import papers
from casa_desktop.texts.ui_statistics import folio

_SHARES = {"Código": 2.0, "Nombre": 5.0, "Documento": 3.4, "Fecha": 2.0, "Servicio": 3.6, "Cantidad": 1.5, "Folio": 1.7}
_LONG = 50_000
"""Lines; a spreadsheet of more takes more memory than a small machine has to spare."""
_AT_A_TIME = 500
"""Lines between two looks at whether somebody wants it to stop."""


def _nothing(_done: int, _of: int) -> None:
    """Nobody watches."""


def render(
    form: str, listing: Listing, title: str, letterhead: Letterhead, imprint: Imprint, step: Step = _nothing
) -> bytes:
    """The list as ``csv``, ``xlsx`` or ``pdf``; *title* tells which number it is, and of when."""
    if form == "csv":
        return _csv(listing, title, step)
    if form == "xlsx":
        return _xlsx(listing, title, letterhead, imprint, step)
    return _pdf(listing, title, letterhead, imprint, step)


def sealed(
    listing: Listing, title: str, password: str, letterhead: Letterhead, imprint: Imprint, step: Step = _nothing
) -> bytes:
    """A zip under AES-256 that holds the list as a spreadsheet (as a CSV where it is very long) and as pages. The names
    of its files name nobody."""
    from pyzipper import WZ_AES, ZIP_DEFLATED, AESZipFile

    out = BytesIO()
    with AESZipFile(out, "w", compression=ZIP_DEFLATED, encryption=WZ_AES) as archive:
        archive.setpassword(password.encode())
        archive.setencryption(WZ_AES, nbits=256)
        for form in ("xlsx" if len(listing.lines) <= _LONG else "csv", "pdf"):
            archive.writestr(f"lista.{form}", render(form, listing, title, letterhead, imprint, step))
    return out.getvalue()


def _lines(listing: Listing, step: Step) -> Iterator[tuple[str, ...]]:
    for at, line in enumerate(listing.lines):
        if at % _AT_A_TIME == 0:
            step(at, len(listing.lines))
        yield words.cells(line, nominal=listing.nominal)


def _csv(listing: Listing, title: str, step: Step) -> bytes:
    """UTF-8 with BOM, ``;`` between cells; the quantity without thousands."""
    text = StringIO()
    out = csv.writer(text, delimiter=";", lineterminator="\n")
    out.writerow(words.columns(listing))
    for cells in _lines(listing, step):
        *others, quantity, where = cells
        out.writerow([*map(csv_cell, others), quantity.replace(".", ""), csv_cell(where)])
    out.writerows([csv_cell(note)] for note in _notes(listing, title))
    return text.getvalue().encode("utf-8-sig")


def _xlsx(listing: Listing, title: str, letterhead: Letterhead, imprint: Imprint, step: Step) -> bytes:
    """Real dates and numbers, texts that are never formulas; made in memory, as a library that writes each row out at
    once leaves them as plain text in a folder of the system."""
    out = BytesIO()
    book = Workbook(out, {"in_memory": True})
    book.set_properties(
        {
            "title": one_line(words.heading(listing)),
            "author": one_line(letterhead.desk),
            "comments": one_line(papers.printed(imprint)),
            "created": imprint.at.astimezone(UTC).replace(tzinfo=None),
        }
    )
    sheet = book.add_worksheet(words.SHEET)
    head = book.add_format({"bold": True, "bottom": 1})
    day = book.add_format({"num_format": "dd/mm/yyyy"})
    heads = words.columns(listing)
    for at, text in enumerate(heads):
        sheet.set_column(at, at, _SHARES[text] * 6)
        sheet.write_string(0, at, text, head)
    for row, line in enumerate(listing.lines, start=1):
        if row % _AT_A_TIME == 1:
            step(row - 1, len(listing.lines))
        who = (line.code, line.name, line.document) if listing.nominal else (line.code,)
        for at, text in enumerate(who):
            sheet.write_string(row, at, one_line(text))
        at = len(who)
        sheet.write_datetime(row, at, line.day, day)
        sheet.write_string(row, at + 1, one_line(line.service))
        sheet.write_number(row, at + 2, line.quantity)
        sheet.write_string(row, at + 3, one_line(folio(line.sheet, line.line)))
    for row, note in enumerate(_notes(listing, title), start=len(listing.lines) + 2):
        sheet.write_string(row, 0, one_line(note))
    sheet.freeze_panes(1, 0)
    sheet.repeat_rows(0)
    sheet.set_paper(1)
    sheet.fit_to_pages(1, 0)
    book.close()
    return out.getvalue()


def _pdf(listing: Listing, title: str, letterhead: Letterhead, imprint: Imprint, step: Step) -> bytes:
    subject = words.NOMINAL_SUBJECT if listing.nominal else words.SUBJECT
    left_out = words.left_out(listing)
    about = About(
        words.heading(listing),
        title,
        subject,
        (words.how_many(listing), *((left_out,) if left_out else ())),
    )
    columns = tuple(Column(head, _SHARES[head], right=head == words.QUANTITY) for head in words.columns(listing))
    lines = (words.cells(line, nominal=listing.nominal) for line in listing.lines)
    return list_pdf.render(about, columns, lines, len(listing.lines), letterhead, imprint, step)


def _notes(listing: Listing, title: str) -> list[str]:
    subject = words.NOMINAL_SUBJECT if listing.nominal else words.SUBJECT
    return [title, subject, *filter(None, [words.left_out(listing)])]
