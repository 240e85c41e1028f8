"""Persons from a file: everybody or nobody, nobody twice, and back again as if nothing had been."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from casa_desktop.domain.access import Role
from casa_desktop.domain.ages import Age
from casa_desktop.domain.errors import CasaError, Code, fault
from casa_desktop.domain.ids import new_id
from casa_desktop.domain.import_columns import guess
from casa_desktop.domain.import_values import RowReader
from casa_desktop.domain.importing import PLAIN_COLUMNS, Incoming, Kept, Likeness, Outcome
from casa_desktop.domain.names import Name
from casa_desktop.domain.persons import Details, Numbers
from casa_desktop.domain.phones import Phone
from casa_desktop.domain.visits import Guidance, NewService, RecordVisit
from casa_desktop.services import households, import_planning, importing, people, visits
from casa_desktop.services.households import JoinHousehold
from casa_desktop.services.import_planning import Planned, PlanQuery
from casa_desktop.services.importing import ImportFile, ImportRows, ImportRowsQuery, ImportsQuery, UndoImport
from casa_desktop.services.people import EditPerson, PersonQuery, RegisterPerson, SearchPeople
from casa_desktop.storage.columns import metadata
from tests.domain.odd_strings import ODD
from tests.services.desk import TODAY, Desk

HEAD = [str(column) for column in PLAIN_COLUMNS]
ANA = ["A1", "Ana", "María", "Rojas", "Pérez", "CV", "V-12.345.678", "300 123 4567", "1990-05-03", "", "M", "VEN", ""]
LUIS = ["A2", "Luis", "", "Uriana", "", "CC", "1098765432", "", "", "30", "H", "COL", "La Joya"]
NOBODY = ["A3", *[""] * 12]
UNTOUCHED = ("audit", "audit_reason", "import_batch", "import_row", "sqlite_sequence")


def read(*rows: Sequence[object]) -> tuple[Incoming, ...]:
    reader = RowReader(guess([HEAD, *rows]), {"ven": "VEN", "col": "COL"}, TODAY)
    return tuple(found for at, row in enumerate(rows) if (found := reader.read(at + 2, row)))


def come_in(desk: Desk, *rows: Sequence[object], hold: bool = False, thorough: bool = True) -> importing.Imported:
    command = ImportFile(new_id(), "personas.csv", read(*rows), hold=hold, thorough=thorough)
    return desk.runner(Role.COORDINATION).run(importing.import_file, command).result


def planned(desk: Desk, *rows: Sequence[object]) -> tuple[Planned, ...]:
    made = desk.runner(Role.COORDINATION).run(import_planning.plan, PlanQuery(read(*rows))).result
    return import_planning.within_file(made)


def take_in(desk: Desk, rows: Sequence[Planned]) -> importing.Imported:
    return desk.runner(Role.COORDINATION).run(importing.import_rows, ImportRows(new_id(), "f.xlsx", tuple(rows))).result


def take_back(desk: Desk, uuid: str) -> importing.Undone:
    return desk.runner(Role.COORDINATION).run(importing.undo, UndoImport(uuid)).result


def found(desk: Desk, text: str) -> list[str]:
    return [hit.uuid for hit in desk.runner(Role.COORDINATION).run(people.search, SearchPeople(text)).result]


def shown(desk: Desk, uuid: str, *chosen: str) -> tuple[Any, ...]:
    return desk.runner(Role.COORDINATION).run(importing.rows, ImportRowsQuery(uuid, chosen)).result


def page(desk: Desk, uuid: str) -> Any:
    return desk.runner(Role.COORDINATION).run(people.page, PersonQuery(uuid)).result


def everything(desk: Desk) -> dict[str, list[tuple[Any, ...]]]:
    """Every row of every table but the audit and what is remembered of imports."""
    with desk.base.begin() as work:
        return {
            table.name: sorted(map(tuple, work.connection.execute(table.select())), key=repr)
            for table in metadata.sorted_tables
            if table.name not in UNTOUCHED
        }


def register(desk: Desk, name: Name, **more: Any) -> str:
    uuid = new_id()
    details = Details(name=name, sex="02", age=Age(birth_date=date(1990, 5, 3)), **more)
    numbers = Numbers(phones=(Phone(new_id(), "3001234567"),))
    desk.runner(Role.COORDINATION).run(people.register, RegisterPerson(uuid, details, numbers))
    return uuid


def test_each_row_becomes_a_person_who_is_found_by_name_number_and_imported_id(desk: Desk) -> None:
    done = come_in(desk, ANA, LUIS, NOBODY)
    assert (done.tally.rows, done.tally.created, done.tally.refused) == (3, 2, 1)
    ana = found(desk, "rojas ana")
    assert ana == found(desk, "12345678") == found(desk, "3001234567")
    seen = page(desk, ana[0])
    assert (seen.details.name, seen.details.country, seen.details.sex) == (
        Name("Ana", "María", "Rojas", "Pérez"),
        "VEN",
        "02",
    )
    assert seen.members[0].name == "Ana María Rojas Pérez", "alone is a household of one"
    with desk.base.begin() as work:
        assert len(work.references.persons("A1")) == 1


def test_the_same_ids_make_nobody_twice_nor_does_a_row_without_one(desk: Desk) -> None:
    nameless_id = ["", *LUIS[1:]]
    come_in(desk, ANA, nameless_id)
    again = come_in(desk, ANA, nameless_id, LUIS)
    assert (again.tally.created, again.tally.known) == (1, 2)


def test_an_id_that_comes_twice_in_one_file_makes_one_person(desk: Desk) -> None:
    for thorough in (True, False):
        with_id = ["Z" + str(thorough), *LUIS[1:]]
        done = come_in(desk, with_id, ["Z" + str(thorough), "Otra", *[""] * 11], thorough=thorough)
        assert (done.tally.created, done.tally.known, done.tally.warnings) == (1, 1, 1)


@pytest.mark.parametrize("thorough", [True, False])
def test_who_may_be_known_is_told_and_made_all_the_same_or_held_back(desk: Desk, thorough: bool) -> None:
    come_in(desk, ANA)
    twin = ["B1", *ANA[1:]]
    held = come_in(desk, twin, hold=True, thorough=thorough)
    assert (held.tally.matched, held.tally.held, held.tally.created) == (1, 1, 0)
    made = come_in(desk, twin, thorough=thorough)
    assert (made.tally.matched, made.tally.created) == (1, 1)
    within = come_in(desk, ["C1", *LUIS[1:]], ["C2", *LUIS[1:]], thorough=thorough)
    assert within.tally.matched == 1, "a row is held against those before it"


def test_a_plan_says_who_is_known_and_why_and_writes_nothing(desk: Desk) -> None:
    come_in(desk, ANA)
    before = everything(desk)
    known, same, new, nobody, twice = planned(desk, ANA, ["B1", *ANA[1:]], LUIS, NOBODY, ["A9", *LUIS[1:]])
    assert [known.outcome, same.outcome, new.outcome, nobody.outcome] == [
        Outcome.KNOWN,
        Outcome.JOINED,
        Outcome.CREATED,
        Outcome.REFUSED,
    ]
    assert (same.likeness, twice.likeness) == (Likeness.MATCHED, Likeness.MATCHED)
    assert same.other is not None
    assert same.other.name == "Ana María Rojas Pérez"
    assert same.reasons
    assert (twice.other_line, twice.reasons != ()) == (new.incoming.line, True)
    assert everything(desk) == before


def test_the_same_person_gets_what_is_missing_and_keeps_what_is_there(desk: Desk) -> None:
    uuid = register(desk, Name("Ana", "María", "Rojas", "Pérez"), address="Su barrio")
    (row,) = planned(desk, [*ANA[:-1], "Otro barrio"])
    assert row.outcome is Outcome.JOINED
    done = take_in(desk, [row])
    seen = page(desk, uuid)
    assert (len(seen.documents), len(seen.phones), seen.details.address) == (1, 1, "Su barrio")
    assert found(desk, "12345678") == [uuid]
    assert come_in(desk, ANA).tally.known == 1, "the id stands for them from now on"
    assert take_back(desk, done.uuid).taken_back == 1
    assert (page(desk, uuid).documents, found(desk, "12345678")) == ((), [])


def test_two_rows_of_one_person_become_one_when_somebody_says_so(desk: Desk) -> None:
    other = ["A9", *ANA[1:6], ANA[6], "311 000 1122", *ANA[8:]]
    rows = planned(desk, ANA, other)
    assert rows[1].outcome is Outcome.JOINED
    done = take_in(desk, rows)
    assert (done.tally.created, done.tally.joined) == (1, 1)
    assert found(desk, "3001234567") == found(desk, "3110001122")
    assert take_back(desk, done.uuid).kept == 0


def test_repeating_an_import_changes_nothing(desk: Desk) -> None:
    command = ImportRows(new_id(), "f.csv", planned(desk, ANA))
    runner = desk.runner(Role.COORDINATION)
    first = runner.run(importing.import_rows, command).result
    assert runner.run(importing.import_rows, command).result == first
    assert len(found(desk, "rojas")) == 1


def test_a_cancelled_import_leaves_nothing(desk: Desk) -> None:
    before = everything(desk)
    rows = [[f"N{i}", f"Nombre{i}", "", "Apellido", *[""] * 9] for i in range(2_500)]

    def stop(done: int, _: int) -> None:
        if done >= 2_000:
            raise fault(Code.CANCELLED)

    command = ImportFile(new_id(), "f.csv", read(*rows), step=stop)
    with pytest.raises(CasaError) as refused:
        desk.runner(Role.COORDINATION).run(importing.import_file, command)
    assert refused.value.code is Code.CANCELLED
    assert everything(desk) == before
    assert desk.runner(Role.COORDINATION).run(importing.listed, ImportsQuery()).result == ()


def test_a_simulation_tells_the_same_and_leaves_nothing(desk: Desk) -> None:
    before = everything(desk)
    command = ImportFile(new_id(), "f.csv", read(ANA, LUIS, NOBODY), thorough=True)
    told = desk.runner(Role.COORDINATION).rehearse(importing.import_file, command)
    assert everything(desk) == before
    assert come_in(desk, ANA, LUIS, NOBODY).tally == told.tally


_usual = st.sampled_from(["Ana", "De la Hoz", "12345678", "1990", "M", "VEN"])
_cell = st.one_of(st.just(""), st.sampled_from(ODD), _usual)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(*[_cell] * len(HEAD)), min_size=1, max_size=6), st.booleans())
def test_an_import_and_its_undo_leave_the_base_as_it_was(
    desk: Desk, rows: list[tuple[str, ...]], thorough: bool
) -> None:
    before = everything(desk)
    done = come_in(desk, ANA, *rows, thorough=thorough)
    undone = take_back(desk, done.uuid)
    assert (undone.taken_back, undone.kept) == (done.tally.created, 0)
    assert everything(desk) == before


def test_who_was_attended_edited_or_given_a_family_stays_and_the_rest_goes(desk: Desk) -> None:
    names = ("Atendida", "Editada", "Casada", "Nadie")
    done = come_in(desk, *[[f"K{at}", name, "", "Kely", *[""] * 9] for at, name in enumerate(names)])
    attended, edited, married = (found(desk, name)[0] for name in names[:3])
    runner = desk.runner(Role.COORDINATION)
    runner.run(
        visits.record, RecordVisit(new_id(), TODAY, "PENDULAR", (NewService(new_id(), "ORI", Guidance()),), attended)
    )
    seen = page(desk, edited)
    details = Details(name=Name("Editada", "", "Kely"), sex="02", age=Age(birth_date=date(1990, 1, 1)))
    runner.run(people.edit, EditPerson(edited, seen.version, details))
    other = register(desk, Name("Otra"))
    runner.run(households.join, JoinHousehold(married, other))
    undone = take_back(desk, done.uuid)
    assert (undone.taken_back, undone.kept) == (1, 3)
    why = {row.name.split()[0]: row.kept for row in shown(desk, done.uuid, "kept")}
    assert why == {"Atendida": Kept.ATTENDED, "Editada": Kept.EDITED, "Casada": Kept.FAMILY}
    assert set(found(desk, "kely")) == {attended, edited, married}
    assert not found(desk, "nadie")


def test_a_code_that_was_taken_back_is_never_given_again(desk: Desk) -> None:
    done = come_in(desk, ANA)
    code = page(desk, found(desk, "rojas")[0]).code
    take_back(desk, done.uuid)
    assert page(desk, register(desk, Name("Otra"))).code > code


def test_what_is_odd_is_kept_with_its_row(desk: Desk) -> None:
    odd = ["Q1", "Ana", "", "Rojas", "", "XX", "EN TRAMITE", "12", "31/02/1990", "treinta", "?", "Narnia", ""]
    done = come_in(desk, odd)
    (row,) = shown(desk, done.uuid, "odd")
    assert {each.typed for each in row.odd} == {"XX", "EN TRAMITE", "12", "31/02/1990", "treinta", "?", "Narnia"}
    assert done.tally.warnings == 1


def test_one_entry_of_the_audit_stands_for_an_import(desk: Desk) -> None:
    done = come_in(desk, ANA, LUIS)
    take_back(desk, done.uuid)
    with desk.base.begin() as work:
        assert not work.audit.verify()
        entries = [(row.action, row.record) for row in work.connection.execute(metadata.tables["audit"].select())]
    assert entries[-2:] == [("person.import", done.code), ("person.import_undo", done.code)]


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.COORDINATION])
def test_only_coordination_imports(desk: Desk, role: Role) -> None:
    with pytest.raises(CasaError) as refused:
        desk.runner(role).run(importing.import_file, ImportFile(new_id(), "f", read(ANA)))
    assert refused.value.code is Code.FORBIDDEN


@pytest.fixture(autouse=True)
def _index_whole(desk: Desk) -> Iterator[None]:
    """After each test both indexes say what a base that was written anew would say."""
    yield
    kept = ("match_key", "match_record", "match_word", "match_near")
    before = {name: rows for name, rows in everything(desk).items() if name in kept}
    with desk.base.begin() as work:
        work.matching.rebuild()
        work.commit()
    assert {name: rows for name, rows in everything(desk).items() if name in kept} == before
