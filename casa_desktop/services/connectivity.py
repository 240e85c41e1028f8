"""Connectivity by the handful: wifi, charging, messages. Each person is one service, so that PERSONAS stays true."""

from dataclasses import dataclass, replace

from casa_desktop.domain.access import Action
from casa_desktop.domain.errors import Code
from casa_desktop.domain.rcf import check_handful, check_modality, tallied_uuid
from casa_desktop.domain.visits import Anonymous, Rcf, RecordVisit, check_anonymous
from casa_desktop.services import visits
from casa_desktop.services.context import Context, verb
from casa_desktop.services.rcf_recording import as_said_today, check_lists, contact_service
from casa_desktop.services.recording import Recorder


@dataclass(frozen=True, slots=True)
class Handful:
    """Connectivity for *persons* alike without a name, or for one known person; *quantity* is what each got."""

    uuid: str
    modality: str
    profile: str
    person_uuid: str = ""
    anonymous: Anonymous | None = None
    persons: int = 1
    quantity: int = 1


@verb(Action.RECORD_RCF)
def give(ctx: Context, command: Handful) -> tuple[str, ...]:
    """Records connectivity and gives the uuids of its services: one for each person, so that PERSONAS stays true.

    Of somebody known there is one service with its quantity. Repeating it changes nothing. Errors: those of the fields.
    """
    today, catalog = ctx.clock.today(), ctx.work.catalog.snapshot()
    problems = check_handful(command.persons, command.quantity)
    if bool(command.person_uuid) == (command.anonymous is not None) or (command.person_uuid and command.persons > 1):
        problems.add(Code.REQUIRED, "person_uuid")
    if command.anonymous is not None:
        problems.extend(check_anonymous(command.anonymous, catalog, "anonymous"))
    check_lists(ctx, problems, command.profile, ())
    problems.extend(check_modality(catalog, command.modality, today, connectivity=True))
    problems.raise_if_any()
    services: list[str] = []
    for index in range(command.persons):
        uuids = [tallied_uuid(command.uuid, what, index) for what in ("visit", "service", "person")]
        visit = RecordVisit(
            uuids[0],
            today,
            command.profile,
            (contact_service(ctx, uuids[1], Rcf(command.modality), command.quantity),),
            person_uuid=command.person_uuid,
            anonymous=replace(command.anonymous, uuid=uuids[2]) if command.anonymous else None,
        )
        if command.person_uuid:
            target = Recorder.of(ctx, catalog, today).target(command.person_uuid, None)
            visit = as_said_today(ctx, visit, target)
        visits.write(ctx, visit)
        services.append(uuids[1])
    return tuple(services)
