"""Families and authorisations on a real encrypted base."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from casa_desktop.domain.access import Role
from casa_desktop.domain.errors import Code
from casa_desktop.domain.ids import new_id
from casa_desktop.domain.person_views import PersonPage
from casa_desktop.domain.persons import Channel, NewConsent, Pending, Purpose
from casa_desktop.services import consents, households, people
from casa_desktop.services.consents import RecordConsent, RevokeConsent
from casa_desktop.services.households import DescribeMember, JoinHousehold, LeaveHousehold
from casa_desktop.services.people import RegisterPerson, ReservePerson
from casa_desktop.services.runner import Runner
from tests.services.desk import TODAY, Desk
from tests.services.test_people import hits, named, page, refused, register


@pytest.fixture
def reception(desk: Desk) -> Runner:
    return desk.runner(Role.RECEPTION)


def consent(person_uuid: str, *facts: Any, **more: Any) -> RecordConsent:
    return RecordConsent(person_uuid, NewConsent(new_id(), *facts, **more))


def members(shown: PersonPage) -> list[tuple[str, str, bool]]:
    return [(member.name, member.kinship, member.head) for member in shown.members]


def test_who_comes_alone_is_a_household_of_one(reception: Runner) -> None:
    person = register(reception, named("Ana"))
    assert members(page(reception, person.uuid)) == [("Ana", "", False)]


def test_a_family_registered_together_shares_a_household(reception: Runner) -> None:
    together = new_id()
    family = [
        RegisterPerson(new_id(), named("Ana"), household_uuid=together, kinship="JEFE", head=True),
        RegisterPerson(new_id(), named("Luis"), household_uuid=together, kinship="HIJO"),
    ]
    reception.run_all([(people.register, command) for command in family])
    shown = page(reception, family[1].uuid)
    assert shown.household_uuid == together
    assert members(shown) == [("Ana", "JEFE", True), ("Luis", "HIJO", False)]
    assert [hit.household_size for hit in hits(reception, "luis")] == [2]


def test_joining_and_leaving_are_dated_and_a_person_is_in_one_at_a_time(desk: Desk, reception: Runner) -> None:
    ana, luis = register(reception, named("Ana")), register(reception, named("Luis"))
    desk.clock.advance(10 * 24 * 3600)
    join = JoinHousehold(luis.uuid, ana.uuid, "HERMANO", since=TODAY + timedelta(days=4))
    home = reception.run(households.join, join).result
    assert reception.run(households.join, join).result == home
    assert [m.since for m in page(reception, ana.uuid).members] == [TODAY, TODAY + timedelta(days=4)]
    reception.run(households.describe, DescribeMember(luis.uuid, "PADRE", head=True))
    reception.run(households.describe, DescribeMember(ana.uuid, "JEFE", head=True))
    assert members(page(reception, luis.uuid)) == [("Ana", "JEFE", True), ("Luis", "PADRE", False)]
    alone = reception.run(households.leave, LeaveHousehold(luis.uuid)).result
    assert alone != home
    assert reception.run(households.leave, LeaveHousehold(luis.uuid)).result == alone
    assert members(page(reception, ana.uuid)) == [("Ana", "JEFE", True)]
    with desk.base.begin() as work:
        rows = work.connection.exec_driver_sql(
            "SELECT since, until FROM household_member WHERE person_id = 2 ORDER BY id"
        )
        assert [tuple(row) for row in rows] == [
            ("2026-03-10", "2026-03-14"),
            ("2026-03-14", "2026-03-20"),
            ("2026-03-20", None),
        ]


def test_a_household_refuses_what_cannot_be(desk: Desk, reception: Runner) -> None:
    ana, luis = register(reception, named("Ana")), register(reception, named("Luis"))
    odd = JoinHousehold(luis.uuid, ana.uuid, "VECINO", since=TODAY + timedelta(days=1))
    assert refused(reception, households.join, odd) == [(Code.BAD_CHOICE, "kinship"), (Code.DATE_IN_FUTURE, "since")]
    assert refused(reception, households.join, JoinHousehold(luis.uuid, new_id())) == [(Code.NOT_FOUND, "")]
    volunteer = desk.runner(Role.VOLUNTEER)
    assert refused(volunteer, households.join, JoinHousehold(luis.uuid, ana.uuid)) == [(Code.FORBIDDEN, "")]


def test_a_reserved_member_is_not_seen_in_the_family(desk: Desk, reception: Runner) -> None:
    ana, luis = register(reception, named("Ana")), register(reception, named("Luis"))
    reception.run(households.join, JoinHousehold(luis.uuid, ana.uuid))
    room = desk.runner(Role.PSYCHOLOGY)
    room.run(people.reserve, ReservePerson(luis.uuid, page(room, luis.uuid).version, reserved=True))
    assert [m.name for m in page(reception, ana.uuid).members] == ["Ana"]
    assert [hit.household_size for hit in hits(reception, "ana")] == [1]
    assert [hit.household_size for hit in hits(room, "ana")] == [2]


def test_an_authorisation_is_provable_and_can_be_revoked(desk: Desk, reception: Runner) -> None:
    person = register(reception, named("Ana"))
    unsigned = consent(person.uuid, Purpose.DATA, Channel.SIGNATURE, TODAY, "")
    assert refused(reception, consents.record, unsigned) == [(Code.REQUIRED, "folio"), (Code.REQUIRED, "text_version")]
    verbal = consent(person.uuid, Purpose.SENSITIVE, Channel.VERBAL, date(2027, 1, 1), "v1")
    assert refused(reception, consents.record, verbal) == [
        (Code.DATE_IN_FUTURE, "given_on"),
        (Code.REQUIRED, "witness"),
    ]
    signed = consent(person.uuid, Purpose.DATA, Channel.SIGNATURE, TODAY, "2026-01", folio="114-7")
    reception.run(consents.record, signed)
    reception.run(consents.record, signed)
    shown = page(reception, person.uuid)
    assert [(c.folio, c.holds, c.recorded_by) for c in shown.consents] == [("114-7", True, "Prueba de recepcion")]
    assert Pending.CONSENT not in shown.pending
    desk.clock.advance(24 * 3600)
    reception.run(consents.revoke, RevokeConsent(signed.consent.uuid, reason="Lo pidió"))
    ended = reception.run(consents.revoke, RevokeConsent(signed.consent.uuid)).result
    assert (ended.holds, ended.revoked_on) == (False, TODAY + timedelta(days=1))
    assert Pending.CONSENT in page(reception, person.uuid).pending
    assert refused(reception, consents.revoke, RevokeConsent(new_id())) == [(Code.NOT_FOUND, "")]


def test_a_refusal_is_recorded_too(reception: Runner) -> None:
    person = register(reception, named("Ana"))
    refusal = consent(person.uuid, Purpose.DATA, Channel.VERBAL, TODAY, "", granted=False)
    assert not reception.run(consents.record, refusal).result.holds


def test_a_person_may_be_registered_with_their_authorisation(reception: Runner) -> None:
    signed = NewConsent(new_id(), Purpose.DATA, Channel.SIGNATURE, TODAY, "1")
    command = RegisterPerson(new_id(), named("Ana"), consent=signed)
    assert refused(reception, people.register, command) == [(Code.REQUIRED, "folio")]
    reception.run(people.register, replace(command, consent=replace(signed, folio="7")))
    assert [c.folio for c in page(reception, command.uuid).consents] == ["7"]


def test_a_household_has_one_head_however_the_second_one_came(reception: Runner) -> None:
    together = new_id()
    for name in ("Ana", "Luis"):
        reception.run(people.register, RegisterPerson(new_id(), named(name), household_uuid=together, head=True))
    luis = hits(reception, "luis")[0]
    assert members(page(reception, luis.uuid)) == [("Luis", "", True), ("Ana", "", False)]
