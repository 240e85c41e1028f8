"""Forms: Enter goes on, Ctrl+Enter saves, problems stand beside their fields, nothing is written while they load."""

from collections.abc import Iterator
from datetime import date

import pytest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit

from casa_desktop.domain.errors import Code, Problem
from casa_desktop.texts.errors import sentence
from casa_desktop.ui import widgets
from casa_desktop.ui.choices import Chips, Choice
from casa_desktop.ui.editors import DateEdit, NotesEdit, TextEdit
from casa_desktop.ui.forms.base import Form
from casa_desktop.ui.forms.field import Field
from tests.ui.doubles import TODAY
from tests.ui.keys import press, type_text
from tests.ui.test_editors import leave


@pytest.fixture
def form(qapp: QApplication) -> Iterator[Form]:
    form = Form(name="person_form")
    fields = (
        form.add(Field("first_name", "&Nombre", TextEdit(name="first_name_edit"), required=True)),
        form.add(Field("birth_date", "&Fecha", DateEdit(name="birth_date_edit", today=lambda: TODAY))),
        form.add(Field("sex", "Sexo", Chips([("02", "Mujer"), ("01", "Hombre")], name="sex", single=True))),
        form.add(Field("notes", "Notas", NotesEdit(name="notes_edit"))),
    )
    form.setLayout(widgets.column(form.banner, *fields))
    form.resize(700, 500)
    form.show()
    form.activateWindow()
    form.focus_first()
    yield form
    form.close()
    form.deleteLater()


def focused() -> str:
    widget = QApplication.focusWidget()
    return widget.objectName() if widget else ""


def test_enter_goes_to_the_next_field_and_ctrl_enter_saves_from_anywhere(form: Form) -> None:
    asked = list[int]()
    form.save_asked.connect(lambda: asked.append(1))
    type_text(None, "Yusmary")
    press(None, "Return")
    assert focused() == "birth_date_edit"
    press(None, "Return")
    assert focused() == "sex_02_chip"
    press(None, "Tab")
    assert focused() == "notes_edit"
    press(None, "Return")
    assert focused() == "notes_edit"
    assert not asked
    press(None, "Ctrl+Return")
    press(None, "Ctrl+Enter")
    assert asked == [1, 1]


def test_nothing_is_asked_to_be_saved_while_a_text_is_not_understood_or_missing(form: Form) -> None:
    asked = list[int]()
    form.save_asked.connect(lambda: asked.append(1))
    form.field("birth_date").editor.restore("31/02/1990")
    press(None, "Ctrl+Return")
    assert not asked
    assert form.field("first_name").problem_text == sentence(Problem(Code.REQUIRED))
    assert form.field("birth_date").problem_text == sentence(Problem(Code.BAD_DATE))
    assert focused() == "first_name_edit"


def test_each_problem_stands_beside_its_field_and_the_rest_above(form: Form) -> None:
    form.show_problems([Problem(Code.DATE_IN_FUTURE, "birth_date"), Problem(Code.CONFLICT)])
    field = form.field("birth_date")
    assert field.problem_text == sentence(Problem(Code.DATE_IN_FUTURE))
    assert field.problem_text in field.widget.accessibleName()
    assert form.banner.text == sentence(Problem(Code.CONFLICT))
    assert focused() == "birth_date_edit"
    type_text(None, "5")
    assert field.problem_text == ""
    assert field.widget.accessibleName() == "Fecha"


def test_a_long_problem_is_shown_whole_at_any_width(form: Form) -> None:
    field = form.field("birth_date")
    for width in (900, 300):
        form.resize(width, 600)
        form.show_problems([Problem(Code.BAD_DATE, "birth_date")])
        QApplication.processEvents()
        labels = [label for label in field.findChildren(QLabel) if label.text() == field.problem_text]
        (shown,) = labels
        assert shown.isVisible()
        assert shown.heightForWidth(shown.width()) <= shown.height() or not shown.wordWrap()
        form.show_problems([])


def test_loading_is_not_editing(form: Form) -> None:
    edits = list[int]()
    form.edited.connect(lambda: edits.append(1))
    form.load({"first_name": "Ana", "birth_date": date(1990, 3, 5), "sex": ["02"]})
    seen = [(form.dirty, len(edits))]
    type_text(None, "M")
    seen.append((form.dirty, len(edits)))
    form.mark_saved()
    seen.append((form.dirty, len(edits)))
    assert seen == [(False, 0), (True, 1), (False, 1)]
    assert form.values()["sex"] == ("02",)


def test_a_draft_brings_back_what_stood_there_right_or_wrong(form: Form) -> None:
    form.load({"first_name": "Ana"})
    form.field("birth_date").editor.restore("31/02/90")
    draft = dict(form.draft())
    form.clear()
    assert form.values()["first_name"] == ""
    form.restore(draft | {"gone": "x"})
    assert form.dirty
    assert form.draft() == draft


def test_escape_reports_that_it_is_given_up(form: Form) -> None:
    given_up = list[int]()
    form.cancel_asked.connect(lambda: given_up.append(1))
    press(None, "Esc")
    assert given_up


def test_in_the_last_field_of_a_short_form_enter_saves(form: Form) -> None:
    asked = list[int]()
    form.save_asked.connect(lambda: asked.append(1))
    form.finish_on(form.field("birth_date").widget)
    form.load({"first_name": "Ana"})
    form.field("birth_date").widget.setFocus()
    press(None, "Return")
    assert asked == [1]
    assert focused() == "birth_date_edit"


def test_every_editor_of_a_form_has_an_accessible_name_and_a_mnemonic_reaches_it(form: Form) -> None:
    assert all(line.accessibleName() for line in form.findChildren(QLineEdit))
    form.field("notes").widget.setFocus()
    press(None, "Alt+F")
    assert focused() == "birth_date_edit"


def test_a_name_is_registered_once(form: Form) -> None:
    with pytest.raises(ValueError, match="sex"):
        form.add(Field("sex", "Otra", TextEdit(name="x")))


def test_a_field_with_the_focus_is_in_sight_as_a_whole_with_its_problem(qapp: QApplication) -> None:
    form = Form(name="long_form")
    fields = [form.add(Field(f"f{n}", f"Campo {n}", TextEdit(name=f"f{n}_edit", width=90))) for n in range(20)]
    form.setLayout(widgets.column(form.banner, *fields))
    area = widgets.scrolled(form)
    area.resize(220, 260)
    area.show()
    area.activateWindow()

    def in_sight(field: Field) -> bool:
        for _ in range(5):
            QApplication.processEvents()
        top = field.mapTo(area.viewport(), field.rect().topLeft()).y()
        return top >= 0 and top + field.height() <= area.viewport().height()

    QApplication.processEvents()
    assert not in_sight(fields[12])
    fields[12].widget.setFocus()
    assert in_sight(fields[12])
    form.show_sentences({"f12": "Una frase que no cabe al lado de su campo y que por eso toma varias líneas debajo."})
    assert in_sight(fields[12])
    area.close()
    area.deleteLater()


def test_a_list_that_takes_nothing_says_so_where_it_is_left(form: Form) -> None:
    choice = Choice([("PER", "Perú"), ("PAN", "Panamá")], name="country_edit")
    country = form.add(Field("country", "País", choice))
    form.layout().addWidget(country)  # type: ignore[union-attr]  # the form has one
    choice.setFocus()
    type_text(choice.lineEdit(), "p")
    leave(choice)
    assert country.problem_text == "«p» puede ser: Perú, Panamá. Escriba otra letra."
    type_text(choice.lineEdit(), "e")
    assert country.problem_text == ""
    leave(choice)
    assert (country.value(), country.problem_text) == ("PER", "")
