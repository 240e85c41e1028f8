"""The records of a figure out of the house: by code what the role may see, by name only coordination, and never in
private."""

from datetime import date
from typing import Any

import pytest

from casa_desktop.domain.access import Role
from casa_desktop.domain.ages import Age, AgeRange
from casa_desktop.domain.cells import CellOrigin
from casa_desktop.domain.documents import Document
from casa_desktop.domain.errors import CasaError, Code
from casa_desktop.domain.ids import new_id
from casa_desktop.domain.indicators import Indicator, Rule
from casa_desktop.domain.leaving import Way
from casa_desktop.domain.listings import Listing
from casa_desktop.domain.names import Name
from casa_desktop.domain.periods import Month, Period
from casa_desktop.domain.persons import Details, Numbers
from casa_desktop.services import listings, people
from casa_desktop.services.listings import TakeNames, TakeRecords
from casa_desktop.services.people import RegisterPerson, ReservePerson
from tests.services.desk import PASSWORD, Desk
from tests.services.test_statistics import attend, call, guidance, register, session

JANUARY = Period(Month(2026, 1), Month(2026, 1))
PERSONS = Indicator(Rule.PERSONS)
WHY = "Cruce con el listado de la EPS"


@pytest.fixture
def busy(desk: Desk) -> Desk:
    """In January: Rosa with a passport, Ana with psychology only, one anonymous, one who is not to be confirmed."""
    rosa, passport = new_id(), Document(new_id(), "PA", "AB 123", principal=True)
    stated = Age(stated=AgeRange(30, 30), stated_on=date(2026, 1, 5))
    details = Details(Name("Rosa", "María", "Díaz", "Ñungo"), sex="02", age=stated)
    desk.runner(Role.RECEPTION).run(people.register, RegisterPerson(rosa, details, Numbers((passport,))))
    attend(desk, rosa, date(2026, 1, 5), guidance(), call())
    attend(desk, register(desk, "Ana", "Mora"), date(2026, 1, 6), session(), role=Role.PSYCHOLOGY)
    attend(desk, "", date(2026, 1, 7), guidance())
    hidden = register(desk, "Luz", "Gil")
    attend(desk, hidden, date(2026, 1, 8), guidance())
    desk.runner(Role.COORDINATION).run(people.reserve, ReservePerson(hidden, 1, reserved=True))
    return desk


def by_code(desk: Desk, *roles: Role, form: Way = Way.XLSX) -> Listing:
    found: Listing = desk.runner(*roles).run(listings.records, TakeRecords(CellOrigin(PERSONS, JANUARY), form)).result
    return found


def by_name(desk: Desk, password: str = PASSWORD, reason: str = WHY, *roles: Role) -> Listing:
    runner = desk.runner(*(roles or (Role.COORDINATION,)))
    found: Listing = runner.run(listings.names, TakeNames(CellOrigin(PERSONS, JANUARY), password, reason)).result
    return found


def refused(desk: Desk, *asked: Any) -> tuple[Code, str]:
    with pytest.raises(CasaError) as caught:
        by_name(desk, *asked)
    return caught.value.problems[0].code, caught.value.problems[0].field


def audited(desk: Desk, action: str) -> list[tuple[str, str]]:
    with desk.runner(Role.COORDINATION).batch() as ctx:
        query = "SELECT record, fields FROM audit WHERE action = ? ORDER BY seq"
        return [(row[0], row[1]) for row in ctx.work.connection.exec_driver_sql(query, (action,))]


def test_by_code_each_role_takes_what_it_sees_and_no_name(busy: Desk) -> None:
    listed = {role: by_code(busy, role) for role in (Role.RECEPTION, Role.COORDINATION, Role.PSYCHOLOGY)}
    assert {role: (len(each.lines), each.left_out) for role, each in listed.items()} == {
        Role.RECEPTION: (3, None),
        Role.COORDINATION: (4, 1),
        Role.PSYCHOLOGY: (5, 0),
    }
    assert not any(line.name or line.document for each in listed.values() for line in each.lines)
    first = listed[Role.RECEPTION].lines[0]
    assert (first.day, first.service, first.quantity, first.sheet, first.line) == (
        date(2026, 1, 5),
        "ORIENTACION",
        1,
        "12",
        3,
    )
    assert audited(busy, "cell.export") == [("PER-MES:2026-01..2026-01", "xlsx")] * 3


def test_by_name_never_who_came_in_private_or_is_not_to_be_confirmed(busy: Desk) -> None:
    found = by_name(busy)
    assert [(line.name, line.document) for line in found.lines] == [("Rosa María Díaz Ñungo", "PA AB 123")] * 2 + [
        ("", "")
    ]
    assert found.left_out == 2
    both = by_name(busy, PASSWORD, WHY, Role.COORDINATION, Role.PSYCHOLOGY)
    assert both.lines == found.lines, "not even for who holds the key"
    assert audited(busy, "cell.export_names") == [("PER-MES:2026-01..2026-01", "name,document")] * 2


def test_names_want_a_reason_and_the_password_once_more(busy: Desk) -> None:
    assert refused(busy, PASSWORD, " ") == (Code.NEEDS_REASON, "reason")
    assert refused(busy, "otra-clave-larga") == (Code.WRONG_PASSWORD, "password")
    assert refused(busy, PASSWORD, WHY, Role.RECEPTION)[0] is Code.FORBIDDEN
    assert refused(busy, PASSWORD, WHY, Role.CONSULTATION)[0] is Code.FORBIDDEN
    assert not audited(busy, "cell.export_names")
    assert PASSWORD not in repr(TakeNames(CellOrigin(PERSONS, JANUARY), PASSWORD, WHY))


def test_the_password_once_more_is_guessed_as_slowly_as_at_the_door(busy: Desk) -> None:
    guesses = [refused(busy, f"otra-clave-{at}") for at in range(4)]
    assert guesses == [(Code.WRONG_PASSWORD, "password")] * 4
    assert len(audited(busy, "login.failed")) == 4, "at once, not when somebody enters next"
    assert refused(busy, PASSWORD) == (Code.WAIT_BEFORE_RETRY, "password"), "not even the right one"
    busy.clock.advance(1)
    assert by_name(busy).lines
    assert refused(busy, "otra-clave-larga")[0] is Code.WRONG_PASSWORD, "and the count begins anew"
    assert not busy.base.head_file.failures


def test_an_empty_list_is_written_down_as_one(busy: Desk) -> None:
    before = Period(Month(2025, 1), Month(2025, 1))
    run = busy.runner(Role.COORDINATION).run
    assert not run(listings.names, TakeNames(CellOrigin(PERSONS, before), PASSWORD, WHY)).result.lines
    assert not run(listings.records, TakeRecords(CellOrigin(PERSONS, before), Way.CSV)).result.lines
    for action in ("cell.export_names", "cell.export"):
        assert audited(busy, action) == [("PER-MES:2025-01..2025-01", "empty")]


def test_a_row_that_nobody_knows_is_told(busy: Desk) -> None:
    command = TakeRecords(CellOrigin(Indicator(Rule.SERVICES, "XX"), JANUARY), Way.CSV)
    with pytest.raises(CasaError) as caught:
        busy.runner(Role.RECEPTION).run(listings.records, command)
    assert caught.value.code is Code.UNKNOWN_ROW
