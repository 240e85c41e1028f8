"""Spanish of the records of a day, laid out by folio to be marked on the paper."""

from collections.abc import Mapping
from datetime import datetime

from casa_desktop.domain.report import Line, Report, Section
from casa_desktop.domain.tally import DaySheet
from casa_desktop.texts import dates, numbers
from casa_desktop.texts.ui_visits import folio

TITLE, TABLE = "Hoja del día", "Registros, por folio"
COLUMNS = ("Folio", "Hora", "Persona", "Servicio", "Atendió", "Cantidad", "Presentes", "En papel")
NOTE = "Marque cada registro que está en el papel. Solo lo que su rol puede ver; personas por su código."
NO_FOLIO, NO_RECORDS = "Sin folio", "Ese día no tiene registros."


def report(found: DaySheet, names: Mapping[str, str]) -> Report:
    """The records of a day by folio, with room for a mark beside each; *names* are those of the service types."""
    lines: list[Line] = [
        (
            folio(each.sheet, each.line) or NO_FOLIO,
            dates.clock_time(datetime.fromisoformat(each.at)),
            each.code,
            names.get(each.service, each.service),
            each.staff,
            each.quantity,
            each.present,
            "",
        )
        for each in found.lines
    ]
    gaps = [
        f"{numbers.plural(len(missing), 'Falta la línea', 'Faltan las líneas')} "
        f"{numbers.listing([str(line) for line in missing])} de la planilla {sheet}."
        for sheet, missing in found.gaps
    ]
    table = Section(TABLE, COLUMNS, tuple(lines), words=frozenset({1, 2, 3, 4}))
    return Report(
        title=TITLE,
        subtitle=dates.weekday_date(found.day),
        said=tuple(gaps) if lines else (NO_RECORDS,),
        sections=(table,) if lines else (),
        notes=(NOTE,),
    )
