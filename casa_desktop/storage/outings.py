"""Outings in the base. Their totals are read from the services that stand; nothing is added up."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Connection, and_, bindparam, delete, exists, insert, or_, select, update

from casa_desktop.domain.ages import AgeRange
from casa_desktop.domain.outings import MOBILE_UNIT, Member, Outing, OutingLine
from casa_desktop.domain.periods import Month
from casa_desktop.storage.fields import AnswersTable
from casa_desktop.storage.named import NAME, shown_name
from casa_desktop.storage.office_tables import user_account
from casa_desktop.storage.outing_tables import outing, outing_member, outing_service
from casa_desktop.storage.people import age_of
from casa_desktop.storage.tables import catalog_item, person, person_name, service, service_type, visit
from casa_desktop.storage.visit_reads import Reader, theirs

_one = select(outing).where(outing.c.uuid == bindparam("uuid"))
_latest = (
    select(outing)
    .order_by(outing.c.date.desc(), outing.c.starts_at.desc(), outing.c.id.desc())
    .limit(bindparam("most"))
)
_members = (
    select(outing_member.c.outing_id, outing_member.c.name, user_account.c.uuid, user_account.c.full_name)
    .outerjoin(user_account, user_account.c.id == outing_member.c.user_id)
    .where(outing_member.c.outing_id.in_(bindparam("ids", expanding=True)))
    .order_by(outing_member.c.outing_id, outing_member.c.position)
)
_whole = person.alias("whole")
# A reserved contact is in no list and no count but of who may know of them; else the difference would tell.
_known = or_(bindparam("reserved"), _whole.c.reserved.is_(False))
_linked = (
    select(outing_service.c.outing_id, person.c.canonical_id)
    .join(service, service.c.id == outing_service.c.service_id)
    .join(person, person.c.id == service.c.person_id)
    .join(_whole, _whole.c.id == person.c.canonical_id)
    .where(outing_service.c.outing_id.in_(bindparam("ids", expanding=True)), service.c.voided_at.is_(None), _known)
)
# Totals count what is of another room too; whose it is, and how they are called, is read for who may know of it.
_told = theirs(service, service_type, _whole)
_services = (
    select(
        service.c.id,
        service.c.uuid,
        service.c.created_at,
        visit.c.uuid.label("visit"),
        service_type.c.code.label("type"),
        _whole.c.id.label("person_id"),
        _whole.c.uuid.label("person"),
        _whole.c.anonymous,
        _told.label("seen"),
        _whole.c.sex,
        _whole.c.birth_date,
        _whole.c.age_from,
        _whole.c.age_to,
        _whole.c.age_stated_on,
        *NAME,
    )
    .select_from(outing_service)
    .join(service, service.c.id == outing_service.c.service_id)
    .join(visit, visit.c.id == service.c.visit_id)
    .join(service_type, service_type.c.id == service.c.service_type_id)
    .join(person, person.c.id == service.c.person_id)
    .join(_whole, _whole.c.id == person.c.canonical_id)
    .outerjoin(person_name, and_(person_name.c.person_id == _whole.c.id, _told))
    .where(outing_service.c.outing_id == bindparam("outing"), service.c.voided_at.is_(None), _known)
    .order_by(service.c.id)
)
_open = select(outing.c.id).where(outing.c.date == bindparam("day"), outing.c.closed.is_(False))
_mine = exists().where(outing_member.c.outing_id == outing.c.id, outing_member.c.user_id == bindparam("user"))
_to_join = _open.order_by(_mine.desc(), outing.c.id.desc()).limit(1)
_of_replaced = (
    select(outing_service.c.outing_id)
    .join(outing, outing.c.id == outing_service.c.outing_id)
    .where(outing_service.c.service_id == bindparam("service"), outing.c.date == bindparam("day"))
)
# By the index of rows that count, which begins with the month.
_loose = (
    select(service.c.id)
    .join(service_type, service_type.c.id == service.c.service_type_id)
    .join(catalog_item, catalog_item.c.id == service.c.place_id)
    .join(person, person.c.id == service.c.person_id)
    .join(_whole, _whole.c.id == person.c.canonical_id)
    .where(
        _known,
        service.c.month == bindparam("month"),
        service.c.date == bindparam("day"),
        service.c.voided_at.is_(None),
        catalog_item.c.code == MOBILE_UNIT,
        service_type.c.code.in_(bindparam("types", expanding=True)),
        ~exists().where(outing_service.c.service_id == service.c.id),
    )
)
_any_link = select(outing_service.c.service_id).where(outing_service.c.outing_id == bindparam("outing")).limit(1)


@dataclass(frozen=True, slots=True)
class LinkedService:
    """A service of an outing. *seen*: whether the reader may know whose it is."""

    uuid: str
    visit_uuid: str
    type: str
    answers: Mapping[str, str]
    person_id: int
    person_uuid: str
    person_name: str
    anonymous: bool
    sex: str
    age: AgeRange | None
    created_at: str
    seen: bool


class Outings:
    """Reads and writes ``outing``, its team and its links."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def one(self, uuid: str) -> tuple[int, Outing] | None:
        """(key, outing) of *uuid*."""
        row = self._connection.execute(_one, {"uuid": uuid}).first()
        return None if row is None else (row.id, self._outings([row])[0])

    def latest(self, most: int, reader: Reader) -> tuple[OutingLine, ...]:
        """The outings, the latest first, each with how many it grouped, as far as *reader* may know of them."""
        rows = self._connection.execute(_latest, {"most": most}).all()
        linked: dict[int, list[int]] = {}
        values = {"ids": [r.id for r in rows], "reserved": reader.reserved}
        for outing_id, person_id in self._connection.execute(_linked, values):
            linked.setdefault(outing_id, []).append(person_id)
        return tuple(
            OutingLine(each, len(set(linked.get(row.id, ()))), len(linked.get(row.id, ())))
            for row, each in zip(rows, self._outings(rows), strict=True)
        )

    def services(self, outing_id: int, day: date, reader: Reader) -> tuple[LinkedService, ...]:
        """The services of an outing that stand, in the order in which they were recorded."""
        rows = self._connection.execute(_services, {"outing": outing_id, **reader.parameters}).all()
        answers = AnswersTable(self._connection).of([row.id for row in rows])
        return tuple(_linked_service(row, dict(answers.get(row.id, ())), day) for row in rows)

    def join(self, service_id: int, day: date, *, by_id: int, replaces_id: int | None) -> None:
        """Puts a service into the outing of what it replaces, else into an open one of *day*: that in whose team the
        user is, else the one opened last. Where there is none it stays loose."""
        found = None
        if replaces_id is not None:
            found = self._connection.execute(_of_replaced, {"service": replaces_id, "day": day}).scalar()
        if found is None:
            found = self._connection.execute(_to_join, {"day": day, "user": by_id}).scalar()
        if found is not None:
            self._connection.execute(insert(outing_service).values(service_id=service_id, outing_id=found))

    def loose(self, day: date, types: Iterable[str], reader: Reader | None = None) -> tuple[int, ...]:
        """The services of *day* and of *types* (codes) at the Unidad Móvil that stand in no outing; with a *reader*,
        those of whom they may know."""
        everybody = reader is None or reader.reserved
        values = {"month": Month.of(day).number, "day": day, "types": sorted(types), "reserved": everybody}
        return tuple(self._connection.execute(_loose, values).scalars())

    def gather(self, outing_id: int, service_ids: Sequence[int]) -> None:
        """Puts services into an outing."""
        rows = [{"service_id": service_id, "outing_id": outing_id} for service_id in service_ids]
        if rows:
            self._connection.execute(insert(outing_service), rows)

    def any_link(self, outing_id: int) -> bool:
        """Whether any service, voided or not, ever stood in the outing."""
        return self._connection.execute(_any_link, {"outing": outing_id}).first() is not None

    def add(self, values: Mapping[str, object], team: Sequence[tuple[int | None, str]]) -> None:
        """Inserts an outing; *team* as (key of the user or None, name)."""
        made = self._connection.execute(insert(outing).values(**values)).inserted_primary_key
        assert made is not None
        self._write_team(made[0], team)

    def change(
        self,
        outing_id: int,
        version: int,
        values: Mapping[str, object],
        team: Sequence[tuple[int | None, str]] | None = None,
    ) -> bool:
        """Writes *values* (and the team, if given) unless somebody changed the outing since *version*."""
        done = self._connection.execute(
            update(outing)
            .where(outing.c.id == outing_id, outing.c.version == version)
            .values(version=version + 1, **values)
        )
        if done.rowcount == 1 and team is not None:
            self._connection.execute(delete(outing_member).where(outing_member.c.outing_id == outing_id))
            self._write_team(outing_id, team)
        return done.rowcount == 1

    def drop(self, outing_id: int) -> None:
        """Removes an outing that groups nothing."""
        self._connection.execute(delete(outing_member).where(outing_member.c.outing_id == outing_id))
        self._connection.execute(delete(outing).where(outing.c.id == outing_id))

    def _write_team(self, outing_id: int, team: Sequence[tuple[int | None, str]]) -> None:
        rows = [
            {"outing_id": outing_id, "position": position, "user_id": user_id, "name": name}
            for position, (user_id, name) in enumerate(team, start=1)
        ]
        if rows:
            self._connection.execute(insert(outing_member), rows)

    def _outings(self, rows: Sequence[Any]) -> list[Outing]:
        team: dict[int, list[Member]] = {}
        for r in self._connection.execute(_members, {"ids": [row.id for row in rows]}):
            team.setdefault(r.outing_id, []).append(Member(r.uuid or "", r.full_name or r.name))
        return [
            Outing(
                uuid=r.uuid,
                date=r.date,
                municipality=r.municipality,
                sector=r.sector,
                vehicle=r.vehicle,
                starts_at=r.starts_at,
                ends_at=r.ends_at,
                team=tuple(team.get(r.id, ())),
                closed=r.closed,
                version=r.version,
            )
            for r in rows
        ]


def _linked_service(row: Any, answers: Mapping[str, str], day: date) -> LinkedService:
    return LinkedService(
        uuid=row.uuid,
        visit_uuid=row.visit,
        type=row.type,
        answers=answers,
        person_id=row.person_id,
        person_uuid=row.person,
        person_name=shown_name(row),
        anonymous=row.anonymous,
        sex=row.sex,
        age=age_of(row.birth_date, row.age_from, row.age_to, row.age_stated_on).on(day),
        created_at=row.created_at,
        seen=row.seen,
    )
