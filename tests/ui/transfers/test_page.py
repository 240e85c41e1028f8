"""«Traslados» by the keyboard: asked for, approved, bought, gone, arrived; cancelled; its papers and its drafts."""

from dataclasses import replace
from datetime import timedelta
from functools import partial
from typing import Any

import pytest
from PySide6.QtWidgets import QWidget

from casa_desktop.domain.access import Role
from casa_desktop.domain.periods import Month
from casa_desktop.domain.transfers import Step, TransferDetail, TransferList, Traveller
from casa_desktop.domain.visit_views import VisitRow
from casa_desktop.services import transfers, visits
from casa_desktop.services.transfers import EditTransfer, TransferQuery
from casa_desktop.services.visits import DayQuery
from casa_desktop.texts import dates
from casa_desktop.texts import ui_transfers as texts
from casa_desktop.ui import paper
from casa_desktop.ui.transfers.forms import PlanForm
from casa_desktop.ui.transfers.page import TransfersPage
from tests.services.desk import TODAY
from tests.ui.people.conftest import Room


def sit(room: Room, *roles: Role) -> TransfersPage:
    page = TransfersPage(room.session(*(roles or (Role.RECEPTION,))))
    room.show(page)
    page.focus_first()
    return page


def asked(room: Room) -> int:
    """Asks for a transfer of the Rojas family to Ipiales by keys; gives how many there were beyond what is typed."""
    keys = ["Ctrl+N"]
    room.press("Ctrl+N")
    room.type("ana ro")
    typed: list[tuple[str, str]] = [
        ("", "Return"),  # Ana; the cursor goes on to the destination
        ("ipial", "Return"),
        ("", "Return"),  # no exact place
        ("r", "Return"),  # of two with that letter the one under the cursor
    ]
    for text, key in typed:
        room.type(text)
        room.press(key)
        keys.append(key)
    room.type("17/03/2026")
    for text in ("6 a. m., terminal", "b", "e", "TR-7"):
        room.press("Return")
        keys.append("Return")
        room.type(text)
    room.press("Ctrl+Return")
    return len(keys) + 1


def detail(room: Room) -> TransferDetail:
    """The only transfer, as it stands in the base."""
    runner = room.desk.runner(Role.COORDINATION)
    query = transfers.TransfersQuery(TODAY.replace(month=1, day=1), TODAY.replace(month=12, day=31))
    listed: TransferList = room.on_db(lambda: runner.run(transfers.listed, query).result)
    (row,) = listed.rows
    return room.on_db(lambda: runner.run(transfers.detail, TransferQuery(row.uuid)).result)


def of_today(room: Room) -> tuple[VisitRow, ...]:
    runner = room.desk.runner(Role.COORDINATION)
    return room.on_db(lambda: runner.run(visits.of_day, DayQuery(TODAY)).result)


def bought(room: Room) -> TransfersPage:
    page = sit(room)
    asked(room)
    for _ in range(2):
        room.press("Ctrl+I")
        room.press("Ctrl+Return")
    return page


def test_a_family_asks_travels_and_arrives_by_keys_alone(room: Room, family: tuple[str, ...]) -> None:
    page = sit(room)
    assert asked(room) <= 14
    assert room.prompts.said == [texts.REQUESTED]
    of = detail(room)
    assert [t.person_uuid for t in of.travellers] == list(family)
    assert (of.plan.municipality, of.plan.reason, of.plan.means, of.plan.folio) == (
        "52356",
        "REUNIFICACION",
        "BUS",
        "TR-7",
    )
    assert of_today(room) == ()
    for step in (Step.APPROVED, Step.BOUGHT, Step.TRAVELLED, Step.ARRIVED):
        room.press("Ctrl+I")
        room.press("Ctrl+Return")
        assert detail(room).step is step
    assert {row.person_uuid for row in of_today(room)} == set(family)
    assert page.list.totals.text().startswith("Viajaron 4 personas de 1 familia en 1 traslado")
    assert page.list.table.rows()[0].cells[1:4] == ("Ana Rojas", "4", "Ipiales")


def test_one_who_stays_behind_is_not_counted_and_undoing_takes_everybody_back(
    room: Room, family: tuple[str, ...]
) -> None:
    page = bought(room)
    room.press("Ctrl+I")
    room.type("l")  # Luis stays
    room.press("Ctrl+Return")
    assert {row.person_uuid for row in of_today(room)} == set(family) - {family[2]}
    assert texts.STAYED in everything_said(page)
    assert room.prompts.undo is not None
    room.prompts.undo()
    room.settle()
    assert (of_today(room), detail(room).step) == ((), Step.BOUGHT)


def test_a_cancelled_transfer_needs_its_reason_and_counts_nothing(room: Room, family: tuple[str, ...]) -> None:
    page = bought(room)
    room.press("Ctrl+Del")
    room.press("Ctrl+Return")
    form = page.desk.form
    assert form is not None
    assert form.field("reason").problem_text
    room.type("Consiguieron otro medio")
    room.press("Ctrl+Return")
    assert (detail(room).step, of_today(room)) == (Step.CANCELLED, ())
    assert page.list.totals.text().startswith("Nadie viajó")
    assert page.list.table.rows()[0].cells[4] == texts.STATES[Step.CANCELLED]


def test_a_consent_that_was_never_noted_down_is_said_after_the_journey_too(room: Room, family: tuple[str, ...]) -> None:
    page = sit(room)
    asked(room)
    room.press("Ctrl+E")
    form = page.desk.form
    assert form is not None
    form.field("folio").set_value("")
    room.press("Ctrl+Return")
    for _ in range(3):
        room.press("Ctrl+I")
        room.press("Ctrl+Return")
    assert detail(room).step is Step.TRAVELLED
    assert texts.NO_FOLIO in everything_said(page)


def test_what_is_missing_stands_beside_its_field(room: Room, family: tuple[str, ...]) -> None:
    page = sit(room)
    room.press("Ctrl+N")
    room.press("Ctrl+Return")
    form = page.desk.form
    assert form is not None
    wrong = {field.name for field in form.fields() if field.problem_text}
    assert wrong == {"travellers", "municipality", "reason", "profile"}
    form.field("country").set_value("ECU")
    assert form.field("municipality").isHidden()


def test_a_closed_month_asks_why(room: Room, family: tuple[str, ...]) -> None:
    page = bought(room)

    room.close_month(Month(2026, 2))
    room.press("Ctrl+I")
    form = page.desk.form
    assert form is not None
    assert form.field("reason").isHidden()
    form.field("on").widget.setFocus()
    room.press("Ctrl+A")
    room.type(dates.short_date(TODAY - timedelta(days=12)))
    assert not form.field("reason").isHidden(), "asked as soon as the day is known"
    room.press("Return")
    assert room.focused() == "reason_edit", "Enter goes on to it, though the day is usually the last"
    room.type("Se supo tarde")
    room.press("Ctrl+Return")
    assert detail(room).step is Step.TRAVELLED


def test_filters_show_less_and_say_so(room: Room, family: tuple[str, ...]) -> None:
    page = bought(room)
    page.list.destination.set_value("quito")
    assert page.list.table.rows() == ()
    page.list.destination.set_value("IPI")
    assert len(page.list.table.rows()) == 1
    page.list.state.set_value(str(Step.ARRIVED))
    assert page.list.table.rows() == ()
    page.list.state.set_value("abiertos")
    assert len(page.list.table.rows()) == 1


def test_of_two_who_change_one_plan_the_second_loses_nothing_and_overwrites_nothing(
    room: Room, family: tuple[str, ...]
) -> None:
    page = sit(room)
    asked(room)
    room.press("Ctrl+E")
    room.type("CC-9", "cost_centre_edit")
    of = detail(room)
    other = EditTransfer(
        of.uuid, of.version, replace(of.plan, folio="TR-8"), tuple(Traveller(uuid) for uuid in family[:3])
    )
    room.on_db(lambda: room.desk.runner(Role.COORDINATION).run(transfers.edit, other))
    room.press("Ctrl+Return")
    form = page.desk.form
    assert isinstance(form, PlanForm)
    assert (form.field("folio").value(), form.field("cost_centre").value()) == ("TR-8", "CC-9")
    assert form.banner.text == texts.conflict(())
    room.press("Ctrl+Return")
    after = detail(room)
    assert (after.plan.folio, after.plan.cost_centre, len(after.travellers)) == ("TR-8", "CC-9", 3)


def test_a_draft_comes_back_and_saves_once(room: Room, family: tuple[str, ...]) -> None:
    page = sit(room)
    room.press("Ctrl+N")
    room.type("ana ro")
    room.press("Return")
    room.type("ipial")
    form = page.desk.form
    assert isinstance(form, PlanForm)
    form.field("reason").set_value(("SALUD",))
    form.field("profile").set_value(("TRANSITO",))
    form.travellers.chips.set_value(family[:2])
    draft = page.draft()
    assert draft is not None
    again = sit(room)
    again.restore(draft)
    room.settle()
    room.press("Ctrl+Return")
    assert [t.person_uuid for t in detail(room).travellers] == list(family[:2])


def test_the_manifest_is_looked_at_before_it_is_printed_and_is_audited(
    room: Room, family: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    page = bought(room)
    sent: list[tuple[Any, ...]] = []

    def printed(*what: Any) -> bool:
        sent.append(what)
        return True

    monkeypatch.setattr(paper, "print_now", printed)
    room.press("Ctrl+P")
    assert page.preview is not None
    assert page.preview.isVisible()
    assert page.preview.pages == 1
    assert room.audited()[-1] == "transfer.manifest"
    room.press("Ctrl+P")
    assert len(sent) == 1
    room.press("Escape")
    assert not page.preview.isVisible()
    room.press("Ctrl+Shift+P")
    assert page.preview.pages == 1
    room.press("Escape")


def test_nothing_of_a_person_stays_when_the_page_is_closed_down(room: Room, family: tuple[str, ...]) -> None:
    page = bought(room)
    page.close_down()
    room.settle()
    said = everything_said(page)
    assert "Rojas" not in said
    assert page.list.table.rows() == ()


def test_every_control_says_what_it_is_and_every_key_is_told(room: Room, family: tuple[str, ...]) -> None:
    page = bought(room)
    for act in (page.focus_first, page.begin_new, page.begin_edit, partial(page.begin_step, Step.TRAVELLED)):
        act()
        room.settle()
        for widget in page.findChildren(QWidget):
            if widget.isVisible() and widget.focusPolicy().value and widget.metaObject().className() != "QLineEdit":
                assert widget.accessibleName() or widget.property("text") or widget.focusProxy(), widget.objectName()
    told = [key.keys for key in TransfersPage.keys(page)]
    assert set(told) >= {"Ctrl+N", "Ctrl+I", "Ctrl+E", "Ctrl+P", "Ctrl+Del"}
    assert page.help_text()


def everything_said(page: QWidget) -> str:
    """All words of visible labels and buttons."""
    return "\n".join(
        str(w.property("text")) for w in page.findChildren(QWidget) if w.property("text") and w.isVisible()
    )


def test_a_request_made_by_mistake_is_undone_at_once(room: Room, family: tuple[str, ...]) -> None:
    sit(room)
    asked(room)
    assert room.prompts.undo is not None
    room.prompts.undo()
    room.settle()
    assert detail(room).step is Step.CANCELLED
    assert detail(room).steps[0].reason == texts.UNDO_REASON
