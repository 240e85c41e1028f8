"""The notes of a week in the window: kept by an act, shown with their week, and never lost before they are kept."""

from datetime import date, timedelta

from casa_desktop.domain.access import Role
from casa_desktop.domain.summaries import LONGEST_WEEK_NOTE
from casa_desktop.services import summaries
from casa_desktop.services.summaries import KeepWeekNote
from casa_desktop.texts import ui_projects as texts
from casa_desktop.ui import hotkeys
from casa_desktop.ui.page import Key
from casa_desktop.ui.projects.page import WEEK, ProjectsPart
from casa_desktop.ui.statistics.parts import PROJECTS
from casa_desktop.ui.theme import Theme
from tests.services.desk import TODAY
from tests.ui.looking import cut
from tests.ui.projects.test_projects import opened, show
from tests.ui.statistics.conftest import Window, busy, window

__all__ = ["busy", "window"]

BEFORE = date(2026, 3, 4)
NOTES = "week_notes_edit"
KEEP = Key(hotkeys.SAVE, texts.KEEP_NOTES)


def week(window: Window, role: Role = Role.COORDINATION) -> ProjectsPart:
    part = opened(window, role)
    show(window, part, WEEK)
    return part


def others_keep(window: Window, said: str, version: int = 0, day: date = TODAY) -> None:
    """Somebody else writes, elsewhere."""
    command = KeepWeekNote(day, said, version)
    window.on_db(lambda: window.desk.runner(Role.COORDINATION).run(summaries.keep_note, command))


def offered(part: ProjectsPart) -> tuple[Key, ...]:
    return tuple(part.keys())


def said(part: ProjectsPart) -> tuple[str, ...]:
    assert part.view.report is not None
    return part.view.report.said


def test_notes_are_kept_by_their_key_and_come_back_with_their_week(busy: Window) -> None:
    part = week(busy)
    busy.press(hotkeys.SAVE)
    assert busy.prompts.said == [texts.NOTES_KEPT_ALREADY]
    assert KEEP in offered(part)
    busy.type(NOTES, "Sin red el jueves")
    assert part.week.told.text() == texts.NOTES_NOT_KEPT
    busy.press(hotkeys.SAVE)
    assert busy.prompts.said[-1] == texts.NOTES_KEPT
    assert part.week.told.text().startswith("Guardadas por Prueba de coordinacion el ")
    assert part.draft() is None
    part.week.show_week(BEFORE)
    busy.settle()
    assert (part.week.text(), part.week.told.text(), said(part)) == ("", "", ())
    part.week.show_week(TODAY)
    busy.settle()
    assert part.week.text() == "Sin red el jueves"
    assert said(part) == ("Notas de coordinación: Sin red el jueves",)
    assert part.shown is not None
    assert "Sin red el jueves" in part.shown.message


def test_what_is_not_kept_survives_another_week_another_report_and_the_lock(busy: Window) -> None:
    part = week(busy)
    busy.type(NOTES, "De esta semana")
    part.week.show_week(BEFORE)
    busy.settle()
    busy.type(NOTES, "De la otra")
    part.choose("month")
    busy.settle()
    part.choose(WEEK)
    busy.settle()
    assert part.week.text() == "De la otra"
    draft = busy.whole.draft()
    assert draft is not None
    part.close_down()
    assert part.week.text() == ""
    part.restore(draft["drafts"][PROJECTS])
    part.refresh()
    busy.settle()
    assert part.list.current_key() == WEEK, "what came back is in sight"
    assert (part.week.week(), part.week.text()) == (date(2026, 3, 2), "De la otra")
    part.week.show_week(TODAY)
    busy.settle()
    assert (part.week.text(), part.week.told.text()) == ("De esta semana", texts.NOTES_NOT_KEPT)
    assert part.draft() == draft["drafts"][PROJECTS] | {"week": "2026-03-09"}


def test_notes_of_a_draft_of_before_are_those_of_this_week(busy: Window) -> None:
    part = week(busy)
    part.restore({"notes": "Sin luz"})
    part.refresh()
    busy.settle()
    busy.press(hotkeys.SAVE)
    assert said(part) == ("Notas de coordinación: Sin luz",)
    assert part.draft() is None


def test_notes_of_somebody_else_are_shown_before_they_are_written_over(busy: Window) -> None:
    part = week(busy)
    busy.type(NOTES, "Las mías")
    others_keep(busy, "Las suyas")
    busy.press(hotkeys.SAVE)
    assert len(busy.prompts.errors) == 1, "they were not seen"
    assert (part.week.text(), said(part)) == ("Las mías", ("Notas de coordinación: Las mías",))
    assert "«Las suyas»" in part.week.told.text()
    busy.press(hotkeys.SAVE)
    assert part.week.told.text().startswith("Guardadas")
    others_keep(busy, "Otra vez las suyas", 2)
    part.refresh()
    busy.settle()
    assert part.week.text() == "Otra vez las suyas", "nothing was being typed"


def test_who_went_to_another_week_is_told_of_the_notes_of_the_first_when_it_is_back(busy: Window) -> None:
    part = week(busy)
    busy.type(NOTES, "Las mías")
    part.week.show_week(BEFORE)
    busy.settle()
    busy.type(NOTES, "De la otra")
    part.week.show_week(TODAY)
    busy.settle()
    others_keep(busy, "Las suyas")
    part.week.keep()  # and on, before the answer comes
    part.week.show_week(BEFORE)
    busy.settle()
    assert len(busy.prompts.errors) == 1
    assert (part.week.text(), part.week.told.text()) == ("De la otra", texts.NOTES_NOT_KEPT)
    busy.press(hotkeys.SAVE)
    assert part.week.told.text().startswith("Guardadas"), "nobody wrote over these"
    part.week.show_week(TODAY)
    busy.settle()
    assert part.week.text() == "Las mías"
    assert "«Las suyas»" in part.week.told.text()
    busy.press(hotkeys.SAVE)
    assert part.week.told.text().startswith("Guardadas"), "they were seen"


def test_too_much_is_told_beside_the_box_and_stays_in_it(busy: Window) -> None:
    part = week(busy)
    part.week.notes.set_value("x" * (LONGEST_WEEK_NOTE + 1))
    busy.press(hotkeys.SAVE)
    assert busy.prompts.said == []
    assert part.week._field.problem_text
    assert len(part.week.text()) == LONGEST_WEEK_NOTE + 1


def test_who_only_looks_reads_them(busy: Window) -> None:
    others_keep(busy, "Sin red el jueves", day=TODAY - timedelta(days=7))
    part = week(busy, Role.CONSULTATION)  # theirs is the last week that ended
    assert said(part) == ("Notas de coordinación: Sin red el jueves",)
    assert not any(map(busy.sees, (NOTES, "keep_notes_button")))
    assert KEEP not in offered(part)


def test_where_letters_are_large_the_day_stands_above_the_notes_and_nothing_is_cut(busy: Window, theme: Theme) -> None:
    part = week(busy)
    busy.type(NOTES, "Sin red el jueves")
    busy.press(hotkeys.SAVE)
    bar = part.week
    assert bar.keep_button.y() < bar.told.geometry().bottom(), "beside it"
    theme.apply("light", 150)
    busy.whole.resize(1040, 700)
    busy.settle()
    assert bar.notes.mapTo(bar, bar.notes.rect().topLeft()).y() > bar.day.mapTo(bar, bar.day.rect().bottomLeft()).y()
    assert bar.keep_button.y() > bar.told.geometry().bottom()
    assert part.list.width() < part.view.width() // 2
    found = cut(bar)
    theme.apply("light", 100)
    assert found == []
