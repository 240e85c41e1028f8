"""Drafts of open forms, one a form and user: kept sealed, and read by nobody but the one who typed them.

What a draft holds under the name of a compartment (``{"psicologia": …}`` at its top) is sealed under that key too.
Saving a draft leaves no audit row: it happens every few seconds and says nothing that a later record does not.
"""

import json
from base64 import b64decode, b64encode
from dataclasses import dataclass
from typing import Any

from casa_desktop.domain.access import Action, Compartment
from casa_desktop.domain.errors import Code, fault
from casa_desktop.services.context import Context, verb
from casa_desktop.services.recording import user_id
from casa_desktop.storage.envelope import SealBrokenError, binding, seal, unseal

LONGEST_FORM = 40
LARGEST_DRAFT = 400_000
SEALED = "sealed"
"""``{"psicologia": {"sealed": …}}`` is a part that was not opened: hand it back as it is, and nothing is lost."""


@dataclass(frozen=True, slots=True)
class SaveDraft:
    """What a form holds, as a JSON object; it replaces the earlier draft of that form."""

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
    """A draft as it was typed, but for the parts whose key is not at hand."""

    form: str
    payload: str
    saved_at: str


def _is_sealed(part: object) -> bool:
    return isinstance(part, dict) and set(part) == {SEALED}


@verb(Action.DRAFT)
def save(ctx: Context, command: SaveDraft) -> None:
    """Keeps the draft of a form. Errors: TOO_LONG, NEEDS_COMPARTMENT_KEY."""
    if len(command.form) > LONGEST_FORM or len(command.payload) > LARGEST_DRAFT:
        raise fault(Code.TOO_LONG, "payload", limit=LARGEST_DRAFT)
    draft: dict[str, Any] = json.loads(command.payload)
    for name in (str(c) for c in Compartment if draft.get(c) and not _is_sealed(draft[c])):
        inside = json.dumps(draft[name]).encode()
        box = seal(ctx.actor.key(name), inside, binding("draft", ctx.actor.uuid, command.form, name))
        draft[name] = {SEALED: b64encode(box).decode("ascii")}
    box = seal(ctx.actor.drafts_key, json.dumps(draft).encode(), binding("draft", ctx.actor.uuid, command.form))
    ctx.work.drafts.put(user_id(ctx), command.form, box, ctx.stamp)


@verb(Action.DRAFT)
def open_list(ctx: Context, query: DraftQuery) -> tuple[OpenDraft, ...]:
    """The actor's drafts. One that an old password sealed is left out; a part whose key is not at hand stays sealed."""
    drafts = []
    for form, sealed, saved_at in ctx.work.drafts.of_user(user_id(ctx)):
        try:
            draft = json.loads(unseal(ctx.actor.drafts_key, sealed, binding("draft", ctx.actor.uuid, form)))
        except SealBrokenError:
            continue
        for name, key in ctx.actor.ring.compartments.items():
            if _is_sealed(draft.get(name)):
                box = b64decode(draft[name][SEALED])
                draft[name] = _opened(key, box, binding("draft", ctx.actor.uuid, form, name))
        drafts.append(OpenDraft(form, json.dumps(draft, ensure_ascii=False), saved_at))
    return tuple(drafts)


def _opened(key: bytes, box: bytes, bound: bytes) -> Any:
    try:
        return json.loads(unseal(key, box, bound))
    except SealBrokenError:
        return None


@verb(Action.DRAFT)
def discard_form(ctx: Context, command: DiscardForm) -> None:
    """Removes the draft of a form; nothing happens where there is none."""
    ctx.work.drafts.discard(user_id(ctx), command.form)
