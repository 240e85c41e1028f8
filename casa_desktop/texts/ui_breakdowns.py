"""Spanish of a number taken apart, on the screen and in the files that leave the house."""

from collections.abc import Iterable, Mapping
from types import MappingProxyType

from casa_desktop.domain.ages import BandSet, bands
from casa_desktop.domain.breakdowns import NO_DATA, Breakdown, Dimension, band_key
from casa_desktop.domain.catalog import Catalog, Kind
from casa_desktop.domain.periods import Month, Period
from casa_desktop.domain.persons import Sex
from casa_desktop.domain.suppression import SMALLEST
from casa_desktop.texts import dates, numbers
from casa_desktop.texts.labels import BAND_SETS
from casa_desktop.texts.places import country_name, municipality_name
from casa_desktop.texts.ui_visits import band

TITLE = "Desgloses"
OPEN = "Desglosar"
WHAT = "&Qué se cuenta"
ROWS = "&Filas"
COLUMNS = "&Columnas"
BANDS = "&Edades"
NOTHING = "Ninguna"
COUNTING = "Contando…"
COPY = "Copiar la tabla"
SAVE = "Guardar como"
SAVE_TITLE = "Guardar el desglose"
SAVED = "Archivo guardado"
COPIED = "Tabla copiada: péguela en una hoja de cálculo."
FILE_KINDS = (("Hoja de cálculo", "*.xlsx"), ("CSV para hoja de cálculo", "*.csv"))
TABLE = "Desglose"
UNKNOWN = "Sin dato"
TOTAL = "Total"
HIDDEN = "•"
SAVING = "Preparando el archivo"
SAME = "Elija columnas distintas de las filas."

DIMENSIONS: Mapping[Dimension, str] = MappingProxyType(
    {
        Dimension.SEX: "Sexo",
        Dimension.AGE: "Edad",
        Dimension.COUNTRY: "País",
        Dimension.PROFILE: "Perfil",
        Dimension.VULNERABILITY: "Vulnerabilidad",
        Dimension.ETHNICITY: "Etnia",
        Dimension.DISABILITY: "Discapacidad",
        Dimension.MUNICIPALITY: "Municipio",
        Dimension.SERVICE: "Servicio",
        Dimension.FUNDER: "Financiador",
        Dimension.PLACE: "Lugar",
        Dimension.STAFF: "Quien atendió",
        Dimension.MONTH: "Mes",
    }
)
_KINDS = {
    Dimension.ETHNICITY: Kind.ETHNICITY,
    Dimension.DISABILITY: Kind.DISABILITY,
    Dimension.PROFILE: Kind.PROFILE,
    Dimension.VULNERABILITY: Kind.VULNERABILITY,
    Dimension.PLACE: Kind.PLACE,
    Dimension.FUNDER: Kind.FUNDER,
}
_SEXES = {str(Sex.WOMAN): "Mujer", str(Sex.MAN): "Hombre", str(Sex.INTERSEX): "Intersexual"}


def band_options() -> list[tuple[str, str]]:
    """(key, words) of every set of age bands."""
    return [(str(key), BAND_SETS[key]) for key in BandSet]


def name(dimension: Dimension | None, key: str, catalog: Catalog, of: BandSet) -> str:
    """What a row or a column is called."""
    if dimension is None:
        return TOTAL
    if key == NO_DATA:
        return UNKNOWN
    if dimension in _KINDS:
        return catalog.name(_KINDS[dimension], key)
    if dimension is Dimension.AGE:
        return next(band(each) for each in bands(of) if band_key(each.first) == key)
    if dimension is Dimension.SERVICE:
        kind = catalog.service_type(key)
        return kind.name if kind is not None else key
    named = {
        Dimension.SEX: lambda: _SEXES.get(key, key),
        Dimension.COUNTRY: lambda: country_name(key),
        Dimension.MUNICIPALITY: lambda: municipality_name(key),
        Dimension.MONTH: lambda: dates.month_short_year(Month.parse(key)),
    }
    return named[dimension]() if dimension in named else key


def grid(found: Breakdown, catalog: Catalog, hidden: frozenset[tuple[str, str]] = frozenset()) -> list[list[str]]:
    """The table as texts: a head, the rows, and the totals below. Numbers as they are read aloud."""
    request = found.request
    crossed = request.columns is not None
    heads = [name(request.columns, key, catalog, request.bands) for key in found.columns] if crossed else []
    lines = [[DIMENSIONS[request.rows], *heads, TOTAL]]
    for row in found.rows:
        cells = [
            HIDDEN if (row, column) in hidden else numbers.integer(found.cells.get((row, column), 0))
            for column in (found.columns if crossed else ())
        ]
        total = found.row_totals.get(row, 0)
        whole = HIDDEN if not crossed and (row, "") in hidden else numbers.integer(total)
        lines.append([name(request.rows, row, catalog, request.bands), *cells, whole])
    below = [numbers.integer(found.column_totals.get(column, 0)) for column in found.columns] if crossed else []
    return [*lines, [TOTAL, *below, numbers.integer(found.total)]]


def notes(found: Breakdown, *, hidden: bool) -> list[str]:
    """What must be known to read it."""
    said = []
    if found.overlaps:
        said.append("Una persona puede estar en varias filas o columnas; el total la cuenta una sola vez.")
    if found.straddling:
        many = numbers.count(
            found.straddling, "edad dicha queda entre dos rangos y va", "edades dichas quedan entre dos rangos y van"
        )
        said.append(f"{many} en «{UNKNOWN}».")
    if found.provisional:
        said.append(f"* Provisional: {_months(found.provisional)}.")
    if found.historical:
        said.append(f"Sin {_months(found.historical)}: de las cifras históricas no hay registros que desglosar.")
    if hidden:
        said.append(f"{HIDDEN} Menos de {SMALLEST}, o lo que permitiría calcularlo.")
    return said


def heading(label: str, run: Period) -> str:
    """``PERSONAS · Dic 2018 – Nov 2019``."""
    first, last = dates.month_short_year(run.first), dates.month_short_year(run.last)
    return f"{label} · {first if first == last else f'{first} – {last}'}"


def file_name(label: str, run: Period) -> str:
    """``Desglose PERSONAS 2018-12 a 2019-11``."""
    return f"Desglose {label} {run.first} a {run.last}"


def _months(some: Iterable[Month]) -> str:
    return dates.months(some)
