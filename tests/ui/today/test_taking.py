"""Taking visits by the keyboard: known, anonymous, late, private; nothing typed is lost and nothing is saved twice."""

import json
from datetime import date, timedelta

import pytest

from casa_desktop.domain.access import Role
from casa_desktop.domain.catalog import Item, Kind
from casa_desktop.domain.ids import new_id
from casa_desktop.domain.months import MonthState
from casa_desktop.domain.visits import Guidance, NewService, Psychology, RecordVisit
from casa_desktop.services import catalogs, drafts, psychology, visits
from casa_desktop.services.catalogs import SaveItem
from casa_desktop.services.drafts import SaveDraft
from casa_desktop.services.psychology import ReadNote
from casa_desktop.services.visits import DayQuery, VisitQuery
from casa_desktop.texts import ui_visits as texts
from tests.services.desk import TODAY
from tests.ui.today.conftest import Counter


@pytest.fixture
def ana(counter: Counter) -> str:
    return counter.register("Ana Ñusta", "Pérez")


def attended_before(counter: Counter, person: str, day: date = TODAY - timedelta(days=9)) -> None:
    visit = RecordVisit(new_id(), day, "PENDULAR", (NewService(new_id(), "ORI"),), person_uuid=person)
    counter.on_db(lambda: counter.desk.runner(Role.RECEPTION).run(visits.record, visit))


def test_a_known_person_is_attended_with_three_keys_beyond_the_search(counter: Counter, ana: str) -> None:
    attended_before(counter, ana)
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
    attended_before(counter, ana)
    counter.type("ana")
    for key in ("Return", "Alt+O", "Ctrl+Return"):
        counter.press(key)
    assert counter.prompts.undo is not None
    counter.prompts.undo()
    counter.settle()
    assert counter.of_day() == ()
    assert page.list.table.rows() == ()


def test_a_planilla_of_another_day_goes_in_with_its_date_under_a_banner(counter: Counter, ana: str) -> None:
    attended_before(counter, ana, TODAY - timedelta(days=40))
    page = counter.sit(Role.RECEPTION)
    counter.press("Alt+D")
    counter.press("Ctrl+A")
    counter.type("3/3/2026")
    counter.press("Return")
    assert page.day == date(2026, 3, 3)
    assert counter.child("banner_label").isVisible()
    page.focus_first()
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
    def close() -> None:
        with counter.desk.runner(Role.COORDINATION).batch() as ctx:
            ctx.work.connection.exec_driver_sql(
                "INSERT INTO month_state (month, state, changed_at, changed_by_id) VALUES (202602, ?, 'x', 1)",
                (str(MonthState.CLOSED),),
            )

    counter.on_db(close)
    attended_before(counter, ana)
    page = counter.sit(Role.RECEPTION)
    page.show_day(date(2026, 2, 20))
    counter.settle()
    page.entry.take(ana)
    counter.settle()
    counter.press("Alt+O")
    counter.press("Ctrl+Return")
    form = page.entry.form
    assert form is not None
    assert form.field("reason").problem_text
    counter.type("La planilla 12 apareció después")
    counter.press("Ctrl+Return")
    assert [row.date for row in page.rows] == [date(2026, 2, 20)]


def test_a_session_of_psychology_is_seen_by_psychology_alone(counter: Counter, ana: str) -> None:
    page = counter.sit(Role.PSYCHOLOGY)
    page.entry.take(ana)
    counter.settle()
    form = page.entry.form
    assert form is not None
    assert form.services.value() == ("PSI",)
    form.field("profile").set_value("TRANSITO")
    counter.type("Llegó con miedo", "PSI_note_edit")
    counter.press("Ctrl+Return", "PSI_note_edit")
    (row,) = page.rows
    assert [s.type for s in row.services] == ["PSI"]
    note = counter.on_db(
        lambda: counter.session.runner.run(psychology.read_note, ReadNote(row.services[0].uuid)).result
    )
    assert note.text == "Llegó con miedo"
    page = counter.sit(Role.RECEPTION)
    assert page.list.table.rows() == ()
    assert page.list.count.text() == "0 personas"
    assert page.entry.form is not None
    assert set(page.entry.form.parts) == {"ORI", "RCF"}


def test_the_second_session_is_proposed_as_one(counter: Counter, ana: str) -> None:
    session = NewService(new_id(), "PSI", Psychology(False))
    visit = RecordVisit(new_id(), TODAY - timedelta(days=7), "TRANSITO", (session,), person_uuid=ana)
    counter.on_db(lambda: counter.desk.runner(Role.PSYCHOLOGY).run(visits.record, visit))
    page = counter.sit(Role.PSYCHOLOGY)
    page.entry.take(ana)
    counter.settle()
    assert page.entry.form is not None
    assert page.entry.form.field("PSI.follow_up").value() == ("later",)


def test_what_was_typed_comes_back_after_a_lock(counter: Counter, ana: str) -> None:
    page = counter.sit(Role.RECEPTION)
    page.entry.take(ana)
    counter.settle()
    counter.press("Alt+O")
    counter.type("p")
    counter.type("88", "sheet_edit")
    draft = page.draft()
    assert draft is not None
    page = counter.sit(Role.RECEPTION)
    page.restore(draft)
    counter.settle()
    form = page.entry.form
    assert form is not None
    assert (form.person_uuid, form.services.value()) == (ana, ("ORI",))
    assert (form.field("ORI.topics").value(), form.field("sheet").value()) == (("PPT",), "88")
    assert form.uuids["service.ORI"] == draft["form"]["uuids"].get("service.ORI", form.uuids["service.ORI"])
    form.field("profile").set_value("TRANSITO")
    counter.press("Ctrl+Return", "sheet_edit")
    assert len(counter.of_day()) == 1
    assert page.draft() is None


def test_a_note_waits_sealed_behind_the_pin_and_is_not_lost(counter: Counter, ana: str) -> None:
    page = counter.sit(Role.PSYCHOLOGY)
    page.entry.take(ana)
    counter.settle()
    counter.type("Llegó con miedo", "PSI_note_edit")
    draft = page.draft()
    assert draft is not None
    assert "miedo" in str(draft["psicologia"])
    assert "miedo" not in str(draft["form"])
    sealed = {**draft, "psicologia": {"sealed": "AAAA"}}
    page = counter.sit(Role.PSYCHOLOGY, keyless=True)
    page.restore(sealed)
    counter.settle()
    again = page.draft()
    assert again is not None
    assert again["psicologia"] == {"sealed": "AAAA"}


def test_psychology_without_its_key_records_the_session_and_keeps_drafts(counter: Counter, ana: str) -> None:
    page = counter.sit(Role.PSYCHOLOGY, keyless=True)
    page.entry.take(ana)
    counter.settle()
    form = page.entry.form
    assert form is not None
    assert "PSI.note" not in {field.name for field in form.fields()}
    draft = page.draft()
    assert draft is not None
    save = SaveDraft("today", json.dumps(draft))
    counter.on_db(lambda: counter.session.runner.run(drafts.save, save))
    form.field("profile").set_value("TRANSITO")
    counter.press("Ctrl+Return")
    assert [s.type for row in page.rows for s in row.services] == ["PSI"]


def test_a_new_list_of_the_catalogue_reaches_the_form_without_losing_what_is_typed(counter: Counter, ana: str) -> None:
    page = counter.sit(Role.RECEPTION)
    page.entry.take(ana)
    counter.settle()
    counter.press("Alt+O")
    counter.type("77", "sheet_edit")
    item = SaveItem(Item(new_id(), Kind.TOPIC, "", "Zapatos"))
    counter.on_db(lambda: counter.desk.runner(Role.COORDINATION).run(catalogs.save_item, item))
    counter.session.hub.publish(frozenset({("catalog", item.item.uuid)}))
    counter.settle()
    form = page.entry.form
    assert form is not None
    assert (form.services.value(), form.field("sheet").value(), form.person_uuid) == (("ORI",), "77", ana)
    form.field("ORI.topics").set_value(("ZAPATOS",))
    assert form.field("ORI.topics").value() == ("ZAPATOS",)


def test_a_failed_save_keeps_the_form_and_a_repeated_one_writes_once(counter: Counter, ana: str) -> None:
    page = counter.sit(Role.RECEPTION)
    page.entry.take(ana)
    counter.settle()
    counter.press("Alt+O")
    form = page.entry.form
    assert form is not None
    form.field("profile").set_value("TRANSITO")
    command = form.command()
    counter.on_db(lambda: counter.session.runner.run(visits.record, command))
    counter.press("Ctrl+Return")
    (row,) = counter.of_day()
    assert len(row.services) == 1


def test_nothing_of_a_person_stays_on_the_glass_at_lock(counter: Counter, ana: str) -> None:
    attended_before(counter, ana, TODAY)
    page = counter.sit(Role.RECEPTION)
    page.entry.take(ana)
    counter.settle()
    page.close_down()
    counter.settle()
    shown = [widget.text() for widget in page.findChildren(type(page.list.count))]
    assert not [text for text in shown if "Pérez" in text]
    assert page.list.table.rows() == ()


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


def test_somebody_new_who_was_being_typed_comes_back_after_a_lock(counter: Counter) -> None:
    page = counter.sit(Role.RECEPTION)
    counter.type("yusmary iguarán")
    counter.press("Ctrl+Return")
    assert page.entry.person_form is not None
    counter.type("34", "age_edit")
    counter.press("Alt+O")
    draft = page.draft()
    assert draft is not None
    page = counter.sit(Role.RECEPTION)
    page.restore(draft)
    counter.settle()
    assert page.entry.person_form is not None
    assert page.entry.person_form.field("first_surname").value() == "Iguarán"
    assert page.entry.person_form.draft()["uuid"] == draft["person"]["uuid"]
    assert page.entry.form is not None
    assert page.entry.form.services.value() == ("ORI",)


def test_a_volunteer_registers_and_sees_their_own(counter: Counter, ana: str) -> None:
    attended_before(counter, ana, TODAY)
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
