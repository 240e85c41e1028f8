"""Workshops in the base. Whoever came is a row of ``service`` whose activity is the workshop; nothing is added up."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Connection, and_, bindparam, delete, exists, func, insert, or_, select, update

from casa_desktop.domain.periods import Month
from casa_desktop.domain.workshops import Attendee, Workshop, WorkshopLine
from casa_desktop.storage.named import NAME, shown_name
from casa_desktop.storage.office_tables import user_account
from casa_desktop.storage.people import age_of
from casa_desktop.storage.tables import catalog_item, person, person_name, service, service_type, visit
from casa_desktop.storage.visit_reads import Reader
from casa_desktop.storage.workshop_tables import workshop, workshop_entry

_staff = user_account.alias("staff")
_place = catalog_item.alias("place")
_partner = catalog_item.alias("partner")
_funder = catalog_item.alias("funder")
_whole = person.alias("whole")

_rows = (
    select(
        workshop,
        service_type.c.code.label("type"),
        _place.c.code.label("place"),
        _partner.c.code.label("partner"),
        _funder.c.code.label("funder"),
        _staff.c.uuid.label("staff_uuid"),
        _staff.c.full_name.label("staff_name"),
    )
    .join(service_type, service_type.c.id == workshop.c.service_type_id)
    .join(_staff, _staff.c.id == workshop.c.staff_id)
    .outerjoin(_place, _place.c.id == workshop.c.place_id)
    .outerjoin(_partner, _partner.c.id == workshop.c.partner_id)
    .outerjoin(_funder, _funder.c.id == workshop.c.funder_id)
    .where(
        or_(
            service_type.c.compartment.is_(None),
            service_type.c.compartment.in_(bindparam("compartments", expanding=True)),
        )
    )
)
_one = _rows.where(workshop.c.uuid == bindparam("uuid"))
_latest = _rows.order_by(workshop.c.date.desc(), workshop.c.starts_at.desc(), workshop.c.id.desc()).limit(
    bindparam("most")
)
_canonical = select(person.c.canonical_id).where(person.c.uuid == bindparam("person")).scalar_subquery()
_joined_to = select(person.c.id).where(person.c.canonical_id == _canonical, person.c.canonical_id != person.c.id)
_of_person = _rows.where(
    workshop.c.uuid.in_(
        select(service.c.activity)
        .join(person, person.c.id == service.c.person_id)
        .where(person.c.canonical_id == _canonical, service.c.voided_at.is_(None))
    )
).order_by(workshop.c.date.desc(), workshop.c.id.desc())
_seen = or_(bindparam("reserved"), _whole.c.reserved.is_(False))
_enrolled = (
    select(workshop_entry.c.workshop_id, func.count())
    .join(person, person.c.id == workshop_entry.c.person_id)
    .join(_whole, _whole.c.id == person.c.canonical_id)
    .where(workshop_entry.c.workshop_id.in_(bindparam("ids", expanding=True)), _seen)
    .group_by(workshop_entry.c.workshop_id)
)
# By the partial index of rows that have an activity, which begins with the month.
_attended = (
    select(service.c.activity, func.count())
    .join(person, person.c.id == service.c.person_id)
    .join(_whole, _whole.c.id == person.c.canonical_id)
    .where(
        service.c.month.in_(bindparam("months", expanding=True)),
        service.c.activity.in_(bindparam("uuids", expanding=True)),
        service.c.voided_at.is_(None),
        _seen,
    )
    .group_by(service.c.activity)
)
_came = and_(
    service.c.month == bindparam("month"),
    service.c.activity == bindparam("activity"),
    service.c.voided_at.is_(None),
)
_PERSON = (
    _whole.c.uuid.label("person"),
    _whole.c.code,
    _whole.c.anonymous,
    _whole.c.sex,
    _whole.c.birth_date,
    _whole.c.age_from,
    _whole.c.age_to,
    _whole.c.age_stated_on,
    *NAME,
)
_entries = (
    select(workshop_entry.c.uuid.label("entry"), workshop_entry.c.line, service.c.uuid.label("service"), *_PERSON)
    .select_from(workshop_entry)
    .join(person, person.c.id == workshop_entry.c.person_id)
    .join(_whole, _whole.c.id == person.c.canonical_id)
    .outerjoin(person_name, person_name.c.person_id == _whole.c.id)
    .outerjoin(service, and_(_came, service.c.person_id == workshop_entry.c.person_id))
    .where(workshop_entry.c.workshop_id == bindparam("workshop"), _seen)
    .order_by(workshop_entry.c.line, workshop_entry.c.id)
)
_nameless = (
    select(service.c.uuid.label("service"), service.c.line, *_PERSON)
    .select_from(service)
    .join(person, person.c.id == service.c.person_id)
    .join(_whole, _whole.c.id == person.c.canonical_id)
    .outerjoin(person_name, person_name.c.person_id == _whole.c.id)
    .where(_came, person.c.anonymous, _seen)
    .order_by(service.c.id)
)
_live = (
    select(
        service.c.id,
        service.c.uuid,
        service.c.line,
        service.c.version,
        service.c.quantity,
        service.c.late,
        person.c.uuid.label("person"),
        visit.c.profile,
    )
    .join(person, person.c.id == service.c.person_id)
    .join(visit, visit.c.id == service.c.visit_id)
    .where(_came)
    .order_by(service.c.id)
)
_entry = select(workshop_entry.c.uuid, workshop_entry.c.line, person.c.uuid.label("person")).join(
    person, person.c.id == workshop_entry.c.person_id
)
_entry_by_uuid = _entry.where(workshop_entry.c.uuid == bindparam("uuid"))
_entry_of_person = _entry.where(
    workshop_entry.c.workshop_id == bindparam("workshop"), person.c.canonical_id == _canonical
)
_listed = exists().where(
    workshop_entry.c.workshop_id == workshop.c.id, workshop_entry.c.person_id == service.c.person_id
)
_closed_to = (
    select(workshop.c.id)
    .join(service, service.c.activity == workshop.c.uuid)
    .join(person, person.c.id == service.c.person_id)
    .where(
        service.c.id == bindparam("service"),
        or_(workshop.c.cancelled, and_(person.c.anonymous.is_(False), ~_listed)),
    )
)
_last_line = select(func.coalesce(func.max(workshop_entry.c.line), 0)).where(
    workshop_entry.c.workshop_id == bindparam("workshop")
)
_last_profile = (
    select(visit.c.profile)
    .join(person, person.c.id == visit.c.person_id)
    .where(visit.c.date <= bindparam("day"), or_(person.c.id == _canonical, person.c.id.in_(_joined_to)))
    .order_by(visit.c.date.desc())
    .limit(1)
)


@dataclass(frozen=True, slots=True)
class StoredWorkshop:
    """A workshop with its key and the name of who leads it."""

    id: int
    workshop: Workshop
    staff_name: str


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the list. *person_uuid* is the record it stands under, also where that was merged since."""

    uuid: str
    line: int
    person_uuid: str


@dataclass(frozen=True, slots=True)
class LiveService:
    """The service of somebody who came, whoever may see them."""

    id: int
    uuid: str
    line: int | None
    version: int
    quantity: int
    late: bool
    person_uuid: str
    profile: str


def _attendee(row: Any, day: date, entry: str, service_uuid: str) -> Attendee:
    return Attendee(
        entry_uuid=entry,
        service_uuid=service_uuid,
        line=row.line,
        person_uuid=row.person,
        person_code=row.code,
        person_name=shown_name(row),
        anonymous=row.anonymous,
        sex=row.sex,
        age=age_of(row.birth_date, row.age_from, row.age_to, row.age_stated_on).on(day),
    )


def _workshop(r: Any) -> Workshop:
    return Workshop(
        uuid=r.uuid,
        service_type=r.type,
        date=r.date,
        topic=r.topic,
        starts_at=r.starts_at,
        place=r.place or "",
        venue=r.venue,
        partner=r.partner or "",
        staff=r.staff_uuid,
        funder=r.funder or "",
        capacity=r.capacity,
        sheet=r.sheet,
        cancelled=r.cancelled,
        version=r.version,
    )


class Workshops:
    """Reads and writes ``workshop`` and ``workshop_entry``."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def one(self, uuid: str, reader: Reader) -> StoredWorkshop | None:
        """The workshop of *uuid*, where *reader* may know of it."""
        row = self._connection.execute(_one, {"uuid": uuid, "compartments": sorted(reader.compartments)}).first()
        return None if row is None else StoredWorkshop(row.id, _workshop(row), row.staff_name)

    def of_person(self, person_uuid: str, reader: Reader) -> tuple[Workshop, ...]:
        """The workshops that a person came to, under whatever merged record, the latest first."""
        values = {"person": person_uuid, "compartments": sorted(reader.compartments)}
        return tuple(_workshop(row) for row in self._connection.execute(_of_person, values))

    def latest(self, reader: Reader, most: int) -> tuple[WorkshopLine, ...]:
        """The workshops, the latest first."""
        values = {"compartments": sorted(reader.compartments), "most": most}
        rows = self._connection.execute(_latest, values).all()
        months = sorted({Month.of(row.date).number for row in rows})
        asked: dict[str, object] = {"ids": [r.id for r in rows], "reserved": reader.reserved}
        enrolled = dict(self._pairs(_enrolled, asked))
        asked = {"uuids": [r.uuid for r in rows], "months": months, "reserved": reader.reserved}
        attended = dict(self._pairs(_attended, asked))
        return tuple(
            WorkshopLine(
                uuid=r.uuid,
                version=r.version,
                date=r.date,
                starts_at=r.starts_at,
                topic=r.topic,
                service_type=r.type,
                place=r.place or "",
                venue=r.venue,
                partner=r.partner or "",
                staff=r.staff_name,
                capacity=r.capacity,
                cancelled=r.cancelled,
                enrolled=enrolled.get(r.id, 0),
                attended=attended.get(r.uuid, 0),
            )
            for r in rows
        )

    def rows(self, stored: StoredWorkshop, reader: Reader) -> tuple[Attendee, ...]:
        """Who is on the list: by line, then those without a name."""
        day = stored.workshop.date
        values = {**_of(stored), "workshop": stored.id, "reserved": reader.reserved}
        named = self._connection.execute(_entries, values)
        found = [_attendee(r, day, r.entry, r.service or "") for r in named]
        values = {**_of(stored), "reserved": reader.reserved}
        found += [_attendee(r, day, "", r.service) for r in self._connection.execute(_nameless, values)]
        return tuple(found)

    def live(self, stored: StoredWorkshop) -> tuple[LiveService, ...]:
        """The services of everybody who came."""
        rows = self._connection.execute(_live, _of(stored))
        return tuple(
            LiveService(r.id, r.uuid, r.line, r.version, r.quantity, r.late, r.person, r.profile) for r in rows
        )

    def entry(self, uuid: str) -> Entry | None:
        """The line of that uuid."""
        row = self._connection.execute(_entry_by_uuid, {"uuid": uuid}).first()
        return None if row is None else Entry(*row)

    def entry_of(self, workshop_id: int, person_uuid: str) -> Entry | None:
        """The line of a person, whatever merged record it stands under."""
        row = self._connection.execute(_entry_of_person, {"workshop": workshop_id, "person": person_uuid}).first()
        return None if row is None else Entry(*row)

    def closed_to(self, service_id: int) -> bool:
        """Whether the service is of a workshop that was cancelled since, or took its person off the list."""
        return self._connection.execute(_closed_to, {"service": service_id}).first() is not None

    def add_entry(self, values: Mapping[str, object], workshop_id: int) -> int:
        """Puts somebody at the end of the list and gives the line."""
        line = int(self._connection.execute(_last_line, {"workshop": workshop_id}).scalar_one()) + 1
        self._connection.execute(insert(workshop_entry).values(workshop_id=workshop_id, line=line, **values))
        return line

    def drop_entry(self, uuid: str) -> None:
        """Takes somebody off the list; what was counted stands in ``service``."""
        self._connection.execute(delete(workshop_entry).where(workshop_entry.c.uuid == uuid))

    def last_profile(self, person_uuid: str, day: date) -> str:
        """The profile of the person's latest visit up to *day*; empty where there is none."""
        return self._connection.execute(_last_profile, {"person": person_uuid, "day": day}).scalar() or ""

    def add(self, values: Mapping[str, object]) -> None:
        """Inserts a workshop; *values* by column name."""
        self._connection.execute(insert(workshop).values(**values))

    def change(self, uuid: str, version: int, values: Mapping[str, object]) -> bool:
        """Writes *values* unless somebody changed the workshop since *version*."""
        done = self._connection.execute(
            update(workshop)
            .where(workshop.c.uuid == uuid, workshop.c.version == version)
            .values(version=version + 1, **values)
        )
        return done.rowcount == 1

    def _pairs(self, statement: Any, values: Mapping[str, object]) -> Iterable[tuple[Any, int]]:
        rows: Sequence[Any] = self._connection.execute(statement, values).all()
        return ((row[0], int(row[1])) for row in rows)


def _of(stored: StoredWorkshop) -> dict[str, object]:
    return {"month": Month.of(stored.workshop.date).number, "activity": stored.workshop.uuid}
