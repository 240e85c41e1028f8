"""Referrals: made, followed until it is known what came of them, printed and counted."""

from dataclasses import dataclass, replace
from datetime import date

from casa_desktop.domain.access import Action
from casa_desktop.domain.errors import Code, Problems, fault
from casa_desktop.domain.referrals import (
    LONGEST_ASKED,
    LONGEST_BRING,
    LONGEST_MOTIVE,
    NEEDS_REASON,
    SERVICE_TYPE,
    Organisation,
    PartnerCount,
    ReferralDetail,
    ReferralRow,
    ReferralState,
    Slip,
    Urgency,
    check_partner,
    code_of,
    number_of,
)
from casa_desktop.domain.text import taken, tidy_lines
from casa_desktop.domain.visits import NewService, RecordVisit, check_date
from casa_desktop.services import directory, visits
from casa_desktop.services.context import LONGEST_REASON, Context, verb
from casa_desktop.services.desk import from_settings
from casa_desktop.services.recording import reader, user_id
from casa_desktop.services.sealed_texts import opened_texts, own_compartment, shut
from casa_desktop.services.visits import RestoreService, VoidService
from casa_desktop.storage.referrals import StoredReferral, Wanted

_BOX = "referral"
_STEP = "step:"
"""Before the uuid of a step: the name of its reason in the box of a private referral."""


@dataclass(frozen=True, slots=True)
class Refer:
    """A referral of a person to an organisation (*partner*, a code), with the service that is counted.

    *visit_uuid* and *profile* are those of the visit, which is opened where the person has none on that date.
    """

    uuid: str
    service_uuid: str
    visit_uuid: str
    person_uuid: str
    date: date
    profile: str
    partner: str
    motive: str
    asked: str = ""
    bring: str = ""
    urgency: Urgency = Urgency.NORMAL
    discreet: bool = False
    private: bool = False
    sheet: str = ""
    line: int | None = None
    reason: str = ""
    """Why it is entered into a month that was closed; empty otherwise."""


@dataclass(frozen=True, slots=True)
class ReferralsQuery:
    """Which referrals: *state* None = those still open, with *every* all of them. *text* is a code, whole or in part:
    then that one alone, whatever its state."""

    state: ReferralState | None = None
    every: bool = False
    partner: str = ""
    text: str = ""
    person_uuid: str = ""


@dataclass(frozen=True, slots=True)
class ReferralQuery:
    """Names a referral."""

    uuid: str


@dataclass(frozen=True, slots=True)
class Step:
    """What became known of a referral. *on* None = today; *uuid* is the step's own, so that it is written once."""

    uuid: str
    referral_uuid: str
    version: int
    state: ReferralState
    on: date | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class SummaryQuery:
    """Asks for the referrals made on the days from *first* to *last*."""

    first: date
    last: date


@verb(Action.REFERRAL_WRITE)
def refer(ctx: Context, command: Refer) -> ReferralDetail:
    """Writes the referral and its service in one commit. Repeating it changes nothing.

    Errors: those of a visit (date, profile, MONTH_CLOSED…), REQUIRED and BAD_CHOICE (partner), REQUIRED (motive),
    TOO_LONG, BAD_CHOICE (private), NEEDS_COMPARTMENT_KEY, NOT_FOUND (person).
    """
    if (known := ctx.work.referrals.one(command.uuid, reader(ctx))) is not None:
        return _detail(ctx, known)
    problems = Problems()
    motive = taken(problems, "motive", command.motive, LONGEST_MOTIVE, tidy_lines, required=True)
    asked = taken(problems, "asked", command.asked, LONGEST_ASKED, tidy_lines)
    bring = taken(problems, "bring", command.bring, LONGEST_BRING, tidy_lines)
    check_partner(problems, ctx.work.catalog.snapshot(), command.partner, command.date)
    if not command.profile:
        problems.add(Code.NEEDS_PROFILE, "profile")
    problems.raise_if_any()
    compartment = own_compartment(ctx, private=command.private)
    box = shut(ctx, compartment, _BOX, command.uuid, {"motive": motive, "asked": asked}) if compartment else None
    service = NewService(command.service_uuid, SERVICE_TYPE, sheet=command.sheet, line=command.line)
    visits.write(
        ctx,
        RecordVisit(
            command.visit_uuid,
            command.date,
            command.profile,
            (service,),
            person_uuid=command.person_uuid,
            reason=command.reason,
        ),
    )
    written = ctx.work.visits.stored(command.service_uuid)
    if written is None:
        raise fault(Code.NOT_FOUND, kind="service")
    key, number = ctx.work.referrals.add(
        {
            "uuid": command.uuid,
            "service_id": written.id,
            "partner_id": _partner_key(ctx, command.partner),
            "urgency": str(command.urgency),
            "motive": "" if compartment else motive,
            "asked": "" if compartment else asked,
            "bring": bring,
            "discreet": command.discreet,
            "compartment": compartment or None,
            "sealed": box,
            "state": str(ReferralState.SENT),
            "state_on": command.date,
        }
    )
    _write_event(ctx, key, command.uuid, ReferralState.SENT, command.date, "")
    ctx.audit("referral.make", code_of(number), ("partner", "motive"), command.reason)
    ctx.changed("referral", command.uuid)
    return _detail(ctx, _stored(ctx, command.uuid))


@verb(Action.REFERRAL_VIEW)
def listed(ctx: Context, query: ReferralsQuery) -> tuple[ReferralRow, ...]:
    """Open ones begin with the oldest. A *text* that is no code finds nothing."""
    number = None
    if query.text.strip() and (number := number_of(query.text)) is None:
        return ()
    wanted = Wanted(query.state, query.every, query.partner, number, query.person_uuid)
    return ctx.work.referrals.rows(wanted, reader(ctx))


@verb(Action.REFERRAL_VIEW)
def detail(ctx: Context, query: ReferralQuery) -> ReferralDetail:
    """Everything of a referral that the actor may see. Errors: NOT_FOUND."""
    return _detail(ctx, _stored(ctx, query.uuid))


@verb(Action.REFERRAL_WRITE)
def take_step(ctx: Context, command: Step) -> ReferralDetail:
    """Writes what became known. Annulling voids the service; any step after that brings it back.

    Errors: NOT_FOUND, CONFLICT, NEEDS_REASON (refused, annulled), DATE_IN_FUTURE, DATE_TOO_OLD (before it was made),
    NEEDS_COMPARTMENT_KEY (a reason of something private), and those of voiding and restoring a service.
    """
    stored = _stored(ctx, command.referral_uuid)
    if ctx.work.referrals.has_event(command.uuid):
        return _detail(ctx, stored)
    if stored.row.version != command.version:
        raise fault(Code.CONFLICT, kind="referral")
    on = command.on or ctx.clock.today()
    problems = Problems()
    problems.extend(check_date(on, ctx.clock.today(), "on"))
    if on < stored.row.made_on:
        problems.add(Code.DATE_TOO_OLD, "on", limit=stored.row.made_on)
    reason = taken(problems, "reason", command.reason, LONGEST_REASON, tidy_lines)
    if command.state in NEEDS_REASON and not reason:
        problems.add(Code.NEEDS_REASON, "reason")
    problems.raise_if_any()
    values: dict[str, object] = {"state": str(command.state), "state_on": on}
    # Why something private came to this is as private as its motive: the trail and the step say only which it is.
    open_reason = stored.row.code if stored.compartment and reason else reason
    if command.state is ReferralState.ANNULLED:
        visits.void(ctx, VoidService(stored.service_uuid, stored.service_version, open_reason))
        values = {}  # what it was before is what it is again once its service is restored
    elif stored.row.state is ReferralState.ANNULLED:
        visits.restore(ctx, RestoreService(stored.service_uuid, open_reason))
    if stored.sealed is not None and reason:
        ctx.actor.key(stored.compartment)
        texts = {**(_opened(ctx, stored) or {}), f"{_STEP}{command.uuid}": reason}
        values["sealed"] = shut(ctx, stored.compartment, _BOX, stored.row.uuid, texts)
    if not ctx.work.referrals.change(stored, values):
        raise fault(Code.CONFLICT, kind="referral")
    _write_event(ctx, stored.id, command.uuid, command.state, on, "" if stored.compartment else reason)
    ctx.audit("referral.step", stored.row.code, ("state",), "" if stored.compartment else reason)
    ctx.changed("referral", command.referral_uuid)
    ctx.changed("person", stored.row.person_uuid)
    return _detail(ctx, _stored(ctx, command.referral_uuid))


@verb(Action.REFERRAL_VIEW)
def slip(ctx: Context, query: ReferralQuery) -> Slip:
    """What is printed, and that it is printed. A reserved contact has no name on it; neither theirs nor a protected
    matter tells why the person comes."""
    found = _detail(ctx, _stored(ctx, query.uuid))
    row = found.row
    quiet = found.discreet or found.reserved or row.private
    profile = from_settings(ctx.work.desk.all())
    entry = next((o for o in directory.entries(ctx) if o.code == row.partner), Organisation("", row.partner, ""))
    whole = ctx.work.people.whole(row.person_uuid)
    name = ctx.work.people.details(whole).name if whole is not None else None
    ctx.audit("referral.print", row.code)
    return Slip(
        code=row.code,
        made_on=row.made_on,
        person=(name.full or name.display) if name is not None and not found.reserved else "",
        organisation=entry,
        urgency=row.urgency,
        motive="" if quiet else found.motive,
        asked="" if quiet else found.asked,
        bring=found.bring or entry.bring,
        desk=profile.name,
        desk_place=profile.municipality_name,
        staff=row.staff,
    )


@verb(Action.REFERRAL_VIEW)
def summary(ctx: Context, query: SummaryQuery) -> tuple[PartnerCount, ...]:
    """How many to each organisation and what came of them, in the order of the list.

    Coordination's count sees all, as on «Hoy»; everybody else's follows their list.
    """
    known = directory.counting(ctx)
    found = {count.partner: count for count in ctx.work.referrals.summary(query.first, query.last, known)}
    return tuple(found[o.code] for o in directory.entries(ctx) if o.code in found)


@verb(Action.REPORT_EXPORT)
def exported(ctx: Context, query: SummaryQuery) -> None:
    """Enters that the summary left the program as a file."""
    ctx.audit("report.export", f"remisiones:{query.first}..{query.last}", ("csv",))


def _stored(ctx: Context, uuid: str) -> StoredReferral:
    found = ctx.work.referrals.one(uuid, reader(ctx))
    if found is None:
        raise fault(Code.NOT_FOUND, kind="referral")
    return found


def _detail(ctx: Context, stored: StoredReferral) -> ReferralDetail:
    texts = _opened(ctx, stored)
    return ReferralDetail(
        row=stored.row,
        service_uuid=stored.service_uuid,
        service_version=stored.service_version,
        motive=(texts or {}).get("motive", ""),
        asked=(texts or {}).get("asked", ""),
        bring=stored.bring,
        discreet=stored.discreet,
        readable=texts is not None,
        reserved=stored.reserved,
        history=tuple(
            replace(event, reason=event.reason or (texts or {}).get(f"{_STEP}{uuid}", ""))
            for uuid, event in ctx.work.referrals.history(stored.id)
        ),
    )


def _opened(ctx: Context, stored: StoredReferral) -> dict[str, str] | None:
    """Motive, what is asked, and the reasons of what is private by step; None where the key is not at hand."""
    if stored.sealed is None:
        return {"motive": stored.motive, "asked": stored.asked}
    return opened_texts(ctx, stored.compartment, _BOX, stored.row.uuid, stored.sealed)


def _write_event(ctx: Context, key: int, uuid: str, state: ReferralState, on: date, reason: str) -> None:
    values = {"uuid": uuid, "referral_id": key, "state": str(state), "on": on, "reason": reason}
    ctx.work.referrals.add_event({**values, "at": ctx.stamp, "by_id": user_id(ctx)})


def _partner_key(ctx: Context, code: str) -> int:
    return next(key for key, entry in ctx.work.directory.all() if entry.code == code)
