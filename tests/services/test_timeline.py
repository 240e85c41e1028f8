"""The timeline of a person: each role reads what its pages would show it, once, and paper says less than any screen."""

from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

import pytest

from casa_desktop.domain.access import PERMISSIONS, Action, Role
from casa_desktop.domain.documents import Document
from casa_desktop.domain.errors import CasaError, Code
from casa_desktop.domain.followups import FollowUpState
from casa_desktop.domain.ids import new_id
from casa_desktop.domain.person_views import ConsentShown
from casa_desktop.domain.persons import Channel, NewConsent, Numbers, Purpose
from casa_desktop.domain.referrals import ReferralState
from casa_desktop.domain.timeline import EntryKind, Group, PersonSummary, Timeline
from casa_desktop.domain.transfers import Plan, Step, Traveller
from casa_desktop.domain.visits import Guidance, NewService, Psychology, RecordVisit
from casa_desktop.services import consents, followups, households, people, referrals, timeline, transfers, visits
from casa_desktop.services.consents import RecordConsent, RevokeConsent
from casa_desktop.services.followups import Settle
from casa_desktop.services.people import EditPerson, ReservePerson
from casa_desktop.services.timeline import OpenQuery, PrintPerson, TimelineQuery
from casa_desktop.services.transfers import RequestTransfer, TakeStep, Travel
from casa_desktop.services.visits import VoidService
from tests.services.desk import TODAY, Desk
from tests.services.referring import plan, refer
from tests.services.stores import make_store
from tests.services.test_workshops import arrival, come, planned

SEEING = sorted(PERMISSIONS[Action.PERSON_VIEW])
BLIND = sorted(set(Role) - PERMISSIONS[Action.PERSON_VIEW])
SECRET = "Ideación, remitida a psiquiatría"


@dataclass(frozen=True)
class Life:
    """A person with something of every feature, and the family of four that she heads."""

    desk: Desk
    ana: str
    family: tuple[str, ...]

    def read(self, role: Role, group: Group | None = None, most: int = 99) -> Timeline:
        return self.desk.runner(role).run(timeline.of_person, TimelineQuery(self.ana, group, most)).result

    def kinds(self, role: Role) -> set[EntryKind]:
        return {each.kind for each in self.read(role).entries}

    def paper(self, role: Role, person: str = "") -> PersonSummary:
        return self.desk.runner(role).run(timeline.printed, PrintPerson(person or self.ana, 99)).result


@pytest.fixture
def life(desk: Desk) -> Life:
    store = make_store(desk)
    family = tuple(store.family())
    ana = family[0]
    reception = desk.runner(Role.RECEPTION)
    for role, service, day in (
        (Role.RECEPTION, NewService(new_id(), "ORI", Guidance(("PPT",))), TODAY - timedelta(days=40)),
        (Role.HEALTH, NewService(new_id(), "SSP", answers=(("CONSEJERIA", "CONTROL"),)), TODAY - timedelta(days=30)),
        (Role.PSYCHOLOGY, NewService(new_id(), "PSI", Psychology(False)), TODAY - timedelta(days=20)),
    ):
        desk.runner(role).run(visits.record, RecordVisit(new_id(), day, "TRANSITO", (service,), person_uuid=ana))
    store.donate("Kit de aseo", 5)
    store.deliver(list(family), ("Kit de aseo", 1), day=TODAY - timedelta(days=12))
    refer(desk, ana, TODAY - timedelta(days=11))
    refer(desk, ana, TODAY - timedelta(days=10), Role.PSYCHOLOGY, motive=SECRET, private=True)
    plan(desk, ana, TODAY + timedelta(days=3), reason="Llamar")
    plan(desk, ana, TODAY, Role.PSYCHOLOGY, reason=SECRET, private=True)
    going = Plan(municipality="52356", reason="REUNIFICACION", profile="TRANSITO")
    asked = RequestTransfer(new_id(), going, tuple(Traveller(uuid) for uuid in family))
    reception.run(transfers.request, asked)
    come(desk, planned(desk, TODAY - timedelta(days=5)), arrival(ana))
    given = NewConsent(new_id(), Purpose.DATA, Channel.SIGNATURE, TODAY - timedelta(days=40), "2026-1", folio="12")
    reception.run(consents.record, RecordConsent(ana, given))
    reception.run(consents.revoke, RevokeConsent(given.uuid, reason="Lo pidió"))
    return Life(desk, ana, family)


@pytest.mark.parametrize("role", SEEING)
def test_each_role_sees_the_features_whose_pages_it_has_and_no_others(life: Life, role: Role) -> None:
    needed = {
        EntryKind.DELIVERY: Action.AID_VIEW,
        EntryKind.REFERRAL: Action.REFERRAL_VIEW,
        EntryKind.FOLLOW_UP: Action.FOLLOW_UP_VIEW,
        EntryKind.TRANSFER: Action.TRANSFER_VIEW,
        EntryKind.WORKSHOP: Action.WORKSHOP_VIEW,
        EntryKind.VISIT: Action.VISIT_VIEW,
    }
    always = {EntryKind.JOINED, EntryKind.CONSENT, EntryKind.REVOKED}
    assert life.kinds(role) == always | {kind for kind, act in needed.items() if role in PERMISSIONS[act]}


@pytest.mark.parametrize("role", SEEING)
def test_what_psychology_keeps_to_itself_is_in_nobody_elses_line(life: Life, role: Role) -> None:
    found = life.read(role)
    private = [each for each in found.entries if getattr(each.of, "private", False)]
    sessions = [each for each in found.entries if "PSI" in repr(each.of)]
    mine = role is Role.PSYCHOLOGY
    assert (len(private), len(sessions)) == ((2, 1) if mine else (0, 0))
    assert ("Ideación" in repr(found)) is mine
    waiting = life.desk.runner(role).run(timeline.open_matters, OpenQuery(life.ana)).result
    assert (len(waiting.referrals), len(waiting.follow_ups)) == ((2, 2) if mine else (1, 1))
    assert len(waiting.transfers) == (role in PERMISSIONS[Action.TRANSFER_VIEW])


def test_who_holds_no_key_sees_that_something_is_sealed_and_not_what(life: Life) -> None:
    keyless = life.desk.runner(Role.PSYCHOLOGY, keyless=True)
    found = keyless.run(timeline.of_person, TimelineQuery(life.ana, Group.FOLLOW_UPS)).result
    assert len(found.entries) == 2
    assert "Ideación" not in repr(found)


@pytest.mark.parametrize("role", BLIND)
def test_who_may_not_see_persons_has_no_line_and_no_paper(life: Life, role: Role) -> None:
    asks: tuple[tuple[Any, Any], ...] = (
        (timeline.of_person, TimelineQuery(life.ana)),
        (timeline.open_matters, OpenQuery(life.ana)),
        (timeline.printed, PrintPerson(life.ana)),
    )
    for act, asked in asks:
        with pytest.raises(CasaError) as raised:
            life.desk.runner(role).run(act, asked)
        assert raised.value.code is Code.FORBIDDEN


def test_what_an_entry_stands_for_is_not_told_again_by_its_visit(life: Life) -> None:
    types = [line.type for each in life.read(Role.COORDINATION, Group.VISITS).entries for line in each.of.services]  # type: ignore[union-attr]  # visits
    assert sorted(types) == ["ORI", "SSP"], "a delivery, a referral and a workshop have lines of their own"
    blind = [line.type for each in life.read(Role.RCF, Group.VISITS).entries for line in each.of.services]  # type: ignore[union-attr]  # visits
    assert sorted(blind) == ["AYU", "ORI", "SSP", "TAL"], "who has no page of aid or workshops still sees the service"


def test_newest_first_and_no_more_than_asked(life: Life) -> None:
    whole = life.read(Role.COORDINATION)
    days = [each.date for each in whole.entries]
    assert days == sorted(days, reverse=True)
    assert not whole.more
    few = life.read(Role.COORDINATION, most=3)
    assert (few.entries, few.more) == (whole.entries[:3], True)


@pytest.mark.parametrize("group", Group)
def test_a_filter_keeps_its_own_and_loses_none(life: Life, group: Group) -> None:
    whole = life.read(Role.COORDINATION)
    assert life.read(Role.COORDINATION, group).entries == tuple(e for e in whole.entries if e.group is group)


def test_voided_things_leave_the_line_and_settled_ones_what_is_open(life: Life) -> None:
    reception = life.desk.runner(Role.RECEPTION)
    (delivery,) = life.read(Role.RECEPTION, Group.AID).entries
    reception.run(visits.void, VoidService(delivery.record, 1, "Era otra familia"))
    assert life.read(Role.RECEPTION, Group.AID).entries == ()
    coordination = life.desk.runner(Role.COORDINATION)
    (came,) = life.read(Role.COORDINATION, Group.WORKSHOPS).entries
    found = coordination.run(visits.of_person, visits.PersonQuery(life.ana)).result
    (line,) = [line for visit in found for line in visit.services if line.activity == came.record]
    coordination.run(visits.void, VoidService(line.uuid, line.version, "No vino"))
    assert life.read(Role.COORDINATION, Group.WORKSHOPS).entries == ()
    waiting = reception.run(timeline.open_matters, OpenQuery(life.ana)).result
    (row,), (sent,) = waiting.follow_ups, waiting.referrals
    reception.run(followups.settle, Settle(new_id(), row.uuid, row.version, FollowUpState.DONE))
    reception.run(referrals.take_step, referrals.Step(new_id(), sent.uuid, sent.version, ReferralState.ATTENDED))
    waiting = reception.run(timeline.open_matters, OpenQuery(life.ana)).result
    assert (waiting.follow_ups, waiting.referrals) == ((), ())
    states = {each.of.state for each in life.read(Role.RECEPTION).entries if hasattr(each.of, "state")}
    assert states == {FollowUpState.DONE, ReferralState.ATTENDED}


def test_a_transfer_is_open_until_they_arrive_and_not_of_who_stayed(life: Life) -> None:
    reception = life.desk.runner(Role.RECEPTION)
    (entry,) = life.read(Role.RECEPTION, Group.TRANSFERS).entries
    version = 1
    for step in (Step.APPROVED, Step.BOUGHT):
        version = reception.run(
            transfers.take_step, TakeStep(new_id(), entry.record, version, step, TODAY)
        ).result.version
    travel = Travel(new_id(), entry.record, version, TODAY, life.family[:2])
    version = reception.run(transfers.travel, travel).result.version
    assert reception.run(timeline.open_matters, OpenQuery(life.ana)).result.transfers
    stayed = reception.run(timeline.of_person, TimelineQuery(life.family[3])).result
    assert EntryKind.TRANSFER not in {each.kind for each in stayed.entries}
    reception.run(transfers.take_step, TakeStep(new_id(), entry.record, version, Step.ARRIVED, TODAY))
    assert not reception.run(timeline.open_matters, OpenQuery(life.ana)).result.transfers
    assert "'TRA'" not in repr(life.read(Role.RECEPTION, Group.VISITS)), "the journey is told by the transfer"


def test_the_line_of_a_merged_record_is_the_line_of_the_person(life: Life) -> None:
    other = make_store(life.desk).person("Anita")
    refer(life.desk, other, TODAY)
    before = life.read(Role.RECEPTION)
    with life.desk.base.begin() as work:
        work.connection.exec_driver_sql(
            "UPDATE person SET canonical_id = (SELECT id FROM person WHERE uuid = ?) WHERE uuid = ?", (life.ana, other)
        )
        work.commit()
    after = life.read(Role.RECEPTION)
    assert len(after.entries) == len(before.entries) + 1
    again = life.desk.runner(Role.RECEPTION).run(timeline.of_person, TimelineQuery(other, most=99)).result
    assert again == after


def test_a_family_tells_who_came_and_who_left(life: Life) -> None:
    desk = life.desk
    desk.clock.instant += timedelta(days=2)
    reception = desk.runner(Role.RECEPTION)
    reception.run(households.leave, households.LeaveHousehold(life.family[3]))
    kinds = [each.kind for each in life.read(Role.RECEPTION, Group.FAMILY).entries]
    assert kinds == [EntryKind.MEMBER_LEFT, EntryKind.JOINED]
    gone = reception.run(timeline.of_person, TimelineQuery(life.family[3], Group.FAMILY)).result
    assert [each.kind for each in gone.entries] == [EntryKind.LEFT]


def test_a_reserved_contact_is_nobody_for_reception_and_no_name_in_anybodys_line(life: Life) -> None:
    coordination = life.desk.runner(Role.COORDINATION)
    coordination.run(people.reserve, ReservePerson(life.family[1], 1, reserved=True))
    with pytest.raises(CasaError) as raised:
        life.desk.runner(Role.RECEPTION).run(timeline.of_person, TimelineQuery(life.family[1]))
    assert raised.value.code is Code.NOT_FOUND
    assert "Kleiver" not in repr(life.read(Role.RECEPTION))
    assert "Kleiver" in repr(life.read(Role.COORDINATION))
    assert "Kleiver" not in repr(life.paper(Role.COORDINATION)), "paper may be read by anybody"
    assert life.read(Role.RECEPTION, Group.TRANSFERS).entries == ()


@pytest.mark.parametrize("role", SEEING)
def test_no_paper_tells_of_psychology_or_health_whoever_prints_it(life: Life, role: Role) -> None:
    paper = life.paper(role)
    told = repr(paper)
    for never in ("PSI", "SSP", "'TAL'", "embarazo", "Ideación", "Llamar", "Declaración", "PERSONERIA", "private=True"):
        assert never not in told, never
    assert "Yusmari" in paper.name
    with life.desk.base.begin() as work:
        rows = work.connection.exec_driver_sql("SELECT action, record FROM audit ORDER BY seq DESC LIMIT 1").all()
    assert [tuple(row) for row in rows] == [("person.print", paper.code)]


def test_the_paper_of_a_reserved_contact_says_a_code_and_days(life: Life) -> None:
    coordination = life.desk.runner(Role.COORDINATION)
    whole = coordination.run(people.page, people.PersonQuery(life.ana)).result
    passport = Numbers((Document(new_id(), "PA", "AB123456"),))
    edited = EditPerson(life.ana, whole.version, whole.details, passport)
    coordination.run(people.edit, edited)
    assert life.paper(Role.COORDINATION).documents
    coordination.run(
        people.reserve, ReservePerson(life.ana, whole.version + 1, reserved=True, safe_contact="Por la tía")
    )
    paper = life.paper(Role.COORDINATION)
    assert (paper.quiet, paper.name, paper.about, paper.documents, paper.members) == (True, "", ("", ""), (), ())
    told = repr(replace(paper, entries=tuple(e for e in paper.entries if not isinstance(e.of, ConsentShown))))
    for never in ("ORI'", "Ipiales", "52356", "Kleiver", "Por la tía"):
        assert never not in told, never
    assert [each.date for each in paper.entries]
