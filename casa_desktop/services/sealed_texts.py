"""Texts that only the key of a compartment opens, several in one box: what is private of a referral or a follow-up."""

import json
from collections.abc import Mapping

from casa_desktop.domain.access import COMPARTMENTS_OF_ROLE, Compartment
from casa_desktop.domain.errors import Code, fault
from casa_desktop.services.context import Context
from casa_desktop.storage.envelope import SealBrokenError, binding, seal, unseal


def own_compartment(ctx: Context, *, private: bool) -> str:
    """Where something of the actor's goes: psychology's own is private. BAD_CHOICE where they hold no such role."""
    if not private:
        return ""
    held = {c for role in ctx.actor.roles for c in COMPARTMENTS_OF_ROLE.get(role, ())}
    if Compartment.PSYCHOLOGY not in held:
        raise fault(Code.BAD_CHOICE, "private")
    return str(Compartment.PSYCHOLOGY)


def shut(ctx: Context, compartment: str, kind: str, uuid: str, texts: Mapping[str, str]) -> bytes:
    """*texts* in a box that is bound to the record *uuid*. Errors: NEEDS_COMPARTMENT_KEY."""
    return seal(ctx.actor.key(compartment), json.dumps(dict(texts)).encode(), binding(kind, uuid))


def opened_texts(ctx: Context, compartment: str, kind: str, uuid: str, box: bytes) -> dict[str, str] | None:
    """The texts of a box; None where the key is not at hand. Errors: BASE_DAMAGED."""
    key = ctx.actor.ring.compartments.get(compartment)
    if key is None:
        return None
    try:
        found = json.loads(unseal(key, box, binding(kind, uuid)))
    except SealBrokenError:
        raise fault(Code.BASE_DAMAGED, kind=kind) from None
    return {str(name): str(text) for name, text in found.items()}
