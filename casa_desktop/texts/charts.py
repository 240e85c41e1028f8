"""Words that any chart may carry."""

from casa_desktop.domain.cells import Spot
from casa_desktop.domain.charts import Chart
from casa_desktop.texts.table import PROVISIONAL_MARK

PROVISIONAL = "Provisional"
HISTORICAL = "Cifra histórica"
HISTORICAL_PROVISIONAL = "Cifra histórica, provisional"
OWN_SCALE = "Cada fila tiene su propia escala: la barra más alta es su máximo."


NO_ROOM = "No cabe aquí; está en la tabla."


def left_out(lines: int) -> str:
    """What has no room in a drawing: ``y 3 más, en la tabla``."""
    return f"y {lines} más, en la tabla"


def most(number: str) -> str:
    """``máx. 1.097``"""
    return f"máx. {number}"


def said(chart: Chart) -> str:
    """A chart to who does not see it, by its table: ``PERSONAS: Ene 2026* 2; Feb 2026* 3``."""
    if chart.blank:
        return f"{chart.title}: {chart.empty}"
    return f"{chart.title}: {'; '.join(' '.join(line) for line in chart.lines())}"


def number_title(chart: Chart, spot: Spot) -> str:
    """Which number of a chart it is: ``18–25 · Mujeres · Edad y sexo de las personas · marzo de 2026``."""
    line, column = spot
    named = (chart.lines()[line][0], chart.heads()[column], chart.title)
    return " · ".join(each.rstrip(PROVISIONAL_MARK) for each in named)
