"""The phone line as stored: turns of today, sealed numbers, and what a month of it adds up to."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Connection, and_, bindparam, case, delete, func, insert, or_, select, update

from casa_desktop.domain.names import Name
from casa_desktop.domain.rcf import FIRST_CALLED, CallState, short_name
from casa_desktop.domain.rcf_month import LineService
from casa_desktop.storage.rcf_tables import rcf_number, rcf_turn
from casa_desktop.storage.tables import (
    person,
    person_name,
    rcf_contact,
    service,
    service_type,
    visit,
    visit_vulnerability,
)
from casa_desktop.storage.visit_reads import Reader

_known = person.alias("known")
_whole = person.alias("whole")
_later = service.alias("later")

# Who may not know of a reserved contact reads no name: the row stays, because the person stands in the queue.
_named = and_(person_name.c.person_id == _whole.c.id, or_(bindparam("reserved"), _whole.c.reserved.is_(False)))
_WHO = (
    _whole.c.uuid.label("person"),
    _whole.c.code,
    _whole.c.anonymous,
    _whole.c.sex,
    or_(bindparam("reserved"), _whole.c.reserved.is_(False)).label("told"),
    person_name.c.first_name,
    person_name.c.first_surname,
    person_name.c.preferred_name,
)
_corrected = select(_later.c.id).where(_later.c.replaces_id == service.c.id).exists()
# A service that was voided, and that nothing took the place of, leaves the call without its result.
_state = case(
    (
        and_(rcf_turn.c.state == CallState.RECORDED, service.c.voided_at.is_not(None), ~_corrected),
        CallState.ENDED.value,
    ),
    else_=rcf_turn.c.state,
)
_record, _turned = person.alias("record"), person.alias("turned")
_whole_of_turn = select(_turned.c.canonical_id).where(_turned.c.id == rcf_turn.c.person_id).correlate(rcf_turn)
_joined_of_turn = (
    select(_record.c.id)
    .where(_record.c.canonical_id == _whole_of_turn.scalar_subquery(), _record.c.canonical_id != _record.c.id)
    .correlate(rcf_turn)
)
_alone = (
    select(visit_vulnerability.c.code)
    .join(visit, visit.c.id == visit_vulnerability.c.visit_id)
    .where(
        or_(visit.c.person_id.in_(_whole_of_turn), visit.c.person_id.in_(_joined_of_turn)),
        visit.c.date == rcf_turn.c.date,
        visit_vulnerability.c.code.in_(sorted(FIRST_CALLED)),
    )
    .exists()
)
_turns = (
    select(rcf_turn, _state.label("stands"), _alone.label("alone"), service.c.id.label("done"), *_WHO)
    .add_columns(rcf_number.c.uuid.label("number"), rcf_number.c.sealed)
    .select_from(rcf_turn)
    .join(_known, _known.c.id == rcf_turn.c.person_id)
    .join(_whole, _whole.c.id == _known.c.canonical_id)
    .outerjoin(person_name, _named)
    .outerjoin(service, service.c.id == rcf_turn.c.service_id)
    .outerjoin(rcf_number, rcf_number.c.id == rcf_turn.c.number_id)
    .where(rcf_turn.c.date == bindparam("day"))
    .order_by(rcf_turn.c.id)
)
_turn = _turns.where(rcf_turn.c.uuid == bindparam("turn"))
# Every try of the day, also those that were recorded without the queue; of these no reserved one for who may not know.
_tries = (
    select(
        service.c.id,
        service.c.uuid,
        service.c.created_at,
        func.coalesce(rcf_turn.c.chain, service.c.uuid).label("chain"),
        service.c.person_id,
        visit.c.profile,
        rcf_contact.c.modality,
        func.coalesce(rcf_contact.c.country, "").label("country"),
        func.coalesce(rcf_contact.c.result, "").label("result"),
        rcf_turn.c.number_id,
        rcf_number.c.uuid.label("number"),
        rcf_number.c.sealed,
        *_WHO,
    )
    .select_from(service)
    .join(rcf_contact, rcf_contact.c.service_id == service.c.id)
    .join(service_type, service_type.c.id == service.c.service_type_id)
    .join(visit, visit.c.id == service.c.visit_id)
    .join(_known, _known.c.id == service.c.person_id)
    .join(_whole, _whole.c.id == _known.c.canonical_id)
    .outerjoin(person_name, _named)
    .outerjoin(rcf_turn, rcf_turn.c.service_id == service.c.id)
    .outerjoin(rcf_number, rcf_number.c.id == rcf_turn.c.number_id)
    .where(
        visit.c.date == bindparam("day"),
        service.c.voided_at.is_(None),
        service.c.companion.is_(False),
        or_(
            service_type.c.compartment.is_(None),
            service_type.c.compartment.in_(bindparam("compartments", expanding=True)),
        ),
        or_(bindparam("reserved"), _whole.c.reserved.is_(False), rcf_turn.c.id.is_not(None)),
    )
    .order_by(service.c.id)
)
_vulnerabilities = select(visit_vulnerability.c.code).where(visit_vulnerability.c.visit_id == bindparam("visit"))
_canonical = select(person.c.canonical_id).where(person.c.uuid == bindparam("person")).scalar_subquery()
_numbers = (
    select(rcf_number.c.id, rcf_number.c.uuid, rcf_number.c.country, rcf_number.c.sealed)
    .join(_known, _known.c.id == rcf_number.c.person_id)
    .where(_known.c.canonical_id == _canonical)
    .order_by(rcf_number.c.used_on.desc(), rcf_number.c.id.desc())
)


_COUNT = (service.c.month == bindparam("month"), service.c.voided_at.is_(None), service.c.companion.is_(False))
_RESULT = func.coalesce(rcf_contact.c.result, "")
_of_month = (
    select(
        service.c.id,
        _whole.c.id,
        _whole.c.anonymous,
        rcf_contact.c.modality,
        func.coalesce(rcf_contact.c.country, ""),
        _RESULT,
        service.c.success.is_(True),
        func.coalesce(rcf_contact.c.minutes, 0),
        service.c.quantity,
    )
    .select_from(service)
    .join(rcf_contact, rcf_contact.c.service_id == service.c.id)
    .join(_known, _known.c.id == service.c.person_id)
    .join(_whole, _whole.c.id == _known.c.canonical_id)
    .where(*_COUNT)
)
_results = (
    select(rcf_contact.c.modality, _RESULT, func.count())
    .select_from(service)
    .join(rcf_contact, rcf_contact.c.service_id == service.c.id)
    .where(*_COUNT)
    .group_by(rcf_contact.c.modality, _RESULT)
)


@dataclass(frozen=True, slots=True)
class Number:
    """A number as stored: only the RCF key opens it."""

    id: int
    uuid: str
    country: str
    sealed: bytes


def name_of(row: Any) -> str:
    """First name and initial of a row with the columns of a person; empty where they are not the reader's."""
    if row.first_name is None:
        return ""
    return short_name(Name(row.first_name, "", row.first_surname, "", row.preferred_name))


class PhoneLine:
    """Reads and writes ``rcf_turn`` and ``rcf_number``."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    # turns

    def turns(self, day: date, reader: Reader) -> tuple[Any, ...]:
        """The turns of *day* in the order in which people came; ``stands`` is the state that holds."""
        return tuple(self._connection.execute(_turns, {"day": day, "reserved": reader.reserved}))

    def turn(self, uuid: str, day: date, reader: Reader) -> Any | None:
        """The turn of that uuid, if it is of *day*."""
        return self._connection.execute(_turn, {"turn": uuid, "day": day, "reserved": reader.reserved}).first()

    def tries(self, day: date, reader: Reader) -> tuple[Any, ...]:
        """Every RCF service of *day* that counts, oldest first, with the ``chain`` of tries that it belongs to."""
        values = {"day": day, "reserved": reader.reserved, "compartments": sorted(reader.compartments)}
        return tuple(self._connection.execute(_tries, values))

    def add_turn(self, values: Mapping[str, object]) -> None:
        """Inserts a turn."""
        self._connection.execute(insert(rcf_turn).values(**values))

    def change_turn(self, turn_id: int, version: int, values: Mapping[str, object]) -> bool:
        """Writes *values* unless somebody changed the turn since *version*."""
        done = self._connection.execute(
            update(rcf_turn)
            .where(rcf_turn.c.id == turn_id, rcf_turn.c.version == version)
            .values(version=version + 1, **values)
        )
        return done.rowcount == 1

    def vulnerabilities(self, visit_id: int) -> tuple[str, ...]:
        """What the visit of the day says already."""
        return tuple(self._connection.execute(_vulnerabilities, {"visit": visit_id}).scalars())

    # numbers

    def numbers_of(self, person_uuid: str) -> tuple[Number, ...]:
        """The numbers of a person, under whatever merged record they stand, the last used first."""
        return tuple(Number(*row) for row in self._connection.execute(_numbers, {"person": person_uuid}))

    def add_number(self, uuid: str, person_id: int, country: str, sealed: bytes, used_on: date) -> int:
        """Inserts a number and gives its integer key."""
        values = {"uuid": uuid, "person_id": person_id, "country": country, "sealed": sealed, "used_on": used_on}
        made = self._connection.execute(insert(rcf_number).values(**values)).inserted_primary_key
        return int(made[0]) if made else 0

    def use_number(self, number_id: int, used_on: date) -> None:
        """Its time begins again."""
        self._connection.execute(update(rcf_number).where(rcf_number.c.id == number_id).values(used_on=used_on))

    def purge(self, today: date, keep_from: date | None) -> int:
        """Deletes the turns of earlier days and the numbers last used before *keep_from* (None: all of them)."""
        self._connection.execute(delete(rcf_turn).where(rcf_turn.c.date < today))
        gone = select(rcf_number.c.id)
        if keep_from is not None:
            gone = gone.where(rcf_number.c.used_on < keep_from)
        ids = tuple(self._connection.execute(gone).scalars())
        if ids:
            self._connection.execute(update(rcf_turn).where(rcf_turn.c.number_id.in_(ids)).values(number_id=None))
            self._connection.execute(delete(rcf_number).where(rcf_number.c.id.in_(ids)))
        return len(ids)

    # a month

    def results(self, month: int) -> list[tuple[str, str, int]]:
        """(modality, result or empty, services) of those of :meth:`of_month`: a glance at them reads none by itself."""
        return [(row[0], row[1], row[2]) for row in self._connection.execute(_results, {"month": month})]

    def of_month(self, month: int) -> list[LineService]:
        """The services of a month that count, whoever asks: only counts may leave the verb."""
        return [LineService(*row) for row in self._connection.execute(_of_month, {"month": month})]
