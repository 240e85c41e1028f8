"""From what stands in the form of a visit to the command, and from a problem back to its field. No Qt."""

import re
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from casa_desktop.domain.ages import OLDEST, Band, BandSet, bands
from casa_desktop.domain.catalog import Catalog, Form, ServiceType
from casa_desktop.domain.fields import Answers, FieldKind, ServiceField, canonical, parse_number
from casa_desktop.domain.ids import new_id
from casa_desktop.domain.typed import plain
from casa_desktop.domain.visits import (
    ONE_TO_ONE,
    Anonymous,
    Companion,
    Guidance,
    NewService,
    Psychology,
    Rcf,
    RecordVisit,
    reaches_companions,
)

BANDS: tuple[Band, ...] = bands(BandSet.GIFMM)
"""The bands that an anonymous entry is asked for."""

COMMON = ("sheet", "line", "place", "funder", "staff")
"""Asked once for all the services of a visit."""


class Uuids(dict[str, str]):
    """The uuids of one visit while it is being typed: made when first asked for, kept in the draft, so that saving
    again after an answer was lost writes nothing twice."""

    def __missing__(self, key: str) -> str:
        self[key] = made = new_id()
        return made


def band_key(band: Band) -> str:
    """``6-12``; the last band ends where ages end."""
    return f"{band.first}-{OLDEST if band.last is None else band.last}"


def band_ages(key: str | None) -> tuple[int, int] | tuple[None, None]:
    """The inverse of :func:`band_key`; nothing for nothing."""
    if not key:
        return None, None
    first, _, last = key.partition("-")
    return int(first), int(last)


def letters(kinds: Iterable[ServiceType], names: Mapping[str, str], taken: str) -> dict[str, str]:
    """A letter for each service type, of its name where one is free: what is pressed with Alt."""
    found: dict[str, str] = {}
    used = set(taken.upper())
    for kind in kinds:
        free = (c for c in plain(names[kind.code]).upper() + "123456789" if c.isalnum() and c not in used)
        letter = next(free, "")
        if letter:
            used.add(letter)
            found[kind.code] = letter
    return found


def first(value: Any) -> str:
    """The one key of chips of which one may be on; a choice's key; empty for none."""
    if isinstance(value, tuple):
        return str(value[0]) if value else ""
    return str(value or "")


def values_of(kind: ServiceType, answers: Answers) -> dict[str, Any]:
    """What the editors show of *answers*, by the names of the form's fields (``NUT.PESO``)."""
    known = {field.code: field for field in kind.fields}
    return {f"{kind.code}.{code}": _value(known[code], answer) for code, answer in answers if code in known}


def _value(field: ServiceField, answer: str) -> Any:
    if field.kind is FieldKind.NUMBER:
        return parse_number(answer.replace(".", ","))
    if field.kind is FieldKind.DATE:
        return date.fromisoformat(answer)
    return answer


def answers_from(fields: Iterable[ServiceField], code: str, values: Mapping[str, Any]) -> Answers:
    """The answers as they stand in a form; *code* is the service type's."""
    given = ((field.code, _answer(field, values.get(f"{code}.{field.code}"))) for field in fields)
    return tuple((name, answer) for name, answer in given if answer)


def _answer(field: ServiceField, value: Any) -> str:
    if value is None:
        return ""
    if field.kind is FieldKind.NUMBER:
        return canonical(value)
    if field.kind is FieldKind.DATE:
        return str(value.isoformat())
    return first(value)


def service_form(kind: ServiceType, values: Mapping[str, Any]) -> Guidance | Psychology | Rcf | None:
    """What only this kind of service asks."""

    def of(name: str) -> Any:
        return values.get(f"{kind.code}.{name}")

    if kind.form is Form.GUIDANCE:
        return Guidance(tuple(of("topics") or ()), tuple(of("partners") or ()))
    if kind.form is Form.PSYCHOLOGY:
        return Psychology(first(of("follow_up")) == "later", first(of("modality")) or ONE_TO_ONE, of("note") or "")
    if kind.form is Form.RCF:
        return Rcf(first(of("modality")), first(of("country")), first(of("result")), of("minutes"))
    return None


def new_service(kind: ServiceType, values: Mapping[str, Any], uuid: str, *, companions: bool) -> NewService:
    """One service as it stands in the form."""
    form = service_form(kind, values)
    quantity = values.get(f"{kind.code}.quantity")
    return NewService(
        uuid=uuid,
        type=kind.code,
        form=form,
        quantity=1 if quantity is None else quantity,
        staff=first(values.get("staff")),
        place=first(values.get("place")),
        funder=first(values.get("funder")),
        sheet=values.get("sheet") or "",
        line=values.get("line"),
        details=values.get(f"{kind.code}.details") or "",
        answers=answers_from(kind.fields, kind.code, values),
        for_all=companions and reaches_companions(kind, form),
    )


def _anonymous(uuid: str, sex: str, band: str, country: str = "") -> Anonymous:
    first_age, last_age = band_ages(band)
    return Anonymous(uuid, sex, first_age, last_age, country)


def record_visit(
    values: Mapping[str, Any], catalog: Catalog, uuids: Uuids, day: date, person_uuid: str = ""
) -> RecordVisit:
    """The command; of an anonymous person where *person_uuid* is empty."""
    anonymous = None
    if not person_uuid:
        anonymous = _anonymous(
            uuids["anonymous"],
            first(values.get("anonymous.sex")),
            first(values.get("anonymous.band")),
            first(values.get("anonymous.country")),
        )
    present = tuple(values.get("companions") or ())
    companions = tuple(
        Companion(uuids[f"companion.{i}"], anonymous=_anonymous(uuids[f"companion.{i}.person"], sex, band))
        for i, (sex, band) in enumerate(present)
    )
    companions += tuple(
        Companion(uuids[f"family.{member}"], person_uuid=member) for member in values.get("family") or ()
    )
    kinds = [kind for code in values["services"] if (kind := catalog.service_type(code)) is not None]
    return RecordVisit(
        uuid=uuids["visit"],
        date=day,
        profile=first(values.get("profile")),
        services=tuple(
            new_service(kind, values, uuids[f"service.{kind.code}"], companions=bool(companions)) for kind in kinds
        ),
        person_uuid=person_uuid,
        anonymous=anonymous,
        companions=companions,
        vulnerabilities=tuple(values.get("vulnerabilities") or ()),
        intention=first(values.get("intention")),
        walker=bool(values.get("walker")),
        origin=values.get("origin") or "",
        destination=values.get("destination") or "",
        sleeps_at=first(values.get("sleeps_at")),
        reason=values.get("reason") or "",
    )


def field_of(path: str, codes: tuple[str, ...]) -> str:
    """The field of the form that a problem of the command belongs to: ``services[1].minutes`` is ``RCF.minutes``."""
    if match := re.fullmatch(r"services\[(\d+)\]\.(\w+)", path):
        name = "modality" if match[2] == "form" else match[2]
        at = int(match[1])
        return name if name in COMMON or at >= len(codes) else f"{codes[at]}.{name}"
    if path.startswith("companions"):
        return "companions"
    return {"anonymous.age": "anonymous.band", "sex": "anonymous.sex"}.get(path, path)
