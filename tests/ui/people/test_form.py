"""The form of a person: by keys from the first field to the command."""

from datetime import date, timedelta

import pytest

from casa_desktop.domain.access import Role
from casa_desktop.domain.ages import Age, AgeRange
from casa_desktop.domain.documents import Document
from casa_desktop.domain.names import Name
from casa_desktop.domain.persons import Channel
from casa_desktop.texts import ui_people as texts
from casa_desktop.ui.people.form import PersonForm
from tests.services.desk import TODAY
from tests.ui.people.conftest import Room


@pytest.fixture
def form(room: Room) -> PersonForm:
    made = PersonForm(room.session(Role.RECEPTION))
    room.show(made, 520, 700)
    made.focus_first()
    return made


def fill(room: Room, *words: str) -> None:
    """Types each and presses Enter, as reception does."""
    for word in words:
        room.type(word)
        room.press("Return")


def test_a_new_person_is_typed_from_field_to_field(room: Room, form: PersonForm) -> None:
    saves: list[bool] = []
    form.save_asked.connect(lambda: saves.append(True))
    fill(room, "Ángela", "Yusmary", "Núñez", "De la Hoz", "m", "5/3/1990", "vene", "", "V-12.345.678", "300 123 4567")
    room.press("Ctrl+Return")
    assert saves == [True]
    command = form.command()
    assert command.details.name == Name("Ángela", "Yusmary", "Núñez", "De la Hoz")
    assert (command.details.sex, command.details.country) == ("02", "VEN")
    assert command.details.age == Age(birth_date=date(1990, 3, 5))
    (document,) = command.numbers.documents
    assert (document.type, document.number) == ("CV", "V-12.345.678"), "a cédula venezolana tells itself"
    assert [phone.number for phone in command.numbers.phones] == ["300 123 4567"]
    assert form.command() == command, "asking again makes nobody else"


def test_enter_goes_past_the_number_that_nobody_without_documents_has(room: Room, form: PersonForm) -> None:
    form.document_type.setFocus()
    fill(room, "sin docu", "300 123 4567")
    assert form.field("phone").value() == "300 123 4567"


def test_a_choice_that_was_begun_is_taken_where_the_save_comes_at_once(room: Room, form: PersonForm) -> None:
    form.set_typed("ana rojas")
    form.sex.set_value("02")
    room.type("30", "age_edit")
    form.country.setFocus()
    room.type("colo")
    room.press("Ctrl+Return")
    assert form.command().details.country == "COL"
    assert form.check() == ()


def test_what_is_missing_is_told_beside_its_field(room: Room, form: PersonForm) -> None:
    room.type("123", "number_edit")
    room.press("Ctrl+Return")
    told = {field.name: bool(field.problem_text) for field in form.fields()}
    assert [name for name, wrong in told.items() if wrong] == ["first_name", "sex", "age", "document_type"]
    assert room.focused() == "first_name_edit"


def test_sin_nombre_and_sin_documento_are_answers(room: Room, form: PersonForm) -> None:
    form.nameless.setChecked(True)
    room.child("sex_chips_02_chip").setFocus()
    room.type("s")
    room.type("8 meses", "age_edit")
    form.document_type.set_value("SIN")
    assert not form.number.isEnabled()
    assert form.check() == ()
    command = form.command()
    assert command.details.nameless
    assert [document.code for document in command.numbers.documents] == ["MS"]
    room.press("Ctrl+A", "age_edit")
    room.type("40", "age_edit")
    assert [document.code for document in form.command().numbers.documents] == ["AS"]


def test_the_age_that_was_understood_is_said(room: Room, form: PersonForm) -> None:
    room.type("30-40", "age_edit")
    assert room.text("age_read_label") == "30 a 40 años, dicho hoy"
    assert form.age.value() == Age(stated=AgeRange(30, 40), stated_on=TODAY)
    room.press("Ctrl+A", "age_edit")
    room.type("ayer", "age_edit")
    assert room.text("age_read_label") == "menor de 1 año"


def test_months_are_read_back_as_less_than_a_year_and_kept_when_the_form_comes_back(
    room: Room, form: PersonForm
) -> None:
    room.type("8 meses", "age_edit")
    assert room.text("age_read_label") == "menor de 1 año, dicho hoy"
    baby = Age(stated=AgeRange(0, 0), stated_on=TODAY)
    assert form.age.value() == baby
    form.load({"age": baby})
    assert form.age.text() == "menor de 1 año"
    form.age.setText(f"{form.age.text()} ")
    assert form.age.value() == baby
    assert texts.age(baby.on(TODAY + timedelta(days=100))) == "menor de 2 años"


def test_the_same_document_is_told_at_once_with_the_person(room: Room, form: PersonForm) -> None:
    uuid = room.register("María Núñez", "12345678")
    recognised: list[str] = []
    form.person_recognised.connect(recognised.append)
    room.type("v-12.345.678", "number_edit")
    assert room.text("banner_label") == texts.same_document(form.alike.same)
    assert "María Núñez (P-000001)" in room.text("banner_label")
    room.press("Return", "banner_button")
    assert recognised == [uuid]
    room.type("9", "number_edit")
    assert not form.alike.banner.isVisible()


def test_a_document_that_does_not_go_with_the_age_is_said_and_may_be_saved(room: Room, form: PersonForm) -> None:
    form.set_typed("ana rojas")
    room.type("9", "age_edit")
    form.sex.set_value("01")
    form.document_type.set_value("CC")
    room.type("1098765432", "number_edit")
    assert room.text("doubt_label") == "La edad no va con este documento"
    assert form.check() == ()


@pytest.mark.parametrize(
    ("typed", "filled"),
    [
        ("zuleika uriana", {"first_name": "Zuleika", "first_surname": "Uriana"}),
        ("V-12.345 ana", {"first_name": "Ana", "number": "V-12.345", "document_type": "CV"}),
        ("300 123 4567", {"phone": "3001234567"}),
        ("1098765432", {"number": "1098765432"}),
    ],
)
def test_what_was_looked_for_is_not_typed_twice(form: PersonForm, typed: str, filled: dict[str, str]) -> None:
    form.set_typed(typed)
    values = form.values()
    shown = {name: values[name] for name in ("first_name", "first_surname", "number", "document_type", "phone")}
    assert {name: value for name, value in shown.items() if value} == filled
    assert form.dirty


def test_the_authorisation_is_proven_by_its_folio(room: Room, form: PersonForm) -> None:
    form.set_typed("ana rojas")
    form.sex.set_value("02")
    room.type("30", "age_edit")
    room.press("F3")
    assert room.focused().startswith("consent_")
    room.type("f")
    room.press("F3")
    room.press("Ctrl+Return", "age_edit")
    assert room.focused() == "folio_edit", "what is missing is opened"
    room.type("114-7")
    consent = form.command().consent
    assert consent is not None
    assert (consent.channel, consent.folio, consent.given_on) == (Channel.SIGNATURE, "114-7", TODAY)


def test_a_draft_puts_everything_back(room: Room, form: PersonForm) -> None:
    form.set_typed("ana rojas V-1234567")
    form.sex.set_value("01")
    room.type("30-4", "age_edit")
    form.nameless.setChecked(True)
    room.press("F3")
    room.type("wayu", "language_choice")
    room.press("Return")
    draft = form.draft()
    again = PersonForm(room.session(Role.RECEPTION))
    again.restore(draft)
    room.show(again, 520, 900)
    assert again.draft() == draft
    assert again.command().uuid == form_uuid(draft)
    assert again.more.isVisible()
    assert again.values()["language"] == "WAYUU"


def form_uuid(draft: object) -> str:
    assert isinstance(draft, dict)
    return str(draft["uuid"])


def test_a_known_person_is_changed_without_ever_showing_a_number(room: Room) -> None:
    uuid = room.register("María Núñez", "12345678", phone="300 123 4567")
    page = room.read(uuid)
    form = PersonForm(room.session(Role.RECEPTION), page)
    room.show(form, 520, 800)
    assert not form.dirty
    assert "12345678" not in repr(form.draft())
    assert form.edit_command().details == page.details
    keep = room.child(f"keep_{page.documents[0].uuid}")
    assert keep.text() == "CV ••••5678"
    keep.setChecked(False)
    form.document_type.set_value("PT")
    room.type("5550001", "number_edit")
    command = form.edit_command()
    assert command.dropped == (page.documents[0].uuid,)
    assert [(d.type, d.number) for d in command.added.documents] == [("PT", "5550001")]
    assert command.version == page.version


def test_a_stated_age_that_nobody_touches_keeps_its_day(room: Room) -> None:
    uuid = room.register("María Núñez")
    room.desk.clock.advance(400 * 24 * 3600)
    form = PersonForm(room.session(Role.RECEPTION), room.read(uuid))
    room.show(form, 520, 800)
    assert room.text("age_read_label") == "hoy 31 a 32 años; lo dijo el 10/03/2026"
    assert form.edit_command().details.age == Age(stated=AgeRange(30, 30), stated_on=TODAY)
    room.press("Ctrl+A", "age_edit")
    room.type("32", "age_edit")
    assert form.edit_command().details.age.stated_on == room.desk.clock.today()


def test_the_number_of_a_document_that_is_typed_anew_is_not_compared_with_the_own(room: Room) -> None:
    uuid = room.register("María Núñez", "12345678")
    form = PersonForm(room.session(Role.RECEPTION), room.read(uuid))
    room.show(form, 520, 800)
    form.document_type.set_value("CV")
    room.type("12345678", "number_edit")
    assert form.alike.same == ()
    assert form.command().numbers.documents[0] == Document(form._model.document_uuid, "CV", "12345678")
