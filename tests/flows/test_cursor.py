"""Where the cursor stands: whoever types without looking types into the right box."""

import pytest

from casa_desktop.domain.ids import new_id
from casa_desktop.domain.visits import NewService, Rcf, RecordVisit
from casa_desktop.services import intake
from casa_desktop.services.intake import Receive
from casa_desktop.services.people import RegisterPerson
from casa_desktop.texts import ui_visits as visit_texts
from tests.flows.conftest import Program
from tests.flows.people import somebody


def attend(program: Program, *kinds: str) -> None:
    """Somebody came today and got these services."""
    person = RegisterPerson(new_id(), somebody())
    services = tuple(NewService(new_id(), kind, Rcf("LLAMADA") if kind == "RCF" else None) for kind in kinds)
    visit = RecordVisit(new_id(), program.house.clock.today(), "TRANSITO", services, person_uuid=person.uuid)
    program.behind(intake.receive, Receive(visit, person))
    program.press("F5")


def test_the_page_of_people_opens_where_one_looks_for_somebody(inside: Program) -> None:
    inside.press("Ctrl+2")
    assert (inside.shown(), inside.focused()) == ("people", "search_edit")
    inside.type("nadie")
    inside.press("Return")
    assert inside.focused() == "first_name_edit"


@pytest.fixture
def offering(inside: Program, monkeypatch: pytest.MonkeyPatch) -> Program:
    """With the line at the bottom that offers «Deshacer»."""
    monkeypatch.setattr(inside.house.prompts, "inform", inside.house.window.status.tell)
    return inside


def void_first(program: Program) -> None:
    program.press("F6", "Home", "Return")
    program.house.prompts.answers = ["Se registró dos veces"]
    program.tab_to("void_button")
    program.press("Space")
    assert visit_texts.VOIDED in program.reads()


def test_after_a_voiding_the_next_person_is_looked_for_and_a_key_takes_it_back(offering: Program) -> None:
    attend(offering, "ORI")
    void_first(offering)
    assert offering.focused() == "person_picker_edit"
    assert "Yusmary" not in offering.reads()
    offering.press("F9")
    assert offering.focused() == "person_picker_edit"
    assert visit_texts.RESTORED in offering.reads()
    assert "Yusmary" in offering.reads()
    offering.type("yus")
    offering.press("F9")
    assert "Yusmary" in offering.reads()


def test_what_is_left_of_a_visit_stays_in_sight_and_escape_leads_on(offering: Program) -> None:
    attend(offering, "ORI", "RCF")
    void_first(offering)
    assert offering.focused() == "back_button"
    offering.press("Esc")
    assert offering.focused() == "person_picker_edit"
