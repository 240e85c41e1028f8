"""``casa informe``: the monthly table without a window."""

import sys
from argparse import ArgumentParser, Namespace
from pathlib import Path

from casa_desktop.cli.entering import entered
from casa_desktop.domain.errors import Code, fault
from casa_desktop.domain.indicators import TotalMode
from casa_desktop.domain.leaving import Way
from casa_desktop.domain.periods import Month, Period
from casa_desktop.domain.table import Imprint, MonthlyTable
from casa_desktop.services import desk as desks
from casa_desktop.services import statistics
from casa_desktop.texts.papers import COUNCIL_TITLE
from casa_desktop.version import PROGRAM
from casa_desktop.wiring import Desk

TO_TERMINAL = ("csv", "txt")


def options(parser: ArgumentParser) -> None:
    """Declares what ``informe`` understands."""
    parser.add_argument("--desde", metavar="AAAA-MM", required=True, help="primer mes")
    parser.add_argument("--hasta", metavar="AAAA-MM", required=True, help="último mes")
    parser.add_argument("--formato", choices=["csv", "xlsx", "pdf", "txt"], default="txt", help="txt si no se dice")
    parser.add_argument("--salida", metavar="F", type=Path, help="archivo; csv y txt van a la pantalla sin él")
    parser.add_argument(
        "--filas", metavar="FILAS", help="etiquetas o reglas, separadas por comas: PERSONAS,SRV-RCF,REF=PER-RCF"
    )
    parser.add_argument("--total", choices=[str(mode) for mode in TotalMode], default=str(TotalMode.BOTH))


def run(given: Namespace) -> int:
    """Computes the table, renders it and writes it where it was asked."""
    period = Period(Month.parse(given.desde), Month.parse(given.hasta))
    if given.salida is None and given.formato not in TO_TERMINAL:
        raise fault(Code.REQUIRED, "--salida")
    with entered(given) as desk:
        rows = None
        if given.filas is not None:
            layout = desk.runner.run(statistics.layout, statistics.LayoutQuery()).result
            rows = statistics.parse_rows(given.filas, layout)
        request = statistics.TableRequest(period, rows, TotalMode(given.total))
        table = desk.runner.run(statistics.table, request).result
        data = _rendered(given.formato, table, desk)
        desk.runner.run(statistics.exported, statistics.Exported(Way(given.formato), period))
    if given.salida is not None:
        from casa_desktop.reports.files import write

        write(given.salida, data)
    else:
        sys.stdout.flush()
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
    return 0


def _rendered(form: str, table: MonthlyTable, desk: Desk) -> bytes:
    """The table in that form; each library is read only when its form is asked for."""
    if form == "csv":
        from casa_desktop.reports import table_csv

        return table_csv.render(table)
    if form == "txt":
        from casa_desktop.reports import table_txt

        return table_txt.render(table).encode()
    letterhead = desk.runner.run(desks.profile, desks.DeskQuery()).result.letterhead(COUNCIL_TITLE)
    imprint = Imprint(desk.clock.now(), desk.actor.full_name, PROGRAM)
    if form == "xlsx":
        from casa_desktop.reports import table_xlsx

        return table_xlsx.render(table, letterhead, imprint)
    from casa_desktop.reports import table_pdf

    return table_pdf.render(table, letterhead, imprint)
