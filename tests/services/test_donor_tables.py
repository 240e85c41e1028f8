"""Donors' tables and the health file: whose services they count, what is hidden or joined before it leaves."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from casa_desktop.domain.access import Role
from casa_desktop.domain.ages import Age
from casa_desktop.domain.definitions import Named
from casa_desktop.domain.donor_files import CROSSED, DonorTables, HealthReport
from casa_desktop.domain.donors import DonorForm, Template
from casa_desktop.domain.errors import CasaError, Code
from casa_desktop.domain.grouping import joined
from casa_desktop.domain.ids import new_id
from casa_desktop.domain.scope import Scope
from casa_desktop.domain.suppression import SMALLEST
from casa_desktop.domain.surveys import Answered
from casa_desktop.services import donors, surveys, templates
from casa_desktop.services.donors import DonorQuery, GifmmQuery
from casa_desktop.services.surveys import RecordTally
from casa_desktop.services.templates import KeepTemplate
from tests.services.desk import Desk
from tests.services.test_breakdowns import person
from tests.services.test_donors import QUARTER, code_of, woman
from tests.services.test_statistics import attend, guidance


def table_template(desk: Desk, form: DonorForm, **more: Any) -> Template:
    wanted = Template(Named(new_id(), f"Para {form}"), form, **more)
    found: Template = desk.runner(Role.COORDINATION).run(templates.keep, KeepTemplate(wanted)).result
    return found


def busy(desk: Desk) -> None:
    for at in range(9):
        service = replace(guidance(), funder="ECHO" if at < 7 else "CRC")
        attend(desk, woman(desk, Age(birth_date=date(1990 if at < 6 else 2023, 1, 1))), date(2026, 1, 8), service)


def test_a_donor_sees_the_services_of_its_own_funder_with_its_bands_and_small_cells_hidden(desk: Desk) -> None:
    busy(desk)
    run = desk.runner(Role.CONSULTATION).run
    scope = Scope(date(2026, 1, 1), date(2026, 1, 31))
    own = table_template(desk, DonorForm.ECHO, funder="ECHO")
    found: DonorTables = run(donors.tables, DonorQuery(own.named.uuid, scope)).result
    assert (found.persons.total, found.services.total) == (7, 7)
    exact = desk.runner(Role.COORDINATION).run(donors.tables, DonorQuery(own.named.uuid, scope)).result
    assert exact.persons.cells["018", "02"] == 6
    assert ("000", "02") in found.hidden
    every = table_template(desk, DonorForm.UNHCR)
    assert run(donors.tables, DonorQuery(every.named.uuid, scope)).result.persons.total == 9
    later, coordination = Scope(date(2026, 1, 9), date(2026, 1, 31)), desk.runner(Role.COORDINATION).run
    assert coordination(donors.tables, DonorQuery(every.named.uuid, later)).result.persons.total == 0


def test_tables_are_of_the_services_that_count_in_persons_unless_the_template_names_others(desk: Desk) -> None:
    busy(desk)
    slips = RecordTally(new_id(), date(2026, 1, 9), (Answered("EXCELENTE", 6),))
    desk.runner(Role.RECEPTION).run(surveys.record, slips)
    run = desk.runner(Role.CONSULTATION).run
    every = table_template(desk, DonorForm.UNHCR)
    assert run(donors.tables, DonorQuery(every.named.uuid, Scope.of(QUARTER))).result.services.total == 9
    named = table_template(desk, DonorForm.ECHO, services=("ENC",))
    found = run(donors.tables, DonorQuery(named.named.uuid, Scope.of(QUARTER))).result
    assert found.services.total == 6


def test_the_health_file_says_which_services_are_of_health(desk: Desk) -> None:
    with pytest.raises(CasaError) as wrong:
        table_template(desk, DonorForm.HEALTH)
    assert code_of(wrong) == {("services", Code.REQUIRED)}


def test_a_template_answers_for_its_own_file_only(desk: Desk) -> None:
    run = desk.runner(Role.COORDINATION).run
    own = table_template(desk, DonorForm.ECHO)
    for ask in (
        lambda: run(donors.gifmm, GifmmQuery(own.named.uuid, QUARTER)),
        lambda: run(donors.health, DonorQuery(own.named.uuid, Scope.of(QUARTER))),
    ):
        with pytest.raises(CasaError) as refused:
            ask()
        assert refused.value.code is Code.BAD_CHOICE


def test_the_health_file_joins_the_few_and_loses_nobody(desk: Desk) -> None:
    busy(desk)
    own = table_template(desk, DonorForm.HEALTH, services=("ORI",))
    found: HealthReport = (
        desk.runner(Role.CONSULTATION).run(donors.health, DonorQuery(own.named.uuid, Scope.of(QUARTER))).result
    )
    assert [(service, group.codes, group.persons) for service, group in found.rows] == [("ORI", (None,) * 6, 9)]
    for _ in range(3):
        attend(desk, woman(desk, Age(birth_date=date(2023, 1, 1))), date(2026, 1, 9), guidance())
    found = desk.runner(Role.CONSULTATION).run(donors.health, DonorQuery(own.named.uuid, Scope.of(QUARTER))).result
    unknown = ("",) * 3
    assert [(group.codes, group.persons) for _, group in found.rows] == [
        (("02", "000", "VEN", *unknown), 6),
        (("02", "029", "VEN", *unknown), 6),
    ]


codes = st.tuples(*(st.sampled_from(("", "a", "b")) for _ in CROSSED))
some = st.dictionaries(
    codes, st.tuples(st.integers(1, 9), st.integers(0, 3)).map(lambda n: (n[0], sum(n))), max_size=20
)


@settings(max_examples=200, deadline=None)
@given(some)
def test_no_row_tells_of_few_and_the_sums_stay(counts: dict[tuple[str, ...], tuple[int, int]]) -> None:
    found = joined(counts)
    assert sum(each.persons for each in found) == sum(persons for persons, _ in counts.values())
    assert sum(each.services for each in found) == sum(services for _, services in counts.values())
    assert len({each.codes for each in found}) == len(found)
    for each in found:
        assert each.persons >= SMALLEST or (each.few and len(found) == 1)
        if None not in each.codes:
            assert counts[tuple(code or "" for code in each.codes)] == (each.persons, each.services)


def test_what_is_hidden_among_the_persons_is_hidden_among_their_services(desk: Desk) -> None:
    """A zero that hides three persons would be printed as no service; and a birthday adds no row to one table."""
    for persons, (year, sex), services in ((3, (2023, "01"), 3), (9, (1990, "02"), 1), (9, (1990, "01"), 1)):
        for _ in range(persons):
            who = person(desk, sex, Age(birth_date=date(year, 1, 1)))
            for at in range(services):
                attend(desk, who, date(2026, 1, 8 + at), guidance())
    born = person(desk, "02", Age(birth_date=date(2008, 1, 9)))
    attend(desk, born, date(2026, 1, 8), guidance())
    attend(desk, born, date(2026, 1, 9), guidance())
    own = table_template(desk, DonorForm.UNHCR)
    query = DonorQuery(own.named.uuid, Scope.of(QUARTER))
    found: DonorTables = desk.runner(Role.CONSULTATION).run(donors.tables, query).result
    assert (found.persons.rows, found.persons.columns) == (found.services.rows, found.services.columns)
    whole: DonorTables = desk.runner(Role.COORDINATION).run(donors.tables, query).result
    assert (whole.services.cells["000", "01"], whole.hidden) == (9, found.hidden)
    for part in (found.persons, found.services):
        assert not part.cells.keys() & found.hidden, "who sees totals only is not handed them"
    assert {("000", "01"), ("000", "02")} <= found.hidden
