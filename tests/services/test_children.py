"""The card of a child who came alone: it opens by itself, stays open until somebody answers, and blocks nothing."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import Connection, event

from casa_desktop.domain.access import Role
from casa_desktop.domain.ages import Age, AgeRange
from casa_desktop.domain.children import Adult, ChildCard, NewNotice, Told
from casa_desktop.domain.clock import BOGOTA
from casa_desktop.domain.errors import CasaError, Code
from casa_desktop.domain.ids import new_id
from casa_desktop.domain.names import Name
from casa_desktop.domain.persons import Details
from casa_desktop.domain.visits import NewService, Psychology, RecordVisit
from casa_desktop.services import children, people, visits
from casa_desktop.services.children import CloseCard, NotifyChild, OpenCardsQuery, ReopenCard, SaveAdult
from casa_desktop.services.people import RegisterPerson
from casa_desktop.services.runner import Runner
from casa_desktop.services.visits import VoidService
from tests.services.desk import TODAY, Desk

NINE = datetime(TODAY.year, TODAY.month, TODAY.day, 9, tzinfo=BOGOTA)


@pytest.fixture
def reception(desk: Desk) -> Runner:
    return desk.runner(Role.RECEPTION)


@pytest.fixture
def boy(reception: Runner) -> str:
    details = Details(Name("Yeison", "", "Rivas"), sex="01", age=Age(stated=AgeRange(15, 15), stated_on=TODAY))
    command = RegisterPerson(new_id(), details)
    reception.run(people.register, command)
    return command.uuid


def marked(person: str, *codes: str, day: timedelta = timedelta(), service: NewService | None = None) -> RecordVisit:
    return RecordVisit(
        new_id(),
        TODAY + day,
        "TRANSITO",
        (service or NewService(new_id(), "ORI"),),
        person_uuid=person,
        vulnerabilities=codes or ("NNA_SOLO",),
    )


def cards(runner: Runner) -> tuple[ChildCard, ...]:
    return runner.run(children.open_cards, OpenCardsQuery()).result


def refused(runner: Runner, verb: Callable[..., Any], command: Any) -> Code:
    with pytest.raises(CasaError) as caught:
        runner.run(verb, command)
    return caught.value.code


def test_a_boy_of_15_alone_is_answered_for_the_next_day(desk: Desk, reception: Runner, boy: str) -> None:
    visit = marked(boy)
    reception.run(visits.record, visit)
    (card,) = cards(reception)
    assert (card.person_name, card.age, card.codes, card.uuid) == ("Yeison Rivas", AgeRange(15, 15), ("NNA_SOLO",), "")
    assert (card.visit_uuid, card.since) == (visit.uuid, TODAY)

    uuid, notice = new_id(), NewNotice(new_id(), Told.ICBF, NINE, "Radicado 1-234")
    for _ in range(2):
        reception.run(children.notify, NotifyChild(uuid, boy, notice))
    reception.run(children.save_adult, SaveAdult(uuid, boy, 1, Adult("  doña  Marta ", "TIO", "CC 1.234")))
    (card,) = cards(reception)
    assert card.adult == Adult("doña Marta", "TIO", "CC 1.234")
    assert [(n.told, n.at, n.about) for n in card.notices] == [(Told.ICBF, NINE, "Radicado 1-234")]

    desk.clock.instant += timedelta(days=1)
    assert cards(reception) != ()
    reception.run(children.close, CloseCard(uuid, boy, card.version, "Lo recibió el ICBF"))
    reception.run(children.close, CloseCard(uuid, boy, card.version))
    assert cards(reception) == ()
    reception.run(children.reopen, ReopenCard(uuid))
    assert cards(reception)[0].notices == card.notices


def test_the_audit_says_which_fields_and_never_what(desk: Desk, reception: Runner, boy: str) -> None:
    reception.run(visits.record, marked(boy))
    reception.run(children.save_adult, SaveAdult(new_id(), boy, 0, Adult("Marta")))
    with reception.batch() as ctx:
        rows = ctx.work.connection.exec_driver_sql("SELECT action, fields FROM audit").all()
    assert ("child.adult", "adult") in [tuple(row) for row in rows]
    assert "Marta" not in str(rows)


def test_a_card_that_nothing_stands_on_can_be_closed(reception: Runner, boy: str) -> None:
    reception.run(visits.record, marked(boy, "NNA_SEPARADO"))
    reception.run(children.close, CloseCard(new_id(), boy, 0))
    assert cards(reception) == ()


def test_one_child_has_one_card_and_coming_back_later_opens_another(desk: Desk, reception: Runner, boy: str) -> None:
    reception.run(visits.record, marked(boy, day=timedelta(days=-2)))
    reception.run(visits.record, marked(boy, "NNA_SOLO", "NNA_SEPARADO"))
    (card,) = cards(reception)
    assert (card.since, card.codes) == (TODAY - timedelta(days=2), ("NNA_SOLO", "NNA_SEPARADO"))
    reception.run(children.close, CloseCard(new_id(), boy, 0))
    assert cards(reception) == ()
    desk.clock.instant += timedelta(days=3)
    reception.run(visits.record, marked(boy, day=timedelta(days=3)))
    assert [card.since for card in cards(reception)] == [TODAY + timedelta(days=3)]


def test_voiding_what_opened_it_closes_an_empty_card_and_keeps_a_written_one(reception: Runner, boy: str) -> None:
    visit = marked(boy)
    reception.run(visits.record, visit)
    reception.run(visits.void, VoidService(visit.services[0].uuid, 1, "repetida"))
    assert cards(reception) == ()
    reception.run(visits.restore, visits.RestoreService(visit.services[0].uuid))
    reception.run(children.notify, NotifyChild(new_id(), boy, NewNotice(new_id(), Told.FAMILY_OFFICE, NINE)))
    reception.run(visits.void, VoidService(visit.services[0].uuid, 3, "repetida"))
    assert len(cards(reception)) == 1


def test_a_notice_is_neither_of_tomorrow_nor_of_before_the_child_came(reception: Runner, boy: str) -> None:
    reception.run(visits.record, marked(boy))
    for at, code in ((NINE + timedelta(hours=9), Code.DATE_IN_FUTURE), (NINE - timedelta(days=2), Code.DATE_TOO_OLD)):
        notice = NewNotice(new_id(), Told.ICBF, at)
        assert refused(reception, children.notify, NotifyChild(new_id(), boy, notice)) is code


def test_two_at_one_card_do_not_overwrite_each_other(reception: Runner, boy: str) -> None:
    reception.run(visits.record, marked(boy))
    uuid = new_id()
    reception.run(children.save_adult, SaveAdult(uuid, boy, 0, Adult("Marta")))
    reception.run(children.save_adult, SaveAdult(uuid, boy, 1, Adult("Marta", "TIO")))
    late = SaveAdult(uuid, boy, 1, Adult("Rosa"))
    assert refused(reception, children.save_adult, late) is Code.CONFLICT
    assert refused(reception, children.close, CloseCard(uuid, boy, 1)) is Code.CONFLICT
    assert refused(reception, children.save_adult, replace(late, person_uuid=new_id())) is Code.NOT_FOUND


def test_what_psychology_alone_knows_opens_no_card_at_reception(desk: Desk, reception: Runner, boy: str) -> None:
    room = desk.runner(Role.PSYCHOLOGY)
    service = NewService(new_id(), "PSI", Psychology(False))
    room.run(visits.record, marked(boy, service=service))
    assert len(cards(room)) == 1
    assert cards(reception) == ()


def test_a_volunteer_sees_the_card_of_who_they_took_in_today(desk: Desk, reception: Runner, boy: str) -> None:
    reception.run(visits.record, marked(boy))
    assert cards(desk.runner(Role.VOLUNTEER)) == ()


def test_neither_all_persons_nor_all_services_are_read(desk: Desk, reception: Runner, boy: str) -> None:
    """«Hoy» asks whenever it comes up: with 100,000 persons each visit read all of them, and the page stood still."""
    plans: list[str] = []

    def look(conn: Connection, _cursor: object, statement: str, values: Any, *_: object) -> None:
        raw: Any = conn.connection.dbapi_connection
        plans.extend(step[3] for step in raw.execute(f"EXPLAIN QUERY PLAN {statement}", values))

    reception.run(visits.record, marked(boy))
    with reception.batch() as ctx:
        event.listen(ctx.work.connection, "before_cursor_execute", look)
        assert len(children.open_cards(ctx, OpenCardsQuery())) == 1
        event.remove(ctx.work.connection, "before_cursor_execute", look)
    assert plans
    assert [step for step in plans if re.match(r"SCAN (carded|service|visit|known|whole)\b|CORRELATED", step)] == []
