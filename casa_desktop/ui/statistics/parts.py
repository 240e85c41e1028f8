"""The parts of «Informes», from left to right."""

from casa_desktop.domain.access import Action
from casa_desktop.texts import ui_projects
from casa_desktop.texts import ui_statistics as texts
from casa_desktop.ui.statistics.part import PartSpec

_UI = "casa_desktop.ui"
TABLE, DASHBOARD, BREAKDOWN, FIGURES, PUBLICATIONS = "table", "dashboard", "breakdown", "figures", "publications"
PROJECTS, DONORS = "projects", "donors"
RECONCILING = "reconciling"

PARTS = (
    PartSpec(TABLE, texts.PART_TABLE, Action.STATISTICS_VIEW, f"{_UI}.statistics.monthly:MonthlyPart"),
    PartSpec(DASHBOARD, texts.PART_DASHBOARD, Action.STATISTICS_VIEW, f"{_UI}.dashboard.page:DashboardPart"),
    PartSpec(BREAKDOWN, texts.PART_BREAKDOWN, Action.STATISTICS_VIEW, f"{_UI}.breakdowns.part:BreakdownPart"),
    PartSpec(FIGURES, texts.PART_FIGURES, Action.FIGURE_VIEW, f"{_UI}.figures.view:FiguresPart"),
    PartSpec(RECONCILING, texts.PART_RECONCILING, Action.FIGURE_VIEW, f"{_UI}.reconciling.part:ReconcilingPart"),
    PartSpec(PROJECTS, ui_projects.TITLE, Action.REPORT_EXPORT, f"{_UI}.projects.page:ProjectsPart"),
    PartSpec(DONORS, texts.PART_DONORS, Action.REPORT_EXPORT, f"{_UI}.donors.part:DonorsPart"),
    PartSpec(PUBLICATIONS, texts.PART_PUBLICATIONS, Action.MONTH_VIEW, f"{_UI}.publications.view:PublicationsPart"),
)
