"""Pictures of «Informes»: the table, what stands behind a figure, a month, the rows, the paper, typed figures."""

import time

from PySide6.QtWidgets import QApplication

from casa_desktop.domain.indicators import Indicator, RowChoice, Rule
from casa_desktop.domain.periods import Month, Period
from casa_desktop.paths import resource
from casa_desktop.services import figures
from casa_desktop.services.figures import Figure, PublishTotal, SaveFigures
from casa_desktop.ui.figures.view import FiguresPart
from casa_desktop.ui.gallery.stage import Scene, Stage
from casa_desktop.ui.statistics.monthly import MonthlyPart
from casa_desktop.ui.statistics.page import StatisticsPage
from casa_desktop.ui.statistics.parts import FIGURES

COUNCIL_YEAR = Period(Month(2018, 12), Month(2019, 11))
_COUNCIL = (
    (Indicator(Rule.PERSONS), "PERSONAS", (190, 84, 225, 634, 901, 1372, 1534, 946, 966, 1116, 1325, 1375)),
    (Indicator(Rule.SERVICES, "ORI"), "ORIENTACION", (190, 133, 317, 474, 507, 898, 1097, 934, 779, 831, 897, 666)),
    (Indicator(Rule.SERVICES, "PSI"), "PSICOLOGIA", (8, 11, 53, 156, 157, 123, 79, 80, 47, 115, 78, 75)),
    (Indicator(Rule.SERVICES, "RCF"), "REF", (17, 22, 244, 488, 561, 725, 702, 934, 577, 752, 812, 886)),
)
"""The table that the council received in December 2019."""
_SOURCE = "Informe OFAI al Concejo, diciembre de 2019"
_PAGES_ARE_DRAWN = 1.0
"""Seconds."""
_LONG = "Servicios de restablecimiento del contacto entre familiares"


def _page(stage: Stage, user: str = "coordinacion") -> StatisticsPage:
    page = stage.open("statistics", user)
    if not isinstance(page, StatisticsPage):
        raise TypeError(page)
    return page


def _table(stage: Stage, user: str = "coordinacion") -> MonthlyPart:
    return _page(stage, user).part_of(MonthlyPart)


def with_history(stage: Stage) -> MonthlyPart:
    """The table, with the council's figures of 2019 in the base."""
    page = _table(stage)
    last = COUNCIL_YEAR.last.plus(-2)
    rows = tuple(
        Figure(month, indicator, value, label, provisional=month > last)
        for indicator, label, values in _COUNCIL
        for month, value in zip(COUNCIL_YEAR, values, strict=True)
    )
    total = PublishTotal(COUNCIL_YEAR, Indicator(Rule.PERSONS), 10388, _SOURCE)
    stage.session.run(figures.save, SaveFigures(rows, _SOURCE, (total,)), owner=page)
    stage.wait()
    return page


def _history(stage: Stage) -> None:
    with_history(stage).period.set_period(COUNCIL_YEAR)


def _long(stage: Stage) -> None:
    page = with_history(stage)
    page.use_rows(
        (
            *(RowChoice(indicator, label) for indicator, label, _ in _COUNCIL[:3]),
            RowChoice(_COUNCIL[3][0], _LONG),
            RowChoice(Indicator(Rule.VISITS), "Atenciones"),
            RowChoice(Indicator(Rule.NEW_PERSONS), "Personas nuevas"),
            RowChoice(Indicator(Rule.FAMILIES), "Familias"),
            RowChoice(Indicator(Rule.PERSONS_OF_SERVICE, "RCF"), "Personas con RCF"),
        )
    )
    page.period.set_period(Period(COUNCIL_YEAR.first, COUNCIL_YEAR.first.plus(23)))


def _cell(stage: Stage, user: str = "coordinacion") -> None:
    page = _table(stage, user)
    page.view.setCurrentIndex(page.view.monthly.index(0, 11))
    page.open_current()


def _total(stage: Stage, *, history: bool = False) -> None:
    """The sum of the months of the first row; with *history*, over months of which only figures are known."""
    page = with_history(stage) if history else _table(stage)
    if history:
        page.period.set_period(COUNCIL_YEAR)
        stage.wait()
    page.view.setCurrentIndex(page.view.monthly.index(0, 12))
    page.open_current()


def _month(stage: Stage) -> None:
    page = _table(stage)
    page.view.setCurrentIndex(page.view.monthly.index(page.view.monthly.rowCount() - 1, 9))
    page.open_current()


def _rows(stage: Stage) -> None:
    _table(stage).open_rows()


def _preview(stage: Stage) -> None:
    page = with_history(stage)
    page.period.set_period(COUNCIL_YEAR)
    stage.wait()
    page.show_preview()
    stage.wait()
    # QPdfView draws its pages on a thread of its own and tells nobody when it has.
    end = time.monotonic() + _PAGES_ARE_DRAWN
    while time.monotonic() < end:
        QApplication.processEvents()


def _figures(stage: Stage) -> FiguresPart:
    with_history(stage).period.set_period(COUNCIL_YEAR)
    page = stage.shell.page()
    if not isinstance(page, StatisticsPage):
        raise TypeError(page)
    page.show_part(FIGURES)
    return page.part_of(FiguresPart)


def _import(stage: Stage) -> None:
    page = _page(stage)
    page.period.set_period(COUNCIL_YEAR)
    page.show_part(FIGURES)
    page.part_of(FiguresPart).look_at(resource("demo/informe_2019.csv"))


SCENES = (
    Scene("informes", lambda stage: _page(stage)),
    Scene("informes-historia", _history),
    Scene("informes-filas-largas", _long),
    Scene("informes-celda", _cell),
    Scene("informes-celda-recepcion", lambda stage: _cell(stage, "recepcion")),
    Scene("informes-celda-total", _total),
    Scene("informes-celda-total-historia", lambda stage: _total(stage, history=True)),
    Scene("informes-mes", _month),
    Scene("informes-filas", _rows),
    Scene("informes-vista-previa", _preview),
    Scene("informes-cifras", _figures),
    Scene("informes-importar", _import),
    Scene("informes-consulta", lambda stage: _page(stage, "consulta")),
)
