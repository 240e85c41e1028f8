"""Matters of protection: written in the private room only, under a key of their own, and counted like the rest."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from casa_desktop.domain.access import Compartment, Role
from casa_desktop.domain.cells import CellDetail, CellOrigin
from casa_desktop.domain.errors import CasaError, Code
from casa_desktop.domain.ids import new_id
from casa_desktop.domain.indicators import Indicator, RowChoice, Rule
from casa_desktop.domain.leaving import Way
from casa_desktop.domain.periods import Month, Period
from casa_desktop.domain.table import MonthlyTable, Source, Total
from casa_desktop.domain.visits import Anonymous, NewService, Psychology, RecordVisit
from casa_desktop.reports import table_csv
from casa_desktop.services import catalogs, listening, listings, months, origins, psychology, statistics, visits
from casa_desktop.services.catalogs import CatalogQuery
from casa_desktop.services.listening import HoldSession
from casa_desktop.services.listings import TakeRecords
from casa_desktop.services.months import CloseMonth, StatusQuery
from casa_desktop.services.origins import OriginQuery
from casa_desktop.services.psychology import ReadNote, WriteNote
from casa_desktop.services.runner import Runner
from casa_desktop.services.statistics import TableRequest
from casa_desktop.services.visits import AddService, VisitQuery
from casa_desktop.texts import table as words
from casa_desktop.texts import ui_statistics as panel
from tests.services.desk import TODAY, Desk
from tests.services.test_statistics import attend, guidance, register

SECRET = "Contó quién la trajo"
MONTH = Period(Month.of(TODAY), Month.of(TODAY))


@pytest.fixture
def room(desk: Desk) -> Runner:
    return desk.runner(Role.PSYCHOLOGY)


@pytest.fixture
def only_psychology(desk: Desk) -> Runner:
    """A psychologist of a desk that began earlier: the key of protection was never granted."""
    actor = desk.actor(Role.PSYCHOLOGY)
    keys = {name: key for name, key in actor.ring.compartments.items() if name != Compartment.PROTECTION}
    return Runner(desk.base, replace(actor, ring=replace(actor.ring, compartments=keys)), desk.clock, desk.keys)


def matter() -> RecordVisit:
    answers = (("ASUNTO", "TRATA"), ("SALUD_72", "si"), ("RUTA", "Fiscalía, con su permiso"))
    service = NewService(new_id(), "PRO", Psychology(False, note=SECRET), answers=answers)
    return RecordVisit(new_id(), TODAY, "TRANSITO", (service,), anonymous=Anonymous(new_id(), "02", 18, 25))


def refused(runner: Runner, verb: Callable[..., Any], command: Any) -> Code:
    with pytest.raises(CasaError) as caught:
        runner.run(verb, command)
    return caught.value.code


def test_it_is_offered_and_written_in_the_private_room_only(room: Runner) -> None:
    catalog = room.run(catalogs.lists, CatalogQuery()).result
    roles = frozenset({Role.PSYCHOLOGY})
    offered = [kind.code for kind in catalog.types_for(roles, TODAY)]
    private = [kind.code for kind in catalog.types_for(roles, TODAY, listening.PRIVATE)]
    assert ("PRO" in offered, "PRO" in private) == (False, True)
    visit = matter()
    assert refused(room, visits.record, visit) is Code.ON_ITS_OWN_PAGE
    room.run(listening.hold, HoldSession(visit))
    more = AddService(visit.uuid, matter().services[0])
    assert refused(room, visits.add_service, more) is Code.ON_ITS_OWN_PAGE


def test_its_note_and_answers_open_with_its_own_key(room: Runner, only_psychology: Runner) -> None:
    visit = matter()
    room.run(listening.hold, HoldSession(visit))
    service = visit.services[0]
    assert room.run(psychology.read_note, ReadNote(service.uuid)).result.text == SECRET
    room.run(psychology.write_note, WriteNote(new_id(), service.uuid, "Segunda", after=1))
    (mine,) = room.run(visits.detail, VisitQuery(visit.uuid)).result.services
    assert mine.answers == service.answers

    assert refused(only_psychology, psychology.read_note, ReadNote(service.uuid)) is Code.NEEDS_COMPARTMENT_KEY
    third = WriteNote(new_id(), service.uuid, "Tercera", after=2)
    assert refused(only_psychology, psychology.write_note, third) is Code.NEEDS_COMPARTMENT_KEY
    (theirs,) = only_psychology.run(visits.detail, VisitQuery(visit.uuid)).result.services
    assert theirs.answers == ()
    assert refused(only_psychology, listening.hold, HoldSession(matter())) is Code.NEEDS_COMPARTMENT_KEY
    with room.batch() as ctx:
        for table in ("sealed_note", "sealed_answers"):
            kept = ctx.work.connection.exec_driver_sql(f"SELECT compartment, sealed FROM {table}").all()
            assert {row[0] for row in kept} == {"proteccion"}
            assert not [row for row in kept if b"TRATA" in row[1] or SECRET.encode() in row[1]]


def test_a_first_note_written_later_is_sealed_under_the_key_of_its_type(room: Runner, only_psychology: Runner) -> None:
    visit = matter()
    bare = replace(visit, services=(replace(visit.services[0], form=Psychology(False)),))
    room.run(listening.hold, HoldSession(bare))
    first = WriteNote(new_id(), bare.services[0].uuid, SECRET)
    assert refused(only_psychology, psychology.write_note, first) is Code.NEEDS_COMPARTMENT_KEY
    room.run(psychology.write_note, first)
    assert refused(only_psychology, psychology.read_note, ReadNote(bare.services[0].uuid)) is Code.NEEDS_COMPARTMENT_KEY


def test_it_is_counted_and_never_listed(desk: Desk, room: Runner) -> None:
    room.run(listening.hold, HoldSession(matter()))
    query = OriginQuery(CellOrigin(Indicator(Rule.SERVICES, "PRO"), MONTH))
    cell = desk.runner(Role.COORDINATION).run(origins.records, query).result
    assert (cell.monthly_sum.low, cell.monthly_sum.high) == (1, 1)
    assert "A-0" not in repr(cell.records)


@pytest.mark.parametrize("role", [Role.RECEPTION, Role.HEALTH, Role.RCF])
@pytest.mark.parametrize("rule", [Rule.PERSONS, Rule.VISITS, Rule.NEW_PERSONS, Rule.FAMILIES])
def test_nor_by_the_services_of_everybody(desk: Desk, room: Runner, role: Role, rule: Rule) -> None:
    """All that was counted less what one sees and less the row of psychology would be that number."""
    who = register(desk, "María", "Gil")
    attend(desk, who, TODAY, guidance())
    origin = CellOrigin(Indicator(rule), MONTH)

    def told(whose: Role) -> tuple[CellDetail, int | None, str]:
        detail = desk.runner(whose).run(origins.records, OriginQuery(origin)).result
        listing = desk.runner(whose).run(listings.records, TakeRecords(origin, Way.CSV)).result
        return detail, listing.left_out, panel.cell_tally(detail) + panel.cell_reserved(detail)

    before, counted = told(role), told(Role.COORDINATION)[0].records.all.services
    room.run(listening.hold, HoldSession(replace(matter(), anonymous=None, person_uuid=who)))
    assert told(role) == before
    assert "se atiende en reserva" in before[2], "whether or not anything is"
    assert told(Role.COORDINATION)[0].records.all.services == counted + 1


@pytest.mark.parametrize("role", [Role.RECEPTION, Role.HEALTH, Role.CONSULTATION])
def test_nobody_outside_sees_the_number_of_an_open_month_grow(desk: Desk, room: Runner, role: Role) -> None:
    """What came after what was seen a minute ago would be what the last one who went in came for."""
    rows = tuple(RowChoice(Indicator(rule, "PRO"), rule) for rule in (Rule.SERVICES, Rule.PERSONS_OF_SERVICE))
    request = TableRequest(Period(MONTH.first.plus(-1), MONTH.last), rows)
    origin = CellOrigin(rows[0].indicator, MONTH)

    def told(whose: Role) -> MonthlyTable:
        return desk.runner(whose).run(statistics.table, request).result

    def printed(table: MonthlyTable) -> tuple[bytes, str]:
        return table_csv.render(table), "".join(words.notes_text(table))

    attend(desk, register(desk, "María", "Gil"), TODAY, guidance())
    before = told(role)
    room.run(listening.hold, HoldSession(matter()))
    room.run(listening.hold, HoldSession(matter()))
    after = told(role)
    assert (after.rows, printed(after)) == (before.rows, printed(before))
    assert [[cell.source for cell in row.cells] for row in after.rows] == [[Source.NONE, Source.RESERVED]] * 2
    assert (after.rows[1].monthly_sum, after.rows[1].distinct) == (Total(None, None),) * 2
    assert any(note.startswith(words.RESERVED) for note in words.notes_text(after))
    if role is not Role.CONSULTATION:
        assert refused(desk.runner(role), origins.records, OriginQuery(origin)) is Code.FORBIDDEN
    assert [row.cells[-1].value for row in told(Role.COORDINATION).rows] == [2, 2]
    close = desk.runner(Role.COORDINATION)
    desk.clock.advance(31 * 24 * 3600)
    version = close.run(months.status, StatusQuery(MONTH)).result[0].version
    close.run(months.close, CloseMonth(MONTH.first, "una sola persona", version))
    assert [row.cells[-1].value for row in told(role).rows] == [2, 2], "a closed month is printed"


def test_a_psychologist_is_who_can_be_granted_the_key(desk: Desk) -> None:
    assert str(Compartment.PROTECTION) in desk.actor(Role.PSYCHOLOGY).ring.compartments
    for role in Role:
        if role is not Role.PSYCHOLOGY:
            assert str(Compartment.PROTECTION) not in desk.actor(role).ring.compartments
