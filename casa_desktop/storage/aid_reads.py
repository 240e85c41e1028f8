"""What is read of deliveries and of the movements of an item. Deliveries leave out what is not the reader's."""

from collections import Counter
from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import Connection, Select, bindparam, func, literal, or_, select

from casa_desktop.domain.aid_views import DeliveredLine, Delivery, StockMove
from casa_desktop.storage.aid_tables import aid_delivery, aid_item, aid_line, aid_lot, aid_movement
from casa_desktop.storage.named import NAME, shown_name
from casa_desktop.storage.office_tables import user_account
from casa_desktop.storage.tables import catalog_item, household_member, person, person_name, service
from casa_desktop.storage.visit_reads import Reader, theirs_of_one

MOST_DELIVERIES = 200

_whole = person.alias("whole")
_place = catalog_item.alias("place")
_donor = catalog_item.alias("donor")
_reached = service.alias("reached")
_known = person.alias("known")
_asked = person.alias("asked")
_number = aid_delivery.c.number


def _deliveries() -> Select[Any]:
    return (
        select(
            service.c.id,
            service.c.uuid,
            service.c.version,
            service.c.date,
            service.c.created_at,
            service.c.sheet,
            service.c.line,
            service.c.late,
            _number,
            aid_delivery.c.for_family,
            aid_delivery.c.override_reason,
            _whole.c.uuid.label("person"),
            _whole.c.code,
            _whole.c.anonymous,
            _whole.c.reserved,
            *NAME,
            user_account.c.full_name,
            _place.c.name.label("place"),
        )
        .select_from(aid_delivery)
        .join(service, service.c.id == aid_delivery.c.service_id)
        .join(_known, _known.c.id == service.c.person_id)
        .join(_whole, _whole.c.id == _known.c.canonical_id)
        .join(user_account, user_account.c.id == service.c.staff_id)
        .outerjoin(person_name, person_name.c.person_id == _whole.c.id)
        .outerjoin(_place, _place.c.id == service.c.place_id)
        .where(service.c.voided_at.is_(None), theirs_of_one(service, _whole))
    )


_of_day = _deliveries().where(service.c.date == bindparam("day")).order_by(service.c.id)
_one = _deliveries().where(service.c.uuid == bindparam("uuid"))
_latest = _deliveries().order_by(service.c.id.desc()).limit(MOST_DELIVERIES)
_of_person = (
    _deliveries()
    .where(
        func.coalesce(service.c.activity, service.c.uuid).in_(
            select(func.coalesce(_reached.c.activity, _reached.c.uuid))
            .join(person, person.c.id == _reached.c.person_id)
            .join(_asked, _asked.c.id == person.c.canonical_id)
            .where(
                _asked.c.id
                == select(person.c.canonical_id).where(person.c.uuid == bindparam("person")).scalar_subquery(),
                _reached.c.voided_at.is_(None),
                theirs_of_one(_reached, _asked),
            )
        )
    )
    .order_by(service.c.date.desc(), service.c.id.desc())
    .limit(MOST_DELIVERIES)
)
_lines = (
    select(
        aid_line.c.service_id,
        aid_item.c.name,
        aid_item.c.unit,
        aid_line.c.quantity,
        _donor.c.name.label("donor"),
        aid_lot.c.code,
    )
    .join(aid_lot, aid_lot.c.id == aid_line.c.lot_id)
    .join(aid_item, aid_item.c.id == aid_lot.c.item_id)
    .outerjoin(_donor, _donor.c.id == aid_lot.c.donor_id)
    .where(aid_line.c.service_id.in_(bindparam("services", expanding=True)))
    .order_by(aid_item.c.id, aid_lot.c.expires_on.is_(None), aid_lot.c.expires_on, aid_lot.c.id)
)
_along = (
    select(service.c.activity)
    .join(_known, _known.c.id == service.c.person_id)
    .join(_whole, _whole.c.id == _known.c.canonical_id)
    .where(
        service.c.activity.in_(bindparam("uuids", expanding=True)),
        service.c.companion,
        service.c.voided_at.is_(None),
        or_(bindparam("reserved"), _whole.c.reserved.is_(False)),
    )
)
_moves = (
    select(
        aid_movement.c.uuid,
        aid_movement.c.date,
        aid_movement.c.kind,
        aid_movement.c.quantity,
        aid_lot.c.code.label("lot"),
        _donor.c.name.label("donor"),
        aid_movement.c.document.label("origin"),
        aid_movement.c.reason,
        user_account.c.full_name,
        aid_movement.c.created_at,
        literal(0).label("number"),
    )
    .join(aid_lot, aid_lot.c.id == aid_movement.c.lot_id)
    .join(aid_item, aid_item.c.id == aid_lot.c.item_id)
    .join(user_account, user_account.c.id == aid_movement.c.created_by_id)
    .outerjoin(_donor, _donor.c.id == aid_lot.c.donor_id)
    .where(aid_item.c.uuid == bindparam("item"), aid_movement.c.voided_at.is_(None))
)
_handed_out = (
    select(
        service.c.uuid,
        service.c.date,
        literal("delivery").label("kind"),
        (-aid_line.c.quantity).label("quantity"),
        aid_lot.c.code.label("lot"),
        _donor.c.name.label("donor"),
        literal("").label("origin"),
        literal("").label("reason"),
        user_account.c.full_name,
        service.c.created_at,
        _number.label("number"),
    )
    .join(aid_lot, aid_lot.c.id == aid_line.c.lot_id)
    .join(aid_item, aid_item.c.id == aid_lot.c.item_id)
    .join(service, service.c.id == aid_line.c.service_id)
    .join(aid_delivery, aid_delivery.c.service_id == aid_line.c.service_id)
    .join(user_account, user_account.c.id == service.c.staff_id)
    .outerjoin(_donor, _donor.c.id == aid_lot.c.donor_id)
    .where(aid_item.c.uuid == bindparam("item"), service.c.voided_at.is_(None))
)
# Whoever received an item, alone or as one of a family, has a row of the same activity.
_received = (
    select(service.c.id, service.c.date, aid_item.c.uuid.label("item"), user_account.c.full_name)
    .add_columns(func.sum(aid_line.c.quantity).label("quantity"))
    .select_from(_reached)
    .join(_known, _known.c.id == _reached.c.person_id)
    .join(_whole, _whole.c.id == _known.c.canonical_id)
    .join(service, service.c.uuid == func.coalesce(_reached.c.activity, _reached.c.uuid))
    .join(aid_line, aid_line.c.service_id == service.c.id)
    .join(aid_lot, aid_lot.c.id == aid_line.c.lot_id)
    .join(aid_item, aid_item.c.id == aid_lot.c.item_id)
    .join(user_account, user_account.c.id == service.c.staff_id)
    .where(
        _whole.c.id.in_(bindparam("persons", expanding=True)),
        _reached.c.voided_at.is_(None),
        service.c.voided_at.is_(None),
        aid_item.c.uuid.in_(bindparam("items", expanding=True)),
        theirs_of_one(_reached, _whole),
    )
    .group_by(_reached.c.id, service.c.id, service.c.date, aid_item.c.uuid, user_account.c.full_name)
    .order_by(service.c.date.desc(), service.c.id.desc())
)
_canonical = select(person.c.uuid, person.c.canonical_id).where(person.c.uuid.in_(bindparam("uuids", expanding=True)))
_homes = select(household_member.c.household_id).where(
    household_member.c.person_id.in_(bindparam("persons", expanding=True)), household_member.c.until.is_(None)
)
_family = (
    select(person.c.canonical_id)
    .join(household_member, household_member.c.person_id == person.c.id)
    .where(household_member.c.household_id.in_(bindparam("homes", expanding=True)), household_member.c.until.is_(None))
)


def code_of(number: int) -> str:
    """``E-000123``: what stands on the acta."""
    return f"E-{number:06d}"


class AidReads:
    """The reading half of :class:`~casa_desktop.storage.aid.Aid`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def deliveries_of_day(self, day: date, reader: Reader) -> tuple[Delivery, ...]:
        """Those of *day* in the order in which they were entered."""
        return self._read(_of_day, reader, day=day)

    def deliveries_of_person(self, person_uuid: str, reader: Reader) -> tuple[Delivery, ...]:
        """What a person received, alone or as one of a family, the latest first."""
        return self._read(_of_person, reader, person=person_uuid)

    def latest_deliveries(self, reader: Reader) -> tuple[Delivery, ...]:
        """The latest of all."""
        return self._read(_latest, reader)

    def delivery(self, service_uuid: str, reader: Reader) -> Delivery | None:
        """One delivery; None where the reader may not know of it, or where it was voided."""
        return next(iter(self._read(_one, reader, uuid=service_uuid)), None)

    def _read(self, query: Select[Any], reader: Reader, **values: object) -> tuple[Delivery, ...]:
        rows = self._connection.execute(query, {**values, **reader.parameters}).all()
        lines: dict[int, list[DeliveredLine]] = {}
        for r in self._connection.execute(_lines, {"services": [row.id for row in rows]}):
            lines.setdefault(r.service_id, []).append(DeliveredLine(r.name, r.unit, r.quantity, r.donor or "", r.code))
        asked = {"uuids": [row.uuid for row in rows], "reserved": reader.reserved}
        along = Counter(self._connection.execute(_along, asked).scalars())
        return tuple(
            Delivery(
                uuid=row.uuid,
                version=row.version,
                code=code_of(row.number),
                date=row.date,
                created_at=row.created_at,
                person_uuid=row.person,
                person_code=row.code,
                person_name=shown_name(row),
                anonymous=row.anonymous,
                reserved=row.reserved,
                for_family=row.for_family,
                persons=1 + along[row.uuid],
                lines=tuple(lines.get(row.id, ())),
                staff=row.full_name,
                place=row.place or "",
                sheet=row.sheet,
                line=row.line,
                late=row.late,
                override_reason=row.override_reason,
            )
            for row in rows
        )

    def moves(self, item_uuid: str) -> tuple[StockMove, ...]:
        """Everything that changed the stock of an item, the latest first, each with what was there after it."""
        rows = [r for q in (_moves, _handed_out) for r in self._connection.execute(q, {"item": item_uuid})]
        balance = 0
        found: list[StockMove] = []
        for r in sorted(rows, key=lambda row: (row.date, row.created_at, -row.quantity)):
            balance += r.quantity
            origin = code_of(r.number) if r.number else r.origin
            found.append(
                StockMove(
                    r.uuid, r.date, r.kind, r.quantity, balance, r.lot, r.donor or "", origin, r.reason, r.full_name
                )
            )
        return tuple(reversed(found))

    def persons_and_family(self, uuids: Sequence[str]) -> tuple[frozenset[int], frozenset[int]]:
        """The keys of those persons, and of everybody who lives with them today, themselves too."""
        persons = frozenset(row.canonical_id for row in self._connection.execute(_canonical, {"uuids": list(uuids)}))
        homes = list(self._connection.execute(_homes, {"persons": list(persons)}).scalars())
        family = frozenset(self._connection.execute(_family, {"homes": homes}).scalars())
        return persons, persons | family

    def received(
        self, persons: frozenset[int], items: Sequence[str], reader: Reader
    ) -> tuple[tuple[str, date, int, str], ...]:
        """(item, date, quantity, who delivered) of what *persons* received, the latest first."""
        values = {"persons": sorted(persons), "items": list(items), **reader.parameters}
        return tuple(
            (r.item, r.date, int(r.quantity), r.full_name) for r in self._connection.execute(_received, values)
        )
