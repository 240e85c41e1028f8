"""Before a month is closed it is looked at: what is odd is told, let pass once with a note, and papers are drawn."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casa_desktop.domain.access import Role
from casa_desktop.domain.ages import Age, AgeRange
from casa_desktop.domain.closing import (
    DRAWN,
    Check,
    Closing,
    Draw,
    Finding,
    days_to_count,
    days_without,
    draw,
    jump,
)
from casa_desktop.domain.documents import Document
from casa_desktop.domain.errors import CasaError, Code
from casa_desktop.domain.ids import new_id
from casa_desktop.domain.indicators import Indicator, Rule
from casa_desktop.domain.names import Name
from casa_desktop.domain.periods import Month
from casa_desktop.domain.persons import Details, Numbers
from casa_desktop.domain.visits import Anonymous, NewService, RecordVisit
from casa_desktop.services import closing, drafts, duplicates, merging, people, tally, visits
from casa_desktop.services.closing import Dismiss, ReviewMonth
from casa_desktop.services.context import Verb
from casa_desktop.services.drafts import SaveDraft
from casa_desktop.services.duplicates import ScanPairs
from casa_desktop.services.merging import Pair
from casa_desktop.services.numbers import selection
from casa_desktop.services.tally import CheckDay
from casa_desktop.services.visit_commands import VoidService
from tests.services.desk import Desk
from tests.services.merges import merge
from tests.services.test_statistics import attend, call, guidance, register, session

FEBRUARY = Month(2026, 2)


def run(desk: Desk, verb: Verb[Any, Any], command: object, role: Role = Role.COORDINATION) -> Any:
    return desk.runner(role).run(verb, command).result


def review(desk: Desk) -> Closing:
    found: Closing = run(desk, closing.review, ReviewMonth(FEBRUARY))
    return found


def of(desk: Desk, check: Check) -> list[Finding]:
    return [finding for finding in review(desk).findings if finding.check is check]


def service(line: int, sheet: str = "PC-0001") -> NewService:
    return replace(guidance(), uuid=new_id(), sheet=sheet, line=line)


@pytest.fixture
def busy(desk: Desk) -> Desk:
    """Three days of February, with a person who came in January too."""
    maria = register(desk, "María", "Rojas")
    attend(desk, maria, date(2026, 1, 8), guidance())
    attend(desk, maria, date(2026, 2, 3), guidance(), call())
    attend(desk, "", date(2026, 2, 3), guidance())
    attend(desk, "", date(2026, 2, 4), call("NO_CONTESTA"))
    attend(desk, register(desk, "Ana", "Gil"), date(2026, 2, 5), session(), role=Role.PSYCHOLOGY)
    return desk


def test_everything_that_must_tie_ties(busy: Desk) -> None:
    ties = review(busy).ties
    assert all(tie.holds for tie in ties), ties
    told = {str(tie.tie): (tie.left, tie.parts) for tie in ties}
    assert told["new"] == (4, (3, 1))
    assert told["calls"] == (2, (1, 1))
    assert told["sessions"] == (1, (1, 0))
    assert told["sex"][0] == 4
    assert of(busy, Check.TIE) == []


def test_who_had_a_birthday_between_two_visits_is_as_old_as_in_the_breakdowns(desk: Desk) -> None:
    details = Details(Name("Luz", "", "Mora"), sex="02", age=Age(birth_date=date(2008, 2, 4)), country="VEN")
    luz = new_id()
    run(desk, people.register, people.RegisterPerson(luz, details), Role.RECEPTION)
    for day in (3, 5):
        attend(desk, luz, date(2026, 2, day), guidance())
    with desk.runner(Role.COORDINATION).batch() as ctx:
        chosen = selection(ctx.work, 202602, 202602)
        [attended] = ctx.work.closings.attended(chosen, Indicator(Rule.PERSONS), 202602)
    assert attended.day == date(2026, 2, 3), "seventeen when she first came in the month"


def test_working_days_without_records_are_told_and_sundays_are_not(busy: Desk) -> None:
    [found] = of(busy, Check.NO_RECORDS)
    days = found.values["days"]
    assert isinstance(days, tuple)
    assert "2026-02-06" in days
    assert "2026-02-03" not in days
    assert "2026-02-08" not in days, "a Sunday"


def test_the_busiest_the_quietest_and_a_drawn_day_want_their_tally(busy: Desk) -> None:
    told = {finding.values["which"]: finding.values["day"] for finding in of(busy, Check.DAY_NOT_COUNTED)}
    assert (told["highest"], set(told)) == ("2026-02-03", {"highest", "lowest", "drawn"})
    run(busy, tally.check, CheckDay(new_id(), date(2026, 2, 3), (("PERSONAS", 2), ("ORI", 3), ("RCF", 1))))
    assert "highest" not in {finding.values["which"] for finding in of(busy, Check.DAY_NOT_COUNTED)}


def test_late_entries_voids_and_open_forms_are_counted(busy: Desk) -> None:
    extra = service(1)
    somebody = Anonymous(new_id(), "02", 26, 59, "VEN")
    run(busy, visits.record, RecordVisit(new_id(), date(2026, 2, 6), "TRANSITO", (extra,), anonymous=somebody))
    run(busy, visits.void, VoidService(extra.uuid, 1, "persona equivocada"))
    run(busy, drafts.save, SaveDraft("today", "{}"), Role.RECEPTION)
    assert [finding.values["count"] for finding in of(busy, Check.VOIDED)] == [1]
    assert [finding.values["count"] for finding in of(busy, Check.DRAFTS)] == [1]
    assert [finding.values["count"] for finding in of(busy, Check.LATE)] == [5], "the desk stands in March"


def test_who_may_be_one_person_is_told_with_what_it_would_do_to_the_count(busy: Desk) -> None:
    coordination = busy.runner(Role.COORDINATION)

    def come(first: str, day: date, number: str) -> str:
        uuid, young = new_id(), Age(birth_date=date(1999, 8, 21))
        details = Details(Name(first, "", "Uriana", "Epieyú"), sex="02", age=young, country="VEN")
        documents = (Document(new_id(), "CV", number),)
        coordination.run(people.register, people.RegisterPerson(uuid, details, Numbers(documents)))
        attend(busy, uuid, day, guidance())
        return uuid

    def look() -> list[tuple[object, object]]:
        while coordination.run(duplicates.scan, ScanPairs(20)).result.left:
            pass
        return [(each.values["pairs"], each.values["persons"]) for each in of(busy, Check.DUPLICATES)]

    assert look() == []
    one = come("Zuleika", date(2026, 2, 3), "18345672")
    come("Zuleica", date(2026, 1, 9), "18345672")
    assert look() == [], "the other came in another month"
    two = come("Suleika", date(2026, 2, 4), "18345672")
    assert look() == [(1, 1)]
    three = come("Zuleika", date(2026, 2, 5), "18345672")
    assert look() == [(3, 2)], "three pairs, and one person where three were counted"
    coordination.run(merging.set_apart, Pair(one, three))
    assert look() == [(2, 2)]
    merge(coordination, one, two, reason="Es la misma persona")
    assert look() == []


def test_who_is_not_known_is_told_above_five_percent(busy: Desk) -> None:
    uuid = new_id()
    details = Details(Name("Luz", "", "Mora"), sex="SD", age=Age(stated=AgeRange(20, 20), stated_on=date(2026, 2, 5)))
    run(busy, people.register, people.RegisterPerson(uuid, details), Role.RECEPTION)
    attend(busy, uuid, date(2026, 2, 5), guidance())
    told = {str(finding.values["what"]): finding.values for finding in of(busy, Check.WITHOUT)}
    assert told["sex"]["persons"] == 1
    assert told["sex"]["percent"] == 20
    assert "age" not in told


def test_a_finding_is_let_pass_once_with_a_note_and_comes_back_with_other_numbers(busy: Desk) -> None:
    [late] = of(busy, Check.LATE)
    with pytest.raises(CasaError) as raised:
        run(busy, closing.dismiss, Dismiss(FEBRUARY, late.key, "  "))
    assert raised.value.code is Code.NEEDS_REASON
    after: Closing = run(busy, closing.dismiss, Dismiss(FEBRUARY, late.key, "las pasó Ana de las planillas"))
    [looked] = [finding for finding in after.findings if finding.key == late.key]
    assert looked.dismissed is not None
    assert (looked.dismissed.note, looked.dismissed.by) == ("las pasó Ana de las planillas", "Prueba de coordinacion")
    assert after.findings[-1] == looked, "what is open stands first"
    with pytest.raises(CasaError) as raised:
        run(busy, closing.dismiss, Dismiss(FEBRUARY, late.key, "otra vez"))
    assert raised.value.code is Code.NOT_FOUND
    attend(busy, "", date(2026, 2, 10), guidance())
    assert [finding.dismissed for finding in of(busy, Check.LATE)] == [None]


def test_ten_papers_of_a_row_are_drawn_and_stay_drawn(busy: Desk) -> None:
    for at in range(12):
        attend(busy, "", date(2026, 2, 10), service(at + 1))
    first: tuple[Draw, ...] = run(busy, closing.draws, ReviewMonth(FEBRUARY))
    assert run(busy, closing.draws, ReviewMonth(FEBRUARY)) == first, "nobody draws until the papers suit"
    by_row = {each.label: each for each in first}
    orientation = by_row["ORIENTACION"]
    assert (len(orientation.services), orientation.of, orientation.without_folio) == (DRAWN, 14, 0)
    assert all(each.sheet for each in orientation.services)
    assert by_row["PSICOLOGIA"].without_folio == 1
    assert by_row["PSICOLOGIA"].services == ()


def test_no_paper_says_who_came_for_psychology_to_who_may_not_know(busy: Desk) -> None:
    private = replace(session(), uuid=new_id(), sheet="PS-0001", line=1)
    attend(busy, register(busy, "Rosa", "Paz"), date(2026, 2, 6), private, role=Role.PSYCHOLOGY)
    drawn = {each.label: each for each in run(busy, closing.draws, ReviewMonth(FEBRUARY))}["PSICOLOGIA"]
    assert (drawn.services, drawn.of, drawn.without_folio, drawn.reserved) == ((), 2, 1, 1)


def test_only_coordination_looks_at_a_month(busy: Desk) -> None:
    for verb in (closing.review, closing.draws):
        with pytest.raises(CasaError) as raised:
            run(busy, verb, ReviewMonth(FEBRUARY), Role.RECEPTION)
        assert raised.value.code is Code.FORBIDDEN


@given(st.dictionaries(st.dates(date(2026, 2, 1), date(2026, 2, 28)), st.integers(0, 60)), st.text(max_size=8))
def test_days_are_chosen_by_what_they_hold(counts: dict[date, int], seed: str) -> None:
    chosen = days_to_count(counts, seed)
    busy = {day: count for day, count in counts.items() if count}
    assert set(chosen.values()) <= set(busy)
    if busy:
        assert counts[chosen["highest"]] == max(busy.values())
        assert counts[chosen["lowest"]] == min(busy.values())
    assert set(days_without(counts, counts)) == {day for day, count in counts.items() if not count}


@given(st.lists(st.uuids().map(str), unique=True, max_size=40), st.text(max_size=8))
def test_a_draw_gives_ten_or_all_of_them_and_always_the_same(services: list[str], seed: str) -> None:
    drawn = draw(services, seed)
    assert len(drawn) == min(DRAWN, len(services))
    assert set(drawn) <= set(services)
    assert set(draw(services[::-1], seed)) == set(drawn), "whatever order they were read in"


@pytest.mark.parametrize(
    ("value", "before", "percent"),
    [(131, 100, 31), (130, 100, None), (60, 100, -40), (8, 11, None), (50, 0, None), (100, 69, 45)],
)
def test_a_jump_is_more_than_thirty_percent_and_thirty_of_them(value: int, before: int, percent: int | None) -> None:
    assert jump(value, before, 30, 30) == percent
