"""What is answered to the fields of a service type: written, sealed where the type has a compartment, and read back."""

import json

from casa_desktop.domain.catalog import ServiceType
from casa_desktop.domain.errors import Code, fault
from casa_desktop.domain.fields import Answers, tidied
from casa_desktop.domain.visits import NewService
from casa_desktop.services.context import Context
from casa_desktop.storage.envelope import SealBrokenError, binding, seal, unseal


def write_answers(ctx: Context, kind: ServiceType, new: NewService, service_id: int) -> None:
    """Hangs the answers of *new* on its row. Errors: NEEDS_COMPARTMENT_KEY."""
    answers = tidied(new.answers)
    if not answers:
        return
    if kind.compartment:
        text = json.dumps(answers, ensure_ascii=False)
        sealed = seal(ctx.actor.key(kind.compartment), text.encode(), binding("answers", new.uuid))
        ctx.work.answers.add_sealed(service_id, kind.compartment, sealed)
    else:
        keys = ctx.work.catalog.keys().fields
        ctx.work.answers.add(service_id, [(keys[kind.code, code], answer) for code, answer in answers])


def require_key(ctx: Context, service_id: int) -> None:
    """Nobody replaces answers that they cannot read: NEEDS_COMPARTMENT_KEY."""
    for compartment in ctx.work.answers.compartments_of(service_id):
        ctx.actor.key(compartment)


def readable(ctx: Context) -> frozenset[str]:
    """The codes of the types whose answers and details the actor may read: those that the roles may record."""
    kinds = ctx.work.catalog.snapshot().service_types
    return frozenset(kind.code for kind in kinds if kind.recordable_by(ctx.actor.roles))


def opened(ctx: Context, compartment: str, service_uuid: str, sealed: bytes) -> Answers:
    """Sealed answers; nothing where the key is not at hand. Errors: BASE_DAMAGED."""
    key = ctx.actor.ring.compartments.get(compartment)
    if key is None:
        return ()
    try:
        text = unseal(key, sealed, binding("answers", service_uuid)).decode()
    except SealBrokenError:
        raise fault(Code.BASE_DAMAGED, kind="answers") from None
    return tuple((str(code), str(answer)) for code, answer in json.loads(text))
