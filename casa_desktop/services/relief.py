"""Stock and transfers of a run of days for whoever gave the items or paid the journeys."""

from dataclasses import dataclass

from casa_desktop.domain.access import Action
from casa_desktop.domain.cells import Unit
from casa_desktop.domain.leaving import Sent
from casa_desktop.domain.relief import DeliveryOrigin, DestinationTotals, ReliefSummary, TravelOrigin
from casa_desktop.domain.scope import Scope
from casa_desktop.services.basis import Basis, adding_up
from casa_desktop.services.context import Context, verb


@dataclass(frozen=True, slots=True)
class ReliefQuery:
    """From day to day."""

    scope: Scope


@verb(Action.REPORT_EXPORT)
def summary(ctx: Context, query: ReliefQuery) -> ReliefSummary:
    """What there was, came, left and remained of each item by donor; who travelled, by destination, most persons
    first. It counts everybody and crosses nothing that belongs to a person."""
    first, last = query.scope.first, query.scope.last
    travels = ctx.work.transfers
    by_place = travels.journeys(first, last)
    destinations = [DestinationTotals(*place, travels.totals_of(own)) for place, own in by_place.items()]
    return ReliefSummary(
        first=first,
        last=last,
        stock=tuple(line for line in ctx.work.aid.moved(first, last) if line.moved),
        destinations=tuple(
            sorted(destinations, key=lambda each: (-each.totals.persons, each.country, each.municipality, each.city))
        ),
        totals=travels.totals_of([journey for own in by_place.values() for journey in own]),
    )


def delivery_basis(ctx: Context, origin: DeliveryOrigin) -> Basis:
    """The deliveries that a line of the stock adds up. Errors: FORBIDDEN."""
    ctx.require(Action.REPORT_EXPORT)
    scope = origin.scope
    found = ctx.work.aid.handed_out(origin.item, origin.unit, origin.donor, scope.first, scope.last)
    value, services = sum(quantity for _, quantity in found), [service for service, _ in found]
    return adding_up(value, Unit.HANDED_OUT, services, scope.months, _subject(scope), ("delivered",))


def travel_basis(ctx: Context, origin: TravelOrigin) -> Basis:
    """Who travelled, by destination or all. The persons of a destination stand on the dashboard of a month, too: who
    sees that asks for them. Errors: FORBIDDEN."""
    a_month = origin.scope.whole_months and len(origin.scope.months) == 1
    if origin.place is None or origin.unit is not None or not a_month:
        ctx.require(Action.REPORT_EXPORT)
    scope, travels = origin.scope, ctx.work.transfers
    by_place = travels.journeys(scope.first, scope.last)
    taken = by_place if origin.place is None else {origin.place: by_place.get(origin.place, [])}
    journeys = [journey for own in taken.values() for journey in own]
    services, totals, subject = travels.services_of(journeys), travels.totals_of(journeys), _subject(scope)
    value = {None: totals.persons, Unit.FAMILIES: totals.families, Unit.JOURNEYS: totals.journeys}[origin.unit]
    return adding_up(value, origin.unit, services, scope.months, subject, of_persons=origin.unit is None)


def _subject(scope: Scope) -> str:
    return f"{Sent.RELIEF}:{scope.first}..{scope.last}"
