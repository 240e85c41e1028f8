"""Historical figures on a real encrypted base: typed, imported, replaced, doubted, printed."""

import csv
from pathlib import Path

import pytest

from casa_desktop.domain.access import Role
from casa_desktop.domain.errors import CasaError, Code
from casa_desktop.domain.indicators import Indicator, Rule
from casa_desktop.domain.periods import Month, Period
from casa_desktop.domain.plausibility import DoubtKind
from casa_desktop.domain.table import MonthlyTable, NoteKind, Source, Total
from casa_desktop.services import figures, statistics
from casa_desktop.services.figures import Figure, FigureQuery, ImportedFigure, ImportFigures, PublishTotal, SaveFigures
from casa_desktop.services.runner import Runner
from casa_desktop.services.statistics import TableRequest
from tests.services.desk import Desk

PERSONS = Indicator(Rule.PERSONS)
ORIENTATION = Indicator(Rule.SERVICES, "ORI")
YEAR = Period(Month(2018, 12), Month(2019, 11))
JULY = Month(2019, 7)
SOURCE = "Informe OFAI al Concejo, diciembre de 2019"


def council() -> tuple[ImportedFigure, ...]:
    path = Path(__file__).parents[2] / "resources" / "demo" / "informe_2019.csv"
    with path.open(encoding="utf-8", newline="") as lines:
        return tuple(
            ImportedFigure(Month.parse(row["mes"]), label, int(row[label]), row["provisional"] == "si")
            for row in csv.DictReader(lines)
            for label in ("PERSONAS", "ORIENTACION", "PSICOLOGIA", "REF")
        )


@pytest.fixture
def runner(desk: Desk) -> Runner:
    return desk.runner(Role.COORDINATION)


def imported(runner: Runner) -> figures.Saved:
    return runner.run(figures.import_rows, ImportFigures(council(), SOURCE, published=(("PERSONAS", 10388),))).result


def table(runner: Runner, period: Period = YEAR) -> MonthlyTable:
    return runner.run(statistics.table, TableRequest(period)).result


def refused(runner: Runner, command: SaveFigures) -> tuple[Code, str]:
    with pytest.raises(CasaError) as raised:
        runner.run(figures.save, command)
    return raised.value.code, raised.value.problems[0].field


def test_the_table_of_2019_comes_out_of_history(runner: Runner) -> None:
    saved = imported(runner)
    assert (saved.added, saved.replaced, saved.unchanged) == (48, 0, 0)
    shown = table(runner)
    assert [row.label for row in shown.rows] == ["PERSONAS", "ORIENTACION", "PSICOLOGIA", "REF"]
    for row in shown.rows:
        expected = [figure.value for figure in council() if figure.label == row.label]
        assert [cell.value for cell in row.cells] == expected
    persons = shown.rows[0]
    assert persons.monthly_sum == Total(10668, 10668)
    assert persons.distinct == Total(1534, 10668)
    assert persons.published is not None
    assert (persons.published.value, persons.published.source, persons.published.difference) == (10388, SOURCE, -280)
    assert all(head.historical for head in shown.heads)
    assert [head.month for head in shown.heads if head.provisional] == [Month(2019, 10), Month(2019, 11)]
    kinds = [note.kind for note in shown.notes]
    assert kinds == [
        NoteKind.PROVISIONAL,
        NoteKind.HISTORICAL,
        *[NoteKind.RULE] * 4,
        NoteKind.SUM,
        NoteKind.DISTINCT,
        NoteKind.RANGE,
        NoteKind.PUBLISHED,
    ]


def test_importing_points_out_july_and_the_total(runner: Runner) -> None:
    told = {(doubt.kind, doubt.month, doubt.labels) for doubt in imported(runner).doubts}
    assert (DoubtKind.EQUAL_ROWS, JULY, ("ORIENTACION", "REF")) in told
    assert (DoubtKind.TOTAL_DIFFERS, None, ("PERSONAS",)) in told


def test_importing_twice_changes_nothing(runner: Runner) -> None:
    imported(runner)
    again = runner.run(figures.import_rows, ImportFigures(council(), SOURCE, published=(("PERSONAS", 10388),)))
    assert (again.result.added, again.result.replaced, again.result.unchanged) == (0, 0, 48)
    assert again.changes == frozenset()


def test_a_preview_writes_nothing_and_names_unknown_labels(runner: Runner) -> None:
    rows = (*council()[:4], ImportedFigure(JULY, "DESAYUNOS", 5))
    shown = runner.run(figures.preview, ImportFigures(rows, SOURCE)).result
    assert shown.unknown == ("DESAYUNOS",)
    assert len(shown.rows) == 4
    assert runner.run(figures.list, FigureQuery(YEAR)).result == ()
    with pytest.raises(CasaError) as raised:
        runner.run(figures.import_rows, ImportFigures(rows, SOURCE))
    assert (raised.value.code, raised.value.problems[0].values["row"]) == (Code.UNKNOWN_ROW, "DESAYUNOS")
    mapped = ImportFigures(rows, SOURCE, mapping=(("DESAYUNOS", Indicator(Rule.VISITS)),))
    assert runner.run(figures.import_rows, mapped).result.added == 5


def test_replacing_keeps_the_old_figure(runner: Runner) -> None:
    runner.run(figures.save, SaveFigures((Figure(JULY, ORIENTATION, 934),), "Planilla"))
    saved = runner.run(figures.save, SaveFigures((Figure(JULY, ORIENTATION, 943, note="transpuesto"),), "Libro")).result
    assert (saved.added, saved.replaced) == (0, 1)
    now = runner.run(figures.list, FigureQuery(YEAR)).result
    assert [(f.value, f.source, f.note) for f in now] == [(943, "Libro", "transpuesto")]
    old = runner.run(figures.list, FigureQuery(YEAR, replaced=True)).result
    assert [(f.value, f.source) for f in old] == [(934, "Planilla")]


def test_an_emptied_cell_withdraws_its_figure(runner: Runner) -> None:
    runner.run(figures.save, SaveFigures((Figure(JULY, ORIENTATION, 934),), "Planilla"))
    saved = runner.run(figures.save, SaveFigures((Figure(JULY, ORIENTATION, None),), "")).result
    assert saved.withdrawn == 1
    assert runner.run(figures.list, FigureQuery(YEAR)).result == ()
    assert len(runner.run(figures.list, FigureQuery(YEAR, replaced=True)).result) == 1


def test_what_cannot_be_saved_is_told_by_its_cell(runner: Runner) -> None:
    good = Figure(JULY, ORIENTATION, 5)
    assert refused(runner, SaveFigures((good,), " ")) == (Code.REQUIRED, "source")
    assert refused(runner, SaveFigures((good, Figure(JULY, PERSONS, -1)), "x")) == (Code.OUT_OF_RANGE, "rows[1].value")
    assert refused(runner, SaveFigures((good, good), "x")) == (Code.NOT_UNIQUE, "rows[1].month")
    future = Figure(Month(2026, 4), PERSONS, 5)
    assert refused(runner, SaveFigures((future,), "x")) == (Code.DATE_IN_FUTURE, "rows[0].month")
    unknown = Figure(JULY, Indicator(Rule.SERVICES, "XYZ"), 5)
    assert refused(runner, SaveFigures((unknown,), "x")) == (Code.UNKNOWN_ROW, "rows[0].indicator")


def test_a_published_total_is_kept_for_exactly_its_months(runner: Runner) -> None:
    imported(runner)
    assert table(runner, Period(Month(2019, 1), Month(2019, 11))).rows[0].published is None
    told = runner.run(figures.published_total, PublishTotal(YEAR, ORIENTATION, 7723, SOURCE)).result
    assert told == ()
    row = table(runner).rows[1]
    assert row.published is not None
    assert row.published.difference == 0
    runner.run(figures.published_total, PublishTotal(YEAR, ORIENTATION, None, ""))
    assert table(runner).rows[1].published is None
    kept = runner.run(figures.published, FigureQuery(YEAR)).result
    assert [(total.indicator, total.value) for total in kept] == [(PERSONS, 10388)]


def test_a_grid_saves_figures_and_totals_together(runner: Runner) -> None:
    command = SaveFigures((Figure(JULY, ORIENTATION, 934),), SOURCE, (PublishTotal(YEAR, ORIENTATION, 935, SOURCE),))
    saved = runner.run(figures.save, command).result
    assert [doubt.kind for doubt in saved.doubts] == [DoubtKind.TOTAL_DIFFERS]
    assert [total.value for total in runner.run(figures.published, FigureQuery(YEAR)).result] == [935]
    with pytest.raises(CasaError):
        runner.run(
            figures.save,
            SaveFigures((Figure(JULY, ORIENTATION, 1),), SOURCE, (PublishTotal(YEAR, PERSONS, -1, SOURCE),)),
        )
    assert [figure.value for figure in runner.run(figures.list, FigureQuery(YEAR)).result] == [934]


def test_history_beside_an_unknown_month_prints_a_dash(runner: Runner) -> None:
    imported(runner)
    shown = table(runner, Period(Month(2019, 11), Month(2019, 12)))
    assert [cell.source for cell in shown.rows[0].cells] == [Source.HISTORY, Source.NONE]
    assert not shown.heads[1].provisional
    assert NoteKind.NO_DATA in {note.kind for note in shown.notes}
    assert shown.rows[0].distinct == Total(1375, 1375)


@pytest.mark.parametrize("role", [Role.RECEPTION, Role.CONSULTATION, Role.PSYCHOLOGY])
def test_only_coordination_types_figures(desk: Desk, role: Role) -> None:
    assert refused(desk.runner(role), SaveFigures((Figure(JULY, PERSONS, 1),), "x"))[0] is Code.FORBIDDEN
