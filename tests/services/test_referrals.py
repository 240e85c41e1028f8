"""Referrals on a real encrypted desk: counted as services, closed by what became known, neutral where they must be."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from casa_desktop.domain.access import Role
from casa_desktop.domain.cells import CellOrigin
from casa_desktop.domain.errors import CasaError, Code
from casa_desktop.domain.ids import new_id
from casa_desktop.domain.indicators import Indicator, RowChoice, Rule
from casa_desktop.domain.periods import Month, Period
from casa_desktop.domain.referrals import ReferralDetail, ReferralState
from casa_desktop.services import directory, origins, people, referrals, statistics, visits
from casa_desktop.services.directory import DirectoryQuery
from casa_desktop.services.origins import OriginQuery
from casa_desktop.services.people import PersonQuery, ReservePerson
from casa_desktop.services.referrals import ReferralQuery, ReferralsQuery, Step, SummaryQuery
from casa_desktop.services.statistics import TableRequest
from casa_desktop.services.visits import DayQuery, VoidService
from tests.services.desk import TODAY, Desk
from tests.services.referring import refer, referral, register

RECEPTION, PSYCHOLOGY, COORDINATION = Role.RECEPTION, Role.PSYCHOLOGY, Role.COORDINATION


def step(
    desk: Desk, made: ReferralDetail, state: ReferralState, reason: str = "", on: date | None = None
) -> ReferralDetail:
    command = Step(new_id(), made.row.uuid, made.row.version, state, on, reason)
    return desk.runner(RECEPTION).run(referrals.take_step, command).result


def codes(desk: Desk, role: Role = RECEPTION, **query: object) -> list[str]:
    asked = ReferralsQuery(**query)  # type: ignore[arg-type]  # the names of its fields, as each test gives them
    return [row.code for row in desk.runner(role).run(referrals.listed, asked).result]


def refused(desk: Desk, role: Role, verb: object, command: object) -> Code:
    with pytest.raises(CasaError) as caught:
        desk.runner(role).run(verb, command)  # type: ignore[arg-type]  # any verb with its command
    return caught.value.code


def test_a_referral_is_a_service_that_every_report_counts(desk: Desk) -> None:
    person = register(desk)
    refer(desk, person)
    refer(desk, person, partner="ACNUR")
    asked = (Indicator(Rule.SERVICES, "REM"), Indicator(Rule.PERSONS_OF_SERVICE, "REM"), Indicator(Rule.PERSONS))
    rows = tuple(RowChoice(indicator, indicator.id) for indicator in asked)
    request = TableRequest(Period(Month(2026, 3), Month(2026, 3)), rows)
    table = desk.runner(COORDINATION).run(statistics.table, request).result
    assert [row.cells[0].value for row in table.rows] == [2, 1, 0], "REM does not count in PERSONAS"


def test_saving_twice_after_a_lost_answer_makes_one(desk: Desk) -> None:
    command = referral(register(desk))
    first = desk.runner(RECEPTION).run(referrals.refer, command).result
    assert desk.runner(RECEPTION).run(referrals.refer, command).result == first
    assert codes(desk) == [first.row.code]


def test_the_open_loop_begins_with_the_oldest(desk: Desk) -> None:
    person = register(desk)
    new = refer(desk, person)
    old = refer(desk, person, TODAY - timedelta(days=40))
    middle = refer(desk, person, TODAY - timedelta(days=9), partner="ACNUR")
    assert codes(desk) == [old.row.code, middle.row.code, new.row.code]
    assert codes(desk, partner="ACNUR") == [middle.row.code]
    step(desk, old, ReferralState.ATTENDED)
    assert codes(desk) == [middle.row.code, new.row.code]
    assert codes(desk, state=ReferralState.ATTENDED) == [old.row.code]
    assert codes(desk, every=True) == [new.row.code, middle.row.code, old.row.code]
    assert codes(desk, text=old.row.code) == [old.row.code]
    assert codes(desk, text="R-000001-Q") == []


def test_every_step_stays_with_its_day_and_its_reason(desk: Desk) -> None:
    made = refer(desk, register(desk), TODAY - timedelta(days=5))
    assert (
        refused(desk, RECEPTION, referrals.take_step, Step(new_id(), made.row.uuid, 1, ReferralState.REFUSED))
        is Code.NEEDS_REASON
    )
    seen = step(desk, made, ReferralState.RECEIVED, on=TODAY - timedelta(days=2))
    closed = step(desk, seen, ReferralState.REFUSED, "No atienden sin cédula")
    assert [(e.state, e.on, e.reason) for e in closed.history] == [
        (ReferralState.SENT, TODAY - timedelta(days=5), ""),
        (ReferralState.RECEIVED, TODAY - timedelta(days=2), ""),
        (ReferralState.REFUSED, TODAY, "No atienden sin cédula"),
    ]
    assert (
        refused(
            desk,
            RECEPTION,
            referrals.take_step,
            Step(new_id(), made.row.uuid, made.row.version, ReferralState.ATTENDED),
        )
        is Code.CONFLICT
    )
    for on, code in ((TODAY + timedelta(days=1), Code.DATE_IN_FUTURE), (date(2026, 3, 1), Code.DATE_TOO_OLD)):
        late = Step(new_id(), made.row.uuid, closed.row.version, ReferralState.ATTENDED, on)
        assert refused(desk, RECEPTION, referrals.take_step, late) is code


def test_a_step_whose_answer_was_lost_is_written_once(desk: Desk) -> None:
    made = refer(desk, register(desk))
    command = Step(new_id(), made.row.uuid, made.row.version, ReferralState.ATTENDED)
    first = desk.runner(RECEPTION).run(referrals.take_step, command).result
    assert desk.runner(RECEPTION).run(referrals.take_step, command).result == first
    assert len(first.history) == 2


def test_annulling_takes_it_out_of_every_count_and_can_be_undone(desk: Desk) -> None:
    made = refer(desk, register(desk))
    annulled = step(desk, step(desk, made, ReferralState.RECEIVED), ReferralState.ANNULLED, "Otra persona")
    assert annulled.row.state is ReferralState.ANNULLED
    assert codes(desk) == []
    assert desk.runner(RECEPTION).run(visits.of_day, DayQuery(TODAY)).result == ()
    assert step(desk, annulled, ReferralState.RECEIVED).row.open
    assert codes(desk) == [made.row.code]


def test_a_service_voided_elsewhere_annuls_its_referral(desk: Desk) -> None:
    made = refer(desk, register(desk))
    desk.runner(RECEPTION).run(visits.void, VoidService(made.service_uuid, made.service_version, "Error"))
    assert codes(desk) == []
    assert codes(desk, state=ReferralState.ANNULLED) == [made.row.code]


def test_the_slip_of_a_reserved_contact_or_a_protected_matter_is_neutral(desk: Desk) -> None:
    person = register(desk)
    plain, quiet = refer(desk, person), refer(desk, person, discreet=True, asked="Medida de protección")
    slips = [desk.runner(RECEPTION).run(referrals.slip, ReferralQuery(r.row.uuid)).result for r in (plain, quiet)]
    assert [(s.person, s.motive, s.asked) for s in slips] == [
        ("Yusmary Chacón", "Declaración extemporánea", ""),
        ("Yusmary Chacón", "", ""),
    ]
    page = desk.runner(COORDINATION).run(people.page, PersonQuery(person)).result
    desk.runner(COORDINATION).run(people.reserve, ReservePerson(person, page.version, True, "Solo por la tarde"))
    assert codes(desk) == [], "who may not know of the person sees none of theirs"
    assert len(codes(desk, COORDINATION)) == 2
    slip = desk.runner(COORDINATION).run(referrals.slip, ReferralQuery(plain.row.uuid)).result
    assert (slip.person, slip.motive) == ("", "")


def test_psychology_refers_without_a_trace_at_reception(desk: Desk) -> None:
    person = register(desk)
    made = refer(desk, person, role=PSYCHOLOGY, private=True, motive="Psiquiatría", partner="HOSPITAL")
    assert made.motive == "Psiquiatría"
    for role in (RECEPTION, COORDINATION, Role.HEALTH):
        assert codes(desk, role, every=True) == []
        assert codes(desk, role, text=made.row.code) == []
        assert refused(desk, role, referrals.detail, ReferralQuery(made.row.uuid)) is Code.NOT_FOUND
        assert desk.runner(role).run(visits.of_day, DayQuery(TODAY)).result == ()
        hit = desk.runner(role).run(people.search, people.SearchPeople("yusmary")).result[0]
        assert hit.last_visit is None
        query = OriginQuery(CellOrigin(Indicator(Rule.SERVICES, "REM"), Period(Month(2026, 3), Month(2026, 3))))
        behind = desk.runner(role).run(origins.records, query).result
        assert behind.records.persons == ()
    assert codes(desk, PSYCHOLOGY) == [made.row.code]
    keyless = desk.runner(PSYCHOLOGY, keyless=True).run(referrals.detail, ReferralQuery(made.row.uuid)).result
    assert (keyless.motive, keyless.readable) == ("", False)
    slip = desk.runner(PSYCHOLOGY).run(referrals.slip, ReferralQuery(made.row.uuid)).result
    assert slip.motive == ""
    assert refused(desk, RECEPTION, referrals.refer, referral(person, private=True)) is Code.BAD_CHOICE
    # One more to the hospital on a quiet day would tell as much as a name; only coordination counts everything.
    told = {
        role: desk.runner(role).run(referrals.summary, SummaryQuery(TODAY, TODAY)).result
        for role in Role
        if role in (RECEPTION, PSYCHOLOGY, COORDINATION)
    }
    totals = {role: [(count.partner, count.total) for count in counted] for role, counted in told.items()}
    assert totals == {RECEPTION: [], PSYCHOLOGY: [("HOSPITAL", 1)], COORDINATION: [("HOSPITAL", 1)]}
    open_now = {
        role: [
            o.open_referrals
            for o in desk.runner(role).run(directory.organisations, DirectoryQuery()).result
            if o.code == "HOSPITAL"
        ]
        for role in totals
    }
    assert open_now == {RECEPTION: [0], PSYCHOLOGY: [1], COORDINATION: [1]}


def test_a_reserved_contact_is_not_told_by_a_count(desk: Desk) -> None:
    person = register(desk)
    refer(desk, person, partner="HOSPITAL")
    desk.runner(COORDINATION).run(people.reserve, people.ReservePerson(person, 1, reserved=True))
    asked = SummaryQuery(TODAY, TODAY)
    found = {role: desk.runner(role).run(referrals.summary, asked).result for role in (RECEPTION, PSYCHOLOGY)}
    assert [count.total for count in found[RECEPTION]] == []
    assert [count.total for count in found[PSYCHOLOGY]] == [1]
    directory_of = desk.runner(RECEPTION).run(directory.organisations, DirectoryQuery()).result
    assert {o.open_referrals for o in directory_of} == {0}


def test_why_a_private_referral_came_to_nothing_is_sealed_too(desk: Desk) -> None:
    made = refer(desk, register(desk), role=PSYCHOLOGY, private=True)
    runner, why = desk.runner(PSYCHOLOGY), "La pareja amenaza con denunciar"
    refusal = Step(new_id(), made.row.uuid, made.row.version, ReferralState.REFUSED, TODAY, why)
    with pytest.raises(CasaError) as caught:
        desk.runner(PSYCHOLOGY, keyless=True).run(referrals.take_step, refusal)
    assert caught.value.code is Code.NEEDS_COMPARTMENT_KEY
    found = runner.run(referrals.take_step, refusal).result
    annulled = Step(new_id(), made.row.uuid, found.row.version, ReferralState.ANNULLED, TODAY, f"{why} otra vez")
    found = runner.run(referrals.take_step, annulled).result
    assert [event.reason for event in found.history] == ["", why, f"{why} otra vez"]
    assert found.motive == made.motive
    keyless = desk.runner(PSYCHOLOGY, keyless=True).run(referrals.detail, ReferralQuery(made.row.uuid)).result
    assert [event.reason for event in keyless.history] == ["", "", ""]
    with runner.batch() as ctx:
        for table, column in (("referral_event", "reason"), ("audit_reason", "text")):
            query = f"SELECT count(*) FROM {table} WHERE {column} LIKE '%pareja%'"
            assert ctx.work.connection.exec_driver_sql(query).scalar_one() == 0, table


def test_the_summary_counts_by_organisation_and_state(desk: Desk) -> None:
    person = register(desk)
    first, second, third = (refer(desk, person, partner=code) for code in ("ACNUR", "ACNUR", "PERSONERIA"))
    step(desk, first, ReferralState.ATTENDED)
    step(desk, second, ReferralState.ANNULLED, "Error")
    refer(desk, person, date(2026, 2, 27), partner="ICBF")
    counts = desk.runner(RECEPTION).run(referrals.summary, SummaryQuery(date(2026, 3, 1), TODAY)).result
    assert [(c.partner, c.total, c.of(ReferralState.ATTENDED)) for c in counts] == [
        ("PERSONERIA", 1, 0),
        ("ACNUR", 1, 1),
    ]
    assert third.row.open


def test_reception_writes_the_directory_and_coordination_its_names(desk: Desk) -> None:
    entries = desk.runner(RECEPTION).run(directory.organisations, DirectoryQuery()).result
    entry = next(each for each in entries if each.code == "PERSONERIA")
    refer(desk, register(desk))
    filled = replace(entry, hours="Lunes a viernes, 8 a 12", address="Calle 35 # 10-43", bring="Cédula y dos copias")
    saved = desk.runner(RECEPTION).run(directory.save, filled).result
    assert (saved.hours, saved.version, saved.open_referrals) == ("Lunes a viernes, 8 a 12", 1, 1)
    assert refused(desk, RECEPTION, directory.save, replace(filled, phone="6076521111")) is Code.CONFLICT
    assert refused(desk, Role.HEALTH, directory.save, saved) is Code.FORBIDDEN
    assert refused(desk, RECEPTION, directory.save, replace(saved, name="Otra")) is Code.FORBIDDEN
    renamed = desk.runner(COORDINATION).run(directory.save, replace(saved, name="Personería de Bucaramanga")).result
    assert (renamed.name, renamed.hours) == ("Personería de Bucaramanga", saved.hours)
    made = desk.runner(COORDINATION).run(
        directory.save, replace(saved, uuid=new_id(), code="", name="Pastoral", version=0)
    )
    assert made.result.code == "PASTORAL"


def test_a_closed_month_asks_why(desk: Desk) -> None:
    from casa_desktop.services import months

    person = register(desk)
    day = date(2026, 2, 20)
    refer(desk, person, day)
    desk.runner(COORDINATION).run(months.close, months.CloseMonth(Month(2026, 2)))
    assert refused(desk, RECEPTION, referrals.refer, referral(person, day)) is Code.MONTH_CLOSED
    assert refer(desk, person, day, reason="Boleta que apareció").row.open
