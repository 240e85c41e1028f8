"""Authorisations of data as the law wants them: prior, express, informed and provable, and revocable."""

from dataclasses import dataclass
from datetime import date

from casa_desktop.domain.access import Action
from casa_desktop.domain.errors import Code, Problems, fault
from casa_desktop.domain.person_views import ConsentShown
from casa_desktop.domain.persons import NewConsent, checked_consent
from casa_desktop.services.context import Context, verb
from casa_desktop.services.people import found_person


@dataclass(frozen=True, slots=True)
class RecordConsent:
    """What a person authorised, or refused."""

    person_uuid: str
    consent: NewConsent


@dataclass(frozen=True, slots=True)
class RevokeConsent:
    """The end of an authorisation; *on* None = today."""

    uuid: str
    on: date | None = None
    reason: str = ""


@verb(Action.PERSON_REGISTER)
def record(ctx: Context, command: RecordConsent) -> ConsentShown:
    """Adds an authorisation; repeating it changes nothing. Errors: REQUIRED (folio, witness), DATE_IN_FUTURE."""
    if (known := ctx.work.consents.by_uuid(command.consent.uuid)) is not None:
        return known[1]
    person = found_person(ctx, command.person_uuid)
    problems = Problems()
    consent = checked_consent(command.consent, ctx.clock.today(), problems)
    problems.raise_if_any()
    ctx.work.consents.add(person.id, consent, ctx.work.people.user_id(ctx.actor.uuid))
    ctx.audit("consent.record", person.code, (str(consent.purpose),))
    ctx.changed("person", person.uuid)
    return _consent(ctx, consent.uuid)


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
