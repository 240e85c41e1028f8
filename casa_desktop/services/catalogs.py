"""The catalogue: lists, service types and how each type is counted, all edited by coordination."""

from dataclasses import dataclass, replace
from datetime import timedelta

from casa_desktop.domain.access import Action, holders
from casa_desktop.domain.catalog import (
    FIRST_MONTH,
    Catalog,
    CountingOption,
    Item,
    ServiceType,
    check_item,
    check_service_type,
)
from casa_desktop.domain.errors import Code, fault
from casa_desktop.domain.fields import settled
from casa_desktop.domain.ids import code_from
from casa_desktop.domain.indicators import Outcome, Reach
from casa_desktop.domain.text import tidy
from casa_desktop.services.context import Context, verb

USUAL = CountingOption(FIRST_MONTH, in_persons=True, reach=Reach.RECIPIENT, outcome=Outcome.SERVICES, remote=False)
"""How a new service type is counted until coordination says otherwise."""


@dataclass(frozen=True, slots=True)
class CatalogQuery:
    """Asks for the whole catalogue."""


@dataclass(frozen=True, slots=True)
class SaveItem:
    """An entry as it should be: new where its *version* is 0 (an empty code is made from the name)."""

    item: Item


@dataclass(frozen=True, slots=True)
class SaveServiceType:
    """A service type as it should be: new where its *version* is 0. Options go through :func:`set_option`."""

    service_type: ServiceType


@dataclass(frozen=True, slots=True)
class SetOption:
    """How service type *code* is counted from a month on."""

    code: str
    option: CountingOption


@dataclass(frozen=True, slots=True)
class MoveEntry:
    """Puts an entry of a list, or a service type, *steps* places further down (up, if negative)."""

    uuid: str
    steps: int


@verb(Action.CATALOG_VIEW)
def lists(ctx: Context, query: CatalogQuery) -> Catalog:
    """Everything at once; pages keep it until the hub says that a catalogue changed."""
    return ctx.work.catalog.snapshot()


@verb(Action.CATALOG_EDIT)
def save_item(ctx: Context, command: SaveItem) -> Item:
    """Adds, renames, moves or retires an entry. Errors: REQUIRED, TOO_LONG, NOT_UNIQUE, BAD_DATE, CONFLICT."""
    catalog = ctx.work.catalog.snapshot()
    item = replace(command.item, name=tidy(command.item.name), code=tidy(command.item.code))
    check_item(item, catalog).raise_if_any()
    before = next((i for i in catalog.items if i.uuid == item.uuid), None)
    if before is None:
        taken = frozenset(i.code for i in catalog.of(item.kind))
        position = 1 + max((i.position for i in catalog.of(item.kind)), default=0)
        item = replace(item, code=item.code or code_from(item.name, taken), position=item.position or position)
        ctx.work.catalog.add_items((item,))
        fields: tuple[str, ...] = ("name",)
    elif item.version == 0:
        return before
    else:
        if not ctx.work.catalog.change_item(item):
            raise fault(Code.CONFLICT, kind="catalog")
        names = ("name", "position", "active_from", "active_to")
        fields = tuple(name for name in names if getattr(before, name) != getattr(item, name))
    ctx.audit("catalog.item", f"{item.kind}:{before.code if before else item.code}", fields)
    ctx.changed("catalog", item.uuid)
    return next(i for i in ctx.work.catalog.snapshot().items if i.uuid == item.uuid)


@verb(Action.CATALOG_EDIT)
def save_service_type(ctx: Context, command: SaveServiceType) -> ServiceType:
    """Adds or changes a service type. Its code never changes, nor its form and compartment once it exists; a field
    keeps its code, kind and unit, and one that is left out is retired. What a compartment seals is recorded only by
    roles that hold its key.

    A new one is counted as :data:`USUAL` says unless its first option is given. Errors as in :func:`save_item`, and
    MONTH_KEEPS_FIGURES: whether quantities are added up holds for every month, so it is settled by the first closing.
    """
    catalog = ctx.work.catalog.snapshot()
    given = command.service_type
    kind = replace(given, name=tidy(given.name), label=tidy(given.label), code=tidy(given.code).upper())
    before = next((t for t in catalog.service_types if t.uuid == kind.uuid), None)
    if before is not None:
        kind = replace(kind, code=before.code, form=before.form, compartment=before.compartment)
    if kind.compartment:
        keepers = holders(kind.compartment)
        kind = replace(kind, roles=kind.roles & keepers or keepers or kind.roles)
    yesterday = ctx.clock.today() - timedelta(days=1)
    kind = replace(kind, fields=settled(before.fields if before else (), kind.fields, yesterday))
    check_service_type(kind, catalog).raise_if_any()
    if before is not None and kind.by_quantity != before.by_quantity:
        _require_nothing_closed(ctx)
    if before is None:
        taken = frozenset(t.code for t in catalog.service_types)
        position = 1 + max((t.position for t in catalog.service_types), default=0)
        kind = replace(
            kind,
            code=kind.code or code_from(kind.name, taken, 12),
            position=kind.position or position,
            options=kind.options or (USUAL,),
        )
        ctx.work.catalog.add_type(kind)
        fields: tuple[str, ...] = ("name",)
    elif kind.version == 0:
        return before
    else:
        if not ctx.work.catalog.change_type(kind):
            raise fault(Code.CONFLICT, kind="catalog")
        names = (
            "name",
            "label",
            "by_quantity",
            "audience",
            "fields",
            "roles",
            "funder",
            "place",
            "position",
            "active_from",
            "active_to",
        )
        fields = tuple(name for name in names if getattr(before, name) != getattr(kind, name))
    ctx.audit("catalog.service_type", kind.code, fields)
    ctx.changed("catalog", kind.uuid)
    return next(t for t in ctx.work.catalog.snapshot().service_types if t.uuid == kind.uuid)


@verb(Action.CATALOG_EDIT)
def move(ctx: Context, command: MoveEntry) -> None:
    """Changes the order in which a list is shown everywhere. Errors: NOT_FOUND."""
    catalog = ctx.work.catalog.snapshot()
    item = next((i for i in catalog.items if i.uuid == command.uuid), None)
    own: list[Item | ServiceType] = list(catalog.of(item.kind) if item is not None else catalog.service_types)
    here = next((at for at, entry in enumerate(own) if entry.uuid == command.uuid), None)
    if here is None:
        raise fault(Code.NOT_FOUND, kind="catalog")
    own.insert(max(0, min(len(own) - 1, here + command.steps)), own.pop(here))
    for position, entry in enumerate(own, start=1):
        if entry.position == position:
            continue
        if isinstance(entry, Item):
            ctx.work.catalog.change_item(replace(entry, position=position))
        else:
            ctx.work.catalog.change_type(replace(entry, position=position))
    ctx.audit("catalog.move", "catalog", ("position",))
    ctx.changed("catalog", command.uuid)


@verb(Action.CATALOG_EDIT)
def set_option(ctx: Context, command: SetOption) -> ServiceType:
    """Counts a type differently from a month on. Errors: NOT_FOUND, MONTH_CLOSED.

    Closed months keep the options that they closed with, so the month must lie after the last closed one.
    """
    kind = ctx.work.catalog.snapshot().service_type(command.code)
    if kind is None:
        raise fault(Code.NOT_FOUND, kind="service_type")
    closed = ctx.work.catalog.last_closed_month()
    if closed is not None and command.option.from_month <= closed:
        raise fault(Code.MONTH_CLOSED, "from_month", month=str(closed))
    ctx.work.catalog.put_option(command.code, command.option)
    ctx.audit("catalog.option", command.code, ("in_persons", "reach", "outcome", "remote"))
    ctx.changed("catalog", kind.uuid)
    return next(t for t in ctx.work.catalog.snapshot().service_types if t.code == command.code)


def _require_nothing_closed(ctx: Context) -> None:
    closed = ctx.work.catalog.last_closed_month()
    if closed is not None:
        raise fault(Code.MONTH_KEEPS_FIGURES, "by_quantity", month=str(closed))
