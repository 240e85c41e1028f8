"""Pictures of «Conciliación»: 2019 on paper, and months in which records stand beside it."""

import time
from collections.abc import Callable

from PySide6.QtWidgets import QApplication

from casa_desktop.domain.indicators import Indicator, Rule
from casa_desktop.domain.periods import Month, Period
from casa_desktop.domain.table import Source
from casa_desktop.services import figures, months
from casa_desktop.services.figures import Figure, PublishTotal, SaveFigures
from casa_desktop.services.months import ChooseSource
from casa_desktop.texts.ui_reconciling import Shown
from casa_desktop.ui.gallery.stage import Paper, Scene, Stage
from casa_desktop.ui.reconciling.part import ReconcilingPart
from casa_desktop.ui.statistics.page import StatisticsPage
from casa_desktop.ui.statistics.parts import RECONCILING
from casa_desktop.ui.statistics.scenes import COUNCIL_YEAR, with_history

_BOOK = "Libro de la mesa, planillas 40 a 52"
_PAGES_ARE_DRAWN = 1.0
"""Seconds."""
_PAPER = (
    (Indicator(Rule.PERSONS), "PERSONAS", 240),
    (Indicator(Rule.SERVICES, "ORI"), "ORIENTACION", 170),
    (Indicator(Rule.SERVICES, "PSI"), "PSICOLOGIA", 51),
    (Indicator(Rule.SERVICES, "RCF"), "REF", 131),
)
_CHOICES = (
    (Source.HISTORY, "El libro se revisó con OFAI"),
    (Source.RECORDS, "Ya se pasaron las planillas 45 y 46"),
    (Source.HISTORY, "La planilla 47 no se pasó: faltan cuatro atenciones"),
)


def _informes(stage: Stage) -> StatisticsPage:
    page = stage.open("statistics")
    if not isinstance(page, StatisticsPage):
        raise TypeError(page)
    return page


def _part(stage: Stage, page: StatisticsPage) -> ReconcilingPart:
    page.show_part(RECONCILING)
    stage.wait()
    return page.part_of(ReconcilingPart)


def _council(stage: Stage) -> ReconcilingPart:
    table = with_history(stage)
    table.period.set_period(COUNCIL_YEAR)
    page = stage.shell.page()
    if not isinstance(page, StatisticsPage):
        raise TypeError(page)
    return _part(stage, page)


def _july(stage: Stage) -> None:
    part = _council(stage)
    part.table.select("2019-07:SRV-ORI")
    part.focus_first()


def _totals(stage: Stage) -> None:
    part = _council(stage)
    part.shown.set_value(str(Shown.TOTALS))
    part.focus_first()


def _side_by_side(stage: Stage) -> ReconcilingPart:
    """Two months of the desk with a book beside them, whose figures are not quite the records'."""
    page = _informes(stage)
    now = Month.of(stage.session.clock.today())
    period = Period(now.plus(-1), now)
    rows = tuple(
        Figure(month, indicator, value - 30 * (month != now), label, folio=f"4{at}")
        for month in period
        for at, (indicator, label, value) in enumerate(_PAPER)
    )
    total = PublishTotal(period, _PAPER[0][0], 450, _BOOK)
    stage.session.run(figures.save, SaveFigures(rows, _BOOK, (total,)), owner=page)
    calls = _PAPER[3][0]
    for at, (source, why) in enumerate(_CHOICES):
        # The same choices whenever the scene is drawn again.
        command = ChooseSource(now, calls, source, why, f"{at:032x}")
        stage.session.run(months.choose_source, command, owner=page)
    stage.wait()
    page.period.set_period(period)
    part = _part(stage, page)
    part.table.select(f"{now}:{_PAPER[3][0].id}")
    part.focus_first()
    return part


def _records(stage: Stage) -> None:
    part = _side_by_side(stage)
    part.open_records()


def _preview(stage: Stage) -> None:
    _council(stage).show_preview()
    stage.wait()
    # QPdfView draws its pages on a thread of its own and tells nobody when it has.
    end = time.monotonic() + _PAGES_ARE_DRAWN
    while time.monotonic() < end:
        QApplication.processEvents()


def _paper(of: Callable[[Stage], ReconcilingPart]) -> Callable[[Stage], bytes]:
    def draw(stage: Stage) -> bytes:
        part = of(stage)
        made: list[bytes] = []
        part.draw(made.append)
        stage.wait()
        return made[0]

    return draw


SCENES = (
    Scene("conciliacion", _side_by_side),
    Scene("conciliacion-registros", _records),
    Scene("conciliacion-2019", _july),
    Scene("conciliacion-totales", _totals),
    Scene("conciliacion-vacia", lambda stage: _part(stage, _informes(stage))),
    Scene("conciliacion-papel", _preview),
)
PAPERS = (Paper("conciliacion-2019-hoja", _paper(_council)), Paper("conciliacion-hoja", _paper(_side_by_side)))
