"""The waiting list as stored. What was given since somebody came is read from the services, and never copied here."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from sqlalchemy import Connection, and_, bindparam, func, insert, or_, select, text, union, union_all, update

from casa_desktop.storage.lane_tables import lane_stop, lane_turn
from casa_desktop.storage.listening_tables import private_pass
from casa_desktop.storage.rcf_tables import rcf_turn
from casa_desktop.storage.tables import person, person_name, service, service_type, visit
from casa_desktop.storage.visit_reads import Reader

_known = person.alias("known")
_whole = person.alias("whole")
_same = person.alias("same")

# Who may not know of a reserved contact reads no name: the turn stays, because the person stands in the queue.
_told = or_(bindparam("reserved"), _whole.c.reserved.is_(False))
_stops = (
    select(
        lane_stop,
        lane_turn.c.uuid.label("turn"),
        lane_turn.c.number,
        lane_turn.c.family,
        lane_turn.c.priorities,
        lane_turn.c.arrived_at,
        lane_turn.c.date,
        _whole.c.uuid.label("person"),
        _told.label("told"),
        person_name.c.first_name,
        person_name.c.first_surname,
        person_name.c.preferred_name,
    )
    .join(lane_turn, lane_turn.c.id == lane_stop.c.turn_id)
    .outerjoin(_known, _known.c.id == lane_turn.c.person_id)
    .outerjoin(_whole, _whole.c.id == _known.c.canonical_id)
    .outerjoin(person_name, and_(person_name.c.person_id == _whole.c.id, _told))
    .order_by(lane_turn.c.number, lane_stop.c.id)
)
_of_day = _stops.where(lane_turn.c.date == bindparam("day"))
_turn = select(lane_turn).where(lane_turn.c.uuid == bindparam("uuid"))
# Who came, under every record that is theirs: by the key and by the partial index of merged persons, never by a scan.
_canonical = select(lane_turn.c.id.label("turn"), _known.c.canonical_id.label("person")).join(
    _known, _known.c.id == lane_turn.c.person_id
)
_merged = (
    select(lane_turn.c.id.label("turn"), _same.c.id.label("person"))
    .join(_known, _known.c.id == lane_turn.c.person_id)
    .join(_same, and_(_same.c.canonical_id == _known.c.canonical_id, _same.c.canonical_id != _same.c.id))
)
_whose = union_all(*(each.where(lane_turn.c.date == bindparam("day")) for each in (_canonical, _merged))).subquery(
    "whose"
)
_whole_of = select(person.c.canonical_id).where(person.c.id == bindparam("person")).scalar_subquery()
_turn_of = (
    select(lane_turn)
    .join(_known, _known.c.id == lane_turn.c.person_id)
    .where(
        lane_turn.c.date == bindparam("day"),
        _known.c.canonical_id
        == select(person.c.canonical_id).where(person.c.id == bindparam("person")).scalar_subquery(),
    )
    .order_by(lane_turn.c.number.desc())
)
_given = (
    select(lane_turn.c.id, service_type.c.code, func.min(service.c.created_at))
    .select_from(_whose)
    .join(lane_turn, lane_turn.c.id == _whose.c.turn)
    .join(visit, and_(visit.c.person_id == _whose.c.person, visit.c.date == lane_turn.c.date))
    .join(service, service.c.visit_id == visit.c.id)
    .join(service_type, service_type.c.id == service.c.service_type_id)
    .where(service.c.id > lane_turn.c.after, service.c.voided_at.is_(None))
    .group_by(lane_turn.c.id, service_type.c.code)
)
_on_the_line = (
    select(lane_turn.c.id, rcf_turn.c.state)
    .select_from(_whose)
    .join(lane_turn, lane_turn.c.id == _whose.c.turn)
    .join(rcf_turn, and_(rcf_turn.c.person_id == _whose.c.person, rcf_turn.c.date == lane_turn.c.date))
    .where(rcf_turn.c.created_at >= lane_turn.c.arrived_at)
    .order_by(rcf_turn.c.id)
)
_calls = (
    select(lane_stop.c.queue, lane_turn.c.priorities)
    .join(lane_turn, lane_turn.c.id == lane_stop.c.turn_id)
    .where(lane_turn.c.date == bindparam("day"), lane_stop.c.call.is_not(None))
    .order_by(lane_stop.c.call)
)
_last_call = (
    select(func.coalesce(func.max(lane_stop.c.call), 0))
    .join(lane_turn, lane_turn.c.id == lane_stop.c.turn_id)
    .where(lane_turn.c.date == bindparam("day"))
)
_highest = select(func.coalesce(func.max(lane_turn.c.number), 0)).where(lane_turn.c.date == bindparam("day"))
_highest_pass = select(func.coalesce(func.max(private_pass.c.number), 0)).where(private_pass.c.date == bindparam("day"))
_passes = select(private_pass.c.number, private_pass.c.state, private_pass.c.called_at, private_pass.c.taken_at).where(
    private_pass.c.date == bindparam("day")
)
_numbers = select(lane_turn.c.number, lane_turn.c.priorities).where(lane_turn.c.date == bindparam("day"))
_last_service = select(func.coalesce(func.max(service.c.id), 0))
# Of all the days that ever were only the last one names somebody: by the index of persons, and by that of open turns.
_days_open = union(
    select(lane_turn.c.date).where(lane_turn.c.person_id > 0, lane_turn.c.date < bindparam("day")),
    select(lane_turn.c.date)
    .join(lane_stop, lane_stop.c.turn_id == lane_turn.c.id)
    .where(text("lane_stop.state IN ('espera', 'llamado', 'atencion')"), lane_turn.c.date < bindparam("day")),
)


class LaneTurns:
    """Reads and writes ``lane_turn`` and ``lane_stop``."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    # reading

    def next_number(self, day: date) -> int:
        """The next number of *day*: turns and passes share them, so that a number never tells where it leads."""
        values = {"day": day}
        highest = (self._connection.execute(query, values).scalar_one() for query in (_highest, _highest_pass))
        return max(map(int, highest)) + 1

    def stops(self, day: date, reader: Reader) -> tuple[Any, ...]:
        """Where the turns of *day* stand, in the order of their numbers."""
        return tuple(self._connection.execute(_of_day, {"day": day, "reserved": reader.reserved}))

    def turn(self, uuid: str) -> Any | None:
        """The turn of *uuid*."""
        return self._connection.execute(_turn, {"uuid": uuid}).first()

    def turn_of(self, person_id: int, day: date) -> Any | None:
        """The last turn of a person on *day*, under whatever merged record it stands."""
        return self._connection.execute(_turn_of, {"person": person_id, "day": day}).first()

    def given(self, day: date) -> Mapping[int, Mapping[str, str]]:
        """By turn: the services that count since the person came, and when the first of each was written."""
        found: dict[int, dict[str, str]] = {}
        for turn, code, at in self._connection.execute(_given, {"day": day}):
            found.setdefault(turn, {})[code] = at
        return found

    def on_the_line(self, day: date) -> Mapping[int, str]:
        """By turn: the state of the latest turn of the same person at the phone line."""
        return {row[0]: row[1] for row in self._connection.execute(_on_the_line, {"day": day})}

    def calls(self, day: date) -> tuple[tuple[str, str], ...]:
        """(queue, priorities) of each call of *day*, oldest first."""
        return tuple((row[0], row[1]) for row in self._connection.execute(_calls, {"day": day}))

    def priorities(self, day: date) -> Mapping[int, str]:
        """The priorities of *day* by number."""
        return {row[0]: row[1] for row in self._connection.execute(_numbers, {"day": day})}

    def passes(self, day: date) -> tuple[tuple[int, str, str, str], ...]:
        """(number, state, sent, taken in or empty) of the passes of *day*."""
        return tuple((r[0], r[1], r[2], r[3] or "") for r in self._connection.execute(_passes, {"day": day}))

    def days_open(self, today: date) -> tuple[date, ...]:
        """Days before *today* that still name somebody, or hold a turn that nobody ended."""
        return tuple(self._connection.execute(_days_open, {"day": today}).scalars())

    # writing

    def add_turn(self, values: Mapping[str, object]) -> int:
        """Inserts a turn and gives its integer key."""
        after = self._connection.execute(_last_service).scalar_one()
        made = self._connection.execute(insert(lane_turn).values(after=after, **values)).inserted_primary_key
        return int(made[0]) if made else 0

    def change_turn(self, turn_id: int, values: Mapping[str, object]) -> None:
        """Writes *values*."""
        self._connection.execute(update(lane_turn).where(lane_turn.c.id == turn_id).values(**values))

    def add_stop(self, values: Mapping[str, object]) -> None:
        """Inserts one place in a queue."""
        self._connection.execute(insert(lane_stop).values(**values))

    def change_stop(self, stop_id: int, version: int, values: Mapping[str, object]) -> bool:
        """Writes *values* unless somebody changed it since *version*."""
        done = self._connection.execute(
            update(lane_stop)
            .where(lane_stop.c.id == stop_id, lane_stop.c.version == version)
            .values(version=version + 1, **values)
        )
        return done.rowcount == 1

    def next_call(self, day: date) -> int:
        """Which call of *day* the next one is."""
        return int(self._connection.execute(_last_call, {"day": day}).scalar_one()) + 1

    def settle(self, stop_id: int, state: str, started_at: str | None) -> None:
        """What the next morning writes of a turn."""
        self._connection.execute(
            update(lane_stop).where(lane_stop.c.id == stop_id).values(state=state, started_at=started_at)
        )

    def forget(self, days: Iterable[date]) -> None:
        """The turns of *days* are nobody's any more."""
        self._connection.execute(update(lane_turn).where(lane_turn.c.date.in_(tuple(days))).values(person_id=None))
