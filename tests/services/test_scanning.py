"""Whom a scan means, and what a card may say."""

import pytest

from casa_desktop.domain.access import PERMISSIONS, Action, Role
from casa_desktop.domain.ages import Age, AgeRange
from casa_desktop.domain.documents import Document
from casa_desktop.domain.errors import CasaError, Code
from casa_desktop.domain.ids import new_id
from casa_desktop.domain.names import Name
from casa_desktop.domain.persons import NO_NUMBERS, Details, Numbers
from casa_desktop.domain.scanning import Card, card_of
from casa_desktop.services import people, scanning
from casa_desktop.services.people import PersonRegistered, RegisterPerson, ReservePerson
from casa_desktop.services.scanning import FindScanned, PrintCards
from tests.services.desk import TODAY, Desk


def register(desk: Desk, name: str, kind: str = "", number: str = "", household: str = "") -> PersonRegistered:
    numbers = Numbers((Document(new_id(), kind, number),)) if kind else NO_NUMBERS
    first, _, surname = name.partition(" ")
    command = RegisterPerson(
        new_id(),
        Details(Name(first, first_surname=surname), sex="02", age=Age(stated=AgeRange(30, 30), stated_on=TODAY)),
        numbers,
        household_uuid=household,
    )
    return desk.runner(Role.RECEPTION).run(people.register, command).result


def found(desk: Desk, query: FindScanned, role: Role = Role.RECEPTION) -> list[str]:
    return [hit.uuid for hit in desk.runner(role).run(scanning.find, query).result]


def test_a_number_means_who_has_all_of_it_and_nobody_whose_number_goes_on(desk: Desk) -> None:
    ana = register(desk, "Ana Rojas", "CC", "99.123.456").uuid
    register(desk, "Berta Rojas", "CC", "991234567")
    zeros = register(desk, "Carla Rojas", "CC", "0063123456").uuid
    assert found(desk, FindScanned("99123456", "CC")) == [ana]
    assert found(desk, FindScanned("63123456", "CC")) == [zeros]
    assert found(desk, FindScanned("9912345", "CC")) == []


def test_a_venezuelan_number_is_the_same_with_and_without_its_letter(desk: Desk) -> None:
    ana = register(desk, "Ana Rojas", "CV", "V-12.345.678").uuid
    assert found(desk, FindScanned("12345678", "CV")) == [ana]


def test_a_card_finds_its_person_but_no_reserved_contact_for_who_may_not_know(desk: Desk) -> None:
    ana = register(desk, "Ana Rojas")
    assert found(desk, FindScanned(code=ana.code)) == [ana.uuid]
    assert found(desk, FindScanned(code="P-999999")) == []
    desk.runner(Role.COORDINATION).run(people.reserve, ReservePerson(ana.uuid, 1, reserved=True))
    assert found(desk, FindScanned(code=ana.code)) == []
    assert found(desk, FindScanned(code=ana.code), Role.COORDINATION) == [ana.uuid]


def test_cards_tell_names_only_where_wanted_and_never_of_a_reserved_contact(desk: Desk) -> None:
    home = new_id()
    ana, luis = (register(desk, name, household=home) for name in ("Ana Rojas", "Luis Rojas"))
    run = desk.runner(Role.COORDINATION).run
    assert run(scanning.cards, PrintCards(ana.uuid)).result == (Card(card_of(ana.code)),)
    family = run(scanning.cards, PrintCards(luis.uuid, family=True, named=True)).result
    assert family == (Card(card_of(luis.code), "Luis Rojas"), Card(card_of(ana.code), "Ana Rojas"))
    run(people.reserve, ReservePerson(ana.uuid, 1, reserved=True))
    assert run(scanning.cards, PrintCards(ana.uuid, named=True)).result == (Card(card_of(ana.code)),)
    reception = desk.runner(Role.RECEPTION).run
    assert len(reception(scanning.cards, PrintCards(luis.uuid, family=True)).result) == 1, "nobody learns of a reserve"
    with pytest.raises(CasaError) as refused:
        reception(scanning.cards, PrintCards(ana.uuid))
    assert refused.value.code is Code.NOT_FOUND


def test_every_card_that_was_made_is_in_the_audit(desk: Desk) -> None:
    home = new_id()
    codes = [register(desk, name, household=home).code for name in ("Ana Rojas", "Luis Rojas")]
    uuid = found(desk, FindScanned(code=codes[0]))[0]
    desk.runner(Role.RECEPTION).run(scanning.cards, PrintCards(uuid, family=True))
    with desk.base.begin() as work:
        asked = "SELECT record FROM audit WHERE action = 'person.card' ORDER BY seq"
        assert list(work.connection.exec_driver_sql(asked).scalars()) == codes


@pytest.mark.parametrize("role", sorted(set(Role) - PERMISSIONS[Action.PERSON_PRINT]))
def test_who_may_print_nothing_of_a_person_prints_no_card(desk: Desk, role: Role) -> None:
    ana = register(desk, "Ana Rojas")
    with pytest.raises(CasaError) as refused:
        desk.runner(role).run(scanning.cards, PrintCards(ana.uuid))
    assert refused.value.code is Code.FORBIDDEN
