"""A number of the desk taken apart: by who the people are, or by how they were attended."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType

from casa_desktop.domain.access import BEHIND_THE_DOOR, Action, Compartment
from casa_desktop.domain.breakdowns import (
    Breakdown,
    PartOrigin,
    Request,
    Reserved,
    in_cell,
    left_out,
    take_apart,
    taken_apart,
    to_hide,
    within,
)
from casa_desktop.domain.catalog import Catalog
from casa_desktop.domain.cells import SPREAD
from casa_desktop.domain.counted import CATALOG_KINDS, OF_PERSON, Counted, Dimension
from casa_desktop.domain.errors import Code, fault
from casa_desktop.domain.indicators import COUNTS_PERSONS, Rule
from casa_desktop.domain.leaving import Sent, Way
from casa_desktop.domain.periods import Period
from casa_desktop.domain.persons import Sex
from casa_desktop.domain.suppression import WHOLE
from casa_desktop.domain.table import Source
from casa_desktop.services.basis import Basis, of_services
from casa_desktop.services.context import Context, verb
from casa_desktop.services.days import standing
from casa_desktop.services.numbers import Numbers, gather, unknown
from casa_desktop.storage.breakdowns import Breakdowns

TAKEN_APART = frozenset({Rule.PERSONS, Rule.NEW_PERSONS, Rule.PERSONS_OF_SERVICE, Rule.SERVICES, Rule.COVERED})
"""Rules whose records each belong to one person; families and visits are not taken apart."""
_IN_NO_ROW: Mapping[Dimension, tuple[str, ...]] = MappingProxyType(
    {dimension: () for dimension in Dimension if dimension not in OF_PERSON | {Dimension.MONTH}}
)
FILTERED = "filter:"
"""Before the name of a dimension that was filtered by, in the audit."""


@dataclass(frozen=True, slots=True)
class BreakdownExported:
    """What was counted for *request* left the program."""

    way: Way
    request: Request


@verb(Action.STATISTICS_VIEW)
def breakdown(ctx: Context, request: Request) -> Breakdown:
    """The number of the period taken apart; months that are known as figures only are left out and named.

    Who may not see what stands behind a number is given no small cell. Who does not count the passes to the private
    room is told of what is done there as ``Reserved`` says, and nothing of it by itself.

    Errors: UNKNOWN_ROW (also for a rule that cannot be taken apart), BAD_CHOICE (rows and columns by the same),
    FORBIDDEN (what is done behind the door, for who is told nothing of it), WHOLE_MONTHS (other days, for who does not
    count the passes and yet is told months with what is done there).
    """
    numbers, counted = _read(ctx, request)
    months = numbers.record_months(request.indicator)
    said = standing(ctx, request.scope.first, request.scope.last)
    return _told(ctx, request, counted).of_months(
        historical=tuple(m for m in request.period if numbers.source(m, request.indicator) is Source.HISTORY),
        provisional=tuple(month for month in said.provisional if month.number in months),
    )


def basis(ctx: Context, origin: PartOrigin) -> Basis:
    """What a cell counts. Errors: as for :func:`breakdown`, and FORBIDDEN for who is told totals only."""
    ctx.require(Action.STATISTICS_CELL)
    request = origin.request
    _, counted = _read(ctx, request)
    scope = request.scope
    return of_services(
        in_cell(within(counted, request), request, origin.row, origin.column),
        request.period,
        f"{request.indicator.id}:{scope.first}..{scope.last}",
        tuple(str(dimension) for dimension in (request.rows, request.columns) if dimension),
        of_persons=request.indicator.rule in COUNTS_PERSONS,
        spread=request.indicator.rule in SPREAD,
    )


@verb(Action.REPORT_EXPORT)
def exported(ctx: Context, command: BreakdownExported) -> None:
    """Enters into the audit that a breakdown was printed or saved: which one, and by what it was filtered."""
    _enter(ctx, command)


@verb(Action.STATISTICS_VIEW)
def copied(ctx: Context, command: BreakdownExported) -> None:
    """The same of what went to the clipboard, which whoever sees it may copy."""
    _enter(ctx, command)


def _enter(ctx: Context, command: BreakdownExported) -> None:
    """Dimensions by name, never what was let through: that may be a funder or somebody of the staff."""
    request, scope = command.request, command.request.scope
    by = [str(dimension) for dimension in (request.rows, request.columns) if dimension]
    filters = sorted(f"{FILTERED}{dimension}" for dimension in scope.filters)
    fields = (f"{Sent.BREAKDOWN}_{command.way}", *by, *filters)
    ctx.audit("report.export", f"{request.indicator.id}:{scope.first}..{scope.last}", fields)


def _read(ctx: Context, request: Request) -> tuple[Numbers, list[Counted]]:
    if request.rows is request.columns:
        raise fault(Code.BAD_CHOICE, "columns")
    if request.indicator.rule not in TAKEN_APART or unknown(ctx, [request.indicator]):
        raise fault(Code.UNKNOWN_ROW, "indicator", row=request.indicator.id)
    if not taken_apart(ctx.actor.may, _compartment(ctx, request.indicator.service_type)):
        raise fault(Code.FORBIDDEN, action=str(Action.PASS_COUNT))
    if _reserved(ctx) is Reserved.IN_TOTALS and not request.scope.whole_months:
        raise fault(Code.WHOLE_MONTHS, "first_day")
    numbers = gather(ctx, request.period, ())
    months, without = numbers.record_months(request.indicator), left_out(ctx.actor.may)
    kinds = ctx.work.catalog.snapshot().service_types
    selection = numbers.selection.but([kind.code for kind in kinds if kind.compartment in without])
    unseen = _reserved(ctx) is Reserved.IN_TOTALS
    wanted = request.dimensions | {Dimension.SERVICE} if unseen else request.dimensions
    counted = Breakdowns(ctx.work.connection).read(selection, request.indicator, months, wanted)
    return numbers, _in_no_row(ctx, counted) if unseen else counted


def _counts_all(ctx: Context) -> bool:
    return ctx.actor.may(Action.PASS_COUNT)


def _compartment(ctx: Context, code: str) -> str:
    kind = ctx.work.catalog.snapshot().service_type(code) if code else None
    return kind.compartment or "" if kind is not None else ""


def _in_no_row(ctx: Context, counted: list[Counted]) -> list[Counted]:
    """A matter of protection is a person of its month, and was attended nowhere, by nobody, for nothing."""
    of_type = {kind.code: kind.compartment for kind in ctx.work.catalog.snapshot().service_types}

    def told(each: Counted) -> Counted:
        if of_type.get(each.keys[Dimension.SERVICE][0]) != Compartment.PROTECTION:
            return each
        return each._replace(keys={**each.keys, **_IN_NO_ROW})

    return [told(each) for each in counted]


def _told(ctx: Context, request: Request, counted: list[Counted]) -> Breakdown:
    """*counted* taken apart, as far as the actor is told. A month's services of a kind are printed in the table of the
    council: that total hides nothing."""
    staff = _staff(ctx)
    order = {**order_of(ctx.work.catalog.snapshot(), request.period), Dimension.STAFF: list(staff)}
    found = take_apart(within(counted, request), request, order)
    wider = [replace(request, scope=scope) for scope in request.scope.wider()]
    found = replace(found, wider=tuple(take_apart(within(counted, each), each, order) for each in wider))
    private = not _counts_all(ctx) and _compartment(ctx, request.indicator.service_type) in BEHIND_THE_DOOR
    printed = {(WHOLE, WHOLE)} if private and not wider else ()
    hidden = to_hide(found, totals=private, printed=printed)
    reserved = _reserved(ctx)
    if reserved is Reserved.IN_TOTALS and not request.dimensions & _IN_NO_ROW.keys():
        reserved = None
    found = replace(found, hidden=hidden, reserved=reserved, staff=staff)
    return found if ctx.actor.may(Action.STATISTICS_CELL) else found.without_hidden()


def _reserved(ctx: Context) -> Reserved | None:
    if _counts_all(ctx):
        return None
    return Reserved.LEFT_OUT if left_out(ctx.actor.may) else Reserved.IN_TOTALS


def _staff(ctx: Context) -> Mapping[str, str]:
    """By username, in the order of their names; who shares one is told with the username, too."""
    users = ctx.work.users.all()
    shared = Counter(user.full_name for user in users)
    return MappingProxyType(
        {
            user.username: user.full_name if shared[user.full_name] == 1 else f"{user.full_name} ({user.username})"
            for user in users
        }
    )


def order_of(catalog: Catalog, period: Period) -> dict[Dimension, list[str]]:
    """How the keys of each dimension are listed: as the catalogue has them."""
    order = {dimension: [item.code for item in catalog.of(kind)] for dimension, kind in CATALOG_KINDS.items()}
    order[Dimension.SEX] = [str(Sex.WOMAN), str(Sex.MAN), str(Sex.INTERSEX)]
    order[Dimension.SERVICE] = [kind.code for kind in catalog.service_types]
    order[Dimension.MONTH] = [str(month) for month in period]
    return order
