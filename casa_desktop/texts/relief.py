"""Spanish of the summary of stock and transfers."""

from casa_desktop.domain.cells import Unit
from casa_desktop.domain.relief import DeliveryOrigin, ReliefSummary, StockLine, TravelOrigin
from casa_desktop.domain.report import Line, Report, Section
from casa_desktop.domain.scope import Scope
from casa_desktop.domain.transfers import Totals
from casa_desktop.texts.donors import scope_words
from casa_desktop.texts.transfers import destination

TITLE = "Inventario y traslados"
STOCK = "Inventario por artículo y donante"
TRANSFERS = "Traslados por destino"
DELIVERED = "Entregado"
STOCK_HEADS = ("Artículo y donante", "Había", "Entró", DELIVERED, "Otras salidas", "Ajuste", "Quedó")
KARDEX = (
    "Lo que entró, salió o se contó se ve uno por uno en los movimientos del artículo, en «Ayudas e inventario». "
    "De lo entregado se ven aquí los registros."
)
DESTINATION_HEADS = ("Destino", "Personas", "Familias", "Traslados")
TOTAL = "Total"
NO_DONOR = "sin donante"
NO_DESTINATION = "Sin destino"
NOTES = (
    "Había + entró − entregado − otras salidas + ajuste = quedó.",
    "Otras salidas: vencido, dañado o enviado a otra sede. Ajuste: lo que un conteo encontró de más o de menos.",
    "Personas y familias son únicas en cada destino; el total las cuenta una sola vez aunque viajaran más de una.",
)


def report(found: ReliefSummary) -> Report:
    """The whole report; an empty part keeps its head, so that it is seen that there was nothing."""
    scope = Scope(found.first, found.last)
    stock = tuple(map(_stock_line, found.stock))
    delivered = STOCK_HEADS.index(DELIVERED)
    handed_out = {
        (at, delivered): DeliveryOrigin(scope, line.item, line.unit, line.donor) for at, line in enumerate(found.stock)
    }
    places = (
        *(
            _totals(destination(each.country, each.municipality, each.city) or NO_DESTINATION, each.totals)
            for each in found.destinations
        ),
        _totals(TOTAL, found.totals),
    )
    travelled = {
        (line, column): TravelOrigin(scope, place, unit)
        for line, place in enumerate((*(each.place for each in found.destinations), None))
        for column, unit in enumerate((None, Unit.FAMILIES, Unit.JOURNEYS), start=1)
    }
    return Report(
        TITLE,
        scope_words(scope),
        sections=(
            Section(STOCK, STOCK_HEADS, stock, origins=handed_out, elsewhere=KARDEX),
            Section(TRANSFERS, DESTINATION_HEADS, places, strong=frozenset({len(places) - 1}), origins=travelled),
        ),
        notes=NOTES,
    )


def _totals(name: str, of: Totals) -> Line:
    return name, of.persons, of.families, of.journeys


def _stock_line(line: StockLine) -> Line:
    name = f"{line.item} ({line.unit}) · {line.donor or NO_DONOR}"
    return name, line.before, line.entered, line.delivered, line.taken_out, line.counted, line.after
