"""Spanish of «Salud y Unidad Móvil»: outings, what each of them grouped, and its summary on paper."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from casa_desktop.domain.ages import BandSet, band_of, bands
from casa_desktop.domain.catalog import Catalog
from casa_desktop.domain.outings import Attention, Outing, OutingDetail, OutingFact, OutingLine, consultation_field
from casa_desktop.texts import dates, numbers
from casa_desktop.texts import ui_people as people
from casa_desktop.texts import ui_visits as visits
from casa_desktop.texts.places import municipality_name

TITLE = "Salud y Unidad Móvil"
HELP = (
    "Cada salida de la Unidad Móvil tiene fecha, lugar, equipo y vehículo. Mientras está abierta, lo que salud "
    "registra en «Hoy» con lugar Unidad Móvil queda en ella. Ciérrela al volver; el resumen se imprime en una página. "
    "Lo que ya estaba registrado ese día sin salida se une con un botón."
)
NEW = "Nueva salida"
OPEN = "Abrir la salida"
EMPTY = "Todavía no hay salidas"
EMPTY_DETAIL = "Aquí quedan las salidas de la Unidad Móvil con lo que se atendió en cada una. Empiece por la de hoy."
LIST_NAME = "Salidas, la más reciente arriba"
COLUMNS = ("Fecha", "Hora", "Lugar", "Equipo", "Vehículo", "Estado", "Personas", "Atenciones")
OPEN_STATE, CLOSED_STATE, AHEAD_STATE = "Abierta", "Cerrada", "Por salir"
BACK = "Volver"
EDIT = "Cambiar"
ATTEND = "Atender"
CLOSE = "Cerrar salida"
REOPEN = "Reabrir"
DROP = "Borrar"
PRINT = "Imprimir resumen"
CLOSED_DONE = "Salida cerrada"
REOPENED = "Salida abierta"
DROPPED = "Salida borrada"
GATHER = "Unirlas a esta salida"
GATHERED = "Atenciones unidas a la salida"
PRINTED = "Documento enviado a la impresora"
RENDERING = "Preparando el documento…"
SAVING = "Guardando…"
NEW_TITLE = "Nueva salida"
EDIT_TITLE = "Datos de la salida"
DATE = "&Fecha"
STARTS = "&Sale"
ENDS = "&Regresa"
MUNICIPALITY = "&Municipio"
SECTOR = "Se&ctor"
SECTOR_HINT = "Barrio, vereda o punto de encuentro."
VEHICLE = "&Vehículo"
VEHICLE_HINT = "Placa o nombre."
TEAM = "&Equipo"
ADD_MEMBER = "Escriba para agregar"
OTHERS = "&Otras personas del equipo"
OTHERS_HINT = "Nombres separados por comas."
SAVE = "Guardar salida"
SAVED = "Salida guardada"
LEAVE_QUESTION = "¿Dejar estos datos sin guardar?"
LEAVE_DO = "Dejarlos"
LEAVE_KEEP = "Seguir con ellos"
TOTALS_NAME = "Atenciones por tipo de consulta, sexo y edad"
TOTALS = "Por tipo de consulta, sexo y edad"
ROWS = "Atenciones"
ROWS_NAME = "Atenciones de la salida"
ROW_COLUMNS = ("Hora", "Persona", "Sexo", "Edad", "Consulta")
ONLY_TOTALS = "La lista de personas la ve salud; aquí están los totales."
NOBODY = "Todavía no hay atenciones en esta salida"
NOBODY_DETAIL = "Lo que salud registre en «Hoy» con lugar Unidad Móvil aparecerá aquí."
KEY_LIST = "Ir a las atenciones"
TOTAL = "Total"
UNKNOWN = "Sin dato"
EVERY_SEX = "Todos"
PAPER_TITLE = "Resumen de salida de la Unidad Móvil"
SIGNERS = ("Elaboró", "Revisó")

TOTAL_COLUMNS = ("Consulta", "Sexo", *(visits.band(band) for band in bands(BandSet.GIFMM)), UNKNOWN, TOTAL)


@dataclass(frozen=True, slots=True)
class OutingSheet:
    """The summary as plain words."""

    title: str
    facts: tuple[tuple[str, str], ...]
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    note: str


def where(outing: Outing) -> str:
    """``Café Madrid, Bucaramanga``."""
    return ", ".join(part for part in (outing.sector, municipality_name(outing.municipality)) if part)


def hours(outing: Outing) -> str:
    """``8:00 a. m. a 1:30 p. m.``, ``8:00 a. m.``, or nothing."""
    both = [dates.hour(hour) for hour in (outing.starts_at, outing.ends_at) if hour]
    return " a ".join(both)


def team(outing: Outing) -> str:
    """The names, as they were written."""
    return numbers.listing([member.name for member in outing.team])


def state(outing: Outing, today: date) -> str:
    """Whether it takes attentions."""
    if outing.closed:
        return CLOSED_STATE
    return AHEAD_STATE if outing.date > today else OPEN_STATE


def row(line: OutingLine, today: date) -> tuple[str, ...]:
    """One line of the list."""
    outing = line.outing
    return (
        dates.short_date(outing.date),
        dates.hour(outing.starts_at),
        where(outing),
        team(outing),
        outing.vehicle,
        state(outing, today),
        str(line.persons),
        str(line.services),
    )


def facts(outing: Outing) -> str:
    """What stands below the place."""
    parts = (
        dates.weekday_date(outing.date).capitalize(),
        hours(outing),
        outing.vehicle,
        f"equipo: {team(outing)}" if outing.team else "",
    )
    return " · ".join(part for part in parts if part)


def count(detail: OutingDetail) -> str:
    """``12 personas, 14 atenciones``."""
    services = numbers.count(len(detail.facts), "atención", "atenciones")
    return f"{numbers.count(detail.persons, 'persona', 'personas')}, {services}"


def loose(number: int) -> str:
    """What the banner says."""
    told = numbers.count(number, "atención", "atenciones")
    verb = "está" if number == 1 else "están"
    return f"{told} de la Unidad Móvil de ese día no {verb} en ninguna salida."


def consultation(code: str, chosen: str, catalog: Catalog) -> str:
    """``Unidad Móvil: Medicina general``."""
    kind = catalog.service_type(code)
    if kind is None:
        return code
    field = consultation_field(kind)
    option = field.option(chosen) if field and chosen else None
    name = visits.short_name(kind)
    return f"{name}: {option.name}" if option else name


def attention(row: Attention, catalog: Catalog) -> tuple[str, ...]:
    """One line of the attentions."""
    at = datetime.fromisoformat(row.created_at)
    return (
        dates.clock_time(at),
        visits.ANONYMOUS_TITLE if row.anonymous else people.name(row.person_name),
        people.sex(row.sex),
        people.age(row.age),
        consultation(row.type, row.consultation, catalog),
    )


def totals(detail: OutingDetail, catalog: Catalog) -> tuple[tuple[str, ...], ...]:
    """A line for each kind of consultation and sex, and the whole last: bands and «sin dato» add up to the total."""
    named = [(consultation(fact.type, fact.consultation, catalog), fact) for fact in detail.facts]
    found: list[tuple[str, ...]] = []
    for name in dict.fromkeys(name for name, _ in sorted(named, key=lambda each: each[0])):
        for number, (code, sex) in enumerate(_sexes(fact for each, fact in named if each == name)):
            own = [fact for each, fact in named if each == name and fact.sex == code]
            found.append(("" if number else name, sex, *_across(own)))
    if len(found) > 1:
        for number, (code, sex) in enumerate(_sexes(detail.facts)):
            own = [fact for fact in detail.facts if fact.sex == code]
            found.append(("" if number else TOTAL, sex, *_across(own)))
        found.append(("", EVERY_SEX, *_across(detail.facts)))
    return tuple(found)


def _sexes(facts: Iterable[OutingFact]) -> list[tuple[str, str]]:
    held = {fact.sex for fact in facts}
    known = [(str(code), name) for code, name in people.SEXES if code in held]
    return [*known, *((code, code) for code in sorted(held - {code for code, _ in known}))]


def _across(facts: Sequence[OutingFact]) -> tuple[str, ...]:
    each = [band_of(fact.age, BandSet.GIFMM) for fact in facts]
    return (*(str(each.count(band)) for band in (*bands(BandSet.GIFMM), None)), str(len(facts)))


def sheet(detail: OutingDetail, catalog: Catalog) -> OutingSheet:
    """The summary of one page."""
    outing = detail.outing
    told = (
        ("Fecha", dates.weekday_date(outing.date).capitalize()),
        ("Horario", hours(outing)),
        ("Lugar", where(outing)),
        ("Vehículo", outing.vehicle),
        ("Equipo", team(outing)),
    )
    return OutingSheet(
        PAPER_TITLE,
        tuple((label, value) for label, value in told if value),
        TOTAL_COLUMNS,
        totals(detail, catalog),
        count(detail),
    )
