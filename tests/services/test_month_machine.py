"""The life of months against a plain model: record, void, close, reopen, publish, reprint, compare, in any order."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, settings
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
from casa_desktop.domain.errors import CasaError, Code
from casa_desktop.domain.ids import new_id
from casa_desktop.domain.indicators import Indicator, RowChoice, Rule
from casa_desktop.domain.months import MonthState
from casa_desktop.domain.periods import Month, Period
from casa_desktop.domain.publications import Publication, Since
from casa_desktop.domain.table import Imprint, MonthlyTable, TotalColumn
from casa_desktop.domain.visits import RecordVisit
from casa_desktop.reports import table_pdf
from casa_desktop.services import months, publishing, rules, statistics, visits
from casa_desktop.services.months import CloseMonth, ReopenMonth, Review, StatusQuery
from casa_desktop.services.publishing import KeepPaper, PublicationQuery, PublicationsQuery, Publish
from casa_desktop.services.rules import WriteVersion
from casa_desktop.services.runner import Runner
from casa_desktop.services.statistics import LayoutQuery, SaveLayout, TableRequest
from casa_desktop.services.visit_commands import VoidService
from casa_desktop.texts import table as words
from tests.reports.reference import PLAIN
from tests.services.desk import Desk, Template, open_copy
from tests.services.test_statistics import guidance, register

PERIOD = Period(Month(2025, 12), Month(2026, 2))
ALL = tuple(PERIOD)
PEOPLE = ("María", "José", "Ana")
COUNTED = ("PERSONAS", "NUEVAS", "ORIENTACION")
ROWS = (*COUNTED, "PSICOLOGIA", "REF")
OF_PERSONS = ("PERSONAS", "NUEVAS")
Rows = set[tuple[str, str]]
"""(service, person)"""
MOST_VERSIONS = 4
some_month = st.sampled_from(ALL)


@dataclass
class Attended:
    service: str
    who: str
    month: Month
    lives: bool = True


@dataclass
class Made:
    """A publication as it was handed over, and what stood behind it."""

    of: Publication
    paper: bytes
    behind: dict[Month, Rows]


def render(of: Publication) -> bytes:
    return table_pdf.render(of.table, PLAIN, Imprint(datetime.fromisoformat(of.at), of.by, of.program), of.edition)


class Months(RuleBasedStateMachine):
    """Each step through the verbs on a real encrypted file; after each, everything is as the model says."""

    template: Template
    attended = Bundle("attended")
    made = Bundle("made")

    @initialize()
    def open(self) -> None:
        self.folder = TemporaryDirectory()
        self.desk: Desk = open_copy(self.template, Path(self.folder.name) / "mesa")
        self.runner: Runner = self.desk.runner(Role.COORDINATION)
        self.people = {name: register(self.desk, name, "Rojas") for name in PEOPLE}
        self.states: dict[Month, MonthState] = {}
        self.rows: list[Attended] = []
        self.kept: list[Made] = []
        self.version = 1
        self.ever_closed: set[Month] = set()
        self.since: Month | None = None
        self.closed_notes: dict[Month, list[str]] = {}
        layout = self.run(statistics.layout, LayoutQuery())
        new = RowChoice(Indicator(Rule.NEW_PERSONS), "NUEVAS")
        self.run(statistics.save_layout, SaveLayout((layout.rows[0], new, *layout.rows[1:])))
        for month in ALL[:2]:
            self.record("María", month, 9, late=False)

    def teardown(self) -> None:
        if hasattr(self, "desk"):
            self.desk.base.close()
            self.folder.cleanup()

    # the model

    def live(self, month: Month) -> Rows:
        return {(row.service, row.who) for row in self.rows if row.lives and row.month == month}

    def state(self, month: Month) -> MonthState:
        return self.states.get(month, MonthState.OPEN if self.live(month) else MonthState.NO_DATA)

    def final(self, month: Month) -> bool:
        return not self.state(month).provisional

    def anything_final(self) -> bool:
        return any(self.final(month) for month in ALL)

    def run(self, verb: Callable[[Any, Any], Any], command: object) -> Any:
        return self.runner.run(verb, command).result

    def refused(self, verb: Callable[[Any, Any], Any], command: object) -> Code:
        with pytest.raises(CasaError) as caught:
            self.runner.run(verb, command)
        return caught.value.code

    def status(self, month: Month) -> months.MonthStatus:
        found: months.MonthStatus = self.run(months.status, StatusQuery(Period(month, month)))[0]
        return found

    def rules_of(self, month: Month) -> list[str]:
        table: MonthlyTable = self.run(statistics.table, TableRequest(Period(month, month)))
        return [note for note in words.notes_text(table) if "PER-MES" in note]

    # what people do

    @rule(target=attended, who=st.sampled_from(PEOPLE), month=some_month, day=st.integers(1, 28), late=st.booleans())
    def record(self, who: str, month: Month, day: int, late: bool) -> Attended:
        service = guidance()
        reason = "llegó tarde la planilla" if late else ""
        on = date(month.year, month.month, day)
        visit = RecordVisit(new_id(), on, "TRANSITO", (service,), self.people[who], reason=reason)
        row = Attended(service.uuid, who, month)
        if self.final(month) and not late:
            assert self.refused(visits.record, visit) is Code.MONTH_CLOSED, "after closing a reason is asked for"
            row.lives = False
        else:
            self.run(visits.record, visit)
            self.rows.append(row)
        return row

    @rule(row=attended)
    def void(self, row: Attended) -> None:
        if row.lives:
            self.run(visits.void, VoidService(row.service, 1, "dos veces"))
            row.lives = False

    @rule(month=some_month)
    def close(self, month: Month) -> None:
        """Where it is over and holds anything; else it is said why not."""
        command = CloseMonth(month, "una sola persona", self.status(month).version)
        before = self.state(month)
        if before is MonthState.NO_DATA:
            assert self.refused(months.close, command) is Code.MONTH_EMPTY
        elif self.final(month):
            assert self.refused(months.close, command) is Code.CONFLICT
        else:
            self.run(months.close, command)
            self.states[month] = MonthState.CLOSED
            self.closed_notes[month] = self.rules_of(month)
            self.ever_closed.add(month)

    @rule(month=some_month, leaves=st.booleans())
    def review(self, month: Month, leaves: bool) -> None:
        """Somebody begins to look at it, and may leave off: it is as it was."""
        before, command = self.state(month), Review(month, self.status(month).version)
        if before is MonthState.NO_DATA or self.final(month):
            code = Code.MONTH_EMPTY if before is MonthState.NO_DATA else Code.CONFLICT
            assert self.refused(months.begin_review, command) is code
            return
        version = self.run(months.begin_review, command).version
        self.states[month] = MonthState.IN_REVIEW
        if leaves:
            self.run(months.leave_review, Review(month, version))
            self.states[month] = MonthState.REOPENED if month in self.ever_closed else MonthState.OPEN

    @precondition(lambda self: self.anything_final())
    @rule(month=some_month, why=st.sampled_from(("faltó una planilla", "")))
    def reopen(self, month: Month, why: str) -> None:
        command = ReopenMonth(month, why, self.status(month).version)
        if not why:
            assert self.refused(months.reopen, command) is Code.NEEDS_REASON
        elif not self.final(month):
            assert self.refused(months.reopen, command) is Code.MONTH_NOT_CLOSED
        else:
            self.run(months.reopen, command)
            self.states[month] = MonthState.REOPENED
            del self.closed_notes[month]

    @precondition(lambda self: self.version < MOST_VERSIONS)
    @rule(month=some_month)
    def write_rule(self, month: Month) -> None:
        """The desk words PERSONAS otherwise: never in a month that was closed with its words."""
        command = WriteVersion(Rule.PERSONS, self.version, f"según el acta {self.version}", month, "un acta")
        bounds = [each for each in ALL if self.final(each)]
        if (bounds and month <= max(bounds)) or (self.since is not None and month < self.since):
            assert self.refused(rules.write, command) is Code.RULE_TOO_EARLY
        else:
            self.run(rules.write, command)
            self.version, self.since = self.version + 1, month

    @precondition(lambda self: not self.anything_final() and not self.kept)
    @rule()
    def publish_too_early(self) -> None:
        command = Publish(new_id(), PERIOD, len(self.kept), "nada está cerrado")
        assert self.refused(publishing.publish, command) is Code.NOTHING_CLOSED

    @precondition(lambda self: self.anything_final())
    @rule(target=made)
    def publish(self) -> Made:
        after = len(self.kept)
        command = Publish(new_id(), PERIOD, after, "planillas tardías" if after else "")
        if after:
            assert self.refused(publishing.publish, replace(command, reason=" ")) is Code.NEEDS_REASON
            assert self.refused(publishing.publish, replace(command, after=after - 1)) is Code.CONFLICT
        of = self.run(publishing.publish, command)
        paper = render(of)
        made = Made(self.run(publishing.keep_paper, KeepPaper(of.uuid, paper)), paper, {m: self.live(m) for m in ALL})
        for month in ALL:
            if self.state(month) is MonthState.CLOSED:
                self.states[month] = MonthState.PUBLISHED
        self.kept.append(made)
        assert of.edition.version == len(self.kept)
        return made

    @rule(made=made)
    def reprint(self, made: Made) -> None:
        assert self.run(publishing.paper, PublicationQuery(made.of.uuid)) == made.paper
        (again,) = [each for each in self.publications() if each.uuid == made.of.uuid]
        assert render(again) == made.paper, "drawn anew it is the same, too"

    @rule(made=made)
    def compare(self, made: Made) -> None:
        found = self.run(publishing.compare, PublicationQuery(made.of.uuid))
        live = {month: self.live(month) for month in ALL}
        assert {(each.label, each.month) for each in found.differences} == {
            (label, month)
            for month in ALL
            for label in ROWS
            # A row that counts none of them says zero, and a dash where the month has no record at all.
            if bool(made.behind[month]) != bool(live[month])
            or (label in COUNTED and behind(label, made.behind, month) != behind(label, live, month))
        }
        for each in found.differences:
            before, now = (behind(each.label, rows, each.month) for rows in (made.behind, live))
            told = {since: sum(len(p.entries) for p in persons) for since, persons in each.records.items()}
            if each.label in COUNTED:
                assert told[Since.ADDED] == len(now - before)
                assert told[Since.GONE] == len(before - now)
            was, is_now = (counted(each.label, rows, each.month) for rows in (made.behind, live))
            assert (each.before, each.now) == (was, is_now)

        totals = {(each.label, each.column): (each.before, each.now) for each in found.totals}
        for (label, column), total in TOTALS.items():
            old, new = total(made.behind), total(live)
            known = [each and each.exact for each in totals.get((label, column), ())]
            assert known == ([] if old == new else [old, new])

    @rule(made=made, who=st.sampled_from(PEOPLE), month=some_month, day=st.integers(1, 28))
    def come_late(self, made: Made, who: str, month: Month, day: int) -> None:
        """What is recorded after publishing is what the comparison names."""
        self.record(who, month, day, late=True)
        self.compare(made)

    @rule(made=made, row=attended)
    def withdraw(self, made: Made, row: Attended) -> None:
        self.void(row)
        self.compare(made)

    # what is always true

    def publications(self) -> tuple[Publication, ...]:
        found: tuple[Publication, ...] = self.run(publishing.publications, PublicationsQuery())
        return found

    @invariant()
    @precondition(lambda self: hasattr(self, "kept"))
    def as_the_model_says(self) -> None:
        table: MonthlyTable = self.run(statistics.table, TableRequest(PERIOD))
        live = {month: self.live(month) for month in ALL}
        for at, head in enumerate(table.heads):
            rows = live[head.month]
            assert head.state is self.state(head.month)
            assert head.provisional == (bool(rows) and not self.final(head.month)), "the asterisk of what may change"
            for row in table.rows:
                assert row.cells[at].value == counted(row.label, live, head.month)
        distinct = {who for rows in live.values() for _, who in rows}
        assert [(row.distinct and row.distinct.exact) or 0 for row in table.rows[:2]] == [len(distinct)] * 2

    @invariant()
    @precondition(lambda self: hasattr(self, "kept"))
    def what_is_published_never_changes(self) -> None:
        assert list(reversed(self.publications())) == [made.of for made in self.kept]

    @invariant()
    @precondition(lambda self: hasattr(self, "kept"))
    def a_closed_month_keeps_its_words(self) -> None:
        for month, notes in self.closed_notes.items():
            if self.live(month):
                assert self.rules_of(month) == notes


def behind(label: str, live: Mapping[Month, Rows], month: Month) -> Rows:
    """Those of the month that the row counts: of who is new, only in the first month."""
    if label != "NUEVAS":
        return live[month]
    known = {who for earlier in ALL if earlier < month for _, who in live[earlier]}
    return {row for row in live[month] if row[1] not in known}


def counted(label: str, live: Mapping[Month, Rows], month: Month) -> int | None:
    """What a cell prints; a dash where the month has no record."""
    if not live[month]:
        return None
    rows = behind(label, live, month)
    return len({who for _, who in rows}) if label in OF_PERSONS else len(rows) if label in COUNTED else 0


def added(label: str) -> Callable[[Mapping[Month, Rows]], int | None]:
    return lambda live: sum(counted(label, live, month) or 0 for month in ALL) or None


def distinct(live: Mapping[Month, Rows]) -> int | None:
    return len({who for rows in live.values() for _, who in rows}) or None


TOTALS: Mapping[tuple[str, TotalColumn], Callable[[Mapping[Month, Rows]], int | None]] = {
    ("PERSONAS", TotalColumn.SUM): added("PERSONAS"),
    ("PERSONAS", TotalColumn.DISTINCT): distinct,
    ("NUEVAS", TotalColumn.SUM): added("NUEVAS"),
    ("NUEVAS", TotalColumn.DISTINCT): distinct,
}
"""What each total is of the rows of every month."""


def test_a_month_lives_as_a_plain_model_says(desk_template: Template) -> None:
    Months.template = desk_template
    # Without shrinking: each step is a commit to a real disk, and what is found would end at the time limit unsaid.
    phases = (Phase.explicit, Phase.reuse, Phase.generate)
    chosen = settings(
        max_examples=10,
        stateful_step_count=25,
        deadline=None,
        phases=phases,
        report_multiple_bugs=False,
        suppress_health_check=list(HealthCheck),
    )
    run_state_machine_as_test(Months, settings=chosen)
