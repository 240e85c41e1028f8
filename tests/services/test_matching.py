"""Candidates on a real encrypted base: who is found, who is not told of, and keys that keep step with every change."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from casa_desktop.domain.access import Role
from casa_desktop.domain.ages import Age
from casa_desktop.domain.documents import Document
from casa_desktop.domain.errors import CasaError, Code
from casa_desktop.domain.ids import new_id
from casa_desktop.domain.matching.described import Described, Reason, described
from casa_desktop.domain.names import Name
from casa_desktop.domain.persons import Numbers
from casa_desktop.domain.phones import Phone
from casa_desktop.services import matching, people
from casa_desktop.services.matching import Candidate, MatchQuery
from casa_desktop.services.people import EditPerson, PersonQuery, RegisterPerson, ReservePerson, SearchPeople
from casa_desktop.services.runner import Runner
from casa_desktop.storage.match_check import stale
from tests.services.desk import Desk
from tests.services.test_people import MARIA, named

BORN = Age(birth_date=date(1990, 3, 5))
YUSMARY = replace(MARIA, name=Name("Yusmary", "Coromoto", "Hernández", "Villamizar"), age=BORN)
CV = Document(new_id(), "CV", "V-18.345.672")
ASKED = described(YUSMARY, Numbers((CV,), (Phone(new_id(), "3001234567"),)))


@pytest.fixture
def reception(desk: Desk) -> Runner:
    return desk.runner(Role.RECEPTION)


def register(runner: Runner, details: object = YUSMARY, *, document: str = "V-18.345.672", phone: str = "") -> str:
    uuid = new_id()
    documents = (Document(new_id(), "CV", document),) if document else ()
    phones = (Phone(new_id(), phone),) if phone else ()
    runner.run(people.register, RegisterPerson(uuid, details, Numbers(documents, phones)))  # type: ignore[arg-type]  # Details
    return uuid


def candidates(runner: Runner, who: Described = ASKED, **options: object) -> tuple[Candidate, ...]:
    return runner.run(matching.candidates, MatchQuery(who, **options)).result  # type: ignore[arg-type]  # see MatchQuery


def test_somebody_written_down_badly_is_first_and_an_alert(reception: Runner) -> None:
    uuid = register(reception, phone="3001234567")
    for number in range(30):
        surname = ("Hernández", "Rojas", "Villamizar")[number % 3]
        register(reception, named("Yuleidy", surname, f"Ana{number}", "Roa"), document=str(19_000_000 + number))
    name = Name("Yusmari", "", "Ernandes", "Biyamisar")
    worse = Described(name, (("PPT", "5123987"),), (), Age(birth_date=date(1990, 5, 3)))
    first = candidates(reception, worse)[0]
    assert (first.hit.uuid, first.alert) == (uuid, True)
    assert Reason.BIRTH_DAY_MONTH_SWAPPED in first.reasons


@pytest.mark.parametrize(
    "who",
    [
        Described(documents=(("CV", "18345627"),)),
        Described(documents=(("", "V18345672"),)),
        Described(phones=("300 123 4567",)),
        Described(Name("Yusmarycoromoto", "", "Hernandez")),
        Described(Name("Hernández", "", "Yusmary")),
        Described(Name("Yusmari", "", "Bijamizar"), age=BORN),
        Described(Name("Yusm", "", "Hernandez", "Villamisar")),
    ],
)
def test_one_clue_of_somebody_is_enough_to_find_them(reception: Runner, who: Described) -> None:
    uuid = register(reception, phone="3001234567")
    assert [each.hit.uuid for each in candidates(reception, who)] == [uuid]


def test_nobody_is_found_where_nobody_is_alike(reception: Runner) -> None:
    register(reception)
    assert candidates(reception, Described(Name("Wilmer", "", "Pushaina"), (("CC", "1098777123"),))) == ()
    assert candidates(reception, Described()) == ()


def test_the_person_it_is_about_is_no_candidate(reception: Runner) -> None:
    uuid, other = register(reception), register(reception, document="")
    assert {each.hit.uuid for each in candidates(reception)} == {uuid, other}
    assert [each.hit.uuid for each in candidates(reception, except_for=uuid)] == [other]


def test_no_more_than_asked_for(reception: Runner) -> None:
    for number in range(12):
        register(reception, document=str(18_345_600 + number))
    assert len(candidates(reception)) == 10
    assert len(candidates(reception, limit=3)) == 3


def test_a_reserved_contact_is_told_only_to_who_may_know(desk: Desk, reception: Runner) -> None:
    uuid = register(reception)
    coordination = desk.runner(Role.COORDINATION)
    coordination.run(people.reserve, ReservePerson(uuid, 1, reserved=True))
    assert candidates(reception) == ()
    assert [each.hit.uuid for each in candidates(coordination)] == [uuid]


def test_a_merged_record_is_told_as_the_person_it_stands_for(desk: Desk, reception: Runner) -> None:
    kept, gone = register(reception, document="11222333"), register(reception)
    desk.base.execute_outside(
        "UPDATE person SET canonical_id = (SELECT id FROM person WHERE uuid = ?) WHERE uuid = ?", (kept, gone)
    )
    found = candidates(reception)
    assert [each.hit.uuid for each in found] == [kept]
    assert Reason.SAME_DOCUMENT in found[0].reasons
    assert candidates(reception, except_for=kept) == ()


def test_an_edited_person_is_found_by_the_new_name_and_no_more_by_the_old(reception: Runner) -> None:
    uuid = register(reception, document="")
    reception.run(people.edit, EditPerson(uuid, 1, replace(YUSMARY, name=Name("Wilmer", "", "Pushaina"))))
    assert candidates(reception, Described(Name("Yusmary", "Coromoto", "Hernández", "Villamizar"))) == ()
    assert [each.hit.uuid for each in candidates(reception, Described(Name("Guilmer", "", "Puchaina")))] == [uuid]


def test_a_phone_that_a_whole_shelter_has_says_nothing(reception: Runner) -> None:
    for number in range(20):
        register(reception, named(f"Ana{'abcdefghijklmnopqrst'[number]}", "Roa"), document="", phone="3001234567")
    assert not any(each.alert for each in candidates(reception, Described(Name("Luz"), phones=("3001234567",))))
    uuid = register(reception, phone="3001234567")
    assert candidates(reception)[0].hit.uuid == uuid


def test_who_lives_in_the_same_household_is_told(reception: Runner) -> None:
    uuid, home = new_id(), new_id()
    reception.run(people.register, RegisterPerson(uuid, YUSMARY, household_uuid=home))
    found = candidates(reception, replace(ASKED, household_uuid=home))
    assert [each.hit.uuid for each in found] == [uuid]
    assert Reason.SAME_HOUSEHOLD in found[0].reasons
    assert Reason.SAME_HOUSEHOLD not in candidates(reception, replace(ASKED, household_uuid=new_id()))[0].reasons


def test_the_id_of_a_file_is_told_and_found_by(desk: Desk, reception: Runner) -> None:
    uuid = register(reception)
    with desk.runner(Role.COORDINATION).batch() as ctx:
        row = ctx.work.people.by_uuid(uuid)
        assert row is not None
        ctx.work.references.add("personas.csv", [("ABC-77", row.id)])
    assert [each.imported_id for each in candidates(reception)] == ["ABC-77"]
    for typed in ("ABC-77", "abc-77"):
        assert [hit.uuid for hit in reception.run(people.search, SearchPeople(typed)).result] == [uuid]


def test_who_may_not_search_may_not_ask(desk: Desk) -> None:
    with pytest.raises(CasaError) as refused:
        candidates(desk.runner(Role.CONSULTATION))
    assert refused.value.code is Code.FORBIDDEN


def test_a_base_whose_index_was_written_by_another_program_writes_it_anew(desk: Desk, reception: Runner) -> None:
    register(reception)
    desk.base.execute_outside("DELETE FROM match_key")
    desk.base.execute_outside("UPDATE match_word SET persons = 0 WHERE word = '='")
    with desk.base.begin() as work:
        assert not work.matching.current()
        work.matching.rebuild()
        assert work.matching.current()
        assert list(stale(work.connection)) == []
        work.commit()
    assert len(candidates(reception)) == 1


NAMES = st.builds(
    Name,
    st.sampled_from(["María", "Mafe", "Yusmary", "Jhon"]),
    st.sampled_from(["", "José"]),
    st.sampled_from(["González", "De la Hoz", "Uriana"]),
    st.sampled_from(["", "Rojas"]),
)


def test_the_index_keeps_step_with_whatever_is_done(desk: Desk) -> None:
    runner = desk.runner(Role.COORDINATION)

    class Changes(RuleBasedStateMachine):
        """Registers and edits persons in any order; the index is held against a new one after each step."""

        @initialize()
        def begin(self) -> None:
            self.persons: list[str] = []

        @rule(name=NAMES, document=st.sampled_from(["", "18345672", "5123987"]), phone=st.sampled_from(["", "3001234"]))
        def register(self, name: Name, document: str, phone: str) -> None:
            phone = phone and phone + "567"
            self.persons.append(register(runner, replace(YUSMARY, name=name), document=document, phone=phone))

        @rule(name=NAMES, at=st.integers(0, 9), drop=st.booleans())
        def edit(self, name: Name, at: int, drop: bool) -> None:
            if not self.persons:
                return
            uuid = self.persons[at % len(self.persons)]
            page = runner.run(people.page, PersonQuery(uuid)).result
            gone = tuple(document.uuid for document in page.documents) if drop else ()
            added = Numbers((Document(new_id(), "PT", "5123987"),)) if not drop else Numbers()
            details = replace(page.details, name=name, nameless=False)
            runner.run(people.edit, EditPerson(uuid, page.version, details, added, gone))

        @invariant()
        def in_step(self) -> None:
            with desk.base.begin() as work:
                assert list(stale(work.connection)) == []

    run_state_machine_as_test(
        Changes,
        settings=settings(
            max_examples=6, stateful_step_count=8, deadline=None, suppress_health_check=list(HealthCheck)
        ),
    )
