"""What is typed is kept, once and sealed; what is private is seen by who may see it, and leaves the glass at lock."""

import json
from datetime import timedelta

from casa_desktop.domain.access import Role
from casa_desktop.domain.catalog import Item, Kind
from casa_desktop.domain.ids import new_id
from casa_desktop.domain.visits import NewService, Psychology, RecordVisit
from casa_desktop.services import catalogs, drafts, psychology, visits
from casa_desktop.services.catalogs import SaveItem
from casa_desktop.services.drafts import SaveDraft
from casa_desktop.services.psychology import ReadNote
from casa_desktop.texts import ui_visits as texts
from casa_desktop.ui.today.entry import ANONYMOUS, IDLE
from tests.services.desk import TODAY
from tests.ui.today.conftest import Counter


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
    assert {"ORI", "RCF"} <= set(page.entry.form.parts)
    assert "PSI" not in page.entry.form.parts


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
    counter.attended_before(ana, TODAY)
    page = counter.sit(Role.RECEPTION)
    page.entry.take(ana)
    counter.settle()
    page.close_down()
    counter.settle()
    shown = [widget.text() for widget in page.findChildren(type(page.list.count))]
    assert not [text for text in shown if "Pérez" in text]
    assert page.list.table.rows() == ()


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


def test_esc_while_a_visit_is_saved_does_not_make_room_for_another_one(counter: Counter) -> None:
    """The answer to the save would have cleared the form of whoever came next."""
    page = counter.sit(Role.RECEPTION)
    counter.press("Alt+N")
    counter.type("m")
    counter.press("Tab")
    counter.type("2")
    counter.press("Alt+R")
    counter.press("Alt+F")
    counter.type("s")
    counter.prompts.answers = [True]
    page.entry.ask_save()
    page.entry.leave()
    kept = page.entry.mode
    counter.settle()
    assert (kept, page.entry.mode) == (ANONYMOUS, IDLE)
    assert counter.prompts.said == [texts.SAVED]


def test_a_late_visit_that_was_being_typed_comes_back_with_its_day_on_a_page_that_is_shown(
    counter: Counter, ana: str
) -> None:
    late = TODAY - timedelta(days=8)
    counter.attended_before(ana, late)
    page = counter.sit(Role.RECEPTION)
    page.show_day(late)
    counter.settle()
    page.entry.take(ana)
    counter.press("Alt+O")
    draft = page.draft()
    assert draft is not None
    page = counter.sit(Role.RECEPTION)  # unlocked: the page shows today before the drafts are read
    page.restore(draft)
    counter.settle()
    assert page.day == page.date_edit.value() == late
    assert [row.date for row in page.rows] == [late]
    assert page.entry.form is not None
    page.entry.form.field("profile").set_value("TRANSITO")
    counter.press("Ctrl+Return")
    assert counter.of_day() == ()
    assert [len(row.services) for row in page.rows] == [2]
