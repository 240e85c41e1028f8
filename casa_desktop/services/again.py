"""«Igual que la última atención»: what of a person's last visit can be given again today, and what cannot."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from casa_desktop.domain.access import Action
from casa_desktop.domain.catalog import Catalog, Kind, ServiceType
from casa_desktop.domain.visit_views import Again, ServiceLine
from casa_desktop.services.context import Context, verb
from casa_desktop.services.recording import reader
from casa_desktop.services.visit_commands import MOST_SERVICES


@dataclass(frozen=True, slots=True)
class AgainQuery:
    """Asks for the last visit of a person before *day*, for one of *day*."""

    person_uuid: str
    day: date


@verb(Action.VISIT_VIEW)
def again(ctx: Context, query: AgainQuery) -> Again:
    """As far as the actor may see it: what they may not know is not missed either."""
    rows = ctx.work.visits.of_person(query.person_uuid, reader(ctx), MOST_SERVICES)
    catalog = ctx.work.catalog.snapshot()
    before = [row for row in rows if row.date < query.day]
    # A delivery or a referral alone is repeated on its own page: what is meant here is the attention before it.
    here = (row for row in before if not all(_apart(catalog.service_type(s.type), query.day) for s in row.services))
    last = next(here, before[0] if before else None)
    if last is None:
        return Again()
    offered = {kind.code for kind in catalog.types_for(ctx.actor.roles, query.day)}
    types = tuple(dict.fromkeys(service.type for service in last.services))
    repeated = [service for service in last.services if service.type in offered]
    apart = tuple(code for code in types if _apart(catalog.service_type(code), query.day))
    company = ctx.work.visits.company([each.activity for each in repeated if each.activity], reader(ctx))
    return Again(
        came_on=last.date,
        types=tuple(code for code in types if code in offered),
        gone=tuple(code for code in types if code not in offered and code not in apart),
        apart=apart,
        place=_common(catalog, Kind.PLACE, repeated, query.day),
        funder=_common(catalog, Kind.FUNDER, repeated, query.day),
        family=tuple(uuid for uuid in company if uuid != last.person_uuid),
    )


def _apart(kind: ServiceType | None, day: date) -> bool:
    return kind is not None and kind.apart and kind.active_on(day)


def _common(catalog: Catalog, kind: Kind, services: Iterable[ServiceLine], day: date) -> str:
    """What all of them had, where it may still be chosen."""
    codes = {service.place if kind is Kind.PLACE else service.funder for service in services}
    item = catalog.item(kind, codes.pop()) if len(codes) == 1 else None
    return item.code if item is not None and item.active_on(day) else ""
