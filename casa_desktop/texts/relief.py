"""Spanish of the summary of stock and transfers."""

from casa_desktop.domain.relief import ReliefSummary, StockLine
from casa_desktop.domain.scope import Scope
from casa_desktop.domain.sections import Section, Sections
from casa_desktop.texts import numbers
from casa_desktop.texts.donors import scope_words
from casa_desktop.texts.transfers import destination

TITLE = "Inventario y traslados"
STOCK = "Inventario por artículo y donante"
TRANSFERS = "Traslados por destino"
STOCK_HEADS = ("Artículo y donante", "Había", "Entró", "Entregado", "Otras salidas", "Ajuste", "Quedó")
DESTINATION_HEADS = ("Destino", "Personas", "Familias", "Traslados")
TOTAL = "Total"
NO_DONOR = "sin donante"
NO_DESTINATION = "Sin destino"
NOTES = (
    "Había + entró − entregado − otras salidas + ajuste = quedó.",
    "Otras salidas: vencido, dañado o enviado a otra sede. Ajuste: lo que un conteo encontró de más o de menos.",
    "Personas y familias son únicas en cada destino; el total las cuenta una sola vez aunque viajaran más de una.",
)


def sections(found: ReliefSummary) -> Sections:
    """The whole report; an empty part keeps its head, so that it is seen that there was nothing."""
    stock = tuple(_stock_line(line) for line in found.stock)
    places = tuple(
        (
            destination(each.country, each.municipality, each.city) or NO_DESTINATION,
            *map(numbers.integer, (each.totals.persons, each.totals.families, each.totals.journeys)),
        )
        for each in found.destinations
    )
    totals = found.totals
    whole = (TOTAL, *map(numbers.integer, (totals.persons, totals.families, totals.journeys)))
    return Sections(
        TITLE,
        scope_words(Scope(found.first, found.last)),
        (
            Section(STOCK, (STOCK_HEADS, *stock)),
            Section(TRANSFERS, (DESTINATION_HEADS, *places, whole), total=True),
        ),
        NOTES,
    )


def _stock_line(line: StockLine) -> tuple[str, ...]:
    values = (line.before, line.entered, line.delivered, line.taken_out)
    return (
        f"{line.item} ({line.unit}) · {line.donor or NO_DONOR}",
        *map(numbers.integer, values),
        numbers.signed(line.counted),
        numbers.integer(line.after),
    )
