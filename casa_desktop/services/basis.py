"""What a number of a report counts: the rows themselves, whoever asks, before anybody is shown any of them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from casa_desktop.domain.cells import CellFigure, Unit
from casa_desktop.domain.counted import Counted
from casa_desktop.domain.counting import persons, quantity
from casa_desktop.domain.periods import Period
from casa_desktop.domain.table import Total
from casa_desktop.storage.cells import among
from casa_desktop.storage.selection import Condition


@dataclass(frozen=True, slots=True)
class Basis:
    """The rows *where* of a number, and what the audit is told of it: *subject* is a report and its days, *fields* by
    what it was taken apart; never what somebody typed, and never a value.

    *spread*: over several months, everybody is told by the number of months in which they came."""

    subject: str
    period: Period
    where: Condition
    monthly_sum: Total
    distinct: Total | None
    """None for what counts services."""
    fields: tuple[str, ...] = ()
    spread: bool = False
    figures: tuple[CellFigure, ...] = ()
    """Historical figures that the number holds beside its rows."""
    unit: Unit | None = None
    shown_alone: bool = False
    """Whether who asks is told no number of its services but of those that they see."""


def of_services(
    chosen: Sequence[Counted],
    period: Period,
    subject: str,
    fields: tuple[str, ...] = (),
    *,
    of_persons: bool,
    spread: bool = False,
) -> Basis:
    """The basis of a number that a report counted from *chosen*: from the very list, so that what stands behind it
    cannot differ from what is printed. *of_persons*: the number counts persons, else services."""
    value = persons(chosen) if of_persons else quantity(chosen)
    services = (each.service for each in chosen)
    basis = adding_up(value, None, services, period, subject, fields, of_persons=of_persons)
    return replace(basis, spread=spread and len(period) > 1)


def adding_up(
    value: int,
    unit: Unit | None,
    services: Iterable[int],
    period: Period,
    subject: str,
    fields: tuple[str, ...] = (),
    *,
    of_persons: bool = False,
) -> Basis:
    """The basis of a number that a report added up from *services* (their keys): from the very list."""
    known = Total(value, value)
    return Basis(subject, period, among(services), known, known if of_persons else None, fields, unit=unit)
