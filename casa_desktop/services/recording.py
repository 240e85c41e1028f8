"""How a service is written: shared by the verbs that record, add and correct."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import partial

from casa_desktop.domain.access import COMPARTMENTS_OF_ROLE, Action, Compartment
from casa_desktop.domain.catalog import Catalog, Form, Kind, ServiceType
from casa_desktop.domain.clock import BOGOTA
from casa_desktop.domain.errors import Code, Problems, fault
from casa_desktop.domain.outings import goes_out
from casa_desktop.domain.periods import Month
from casa_desktop.domain.text import tidy, tidy_lines
from casa_desktop.domain.visit_views import VisitDetail
from casa_desktop.domain.visits import (
    Anonymous,
    Companion,
    Guidance,
    NewService,
    Psychology,
    Rcf,
    companion_service_uuid,
)
from casa_desktop.services.answering import opened, readable, write_answers
from casa_desktop.services.context import Context
from casa_desktop.storage.envelope import binding, seal
from casa_desktop.storage.visit_reads import Reader
from casa_desktop.storage.visits import Target

_RECORDING = {Form.PSYCHOLOGY: Action.RECORD_PSYCHOLOGY, Form.RCF: Action.RECORD_RCF}


def reader(ctx: Context) -> Reader:
    """What the actor may see: compartments by role, reserved contacts, and for a volunteer only today's own entries."""
    actor = ctx.actor
    compartments = frozenset(str(c) for role in actor.roles for c in COMPARTMENTS_OF_ROLE.get(role, ()))
    reserved = actor.may(Action.PERSON_RESERVE)
    if actor.may(Action.VISIT_VIEW):
        return Reader(compartments, reserved)
    midnight = ctx.clock.now().astimezone(BOGOTA).replace(hour=0, minute=0, second=0, microsecond=0)
    since = midnight.astimezone(ctx.clock.now().tzinfo).strftime("%Y-%m-%dT%H:%M:%SZ")
    return Reader(compartments, reserved, only_by=user_id(ctx), only_since=since)


def user_id(ctx: Context, uuid: str = "") -> int:
    """The integer key of a user; of the actor where *uuid* is empty. ``NOT_FOUND`` where nobody is called so."""
    found = ctx.work.visits.user_id(uuid or ctx.actor.uuid)
    if found is None:
        raise fault(Code.NOT_FOUND, "staff", kind="user")
    return found


def permit(ctx: Context, kind: ServiceType) -> None:
    """Refuses a service type that the actor's roles may not record."""
    action = _RECORDING.get(kind.form, Action.VISIT_RECORD)
    held = {c for role in ctx.actor.roles for c in COMPARTMENTS_OF_ROLE.get(role, ())}
    sealed_away = kind.compartment and kind.compartment not in held
    if sealed_away or not ctx.actor.may(action) or not kind.recordable_by(ctx.actor.roles):
        raise fault(Code.FORBIDDEN, action=str(action))


def visit_detail(ctx: Context, uuid: str) -> VisitDetail | None:
    """Everything of a visit that the actor may see; None where that is nothing."""
    return ctx.work.visits.detail(uuid, reader(ctx), readable(ctx), partial(opened, ctx))


def reason_missing(ctx: Context, days: Iterable[date], reason: str) -> Problems:
    """A closed month takes changes only with a reason: ``MONTH_CLOSED`` for each that has none."""
    problems = Problems()
    if not reason.strip():
        for month in closed_among(ctx, map(Month.of, days)):
            problems.add(Code.MONTH_CLOSED, "reason", month=str(month))
    return problems


def closed_among(ctx: Context, months: Iterable[Month]) -> tuple[Month, ...]:
    """Those of *months* that are closed or published, each once and in order."""
    return tuple(month for month in sorted(set(months)) if ctx.work.catalog.month_closed(month))


def needs_reason(ctx: Context, days: Iterable[date], reason: str) -> None:
    """Raises what :func:`reason_missing` finds."""
    reason_missing(ctx, days, reason).raise_if_any()


def seal_note(
    ctx: Context, compartment: str, service_id: int, service_uuid: str, revision: int, uuid: str, text: str
) -> None:
    """Appends a revision that only the key of *compartment* opens, bound to its service and number."""
    sealed = seal(
        ctx.actor.key(compartment),
        tidy_lines(text).encode(),
        binding("note", service_uuid, revision),
    )
    ctx.work.notes.add(
        uuid=uuid,
        service_id=service_id,
        compartment=compartment,
        revision=revision,
        sealed=sealed,
        written_at=ctx.stamp,
        author_id=user_id(ctx),
    )


@dataclass(slots=True)
class Recorder:
    """Writes services of one day for one actor."""

    ctx: Context
    catalog: Catalog
    day: date
    actor_id: int
    late: bool

    @classmethod
    def of(cls, ctx: Context, catalog: Catalog, day: date) -> "Recorder":
        """A recorder for *day*; late where that is over."""
        return cls(ctx, catalog, day, user_id(ctx), day < ctx.clock.today())

    def anonymous(self, person: Anonymous) -> Target:
        """The anonymous entry of that uuid, made if need be."""
        visits = self.ctx.work.visits
        if (known := visits.target(person.uuid, self.day)) is not None:
            return known
        self.ctx.changed("person", person.uuid)
        return visits.add_anonymous(
            uuid=person.uuid,
            sex=person.sex,
            age_from=person.age_from or 0,
            age_to=person.age_to or 0,
            country=person.country or None,
            stated_on=self.day,
            created_at=self.ctx.stamp,
            created_by_id=self.actor_id,
        )

    def target(self, person_uuid: str, anonymous: Anonymous | None) -> Target:
        """Whose visit it is, with the visit of that day if there is one. A reserved contact does not exist for who may
        not know of it. Who was merged since is attended under the record that was kept."""
        if anonymous is not None:
            return self.anonymous(anonymous)
        target = self.ctx.work.visits.whole_target(person_uuid, self.day)
        if target is None:
            raise fault(Code.NOT_FOUND, "person_uuid", kind="person")
        if target.reserved and not self.ctx.actor.may(Action.PERSON_RESERVE):
            raise fault(Code.NOT_FOUND, "person_uuid", kind="person")
        return target

    def recorded_under(self, person_uuid: str) -> Target:
        """As :meth:`target` of the very record under which there is a row already, whoever asks."""
        target = self.ctx.work.visits.target(person_uuid, self.day)
        if target is None:
            raise fault(Code.NOT_FOUND, "person_uuid", kind="person")
        return target

    def add_visit(self, uuid: str, target: Target, profile: str, rest: dict[str, object], codes: Iterable[str]) -> int:
        """Opens the visit of *target*; *rest* holds the columns of the second page."""
        values: dict[str, object] = {
            "uuid": uuid,
            "person_id": target.person_id,
            "date": self.day,
            "profile": profile,
            "created_at": self.ctx.stamp,
            "created_by_id": self.actor_id,
            **rest,
        }
        return self.ctx.work.visits.add_visit(values, codes)

    def add(
        self,
        new: NewService,
        visit_id: int,
        person_id: int,
        *,
        activity: str | None = None,
        companion: bool = False,
        replaces_id: int | None = None,
    ) -> int:
        """Writes one service with what hangs on it, and gives its integer key."""
        kind = self.catalog.service_type(new.type)
        if kind is None:
            raise fault(Code.NOT_FOUND, kind="service_type")
        permit(self.ctx, kind)
        keys = self.ctx.work.catalog.keys()
        service_id = self.ctx.work.visits.add_service(
            {
                "uuid": new.uuid,
                "visit_id": visit_id,
                "person_id": person_id,
                "service_type_id": keys.types[new.type],
                "date": self.day,
                "month": Month.of(self.day).number,
                "quantity": new.quantity,
                "companion": companion,
                "success": new.form.success if isinstance(new.form, Rcf) else None,
                "staff_id": user_id(self.ctx, new.staff) if new.staff else self.actor_id,
                "place_id": keys.items.get((Kind.PLACE, new.place or kind.place)),
                "funder_id": keys.items.get((Kind.FUNDER, new.funder or kind.funder)),
                "sheet": tidy(new.sheet),
                "line": new.line,
                "activity": activity,
                "details": tidy_lines(new.details),
                "late": self.late,
                "replaces_id": replaces_id,
                "created_at": self.ctx.stamp,
                "created_by_id": self.actor_id,
            }
        )
        write_answers(self.ctx, kind, new, service_id)
        self.hang(new, service_id)
        if goes_out(kind, new.place or kind.place):
            self.ctx.work.outings.join(service_id, self.day, by_id=self.actor_id, replaces_id=replaces_id)
        return service_id

    def hang(self, new: NewService, service_id: int) -> None:
        """Writes what only this kind of service has."""
        form = new.form
        visits = self.ctx.work.visits
        if isinstance(form, Guidance):
            items = self.ctx.work.catalog.keys().items
            topics = [items[Kind.TOPIC, code] for code in form.topics]
            visits.add_items(service_id, topics + [items[Kind.PARTNER, code] for code in form.partners])
        elif isinstance(form, Psychology):
            visits.add_session(service_id, follow_up=form.follow_up, modality=form.modality)
            if form.note.strip():
                kind = self.catalog.service_type(new.type)
                compartment = (kind.compartment if kind else "") or str(Compartment.PSYCHOLOGY)
                seal_note(self.ctx, compartment, service_id, new.uuid, 1, new.uuid, form.note)
        elif isinstance(form, Rcf):
            visits.add_contact(
                service_id,
                modality=form.modality,
                country=form.country or None,
                result=form.result or None,
                minutes=form.minutes,
            )

    def add_companions(
        self, services: Iterable[NewService], companions: Iterable[Companion], profile: str, known: frozenset[str]
    ) -> None:
        """One row a companion for each service «para todos los presentes», joined by the activity."""
        for companion in companions:
            copies = [(new.uuid, companion_copy(new, companion.visit_uuid)) for new in services if new.for_all]
            copies = [(activity, copy) for activity, copy in copies if copy.uuid not in known]
            if not copies:
                continue
            target = self.target(companion.person_uuid, companion.anonymous)
            visit_id = target.visit_id
            if visit_id is None:
                visit_id = self.add_visit(companion.visit_uuid, target, profile, {}, ())
            for activity, copy in copies:
                self.add(copy, visit_id, target.person_id, activity=activity, companion=True)
            self.ctx.changed("visit", target.visit_uuid or companion.visit_uuid)


def companion_copy(new: NewService, visit_uuid: str) -> NewService:
    """The row of a companion: the same service once, without what was said in it."""
    form: Psychology | Rcf | None = None
    if isinstance(new.form, Psychology):
        form = Psychology(new.form.follow_up, new.form.modality)
    elif isinstance(new.form, Rcf):
        form = new.form
    return NewService(
        uuid=companion_service_uuid(new.uuid, visit_uuid),
        type=new.type,
        form=form,
        staff=new.staff,
        place=new.place,
        funder=new.funder,
        sheet=new.sheet,
        line=new.line,
    )
