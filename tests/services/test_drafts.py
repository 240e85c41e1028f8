"""What was typed and not saved: it comes back to the one who typed it and to nobody else."""

import json

import pytest

from casa_desktop.domain.access import Role
from casa_desktop.domain.errors import CasaError, Code
from casa_desktop.services import drafts
from casa_desktop.services.drafts import DiscardForm, DraftQuery, SaveDraft
from casa_desktop.services.runner import Runner
from tests.services.desk import Desk

PAYLOAD = '{"first_name": "Ana Ñ", "note": "Llegó con miedo"}'


def opened(runner: Runner) -> dict[str, str]:
    return {draft.form: draft.payload for draft in runner.run(drafts.open_list, DraftQuery()).result}


def test_a_draft_is_one_a_form_and_comes_back_as_it_was_typed(desk: Desk) -> None:
    reception = desk.runner(Role.RECEPTION)
    reception.run(drafts.save, SaveDraft("today", "{}"))
    reception.run(drafts.save, SaveDraft("today", PAYLOAD))
    reception.run(drafts.save, SaveDraft("people", "{}"))
    assert opened(reception) == {"today": PAYLOAD, "people": "{}"}
    reception.run(drafts.discard_form, DiscardForm("today"))
    reception.run(drafts.discard_form, DiscardForm("today"))
    assert opened(reception) == {"people": "{}"}


def test_it_is_sealed_and_its_owners(desk: Desk) -> None:
    reception = desk.runner(Role.RECEPTION)
    reception.run(drafts.save, SaveDraft("today", PAYLOAD))
    assert opened(desk.runner(Role.COORDINATION)) == {}
    with reception.batch() as ctx:
        (sealed,) = ctx.work.connection.exec_driver_sql("SELECT sealed FROM draft").scalars().all()
    assert b"miedo" not in sealed


def test_the_part_of_a_compartment_wants_its_key_too_and_is_not_lost_without_it(desk: Desk) -> None:
    room = desk.runner(Role.PSYCHOLOGY)
    payload = '{"date": "hoy", "psicologia": {"note": "Llegó con miedo"}}'
    room.run(drafts.save, SaveDraft("today", payload))
    assert opened(room) == {"today": payload}
    behind_a_pin = desk.runner(Role.PSYCHOLOGY, keyless=True)
    kept = opened(behind_a_pin)["today"]
    assert "miedo" not in kept
    assert json.loads(kept)["date"] == "hoy"
    behind_a_pin.run(drafts.save, SaveDraft("today", kept))
    assert opened(room) == {"today": payload}
    with pytest.raises(CasaError) as caught:
        desk.runner(Role.RECEPTION).run(drafts.save, SaveDraft("today", payload))
    assert caught.value.code is Code.NEEDS_COMPARTMENT_KEY


def test_a_draft_larger_than_any_form_is_refused(desk: Desk) -> None:
    with pytest.raises(CasaError) as caught:
        desk.runner(Role.RECEPTION).run(drafts.save, SaveDraft("today", "x" * (drafts.LARGEST_DRAFT + 1)))
    assert caught.value.code is Code.TOO_LONG
