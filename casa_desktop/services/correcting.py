"""How a correction is told apart and written: what is counted is voided and written anew, the rest edited in place."""

from dataclasses import replace

from casa_desktop.domain.catalog import Catalog
from casa_desktop.domain.errors import Code, fault
from casa_desktop.domain.fields import tidied
from casa_desktop.domain.ids import new_id
from casa_desktop.domain.text import tidy, tidy_lines
from casa_desktop.domain.visit_views import ServiceDetail, VisitDetail
from casa_desktop.domain.visits import Guidance, NewService, Psychology, Rcf
from casa_desktop.services.answering import require_key, write_answers
from casa_desktop.services.context import Context
from casa_desktop.services.recording import Recorder, companion_copy, reader, user_id
from casa_desktop.services.visit_commands import CorrectService, VisitRecorded
from casa_desktop.storage.visits import StoredService


def stored_for(ctx: Context, uuid: str) -> StoredService:
    """The service of *uuid*, voided or not; NOT_FOUND where the actor may not know of it."""
    stored = ctx.work.visits.stored(uuid)
    if stored is None or not ctx.work.visits.visible(uuid, reader(ctx)):
        raise fault(Code.NOT_FOUND, kind="service")
    return stored


def unchanged(stored: StoredService, version: int) -> None:
    """Refuses a service that is voided, or that somebody changed since *version*."""
    if stored.voided_at:
        raise fault(Code.ALREADY_VOIDED)
    if stored.version != version:
        raise fault(Code.CONFLICT, kind="service")


def without_note(new: NewService, old: ServiceDetail) -> NewService:
    """The correction with the staff of before where none is named, and no note: notes have revisions of their own."""
    form = replace(new.form, note="") if isinstance(new.form, Psychology) else new.form
    return replace(new, staff=new.staff or old.staff_uuid, form=form)


def _facts(form: Guidance | Psychology | Rcf | None) -> object:
    if isinstance(form, Guidance):
        return frozenset(form.topics), frozenset(form.partners)
    return form


def counted_changes(old: ServiceDetail, new: NewService, catalog: Catalog) -> set[str]:
    """The names of what is counted and differs. A result is counted, because a type may count successes only."""
    kind = catalog.service_type(new.type)
    place, funder = (kind.place, kind.funder) if kind else ("", "")
    success = [form.success if isinstance(form, Rcf) else None for form in (old.form, new.form)]
    pairs = {
        "type": (old.type, new.type),
        "quantity": (old.quantity, new.quantity),
        "place": (old.place, new.place or place),
        "funder": (old.funder, new.funder or funder),
        "result": (success[0], success[1]),
    }
    return {name for name, (before, after) in pairs.items() if before != after}


def other_changes(old: ServiceDetail, new: NewService) -> set[str]:
    """The names of what differs and is not counted."""
    pairs: dict[str, tuple[object, object]] = {
        "staff": (old.staff_uuid, new.staff),
        "folio": ((old.sheet, old.line), (tidy(new.sheet), new.line)),
        "details": (old.details, tidy_lines(new.details)),
        "form": (_facts(old.form), _facts(new.form) if new.form is not None else _facts(old.form)),
        "answers": (old.answers, tidied(new.answers)),
    }
    return {name for name, (before, after) in pairs.items() if before != after}


def edit_in_place(ctx: Context, recorder: Recorder, stored: StoredService, new: NewService, changed: set[str]) -> None:
    """Writes what is not counted; what hangs on the service only where *changed* names it."""
    values = {
        "staff_id": user_id(ctx, new.staff),
        "sheet": tidy(new.sheet),
        "line": new.line,
        "details": tidy_lines(new.details),
    }
    if not ctx.work.visits.change_service(stored.id, stored.version, values):
        raise fault(Code.CONFLICT, kind="service")
    if "form" in changed:
        ctx.work.visits.clear_form(stored.id)
        recorder.hang(new, stored.id)
    kind = recorder.catalog.service_type(new.type)
    if "answers" in changed and kind is not None:
        require_key(ctx, stored.id)
        ctx.work.answers.clear(stored.id)
        write_answers(ctx, kind, replace(new, uuid=stored.uuid), stored.id)


def write_anew(
    ctx: Context,
    recorder: Recorder,
    command: CorrectService,
    stored: StoredService,
    visit: VisitDetail,
    new: NewService,
) -> VisitRecorded:
    """Voids the service and its companions' and writes them as they should have been, each naming what it replaces."""
    work = ctx.work.visits
    require_key(ctx, stored.id)
    if command.date == stored.date:
        # The record came in time; its correction need not.
        recorder = replace(recorder, late=stored.late)
    recorded_under = work.visit_target(visit.uuid)
    moved = command.person_uuid and command.person_uuid != visit.person_uuid
    if moved or recorded_under is None:
        target = recorder.target(command.person_uuid, None)
    else:
        target = recorder.recorded_under(recorded_under[0].person_uuid)
    visit_id, visit_uuid = target.visit_id, target.visit_uuid
    if visit_id is None:
        visit_uuid = command.visit_uuid or new_id()
        columns: dict[str, object] = {
            "intention": visit.intention or None,
            "walker": visit.walker,
            "origin": visit.origin,
            "destination": visit.destination,
            "sleeps_at": visit.sleeps_at,
        }
        visit_id = recorder.add_visit(visit_uuid, target, visit.profile, columns, visit.vulnerabilities)
    companions = work.companions_of(stored.activity) if stored.activity else ()
    work.void([stored.uuid, *(c.uuid for c in companions)], at=ctx.stamp, by_id=recorder.actor_id)
    activity = new.uuid if companions else None
    recorder.add(new, visit_id, target.person_id, activity=activity, replaces_id=stored.id)
    for companion in companions:
        theirs = recorder.recorded_under(companion.person_uuid)
        their_visit = theirs.visit_id
        copy = companion_copy(new, companion.uuid)
        if their_visit is None:
            their_visit = recorder.add_visit(copy.uuid, theirs, visit.profile, {}, ())
        recorder.add(copy, their_visit, theirs.person_id, activity=new.uuid, companion=True, replaces_id=companion.id)
        ctx.changed("visit", theirs.visit_uuid or copy.uuid)
    return VisitRecorded(visit_uuid, target.person_uuid, target.code, (new.uuid,))
