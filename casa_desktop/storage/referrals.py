"""Referrals in the base. Every read takes who reads and leaves out what is not theirs; only the summary counts all."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Boolean, ColumnElement, Connection, Select, and_, bindparam, func, insert, or_, select, update

from casa_desktop.domain.clock import BOGOTA
from casa_desktop.domain.referrals import OPEN, PartnerCount, ReferralEvent, ReferralRow, ReferralState, Urgency
from casa_desktop.storage.named import NAME, shown_name
from casa_desktop.storage.office_tables import user_account
from casa_desktop.storage.referral_tables import referral, referral_event
from casa_desktop.storage.tables import catalog_item, person, person_name, service
from casa_desktop.storage.visit_reads import Reader

_known = person.alias("known")
_whole = person.alias("whole")
_partner = catalog_item.alias("partner")
_staff = user_account.alias("staff")
_COUNTING = service.c.voided_at.is_(None)

_theirs = and_(
    or_(
        referral.c.compartment.is_(None),
        referral.c.compartment.in_(bindparam("compartments", expanding=True)),
    ),
    or_(bindparam("reserved"), _whole.c.reserved.is_(False)),
)
"""What a reader may know of."""
_rows = (
    select(
        referral.c.id,
        referral.c.uuid,
        referral.c.version,
        referral.c.number,
        referral.c.urgency,
        referral.c.state,
        referral.c.state_on,
        referral.c.compartment,
        referral.c.sealed,
        referral.c.motive,
        referral.c.asked,
        referral.c.bring,
        referral.c.discreet,
        service.c.uuid.label("service"),
        service.c.version.label("service_version"),
        service.c.date,
        service.c.voided_at,
        _whole.c.uuid.label("person"),
        _whole.c.code.label("person_code"),
        _whole.c.reserved,
        *NAME,
        _partner.c.code.label("partner"),
        _staff.c.full_name,
    )
    .select_from(referral)
    .join(service, service.c.id == referral.c.service_id)
    .join(_known, _known.c.id == service.c.person_id)
    .join(_whole, _whole.c.id == _known.c.canonical_id)
    .join(_partner, _partner.c.id == referral.c.partner_id)
    .join(_staff, _staff.c.id == service.c.staff_id)
    .outerjoin(person_name, person_name.c.person_id == _whole.c.id)
    .where(_theirs)
)
_history = (
    select(
        referral_event.c.uuid,
        referral_event.c.state,
        referral_event.c.on,
        referral_event.c.at,
        user_account.c.full_name,
        referral_event.c.reason,
    )
    .join(user_account, user_account.c.id == referral_event.c.by_id)
    .where(referral_event.c.referral_id == bindparam("referral"))
    .order_by(referral_event.c.id)
)
# One more to ICBF on a quiet day tells as much as a name: who may not know of it does not count it either.
_counted = or_(bindparam("all", type_=Boolean), _theirs)
_summary = (
    select(_partner.c.code, referral.c.state, service.c.voided_at.is_not(None).label("voided"), func.count())
    .select_from(referral)
    .join(service, service.c.id == referral.c.service_id)
    .join(_known, _known.c.id == service.c.person_id)
    .join(_whole, _whole.c.id == _known.c.canonical_id)
    .join(_partner, _partner.c.id == referral.c.partner_id)
    .where(service.c.date.between(bindparam("first"), bindparam("last")), _counted)
    .group_by(_partner.c.code, referral.c.state, service.c.voided_at.is_not(None))
)
_open_by_partner = (
    select(referral.c.partner_id, func.count())
    .select_from(referral)
    .join(service, service.c.id == referral.c.service_id)
    .join(_known, _known.c.id == service.c.person_id)
    .join(_whole, _whole.c.id == _known.c.canonical_id)
    .where(referral.c.state.in_([str(state) for state in OPEN]), _COUNTING, _counted)
    .group_by(referral.c.partner_id)
)
_next_number = select(func.coalesce(func.max(referral.c.number), 0) + 1)
_known_event = select(referral_event.c.id).where(referral_event.c.uuid == bindparam("uuid"))


@dataclass(frozen=True, slots=True)
class StoredReferral:
    """One referral as stored; its integer key stays inside storage and services."""

    id: int
    row: ReferralRow
    service_uuid: str
    service_version: int
    compartment: str
    sealed: bytes | None
    motive: str
    asked: str
    bring: str
    discreet: bool
    reserved: bool


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which referrals: *state* None = the open ones, with *every* all of them; *number* alone beats the rest."""

    state: ReferralState | None = None
    every: bool = False
    partner: str = ""
    number: int | None = None
    person_uuid: str = ""
    most: int = 300


class Referrals:
    """Reads and writes ``referral`` and ``referral_event``."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def rows(self, wanted: Wanted, reader: Reader) -> tuple[ReferralRow, ...]:
        """Open ones begin with the oldest, whatever the filter; all others with the latest."""
        oldest_first = wanted.state in OPEN or (wanted.state is None and not wanted.every)
        order = service.c.date if oldest_first else service.c.date.desc()
        asked = _rows.where(*_conditions(wanted)).order_by(order, referral.c.id).limit(wanted.most)
        return tuple(each.row for each in self._read(asked, reader))

    def of_person(self, person_uuid: str, reader: Reader) -> Sequence[StoredReferral]:
        """Every referral of a person, whatever merged record it stands under, with its service."""
        wanted = Wanted(every=True, person_uuid=person_uuid)
        return self._read(_rows.where(*_conditions(wanted)).order_by(service.c.date.desc(), referral.c.id), reader)

    def one(self, uuid: str, reader: Reader) -> StoredReferral | None:
        """A referral that *reader* may know of."""
        return next(iter(self._read(_rows.where(referral.c.uuid == uuid), reader)), None)

    def history(self, referral_id: int) -> tuple[tuple[str, ReferralEvent], ...]:
        """(uuid, step), oldest first."""
        rows = self._connection.execute(_history, {"referral": referral_id})
        return tuple((uuid, ReferralEvent(ReferralState(state), *rest)) for uuid, state, *rest in rows)

    def add(self, values: dict[str, Any]) -> tuple[int, int]:
        """Inserts a referral under the next number; gives (key, number)."""
        number = int(self._connection.execute(_next_number).scalar_one())
        key = self._connection.execute(insert(referral).values(number=number, **values)).inserted_primary_key
        assert key is not None
        return int(key[0]), number

    def add_event(self, values: dict[str, Any]) -> None:
        """Appends a step; none is ever changed."""
        self._connection.execute(insert(referral_event).values(values))

    def has_event(self, uuid: str) -> bool:
        """Whether a step of that uuid was written already."""
        return self._connection.execute(_known_event, {"uuid": uuid}).first() is not None

    def change(self, stored: StoredReferral, values: dict[str, Any]) -> bool:
        """Writes *values* if nobody changed it since it was read."""
        done = self._connection.execute(
            update(referral)
            .where(referral.c.id == stored.id, referral.c.version == stored.row.version)
            .values(version=stored.row.version + 1, **values)
        )
        return done.rowcount == 1

    def summary(self, first: date, last: date, reader: Reader | None) -> tuple[PartnerCount, ...]:
        """How many were made from *first* to *last*, by organisation and the state they are in now.

        Without a *reader* all of them, as in :meth:`open_by_partner`.
        """
        found: dict[str, dict[ReferralState, int]] = {}
        values = {"first": first, "last": last, **_known_to(reader)}
        for code, state, voided, count in self._connection.execute(_summary, values):
            states = found.setdefault(code, {})
            now = ReferralState.ANNULLED if voided else ReferralState(state)
            states[now] = states.get(now, 0) + count
        return tuple(PartnerCount(code, tuple(states.items())) for code, states in found.items())

    def open_by_partner(self, reader: Reader | None) -> dict[int, int]:
        """How many are open, by the key of the organisation."""
        return {row[0]: row[1] for row in self._connection.execute(_open_by_partner, _known_to(reader))}

    def _read(self, asked: Select[Any], reader: Reader) -> Sequence[StoredReferral]:
        values = {"compartments": sorted(reader.compartments), "reserved": reader.reserved}
        return [_stored(row) for row in self._connection.execute(asked, values)]


def _known_to(reader: Reader | None) -> dict[str, object]:
    if reader is None:
        return {"all": True, "compartments": [], "reserved": True}
    return {"all": False, "compartments": sorted(reader.compartments), "reserved": reader.reserved}


def _conditions(wanted: Wanted) -> list[ColumnElement[bool]]:
    if wanted.number is not None:
        return [referral.c.number == wanted.number]
    found: list[ColumnElement[bool]] = []
    if wanted.person_uuid:
        canonical = select(person.c.canonical_id).where(person.c.uuid == wanted.person_uuid)
        found.append(_whole.c.id == canonical.scalar_subquery())
    if wanted.partner:
        found.append(_partner.c.code == wanted.partner)
    if wanted.state is ReferralState.ANNULLED:
        found.append(service.c.voided_at.is_not(None))
    elif wanted.state is not None:
        found.append(and_(referral.c.state == str(wanted.state), _COUNTING))
    elif not wanted.every:
        found.append(and_(referral.c.state.in_([str(state) for state in OPEN]), _COUNTING))
    return found


def _stored(row: Any) -> StoredReferral:
    state, on = ReferralState(row.state), row.state_on
    if row.voided_at:
        state = ReferralState.ANNULLED
        on = datetime.fromisoformat(row.voided_at).astimezone(BOGOTA).date()
    shown = ReferralRow(
        uuid=row.uuid,
        version=row.version,
        number=row.number,
        made_on=row.date,
        person_uuid=row.person,
        person_code=row.person_code,
        person_name=shown_name(row),
        partner=row.partner,
        urgency=Urgency(row.urgency),
        state=state,
        state_on=on,
        staff=row.full_name,
        private=bool(row.compartment),
    )
    return StoredReferral(
        id=row.id,
        row=shown,
        service_uuid=row.service,
        service_version=row.service_version,
        compartment=row.compartment or "",
        sealed=row.sealed,
        motive=row.motive,
        asked=row.asked,
        bring=row.bring,
        discreet=row.discreet,
        reserved=row.reserved,
    )
