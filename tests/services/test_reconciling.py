"""Paper against records: both are kept, each choice has its reason, and what was published is held against its sum."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from sqlalchemy import text

from casa_desktop.domain.access import Role
from casa_desktop.domain.cells import CellOrigin
from casa_desktop.domain.errors import CasaError, Code
from casa_desktop.domain.ids import new_id
from casa_desktop.domain.indicators import Indicator, Rule
from casa_desktop.domain.periods import Month, Period
from casa_desktop.domain.reconciling import Pair, Reconciliation
from casa_desktop.domain.table import Source, Total
from casa_desktop.services import figures, months, origins, reconciling, statistics
from casa_desktop.services.figures import Figure, PublishTotal, SaveFigures
from casa_desktop.services.months import ChooseSource, CloseMonth
from casa_desktop.services.origins import OriginQuery
from casa_desktop.services.reconciling import ReconcileQuery
from casa_desktop.services.statistics import TableRequest
from casa_desktop.texts import ui_reconciling as words
from casa_desktop.texts.ui_statistics import doubt_sentence
from tests.reports.tables import FIGURES_2019, INDICATORS, YEAR_2019
from tests.services.desk import Desk
from tests.services.test_months import refused
from tests.services.test_statistics import attend, guidance, register

JANUARY, FEBRUARY = Month(2026, 1), Month(2026, 2)
PERSONS, ORIENTATION = Indicator(Rule.PERSONS), Indicator(Rule.SERVICES, "ORI")
WINTER = Period(Month(2025, 12), FEBRUARY)
BOOK = "Libro de 2025"


@pytest.fixture
def busy(desk: Desk) -> Desk:
    """Two persons in January and one of them in February; a book tells of December, January and February."""
    maria, jose = register(desk, "María", "Gil"), register(desk, "José", "Ruiz")
    for who in (maria, jose):
        attend(desk, who, date(2026, 1, 5), guidance())
    attend(desk, maria, date(2026, 2, 3), guidance())
    rows = (
        Figure(Month(2025, 12), PERSONS, 40, "PERSONAS", folio="12"),
        Figure(JANUARY, PERSONS, 5, "PERSONAS"),
        Figure(FEBRUARY, PERSONS, 1, "PERSONAS"),
    )
    run(desk, figures.save, SaveFigures(rows, BOOK, (PublishTotal(WINTER, PERSONS, 44, BOOK),)))
    return desk


def run(desk: Desk, verb: Any, command: object, role: Role = Role.COORDINATION) -> Any:
    return desk.runner(role).run(verb, command).result


def reconcile(desk: Desk, period: Period = WINTER, role: Role = Role.COORDINATION) -> Reconciliation:
    found: Reconciliation = run(desk, reconciling.reconcile, ReconcileQuery(period), role)
    return found


def pair(found: Reconciliation, month: Month, indicator: Indicator = PERSONS) -> Pair:
    return next(p for p in found.pairs if (p.month, p.row.indicator) == (month, indicator))


def values(of: Pair) -> tuple[object, ...]:
    return (of.figure and of.figure.value, of.records, of.difference, of.printed)


def test_both_sources_of_a_month_stand_beside_each_other(busy: Desk) -> None:
    found = reconcile(busy)
    assert values(pair(found, Month(2025, 12))) == (40, None, None, Source.HISTORY)
    assert values(pair(found, JANUARY)) == (5, 2, -3, Source.RECORDS)
    assert values(pair(found, FEBRUARY)) == (1, 1, 0, Source.RECORDS)
    assert values(pair(found, JANUARY, ORIENTATION)) == (None, 2, None, Source.RECORDS)
    assert found.differing == (pair(found, JANUARY),)
    paper = pair(found, Month(2025, 12)).figure
    assert paper is not None
    assert (paper.source, paper.folio, paper.entered_by) == (BOOK, "12", "Prueba de coordinacion")
    assert reconcile(busy, Period(Month(2025, 11), Month(2025, 11))).pairs == (), "nothing to hold against"


def test_a_chosen_source_tells_who_chose_it_and_why_and_both_stay(busy: Desk) -> None:
    why = "Faltó pasar la planilla 7"
    run(busy, months.choose_source, ChooseSource(JANUARY, PERSONS, Source.HISTORY, why))
    chosen = pair(reconcile(busy), JANUARY)
    assert values(chosen) == (5, 2, -3, Source.HISTORY)
    assert chosen.choice is not None
    assert (chosen.choice.reason, chosen.choice.by) == (why, "Prueba de coordinacion")
    said = words.detail(chosen, reconcile(busy))
    assert "Se imprime el papel. Lo eligió Prueba de coordinacion el 10/03/2026" in said
    assert f": {why}.\n" in said
    table = run(busy, statistics.table, TableRequest(WINTER))
    assert table.rows[0].cells[1].value == 5
    # What was chosen is told by name of the field only, with its reason apart.
    with busy.base.begin() as work:
        (row,) = work.connection.execute(text("SELECT * FROM audit WHERE action = 'source.choose'")).mappings()
        assert "planilla" not in " ".join(map(str, row.values()))
        assert work.connection.execute(text("SELECT text FROM audit_reason")).scalars().all() == [why]


def choose(desk: Desk, source: Source, why: str, uuid: str = "") -> ChooseSource:
    made = ChooseSource(JANUARY, PERSONS, source, why, uuid or new_id())
    run(desk, months.choose_source, made)
    return made


def test_no_choice_overwrites_another(busy: Desk) -> None:
    choose(busy, Source.HISTORY, "Libro revisado")
    busy.clock.advance(24 * 60 * 60)
    choose(busy, Source.RECORDS, "Ya se pasó la 7")
    chosen = pair(reconcile(busy), JANUARY)
    assert chosen.printed is Source.RECORDS
    assert [(each.source, each.reason, each.at[:10]) for each in chosen.choices] == [
        (Source.RECORDS, "Ya se pasó la 7", "2026-03-11"),
        (Source.HISTORY, "Libro revisado", "2026-03-10"),
    ]
    assert (chosen.choice, *chosen.earlier) == chosen.choices
    assert pair(reconcile(busy), FEBRUARY).choices == ()


def test_a_choice_is_withdrawn_by_one_more_line(busy: Desk) -> None:
    withdraw = months.WithdrawSource(JANUARY, PERSONS, "Nos equivocamos")
    assert refused(busy, months.withdraw_source, withdraw) is Code.BAD_CHOICE, "nothing was chosen yet"
    choose(busy, Source.HISTORY, "Libro revisado")
    assert refused(busy, months.withdraw_source, replace(withdraw, reason=" ")) is Code.NEEDS_REASON
    assert refused(busy, months.withdraw_source, withdraw, Role.CONSULTATION) is Code.FORBIDDEN
    run(busy, months.withdraw_source, withdraw)
    run(busy, months.withdraw_source, withdraw)  # its answer was lost: once more changes nothing
    left = pair(reconcile(busy), JANUARY)
    assert (left.printed, left.choice) == (Source.RECORDS, None)
    assert [each.source for each in left.earlier] == [None, Source.HISTORY]
    assert "se retiró la última elección" in words.detail(left, reconcile(busy))
    again = choose(busy, Source.HISTORY, "Sí era el papel")
    choose(busy, Source.HISTORY, "Sí era el papel", again.uuid)
    assert len(pair(reconcile(busy), JANUARY).choices) == 3
    run(busy, months.close, CloseMonth(JANUARY))
    late = replace(withdraw, uuid=new_id())
    assert refused(busy, months.withdraw_source, late) is Code.MONTH_KEEPS_FIGURES


def test_a_choice_of_what_has_one_source_now_is_told_among_those_before(busy: Desk) -> None:
    choose(busy, Source.HISTORY, "Libro revisado")
    run(busy, figures.save, SaveFigures((Figure(JANUARY, PERSONS, None, "PERSONAS"),), BOOK))
    run(busy, figures.save, SaveFigures((Figure(JANUARY, ORIENTATION, 2, "ORIENTACION"),), BOOK))
    alone = pair(reconcile(busy), JANUARY)
    assert (alone.both, alone.printed) == (False, Source.RECORDS)
    assert words.earlier(alone).endswith("papel. Libro revisado.")


def test_a_closed_month_keeps_what_it_printed_until_it_is_reopened(busy: Desk) -> None:
    run(busy, months.close, CloseMonth(JANUARY))
    closed = pair(reconcile(busy), JANUARY)
    assert closed.closed
    assert words.no_choice(closed, Source.HISTORY) == words.CLOSED
    assert words.no_choice(closed, Source.RECORDS) == words.ALREADY
    assert words.no_choice(pair(reconcile(busy), Month(2025, 12)), Source.RECORDS) == words.NO_CHOICE
    with pytest.raises(CasaError) as caught:
        run(busy, months.choose_source, ChooseSource(JANUARY, PERSONS, Source.HISTORY, "x"))
    assert caught.value.code is Code.MONTH_KEEPS_FIGURES


def test_the_records_of_a_month_that_prints_paper_open_too(busy: Desk) -> None:
    run(busy, months.choose_source, ChooseSource(JANUARY, PERSONS, Source.HISTORY, "Faltó una planilla"))
    month = Period(JANUARY, JANUARY)
    assert run(busy, origins.records, OriginQuery(CellOrigin(PERSONS, month))).records.persons == ()
    beside = run(busy, origins.records, OriginQuery(CellOrigin(PERSONS, month, beside=True))).records
    assert [person.name for person in beside.persons] == ["María G. P.", "José R. P."]


def test_a_published_total_that_does_not_tie_is_kept_with_its_difference(busy: Desk) -> None:
    (total,) = reconcile(busy).untied
    assert (total.published, total.computed, total.difference) == (44, 43, 1)
    assert total.distinct == Total(40, 42)
    assert "Tampoco son las personas únicas" in words.untied(total)
    inside = reconcile(busy, Period(JANUARY, FEBRUARY))
    assert [(t.period, t.published, t.computed) for t in inside.totals] == [
        (WINTER, 44, 43),
        (Period(JANUARY, FEBRUARY), None, 3),
    ]


def test_2019_on_paper_is_what_the_council_received(desk: Desk) -> None:
    rows = tuple(
        Figure(month, INDICATORS[label], value, label)
        for label, values in FIGURES_2019.items()
        for month, value in zip(YEAR_2019, values, strict=True)
    )
    run(desk, figures.save, SaveFigures(rows, "OFAI", (PublishTotal(YEAR_2019, PERSONS, 10388, "OFAI"),)))
    found = reconcile(desk, YEAR_2019)
    assert len(found.pairs) == 48
    (total,) = found.totals
    assert (total.published, total.computed, total.difference, total.distinct) == (
        10388,
        10668,
        -280,
        Total(1534, 10668),
    )
    assert "Puede que sean las personas únicas del período, que están entre 1.534 y 10.668" in words.untied(total)
    assert total.on_paper == 10668
    assert "solas" not in words.untied(total), "there is nothing else that the months print"
    attend(desk, "", date(2019, 7, 15), guidance())
    (mixed,) = reconcile(desk, YEAR_2019).totals
    assert (mixed.computed, mixed.on_paper) == (9723, 10668), "July prints its one record now"
    assert "Las cifras en papel, solas, suman 10.668 (diferencia: -280)." in words.untied(mixed)
    told = [doubt_sentence(doubt) for doubt in found.doubts]
    assert "Julio de 2019: ORIENTACION y REF tienen el mismo valor, 934. ¿Se copió una en la otra?" in told
    july = words.detail(pair(found, Month(2019, 7), ORIENTATION), found)
    assert "tienen el mismo valor, 934" in july
    assert words.summary(found).startswith("48 cifras en papel. 1 total publicado no cuadra. ")


def test_who_may_not_see_figures_sees_no_reconciliation(busy: Desk) -> None:
    assert reconcile(busy, role=Role.CONSULTATION) == reconcile(busy)
    with pytest.raises(CasaError) as caught:
        reconcile(busy, role=Role.RECEPTION)
    assert caught.value.code is Code.FORBIDDEN
