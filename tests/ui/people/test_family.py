"""«Registrar familia» by the keyboard: everybody on one screen, what they share once, who is known joins."""

from datetime import timedelta

from casa_desktop.domain.access import Role
from casa_desktop.domain.person_views import PersonPage
from casa_desktop.services import people
from casa_desktop.services.people import SearchPeople
from casa_desktop.texts import ui_families as texts
from casa_desktop.ui.people.family_form import FamilyForm
from casa_desktop.ui.people.page import PeoplePage
from tests.services.desk import TODAY
from tests.ui.people.conftest import Room


def opened(room: Room) -> FamilyForm:
    page = room.sit(Role.RECEPTION)
    room.press("Ctrl+Shift+N")
    form = page.desk.form
    assert isinstance(form, FamilyForm)
    return form


def write(room: Room, *cells: str) -> None:
    """Types each cell and goes on with Enter."""
    for cell in cells:
        room.type(cell)
        room.press("Return")


def found(room: Room, text: str) -> PersonPage:
    runner = room.desk.runner(Role.COORDINATION)
    (hit,) = room.on_db(lambda: runner.run(people.search, SearchPeople(text)).result)
    return room.read(hit.uuid)


def test_a_family_of_four_is_registered_by_keys_alone(room: Room) -> None:
    form = opened(room)
    write(room, "yusmary etxeberria iguaran", "muj", "34", "cédula v", "18111222")
    write(room, "josé rojas peña", "cóny", "hom", "36", "sin")
    write(room, "luisana", "hijo o", "muj", "8", "sin")
    write(room, "sebastián", "hijo o", "hom", "11 meses", "", "")
    assert form.lines[2].name.value() == "luisana Rojas Etxeberria"
    room.press("Return")  # an empty line: on to what they share
    assert room.focused() == "country_choice_line" or room.focused() == "country_choice"
    write(room, "venez", "300 0000001", "bucaramanga", "Calle 1")
    room.type("f")
    room.press("Return")
    room.type("12-4")
    room.press("Ctrl+Return")
    assert room.prompts.said == [texts.registered(4, 0)]
    shown = found(room, "luisana")
    assert [(m.name, m.kinship) for m in shown.members] == [
        ("Yusmary Etxeberria Iguaran", "JEFE"),
        ("José Rojas Peña", "PAREJA"),
        ("Luisana Rojas Etxeberria", "HIJO"),
        ("Sebastián Rojas Etxeberria", "HIJO"),
    ]
    assert (shown.details.country, shown.details.address, shown.details.municipality) == ("VEN", "Calle 1", "68001")
    assert [c.folio for c in shown.consents] == ["12-4"]
    assert [d.type for d in shown.documents] == ["MS"]
    assert len(shown.phones) == 1


def test_what_is_wrong_stands_beside_its_cell(room: Room) -> None:
    form = opened(room)
    write(room, "ana rojas", "muj", "34", "", "")
    room.type("luis")
    room.press("Ctrl+Return")
    wrong = {name for name, field in form._fields.items() if field.problem_text}
    assert wrong == {"m1.sex", "m1.age"}
    assert room.focused().startswith("m1_sex")
    assert room.prompts.said == []


def test_who_is_known_by_document_or_search_joins_and_nobody_is_made_twice(room: Room) -> None:
    room.register("Carmen Tarazona", "V-16.555.444")
    room.register("Mario Gómez")
    form = opened(room)
    write(room, "ana rojas", "muj", "34", "", "")
    write(room, "carmen", "", "muj", "30", "cédula v", "16555444")
    assert form.lines[1].alike.same[0].name == "Carmen Tarazona"
    room.press("Return", "banner_button")
    assert form.lines[1].known is not None
    room.press("Alt+R")
    room.type("mario")
    room.press("Return")
    room.type("hermano")
    room.press("Ctrl+Return")
    assert room.prompts.said == [texts.registered(3, 2)]
    shown = found(room, "ana rojas")
    assert [(m.name, m.kinship) for m in shown.members] == [
        ("Ana Rojas", "JEFE"),
        ("Carmen Tarazona", ""),
        ("Mario Gómez", "HERMANO"),
    ]


def test_one_person_may_have_a_phone_of_their_own_and_give_no_authorisation(room: Room) -> None:
    form = opened(room)
    write(room, "ana rojas", "muj", "34", "", "")
    room.type("luis rojas")
    room.press("F3")
    room.type("300 0000009")
    form.lines[1].authorises.set_value(False)
    form.lines[1].sex.set_value("01")
    form.lines[1].age.setText("20")
    form.load({"phone": "300 0000001", "consent_channel": ("HUELLA",)})
    room.press("Ctrl+Return")
    luis, ana = found(room, "luis rojas"), found(room, "ana rojas")
    assert [p.number[-4:] for p in (*luis.phones, *ana.phones)] == ["0009", "0001"]
    assert (len(luis.consents), len(ana.consents)) == (0, 1)


def test_a_draft_comes_back_with_every_line_and_saves_once(room: Room) -> None:
    known = room.register("Mario Gómez")
    form = opened(room)
    write(room, "ana rojas", "muj", "34", "", "")
    form.add_known(known)
    room.settle()
    form.field("address").set_value("Calle 9")
    assert isinstance(room.shown, PeoplePage)
    draft = room.shown.draft()
    assert draft is not None
    again = room.sit(Role.RECEPTION)
    again.restore(draft)
    room.settle()
    restored = again.desk.form
    assert isinstance(restored, FamilyForm)
    assert restored.draft() == draft["family"]
    room.press("Ctrl+Return")
    assert [m.name for m in found(room, "mario").members] == ["Ana Rojas", "Mario Gómez"]


def test_from_today_a_family_is_registered_and_attended_next(room: Room) -> None:
    page = room.sit(Role.RECEPTION)
    page.open_target("family:")
    room.settle()
    write(room, "ana rojas", "muj", "34", "", "")
    room.press("Ctrl+Return")
    assert room.went == [("today", f"attend:{found(room, 'ana rojas').uuid}")]


def test_who_left_and_since_when_stands_on_the_page(room: Room) -> None:
    ana = room.register("Ana Rojas", household="a" * 32)
    luis = room.register("Luis Rojas", household="a" * 32)
    page = room.sit(Role.RECEPTION)
    room.desk.clock.advance(5 * 24 * 3600)
    page.open_target(luis)
    room.settle()
    room.child("leave_on_edit").set_value(TODAY + timedelta(days=2))
    room.prompts.answers = [True]
    room.press("Return", "leave_family_button")
    assert room.text("household_history") == "Con Ana Rojas, 10/03/2026 a 12/03/2026"
    page.open_target(ana)
    room.settle()
    assert room.text("household_history") == "Luis Rojas, 10/03/2026 a 12/03/2026"
