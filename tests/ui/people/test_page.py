"""«Personas y familias» by keyboard: found, opened, changed, joined, authorised, locked away."""

from dataclasses import replace

import pytest
from PySide6.QtWidgets import QWidget

from casa_desktop.domain.access import Role
from casa_desktop.domain.errors import Code, fault
from casa_desktop.domain.ids import new_id
from casa_desktop.domain.persons import Channel, Pending
from casa_desktop.domain.visits import Guidance, NewService, Psychology, RecordVisit
from casa_desktop.services import desk as desks
from casa_desktop.services import people, visits
from casa_desktop.services.desk import DeskProfile
from casa_desktop.services.people import EditPerson
from casa_desktop.texts import ui_people as texts
from casa_desktop.ui.people.form import PersonForm
from casa_desktop.ui.people.page import PeoplePage
from tests.services.desk import TODAY
from tests.ui.people.conftest import Room


@pytest.fixture
def maria(room: Room) -> str:
    return room.register("María Núñez", "12345678", phone="300 123 4567")


def searched(room: Room, page: PeoplePage, text: str, *, forward: bool = False) -> None:
    """What the box in the window's head does with a text and Enter (or ↓)."""
    page.search(text)
    page.search_entered(forward)
    room.settle()


def names(page: PeoplePage) -> list[str]:
    return [hit.name for hit in page.list.hits]


def is_open(page: PeoplePage) -> bool:
    return page.desk.form is not None


def everything_said(widget: QWidget) -> str:
    """Every word on the screen."""
    words = [str(child.property("text") or "") for child in widget.findChildren(QWidget)]
    return "\n".join([*words, *(child.accessibleName() for child in widget.findChildren(QWidget))])


def test_who_is_found_is_listed_and_enter_opens_the_only_one(room: Room, maria: str) -> None:
    room.register("Mario Gómez")
    page = room.sit(Role.RECEPTION)
    searched(room, page, "mar")
    assert names(page) == ["Mario Gómez", "María Núñez"]
    assert room.text("count_label") == "2 personas para «mar»"
    assert page.list.hasFocus(), "of two nobody is meant yet"
    room.press("Down")
    assert room.text("person_name") == "María Núñez"
    room.press("Return")
    assert room.focused() == "attend_button"
    searched(room, page, "12345")
    assert names(page) == ["María Núñez"]
    assert room.focused() == "attend_button"


def test_whoever_is_not_there_is_registered_with_what_was_typed(room: Room) -> None:
    page = room.sit(Role.RECEPTION)
    searched(room, page, "zuleika uriana")
    assert room.text("form_title") == texts.NEW_TITLE
    assert page.desk.form is not None
    assert page.desk.form.values()["first_surname"] == "Uriana"
    page.desk.form.load({"sex": "02"})
    room.type("27", "age_edit")
    room.press("Ctrl+Return")
    assert room.prompts.said == ["Persona registrada: P-000001"]
    assert room.text("person_name") == "Zuleika Uriana"
    assert room.text("person_about").startswith("P-000001 · Mujer · 27 años, dicho hoy")
    assert texts.PENDING[Pending.DOCUMENT] in room.text("banner_label")


def test_numbers_are_whole_only_when_asked_and_for_this_person(room: Room, maria: str) -> None:
    other = room.register("Mario Gómez", "87654321")
    page = room.sit(Role.RECEPTION)
    searched(room, page, "maria")
    assert "12345678" not in everything_said(page)
    assert "3001234567" not in everything_said(page).replace(" ", "")
    room.press("Ctrl+D")
    assert "Cédula venezolana 12345678" in everything_said(page)
    assert "300 123 4567" in everything_said(page)
    room.press("Ctrl+D")
    assert "12345678" not in everything_said(page)
    room.press("Ctrl+D")
    page.open_target(other)
    room.settle()
    page.open_target(maria)
    room.settle()
    assert "12345678" not in everything_said(page), "shown whole once is not shown whole for ever"
    assert room.audited().count("person.reveal") == 2


def test_a_person_is_changed_by_keys(room: Room, maria: str) -> None:
    page = room.sit(Role.RECEPTION)
    searched(room, page, "maria")
    room.press("Ctrl+E")
    assert room.focused() == "first_name_edit"
    room.press("Ctrl+A")
    room.type("Mariela")
    room.press("Ctrl+Return")
    assert room.prompts.said == [texts.SAVED]
    assert room.text("person_name") == "Mariela Núñez"
    assert room.read(maria).name.first_name == "Mariela"


def test_another_page_does_not_take_the_place_of_what_is_being_typed(room: Room, maria: str) -> None:
    other = room.register("Mario Gómez", "87654321")
    page = room.sit(Role.RECEPTION)
    searched(room, page, "maria")
    room.press("Ctrl+E")
    room.type("X")
    page.open_target(other)
    room.settle()
    assert room.prompts.said == [texts.LEAVE_QUESTION]
    assert page.desk.form is not None
    room.prompts.answers = [True]
    page.open_target(other)
    room.settle()
    assert room.text("person_name") == "Mario Gómez"


def test_of_two_who_change_one_person_the_second_loses_nothing_and_overwrites_nothing(room: Room, maria: str) -> None:
    page = room.sit(Role.RECEPTION)
    searched(room, page, "maria")
    room.press("Ctrl+E")
    room.press("Ctrl+A")
    room.type("Mariela")
    before = room.read(maria)
    name = replace(before.details.name, first_name="Marta", second_surname="Peña")
    other = EditPerson(maria, before.version, replace(before.details, name=name, country="COL"))
    room.on_db(lambda: room.desk.runner(Role.PSYCHOLOGY).run(people.edit, other))
    room.press("Ctrl+Return")
    assert page.desk.form is not None
    assert room.text("banner_label") == texts.conflict([texts.FIRST_NAME])
    values = page.desk.form.values()
    assert (values["first_name"], values["second_surname"], values["country"]) == ("Mariela", "Peña", "COL")
    assert room.read(maria).details == other.details, "nothing is stored until it is asked again"
    room.press("Ctrl+Return", "first_name_edit")
    assert room.read(maria).details == replace(other.details, name=replace(name, first_name="Mariela"))


def test_what_cannot_be_saved_stays_open_with_its_text(room: Room, maria: str, monkeypatch: pytest.MonkeyPatch) -> None:
    page = room.sit(Role.RECEPTION)
    searched(room, page, "maria")
    room.press("Ctrl+E")
    room.press("Ctrl+A")
    room.type("Mariela")

    def full(*_: object) -> None:
        raise fault(Code.DISK_FULL)

    monkeypatch.setattr("casa_desktop.storage.people.People.change", full)
    room.press("Ctrl+Return")
    assert page.desk.form is not None
    assert page.desk.form.values()["first_name"] == "Mariela"
    assert "banner" in room.child("banner_label").objectName()
    monkeypatch.undo()
    room.press("Ctrl+Return", "first_name_edit")
    assert room.read(maria).name.first_name == "Mariela"


def test_leaving_a_form_asks_where_something_was_typed(room: Room, maria: str) -> None:
    page = room.sit(Role.RECEPTION)
    searched(room, page, "maria")
    room.press("Ctrl+E")
    room.press("Escape")
    assert not is_open(page)
    room.press("Ctrl+E")
    room.type("x")
    room.press("Escape")
    assert room.prompts.said == [texts.LEAVE_QUESTION]
    assert is_open(page)
    assert not page.can_leave()
    room.prompts.answers = [True]
    room.press("Escape")
    assert not is_open(page)


def test_somebody_known_joins_the_family_and_leaves_it(room: Room, maria: str) -> None:
    room.register("Mario Gómez")
    page = room.sit(Role.RECEPTION)
    searched(room, page, "maria")
    room.press("Ctrl+J")
    room.type("mario")
    room.press("Return")
    assert room.prompts.said == [texts.JOINED]
    assert [member.name for member in room.read(maria).members] == ["María Núñez", "Mario Gómez"]
    room.press("Return", "open_P-000002")
    assert room.text("person_name") == "Mario Gómez"
    room.press("Return", "kinship_button")
    room.type("hijo")
    room.press("Ctrl+Return")
    assert [(m.kinship) for m in room.read(maria).members] == ["", "HIJO"]
    room.prompts.answers = [True]
    room.press("Return", "leave_family_button")
    assert [member.name for member in room.read(maria).members] == ["María Núñez"]
    assert texts.ALONE in everything_said(page)


def test_a_new_member_is_registered_into_the_family(room: Room, maria: str) -> None:
    page = room.sit(Role.RECEPTION)
    searched(room, page, "maria")
    room.press("Ctrl+J")
    room.type("luisito")
    room.press("Ctrl+Return")
    assert page.desk.form is not None
    page.desk.form.load({"sex": "01"})
    room.type("8", "age_edit")
    room.press("Ctrl+Return")
    assert [member.name for member in room.read(maria).members] == ["María Núñez", "Luisito"]


def test_an_authorisation_is_noted_and_revoked(room: Room, maria: str) -> None:
    page = room.sit(Role.RECEPTION)
    searched(room, page, "maria")
    room.press("Return", "add_consent_button")
    room.press("Ctrl+Return")
    assert room.focused() == "consent_folio_edit"
    room.type("114-7")
    room.press("Ctrl+Return")
    (consent,) = room.read(maria).consents
    assert (consent.folio, consent.holds) == ("114-7", True)
    room.prompts.answers = ["Lo pidió"]
    room.press("Return", f"revoke_{consent.uuid}")
    assert not room.read(maria).consents[0].holds
    assert "revocada el 10/03/2026" in everything_said(page)


def test_the_attentions_stand_in_order_without_those_of_a_closed_room(room: Room, maria: str) -> None:
    def attend(role: Role, service: NewService) -> str:
        command = RecordVisit(new_id(), TODAY, "TRANSITO", (service,), person_uuid=maria)
        room.on_db(lambda: room.desk.runner(role).run(visits.record, command))
        return command.uuid

    visit = attend(Role.RECEPTION, NewService(new_id(), "ORI", Guidance(("PPT",))))
    attend(Role.PSYCHOLOGY, NewService(new_id(), "PSI", Psychology(False)))
    page = room.sit(Role.RECEPTION)
    searched(room, page, "maria")
    table = room.child("timeline_table")
    assert [row.cells[1] for row in table.rows()] == ["Orientación"]
    assert "Psicología" not in everything_said(page)
    room.press("Return", "timeline_table")
    assert room.went[-1] == ("today", visit)
    room.press("Ctrl+T")
    assert room.went[-1] == ("today", f"attend:{maria}")


def test_a_reserved_contact_is_gone_for_reception_and_kept_for_coordination(room: Room, maria: str) -> None:
    page = room.sit(Role.COORDINATION)
    searched(room, page, "maria")
    room.prompts.answers = ["Solo por la tía"]
    room.press("Return", "reserve_button")
    assert texts.RESERVED in everything_said(page)
    assert "Contacto seguro: Solo por la tía" in everything_said(page)
    page = room.sit(Role.RECEPTION)
    searched(room, page, "maria")
    assert names(page) == []
    page.desk.close_form()
    page.open_target(maria)
    room.settle()
    assert "María" not in everything_said(page)
    assert texts.NO_PERSON in everything_said(page)


def test_what_changes_elsewhere_is_shown_here(room: Room, maria: str) -> None:
    page = room.sit(Role.RECEPTION)
    searched(room, page, "mar")
    before = room.read(maria)
    edit = EditPerson(maria, before.version, replace(before.details, name=replace(before.name, first_name="Marta")))
    room.on_db(lambda: room.desk.runner(Role.RECEPTION).run(people.edit, edit))
    page.session.hub.publish(frozenset({("person", maria)}))
    room.settle()
    assert names(page) == ["Marta Núñez"]
    assert room.text("person_name") == "Marta Núñez"


def test_a_draft_comes_back_with_the_person_it_changes(room: Room, maria: str) -> None:
    page = room.sit(Role.RECEPTION)
    assert page.draft() is None
    searched(room, page, "maria")
    room.press("Ctrl+E")
    assert page.draft() is None
    room.press("Ctrl+A")
    room.type("Mariela")
    draft = page.draft()
    assert draft is not None
    assert "12345678" not in repr(draft)
    page = room.sit(Role.RECEPTION)
    page.restore(draft)
    room.settle()
    assert page.draft() == draft
    room.press("Ctrl+Return", "first_name_edit")
    assert room.read(maria).name.first_name == "Mariela"
    searched(room, page, "otra persona")
    draft = page.draft()
    page = room.sit(Role.RECEPTION)
    assert draft is not None
    page.restore(draft)
    room.settle()
    assert page.draft() == draft


def test_nothing_of_a_person_stays_when_the_page_is_closed_down(room: Room, maria: str) -> None:
    page = room.sit(Role.RECEPTION)
    searched(room, page, "maria")
    room.press("Ctrl+D")
    room.press("Ctrl+E")
    room.type("x")
    page.close_down()
    room.settle()
    assert names(page) == []
    for word in ("María", "Núñez", "12345678", "P-000001"):
        assert word not in everything_said(page)
    assert page.windowTitle() == ""


def test_every_control_says_what_it_is(room: Room, maria: str) -> None:
    page = room.sit(Role.COORDINATION)
    searched(room, page, "maria")
    for act in (page.edit, page.register, page.add_member, page.register_family):
        act()
        room.settle()
        for widget in page.findChildren(QWidget):
            if widget.isVisible() and widget.focusPolicy().value and widget.metaObject().className() != "QLineEdit":
                assert widget.accessibleName() or widget.property("text") or widget.focusProxy(), widget.objectName()
        page.desk.close_form()
    shown = page.keys()
    assert [key.keys for key in shown] == [
        "Ctrl+N",
        "Ctrl+Shift+N",
        "F6",
        "Ctrl+T",
        "Ctrl+E",
        "Ctrl+D",
        "Ctrl+J",
        "Ctrl+R",
        "Ctrl+G",
        "Ctrl+H",
        "Ctrl+P",
        "Ctrl+Shift+S",
    ]
    assert page.help_text()


def test_an_authorisation_names_the_text_that_the_desk_has_now_and_shows_it(room: Room, maria: str) -> None:
    desk = DeskProfile("Mesa", consent_version="2026-1", consent_text="Autorizo el tratamiento de mis datos.")
    room.on_db(lambda: room.desk.runner(Role.COORDINATION).run(desks.save_profile, desk))
    page = room.sit(Role.RECEPTION)
    searched(room, page, "maria")
    room.press("Return", "add_consent_button")
    assert desk.consent_text in everything_said(page)
    room.type("114-7", "consent_folio_edit")
    room.press("Ctrl+Return", "consent_folio_edit")
    assert room.read(maria).consents[0].text_version == "2026-1"
    searched(room, page, "zuleika uriana")
    form = page.desk.form
    assert isinstance(form, PersonForm)
    form.load({"consent_channel": Channel.SIGNATURE})
    consent = form.command().consent
    assert consent is not None
    assert consent.text_version == "2026-1"
