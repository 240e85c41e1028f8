"""Whatever hangs on a person follows a merge: every list, page and count says the person that was kept, and back."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import pytest

from casa_desktop.domain.access import Role
from casa_desktop.domain.cells import CellOrigin
from casa_desktop.domain.children import Adult
from casa_desktop.domain.errors import CasaError, Code
from casa_desktop.domain.ids import new_id
from casa_desktop.domain.indicators import Indicator, Rule
from casa_desktop.domain.listening import Booking
from casa_desktop.domain.periods import Month, Period
from casa_desktop.domain.persons import Channel, NewConsent, Numbers, Purpose
from casa_desktop.domain.petitions import Channel as PetitionChannel
from casa_desktop.domain.petitions import PetitionKind
from casa_desktop.domain.phones import Phone
from casa_desktop.domain.rcf import CallState
from casa_desktop.domain.timeline import Group
from casa_desktop.domain.transfers import Plan, Step, Traveller
from casa_desktop.domain.visits import Guidance, NewService, Psychology, RecordVisit
from casa_desktop.domain.workshops import Workshop
from casa_desktop.services import (
    aid,
    children,
    consents,
    followups,
    lane,
    listening,
    origins,
    passes,
    people,
    petitions,
    rcf,
    rcf_numbers,
    referrals,
    timeline,
    transfers,
    visits,
    workshops,
)
from casa_desktop.services.aid import DeliveriesQuery
from casa_desktop.services.children import OpenCardsQuery, SaveAdult
from casa_desktop.services.consents import RecordConsent
from casa_desktop.services.lane import Arrive, LaneQuery
from casa_desktop.services.listening import Book, HistoryQuery
from casa_desktop.services.origins import OriginQuery
from casa_desktop.services.passes import PassesQuery, SendPass
from casa_desktop.services.people import PersonQuery, RegisterPerson, SearchPeople
from casa_desktop.services.petitions import PetitionQuery, RegisterPetition
from casa_desktop.services.rcf import Enqueue, LineQuery
from casa_desktop.services.rcf_numbers import NumbersOf
from casa_desktop.services.referrals import ReferralsQuery
from casa_desktop.services.runner import Runner
from casa_desktop.services.timeline import TimelineQuery
from casa_desktop.services.transfers import RequestTransfer, TakeStep, TransferQuery, TransfersQuery, Travel
from casa_desktop.services.visits import DayQuery, RestoreService, VoidService
from casa_desktop.services.workshops import Arrival, Attend, WorkshopQuery
from casa_desktop.storage.columns import metadata
from casa_desktop.storage.tables import person
from tests.services.desk import TODAY, Desk
from tests.services.merges import merge, undo
from tests.services.referring import plan, refer
from tests.services.stores import make_store
from tests.services.test_children import marked
from tests.services.test_families import count
from tests.services.test_lane import want_turns
from tests.services.test_people import MARIA, cedula, named, register
from tests.services.test_workshops import arrival, come, planned

MERGING = {"person_merge", "person_apart", "possible_pair"}
MATCHING = {"match_record", "match_key", "person_reference", "import_row"}
"""Kept by the features that own them, with tests of their own."""
MARCH = Period(Month(2026, 3), Month(2026, 3))
GOING = Plan(municipality="52356", reason="REUNIFICACION", profile="TRANSITO", means="BUS", funder="CICR", folio="TR-7")
WEEK = listening.AgendaQuery(TODAY, TODAY + timedelta(days=7))
COUNTED = ("PER-MES", "VIS", "FAM", "BEN", "PER-ORI", "SRV-ORI", "PER-TAL", "PER-PSI", "PER-AYU", "PER-TRA")


@dataclass(frozen=True)
class Twice:
    """Somebody with a little on one record, and everything that a person can have on another one."""

    desk: Desk
    kept: str
    other: str
    workshop: Workshop
    transfer: str
    petition: str

    def run(self, role: Role, verb: Callable[..., Any], command: Any) -> Any:
        return self.desk.runner(role).run(verb, command).result


@pytest.fixture
def twice(desk: Desk) -> Twice:
    reception, room, phone = (desk.runner(role) for role in (Role.RECEPTION, Role.PSYCHOLOGY, Role.RCF))
    store = make_store(desk)
    store.donate("Cobija", 5)
    kept, other = new_id(), new_id()
    reception.run(people.register, RegisterPerson(kept, MARIA))
    numbers = Numbers((cedula(),), (Phone(new_id(), "300 123 4567"),))
    reception.run(people.register, RegisterPerson(other, named("Maruja", "Gonzales"), numbers))
    given = NewConsent(new_id(), Purpose.DATA, Channel.SIGNATURE, TODAY, "2026-1", folio="12")
    reception.run(consents.record, RecordConsent(other, given))
    reception.run(visits.record, RecordVisit(new_id(), TODAY, "TRANSITO", (ori(),), person_uuid=kept))
    reception.run(visits.record, marked(other, day=-timedelta(days=1), service=ori()))
    adult(reception, other)
    room.run(
        visits.record,
        RecordVisit(new_id(), TODAY, "TRANSITO", (NewService(new_id(), "PSI", Psychology(False)),), person_uuid=other),
    )
    room.run(listening.book, Book(new_id(), other, Booking(TODAY, "10:00")))
    reception.run(passes.send, SendPass(new_id(), other))
    waiting = Enqueue(
        new_id(), person_uuid=other, modality="LLAMADA", profile="TRANSITO", country="VEN", number="+58 412 1234567"
    )
    phone.run(rcf.enqueue, waiting)
    store.deliver(other, ("Cobija", 1))
    refer(desk, other, TODAY)
    plan(desk, other, TODAY + timedelta(days=3))
    workshop = planned(desk)
    come(desk, workshop, arrival(other))
    want_turns(desk)
    reception.run(lane.arrive, Arrive(new_id(), other, ("ORI",)))
    asked = RequestTransfer(new_id(), GOING, (Traveller(other),))
    of = reception.run(transfers.request, asked).result
    for step in (Step.APPROVED, Step.BOUGHT):
        of = reception.run(transfers.take_step, TakeStep(new_id(), of.uuid, of.version, step, TODAY)).result
    reception.run(transfers.travel, Travel(new_id(), of.uuid, of.version, TODAY, (other,)))
    said = RegisterPetition(new_id(), PetitionKind.COMPLAINT, PetitionChannel.BOX, TODAY, "Esperé", person_uuid=other)
    reception.run(petitions.register, said)
    return Twice(desk, kept, other, workshop, of.uuid, said.uuid)


def adult(reception: Runner, child: str) -> None:
    (card,) = (
        each for each in reception.run(children.open_cards, OpenCardsQuery()).result if each.person_uuid == child
    )
    reception.run(children.save_adult, SaveAdult(new_id(), child, card.version, Adult("Una vecina")))


def ori() -> NewService:
    return NewService(new_id(), "ORI", Guidance())


def test_nothing_that_hangs_on_a_person_is_left_out_of_these_tests(twice: Twice) -> None:
    """A table with a key to a person must have rows in :func:`twice`, so that its readers are looked at below."""
    empty = []
    with twice.desk.base.begin() as work:
        for table in metadata.sorted_tables:
            keys = [c.name for c in table.c for key in c.foreign_keys if key.column.table is person]
            if not keys or table is person or table.name in MERGING | MATCHING:
                continue
            asked = f"SELECT count(*) FROM {table.name} WHERE {keys[0]} = (SELECT id FROM person WHERE uuid = ?)"
            if not work.connection.exec_driver_sql(asked, (twice.other,)).scalar():
                empty.append(table.name)
    assert set(empty) <= {"person_address"}


def says(twice: Twice) -> dict[str, set[str]]:
    """Whom each list and page names, as uuids or codes."""
    run = twice.run
    delivered = run(Role.RECEPTION, aid.deliveries, DeliveriesQuery(day=TODAY))
    agenda = run(Role.RECEPTION, followups.agenda, followups.AgendaQuery(TODAY + timedelta(days=3)))
    line = run(Role.RCF, rcf.line, LineQuery())
    cell = run(
        Role.COORDINATION, origins.records, OriginQuery(CellOrigin(Indicator(Rule.PERSONS_OF_SERVICE, "AYU"), MARCH))
    )
    return {
        "page": {run(Role.RECEPTION, people.page, PersonQuery(twice.other)).uuid},
        "search by name": {hit.uuid for hit in run(Role.RECEPTION, people.search, SearchPeople("maruja"))},
        "search by document": {hit.uuid for hit in run(Role.RECEPTION, people.search, SearchPeople("12345678"))},
        "search by phone": {hit.uuid for hit in run(Role.RECEPTION, people.search, SearchPeople("3001234567"))},
        "day": {row.person_uuid for row in run(Role.PSYCHOLOGY, visits.of_day, DayQuery(TODAY))},
        "agenda": {each.person_uuid for each in run(Role.PSYCHOLOGY, listening.agenda, WEEK)},
        "passes": {each.person_uuid for each in run(Role.PSYCHOLOGY, passes.queue, PassesQuery())},
        "queue of RCF": {row.person_uuid for row in line.queue},
        "aid": {each.person_uuid for each in delivered},
        "referrals": {row.person_uuid for row in run(Role.RECEPTION, referrals.listed, ReferralsQuery())},
        "follow-ups": {row.person_uuid for row in agenda.rows},
        "workshop": {
            row.person_uuid for row in run(Role.RECEPTION, workshops.detail, WorkshopQuery(twice.workshop.uuid)).rows
        },
        "transfer": {
            each.person_uuid for each in run(Role.RECEPTION, transfers.detail, TransferQuery(twice.transfer)).passengers
        },
        "petition": {run(Role.RECEPTION, petitions.page, PetitionQuery(twice.petition)).person_uuid},
        "cards of children": {card.person_uuid for card in run(Role.RECEPTION, children.open_cards, OpenCardsQuery())},
        "waiting room": {row.person_uuid for row in run(Role.RECEPTION, lane.lane, LaneQuery()).rows},
        "cell": {each.uuid for each in cell.records.persons},
    }


def test_every_list_names_the_one_who_was_kept_and_after_the_undoing_the_other_again(twice: Twice) -> None:
    before = says(twice)
    only_other = {name for name, who in before.items() if who == {twice.other}}
    assert before.keys() - only_other == {"day"}, "the day has both"
    done = merge(twice.desk.runner(Role.COORDINATION), twice.kept, twice.other)
    assert {name: who for name, who in says(twice).items() if who != {twice.kept}} == {}
    undo(twice.desk.runner(Role.COORDINATION), done)
    assert says(twice) == before


def of_person(twice: Twice) -> dict[str, int]:
    """How much of each kind the page of the person that was kept tells."""
    run, who = twice.run, twice.kept
    found = {
        str(group): len(run(Role.COORDINATION, timeline.of_person, TimelineQuery(who, group, 99)).entries)
        for group in Group
    }
    page = run(Role.RECEPTION, people.page, PersonQuery(who))
    return found | {
        "documents": len(page.documents),
        "phones": len(page.phones),
        "sessions": len(run(Role.PSYCHOLOGY, listening.history, HistoryQuery(who))),
        "numbers": len(run(Role.RCF, rcf_numbers.numbers_of, NumbersOf(who))),
    }


def test_the_page_of_a_person_tells_of_both_records(twice: Twice) -> None:
    alone = of_person(twice)
    done = merge(twice.desk.runner(Role.RECEPTION), twice.kept, twice.other)
    together = of_person(twice)
    assert together == {
        "visits": 2,
        "aid": 1,
        "referrals": 1,
        "follow_ups": 1,
        "transfers": 1,
        "workshops": 1,
        "family": 0,
        "consents": 1,
        "documents": 1,
        "phones": 1,
        "sessions": 1,
        "numbers": 1,
    }
    undo(twice.desk.runner(Role.RECEPTION), done)
    assert of_person(twice) == alone
    assert alone == dict.fromkeys(together, 0) | {"visits": 1}


def test_every_count_has_one_person_less_and_as_many_services(twice: Twice) -> None:
    before = count(twice.desk, *COUNTED)
    done = merge(twice.desk.runner(Role.RECEPTION), twice.kept, twice.other)
    after = count(twice.desk, *COUNTED)
    fewer = {row for row in COUNTED if after[row] != before[row]}
    assert fewer == {"PER-MES", "VIS", "FAM", "PER-ORI"}
    assert all(after[row] == (before[row] or 0) - 1 for row in fewer)
    undo(twice.desk.runner(Role.RECEPTION), done)
    assert count(twice.desk, *COUNTED) == before


def test_what_is_guarded_by_person_is_guarded_for_both(twice: Twice) -> None:
    store = make_store(twice.desk)
    merge(store.reception, twice.kept, twice.other)
    with pytest.raises(CasaError) as refused:
        store.deliver(twice.kept, ("Cobija", 1))
    assert refused.value.code is Code.DELIVERED_LATELY
    again = Arrival(new_id(), new_id(), new_id(), twice.kept)
    twice.run(Role.PSYCHOLOGY, workshops.attend, Attend(twice.workshop.uuid, (again,)))
    shown = twice.run(Role.RECEPTION, workshops.detail, WorkshopQuery(twice.workshop.uuid))
    assert len(shown.rows) == 1, "who is on the list under either record is on it"
    (row,) = twice.run(Role.RCF, rcf.line, LineQuery()).queue
    assert row.state is CallState.WAITING


def test_new_things_are_written_under_the_record_that_was_kept(twice: Twice) -> None:
    merge(twice.desk.runner(Role.RECEPTION), twice.kept, twice.other)
    tables = ("visit", "service", "follow_up", "private_pass", "rcf_turn", "rcf_number", "workshop_entry", "petition")
    before = {table: under(twice, table) for table in (*tables, "transfer_traveller", "consent", "person_document")}
    reception, room, phone = (twice.desk.runner(role) for role in (Role.RECEPTION, Role.PSYCHOLOGY, Role.RCF))
    other = twice.other
    reception.run(visits.record, RecordVisit(new_id(), TODAY, "TRANSITO", (ori(),), person_uuid=other))
    reception.run(passes.send, SendPass(new_id(), other))
    waiting = Enqueue(
        new_id(), person_uuid=other, modality="LLAMADA", profile="TRANSITO", country="VEN", number="+58 412 7654321"
    )
    phone.run(rcf.enqueue, waiting)
    plan(twice.desk, other, TODAY + timedelta(days=3))
    come(twice.desk, planned(twice.desk), arrival(other))
    reception.run(transfers.request, RequestTransfer(new_id(), GOING, (Traveller(other),)))
    said = RegisterPetition(new_id(), PetitionKind.THANKS, PetitionChannel.BOX, TODAY, "Gracias", person_uuid=other)
    reception.run(petitions.register, said)
    given = NewConsent(new_id(), Purpose.SHARING, Channel.SIGNATURE, TODAY, "2026-1", folio="13")
    reception.run(consents.record, RecordConsent(other, given))
    shown = reception.run(people.page, PersonQuery(other)).result
    added = people.EditPerson(other, shown.version, shown.details, Numbers((cedula("V-7.777.777"),)))
    reception.run(people.edit, added)
    room.run(listening.book, Book(new_id(), other, Booking(TODAY, "11:00")))
    assert {table: under(twice, table) for table in before} == before


def under(twice: Twice, table: str) -> int:
    """Rows of *table* that stand under the other record."""
    with twice.desk.base.begin() as work:
        asked = f"SELECT count(*) FROM {table} WHERE person_id = (SELECT id FROM person WHERE uuid = ?)"
        return int(work.connection.exec_driver_sql(asked, (twice.other,)).scalar_one())


def test_a_card_of_a_child_stays_with_the_visit_that_opened_it(desk: Desk) -> None:
    reception = desk.runner(Role.RECEPTION)
    kept, other = register(reception).uuid, register(reception, named("Maruja")).uuid
    reception.run(visits.record, marked(other))
    done = merge(reception, kept, other)
    adult(reception, kept)
    undo(reception, done)
    (card,) = reception.run(children.open_cards, OpenCardsQuery()).result
    assert (card.person_uuid, card.adult.name) == (other, "Una vecina")


def test_the_totals_of_transfers_count_a_merged_person_once(twice: Twice) -> None:
    reception = twice.desk.runner(Role.RECEPTION)
    of = reception.run(transfers.request, RequestTransfer(new_id(), GOING, (Traveller(twice.kept),))).result
    for step in (Step.APPROVED, Step.BOUGHT):
        of = reception.run(transfers.take_step, TakeStep(new_id(), of.uuid, of.version, step, TODAY)).result
    reception.run(transfers.travel, Travel(new_id(), of.uuid, of.version, TODAY, (twice.kept,)))
    year = TransfersQuery(date(2026, 1, 1), date(2026, 12, 31))
    assert reception.run(transfers.listed, year).result.totals.persons == 2
    merge(reception, twice.kept, twice.other)
    assert reception.run(transfers.listed, year).result.totals.persons == 1


@pytest.fixture
def two(desk: Desk) -> tuple[str, str]:
    reception = desk.runner(Role.RECEPTION)
    return register(reception).uuid, register(reception, named("Maruja"), cedula()).uuid


def test_who_was_enrolled_under_the_other_record_comes_under_it(desk: Desk, two: tuple[str, str]) -> None:
    room, workshop = desk.runner(Role.PSYCHOLOGY), planned(desk)
    room.run(workshops.attend, Attend(workshop.uuid, (arrival(two[1]),), attended=False))
    done = merge(desk.runner(Role.RECEPTION), *two)
    (row,) = come(desk, workshop, arrival(two[0])).rows
    assert (row.person_uuid, bool(row.service_uuid)) == (two[0], True)
    undo(desk.runner(Role.RECEPTION), done)
    (row,) = room.run(workshops.detail, WorkshopQuery(workshop.uuid)).result.rows
    assert (row.person_uuid, bool(row.service_uuid)) == (two[1], True), "the list is one with its services"


def test_the_last_profile_is_that_of_either_record(desk: Desk, two: tuple[str, str]) -> None:
    reception, day = desk.runner(Role.RECEPTION), TODAY - timedelta(days=5)
    reception.run(visits.record, RecordVisit(new_id(), day, "PERMANENCIA", (ori(),), person_uuid=two[1]))
    merge(reception, *two)
    come(desk, planned(desk), arrival(two[0]))
    (row,) = reception.run(visits.of_day, DayQuery(TODAY)).result
    assert row.profile == "PERMANENCIA"


def test_a_voiding_is_not_undone_where_the_other_record_counts_in_the_same_thing(
    desk: Desk, two: tuple[str, str]
) -> None:
    workshop, coordination = planned(desk), desk.runner(Role.COORDINATION)
    come(desk, workshop, arrival(two[0]), arrival(two[1]))
    (line,) = coordination.run(visits.of_person, visits.PersonQuery(two[1])).result[0].services
    coordination.run(visits.void, VoidService(line.uuid, line.version, "Se equivocó"))
    done = merge(coordination, *two)
    with pytest.raises(CasaError) as refused:
        coordination.run(visits.restore, RestoreService(line.uuid))
    assert refused.value.code is Code.CONFLICT
    undo(coordination, done)
    coordination.run(visits.restore, RestoreService(line.uuid))


def test_a_mark_under_either_record_is_called_first(desk: Desk, two: tuple[str, str]) -> None:
    reception, phone = desk.runner(Role.RECEPTION), desk.runner(Role.RCF)
    reception.run(visits.record, marked(two[0]))
    phone.run(rcf.enqueue, Enqueue(new_id(), "LLAMADA", "TRANSITO", person_uuid=two[1]))
    (row,) = phone.run(rcf.line, LineQuery()).result.queue
    assert not row.first
    merge(reception, *two)
    (row,) = phone.run(rcf.line, LineQuery()).result.queue
    assert row.first


def test_a_list_shows_the_document_of_the_other_record_where_there_is_no_other(
    desk: Desk, two: tuple[str, str]
) -> None:
    reception = desk.runner(Role.RECEPTION)
    merge(reception, *two)
    (hit,) = reception.run(people.search, SearchPeople("maruja")).result
    assert (hit.uuid, hit.document_type, bool(hit.document)) == (two[0], "CV", True)
