"""``casa cifras``: historical figures in and listed, without a window."""

import sys
from argparse import ArgumentParser, ArgumentTypeError, Namespace
from pathlib import Path

from casa_desktop.cli.entering import entered
from casa_desktop.domain.errors import CasaError, Code, Problem, fault
from casa_desktop.domain.periods import Month, Period
from casa_desktop.services import figures
from casa_desktop.texts.numbers import integer
from casa_desktop.texts.ui_statistics import doubt_sentence
from casa_desktop.wiring import Desk

IMPORT, LIST = "importar", "listar"


def options(parser: ArgumentParser) -> None:
    """Declares what ``cifras`` understands."""
    parser.add_argument("acto", choices=[IMPORT, LIST], nargs="?", default=LIST, help="importar o listar")
    parser.add_argument("archivo", nargs="?", metavar="F", type=Path, help="csv o xlsx que se importa")
    parser.add_argument("--fuente", metavar="TEXTO", default="", help="de dónde salen las cifras")
    parser.add_argument("--folio", metavar="TEXTO", default="", help="folio del documento")
    parser.add_argument(
        "--total-publicado",
        metavar="FILA=N",
        action="append",
        default=[],
        type=_total,
        help="total impreso en el documento; se guarda junto al calculado",
    )
    parser.add_argument("--desde", metavar="AAAA-MM", help="primer mes que se lista")
    parser.add_argument("--hasta", metavar="AAAA-MM", help="último mes que se lista")


def _total(text: str) -> tuple[str, int]:
    label, equals, number = text.rpartition("=")
    digits = number.strip().replace(".", "")
    if not (equals and label.strip() and digits.isdecimal()):
        raise ArgumentTypeError(text)
    return label.strip(), int(digits)


def run(given: Namespace) -> int:
    """Imports a file, all of it or nothing, or lists what stands."""
    if given.acto == IMPORT and given.archivo is None:
        raise fault(Code.REQUIRED, "file")
    command = _read(given) if given.acto == IMPORT else None
    with entered(given) as desk:
        if command is None:
            _print_figures(desk, given)
            return 0
        saved = desk.runner.run(figures.import_rows, command).result
    print(
        f"Cifras nuevas: {integer(saved.added)}; reemplazadas: {integer(saved.replaced)}; "
        f"sin cambio: {integer(saved.unchanged)}."
    )
    for doubt in saved.doubts:
        print(f"Revise: {doubt_sentence(doubt)}", file=sys.stderr)
    return 0


def _read(given: Namespace) -> figures.ImportFigures:
    """The file as a command; every cell that was not understood is told, and then nothing is imported."""
    from casa_desktop.readers.figures import read_figures
    from casa_desktop.readers.files import read

    found = read_figures(given.archivo.name, read(given.archivo))
    if found.problems:
        raise CasaError([Problem(p.code, p.field, {**p.values, "line": line}) for line, p in found.problems])
    rows = tuple(
        figures.ImportedFigure(row.month, row.indicator_label, row.value, row.provisional) for row in found.rows
    )
    return figures.ImportFigures(rows, given.fuente, given.folio, tuple(given.total_publicado))


def _print_figures(desk: Desk, given: Namespace) -> None:
    this_month = Month.of(desk.clock.today())
    last = Month.parse(given.hasta) if given.hasta else this_month
    first = Month.parse(given.desde) if given.desde else last.plus(-119)
    for figure in desk.runner.run(figures.list, figures.FigureQuery(Period(first, last))).result:
        mark = "*" if figure.provisional else ""
        print("\t".join((f"{figure.month}{mark}", figure.label, str(figure.value), figure.source)))
