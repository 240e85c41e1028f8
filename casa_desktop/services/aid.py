"""Handing out humanitarian items: one act writes the service that is counted and what it takes out of stock."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from casa_desktop.domain.access import Action
from casa_desktop.domain.aid import AidItem, Deliver, Line, check_lines, free_from
from casa_desktop.domain.aid_views import Delivery, Earlier
from casa_desktop.domain.catalog import Catalog, Form, ServiceType
from casa_desktop.domain.errors import Code, Problems, fault
from casa_desktop.domain.person_views import PersonHit
from casa_desktop.domain.text import taken, tidy_lines
from casa_desktop.services import people, visits
from casa_desktop.services.context import LONGEST_REASON, Context, verb
from casa_desktop.services.people import RegisterPerson
from casa_desktop.services.recording import reader
from casa_desktop.storage.aid import StoredLot

FALLBACK = "AYU"
"""The type of a desk that began before types had a form for aid."""


@dataclass(frozen=True, slots=True)
class HandOut:
    """A delivery, and its person where that is new; ``visit.person_uuid`` names them either way."""

    delivery: Deliver
    person: RegisterPerson | None = None


@dataclass(frozen=True, slots=True)
class Delivered:
    """What was written: the delivery as lists show it, and who else holds the document of a new person."""

    delivery: Delivery
    same_document: tuple[PersonHit, ...] = ()


@dataclass(frozen=True, slots=True)
class GuardQuery:
    """Asks what *persons* received of *items* closer to *day* than the interval of each."""

    persons: tuple[str, ...]
    items: tuple[str, ...]
    day: date


@dataclass(frozen=True, slots=True)
class DeliveriesQuery:
    """Asks for the deliveries of a day, or to a person, or (with neither) for the latest."""

    day: date | None = None
    person_uuid: str = ""


@dataclass(frozen=True, slots=True)
class DeliveryQuery:
    """Names a delivery by its service."""

    uuid: str


def type_of_aid(catalog: Catalog, day: date) -> ServiceType | None:
    """The service type that a delivery of *day* is counted as."""
    found = next((t for t in catalog.service_types if t.form is Form.AID and t.active_on(day)), None)
    return found or catalog.service_type(FALLBACK)


@verb(Action.AID_DELIVER)
def deliver(ctx: Context, command: HandOut) -> Delivered:
    """Delivers, and registers the person first if need be. Repeating it changes nothing.

    Errors: those of the visit and its person, NOTHING_DELIVERED, OUT_OF_RANGE, NOT_UNIQUE, INACTIVE, NOT_ENOUGH_STOCK,
    LOT_EXPIRED, and DELIVERED_LATELY, which a reason overrides.
    """
    given = command.delivery
    service = given.visit.services[0]
    if (known := ctx.work.aid.delivery(service.uuid, reader(ctx))) is not None:
        return Delivered(known)
    if ctx.work.visits.stored(service.uuid) is not None:
        raise fault(Code.ALREADY_VOIDED)
    problems = check_lines(given.lines)
    reason = taken(problems, "override_reason", given.override_reason, LONGEST_REASON, tidy_lines)
    problems.raise_if_any()
    person = people.register(ctx, command.person) if command.person is not None else None
    takes = _takes(ctx, given)
    earlier = _earlier(
        ctx, GuardQuery(_receivers(given), tuple(line.item_uuid for line in given.lines), given.visit.date)
    )
    if earlier and not reason:
        problems = Problems()
        for each in earlier:
            problems.add(
                Code.DELIVERED_LATELY, "override_reason", item=each.item, last=each.date, days=each.interval_days
            )
        problems.raise_if_any()
    family = bool(given.visit.companions)
    visit = replace(given.visit, services=(replace(service, form=None, for_all=family),))
    visits.write(ctx, visit)
    stored = ctx.work.visits.stored(service.uuid)
    if stored is None:
        raise fault(Code.NOT_FOUND, kind="service")
    kept = reason if earlier else ""
    ctx.work.aid.add_delivery(stored.id, for_family=given.for_family, override_reason=kept)
    ctx.work.aid.add_lines(stored.id, takes.items())
    ctx.audit("aid.deliver", service.uuid, ("lines", "quantity"))
    if earlier:
        ctx.audit("aid.override", service.uuid, ("interval_days",), kept)
    ctx.changed("aid", service.uuid)
    return Delivered(_found(ctx, service.uuid), person.same_document if person else ())


@verb(Action.AID_DELIVER)
def guard(ctx: Context, query: GuardQuery) -> tuple[Earlier, ...]:
    """What was delivered lately to the same person or family, as far as the actor may know of it."""
    return _earlier(ctx, query)


@verb(Action.AID_VIEW)
def deliveries(ctx: Context, query: DeliveriesQuery) -> tuple[Delivery, ...]:
    """Those that the actor may see and that were not voided."""
    if query.person_uuid:
        return ctx.work.aid.deliveries_of_person(query.person_uuid, reader(ctx))
    if query.day is not None:
        return ctx.work.aid.deliveries_of_day(query.day, reader(ctx))
    return ctx.work.aid.latest_deliveries(reader(ctx))


@verb(Action.AID_VIEW)
def acta(ctx: Context, query: DeliveryQuery) -> Delivery:
    """A delivery to be printed, which is entered. Errors: NOT_FOUND."""
    found = _found(ctx, query.uuid)
    ctx.audit("aid.acta", found.code)
    return found


def _found(ctx: Context, uuid: str) -> Delivery:
    found = ctx.work.aid.delivery(uuid, reader(ctx))
    if found is None:
        raise fault(Code.NOT_FOUND, kind="aid_delivery")
    return found


def _receivers(given: Deliver) -> tuple[str, ...]:
    own = (given.visit.person_uuid, *(companion.person_uuid for companion in given.visit.companions))
    return tuple(uuid for uuid in own if uuid)


def _earlier(ctx: Context, query: GuardQuery) -> tuple[Earlier, ...]:
    """An interval counts both ways: a sheet that is typed in late may be older than what was delivered since."""
    items = {item.uuid: item for item in ctx.work.aid.items()}
    limited = [items[uuid] for uuid in dict.fromkeys(query.items) if uuid in items and items[uuid].interval_days]
    if not limited or not query.persons:
        return ()
    persons, family = ctx.work.aid.persons_and_family(query.persons)
    found: list[Earlier] = []
    for item in limited:
        rows = ctx.work.aid.received(family if item.per_family else persons, (item.uuid,), reader(ctx))
        near = (row for row in rows if abs((query.day - row[1]).days) < item.interval_days)
        if (row := next(near, None)) is not None:
            _, day, quantity, staff = row
            found.append(
                Earlier(item.uuid, item.name, item.unit, day, quantity, staff, item.interval_days, item.per_family)
            )
    return tuple(found)


def _takes(ctx: Context, given: Deliver) -> Mapping[int, int]:
    """How much of which lot, by its key: of the named lot, or of those that expire first."""
    items = {item.uuid: item for item in ctx.work.aid.items()}
    lots = ctx.work.aid.lots()
    day = given.visit.date
    free = {lot.id: free_from(lot.changes, day) for lot in lots}
    takes: dict[int, int] = {}
    problems = Problems()
    for index, line in sorted(enumerate(given.lines), key=lambda each: not each[1].lot_uuid):
        item = items.get(line.item_uuid)
        if item is None or item.retired:
            problems.add(Code.INACTIVE, f"lines[{index}].item_uuid", kind="aid_item")
            continue
        own = [lot for lot in lots if lot.shown.item_uuid == item.uuid]
        if line.lot_uuid:
            own = [lot for lot in own if lot.shown.uuid == line.lot_uuid]
            if own and (expired := own[0].shown.expires_on) is not None and expired < day:
                problems.add(Code.LOT_EXPIRED, f"lines[{index}].lot_uuid", item=item.name, expired=expired)
                continue
        _take(takes, free, [lot for lot in own if not lot.shown.expired_on(day)], item, line, index, problems)
    problems.raise_if_any()
    return takes


def _take(
    takes: dict[int, int],
    free: dict[int, int],
    lots: Iterable[StoredLot],
    item: AidItem,
    line: Line,
    index: int,
    problems: Problems,
) -> None:
    own = list(lots)
    there = sum(free[lot.id] for lot in own)
    if line.quantity > there:
        field = f"lines[{index}].quantity"
        problems.add(Code.NOT_ENOUGH_STOCK, field, item=item.name, stock=there, asked=line.quantity)
        return
    left = line.quantity
    for lot in own:
        part = min(left, free[lot.id])
        if part:
            takes[lot.id] = takes.get(lot.id, 0) + part
            free[lot.id] -= part
            left -= part
