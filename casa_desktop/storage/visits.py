"""Visits and their services: what the verbs write, and what they must know before."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Connection, CursorResult, bindparam, delete, insert, select, update

from casa_desktop.storage.lookups import UserIds, next_person
from casa_desktop.storage.tables import (
    person,
    psychology_session,
    rcf_contact,
    service,
    service_item,
    visit,
    visit_vulnerability,
)
from casa_desktop.storage.visit_reads import VisitReads

_whole = person.alias("whole")
_target = (
    select(
        person.c.id,
        person.c.uuid,
        person.c.code,
        _whole.c.reserved,
        visit.c.id.label("visit_id"),
        visit.c.uuid.label("visit_uuid"),
        visit.c.version,
        visit.c.profile,
    )
    .join(_whole, _whole.c.id == person.c.canonical_id)
    .outerjoin(visit, (visit.c.person_id == person.c.id) & (visit.c.date == bindparam("day")))
    .where(person.c.uuid == bindparam("uuid"))
)
_whole_uuid = (
    select(_whole.c.uuid).join(person, person.c.canonical_id == _whole.c.id).where(person.c.uuid == bindparam("uuid"))
)
_visit = (
    select(visit, person.c.uuid.label("person"), person.c.code)
    .join(person, person.c.id == visit.c.person_id)
    .where(visit.c.uuid == bindparam("uuid"))
)
_asked = select(
    visit.c.profile, visit.c.intention, visit.c.walker, visit.c.origin, visit.c.destination, visit.c.sleeps_at
).where(visit.c.id == bindparam("id"))
_vulnerabilities = (
    select(visit_vulnerability.c.code)
    .where(visit_vulnerability.c.visit_id == bindparam("id"))
    .order_by(visit_vulnerability.c.code)
)
_known = select(service.c.uuid).where(service.c.uuid.in_(bindparam("uuids", expanding=True)))
_stored = select(
    service.c.id,
    service.c.uuid,
    service.c.version,
    service.c.voided_at,
    service.c.activity,
    service.c.companion,
    service.c.date,
    service.c.late,
    service.c.replaces_id,
    visit.c.uuid.label("visit"),
    person.c.uuid.label("person"),
)
_stored = _stored.join(visit, visit.c.id == service.c.visit_id).join(person, person.c.id == service.c.person_id)
_service = _stored.where(service.c.uuid == bindparam("uuid"))
_service_by_id = _stored.where(service.c.id == bindparam("id"))
_activity = _stored.where(service.c.activity == bindparam("activity"), service.c.companion).order_by(service.c.id)
_corrections = select(service.c.id, service.c.replaces_id).where(service.c.replaces_id.is_not(None))
_counting = select(service.c.id).where(
    service.c.id.in_(bindparam("ids", expanding=True)), service.c.voided_at.is_(None)
)
_own, _owner = service.alias("own"), person.alias("owner")
_again = (
    select(service.c.id)
    .join(_own, (_own.c.id == bindparam("service")) & (_own.c.month == service.c.month))
    .join(person, person.c.id == service.c.person_id)
    .join(_owner, _owner.c.id == _own.c.person_id)
    .where(
        service.c.activity == bindparam("activity"),
        person.c.canonical_id == _owner.c.canonical_id,
        service.c.id != _own.c.id,
        service.c.voided_at.is_(None),
    )
)
_add_person = insert(person)
_add_visit = insert(visit)
_add_vulnerability = insert(visit_vulnerability)
_add_service = insert(service)
_add_item = insert(service_item)
_add_session = insert(psychology_session)
_add_contact = insert(rcf_contact)


@dataclass(frozen=True, slots=True)
class Target:
    """A person and their visit of one day, if there is one already (*visit_id* None otherwise)."""

    person_id: int
    person_uuid: str
    code: str
    reserved: bool = False
    visit_id: int | None = None
    visit_uuid: str = ""
    version: int = 0
    profile: str = ""


@dataclass(frozen=True, slots=True)
class StoredService:
    """Where a service stands. *person_uuid* is the record it stands under, also where that was merged since."""

    id: int
    uuid: str
    version: int
    voided_at: str
    activity: str
    companion: bool
    date: date
    late: bool
    replaces_id: int | None
    visit_uuid: str
    person_uuid: str


def _placed(r: Any) -> StoredService:
    return StoredService(
        r.id,
        r.uuid,
        r.version,
        r.voided_at or "",
        r.activity or "",
        r.companion,
        r.date,
        r.late,
        r.replaces_id,
        r.visit,
        r.person,
    )


def _key(result: CursorResult[Any]) -> int:
    key = result.inserted_primary_key
    return int(key[0]) if key else 0


class Visits(VisitReads):
    """Reads and writes ``visit``, ``service`` and what hangs on them."""

    def __init__(self, connection: Connection) -> None:
        super().__init__(connection)
        self._users = UserIds(connection)

    def user_id(self, uuid: str) -> int | None:
        """The integer key of a user, asked for once in a transaction."""
        return self._users.of(uuid)

    def target(self, person_uuid: str, day: date) -> Target | None:
        """The record *person_uuid* and its visit of *day*."""
        row = self._connection.execute(_target, {"uuid": person_uuid, "day": day}).first()
        if row is None:
            return None
        return Target(row[0], row[1], row[2], row[3], row[4], row[5] or "", row[6] or 0, row[7] or "")

    def whole_target(self, person_uuid: str, day: date) -> Target | None:
        """As :meth:`target` of the record that *person_uuid* stands for today: what is new is written under that."""
        whole: str | None = self._connection.execute(_whole_uuid, {"uuid": person_uuid}).scalar()
        return self.target(whole, day) if whole is not None else None

    def visit_target(self, visit_uuid: str) -> tuple[Target, date] | None:
        """The visit of *visit_uuid* with its person and date."""
        row = self._connection.execute(_visit, {"uuid": visit_uuid}).first()
        if row is None:
            return None
        target = Target(
            row.person_id,
            row.person,
            row.code,
            visit_id=row.id,
            visit_uuid=row.uuid,
            version=row.version,
            profile=row.profile,
        )
        return target, row.date

    def asked(self, visit_id: int) -> tuple[dict[str, object], tuple[str, ...]]:
        """What was asked about a visit, by column name, and its vulnerabilities."""
        row = self._connection.execute(_asked, {"id": visit_id}).one()
        codes = self._connection.execute(_vulnerabilities, {"id": visit_id}).scalars()
        return dict(row._mapping), tuple(codes)  # noqa: SLF001  # a public name of SQLAlchemy, underscore or not

    def known_services(self, uuids: Sequence[str]) -> frozenset[str]:
        """Those of *uuids* that stand in the base already."""
        return frozenset(self._connection.execute(_known, {"uuids": list(uuids)}).scalars())

    def stored(self, uuid: str) -> StoredService | None:
        """The service of *uuid*, voided or not."""
        row = self._connection.execute(_service, {"uuid": uuid}).first()
        return None if row is None else _placed(row)

    def stored_by_id(self, service_id: int) -> StoredService | None:
        """The service that another one replaces."""
        row = self._connection.execute(_service_by_id, {"id": service_id}).first()
        return None if row is None else _placed(row)

    def companions_of(self, activity: str, voided_at: str = "") -> tuple[StoredService, ...]:
        """The rows of companions in *activity* that count, or that were voided at that instant."""
        rows = self._connection.execute(_activity, {"activity": activity})
        return tuple(row for row in map(_placed, rows) if row.voided_at == voided_at)

    def corrected_elsewhere(self, service_id: int) -> bool:
        """Whether another service of the same chain of corrections counts: what it replaced, or what replaced it.

        Reads every correction there is, which is little: it is asked only when a voiding is undone.
        """
        before = {row.id: row.replaces_id for row in self._connection.execute(_corrections)}
        root = service_id
        while root in before:
            root = before[root]
        family, grew = {root}, True
        while grew:
            found = {each for each, earlier in before.items() if earlier in family} - family
            family, grew = family | found, bool(found)
        others = sorted(family - {service_id})
        return self._connection.execute(_counting, {"ids": others}).first() is not None

    def counted_again(self, stored: StoredService) -> bool:
        """Whether the same person counts in the same activity by another row: they were put on the list once more."""
        values = {"activity": stored.activity, "service": stored.id}
        return bool(stored.activity) and self._connection.execute(_again, values).first() is not None

    def add_anonymous(
        self,
        *,
        uuid: str,
        sex: str,
        age_from: int,
        age_to: int,
        country: str | None,
        stated_on: date,
        created_at: str,
        created_by_id: int,
    ) -> Target:
        """Inserts an anonymous entry (``A-000124``, from the one sequence of persons)."""
        number = next_person(self._connection)
        code = f"A-{number:06d}"
        values = {
            "id": number,
            "uuid": uuid,
            "code": code,
            "canonical_id": number,
            "anonymous": True,
            "sex": sex,
            "age_from": age_from,
            "age_to": age_to,
            "age_stated_on": stated_on,
            "country": country,
            "created_at": created_at,
            "created_by_id": created_by_id,
        }
        self._connection.execute(_add_person, values)
        return Target(number, uuid, code)

    def add_visit(self, values: Mapping[str, object], vulnerabilities: Iterable[str]) -> int:
        """Inserts a visit and gives its integer key; *values* by column name."""
        visit_id = _key(self._connection.execute(_add_visit, values))
        self._add_vulnerabilities(visit_id, vulnerabilities)
        return visit_id

    def change_visit(
        self, visit_id: int, version: int, values: Mapping[str, object], vulnerabilities: Iterable[str] | None = None
    ) -> bool:
        """Writes *values* (and the vulnerabilities, if given) unless somebody changed the visit since *version*."""
        done = self._connection.execute(
            update(visit)
            .where(visit.c.id == visit_id, visit.c.version == version)
            .values(version=version + 1, **values)
        )
        if done.rowcount == 1 and vulnerabilities is not None:
            self._connection.execute(delete(visit_vulnerability).where(visit_vulnerability.c.visit_id == visit_id))
            self._add_vulnerabilities(visit_id, vulnerabilities)
        return done.rowcount == 1

    def _add_vulnerabilities(self, visit_id: int, codes: Iterable[str]) -> None:
        rows = [{"visit_id": visit_id, "code": code} for code in dict.fromkeys(codes)]
        if rows:
            self._connection.execute(_add_vulnerability, rows)

    def add_service(self, values: Mapping[str, object]) -> int:
        """Inserts a service and gives its integer key; *values* by column name."""
        return _key(self._connection.execute(_add_service, values))

    def add_items(self, service_id: int, item_ids: Iterable[int]) -> None:
        """Hangs topics and partners on a service."""
        rows = [{"service_id": service_id, "item_id": item_id} for item_id in dict.fromkeys(item_ids)]
        if rows:
            self._connection.execute(_add_item, rows)

    def add_session(self, service_id: int, *, follow_up: bool, modality: str) -> None:
        """Hangs the facts of a psychology session on a service."""
        values = {"service_id": service_id, "follow_up": follow_up, "modality": modality}
        self._connection.execute(_add_session, values)

    def add_contact(
        self, service_id: int, *, modality: str, country: str | None, result: str | None, minutes: int | None
    ) -> None:
        """Hangs the facts of an RCF contact on a service."""
        values = {
            "service_id": service_id,
            "modality": modality,
            "country": country,
            "result": result,
            "minutes": minutes,
        }
        self._connection.execute(_add_contact, values)

    def clear_form(self, service_id: int) -> None:
        """Removes what hangs on a service, before it is written again."""
        for table in (service_item, psychology_session, rcf_contact):
            self._connection.execute(delete(table).where(table.c.service_id == service_id))

    def change_service(self, service_id: int, version: int, values: Mapping[str, object]) -> bool:
        """Writes *values* unless somebody changed the service since *version*."""
        done = self._connection.execute(
            update(service)
            .where(service.c.id == service_id, service.c.version == version)
            .values(version=version + 1, **values)
        )
        return done.rowcount == 1

    def void(self, uuids: Sequence[str], *, at: str | None, by_id: int | None) -> None:
        """Takes services out of every count, or back in (*at* None)."""
        self._connection.execute(
            update(service)
            .where(service.c.uuid.in_(list(uuids)))
            .values(voided_at=at, voided_by_id=by_id, version=service.c.version + 1)
        )
