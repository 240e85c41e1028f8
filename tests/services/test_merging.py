"""Two records of one person: joined, counted and shown as one, and parted again exactly as they were."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from casa_desktop.domain.access import Role
from casa_desktop.domain.ages import Age
from casa_desktop.domain.errors import Code
from casa_desktop.domain.ids import new_id
from casa_desktop.domain.matching.described import Reason
from casa_desktop.domain.merging import Part, Standing
from casa_desktop.domain.names import Name
from casa_desktop.domain.periods import Month
from casa_desktop.domain.persons import Numbers
from casa_desktop.domain.visits import Anonymous, NewService, Psychology, RecordVisit
from casa_desktop.services import (
    duplicates,
    families,
    households,
    invariants,
    merging,
    months,
    people,
    psychology,
    visits,
)
from casa_desktop.services.duplicates import PairsQuery, ScanPairs
from casa_desktop.services.families import FamilyMember, RegisterFamily
from casa_desktop.services.households import JoinHousehold
from casa_desktop.services.invariants import CheckCounts
from casa_desktop.services.merging import MergePersons, Pair, PairQuery, UndoMerge
from casa_desktop.services.months import CloseMonth
from casa_desktop.services.people import EditPerson, PersonQuery, RegisterPerson, ReservePerson
from casa_desktop.services.psychology import ReadNote
from casa_desktop.services.runner import Runner
from casa_desktop.services.visits import CorrectService, VisitQuery, VoidService
from tests.services.desk import TODAY, Desk
from tests.services.merges import compared, merge, rows, undo
from tests.services.test_families import count
from tests.services.test_people import MARIA, cedula, found, named, page, refused, register

BORN = Age(birth_date=date(1995, 5, 12))
FEBRUARY = date(2026, 2, 5)


@pytest.fixture
def reception(desk: Desk) -> Runner:
    return desk.runner(Role.RECEPTION)


@pytest.fixture
def coordination(desk: Desk) -> Runner:
    return desk.runner(Role.COORDINATION)


def attend(runner: Runner, person: str, day: date = TODAY, kind: str = "ORI", **more: Any) -> RecordVisit:
    visit = RecordVisit(new_id(), day, "TRANSITO", (NewService(new_id(), kind, **more),), person_uuid=person)
    runner.run(visits.record, visit)
    return visit


def days(runner: Runner, person: str) -> list[date]:
    return [each.date for each in runner.run(visits.of_person, visits.PersonQuery(person)).result]


def test_two_records_are_one_person_and_parted_they_are_as_they_were(desk: Desk, reception: Runner) -> None:
    kept = register(reception, MARIA, cedula(), phone="300 123 4567")
    known = replace(MARIA, name=Name("Maria", "", "Gonzales"), age=BORN, municipality="68001", address="Calle 5")
    other = register(reception, known, cedula(), cedula("V-9.876.543"), phone="300 123 4567")
    attend(reception, kept.uuid)
    attend(reception, other.uuid)
    attend(reception, other.uuid, TODAY - timedelta(days=3))
    before = rows(desk, kept.uuid), rows(desk, other.uuid)
    assert count(desk, "PER-MES", "VIS") == {"PER-MES": 2, "VIS": 3}

    shown = compared(reception, kept.uuid, other.uuid)
    assert shown.suggested == {Part.ADDRESS}
    stand = dict(shown.parts)
    assert stand[Part.FIRST_SURNAME] is Standing.DIFFERENT
    assert stand[Part.SECOND_SURNAME] is Standing.ONLY_KEPT
    assert stand[Part.SEX] is Standing.SAME
    assert Part.LANGUAGE not in stand, "nobody knows anything of it"
    assert (shown.other.visits, shown.same_days) == (2, (TODAY,))
    assert Reason.SAME_DOCUMENT in shown.reasons

    done = merge(reception, kept.uuid, other.uuid, Part.AGE, Part.ADDRESS)
    whole = page(reception, other.uuid)
    assert (whole.uuid, whole.details.age, whole.details.address) == (kept.uuid, BORN, "Calle 5")
    assert whole.name.first_surname == "González", "what was not chosen stays"
    assert len(whole.documents) == 2, "the same document is one, under whichever record"
    assert [document.principal for document in whole.documents] == [True, False]
    assert len(whole.phones) == 1
    assert count(desk, "PER-MES", "VIS") == {"PER-MES": 1, "VIS": 2}
    assert days(reception, kept.uuid) == [TODAY, TODAY, TODAY - timedelta(days=3)]
    assert found(reception, "gonzales") == found(reception, "9876543") == [whole.name.display]

    undo(reception, done)
    assert (rows(desk, kept.uuid), rows(desk, other.uuid)) == before
    assert count(desk, "PER-MES", "VIS") == {"PER-MES": 2, "VIS": 3}
    assert days(reception, other.uuid) == [TODAY, TODAY - timedelta(days=3)]


def test_what_came_after_stays_with_the_record_that_was_kept(desk: Desk, reception: Runner) -> None:
    kept, other = register(reception), register(reception, named("Maruja"))
    theirs = attend(reception, other.uuid, TODAY - timedelta(days=1))
    done = merge(reception, kept.uuid, other.uuid, Part.FIRST_NAME)
    # A form that was opened on the other record writes under the one that was kept.
    attend(reception, other.uuid)
    shown = page(reception, kept.uuid)
    changed = replace(shown.details, country="COL")
    added = Numbers((cedula("V-5.555.555"),))
    reception.run(people.edit, EditPerson(other.uuid, shown.version, changed, added))
    # A correction stands where the row stood that it corrects.
    (row,) = reception.run(visits.detail, VisitQuery(theirs.uuid)).result.services
    service = replace(theirs.services[0], uuid=new_id(), quantity=2)
    reception.run(visits.correct, CorrectService(row.uuid, row.version, TODAY - timedelta(days=1), service))

    undo(reception, done)
    one, two = page(reception, kept.uuid), page(reception, other.uuid)
    assert (one.name.first_name, two.name.first_name) == ("María", "Maruja")
    assert (one.details.country, two.details.country) == ("COL", "VEN")
    assert (len(one.documents), len(two.documents)) == (1, 0)
    assert (days(reception, kept.uuid), days(reception, other.uuid)) == ([TODAY], [TODAY - timedelta(days=1)])


def test_what_somebody_wrote_over_since_is_not_taken_back(reception: Runner) -> None:
    kept, other = register(reception), register(reception, replace(named("Maruja"), country="COL"))
    done = merge(reception, kept.uuid, other.uuid, Part.FIRST_NAME, Part.COUNTRY)
    shown = page(reception, kept.uuid)
    reception.run(people.edit, EditPerson(kept.uuid, shown.version, replace(shown.details, country="ECU")))
    undo(reception, done)
    again = page(reception, kept.uuid)
    assert (again.name.first_name, again.details.country) == ("María", "ECU")


def test_what_somebody_wrote_again_after_the_merge_was_decided(reception: Runner) -> None:
    kept, other = register(reception).uuid, register(reception, replace(MARIA, country="COL")).uuid
    done = merge(reception, kept, other, Part.COUNTRY)
    for country in ("ECU", "COL"):
        shown = page(reception, kept)
        reception.run(people.edit, EditPerson(kept, shown.version, replace(shown.details, country=country)))
    undo(reception, done)
    assert page(reception, kept).details.country == "COL"


def test_chains_are_undone_in_any_order(desk: Desk, reception: Runner) -> None:
    a, b, c = (register(reception, named(name)).uuid for name in ("Ana", "Anita", "Carla"))
    before = [rows(desk, each) for each in (a, b, c)]
    first = merge(reception, a, b, Part.FIRST_NAME)
    second = merge(reception, c, a, Part.FIRST_NAME)
    assert [page(reception, each).uuid for each in (a, b, c)] == [c, c, c]
    assert [each.code for each in reception.run(merging.merges_of, PersonQuery(b)).result] == ["P-000001", "P-000002"]
    undo(reception, first)
    assert [page(reception, each).uuid for each in (a, b, c)] == [c, b, c]
    assert page(reception, c).name.first_name == "Anita", "it was chosen knowingly for this record"
    undo(reception, second)
    assert [rows(desk, each) for each in (a, b, c)] == before


def test_two_merges_into_one_record_give_back_what_each_wrote_in_any_order(desk: Desk, reception: Runner) -> None:
    a, b, c = (register(reception, named(name)).uuid for name in ("Ana", "Anita", "Carla"))
    before = rows(desk, a)
    first, second = merge(reception, a, b, Part.FIRST_NAME), merge(reception, a, c, Part.FIRST_NAME)
    assert page(reception, a).name.first_name == "Carla"
    undo(reception, first)
    assert page(reception, a).name.first_name == "Carla"
    undo(reception, second)
    assert rows(desk, a) == before


def test_who_lives_with_whom_follows_the_choice_and_comes_back(desk: Desk, reception: Runner) -> None:
    members = tuple(FamilyMember(RegisterPerson(new_id(), named(name))) for name in ("Rosa", "Luis", "Ana"))
    family = reception.run(families.register, RegisterFamily(new_id(), members)).result.members
    alone = register(reception, named("Rosa")).uuid
    before = [rows(desk, each) for each in (alone, *family)]
    shown = compared(reception, alone, family[0])
    assert Part.HOUSEHOLD in shown.suggested, "who is alone is better where their family is"
    done = merge(reception, alone, family[0], Part.HOUSEHOLD)
    assert [m.person_uuid for m in page(reception, alone).members] == [alone, *family[1:]]
    assert page(reception, family[1]).members[0].head
    undo(reception, done)
    assert [rows(desk, each) for each in (alone, *family)] == before
    # Whoever moves on while they are one stays where they went.
    done = merge(reception, alone, family[0], Part.HOUSEHOLD)
    friend = register(reception, named("Inés")).uuid
    reception.run(households.join, JoinHousehold(alone, friend))
    undo(reception, done)
    assert {m.person_uuid for m in page(reception, alone).members} == {alone, friend}
    assert [m.person_uuid for m in page(reception, family[0]).members] == list(family)


def test_one_reserved_record_reserves_the_whole_and_undoing_sets_it_right(desk: Desk, coordination: Runner) -> None:
    reception = desk.runner(Role.RECEPTION)
    kept, other = register(reception).uuid, register(reception, named("Maruja")).uuid
    coordination.run(people.reserve, ReservePerson(other, 1, reserved=True, safe_contact="Solo por la tía"))
    assert refused(reception, merging.compare, PairQuery(kept, other)) == [(Code.NOT_FOUND, "")]
    before = rows(desk, kept), rows(desk, other)
    done = merge(coordination, kept, other)
    assert refused(reception, people.page, PersonQuery(kept)) == [(Code.NOT_FOUND, "")]
    assert page(coordination, kept).safe_contact == "Solo por la tía"
    undo(coordination, done)
    assert (rows(desk, kept), rows(desk, other)) == before
    assert page(reception, kept).uuid == kept


def test_a_contact_that_is_reserved_while_they_are_one_is_reserved_on_both(desk: Desk, coordination: Runner) -> None:
    kept, other = register(coordination).uuid, register(coordination, named("Maruja")).uuid
    done = merge(coordination, kept, other)
    coordination.run(people.reserve, ReservePerson(kept, page(coordination, kept).version, reserved=True))
    undo(coordination, done)
    assert page(coordination, kept).reserved
    assert page(coordination, other).reserved, "for whom it was is not known"


def test_notes_of_both_are_read_by_psychology_and_by_nobody_who_merges(desk: Desk, reception: Runner) -> None:
    room = desk.runner(Role.PSYCHOLOGY)
    kept, other = register(reception).uuid, register(reception, named("Maruja")).uuid
    session = attend(room, other, kind="PSI", form=Psychology(False, note="Muy íntimo"))
    shown = compared(reception, kept, other)
    assert (shown.other.visits, shown.closed) == (0, ())
    done = merge(reception, kept, other)
    assert days(room, kept) == [TODAY]
    assert days(reception, kept) == []
    for _ in range(2):
        assert room.run(psychology.read_note, ReadNote(session.services[0].uuid)).result.text == "Muy íntimo"
        undo(reception, done)
    assert days(room, kept) == []


def test_a_closed_month_asks_why_and_says_which(desk: Desk, reception: Runner, coordination: Runner) -> None:
    kept, other, third = (register(reception, named(name)).uuid for name in ("Ana", "Anita", "Rosa"))
    attend(reception, kept, FEBRUARY)
    attend(reception, other, FEBRUARY)
    coordination.run(months.close, CloseMonth(Month.of(FEBRUARY)))
    assert compared(reception, kept, other).closed == (Month.of(FEBRUARY),)
    assert compared(reception, kept, third).closed == ()
    shown = compared(reception, kept, other)
    command = MergePersons(new_id(), kept, other, shown.kept.page.version, shown.other.page.version)
    assert refused(reception, merging.merge, command) == [(Code.MONTH_CLOSED, "reason")]
    done = merge(reception, kept, other, reason="Era la misma persona")
    assert refused(reception, merging.undo, UndoMerge(done)) == [(Code.MONTH_CLOSED, "reason")]
    undo(reception, done, "No lo era")
    with desk.base.begin() as work:
        said = work.connection.exec_driver_sql("SELECT action, fields FROM audit ORDER BY seq DESC LIMIT 2").all()
    assert [(row[0], "closed_months" in row[1]) for row in said] == [("person.part", True), ("person.merge", True)]


def test_a_month_that_closed_does_not_tell_reception_of_what_it_may_not_know(desk: Desk, reception: Runner) -> None:
    room, coordination = desk.runner(Role.PSYCHOLOGY), desk.runner(Role.COORDINATION)
    kept, other = register(reception).uuid, register(reception, named("Maruja")).uuid
    for person in (kept, other):
        attend(room, person, FEBRUARY, "PSI", form=Psychology(False))
    coordination.run(months.close, CloseMonth(Month.of(FEBRUARY)))
    assert compared(reception, kept, other).closed == ()
    merge(reception, kept, other)


def test_nobody_merges_over_what_somebody_else_is_writing(desk: Desk, reception: Runner) -> None:
    kept, other = register(reception).uuid, register(reception, named("Maruja")).uuid
    reception.run(people.edit, EditPerson(other, 1, MARIA))
    theirs = page(reception, other)
    command = MergePersons(new_id(), kept, other, 1, theirs.version - 1)
    assert refused(reception, merging.merge, command) == [(Code.CONFLICT, "")]
    done = merge(reception, kept, other)
    # The form of the other record is told, whichever version it holds.
    assert refused(reception, people.edit, EditPerson(other, theirs.version, MARIA)) == [(Code.CONFLICT, "")]
    mine = page(reception, kept).version
    undo(reception, done)
    assert refused(reception, people.edit, EditPerson(kept, mine, MARIA)) == [(Code.CONFLICT, "")]


def test_who_may_merge_and_who_may_part(desk: Desk, reception: Runner) -> None:
    kept, other = register(reception).uuid, register(reception, named("Maruja")).uuid
    for role in set(Role) - {Role.RECEPTION, Role.COORDINATION}:
        assert refused(desk.runner(role), merging.compare, PairQuery(kept, other)) == [(Code.FORBIDDEN, "")]
    coordination = desk.runner(Role.COORDINATION)
    done = merge(coordination, kept, other)
    assert refused(reception, merging.undo, UndoMerge(done)) == [(Code.FORBIDDEN, "")]
    (shown,) = reception.run(merging.merges_of, PersonQuery(kept)).result
    assert (shown.undoable, shown.into, shown.name) == (False, "P-000001", "Maruja")
    undo(coordination, done)
    undo(reception, merge(reception, kept, other))


def test_nobody_is_joined_to_themselves_or_to_who_did_not_authorise(desk: Desk, reception: Runner) -> None:
    kept, other = register(reception).uuid, register(reception, named("Maruja")).uuid
    nobody = Anonymous(new_id(), "02", 26, 59)
    visit = RecordVisit(new_id(), TODAY, "TRANSITO", (NewService(new_id(), "ORI"),), anonymous=nobody)
    reception.run(visits.record, visit)
    assert refused(reception, merging.compare, PairQuery(kept, kept)) == [(Code.BAD_CHOICE, "other")]
    assert refused(reception, merging.compare, PairQuery(kept, nobody.uuid)) == [(Code.NOT_FOUND, "")]
    merge(reception, kept, other)
    assert refused(reception, merging.compare, PairQuery(kept, other)) == [(Code.BAD_CHOICE, "other")]


def test_a_visit_that_was_voided_while_they_were_one_stays_voided(desk: Desk, reception: Runner) -> None:
    kept, other = register(reception).uuid, register(reception, named("Maruja")).uuid
    visit = attend(reception, other)
    done = merge(reception, kept, other)
    reception.run(visits.void, VoidService(visit.services[0].uuid, 1, "Dos veces"))
    undo(reception, done)
    assert days(reception, other) == []


def test_a_visit_whose_answer_was_lost_before_the_merge_is_recorded_once(reception: Runner) -> None:
    kept, other = register(reception).uuid, register(reception, named("Maruja")).uuid
    before = attend(reception, other)
    done = merge(reception, kept, other)
    again = reception.run(visits.record, before).result
    assert (again.uuid, again.person_uuid, again.services) == (before.uuid, other, ())
    since = replace(attend(reception, kept, TODAY - timedelta(days=1)), person_uuid=other)
    undo(reception, done)
    assert reception.run(visits.record, since).result.person_uuid == kept
    assert (len(days(reception, kept)), len(days(reception, other))) == (1, 1)


def test_a_record_that_lacks_what_a_form_asks_for_is_merged_as_it_is(desk: Desk, reception: Runner) -> None:
    kept, other = register(reception).uuid, register(reception, named("Maruja")).uuid
    desk.base.execute_outside("UPDATE person SET sex = '', age_from = NULL, age_to = NULL, age_stated_on = NULL")
    before = rows(desk, kept)
    undo(reception, merge(reception, kept, other, Part.FIRST_NAME))
    assert rows(desk, kept) == before


def test_a_merge_that_leads_nowhere_is_found_by_the_checkup(desk: Desk, coordination: Runner) -> None:
    kept, other = register(coordination).uuid, register(coordination, named("Maruja")).uuid
    merge(coordination, kept, other)
    assert all(check.ok for check in coordination.run(invariants.check, CheckCounts()).result)
    desk.base.execute_outside("UPDATE person SET canonical_id = id")
    assert not coordination.run(invariants.check, CheckCounts()).result[0].ok


# pairs


def pairs(runner: Runner) -> list[tuple[str, str]]:
    while runner.run(duplicates.scan, ScanPairs(2)).result.left:
        pass
    return [(each.one.uuid, each.other.uuid) for each in runner.run(duplicates.pairs, PairsQuery()).result]


def test_possible_pairs_are_found_worked_through_and_remembered(desk: Desk, reception: Runner) -> None:
    one = register(reception, MARIA, cedula()).uuid
    register(reception, named("Pedro", "Rueda"))
    other = register(reception, MARIA, cedula()).uuid
    assert [set(pair) for pair in pairs(reception)] == [{one, other}]
    reception.run(merging.set_apart, Pair(one, other))
    assert pairs(reception) == []
    assert compared(reception, one, other).apart
    third = register(reception, MARIA, cedula()).uuid
    assert [third in pair for pair in pairs(reception)] == [True, True], "who came since is looked at too"
    reception.run(merging.bring_back, Pair(other, one))
    assert len(pairs(reception)) == 3
    merge(reception, one, other)
    assert [set(pair) for pair in pairs(reception)] == [{one, third}], (
        "two records that are joined are one to decide on"
    )


def test_who_was_said_to_be_two_comes_back_when_something_new_speaks_for_it(desk: Desk, reception: Runner) -> None:
    one, other = register(reception, MARIA, cedula()).uuid, register(reception, replace(MARIA, name=Name("María"))).uuid
    reception.run(merging.set_apart, Pair(one, other))
    shown = page(reception, other)
    reception.run(people.edit, EditPerson(other, shown.version, replace(MARIA, age=BORN), Numbers((cedula(),))))
    reception.run(duplicates.scan, ScanPairs(10, again=True))
    (pair,) = reception.run(duplicates.pairs, PairsQuery()).result
    assert pair.said_apart


def test_parting_two_may_remember_that_they_are_two(desk: Desk, reception: Runner) -> None:
    one, other = register(reception, MARIA, cedula()).uuid, register(reception, MARIA, cedula()).uuid
    assert len(pairs(reception)) == 1
    undo(reception, merge(reception, one, other))
    assert len(pairs(reception)) == 1, "whoever undoes a slip is asked again"
    undo(reception, merge(reception, one, other), apart=True)
    assert pairs(reception) == []


def test_a_reserved_contact_is_in_nobodys_pairs_but_theirs(desk: Desk, reception: Runner) -> None:
    coordination = desk.runner(Role.COORDINATION)
    one, other = register(reception, MARIA, cedula()).uuid, register(reception, MARIA, cedula()).uuid
    coordination.run(people.reserve, ReservePerson(one, 1, reserved=True))
    assert pairs(reception) == []
    assert [set(pair) for pair in pairs(coordination)] == [{one, other}]
