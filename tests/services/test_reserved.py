"""A reserved contact in every feature: who may not know of her reads what they read before she came."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

import pytest

from casa_desktop.domain.access import Role
from casa_desktop.domain.ages import Age, AgeRange
from casa_desktop.domain.breakdowns import PartOrigin, Request
from casa_desktop.domain.counted import Dimension
from casa_desktop.domain.errors import CasaError, Code
from casa_desktop.domain.ids import new_id
from casa_desktop.domain.indicators import Indicator, RowChoice, Rule
from casa_desktop.domain.names import Name
from casa_desktop.domain.outings import Outing
from casa_desktop.domain.periods import Month, Period
from casa_desktop.domain.persons import Details
from casa_desktop.domain.petitions import Channel, PetitionKind
from casa_desktop.domain.scope import Scope
from casa_desktop.domain.tally import PERSONS
from casa_desktop.domain.transfers import Plan, Traveller
from casa_desktop.domain.visits import Guidance, NewService, Rcf, RecordVisit
from casa_desktop.domain.workshops import Workshop
from casa_desktop.services import (
    aid,
    children,
    followups,
    households,
    origins,
    outings,
    paper_sheets,
    passes,
    people,
    petitions,
    rcf,
    rcf_numbers,
    rcf_summary,
    referrals,
    statistics,
    stock,
    tally,
    timeline,
    transfers,
    visits,
    workshops,
)
from casa_desktop.services.origins import OriginQuery
from casa_desktop.services.rcf import Enqueue
from casa_desktop.services.runner import Runner
from tests.services.desk import TODAY, Desk
from tests.services.referring import plan, refer
from tests.services.stores import Store, make_store
from tests.services.test_workshops import arrival

MONTH = Month.of(TODAY)
RECEPTION, HEALTH, RCF, PSYCHOLOGY, COORDINATION = (
    Role.RECEPTION,
    Role.HEALTH,
    Role.RCF,
    Role.PSYCHOLOGY,
    Role.COORDINATION,
)
YEAR = transfers.TransfersQuery(date(2026, 1, 1), date(2026, 12, 31))
BY_SEX = Request(Indicator(Rule.PERSONS), Scope.of(Period(MONTH, MONTH)), Dimension.SEX)
TABLE = tuple(RowChoice(found, each) for each in ("PERSONAS", "BEN") if (found := Indicator.parse(each)))


@dataclass
class House:
    """A desk with Ana in every feature, and what of it may be asked for by its uuid."""

    desk: Desk
    store: Store
    ana: str
    luis: str
    workshop: str
    outing: str
    item: str
    rosa: str = ""
    petition: str = ""

    def run(self, role: Role, verb: Any, command: Any) -> Any:
        return self.desk.runner(role).run(verb, command).result


def somebody(house_of: Runner, first: str, surname: str, age: int) -> str:
    stated = Age(stated=AgeRange(age, age), stated_on=TODAY)
    command = people.RegisterPerson(new_id(), Details(Name(first, "", surname), sex="02", age=stated, country="VEN"))
    house_of.run(people.register, command)
    return command.uuid


def visit(person: str, *services: NewService, **more: Any) -> RecordVisit:
    return RecordVisit(new_id(), TODAY, "TRANSITO", services, person_uuid=person, **more)


def enter_everywhere(house: House, person: str, line: int) -> None:
    """Somebody comes to every feature of the desk."""
    guided = NewService(new_id(), "ORI", Guidance(), sheet="PC-1", line=line)
    house.run(RECEPTION, visits.record, visit(person, guided, vulnerabilities=("NNA_SOLO",)))
    called = NewService(new_id(), "RCF", Rcf("VIDEOLLAMADA", "VEN", "NO_CONTESTA"))
    house.run(RCF, visits.record, visit(person, called))
    house.run(HEALTH, visits.record, visit(person, NewService(new_id(), "UMO", answers=(("CONSULTA", "GENERAL"),))))
    house.run(PSYCHOLOGY, workshops.attend, workshops.Attend(house.workshop, (arrival(person),)))
    house.store.deliver(person, ("Agua", 1))
    refer(house.desk, person)
    plan(house.desk, person, TODAY)
    to = Plan(municipality="52356", reason="REUNIFICACION", means="BUS", funder="CICR", profile="TRANSITO")
    house.run(RECEPTION, transfers.request, transfers.RequestTransfer(new_id(), to, (Traveller(person),)))


@pytest.fixture
def house(desk: Desk) -> House:
    store = make_store(desk)
    store.donate("Agua", 50)
    reception = desk.runner(RECEPTION)
    ana, luis = somebody(reception, "Ana", "Abierta", 14), somebody(reception, "Luis", "Abierto", 40)
    reception.run(households.join, households.JoinHousehold(ana, luis, "HIJO"))
    talk = Workshop(new_id(), "TAL", TODAY, "Derechos")
    desk.runner(COORDINATION).run(workshops.save, workshops.SaveWorkshop(talk))
    trip = Outing(new_id(), TODAY, "68001", "Café Madrid")
    desk.runner(HEALTH).run(outings.save, outings.SaveOuting(trip))
    made = House(desk, store, ana, luis, talk.uuid, trip.uuid, store.of("Agua").item.uuid)
    enter_everywhere(made, ana, 1)
    return made


def let_rosa_in(house: House) -> None:
    """Rosa comes, lives with Ana, does everything that Ana did, complains, and asks that nobody knows of her."""
    reception = house.desk.runner(RECEPTION)
    house.rosa = somebody(reception, "Rosa", "Oculta", 15)
    house.run(RECEPTION, households.join, households.JoinHousehold(house.rosa, house.ana, "HERMANO"))
    enter_everywhere(house, house.rosa, 2)
    asked = petitions.RegisterPetition(
        new_id(), PetitionKind.COMPLAINT, Channel.BOX, TODAY, "Esperé mucho", house.rosa, contact="310 555 0199"
    )
    house.run(RECEPTION, petitions.register, asked)
    house.petition = asked.uuid
    version = house.run(COORDINATION, people.page, people.PersonQuery(house.rosa)).version
    house.run(COORDINATION, people.reserve, people.ReservePerson(house.rosa, version, True, "Por la tía"))


def counted(house: House, role: Role) -> Any:
    check = tally.CheckDay(new_id(), TODAY, ((PERSONS, 0),))
    return house.run(role, tally.check, check).rows


READERS: dict[str, tuple[Role, Callable[[House, Role], Any]]] = {
    "search": (RECEPTION, lambda h, r: h.run(r, people.search, people.SearchPeople("oculta"))),
    "person": (RECEPTION, lambda h, r: h.run(r, people.page, people.PersonQuery(h.ana))),
    "timeline": (RECEPTION, lambda h, r: h.run(r, timeline.of_person, timeline.TimelineQuery(h.ana))),
    "what is open": (RECEPTION, lambda h, r: h.run(r, timeline.open_matters, timeline.OpenQuery(h.ana))),
    "day": (RECEPTION, lambda h, r: h.run(r, visits.of_day, visits.DayQuery(TODAY))),
    "day of health": (HEALTH, lambda h, r: h.run(r, visits.of_day, visits.DayQuery(TODAY))),
    "count of the day": (RECEPTION, lambda h, r: h.run(r, visits.count_of_day, visits.DayQuery(TODAY))),
    "tally": (RECEPTION, counted),
    "records of the tally": (RECEPTION, lambda h, r: h.run(r, tally.records, tally.TallyRecords(TODAY, PERSONS))),
    "deliveries of the day": (RECEPTION, lambda h, r: h.run(r, aid.deliveries, aid.DeliveriesQuery(TODAY))),
    "latest deliveries": (RECEPTION, lambda h, r: h.run(r, aid.deliveries, aid.DeliveriesQuery())),
    "deliveries of a person": (
        RECEPTION,
        lambda h, r: h.run(r, aid.deliveries, aid.DeliveriesQuery(person_uuid=h.luis)),
    ),
    "workshops": (RECEPTION, lambda h, r: h.run(r, workshops.latest, workshops.WorkshopsQuery())),
    "attendance": (RECEPTION, lambda h, r: h.run(r, workshops.detail, workshops.WorkshopQuery(h.workshop))),
    "outings": (HEALTH, lambda h, r: h.run(r, outings.latest, outings.OutingsQuery())),
    "outing": (HEALTH, lambda h, r: h.run(r, outings.detail, outings.OutingQuery(h.outing))),
    "summary of an outing": (HEALTH, lambda h, r: h.run(r, outings.printed, outings.OutingQuery(h.outing))),
    "line": (RCF, lambda h, r: h.run(r, rcf.line, rcf.LineQuery())),
    "line of reception": (RECEPTION, lambda h, r: h.run(r, rcf.line, rcf.LineQuery())),
    "agenda": (RECEPTION, lambda h, r: h.run(r, followups.agenda, followups.AgendaQuery(TODAY))),
    "what is due": (RECEPTION, lambda h, r: h.run(r, followups.count, followups.CountQuery())),
    "referrals": (RECEPTION, lambda h, r: h.run(r, referrals.listed, referrals.ReferralsQuery(every=True))),
    "summary of referrals": (
        RECEPTION,
        lambda h, r: h.run(r, referrals.summary, referrals.SummaryQuery(MONTH.first_day, MONTH.last_day)),
    ),
    "transfers": (RECEPTION, lambda h, r: h.run(r, transfers.listed, YEAR)),
    "part of a breakdown": (
        RECEPTION,
        lambda h, r: h.run(r, origins.records, OriginQuery(PartOrigin(BY_SEX))).records.persons,
    ),
    "children": (RECEPTION, lambda h, r: h.run(r, children.open_cards, children.OpenCardsQuery())),
}
"""Each list, summary and count of a page: who reads it, and how."""
NUMBERS = {
    "count of the day",
    "tally",
    "workshops",
    "outings",
    "outing",
    "summary of an outing",
    "what is due",
    "summary of referrals",
}
"""Of these coordination reads numbers: nobody is named in them."""


@pytest.mark.parametrize("name", READERS)
def test_who_may_not_know_of_her_reads_what_they_read_before(house: House, name: str) -> None:
    role, read = READERS[name]
    before = read(house, role)
    let_rosa_in(house)
    assert read(house, role) == before


OF_OTHERS = {"what is open", "deliveries of a person"}
"""What is asked of Ana and Luis alone: Rosa changes nothing there for anybody."""


@pytest.mark.parametrize("name", sorted(set(READERS) - OF_OTHERS))
def test_coordination_reads_of_her(house: House, name: str) -> None:
    """Else the test above would look where she never is."""
    _, read = READERS[name]
    before = read(house, COORDINATION)
    let_rosa_in(house)
    after = read(house, COORDINATION)
    assert after != before
    assert name in NUMBERS or told(after)


def told(found: Any) -> list[str]:
    """Whatever would tell who she is."""
    return re.findall(r"Rosa|Oculta|310 555 0199", repr(found))


def test_a_petition_of_hers_is_answered_by_who_may_reach_her(house: House) -> None:
    let_rosa_in(house)
    query = petitions.PetitionQuery(house.petition)
    shown = house.run(RECEPTION, petitions.page, query)
    assert (shown.contact, shown.person_uuid, told(shown)) == ("", "", [])
    again = petitions.EditPetition(
        house.petition, shown.version, PetitionKind.COMPLAINT, Channel.BOX, TODAY, "Esperé tres horas", contact=""
    )
    house.run(RECEPTION, petitions.edit, again)
    kept = house.run(COORDINATION, petitions.page, query)
    assert (kept.text, kept.contact, kept.person) == ("Esperé tres horas", "310 555 0199", "Rosa Oculta")


def test_a_family_s_delivery_counts_those_whom_the_reader_may_know(house: House) -> None:
    let_rosa_in(house)
    given = house.store.deliver([house.ana, house.luis], ("Agua", 1)).uuid
    with_rosa = house.store.order([house.ana, house.luis, house.rosa], ("Agua", 1))
    together = house.run(COORDINATION, aid.deliver, with_rosa).delivery.uuid
    persons = {
        role: {each.uuid: each.persons for each in house.run(role, aid.deliveries, aid.DeliveriesQuery(TODAY))}
        for role in (RECEPTION, COORDINATION)
    }
    assert (persons[RECEPTION][given], persons[RECEPTION][together]) == (2, 2)
    assert persons[COORDINATION][together] == 3
    assert house.run(RECEPTION, aid.acta, aid.DeliveryQuery(together)).persons == 2


def test_what_must_add_up_counts_her_and_tells_nobody(house: House) -> None:
    """The shelf, the paper's lines, the register's numbers and the reports."""
    before = house.run(COORDINATION, statistics.table, statistics.TableRequest(Period(MONTH, MONTH), TABLE))
    let_rosa_in(house)
    waits = Enqueue(new_id(), "LLAMADA", "TRANSITO", person_uuid=house.rosa, country="VEN")
    house.run(COORDINATION, rcf.enqueue, waits)
    after = house.run(COORDINATION, statistics.table, statistics.TableRequest(Period(MONTH, MONTH), TABLE))
    assert [row.cells[0].value for row in after.rows] > [row.cells[0].value for row in before.rows]
    assert told(after) == []
    kept = {
        "shelf": house.run(RECEPTION, stock.overview, stock.StockQuery()),
        "moves": house.run(RECEPTION, stock.kardex, stock.MovesQuery(house.item)),
        "sheet": house.run(RECEPTION, paper_sheets.find, paper_sheets.SheetQuery("PC-1")),
        "register": house.run(RECEPTION, petitions.listed, petitions.RegisterQuery()),
        "line": house.run(RCF, rcf.line, rcf.LineQuery()),
        "month": house.run(COORDINATION, rcf_summary.summary, rcf_summary.SummaryQuery(MONTH)),
    }
    assert {name: told(found) for name, found in kept.items() if told(found) or house.rosa in repr(found)} == {}
    assert len(kept["line"].queue) == 1, "who waits is called, whoever it is"


ASKED_OF_HER: dict[str, tuple[Role, Callable[[str], tuple[Any, Any]]]] = {
    "person": (RECEPTION, lambda rosa: (people.page, people.PersonQuery(rosa))),
    "numbers": (RECEPTION, lambda rosa: (people.reveal, people.PersonQuery(rosa))),
    "timeline": (RECEPTION, lambda rosa: (timeline.of_person, timeline.TimelineQuery(rosa))),
    "what is open": (RECEPTION, lambda rosa: (timeline.open_matters, timeline.OpenQuery(rosa))),
    "printed": (RECEPTION, lambda rosa: (timeline.printed, timeline.PrintPerson(rosa))),
    "visits": (RECEPTION, lambda rosa: (visits.of_person, visits.PersonQuery(rosa))),
    "deliveries": (RECEPTION, lambda rosa: (aid.deliveries, aid.DeliveriesQuery(person_uuid=rosa))),
    "referrals": (RECEPTION, lambda rosa: (referrals.listed, referrals.ReferralsQuery(every=True, person_uuid=rosa))),
    "follow-ups": (RECEPTION, lambda rosa: (followups.of_person, followups.PersonQuery(rosa, every=True))),
    "numbers of RCF": (RCF, lambda rosa: (rcf_numbers.numbers_of, rcf_numbers.NumbersOf(rosa))),
    "joining her": (RECEPTION, lambda rosa: (households.join, households.JoinHousehold(rosa, rosa))),
    "attending her": (RECEPTION, lambda rosa: (visits.record, visit(rosa, NewService(new_id(), "ORI", Guidance())))),
    "sending her": (RECEPTION, lambda rosa: (passes.send, passes.SendPass(new_id(), rosa))),
    "calling for her": (RCF, lambda rosa: (rcf.enqueue, Enqueue(new_id(), "LLAMADA", "TRANSITO", rosa, country="VEN"))),
    "telling of her": (
        RECEPTION,
        lambda rosa: (children.close, children.CloseCard(new_id(), rosa, 1, "Llegó su madre")),
    ),
}


@pytest.mark.parametrize("name", ASKED_OF_HER)
def test_asked_by_her_record_she_does_not_exist(house: House, name: str) -> None:
    let_rosa_in(house)
    role, asked = ASKED_OF_HER[name]
    verb, command = asked(house.rosa)
    try:
        found = house.run(role, verb, command)
    except CasaError as error:
        assert error.code is Code.NOT_FOUND
    else:
        assert not found, "an empty answer is that of somebody who never came"
