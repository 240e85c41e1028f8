"""The desk's own profile: read by everybody, written whole, never over somebody else's change."""

from dataclasses import fields, replace
from typing import Any

import pytest

from casa_desktop.domain.access import Role
from casa_desktop.domain.errors import CasaError, Code
from casa_desktop.services import desk as desks
from casa_desktop.services.desk import HIGHEST_MARGIN, LARGEST_LOGO, DeskProfile, DeskQuery
from casa_desktop.services.runner import Runner
from tests.services.desk import Desk

PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 20
FULL = DeskProfile(
    name="C.A.S.A. Bucaramanga ñ",
    municipality="68001",
    municipality_name="Bucaramanga",
    organisation="Cruz Roja Colombiana, Seccional Santander",
    report_title="Atenciones «por mes»",
    logo=PNG,
    top_margin_mm=32,
    quality_code="F-12",
    quality_version="3",
    prepared_by="Ana",
    reviewed_by="Luz",
    approved_by="Sol",
    show_quality_box=True,
    show_signatures=True,
    consent_version="2026-1",
    consent_text="Autorizo el tratamiento de mis datos.\nPuedo retirarla cuando quiera.",
)


@pytest.fixture
def coordination(desk: Desk) -> Runner:
    return desk.runner(Role.COORDINATION)


def shown(runner: Runner) -> DeskProfile:
    profile: DeskProfile = runner.run(desks.profile, DeskQuery()).result
    return profile


def problems(runner: Runner, profile: DeskProfile) -> set[tuple[Code, str]]:
    with pytest.raises(CasaError) as caught:
        runner.run(desks.save_profile, profile)
    return {(problem.code, problem.field) for problem in caught.value.problems}


def test_every_field_comes_back_as_it_was_saved(desk: Desk, coordination: Runner) -> None:
    saved = coordination.run(desks.save_profile, FULL)
    assert saved.changes == {("desk", "desk")}
    for role in Role:
        assert shown(desk.runner(role)) == saved.result == replace(FULL, version=1)


def test_a_field_can_be_emptied_again(coordination: Runner) -> None:
    coordination.run(desks.save_profile, FULL)
    bare = DeskProfile("Otra mesa", version=1, top_margin_mm=0)
    coordination.run(desks.save_profile, bare)
    assert shown(coordination) == replace(bare, version=2)


def test_two_edits_of_the_profile_are_a_conflict(coordination: Runner) -> None:
    before = shown(coordination)
    coordination.run(desks.save_profile, replace(before, name="Primera"))
    assert problems(coordination, replace(before, name="Segunda")) == {(Code.CONFLICT, "")}
    assert shown(coordination).name == "Primera"


def test_the_same_profile_again_writes_nothing(desk: Desk, coordination: Runner) -> None:
    saved = coordination.run(desks.save_profile, FULL).result
    with desk.base.begin() as work:
        before = work.audit.head()
    again = coordination.run(desks.save_profile, saved)
    with desk.base.begin() as work:
        assert work.audit.head() == before
    assert (again.changes, again.result) == (frozenset(), saved)


def test_everything_that_is_wrong_is_told_at_once(coordination: Runner) -> None:
    wrong = DeskProfile(
        "  ", municipality="6800", organisation="x" * 200, top_margin_mm=HIGHEST_MARGIN + 1, logo=b"GIF89a"
    )
    assert problems(coordination, wrong) == {
        (Code.REQUIRED, "name"),
        (Code.BAD_CHOICE, "municipality"),
        (Code.TOO_LONG, "organisation"),
        (Code.OUT_OF_RANGE, "top_margin_mm"),
        (Code.FILE_NOT_UNDERSTOOD, "logo"),
    }


def test_a_text_of_the_authorisation_keeps_its_version_for_good(coordination: Runner) -> None:
    first = coordination.run(desks.save_profile, FULL).result
    assert problems(coordination, replace(first, consent_text="Otro texto.")) == {(Code.NOT_UNIQUE, "consent_version")}
    assert problems(coordination, replace(first, consent_version="")) == {(Code.REQUIRED, "consent_version")}
    second = replace(first, consent_text="Otro texto.", consent_version="2026-2")
    second = coordination.run(desks.save_profile, second).result
    assert problems(coordination, replace(second, consent_version="2026-1")) == {(Code.NOT_UNIQUE, "consent_version")}
    back = replace(second, consent_version="2026-1", consent_text=FULL.consent_text)
    assert coordination.run(desks.save_profile, back).result.consent_text == FULL.consent_text


def test_a_logo_has_a_limit(coordination: Runner) -> None:
    heavy = replace(FULL, logo=PNG + b"\0" * LARGEST_LOGO)
    assert problems(coordination, heavy) == {(Code.FILE_TOO_LARGE, "logo")}


def test_text_that_cannot_be_stored_is_refused_and_odd_text_is_tidied(coordination: Runner) -> None:
    assert problems(coordination, replace(FULL, prepared_by="\ud800")) == {(Code.BAD_TEXT, "prepared_by")}
    saved = coordination.run(desks.save_profile, replace(FULL, prepared_by=" A\x00na\n")).result
    assert saved.prepared_by == "Ana"


def test_the_audit_names_the_fields_and_holds_no_value(desk: Desk, coordination: Runner) -> None:
    coordination.run(desks.save_profile, replace(shown(coordination), name="Mesa secreta", prepared_by="Ana"))
    with desk.base.begin() as work:
        row: Any = work.connection.exec_driver_sql("SELECT * FROM audit ORDER BY seq DESC LIMIT 1").one()
    assert (row.action, row.record, set(row.fields.split(","))) == ("desk.edit", "desk", {"name", "prepared_by"})


def test_the_letterhead_carries_every_field_of_the_profile() -> None:
    head = FULL.letterhead("Otro título")
    assert (head.desk, head.municipality, head.title) == (FULL.name, "Bucaramanga", "Atenciones «por mes»")
    assert replace(FULL, report_title="").letterhead("Otro título").title == "Otro título"
    kept = {getattr(head, f.name) for f in fields(head)}
    assert {FULL.organisation, FULL.logo, 32.0, "F-12", "3", "Ana", "Luz", "Sol", True} <= kept
