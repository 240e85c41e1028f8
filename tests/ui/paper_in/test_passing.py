"""A planilla of twelve lines passed in by keys: eight people who are known, three who are new, one anonymous."""

import pytest
from PySide6.QtWidgets import QLineEdit

from casa_desktop.domain.access import Role
from casa_desktop.domain.periods import Month
from casa_desktop.domain.person_views import PersonPage
from casa_desktop.services import months, people
from casa_desktop.ui.paper_in.model import Who
from tests.ui.paper_in.conftest import KNOWN, THEN, Counter

SIX_MINUTES, PER_SECOND = 360, 1.5
"""Keys a second of somebody who types with four fingers and looks at the paper."""


def begin(counter: Counter, sheet: str = "pc 42") -> None:
    """The head of a planilla of four days ago, up to its first line."""
    counter.enter(sheet, THEN.strftime("%d%m%y"), "", "", "")


def known(counter: Counter, name: str, services: str = "or") -> None:
    counter.enter(name[:6].lower(), "", services)


def new(counter: Counter, name: str, *cells: str) -> None:
    counter.type(name)
    counter.press("Ctrl+Return")
    counter.enter(*cells)


def line(counter: Counter, number: int) -> dict[str, str]:
    """What the cells of a line show."""
    return {name: cell.text() for name, cell in counter.page.passing.grid.rows[number - 1].cells.items()}


def states(counter: Counter) -> list[str]:
    return [str(each.who) for each in counter.page.passing.grid.lines]


def test_twelve_lines_land_with_folio_date_and_late_mark_in_less_than_six_minutes(counter: Counter) -> None:
    for name in KNOWN:
        counter.register(name)
    counter.sit(Role.RECEPTION)
    begin(counter)
    for name in KNOWN[:4]:
        known(counter, name)
    new(counter, "yulimar andreina rojas peña", "ppt 5123456", "m", "34", "v", "", "3001234567", "or rcf", "s")
    new(counter, "wilmer ipuana", "v-12345678", "h", "8", "", "", "", "o", "s")
    new(counter, "kelly mejía soto", "sin", "m", "19", "", "", "", "rcf-", "n")
    counter.press("Alt+N")
    counter.enter("h", "20-25", "", "", "o")
    for name in KNOWN[4:]:
        known(counter, name, "o r")
    counter.press("Ctrl+Return")

    rows = counter.of_day()
    folios = sorted((s.line or 0, s.sheet) for row in rows for s in row.services if s.type in ("ORI", "RCF"))
    assert {number for number, _ in folios} == set(range(1, 13))
    assert {sheet for _, sheet in folios} == {"PC-0042"}
    assert len(rows) == 12
    assert all(row.late and row.date == THEN for row in rows)
    by_name = {row.person_name: row for row in rows}
    assert {name.split()[0] for name in KNOWN} <= {name.split()[0] for name in by_name if name}
    assert by_name["Ana Rojas"].profile == "PENDULAR", "the profile of their last visit"
    assert by_name["Yulimar Andreina Rojas Peña"].profile == "PENDULAR", "carried from the line above"
    kelly = by_name["Kelly Mejía Soto"]
    assert [(s.type, s.success) for s in kelly.services] == [("RCF", False)]
    assert sum(row.anonymous for row in rows) == 1
    assert states(counter) == ["done"] * 12
    assert counter.keys / PER_SECOND < SIX_MINUTES
    assert counter.keys < 320, counter.keys


def test_the_signature_on_the_planilla_is_the_authorisation_by_folio(counter: Counter) -> None:
    counter.sit(Role.RECEPTION)
    begin(counter)
    new(counter, "yulimar rojas", "cc 109876", "m", "34", "v", "tr", "", "o", "s")
    new(counter, "wilmer ipuana", "sin", "h", "8", "", "", "", "o", "n")
    counter.press("Ctrl+Return")
    pages = {row.person_name: page_of(counter, row.person_uuid) for row in counter.of_day()}
    assert [c.folio for c in pages["Yulimar Rojas"].consents] == ["PC-0042-1"]
    assert pages["Wilmer Ipuana"].consents == ()
    assert [d.type for d in pages["Wilmer Ipuana"].documents] == ["MS"]
    age = pages["Yulimar Rojas"].details.age
    assert age.stated_on == THEN, "it was said on the day of the paper"


def page_of(counter: Counter, uuid: str) -> PersonPage:
    runner = counter.desk.runner(Role.COORDINATION)
    found = counter.on_db(lambda: runner.run(people.page, people.PersonQuery(uuid)).result)
    assert isinstance(found, PersonPage)
    return found


def test_what_is_wrong_is_told_below_its_line_and_the_others_are_recorded(counter: Counter) -> None:
    counter.register("Ana Rojas")
    counter.sit(Role.RECEPTION)
    begin(counter)
    known(counter, "Ana Rojas")
    new(counter, "wilmer ipuana", "12345678", "h", "", "v", "tr", "", "ayu", "s")
    counter.press("Ctrl+Return")
    assert states(counter)[:3] == ["done", "new", "open"]
    row = counter.page.passing.grid.rows[1]
    assert list(row.problems) == ["document", "age", "services"]
    assert row.cells["document"].hasFocus()
    assert "Ayuda humanitaria" in row.problems["services"]
    counter.enter("v 12345678")
    assert list(row.problems) == ["age", "services"]
    row.cells["age"].setFocus()
    counter.enter("8")
    row.cells["services"].setFocus()
    counter.enter("o")
    counter.press("Ctrl+Return")
    assert states(counter)[:2] == ["done", "done"]
    assert len(counter.of_day()) == 2


def test_a_line_that_was_passed_in_is_shown_and_not_entered_twice(counter: Counter) -> None:
    counter.register("Ana Rojas")
    counter.sit(Role.RECEPTION)
    begin(counter)
    known(counter, "Ana Rojas")
    counter.press("Ctrl+Return")
    counter.page.close_down()
    counter.page.close()
    counter.sit(Role.COORDINATION)
    begin(counter, "PC42")
    assert states(counter)[:2] == ["done", "open"]
    assert line(counter, 1)["services"] == "ORI"
    assert not counter.page.passing.grid.rows[0].cells["person"].isEnabled()
    counter.press("Ctrl+Return")
    assert len(counter.of_day()) == 1


def test_undo_voids_what_was_saved_and_leaves_the_lines_as_typed(counter: Counter) -> None:
    counter.sit(Role.RECEPTION)
    begin(counter)
    new(counter, "yulimar rojas", "cc 109876", "m", "34", "v", "tr", "", "o", "s")
    counter.press("Ctrl+Return")
    assert counter.prompts.undo is not None
    counter.prompts.undo()
    counter.settle()
    assert counter.of_day() == ()
    assert states(counter)[0] == "known"
    assert line(counter, 1)["services"] == "ORI"
    counter.page.passing.save()
    counter.settle()
    assert [row.person_name for row in counter.of_day()] == ["Yulimar Rojas"]


def test_somebody_who_holds_the_document_already_is_told_and_taken_with_a_key(counter: Counter) -> None:
    ana = counter.register("Ana Rojas", "1098765")
    counter.sit(Role.RECEPTION)
    begin(counter)
    new(counter, "anita rojas", "cc 1.098.765")
    row = counter.page.passing.grid.rows[0]
    assert "Ana Rojas" in row.note
    counter.press("F2")
    assert (row.line.who, row.line.person_uuid) == (Who.KNOWN, ana)


def test_a_ditto_mark_repeats_the_line_above_and_a_name_can_be_changed(counter: Counter) -> None:
    counter.register("Ana Rojas")
    counter.sit(Role.RECEPTION)
    begin(counter)
    known(counter, "Ana Rojas", "o r")
    new(counter, "wilmer ipuana", "sin", "h", "8", "v", '"', "", '"', "n")
    assert line(counter, 2)["services"] == "ORI RCF"
    assert line(counter, 2)["profile"] == "Pendular"
    row = counter.page.passing.grid.rows[1]
    row.cells["person"].setFocus()
    counter.press("Del")
    assert states(counter)[1] == "open"
    known(counter, "Ana Rojas", "")
    assert states(counter)[1] == "known"
    assert "línea 1" in row.note


def test_a_closed_month_asks_for_its_reason_once(counter: Counter) -> None:
    counter.register("Ana Rojas")
    february = Month(2026, 2)
    runner = counter.desk.runner(Role.COORDINATION)
    counter.on_db(lambda: runner.run(months.close, months.CloseMonth(february)))
    counter.sit(Role.RECEPTION)
    counter.enter("42", "200226")
    assert counter.child("sheet_reason_edit").isVisible()
    counter.enter("", "", "")
    counter.page.passing.form.field("reason").widget.setFocus()
    counter.type("Apareció después")
    counter.page.passing.grid.start()
    known(counter, "Ana Rojas")
    known(counter, "Ana Rojas")
    counter.press("Ctrl+Return")
    assert states(counter)[:2] == ["done", "done"]


def test_what_was_typed_comes_back_after_a_power_cut(counter: Counter) -> None:
    counter.register("Ana Rojas")
    page = counter.sit(Role.RECEPTION)
    begin(counter)
    known(counter, "Ana Rojas")
    new(counter, "wilmer ipuana", "v 123456", "h")
    counter.type("8")
    draft = page.draft()
    assert draft is not None
    page.close_down()
    page.close()
    assert page.draft() is None
    page = counter.sit(Role.RECEPTION)
    page.restore(draft)
    counter.settle()
    assert states(counter)[:2] == ["known", "new"]
    assert line(counter, 2)["age"] == "8"
    assert page.passing.form.field("sheet").value() == "pc 42"
    page.passing.grid.rows[1].cells["country"].setFocus()
    counter.enter("v", "tr", "", "o", "n")
    counter.press("Ctrl+Return")
    assert len(counter.of_day()) == 2


@pytest.mark.parametrize("role", [Role.VOLUNTEER, Role.PSYCHOLOGY, Role.CONSULTATION])
def test_the_page_is_the_counters(role: Role) -> None:
    from casa_desktop.ui.pages import pages_for

    assert "paper_in" not in [spec.page_id for spec in pages_for({role})]


def test_every_cell_has_a_name_for_who_cannot_see(counter: Counter) -> None:
    page = counter.sit(Role.RECEPTION)
    names = [cell.accessibleName() for cell in page.passing.grid.findChildren(QLineEdit) if cell.isVisible()]
    assert all(names)


def test_the_key_of_an_anonymous_line_never_puts_somebody_away_in_silence(counter: Counter) -> None:
    counter.register("Ana Rojas")
    counter.sit(Role.RECEPTION)
    begin(counter)
    counter.enter("ana rojas")
    counter.press("Alt+N")
    first = counter.page.passing.grid.lines[0]
    assert (str(first.who), first.texts["person"]) == ("known", "Ana Rojas")
    assert "Esta línea ya tiene a Ana Rojas" in counter.page.passing.grid.rows[0].note


def test_the_reason_is_asked_while_the_date_is_typed_and_enter_goes_to_it(counter: Counter) -> None:
    counter.close_month(Month(2026, 2))
    counter.sit(Role.RECEPTION)
    counter.enter("42")
    counter.type("200226")
    assert counter.child("sheet_reason_edit").isVisible(), "before the date is left"
    counter.page.passing.form.staff.setFocus()
    counter.press("Return")
    assert counter.child("sheet_reason_edit").hasFocus()
