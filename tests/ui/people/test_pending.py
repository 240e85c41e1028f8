"""What is pending for somebody, on their page, and the keys that begin a referral or a follow-up."""

from datetime import timedelta

import pytest
from PySide6.QtWidgets import QPushButton

from casa_desktop.domain.access import Role
from tests.services.desk import TODAY
from tests.services.referring import plan, refer
from tests.ui.people.conftest import Room


@pytest.fixture
def maria(room: Room) -> str:
    return room.register("María Núñez")


def links(room: Room) -> list[str]:
    assert room.shown is not None
    found = room.shown.findChildren(QPushButton, "pending_link")
    return [each.text() for each in found if each.isVisible()]


def test_open_ones_lead_to_their_pages(room: Room, maria: str) -> None:
    made = room.on_db(lambda: refer(room.desk, maria, TODAY - timedelta(days=12)))
    row = room.on_db(lambda: plan(room.desk, maria, TODAY, reason="Llamar"))
    room.on_db(lambda: plan(room.desk, maria, TODAY, Role.PSYCHOLOGY, reason="Sesión", private=True))
    page = room.sit(Role.RECEPTION)
    page.open_target(maria)
    room.settle()
    assert links(room) == [
        "mar 10/03/2026 · Llamar · Prueba de recepcion",
        f"Remisión {made.row.code} · Personería · hace 12 días",
    ]
    for link in page.findChildren(QPushButton, "pending_link"):
        if link.isVisible():
            link.click()
    assert room.went == [("followups", f"follow_up:{row.uuid}:2026-03-10"), ("referrals", made.row.uuid)]


def test_keys_begin_a_referral_and_a_follow_up(room: Room, maria: str) -> None:
    page = room.sit(Role.RECEPTION)
    page.open_target(maria)
    room.settle()
    assert links(room) == []
    room.press("Ctrl+R")
    room.press("Ctrl+G")
    assert room.went == [("referrals", f"person:{maria}"), ("followups", f"person:{maria}")]
