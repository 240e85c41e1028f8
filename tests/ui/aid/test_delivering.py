"""Handing out at the counter, by the keyboard: who, how much, save; the warning; the acta; and back."""

from datetime import timedelta
from pathlib import Path

import pytest
from pypdf import PdfReader
from PySide6.QtCore import QPoint

from casa_desktop.domain.access import Role
from casa_desktop.domain.aid_views import Delivery
from casa_desktop.domain.errors import Code, Problem
from casa_desktop.domain.periods import Month
from casa_desktop.services import aid
from casa_desktop.services.aid import DeliveriesQuery
from casa_desktop.texts import errors
from casa_desktop.texts import ui_aid as texts
from casa_desktop.ui.aid.page import DELIVER
from casa_desktop.ui.editors import TextEdit
from casa_desktop.ui.theme import Theme
from tests.services.desk import TODAY
from tests.ui.aid.conftest import Counter
from tests.ui.looking import cut, unnamed, unreachable


def today(counter: Counter) -> tuple[Delivery, ...]:
    return counter.on_db(lambda: counter.store.reception.run(aid.deliveries, DeliveriesQuery(TODAY)).result)


@pytest.fixture
def stocked(counter: Counter) -> Counter:
    """Five kits, and a family of four whose Yusmari comes first."""

    def fill() -> None:
        counter.store.donate("Kit de aseo", 5)
        counter.store.donate("Agua", 9)
        counter.store.family()

    counter.on_db(fill)
    return counter


def test_a_kit_for_the_whole_family_is_a_name_a_letter_a_number_and_save(stocked: Counter) -> None:
    page = stocked.sit(Role.RECEPTION)
    stocked.type("yusmari")
    stocked.press("Return")
    stocked.press("T")
    stocked.press("Return")
    stocked.type("1")
    stocked.press("Alt+F")
    stocked.press("P")
    stocked.press("Ctrl+Return")
    (given,) = today(stocked)
    assert (given.for_family, given.persons, given.code) == (True, 4, "E-000001")
    assert stocked.stock("Kit de aseo") == 4
    assert stocked.prompts.said[-1] == texts.saved(given)
    assert page.list.current == given, "its acta is the next key"
    assert page.entry.mode == "idle"
    assert stocked.prompts.undo is not None
    stocked.prompts.undo()
    stocked.settle()
    assert today(stocked) == ()
    assert stocked.stock("Kit de aseo") == 5
    assert stocked.shown("empty")


def test_alone_there_is_nothing_to_choose(stocked: Counter) -> None:
    stocked.on_db(lambda: stocked.store.person("Zulay"))
    stocked.sit(Role.RECEPTION)
    stocked.type("zulay")
    stocked.press("Return")
    assert not stocked.shown("receiver_chips")
    stocked.type("2")
    stocked.press("Down")
    stocked.press("Up")
    stocked.press("Ctrl+Return")
    assert today(stocked) == (), "the profile is missing"
    stocked.press("P")
    stocked.press("Ctrl+Return")
    (given,) = today(stocked)
    assert (given.for_family, given.lines[0].quantity) == (False, 2)


def test_who_received_lately_is_told_and_a_reason_goes_on(stocked: Counter) -> None:
    def before() -> str:
        person = stocked.store.person("Zulay")
        stocked.store.deliver(person, ("Kit de aseo", 1), day=TODAY - timedelta(days=9))
        return person

    person = stocked.on_db(before)
    page = stocked.sit(Role.RECEPTION)
    page.open_target(DELIVER + person)
    stocked.settle()
    assert page.list.count.text() == "Antes recibió: 1 entrega"
    stocked.type("1")
    warning = page.entry.taking_part.warning
    assert "01/03/2026: 1 kit, por Prueba de recepcion" in warning.text
    assert warning.isVisible()
    stocked.press("Ctrl+Return")
    assert today(stocked) == ()
    stocked.type("Se mojó", "override_reason_edit")
    stocked.press("Ctrl+Return")
    (given,) = today(stocked)
    assert given.override_reason == "Se mojó"
    assert texts.given(given) == "Kit de aseo ×1 · con motivo"


def test_taking_the_number_away_takes_the_warning_away(stocked: Counter) -> None:
    person = stocked.on_db(lambda: stocked.store.person("Zulay"))
    stocked.on_db(lambda: stocked.store.deliver(person, ("Kit de aseo", 1)))
    page = stocked.sit(Role.RECEPTION)
    page.open_target(DELIVER + person)
    stocked.settle()
    stocked.type("1")
    assert page.entry.taking_part.warning.text
    stocked.press("Backspace")
    assert not page.entry.taking_part.warning.text
    assert not stocked.shown("override_reason_edit")


def test_more_than_there_is_is_told_beside_what_was_typed(stocked: Counter) -> None:
    page = stocked.sit(Role.RECEPTION)
    stocked.press("Alt+N")
    stocked.press("Space", "anonymous_sex_chips")
    stocked.press("Space", "anonymous_band_chips")
    stocked.type("6", "quantity_0")
    stocked.press("Space", "profile_chips")
    stocked.press("Ctrl+Return")
    assert page.entry.form is not None
    values = {"item": "Kit de aseo", "stock": 5, "asked": 6}
    said = errors.sentence(Problem(Code.NOT_ENOUGH_STOCK, values=values))
    assert page.entry.form.field("lines").problem_text == said
    stocked.press("Backspace", "quantity_0")
    stocked.type("5", "quantity_0")
    stocked.press("Ctrl+Return")
    (given,) = today(stocked)
    assert given.anonymous
    assert stocked.stock("Kit de aseo") == 0


def test_somebody_new_is_registered_with_what_they_receive(stocked: Counter) -> None:
    stocked.sit(Role.RECEPTION)
    stocked.type("Nohemí Zerpa")
    stocked.press("Ctrl+Return")
    stocked.press("Space", "sex_chips")
    stocked.type("34", "age_edit")
    stocked.type("1", "quantity_0")
    stocked.press("Space", "profile_chips")
    stocked.press("Ctrl+Return")
    (given,) = today(stocked)
    assert given.person_name == "Nohemí Zerpa"


def test_the_acta_is_saved_for_any_line_and_its_making_is_entered(stocked: Counter, tmp_path: Path) -> None:
    given = stocked.on_db(lambda: stocked.store.deliver(stocked.store.person("Zulay"), ("Kit de aseo", 1)))
    stocked.sit(Role.RECEPTION)
    stocked.prompts.answers = [tmp_path / "acta.pdf"]
    stocked.press("Ctrl+Shift+S")
    assert "E-000001" in PdfReader(tmp_path / "acta.pdf").pages[0].extract_text()

    def acts() -> list[tuple[str, str]]:
        with stocked.store.desk.base.begin() as work:
            rows = work.connection.exec_driver_sql("SELECT action, record FROM audit ORDER BY seq DESC LIMIT 1")
            return [(row.action, row.record) for row in rows]

    assert stocked.on_db(acts) == [("aid.acta", given.code)]


def test_a_delivery_is_voided_from_the_list_with_a_reason(stocked: Counter) -> None:
    stocked.on_db(lambda: stocked.store.deliver(stocked.store.person("Zulay"), ("Kit de aseo", 1)))
    stocked.sit(Role.RECEPTION)
    stocked.press("F6")
    stocked.press("Del")
    assert stocked.stock("Kit de aseo") == 4, "no reason, no voiding"
    stocked.prompts.answers = ["Era para otra persona"]
    stocked.press("Del")
    assert stocked.stock("Kit de aseo") == 5
    assert stocked.prompts.said[-1] == texts.VOIDED


def test_a_delivery_is_found_by_number_person_or_item(stocked: Counter) -> None:
    def before() -> None:
        stocked.store.deliver(stocked.store.person("Zulay"), ("Kit de aseo", 1), day=TODAY - timedelta(days=40))
        stocked.store.deliver(stocked.store.person("Belkis"), ("Agua", 1), day=TODAY - timedelta(days=2))

    stocked.on_db(before)
    page = stocked.sit(Role.RECEPTION)
    assert page.list.table.rows() == ()
    for text, code in (("zulay", "E-000001"), ("agua", "E-000002"), ("e-000002", "E-000002")):
        stocked.press("Alt+B")
        edit = stocked.child("find_delivery_edit")
        assert isinstance(edit, TextEdit)
        edit.clear()
        stocked.type(text)
        assert [row.cells[1] for row in page.list.table.rows()] == [code]
    stocked.press("F6")
    stocked.press("Return")
    assert stocked.went[-1][0] == "people"


def test_what_is_being_typed_comes_back_after_a_lock(stocked: Counter) -> None:
    page = stocked.sit(Role.RECEPTION)
    stocked.type("yusmari")
    stocked.press("Return")
    stocked.press("Space", "receiver_chips")
    stocked.type("3", "quantity_5")
    stocked.type("12", "sheet_edit")
    draft = page.draft()
    assert draft is not None
    again = stocked.sit(Role.RECEPTION)
    again.restore(draft)
    stocked.settle()
    assert again.entry.form is not None
    assert [line.quantity for line in again.entry.form.lines.value()] == [3]
    assert again.entry.form.field("sheet").value() == "12"
    assert again.entry.form.receiver.value() == ("one",)
    stocked.press("Escape")
    assert again.entry.mode == "person", "asked first, and not left"
    stocked.prompts.answers = [True]
    stocked.press("Escape")
    assert again.entry.mode == "idle"


@pytest.mark.parametrize("scale", [100, 150])
def test_every_control_has_a_name_and_no_word_is_cut(stocked: Counter, theme: Theme, scale: int) -> None:
    theme.apply("light", scale)
    try:
        page = stocked.sit(Role.COORDINATION)
        for keys in ("Alt+1", "Alt+N", "Alt+2", "Ctrl+N"):
            stocked.press(keys)
            assert [*unnamed(page), *unreachable(page), *cut(page)] == [], keys
    finally:
        theme.apply("light", 100)


def test_a_delivery_of_another_day_is_pointed_at_from_the_page_of_its_person(stocked: Counter) -> None:
    person = stocked.on_db(lambda: stocked.store.person("Zulay"))
    before = TODAY - timedelta(days=20)
    old = stocked.on_db(lambda: stocked.store.deliver(person, ("Kit de aseo", 1), day=before))
    stocked.on_db(lambda: stocked.store.deliver(person, ("Kit de aseo", 1), reason="Se mojó"))
    page = stocked.sit(Role.RECEPTION)
    page.open_target(f"delivery:{old.uuid}:{person}")
    stocked.settle()
    assert page.list.current == old
    assert page.list.table.hasFocus(), "Ctrl+P prints its acta"


def test_a_delivery_of_a_closed_month_asks_for_its_reason_below_the_date(stocked: Counter) -> None:
    stocked.close_month(Month(2026, 2))
    page = stocked.sit(Role.RECEPTION)
    stocked.type("yusmari")
    stocked.press("Return")
    assert not stocked.shown("reason_edit")
    stocked.retype("date_edit", "20/02/2026")
    assert stocked.shown("reason_edit")
    assert page.entry.form is not None
    assert page.entry.form.late.words == "Motivo del registro tardío: febrero de 2026 está cerrado"
    order = [field.name for field in page.entry.form.fields()]
    assert order.index("date") < order.index("reason")
    assert stocked.child("date_edit").mapToGlobal(QPoint()).y() < stocked.child("reason_edit").mapToGlobal(QPoint()).y()
    stocked.retype("date_edit", "hoy")
    assert not stocked.shown("reason_edit")
