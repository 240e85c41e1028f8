"""Search is registration: a slip still finds the person, what was typed fills the form, and nothing is typed twice."""

import json

from casa_desktop.domain.access import Compartment, Role
from casa_desktop.domain.ages import Age, AgeRange
from casa_desktop.domain.ids import new_id
from casa_desktop.domain.names import Name
from casa_desktop.domain.visits import NewService, Psychology, RecordVisit
from casa_desktop.services import drafts, visits
from casa_desktop.services.drafts import DraftQuery, SaveDraft
from casa_desktop.texts import ui_kept, ui_visits
from tests.services.desk import TODAY
from tests.ui.today.conftest import Counter
from tests.ui.waiting import until


def test_a_person_whose_name_was_misheard_is_attended_with_four_keys_beyond_it(counter: Counter, ana: str) -> None:
    counter.attended_before(ana)
    page = counter.sit(Role.RECEPTION)
    counter.type("ana nusta peres")
    assert page.entry.picker.list.hits == ()
    until(lambda: not page.entry.picker.finding.waiting)
    (found,) = page.entry.picker.list.rows
    assert (found.hit.uuid, bool(found.why)) == (ana, True)
    keys = ("Down", "Return", "Alt+O", "Ctrl+Return")
    for key in keys:
        counter.press(key)
    assert [(row.person_uuid, row.profile) for row in counter.of_day()] == [(ana, "PENDULAR")]


def test_somebody_new_with_one_service_is_one_line_and_five_keys_on_one_screen(counter: Counter) -> None:
    """Everything that the counter asks was said in the box: nothing is typed a second time, no field is visited."""
    page = counter.sit(Role.RECEPTION)
    counter.type("yusmary de la hoz V-19.222.333 34 años mujer 300 123 4567")
    counter.press("Ctrl+Return")
    assert page.entry.person_form is not None
    command = page.entry.person_form.command()
    counter.press("Alt+O")
    counter.press("Alt+F")
    counter.type("e")
    counter.press("Ctrl+Return")
    (row,) = counter.of_day()
    assert row.person_uuid == command.uuid
    assert command.details.name == Name("Yusmary", "", "De la Hoz")
    assert (command.details.sex, command.details.age) == ("02", Age(stated=AgeRange(34, 34), stated_on=TODAY))
    assert [(d.type, d.number) for d in command.numbers.documents] == [("CV", "V-19.222.333")]
    assert [phone.number for phone in command.numbers.phones] == ["3001234567"]


def test_who_turns_out_to_be_known_keeps_the_services_that_were_typed(counter: Counter, ana: str) -> None:
    page = counter.sit(Role.RECEPTION)
    counter.type("ana ñusta pérez 30 mujer")
    counter.press("Ctrl+Return")
    form = page.entry.person_form
    assert form is not None
    counter.press("Alt+O")
    counter.type("77", "sheet_edit")
    form.alike.look()
    until(lambda: not form.alike.looking)
    counter.settle()
    assert form.alike.banner.isVisible(), "the same name, age and sex"
    counter.press("F2")
    assert page.entry.attended == ana
    assert page.entry.form is not None
    assert page.entry.form.services.value() == ("ORI",)
    assert page.entry.form.field("sheet").value() == "77"
    assert not [widget for widget in page.findChildren(type(form.alike.banner), "same_banner") if widget.isVisible()]


def test_a_note_that_is_being_written_comes_back_and_is_sealed_under_its_key(counter: Counter, ana: str) -> None:
    session = NewService(new_id(), "PSI", Psychology(False))
    visit = RecordVisit(new_id(), TODAY, "TRANSITO", (session,), person_uuid=ana)
    counter.on_db(lambda: counter.desk.runner(Role.PSYCHOLOGY).run(visits.record, visit))
    page = counter.sit(Role.PSYCHOLOGY)
    page.open_target(visit.uuid)
    counter.settle()
    counter.press("Space", "note_button")
    counter.type("Habló de su viaje", "note_edit")
    draft = counter.session.kept.draft()
    assert draft is not None
    assert set(draft) == {str(Compartment.PSYCHOLOGY)}, "its page and visit too"
    counter.on_db(lambda: counter.session.runner.run(drafts.save, SaveDraft("formularios", json.dumps(draft))))
    keyless = counter.desk.runner(Role.PSYCHOLOGY, keyless=True)
    (sealed,) = counter.on_db(lambda: keyless.run(drafts.open_list, DraftQuery()).result)
    assert "viaje" not in sealed.payload
    page = counter.sit(Role.PSYCHOLOGY)
    counter.session.kept.restore(json.loads(sealed.payload))
    assert counter.session.kept.draft() == json.loads(sealed.payload), "handed back as it is"
    (opened,) = counter.on_db(lambda: counter.session.runner.run(drafts.open_list, DraftQuery()).result)
    page = counter.sit(Role.PSYCHOLOGY)
    counter.session.kept.restore(json.loads(opened.payload))
    assert [(p.page_id, p.target, p.words) for p in counter.session.kept.waiting()] == [
        ("today", visit.uuid, ui_visits.NOTE_TITLE)
    ]
    page.open_target(visit.uuid)
    counter.settle()
    counter.press("Space", "note_button")
    assert counter.child("note_edit").toPlainText() == "Habló de su viaje"
    assert counter.child("banner_label").text() == ui_kept.FORM_BACK
    assert counter.session.kept.waiting() == ()
    counter.press("Ctrl+Return", "note_edit")
    assert counter.session.kept.draft() is None
