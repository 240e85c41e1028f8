"""The agenda of the Centro de Escucha and the passes to it. Who an appointment is of is sealed, and not read here."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Connection, bindparam, func, insert, select, update

from casa_desktop.domain.names import Name
from casa_desktop.storage.listening_tables import appointment, private_pass
from casa_desktop.storage.lookups import UserIds
from casa_desktop.storage.office_tables import user_account
from casa_desktop.storage.tables import person, person_name, service

_known = person.alias("known")
_whole = person.alias("whole")
_named = select(
    _known.c.uuid,
    _whole.c.uuid.label("person"),
    _whole.c.code,
    _whole.c.reserved,
    person_name.c.first_name,
    person_name.c.other_names,
    person_name.c.first_surname,
    person_name.c.second_surname,
    person_name.c.preferred_name,
)
_joined = _named.join(_whole, _whole.c.id == _known.c.canonical_id).outerjoin(
    person_name, person_name.c.person_id == _whole.c.id
)
_persons = _joined.where(_known.c.uuid.in_(bindparam("uuids", expanding=True)))
_appointments = (
    select(
        appointment.c.uuid,
        appointment.c.version,
        appointment.c.compartment,
        appointment.c.date,
        appointment.c.start,
        appointment.c.minutes,
        appointment.c.state,
        appointment.c.sealed,
        user_account.c.full_name,
        service.c.id.label("service_id"),
        service.c.uuid.label("service"),
        service.c.voided_at,
    )
    .join(user_account, user_account.c.id == appointment.c.staff_id)
    .outerjoin(service, service.c.id == appointment.c.service_id)
    .order_by(appointment.c.date, appointment.c.start, appointment.c.id)
)
_between = _appointments.where(appointment.c.date.between(bindparam("first"), bindparam("last")))
_one = _appointments.where(appointment.c.uuid == bindparam("uuid"))
_times = (
    select(appointment.c.start)
    .where(appointment.c.date == bindparam("day"), appointment.c.state == "booked")
    .order_by(appointment.c.start)
)
_service_id = select(service.c.id).where(service.c.uuid == bindparam("uuid"))
_person_id = select(person.c.canonical_id).where(person.c.uuid == bindparam("uuid"))
_passes = (
    select(
        private_pass.c.id,
        private_pass.c.uuid.label("pass"),
        private_pass.c.date,
        private_pass.c.version,
        private_pass.c.number,
        private_pass.c.state,
        private_pass.c.called_at,
        private_pass.c.called_by_id,
        *_named.selected_columns[1:],
    )
    .outerjoin(_known, _known.c.id == private_pass.c.person_id)
    .outerjoin(_whole, _whole.c.id == _known.c.canonical_id)
    .outerjoin(person_name, person_name.c.person_id == _whole.c.id)
)
_open_passes = _passes.where(private_pass.c.state.in_(("waiting", "taken"))).order_by(
    private_pass.c.date, private_pass.c.number
)
_one_pass = _passes.where(private_pass.c.uuid == bindparam("uuid"))
_waiting = select(func.count(), func.min(private_pass.c.called_at)).where(private_pass.c.state == "waiting")


@dataclass(frozen=True, slots=True)
class Named:
    """A person as lists show them. *uuid* is that of the whole record, also where the one asked for was merged."""

    uuid: str
    code: str
    name: str
    reserved: bool


@dataclass(frozen=True, slots=True)
class StoredAppointment:
    """An appointment as stored, its contents still sealed."""

    uuid: str
    version: int
    compartment: str
    date: date
    start: str
    minutes: int
    state: str
    sealed: bytes
    staff: str
    service_id: int | None
    service_uuid: str
    session_voided: bool


@dataclass(frozen=True, slots=True)
class StoredPass:
    """A pass as stored. *person* is None for who was not registered."""

    uuid: str
    date: date
    version: int
    number: int
    state: str
    called_at: str
    called_by_id: int
    person: Named | None


def named(row: Any) -> Named:
    """The person of a row that holds the columns of their name."""
    name = ""
    if row.first_name is not None:
        parts = (row.first_name, row.other_names, row.first_surname, row.second_surname, row.preferred_name)
        name = Name(*parts).display
    return Named(row.person, row.code, name, row.reserved)


def _stored(row: Any) -> StoredAppointment:
    return StoredAppointment(
        row.uuid,
        row.version,
        row.compartment,
        row.date,
        row.start,
        row.minutes,
        row.state,
        row.sealed,
        row.full_name,
        row.service_id,
        row.service or "",
        bool(row.voided_at),
    )


def _pass(row: Any) -> StoredPass:
    who = named(row) if row.person is not None else None
    return StoredPass(row[1], row.date, row.version, row.number, row.state, row.called_at, row.called_by_id, who)


class Listening:
    """Reads and writes ``appointment`` and ``private_pass``."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._users = UserIds(connection)

    def persons(self, uuids: Iterable[str]) -> Mapping[str, Named]:
        """Who stands behind each of *uuids*; those that are unknown are left out."""
        rows = self._connection.execute(_persons, {"uuids": sorted(set(uuids))})
        return {row.uuid: named(row) for row in rows}

    def between(self, first: date, last: date) -> tuple[StoredAppointment, ...]:
        """The appointments of those days, in the order of the clock."""
        return tuple(_stored(row) for row in self._connection.execute(_between, {"first": first, "last": last}))

    def appointment(self, uuid: str) -> StoredAppointment | None:
        """The appointment of *uuid*."""
        row = self._connection.execute(_one, {"uuid": uuid}).first()
        return None if row is None else _stored(row)

    def times(self, day: date) -> tuple[str, ...]:
        """When somebody is expected on *day*, and nothing else of it."""
        return tuple(self._connection.execute(_times, {"day": day}).scalars())

    def add_appointment(self, values: Mapping[str, object]) -> None:
        """Inserts one; *values* by column name."""
        self._connection.execute(insert(appointment).values(**values))

    def change_appointment(self, uuid: str, version: int, values: Mapping[str, object]) -> bool:
        """Writes *values* unless somebody changed it since *version*."""
        done = self._connection.execute(
            update(appointment)
            .where(appointment.c.uuid == uuid, appointment.c.version == version)
            .values(version=version + 1, **values)
        )
        return done.rowcount == 1

    def service_id(self, uuid: str) -> int | None:
        """The integer key of a service."""
        found: int | None = self._connection.execute(_service_id, {"uuid": uuid}).scalar()
        return found

    def person_id(self, uuid: str) -> int | None:
        """The integer key of the person that *uuid* stands for."""
        found: int | None = self._connection.execute(_person_id, {"uuid": uuid}).scalar()
        return found

    def add_pass(self, values: Mapping[str, object]) -> None:
        """Inserts one; *values* by column name."""
        self._connection.execute(insert(private_pass).values(**values))

    def one_pass(self, uuid: str) -> StoredPass | None:
        """The pass of *uuid*."""
        row = self._connection.execute(_one_pass, {"uuid": uuid}).first()
        return None if row is None else _pass(row)

    def open_passes(self) -> Sequence[StoredPass]:
        """Those who wait or were taken in, in the order in which they were sent."""
        return tuple(_pass(row) for row in self._connection.execute(_open_passes))

    def waiting(self) -> tuple[int, str]:
        """How many wait, and since when the first of them does (empty where nobody does)."""
        count, since = self._connection.execute(_waiting).one()
        return int(count), since or ""

    def change_pass(self, uuid: str, version: int, values: Mapping[str, object]) -> bool:
        """Writes *values* unless somebody changed it since *version*."""
        done = self._connection.execute(
            update(private_pass)
            .where(private_pass.c.uuid == uuid, private_pass.c.version == version)
            .values(version=version + 1, **values)
        )
        return done.rowcount == 1
