"""Spanish of «Tablero»: the page around the charts. The charts themselves are in ``texts/dashboard.py``."""

from casa_desktop.domain.charts import Chart
from casa_desktop.domain.periods import Month

TITLE = "Tablero"
LOADING = "Contando el mes"
RENDERING = "Preparando la gráfica"
SAVE = "Guardar"
PREVIEW = "Ver en papel"
COPY = "Copiar la tabla"
BACK = "Volver"
ENLARGE = "Ver en grande, con su tabla"
SAVE_TITLE = "Guardar la gráfica"
PRINTED = "Gráfica enviada a la impresora"
SAVED = "Gráfica guardada"
COPIED = "Tabla copiada: péguela en una hoja de cálculo."
TABLE = "Tabla de la gráfica"
FROM_WHERE = "Enter sobre una cifra muestra de dónde sale."
HELP_TEXT = (
    "El último mes del período, y los doce que terminan en él, en gráficas. Cada una tiene su tabla (Enter), y sale "
    "del mismo conteo que los informes. Los meses sin cerrar van rayados; los que solo se conocen en papel, sin "
    "relleno. Lo que se guarda, se copia o se imprime no lleva las cifras pequeñas de los cruces."
)


def file_name(chart: Chart, of: Month) -> str:
    """``Tablero 2026-03 Edad y sexo``: no names, and nothing that a file system refuses."""
    return f"{TITLE} {of} {chart.title.partition(' · ')[0]}"
