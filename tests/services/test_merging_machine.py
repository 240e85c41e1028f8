"""Merging and parting against a plain model: register, attend, edit, merge, undo, void, in any order."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    Bundle,
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from casa_desktop.domain.access import Role
from casa_desktop.domain.ages import Age, AgeRange
from casa_desktop.domain.ids import new_id
from casa_desktop.domain.indicators import Indicator, RowChoice, Rule
from casa_desktop.domain.merging import Part
from casa_desktop.domain.names import Name
from casa_desktop.domain.periods import Month, Period
from casa_desktop.domain.persons import Details
from casa_desktop.domain.visits import NewService, RecordVisit
from casa_desktop.services import invariants, people, statistics, visits
from casa_desktop.services.people import EditPerson, PersonQuery, RegisterPerson
from casa_desktop.services.runner import Runner
from casa_desktop.services.statistics import TableRequest
from casa_desktop.services.visits import VoidService
from tests.services.desk import TODAY, Desk, Template, open_copy
from tests.services.merges import merge, rows, undo

DAYS = (TODAY, TODAY - timedelta(days=1), date(2026, 2, 3), date(2026, 1, 7))
MONTHS = Period(Month(2026, 1), Month(2026, 3))
PARTS = (Part.FIRST_NAME, Part.SECOND_SURNAME, Part.COUNTRY, Part.HOUSEHOLD)
FIRST_NAMES, SURNAMES, COUNTRIES = ("Ana", "Anna", "Anita"), ("", "Peña", "Rúa"), ("VEN", "COL", "")


@dataclass
class Record:
    """What the model knows of a record: what it says, and what merges wrote over it, the latest last."""

    uuid: str
    says: dict[Part, Any]
    over: list[tuple[str, dict[Part, Any]]] = field(default_factory=list)

    def now(self, part: Part) -> Any:
        return next((wrote[part] for _, wrote in reversed(self.over) if part in wrote), self.says[part])

    def decide(self, part: Part, value: Any) -> None:
        """Somebody wrote it: no merge gives anything else back."""
        if self.now(part) != value:
            self.says[part] = value
            for _, wrote in self.over:
                wrote.pop(part, None)


@dataclass
class Attended:
    record: str
    day: date
    service: str
    lives: bool = True


@dataclass
class Edge:
    uuid: str
    kept: str
    other: str
    holds: bool = True


class Merging(RuleBasedStateMachine):
    """Each step through the verbs on a real encrypted file; after each, everything is as the model says."""

    template: Template
    records = Bundle("records")
    attended = Bundle("attended")
    merges = Bundle("merges")

    @initialize()
    def open(self) -> None:
        self.folder = TemporaryDirectory()
        self.desk: Desk = open_copy(self.template, Path(self.folder.name) / "mesa")
        self.runner: Runner = self.desk.runner(Role.COORDINATION)
        self.known: dict[str, Record] = {}
        self.rows: list[Attended] = []
        self.edges: list[Edge] = []
        self.alone: dict[str, Any] = {}
        self.edited: set[str] = set()

    def teardown(self) -> None:
        if not hasattr(self, "desk"):
            return
        try:
            for edge in self.edges:
                if edge.holds:
                    self.part(edge)
            self.as_the_model_says()
            for uuid, before in self.alone.items():
                assert uuid in self.edited or rows(self.desk, uuid) == before, "as it was, byte for byte"
        finally:
            self.desk.base.close()
            self.folder.cleanup()

    def whole(self, uuid: str) -> str:
        while edge := next((each for each in self.edges if each.holds and each.other == uuid), None):
            uuid = edge.kept
        return uuid

    @rule(
        target=records,
        first=st.sampled_from(FIRST_NAMES),
        second=st.sampled_from(SURNAMES),
        country=st.sampled_from(COUNTRIES),
    )
    def register(self, first: str, second: str, country: str) -> str:
        uuid, home = new_id(), new_id()
        age = Age(stated=AgeRange(30, 30), stated_on=TODAY)
        details = Details(Name(first, "", "Roa", second), sex="02", age=age, country=country)
        self.runner.run(people.register, RegisterPerson(uuid, details, household_uuid=home))
        says = {Part.FIRST_NAME: first, Part.SECOND_SURNAME: second, Part.COUNTRY: country, Part.HOUSEHOLD: home}
        self.known[uuid] = Record(uuid, says)
        self.alone[uuid] = rows(self.desk, uuid)
        return uuid

    @rule(target=attended, who=records, day=st.sampled_from(DAYS), kind=st.sampled_from(("ORI", "ASI")))
    def attend(self, who: str, day: date, kind: str) -> Attended:
        service = NewService(new_id(), "ORI")
        visit = RecordVisit(new_id(), day, "TRANSITO", (service,), person_uuid=who)
        self.runner.run(visits.record, visit)
        row = Attended(self.whole(who), day, service.uuid)
        self.rows.append(row)
        return row

    @rule(row=attended)
    def void(self, row: Attended) -> None:
        if row.lives:
            self.runner.run(visits.void, VoidService(row.service, 1, "Dos veces"))
            row.lives = False

    @rule(who=records, first=st.sampled_from(FIRST_NAMES), country=st.sampled_from(COUNTRIES))
    def edit(self, who: str, first: str, country: str) -> None:
        page = self.runner.run(people.page, PersonQuery(who)).result
        details = replace(page.details, name=replace(page.name, first_name=first), country=country)
        self.runner.run(people.edit, EditPerson(who, page.version, details))
        record = self.known[self.whole(who)]
        record.decide(Part.FIRST_NAME, first)
        record.decide(Part.COUNTRY, country)
        self.edited.add(record.uuid)

    @rule(target=merges, one=records, other=records, taken=st.sets(st.sampled_from(PARTS)))
    def merge(self, one: str, other: str, taken: set[Part]) -> Edge:
        kept, joined = self.whole(one), self.whole(other)
        if kept == joined:
            return Edge("", "", "", holds=False)
        uuid = merge(self.runner, one, other, *taken)
        mine, theirs = self.known[kept], self.known[joined]
        wrote = {part: theirs.now(part) for part in taken if mine.now(part) != theirs.now(part)}
        mine.over.append((uuid, wrote))
        edge = Edge(uuid, kept, joined)
        self.edges.append(edge)
        return edge

    @rule(edge=merges)
    def undo(self, edge: Edge) -> None:
        if edge.holds:
            self.part(edge)

    def part(self, edge: Edge) -> None:
        undo(self.runner, edge.uuid)
        edge.holds = False
        record = self.known[edge.kept]
        record.over = [each for each in record.over if each[0] != edge.uuid]

    @invariant()
    @precondition(lambda self: bool(getattr(self, "known", None)))
    def as_the_model_says(self) -> None:
        for uuid in self.known:
            whole = self.known[self.whole(uuid)]
            page = self.runner.run(people.page, PersonQuery(uuid)).result
            assert page.uuid == whole.uuid
            said = (page.name.first_name, page.name.second_surname, page.details.country, page.household_uuid)
            assert said == tuple(whole.now(part) for part in PARTS)
            days = self.runner.run(visits.of_person, visits.PersonQuery(uuid)).result
            assert sorted(each.date for each in days) == self.days_of(whole.uuid)
        assert self.counted() == self.recounted()

    def days_of(self, whole: str) -> list[date]:
        """One visit a record and day."""
        return sorted(day for _, day in {(r.record, r.day) for r in self.live() if self.whole(r.record) == whole})

    def live(self) -> Iterator[Attended]:
        return (row for row in self.rows if row.lives)

    def counted(self) -> dict[str, Any]:
        rules = (Rule.PERSONS, Rule.VISITS, Rule.NEW_PERSONS)
        chosen = tuple(RowChoice(Indicator(rule), str(rule)) for rule in rules)
        table = self.runner.run(statistics.table, TableRequest(MONTHS, chosen)).result
        found = {row.label: [cell.value or 0 for cell in row.cells] for row in table.rows}
        distinct = table.rows[0].distinct
        return found | {"TOT-DIS": distinct.low or 0 if distinct else 0}

    def recounted(self) -> dict[str, Any]:
        rows = [(self.whole(row.record), row.day) for row in self.live()]
        firsts: dict[str, int] = {}
        for who, day in sorted(rows, key=lambda each: each[1]):
            firsts.setdefault(who, day.month)
        return {
            "PER-MES": [len({who for who, day in rows if day.month == month}) for month in (1, 2, 3)],
            "VIS": [len({each for each in rows if each[1].month == month}) for month in (1, 2, 3)],
            "PER-NUE": [list(firsts.values()).count(month) for month in (1, 2, 3)],
            "TOT-DIS": len({who for who, _ in rows}),
        }


def test_merging_and_parting_are_what_a_plain_model_says(desk_template: Template) -> None:
    Merging.template = desk_template
    chosen = settings(max_examples=12, stateful_step_count=25, suppress_health_check=list(HealthCheck))
    run_state_machine_as_test(Merging, settings=chosen)


def test_the_counts_of_the_checkup_hold_after_merges(desk: Desk) -> None:
    runner = desk.runner(Role.COORDINATION)
    age = Age(stated=AgeRange(30, 30), stated_on=TODAY)
    made = []
    for name in FIRST_NAMES:
        command = RegisterPerson(new_id(), Details(Name(name, "", "Roa"), sex="02", age=age))
        runner.run(people.register, command)
        made.append(command.uuid)
        visit = RecordVisit(new_id(), TODAY, "TRANSITO", (NewService(new_id(), "ORI"),), person_uuid=command.uuid)
        runner.run(visits.record, visit)
    merge(runner, made[0], made[1])
    merge(runner, made[2], made[0])
    assert all(check.ok for check in runner.run(invariants.check, invariants.CheckCounts()).result)
