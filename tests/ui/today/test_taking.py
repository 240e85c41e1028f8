"""Taking visits by the keyboard: known, anonymous, late, private; nothing typed is lost and nothing is saved twice."""

from datetime import date, timedelta

from casa_desktop.domain.access import Role
from casa_desktop.domain.periods import Month
from casa_desktop.domain.visits import Guidance
from casa_desktop.services import visits
from casa_desktop.services.visits import DayQuery, VisitQuery
from casa_desktop.texts import ui_visits as texts
from tests.services.desk import TODAY
from tests.ui.today.conftest import Counter


def test_a_known_person_is_attended_with_three_keys_beyond_the_search(counter: Counter, ana: str) -> None:
    counter.attended_before(ana)
    page = counter.sit(Role.RECEPTION)
    counter.type("pérez ñus")
    for key in ("Return", "Alt+O", "Ctrl+Return"):
        counter.press(key)
    (row,) = counter.of_day()
    assert (row.person_uuid, row.profile, [s.type for s in row.services]) == (ana, "PENDULAR", ["ORI"])
    assert counter.prompts.said[-1] == texts.SAVED
    assert page.entry.picker.edit.hasFocus()
    assert page.list.table.rows()[0].key == row.uuid
    assert page.list.count.text().startswith("1 persona")


def test_the_first_visit_of_a_person_takes_no_more_than_six(counter: Counter, ana: str) -> None:
    counter.sit(Role.RECEPTION)
    counter.type("ana")
    keys = ("Return", "Alt+O", "Alt+F")
    for key in keys:
        counter.press(key)
    counter.type("e")
    counter.press("Ctrl+Return")
    assert len(keys) + 2 <= 6
    assert [row.profile for row in counter.of_day()] == ["TRANSITO"]


def test_an_anonymous_attention_is_one_key_away_and_counts(counter: Counter) -> None:
    page = counter.sit(Role.RECEPTION)
    counter.press("Alt+N")
    counter.type("m")
    counter.press("Tab")
    counter.type("2")
    counter.press("Alt+R")
    counter.press("Alt+F")
    counter.type("s")
    counter.press("Ctrl+Return")
    (row,) = counter.of_day()
    assert (row.anonymous, row.sex, row.profile) == (True, "02", "SIN_PERFIL")
    assert row.services[0].success is True
    assert page.list.table.rows()[0].cells[1] == "Anónima · mujer"


def test_everything_that_is_missing_stands_beside_its_field(counter: Counter) -> None:
    page = counter.sit(Role.RECEPTION)
    counter.press("Alt+N")
    counter.press("Ctrl+Return")
    form = page.entry.form
    assert form is not None
    wrong = {field.name for field in form.fields() if field.problem_text}
    assert wrong == {"anonymous.sex", "anonymous.band", "services", "profile"}
    assert counter.of_day() == ()
    counter.type("h")
    assert not form.field("anonymous.sex").problem_text


def test_topics_organisations_and_folio_go_with_it_and_the_next_line_is_proposed(counter: Counter, ana: str) -> None:
    page = counter.sit(Role.RECEPTION)
    form = page.entry.form
    assert form is not None
    counter.type("ana")
    counter.press("Return")
    counter.press("Alt+O")
    counter.type("pv")
    form.field("ORI.partners").set_value(("OIM",))
    form.field("profile").set_value("TRANSITO")
    counter.type("PL 4", "sheet_edit")
    counter.type("9", "line_edit")
    counter.press("Ctrl+Return", "line_edit")
    (row,) = counter.of_day()
    assert (row.services[0].sheet, row.services[0].line) == ("PL 4", 9)
    detail = counter.on_db(lambda: counter.session.runner.run(visits.detail, VisitQuery(row.uuid)).result)
    assert detail.services[0].form == Guidance(("PPT", "VACUNAS"), ("OIM",))
    counter.press("Alt+N")
    assert (form.field("sheet").value(), form.field("line").value()) == ("PL 4", 10)


def test_those_who_came_along_are_counted_in_their_own_rows(counter: Counter, ana: str) -> None:
    page = counter.sit(Role.RECEPTION)
    page.entry.take(ana)
    counter.settle()
    counter.press("Alt+O")
    counter.press("Alt+M")
    for sex in "mh":
        counter.press("Alt+A")
        counter.type(sex)
        counter.press("Tab")
        counter.press("Tab")
        counter.type("0")
    assert page.entry.form is not None
    page.entry.form.field("profile").set_value("TRANSITO")
    counter.press("Ctrl+Return")
    rows = counter.of_day()
    assert [row.accompanies for row in rows] == [False, True, True]
    assert rows[0].services[0].companions == 2
    assert len(page.list.table.rows()) == 1


def test_leaving_asks_only_where_something_was_typed(counter: Counter, ana: str) -> None:
    page = counter.sit(Role.RECEPTION)
    counter.type("ana")
    counter.press("Return")
    counter.press("Esc")
    assert (page.entry.taking, counter.prompts.said) == (False, [])
    counter.type("ana")
    counter.press("Return")
    counter.press("Alt+O")
    counter.press("Esc")
    assert counter.prompts.said == [texts.LEAVE_QUESTION]
    assert page.entry.taking
    counter.prompts.answers = [True]
    counter.press("Esc")
    assert not page.entry.taking


def test_a_saved_visit_is_undone_from_the_line_that_says_so(counter: Counter, ana: str) -> None:
    page = counter.sit(Role.RECEPTION)
    counter.attended_before(ana)
    counter.type("ana")
    for key in ("Return", "Alt+O", "Ctrl+Return"):
        counter.press(key)
    assert counter.prompts.undo is not None
    counter.prompts.undo()
    counter.settle()
    assert counter.of_day() == ()
    assert page.list.table.rows() == ()


def test_a_planilla_of_another_day_goes_in_with_its_date_under_a_banner(counter: Counter, ana: str) -> None:
    counter.attended_before(ana, TODAY - timedelta(days=40))
    page = counter.sit(Role.RECEPTION)
    counter.press("Alt+D")
    counter.press("Ctrl+A")
    counter.type("3/3/2026")
    counter.press("Return")
    assert page.day == date(2026, 3, 3)
    assert counter.child("banner_label").isVisible()
    counter.type("ana")
    for key in ("Return", "Alt+O", "Ctrl+Return"):
        counter.press(key)
    assert counter.of_day() == ()
    (row,) = page.rows
    assert (row.date, row.late) == (date(2026, 3, 3), True)
    page.back_to_today()
    counter.settle()
    assert page.rows == ()


def test_a_date_in_the_future_is_not_taken(counter: Counter) -> None:
    page = counter.sit(Role.RECEPTION)
    page.date_edit.set_value(TODAY + timedelta(days=1))
    page.date_edit.editingFinished.emit()
    assert page.day == page.date_edit.value() == TODAY


def test_a_closed_month_asks_why_and_then_takes_it(counter: Counter, ana: str) -> None:
    counter.close_month(Month(2026, 2))
    counter.attended_before(ana)
    page = counter.sit(Role.RECEPTION)
    page.show_day(date(2026, 2, 20))
    counter.settle()
    page.entry.take(ana)
    counter.settle()
    assert counter.child("reason_edit").isVisible(), "asked before anybody tries to save"
    counter.press("Alt+O")
    counter.press("Ctrl+Return")
    form = page.entry.form
    assert form is not None
    assert form.field("reason").problem_text
    assert counter.child("reason_edit").hasFocus()
    counter.type("La planilla 12 apareció después")
    counter.press("Ctrl+Return")
    assert [row.date for row in page.rows] == [date(2026, 2, 20)]
    page.entry.take_anonymous()
    counter.settle()
    assert page.entry.form is form
    assert form.values()["reason"] == "La planilla 12 apareció después", "a stack of late papers has one reason"
    page.show_day(TODAY)
    counter.settle()
    assert page.entry.form is not None
    assert page.entry.form.values()["reason"] == ""


def test_everybody_who_may_look_sees_the_day(counter: Counter) -> None:
    for role in (Role.RCF, Role.HEALTH, Role.VOLUNTEER, Role.COORDINATION):
        counter.sit(role)
        assert counter.on_db(lambda: counter.session.runner.run(visits.of_day, DayQuery(TODAY)).result) == ()


def test_somebody_new_is_registered_and_attended_in_one_commit(counter: Counter) -> None:
    page = counter.sit(Role.RECEPTION)
    counter.type("yusmary iguarán")
    counter.press("Ctrl+Return")
    assert page.entry.person_form is not None
    form = page.entry.person_form
    assert (form.field("first_name").value(), form.field("first_surname").value()) == ("Yusmary", "Iguarán")
    counter.press("Ctrl+Return")
    assert {"sex", "age"} <= {field.name for field in form.fields() if field.problem_text}
    assert counter.of_day() == ()
    form.sex.set_value("02")
    counter.type("34", "age_edit")
    counter.press("Alt+O")
    counter.press("Alt+F")
    counter.type("e")
    counter.press("Ctrl+Return")
    (row,) = counter.of_day()
    assert (row.person_name, row.person_code) == ("Yusmary Iguarán", "P-000001")
    assert counter.prompts.said[-1] == texts.SAVED_NEW
    assert not page.entry.taking
    assert page.entry.picker.edit.hasFocus()


def test_ctrl_enter_tells_what_is_missing_in_both_forms_from_either(counter: Counter) -> None:
    page = counter.sit(Role.RECEPTION)
    counter.type("yusmary iguarán")
    counter.press("Ctrl+Return")
    who, visit = page.entry.person_form, page.entry.form
    assert who is not None
    assert visit is not None
    counter.press("Ctrl+Return", "sheet_edit")
    told = {field.name for form in (who, visit) for field in form.fields() if field.problem_text}
    assert {"sex", "age", "services", "profile"} <= told
    assert page.window().focusWidget().objectName() == "sex_chips_02_chip"


def test_a_number_that_cannot_be_read_does_not_hide_what_is_missing(counter: Counter) -> None:
    page = counter.sit(Role.RECEPTION)
    counter.press("Alt+N")
    counter.type("x1", "line_edit")
    counter.press("Ctrl+Return", "line_edit")
    form = page.entry.form
    assert form is not None
    assert {"line", "services", "profile"} <= {field.name for field in form.fields() if field.problem_text}


def test_somebody_without_a_name_is_one_key_away_and_is_registered(counter: Counter) -> None:
    page = counter.sit(Role.RECEPTION)
    assert page.entry.nameless_button.isVisible()
    counter.press("Alt+S")
    counter.type("h")
    counter.type("30-40", "age_edit")
    counter.press("Alt+O")
    counter.press("Alt+F")
    counter.type("e")
    counter.press("Ctrl+Return")
    (row,) = counter.of_day()
    assert (row.anonymous, row.person_name, row.person_code, row.sex) == (False, "", "P-000001", "01")


def test_a_volunteer_registers_and_sees_their_own(counter: Counter, ana: str) -> None:
    counter.attended_before(ana, TODAY)
    page = counter.sit(Role.VOLUNTEER)
    counter.type("luis mora")
    counter.press("Return")
    assert page.entry.person_form is not None
    page.entry.person_form.sex.set_value("01")
    counter.type("40", "age_edit")
    counter.press("Alt+O")
    assert page.entry.form is not None
    page.entry.form.field("profile").set_value("TRANSITO")
    counter.press("Ctrl+Return")
    assert [row.cells[1] for row in page.list.table.rows()] == ["Luis Mora"]
    assert page.list.count.text().startswith("1 persona ")
    assert counter.prompts.undo is None


def test_tab_goes_through_somebody_new_then_what_was_done_then_to_the_button(counter: Counter) -> None:
    page = counter.sit(Role.RECEPTION)
    counter.type("Nadie Todavía")
    counter.press("Return")
    seen: list[str] = []
    for _ in range(40):
        seen.append(page.window().focusWidget().objectName())
        if seen[-1] == "save_button":
            break
        counter.press("Tab")
    assert seen[0] == "first_name_edit"
    wanted = ["age_edit", "country_choice", "document_type_choice", "nameless_check", "sheet_edit", "save_button"]
    assert [name for name in seen if name in wanted] == wanted, seen


def test_a_child_is_measured_with_seven_keys_beyond_what_is_written(counter: Counter, ana: str) -> None:
    counter.attended_before(ana)
    counter.sit(Role.HEALTH)
    counter.type("pérez ñus")
    keys = 0
    for typed, key in (("", "Return"), ("", "Alt+U"), ("118", "Return"), ("n", "Return"), ("9,85", "Return")):
        counter.type(typed)
        counter.press(key)
        keys += 1
    counter.type("74,5")
    counter.press("Ctrl+Return")
    assert keys + 1 <= 7
    (row,) = counter.of_day(Role.HEALTH)
    detail = counter.on_db(lambda: counter.session.runner.run(visits.detail, VisitQuery(row.uuid)).result)
    assert detail.services[0].answers == (("MUAC", "118"), ("EDEMA", "no"), ("PESO", "9.85"), ("TALLA", "74.5"))


def test_a_wrong_measure_says_what_is_possible_whole_and_in_sight(counter: Counter, ana: str) -> None:
    page = counter.sit(Role.HEALTH)
    page.entry.take(ana)
    counter.settle()
    counter.press("Alt+U")
    counter.type("118")
    form = page.entry.form
    assert form is not None
    edema = form.field("NUT.EDEMA")
    assert edema.height() == edema.heightForWidth(edema.width())  # no empty line below the two chips
    counter.type("99,5", "NUT_PESO_edit")
    counter.press("Ctrl+Return")
    assert form.field("NUT.PESO").problem_text == "El número debe estar entre 0,5 y 80."
    assert form.field("NUT.EDEMA").problem_text
    below = counter.child("NUT.PESO_problem_below")
    assert below.height() >= below.heightForWidth(below.width())
    counter.type("1", "NUT_PESO_edit")
    counter.type("x", "NUT_PESO_edit")
    counter.press("Ctrl+Return")
    assert "12,35" in form.field("NUT.PESO").problem_text
