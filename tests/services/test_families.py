"""A whole family in one act, and the history of a household, on a real encrypted base."""

from dataclasses import replace
from datetime import timedelta

import pytest

from casa_desktop.domain.access import Role
from casa_desktop.domain.errors import Code
from casa_desktop.domain.ids import new_id
from casa_desktop.domain.indicators import Reach, TotalMode
from casa_desktop.domain.periods import Month, Period
from casa_desktop.domain.persons import Channel, NewConsent, Purpose
from casa_desktop.domain.visits import Companion, NewService, RecordVisit
from casa_desktop.services import catalogs, families, households, people, statistics, visits
from casa_desktop.services.catalogs import CatalogQuery, SetOption
from casa_desktop.services.families import FamilyMember, RegisterFamily
from casa_desktop.services.households import JoinHousehold, LeaveHousehold
from casa_desktop.services.people import RegisterPerson, ReservePerson
from casa_desktop.services.runner import Runner
from casa_desktop.services.statistics import TableRequest
from tests.services.desk import TODAY, Desk
from tests.services.test_people import named, page, refused, register


@pytest.fixture
def reception(desk: Desk) -> Runner:
    return desk.runner(Role.RECEPTION)


def new(first: str, kinship: str = "") -> FamilyMember:
    return FamilyMember(RegisterPerson(new_id(), named(first)), kinship=kinship)


def count(desk: Desk, *rows: str) -> dict[str, int | None]:
    runner = desk.runner(Role.COORDINATION)
    layout = runner.run(statistics.layout, statistics.LayoutQuery()).result
    asked = statistics.parse_rows(",".join(rows), layout)
    month = Month.of(TODAY)
    table = runner.run(statistics.table, TableRequest(Period(month, month), asked, TotalMode.BOTH)).result
    return dict(zip(rows, (row.cells[0].value for row in table.rows), strict=True))


def test_a_family_is_registered_in_one_act_and_once(reception: Runner) -> None:
    consent = NewConsent(new_id(), Purpose.DATA, Channel.SIGNATURE, TODAY, "1", folio="12-1")
    ana = RegisterPerson(new_id(), named("Ana"), consent=consent)
    command = RegisterFamily(new_id(), (FamilyMember(ana), new("Luis", "HIJO"), new("Rosa", "HIJO")))
    done = reception.run(families.register, command).result
    assert reception.run(families.register, command).result == done
    shown = page(reception, done.members[2])
    assert [(m.name, m.kinship, m.head) for m in shown.members] == [
        ("Ana", "JEFE", True),
        ("Luis", "HIJO", False),
        ("Rosa", "HIJO", False),
    ]
    assert page(reception, done.head).consents[0].folio == "12-1"


def test_who_is_known_already_joins_instead_of_being_made_twice(desk: Desk, reception: Runner) -> None:
    tia = register(reception, named("Carmen"))
    luis = register(reception, named("Luis"))
    desk.clock.advance(3 * 24 * 3600)
    members = (FamilyMember(known=tia.uuid), new("Ana", "HIJO"), FamilyMember(known=luis.uuid, kinship="SOBRINO"))
    done = reception.run(families.register, RegisterFamily(new_id(), members)).result
    shown = page(reception, luis.uuid)
    assert [(m.name, m.kinship, m.head) for m in shown.members] == [
        ("Carmen", "JEFE", True),
        ("Ana", "HIJO", False),
        ("Luis", "SOBRINO", False),
    ]
    assert (done.household_uuid, done.joined) == (shown.household_uuid, 2)


def test_what_is_wrong_with_each_member_is_told_at_once_and_nobody_is_registered(reception: Runner) -> None:
    luis = new("Luis", "NADIE")
    ana = new("Ana")
    assert ana.person is not None
    sexless = replace(ana.person, details=replace(ana.person.details, sex=""))
    known = register(reception, named("Carmen"))
    command = RegisterFamily(
        new_id(), (FamilyMember(sexless), luis, FamilyMember(known=new_id()), FamilyMember(known=known.uuid))
    )
    problems = refused(reception, families.register, command)
    assert set(problems) == {(Code.NEEDS_SEX, "members[0].sex"), (Code.BAD_CHOICE, "members[1].kinship")}
    gone = RegisterFamily(new_id(), (new("Ana"), FamilyMember(known=new_id())))
    assert refused(reception, families.register, gone) == [(Code.NOT_FOUND, "members[1].first_name")]
    assert len(page(reception, known.uuid).members) == 1
    twice = RegisterFamily(new_id(), (FamilyMember(known=known.uuid), FamilyMember(known=known.uuid)))
    assert refused(reception, families.register, twice) == [(Code.NOT_UNIQUE, "members[1].first_name")]


def test_the_history_of_a_household_is_on_the_page_of_who_stayed_and_of_who_left(desk: Desk, reception: Runner) -> None:
    ana, luis, rosa = (register(reception, named(name)) for name in ("Ana", "Luis", "Rosa"))
    for who in (luis, rosa):
        reception.run(households.join, JoinHousehold(who.uuid, ana.uuid))
    desk.clock.advance(10 * 24 * 3600)
    left = TODAY + timedelta(days=6)
    reception.run(households.leave, LeaveHousehold(luis.uuid, on=left))
    reception.run(
        households.join, JoinHousehold(register(reception, named("Marta")).uuid, ana.uuid)
    )  # too late for Luis
    (former,) = page(reception, ana.uuid).former
    assert (former.name, former.since, former.until) == ("Luis", TODAY, left)
    (earlier,) = page(reception, luis.uuid).earlier
    assert (earlier.names, earlier.since, earlier.until) == (("Ana", "Rosa"), TODAY, left)
    reserve = ReservePerson(luis.uuid, page(reception, luis.uuid).version, reserved=True, safe_contact="por su hermana")
    desk.runner(Role.COORDINATION).run(people.reserve, reserve)
    assert page(reception, ana.uuid).former == ()
    assert len(page(desk.runner(Role.COORDINATION), ana.uuid).former) == 1


def test_a_family_registered_and_oriented_together_is_one_family_and_five_persons(
    desk: Desk, reception: Runner
) -> None:
    """The mother receives; how many PERSONAS that is follows the option of the service."""
    family = RegisterFamily(new_id(), tuple(new(name) for name in ("Ana", "Luis", "Rosa", "Juan", "Inés")))
    members = reception.run(families.register, family).result.members
    visit = RecordVisit(
        new_id(),
        TODAY,
        "TRANSITO",
        (NewService(new_id(), "ORI", for_all=True),),
        person_uuid=members[0],
        companions=tuple(Companion(new_id(), uuid) for uuid in members[1:]),
    )
    reception.run(visits.record, visit)
    assert count(desk, "PER-MES", "SRV-ORI", "FAM") == {"PER-MES": 1, "SRV-ORI": 1, "FAM": 1}
    _all_present(desk, "ORI")
    assert count(desk, "PER-MES", "SRV-ORI", "FAM", "BEN") == {"PER-MES": 5, "SRV-ORI": 5, "FAM": 1, "BEN": 5}


def _all_present(desk: Desk, code: str) -> None:
    runner = desk.runner(Role.COORDINATION)
    kind = runner.run(catalogs.lists, CatalogQuery()).result.service_type(code)
    assert kind is not None
    option = replace(kind.option_in(Month.of(TODAY)), from_month=Month.of(TODAY), reach=Reach.PRESENT)
    runner.run(catalogs.set_option, SetOption(code, option))
