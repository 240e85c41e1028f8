"""A desk of the first morning: nothing was recorded, and every part of «Informes» prints and saves all the same."""

from pathlib import Path

import pytest

from casa_desktop.domain.access import Role
from casa_desktop.ui import hotkeys, paper
from casa_desktop.ui.rows import RowsTable
from casa_desktop.ui.statistics.parts import PARTS
from tests.ui.statistics.conftest import Window

LISTS = {"projects": "projects_table", "donors": "outgoing_table"}
"""Where a part holds several papers, each of which is a line of a list."""
KEPT = {"figures", "publications"}
"""Parts that print what was typed or published, and so have no paper yet."""


@pytest.mark.parametrize("part", [spec.part_id for spec in PARTS])
def test_a_part_without_anything_to_show_prints_and_saves(
    window: Window, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, part: str
) -> None:
    for way in ("print_pdf", "print_now"):
        monkeypatch.setattr(paper, way, lambda *_: True)
    window.sit(Role.COORDINATION)
    window.go(part)
    shown, out = window.whole.part(part), tmp_path / "out"
    out.mkdir()
    papers = list[str]()
    if part in LISTS:
        several: RowsTable = window.child(LISTS[part])
        papers = [row.key for row in several.rows()]
        assert len(papers) >= 3
    for of in papers or [""]:
        if of:
            several.select(of)
            window.settle()
        for ending in ("pdf", "xlsx", "csv", "png", "svg"):
            window.prompts.answers = [str(out / f"{of}.{ending}")]
            window.press(hotkeys.SAVE_FILE)
        assert part in KEPT or any(each.stat().st_size for each in out.glob(f"{of}.*")), of
        window.press(hotkeys.PAPER)
    assert shown.isVisible()
    assert not window.prompts.errors  # and where the program met what it did not expect, the fixture fails the test
