"""Stock and transfers of a run of days for whoever gave the items or paid the journeys."""

from dataclasses import dataclass

from casa_desktop.domain.access import Action
from casa_desktop.domain.relief import DestinationTotals, ReliefSummary
from casa_desktop.domain.scope import Scope
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
    by_place, totals = ctx.work.transfers.travelled(first, last)
    destinations = [DestinationTotals(*place, own) for place, own in by_place.items()]
    return ReliefSummary(
        first=first,
        last=last,
        stock=tuple(line for line in ctx.work.aid.moved(first, last) if line.moved),
        destinations=tuple(
            sorted(destinations, key=lambda each: (-each.totals.persons, each.country, each.municipality, each.city))
        ),
        totals=totals,
    )
