"""Spanish of «Planillas»: passing in, printing, what is missing, and the tally of a day."""

from collections.abc import Iterable
from datetime import date, datetime

from casa_desktop.domain.catalog import Catalog
from casa_desktop.domain.clock import BOGOTA
from casa_desktop.domain.indicators import Reach
from casa_desktop.domain.paper_sheets import Batch, Explanation, SheetMissing, Standing
from casa_desktop.domain.periods import Month
from casa_desktop.domain.person_views import PersonHit
from casa_desktop.domain.tally import PERSONS, Tally, TallyRow
from casa_desktop.domain.visit_views import VisitRow
from casa_desktop.texts import dates, numbers, paper_in, ui_visits

# Página
TITLE = "Planillas"
HELP = (
    "Cuando se va la luz o el equipo se atiende en papel: aquí se imprime la planilla de contingencia, numerada; se "
    "pasa línea por línea con su fecha y su folio; se ve qué planillas faltan, y se compara el día con el papel."
)
PASS, PRINT, GAPS, TALLY = "Pasar planilla", "Imprimir en blanco", "Las que faltan", "Arqueo del día"

# Pasar planilla
PASS_HINT = (
    "Escriba el nombre o el documento: Enter toma la primera persona, Ctrl+Enter la registra como nueva. "
    'Con comillas (") se repite lo de la línea de arriba.'
)
SHEET, DATE, PLACE, FUNDER, STAFF = "&Planilla", "&Fecha", "Lugar", "Financiador", "Atendió"
PLACE_EMPTY = "El de cada servicio"
LINES_NAME = "Líneas de la planilla"
CELLS = {
    "person": "Persona",
    "document": "Documento",
    "sex": "Sexo",
    "age": "Edad",
    "country": "País",
    "profile": "Perfil",
    "phone": "Teléfono",
    "services": "Servicios",
    "signed": "Firmó",
}
EXAMPLES = {"document": "CC 1098…", "sex": "H/M", "signed": "s/n"}
NUMBER = "N.º"
SAVE = "Guardar planilla"
NEXT_SHEET = "Otra planilla"
SAVING = "Pasando la planilla…"
KEY_NEW = "Registrar lo escrito como persona nueva (en el nombre)"
KEY_ANONYMOUS = "Línea anónima (no autoriza)"
KEY_TWIN = "Tomar la persona que ya tiene ese documento"
KEY_CHANGE = "Cambiar la persona de la línea"
ANONYMOUS = "Anónima"
STATES = {"open": "", "known": "Conocida", "new": "Nueva", "anonymous": "Anónima", "done": "✓ Pasada"}
CHOOSE_PERSON = "elija a la persona con Enter, o regístrela como nueva con Ctrl+Enter."
NEEDS_TYPE = "escriba el tipo y el número (CC, CV, PT, PA…), o SIN si no tiene."
SAY_SIGNED = "escriba S si firmó la planilla, N si no."
BAD_SERVICES = "no se reconoce. Escriba las letras del servicio, por ejemplo OR o RCF."
UNDO_REASON = "Deshecho al pasar la planilla"
UNDONE = "Líneas deshechas"
NOTHING_TYPED = "Todavía no hay líneas por guardar."
LEAVE_QUESTION = "¿Dejar esta planilla sin guardar?"
LEAVE_DO, LEAVE_KEEP = "Dejarla", "Seguir con ella"

# Imprimir
PRINT_TITLE = "Planilla de contingencia en blanco"
PRINT_HINT = (
    "Cada hoja lleva su número, la autorización de datos y doce líneas. Un número entregado no se vuelve a entregar."
)
COUNT, SERIES, FIRST = "&Cuántas hojas", "&Serie (opcional)", "&Desde el número"
FIRST_HINT = "Vacío: el que sigue."
SERIES_HINT = "Por ejemplo, PC."
BOXES = "&Casillas de servicios"
BOXES_HINT = "Lo que se presta donde se usará la planilla; caben ocho."
DO_PRINT, REPRINT, SAVE_PDF = "Imprimir", "Imprimir otra vez", "Guardar PDF"
RENDERING = "Preparando las planillas…"
PRINTED_COLUMNS = ("Planillas", "Hojas", "Impresas el", "Por")
PRINTED_NAME = "Planillas impresas, las últimas arriba"
NO_PRINTED = "Todavía no se han impreso planillas"
NO_PRINTED_DETAIL = (
    "Las que se impriman quedan aquí, con sus números. Deje algunas en el cajón para cuando falte la luz."
)
SAVE_TITLE = "Guardar las planillas"
NOT_PRINTED = "No se imprimió. Los números quedan entregados: con Ctrl+P se imprimen otra vez."
SAVED_FILE = "Archivo guardado"

# Las que faltan
GAPS_HINT = (
    "Planillas impresas, o entre dos ya pasadas, de las que no hay ningún servicio. Pásela, o explique qué pasó."
)
GAPS_COLUMNS = ("Planilla", "Qué se sabe", "Explicación")
GAPS_NAME = "Planillas sin servicios"
NO_GAPS = "No falta ninguna planilla"
NO_GAPS_DETAIL = "Cuando se salte un número, o una planilla impresa no se haya pasado, aparecerá aquí."
SHOW_EXPLAINED = "Ver también las &explicadas"
REASON_CHIPS = "¿Qué pasó con ella?"
EXPLANATIONS = {
    Explanation.VOID: "Anulada",
    Explanation.BLANK: "En blanco",
    Explanation.LOST: "Perdida",
    Explanation.OTHER: "Otra",
}
NOTE = "Nota"
NOTE_HINT = "Sin datos de personas. Hace falta si eligió «Otra»."
EXPLAIN, WITHDRAW, PASS_THIS = "Guardar explicación", "Retirar la explicación", "Pasarla ahora"
EXPLAINED, WITHDRAWN = "Planilla explicada", "Explicación retirada"

# Arqueo
TALLY_HINT = "Cuente en el papel y escríbalo. El programa dice lo suyo después, para que una cuenta no copie la otra."
DAY = "&Día"
COMPARE = "Comparar"
COMPARE_AGAIN = "Contar otra vez"
TALLY_COLUMNS = ("", "Papel", "Programa", "Diferencia")
TALLY_NAME = "Cuentas del papel y del programa"
RECORDS_EMPTY = "El programa no tiene ninguna atención de este servicio en ese día."
AGREES = "El papel y el programa coinciden."
TALLY_NOTE = "&Nota: qué se encontró"
TALLY_NOTE_HINT = "Sin datos de personas."
SAVE_NOTE = "Guardar nota"
NOTE_SAVED = "Nota guardada"
PRINT_TALLY = "Imprimir"
DAY_SHEET, PRINTED_SHEET = "Hoja del día", "Hoja del día enviada a la impresora"
EARLIER = "Arqueos anteriores"
EARLIER_COLUMNS = ("Día", "Resultado", "Hecho")
NO_EARLIER = "Los arqueos que se hagan quedan aquí, y se pueden volver a abrir."
PRINTED_TALLY = "Arqueo enviado a la impresora"
SEE_RECORDS = "Ver las atenciones de esa fila"


def moment(instant: str) -> str:
    """``10/03/2026 9:05 a. m.``"""
    return dates.short_moment(datetime.fromisoformat(instant))


def made_on(instant: str) -> str:
    """``10/03/2026``, the day in Bogotá."""
    return dates.short_date(datetime.fromisoformat(instant).astimezone(BOGOTA).date())


def issued_on(instant: str) -> str:
    """``impresa el 10/03/2026``."""
    return f"impresa el {made_on(instant)}"


def run(batch: Batch) -> str:
    """``PC-0001 a PC-0010``, or one number."""
    return " a ".join(_ends(batch))


def _ends(batch: Batch) -> tuple[str, ...]:
    return tuple(dict.fromkeys((batch.sheets[0].written, batch.sheets[-1].written)))


def file_name(batch: Batch) -> str:
    """``planillas-PC-0001-PC-0010``."""
    return "-".join(("planillas", *_ends(batch)))


def handed_out(batch: Batch) -> str:
    """What was printed."""
    return f"Planillas {run(batch)} a la impresora"


def next_first(number: int) -> str:
    """The placeholder of the first number."""
    return f"{number:04d}"


def box(code: str, name: str) -> str:
    """``ORI · Orientación``."""
    short = name.partition(" – ")[0]
    return f"{code} · {short}" if len(short) <= 24 else code


def known_sheet(written: str, issued_at: str, passed: int) -> str:
    """What is known of a planilla before it is typed."""
    parts = [f"Planilla {written}", issued_on(issued_at) if issued_at else "de otro papel"]
    parts.append(f"ya pasadas: {numbers.count(passed, 'línea', 'líneas')}" if passed else "sin pasar todavía")
    return " · ".join(parts)


def saved(written: str, lines: int) -> str:
    """``Planilla PC-0042: 12 líneas pasadas``."""
    return f"Planilla {written}: {numbers.count(lines, 'línea pasada', 'líneas pasadas')}"


def not_saved(lines: int) -> str:
    """That some lines wait for a correction."""
    return f"{numbers.count(lines, 'línea espera', 'líneas esperan')} corrección; lo que falta se dice debajo."


def problem(cell: str, sentence: str) -> str:
    """``Edad: falta la edad…``."""
    label = CELLS.get(cell, "")
    return f"{label}: {sentence[0].lower()}{sentence[1:]}" if label else sentence


def line_name(number: int, cell: str) -> str:
    """What a screen reader says of a cell."""
    return f"Línea {number}, {CELLS[cell].lower()}"


def needs_more(name: str) -> str:
    """Of a service for which a tick is not enough."""
    return f"«{name}» pide más datos que una marca: regístrelo donde se registra siempre, con este folio."


def same_document(hit: PersonHit) -> str:
    """Somebody has that document."""
    return f"Ese documento ya es de {hit.name or 'una persona sin nombre'} ({hit.code}). F2 toma a esa persona."


def same_day(row: VisitRow, catalog: Catalog) -> str:
    """The person was attended that day already."""
    return f"Ese día ya se le registró: {ui_visits.services(row, catalog)}. Lo de esta línea se suma."


def twice(number: int) -> str:
    """The person is on another line too."""
    return f"También está en la línea {number}."


def passed_before(code: str, types: tuple[str, ...]) -> str:
    """What a line shows that was passed in on another occasion."""
    return " · ".join(part for part in (code, ", ".join(types)) if part)


def known(each: SheetMissing) -> str:
    """All that may help to find a planilla, its likely day first."""
    parts: list[str] = []
    if each.standing is Standing.HANDED_OUT:
        parts.append("sin pasar; puede estar sin usar")
    elif each.before and each.after:
        low, high = (dates.short_date(day) for day in sorted((each.before, each.after)))
        parts.append(f"por sus vecinas, {f'del {low}' if low == high else f'entre el {low} y el {high}'}")
    elif each.after:
        parts.append(f"antes de la que sigue, del {dates.short_date(each.after)}")
    if each.issued:
        parts.append(f"{issued_on(each.issued.at)} por {each.issued.by}")
    said = "; ".join(parts) or "la nombra una explicación"
    return said[0].upper() + said[1:]


def explanation(each: SheetMissing) -> str:
    """``Anulada: se mojó · Ana Díaz, 10/03/2026``; empty while nobody explained it."""
    told = each.explained
    if told is None:
        return ""
    said = EXPLANATIONS[told.reason] + (f": {told.note}" if told.note else "")
    return f"{said} · {told.by}, {moment(told.at)}"


def gaps_count(some: tuple[SheetMissing, ...]) -> str:
    """``2 faltan · 8 impresas sin pasar``."""
    here = [each for each in some if each.explained is None]
    missing = sum(each.standing is Standing.MISSING for each in here)
    waiting = len(here) - missing
    parts = [numbers.count(missing, "falta", "faltan")] if missing else []
    if waiting:
        parts.append(numbers.count(waiting, "impresa sin pasar", "impresas sin pasar"))
    return " · ".join(parts)


def row_name(code: str, catalog: Catalog) -> str:
    """A row of the tally."""
    kind = catalog.service_type(code)
    return paper_in.PERSONS_ROW if code == PERSONS else ui_visits.short_name(kind) if kind else code


difference = paper_in.difference


def explained_difference(row: TallyRow, catalog: Catalog) -> str:
    """What a difference says, in words."""
    name = row_name(row.code, catalog)
    if row.difference > 0:
        return f"{name}: en el papel hay {row.difference} que el programa no tiene."
    return f"{name}: el programa tiene {-row.difference} que el papel no dice."


def not_counted(code: str, day: date, rows: Iterable[VisitRow], catalog: Catalog) -> str:
    """Who is listed behind a count without adding to it: those who came along, where only the recipient counts."""
    kind = catalog.service_type(code)
    if kind is None or kind.option_in(Month.of(day)).reach is not Reach.RECIPIENT:
        return ""
    along = sum(service.companions for row in rows for service in row.services if service.type == code)
    said = numbers.count(along, "persona de la lista acompañaba", "personas de la lista acompañaban")
    return f"{said} y no suma{'n' if along > 1 else ''}: este servicio cuenta a quien lo recibe." if along else ""


def tally_result(tally: Tally, catalog: Catalog) -> str:
    """``Coincide``, or the rows that do not."""
    if not tally.differing:
        return "Coincide"
    return ", ".join(f"{row_name(row.code, catalog)} {difference(row)}" for row in tally.differing)


def tally_day(day: date) -> str:
    """``10/03/2026``."""
    return dates.short_date(day)


def tally_title(tally: Tally) -> str:
    """Of which day, when and by whom."""
    return paper_in.checked(tally.day, moment(tally.at), tally.by)


def records_title(code: str, day: date, catalog: Catalog) -> str:
    """Whose attentions are listed."""
    return f"{row_name(code, catalog)} · {dates.long_date(day)}"


def sheet_file(day: date) -> str:
    """``Hoja del día 2026-03-10``."""
    return f"Hoja del día {day}"


def tally_file(day: date) -> str:
    """The name of the print job."""
    return f"arqueo-{day.isoformat()}"


def has_person(name: str) -> str:
    """Why «anónima» does not put away who stands in the line."""
    return f"Esta línea ya tiene a {name}. Con Supr en su nombre queda libre; después, Alt+N."
