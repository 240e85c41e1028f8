"""The catalogue in the base, read as one snapshot that is kept until it changes."""

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import Connection, bindparam, delete, insert, select, update

from casa_desktop.domain.access import Role
from casa_desktop.domain.catalog import Audience, Catalog, CountingOption, Form, Item, Kind, ServiceType
from casa_desktop.domain.ids import new_id
from casa_desktop.domain.indicators import Outcome, Reach
from casa_desktop.domain.months import MonthState
from casa_desktop.domain.periods import Month
from casa_desktop.storage.fields import read_fields, write_fields
from casa_desktop.storage.office_tables import desk_setting, month_state
from casa_desktop.storage.tables import catalog_item, counting_option, service_type

_VERSION_KEY = "catalog.version"
_CACHE = "casa.catalog"

_version = select(desk_setting.c.value).where(desk_setting.c.key == _VERSION_KEY)
_items = select(catalog_item).order_by(catalog_item.c.kind, catalog_item.c.position, catalog_item.c.id)
_types = select(service_type).order_by(service_type.c.position, service_type.c.id)
_options = select(counting_option).order_by(counting_option.c.service_type_id, counting_option.c.from_month)
_last_closed = (
    select(month_state.c.month)
    .where(month_state.c.state.in_([str(s) for s in MonthState if not s.provisional]))
    .order_by(month_state.c.month.desc())
    .limit(1)
)
_state = select(month_state.c.state).where(month_state.c.month == bindparam("month"))


@dataclass(frozen=True, slots=True)
class CatalogKeys:
    """The integer keys behind the codes; they stay inside storage and services."""

    items: dict[tuple[str, str], int]
    types: dict[str, int]
    fields: dict[tuple[str, str], int]
    """By the codes of type and field."""


class Catalogs:
    """Reads and writes ``catalog_item``, ``service_type``, its fields and ``counting_option``."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._seen: tuple[Catalog, CatalogKeys] | None = None

    def snapshot(self) -> Catalog:
        """The whole catalogue; read again only after a change."""
        return self._cached()[0]

    def keys(self) -> CatalogKeys:
        """The integer keys of what :meth:`snapshot` shows."""
        return self._cached()[1]

    def _cached(self) -> tuple[Catalog, CatalogKeys]:
        # Kept beside the one connection and named by a random version that is part of the transaction, so that a
        # change that was rolled back cannot stay here. Within one transaction it is asked for once.
        if self._seen is not None:
            return self._seen
        version = self._connection.execute(_version).scalar() or ""
        kept: tuple[Catalog, CatalogKeys] | None = self._connection.info.get(_CACHE)
        if kept is None or kept[0].version != version:
            kept = self._connection.info[_CACHE] = self._read(version)
        self._seen = kept
        return kept

    def _read(self, version: str) -> tuple[Catalog, CatalogKeys]:
        rows = self._connection.execute(_items).all()
        items = tuple(
            Item(r.uuid, Kind(r.kind), r.code, r.name, r.position, r.active_from, r.active_to, r.version) for r in rows
        )
        codes = {r.id: r.code for r in rows}
        options: dict[int, list[CountingOption]] = {}
        for r in self._connection.execute(_options):
            options.setdefault(r.service_type_id, []).append(
                CountingOption(
                    Month.from_number(r.from_month), r.in_persons, Reach(r.reach), Outcome(r.outcome), r.remote
                )
            )
        types = self._connection.execute(_types).all()
        fields = read_fields(self._connection)
        kinds = tuple(
            ServiceType(
                uuid=r.uuid,
                code=r.code,
                name=r.name,
                label=r.label,
                form=Form(r.form),
                by_quantity=r.by_quantity,
                compartment=r.compartment or "",
                roles=frozenset(Role(role) for role in r.roles.split(",") if role),
                funder=codes.get(r.default_funder_id, ""),
                place=codes.get(r.default_place_id, ""),
                position=r.position,
                active_from=r.active_from,
                active_to=r.active_to,
                options=tuple(options.get(r.id, ())),
                audience=Audience(r.audience),
                fields=tuple(field for _, field in fields.get(r.id, ())),
                version=r.version,
            )
            for r in types
        )
        keys = CatalogKeys(
            {(r.kind, r.code): r.id for r in rows},
            {r.code: r.id for r in types},
            {(r.code, field.code): key for r in types for key, field in fields.get(r.id, ())},
        )
        return Catalog(version, items, kinds), keys

    def _touch(self) -> None:
        self._seen = None
        self._connection.execute(delete(desk_setting).where(desk_setting.c.key == _VERSION_KEY))
        self._connection.execute(insert(desk_setting).values(key=_VERSION_KEY, value=new_id()))

    def add_items(self, items: Iterable[Item]) -> None:
        """Inserts entries."""
        rows = [
            {
                "uuid": i.uuid,
                "kind": str(i.kind),
                "code": i.code,
                "name": i.name,
                "position": i.position,
                "active_from": i.active_from,
                "active_to": i.active_to,
            }
            for i in items
        ]
        if rows:
            self._connection.execute(insert(catalog_item), rows)
            self._touch()

    def change_item(self, item: Item) -> bool:
        """Writes name, place in the list and dates if nobody changed it since *item* was read."""
        done = self._connection.execute(
            update(catalog_item)
            .where(catalog_item.c.uuid == item.uuid, catalog_item.c.version == item.version)
            .values(
                name=item.name,
                position=item.position,
                active_from=item.active_from,
                active_to=item.active_to,
                version=item.version + 1,
            )
        )
        self._touch()
        return done.rowcount == 1

    def _type_values(self, kind: ServiceType) -> dict[str, object]:
        keys = self.keys().items
        return {
            "name": kind.name,
            "label": kind.label,
            "form": str(kind.form),
            "by_quantity": kind.by_quantity,
            "compartment": kind.compartment or None,
            "roles": ",".join(sorted(kind.roles)),
            "default_funder_id": keys.get((Kind.FUNDER, kind.funder)),
            "default_place_id": keys.get((Kind.PLACE, kind.place)),
            "position": kind.position,
            "active_from": kind.active_from,
            "active_to": kind.active_to,
            "audience": str(kind.audience),
        }

    def add_type(self, kind: ServiceType) -> None:
        """Inserts a service type with its fields and options."""
        values = {"uuid": kind.uuid, "code": kind.code, **self._type_values(kind)}
        made = self._connection.execute(insert(service_type).values(values)).inserted_primary_key
        assert made is not None
        write_fields(self._connection, made[0], kind.fields)
        self._touch()
        for option in kind.options:
            self.put_option(kind.code, option)

    def change_type(self, kind: ServiceType) -> bool:
        """Writes everything but code and counting options if nobody changed it since *kind* was read."""
        done = self._connection.execute(
            update(service_type)
            .where(service_type.c.uuid == kind.uuid, service_type.c.version == kind.version)
            .values(version=kind.version + 1, **self._type_values(kind))
        )
        if done.rowcount == 1:
            write_fields(self._connection, self.keys().types[kind.code], kind.fields)
        self._touch()
        return done.rowcount == 1

    def put_option(self, code: str, option: CountingOption) -> None:
        """Replaces the option of service type *code* from that month on; later months keep theirs."""
        key = {"service_type_id": self.keys().types[code], "from_month": option.from_month.number}
        c = counting_option.c
        self._connection.execute(
            delete(counting_option).where(
                c.service_type_id == key["service_type_id"], c.from_month == key["from_month"]
            )
        )
        self._connection.execute(
            insert(counting_option).values(
                in_persons=option.in_persons,
                reach=str(option.reach),
                outcome=str(option.outcome),
                remote=option.remote,
                **key,
            )
        )
        self._touch()

    def last_closed_month(self) -> Month | None:
        """The latest month that is closed or published."""
        number = self._connection.execute(_last_closed).scalar()
        return Month.from_number(number) if number else None

    def month_closed(self, month: Month) -> bool:
        """Whether *month* is closed or published."""
        state = self._connection.execute(_state, {"month": month.number}).scalar()
        return state is not None and not MonthState(state).provisional
