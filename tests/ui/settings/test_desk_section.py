"""«La mesa» by the keyboard: what is saved heads the reports, and the sheet beside the form shows it."""

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QByteArray
from PySide6.QtGui import QColor, QImage, QImageWriter

from casa_desktop.domain.access import Role
from casa_desktop.services import desk as desks
from casa_desktop.services.desk import DeskProfile, DeskQuery
from casa_desktop.texts import ui_settings as texts
from casa_desktop.ui.settings.desk import DeskSection
from casa_desktop.ui.settings.logo import LARGEST, read_picture
from tests.ui.settings.conftest import Window
from tests.ui.waiting import until


@pytest.fixture
def section(window: Window) -> DeskSection:
    window.sit(Role.COORDINATION)
    found: DeskSection = window.open("desk")
    return found


def stored(window: Window) -> DeskProfile:
    runner = window.desk.runner(Role.COORDINATION)
    return window.on_db(lambda: runner.run(desks.profile, DeskQuery()).result)


def picture(path: Path, kind: bytes = b"png", width: int = 600, height: int = 200) -> Path:
    image = QImage(width, height, QImage.Format.Format_RGB32)
    image.fill(QColor("#c8102e"))
    image.setText("Comment", "donde vive alguien")
    assert QImageWriter(str(path), QByteArray(kind)).write(image)
    return path


def test_the_profile_is_saved_by_keys_and_heads_the_reports(window: Window, section: DeskSection) -> None:
    window.type("name_edit", "C.A.S.A. Bucaramanga")
    window.press("Return")
    window.type("municipality_edit", "floridab")
    window.press("Return")
    assert window.child("margin_edit").hasFocus()
    window.type("margin_edit", "40")
    window.type("organisation_edit", "Cruz Roja Colombiana, Seccional Santander")
    window.type("prepared_by_edit", "Marisol Ñáñez")
    window.press("Space", "show_signatures_check")
    window.press("Ctrl+Return")
    assert window.prompts.said == [texts.DESK_SAVED]
    saved = stored(window)
    assert (saved.name, saved.municipality, saved.municipality_name) == (
        "C.A.S.A. Bucaramanga",
        "68276",
        "Floridablanca",
    )
    head = saved.letterhead()
    assert (head.top_margin_mm, head.prepared_by, head.show_signatures) == (40.0, "Marisol Ñáñez", True)
    assert not section.form.dirty


def test_the_authorisation_is_pasted_in_with_its_version(window: Window, section: DeskSection) -> None:
    window.type("name_edit", "Mesa")
    window.type("consent_text_edit", "Autorizo.")
    window.press("Ctrl+Return", "consent_text_edit")
    assert section.form.field("consent_version").problem_text
    window.type("consent_version_edit", "2026-1")
    window.press("Ctrl+Return", "consent_version_edit")
    assert (stored(window).consent_text, stored(window).consent_version) == ("Autorizo.", "2026-1")


def test_the_sheet_is_drawn_and_follows_what_is_typed(window: Window, section: DeskSection) -> None:
    until(lambda: section.preview.shown)
    before = section.preview.grab().toImage()
    window.type("organisation_edit", "OTRA ORGANIZACIÓN CON NOMBRE LARGO")
    until(lambda: section.preview.grab().toImage() != before)
    assert stored(window).organisation == "", "looking writes nothing"


def test_a_logo_is_chosen_seen_and_taken_away(window: Window, section: DeskSection, tmp_path: Path) -> None:
    window.type("name_edit", "Mesa")
    window.prompts.answers.append(picture(tmp_path / "logo.png"))
    window.press("Space", "logo_edit_choose")
    window.press("Ctrl+Return", "name_edit")
    logo = stored(window).logo
    assert logo is not None
    assert b"donde vive alguien" not in logo
    assert QImage.fromData(logo).size().width() == 600
    window.press("Space", "logo_edit_remove")
    window.press("Ctrl+Return", "name_edit")
    assert stored(window).logo is None


def test_a_picture_of_a_phone_becomes_a_small_png(tmp_path: Path) -> None:
    logo = read_picture(picture(tmp_path / "foto.jpg", b"jpeg", 4000, 3000))
    assert logo is not None
    image = QImage.fromData(logo)
    assert image.width() <= LARGEST.width()
    assert image.height() <= LARGEST.height()
    assert logo.startswith(b"\x89PNG")


BITMAP = bytes.fromhex("424d1e000000000000001a0000000c00000001000100010018000000ff00")
"""One red pixel that Qt can read, in a format that no paper of ours can print."""


def test_the_bitmap_is_a_picture_for_qt(tmp_path: Path) -> None:
    (tmp_path / "punto.bmp").write_bytes(BITMAP)
    assert not QImage(str(tmp_path / "punto.bmp")).isNull()


@pytest.mark.parametrize(
    "content", [BITMAP, b"", b"no es una imagen", b"<svg xmlns='http://www.w3.org/2000/svg'/>", b"\x89PNG\r\n"]
)
def test_what_is_no_picture_is_said_and_the_old_logo_stays(
    window: Window, section: DeskSection, tmp_path: Path, content: bytes
) -> None:
    window.prompts.answers.append(picture(tmp_path / "logo.png"))
    window.press("Space", "logo_edit_choose")
    kept = section.form.field("logo").value()
    bad = tmp_path / "mala.png"
    bad.write_bytes(content)
    window.prompts.answers.append(bad)
    window.press("Space", "logo_edit_choose")
    window.press("Ctrl+Return", "name_edit")
    assert section.form.field("logo").problem_text
    assert section.form.field("logo").value() == kept


def test_a_field_that_is_wrong_says_so_and_nothing_is_saved(window: Window, section: DeskSection) -> None:
    window.type("name_edit", " ")
    window.type("margin_edit", "200")
    window.press("Ctrl+Return", "name_edit")
    assert section.form.field("name").problem_text
    window.type("name_edit", "Mesa")
    window.press("Ctrl+Return", "name_edit")
    assert section.form.field("top_margin_mm").problem_text
    assert stored(window).version == 0


def test_a_change_made_meanwhile_is_told_and_keeps_what_was_typed(window: Window, section: DeskSection) -> None:
    window.type("name_edit", "Lo que escribo yo")
    other = window.desk.runner(Role.ADMINISTRATION)
    window.on_db(lambda: other.run(desks.save_profile, replace(DeskProfile("Lo de otra"), version=0)))
    window.press("Ctrl+Return", "name_edit")
    assert section.form.banner.text
    assert stored(window).name == "Lo de otra"
    window.press("Ctrl+Return", "name_edit")
    assert stored(window).name == "Lo que escribo yo"


def test_news_from_elsewhere_never_write_over_what_is_being_typed(window: Window, section: DeskSection) -> None:
    window.type("name_edit", "A medio escribir")
    other = window.desk.runner(Role.ADMINISTRATION)
    window.on_db(lambda: other.run(desks.save_profile, DeskProfile("Lo de otra")))
    window.session.hub.publish(frozenset({("desk", "desk")}))
    window.settle()
    assert section.form.values()["name"] == "A medio escribir"


def test_a_draft_comes_back_and_still_conflicts_with_a_change(window: Window, section: DeskSection) -> None:
    window.type("name_edit", "A medio escribir")
    draft = window.page.draft()
    assert draft is not None
    other = window.desk.runner(Role.ADMINISTRATION)
    window.on_db(lambda: other.run(desks.save_profile, replace(DeskProfile("Lo de otra"), version=0)))
    window.sit(Role.COORDINATION).restore(draft)
    window.settle()
    again = window.page.section()
    assert isinstance(again, DeskSection)
    assert again.form.values()["name"] == "A medio escribir"
    window.press("Ctrl+Return", "name_edit")
    assert again.form.banner.text
    assert stored(window).name == "Lo de otra"
