"""The notes of a week: written by coordination, read by whoever may see the week, and never written over unseen."""

from datetime import date, timedelta
from typing import Any

from sqlalchemy import text

from casa_desktop.domain.access import Role
from casa_desktop.domain.errors import Code
from casa_desktop.domain.summaries import LONGEST_WEEK_NOTE, WeekNote
from casa_desktop.services import summaries
from casa_desktop.services.summaries import KeepWeekNote, WeekQuery
from tests.services.desk import TODAY, Desk
from tests.services.test_months import refused

MONDAY = TODAY - timedelta(days=TODAY.weekday())
SAID = "El jueves no hubo red.\nSe agotaron los kits."


def keep(desk: Desk, said: str = SAID, version: int = 0, day: date = TODAY) -> WeekNote:
    note: WeekNote = desk.runner(Role.COORDINATION).run(summaries.keep_note, KeepWeekNote(day, said, version)).result
    return note


def of_week(desk: Desk, day: date = TODAY, role: Role = Role.COORDINATION) -> WeekNote:
    note: WeekNote = desk.runner(role).run(summaries.week, WeekQuery(day)).result.note
    return note


def test_whoever_may_see_the_week_reads_what_was_written_any_day_of_it(desk: Desk) -> None:
    assert of_week(desk) == WeekNote(MONDAY)
    kept = keep(desk)
    assert (kept.week, kept.text, kept.version, kept.by) == (MONDAY, SAID, 1, "Prueba de coordinacion")
    assert of_week(desk, MONDAY - timedelta(days=1)).version == 0, "another week has notes of its own"
    assert refused(desk, summaries.week, WeekQuery(TODAY), Role.CONSULTATION) is Code.WEEK_LASTS
    desk.clock.advance(7 * 24 * 3600)
    assert of_week(desk, MONDAY, Role.CONSULTATION) == kept, "a week that ended is told to whoever reads reports"
    assert keep(desk, "", 1).text == ""


def test_only_coordination_writes_them(desk: Desk) -> None:
    for role in (Role.CONSULTATION, Role.RECEPTION):
        assert refused(desk, summaries.keep_note, KeepWeekNote(TODAY, SAID), role) is Code.FORBIDDEN


def test_notes_that_were_not_seen_are_not_written_over(desk: Desk) -> None:
    keep(desk)
    assert refused(desk, summaries.keep_note, KeepWeekNote(TODAY, "Otras")) is Code.CONFLICT
    assert keep(desk, SAID, 0).version == 1, "the same notes once more change nothing"
    assert keep(desk, "Otras", 1).version == 2
    assert refused(desk, summaries.keep_note, KeepWeekNote(TODAY, "Y otras", 1)) is Code.CONFLICT
    assert of_week(desk).text == "Otras"


def test_they_are_text_of_people_with_an_end_and_of_weeks_that_have_begun(desk: Desk) -> None:
    def code(said: str, day: date = TODAY) -> Any:
        return refused(desk, summaries.keep_note, KeepWeekNote(day, said))

    assert code("x" * (LONGEST_WEEK_NOTE + 1)) is Code.TOO_LONG
    assert code("mala \ud800") is Code.BAD_TEXT
    assert code(SAID, MONDAY + timedelta(days=7)) is Code.DATE_IN_FUTURE
    assert keep(desk, " uno\x00\n\nn\u0303 ").text == "uno\n\nñ"


def test_the_audit_tells_which_week_and_nothing_of_what_was_said(desk: Desk) -> None:
    keep(desk)
    keep(desk)
    with desk.base.begin() as work:
        (row,) = work.connection.execute(text("SELECT * FROM audit WHERE action = 'week.note'")).mappings()
        assert (row["record"], row["fields"]) == (f"week:{MONDAY}", "text")
        assert "kits" not in " ".join(map(str, row.values()))
        assert work.connection.execute(text("SELECT count(*) FROM audit_reason")).scalar_one() == 0
