"""Drafts of open forms, one a form and user: kept sealed, and read by nobody but the one who typed them.

A form whose name begins with the name of a compartment (``psicologia.nota``) is sealed under that key too. Saving a
draft leaves no audit row: it happens every few seconds and says nothing that a later record does not.
"""

from dataclasses import dataclass

from casa_desktop.domain.access import Action, Compartment
from casa_desktop.domain.errors import Code, fault
from casa_desktop.services.context import Context, verb
from casa_desktop.services.recording import user_id
from casa_desktop.storage.envelope import SealBrokenError, binding, seal, unseal

LONGEST_FORM = 40
LARGEST_DRAFT = 400_000


@dataclass(frozen=True, slots=True)
class SaveDraft:
    """What a form holds, as JSON; it replaces the earlier draft of that form."""

    form: str
    payload: str


@dataclass(frozen=True, slots=True)
class DiscardForm:
    """Removes the draft of a form, if there is one."""

    form: str


@dataclass(frozen=True, slots=True)
class DraftQuery:
    """Asks for the actor's drafts."""


@dataclass(frozen=True, slots=True)
class OpenDraft:
    """A draft as it was typed."""

    form: str
    payload: str
    saved_at: str


def _keys(ctx: Context, form: str) -> list[bytes]:
    compartment = form.partition(".")[0]
    keys = [ctx.actor.drafts_key]
    if compartment in tuple(Compartment):
        keys.append(ctx.actor.key(compartment))
    return keys


def _bound(ctx: Context, form: str) -> bytes:
    return binding("draft", ctx.actor.uuid, form)


@verb(Action.DRAFT)
def save(ctx: Context, command: SaveDraft) -> None:
    """Keeps the draft of a form. Errors: TOO_LONG, NEEDS_COMPARTMENT_KEY."""
    if len(command.form) > LONGEST_FORM or len(command.payload) > LARGEST_DRAFT:
        raise fault(Code.TOO_LONG, "payload", limit=LARGEST_DRAFT)
    box = command.payload.encode()
    for key in _keys(ctx, command.form):
        box = seal(key, box, _bound(ctx, command.form))
    ctx.work.drafts.put(user_id(ctx), command.form, box, ctx.stamp)


@verb(Action.DRAFT)
def open_list(ctx: Context, query: DraftQuery) -> tuple[OpenDraft, ...]:
    """The actor's drafts. One whose key is not at hand (after a PIN, or a new password) is left out, not lost."""
    drafts = []
    for form, sealed, saved_at in ctx.work.drafts.of_user(user_id(ctx)):
        compartment = form.partition(".")[0]
        if compartment in tuple(Compartment) and compartment not in ctx.actor.ring.compartments:
            continue
        box = sealed
        try:
            for key in reversed(_keys(ctx, form)):
                box = unseal(key, box, _bound(ctx, form))
        except SealBrokenError:
            continue
        drafts.append(OpenDraft(form, box.decode(), saved_at))
    return tuple(drafts)


@verb(Action.DRAFT)
def discard_form(ctx: Context, command: DiscardForm) -> None:
    """Removes the draft of a form; nothing happens where there is none."""
    ctx.work.drafts.discard(user_id(ctx), command.form)
