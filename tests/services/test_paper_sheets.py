"""Planillas on paper: numbers that are handed out once, lines passed in once, gaps that are told and explained."""

from datetime import date, timedelta

import pytest

from casa_desktop.domain.access import Role
from casa_desktop.domain.ages import Age, AgeRange
from casa_desktop.domain.errors import CasaError, Code
from casa_desktop.domain.ids import new_id
from casa_desktop.domain.names import Name
from casa_desktop.domain.paper_sheets import Explanation, SheetNumber, Standing
from casa_desktop.domain.periods import Month, Period
from casa_desktop.domain.persons import Channel, Details, NewConsent, Purpose
from casa_desktop.domain.tally import PERSONS, Tally
from casa_desktop.domain.visits import Anonymous, Guidance, NewService, Psychology, RecordVisit
from casa_desktop.services import audit_trail, months, paper_sheets, people, tally, visits
from casa_desktop.services.audit_trail import TrailQuery
from casa_desktop.services.intake import Receive, Received
from casa_desktop.services.paper_sheets import (
    ExplainSheet,
    IssueSheets,
    MissingQuery,
    PassLine,
    SheetQuery,
    WithdrawExplanation,
)
from casa_desktop.services.people import RegisterPerson
from casa_desktop.services.tally import CheckDay, NoteTally, PrintTally, TallyQuery, TallyRecords
from casa_desktop.services.visits import PersonQuery, VoidService
from tests.services.desk import TODAY, Desk

THEN = TODAY - timedelta(days=3)


def line(sheet: str, number: int | None, day: date = THEN, code: str = "ORI", reason: str = "") -> PassLine:
    """A line of somebody anonymous."""
    who = Anonymous(new_id(), "02", 30, 30, "VEN")
    service = NewService(new_id(), code, Guidance() if code == "ORI" else None, sheet=sheet, line=number)
    return PassLine(Receive(RecordVisit(new_id(), day, "TRANSITO", (service,), anonymous=who, reason=reason)))


def pass_in(desk: Desk, command: PassLine) -> Received:
    return desk.runner(Role.RECEPTION).run(paper_sheets.pass_line, command).result


def issue(desk: Desk, count: int, series: str = "", first: int | None = None) -> tuple[str, ...]:
    command = IssueSheets(new_id(), count, series, first)
    done = desk.runner(Role.RECEPTION).run(paper_sheets.issue, command).result
    return tuple(sheet.written for sheet in done.sheets)


def refused(desk: Desk, command: PassLine) -> Code:
    with pytest.raises(CasaError) as error:
        pass_in(desk, command)
    return error.value.code


def missing(desk: Desk, period: Period | None = None, *, explained: bool = False) -> dict[str, Standing]:
    query = MissingQuery(period, explained)
    found = desk.runner(Role.COORDINATION).run(paper_sheets.sheets_missing, query).result
    return {each.sheet.written: each.standing for each in found}


class TestPrinting:
    def test_a_number_is_handed_out_once(self, desk: Desk) -> None:
        assert issue(desk, 2) == ("0001", "0002")
        assert issue(desk, 1) == ("0003",)
        assert issue(desk, 1, "pc") == ("PC-0001",)
        with pytest.raises(CasaError) as error:
            issue(desk, 3, first=2)
        assert error.value.code is Code.SHEET_TAKEN

    def test_an_order_that_is_repeated_gives_the_same_numbers(self, desk: Desk) -> None:
        command = IssueSheets(new_id(), 3)
        runner = desk.runner(Role.RECEPTION)
        assert (
            runner.run(paper_sheets.issue, command).result.sheets
            == runner.run(paper_sheets.issue, command).result.sheets
        )
        assert issue(desk, 1) == ("0004",)

    def test_a_number_that_came_on_other_paper_is_stepped_over(self, desk: Desk) -> None:
        issue(desk, 2)
        pass_in(desk, line("3", 1))
        pass_in(desk, line("202603", 1))
        assert issue(desk, 2) == ("0004", "0005")

    def test_a_desk_with_planillas_of_its_own_goes_on_from_them(self, desk: Desk) -> None:
        pass_in(desk, line("PC-350", 1))
        assert issue(desk, 1, "PC") == ("PC-0351",)

    def test_only_the_counter_prints(self, desk: Desk) -> None:
        with pytest.raises(CasaError) as error:
            desk.runner(Role.VOLUNTEER).run(paper_sheets.issue, IssueSheets(new_id(), 1))
        assert error.value.code is Code.FORBIDDEN


class TestPassing:
    def test_a_line_lands_with_its_folio_its_true_date_and_the_late_mark(self, desk: Desk) -> None:
        command = line("PC-0042", 7)
        received = pass_in(desk, command)
        runner = desk.runner(Role.COORDINATION)
        (row,) = runner.run(visits.of_person, PersonQuery(received.visit.person_uuid)).result
        assert (row.date, row.late) == (THEN, True)
        assert [(s.sheet, s.line) for s in row.services] == [("PC-0042", 7)]

    def test_the_same_line_is_not_passed_in_twice_however_its_number_is_written(self, desk: Desk) -> None:
        command = line("PC-0042", 7)
        pass_in(desk, command)
        pass_in(desk, command)  # an answer that was lost
        assert refused(desk, line("pc 42", 7)) is Code.LINE_PASSED
        pass_in(desk, line("pc 42", 8))
        found = desk.runner(Role.RECEPTION).run(paper_sheets.find, SheetQuery("PC42")).result
        assert [(each.line, each.types) for each in found.lines] == [(7, ("ORI",)), (8, ("ORI",))]

    def test_what_is_psychologys_takes_its_line_and_tells_nobody_whose(self, desk: Desk) -> None:
        orientation, session = line("42", 1), NewService(new_id(), "PSI", Psychology(False), sheet="42", line=2)
        who = Anonymous(new_id(), "02", 30, 30, "VEN")
        visit = RecordVisit(new_id(), THEN, "TRANSITO", (session,), anonymous=who)
        desk.runner(Role.PSYCHOLOGY).run(visits.record, visit)
        pass_in(desk, orientation)
        for role in (Role.RECEPTION, Role.COORDINATION):
            found = desk.runner(role).run(paper_sheets.find, SheetQuery("42")).result
            shown = [(each.line, bool(each.person_code), each.types) for each in found.lines]
            assert shown == [(1, True, ("ORI",)), (2, False, ())]
        assert refused(desk, line("42", 2)) is Code.LINE_PASSED

    def test_a_line_whose_services_were_voided_may_be_passed_in_again(self, desk: Desk) -> None:
        command = line("42", 1)
        pass_in(desk, command)
        uuid = command.receive.visit.services[0].uuid
        desk.runner(Role.COORDINATION).run(visits.void, VoidService(uuid, 1, "Era otra persona"))
        pass_in(desk, line("42", 1))

    def test_a_signature_on_the_planilla_is_an_authorisation_with_its_folio(self, desk: Desk) -> None:
        person = RegisterPerson(
            new_id(),
            Details(Name("Ana", "", "Pérez"), sex="02", age=Age(stated=AgeRange(30, 30), stated_on=THEN)),
        )
        desk.runner(Role.RECEPTION).run(people.register, person)
        service = NewService(new_id(), "ORI", Guidance(), sheet="42", line=3)
        visit = RecordVisit(new_id(), THEN, "TRANSITO", (service,), person_uuid=person.uuid)
        signed = NewConsent(new_id(), Purpose.DATA, Channel.SIGNATURE, THEN, "1", folio="0042-3")
        pass_in(desk, PassLine(Receive(visit), signed))
        page = desk.runner(Role.RECEPTION).run(people.page, people.PersonQuery(person.uuid)).result
        assert [(c.folio, c.given_on, c.holds) for c in page.consents] == [("0042-3", THEN, True)]

    def test_a_closed_month_asks_for_a_reason(self, desk: Desk) -> None:
        before = date(2026, 2, 20)
        pass_in(desk, line("41", 1, before))
        desk.runner(Role.COORDINATION).run(months.close, months.CloseMonth(Month(2026, 2)))
        assert refused(desk, line("41", 2, before)) is Code.MONTH_CLOSED
        pass_in(desk, line("41", 2, before, reason="La planilla apareció después"))

    def test_a_line_needs_its_folio(self, desk: Desk) -> None:
        assert refused(desk, line("42", None)) is Code.REQUIRED
        assert refused(desk, line("sin número", 1)) is Code.BAD_SHEET_NUMBER


class TestGaps:
    def test_what_was_handed_out_or_lies_between_used_ones_is_missing(self, desk: Desk) -> None:
        issue(desk, 2, "PC")
        for number in ("PC-1", "PC-4", "9", "900"):
            pass_in(desk, line(number, 1))
        assert missing(desk) == {"PC-0002": Standing.MISSING, "PC-0003": Standing.MISSING}
        issue(desk, 1, "PC")
        assert missing(desk)["PC-0005"] is Standing.HANDED_OUT

    def test_a_planilla_whose_services_were_all_voided_is_missing_again(self, desk: Desk) -> None:
        commands = [line(number, 1) for number in ("1", "2", "3")]
        for command in commands:
            pass_in(desk, command)
        assert missing(desk) == {}
        uuid = commands[1].receive.visit.services[0].uuid
        desk.runner(Role.COORDINATION).run(visits.void, VoidService(uuid, 1, "Prueba"))
        assert missing(desk) == {"0002": Standing.MISSING}

    def test_an_explanation_takes_it_off_the_list_until_it_is_withdrawn(self, desk: Desk) -> None:
        for number in ("1", "3"):
            pass_in(desk, line(number, 1))
        runner = desk.runner(Role.RECEPTION)
        command = ExplainSheet(new_id(), SheetNumber("", 2), Explanation.VOID, "Se mojó")
        runner.run(paper_sheets.explain, command)
        runner.run(paper_sheets.explain, command)
        assert missing(desk) == {}
        assert missing(desk, explained=True) == {"0002": Standing.MISSING}
        runner.run(paper_sheets.explain, ExplainSheet(new_id(), SheetNumber("", 2), Explanation.BLANK))
        runner.run(paper_sheets.withdraw, WithdrawExplanation(command.uuid))  # the one before, which is over
        assert missing(desk) == {}
        (told,) = runner.run(paper_sheets.sheets_missing, MissingQuery(explained=True)).result
        assert told.explained is not None
        assert told.explained.reason is Explanation.BLANK
        runner.run(paper_sheets.withdraw, WithdrawExplanation(told.explained.uuid))
        assert missing(desk) == {"0002": Standing.MISSING}

    def test_what_has_services_is_not_explained(self, desk: Desk) -> None:
        pass_in(desk, line("1", 1))
        with pytest.raises(CasaError) as error:
            command = ExplainSheet(new_id(), SheetNumber("", 1), Explanation.LOST)
            desk.runner(Role.RECEPTION).run(paper_sheets.explain, command)
        assert error.value.code is Code.SHEET_USED

    def test_the_neighbours_tell_the_month(self, desk: Desk) -> None:
        pass_in(desk, line("1", 1, date(2026, 1, 20)))
        pass_in(desk, line("3", 1, date(2026, 1, 22)))
        pass_in(desk, line("5", 1, date(2026, 3, 2)))
        issue(desk, 1)
        january, march = (Period(m, m) for m in (Month(2026, 1), Month(2026, 3)))
        february = Period(Month(2026, 2), Month(2026, 2))
        assert missing(desk, january) == {"0002": Standing.MISSING, "0004": Standing.MISSING}
        assert missing(desk, february) == {"0004": Standing.MISSING}
        assert missing(desk, march) == {"0004": Standing.MISSING, "0006": Standing.HANDED_OUT}


class TestTally:
    def check(self, desk: Desk, role: Role, **counts: int | None) -> Tally:
        command = CheckDay(new_id(), THEN, tuple(counts.items()))
        return desk.runner(role).run(tally.check, command).result

    def test_one_service_that_was_not_recorded_shows_as_a_difference_with_its_records(self, desk: Desk) -> None:
        for number in (1, 2, 3):
            pass_in(desk, line("42", number))
        done = self.check(desk, Role.COORDINATION, PERSONAS=4, ORI=4, RCF=None)
        assert [(row.code, row.paper, row.program, row.difference) for row in done.rows] == [
            (PERSONS, 4, 3, 1),
            ("ORI", 4, 3, 1),
        ]
        records = desk.runner(Role.COORDINATION).run(tally.records, TallyRecords(THEN, "ORI")).result
        assert [row.services[0].line for row in records] == [1, 2, 3]
        pass_in(desk, line("42", 4))
        again = self.check(desk, Role.COORDINATION, PERSONAS=4, ORI=4)
        assert again.differing == ()
        kept = desk.runner(Role.COORDINATION).run(tally.checks, TallyQuery()).result
        assert [each.uuid for each in kept] == [again.uuid, done.uuid]

    def test_the_paper_must_say_its_persons(self, desk: Desk) -> None:
        with pytest.raises(CasaError) as error:
            self.check(desk, Role.RECEPTION, ORI=4)
        assert [(p.code, p.field) for p in error.value.problems] == [(Code.REQUIRED, PERSONS)]

    def test_reception_learns_nothing_of_what_was_given_in_private(self, desk: Desk) -> None:
        who = Anonymous(new_id(), "02", 30, 30, "VEN")
        session = NewService(new_id(), "PSI", Psychology(follow_up=False))
        desk.runner(Role.PSYCHOLOGY).run(
            visits.record, RecordVisit(new_id(), THEN, "TRANSITO", (session,), anonymous=who)
        )
        whole = self.check(desk, Role.COORDINATION, PERSONAS=0)
        assert [(row.code, row.program) for row in whole.rows] == [(PERSONS, 1), ("PSI", 1)]
        mine = self.check(desk, Role.RECEPTION, PERSONAS=0)
        assert [(row.code, row.program) for row in mine.rows] == [(PERSONS, 0)]
        seen = desk.runner(Role.RECEPTION).run(tally.checks, TallyQuery()).result
        assert [each.uuid for each in seen] == [mine.uuid]
        with pytest.raises(CasaError):
            desk.runner(Role.RECEPTION).run(tally.note, NoteTally(whole.uuid, whole.version, "x"))

    def test_two_notes_on_one_version_are_a_conflict(self, desk: Desk) -> None:
        done = self.check(desk, Role.RECEPTION, PERSONAS=1)
        runner = desk.runner(Role.RECEPTION)
        assert runner.run(tally.note, NoteTally(done.uuid, done.version, "Faltó una")).result.note == "Faltó una"
        with pytest.raises(CasaError) as error:
            runner.run(tally.note, NoteTally(done.uuid, done.version, "Otra"))
        assert error.value.code is Code.CONFLICT

    def test_a_check_that_is_printed_enters_the_audit(self, desk: Desk) -> None:
        done = self.check(desk, Role.RECEPTION, PERSONAS=1)
        assert desk.runner(Role.RECEPTION).run(tally.printed, PrintTally(done.uuid)).result == done
        trail = desk.runner(Role.COORDINATION).run(audit_trail.entries, TrailQuery()).result.entries
        assert (trail[0].action, trail[0].record) == ("tally.print", THEN.isoformat())
