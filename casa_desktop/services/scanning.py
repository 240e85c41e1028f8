"""Whom a scan means, and the cards whose code finds somebody again."""

from dataclasses import dataclass

from casa_desktop.domain.access import Action
from casa_desktop.domain.documents import Document
from casa_desktop.domain.errors import Code, fault
from casa_desktop.domain.person_views import PersonHit
from casa_desktop.domain.persons import same_numbers
from casa_desktop.domain.scanning import Card, card_of
from casa_desktop.services.context import Context, verb
from casa_desktop.services.people import found_person
from casa_desktop.services.recording import reader
from casa_desktop.storage.people import PersonRow

_PLACES = 10
"""Of a cédula in its bar code, zeros before it."""


@dataclass(frozen=True, slots=True)
class FindScanned:
    """Asks for the person of our own *code* (``P-000123``), or else for those who hold the document *number*."""

    number: str = ""
    document_type: str = ""
    code: str = ""


@dataclass(frozen=True, slots=True)
class PrintCards:
    """Asks for the card of a person, or of everybody in their *family*; *named*: the name stands on it, too."""

    person_uuid: str
    family: bool = False
    named: bool = False


@verb(Action.PERSON_SEARCH)
def find(ctx: Context, query: FindScanned) -> tuple[PersonHit, ...]:
    """Who is meant, and nobody whose number only begins so: a scan is acted on without anybody looking twice."""
    if query.code:
        uuid = ctx.work.people.uuid_of_code(query.code)
        row = ctx.work.people.whole(uuid) if uuid else None
        ids = [row.id] if row else []
    else:
        number = Document("", query.document_type, query.number).normalised
        written = {number, number.zfill(_PLACES)} if number.isdigit() else {number}
        documents = tuple(Document("", query.document_type, each) for each in written)
        ids = ctx.work.people.with_number(same_numbers(documents), [])
    return tuple(each.hit for each in ctx.work.people.listed(ids, reader(ctx), ctx.clock.today())) if ids else ()


@verb(Action.PERSON_PRINT)
def cards(ctx: Context, query: PrintCards) -> tuple[Card, ...]:
    """What the cards say, the person's first; that they go on paper enters the audit.

    Errors: NOT_FOUND, also for an anonymous entry. A reserved contact gets a card without a name, and nobody else's
    print of a family holds theirs.
    """
    row = found_person(ctx, query.person_uuid)
    if row.anonymous:
        raise fault(Code.NOT_FOUND, kind="person")
    rows = [row]
    membership = ctx.work.households.current(row.id) if query.family else None
    if membership is not None:
        named = ctx.actor.may(Action.PERSON_RESERVE)
        members = ctx.work.households.members(membership.household_id, ctx.clock.today(), reserved=named)
        rows += [found_person(ctx, each.person_uuid) for each in members if each.person_uuid != row.uuid]
    made = tuple(_card(ctx, each, named=query.named) for each in rows if not each.anonymous)
    for each in rows:
        ctx.audit("person.card", each.code)
    return made


def _card(ctx: Context, row: PersonRow, *, named: bool) -> Card:
    told = named and not row.reserved
    return Card(card_of(row.code), ctx.work.people.details(row).name.display if told else "")
