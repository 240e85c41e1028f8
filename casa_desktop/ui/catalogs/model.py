"""Fields in the forms of the catalogue: as drafts that JSON can carry, and a problem back to its field. No Qt."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import date
from decimal import Decimal
from typing import Any

from casa_desktop.domain.errors import Problem
from casa_desktop.domain.fields import FieldKind, Option, ServiceField, check_fields, settled


def to_draft(field: ServiceField) -> dict[str, Any]:
    """A field as JSON can carry it."""
    kept = asdict(field)
    for name in ("low", "high", "active_to"):
        kept[name] = None if kept[name] is None else str(kept[name])
    return {**kept, "kind": str(field.kind)}


def from_draft(kept: Mapping[str, Any]) -> ServiceField:
    """The inverse of :func:`to_draft`."""
    values = dict(kept)
    values["kind"] = FieldKind(values["kind"])
    values["options"] = tuple(Option(**option) for option in values["options"])
    for name, read in (("low", Decimal), ("high", Decimal), ("active_to", date.fromisoformat)):
        values[name] = None if values[name] is None else read(values[name])
    return ServiceField(**values)


def place_of(problem: Problem) -> tuple[int, str] | None:
    """(place of the field, its attribute) for ``fields[2].label``; None for anything else."""
    found = re.fullmatch(r"fields\[(\d+)\]\.(\w+)", problem.field)
    return (int(found[1]), found[2]) if found else None


def problems_at(
    before: Sequence[ServiceField], listed: Sequence[ServiceField], place: int, yesterday: date
) -> tuple[Problem, ...]:
    """What the rule says of one field among those *listed*, under the names of its own form."""
    found = ((place_of(problem), problem) for problem in check_fields(settled(before, listed, yesterday)))
    return tuple(Problem(p.code, at[1], p.values) for at, p in found if at is not None and at[0] == place)


def merged(mine: Sequence[ServiceField], theirs: Sequence[ServiceField]) -> tuple[ServiceField, ...]:
    """My fields, and behind them those that somebody else has added meanwhile: left out, they would be retired."""
    known = {field.uuid for field in mine}
    return (*mine, *(field for field in theirs if field.uuid not in known))
