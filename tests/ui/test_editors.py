"""Editors are typed into; what cannot be understood is a problem and never a guess."""

from collections.abc import Iterator
from datetime import date
from typing import TypeVar

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from casa_desktop.domain.errors import Code
from casa_desktop.domain.periods import Month
from casa_desktop.ui import widgets
from casa_desktop.ui.choices import Chips, Choice
from casa_desktop.ui.editors import CheckEdit, DateEdit, MonthEdit, NotesEdit, NumberEdit, PasswordEdit, TextEdit
from casa_desktop.ui.forms.base import Form
from casa_desktop.ui.forms.field import Field
from tests.ui.doubles import TODAY
from tests.ui.keys import press, type_text


def leave(choice: Choice) -> None:
    """Tab out of *choice*. Offscreen, a popup takes the window's activation with it, which no real system does."""
    while (popup := QApplication.activePopupWidget()) is not None:
        popup.close()
    choice.window().activateWindow()
    choice.setFocus()
    QApplication.processEvents()
    press(choice, "Tab")


COUNTRIES = [("VEN", "Venezuela"), ("COL", "Colombia"), ("PER", "Perú"), ("PAN", "Panamá")]


@pytest.fixture
def desk(qapp: QApplication) -> Iterator[QWidget]:
    """A window to put an editor on; editors are left by Tab."""
    window = QWidget()
    window.setLayout(widgets.column(TextEdit(name="before_edit")))
    yield window
    window.close()
    window.deleteLater()


E = TypeVar("E", bound=QWidget)


def shown(desk: QWidget, editor: E) -> E:
    layout = desk.layout()
    assert layout is not None
    layout.addWidget(editor)
    layout.addWidget(TextEdit(name="after_edit"))
    desk.show()
    desk.activateWindow()
    QApplication.processEvents()
    editor.setFocus()
    return editor


@pytest.mark.parametrize("typed", ["5/3/90", "05031990", "5-3-1990", "5 mar 1990"])
def test_a_date_is_understood_as_it_is_typed_and_written_out_when_it_is_left(desk: QWidget, typed: str) -> None:
    edit = shown(desk, DateEdit(name="birth_edit", today=lambda: TODAY))
    type_text(edit, typed)
    press(edit, "Tab")
    assert edit.value() == date(1990, 3, 5)
    assert edit.text() == "05/03/1990"


def test_a_date_that_does_not_exist_stays_as_typed_and_is_a_problem(desk: QWidget) -> None:
    edit = shown(desk, DateEdit(name="birth_edit", today=lambda: TODAY))
    type_text(edit, "31/02/1990")
    press(edit, "Tab")
    assert (edit.text(), edit.value(), edit.problem()) == ("31/02/1990", None, Code.BAD_DATE)
    edit.clear()
    assert edit.problem() is None


def test_a_month_is_typed_or_stepped_with_the_arrows(desk: QWidget) -> None:
    edit = shown(desk, MonthEdit(name="from_edit", today=lambda: TODAY))
    type_text(edit, "dic 2018")
    assert edit.value() == Month(2018, 12)
    press(edit, "Up")
    assert edit.value() == Month(2019, 1)
    press(edit, "Down")
    press(edit, "Down")
    assert edit.value() == Month(2018, 11)


def test_numbers_understand_the_thousands_point(desk: QWidget) -> None:
    edit = shown(desk, NumberEdit(name="minutes_edit"))
    type_text(edit, "1.372")
    assert edit.value() == 1372
    edit.setText("doce")
    assert edit.problem() is Code.BAD_NUMBER


def test_a_choice_is_found_by_any_part_without_accents(desk: QWidget) -> None:
    choice = shown(desk, Choice(COUNTRIES, name="country_edit"))
    type_text(choice.lineEdit(), "peru")
    leave(choice)
    assert (choice.value(), choice.currentText()) == ("PER", "Perú")


def test_a_choice_takes_what_was_typed_only_if_it_is_the_only_one(desk: QWidget) -> None:
    choice = shown(desk, Choice(COUNTRIES, name="country_edit"))
    type_text(choice.lineEdit(), "p")
    leave(choice)
    assert (choice.value(), choice.problem()) == (None, Code.BAD_CHOICE)
    choice.setFocus()
    choice.lineEdit().selectAll()  # type: ignore[union-attr]  # a choice always has one
    type_text(choice.lineEdit(), "ven")
    leave(choice)
    assert choice.value() == "VEN"


def test_a_whole_word_is_meant_before_the_beginning_of_a_longer_one(desk: QWidget) -> None:
    kin = (("hijo", "Hijo o hija"), ("hijastro", "Hijastro o hijastra"), ("otro", "Otra persona"))
    choice = shown(desk, Choice(kin, name="kinship_edit"))
    type_text(choice.lineEdit(), "hija")
    leave(choice)
    assert choice.value() == "hijo"


def test_a_choice_knows_the_short_name_that_the_program_itself_prints(desk: QWidget) -> None:
    kinds = [("CV", "Cédula venezolana"), ("CC", "Cédula de ciudadanía"), ("CE", "Cédula de extranjería")]
    choice = shown(desk, Choice(kinds, name="document_edit"))
    type_text(choice.lineEdit(), "cv")
    leave(choice)
    assert (choice.value(), choice.currentText()) == ("CV", "Cédula venezolana")


def test_a_choice_opens_by_keyboard(desk: QWidget) -> None:
    choice = shown(desk, Choice(COUNTRIES, name="country_edit"))
    press(choice, "Alt+Down")
    assert choice.view().isVisible()
    press(choice.view(), "Down")
    press(choice.view(), "Return")
    assert choice.value() == "COL"


def test_an_emptied_choice_means_none(desk: QWidget) -> None:
    choice = shown(desk, Choice(COUNTRIES, name="country_edit"))
    choice.set_value("COL")
    choice.lineEdit().clear()  # type: ignore[union-attr]  # a choice always has one
    press(choice, "Tab")
    assert (choice.value(), choice.problem()) == (None, None)


def test_new_options_keep_what_was_chosen(desk: QWidget) -> None:
    choice = shown(desk, Choice(COUNTRIES, name="country_edit"))
    choice.set_value("PER")
    choice.set_options([*COUNTRIES, ("ECU", "Ecuador")])
    assert choice.value() == "PER"


def test_chips_are_one_tab_stop_with_arrows_space_and_letters(desk: QWidget) -> None:
    chips = shown(desk, Chips([("M", "Mujer"), ("H", "Hombre"), ("I", "Intersexual")], name="sex", single=True))
    press(None, "Right")
    press(None, "Space")
    assert chips.one() == "H"
    type_text(None, "i")
    assert chips.value() == ("I",)
    press(None, "Tab")
    focus = QApplication.focusWidget()
    assert focus is not None
    assert focus.objectName() == "after_edit"


def test_a_letter_takes_the_chip_under_the_cursor_before_a_later_one_of_the_same_letter(desk: QWidget) -> None:
    reasons = [("f", "Reunificación familiar"), ("s", "Salud"), ("r", "Retorno")]
    chips = shown(desk, Chips(reasons, name="reason", single=True))
    type_text(None, "r")
    assert chips.one() == "f"
    type_text(None, "r")
    assert chips.one() == "r"
    type_text(None, "r")
    assert chips.one() == "f"


def test_several_chips_may_be_on_where_that_is_meant(desk: QWidget) -> None:
    chips = shown(desk, Chips([("a", "Albergue"), ("e", "Empleo"), ("r", "Refugio")], name="topics"))
    type_text(None, "re")
    assert chips.value() == ("e", "r")
    type_text(None, "e")
    assert chips.value() == ("r",)


@pytest.mark.parametrize(
    ("make", "text"),
    [
        (lambda: TextEdit(name="x"), "Muñoz"),
        (lambda: NotesEdit(name="x"), "uno\ndos"),
        (lambda: DateEdit(name="x", today=lambda: TODAY), "31/02/19"),
        (lambda: MonthEdit(name="x", today=lambda: TODAY), "dic"),
        (lambda: NumberEdit(name="x"), "12a"),
        (lambda: Choice(COUNTRIES, name="x"), "ven"),
    ],
)
def test_a_draft_keeps_the_text_as_it_stands(qapp: QApplication, make: object, text: str) -> None:
    assert callable(make)
    first, second = make(), make()
    first.restore(text)
    second.restore(first.draft())
    assert second.draft() == first.draft()
    for edit in (first, second):
        edit.deleteLater()


def test_a_password_is_hidden_until_asked_and_never_part_of_a_draft(desk: QWidget) -> None:
    edit = shown(desk, PasswordEdit(name="password_edit"))
    type_text(edit, "cañón ")
    assert edit.value() == "cañón "
    assert edit.line.displayText() != "cañón "
    edit.eye.click()
    assert edit.line.displayText() == "cañón "
    second = PasswordEdit(name="other_edit")
    second.restore("cañón")
    assert second.value() == ""
    second.deleteLater()


def test_check_boxes_hold_yes_and_no(desk: QWidget) -> None:
    check = shown(desk, CheckEdit("Sin documento", name="none_check"))
    press(check, "Space")
    assert check.value() is True


def test_enter_over_the_open_list_takes_the_option_and_goes_on(desk: QWidget) -> None:
    form = Form(name="list_form")
    country, after = Choice(COUNTRIES, name="country_choice"), TextEdit(name="after_edit")
    form.setLayout(
        widgets.column(form.add(Field("country", "País", country)), form.add(Field("after", "Después", after)))
    )
    shown(desk, form)
    country.setFocus()
    type_text(country, "vene")
    finder = country.completer()
    assert finder is not None
    popup = finder.popup()
    assert popup is not None
    assert popup.isVisible()
    QTest.keyClick(popup, Qt.Key.Key_Return)  # the system sends every key to the list that is open
    assert (country.value(), popup.isVisible()) == ("VEN", False)
    assert form.focusWidget() is after
