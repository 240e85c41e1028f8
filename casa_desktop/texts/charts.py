"""Words that any chart may carry."""

from casa_desktop.domain.charts import Chart

PROVISIONAL = "Provisional"
HISTORICAL = "Cifra histórica"
HISTORICAL_PROVISIONAL = "Cifra histórica, provisional"


def said(chart: Chart) -> str:
    """A chart to who does not see it, by its table: ``PERSONAS: Ene 2026* 2; Feb 2026* 3``."""
    if chart.blank:
        return f"{chart.title}: {chart.empty}"
    return f"{chart.title}: {'; '.join(' '.join(line) for line in chart.lines())}"
