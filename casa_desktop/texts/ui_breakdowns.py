"""The words of the part «Desglose» of «Informes»."""

from collections.abc import Iterable, Mapping
from datetime import date

from casa_desktop.domain.ages import Bands, BandSet, bands_text
from casa_desktop.domain.breakdowns import Breakdown
from casa_desktop.domain.catalog import Catalog
from casa_desktop.domain.scope import Scope
from casa_desktop.domain.views import View
from casa_desktop.texts import breakdowns as words
from casa_desktop.texts import dates

TITLE = "Desglose"
OPEN = "Desglosar"
HELP_TEXT = (
    "Una cifra por quiénes son las personas o por cómo se atendieron. Enter sobre una casilla muestra sus registros. "
    "Con filtros cuenta solo una parte, y los días pueden ser otros que los meses de arriba. Lo que se copia, se "
    "guarda o se imprime oculta las casillas pequeñas. Una vista guarda todo lo elegido con un nombre, con el período "
    "de la página o siempre con los mismos días; Alt+Inicio vuelve a ese período."
)
WHAT = "&Qué se cuenta"
ROWS = "&Filas"
COLUMNS = "&Columnas"
BANDS = "&Edades"
NOTHING = "Ninguna"
COUNTING = "Contando…"
COPY = "Copiar"
SAVE = "Guardar como"
PREVIEW = "Vista previa"
SAVE_TITLE = "Guardar el desglose"
SAVED = "Archivo guardado"
PRINTED = "Desglose enviado a la impresora."
COPIED = "Tabla copiada: péguela en una hoja de cálculo."
TABLE = "Desglose"
RENDERING = "Preparando el archivo"
SAME = "Elija columnas distintas de las filas."
OPEN_CELL = "Ver los registros de una casilla"

# Filters
FILTERS = "Filtros"
FILTERS_TITLE = "Solo una parte"
FILTERS_HINT = "Espacio o Enter marca. Sin marcas se cuenta todo; sin días, los meses de arriba."
BY = "Filtrar &por"
VALUES = "Valores"
VALUE_COLUMNS = ("", "Valor", "Hay")
CHOSEN = "✓"
CLEAR = "Borrar los filtros"
FIRST_DAY = "P&rimer día"
LAST_DAY = "Ú&ltimo día"

# Views
VIEWS = "Vistas"
VIEWS_TITLE = "Vistas guardadas"
VIEWS_HINT = "Enter muestra una vista. Guarda filas, columnas, edades, filtros y, si se quiere, los días."
VIEW_COLUMNS = ("Vista", "Días")
WHEN_KEPT = "Se guarda con"
OF_THE_PAGE = "El período de la página"
ALWAYS = "Siempre estos días"
PAGE_DAYS = "los de la página"
VIEWS_LIST = "Vistas de la mesa"
VIEWS_NONE = "Todavía no hay vistas. Arme un desglose y guárdelo con un nombre."
VIEW_NEW = "Nueva"
VIEW_SAVE = "Guardar"
VIEW_RENAME = "Cambiar nombre"
VIEW_REMOVE = "Retirar"
VIEW_NAME = "Nombre"
VIEW_ASK_NEW = "¿Cómo se llama esta vista?"
VIEW_ASK_NAME = "¿Cómo se llama ahora?"
VIEW_KEEP = "Guardar"
VIEW_SAVED = "Vista guardada."
VIEW_REMOVED = "Vista retirada."

# Sets of bands
SETS = "Rangos propios"
SETS_TITLE = "Rangos de edad propios"
SETS_HINT = "Enter cuenta con esos rangos. Una vista conserva los suyos aunque aquí se cambien o se retiren."
SETS_COLUMNS = ("Nombre", "Rangos")
SETS_LIST = "Rangos de la mesa"
SETS_NAME = "No&mbre"
SETS_STARTS = "Primera edad de cada ran&go"
SETS_PLACEHOLDER = "0, 5, 18"
SETS_NEW = "Nuevo"
SETS_SAVE = "Guardar"
SETS_REMOVE = "Retirar"
SETS_SAVED = "Rangos guardados."
SETS_REMOVED = "Rangos retirados."


def band_options(own: Iterable[tuple[str, tuple[int, ...]]], chosen: Bands) -> list[tuple[str, str]]:
    """(key, words) of every set of age bands: those of facts.md, the desk's *own* by name and first ages, and the one
    that is *chosen*, where it is none of them any more."""
    options = {str(which): words.band_set(which) for which in BandSet}
    for name, starts in own:
        options.setdefault(bands_text(starts), name)
    options.setdefault(bands_text(chosen), words.band_set(chosen))
    return list(options.items())


def starts_text(starts: Iterable[int]) -> str:
    """``0, 5, 18``, as it is typed."""
    return ", ".join(map(str, starts))


def view_told(view: View, labels: dict[str, str], catalog: Catalog, staff: Mapping[str, str]) -> str:
    """``PERSONAS por edad y sexo · Solo financiador: ECHO · 15/11/2025 – 14/01/2026``."""
    told = [f"{labels.get(view.indicator.id, view.indicator.id)} {words.by(view.rows, view.columns)}"]
    told += words.filters(view.filters, catalog, view.bands, staff)
    if view.days is not None:
        told.append(words.days(Scope(*view.days)))
    return " · ".join(told)


def view_days(view: View) -> str:
    """``15/11/2025 – 14/01/2026``, or that they are those of the page."""
    return PAGE_DAYS if view.days is None else words.days(Scope(*view.days))


def own_days(first: date, last: date) -> str:
    """In place of the period of the page."""
    return f"Días fijos: {dates.span(first, last)}. Este desglose no usa el período de la página."


def view_heading(view: View, *, changed: bool) -> str:
    """``Vista: Mujeres por edad``, and whether what is shown is still that."""
    return f"Vista: {view.named.name}{' (cambiada)' if changed else ''}"


def chosen(name: str, keys: frozenset[str]) -> str:
    """``País (2)``: a filter, and how many of its values are chosen."""
    return f"{name} ({len(keys)})" if keys else name


def file_name(label: str, found: Breakdown) -> str:
    """``Desglose PERSONAS 2018-12 a 2019-11``; with days where they are no whole months."""
    scope = found.request.scope
    if scope.whole_months:
        first, last = str(scope.months.first), str(scope.months.last)
    else:
        first, last = scope.first.isoformat(), scope.last.isoformat()
    return f"Desglose {label} {first}" + ("" if first == last else f" a {last}")
