"""The monthly table and its cells, from visits recorded through the verbs of the desk."""

from datetime import date
from typing import Any

import pytest

from casa_desktop.domain.access import Role
from casa_desktop.domain.ages import Age, AgeRange
from casa_desktop.domain.catalog import CountingOption
from casa_desktop.domain.cells import FIRST_PAGE, CellDetail, CellOrigin, Paging
from casa_desktop.domain.errors import CasaError, Code
from casa_desktop.domain.ids import new_id
from casa_desktop.domain.indicators import Indicator, Outcome, Reach, RowChoice, Rule, TotalMode
from casa_desktop.domain.leaving import Way
from casa_desktop.domain.months import MonthState
from casa_desktop.domain.names import Name
from casa_desktop.domain.periods import Month, Period
from casa_desktop.domain.persons import Details
from casa_desktop.domain.table import MonthlyTable, Note, NoteKind, Source, Total
from casa_desktop.domain.visits import Anonymous, Guidance, NewService, Psychology, Rcf, RecordVisit
from casa_desktop.services import figures, invariants, months, origins, people, statistics, visits
from casa_desktop.services.figures import Figure, SaveFigures
from casa_desktop.services.origins import OriginQuery
from casa_desktop.services.runner import Runner
from casa_desktop.services.statistics import LayoutQuery, SaveLayout, TableRequest
from tests.services.desk import Desk

JANUARY, FEBRUARY, MARCH = (Month(2026, number) for number in (1, 2, 3))
QUARTER = Period(JANUARY, MARCH)
PERSONS = Indicator(Rule.PERSONS)
ORIENTATION, PSYCHOLOGY, RCF = (Indicator(Rule.SERVICES, code) for code in ("ORI", "PSI", "RCF"))


def guidance() -> NewService:
    return NewService(new_id(), "ORI", Guidance(("PPT",)), sheet="12", line=3)


def session() -> NewService:
    return NewService(new_id(), "PSI", Psychology(False))


def call(result: str = "LOGRADO") -> NewService:
    return NewService(new_id(), "RCF", Rcf("LLAMADA", "VEN", result, 4))


def register(desk: Desk, first: str, surname: str) -> str:
    uuid = new_id()
    age = Age(stated=AgeRange(30, 30), stated_on=date(2026, 1, 5))
    details = Details(Name(first, "", surname, "Peña"), sex="02", age=age, country="VEN")
    desk.runner(Role.RECEPTION).run(people.register, people.RegisterPerson(uuid, details))
    return uuid


def attend(desk: Desk, person: str, day: date, *services: NewService, role: Role = Role.RECEPTION) -> None:
    anonymous = None if person else Anonymous(new_id(), "02", 26, 59, "VEN")
    command = RecordVisit(new_id(), day, "TRANSITO", services, person_uuid=person, anonymous=anonymous)
    desk.runner(role).run(visits.record, command)


def table(desk: Desk, period: Period = QUARTER, role: Role = Role.COORDINATION, **asked: Any) -> MonthlyTable:
    return desk.runner(role).run(statistics.table, TableRequest(period, **asked)).result


def cell(desk: Desk, indicator: Indicator, period: Period, *roles: Role, paging: Paging = FIRST_PAGE) -> CellDetail:
    query = OriginQuery(CellOrigin(indicator, period), paging)
    return desk.runner(*(roles or (Role.COORDINATION,))).run(origins.records, query).result


def notes(shown: MonthlyTable, kind: NoteKind) -> list[Note]:
    return [note for note in shown.notes if note.kind is kind]


@pytest.fixture
def busy(desk: Desk) -> Desk:
    """María comes in January and February, José in January; Ana sees the psychologist in February; one is anonymous."""
    maria, jose, ana = (register(desk, *name) for name in (("María", "Gil"), ("José", "Ruiz"), ("Ana", "Mora")))
    attend(desk, maria, date(2026, 1, 5), guidance(), call())
    attend(desk, jose, date(2026, 1, 5), guidance())
    attend(desk, jose, date(2026, 1, 20), call("NO_CONTESTA"))
    attend(desk, maria, date(2026, 2, 3), guidance())
    attend(desk, ana, date(2026, 2, 4), session(), role=Role.PSYCHOLOGY)
    attend(desk, "", date(2026, 2, 4), guidance())
    return desk


def test_the_table_of_a_small_desk(busy: Desk) -> None:
    shown = table(busy)
    values = {row.label: [cell.value for cell in row.cells] for row in shown.rows}
    assert values == {
        "PERSONAS": [2, 3, None],
        "ORIENTACION": [2, 2, None],
        "PSICOLOGIA": [0, 1, None],
        "REF": [2, 0, None],
    }
    assert (shown.rows[0].monthly_sum, shown.rows[0].distinct) == (Total(5, 5), Total(4, 4))
    assert [(head.state, head.provisional, head.historical) for head in shown.heads] == [
        (MonthState.OPEN, True, False),
        (MonthState.OPEN, True, False),
        (MonthState.NO_DATA, False, False),
    ]
    assert notes(shown, NoteKind.ANONYMOUS)[0].values["count"] == 1
    assert notes(shown, NoteKind.NO_DATA)[0].values["months"] == ("2026-03",)


def test_only_the_totals_that_were_asked_for(busy: Desk) -> None:
    only_sum = table(busy, total=TotalMode.SUM).rows[0]
    assert (only_sum.monthly_sum, only_sum.distinct) == (Total(5, 5), None)
    only_distinct = table(busy, total=TotalMode.DISTINCT).rows[0]
    assert (only_distinct.monthly_sum, only_distinct.distinct) == (None, Total(4, 4))


def test_rows_and_labels_are_the_desks_own(busy: Desk) -> None:
    coordination = busy.runner(Role.COORDINATION)
    rows = (RowChoice(RCF, "Vínculos familiares"), RowChoice(Indicator(Rule.VISITS), "Atenciones"))
    saved = coordination.run(statistics.save_layout, SaveLayout(rows)).result
    assert saved.rows == rows
    assert [(row.label, row.cells[0].value) for row in table(busy).rows] == [
        ("Vínculos familiares", 2),
        ("Atenciones", 3),
    ]
    with pytest.raises(CasaError) as raised:
        coordination.run(
            statistics.save_layout, SaveLayout((RowChoice(RCF, " "), RowChoice(Indicator(Rule.SERVICES, "X"), "x")))
        )
    assert {problem.code for problem in raised.value.problems} == {Code.REQUIRED, Code.UNKNOWN_ROW}


def test_rows_as_typed(desk: Desk) -> None:
    layout = desk.runner(Role.COORDINATION).run(statistics.layout, LayoutQuery()).result
    rows = statistics.parse_rows("personas, SRV-RCF,Familias=PER-RCF,vis,PER-NUE-A-ORI", layout)
    assert rows == (
        RowChoice(PERSONS, "PERSONAS"),
        RowChoice(RCF, "REF"),
        RowChoice(Indicator(Rule.PERSONS_OF_SERVICE, "RCF"), "Familias"),
        RowChoice(Indicator(Rule.VISITS), "VIS"),
        RowChoice(Indicator(Rule.NEW_IN_YEAR, "ORI"), "PER-NUE-A-ORI"),
    )
    for text in ("", "PERSONAS,,REF", "SRV-XYZ", "TOT-SUM"):
        with pytest.raises(CasaError) as raised:
            statistics.parse_rows(text, layout)
        assert raised.value.code is Code.UNKNOWN_ROW
    with pytest.raises(CasaError):
        table(desk, rows=())


def test_a_counting_option_changes_the_count_and_says_so(busy: Desk) -> None:
    with busy.runner(Role.COORDINATION).batch() as ctx:
        option = CountingOption(FEBRUARY, False, Reach.RECIPIENT, Outcome.SUCCESSFUL, True)
        for code in ("PSI", "RCF"):
            ctx.work.catalog.put_option(code, option)
    shown = table(busy)
    assert [cell.value for cell in shown.rows[0].cells] == [2, 2, None]
    told = [dict(note.values) for note in notes(shown, NoteKind.OPTION) if note.values["service"] != "x"]
    since = [note for note in told if note.get("from_month") == "2026-02"]
    assert len(since) == 2
    assert all(
        note["in_persons"] is False and note["outcome"] == "successful" and "reach" not in note for note in since
    )
    # The services of the type count all the same: only PERSONAS leaves them out.
    assert shown.rows[2].cells[1].value == 1


def test_records_and_history_of_one_month_stand_side_by_side(busy: Desk) -> None:
    coordination = busy.runner(Role.COORDINATION)
    coordination.run(
        figures.save, SaveFigures((Figure(JANUARY, PERSONS, 40), Figure(JANUARY, ORIENTATION, 50)), "Libro")
    )
    cells = [row.cells[0] for row in table(busy).rows]
    assert (cells[0].value, cells[0].source, cells[0].also_in_history) == (2, Source.RECORDS, 40)
    choose = months.ChooseSource(JANUARY, PERSONS, Source.HISTORY, "El programa empezó el 20")
    coordination.run(months.choose_source, choose)
    shown = table(busy)
    first = shown.rows[0].cells[0]
    assert (first.value, first.source, first.also_in_records) == (40, Source.HISTORY, 2)
    assert (shown.rows[1].cells[0].value, shown.rows[1].cells[0].source) == (2, Source.RECORDS)
    assert (shown.heads[0].historical, shown.heads[0].provisional) == (True, True)
    assert {str(note.values["printed"]) for note in notes(shown, NoteKind.BOTH_SOURCES)} == {"records", "history"}
    assert shown.rows[0].distinct == Total(40, 43)


def test_a_month_that_prints_history_leaves_a_hole_in_the_distinct_persons(busy: Desk) -> None:
    only_february = register(busy, "Luz", "Sierra")
    attend(busy, only_february, date(2026, 2, 10), guidance())
    maria_and_march = register(busy, "Pía", "Toro")
    attend(busy, maria_and_march, date(2026, 3, 2), guidance())
    coordination = busy.runner(Role.COORDINATION)
    coordination.run(figures.save, SaveFigures((Figure(FEBRUARY, PERSONS, 1),), "Libro"))
    coordination.run(months.choose_source, months.ChooseSource(FEBRUARY, PERSONS, Source.HISTORY, "x"))
    # January: María and José; March: Pía. February's own persons are not known to the total.
    assert table(busy).rows[0].distinct == Total(3, 4)


def test_a_cell_lists_the_persons_it_counts(busy: Desk) -> None:
    shown = cell(busy, PERSONS, Period(JANUARY, JANUARY), Role.RECEPTION)
    assert [(p.name, len(p.entries)) for p in shown.records.persons] == [("María G. P.", 2), ("José R. P.", 2)]
    assert shown.monthly_sum == Total(2, 2)
    assert (shown.records.all.services, shown.records.all.persons) == (4, 2)
    entry = shown.records.persons[0].entries[0]
    assert (entry.day, entry.sheet, entry.line) == (date(2026, 1, 5), "12", 3)


def test_psychology_is_counted_and_not_shown_to_others(busy: Desk) -> None:
    february = Period(FEBRUARY, FEBRUARY)
    seen = cell(busy, PERSONS, february, Role.RECEPTION)
    assert seen.monthly_sum == Total(3, 3)
    assert {p.name for p in seen.records.persons} == {"María G. P.", ""}
    assert (seen.records.reserved_services, seen.records.reserved_persons) == (None, 1)
    answers = cell(busy, PERSONS, february, Role.COORDINATION).records
    assert (answers.reserved_services, answers.reserved_persons) == (1, 1)
    own = cell(busy, PSYCHOLOGY, february, Role.PSYCHOLOGY)
    assert [p.name for p in own.records.persons] == ["Ana M. P."]
    assert own.records.reserved_services == 0


def test_a_reserved_contact_is_counted_and_not_shown(busy: Desk) -> None:
    hit = busy.runner(Role.RECEPTION).run(people.search, people.SearchPeople("jose ruiz")).result[0]
    command = people.ReservePerson(hit.uuid, 1, True, "")
    busy.runner(Role.COORDINATION).run(people.reserve, command)
    january = Period(JANUARY, JANUARY)
    assert [p.name for p in cell(busy, RCF, january, Role.RECEPTION).records.persons] == ["María G. P."]
    assert cell(busy, RCF, january, Role.RECEPTION).records.reserved_persons == 1
    assert len(cell(busy, RCF, january, Role.COORDINATION).records.persons) == 2


def test_the_total_tells_who_came_in_several_months(busy: Desk) -> None:
    shown = cell(busy, PERSONS, QUARTER)
    assert shown.distinct == Total(4, 4)
    assert (shown.records.all.person_months, shown.records.all.persons) == (5, 4)


def test_a_cell_is_listed_by_stretches(busy: Desk) -> None:
    first = cell(busy, PERSONS, QUARTER, paging=Paging(limit=2))
    assert (len(first.records.persons), first.records.more) == (2, True)
    rest = cell(busy, PERSONS, QUARTER, paging=Paging(offset=2, limit=2))
    assert rest.records.more is False
    codes = [p.code for p in (*first.records.persons, *rest.records.persons)]
    assert codes == sorted(set(codes), key=lambda code: code[2:])


@pytest.mark.parametrize(("indicator", "expected"), [("PER-NUE", {"Ana M. P.", ""}), ("PER-NUE-A", {"Ana M. P.", ""})])
def test_new_persons_are_those_who_never_came_before(busy: Desk, indicator: str, expected: set[str]) -> None:
    asked = Indicator.parse(indicator)
    assert asked is not None
    shown = cell(busy, asked, Period(FEBRUARY, FEBRUARY), Role.COORDINATION, Role.PSYCHOLOGY)
    assert {p.name for p in shown.records.persons} == expected
    assert shown.monthly_sum == Total(2, 2)


def test_a_historical_cell_shows_its_source(desk: Desk) -> None:
    coordination = desk.runner(Role.COORDINATION)
    coordination.run(figures.save, SaveFigures((Figure(JANUARY, PERSONS, 40, folio="F-7"),), "Libro"))
    shown = cell(desk, PERSONS, Period(JANUARY, JANUARY))
    assert [(f.value, f.source, f.folio) for f in shown.figures] == [(40, "Libro", "F-7")]
    assert shown.records.persons == ()


@pytest.mark.parametrize("role", [Role.CONSULTATION, Role.VOLUNTEER, Role.ADMINISTRATION])
def test_lists_are_not_for_everybody(busy: Desk, role: Role) -> None:
    with pytest.raises(CasaError) as raised:
        cell(busy, PERSONS, QUARTER, role)
    assert raised.value.code is Code.FORBIDDEN


def test_opening_a_cell_is_audited_and_reading_the_table_is_not(busy: Desk) -> None:
    def audited() -> list[tuple[str, str]]:
        with busy.base.begin() as work:
            rows = work.connection.exec_driver_sql(
                "SELECT action, record FROM audit WHERE action LIKE '%.cell' OR action LIKE '%export'"
            )
            return [(action, record) for action, record in rows]

    table(busy)
    assert audited() == []
    cell(busy, RCF, Period(JANUARY, JANUARY))
    busy.runner(Role.CONSULTATION).run(statistics.exported, statistics.Exported(Way.PDF, QUARTER))
    assert audited() == [("statistics.cell", "SRV-RCF:2026-01..2026-01"), ("report.export", "2026-01..2026-03")]


def test_the_counts_of_a_sound_base_hold(busy: Desk) -> None:
    found = busy.runner(Role.COORDINATION).run(invariants.check, invariants.CheckCounts()).result
    assert [check.name for check in found] == [
        "counts.rows",
        "counts.plain",
        "counts.bounds",
        "counts.new",
        "counts.visits",
        "counts.services",
    ]
    assert all(check.ok for check in found)


@pytest.mark.parametrize(
    ("harm", "name"),
    [
        ("UPDATE service SET month = 202512 WHERE id = 1", "counts.rows"),
        ("UPDATE service SET date = '2026-01-06' WHERE id = 1", "counts.rows"),
        (
            "UPDATE person SET canonical_id = 2 WHERE id = 1; UPDATE person SET canonical_id = 3 WHERE id = 2",
            "counts.rows",
        ),
    ],
)
def test_what_may_not_stand_in_the_base_is_found(busy: Desk, harm: str, name: str) -> None:
    runner: Runner = busy.runner(Role.COORDINATION)
    with runner.batch() as ctx:
        for statement in harm.split(";"):
            ctx.work.connection.exec_driver_sql(statement)
    found = {check.name: check.ok for check in runner.run(invariants.check, invariants.CheckCounts()).result}
    assert found[name] is False


def test_an_empty_base_has_nothing_to_count(desk: Desk) -> None:
    found = desk.runner(Role.COORDINATION).run(invariants.check, invariants.CheckCounts()).result
    assert [(check.name, check.ok) for check in found] == [("counts.rows", True)]
    shown = table(desk)
    assert all(cell.source is Source.NONE for row in shown.rows for cell in row.cells)
    assert shown.rows[0].distinct == Total(None, None)
