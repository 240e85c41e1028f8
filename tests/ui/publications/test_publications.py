"""A table is published by keys, printed again the same, held against today, and corrected aloud."""

from datetime import date
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader

from casa_desktop.domain.access import Role
from casa_desktop.domain.ids import new_id
from casa_desktop.domain.periods import Month, Period
from casa_desktop.domain.visits import RecordVisit
from casa_desktop.services import months, publishing, visits
from casa_desktop.texts import papers
from casa_desktop.texts import ui_publications as texts
from casa_desktop.ui import hotkeys
from casa_desktop.ui.publications.view import PublicationsPart
from casa_desktop.ui.statistics.parts import PUBLICATIONS
from tests.services.test_statistics import guidance, register
from tests.ui.statistics.conftest import Window, busy, window
from tests.ui.statistics.test_page import show_quarter

__all__ = ["busy", "window"]


@pytest.fixture
def closed(busy: Window) -> Window:
    """January and February closed, and coordination before the published tables."""

    def close() -> None:
        runner = busy.desk.runner(Role.COORDINATION)
        for number in (1, 2):
            runner.run(months.close, months.CloseMonth(Month(2026, number)))

    busy.on_db(close)
    busy.sit(Role.COORDINATION)
    show_quarter(busy)
    busy.go(PUBLICATIONS)
    return busy


def view(window: Window) -> PublicationsPart:
    return window.whole.part_of(PublicationsPart)


def publish(window: Window, *answers: object) -> None:
    window.prompts.answers = list(answers)
    window.press("Ctrl+N")
    window.press("Esc")


def saved(window: Window, path: Path) -> bytes:
    """The paper of the current line, shown and written into a file."""
    window.press("Ctrl+P")
    window.prompts.answers = [path]
    window.press(hotkeys.SAVE_FILE)
    window.press("Esc")
    return path.read_bytes()


def late(window: Window, *days: int) -> None:
    def record() -> None:
        for day in days:
            person = register(window.desk, "Nueva", "Tardía")
            command = RecordVisit(new_id(), date(2026, 1, day), "TRANSITO", (guidance(),), person, reason="llegó tarde")
            window.desk.runner(Role.RECEPTION).run(visits.record, command)

    window.on_db(record)


def text_of(data: bytes) -> str:
    return "\n".join(page.extract_text() for page in PdfReader(BytesIO(data)).pages)


def test_an_empty_list_says_what_publishing_is(closed: Window) -> None:
    assert view(closed)._empty.isVisible()
    assert not view(closed).table.isVisible()
    closed.press("Esc")
    assert closed.page.view.hasFocus()


def test_what_is_published_is_looked_at_at_once_and_says_so_on_paper(closed: Window, tmp_path: Path) -> None:
    closed.prompts.answers = [True]
    closed.press("Ctrl+N")
    preview = view(closed).preview
    assert preview is not None
    assert preview.isVisible()
    assert closed.prompts.said[-1] == texts.PUBLISHED
    closed.press("Esc")
    [line] = view(closed).table.rows()
    paper = text_of(saved(closed, tmp_path / "uno.pdf"))
    assert line.cells[4] in paper, "the first letters of the digest"
    assert "versión 1" in paper
    assert papers.ERRATUM not in paper


def test_the_paper_of_a_year_ago_is_the_same_to_the_byte(closed: Window, tmp_path: Path) -> None:
    publish(closed, True)
    first = saved(closed, tmp_path / "uno.pdf")
    late(closed, 20, 21, 22)
    closed.desk.clock.advance(365 * 24 * 3600)
    assert saved(closed, tmp_path / "dos.pdf") == first


def test_three_late_visits_are_named_and_the_next_version_carries_the_erratum(closed: Window, tmp_path: Path) -> None:
    publish(closed, True)
    closed.press(hotkeys.COUNT)
    assert view(closed).told.text == texts.SAME
    late(closed, 20, 21, 22)
    published = closed.whole.period.period()
    closed.whole.period.set_period(Period(Month(2025, 1), Month(2025, 3)))
    closed.whole.period.focus_first()
    closed.press(hotkeys.COUNT)  # the keys of a part work from the months above it, too
    assert closed.whole.period.period() == published, "what is published next corrects what was compared"
    shown = [row.cells for row in view(closed).differences.rows()]
    assert [(cells[0], cells[2], cells[3], cells[4]) for cells in shown] == [
        ("PERSONAS", "2", "5", "+3"),
        ("ORIENTACION", "2", "5", "+3"),
        ("PERSONAS", "4", "7", ""),
        ("PERSONAS", "3", "6", ""),
    ]
    assert [row.cells[0] for row in view(closed).records.rows()] == ["Se agregó"] * 3
    closed.press("End")
    assert (view(closed).records.rows(), view(closed).hidden.text()) == ((), texts.TOTAL_EXPLAINED)
    closed.press("Ctrl+N")
    assert len(view(closed).table.rows()) == 1, "without a reason nothing is published"
    publish(closed, "Tres planillas llegaron tarde")
    assert [row.cells[1] for row in view(closed).table.rows()] == ["2", "1"]
    paper = text_of(saved(closed, tmp_path / "dos.pdf"))
    assert papers.ERRATUM in paper
    assert "Tres planillas llegaron tarde" in paper
    assert "Total, únicas" in paper


def test_before_anything_is_closed_it_is_told_what_to_do(busy: Window) -> None:
    busy.sit(Role.COORDINATION)
    show_quarter(busy)
    busy.go(PUBLICATIONS)
    publish(busy, True)
    assert [error.code for error in busy.prompts.errors] == ["nothing_closed"]
    assert view(busy).table.rows() == ()


def test_a_table_without_its_paper_is_told_to_who_cannot_make_it(closed: Window) -> None:
    def publish_only() -> None:
        command = publishing.Publish(new_id(), Period(Month(2026, 1), Month(2026, 3)))
        closed.desk.runner(Role.COORDINATION).run(publishing.publish, command)

    closed.on_db(publish_only)
    closed.take_down(closed.whole)
    closed.sit(Role.CONSULTATION)
    closed.go(PUBLICATIONS)
    closed.press("Ctrl+P")
    assert closed.prompts.said == [texts.NO_PAPER_YET]
    assert (view(closed).preview, closed.prompts.errors) == (None, [])
    closed.take_down(closed.whole)
    closed.sit(Role.COORDINATION)
    closed.go(PUBLICATIONS)
    closed.press("Ctrl+P")
    assert view(closed).preview is not None


def test_reception_looks_at_what_changed_and_takes_nothing_out(closed: Window) -> None:
    publish(closed, True)
    closed.take_down(closed.whole)
    closed.sit(Role.RECEPTION)
    closed.go(PUBLICATIONS)
    assert len(view(closed).table.rows()) == 1
    closed.press("Ctrl+N")
    closed.press("Ctrl+P")
    closed.press("Return")
    assert view(closed).preview is None
    assert closed.prompts.said[-1] == texts.NOT_YOURS
    assert closed.prompts.errors == []
    closed.press(hotkeys.COUNT)
    assert view(closed).told.text == texts.SAME
