"""The words of the grid of historical figures and of their import."""

from collections.abc import Sequence

from casa_desktop.domain.periods import Period
from casa_desktop.texts import dates
from casa_desktop.texts.numbers import count, integer

TITLE = "Cifras históricas"
HINT = (
    "Cifras de meses anteriores al programa, o contadas en papel. Se imprimen con † y con su fuente. "
    "Puede pegar un bloque copiado de Excel."
)
FIRST_MONTH = "&Primer mes"
SOURCE = "&Fuente"
SOURCE_HINT = "De dónde salen: informe, planilla, libro."
FOLIO = "F&olio"
EARLIER = "12 meses antes"
LATER = "12 meses después"
IMPORT = "Importar archivo"
SAVE = "Guardar"
SAVING = "Guardando las cifras…"
LOADING = "Leyendo las cifras…"
GRID = "Cifras por fila y mes"
PROVISIONAL = "Provisional"
PROVISIONAL_ON = "sí *"
PROVISIONAL_OFF = "no"
TOTAL = "Total\npublicado"
NOT_A_NUMBER = "No es un número entero"
DOUBTS = "Para revisar"
NO_DOUBTS = "Nada raro en lo escrito."
NOTHING_TO_SAVE = "No hay cambios que guardar."
WRONG_CELLS = "Hay casillas que no son números enteros: corríjalas o vacíelas."
DISCARD_QUESTION = "Hay cifras escritas sin guardar."
DISCARD_DETAIL = "Si cambia de período ahora, se pierden."
DISCARD = "Descartarlas"
KEEP = "Seguir escribiendo"
PASTED_OUTSIDE = "Parte de lo pegado no cabe en la cuadrícula y no se puso."

# Import
IMPORT_TITLE = "Importar cifras de un archivo"
IMPORT_KINDS = (("Hoja de cálculo o texto", "*.xlsx *.csv"),)
IMPORT_READING = "Leyendo el archivo…"
IMPORT_DO = "Importar"
IMPORT_BACK = "No importar"
IMPORT_COLUMNS = ("Mes", "Fila", "Cifra", "Reemplaza a")
IMPORT_LIST = "Cifras que se importan"
IMPORT_PROBLEMS = (
    "El archivo tiene datos que no se entienden. Corríjalos y ábralo de nuevo; no se importa nada a medias."
)
IMPORT_UNKNOWN = "Estas etiquetas no son filas de la tabla. Diga a qué corresponde cada una."


def saved(added: int, replaced: int, withdrawn: int) -> str:
    """``48 cifras nuevas, 1 reemplazada.``"""
    parts = [
        text
        for number, text in (
            (added, count(added, "cifra nueva", "cifras nuevas")),
            (replaced, count(replaced, "reemplazada", "reemplazadas")),
            (withdrawn, count(withdrawn, "retirada", "retiradas")),
        )
        if number
    ]
    return f"{', '.join(parts)}." if parts else "Las cifras ya estaban así."


def run(period: Period) -> str:
    """The months of the grid, for its name."""
    return dates.period(period)


def import_summary(name: str, figures: int, replaced: int) -> str:
    """``informe.csv: 48 cifras; 2 reemplazan a otras, que se conservan.``"""
    told = f"{name}: {count(figures, 'cifra', 'cifras')}"
    if not replaced:
        return f"{told}."
    rest = "reemplaza a otra, que se conserva" if replaced == 1 else "reemplazan a otras, que se conservan"
    return f"{told}; {integer(replaced)} {rest}."


def lines(problems: Sequence[tuple[int, str]]) -> str:
    """One problem a line, with the line of the file where it is not told already."""
    return "\n".join(told if told.startswith("Línea") else f"Línea {line}: {told}" for line, told in problems)
