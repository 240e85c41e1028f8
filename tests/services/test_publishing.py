"""A table that left the house stays as it left; what changed since is told, record by record, and corrected aloud."""

import hashlib
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import text

from casa_desktop.domain.access import Role
from casa_desktop.domain.cells import CellOrigin
from casa_desktop.domain.errors import CasaError, Code
from casa_desktop.domain.ids import new_id
from casa_desktop.domain.indicators import Indicator, Rule, TotalMode
from casa_desktop.domain.months import MonthState
from casa_desktop.domain.periods import Month, Period
from casa_desktop.domain.publications import Comparison, Publication, Since, digest_of, freeze, thaw
from casa_desktop.domain.table import NoteKind, Total, TotalColumn
from casa_desktop.domain.visits import RecordVisit
from casa_desktop.services import figures, listening, months, origins, publishing, statistics, visits
from casa_desktop.services.context import Verb
from casa_desktop.services.figures import PublishTotal
from casa_desktop.services.listening import HoldSession
from casa_desktop.services.months import CloseMonth, ReopenMonth, StatusQuery
from casa_desktop.services.origins import OriginQuery
from casa_desktop.services.publishing import KeepPaper, PublicationQuery, PublicationsQuery, Publish
from casa_desktop.services.statistics import TableRequest
from casa_desktop.services.visit_commands import VoidService
from casa_desktop.texts import ui_publications
from tests.reports.tables import history_2019
from tests.services.desk import TODAY, Desk
from tests.services.merges import merge
from tests.services.test_protection import matter
from tests.services.test_statistics import attend, guidance, register, session

JANUARY, FEBRUARY, MARCH = (Month(2026, number) for number in (1, 2, 3))
QUARTER = Period(JANUARY, MARCH)
PERSONS = Indicator(Rule.PERSONS)
ORIENTATION, PSYCHOLOGY = Indicator(Rule.SERVICES, "ORI"), Indicator(Rule.SERVICES, "PSI")
PAPER = b"%PDF-1.4 the paper"


@pytest.fixture
def busy(desk: Desk) -> Desk:
    """Three people in January, one of them again in February; both months closed."""
    for name in ("María", "Rosa"):
        attend(desk, register(desk, name, "Rojas"), date(2026, 1, 8), guidance())
    attend(desk, "", date(2026, 1, 9), guidance())
    attend(desk, "", date(2026, 2, 3), guidance())
    for month in (JANUARY, FEBRUARY):
        run(desk, months.close, CloseMonth(month))
    return desk


def run(desk: Desk, verb: Verb[Any, Any], command: object, role: Role = Role.COORDINATION) -> Any:
    return desk.runner(role).run(verb, command).result


def publish(desk: Desk, period: Period = QUARTER, **asked: Any) -> Publication:
    found: Publication = run(desk, publishing.publish, Publish(new_id(), period, **asked))
    return found


def compare(desk: Desk, of: Publication, role: Role = Role.COORDINATION) -> Comparison:
    found: Comparison = run(desk, publishing.compare, PublicationQuery(of.uuid), role)
    return found


def refused(desk: Desk, verb: Verb[Any, Any], command: object, role: Role = Role.COORDINATION) -> Code:
    with pytest.raises(CasaError) as raised:
        run(desk, verb, command, role)
    return raised.value.code


def late(desk: Desk, day: date, *services: Any, role: Role = Role.RECEPTION) -> None:
    person = register(desk, "Nueva", "Persona")
    run(desk, visits.record, RecordVisit(new_id(), day, "TRANSITO", services, person, reason="papel atrasado"), role)


def test_what_is_published_is_frozen_with_its_rules_and_the_closed_months_say_so(busy: Desk) -> None:
    printed = run(busy, statistics.table, TableRequest(QUARTER))
    made = publish(busy)
    assert [row.cells for row in made.table.rows] == [row.cells for row in printed.rows]
    states = [status.state for status in run(busy, months.status, StatusQuery(QUARTER))]
    assert states == [MonthState.PUBLISHED, MonthState.PUBLISHED, MonthState.NO_DATA]
    assert [head.state for head in made.table.heads] == states
    rules = [note.values for note in made.table.notes if note.kind is NoteKind.RULE]
    assert rules
    assert all(values["version"] for values in rules)
    assert (made.edition.version, made.by, len(made.edition.digest)) == (1, "Prueba de coordinacion", 64)
    late(busy, date(2026, 1, 20), guidance())
    [kept] = run(busy, publishing.publications, PublicationsQuery())
    assert kept == made, "nothing that is recorded later changes it"


def test_nothing_is_published_before_a_month_is_closed_nor_by_who_may_not(desk: Desk) -> None:
    attend(desk, "", date(2026, 1, 9), guidance())
    command = Publish(new_id(), QUARTER)
    assert refused(desk, publishing.publish, command) is Code.NOTHING_CLOSED
    assert refused(desk, publishing.publish, command, Role.RECEPTION) is Code.FORBIDDEN
    assert run(desk, publishing.publications, PublicationsQuery()) == ()


def test_publishing_twice_by_one_command_is_once_and_two_people_at_once_are_told(busy: Desk) -> None:
    command = Publish(new_id(), QUARTER)
    first = run(busy, publishing.publish, command)
    assert run(busy, publishing.publish, command) == first
    assert refused(busy, publishing.publish, Publish(new_id(), QUARTER)) is Code.NEEDS_REASON
    assert refused(busy, publishing.publish, Publish(new_id(), QUARTER, 0, "otra vez")) is Code.CONFLICT
    assert publish(busy, after=1, reason="faltaba una planilla").edition.version == 2


def test_the_paper_is_kept_once_and_comes_back_byte_for_byte(busy: Desk) -> None:
    made = publish(busy)
    query = PublicationQuery(made.uuid)
    assert refused(busy, publishing.paper, query) is Code.NOT_FOUND
    kept = run(busy, publishing.keep_paper, KeepPaper(made.uuid, PAPER))
    assert kept.paper_digest == hashlib.sha256(PAPER).hexdigest()
    assert run(busy, publishing.keep_paper, KeepPaper(made.uuid, PAPER)) == kept
    assert refused(busy, publishing.keep_paper, KeepPaper(made.uuid, PAPER + b" ")) is Code.CONFLICT
    late(busy, date(2026, 1, 20), guidance())
    assert run(busy, publishing.paper, query) == PAPER
    assert refused(busy, publishing.paper, query, Role.RECEPTION) is Code.FORBIDDEN


def test_a_paper_that_was_altered_in_the_file_is_not_handed_over(busy: Desk) -> None:
    made = publish(busy)
    run(busy, publishing.keep_paper, KeepPaper(made.uuid, PAPER))
    with busy.base.begin() as work:
        work.connection.execute(text("UPDATE publication SET paper = :other"), {"other": PAPER[:-1] + b"R"})
        work.commit()
    assert refused(busy, publishing.paper, PublicationQuery(made.uuid)) is Code.DAMAGED_PAPER


def test_three_late_entries_are_found_and_the_next_version_corrects_them_aloud(busy: Desk) -> None:
    made = publish(busy)
    assert compare(busy, made).differences == ()
    for day in (20, 21):
        late(busy, date(2026, 1, day), guidance())
    late(busy, date(2026, 2, 5), guidance())
    found = compare(busy, made)
    numbers = {(d.indicator, d.month): (d.before, d.now) for d in found.differences}
    assert numbers == {
        (PERSONS, JANUARY): (3, 5),
        (ORIENTATION, JANUARY): (3, 5),
        (PERSONS, FEBRUARY): (1, 2),
        (ORIENTATION, FEBRUARY): (1, 2),
    }
    [in_january] = [d for d in found.differences if (d.indicator, d.month) == (ORIENTATION, JANUARY)]
    assert [len(person.entries) for person in in_january.records[Since.ADDED]] == [1, 1]
    assert in_january.records[Since.GONE] == ()
    second = publish(busy, after=1, reason="tres planillas llegaron tarde")
    assert {(c.label, c.month): (c.before, c.now) for c in second.edition.corrects} == {
        ("PERSONAS", JANUARY): (3, 5),
        ("ORIENTACION", JANUARY): (3, 5),
        ("PERSONAS", FEBRUARY): (1, 2),
        ("ORIENTACION", FEBRUARY): (1, 2),
    }
    totals = {(t.label, t.column): (t.before, t.now, t.difference) for t in second.edition.totals}
    assert totals == {
        ("PERSONAS", TotalColumn.SUM): (Total(4, 4), Total(7, 7), 3),
        ("PERSONAS", TotalColumn.DISTINCT): (Total(4, 4), Total(7, 7), 3),
    }
    assert second.edition.earlier == made.edition.digest
    assert (compare(busy, second).differences, compare(busy, second).totals) == ((), ())
    assert compare(busy, made).totals == second.edition.totals
    assert compare(busy, made).corrections == second.edition.corrects, "the first version still says what it said"


def test_a_voided_service_is_gone_and_one_that_took_its_place_does_not_hide_it(busy: Desk) -> None:
    made = publish(busy)
    [first, *_] = run(
        busy, origins.records, OriginQuery(CellOrigin(ORIENTATION, Period(JANUARY, JANUARY)))
    ).records.persons
    void = VoidService(first.entries[0].service_uuid, 1, "persona equivocada")
    run(busy, visits.void, void)
    late(busy, date(2026, 1, 20), guidance())
    found = {d.indicator: d for d in compare(busy, made).differences}
    orientation = found[ORIENTATION]
    assert (orientation.before, orientation.now) == (3, 3), "the number is the same, for another reason"
    assert [person.code for person in orientation.records[Since.GONE]] == [first.code]
    assert len(orientation.records[Since.ADDED]) == 1
    assert compare(busy, made).corrections == ()


def test_psychology_counts_in_the_comparison_and_is_shown_to_nobody_else(busy: Desk) -> None:
    made = publish(busy)
    late(busy, date(2026, 1, 20), session(), role=Role.PSYCHOLOGY)
    [seen] = [d for d in compare(busy, made).differences if d.indicator == PSYCHOLOGY]
    assert (seen.before, seen.now, seen.hidden, seen.records[Since.ADDED]) == (0, 1, 1, ())
    [own] = [d for d in compare(busy, made, Role.PSYCHOLOGY).differences if d.indicator == PSYCHOLOGY]
    assert (own.hidden, len(own.records[Since.ADDED])) == (0, 1)


@pytest.mark.parametrize("role", [Role.RECEPTION, Role.CONSULTATION])
def test_the_comparison_of_an_open_month_tells_nobody_outside_of_a_matter_of_protection(desk: Desk, role: Role) -> None:
    """The number of everybody stands still where somebody known went in, and what it counts has changed."""
    who = register(desk, "María", "Rojas")
    for day in (date(2026, 1, 8), TODAY):
        attend(desk, who, day, guidance())
    run(desk, months.close, CloseMonth(JANUARY))
    made = publish(desk)
    went_in = replace(matter(), anonymous=None, person_uuid=who)
    run(desk, listening.hold, HoldSession(went_in), Role.PSYCHOLOGY)
    assert [(d.month, d.now, d.hidden) for d in compare(desk, made).differences] == [(Month.of(TODAY), 1, 1)]
    assert compare(desk, made, role).differences == ()
    attend(desk, register(desk, "Rosa", "Rojas"), TODAY, guidance())
    told = {d.indicator: (d.now, d.hidden) for d in compare(desk, made, role).differences}
    assert told[PERSONS] == (2, 0)


def test_who_may_not_open_a_cell_learns_how_many_records_changed_and_not_whose(busy: Desk) -> None:
    made = publish(busy)
    late(busy, date(2026, 1, 20), guidance())
    [seen] = [d for d in compare(busy, made, Role.CONSULTATION).differences if d.indicator == ORIENTATION]
    assert (seen.now, seen.hidden, seen.records[Since.ADDED]) == (4, 1, ())


def test_whose_records_were_joined_since_changed_person_and_neither_came_nor_went(desk: Desk) -> None:
    one, other = register(desk, "María", "Rojas"), register(desk, "Maria", "Rojaz")
    attend(desk, one, date(2026, 1, 8), guidance())
    attend(desk, other, date(2026, 1, 12), guidance())
    run(desk, months.close, CloseMonth(JANUARY))
    made = publish(desk)
    merge(desk.runner(Role.COORDINATION), one, other, reason="Es la misma persona")
    told = compare(desk, made)
    found = told.differences
    assert ui_publications.told(told).endswith(ui_publications.JOINED)
    persons = next(each for each in found if each.indicator == PERSONS)
    assert (persons.before, persons.now) == (2, 1)
    for each in found:
        assert (each.records[Since.ADDED], each.records[Since.GONE]) == ((), ())
        assert [len(person.entries) for person in each.records[Since.MOVED]] == [1]
    assert ui_publications.difference(persons)[-1] == "1 movido"
    [line] = ui_publications.records(persons)
    assert line[0] == "Cambió de persona"
    assert compare(desk, made, Role.CONSULTATION).differences[0].hidden == 1


def test_a_total_that_alone_has_changed_is_told_and_corrected(desk: Desk) -> None:
    one, other = register(desk, "María", "Rojas"), register(desk, "Maria", "Rojaz")
    attend(desk, one, date(2026, 1, 8), guidance())
    attend(desk, other, date(2026, 2, 3), guidance())
    run(desk, months.close, CloseMonth(JANUARY))
    made = publish(desk)
    merge(desk.runner(Role.COORDINATION), one, other, reason="Es la misma persona")
    run(desk, figures.published_total, PublishTotal(QUARTER, PERSONS, 2, "Boletín"))
    told = compare(desk, made)
    assert told.corrections == ()
    totals = {t.column: (t.before, t.now, t.difference) for t in told.totals}
    assert totals == {
        TotalColumn.DISTINCT: (Total(2, 2), Total(1, 1), -1),
        TotalColumn.PUBLISHED: (None, Total(2, 2), None),
    }
    assert ui_publications.told(told).startswith("2 totales saldrían distintos; ")
    assert ui_publications.total(told.totals[0]) == ("PERSONAS", "Total, únicas", "2", "1", "")
    second = publish(desk, after=1, reason="dos fichas eran una persona")
    assert (second.edition.corrects, second.edition.totals) == ((), told.totals)


def test_a_total_that_one_of_the_papers_does_not_print_is_no_correction(busy: Desk) -> None:
    publish(busy, total=TotalMode.SUM)
    late(busy, date(2026, 1, 20), guidance())
    second = publish(busy, after=1, reason="faltaba una", total=TotalMode.BOTH)
    assert [t.column for t in second.edition.totals] == [TotalColumn.SUM]


def test_a_month_reopened_and_closed_again_is_published_again(busy: Desk) -> None:
    publish(busy)
    [status] = run(busy, months.status, StatusQuery(Period(JANUARY, JANUARY)))
    reopened = run(busy, months.reopen, ReopenMonth(JANUARY, "faltaba la planilla 12", status.version))
    late(busy, date(2026, 1, 20), guidance())
    run(busy, months.close, CloseMonth(JANUARY, "misma persona", reopened.version))
    second = publish(busy, after=1, reason="faltaba la planilla 12")
    assert second.table.heads[0].state is MonthState.PUBLISHED
    assert [note for note in second.table.notes if note.kind is NoteKind.SAME_HANDS] == []


@given(st.sampled_from(list(TotalMode)), st.text(max_size=20))
def test_what_is_frozen_thaws_to_the_same_and_any_change_has_another_digest(mode: TotalMode, reason: str) -> None:
    table = replace(history_2019(), total=mode)
    frozen = freeze(table, version=1, reason=reason)
    assert thaw(frozen) == table
    assert freeze(thaw(frozen), version=1, reason=reason) == frozen
    assert digest_of(freeze(table, version=2, reason=reason)) != digest_of(frozen)
