"""Follow-ups in the base. Every read takes who reads and leaves out what is not theirs."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, and_, bindparam, func, insert, or_, select, update

from casa_desktop.domain.access import Role
from casa_desktop.domain.followups import FollowUpState, Owner
from casa_desktop.storage.followup_tables import follow_up, follow_up_event
from casa_desktop.storage.named import NAME, shown_name
from casa_desktop.storage.office_tables import user_account
from casa_desktop.storage.tables import person, person_name, service, service_type
from casa_desktop.storage.visit_reads import Reader, of_theirs

_known = person.alias("known")
_whole = person.alias("whole")
_owner = user_account.alias("owner")
_step = follow_up_event.alias("step")
_steps = select(func.max(_step.c.id)).where(_step.c.follow_up_id == follow_up.c.id).correlate(follow_up)
_last = _steps.scalar_subquery()
_postponed = _steps.with_only_columns(func.count(func.distinct(_step.c.due)) - 1).scalar_subquery()
_PENDING = follow_up.c.state == str(FollowUpState.PENDING)


def _seen(columns: Sequence[Any]) -> Select[Any]:
    """What a reader may know of: their compartments, and reserved contacts only where those are theirs."""
    return (
        select(*columns)
        .select_from(follow_up)
        .join(_known, _known.c.id == follow_up.c.person_id)
        .join(_whole, _whole.c.id == _known.c.canonical_id)
        .where(
            or_(
                follow_up.c.compartment.is_(None),
                follow_up.c.compartment.in_(bindparam("compartments", expanding=True)),
            ),
            or_(bindparam("reserved"), _whole.c.reserved.is_(False)),
        )
    )


_rows = (
    _seen(
        (
            follow_up.c.id,
            follow_up.c.uuid,
            follow_up.c.version,
            follow_up.c.due,
            follow_up.c.reason,
            follow_up.c.owner_role,
            follow_up.c.compartment,
            follow_up.c.sealed,
            follow_up.c.state,
            follow_up.c.closed_on,
            _whole.c.uuid.label("person"),
            _whole.c.code.label("person_code"),
            *NAME,
            _owner.c.uuid.label("owner"),
            _owner.c.full_name.label("owner_name"),
            service_type.c.code.label("origin"),
            follow_up_event.c.uuid.label("event"),
            follow_up_event.c.note,
            follow_up_event.c.sealed.label("sealed_note"),
            _postponed.label("postponed"),
        )
    )
    .join(follow_up_event, follow_up_event.c.id == _last)
    .outerjoin(person_name, person_name.c.person_id == _whole.c.id)
    .outerjoin(_owner, _owner.c.id == follow_up.c.owner_id)
    .outerjoin(service, service.c.id == follow_up.c.service_id)
    # What it comes from is told to who may know of it: a session in private is not, though its follow-up is open.
    .outerjoin(service_type, and_(service_type.c.id == service.c.service_type_id, of_theirs(service, service_type)))
)
_by_day = (
    _seen((follow_up.c.due, func.count()))
    .where(_PENDING, follow_up.c.due.between(bindparam("first"), bindparam("last")))
    .group_by(follow_up.c.due)
)
_due = _seen((follow_up.c.due < bindparam("today"), func.count())).where(
    _PENDING, follow_up.c.due <= bindparam("today")
)
_due = _due.group_by(follow_up.c.due < bindparam("today"))
_known_event = select(follow_up_event.c.id).where(follow_up_event.c.uuid == bindparam("uuid"))
_known_uuid = select(follow_up.c.id).where(follow_up.c.uuid == bindparam("uuid"))


@dataclass(frozen=True, slots=True)
class StoredFollowUp:
    """One follow-up as stored. *event* is the uuid of its last step, whose note it is."""

    id: int
    uuid: str
    version: int
    due: date
    person_uuid: str
    person_code: str
    person_name: str
    reason: str
    owner: Owner
    owner_name: str
    origin: str
    compartment: str
    sealed: bytes | None
    state: FollowUpState
    closed_on: date | None
    event: str
    note: str
    sealed_note: bytes | None
    postponed: int


@dataclass(frozen=True, slots=True)
class Which:
    """Which follow-ups: those due from *first* to *last*, or until *last* where *first* is None. *pending* alone, or
    all; *owner* and *roles*: only what is theirs."""

    first: date | None = None
    last: date | None = None
    pending: bool = False
    owner: str = ""
    roles: frozenset[Role] = frozenset()
    person_uuid: str = ""
    most: int = 300


class FollowUps:
    """Reads and writes ``follow_up`` and ``follow_up_event``."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def rows(self, which: Which, reader: Reader) -> list[StoredFollowUp]:
        """By day, pending ones first."""
        order = (follow_up.c.due, ~_PENDING, follow_up.c.id)
        return self._read(_rows.where(*_conditions(which)).order_by(*order).limit(which.most), reader)

    def one(self, uuid: str, reader: Reader) -> StoredFollowUp | None:
        """A follow-up that *reader* may know of."""
        return next(iter(self._read(_rows.where(follow_up.c.uuid == uuid), reader)), None)

    def by_day(self, first: date, last: date, reader: Reader) -> dict[date, int]:
        """How many are pending on each day."""
        values = {"first": first, "last": last, **_of(reader)}
        return {row[0]: row[1] for row in self._connection.execute(_by_day, values)}

    def due(self, today: date, reader: Reader) -> tuple[int, int]:
        """(overdue, due today) of the pending ones."""
        found = {bool(row[0]): int(row[1]) for row in self._connection.execute(_due, {"today": today, **_of(reader)})}
        return found.get(True, 0), found.get(False, 0)

    def known(self, uuid: str) -> bool:
        """Whether it was written already."""
        return self._connection.execute(_known_uuid, {"uuid": uuid}).first() is not None

    def has_event(self, uuid: str) -> bool:
        """Whether a step of that uuid was written already."""
        return self._connection.execute(_known_event, {"uuid": uuid}).first() is not None

    def dues(self, follow_up_id: int) -> frozenset[date]:
        """Every day that it was due on."""
        asked = select(follow_up_event.c.due).where(follow_up_event.c.follow_up_id == follow_up_id)
        return frozenset(self._connection.execute(asked).scalars())

    def add(self, values: dict[str, Any]) -> int:
        """Inserts a follow-up and gives its key."""
        key = self._connection.execute(insert(follow_up).values(values)).inserted_primary_key
        assert key is not None
        return int(key[0])

    def add_event(self, values: dict[str, Any]) -> None:
        """Appends a step; none is ever changed."""
        self._connection.execute(insert(follow_up_event).values(values))

    def change(self, stored: StoredFollowUp, version: int, values: Mapping[str, object]) -> bool:
        """Writes *values* if *version* is still the current one."""
        done = self._connection.execute(
            update(follow_up)
            .where(follow_up.c.id == stored.id, follow_up.c.version == version)
            .values(version=version + 1, **values)
        )
        return done.rowcount == 1

    def _read(self, asked: Select[Any], reader: Reader) -> list[StoredFollowUp]:
        return [_stored(row) for row in self._connection.execute(asked, _of(reader))]


def _of(reader: Reader) -> dict[str, object]:
    return reader.parameters


def _conditions(which: Which) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = []
    if which.first is not None:
        found.append(follow_up.c.due >= which.first)
    if which.last is not None:
        found.append(follow_up.c.due <= which.last)
    if which.pending:
        found.append(_PENDING)
    if which.owner:
        roles = [str(role) for role in which.roles]
        found.append(or_(_owner.c.uuid == which.owner, follow_up.c.owner_role.in_(roles)))
    if which.person_uuid:
        canonical = select(person.c.canonical_id).where(person.c.uuid == which.person_uuid)
        found.append(_whole.c.id == canonical.scalar_subquery())
    return found


def _stored(row: Any) -> StoredFollowUp:
    return StoredFollowUp(
        id=row.id,
        uuid=row.uuid,
        version=row.version,
        due=row.due,
        person_uuid=row.person,
        person_code=row.person_code,
        person_name=shown_name(row),
        reason=row.reason,
        owner=Owner(row.owner or "", Role(row.owner_role) if row.owner_role else None),
        owner_name=row.owner_name or "",
        origin=row.origin or "",
        compartment=row.compartment or "",
        sealed=row.sealed,
        state=FollowUpState(row.state),
        closed_on=row.closed_on,
        event=row.event,
        note=row.note,
        sealed_note=row.sealed_note,
        postponed=row.postponed,
    )
