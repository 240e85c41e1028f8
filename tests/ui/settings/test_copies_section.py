"""«Copias de seguridad» by the keyboard: made, carried, tried out, cancelled, and honest about where they lie."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from tempfile import mkdtemp

import pytest
from PySide6.QtWidgets import QLabel

from casa_desktop.domain.access import Role
from casa_desktop.domain.errors import Code
from casa_desktop.services import copies
from casa_desktop.services.copies import CopyQuery
from casa_desktop.storage import container
from casa_desktop.storage.profile import COPIES
from casa_desktop.texts import ui_settings as texts
from casa_desktop.ui.copies.section import CopiesSection
from tests.ui.keys import press
from tests.ui.settings.conftest import Window


@pytest.fixture
def section(window: Window) -> CopiesSection:
    window.sit(Role.ADMINISTRATION)
    found: CopiesSection = window.open("copies")
    return found


@pytest.fixture
def other_drive() -> Iterator[Path]:
    """A folder on another drive than the profile, where this machine has one."""
    memory = Path("/dev/shm")
    if not os.access(memory, os.W_OK):
        pytest.skip("no second drive here")
    path = Path(mkdtemp(dir=memory))
    yield path
    shutil.rmtree(path)


def said(section: CopiesSection, name: str) -> str:
    label = section.findChild(QLabel, name)
    assert label is not None
    return label.text() if not label.isHidden() else ""


def column(section: CopiesSection, at: int) -> list[str]:
    return [row.cells[at] for row in section.table.rows()]


def test_a_copy_is_made_and_tried_out_by_keys(window: Window, section: CopiesSection) -> None:
    window.press("Ctrl+N")
    made = list((window.desk.folder / COPIES).iterdir())
    assert len(made) == 1
    assert container.verify(made[0]).base_id == window.desk.base.base_id
    assert column(section, 4) == [texts.COPY_UNTESTED]
    window.press("Return", "copies_table")
    assert column(section, 4) == [texts.COPY_SOUND]
    assert window.prompts.said == [texts.copied(made[0].name, False), texts.rehearsed_well(made[0].name)]
    assert texts.last_rehearsal(window.desk.clock.today(), window.desk.clock.today()) in section.banner.text
    assert list((window.desk.folder / COPIES).iterdir()) == made, "the rehearsal leaves nothing"


def test_the_copy_carried_to_another_drive_calms_the_banner(
    window: Window, section: CopiesSection, other_drive: Path
) -> None:
    today = window.desk.clock.today()
    window.prompts.answers.append(other_drive)
    window.press("Space", "folder_button")
    assert said(section, "folder_label") == str(other_drive)
    assert said(section, "folder_hint") == ""
    window.press("Ctrl+N")
    assert column(section, 1) == [texts.COPY_HERE, texts.COPY_OUTSIDE]
    assert len(list(other_drive.glob("*.casa"))) == 1
    assert window.session.settings.last_copy_outside == today
    assert texts.last_outside(today, today) in section.banner.text


def test_a_folder_on_the_same_drive_is_used_and_does_not_count(
    window: Window, section: CopiesSection, tmp_path: Path
) -> None:
    folder = tmp_path / "otra carpeta"
    folder.mkdir()
    window.prompts.answers.append(folder)
    window.press("Space", "folder_button")
    assert said(section, "folder_hint") == texts.COPY_FOLDER_SAME
    window.press("Ctrl+N")
    assert len(list(folder.iterdir())) == 1
    assert window.session.settings.last_copy_outside is None


def test_a_stick_that_is_away_is_said_and_the_copy_stays_here(
    window: Window, section: CopiesSection, tmp_path: Path
) -> None:
    window.session.change_settings(copy_folder=str(tmp_path / "desenchufada"))
    window.settle()
    assert said(section, "folder_hint") == texts.COPY_FOLDER_AWAY
    window.press("Ctrl+N")
    assert window.prompts.said == [texts.COPY_NOT_CARRIED]
    assert column(section, 1) == [texts.COPY_HERE]
    window.press("Space", "forget_button")
    assert window.session.settings.copy_folder == ""


def test_what_the_banner_over_every_page_says_is_not_said_twice(window: Window, section: CopiesSection) -> None:
    today = window.desk.clock.today()
    assert section.banner.text == f"{texts.last_outside(None, today)}\n{texts.last_rehearsal(None, today)}"
    window.desk.clock.advance(7 * 86_400)
    section.refresh()
    window.settle()
    assert section.banner.text == texts.last_rehearsal(None, today)


def test_escape_stops_a_copy_and_nothing_half_made_is_left(window: Window, section: CopiesSection) -> None:
    section.make()
    press(window.child("stop_button"), "Escape")
    window.settle()
    assert list((window.desk.folder / COPIES).glob("*")) == []
    assert not section.findChild(type(window.page), "busy_card")
    assert window.prompts.errors == []
    window.press("Ctrl+N")
    assert len(section.table.rows()) == 1


def test_a_damaged_copy_is_told_and_marked(window: Window, section: CopiesSection) -> None:
    window.press("Ctrl+N")
    (copy,) = (window.desk.folder / COPIES).iterdir()
    whole = bytearray(copy.read_bytes())
    whole[container.read_manifest(copy).sizes["casa.db"] // 2] ^= 1
    copy.write_bytes(bytes(whole))
    window.press("Return", "copies_table")
    assert [error.code for error in window.prompts.errors] == [Code.COPY_DAMAGED]
    assert column(section, 4) == [texts.COPY_BROKEN]
    admin = window.desk.runner(Role.ADMINISTRATION)
    state = window.on_db(lambda: admin.run(copies.state, CopyQuery()).result)
    assert state.rehearsed is None


def test_while_a_copy_runs_leaving_is_asked(window: Window, section: CopiesSection) -> None:
    assert window.page.can_leave()
    section.make()
    assert not window.page.can_leave()
    window.prompts.answers.append(True)
    assert window.page.can_leave()
    window.settle()
    assert window.page.can_leave()


@pytest.mark.parametrize("role", [Role.RECEPTION, Role.PSYCHOLOGY, Role.CONSULTATION])
def test_other_roles_do_not_see_the_part(window: Window, role: Role) -> None:
    assert "copies" not in window.sit(role).section_ids()
