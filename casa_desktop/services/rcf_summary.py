"""A month of RCF for the CICR, in totals. It counts what every other report counts: services that were not voided."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from casa_desktop.domain.access import Action
from casa_desktop.domain.catalog import Kind
from casa_desktop.domain.cells import Unit
from casa_desktop.domain.leaving import Way
from casa_desktop.domain.periods import Month, Period
from casa_desktop.domain.rcf import RequestState, TracingRequest
from casa_desktop.domain.rcf_month import (
    Among,
    LineFigure,
    LineService,
    ModalityCount,
    RcfOrigin,
    RcfSummary,
    among,
    behind,
    counted,
    countries_of,
    summed_up,
)
from casa_desktop.services.basis import Basis, adding_up
from casa_desktop.services.context import Context, verb


@dataclass(frozen=True, slots=True)
class SummaryQuery:
    """Asks for a month."""

    month: Month


@dataclass(frozen=True, slots=True)
class SummaryExported:
    """The summary left the program."""

    way: Way
    month: Month


@verb(Action.RCF_SUMMARY)
def summary(ctx: Context, query: SummaryQuery) -> RcfSummary:
    """Calls by modality and result, countries, minutes and persons; tracing requests as they stood when it ended.

    It crosses nothing that belongs to a person, so that no small cell needs to be suppressed.
    """
    month = query.month
    services = ctx.work.phone_line.of_month(month.number)
    contacts, connectivity = _modalities(ctx, services)
    last = min(month.last_day, ctx.clock.today())
    requests = ctx.work.tracing.all()
    return RcfSummary(
        first=month.first_day,
        last=month.last_day,
        provisional=not ctx.work.catalog.month_closed(month),
        contacts=contacts,
        connectivity=connectivity,
        countries=countries_of(among(services, Among.CONTACTS)),
        persons=counted(services, LineFigure.PERSONS),
        anonymous=counted(services, LineFigure.ANONYMOUS),
        requests_sent=sum(month.first_day <= each.opened_on <= month.last_day for each in requests),
        requests_open=_open_on(requests, last),
    )


def modalities(ctx: Context, month: Month) -> tuple[tuple[ModalityCount, ...], tuple[ModalityCount, ...]]:
    """The contacts of a month that were tried, by modality, and its services of connectivity; whoever asks."""
    return _modalities(ctx, ctx.work.phone_line.of_month(month.number))


def _modalities(
    ctx: Context, services: Sequence[LineService]
) -> tuple[tuple[ModalityCount, ...], tuple[ModalityCount, ...]]:
    names = {item.code: item.name for item in ctx.work.catalog.snapshot().of(Kind.RCF_MODALITY)}
    contacts, connectivity = (among(services, which) for which in (Among.CONTACTS, Among.CONNECTIVITY))
    return summed_up(contacts, names), summed_up(connectivity, names)


def basis(ctx: Context, origin: RcfOrigin) -> Basis:
    """What a number of the summary counts. The contacts by result stand on the dashboard, too: who sees that asks for
    them. Errors: FORBIDDEN."""
    month, figure = origin.month, origin.figure
    if figure is not LineFigure.ENDED or (origin.modality, origin.country) != (None, None):
        ctx.require(Action.RCF_SUMMARY)
    found = behind(ctx.work.phone_line.of_month(month.number), origin)
    return adding_up(
        counted(found, figure, origin.result),
        Unit.MINUTES if figure is LineFigure.MINUTES else None,
        [each.service for each in found],
        Period(month, month),
        f"RCF:{month}",
        (str(figure),),
        of_persons=figure in (LineFigure.PERSONS, LineFigure.ANONYMOUS),
    )


def _open_on(requests: Iterable[TracingRequest], day: date) -> tuple[tuple[RequestState, int], ...]:
    """How many stood in each open state when *day* ended."""
    stood = Counter[RequestState]()
    for request in requests:
        until = [step.state for step in request.steps if step.on <= day]
        if until and until[-1] is not RequestState.CLOSED:
            stood[until[-1]] += 1
    return tuple((state, stood[state]) for state in RequestState if stood[state])


@verb(Action.RCF_SUMMARY)
def exported(ctx: Context, command: SummaryExported) -> None:
    """Enters into the audit that a summary was printed or written to a file."""
    ctx.audit("rcf.export", str(command.month), (str(command.way),))
