"""Every profile that was ever released opens, answers what it answered, and is sound."""

import hashlib
import json
import shutil
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from casa_desktop.services import checkup
from casa_desktop.storage import copies, schema
from casa_desktop.wiring import Door
from tests.museum.asking import TODAY, answers
from tests.museum.make import EXPECTED, MUSEUM

ROOMS = sorted(path.parent for path in MUSEUM.glob(f"*/{EXPECTED}"))


@pytest.fixture(params=ROOMS, ids=lambda path: path.name)
def room(request: pytest.FixtureRequest) -> Iterator[Path]:
    """One profile; it is looked at, never touched."""
    path: Path = request.param
    before = _fingerprint(path)
    yield path
    assert _fingerprint(path) == before


def _fingerprint(folder: Path) -> dict[str, str]:
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in folder.iterdir() if path.is_file()}


def _expected(room: Path) -> Any:
    return json.loads((room / EXPECTED).read_text(encoding="utf-8"))


def test_there_is_a_profile_of_every_revision() -> None:
    assert [room.name for room in ROOMS] == [revision.partition("_")[0] for revision in schema.REVISIONS]


def test_it_answers_what_it_answered(room: Path) -> None:
    expected = _expected(room)
    found, wanted = answers(room, expected["users"], expected["sheet"]), expected["answers"]
    for name in ("table", "notes", "compartments"):
        assert found[name] == wanted[name]
    # Later revisions bring tables of their own; those that were there lose and gain nothing.
    assert {name: found["counts"].get(name) for name in wanted["counts"]} == wanted["counts"]
    for text, codes in wanted["search"].items():
        assert codes, text
        assert set(codes) <= set(found["search"][text]), "a better search may find more, never less"
    assert wanted["counts"]["visit"] > 50
    assert all(wanted["notes"].values())


def test_it_is_sound_and_can_be_copied(room: Path, tmp_path: Path) -> None:
    copy = tmp_path / room.name
    shutil.copytree(room, copy)
    users = _expected(room)["users"]
    with closing(Door(copy, TODAY).unlock("coordinacion", users["coordinacion"])) as desk:
        checks = checkup.run(desk.runner)
        assert [check for check in checks if not check.ok] == [], (
            "until its release: python -m tests.museum.make --again"
        )
        made = copies.make(desk.base, TODAY)
        assert made.manifest is not None
        assert made.manifest.schema == schema.HEAD


@pytest.mark.parametrize("user", ["recepcion", "rcf", "salud", "voluntariado", "consulta", "administracion"])
def test_every_user_enters(room: Path, tmp_path: Path, user: str) -> None:
    copy = tmp_path / room.name
    shutil.copytree(room, copy)
    with closing(Door(copy, TODAY).unlock(user, _expected(room)["users"][user])) as desk:
        assert desk.actor.username == user
