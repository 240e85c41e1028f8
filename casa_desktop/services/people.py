"""Persons: registered, found, read and changed."""

import re
from dataclasses import dataclass
from datetime import datetime

from casa_desktop.domain.access import Action
from casa_desktop.domain.catalog import Kind
from casa_desktop.domain.clock import BOGOTA
from casa_desktop.domain.documents import Document, doubts, mask
from casa_desktop.domain.errors import Code, Problems, fault
from casa_desktop.domain.ids import new_id
from casa_desktop.domain.merging import DETAIL_PARTS, value
from casa_desktop.domain.person_views import DocumentShown, PersonHit, PersonPage, PhoneShown, Revealed
from casa_desktop.domain.persons import (
    NO_NUMBERS,
    Details,
    NewConsent,
    Numbers,
    Purpose,
    checked_consent,
    checked_details,
    checked_numbers,
    checked_safe_contact,
    pending,
    same_numbers,
    search_tokens,
)
from casa_desktop.domain.phones import normalise_phone
from casa_desktop.services.context import Context, verb
from casa_desktop.services.recording import reader
from casa_desktop.storage.people import PersonRow

_CODE = re.compile(r"\s*p-?\s?(\d{1,8})\s*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class RegisterPerson:
    """A new person. A family shares a *household_uuid* that the client makes; empty = a household of one."""

    uuid: str
    details: Details
    numbers: Numbers = NO_NUMBERS
    household_uuid: str = ""
    kinship: str = ""
    """Code of the list kinship, towards the head of the household."""
    head: bool = False
    consent: NewConsent | None = None


@dataclass(frozen=True, slots=True)
class PersonRegistered:
    """*same_document* are others who hold a document of the same number: to be looked at, never a block."""

    uuid: str
    code: str
    same_document: tuple[PersonHit, ...] = ()


@dataclass(frozen=True, slots=True)
class SearchPeople:
    """*text* as typed: beginnings of names in any order, of a document or a phone, or a code."""

    text: str
    limit: int = 20


@dataclass(frozen=True, slots=True)
class DocumentQuery:
    """Asks who else holds a document, while it is typed; *person_uuid* is whose it would be."""

    document: Document
    person_uuid: str = ""


@dataclass(frozen=True, slots=True)
class PersonQuery:
    """Names a person."""

    uuid: str


@dataclass(frozen=True, slots=True)
class EditPerson:
    """New details, documents and phones to add, and the uuids of those to drop. *version* is the one that was shown."""

    uuid: str
    version: int
    details: Details
    added: Numbers = NO_NUMBERS
    dropped: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ReservePerson:
    """«Contacto reservado: no confirmar presencia», or its end."""

    uuid: str
    version: int
    reserved: bool
    safe_contact: str = ""
    reason: str = ""


@verb(Action.PERSON_REGISTER)
def register(ctx: Context, command: RegisterPerson) -> PersonRegistered:
    """Adds a person with the next code. Repeating it changes nothing. Errors: those of the fields."""
    people = ctx.work.people
    if (known := people.by_uuid(command.uuid)) is not None:
        return PersonRegistered(known.uuid, known.code)
    problems = Problems()
    details = checked_details(command.details, ctx.clock.today(), problems)
    numbers = checked_numbers(command.numbers, problems)
    check_kinship(ctx, command.kinship, problems)
    consent = checked_consent(command.consent, ctx.clock.today(), problems) if command.consent else None
    problems.raise_if_any()
    user_id = people.user_id(ctx.actor.uuid)
    same = _same_document(ctx, numbers.documents, [])
    row = people.add(
        command.uuid,
        details,
        numbers,
        created_at=ctx.stamp,
        created_by_id=user_id,
    )
    households = ctx.work.households
    household_id = households.id_of(command.household_uuid) if command.household_uuid else None
    if household_id is None:
        household_id = households.add(command.household_uuid or new_id(), ctx.stamp)
    households.enter(household_id, row.id, ctx.clock.today(), command.kinship, head=command.head)
    if consent is not None:
        ctx.work.consents.add(row.id, consent, user_id)
    given = ("consent",) if consent else ()
    ctx.audit("person.register", row.code, _names(Details(), details) + _number_names(numbers) + given)
    ctx.changed("person", row.uuid)
    return PersonRegistered(row.uuid, row.code, same)


@verb(Action.PERSON_SEARCH)
def search(ctx: Context, query: SearchPeople) -> tuple[PersonHit, ...]:
    """At most *limit* persons: whole words first, then by surname. Without reserved contacts for who may not know them.

    Ask for one more than is shown to know whether there are others.
    """
    ids: list[int] = []
    if match := _CODE.fullmatch(query.text):
        uuid = ctx.work.people.uuid_of_code(f"P-{int(match[1]):06d}")
        row = ctx.work.people.whole(uuid) if uuid else None
        ids += [row.id] if row else []
    # What cannot be stored names nobody; the base would refuse to be asked for it.
    external = query.text.encode(errors="ignore").decode().strip()
    if " " not in external or not external.replace(" ", "").isalpha():  # words alone are a name, and come at every key
        ids += ctx.work.references.persons(external)
    found = ctx.work.words.find(search_tokens(query.text), query.limit)
    whole_words = {match.person_id: match.exact for match in found.matches}
    ids += whole_words
    # Reserved and merged records fall out here, so a page may need a second look.
    listed = ctx.work.people.listed(ids[: query.limit], reader(ctx), ctx.clock.today())
    if len(listed) < query.limit < len(ids):
        listed = ctx.work.people.listed(ids, reader(ctx), ctx.clock.today())[: query.limit]
    listed.sort(key=lambda each: (-whole_words.get(each.found_id, 99), each.name.sort_key))
    return tuple(each.hit for each in listed)


@verb(Action.PERSON_REGISTER)
def same_document(ctx: Context, query: DocumentQuery) -> tuple[PersonHit, ...]:
    """Others who hold a document of exactly that number, whatever its type."""
    row = ctx.work.people.whole(query.person_uuid) if query.person_uuid else None
    return _same_document(ctx, (query.document,), ctx.work.people.ids_of(row) if row else [])


@verb(Action.PERSON_VIEW)
def page(ctx: Context, query: PersonQuery) -> PersonPage:
    """What the actor may see of a person, numbers masked. NOT_FOUND also for a reserved contact that is not theirs."""
    row = found_person(ctx, query.uuid)
    today = ctx.clock.today()
    ids = ctx.work.people.ids_of(row)
    details = ctx.work.people.details(row)
    numbers = ctx.work.people.numbers(ids)
    age = details.age.on(today)
    consents = ctx.work.consents.of(ids)
    membership = ctx.work.households.current(row.id)
    named = ctx.actor.may(Action.PERSON_RESERVE)
    return PersonPage(
        uuid=row.uuid,
        code=row.code,
        version=row.version,
        anonymous=row.anonymous,
        details=details,
        age=age,
        documents=tuple(
            DocumentShown(
                d.uuid,
                d.code,
                mask(d.normalised),
                d.country,
                d.issued_on,
                d.expires_on,
                d.known_how,
                d.principal,
                doubts(d, age, today),
            )
            for d in numbers.documents
        ),
        phones=tuple(PhoneShown(p.uuid, mask(normalise_phone(p.number)), p.note) for p in numbers.phones),
        household_uuid=membership.household_uuid if membership else "",
        members=ctx.work.households.members(membership.household_id, today, reserved=named) if membership else (),
        consents=consents,
        pending=()
        if row.anonymous
        else pending(
            details,
            frozenset(d.code for d in numbers.documents),
            consent=any(c.purpose == Purpose.DATA and c.holds for c in consents),
        ),
        same_document=_same_document(ctx, numbers.documents, ids),
        reserved=row.reserved,
        safe_contact=row.safe_contact if named else "",
        read_on=today,
        former=ctx.work.households.former(membership.household_id, reserved=named) if membership else (),
        earlier=ctx.work.households.earlier(ids, reserved=named),
        registered_on=datetime.fromisoformat(row.created_at).astimezone(BOGOTA).date(),
    )


@verb(Action.PERSON_EDIT)
def edit(ctx: Context, command: EditPerson) -> PersonRegistered:
    """Writes new details. Errors: those of the fields, NOT_FOUND (also for an anonymous entry: who did not authorise
    gets no name), CONFLICT (somebody changed the person meanwhile)."""
    row = found_person(ctx, command.uuid)
    if row.anonymous:
        raise fault(Code.NOT_FOUND, kind="person")
    problems = Problems()
    details = checked_details(command.details, ctx.clock.today(), problems)
    added = checked_numbers(command.added, problems)
    problems.raise_if_any()
    people = ctx.work.people
    before = people.details(row)
    if not people.change(row, command.version, details, added, command.dropped):
        raise fault(Code.CONFLICT, kind="person")
    dropped = ("dropped",) if command.dropped else ()
    ctx.work.merging.decided(row.id, [part for part in DETAIL_PARTS if value(before, part) != value(details, part)])
    ctx.audit("person.edit", row.code, _names(before, details) + _number_names(added) + dropped)
    ctx.changed("person", row.uuid)
    same = _same_document(ctx, added.documents, people.ids_of(row))
    return PersonRegistered(row.uuid, row.code, same)


@verb(Action.PERSON_REVEAL)
def reveal(ctx: Context, query: PersonQuery) -> Revealed:
    """«Mostrar»: whole documents and phones as they were typed. Enters the audit."""
    row = found_person(ctx, query.uuid)
    numbers = ctx.work.people.numbers(ctx.work.people.ids_of(row))
    ctx.audit("person.reveal", row.code, _number_names(numbers))
    return Revealed(
        {document.uuid: document.number for document in numbers.documents},
        {phone.uuid: phone.number for phone in numbers.phones},
    )


@verb(Action.PERSON_RESERVE)
def reserve(ctx: Context, command: ReservePerson) -> PersonRegistered:
    """Marks a contact as reserved, or ends it (with a reason). Errors: CONFLICT, NEEDS_REASON, TOO_LONG."""
    row = found_person(ctx, command.uuid)
    problems = Problems()
    safe_contact = checked_safe_contact(command.safe_contact, problems)
    if row.reserved and not command.reserved and not command.reason.strip():
        problems.add(Code.NEEDS_REASON, "reason")
    problems.raise_if_any()
    done = ctx.work.people.reserve(row, command.version, reserved=command.reserved, safe_contact=safe_contact)
    if not done:
        raise fault(Code.CONFLICT, kind="person")
    ctx.work.merging.decided(row.id, ("reserved", "safe_contact"))
    ctx.audit("person.reserve", row.code, ("reserved", "safe_contact"), command.reason)
    ctx.changed("person", row.uuid)
    return PersonRegistered(row.uuid, row.code)


def found_person(ctx: Context, uuid: str) -> PersonRow:
    """The person that *uuid* stands for today; a reserved contact does not exist for who may not know of it."""
    row = ctx.work.people.whole(uuid)
    if row is None or (row.reserved and not ctx.actor.may(Action.PERSON_RESERVE)):
        raise fault(Code.NOT_FOUND, kind="person")
    return row


def check_kinship(ctx: Context, kinship: str, problems: Problems) -> None:
    """Notes a kinship that the catalogue does not know."""
    if kinship and ctx.work.catalog.snapshot().item(Kind.KINSHIP, kinship) is None:
        problems.add(Code.BAD_CHOICE, "kinship")


def _same_document(ctx: Context, documents: tuple[Document, ...], own: list[int]) -> tuple[PersonHit, ...]:
    ids = ctx.work.people.with_number(same_numbers(documents), own)
    if not ids:
        return ()
    hits = [each.hit for each in ctx.work.people.listed(ids, reader(ctx), ctx.clock.today())]
    if ctx.actor.may(Action.PERSON_SEARCH):
        return tuple(hits)
    # Who may only register learns that the document is known and whose it is, and nothing to browse.
    return tuple(hit._replace(last_visit=None, household_size=0) for hit in hits)


def _names(before: Details, after: Details) -> tuple[str, ...]:
    """The names of what differs."""
    asked = ("name", "sex", "age", "country", "ethnicity", "disability", "language", "municipality", "address")
    return tuple(field for field in asked if getattr(before, field) != getattr(after, field))


def _number_names(numbers: Numbers) -> tuple[str, ...]:
    return (("documents",) if numbers.documents else ()) + (("phones",) if numbers.phones else ())
