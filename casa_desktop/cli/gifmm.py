"""``casa gifmm``: the 345W of a month without a window, from a template that was configured in the window."""

from argparse import ArgumentParser, Namespace
from pathlib import Path

from casa_desktop.cli.entering import entered
from casa_desktop.domain.donors import DonorForm, Template
from casa_desktop.domain.errors import Code, fault
from casa_desktop.domain.leaving import Sent, Way, way_of
from casa_desktop.domain.periods import Month, Period
from casa_desktop.domain.table import Imprint
from casa_desktop.domain.text import fold
from casa_desktop.services import donors, statistics, templates
from casa_desktop.services.donors import GifmmQuery
from casa_desktop.services.statistics import Exported
from casa_desktop.services.templates import TemplatesQuery
from casa_desktop.texts.donors import gifmm_file
from casa_desktop.version import PROGRAM


def options(parser: ArgumentParser) -> None:
    """Declares what ``gifmm`` understands."""
    parser.add_argument("--mes", metavar="AAAA-MM", required=True, help="mes de atención")
    parser.add_argument("--salida", metavar="F", type=Path, required=True, help="archivo .xlsx o .csv")
    parser.add_argument("--plantilla", metavar="NOMBRE", help="cuál, si la mesa tiene varias")
    parser.add_argument("--hxl", action="store_true", help="segunda fila con etiquetas HXL")


def run(given: Namespace) -> int:
    """Counts the month, renders the file, enters it into the audit and writes it; notes go to the screen."""
    from casa_desktop.reports import coded_files, files

    month = Month.parse(given.mes)
    period = Period(month, month)
    way = way_of(given.salida.suffix, (Way.XLSX, Way.CSV))
    with entered(given) as desk:
        template = _chosen(desk.runner.run(templates.templates, TemplatesQuery()).result, given.plantilla)
        file = gifmm_file(desk.runner.run(donors.gifmm, GifmmQuery(template.named.uuid, period)).result)
        if way is Way.CSV:
            data = coded_files.render_csv(file, tags=given.hxl)
        else:
            imprint = Imprint(desk.clock.now(), desk.actor.full_name, PROGRAM)
            data = coded_files.render_xlsx(file, imprint, tags=given.hxl)
        desk.runner.run(statistics.exported, Exported(way, period, Sent.GIFMM))
    files.write(given.salida, data)
    print("\n".join(file.notes))
    return 0


def _chosen(found: tuple[Template, ...], name: str | None) -> Template:
    """The 345W of that name, or the only one. NOT_FOUND where it is not clear which."""
    own = [each for each in found if each.form is DonorForm.GIFMM]
    own = [each for each in own if name is None or fold(each.named.name) == fold(name)]
    if len(own) != 1:
        raise fault(Code.NOT_FOUND, "--plantilla")
    return own[0]
