"""Asks everything that reception may ask, before and after a week in the private room, and hunts for a trace of it."""

import dataclasses
import inspect
import pkgutil
from collections.abc import Iterator
from datetime import timedelta
from importlib import import_module
from typing import Any

import pytest

from casa_desktop import services
from casa_desktop.domain.access import PERMISSIONS, Role
from casa_desktop.domain.ages import Age, AgeRange
from casa_desktop.domain.breakdowns import PartOrigin, Request
from casa_desktop.domain.cells import CellOrigin
from casa_desktop.domain.counted import Dimension
from casa_desktop.domain.dashboard import BoundOrigin, WhenOrigin
from casa_desktop.domain.documents import Document, KnownHow
from casa_desktop.domain.errors import CasaError
from casa_desktop.domain.ids import new_id
from casa_desktop.domain.importing import Incoming
from casa_desktop.domain.indicators import Indicator, Rule
from casa_desktop.domain.listening import Booking
from casa_desktop.domain.matching.described import Described
from casa_desktop.domain.names import Name
from casa_desktop.domain.periods import Month, Period
from casa_desktop.domain.persons import Details
from casa_desktop.domain.scope import Scope
from casa_desktop.domain.visits import NewService, Psychology, RecordVisit
from casa_desktop.services import desk as desks
from casa_desktop.services import lane, listening, passes, people, psychology, visits
from casa_desktop.services.context import VERBS
from casa_desktop.services.listening import Book, HistoryQuery, HoldSession
from casa_desktop.services.passes import PassesQuery, SendPass, TakePass
from casa_desktop.services.people import RegisterPerson
from tests.services.desk import TODAY, Desk
from tests.services.test_donors import activity, kept, template

for _module in pkgutil.walk_packages(services.__path__, "casa_desktop.services."):
    import_module(_module.name)

READING = ("Query", "SearchPeople", "TableRequest", "ReadNote", "TallyRecords", "TallyTypes")
"""How the commands of verbs that only read are called."""
COUNTED = {
    "dashboard.dashboard",
    "statistics.table",
    "origins.records",
    "paper_sheets.find",
    "paper_sheets.printed",
    "donors.gifmm",
    "donors.behind",
}
"""Tell how many there were, or that a line of a planilla is taken, and no more: what is sealed is still counted."""
ANSWERS_FOR_ALL = {
    "visits.count_of_day",
    "audit_trail.entries",
    "summaries.of_day",
    "summaries.week",
    "summaries.month",
}
"""Coordination also counts the day whole, and reads who of the staff worked (the test below tells of whom)."""


def questions(role: Role, names: dict[str, tuple[Any, ...]]) -> Iterator[tuple[str, Any, Any]]:
    """(name, verb, command): every reading verb of *role*, asked for each thing that its fields may name."""
    for name, action in sorted(VERBS.items()):
        module, _, function = name.rpartition(".")
        verb = getattr(import_module(f"casa_desktop.services.{module}"), function)
        command = list(inspect.signature(inspect.unwrap(verb)).parameters.values())[1].annotation
        if role not in PERMISSIONS[action] or not command.__name__.endswith(READING):
            continue
        needed = [f.name for f in dataclasses.fields(command) if f.default is f.default_factory]
        unknown = set(needed) - set(names)
        assert not unknown, f"teach this walk what to ask {name} by {unknown}"
        asked = max((len(names[each]) for each in needed), default=1)
        for at in range(asked):
            yield name, verb, command(**{each: names[each][at % len(names[each])] for each in needed})


def answers(desk: Desk, role: Role, names: dict[str, tuple[Any, ...]]) -> dict[str, str]:
    """What *role* is told, by question; of a refusal its code."""
    runner = desk.runner(role)
    found: dict[str, str] = {}
    for name, verb, command in questions(role, names):
        try:
            told = repr(runner.run(verb, command).result)
        except CasaError as refused:
            told = str(refused.code)
        found[f"{name} {command}"] = told
    return found


def week_in_the_room(desk: Desk, ana: str) -> list[str]:
    """Appointments, sessions of high risk, notes written twice, a pass; gives all that may leave a trace."""
    room, traces = desk.runner(Role.PSYCHOLOGY), ["Muy íntimo", "Plan secreto"]
    for days in (0, 3):
        form = Psychology(False, note="Muy íntimo")
        answered = (("NIVEL_RIESGO", "ALTO"), ("PLAN", "Plan secreto"))
        service = NewService(new_id(), "PSI", form, answers=answered, sheet="0077", line=3)
        visit = RecordVisit(new_id(), TODAY - timedelta(days=days), "PENDULAR", (service,), person_uuid=ana)
        if days:
            visit = dataclasses.replace(visit, vulnerabilities=("NNA_SOLO",))
            traces.append(visit.uuid)
        book, later = (Book(new_id(), ana, Booking(TODAY + timedelta(days=n), "10:00")) for n in (0, 7))
        room.run(listening.book, book)
        room.run(listening.hold, HoldSession(visit, book.uuid, next=later))
        room.run(psychology.write_note, psychology.WriteNote(new_id(), service.uuid, "Muy íntimo, otra vez", 1))
        traces += [service.uuid, book.uuid, later.uuid]
    guarded = NewService(new_id(), "PRO", Psychology(False, note="Muy íntimo"), answers=(("ASUNTO", "VBG"),))
    room.run(listening.hold, HoldSession(RecordVisit(new_id(), TODAY, "PENDULAR", (guarded,), person_uuid=ana)))
    traces.append(guarded.uuid)
    room.run(listening.history, HistoryQuery(ana))
    desk.runner(Role.COORDINATION).run(passes.send, SendPass(new_id(), ana))
    for each in room.run(passes.queue, PassesQuery()).result:
        room.run(passes.take, TakePass(each.uuid))
        traces.append(each.uuid)
    return traces


@pytest.mark.parametrize("role", [Role.RECEPTION, Role.HEALTH, Role.RCF, Role.VOLUNTEER, Role.COORDINATION])
def test_the_others_are_told_the_same_before_and_after(desk: Desk, role: Role) -> None:
    reception = desk.runner(Role.RECEPTION)
    details = Details(Name("Ana", "", "Pérez"), sex="02", age=Age(stated=AgeRange(30, 30), stated_on=TODAY))
    ana = new_id()
    code = reception.run(people.register, RegisterPerson(ana, details)).result.code
    twin = new_id()
    reception.run(people.register, RegisterPerson(twin, details))
    own = RecordVisit(new_id(), TODAY, "PENDULAR", (NewService(new_id(), "ORI"),), person_uuid=ana)
    reception.run(visits.record, own)
    coordination = desk.runner(Role.COORDINATION)
    profile = coordination.run(desks.profile, desks.DeskQuery()).result
    coordination.run(desks.save_profile, dataclasses.replace(profile, name="Mesa", turns=True))
    reception.run(lane.arrive, lane.Arrive(new_id(), ana))
    month = Month.of(TODAY)
    fed = kept(desk, template(activity("PSI", "PRO")))
    document = Document(new_id(), "PA", "AB123", "VEN", KnownHow.SEEN, principal=True)
    whole = Scope.of(Period(month, month))
    indicators = [Indicator(rule, code) for rule in (Rule.SERVICES, Rule.PERSONS_OF_SERVICE) for code in ("PSI", "PRO")]
    requests = tuple(Request(Indicator(Rule.SERVICES, code), whole, Dimension.SERVICE) for code in ("PSI", "PRO"))
    names: dict[str, tuple[Any, ...]] = {
        "uuid": (ana, own.uuid, own.services[0].uuid),
        "person_uuid": (ana,),
        "kept": (ana,),
        "other": (twin,),
        "service_uuid": (own.services[0].uuid,),
        "day": (TODAY, TODAY - timedelta(days=3), TODAY + timedelta(days=7)),
        "date": (TODAY, TODAY - timedelta(days=3)),
        "first": (TODAY,),
        "last": (TODAY,),
        "text": ("ana", "P-000001", "muy íntimo", "psicologia"),
        "month": (month,),
        "months": (frozenset({month}),),
        "period": (Period(month, month),),
        "scope": (whole,),
        "template": (fed.named.uuid,),
        "activity": (fed.activities[0].uuid,),
        "municipality": ("68001",),
        "request": requests,
        "origin": (
            *(PartOrigin(request) for request in requests),
            *(CellOrigin(indicator, Period(month, month)) for indicator in indicators),
            WhenOrigin(month, (TODAY - timedelta(days=3)).weekday()),
            BoundOrigin(month, ""),
        ),
        "document": (document,),
        "kind": ("topic",),
        "persons": ((ana,),),
        "items": ((new_id(),),),
        "item_uuid": (new_id(),),
        "sheet": ("0077",),
        "code": ("PSI", "PRO", "PERSONAS"),
        "described": (Described(details.name, age=details.age),),
        "rows": ((Incoming(2, "A1", details),),),
    }
    before = answers(desk, role, names)
    traces = week_in_the_room(desk, ana)
    after = answers(desk, role, names)
    changed = {question for question in before if after[question] != before[question]}
    allowed = COUNTED | (ANSWERS_FOR_ALL if role is Role.COORDINATION else set())
    assert {question.partition(" ")[0] for question in changed} <= allowed, changed
    counted = {
        question: after[question] for question in changed if not question.startswith(("statistics.table", "audit"))
    }
    assert not [told for told in counted.values() if ana in told or "Pérez" in told or code in told]
    assert not [told for question, told in counted.items() if question.startswith("paper") and "'PSI'" in told]

    # And asked by the very names that only the room knows, it learns nothing either.
    names["uuid"] = names["service_uuid"] = tuple(trace for trace in traces if len(trace) == 32)
    told = " ".join(text for asked, text in answers(desk, role, names).items() if not asked.startswith("audit"))
    assert [trace for trace in traces if trace in told] == []


def test_the_audit_names_the_records_of_the_room_and_never_the_person(desk: Desk) -> None:
    details = Details(Name("Ana", "", "Pérez"), sex="02", age=Age(stated=AgeRange(30, 30), stated_on=TODAY))
    ana = new_id()
    code = desk.runner(Role.RECEPTION).run(people.register, RegisterPerson(ana, details)).result.code
    with desk.runner(Role.COORDINATION).batch() as ctx:
        last = ctx.work.connection.exec_driver_sql("SELECT max(seq) FROM audit").scalar_one()
    week_in_the_room(desk, ana)
    with desk.runner(Role.COORDINATION).batch() as ctx:
        rows = ctx.work.connection.exec_driver_sql("SELECT record, fields FROM audit WHERE seq > ?", (last,)).all()
    assert rows
    assert not [row for row in rows if ana in str(row) or code in str(row) or "íntimo" in str(row)]
