"""The line of time on a person's page, driven by keys: what happened, narrowed, opened where it lives, and printed."""

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader
from PySide6.QtWidgets import QApplication, QPushButton, QScrollArea

from casa_desktop.domain.access import Role
from casa_desktop.domain.documents import Document
from casa_desktop.domain.ids import new_id
from casa_desktop.domain.persons import Channel, NewConsent, Numbers, Purpose
from casa_desktop.domain.timeline import SHOWN
from casa_desktop.domain.transfers import Plan, Step, Traveller
from casa_desktop.domain.visits import Guidance, NewService, RecordVisit
from casa_desktop.services import consents, people, transfers, visits
from casa_desktop.services.people import EditPerson, ReservePerson
from casa_desktop.texts import ui_timeline as texts
from casa_desktop.ui import paper
from casa_desktop.ui.people.page import PeoplePage
from casa_desktop.ui.theme import Theme
from tests.services.desk import TODAY
from tests.services.referring import plan, refer
from tests.services.stores import make_store
from tests.services.test_workshops import arrival, come, planned
from tests.ui.looking import cut, unnamed
from tests.ui.people.conftest import Room


@pytest.fixture
def maria(room: Room) -> str:
    return room.register("María Núñez", "12345678")


def days(many: int) -> date:
    return TODAY - timedelta(days=many)


def attend(room: Room, person: str, day: date) -> str:
    service = NewService(new_id(), "ORI", Guidance(("PPT",)))
    command = RecordVisit(new_id(), day, "TRANSITO", (service,), person_uuid=person)
    room.on_db(lambda: room.desk.runner(Role.RECEPTION).run(visits.record, command))
    return command.uuid


def run(room: Room, verb: Any, command: Any, role: Role = Role.RECEPTION) -> Any:
    return room.on_db(lambda: room.desk.runner(role).run(verb, command).result)


def opened(room: Room, person: str, *roles: Role) -> PeoplePage:
    page = room.sit(*(roles or (Role.COORDINATION,)))
    page.open_target(person)
    room.settle()
    return page


def told(room: Room) -> list[str]:
    return [row.cells[1] for row in room.child("timeline_table").rows()]


@pytest.fixture
def life(room: Room, maria: str) -> dict[str, str]:
    """María with something of every feature; gives where each lives."""
    found = {"visit": attend(room, maria, days(9))}
    luis = room.register("Luis Rojas", household=room.read(maria).household_uuid)
    store = room.on_db(lambda: make_store(room.desk))
    room.on_db(lambda: store.donate("Kit de aseo", 5))
    found["delivery"] = room.on_db(lambda: store.deliver([maria, luis], ("Kit de aseo", 1), day=days(8))).uuid
    found["referral"] = room.on_db(lambda: refer(room.desk, maria, days(7))).row.uuid
    going = Plan(municipality="52356", reason="REUNIFICACION", profile="TRANSITO")
    asked = transfers.RequestTransfer(new_id(), going, (Traveller(maria), Traveller(luis)))
    found["transfer"] = run(room, transfers.request, asked).uuid
    workshop = room.on_db(lambda: planned(room.desk, days(5)))
    room.on_db(lambda: come(room.desk, workshop, arrival(maria)))
    found |= {"workshop": workshop.uuid, "luis": luis}
    found["follow_up"] = room.on_db(lambda: plan(room.desk, maria, TODAY, reason="Llamar")).uuid
    consent = NewConsent(new_id(), Purpose.DATA, Channel.SIGNATURE, days(9), "2026-1", folio="114-7")
    run(room, consents.record, consents.RecordConsent(maria, consent))
    return found


def test_each_line_opens_where_its_record_lives(room: Room, maria: str, life: dict[str, str]) -> None:
    page = opened(room, maria)
    room.press("Ctrl+H")
    assert room.focused() == "timeline_table"
    wanted = {
        "Orientación": ("today", life["visit"]),
        "Entrega E-000001 · Kit de aseo ×1": ("aid", f"delivery:{life['delivery']}:{maria}"),
        "Remisión R-000001-R · Personería": ("referrals", life["referral"]),
        "Traslado T-000001 · Ipiales · 2 personas": ("transfers", life["transfer"]),
        "Taller · Cuidado en el embarazo": ("workshops", life["workshop"]),
        "Seguimiento · Llamar": ("followups", f"follow_up:{life['follow_up']}:2026-03-10"),
    }
    assert set(wanted) < set(told(room))
    for row in room.child("timeline_table").rows():
        if row.cells[1] in wanted:
            page.panel.line.table.select(row.key)
            room.press("Return", "timeline_table")
            assert room.went[-1] == wanted[row.cells[1]]


def test_the_arrows_narrow_the_line_and_come_round(room: Room, maria: str, life: dict[str, str]) -> None:
    opened(room, maria)
    everything = told(room)
    room.press("Ctrl+H")
    seen: list[str] = []
    for _ in texts.GROUPS:
        room.press("Right")
        assert told(room)
        seen += told(room)
    room.press("Right")
    assert told(room) == everything
    assert sorted(seen) == sorted(each for each in everything if "Registro y atención" not in each)
    room.press("Left")
    assert told(room) == ["En familia con Luis Rojas"]
    room.press("Return", "timeline_table")
    assert room.text("person_name") == "Luis Rojas"
    assert len(told(room)) > 1, "another person begins with everything"


def test_an_authorisation_leads_to_its_place_on_the_page(room: Room, maria: str, life: dict[str, str]) -> None:
    page = opened(room, maria)
    key = next(row.key for row in room.child("timeline_table").rows() if "Registro y atención" in row.cells[1])
    page.panel.line.table.select(key)
    room.press("Return", "timeline_table")
    assert room.focused() == "add_consent_button"


def test_a_role_is_offered_no_filter_that_it_could_never_fill(room: Room, maria: str, life: dict[str, str]) -> None:
    page = opened(room, maria, Role.RCF)
    offered = {chip.text() for chip in page.panel.line.chips.findChildren(QPushButton)}
    assert {"Ayudas", "Traslados", "Talleres"}.isdisjoint(offered)
    assert not any("Entrega" in each or "Traslado T" in each for each in told(room))


def test_what_is_open_says_how_long_and_goes_when_it_is_done(room: Room, maria: str, life: dict[str, str]) -> None:
    room.desk.clock.instant += timedelta(days=3)
    page = opened(room, maria)
    found = [each for each in page.findChildren(QPushButton, "pending_link") if each.isVisible()]
    assert [each.text() for each in found] == [
        "mar 10/03/2026 · Llamar · Prueba de recepcion · Vencido: 3 días",
        "Remisión R-000001-R · Personería · hace 10 días",
        "Traslado T-000001 · Ipiales · 2 personas · solicitado hace 3 días",
    ]
    found[2].setFocus()
    room.press("Return")
    assert room.went[-1] == ("transfers", life["transfer"])
    step = transfers.TakeStep(new_id(), life["transfer"], 1, Step.CANCELLED, TODAY, "Se quedan")
    run(room, transfers.take_step, step)
    page.session.hub.publish(frozenset({("transfer", life["transfer"])}))
    room.settle()
    assert len([each for each in page.findChildren(QPushButton, "pending_link") if each.isVisible()]) == 2


def test_more_than_fits_is_asked_for(room: Room, maria: str) -> None:
    for at in range(SHOWN + 2):
        attend(room, maria, days(at))
    opened(room, maria)
    assert len(told(room)) == SHOWN
    room.press("Ctrl+H")
    room.press("Alt+M")
    assert len(told(room)) == SHOWN + 2
    assert not room.child("timeline_part").findChild(QPushButton, "timeline_more_button").isVisible()


def test_a_document_says_how_long_it_holds(room: Room, maria: str) -> None:
    soon = Document(new_id(), "PA", "AB123", expires_on=TODAY + timedelta(days=20))
    gone = Document(new_id(), "PT", "5551234", expires_on=TODAY - timedelta(days=1))
    before = room.read(maria)
    run(room, people.edit, EditPerson(maria, before.version, before.details, Numbers((soon, gone))))
    shown = opened(room, maria).panel
    words = [label.text() for label in shown.findChildren(type(room.child("person_about"))) if label.isVisible()]
    assert "vence en 20 días" in words
    assert "vencido hace 1 día" in words


def test_the_summary_is_saved_and_its_making_is_entered(
    room: Room, maria: str, life: dict[str, str], tmp_path: Path
) -> None:
    opened(room, maria)
    room.press("Ctrl+Shift+S")
    assert "person.print" not in room.audited(), "who gives up at the file has printed nothing"
    room.prompts.answers = [tmp_path / "resumen.pdf"]
    room.press("Ctrl+Shift+S")
    said = PdfReader(tmp_path / "resumen.pdf").pages[0].extract_text()
    assert "María Núñez · P-000001" in said
    assert "12345678" not in said
    assert room.audited().count("person.print") == 1


def test_the_summary_of_a_reserved_contact_goes_to_the_printer_without_a_name(
    room: Room, maria: str, life: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    before = room.read(maria)
    run(room, people.reserve, ReservePerson(maria, before.version, reserved=True), Role.COORDINATION)
    printed: list[tuple[bytes, str]] = []

    def take(_owner: object, data: bytes, title: str) -> bool:
        printed.append((data, title))
        return True

    monkeypatch.setattr(paper, "print_pdf", take)
    opened(room, maria, Role.COORDINATION)
    room.press("Ctrl+P")
    ((data, title),) = printed
    assert title == "Resumen P-000001"
    assert b"/Type /Page" in data
    (tmp := room.desk.folder / "hoja.pdf").write_bytes(data)
    said = PdfReader(tmp).pages[0].extract_text()
    assert "P-000001" in said
    assert not [word for word in ("María", "Núñez", "Luis", "Ipiales", "Personería") if word in said]
    assert room.prompts.said[-1] == texts.PRINTED


def test_nothing_of_the_line_stays_when_the_page_is_closed_down(room: Room, maria: str, life: dict[str, str]) -> None:
    page = opened(room, maria)
    page.close_down()
    room.settle()
    assert page.panel.line.table.rows() == ()
    assert page.panel.line.group is None
    assert not [each for each in page.findChildren(QPushButton, "pending_link") if each.isVisible()]


@pytest.mark.parametrize("scale", [100, 150, 200])
def test_nothing_of_the_page_is_cut_at_any_text_size(
    room: Room, maria: str, life: dict[str, str], scale: int, qapp: QApplication
) -> None:
    theme = Theme(qapp)
    theme.apply("light", scale)
    try:
        reason = "Preguntar si ya le dieron la cita del colegio de los tres niños y si sigue en la misma dirección"
        room.on_db(lambda: plan(room.desk, maria, TODAY, reason=reason))
        page = opened(room, maria)
        panel = page.panel
        scroll = page.findChild(QScrollArea, "panel_scroll")
        assert isinstance(scroll, QScrollArea)
        assert panel.width() <= scroll.viewport().width(), "nothing goes over the right edge"
        assert not cut(panel)
        assert not unnamed(panel)
    finally:
        theme.apply("light", 100)
