"""The catalogue that every desk begins with, and what later versions of the program add to it."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from casa_desktop.domain.access import Action, Role
from casa_desktop.domain.catalog import FIRST_MONTH, Audience, CountingOption, Form, Item, Kind, ServiceType
from casa_desktop.domain.fields import FieldKind, Option, ServiceField
from casa_desktop.domain.ids import new_id
from casa_desktop.domain.indicators import Outcome, Reach
from casa_desktop.paths import resource
from casa_desktop.services.context import Context, verb


@dataclass(frozen=True, slots=True)
class Missing:
    """What the program offers and the catalogue does not have: service types by name, and how many list entries."""

    types: tuple[str, ...]
    items: int


@dataclass(frozen=True, slots=True)
class MissingQuery:
    """Asks what :func:`complete` would add."""


@dataclass(frozen=True, slots=True)
class CompleteCatalog:
    """Adds it."""


def seed(ctx: Context) -> None:
    """Fills an empty base with the lists that every desk starts from. Part of the founding; no verb of its own."""
    items, types = _missing(ctx)
    _add(ctx, items, types)
    ctx.audit("catalog.seed", "catalog", ("items", "service_types"))
    ctx.changed("catalog", "catalog")


@verb(Action.CATALOG_EDIT)
def missing(ctx: Context, query: MissingQuery) -> Missing:
    """What a desk that began with an earlier version does not have yet. What it retired is not missing."""
    items, types = _missing(ctx)
    return Missing(tuple(kind.name for kind in types), len(items))


@verb(Action.CATALOG_EDIT)
def complete(ctx: Context, command: CompleteCatalog) -> Missing:
    """Adds what is missing at the end of each list and changes nothing that is there; repeating it adds nothing."""
    items, types = _missing(ctx)
    if items or types:
        _add(ctx, items, types)
        ctx.audit("catalog.complete", "catalog", ("items", "service_types"))
        ctx.changed("catalog", "catalog")
    return Missing(tuple(kind.name for kind in types), len(items))


def _missing(ctx: Context) -> tuple[list[Item], list[ServiceType]]:
    """A name or label that the desk gave to something of its own stays the desk's: the entry is not offered."""
    catalog = ctx.work.catalog.snapshot()
    items = [
        item
        for item in offered_items()
        if catalog.item(item.kind, item.code) is None and item.name not in {i.name for i in catalog.of(item.kind)}
    ]
    taken = {text for kind in catalog.service_types for text in (kind.code, kind.name, kind.label)}
    types = [kind for kind in offered_types() if taken.isdisjoint((kind.code, kind.name, kind.label))]
    return items, types


def _add(ctx: Context, items: list[Item], types: list[ServiceType]) -> None:
    catalog = ctx.work.catalog.snapshot()
    last = {kind: max((i.position for i in catalog.of(kind)), default=0) for kind in Kind}
    ctx.work.catalog.add_items([replace(item, position=last[item.kind] + item.position) for item in items])
    position = max((kind.position for kind in catalog.service_types), default=0)
    for number, kind in enumerate(types, start=1):
        ctx.work.catalog.add_type(replace(kind, position=position + number))


def offered_items() -> Iterator[Item]:
    """The entries of ``resources/catalogo/listas.csv``, each with its place in its list."""
    positions: dict[str, int] = {}
    for row in _rows("listas"):
        position = positions[row["kind"]] = positions.get(row["kind"], 0) + 1
        yield Item(new_id(), Kind(row["kind"]), row["code"], row["name"], position)


def offered_types() -> Iterator[ServiceType]:
    """The service types of ``servicios.csv`` with their fields of ``campos.csv``."""
    fields: dict[str, list[ServiceField]] = {}
    for row in _rows("campos"):
        fields.setdefault(row["type"], []).append(_field(row))
    for row in _rows("servicios"):
        option = CountingOption(
            FIRST_MONTH,
            in_persons=row["in_persons"] == "si",
            reach=Reach(row["reach"]),
            outcome=Outcome(row["outcome"]),
            remote=row["remote"] == "si",
        )
        yield ServiceType(
            uuid=new_id(),
            code=row["code"],
            name=row["name"],
            label=row["label"],
            form=Form(row["form"]),
            by_quantity=row["by_quantity"] == "si",
            compartment=row["compartment"],
            roles=frozenset(Role(role) for role in row["roles"].split()),
            funder=row["funder"],
            place=row["place"],
            options=(option,),
            audience=Audience(row["audience"]),
            fields=tuple(fields.get(row["code"], ())),
        )


def _field(row: dict[str, str]) -> ServiceField:
    """Options are written ``CODE:name|CODE:name``."""
    options = (option.partition(":") for option in row["options"].split("|") if option)
    return ServiceField(
        uuid=new_id(),
        code=row["code"],
        label=row["label"],
        kind=FieldKind(row["kind"]),
        required=row["required"] == "si",
        unit=row["unit"],
        low=Decimal(row["low"]) if row["low"] else None,
        high=Decimal(row["high"]) if row["high"] else None,
        decimals=int(row["decimals"] or 0),
        options=tuple(Option(code, name) for code, _, name in options),
    )


def _rows(name: str) -> Iterator[dict[str, str]]:
    with resource(f"catalogo/{name}.csv").open(encoding="utf-8", newline="") as lines:
        yield from csv.DictReader(lines)
