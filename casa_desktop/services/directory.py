"""The directory of organisations that people are referred to."""

from dataclasses import dataclass, replace
from typing import Any

from casa_desktop.domain.access import Action, Role
from casa_desktop.domain.catalog import Item, Kind
from casa_desktop.domain.errors import Code, Problems, fault
from casa_desktop.domain.referrals import ORGANISATION_LIMITS, Organisation
from casa_desktop.domain.text import taken, tidy_lines
from casa_desktop.services import catalogs
from casa_desktop.services.catalogs import SaveItem
from casa_desktop.services.context import Context, verb
from casa_desktop.services.recording import reader
from casa_desktop.storage.visit_reads import Reader


@dataclass(frozen=True, slots=True)
class DirectoryQuery:
    """Asks for every organisation."""


def counting(ctx: Context) -> Reader | None:
    """Whose referrals a count leaves out; None = nobody's."""
    return None if Role.COORDINATION in ctx.actor.roles else reader(ctx)


@verb(Action.REFERRAL_VIEW)
def organisations(ctx: Context, query: DirectoryQuery) -> tuple[Organisation, ...]:
    """Every organisation in the order of the list, with how many referrals wait for its answer."""
    return entries(ctx)


@verb(Action.DIRECTORY_EDIT)
def save(ctx: Context, entry: Organisation) -> Organisation:
    """Writes what is known of an organisation. One that the list does not have yet, or has under another name, also
    changes the list, which is coordination's. Errors: TOO_LONG, BAD_TEXT, CONFLICT, and those of an entry of a list.
    """
    problems = Problems()
    texts: dict[str, Any] = {
        name: taken(problems, name, getattr(entry, name), limit, tidy_lines)
        for name, limit in ORGANISATION_LIMITS.items()
    }
    problems.raise_if_any()
    item = next((i for i in ctx.work.catalog.snapshot().of(Kind.PARTNER) if i.uuid == entry.uuid), None)
    if item is None:
        item = catalogs.save_item(ctx, SaveItem(Item(entry.uuid, Kind.PARTNER, "", entry.name)))
    elif item.name != entry.name.strip():
        item = catalogs.save_item(ctx, SaveItem(replace(item, name=entry.name)))
    key, before = next((key, each) for key, each in ctx.work.directory.all() if each.uuid == entry.uuid)
    changed = tuple(name for name, text in texts.items() if getattr(before, name) != text)
    if changed:
        if not ctx.work.directory.save(key, replace(entry, **texts)):
            raise fault(Code.CONFLICT, kind="partner")
        ctx.audit("directory.edit", item.code, changed)
        ctx.changed("catalog", item.uuid)
    return next(each for each in entries(ctx) if each.uuid == entry.uuid)


def entries(ctx: Context) -> tuple[Organisation, ...]:
    """The directory as it is shown."""
    catalog, today = ctx.work.catalog.snapshot(), ctx.clock.today()
    waiting = ctx.work.referrals.open_by_partner(counting(ctx))
    offered = {item.uuid for item in catalog.of(Kind.PARTNER, today)}
    return tuple(
        replace(entry, active=entry.uuid in offered, open_referrals=waiting.get(key, 0))
        for key, entry in ctx.work.directory.all()
    )
