"""The card of a person or a family, by keys from the person's page."""

from pathlib import Path

import pytest
from pypdf import PdfReader

from casa_desktop.domain.access import Role
from casa_desktop.domain.ids import new_id
from casa_desktop.domain.scanning import card_of
from casa_desktop.texts import ui_scanning as texts
from casa_desktop.ui import hotkeys, paper
from casa_desktop.ui.people.card import CARD_KEY
from casa_desktop.ui.people.page import PeoplePage
from tests.ui.people.conftest import Room


@pytest.fixture
def family(room: Room) -> list[str]:
    home = new_id()
    return [room.register(name, household=home) for name in ("Ana Rojas", "Luis Rojas")]


def sit(room: Room, person: str, *, on: bool = True) -> PeoplePage:
    page = room.sit(Role.RECEPTION)
    if on:
        page.session.change_settings(readers=True)
    page.open_target(person)
    room.settle()
    page.panel.focus_first()
    return page


def shown(page: PeoplePage) -> list[str]:
    """The keys that the help tells."""
    told = page.keys()
    return [key.keys for key in told]


def test_nothing_of_cards_is_there_until_it_is_switched_on(room: Room, family: list[str]) -> None:
    page = sit(room, family[0], on=False)
    room.press(CARD_KEY)
    assert not page.desk.isVisible()
    assert CARD_KEY not in shown(page)
    page.session.change_settings(readers=True)
    room.settle()
    assert room.child("card_button").isVisible()
    assert CARD_KEY in shown(page)


def test_two_keys_print_the_card_and_the_audit_knows(
    room: Room, family: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    printed: list[bytes] = []

    def take(_parent: object, data: bytes, _title: str) -> bool:
        printed.append(data)
        return True

    monkeypatch.setattr(paper, "print_pdf", take)
    page = sit(room, family[0])
    room.press(CARD_KEY)
    assert room.focused() == "print_card_button"
    room.press("Return")
    assert len(printed) == 1
    assert room.prompts.said == [texts.PRINTED]
    assert room.audited().count("person.card") == 1
    assert not page.desk.isVisible(), "back at the person"


def test_the_whole_family_with_names_goes_into_a_file(room: Room, family: list[str], tmp_path: Path) -> None:
    sit(room, family[0])
    room.press(CARD_KEY)
    for chip in ("card_who_chips_family_chip", "card_name_chips_yes_chip", "card_sheet_chips_labels_chip"):
        room.press("Space", chip)
    room.prompts.answers.append(tmp_path / "tarjetas.pdf")
    room.press(hotkeys.SAVE_FILE)
    text = " ".join(page.extract_text() for page in PdfReader(tmp_path / "tarjetas.pdf").pages)
    for uuid in family:
        assert card_of(room.read(uuid).code) in text
    assert "Ana Rojas" in text
    assert "Luis Rojas" in text
    assert room.audited().count("person.card") == 2


def test_escape_leaves_without_a_card(room: Room, family: list[str]) -> None:
    page = sit(room, family[0])
    room.press(CARD_KEY)
    room.press("Escape")
    assert not page.desk.isVisible()
    assert "person.card" not in room.audited()
