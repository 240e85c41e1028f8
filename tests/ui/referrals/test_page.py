"""«Remisiones» by keys: made, found by the code of its stub, closed by a letter and Enter, printed and summed up."""

import json
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication

from casa_desktop.domain.access import Role
from casa_desktop.domain.periods import Month
from casa_desktop.domain.referrals import ReferralDetail, ReferralState, Slip
from casa_desktop.services import drafts, referrals
from casa_desktop.services.drafts import DraftQuery, SaveDraft
from casa_desktop.services.referrals import ReferralQuery, ReferralsQuery
from casa_desktop.texts import ui_referrals as texts
from casa_desktop.ui import paper
from casa_desktop.ui.referrals.page import ReferralsPage
from tests.services.desk import TODAY
from tests.services.referring import refer, register
from tests.ui.post import Post

RECEPTION = Role.RECEPTION
Remisiones = Post[ReferralsPage]


@pytest.fixture
def person(post: Remisiones) -> str:
    return post.on_db(lambda: register(post.desk))


def made(post: Remisiones, person: str, days: int = 0, role: Role = RECEPTION, **more: object) -> ReferralDetail:
    return post.on_db(lambda: refer(post.desk, person, TODAY - timedelta(days=days), role, **more))


def again(post: Remisiones, uuid: str) -> ReferralDetail:
    return post.on_db(lambda: post.desk.runner(Role.PSYCHOLOGY).run(referrals.detail, ReferralQuery(uuid)).result)


def shown(page: ReferralsPage) -> list[str]:
    return [row.cells[0] for row in page.list.table.rows()]


def test_a_stub_closes_its_referral(post: Remisiones, person: str) -> None:
    first, second = made(post, person, 20), made(post, person, 3)
    page = post.sit(RECEPTION)
    post.type(second.row.code)
    assert shown(page) == [second.row.code]
    post.press("Return")  # readers end with Enter: it does no harm
    post.press("A")
    post.press("Return")
    assert again(post, second.row.uuid).row.state is ReferralState.ATTENDED
    assert post.prompts.said == [texts.stepped(again(post, second.row.uuid).row)]
    assert shown(page) == [first.row.code], "the open ones again"
    assert page.list.code.hasFocus(), "ready for the next stub"
    post.type(first.row.code.lower())
    post.press("N")
    post.press("Return")
    assert again(post, first.row.uuid).row.state is ReferralState.NO_SHOW


def test_three_keys_from_the_list(post: Remisiones, person: str) -> None:
    older, newer = made(post, person, 40), made(post, person, 2)
    page = post.sit(RECEPTION)
    assert shown(page) == [older.row.code, newer.row.code]
    assert page.list.table.rows()[0].cells[1] == "40 días ⚠"
    page.list.table.setFocus()
    post.press("Down")
    post.press("A")
    post.press("Return")
    assert again(post, newer.row.uuid).row.state is ReferralState.ATTENDED
    assert shown(page) == [older.row.code]
    assert post.prompts.undo is not None
    post.prompts.undo()
    post.settle()
    assert again(post, newer.row.uuid).row.state is ReferralState.SENT
    assert shown(page) == [older.row.code, newer.row.code]


def test_a_refusal_wants_its_reason(post: Remisiones, person: str) -> None:
    one = made(post, person)
    page = post.sit(RECEPTION)
    page.list.table.setFocus()
    post.press("R")
    post.press("Return")
    assert page.list.panel.form.field("reason").problem_text
    post.type("Sin cupo hasta enero")
    post.press("Return")
    history = again(post, one.row.uuid).history
    assert (history[-1].state, history[-1].reason) == (ReferralState.REFUSED, "Sin cupo hasta enero")


def test_a_letter_typed_into_a_box_is_a_letter(post: Remisiones, person: str) -> None:
    one = made(post, person)
    page = post.sit(RECEPTION)
    post.type("arn")
    assert page.list.code.text() == "arn"
    assert page.list.panel.form.isHidden()
    assert again(post, one.row.uuid).row.open


def test_a_wrong_letter_is_told(post: Remisiones, person: str) -> None:
    one = made(post, person)
    wrong = one.row.code[:-1] + ("A" if one.row.code[-1] != "A" else "B")
    page = post.sit(RECEPTION)
    post.type(wrong)
    post.press("Return")
    assert page.list.code_field.problem_text == texts.CODE_WRONG
    post.press("Backspace")
    assert shown(page) == [one.row.code]


def test_a_new_referral_by_keys_alone_and_its_slip(
    post: Remisiones, person: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    printed: list[str] = []

    def take(_owner: object, data: bytes, title: str) -> bool:
        printed.append(title)
        return data.startswith(b"%PDF")

    monkeypatch.setattr(paper, "print_pdf", take)
    page = post.sit(RECEPTION)
    post.press("Ctrl+N")
    post.type("yus")
    post.press("Return")
    post.type("migra")
    post.press("Return")
    post.type("Renovación del PPT")
    page.form.field("profile").set_value("PERMANENCIA")
    post.press("Ctrl+Return")
    (row,) = post.on_db(lambda: post.desk.runner(RECEPTION).run(referrals.listed, ReferralsQuery()).result)
    assert (row.partner, row.person_uuid) == ("MIGRACION", person)
    assert shown(page) == [row.code]
    post.press("P")
    assert printed == [texts.slip_name(row.code)]
    assert post.prompts.said[-1] == texts.PRINTED


def test_what_is_missing_is_told_and_what_is_typed_comes_back(post: Remisiones, person: str) -> None:
    page = post.sit(RECEPTION)
    page.open_target(f"person:{person}")
    post.settle()
    post.press("Ctrl+Return")
    assert page.form.field("partner").problem_text
    assert page.form.field("motive").problem_text
    post.type("perso", "partner_choice")
    post.press("Return")
    post.type("Tutela")
    draft = page.draft()
    page = post.sit(RECEPTION)
    assert draft is not None
    page.restore(draft)
    post.settle()
    assert page.whom.person_uuid == person
    assert page.form.values()["motive"] == "Tutela"
    assert page.form.partner.value() == "PERSONERIA"


def test_the_last_profile_is_proposed(post: Remisiones, person: str) -> None:
    made(post, person, 3, profile="TRANSITO")
    page = post.sit(RECEPTION)
    page.open_target(f"person:{person}")
    post.settle()
    assert page.form.profile.value() == ("TRANSITO",)


def test_psychology_keeps_its_own_unless_told(post: Remisiones, person: str) -> None:
    page = post.sit(Role.PSYCHOLOGY)
    page.open_target(f"person:{person}")
    post.settle()
    assert page.form.values()["private"]
    post.type("hospi", "partner_choice")
    post.press("Return")
    post.type("Psiquiatría")
    page.form.field("profile").set_value("PERMANENCIA")
    post.press("Ctrl+Return")
    assert len(shown(page)) == 1
    page = post.sit(RECEPTION)
    assert shown(page) == []
    page.open_target(f"person:{person}")
    post.settle()
    assert not page.form.field("private").isVisible()


def test_annulling_by_mistake_is_undone(post: Remisiones, person: str) -> None:
    one = made(post, person)
    page = post.sit(RECEPTION)
    page.list.table.setFocus()
    post.press("Del")
    post.type("Era otra persona")
    post.press("Return")
    assert shown(page) == []
    assert post.prompts.undo is not None
    post.prompts.undo()
    post.settle()
    assert again(post, one.row.uuid).row.open
    assert shown(page) == [one.row.code]


def test_filters_find_what_they_say(post: Remisiones, person: str) -> None:
    one = made(post, person, partner="ACNUR")
    two = made(post, person, 2)
    page = post.sit(RECEPTION)
    page.list.partner.set_value("ACNUR")
    post.settle()
    assert shown(page) == [one.row.code]
    page.list.partner.set_value(None)
    page.list.state.set_value(str(ReferralState.ATTENDED))
    post.settle()
    assert shown(page) == []
    page.list.state.set_value("every")
    post.settle()
    assert shown(page) == [one.row.code, two.row.code]


def test_the_directory_is_found_by_what_it_attends(post: Remisiones) -> None:
    page = post.sit(RECEPTION)
    post.press("Alt+1")
    post.type("personería")
    post.press("Return")
    post.press("Return")
    post.type("Declaraciones y tutelas", "services_edit")
    post.type("Carrera 11 # 34-16", "address_edit")
    post.press("Ctrl+Return")
    assert post.prompts.said == [texts.DIRECTORY_SAVED]
    page.directory.search_edit.setText("tutela")
    post.settle()
    (row,) = page.directory.table.rows()
    assert row.cells[:3] == ("Personería", "Declaraciones y tutelas", "Carrera 11 # 34-16")
    post.press("Escape", "directory_find")
    assert page.list.isVisible()


def test_the_summary_adds_up_and_leaves_as_csv(post: Remisiones, person: str, tmp_path: Path) -> None:
    made(post, person, partner="ACNUR")
    made(post, person, 5)
    page = post.sit(Role.COORDINATION)
    post.press("Alt+2")
    assert [row.cells[:3] for row in page.summary.table.rows()] == [
        ("Personería", "1", "1"),
        ("ACNUR", "1", "1"),
        (texts.SUMMARY_TOTAL, "2", "2"),
    ]
    target = tmp_path / "remisiones.csv"
    post.prompts.answers.append(str(target))
    post.press("Ctrl+Shift+S")
    lines = target.read_text(encoding="utf-8-sig").splitlines()
    assert lines[0] == "Remisiones del 01/03/2026 al 10/03/2026"
    assert lines[-1] == "Total;2;2;0;0;0;0"
    assert post.prompts.said[-1] == texts.SAVED_FILE


def test_a_slip_says_nothing_of_a_protected_matter(post: Remisiones, person: str) -> None:
    one = made(post, person, discreet=True, motive="Amenazas")
    slip: Slip = post.on_db(lambda: post.desk.runner(RECEPTION).run(referrals.slip, ReferralQuery(one.row.uuid)).result)
    assert slip.motive == ""
    page = post.sit(RECEPTION)
    assert texts.DISCREET_BADGE in {label.text() for label in page.list.panel.findChildren(type(page.list._count))}
    QApplication.processEvents()


def test_what_is_typed_in_private_waits_sealed_for_the_password(post: Remisiones, person: str) -> None:
    page = post.sit(Role.PSYCHOLOGY)
    page.open_target(f"person:{person}")
    post.settle()
    post.type("Amenazas de la pareja", "motive_edit")
    draft = page.draft()
    assert draft is not None
    assert "pareja" not in json.dumps(draft["new"])
    assert draft["psicologia"]["motive"] == "Amenazas de la pareja"

    def kept(*, keyless: bool) -> dict[str, Any]:
        runner = post.desk.runner(Role.PSYCHOLOGY, keyless=keyless)
        (found,) = runner.run(drafts.open_list, DraftQuery()).result
        payload: dict[str, Any] = json.loads(found.payload)
        return payload

    runner = post.desk.runner(Role.PSYCHOLOGY)
    post.on_db(lambda: runner.run(drafts.save, SaveDraft("referrals", json.dumps(draft))))
    after_pin = post.on_db(lambda: kept(keyless=True))
    page = post.sit(Role.PSYCHOLOGY)
    page.restore(after_pin)
    post.settle()
    assert page.form.field("motive").value() == ""
    again_ = page.draft()
    assert again_ is not None
    assert again_["psicologia"] == after_pin["psicologia"], "nothing of it is lost by what is saved meanwhile"
    page = post.sit(Role.PSYCHOLOGY)
    page.restore(post.on_db(lambda: kept(keyless=False)))
    post.settle()
    assert page.form.field("motive").value() == "Amenazas de la pareja"


def test_the_list_empties_at_lock(post: Remisiones, person: str) -> None:
    made(post, person)
    page = post.sit(RECEPTION)
    page.close_down()
    post.settle()
    assert shown(page) == []
    assert page.list.panel.detail is None


def test_a_referral_made_by_mistake_is_undone_at_once(post: Remisiones, person: str) -> None:
    page = post.sit(RECEPTION)
    post.press("Ctrl+N")
    post.type("yus")
    post.press("Return")
    post.type("migra")
    post.press("Return")
    post.type("Renovación del PPT")
    page.form.field("profile").set_value("PERMANENCIA")
    post.press("Ctrl+Return")
    assert post.prompts.undo is not None
    post.prompts.undo()
    post.settle()
    every = post.on_db(lambda: post.desk.runner(RECEPTION).run(referrals.listed, ReferralsQuery(every=True)).result)
    assert [row.state for row in every] == [ReferralState.ANNULLED]
    assert shown(page) == []


def test_a_referral_of_a_closed_month_asks_for_its_reason_as_its_date_is_typed(post: Remisiones) -> None:
    post.close_month(Month(2026, 2))
    page = post.sit(RECEPTION)
    post.press("Ctrl+N")
    form = page.form
    form.field("date").set_value(TODAY - timedelta(days=200))
    post.settle()
    assert form.field("reason").isHidden(), "a month that nobody closed"
    form.field("date").set_value(TODAY.replace(month=2, day=20))
    post.settle()
    assert not form.field("reason").isHidden()
    form.field("reason").set_value("Apareció después")
    form.field("date").set_value(TODAY)
    post.settle()
    assert (form.field("reason").isHidden(), form.values()["reason"]) == (True, ""), "what is hidden is not sent"
