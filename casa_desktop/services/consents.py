"""Authorisations of data as the law wants them: prior, express, informed and provable, and revocable."""

from dataclasses import dataclass
from datetime import date

from casa_desktop.domain.access import Action
from casa_desktop.domain.errors import Code, Problem, Problems, fault
from casa_desktop.domain.person_views import ConsentShown
from casa_desktop.domain.persons import Channel, Purpose
from casa_desktop.domain.text import taken, tidy_name
from casa_desktop.services.context import Context, verb
from casa_desktop.services.people import found_person

LONGEST_FOLIO = 40
LONGEST_WITNESS = 120
LONGEST_TEXT_VERSION = 20


@dataclass(frozen=True, slots=True)
class RecordConsent:
    """What somebody authorised (or refused) on *given_on*. A signature has a *folio*, a verbal one a *witness*."""

    uuid: str
    person_uuid: str
    purpose: Purpose
    channel: Channel
    given_on: date
    text_version: str
    granted: bool = True
    folio: str = ""
    witness: str = ""


@dataclass(frozen=True, slots=True)
class RevokeConsent:
    """The end of an authorisation; *on* None = today."""

    uuid: str
    on: date | None = None
    reason: str = ""


@verb(Action.PERSON_REGISTER)
def record(ctx: Context, command: RecordConsent) -> ConsentShown:
    """Adds an authorisation; repeating it changes nothing. Errors: REQUIRED (folio, witness), DATE_IN_FUTURE."""
    if (known := ctx.work.consents.by_uuid(command.uuid)) is not None:
        return known[1]
    person = found_person(ctx, command.person_uuid)
    problems = Problems()
    signed = command.granted and command.channel is Channel.SIGNATURE
    verbal = command.granted and command.channel is Channel.VERBAL
    folio = taken(problems, "folio", command.folio, LONGEST_FOLIO, required=signed)
    witness = taken(problems, "witness", command.witness, LONGEST_WITNESS, tidy_name, required=verbal)
    version = taken(problems, "text_version", command.text_version, LONGEST_TEXT_VERSION, required=command.granted)
    if command.given_on > ctx.clock.today():
        problems.extend([Problem(Code.DATE_IN_FUTURE, "given_on")])
    problems.raise_if_any()
    ctx.work.consents.add(
        {
            "uuid": command.uuid,
            "person_id": person.id,
            "purpose": str(command.purpose),
            "granted": command.granted,
            "channel": str(command.channel),
            "text_version": version,
            "folio": folio,
            "witness": witness,
            "given_on": command.given_on,
            "recorded_by_id": ctx.work.people.user_id(ctx.actor.uuid),
        }
    )
    ctx.audit("consent.record", person.code, (str(command.purpose),))
    ctx.changed("person", person.uuid)
    return _consent(ctx, command.uuid)


@verb(Action.PERSON_EDIT)
def revoke(ctx: Context, command: RevokeConsent) -> ConsentShown:
    """Ends an authorisation; one that has ended stays as it is. Errors: NOT_FOUND, DATE_IN_FUTURE."""
    found = ctx.work.consents.by_uuid(command.uuid)
    if found is None:
        raise fault(Code.NOT_FOUND, kind="consent")
    owner, consent = found
    person = found_person(ctx, owner)
    day = command.on or ctx.clock.today()
    if day > ctx.clock.today():
        raise fault(Code.DATE_IN_FUTURE, "on")
    if consent.revoked_on is None:
        ctx.work.consents.revoke(command.uuid, max(day, consent.given_on))
        ctx.audit("consent.revoke", person.code, (consent.purpose,), command.reason)
        ctx.changed("person", person.uuid)
    return _consent(ctx, command.uuid)


def _consent(ctx: Context, uuid: str) -> ConsentShown:
    found = ctx.work.consents.by_uuid(uuid)
    if found is None:
        raise fault(Code.NOT_FOUND, kind="consent")
    return found[1]
