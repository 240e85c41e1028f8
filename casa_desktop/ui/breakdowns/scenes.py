"""Pictures of «Desglose»: the table, its filters, a cell, views and bands of the desk's own; and its papers."""

import time
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from types import MappingProxyType

from PySide6.QtWidgets import QApplication

from casa_desktop.domain.breakdowns import Request
from casa_desktop.domain.catalog import Catalog
from casa_desktop.domain.clock import BOGOTA
from casa_desktop.domain.counted import NO_DATA, Dimension
from casa_desktop.domain.definitions import Named
from casa_desktop.domain.errors import CasaError
from casa_desktop.domain.ids import new_id
from casa_desktop.domain.indicators import Indicator, Rule
from casa_desktop.domain.scope import Filters
from casa_desktop.domain.table import Imprint, Letterhead
from casa_desktop.domain.views import View
from casa_desktop.services import bands, breakdowns, catalogs, views
from casa_desktop.services.bands import SaveBands
from casa_desktop.services.catalogs import CatalogQuery
from casa_desktop.services.views import SaveView
from casa_desktop.texts import breakdowns as words
from casa_desktop.texts import ui_shell
from casa_desktop.texts.places import countries, municipalities
from casa_desktop.ui.breakdowns.part import BreakdownPart
from casa_desktop.ui.gallery.stage import Paper, Scene, Stage
from casa_desktop.ui.statistics.page import StatisticsPage
from casa_desktop.ui.statistics.parts import BREAKDOWN
from casa_desktop.version import PROGRAM

_PERSONS = Indicator(Rule.PERSONS)
_VENEZUELAN: Filters = MappingProxyType({Dimension.COUNTRY: frozenset({"VEN", NO_DATA})})
_VIEWS = (
    ("Edad y sexo para ACNUR", View(Named("", ""), _PERSONS, Dimension.AGE, Dimension.SEX, (0, 5, 12, 18, 60))),
    ("Perfil de quienes vienen de Venezuela", View(Named("", ""), _PERSONS, Dimension.PROFILE, filters=_VENEZUELAN)),
    ("Orientaciones por mes", View(Named("", ""), Indicator(Rule.SERVICES, "ORI"), Dimension.MONTH, Dimension.SEX)),
)
_ALWAYS = "Informe del convenio, siempre sus días"
_PAGES_ARE_DRAWN = 1.0
"""Seconds."""
_MANY = 34
_LETTERHEAD = Letterhead(
    desk=ui_shell.SETUP_DESK_EXAMPLE,
    municipality="Bucaramanga, Santander",
    title=words.TITLE,
    organisation="Cruz Roja Colombiana, Seccional Santander",
)
_IMPRINT = Imprint(datetime(2026, 11, 23, 9, 5, tzinfo=BOGOTA), "Yusmary Etxeberría Iguarán", PROGRAM)


def _part(stage: Stage, view: View | None = None, user: str = "coordinacion") -> BreakdownPart:
    page = stage.open("statistics", user)
    if not isinstance(page, StatisticsPage):
        raise TypeError(page)
    page.show_part(BREAKDOWN)
    stage.wait()
    part = page.part_of(BreakdownPart)
    if view is not None:
        part.show_view(view)
        stage.wait()
    return part


def _shown(view: View, user: str = "coordinacion") -> Callable[[Stage], object]:
    return lambda stage: _part(stage, view, user)


def _crossed(rows: Dimension, columns: Dimension, filters: Filters = MappingProxyType({})) -> View:
    return View(Named("", ""), _PERSONS, rows, columns, filters=filters)


def _filters(stage: Stage) -> None:
    part = _part(stage, _crossed(Dimension.AGE, Dimension.SEX, _VENEZUELAN))
    part.open_filters()


def _cell(stage: Stage) -> None:
    part = _part(stage, _crossed(Dimension.PROFILE, Dimension.SEX))
    part.table.setCurrentIndex(part.table.cells.index(1, 0))
    part.open_current()


def _stands(_error: CasaError) -> None:
    """It was kept for an earlier picture."""


def _views(stage: Stage) -> BreakdownPart:
    part = _part(stage)
    today = stage.session.clock.today()
    for name, view in (*_VIEWS, (_ALWAYS, replace(_VIEWS[0][1], days=(today - timedelta(days=100), today)))):
        named = replace(view, named=Named(new_id(), name))
        stage.session.run(views.save_view, SaveView(named), owner=part, failed=_stands)
        stage.wait()
    part.open_views()
    return part


def _fixed(stage: Stage) -> None:
    part = _views(stage)
    stage.wait()
    rows = part.views_panel.list.rows()
    part.views_panel.list.opened.emit(next(row.key for row in rows if row.cells[0] == _ALWAYS))


def _bands(stage: Stage) -> None:
    part = _part(stage)
    for name, starts in (("Escuela", (6, 12, 17)), ("Primera infancia y más", (2, 6, 18, 60))):
        stage.session.run(bands.save_bands, SaveBands(Named(new_id(), name), starts), owner=part, failed=_stands)
        stage.wait()
    part.open_bands()


def _preview(stage: Stage) -> None:
    _part(stage, _crossed(Dimension.AGE, Dimension.SEX)).show_preview()
    stage.wait()
    # QPdfView draws its pages on a thread of its own and tells nobody when it has.
    end = time.monotonic() + _PAGES_ARE_DRAWN
    while time.monotonic() < end:
        QApplication.processEvents()


def _paper(view: View) -> Callable[[Stage], bytes]:
    def draw(stage: Stage) -> bytes:
        from casa_desktop.reports import report_pdf

        part = _part(stage)
        period = part.period.period()
        found: list[words.Sheet] = []
        if period is None:
            raise LookupError("a part that is shown has a period")
        request: Request = view.request(period)

        def with_catalog(catalog: Catalog) -> None:
            stage.session.run(
                breakdowns.breakdown,
                request,
                owner=part,
                done=lambda each: found.append(words.sheet(each, "PERSONAS", catalog, each.hidden)),
            )

        stage.session.run(catalogs.lists, CatalogQuery(), owner=part, done=with_catalog)
        stage.wait()
        return report_pdf.render(words.report(found[0]), _LETTERHEAD, _IMPRINT)

    return draw


def _large(_stage: Stage) -> bytes:
    """More columns than a page has room for, and more rows."""
    from casa_desktop.reports import report_pdf

    heads = [country.name for country in countries()[:_MANY]]
    lines = [
        words.Line(place.name, tuple((at * 7 + column * 13) % 40 for column in range(len(heads) + 1)))
        for at, place in enumerate(municipalities()[:_MANY])
    ]
    sheet = words.Sheet(
        "PERSONAS",
        words.by(Dimension.MUNICIPALITY, Dimension.COUNTRY),
        "15/11/2025 – 14/11/2026",
        ("Solo financiador: Unión Europea – ECHO o sin dato",),
        ("Municipio", *heads, words.TOTAL),
        (*lines, words.Line(words.TOTAL, tuple(range(100, 101 + len(heads))))),
        ("Una persona puede estar en varias filas o columnas; el total la cuenta una sola vez: no las sume.",),
    )
    return report_pdf.render(words.report(sheet), _LETTERHEAD, _IMPRINT)


SCENES = (
    Scene("desglose", lambda stage: _part(stage)),
    Scene("desglose-consulta", _shown(_crossed(Dimension.AGE, Dimension.SEX), "consulta")),
    Scene("desglose-recepcion", _shown(_crossed(Dimension.AGE, Dimension.SEX), "recepcion")),
    Scene("desglose-ancho", _shown(_crossed(Dimension.MUNICIPALITY, Dimension.MONTH))),
    Scene("desglose-financiador", _shown(_crossed(Dimension.FUNDER, Dimension.SEX))),
    Scene("desglose-filtros", _filters),
    Scene("desglose-celda", _cell),
    Scene("desglose-vistas", _views),
    Scene("desglose-vista-fija", _fixed),
    Scene("desglose-rangos", _bands),
    Scene("desglose-vista-previa", _preview),
)
PAPERS = (
    Paper("desglose-papel", _paper(_crossed(Dimension.AGE, Dimension.SEX))),
    Paper("desglose-papel-ancho", _paper(_crossed(Dimension.SERVICE, Dimension.MONTH, _VENEZUELAN))),
    Paper("desglose-papel-apaisado", _paper(_crossed(Dimension.PROFILE, Dimension.SERVICE))),
    Paper("desglose-papel-bloques", _large),
)
