"""Somebody new at the counter: the person and the visit are written together, or neither is."""

from dataclasses import replace
from datetime import date

import pytest

from casa_desktop.domain.access import Role
from casa_desktop.domain.ages import Age, AgeRange
from casa_desktop.domain.errors import CasaError, Code
from casa_desktop.domain.ids import new_id
from casa_desktop.domain.names import Name
from casa_desktop.domain.persons import Details
from casa_desktop.domain.visits import NewService
from casa_desktop.services import intake, visits
from casa_desktop.services.intake import Receive, StaffQuery
from casa_desktop.services.people import RegisterPerson
from casa_desktop.services.visits import DayQuery, RecordVisit
from tests.services.desk import Desk

TODAY = date(2026, 3, 10)


def newcomer() -> Receive:
    details = Details(Name("Ana", "", "Pérez"), sex="02", age=Age(stated=AgeRange(30, 30), stated_on=TODAY))
    person = RegisterPerson(new_id(), details)
    visit = RecordVisit(new_id(), TODAY, "TRANSITO", (NewService(new_id(), "ORI"),), person_uuid=person.uuid)
    return Receive(visit, person)


def test_both_are_written_in_one_commit_and_only_once(desk: Desk) -> None:
    reception = desk.runner(Role.RECEPTION)
    command = newcomer()
    done = reception.run(intake.receive, command)
    assert {("person", command.visit.person_uuid), ("visit", command.visit.uuid)} <= done.changes
    assert reception.run(intake.receive, command).result.visit.services == ()
    (row,) = reception.run(visits.of_day, DayQuery(TODAY)).result
    assert done.result.person is not None
    assert (row.person_name, row.person_code) == ("Ana Pérez", done.result.person.code)


def test_a_visit_that_is_refused_leaves_no_person(desk: Desk) -> None:
    reception = desk.runner(Role.RECEPTION)
    command = newcomer()
    bad = replace(command, visit=replace(command.visit, profile=""))
    with pytest.raises(CasaError) as caught:
        reception.run(intake.receive, bad)
    assert caught.value.code is Code.NEEDS_PROFILE
    with pytest.raises(CasaError) as caught:
        reception.run(visits.record, command.visit)
    assert caught.value.code is Code.NOT_FOUND


def test_what_is_wrong_with_both_is_told_at_once(desk: Desk) -> None:
    command = newcomer()
    assert command.person is not None
    nobody = replace(command.person, details=replace(command.person.details, sex="", age=Age()))
    bad = Receive(replace(command.visit, profile=""), nobody)
    with pytest.raises(CasaError) as caught:
        desk.runner(Role.RECEPTION).run(intake.receive, bad)
    assert {Code.NEEDS_SEX, Code.NEEDS_AGE, Code.NEEDS_PROFILE} <= {p.code for p in caught.value.problems}


def test_staff_are_those_who_attend(desk: Desk) -> None:
    for role in (Role.PSYCHOLOGY, Role.ADMINISTRATION, Role.CONSULTATION):
        desk.runner(role)
    volunteer = desk.runner(Role.VOLUNTEER)
    named = {each.uuid for each in volunteer.run(intake.staff, StaffQuery()).result}
    assert {volunteer.actor.uuid, desk.runner(Role.PSYCHOLOGY).actor.uuid} <= named
    assert desk.runner(Role.ADMINISTRATION).actor.uuid not in named
