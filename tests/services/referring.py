"""Persons, referrals and follow-ups for the tests, through the verbs."""

from datetime import date
from typing import Any

from casa_desktop.domain.access import Role
from casa_desktop.domain.ages import Age, AgeRange
from casa_desktop.domain.followups import FollowUpRow
from casa_desktop.domain.ids import new_id
from casa_desktop.domain.names import Name
from casa_desktop.domain.persons import Details
from casa_desktop.domain.referrals import ReferralDetail
from casa_desktop.services import followups, people, referrals
from casa_desktop.services.followups import Schedule
from casa_desktop.services.people import RegisterPerson
from casa_desktop.services.referrals import Refer
from tests.services.desk import TODAY, Desk


def register(desk: Desk, first: str = "Yusmary", surname: str = "Chacón") -> str:
    """Somebody known to the desk; gives the uuid."""
    age = Age(stated=AgeRange(30, 30), stated_on=TODAY)
    command = RegisterPerson(new_id(), Details(Name(first, "", surname), sex="02", age=age, country="VEN"))
    desk.runner(Role.RECEPTION).run(people.register, command)
    return command.uuid


def referral(person: str, day: date = TODAY, **more: Any) -> Refer:
    """A referral to the Personería."""
    values: dict[str, Any] = {"partner": "PERSONERIA", "motive": "Declaración extemporánea", "profile": "PERMANENCIA"}
    values |= more
    return Refer(new_id(), new_id(), new_id(), person, day, **values)


def refer(desk: Desk, person: str, day: date = TODAY, role: Role = Role.RECEPTION, **more: Any) -> ReferralDetail:
    """Makes one."""
    return desk.runner(role).run(referrals.refer, referral(person, day, **more)).result


def plan(desk: Desk, person: str, due: date, role: Role = Role.RECEPTION, **more: Any) -> FollowUpRow:
    """A follow-up planned by *role*."""
    values: dict[str, Any] = {"reason": "Preguntar por la cita"} | more
    return desk.runner(role).run(followups.schedule, Schedule(new_id(), person, due, **values)).result
