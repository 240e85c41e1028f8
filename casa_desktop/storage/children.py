"""Cards of children who came alone. A marked visit opens one by itself; a row is written with the first thing said."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, bindparam, func, insert, or_, select, update

from casa_desktop.domain.ages import Age, AgeRange
from casa_desktop.domain.children import ALONE, Adult, ChildCard, Notice, Told
from casa_desktop.domain.clock import BOGOTA
from casa_desktop.domain.names import Name
from casa_desktop.storage.listening_tables import child_card, child_notice
from casa_desktop.storage.lookups import UserIds
from casa_desktop.storage.office_tables import user_account
from casa_desktop.storage.tables import person, person_name, service, visit, visit_vulnerability
from casa_desktop.storage.visit_reads import Reader, seen, whole

_carded = person.alias("carded")
_WHO = (
    visit.c.uuid.label("visit"),
    visit.c.date,
    whole.c.id,
    whole.c.uuid,
    whole.c.code,
    whole.c.birth_date,
    whole.c.age_from,
    whole.c.age_to,
    whole.c.age_stated_on,
    person_name.c.first_name,
    person_name.c.other_names,
    person_name.c.first_surname,
    person_name.c.second_surname,
    person_name.c.preferred_name,
)
_CARD = (
    child_card.c.id.label("card_id"),
    child_card.c.uuid.label("card"),
    child_card.c.version,
    child_card.c.adult_name,
    child_card.c.adult_kinship,
    child_card.c.adult_document,
    child_card.c.closed_on,
)
# Asked once, not once a visit: a person is found by their canonical id only by reading all of them.
_settled = (
    select(_carded.c.canonical_id.label("person"), func.max(child_card.c.closed_on).label("until"))
    .join(_carded, _carded.c.id == child_card.c.person_id)
    .group_by(_carded.c.canonical_id)
    .subquery("settled")
)
# From these few visits on: by itself SQLite would begin with every service of the base.
_begun = select(child_card.c.visit_id).where(child_card.c.closed_on.is_(None))
_came_alone = select(visit_vulnerability.c.visit_id).where(visit_vulnerability.c.code.in_(ALONE))
_marked = (
    seen((*_WHO, visit_vulnerability.c.code.label("mark")))
    .join(visit_vulnerability, visit_vulnerability.c.visit_id == visit.c.id)
    .outerjoin(_settled, _settled.c.person == whole.c.id)
    .where(
        visit.c.id.in_(_came_alone),
        visit_vulnerability.c.code.in_(ALONE),
        service.c.voided_at.is_(None),
        or_(_settled.c.until.is_(None), _settled.c.until < visit.c.date),
    )
    .order_by(visit.c.date, visit.c.id, visit_vulnerability.c.code)
    .distinct()
)
# A card on which something stands is not lost with the visit that opened it.
_written = (
    seen((*_WHO, *_CARD))
    .join(child_card, child_card.c.visit_id == visit.c.id)
    .where(visit.c.id.in_(_begun), child_card.c.closed_on.is_(None))
    .distinct()
)
_notices = (
    select(
        child_notice.c.card_id,
        child_notice.c.uuid,
        child_notice.c.told,
        child_notice.c.told_at,
        child_notice.c.about,
        user_account.c.full_name,
    )
    .join(user_account, user_account.c.id == child_notice.c.recorded_by_id)
    .where(child_notice.c.card_id.in_(bindparam("cards", expanding=True)))
    .order_by(child_notice.c.told_at, child_notice.c.id)
)
_closed = select(child_card.c.version, child_card.c.closed_on).where(child_card.c.uuid == bindparam("uuid"))
_notice = select(child_notice.c.id).where(child_notice.c.uuid == bindparam("uuid"))
_person_id = select(visit.c.person_id).where(visit.c.uuid == bindparam("uuid"))
_visit_id = select(visit.c.id).where(visit.c.uuid == bindparam("uuid"))
_card_id = select(child_card.c.id).where(child_card.c.uuid == bindparam("uuid"))


@dataclass(slots=True)
class _Found:
    """A child while rows are put together."""

    row: Any
    codes: list[str] = field(default_factory=list)
    card: Any = None


def _age(row: Any, today: date) -> AgeRange | None:
    stated = AgeRange(row.age_from, row.age_to) if row.age_from is not None else None
    return Age(row.birth_date, stated, row.age_stated_on).on(today)


def _name(row: Any) -> str:
    if row.first_name is None:
        return ""
    return Name(row.first_name, row.other_names, row.first_surname, row.second_surname, row.preferred_name).display


class Children:
    """Reads and writes ``child_card`` and ``child_notice``."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._users = UserIds(connection)

    def open_cards(self, reader: Reader, today: date) -> tuple[ChildCard, ...]:
        """Every child whose card is open, as far as *reader* may know of the visit; who waits longest comes first."""
        found: dict[int, _Found] = {}
        for row in self._connection.execute(_marked, reader.parameters):
            codes = found.setdefault(row.id, _Found(row)).codes
            if row.mark not in codes:
                codes.append(row.mark)
        for row in self._connection.execute(_written, reader.parameters):
            found.setdefault(row.id, _Found(row)).card = row
        cards = [each.card.card_id for each in found.values() if each.card is not None]
        notices: dict[int, list[Notice]] = {}
        for row in self._connection.execute(_notices, {"cards": cards}):
            at = datetime.fromisoformat(row.told_at).astimezone(BOGOTA)
            notice = Notice(row.uuid, Told(row.told), at, row.about, row.full_name)
            notices.setdefault(row.card_id, []).append(notice)
        made = [_card(each, notices, today) for each in found.values()]
        return tuple(sorted(made, key=lambda card: (card.since, card.person_code)))

    def closed(self, uuid: str) -> tuple[int, date | None] | None:
        """(version, closed on) of the card of *uuid*."""
        row = self._connection.execute(_closed, {"uuid": uuid}).first()
        return None if row is None else (row.version, row.closed_on)

    def has_notice(self, uuid: str) -> bool:
        """Whether the notice of *uuid* stands already."""
        return self._connection.execute(_notice, {"uuid": uuid}).first() is not None

    def add_card(self, card: ChildCard, uuid: str, *, created_at: str, created_by_id: int) -> None:
        """Writes the first row of a card, with the adult as it stands in *card*."""
        self._connection.execute(
            insert(child_card).values(
                uuid=uuid,
                # The card stays with its visit, whatever is merged and parted.
                person_id=self._connection.execute(_person_id, {"uuid": card.visit_uuid}).scalar_one(),
                visit_id=self._connection.execute(_visit_id, {"uuid": card.visit_uuid}).scalar_one(),
                adult_name=card.adult.name,
                adult_kinship=card.adult.kinship,
                adult_document=card.adult.document,
                created_at=created_at,
                created_by_id=created_by_id,
            )
        )

    def change_card(self, uuid: str, version: int, values: Mapping[str, object]) -> bool:
        """Writes *values* unless somebody changed the card since *version*."""
        done = self._connection.execute(
            update(child_card)
            .where(child_card.c.uuid == uuid, child_card.c.version == version)
            .values(version=version + 1, **values)
        )
        return done.rowcount == 1

    def add_notice(self, card_uuid: str, values: Mapping[str, object]) -> None:
        """Hangs a notice on a card; *values* by column name."""
        card_id = self._connection.execute(_card_id, {"uuid": card_uuid}).scalar_one()
        self._connection.execute(insert(child_notice).values(card_id=card_id, **values))


def _card(found: _Found, notices: Mapping[int, Sequence[Notice]], today: date) -> ChildCard:
    row, card = found.row, found.card
    first = row if card is None or row.date <= card.date else card
    made = ChildCard(
        row.uuid,
        row.code,
        _name(row),
        _age(row, today),
        tuple(code for code in ALONE if code in found.codes),
        first.date,
        first.visit,
    )
    if card is None:
        return made
    return ChildCard(
        made.person_uuid,
        made.person_code,
        made.person_name,
        made.age,
        made.codes,
        made.since,
        made.visit_uuid,
        card.card,
        card.version,
        Adult(card.adult_name, card.adult_kinship, card.adult_document),
        tuple(notices.get(card.card_id, ())),
    )
