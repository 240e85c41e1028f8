"""Pictures of «Ayudas e inventario»: the counter, a delivery being taken, the warning, the stock and its forms."""

from datetime import datetime

from casa_desktop.domain.aid_views import DeliveredLine, Delivery, ItemStock
from casa_desktop.domain.clock import BOGOTA
from casa_desktop.domain.table import Imprint
from casa_desktop.services import aid, stock
from casa_desktop.services import desk as desks
from casa_desktop.services.aid import DeliveriesQuery
from casa_desktop.services.desk import DeskProfile, DeskQuery
from casa_desktop.services.stock import StockQuery
from casa_desktop.texts import aid_papers
from casa_desktop.ui.aid.page import DELIVER, AidPage
from casa_desktop.ui.gallery.stage import Paper, Scene, Stage
from casa_desktop.version import PROGRAM

_LONG_NAME = "María de los Ángeles Yusmary Wilhelmina Etxeberría Iguarán"


def _page(stage: Stage, user: str = "coordinacion") -> AidPage:
    page = stage.open("aid", user)
    if not isinstance(page, AidPage):
        raise TypeError(page)
    return page


def _latest(page: AidPage, stage: Stage) -> list[Delivery]:
    found: list[Delivery] = []
    page.session.run(aid.deliveries, DeliveriesQuery(), owner=page, done=found.extend)
    stage.wait()
    return found


def _searched(stage: Stage) -> None:
    page = _page(stage)
    page.list.find_edit.setText("kit")
    stage.wait()


def _taken(stage: Stage) -> AidPage:
    page = _page(stage, "recepcion")
    families = [each for each in _latest(page, stage) if each.persons > 2 and "Kit de aseo" in str(each.lines)]
    if families:
        page.open_target(DELIVER + families[0].person_uuid)
        stage.wait()
    return page


def _warned(stage: Stage) -> None:
    page = _taken(stage)
    if page.entry.form is not None and page.entry.taking_part.isVisible():
        page.entry.form.receiver.set_value("family")
        page.entry.form.lines.setFocus()
        stage.type("1")
        stage.wait()


def _new(stage: Stage) -> None:
    _page(stage, "recepcion").entry.take_new("yusmari zambrano")
    stage.wait()


def _stock(stage: Stage) -> AidPage:
    page = _page(stage)
    page.show_stock()
    stage.wait()
    return page


def _donation(stage: Stage) -> None:
    _stock(stage).stock.begin_donation()


def _item(stage: Stage) -> None:
    _stock(stage).stock.edit_item()


def _count(stage: Stage) -> None:
    _stock(stage)
    stage.press("Alt+C")


def _out(stage: Stage) -> None:
    _stock(stage)
    stage.press("Alt+X")


def _kardex(stage: Stage) -> None:
    page = _stock(stage)
    page.stock.show_moves(page.stock.table.current_key())
    stage.wait()


def _imprint() -> Imprint:
    return Imprint(datetime(2026, 1, 2, 9, 5, tzinfo=BOGOTA), "Marlon Pinzón Serrano", PROGRAM)


def _profile(stage: Stage) -> DeskProfile:
    found: list[DeskProfile] = []
    page = _page(stage)
    page.session.run(desks.profile, DeskQuery(), owner=page, done=found.append)
    stage.wait()
    return found[0]


def _acta(stage: Stage) -> bytes:
    from casa_desktop.reports import acta_pdf

    lines = (
        DeliveredLine("Kit de aseo", "kit", 1, "CICR", "ASE-260102"),
        DeliveredLine("Kit de alimentos", "kit", 1, "Unión Europea – ECHO", "ALI-260102"),
        DeliveredLine("Cobija", "unidad", 5, "Iglesia o comunidad de fe", ""),
    )
    shown = Delivery(
        "", 1, "E-000123", _imprint().at.date(), "", "", "P-000123", _LONG_NAME, False, False, True, 5, lines,
        "Marlon Pinzón Serrano", "Sede", "A2601", 3, False, "",
    )  # fmt: skip
    return acta_pdf.render(shown, _profile(stage).letterhead(aid_papers.ACTA), _imprint())


def _sheet(stage: Stage) -> bytes:
    from casa_desktop.reports import stock_sheet_pdf

    found: list[ItemStock] = []
    page = _page(stage)
    page.session.run(stock.overview, StockQuery(), owner=page, done=found.extend)
    stage.wait()
    return stock_sheet_pdf.render(found, _profile(stage).letterhead(aid_papers.SHEET), _imprint())


SCENES = (
    Scene("ayudas", _page),
    Scene("ayudas-busca", _searched),
    Scene("ayudas-entrega", _taken),
    Scene("ayudas-aviso", _warned),
    Scene("ayudas-nueva", _new),
    Scene("ayudas-inventario", _stock),
    Scene("ayudas-donacion", _donation),
    Scene("ayudas-salida", _out),
    Scene("ayudas-conteo", _count),
    Scene("ayudas-articulo", _item),
    Scene("ayudas-movimientos", _kardex),
)
PAPERS = (Paper("acta-de-ayuda", _acta), Paper("hoja-de-existencias", _sheet))
