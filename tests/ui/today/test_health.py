"""What the blocks of health tell while one types, in «Hoy»."""

from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtWidgets import QLabel

from casa_desktop.domain.access import Role
from casa_desktop.domain.ages import Age, AgeRange
from casa_desktop.domain.ids import new_id
from casa_desktop.domain.names import Name
from casa_desktop.domain.persons import Details
from casa_desktop.services import desk as desks
from casa_desktop.services import people
from casa_desktop.services.desk import DeskQuery
from casa_desktop.services.people import RegisterPerson
from casa_desktop.texts import ui_health as texts
from tests.services.desk import TODAY
from tests.ui.today.conftest import Counter

BORN = date(2025, 2, 3)
"""Four hundred days before the day of the test."""


def person(counter: Counter, *, born: date | None = None, age: AgeRange | None = None) -> str:
    details = Details(
        Name("Luz", "", "Rojas"), sex="02", age=Age(birth_date=born, stated=age, stated_on=TODAY if age else None)
    )
    command = RegisterPerson(new_id(), details)
    counter.on_db(lambda: counter.desk.runner(Role.RECEPTION).run(people.register, command))
    return command.uuid


def take(counter: Counter, code: str, **who: object) -> None:
    """The visit of somebody, with one service turned on."""
    uuid = person(counter, **who)  # type: ignore[arg-type]  # named by the caller
    page = counter.sit(Role.HEALTH)
    page.entry.take(uuid)
    counter.settle()
    assert page.entry.form is not None
    page.entry.form.toggle_service(code)
    counter.settle()


def words(counter: Counter) -> str:
    return "\n".join(label.text() for label in counter.page.findChildren(QLabel) if label.isVisible())


def fill(counter: Counter, **values: object) -> None:
    form = counter.page.entry.form
    assert form is not None
    for name, value in values.items():
        form.field(f"NUT.{name}").set_value(value)


def route(counter: Counter) -> object:
    form = counter.page.entry.form
    assert form is not None
    return form.field("NUT.RUTA").value()


@pytest.mark.parametrize(("years", "asked"), [(12, False), (13, True), (17, True), (18, False)])
def test_adolescents_are_asked_how_they_consented_and_nobody_else(counter: Counter, years: int, asked: bool) -> None:
    take(counter, "SSP", age=AgeRange(years, years))
    assert (texts.CONSENT_PATH in words(counter)) is asked
    form = counter.page.entry.form
    assert form is not None
    assert form.field("SSP.CONSENTIMIENTO").isVisible() is asked


def test_the_path_of_adolescents_keeps_nobody_from_being_attended(counter: Counter) -> None:
    take(counter, "SSP", age=AgeRange(15, 15))
    form = counter.page.entry.form
    assert form is not None
    form.field("SSP.CONSEJERIA").set_value("METODOS")
    form.profile.set_value("TRANSITO")
    counter.press("Ctrl+Return", "services_chips")
    assert [s.type for row in counter.of_day() for s in row.services] == ["SSP"]


def test_arm_and_edema_are_classified_in_a_word_and_the_route_is_proposed(counter: Counter) -> None:
    take(counter, "NUT", age=AgeRange(2, 2))
    counter.type("112", "NUT_MUAC_edit")
    assert texts.SEVERE in words(counter)
    assert route(counter) == ("SEVERA",)
    counter.press("Ctrl+A", "NUT_MUAC_edit")
    counter.type("121", "NUT_MUAC_edit")
    assert texts.MODERATE in words(counter)
    assert route(counter) == ("MODERADA",)
    counter.press("Ctrl+A", "NUT_MUAC_edit")
    counter.type("140", "NUT_MUAC_edit")
    assert texts.NOTHING in words(counter)
    assert route(counter) == ()
    fill(counter, EDEMA="si")
    assert texts.SEVERE in words(counter)
    assert "Puntajes Z" not in words(counter), "off until the desk wants them"


def test_a_route_that_somebody_chose_stays(counter: Counter) -> None:
    take(counter, "NUT", age=AgeRange(2, 2))
    fill(counter, RUTA="RIESGO")
    counter.type("112", "NUT_MUAC_edit")
    assert route(counter) == ("RIESGO",)


def test_z_scores_are_told_where_the_desk_wants_them(counter: Counter) -> None:
    coordination = counter.desk.runner(Role.COORDINATION)
    profile = counter.on_db(lambda: coordination.run(desks.profile, DeskQuery()).result)
    wanted = replace(profile, name="Mesa", z_scores=True)
    counter.on_db(lambda: coordination.run(desks.save_profile, wanted))
    take(counter, "NUT", born=BORN)
    counter.type("130", "NUT_MUAC_edit")
    counter.type("7,1", "NUT_PESO_edit")
    counter.type("74", "NUT_TALLA_edit")
    said = words(counter)
    assert texts.MODERATE in said, "the arm alone would not have told"
    assert "Peso para la longitud −2," in said
    assert "Talla para la edad" in said
    assert route(counter) == ("MODERADA",)


def test_the_arm_of_a_grown_child_classifies_nobody(counter: Counter) -> None:
    take(counter, "NUT", age=AgeRange(9, 9))
    counter.type("112", "NUT_MUAC_edit")
    assert texts.SEVERE not in words(counter)
    assert texts.MUAC_SILENT in words(counter)
    assert route(counter) == ()
