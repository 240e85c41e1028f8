"""Photos of documents: a real bar code, made by the library and read back from a picture, and our cards from paper."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
import zxingcpp
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QImage, QPainter, QTransform

from casa_desktop.domain.access import Role
from casa_desktop.domain.errors import CasaError, Code
from casa_desktop.domain.scanning import Card, card_of, recognise
from casa_desktop.reports import card_pdf
from casa_desktop.reports.card_pdf import CardSheet
from casa_desktop.ui.people.form import PersonForm
from casa_desktop.ui.people.picker import PersonPicker
from casa_desktop.ui.scanning.photo import PHOTO_KEY, read_photo
from casa_desktop.ui.tasks import Watch
from tests.domain.documents_in import Papers, bar_code
from tests.services.desk import TODAY
from tests.ui.people.conftest import Room


def photo(folder: Path, text: str, turned: float = 0, *, ending: str = "jpg", size: float = 1.0) -> Path:
    """A picture of a bar code on a grey table, as a telephone takes it."""
    kind = zxingcpp.BarcodeFormat.PDF417 if len(text) > 90 else zxingcpp.BarcodeFormat.QRCode
    made: Any = zxingcpp.create_barcode(text, kind).to_image(scale=4)
    modules = memoryview(made)
    height, width = modules.shape or (0, 0)
    code = QImage(bytes(modules), width, height, width, QImage.Format.Format_Grayscale8)
    turn = QTransform().rotate(turned).scale(size, size)
    code = code.convertToFormat(QImage.Format.Format_ARGB32).transformed(
        turn, Qt.TransformationMode.SmoothTransformation
    )
    table = QImage(code.width() + 160, code.height() + 120, QImage.Format.Format_RGB32)
    table.fill(QColor(205, 200, 190))
    painter = QPainter(table)
    painter.drawImage(80, 60, code)
    painter.end()
    path = folder / f"documento.{ending}"
    assert table.save(str(path))
    return path


@pytest.mark.parametrize(("turned", "ending"), [(0, "png"), (1.5, "jpg"), (90, "jpg"), (180, "png"), (7, "jpg")])
def test_a_cedula_is_read_from_a_photo_to_the_last_byte(tmp_path: Path, turned: float, ending: str) -> None:
    scan = read_photo(photo(tmp_path, bar_code(), turned, ending=ending), TODAY, Watch())
    assert scan == recognise(bar_code(), TODAY)
    assert scan.problems == ()


def test_our_cards_are_read_back_from_the_paper(tmp_path: Path) -> None:
    path = tmp_path / "tarjetas.pdf"
    for sheet in CardSheet:
        path.write_bytes(card_pdf.render([Card(card_of("P-000123"), "Ana")], sheet, datetime(2026, 1, 2, tzinfo=UTC)))
        assert read_photo(path, TODAY, Watch()).code == "P-000123"


def test_what_cannot_be_read_says_so(tmp_path: Path) -> None:
    def refused(path: Path) -> Code:
        with pytest.raises(CasaError) as error:
            read_photo(path, TODAY, Watch())
        return error.value.code

    blank = QImage(640, 480, QImage.Format.Format_RGB32)
    blank.fill(Qt.GlobalColor.white)
    blank.save(str(tmp_path / "nada.png"))
    assert refused(tmp_path / "nada.png") is Code.NO_CODE_IN_PICTURE
    assert refused(photo(tmp_path, "https://example.invalid/menu")) is Code.CODE_NOT_OURS
    for name, data in (("malo.jpg", b"nothing"), ("malo.pdf", b"%PDF-1.7 nothing"), ("vacio.png", b"")):
        (tmp_path / name).write_bytes(data)
        assert refused(tmp_path / name) is Code.FILE_NOT_UNDERSTOOD
    assert refused(tmp_path / "no.png") is Code.CANNOT_READ
    stopped = Watch()
    stopped.cancel()
    with pytest.raises(CasaError) as error:
        read_photo(photo(tmp_path, bar_code()), TODAY, stopped)
    assert error.value.code is Code.CANCELLED


def test_the_key_reads_a_photo_into_the_form_once_it_is_switched_on(room: Room, tmp_path: Path) -> None:
    page = room.sit(Role.RECEPTION)
    page.register()
    room.settle()
    path = photo(tmp_path, bar_code())
    room.prompts.answers.append(path)
    before = sorted(each.name for each in room.desk.folder.iterdir())
    room.press(PHOTO_KEY)
    assert room.prompts.answers == [path], "silent until somebody wants it"
    page.session.change_settings(readers=True)
    before = sorted({*before, "ajustes.toml"})
    assert room.child("photo_button").isVisible()
    room.press(PHOTO_KEY)
    form = page.desk.form
    assert isinstance(form, PersonForm)
    assert form.values()["first_surname"] == "Peña"
    assert sorted(each.name for each in room.desk.folder.iterdir()) == before, "the picture is nowhere"
    page.desk.close_form()


def test_the_key_reads_a_photo_in_the_search_box(room: Room, tmp_path: Path) -> None:
    ana = room.register("Ana Rojas", "12345678")
    session = room.session(Role.RECEPTION)
    session.change_settings(readers=True)
    picker = PersonPicker(session)
    chosen: list[str] = []
    picker.person_chosen.connect(chosen.append)
    room.show(picker, 640, 400)
    picker.focus_first()
    room.prompts.answers.append(photo(tmp_path, card_of(room.read(ana).code)))
    room.press(PHOTO_KEY)
    assert chosen == [ana]
    room.prompts.answers.append(photo(tmp_path, Papers(number="12345678").td3()))
    room.press(PHOTO_KEY)
    assert chosen == [ana, ana]
