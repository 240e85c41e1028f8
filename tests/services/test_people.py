"""Persons on a real encrypted base: registered, found, read, changed."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from casa_desktop.domain.access import Role
from casa_desktop.domain.ages import Age, AgeRange
from casa_desktop.domain.documents import Document, Doubt
from casa_desktop.domain.errors import CasaError, Code
from casa_desktop.domain.ids import new_id
from casa_desktop.domain.names import Name
from casa_desktop.domain.person_views import PersonHit, PersonPage
from casa_desktop.domain.persons import NO_NUMBERS, Details, Numbers, Pending
from casa_desktop.domain.phones import Phone
from casa_desktop.domain.visits import Anonymous, Guidance, NewService, Psychology, RecordVisit
from casa_desktop.services import people, visits
from casa_desktop.services.context import Verb
from casa_desktop.services.people import (
    DocumentQuery,
    EditPerson,
    PersonQuery,
    PersonRegistered,
    RegisterPerson,
    ReservePerson,
    SearchPeople,
)
from casa_desktop.services.runner import Runner
from tests.services.desk import TODAY, Desk

MARIA = Details(
    Name("María", "José", "González", "Peña"),
    sex="02",
    age=Age(stated=AgeRange(30, 30), stated_on=TODAY),
    country="VEN",
)


def cedula(number: str = "V-12.345.678") -> Document:
    return Document(new_id(), "CV", number)


def register(
    runner: Runner, details: Details = MARIA, *documents: Document, phone: str = "", uuid: str = ""
) -> PersonRegistered:
    phones = (Phone(new_id(), phone),) if phone else ()
    command = RegisterPerson(uuid or new_id(), details, Numbers(documents, phones))
    return runner.run(people.register, command).result


def named(first: str, surname: str = "", other: str = "", second: str = "") -> Details:
    return replace(MARIA, name=Name(first, other, surname, second))


def found(runner: Runner, text: str, limit: int = 20) -> list[str]:
    return [hit.name for hit in hits(runner, text, limit)]


def hits(runner: Runner, text: str, limit: int = 20) -> tuple[PersonHit, ...]:
    return runner.run(people.search, SearchPeople(text, limit)).result


def page(runner: Runner, uuid: str) -> PersonPage:
    return runner.run(people.page, PersonQuery(uuid)).result


def refused(runner: Runner, verb: Verb[Any, Any], command: object) -> list[tuple[Code, str]]:
    with pytest.raises(CasaError) as caught:
        runner.run(verb, command)
    return [(problem.code, problem.field) for problem in caught.value.problems]


@pytest.fixture
def reception(desk: Desk) -> Runner:
    return desk.runner(Role.RECEPTION)


def test_persons_get_codes_of_one_sequence_and_repeating_adds_nobody(reception: Runner) -> None:
    first = register(reception)
    second = register(reception, named("Ana"))
    again = register(reception, uuid=second.uuid)
    assert (first.code, second.code, again.code) == ("P-000001", "P-000002", "P-000002")
    assert len(hits(reception, "a")) == 1


def test_the_minimum_is_a_name_or_none_a_sex_and_an_age(reception: Runner) -> None:
    assert refused(reception, people.register, RegisterPerson(new_id(), Details())) == [
        (Code.REQUIRED, "first_name"),
        (Code.NEEDS_SEX, "sex"),
        (Code.NEEDS_AGE, "age"),
    ]
    nameless = replace(MARIA, name=Name(), nameless=True, sex="SD", country="")
    shown = page(reception, register(reception, nameless).uuid)
    assert shown.details.nameless
    assert set(shown.pending) == {Pending.NAME, Pending.SEX, Pending.COUNTRY, Pending.DOCUMENT, Pending.CONSENT}


def test_everything_wrong_is_told_at_once_and_nothing_is_written(reception: Runner) -> None:
    bad = Details(Name("x" * 81, "\ud800"), sex="9", age=Age(birth_date=date(2026, 3, 11)), country="ve")
    numbers = Numbers((Document(new_id(), "CC", ""), Document(new_id(), "ZZ", "1")), (Phone(new_id(), "12"),))
    assert refused(reception, people.register, RegisterPerson(new_id(), bad, numbers)) == [
        (Code.TOO_LONG, "first_name"),
        (Code.BAD_TEXT, "other_names"),
        (Code.BAD_CHOICE, "sex"),
        (Code.DATE_IN_FUTURE, "birth_date"),
        (Code.BAD_CHOICE, "country"),
        (Code.REQUIRED, "documents[0]"),
        (Code.BAD_CHOICE, "documents[1].type"),
        (Code.BAD_PHONE, "phones[0]"),
    ]
    assert hits(reception, "x") == ()


@pytest.mark.parametrize(
    "typed",
    [
        "mar",
        "gonz",
        "GONZÁLEZ mar",
        "jose pena",
        "peña maria",
        "pe jo go ma",
        "P-000001",
        "p1",
        "V-12.345",
        "12345678",
        "mar%",
        "maria maria",
        "12 345 678",
        "0300",
        "+57 300 123",
        "300 123 4567",
        "gonzalez 12345",
        "300123 jose",
    ],
)
def test_a_person_is_found_by_the_beginning_of_anything(reception: Runner, typed: str) -> None:
    register(reception, MARIA, cedula(), phone="300 123 4567")
    register(reception, named("Pedro", "Uriana"), cedula("V-9.999.999"), phone="0414-7654321")
    assert found(reception, typed) == ["María José González Peña"]


@pytest.mark.parametrize("typed", ["", "  ", "-", "onzalez", "mariana", "2345", "maria zz", "%", "_", "'"])
def test_what_does_not_begin_so_is_not_found(reception: Runner, typed: str) -> None:
    register(reception, MARIA, cedula(), phone="300 123 4567")
    assert found(reception, typed) == []


def test_two_words_must_be_two_words_of_the_person(reception: Runner) -> None:
    register(reception, named("María", "Marcano"))
    register(reception, named("María", "Rojas"))
    assert found(reception, "maria mar") == ["María Marcano"]
    assert found(reception, "mar maria") == ["María Marcano"]


def test_whole_words_come_first_then_surnames_as_spanish_sorts_them(reception: Runner) -> None:
    for first, surname in [("Mariana", "Acosta"), ("María", "Ñungo"), ("María", "Nuñez"), ("María", "Álvarez")]:
        register(reception, named(first, surname))
    assert found(reception, "maria") == ["María Álvarez", "María Nuñez", "María Ñungo", "Mariana Acosta"]
    assert found(reception, "maria", 2) == ["María Álvarez", "María Nuñez"]


def test_a_whole_first_word_is_not_lost_behind_hundreds_of_longer_ones(reception: Runner) -> None:
    with reception.batch() as ctx:
        for i in range(300):
            people.register(ctx, RegisterPerson(new_id(), named(f"Anabel{i}", "González")))
        people.register(ctx, RegisterPerson(new_id(), named("Ana", "González")))
    assert found(reception, "ana gonzal")[0] == "Ana González"
    assert len(found(reception, "ana gonzal", 7)) == 7


def test_a_hit_tells_homonyms_apart_and_masks_the_document(reception: Runner) -> None:
    person = register(reception, MARIA, Document(new_id(), "PA", "AB123456"), replace(cedula(), principal=True))
    service = NewService(new_id(), "ORI", Guidance(("PPT",)))
    reception.run(
        visits.record, RecordVisit(new_id(), date(2026, 2, 3), "TRANSITO", (service,), person_uuid=person.uuid)
    )
    (hit,) = hits(reception, "maria")
    assert (hit.document_type, hit.document) == ("CV", "••••5678")
    assert (hit.age, hit.country, hit.last_visit, hit.household_size) == (AgeRange(30, 30), "VEN", date(2026, 2, 3), 1)


def test_the_last_visit_keeps_psychology_to_itself(desk: Desk, reception: Runner) -> None:
    person = register(reception)
    session = NewService(new_id(), "PSI", Psychology(False))
    room = desk.runner(Role.PSYCHOLOGY)
    room.run(visits.record, RecordVisit(new_id(), TODAY, "TRANSITO", (session,), person_uuid=person.uuid))
    assert [hit.last_visit for hit in hits(room, "maria")] == [TODAY]
    assert [hit.last_visit for hit in hits(reception, "maria")] == [None]


def test_the_same_document_warns_and_never_blocks(desk: Desk, reception: Runner) -> None:
    first = register(reception, MARIA, cedula())
    second = register(reception, named("Otra"), cedula("12345678"))
    assert [hit.uuid for hit in second.same_document] == [first.uuid]
    assert [hit.uuid for hit in page(reception, first.uuid).same_document] == [second.uuid]
    volunteer = desk.runner(Role.VOLUNTEER)
    asked = DocumentQuery(cedula("V 12345678"), second.uuid)
    (hit,) = volunteer.run(people.same_document, asked).result
    assert (hit.uuid, hit.last_visit, hit.household_size) == (first.uuid, None, 0)
    assert reception.run(people.same_document, DocumentQuery(Document(new_id(), "AS"))).result == ()


def test_a_document_that_does_not_fit_the_age_is_a_doubt(reception: Runner) -> None:
    child = replace(MARIA, age=Age(stated=AgeRange(9, 9), stated_on=TODAY))
    person = register(reception, child, Document(new_id(), "CC", "1098x"), Document(new_id(), "MS"))
    first, second = page(reception, person.uuid).documents
    assert first.doubts == (Doubt.AGE_DOES_NOT_FIT, Doubt.ODD_NUMBER)
    assert second.doubts == ()


def test_editing_changes_what_is_found_and_adds_and_drops_numbers(reception: Runner) -> None:
    old = cedula()
    person = register(reception, MARIA, old, phone="300 123 4567")
    shown = page(reception, person.uuid)
    details = replace(MARIA, name=Name("Mario", "", "Uriana"), municipality="68001", address="Café Madrid")
    added = Numbers((Document(new_id(), "PT", "5550001", principal=True),))
    reception.run(people.edit, EditPerson(person.uuid, shown.version, details, added, (old.uuid, shown.phones[0].uuid)))
    changed = page(reception, person.uuid)
    assert changed.details == details
    assert [(d.type, d.principal) for d in changed.documents] == [("PT", True)]
    assert changed.phones == ()
    assert found(reception, "gonz") == found(reception, "12345") == found(reception, "3001") == []
    assert found(reception, "uriana 5550") == ["Mario Uriana"]


def test_of_two_edits_the_second_is_told_and_changes_nothing(desk: Desk, reception: Runner) -> None:
    person = register(reception)
    version = page(reception, person.uuid).version
    reception.run(people.edit, EditPerson(person.uuid, version, replace(MARIA, country="COL")))
    room = desk.runner(Role.PSYCHOLOGY)
    late = EditPerson(person.uuid, version, named("Otra"), Numbers((cedula(),)))
    assert refused(room, people.edit, late) == [(Code.CONFLICT, "")]
    shown = page(reception, person.uuid)
    assert (shown.details.country, shown.name.first_name, shown.documents) == ("COL", "María", ())


def test_numbers_are_masked_until_somebody_asks_and_that_is_audited(desk: Desk, reception: Runner) -> None:
    person = register(reception, MARIA, cedula(), phone="300 123 4567")
    shown = page(reception, person.uuid)
    assert "123456" not in repr(shown)
    whole = reception.run(people.reveal, PersonQuery(person.uuid)).result
    assert whole.documents == {shown.documents[0].uuid: "V-12.345.678"}
    assert whole.phones == {shown.phones[0].uuid: "300 123 4567"}
    with desk.base.begin() as work:
        rows = work.connection.exec_driver_sql("SELECT action, record, fields FROM audit ORDER BY seq DESC LIMIT 1")
        assert tuple(rows.one()) == ("person.reveal", "P-000001", "documents,phones")


def test_a_reserved_contact_does_not_exist_for_who_may_not_know(desk: Desk, reception: Runner) -> None:
    person = register(reception, MARIA, cedula())
    room = desk.runner(Role.PSYCHOLOGY)
    command = ReservePerson(person.uuid, page(room, person.uuid).version, reserved=True, safe_contact="Solo por la tía")
    assert refused(reception, people.reserve, command) == [(Code.FORBIDDEN, "")]
    room.run(people.reserve, command)
    assert found(reception, "maria") == found(reception, "12345") == found(reception, "P-000001") == []
    for verb in (people.page, people.reveal):
        assert refused(reception, verb, PersonQuery(person.uuid)) == [(Code.NOT_FOUND, "")]
    assert refused(reception, people.edit, EditPerson(person.uuid, 2, MARIA)) == [(Code.NOT_FOUND, "")]
    assert register(reception, named("Otra"), cedula()).same_document == ()
    assert found(room, "maria") == ["María José González Peña"]
    shown = page(room, person.uuid)
    assert (shown.reserved, shown.safe_contact) == (True, "Solo por la tía")
    end = ReservePerson(person.uuid, shown.version, reserved=False)
    assert refused(room, people.reserve, end) == [(Code.NEEDS_REASON, "reason")]
    room.run(people.reserve, replace(end, reason="Ya no hay riesgo"))
    assert found(reception, "maria") == ["María José González Peña"]


def test_who_was_merged_is_found_under_both_names_as_one(desk: Desk, reception: Runner) -> None:
    kept, gone = (
        register(reception, MARIA, cedula()),
        register(reception, named("Maruja", "Gonzales"), cedula("E-84000111")),
    )
    with desk.base.begin() as work:
        work.connection.exec_driver_sql("UPDATE person SET canonical_id = 1 WHERE id = 2")
        work.commit()
    assert [hit.uuid for hit in hits(reception, "maruja")] == [kept.uuid]
    assert [hit.uuid for hit in hits(reception, "mar")] == [kept.uuid]
    shown = page(reception, gone.uuid)
    assert (shown.uuid, len(shown.documents), shown.same_document) == (kept.uuid, 2, ())
    reception.run(people.edit, EditPerson(gone.uuid, shown.version, MARIA, NO_NUMBERS, (shown.documents[1].uuid,)))
    assert found(reception, "84000111") == []


def test_searching_and_reading_are_for_the_desk_alone(desk: Desk, reception: Runner) -> None:
    person = register(reception)
    for role in (Role.VOLUNTEER, Role.CONSULTATION, Role.ADMINISTRATION):
        runner = desk.runner(role)
        assert refused(runner, people.search, SearchPeople("maria")) == [(Code.FORBIDDEN, "")]
        assert refused(runner, people.page, PersonQuery(person.uuid)) == [(Code.FORBIDDEN, "")]


def test_the_size_of_a_household_counts_a_merged_person_once(desk: Desk) -> None:
    reception, together = desk.runner(Role.RECEPTION), new_id()
    for name in ("Ana", "Anita", "Luis"):
        reception.run(people.register, RegisterPerson(new_id(), named(name), household_uuid=together))
    with desk.base.begin() as work:
        work.connection.exec_driver_sql("UPDATE person SET canonical_id = 1 WHERE id = 2")
        work.commit()
    (ana,) = hits(reception, "anita")
    assert (ana.name, ana.household_size) == ("Ana", 2)
    assert len(page(reception, ana.uuid).members) == 2


def test_an_anonymous_entry_is_given_no_name(desk: Desk) -> None:
    reception, nobody = desk.runner(Role.RECEPTION), Anonymous(new_id(), "02", 26, 59)
    service = NewService(new_id(), "ORI", Guidance())
    reception.run(visits.record, RecordVisit(new_id(), TODAY, "TRANSITO", (service,), anonymous=nobody))
    assert refused(reception, people.edit, EditPerson(nobody.uuid, 1, MARIA)) == [(Code.NOT_FOUND, "")]
    assert found(reception, "gonzalez") == []
