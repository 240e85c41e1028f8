"""Households and who belonged to them, and when. A person is in one at a time; alone is a household of one."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Connection, bindparam, delete, insert, or_, select, update

from casa_desktop.domain.names import Name
from casa_desktop.domain.person_views import EarlierHousehold, FormerMember, Member
from casa_desktop.storage.people import age_of
from casa_desktop.storage.tables import household, household_member, person, person_name

m = household_member.c
_add = insert(household)
_by_uuid = select(household.c.id).where(household.c.uuid == bindparam("uuid"))
_add_member = insert(household_member)
_current = (
    select(m.id, m.household_id, household.c.uuid, m.kinship, m.head, m.since)
    .join(household, household.c.id == m.household_id)
    .where(m.person_id == bindparam("person"), m.until.is_(None))
)
_no_head = (
    update(household_member)
    .where(m.household_id == bindparam("household"), m.until.is_(None), m.head.is_(True))
    .values(head=False)
)
_drop = delete(household_member).where(m.id == bindparam("member"))
_members = (
    select(
        person.c.uuid,
        person.c.code,
        person.c.sex,
        person.c.birth_date,
        person.c.age_from,
        person.c.age_to,
        person.c.age_stated_on,
        person_name.c.first_name,
        person_name.c.other_names,
        person_name.c.first_surname,
        person_name.c.second_surname,
        person_name.c.preferred_name,
        m.kinship,
        m.head,
        m.since,
    )
    .select_from(household_member)
    .join(person, person.c.id == m.person_id)
    .outerjoin(person_name, person_name.c.person_id == person.c.id)
    .where(
        m.household_id == bindparam("household"),
        m.until.is_(None),
        person.c.canonical_id == person.c.id,
        or_(bindparam("named"), person.c.reserved.is_(False)),
    )
    .order_by(m.head.desc(), m.since, m.id)
)
_names = (
    person_name.c.first_name,
    person_name.c.other_names,
    person_name.c.first_surname,
    person_name.c.second_surname,
    person_name.c.preferred_name,
)
_shown = (
    select(person.c.id, person.c.uuid, m.since, m.until, *_names)
    .select_from(household_member)
    .join(person, person.c.id == m.person_id)
    .outerjoin(person_name, person_name.c.person_id == person.c.id)
    .where(
        m.household_id == bindparam("household"),
        person.c.canonical_id == person.c.id,
        or_(bindparam("named"), person.c.reserved.is_(False)),
    )
)
# What ended on the day on which it began was never lived.
_former = _shown.where(m.until > m.since).order_by(m.until.desc(), m.id.desc())
_together = _shown.where(
    person.c.id.not_in(bindparam("persons", expanding=True)),
    m.since < bindparam("until"),
    or_(m.until.is_(None), m.until > bindparam("since")),
).order_by(m.head.desc(), m.id)
_earlier = (
    select(m.household_id, m.since, m.until)
    .where(m.person_id.in_(bindparam("persons", expanding=True)), m.until > m.since)
    .order_by(m.until.desc(), m.id.desc())
)


@dataclass(frozen=True, slots=True)
class Membership:
    """Where a person belongs today. *id* and *household_id* stay inside storage and services."""

    id: int
    household_id: int
    household_uuid: str
    kinship: str
    head: bool
    since: date


class Households:
    """Reads and writes ``household`` and ``household_member``."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def id_of(self, uuid: str) -> int | None:
        """The integer key of a household, or None."""
        found: int | None = self._connection.execute(_by_uuid, {"uuid": uuid}).scalar()
        return found

    def add(self, uuid: str, created_at: str) -> int:
        """Inserts an empty household and gives its integer key."""
        key = self._connection.execute(_add, {"uuid": uuid, "created_at": created_at}).inserted_primary_key
        assert key is not None
        return int(key[0])

    def current(self, person_id: int) -> Membership | None:
        """Where a person belongs today; None for anonymous entries."""
        row = self._connection.execute(_current, {"person": person_id}).first()
        return Membership(*row) if row is not None else None

    def enter(
        self, household_id: int, person_id: int, since: date, kinship: str, *, head: bool, beside: bool = False
    ) -> None:
        """Adds somebody who belongs nowhere today; a new head takes the place of the one before, unless *beside*: that
        one is the same person under another record."""
        if head and not beside:
            self._connection.execute(_no_head, {"household": household_id})
        values = {
            "household_id": household_id,
            "person_id": person_id,
            "kinship": kinship,
            "head": head,
            "since": since,
        }
        self._connection.execute(_add_member, values)

    def end(self, membership: Membership, day: date) -> None:
        """Ends a membership on *day*, which is the first day outside; one that began that day never was."""
        if membership.since >= day:
            self._connection.execute(_drop, {"member": membership.id})
        else:
            self._connection.execute(update(household_member).where(m.id == membership.id).values(until=day))

    def rest(self, membership: Membership, day: date) -> None:
        """Ends a membership on *day* so that :meth:`wake` finds it again, also one that began that day."""
        until = max(day, membership.since)
        self._connection.execute(update(household_member).where(m.id == membership.id).values(until=until))

    def wake(self, membership: Membership) -> None:
        """The membership goes on as if it had never ended."""
        self._connection.execute(update(household_member).where(m.id == membership.id).values(until=None))

    def drop(self, membership: Membership) -> None:
        """A membership that never was."""
        self._connection.execute(_drop, {"member": membership.id})

    def describe(self, membership: Membership, kinship: str, *, head: bool) -> None:
        """Changes kinship and head; a household has one head, so the one before is none any more."""
        if head:
            self._connection.execute(_no_head, {"household": membership.household_id})
        self._connection.execute(
            update(household_member).where(m.id == membership.id).values(kinship=kinship, head=head)
        )

    def members(self, household_id: int, today: date, *, reserved: bool) -> tuple[Member, ...]:
        """Who belongs to a household today, head first; reserved contacts only for those who may know of them."""
        rows = self._connection.execute(_members, {"household": household_id, "named": reserved})
        return tuple(
            Member(
                person_uuid=row.uuid,
                code=row.code,
                name=Name(*(part or "" for part in row[7:12])).display,
                sex=row.sex,
                age=age_of(row.birth_date, row.age_from, row.age_to, row.age_stated_on).on(today),
                kinship=row.kinship,
                head=row.head,
                since=row.since,
            )
            for row in rows
        )

    def former(self, household_id: int, *, reserved: bool) -> tuple[FormerMember, ...]:
        """Who belonged to a household and left, the latest first."""
        rows = self._connection.execute(_former, {"household": household_id, "named": reserved})
        return tuple(FormerMember(row.uuid, _called(row), row.since, row.until) for row in rows)

    def earlier(self, ids: Sequence[int], *, reserved: bool) -> tuple[EarlierHousehold, ...]:
        """Where the records *ids* of one person belonged before, with whom; not where they were alone."""
        found: list[EarlierHousehold] = []
        for row in self._connection.execute(_earlier, {"persons": list(ids)}).all():
            values = {"household": row.household_id, "named": reserved, "persons": list(ids)}
            others = self._connection.execute(_together, {**values, "since": row.since, "until": row.until}).all()
            if others:
                found.append(EarlierHousehold(tuple(_called(each) for each in others), row.since, row.until))
        return tuple(found)


def _called(row: Sequence[Any]) -> str:
    return Name(*(part or "" for part in row[4:9])).display
