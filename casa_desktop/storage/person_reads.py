"""Persons in lists: one query gives all that tells homonyms apart, without what the reader may not know."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import Connection, bindparam, func, literal_column, or_, select

from casa_desktop.domain.ages import Age, AgeRange
from casa_desktop.domain.documents import mask
from casa_desktop.domain.names import Name
from casa_desktop.domain.person_views import PersonHit
from casa_desktop.storage.prepared import Prepared
from casa_desktop.storage.referral_tables import referral
from casa_desktop.storage.tables import (
    household_member,
    person,
    person_document,
    person_name,
    service,
    service_type,
    visit,
)
from casa_desktop.storage.visit_reads import Reader

_BATCH = 24
"""Persons that one query looks up; the rest of the numbers is filled with a key that nobody has."""

_PLACES = tuple(f"p{i}" for i in range(_BATCH))
_NOBODY = dict.fromkeys(_PLACES, 0)

_found = person.alias("found")
_whole = person.alias("whole")
_other = person.alias("other")
_mine = household_member.alias("mine")
_theirs = household_member.alias("theirs")
_shown = person_document.alias("shown")

_hidden_types = select(service_type.c.id).where(
    service_type.c.compartment.is_not(None),
    func.instr(bindparam("compartments"), " " + service_type.c.compartment + " ") == 0,
)
_hidden_referrals = select(referral.c.service_id).where(
    referral.c.compartment.is_not(None),
    func.instr(bindparam("compartments"), " " + referral.c.compartment + " ") == 0,
)
_last_visit = (
    select(visit.c.date)
    .where(
        or_(
            visit.c.person_id == _whole.c.id,
            visit.c.person_id.in_(
                select(_other.c.id)
                .where(_other.c.canonical_id == _whole.c.id, _other.c.canonical_id != _other.c.id)
                .correlate(_whole)
            ),
        ),
        select(service.c.id)
        .where(
            service.c.visit_id == visit.c.id,
            service.c.voided_at.is_(None),
            service.c.service_type_id.not_in(_hidden_types),
            service.c.id.not_in(_hidden_referrals),
        )
        .exists(),
    )
    .order_by(visit.c.date.desc())
    .limit(1)
    .correlate(_whole)
    .scalar_subquery()
)
# Written as the partial index says it; «IS 1» would read every person.
_reserved_ids = select(_other.c.id).where(_other.c.reserved == literal_column("1"))
_merged_ids = select(_other.c.id).where(_other.c.canonical_id != _other.c.id)
_household_size = (
    select(func.count())
    .select_from(_mine)
    .join(_theirs, _theirs.c.household_id == _mine.c.household_id)
    .where(
        _mine.c.person_id == _whole.c.id,
        _mine.c.until.is_(None),
        _theirs.c.until.is_(None),
        _theirs.c.person_id.not_in(_merged_ids),
        or_(bindparam("named"), _theirs.c.person_id.not_in(_reserved_ids)),
    )
    .correlate(_whole)
    .scalar_subquery()
)
_principal = (
    select(_shown.c.type + "/" + _shown.c.subtype + "/" + _shown.c.number)
    .where(_shown.c.person_id == _whole.c.id)
    .order_by(_shown.c.principal.desc())
    .limit(1)
    .correlate(_whole)
    .scalar_subquery()
)
# Whoever has none of their own shows one of a record that was joined to them.
_joined = (
    select(_shown.c.type + "/" + _shown.c.subtype + "/" + _shown.c.number)
    .where(
        _shown.c.person_id.in_(
            select(_other.c.id)
            .where(_other.c.canonical_id == _whole.c.id, _other.c.canonical_id != _other.c.id)
            .correlate(_whole)
        )
    )
    .order_by(_shown.c.principal.desc(), _shown.c.id)
    .limit(1)
    .correlate(_whole)
    .scalar_subquery()
)
_hits = Prepared(
    select(
        _found.c.id,
        _whole.c.uuid,
        _whole.c.code,
        _whole.c.sex,
        _whole.c.birth_date,
        _whole.c.age_from,
        _whole.c.age_to,
        _whole.c.age_stated_on,
        _whole.c.country,
        _whole.c.reserved,
        person_name.c.first_name,
        person_name.c.other_names,
        person_name.c.first_surname,
        person_name.c.second_surname,
        person_name.c.preferred_name,
        func.coalesce(_principal, _joined).label("document"),
        _last_visit.label("last_visit"),
        _household_size.label("household_size"),
    )
    .select_from(_found)
    .join(_whole, _whole.c.id == _found.c.canonical_id)
    .outerjoin(person_name, person_name.c.person_id == _whole.c.id)
    .where(
        _found.c.id.in_([bindparam(place) for place in _PLACES]),
        or_(bindparam("named"), _whole.c.reserved.is_(False)),
    )
)
_by_number = Prepared(
    select(person_document.c.person_id)
    .where(person_document.c.number == bindparam("number"))
    .order_by(person_document.c.person_id)
    .limit(_BATCH)
)


class Listed(NamedTuple):
    """A person of a list, with the record that was looked up and the name to sort by."""

    found_id: int
    hit: PersonHit
    name: Name


class PersonReads:
    """The reading half of :class:`~casa_desktop.storage.people.People`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def listed(self, ids: Sequence[int], reader: Reader, today: date) -> list[Listed]:
        """The persons that the records *ids* stand for, in order, each once; without those the reader may not know."""
        found: dict[int, Listed] = {}
        common = {"named": reader.reserved, "compartments": f" {' '.join(sorted(reader.compartments))} "}
        for start in range(0, len(ids), _BATCH):
            batch = ids[start : start + _BATCH]
            values = {**common, **_NOBODY, **dict(zip(_PLACES, batch, strict=False))}
            for row in _hits.rows(self._connection, values):
                found[row[0]] = _listed(row, today)
        by_uuid = {found[each].hit.uuid: found[each] for each in ids if each in found}
        return list(by_uuid.values())

    def with_number(self, numbers: Iterable[str], except_for: Sequence[int]) -> list[int]:
        """Records that hold a document of one of the normalised *numbers*."""
        found = {row[0] for number in numbers for row in _by_number.rows(self._connection, {"number": number})}
        return sorted(found.difference(except_for))


def _date(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _listed(row: Sequence[Any], today: date) -> Listed:
    found_id, uuid, code, sex, born, first, last, stated_on, country, reserved = row[:10]
    name = Name(*row[10:15]) if row[10] is not None else Name()
    document, visited, size = row[15:]
    born, stated_on = _date(born), _date(stated_on)
    kind, subtype, number = document.split("/", 2) if document else ("", "", "")
    age = Age(born, AgeRange(first, last) if first is not None else None, stated_on).on(today)
    return Listed(
        found_id,
        PersonHit(
            uuid,
            code,
            name.display,
            sex,
            subtype or kind,
            mask(number),
            age,
            country or "",
            _date(visited),
            size,
            bool(reserved),
        ),
        name,
    )
