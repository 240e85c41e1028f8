"""«Reglas de conteo» by keyboard: the versions of a rule are read, the next one is written, and a table prints it."""

import pytest

from casa_desktop.domain.access import Role
from casa_desktop.domain.indicators import Rule
from casa_desktop.domain.periods import Month, Period
from casa_desktop.services import statistics
from casa_desktop.services.rules import WriteVersion, write
from casa_desktop.services.statistics import TableRequest
from casa_desktop.texts import table as words
from casa_desktop.texts import ui_rules as texts
from casa_desktop.texts.rules import rule_text
from casa_desktop.ui.rules.section import RulesSection
from casa_desktop.ui.theme import Theme
from tests.ui.settings.conftest import Window
from tests.ui.settings.test_looking import complaints

MARCH = Month(2026, 3)
LONG = "personas distintas con al menos un servicio en el mes, sin quien solo acompaña, según el acta 7 de la mesa"


def open_rules(window: Window) -> RulesSection:
    window.sit(Role.COORDINATION)
    section: RulesSection = window.open("rules")
    section.focus_first()
    return section


def read(window: Window, name: str) -> str:
    found: str = window.child(name).text()
    return found


def test_the_versions_follow_the_rule_that_is_pointed_at(window: Window) -> None:
    section = open_rules(window)
    assert len(section.table.rows()) == len(Rule)
    assert read(window, "text_v1") == rule_text(Rule.PERSONS, 1)
    window.press("Down")
    assert read(window, "text_v1") == rule_text(Rule.NEW_PERSONS, 1)
    assert read(window, "rule_heading") == "Personas nuevas"


def test_a_version_is_written_by_keys_and_the_table_prints_it(window: Window) -> None:
    section = open_rules(window)
    window.child("section_list").setFocus()
    window.press("Ctrl+N")  # the key stands on the button, and works before the cursor is in the part
    assert section.form.field("text").value() == rule_text(Rule.PERSONS, 1), "one begins with the words that hold"
    window.type("rule_text_edit", "personas distintas según el acta 7")
    window.type("rule_from_edit", "03/2026")
    assert "v2), desde marzo de 2026: personas distintas según el acta 7." in read(window, "version_preview")
    window.press("Ctrl+Return")
    assert section.form.field("reason").problem_text
    window.type("rule_reason_edit", "Acta 7")
    window.press("Ctrl+Return")
    assert window.prompts.said == ["Versión 2 guardada"]
    assert section.table.hasFocus()
    assert section.table.rows()[0].cells == ("Personas atendidas en el mes", "PER-MES", "v2", "Mar 2026")
    assert read(window, "text_v2") == "personas distintas según el acta 7."
    assert read(window, "reason_v2") == "Motivo: Acta 7."
    runner = window.desk.runner(Role.COORDINATION)
    table = window.on_db(lambda: runner.run(statistics.table, TableRequest(Period(MARCH, MARCH))).result)
    assert any("acta 7" in note for note in words.notes_text(table))


def test_what_was_typed_survives_a_version_that_somebody_else_wrote(window: Window) -> None:
    section = open_rules(window)
    window.press("Ctrl+N")
    window.type("rule_text_edit", "lo mío")
    window.type("rule_reason_edit", "Acta 9")
    runner = window.desk.runner(Role.COORDINATION)
    theirs = WriteVersion(Rule.PERSONS, 1, "lo suyo", MARCH, "Acta 8")
    window.on_db(lambda: runner.run(write, theirs))
    section.refresh()  # as the window does when a rule has changed
    window.settle()
    assert "lo suyo" in read(window, "newer_version")
    window.press("Ctrl+Return")
    assert section.form.banner.text, "what was seen when the form began holds no more"
    assert section.form.field("text").value() == "lo mío"
    assert "Motivo: Acta 8" in read(window, "newer_version")
    assert read(window, "version_title") == texts.new_title(Rule.PERSONS, 3)
    window.press("Ctrl+Return")
    assert section.table.rows()[0].cells[2] == "v3"


def test_a_form_that_was_begun_comes_back_as_a_draft(window: Window) -> None:
    open_rules(window)
    window.press("Down")
    window.press("Return")
    window.type("rule_text_edit", "a medias")
    draft = window.page.draft()
    assert draft is not None
    window.sit(Role.COORDINATION)
    window.page.restore(draft)
    window.settle()
    restored = window.page.section()
    assert isinstance(restored, RulesSection)
    assert restored.form.field("text").value() == "a medias"
    assert read(window, "version_title") == texts.new_title(Rule.NEW_PERSONS, 2)


def test_a_draft_is_saved_over_the_version_that_was_seen_and_over_no_other(window: Window) -> None:
    open_rules(window)
    window.press("Ctrl+N")
    window.type("rule_text_edit", "lo mío")
    window.type("rule_reason_edit", "Acta 9")
    draft = window.page.draft()
    assert draft is not None
    runner = window.desk.runner(Role.COORDINATION)
    window.on_db(lambda: runner.run(write, WriteVersion(Rule.PERSONS, 1, "lo suyo", MARCH, "Acta 8")))
    window.sit(Role.COORDINATION)
    window.page.restore(draft)
    window.settle()
    section = window.page.section()
    assert isinstance(section, RulesSection)
    assert "lo suyo" in read(window, "newer_version")
    section.form.ask_save()
    window.settle()
    assert section.form.banner.text
    assert section.form.after == 2
    section.form.ask_save()
    window.settle()
    assert section.table.rows()[0].cells[2] == "v3"


@pytest.mark.parametrize("scale", [100, 200])
@pytest.mark.parametrize("view", ["list", "wrong"])
def test_it_can_be_read_heard_and_reached(window: Window, theme: Theme, scale: int, view: str) -> None:
    theme.apply("light", scale)
    try:
        section = open_rules(window)
        if view == "wrong":
            section.begin_new()
            section.form.load({"text": "", "from_month": None})
            section.form.ask_save()
        else:
            runner = window.desk.runner(Role.COORDINATION)
            window.on_db(lambda: runner.run(write, WriteVersion(Rule.PERSONS, 1, LONG, MARCH, LONG)))
            section.refresh()
            window.settle()
        assert complaints(window) == [], scale
    finally:
        theme.apply("light", 100)
