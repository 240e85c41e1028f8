"""A desk of the first morning: nothing was recorded, and every part of «Informes» prints and saves all the same."""

from pathlib import Path

import pytest

from casa_desktop.domain.access import Role
from casa_desktop.ui import hotkeys, paper
from casa_desktop.ui.prompts import Kinds
from casa_desktop.ui.rows import RowsTable
from casa_desktop.ui.statistics.parts import PARTS
from tests.ui.statistics.conftest import Window

LISTS = {"projects": "projects_table", "donors": "outgoing_table"}
"""Where a part holds several papers, each of which is a line of a list."""
KEPT = {"figures", "publications"}
"""Parts that print what was typed or published, and so have no paper yet."""
BEGINS = {"pdf": (b"%PDF-",), "xlsx": (b"PK",), "png": (b"\x89PNG",), "svg": (b"<?xml", b"<svg")}
"""What a file of that ending begins with; a CSV is text."""


def offered(window: Window, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The endings that whoever saves is offered; nothing is saved."""
    found = list[str]()

    def save_file(_title: str, _suggested: str, kinds: Kinds) -> None:
        found.extend(pattern.removeprefix("*.") for _, pattern in kinds)

    with monkeypatch.context() as asked:
        asked.setattr(window.prompts, "save_file", save_file)
        window.press(hotkeys.SAVE_FILE)
    return found


def is_whole(file: Path) -> bool:
    """Whether a file is of the kind that its name says."""
    data = file.read_bytes()
    if file.suffix == ".csv":
        return bool(data.decode("utf-8-sig").strip()) and b"\0" not in data
    return data.startswith(BEGINS[file.suffix.removeprefix(".")])


@pytest.mark.parametrize("part", [spec.part_id for spec in PARTS])
def test_a_part_without_anything_to_show_prints_and_saves_as_all_that_it_offers(
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
        endings = offered(window, monkeypatch)
        assert bool(endings) is (part not in KEPT), of
        for ending in endings:
            file = out / f"paper.{ending}"
            file.unlink(missing_ok=True)
            window.prompts.answers = [file]
            window.press(hotkeys.SAVE_FILE)
            assert is_whole(file), (of, ending)
        window.press(hotkeys.PAPER)
    assert shown.isVisible()
    assert not window.prompts.errors  # and where the program met what it did not expect, the fixture fails the test
