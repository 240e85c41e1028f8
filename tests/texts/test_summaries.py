"""A day, a week and a month in words: numbers agree with their nouns, and a percent says no more than it knows."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from casa_desktop.domain.breakdowns import Breakdown, Request
from casa_desktop.domain.counted import Dimension
from casa_desktop.domain.indicators import Indicator, Rule, TotalMode
from casa_desktop.domain.months import MonthState
from casa_desktop.domain.periods import Month, Period
from casa_desktop.domain.scope import Scope
from casa_desktop.domain.summaries import (
    PERSONS,
    Compared,
    DaySummary,
    MonthPage,
    StockAlerts,
    WeekNote,
    WeekReport,
)
from casa_desktop.domain.table import Cell, MonthHead, MonthlyTable, Note, NoteKind, Row, Source
from casa_desktop.domain.transfers import Totals
from casa_desktop.texts import month_page
from casa_desktop.texts import summaries as words
from tests.reports.project_rows import CATALOG

DAY = date(2026, 3, 10)
NOW = datetime(2026, 3, 10, 21, 15, tzinfo=UTC)
MARCH = Month(2026, 3)


def message(persons: int, new: int | None, *services: tuple[str, int], others: int = 0, complete: bool = True) -> str:
    return words.day_message(DaySummary(DAY, persons, new, services, others, complete), CATALOG, "C.A.S.A.", NOW)


def test_the_day_is_told_as_people_read_it() -> None:
    assert message(27, 12, ("ORI", 1020), ("PSI", 3), ("RCF", 11), others=2) == (
        "*C.A.S.A.*\n"
        "Martes 10 de marzo de 2026, hasta las 4:15 p. m.\n"
        "\n"
        "27 personas atendidas, 12 por primera vez\n"
        "1.036 servicios:\n"
        "• Orientación: 1.020\n"
        "• Psicología: 3\n"
        "• RCF: 11\n"
        "• Otros servicios: 2"
    )


@pytest.mark.parametrize(
    ("persons", "new", "said"),
    [
        (1, 1, "1 persona atendida, 1 por primera vez"),
        (1, 0, "1 persona atendida, ninguna por primera vez"),
        (3, 3, "3 personas atendidas, todas por primera vez"),
        (3, None, "3 personas atendidas\n"),
    ],
)
def test_one_and_many_and_all_of_them(persons: int, new: int | None, said: str) -> None:
    assert said in message(persons, new, ("ORI", 1))
    assert "1 servicio:" in message(persons, new, ("ORI", 1))


def test_a_day_without_anybody_and_another_day() -> None:
    assert message(0, 0).endswith("Hoy no se han registrado atenciones.")
    before = DaySummary(date(2026, 3, 9), 0, 0, (), 0, complete=True)
    told = words.day_message(before, CATALOG, "C.A.S.A.", NOW)
    assert told == "*C.A.S.A.*\nLunes 9 de marzo de 2026\n\nEse día no se registraron atenciones."
    assert "reserva" in message(2, None, ("ORI", 2), complete=False)


@pytest.mark.parametrize(
    ("now", "before", "said"),
    [
        (25, 20, "+5 (+25 %)"),
        (15, 19, "-4"),
        (20, 20, "igual"),
        (1001, 1000, "+1"),
        (0, 40, "-40 (-100 %)"),
        (3, 0, "+3"),
    ],
)
def test_a_percent_only_over_twenty_or_more(now: int, before: int, said: str) -> None:
    assert words.difference(now, before) == said


def apart(dimension: Dimension, totals: Mapping[str, int]) -> Breakdown:
    rows = (*(key for key in totals if key), "")
    return Breakdown(
        Request(PERSONS, Scope.of(Period(MARCH, MARCH)), dimension),
        rows,
        ("",),
        {(key, ""): many for key, many in totals.items()},
        totals,
        {"": sum(totals.values())},
        sum(totals.values()),
    )


WEEK = WeekReport(
    first=date(2026, 3, 9),
    last=date(2026, 3, 15),
    until=date(2026, 3, 10),
    persons=Compared(39, 37),
    visits=Compared(40, 41),
    new=Compared(8, 12),
    services=(("ORI", Compared(20, 19)), ("PSI", Compared(9, 1))),
    others=Compared(3, 0),
    attempts=Compared(10, 12),
    achieved=Compared(9, 9),
    profiles=apart(Dimension.PROFILE, {"TRANSITO": 39}),
    countries=apart(Dimension.COUNTRY, {"VEN": 31, "COL": 5, "HTI": 1, "": 2}),
    transfers=(Totals(4, 1, 1), Totals(0, 0, 0)),
    stock=StockAlerts(2, 1, 0, 0),
    provisional=True,
    note=WeekNote(date(2026, 3, 9), "Llovió.", 1),
)


def test_the_week_says_until_when_and_a_country_of_one_is_not_named() -> None:
    made = words.week(WEEK, CATALOG, "Se acabaron los kits.\n\nNo hubo red.")
    assert made.about == ("Semana en curso, hasta el martes; la anterior, también hasta el martes",)
    assert made.said == ("Notas de coordinación: Se acabaron los kits.", "No hubo red.")
    countries = next(section for section in made.sections if section.title == "Principales países")
    assert countries.lines == (("Venezuela", 31), ("Colombia", 5), ("Otros países", 1), ("Sin dato", 2))
    whole = words.week(replace(WEEK, until=WEEK.last, provisional=False), CATALOG)
    assert whole.about == ("Semana completa, de lunes a domingo",)
    assert not any("Provisional" in note for note in whole.notes)


def test_the_week_as_a_message_has_each_figure_once() -> None:
    told = words.week_message(WEEK, CATALOG, "Sin red el jueves")
    assert "Orientación: 20 (antes 19)" in told
    assert "Otros servicios: 3 (antes 0)" in told
    assert told.count("Personas únicas") == 1
    assert "Notas de coordinación: Sin red el jueves" in told
    assert "Artículos por debajo del mínimo: 2" in told


def page(persons: tuple[int | None, int | None], **services: tuple[int, int]) -> MonthPage:
    heads = tuple(MonthHead(MARCH.plus(at), MonthState.CLOSED, False, False) for at in (-1, 0))

    def row(indicator: Indicator, values: tuple[int | None, ...], label: str = "") -> Row:
        cells = (Cell(value, Source.NONE if value is None else Source.RECORDS) for value in values)
        return Row(indicator, label or indicator.id, tuple(cells))

    alone = (Rule.NEW_PERSONS, Rule.VISITS, Rule.FAMILIES)
    rows = [row(Indicator(Rule.PERSONS), persons)]
    rows += [row(Indicator(rule), tuple(value and value // 2 for value in persons)) for rule in alone]
    rows += [row(Indicator(Rule.SERVICES, code), values, code) for code, values in services.items()]
    notes = tuple(
        Note(NoteKind.RULE, {"label": r.label, "indicator": r.indicator.id, "rule": str(r.indicator.rule)})
        for r in rows
    )
    table = MonthlyTable(Period(MARCH.plus(-1), MARCH), heads, tuple(rows), TotalMode.DISTINCT, notes)
    nobody = apart(Dimension.COUNTRY, {})
    return MonthPage(table, nobody, nobody, nobody)


@pytest.mark.parametrize(
    ("persons", "said"),
    [
        ((1116, 1325), "la mesa atendió a 1.325 personas, 209 más que en febrero (+19 %)."),
        ((1325, 1116), "la mesa atendió a 1.116 personas, 209 menos que en febrero (-16 %)."),
        ((12, 4), "la mesa atendió a 4 personas, 8 menos que en febrero."),
        ((9, 9), "la mesa atendió a 9 personas, las mismas que en febrero."),
        ((1, 1), "la mesa atendió a 1 persona, la misma que en febrero."),
        ((None, 4), "la mesa atendió a 4 personas, sin cifra de febrero con qué compararla."),
        ((4, None), "De marzo de 2026 no hay registros ni cifras."),
    ],
)
def test_the_month_against_the_last_in_words(persons: tuple[int | None, int | None], said: str) -> None:
    assert said in month_page.report(page(persons), CATALOG).said[0]


def test_what_rose_what_fell_and_what_stayed() -> None:
    made = month_page.report(page((10, 12), ORI=(4, 6), RCF=(3, 9), PSI=(5, 2), UMO=(3, 3)), CATALOG)
    assert made.said[1] == (
        "Frente a febrero: subieron Orientación (de 4 a 6) y RCF (de 3 a 9); bajó Psicología (de 5 a 2); "
        "quedó igual Unidad Móvil (3)."
    )
    assert ("Personas atendidas", 12, 10, "+2") in made.sections[0].lines
    rules = [note for note in made.notes if "SRV" in note]
    assert len(rules) == 1, "one sentence for all the services"
    assert rules[0].startswith("Cada servicio (SRV, v1): ")


def test_a_month_that_is_open_says_that_it_may_change() -> None:
    made = page((10, 12))
    heads = (made.table.heads[0], replace(made.table.heads[1], provisional=True))
    told = month_page.report(replace(made, table=replace(made.table, heads=heads)), CATALOG)
    assert told.subtitle == "marzo de 2026*"
    assert "provisionales" in told.said[-1]
