"""«Igual que la última atención»: one key fills the form, the profile is asked, and what is gone is told."""

from dataclasses import replace
from datetime import timedelta

import pytest

from casa_desktop.domain.access import Role
from casa_desktop.domain.ages import Age, AgeRange
from casa_desktop.domain.ids import new_id
from casa_desktop.domain.names import Name
from casa_desktop.domain.persons import Details
from casa_desktop.domain.visits import Companion, NewService, Psychology, Rcf, RecordVisit
from casa_desktop.services import catalogs, families, visits
from casa_desktop.services.catalogs import CatalogQuery, SaveServiceType
from casa_desktop.services.families import FamilyMember, RegisterFamily
from casa_desktop.services.people import RegisterPerson
from casa_desktop.texts import ui_again
from casa_desktop.ui.visits.form import VisitForm
from tests.services.desk import TODAY
from tests.ui.today.conftest import Counter

LAST = TODAY - timedelta(days=9)


@pytest.fixture
def family(counter: Counter) -> tuple[str, ...]:
    members = tuple(
        FamilyMember(
            RegisterPerson(
                new_id(), Details(Name(first, "", "Rojas"), sex="02", age=Age(None, AgeRange(9, 9), TODAY)), kinship=""
            )
        )
        for first in ("Ana", "Pedro", "Luis")
    )
    command = RegisterFamily(new_id(), members)
    return counter.on_db(lambda: counter.desk.runner(Role.RECEPTION).run(families.register, command).result.members)


def came(counter: Counter, person: str, *services: NewService, role: Role = Role.RECEPTION, company: str = "") -> None:
    companions = (Companion(new_id(), person_uuid=company),) if company else ()
    visit = RecordVisit(new_id(), LAST, "PERMANENCIA", services, person_uuid=person, companions=companions)
    counter.on_db(lambda: counter.desk.runner(role).run(visits.record, visit))


def form_of(counter: Counter) -> VisitForm:
    form = counter.page.entry.form
    assert form is not None
    return form


def test_services_place_funder_and_family_come_back_and_the_profile_is_asked(
    counter: Counter, family: tuple[str, ...]
) -> None:
    ana, pedro, _ = family
    orientation = NewService(new_id(), "ORI", place="TERMINAL", funder="CICR", for_all=True)
    call = NewService(new_id(), "RCF", Rcf("LLAMADA", "VEN", "LOGRADO"), place="TERMINAL", funder="CICR")
    came(counter, ana, orientation, call, company=pedro)
    counter.sit(Role.RECEPTION)
    counter.type("ana ro")
    keys = ["F4", "e", "Ctrl+Return"]
    counter.press(keys[0])
    form = form_of(counter)
    assert form.services.value() == ("ORI", "RCF")
    assert (form.field("place").value(), form.field("funder").value()) == ("TERMINAL", "CICR")
    assert form.family.value() == (pedro,)
    assert (form.profile.value(), form.profile.isAncestorOf(counter.page.focusWidget())) == ((), True)
    counter.press("Ctrl+Return")
    assert counter.of_day() == ()
    counter.type(keys[1])
    counter.press(keys[2])
    rows = {row.person_uuid: row for row in counter.of_day()}
    assert set(rows) == {ana, pedro}
    assert ([s.type for s in rows[ana].services], rows[ana].profile) == (["ORI", "RCF"], "TRANSITO")


def test_what_is_not_offered_any_more_is_left_out_with_a_sentence(counter: Counter, ana: str) -> None:
    came(counter, ana, NewService(new_id(), "ORI"), NewService(new_id(), "RCF", Rcf("LLAMADA", "VEN", "LOGRADO")))
    runner = counter.desk.runner(Role.COORDINATION)

    def retire() -> None:
        found = runner.run(catalogs.lists, CatalogQuery()).result.service_type("RCF")
        assert found is not None
        runner.run(catalogs.save_service_type, SaveServiceType(replace(found, active_to=LAST)))

    counter.on_db(retire)
    counter.sit(Role.RECEPTION)
    counter.type("ana")
    counter.press("Return")
    counter.press("F4")
    assert form_of(counter).services.value() == ("ORI",)
    assert "No se copió RCF: ya no se ofrece" in counter.page.entry.taking_part.warning.text


def test_what_the_actor_may_not_see_is_not_hinted_at(counter: Counter, ana: str) -> None:
    came(counter, ana, NewService(new_id(), "PSI", Psychology(False)), role=Role.PSYCHOLOGY)
    counter.sit(Role.RECEPTION)
    counter.type("ana")
    counter.press("Return")
    counter.press("F4")
    assert counter.page.entry.taking_part.warning.text == ui_again.NONE
    assert form_of(counter).services.value() == ()


def test_an_attention_of_today_is_not_repeated(counter: Counter, ana: str) -> None:
    counter.attended_before(ana, TODAY)
    counter.sit(Role.RECEPTION)
    counter.type("ana")
    counter.press("Return")
    counter.press("F4")
    assert form_of(counter).services.value() == ()


def test_what_has_a_page_of_its_own_is_passed_over_for_the_attention_before_it(counter: Counter, ana: str) -> None:
    came(counter, ana, NewService(new_id(), "ORI"))
    later, services = LAST + timedelta(days=2), (NewService(new_id(), "REM"),)
    referral = RecordVisit(new_id(), later, "TRANSITO", services, person_uuid=ana)

    def refer() -> None:
        with counter.desk.runner(Role.RECEPTION).batch() as ctx:
            visits.write(ctx, referral)

    counter.on_db(refer)
    counter.sit(Role.RECEPTION)
    counter.type("ana")
    counter.press("F4")
    assert form_of(counter).services.value() == ("ORI",)
