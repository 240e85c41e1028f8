"""The survey on a real encrypted base: slips, kiosk, corrections, and a report that every number of comes from rows."""

from dataclasses import replace
from datetime import timedelta

import pytest

from casa_desktop.domain.access import Role
from casa_desktop.domain.errors import CasaError, Code
from casa_desktop.domain.ids import new_id
from casa_desktop.domain.indicators import Indicator, RowChoice, Rule, TotalMode
from casa_desktop.domain.periods import Month, Period
from casa_desktop.domain.surveys import Answered, SurveyFigure, SurveyReport, Tally, shares
from casa_desktop.domain.visits import Anonymous, NewService, RecordVisit
from casa_desktop.services import months, statistics, surveys, visits, voice
from casa_desktop.services.months import CloseMonth
from casa_desktop.services.runner import Runner
from casa_desktop.services.statistics import TableRequest
from casa_desktop.services.surveys import (
    KioskAnswer,
    KioskReason,
    RecordTally,
    ReportQuery,
    RestoreTally,
    TallyQuery,
    VoidTally,
    WithdrawFigure,
)
from casa_desktop.services.voice import VoiceQuery
from tests.services.desk import TODAY, Desk

MARCH = Month.of(TODAY)
GOOD, FAIR, BAD = "EXCELENTE", "SOBRESALIENTE", "POR_MEJORAR"
SLIPS = (Answered(GOOD, 22), Answered(FAIR, 2), Answered(BAD, 1, "ESPERA"))


def tally(runner: Runner, *counts: Answered, day: int = 0, **more: str) -> Tally:
    command = RecordTally(new_id(), TODAY - timedelta(days=day), counts or SLIPS, **more)
    found: Tally = runner.run(surveys.record, command).result
    return found


def report(runner: Runner, period: Period | None = None) -> SurveyReport:
    found: SurveyReport = runner.run(surveys.report, ReportQuery(period or Period(MARCH, MARCH))).result
    return found


def refused(runner: Runner, verb: object, command: object) -> tuple[Code, str]:
    with pytest.raises(CasaError) as told:
        runner.run(verb, command)  # type: ignore[arg-type]  # any verb with its command
    return told.value.code, told.value.problems[0].field


def numbers(desk: Desk, *ids: str) -> list[int | None]:
    rows = tuple(RowChoice(found, each) for each in ids if (found := Indicator.parse(each)) is not None)
    query = TableRequest(Period(MARCH, MARCH), rows, TotalMode.SUM)
    table = desk.runner(Role.COORDINATION).run(statistics.table, query).result
    return [row.cells[0].value for row in table.rows]


def switch_on(desk: Desk) -> None:
    runner = desk.runner(Role.COORDINATION)
    runner.run(voice.save, replace(runner.run(voice.settings, VoiceQuery()).result, kiosk=True))


def test_slips_count_as_surveys_and_nobody_more_was_attended(desk: Desk) -> None:
    reception = desk.runner(Role.RECEPTION)
    guest = Anonymous(new_id(), "02", 18, 25, "VEN")
    reception.run(visits.record, RecordVisit(new_id(), TODAY, "TRANSITO", (NewService(new_id(), "ORI"),), "", guest))
    before = numbers(desk, "PER-MES", "VIS", "PER-NUE", "FAM")

    tally(reception, sheet="B-07")

    assert numbers(desk, "SRV-ENC") == [25]
    assert numbers(desk, "PER-MES", "VIS", "PER-NUE", "FAM") == before
    query = TableRequest(Period(MARCH, MARCH), (RowChoice(Indicator(Rule.PERSONS), "P"),), TotalMode.SUM)
    notes = desk.runner(Role.COORDINATION).run(statistics.table, query).result.notes
    assert [note.values["count"] for note in notes if note.kind == "anonymous"] == [1], "the entry of slips is nobody"


def test_the_same_tally_twice_is_one(desk: Desk) -> None:
    reception = desk.runner(Role.RECEPTION)
    command = RecordTally(new_id(), TODAY, SLIPS, "B-07")

    for _ in range(2):
        reception.run(surveys.record, command)

    assert report(reception).n == 25


def test_the_report_has_every_answer_with_its_n_and_its_reasons(desk: Desk) -> None:
    reception = desk.runner(Role.RECEPTION)
    tally(reception)
    tally(reception, Answered(BAD, 3), Answered(BAD, 2, "TRATO"), day=1)

    found = report(reception, Period(MARCH.plus(-1), MARCH))

    assert [name for _, name in found.answers] == ["Excelente", "Sobresaliente", "Por mejorar"]
    assert [month.counts for month in found.months] == [(0, 0, 0), (22, 2, 6)]
    assert (found.n, found.counts) == (30, (22, 2, 6))
    assert found.reasons == (("TRATO", "El trato", 2), ("ESPERA", "Mucha espera", 1))
    assert found.provisional == (MARCH,)
    assert found.n == numbers(desk, "SRV-ENC")[0], "it is the number of the table"


def test_a_correction_replaces_and_a_void_comes_back(desk: Desk) -> None:
    reception = desk.runner(Role.RECEPTION)
    first = tally(reception)

    second = tally(reception, Answered(GOOD, 20), replaces=first.uuid, why="Se contó dos veces")
    assert report(reception).counts == (20, 0, 0)
    assert reception.run(surveys.latest, TallyQuery()).result == (second,)

    gone = reception.run(surveys.void, VoidTally(second.uuid, "No era de hoy")).result
    assert report(reception).n == 0
    reception.run(surveys.restore, RestoreTally(gone))
    assert report(reception).counts == (20, 0, 0)
    assert refused(reception, surveys.void, VoidTally(second.uuid, " "))[0] is Code.NEEDS_REASON


def test_a_closed_month_takes_slips_only_with_a_reason(desk: Desk) -> None:
    reception, coordination = desk.runner(Role.RECEPTION), desk.runner(Role.COORDINATION)
    february = TODAY.replace(day=1) - timedelta(days=3)
    guest = Anonymous(new_id(), "02", 18, 25, "VEN")
    reception.run(visits.record, RecordVisit(new_id(), february, "TRANSITO", (NewService(new_id(), "ORI"),), "", guest))
    coordination.run(months.close, CloseMonth(MARCH.plus(-1)))
    late = RecordTally(new_id(), february, SLIPS)

    assert refused(reception, surveys.record, late) == (Code.MONTH_CLOSED, "reason")
    reception.run(surveys.record, replace(late, reason="Aparecieron las boletas"))

    assert report(reception, Period(MARCH.plus(-1), MARCH)).months[0].n == 25


@pytest.mark.parametrize(
    ("counts", "told"),
    [
        ((Answered("REGULAR", 1),), (Code.BAD_CHOICE, "REGULAR")),
        ((Answered(GOOD, -1),), (Code.OUT_OF_RANGE, GOOD)),
        ((Answered(GOOD, 0),), (Code.REQUIRED, GOOD)),
        ((Answered(BAD, 1, "FRIO"),), (Code.BAD_CHOICE, BAD)),
    ],
)
def test_what_is_no_tally_is_told_beside_its_field(
    desk: Desk, counts: tuple[Answered, ...], told: tuple[Code, str]
) -> None:
    assert refused(desk.runner(Role.RECEPTION), surveys.record, RecordTally(new_id(), TODAY, counts)) == told


def test_the_kiosk_is_off_until_coordination_wants_it(desk: Desk) -> None:
    reception = desk.runner(Role.RECEPTION)
    assert refused(reception, surveys.answer, KioskAnswer(new_id(), GOOD))[0] is Code.FORBIDDEN

    switch_on(desk)
    reception.run(surveys.answer, KioskAnswer(new_id(), GOOD))

    assert report(reception).counts == (1, 0, 0)


def test_the_kiosk_adds_to_one_entry_of_the_day_and_takes_a_reason_afterwards(desk: Desk) -> None:
    reception = desk.runner(Role.RECEPTION)
    switch_on(desk)
    bad = KioskAnswer(new_id(), BAD)
    for command in (KioskAnswer(new_id(), GOOD), bad, bad):
        reception.run(surveys.answer, command)
    reception.run(surveys.give_reason, KioskReason(bad.uuid, BAD, "ESPERA"))

    (day,) = reception.run(surveys.latest, TallyQuery()).result
    assert (day.by_kiosk, day.total) == (True, 2)
    assert report(reception).reasons == (("ESPERA", "Mucha espera", 1),)
    assert numbers(desk, "SRV-ENC", "PER-ENC", "PER-MES") == [2, 1, 0]


def test_only_the_last_answer_is_asked_for_a_reason(desk: Desk) -> None:
    reception = desk.runner(Role.RECEPTION)
    switch_on(desk)
    good = KioskAnswer(new_id(), GOOD)
    reception.run(surveys.answer, good)

    assert refused(reception, surveys.give_reason, KioskReason(good.uuid, GOOD, "ESPERA"))[0] is Code.BAD_CHOICE


def test_the_figure_of_2019_is_kept_without_its_n(desk: Desk) -> None:
    coordination = desk.runner(Role.COORDINATION)
    year = Period(Month(2018, 12), Month(2019, 11))
    figure = SurveyFigure(new_id(), year, ((GOOD, 92), (FAIR, 4), (BAD, 4)), None, "Informe al concejo, dic. de 2019")
    for _ in range(2):
        coordination.run(surveys.save_figure, figure)

    assert report(coordination).history == (figure,)
    assert report(coordination).n == 0, "percents of a paper are no answers"
    wrong = replace(figure, uuid=new_id(), shares=((GOOD, 92), (FAIR, 4), (BAD, 14)))
    assert refused(coordination, surveys.save_figure, wrong)[0] is Code.SHARES_DO_NOT_ADD_UP
    assert refused(desk.runner(Role.RECEPTION), surveys.save_figure, figure)[0] is Code.FORBIDDEN

    coordination.run(surveys.withdraw_figure, WithdrawFigure(figure.uuid))
    assert report(coordination).history == ()
    coordination.run(surveys.withdraw_figure, WithdrawFigure(figure.uuid, back=True))
    assert report(coordination).history == (figure,)


@pytest.mark.parametrize(
    ("counts", "parts"),
    [
        ((1, 1, 1), (34, 33, 33)),
        ((22, 2, 1), (88, 8, 4)),
        ((0, 0, 0), ()),
        ((997, 2, 1), (100, 0, 0)),
        ((0, 3), (0, 100)),
    ],
)
def test_percents_add_up_to_a_hundred(counts: tuple[int, ...], parts: tuple[int, ...]) -> None:
    assert shares(counts) == parts
    assert sum(shares(counts)) in (0, 100)


def test_the_form_of_a_visit_does_not_record_surveys(desk: Desk) -> None:
    guest = Anonymous(new_id(), "02", 18, 25, "VEN")
    service = NewService(new_id(), "ENC", answers=(("RESPUESTA", GOOD),))
    command = RecordVisit(new_id(), TODAY, "TRANSITO", (service,), "", guest)
    assert refused(desk.runner(Role.RECEPTION), visits.record, command)[0] is Code.ON_ITS_OWN_PAGE
