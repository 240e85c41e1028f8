"""What is read of visits. Every query takes who reads (:class:`Reader`) and itself leaves out what is not theirs."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Connection,
    Select,
    and_,
    bindparam,
    func,
    or_,
    select,
    union_all,
)

from casa_desktop.domain.catalog import Form, Kind
from casa_desktop.domain.fields import Answers
from casa_desktop.domain.visit_views import ServiceDetail, ServiceLine, VisitDetail, VisitRow
from casa_desktop.domain.visits import Guidance, Psychology, Rcf
from casa_desktop.storage.fields import AnswersTable
from casa_desktop.storage.named import NAME, shown_name
from casa_desktop.storage.office_tables import user_account
from casa_desktop.storage.referral_tables import hidden_services
from casa_desktop.storage.tables import (
    catalog_item,
    person,
    person_name,
    psychology_session,
    rcf_contact,
    sealed_note,
    service,
    service_item,
    service_type,
    visit,
    visit_vulnerability,
)

Opened = Callable[[str, str, bytes], Answers]
"""(compartment, uuid of the service, sealed answers) → answers; nothing where the key is not at hand."""


@dataclass(frozen=True, slots=True)
class Reader:
    """Who reads: the compartments of their roles, whether reserved contacts are theirs, and the limit of volunteers."""

    compartments: frozenset[str]
    reserved: bool
    only_by: int | None = None
    """The user whose entries alone may be seen, and only those made since *only_since*."""
    only_since: str = ""

    @property
    def parameters(self) -> dict[str, object]:
        """The values of the bound parameters in the queries below."""
        return {
            "compartments": sorted(self.compartments),
            "reserved": self.reserved,
            "only_by": self.only_by,
            "only_since": self.only_since,
        }


_known = person.alias("known")
_whole = person.alias("whole")
_staff = user_account.alias("staff")
_author = user_account.alias("author")
_place = catalog_item.alias("place")
_funder = catalog_item.alias("funder")
_replaced = service.alias("replaced")


def theirs_of_one(row: Any, whole: Any) -> ColumnElement[bool]:
    """Whether a reader may know of a service *row* of the person *whole*, whatever its compartment."""
    return and_(
        or_(bindparam("reserved"), whole.c.reserved.is_(False)),
        or_(
            bindparam("only_by").is_(None),
            and_(row.c.created_by_id == bindparam("only_by"), row.c.created_at >= bindparam("only_since")),
        ),
    )


_compartments: BindParameter[Sequence[str]] = bindparam("compartments", expanding=True)


def of_theirs(row: Any, kind: Any) -> ColumnElement[bool]:
    """Whether a reader's compartments hold the service *row* of the type *kind*, whosever it is."""
    return and_(
        or_(kind.c.compartment.is_(None), kind.c.compartment.in_(_compartments)),
        row.c.id.not_in(hidden_services(_compartments)),
    )


def theirs(row: Any, kind: Any, whole: Any) -> ColumnElement[bool]:
    """Whether a reader may know of a service *row* of the type *kind* and the person *whole*."""
    return and_(of_theirs(row, kind), theirs_of_one(row, whole))


def _joined(columns: Sequence[Any]) -> Select[Any]:
    return (
        select(*columns)
        .select_from(visit)
        .join(service, service.c.visit_id == visit.c.id)
        .join(service_type, service_type.c.id == service.c.service_type_id)
        .join(_known, _known.c.id == visit.c.person_id)
        .join(_whole, _whole.c.id == _known.c.canonical_id)
        .join(_staff, _staff.c.id == service.c.staff_id)
        .outerjoin(person_name, person_name.c.person_id == _whole.c.id)
        .outerjoin(_place, _place.c.id == service.c.place_id)
        .outerjoin(_funder, _funder.c.id == service.c.funder_id)
        .where(theirs(service, service_type, _whole))
    )


whole, seen = _whole, _joined
"""For rooms whose rows hang on visits: the whole record of a person, and the services that a reader may see."""

_rows = _joined(
    (
        visit.c.uuid.label("visit"),
        visit.c.date,
        visit.c.profile,
        _whole.c.uuid.label("person"),
        _whole.c.code,
        _whole.c.anonymous,
        _whole.c.sex,
        *NAME,
        service.c.uuid,
        service.c.version,
        service_type.c.code.label("type"),
        service.c.quantity,
        service.c.companion,
        service.c.success,
        service.c.sheet,
        service.c.line,
        service.c.activity,
        service.c.late,
        service.c.created_at,
        _staff.c.full_name,
        _place.c.code.label("place"),
        _funder.c.code.label("funder"),
    )
).where(service.c.voided_at.is_(None))
_of_day = _rows.where(visit.c.date == bindparam("day")).order_by(service.c.id)
# A person and the few records merged into them: by the key and by the partial index of merged persons, never by a scan.
_canonical = select(person.c.canonical_id).where(person.c.uuid == bindparam("person"))
_merged = select(person.c.id).where(
    person.c.canonical_id == _canonical.scalar_subquery(), person.c.canonical_id != person.c.id
)
_of_person = (
    _rows.where(visit.c.person_id.in_(union_all(_canonical, _merged)))
    .order_by(visit.c.date.desc(), visit.c.id.desc(), service.c.id)
    .limit(bindparam("most"))
)
_FACTS = (
    service.c.companion,
    service.c.success,
    service.c.quantity,
)
_all_facts = (
    select(person.c.canonical_id, service_type.c.code, *_FACTS)
    .select_from(visit)
    .join(service, service.c.visit_id == visit.c.id)
    .join(service_type, service_type.c.id == service.c.service_type_id)
    .join(person, person.c.id == service.c.person_id)
    .where(visit.c.date == bindparam("day"), service.c.voided_at.is_(None))
)
_seen_facts = _joined((_whole.c.id, service_type.c.code, *_FACTS)).where(
    visit.c.date == bindparam("day"), service.c.voided_at.is_(None)
)
_detail = (
    _joined(
        (
            visit,
            _whole.c.uuid.label("person"),
            _whole.c.code,
            _whole.c.anonymous,
            *NAME,
            service.c.id.label("service_id"),
            service.c.uuid.label("service"),
            service.c.version.label("service_version"),
            service_type.c.code.label("type"),
            service_type.c.form,
            service.c.quantity,
            service.c.companion,
            service.c.sheet,
            service.c.line,
            service.c.details,
            service.c.activity,
            service.c.late,
            service.c.created_at.label("service_created_at"),
            service.c.voided_at,
            _staff.c.uuid.label("staff_uuid"),
            _staff.c.full_name.label("staff"),
            _author.c.full_name.label("author"),
            _place.c.code.label("place"),
            _funder.c.code.label("funder"),
            _replaced.c.uuid.label("replaces"),
            psychology_session.c.follow_up,
            psychology_session.c.modality.label("session_modality"),
            rcf_contact.c.modality.label("rcf_modality"),
            rcf_contact.c.country,
            rcf_contact.c.result,
            rcf_contact.c.minutes,
        )
    )
    .join(_author, _author.c.id == service.c.created_by_id)
    .outerjoin(_replaced, _replaced.c.id == service.c.replaces_id)
    .outerjoin(psychology_session, psychology_session.c.service_id == service.c.id)
    .outerjoin(rcf_contact, rcf_contact.c.service_id == service.c.id)
    .where(visit.c.uuid == bindparam("visit"))
    .order_by(service.c.voided_at.is_not(None), service.c.id)
)
_vulnerabilities = select(visit_vulnerability.c.code).where(visit_vulnerability.c.visit_id == bindparam("visit"))
_items_of = (
    select(service_item.c.service_id, catalog_item.c.kind, catalog_item.c.code)
    .join(catalog_item, catalog_item.c.id == service_item.c.item_id)
    .where(service_item.c.service_id.in_(bindparam("services", expanding=True)))
    .order_by(catalog_item.c.position)
)
_notes_of = (
    select(sealed_note.c.service_id, func.count())
    .where(sealed_note.c.service_id.in_(bindparam("services", expanding=True)))
    .group_by(sealed_note.c.service_id)
)
_company = (
    _joined((_whole.c.uuid,))
    .where(
        service.c.activity.in_(bindparam("activities", expanding=True)),
        service.c.voided_at.is_(None),
        _whole.c.anonymous.is_(False),
    )
    .distinct()
)
_may_see = _joined((service.c.id,)).where(service.c.uuid == bindparam("service"))


def _line(row: Any, companions: int) -> ServiceLine:
    return ServiceLine(
        uuid=row.uuid,
        version=row.version,
        type=row.type,
        quantity=row.quantity,
        staff=row.full_name,
        place=row.place or "",
        funder=row.funder or "",
        sheet=row.sheet,
        line=row.line,
        success=row.success,
        late=row.late,
        companions=companions,
        activity=row.activity or "",
    )


def _grouped(rows: Sequence[Any]) -> tuple[VisitRow, ...]:
    companions = Counter(row.activity for row in rows if row.companion)
    by_visit: dict[str, list[Any]] = {}
    for row in rows:
        by_visit.setdefault(row.visit, []).append(row)
    return tuple(
        VisitRow(
            uuid=uuid,
            date=own[0].date,
            created_at=own[0].created_at,
            person_uuid=own[0].person,
            person_code=own[0].code,
            person_name=shown_name(own[0]),
            anonymous=own[0].anonymous,
            sex=own[0].sex,
            profile=own[0].profile,
            services=tuple(_line(r, 0 if r.companion or not r.activity else companions[r.activity]) for r in own),
            accompanies=all(r.companion for r in own),
        )
        for uuid, own in by_visit.items()
    )


def _form(row: Any, items: dict[str, list[str]]) -> Guidance | Psychology | Rcf | None:
    if row.session_modality is not None:
        return Psychology(row.follow_up, row.session_modality)
    if row.rcf_modality is not None:
        return Rcf(row.rcf_modality, row.country or "", row.result or "", row.minutes)
    if row.form == Form.GUIDANCE or items:
        return Guidance(tuple(items.get(Kind.TOPIC, ())), tuple(items.get(Kind.PARTNER, ())))
    return None


class VisitReads:
    """The reading half of :class:`~casa_desktop.storage.visits.Visits`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def of_day(self, day: date, reader: Reader) -> tuple[VisitRow, ...]:
        """The visits of *day* in the order in which they were entered."""
        return _grouped(self._connection.execute(_of_day, {"day": day, **reader.parameters}).all())

    def of_person(self, person_uuid: str, reader: Reader, most: int) -> tuple[VisitRow, ...]:
        """The latest visits of a person (whatever merged records they stand under), *most* services of them."""
        values = {"person": person_uuid, "most": most, **reader.parameters}
        return _grouped(self._connection.execute(_of_person, values).all())

    def company(self, activities: Sequence[str], reader: Reader) -> tuple[str, ...]:
        """The uuids of who has a part in *activities* and is registered, as far as *reader* may know them."""
        values = {"activities": list(activities), **reader.parameters}
        return tuple(self._connection.execute(_company, values).scalars())

    def day_facts(self, day: date, reader: Reader | None) -> tuple[tuple[int, str, bool, bool | None, int], ...]:
        """(person, type code, companion, success, quantity) of each service of *day*; with a reader, what they see."""
        if reader is None:
            rows = self._connection.execute(_all_facts, {"day": day})
        else:
            rows = self._connection.execute(_seen_facts, {"day": day, **reader.parameters})
        return tuple((r[0], r[1], r[2], r[3], r[4]) for r in rows)

    def visible(self, service_uuid: str, reader: Reader) -> bool:
        """Whether *reader* may know of the service."""
        return self._connection.execute(_may_see, {"service": service_uuid, **reader.parameters}).first() is not None

    def detail(self, visit_uuid: str, reader: Reader, readable: frozenset[str], opened: Opened) -> VisitDetail | None:
        """Everything of a visit that *reader* may see; None where that is nothing.

        Details and answers only of the types in *readable* (codes); *opened* unseals answers where it can.
        """
        rows = self._connection.execute(_detail, {"visit": visit_uuid, **reader.parameters}).all()
        if not rows:
            return None
        ids = [row.service_id for row in rows]
        items: dict[int, dict[str, list[str]]] = {}
        for service_id, kind, code in self._connection.execute(_items_of, {"services": ids}):
            items.setdefault(service_id, {}).setdefault(kind, []).append(code)
        notes = {row[0]: int(row[1]) for row in self._connection.execute(_notes_of, {"services": ids})}
        table = AnswersTable(self._connection)
        answered = {row.service_id: row.service for row in rows if row.type in readable}
        answers = dict(table.of(list(answered)))
        for service_id, (compartment, sealed) in table.sealed_of(list(answered)).items():
            answers[service_id] = opened(compartment, answered[service_id], sealed)
        first = rows[0]
        return VisitDetail(
            uuid=first.uuid,
            version=first.version,
            date=first.date,
            person_uuid=first.person,
            person_code=first.code,
            person_name=shown_name(first),
            anonymous=first.anonymous,
            profile=first.profile,
            vulnerabilities=tuple(self._connection.execute(_vulnerabilities, {"visit": first.id}).scalars()),
            intention=first.intention or "",
            walker=first.walker,
            origin=first.origin,
            destination=first.destination,
            sleeps_at=first.sleeps_at,
            services=tuple(
                ServiceDetail(
                    uuid=row.service,
                    version=row.service_version,
                    type=row.type,
                    quantity=row.quantity,
                    companion=row.companion,
                    staff_uuid=row.staff_uuid,
                    staff=row.staff,
                    place=row.place or "",
                    funder=row.funder or "",
                    sheet=row.sheet,
                    line=row.line,
                    details=row.details if row.service_id in answered else "",
                    form=_form(row, items.get(row.service_id, {})),
                    notes=notes.get(row.service_id, 0),
                    activity=row.activity or "",
                    late=row.late,
                    created_at=row.service_created_at,
                    created_by=row.author,
                    voided_at=row.voided_at or "",
                    replaces=row.replaces or "",
                    answers=answers.get(row.service_id, ()),
                )
                for row in rows
            ),
        )
