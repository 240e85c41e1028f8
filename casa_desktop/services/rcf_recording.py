"""How a contact with the family becomes a service of today: shared by calls and connectivity."""

from collections.abc import Iterable
from dataclasses import replace

from casa_desktop.domain.catalog import Kind
from casa_desktop.domain.errors import Code, Problems, fault
from casa_desktop.domain.rcf import rcf_type
from casa_desktop.domain.visits import NewService, Rcf, RecordVisit
from casa_desktop.services.context import Context
from casa_desktop.storage.visits import Target


def check_lists(ctx: Context, problems: Problems, profile: str, vulnerabilities: Iterable[str]) -> None:
    """A turn is checked when it begins: the visit of its call is written later."""
    catalog, today = ctx.work.catalog.snapshot(), ctx.clock.today()
    if not profile:
        problems.add(Code.NEEDS_PROFILE, "profile")
    wanted = [(Kind.PROFILE, profile, "profile")] if profile else []
    for kind, code, field in (*wanted, *((Kind.VULNERABILITY, each, "vulnerabilities") for each in vulnerabilities)):
        item = catalog.item(kind, code)
        if item is None or not item.active_on(today):
            problems.add(Code.BAD_CHOICE, field)


def contact_service(ctx: Context, uuid: str, contact: Rcf, quantity: int = 1) -> NewService:
    """The service that a contact is. Errors: NOT_FOUND where the desk offers none."""
    kind = rcf_type(ctx.work.catalog.snapshot(), ctx.clock.today())
    if kind is None:
        raise fault(Code.NOT_FOUND, kind="service_type")
    return NewService(uuid, kind.code, contact, quantity)


def as_said_today(ctx: Context, visit: RecordVisit, target: Target) -> RecordVisit:
    """What the visit of today says already stays; a turn adds what it alone knows."""
    if target.visit_id is None:
        return visit
    said = ctx.work.phone_line.vulnerabilities(target.visit_id)
    more = tuple(code for code in visit.vulnerabilities if code not in said)
    return replace(visit, profile=target.profile, vulnerabilities=(*said, *more) if more else ())
