"""The sealed notes of the Centro de Escucha: a holder of the psychology key reads them, and each reading is kept."""

from dataclasses import dataclass

from casa_desktop.domain.access import Action, Compartment
from casa_desktop.domain.errors import Code, fault
from casa_desktop.domain.visit_views import NoteRevision
from casa_desktop.domain.visits import LONGEST_NOTE
from casa_desktop.services.context import Context, verb
from casa_desktop.services.correcting import stored_for
from casa_desktop.services.recording import seal_note
from casa_desktop.storage.envelope import SealBrokenError, binding, unseal
from casa_desktop.storage.notes import SealedNote
from casa_desktop.storage.visits import StoredService


@dataclass(frozen=True, slots=True)
class WriteNote:
    """A new revision of the note of a session; *after* is the revision that the writer had before their eyes."""

    uuid: str
    service_uuid: str
    text: str
    after: int = 0


@dataclass(frozen=True, slots=True)
class ReadNote:
    """The latest revision of the note of a session, or revision *revision*."""

    service_uuid: str
    revision: int = 0


@dataclass(frozen=True, slots=True)
class KeyQuery:
    """Asks whether notes of a compartment can be written now."""

    compartment: str = str(Compartment.PSYCHOLOGY)


@dataclass(frozen=True, slots=True)
class NoteRead:
    """A note opened. *revision* is 0 and *text* empty where nothing was ever written."""

    service_uuid: str
    revision: int
    text: str
    revisions: tuple[NoteRevision, ...]


def _session(ctx: Context, uuid: str) -> tuple[StoredService, list[tuple[StoredService, SealedNote]]]:
    """The service and every revision of its note, also those written before a correction gave it a new row."""
    stored = stored_for(ctx, uuid)
    chain = [stored]
    while (earlier := chain[-1].replaces_id) is not None:
        replaced = ctx.work.visits.stored_by_id(earlier)
        if replaced is None:
            break
        chain.append(replaced)
    notes = [(service, note) for service in chain for note in ctx.work.notes.of_service(service.id)]
    return stored, sorted(notes, key=lambda pair: pair[1].revision)


@verb(Action.NOTE_WRITE)
def key_at_hand(ctx: Context, query: KeyQuery) -> bool:
    """Whether the actor holds the key: it may never have been granted, and after a PIN it waits for the password."""
    return query.compartment in ctx.actor.ring.compartments


@verb(Action.NOTE_WRITE)
def write_note(ctx: Context, command: WriteNote) -> NoteRevision:
    """Seals a new revision. Errors: NEEDS_COMPARTMENT_KEY, NOT_FOUND, REQUIRED, TOO_LONG, CONFLICT (a newer one)."""
    if not command.text.strip():
        raise fault(Code.REQUIRED, "text")
    if len(command.text) > LONGEST_NOTE:
        raise fault(Code.TOO_LONG, "text", limit=LONGEST_NOTE)
    stored, notes = _session(ctx, command.service_uuid)
    last = notes[-1][1] if notes else None
    if last is not None and last.uuid == command.uuid:
        return NoteRevision(last.revision, last.written_at, last.author)
    if (last.revision if last else 0) != command.after:
        raise fault(Code.CONFLICT, kind="note")
    revision = command.after + 1
    compartment = last.compartment if last else ctx.work.notes.compartment_of(stored.id) or str(Compartment.PSYCHOLOGY)
    seal_note(ctx, compartment, stored.id, stored.uuid, revision, command.uuid, command.text)
    ctx.audit("note.write", command.service_uuid, ("note",))
    ctx.changed("visit", stored.visit_uuid)
    return NoteRevision(revision, ctx.stamp, ctx.actor.full_name)


@verb(Action.NOTE_READ)
def read_note(ctx: Context, query: ReadNote) -> NoteRead:
    """Opens a note and enters the reading into the audit. Errors: NEEDS_COMPARTMENT_KEY, NOT_FOUND, BASE_DAMAGED."""
    _, notes = _session(ctx, query.service_uuid)
    revisions = tuple(NoteRevision(note.revision, note.written_at, note.author) for _, note in notes)
    chosen = [pair for pair in notes if query.revision in (0, pair[1].revision)]
    if not chosen:
        if query.revision:
            raise fault(Code.NOT_FOUND, kind="note")
        return NoteRead(query.service_uuid, 0, "", ())
    service, note = chosen[-1]
    try:
        text = unseal(
            ctx.actor.key(note.compartment), note.sealed, binding("note", service.uuid, note.revision)
        ).decode()
    except SealBrokenError:
        raise fault(Code.BASE_DAMAGED, kind="note") from None
    ctx.audit("note.read", query.service_uuid, ("note",))
    return NoteRead(query.service_uuid, note.revision, text, revisions)
