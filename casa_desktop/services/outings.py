"""Outings of the Unidad Móvil: opened, closed, and what was given at each of them, by kind, sex and age."""

from dataclasses import dataclass, replace

from casa_desktop.domain.access import Action, Role
from casa_desktop.domain.catalog import Catalog
from casa_desktop.domain.clock import BOGOTA
from casa_desktop.domain.errors import Code, fault
from casa_desktop.domain.outings import (
    Attention,
    Member,
    Outing,
    OutingDetail,
    OutingFact,
    OutingLine,
    check_outing,
    consultation_field,
)
from casa_desktop.domain.text import tidy
from casa_desktop.services.answering import readable
from casa_desktop.services.context import Context, verb
from casa_desktop.services.recording import reader, user_id
from casa_desktop.storage.outings import LinkedService

MOST_OUTINGS = 300
_FIELDS = ("date", "municipality", "sector", "vehicle", "starts_at", "ends_at", "team")


@dataclass(frozen=True, slots=True)
class OutingsQuery:
    """Asks for the latest outings."""


@dataclass(frozen=True, slots=True)
class OutingQuery:
    """Names an outing."""

    uuid: str


@dataclass(frozen=True, slots=True)
class SaveOuting:
    """An outing as it should be: new where its *version* is 0."""

    outing: Outing


@dataclass(frozen=True, slots=True)
class CloseOuting:
    """The team is back, or goes on after all (*closed* false)."""

    uuid: str
    version: int
    closed: bool = True


@dataclass(frozen=True, slots=True)
class GatherLoose:
    """The services of that day at the Unidad Móvil that stand in no outing belong to this one."""

    uuid: str


@dataclass(frozen=True, slots=True)
class DropOuting:
    """It was written by mistake."""

    uuid: str
    version: int


@verb(Action.OUTING_VIEW)
def latest(ctx: Context, query: OutingsQuery) -> tuple[OutingLine, ...]:
    """The outings, the latest first, with how many persons and services each grouped."""
    return ctx.work.outings.latest(MOST_OUTINGS, reader(ctx))


@verb(Action.OUTING_VIEW)
def detail(ctx: Context, query: OutingQuery) -> OutingDetail:
    """One outing with its totals, and its attentions for who may read what health writes. Errors: NOT_FOUND."""
    return _detail(ctx, query.uuid)


@verb(Action.OUTING_VIEW)
def printed(ctx: Context, query: OutingQuery) -> OutingDetail:
    """As :func:`detail`, and enters into the audit that its totals leave on paper."""
    ctx.audit("outing.print", query.uuid, ("quantity",))
    return _detail(ctx, query.uuid)


@verb(Action.OUTING_RECORD)
def save(ctx: Context, command: SaveOuting) -> OutingDetail:
    """Opens an outing or changes it. Errors: those of :func:`check_outing`, CONFLICT, HAS_ATTENTIONS (another date)."""
    given = command.outing
    team = tuple(Member(m.user_uuid, tidy(m.name)) for m in given.team if m.user_uuid or m.name.strip())
    new = replace(given, sector=tidy(given.sector), vehicle=tidy(given.vehicle), team=team)
    check_outing(new).raise_if_any()
    found = ctx.work.outings.one(new.uuid)
    members = [(user_id(ctx, m.user_uuid), "") if m.user_uuid else (None, m.name) for m in team]
    if found is None:
        made = {"uuid": new.uuid, "created_at": ctx.stamp, "created_by_id": user_id(ctx)}
        ctx.work.outings.add({**made, **_columns(new)}, members)
        changed: tuple[str, ...] = ("date", "municipality", "team")
    elif new.version == 0:
        return _detail(ctx, new.uuid)
    else:
        outing_id, before = found
        if before.date != new.date and ctx.work.outings.any_link(outing_id):
            raise fault(Code.HAS_ATTENTIONS, "date")
        if not ctx.work.outings.change(outing_id, new.version, _columns(new), members):
            raise fault(Code.CONFLICT, kind="outing")
        changed = tuple(name for name in _FIELDS if getattr(before, name) != getattr(new, name))
    ctx.audit("outing.save", new.uuid, changed)
    ctx.changed("outing", new.uuid)
    return _detail(ctx, new.uuid)


@verb(Action.OUTING_RECORD)
def close(ctx: Context, command: CloseOuting) -> OutingDetail:
    """Closes an outing, with the hour of now where none was written on its day, or opens it again: while it is open,
    what health gives at the Unidad Móvil on its day joins it. Errors: NOT_FOUND, CONFLICT, DATE_IN_FUTURE."""
    outing_id, before = _stored(ctx, command.uuid)
    today = ctx.clock.today()
    if command.closed and before.date > today:
        raise fault(Code.DATE_IN_FUTURE, "date", limit=today)
    values: dict[str, object] = {"closed": command.closed}
    if command.closed and not before.ends_at and before.date == today:
        values["ends_at"] = ctx.clock.now().astimezone(BOGOTA).strftime("%H:%M")
    if not ctx.work.outings.change(outing_id, command.version, values):
        raise fault(Code.CONFLICT, kind="outing")
    ctx.audit("outing.close", command.uuid, tuple(values))
    ctx.changed("outing", command.uuid)
    return _detail(ctx, command.uuid)


@verb(Action.OUTING_RECORD)
def gather(ctx: Context, command: GatherLoose) -> OutingDetail:
    """Takes the loose services of its day in. Repeating it changes nothing. Errors: NOT_FOUND."""
    outing_id, outing = _stored(ctx, command.uuid)
    loose = ctx.work.outings.loose(outing.date, _types(ctx.work.catalog.snapshot()))
    ctx.work.outings.gather(outing_id, loose)
    if loose:
        ctx.audit("outing.gather", command.uuid, ("services",))
        ctx.changed("outing", command.uuid)
    return _detail(ctx, command.uuid)


@verb(Action.OUTING_RECORD)
def drop(ctx: Context, command: DropOuting) -> None:
    """Removes an outing that groups nothing. Errors: NOT_FOUND, CONFLICT, HAS_ATTENTIONS."""
    outing_id, outing = _stored(ctx, command.uuid)
    if ctx.work.outings.any_link(outing_id):
        raise fault(Code.HAS_ATTENTIONS)
    if outing.version != command.version:
        raise fault(Code.CONFLICT, kind="outing")
    ctx.work.outings.drop(outing_id)
    ctx.audit("outing.drop", command.uuid)
    ctx.changed("outing", command.uuid)


def _types(catalog: Catalog) -> tuple[str, ...]:
    """The codes of the types that health records."""
    return tuple(kind.code for kind in catalog.service_types if Role.HEALTH in kind.roles)


def _stored(ctx: Context, uuid: str) -> tuple[int, Outing]:
    found = ctx.work.outings.one(uuid)
    if found is None:
        raise fault(Code.NOT_FOUND, kind="outing")
    return found


def _detail(ctx: Context, uuid: str) -> OutingDetail:
    outing_id, outing = _stored(ctx, uuid)
    catalog = ctx.work.catalog.snapshot()
    own = _types(catalog)
    may_read = readable(ctx)
    linked = ctx.work.outings.services(outing_id, outing.date, reader(ctx))
    rows = tuple(_attention(s, catalog) for s in linked if s.seen and s.type in may_read)
    return OutingDetail(
        outing=outing,
        persons=len({service.person_id for service in linked}),
        facts=tuple(OutingFact(s.type, _consultation(s, catalog), s.sex, s.age) for s in linked),
        rows=rows,
        may_read=Role.HEALTH in ctx.actor.roles,
        loose=len(ctx.work.outings.loose(outing.date, own, reader(ctx))),
    )


def _attention(service: LinkedService, catalog: Catalog) -> Attention:
    return Attention(
        service_uuid=service.uuid,
        visit_uuid=service.visit_uuid,
        person_uuid=service.person_uuid,
        person_name=service.person_name,
        anonymous=service.anonymous,
        sex=service.sex,
        age=service.age,
        type=service.type,
        consultation=_consultation(service, catalog),
        created_at=service.created_at,
    )


def _consultation(service: LinkedService, catalog: Catalog) -> str:
    kind = catalog.service_type(service.type)
    field = consultation_field(kind) if kind else None
    return service.answers.get(field.code, "") if field else ""


def _columns(outing: Outing) -> dict[str, object]:
    return {name: getattr(outing, name) for name in _FIELDS if name != "team"}
