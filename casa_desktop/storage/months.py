"""The state of each month, and every change of it."""

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import Connection, bindparam, func, insert, select, update

from casa_desktop.domain.months import MonthEvent, MonthState
from casa_desktop.domain.periods import Month
from casa_desktop.storage.office_tables import month_event, month_state, user_account
from casa_desktop.storage.tables import service

_states = (
    select(
        month_state.c.month,
        month_state.c.state,
        month_state.c.version,
        month_state.c.changed_at,
        user_account.c.full_name,
    )
    .join(user_account, user_account.c.id == month_state.c.changed_by_id)
    .where(month_state.c.month.between(bindparam("low"), bindparam("high")))
)
_events = (
    select(
        month_event.c.month,
        month_event.c.state,
        month_event.c.reason,
        month_event.c.same_hands,
        month_event.c.at,
        user_account.c.full_name,
    )
    .join(user_account, user_account.c.id == month_event.c.by_id)
    .where(month_event.c.month.between(bindparam("low"), bindparam("high")))
    .order_by(month_event.c.id)
)
_typed = select(func.count()).where(
    service.c.month == bindparam("month"), service.c.voided_at.is_(None), service.c.created_by_id == bindparam("user")
)


@dataclass(frozen=True, slots=True)
class MonthRow:
    """A month that somebody closed or reopened at least once. *month* is ``YYYYMM``."""

    month: int
    state: MonthState
    version: int
    changed_at: str
    changed_by: str


class Months:
    """Reads and writes ``month_state`` and ``month_event``."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def states(self, low: int, high: int) -> dict[int, MonthRow]:
        """The months *low* to *high* that ever changed state."""
        rows = self._connection.execute(_states, {"low": low, "high": high})
        return {row[0]: MonthRow(row[0], MonthState(row[1]), *row[2:]) for row in rows}

    def events(self, low: int, high: int) -> tuple[MonthEvent, ...]:
        """Every change of state of the months *low* to *high*, oldest first."""
        rows = self._connection.execute(_events, {"low": low, "high": high})
        return tuple(MonthEvent(Month.from_number(row[0]), MonthState(row[1]), *row[2:]) for row in rows)

    def closed(self, months: Iterable[int]) -> frozenset[int]:
        """Those of *months* that are closed or published."""
        final = [str(state) for state in MonthState if not state.provisional]
        query = select(month_state.c.month).where(
            month_state.c.month.in_(sorted(months)), month_state.c.state.in_(final)
        )
        return frozenset(self._connection.execute(query).scalars())

    def put(self, *, month: int, state: MonthState, version: int, at: str, user_id: int) -> bool:
        """Writes the state if *version* (0 = never changed before) is the one stored; False otherwise."""
        values = {"state": str(state), "changed_at": at, "changed_by_id": user_id, "version": version + 1}
        here = month_state.c.month == month
        if version == 0:
            if self._connection.execute(select(month_state.c.month).where(here)).first() is not None:
                return False
            self._connection.execute(insert(month_state).values(month=month, **values))
            return True
        change = update(month_state).where(here, month_state.c.version == version).values(**values)
        return self._connection.execute(change).rowcount == 1

    def enter(self, *, month: int, state: MonthState, reason: str, same_hands: bool, at: str, user_id: int) -> None:
        """Adds a change of state to the story of the month."""
        self._connection.execute(
            insert(month_event).values(
                month=month, state=str(state), reason=reason, same_hands=same_hands, at=at, by_id=user_id
            )
        )

    def typed_by(self, month: int, user_id: int) -> int:
        """How many services of the month the user typed."""
        return int(self._connection.execute(_typed, {"month": month, "user": user_id}).scalar_one())
