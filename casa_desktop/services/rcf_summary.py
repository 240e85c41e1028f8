"""A month of RCF for the CICR, in totals. It counts what every other report counts: services that were not voided."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from casa_desktop.domain.access import Action
from casa_desktop.domain.catalog import Kind
from casa_desktop.domain.leaving import Way
from casa_desktop.domain.periods import Month
from casa_desktop.domain.rcf import (
    CONNECTIVITY,
    CountryCount,
    ModalityCount,
    RcfSummary,
    RequestState,
    TracingRequest,
    is_contact,
)
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
    month, line = query.month, ctx.work.phone_line
    contacts, connectivity = modalities(ctx, month)
    persons, anonymous = line.persons(month.number)
    last = min(month.last_day, ctx.clock.today())
    requests = ctx.work.tracing.all()
    return RcfSummary(
        first=month.first_day,
        last=month.last_day,
        provisional=not ctx.work.catalog.month_closed(month),
        contacts=contacts,
        connectivity=connectivity,
        countries=tuple(CountryCount(*row) for row in line.by_country(month.number, CONNECTIVITY)),
        persons=persons,
        anonymous=anonymous,
        requests_sent=sum(month.first_day <= each.opened_on <= month.last_day for each in requests),
        requests_open=_open_on(requests, last),
    )


def modalities(ctx: Context, month: Month) -> tuple[tuple[ModalityCount, ...], tuple[ModalityCount, ...]]:
    """The contacts of a month that were tried, by modality, and its services of connectivity; whoever asks."""
    names = {item.code: item.name for item in ctx.work.catalog.snapshot().of(Kind.RCF_MODALITY)}
    counts = _modalities(ctx.work.phone_line.by_modality(month.number), names)
    contacts = tuple(each for each in counts if is_contact(each.modality))
    return contacts, tuple(each for each in counts if not is_contact(each.modality))


def _modalities(
    rows: Iterable[tuple[str, str, int, int, int, int]], names: Mapping[str, str]
) -> tuple[ModalityCount, ...]:
    by_modality: dict[str, list[tuple[str, str, int, int, int, int]]] = {}
    for row in rows:
        by_modality.setdefault(row[0], []).append(row)
    found = [
        ModalityCount(
            modality,
            names.get(modality, modality),
            tuple(sorted((row[1], row[2]) for row in own)),
            achieved=sum(row[3] for row in own),
            minutes=sum(row[4] for row in own),
            quantity=sum(row[5] for row in own),
        )
        for modality, own in by_modality.items()
    ]
    place = {code: at for at, code in enumerate(names)}
    return tuple(sorted(found, key=lambda each: (place.get(each.modality, len(place)), each.modality)))


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
