"""Numbers that were called: sealed under the RCF key, masked, shown on request, and deleted when their time is over."""

from dataclasses import dataclass

from casa_desktop.domain.access import Action, Compartment
from casa_desktop.domain.errors import Code, Problems, fault
from casa_desktop.domain.phones import Phone, checked_phone
from casa_desktop.domain.rcf import LONGEST_KEEP, USUAL_KEEP_DAYS, KnownNumber, keeps_from, mask
from casa_desktop.services.context import Context, verb
from casa_desktop.services.recording import reader
from casa_desktop.storage.envelope import SealBrokenError, binding, seal, unseal

_KEEP = "rcf.keep_days"


@dataclass(frozen=True, slots=True)
class NumbersOf:
    """Asks for the numbers of a person."""

    person_uuid: str


@dataclass(frozen=True, slots=True)
class RevealNumber:
    """Asks for the number of a turn of today."""

    turn_uuid: str


@dataclass(frozen=True, slots=True)
class Purge:
    """Deletes what is over: numbers past their days, and the turns of earlier days."""


@dataclass(frozen=True, slots=True)
class SetKeep:
    """Numbers are kept for *days* after they were last used; 0 = never."""

    days: int


def keep_days(ctx: Context) -> int:
    """For how many days a number is kept."""
    return int(ctx.work.desk.all().get(_KEEP, USUAL_KEEP_DAYS))


def key_at_hand(ctx: Context) -> bool:
    """Whether numbers are the actor's to see and the key is there: after a PIN it waits for the password."""
    return ctx.actor.may(Action.RCF_NUMBERS) and str(Compartment.RCF) in ctx.actor.ring.compartments


def masked(ctx: Context, uuid: str | None, sealed: bytes | None) -> str:
    """``••••4567`` for who holds the key, else nothing."""
    return mask(_opened(ctx, uuid, sealed)) if uuid and sealed is not None and key_at_hand(ctx) else ""


def _opened(ctx: Context, uuid: str, sealed: bytes) -> str:
    try:
        return unseal(ctx.actor.key(Compartment.RCF), sealed, binding("rcf_number", uuid)).decode()
    except SealBrokenError:
        raise fault(Code.BASE_DAMAGED, kind="rcf_number") from None


def store(ctx: Context, uuid: str, person_uuid: str, person_id: int, country: str, typed: str) -> int | None:
    """Seals a number of a person and gives its integer key; the same number again only begins its time anew.

    None where the desk keeps no numbers. Errors: BAD_PHONE, FORBIDDEN, NEEDS_COMPARTMENT_KEY.
    """
    if not ctx.actor.may(Action.RCF_NUMBERS):
        raise fault(Code.FORBIDDEN, action=str(Action.RCF_NUMBERS))
    key = ctx.actor.key(Compartment.RCF)
    problems = Problems()
    number = checked_phone(Phone(uuid, typed), problems, "number").number
    problems.raise_if_any()
    if not keep_days(ctx):
        return None
    line = ctx.work.phone_line
    for known in line.numbers_of(person_uuid):
        if known.uuid == uuid or _opened(ctx, known.uuid, known.sealed) == number:
            line.use_number(known.id, ctx.clock.today())
            return known.id
    sealed = seal(key, number.encode(), binding("rcf_number", uuid))
    return line.add_number(uuid, person_id, country, sealed, ctx.clock.today())


def used(ctx: Context, uuid: str, person_uuid: str) -> int:
    """The integer key of a number that the person has already. Errors: NOT_FOUND."""
    found = next((known for known in ctx.work.phone_line.numbers_of(person_uuid) if known.uuid == uuid), None)
    if found is None:
        raise fault(Code.NOT_FOUND, "number", kind="rcf_number")
    ctx.work.phone_line.use_number(found.id, ctx.clock.today())
    return found.id


def purge_due(ctx: Context) -> int:
    """What :func:`purge` does, for whoever enters; gives how many numbers are gone for good."""
    today = ctx.clock.today()
    gone = ctx.work.phone_line.purge(today, keeps_from(today, keep_days(ctx)))
    if gone:
        ctx.audit("rcf.purge", str(gone), ("number",))
        ctx.changed("rcf", "numbers")
    return gone


@verb(Action.RECORD_RCF)
def purge(ctx: Context, command: Purge) -> int:
    """Deletes what is over and enters how much it was into the audit. The file overwrites what it deletes."""
    return purge_due(ctx)


@verb(Action.RCF_NUMBERS)
def numbers_of(ctx: Context, query: NumbersOf) -> tuple[KnownNumber, ...]:
    """The numbers that a person called before, the last one first; none where the key is not at hand."""
    if not key_at_hand(ctx):
        return ()
    return tuple(
        KnownNumber(known.uuid, mask(_opened(ctx, known.uuid, known.sealed)), known.country)
        for known in ctx.work.phone_line.numbers_of(query.person_uuid)
    )


@verb(Action.RCF_NUMBERS)
def reveal(ctx: Context, query: RevealNumber) -> str:
    """The number to dial; each showing is entered into the audit. Errors: NOT_FOUND, NEEDS_COMPARTMENT_KEY."""
    turn = ctx.work.phone_line.turn(query.turn_uuid, ctx.clock.today(), reader(ctx))
    if turn is None or turn.number is None:
        raise fault(Code.NOT_FOUND, kind="rcf_number")
    number = _opened(ctx, turn.number, turn.sealed)
    ctx.audit("rcf.reveal", query.turn_uuid, ("number",))
    return number


@verb(Action.RCF_KEEP)
def set_keep(ctx: Context, command: SetKeep) -> int:
    """Decides for how long numbers are kept, and deletes at once what is over by it. Errors: OUT_OF_RANGE."""
    if not 0 <= command.days <= LONGEST_KEEP:
        raise fault(Code.OUT_OF_RANGE, "keep_days", low=0, high=LONGEST_KEEP)
    if command.days != keep_days(ctx):
        ctx.work.desk.put({_KEEP: str(command.days)})
        ctx.audit("rcf.keep", "desk", ("keep_days",))
        ctx.changed("rcf", "numbers")
    return purge_due(ctx)
