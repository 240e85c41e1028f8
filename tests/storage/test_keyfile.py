"""Who may open the base: every combination of holder and key, and what happens to a file that somebody touched."""

import json
import random
from base64 import b64encode
from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from casa_desktop.domain.errors import CasaError, Code
from casa_desktop.storage.envelope import FLOOR, PRODUCTION_COST, KdfCost
from casa_desktop.storage.keyfile import KeyFile, KeyRing, new_sheets
from tests.storage.support import BASE_ID, COMPARTMENTS, PASSWORD, Keys, make_keys, refused


def reread(keys: Keys) -> KeyFile:
    return KeyFile.read(keys.file.path, FLOOR)


def test_first_user_opens_the_base_but_no_compartment(keys: Keys) -> None:
    ring = reread(keys).unlock("coordinacion", PASSWORD)
    assert ring == keys.ring
    assert len(ring.data) == 32
    assert ring.user_id == "u1"
    assert dict(ring.compartments) == {}


def test_each_sheet_opens_everything(keys: Keys) -> None:
    first, second = (reread(keys).open_sheet(sheet) for sheet in keys.sheets)
    assert first.data == keys.ring.data
    assert set(first.compartments) == set(COMPARTMENTS)
    assert first.compartments == second.compartments
    assert len({first.data, *first.compartments.values()}) == 1 + len(COMPARTMENTS)
    assert keys.sheets[0] != keys.sheets[1]


def test_a_sheet_of_another_base_opens_nothing(keys: Keys, tmp_path: Path) -> None:
    other = make_keys(tmp_path, "c" * 32)
    with pytest.raises(CasaError) as raised:
        keys.file.open_sheet(other.sheets[0])
    assert refused(raised, Code.BAD_SHEET, reason="other")


@pytest.mark.parametrize("password", ["", "otra cosa", PASSWORD.upper(), PASSWORD + " ", "\ud800", "ñ" * 5000])
def test_wrong_password(keys: Keys, password: str) -> None:
    with pytest.raises(CasaError) as raised:
        reread(keys).unlock("coordinacion", password)
    assert refused(raised, Code.WRONG_PASSWORD)


def test_an_unknown_user_looks_like_a_wrong_password(keys: Keys) -> None:
    with pytest.raises(CasaError) as raised:
        reread(keys).unlock("nadie", PASSWORD)
    assert refused(raised, Code.WRONG_PASSWORD)
    assert keys.file.user_id("nadie") == ""
    assert keys.file.user_id("Coordinacion ") == "u1"


def test_composed_and_decomposed_accents_are_one_password(keys: Keys) -> None:
    keys.file.add_user(keys.ring, "u2", "maría", "camio\u0301n azul grande")
    assert reread(keys).unlock("MARÍA", "cami\u00f3n azul grande").user_id == "u2"


def test_rings_show_no_key(keys: Keys) -> None:
    ring = keys.file.open_sheet(keys.sheets[0])
    for secret in (ring.data, *ring.compartments.values()):
        assert secret.hex() not in repr(ring)
        assert repr(secret) not in repr(ring)


def test_grants_follow_who_holds_the_key(keys: Keys) -> None:
    """The matrix: an administrator cannot grant, a sheet can, a holder can, and only what they hold."""
    keys.file.add_user(keys.ring, "u2", "psicologia", PASSWORD)
    keys.file.add_user(keys.ring, "u3", "psicologia2", PASSWORD)
    for compartment in COMPARTMENTS:
        with pytest.raises(CasaError) as raised:
            keys.file.grant(keys.ring, "psicologia", compartment)
        assert refused(raised, Code.NEEDS_COMPARTMENT_KEY, compartment=compartment)

    sheet = keys.file.open_sheet(keys.sheets[1])
    keys.file.grant(sheet, "psicologia", "psicologia")
    holder = reread(keys).unlock("psicologia", PASSWORD)
    assert dict(holder.compartments) == {"psicologia": sheet.compartments["psicologia"]}

    keys.file.grant(holder, "psicologia2", "psicologia")
    with pytest.raises(CasaError) as raised:
        keys.file.grant(holder, "psicologia2", "rcf")
    assert refused(raised, Code.NEEDS_COMPARTMENT_KEY)
    assert reread(keys).unlock("psicologia2", PASSWORD).compartments == holder.compartments
    assert reread(keys).holders("psicologia") == ("psicologia", "psicologia2")
    assert reread(keys).holders("rcf") == ()

    keys.file.revoke(keys.ring, "psicologia", "psicologia")
    assert dict(reread(keys).unlock("psicologia", PASSWORD).compartments) == {}
    assert reread(keys).holders("psicologia") == ("psicologia2",)


def test_the_data_key_cannot_be_revoked(keys: Keys) -> None:
    keys.file.revoke(keys.ring, "coordinacion", "data")
    assert reread(keys).unlock("coordinacion", PASSWORD).data == keys.ring.data


def test_own_change_of_password_keeps_keys_and_drafts(keys: Keys) -> None:
    sheet = keys.file.open_sheet(keys.sheets[0])
    keys.file.grant(sheet, "coordinacion", "rcf")
    before = keys.file.unlock("coordinacion", PASSWORD)
    keys.file.set_password("coordinacion", PASSWORD, "otra-palabra-muy-larga")
    assert reread(keys).unlock("coordinacion", "otra-palabra-muy-larga") == before
    with pytest.raises(CasaError) as raised:
        reread(keys).unlock("coordinacion", PASSWORD)
    assert refused(raised, Code.WRONG_PASSWORD)


def test_change_of_password_wants_the_old_one(keys: Keys) -> None:
    with pytest.raises(CasaError) as raised:
        keys.file.set_password("coordinacion", "no es", "otra-palabra-muy-larga")
    assert refused(raised, Code.WRONG_PASSWORD)
    assert reread(keys).unlock("coordinacion", PASSWORD) == keys.ring


def test_a_password_given_by_somebody_else_opens_no_compartment(keys: Keys) -> None:
    sheet = keys.file.open_sheet(keys.sheets[0])
    keys.file.add_user(sheet, "u2", "ana", PASSWORD, ("psicologia", "rcf"))
    before = keys.file.unlock("ana", PASSWORD)
    assert keys.file.reset_password(keys.ring, "ana", "la-nueva-de-ana") == ("psicologia", "rcf")
    after = reread(keys).unlock("ana", "la-nueva-de-ana")
    assert after.data == before.data
    assert dict(after.compartments) == {}
    assert after.drafts != before.drafts
    assert keys.file.reset_password(sheet, "ana", "la-nueva-de-ana") == ()


def test_drafts_have_a_key_for_each_user(keys: Keys) -> None:
    keys.file.add_user(keys.ring, "u2", "ana", PASSWORD)
    first, second = (keys.file.unlock(user, PASSWORD).drafts for user in ("coordinacion", "ana"))
    assert len(first) == len(second) == 32
    assert first != second


def test_users_are_unique_and_the_last_one_stays(keys: Keys) -> None:
    for user_id, username in (("u2", " COORDINACION"), ("u1", "ana")):
        with pytest.raises(CasaError) as raised:
            keys.file.add_user(keys.ring, user_id, username, PASSWORD)
        assert refused(raised, Code.NOT_UNIQUE)
    with pytest.raises(CasaError) as raised:
        keys.file.remove_user(keys.ring, "coordinacion")
    assert refused(raised, Code.LAST_ADMINISTRATOR)
    keys.file.add_user(keys.ring, "u2", "ana", PASSWORD)
    keys.file.rename(keys.ring, "ana", "ana maría")
    assert reread(keys).unlock("ana maría", PASSWORD).user_id == "u2"
    with pytest.raises(CasaError) as raised:
        keys.file.rename(keys.ring, "ana maría", "Coordinacion")
    assert refused(raised, Code.NOT_UNIQUE)
    keys.file.remove_user(keys.ring, "ana maría")
    assert [user.username for user in reread(keys).users()] == ["coordinacion"]
    with pytest.raises(CasaError) as raised:
        keys.file.rename(keys.ring, "ana", "otra")
    assert refused(raised, Code.UNKNOWN_USER)


def test_new_sheets_replace_the_old_ones(keys: Keys) -> None:
    with pytest.raises(CasaError) as raised:
        keys.file.replace_sheets(keys.ring, new_sheets())
    assert refused(raised, Code.NEEDS_COMPARTMENT_KEY)
    old = keys.file.open_sheet(keys.sheets[0])
    fresh = new_sheets()
    assert not any(reread(keys).has_sheet(sheet) for sheet in fresh)
    keys.file.replace_sheets(old, fresh)
    assert all(reread(keys).has_sheet(sheet) for sheet in fresh)
    assert not any(reread(keys).has_sheet(sheet) for sheet in keys.sheets)
    assert [reread(keys).open_sheet(sheet) for sheet in fresh] == [old, old]
    for sheet in keys.sheets:
        with pytest.raises(CasaError) as raised:
            reread(keys).open_sheet(sheet)
        assert refused(raised, Code.BAD_SHEET, reason="other")


def test_a_compartment_can_be_added_without_any_sheet_at_hand(keys: Keys) -> None:
    keys.file.add_compartment(keys.ring, "salud")
    assert reread(keys).compartments() == ("proteccion", "psicologia", "rcf", "salud")
    assert "salud" in reread(keys).open_sheet(keys.sheets[0]).compartments
    with pytest.raises(CasaError) as raised:
        keys.file.add_compartment(keys.ring, "salud")
    assert refused(raised, Code.NOT_UNIQUE)


def test_missing_and_existing_files(keys: Keys, tmp_path: Path) -> None:
    with pytest.raises(CasaError) as raised:
        KeyFile.read(tmp_path / "no.json")
    assert refused(raised, Code.KEYS_MISSING)
    before = keys.file.path.read_bytes()
    with pytest.raises(CasaError) as raised:
        make_keys(keys.file.path.parent)
    assert refused(raised, Code.BASE_EXISTS)
    assert keys.file.path.read_bytes() == before


def test_a_change_that_cannot_be_written_has_not_happened(keys: Keys, monkeypatch: pytest.MonkeyPatch) -> None:
    before = keys.file.path.read_bytes()

    def full(descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(CasaError) as raised:
        keys.file.add_user(keys.ring, "u2", "ana", PASSWORD)
    assert refused(raised, Code.DISK_FULL)
    assert keys.file.path.read_bytes() == before
    assert [user.username for user in keys.file.users()] == ["coordinacion"]
    assert [path.name for path in keys.file.path.parent.iterdir()] == [keys.file.path.name]


def test_damage_is_told_from_a_wrong_password(keys: Keys) -> None:
    """1,000 mutations of the file: each is either harmless (white space) or called damage; never a traceback."""
    whole = keys.file.path.read_bytes()
    chance = random.Random(1971)
    harmless = 0
    for _ in range(1000):
        raw = bytearray(whole)
        for _ in range(chance.randint(1, 4)):
            kind, at = chance.randrange(4), chance.randrange(len(raw))
            if kind == 0:
                raw[at] ^= 1 << chance.randrange(8)
            elif kind == 1:
                del raw[at : at + chance.randint(1, 40)]
            elif kind == 2:
                raw[at:at] = chance.randbytes(chance.randint(1, 8))
            else:
                del raw[at:]
            if not raw:
                break
        keys.file.path.write_bytes(raw)
        try:
            harmless += reread(keys).unlock("coordinacion", PASSWORD) == keys.ring
        except CasaError as error:
            assert error.code in {Code.KEYS_DAMAGED, Code.BASE_NEWER}
    assert harmless < 50


def resigned(path: Path, change: dict[str, Any]) -> None:
    """Writes *path* with *change* merged in and its digest made right, as somebody who knows the format would."""

    def merge(into: dict[str, Any], what: Mapping[str, Any]) -> None:
        for key, value in what.items():
            if isinstance(value, Mapping) and key in into:
                merge(into[key], value)
            else:
                into[key] = value

    plain = json.loads(path.read_bytes())
    del plain["sha256"]
    merge(plain, change)
    canonical = json.dumps(plain, sort_keys=True, separators=(",", ":")).encode()
    path.write_text(json.dumps(plain | {"sha256": sha256(canonical).hexdigest()}), encoding="ascii")


@pytest.mark.parametrize("cost", [{"t": 0}, {"m": 1024}, {"p": 0}, {"m": 1 << 40}, {"t": 10**9}])
def test_a_slot_outside_the_bounds_of_cost_is_refused(keys: Keys, cost: dict[str, int]) -> None:
    resigned(keys.file.path, {"users": {"u1": {"kdf": cost}}})
    with pytest.raises(CasaError) as raised:
        reread(keys)
    assert refused(raised, Code.KEYS_DAMAGED, reason="kdf")


def test_a_cheaper_slot_opens_nothing(keys: Keys, tmp_path: Path) -> None:
    """Writing smaller numbers into a stolen file does not make trying cheaper."""
    dear = KeyFile.create(
        tmp_path / "caras.json",
        base_id=BASE_ID,
        user_id="u1",
        username="ana",
        password=PASSWORD,
        compartments=(),
        cost=KdfCost(2, 8 * 1024, 1),
    )[0]
    resigned(dear.path, {"users": {"u1": {"kdf": {"t": 1}}}})
    with pytest.raises(CasaError) as raised:
        KeyFile.read(dear.path).unlock("ana", PASSWORD)
    assert refused(raised, Code.WRONG_PASSWORD)


def test_a_later_format_is_told_as_such(keys: Keys) -> None:
    resigned(keys.file.path, {"format": 2})
    with pytest.raises(CasaError) as raised:
        reread(keys)
    assert refused(raised, Code.BASE_NEWER)


def test_a_public_key_put_in_by_a_stranger_is_noticed_before_anything_is_sealed_to_it(keys: Keys) -> None:
    sheet = keys.file.open_sheet(keys.sheets[0])
    keys.file.add_user(keys.ring, "u2", "psicologia", PASSWORD)
    stranger = X25519PrivateKey.generate().public_key().public_bytes_raw()
    resigned(keys.file.path, {"users": {"u2": {"public": b64encode(stranger).decode()}}})
    touched = reread(keys)
    assert not touched.belongs_to(sheet)
    for attempt in (
        lambda: touched.unlock("coordinacion", PASSWORD),
        lambda: touched.open_sheet(keys.sheets[0]),
        lambda: touched.grant(sheet, "psicologia", "psicologia"),
    ):
        with pytest.raises(CasaError) as raised:
            attempt()
        assert refused(raised, Code.KEYS_DAMAGED, reason="seal")


def test_a_sealed_key_moved_to_another_user_or_name_does_not_open(keys: Keys) -> None:
    sheet = keys.file.open_sheet(keys.sheets[0])
    keys.file.add_user(sheet, "u2", "ana", PASSWORD, ("rcf",))
    plain = json.loads(keys.file.path.read_bytes())
    moved = plain["users"]["u2"]["keys"]["rcf"]
    resigned(keys.file.path, {"users": {"u2": {"keys": {"psicologia": moved}}}})
    with pytest.raises(CasaError) as raised:
        reread(keys).unlock("ana", PASSWORD)
    assert refused(raised, Code.KEYS_DAMAGED, reason="seal")


def test_keys_of_one_base_change_nothing_in_another(keys: Keys, tmp_path: Path) -> None:
    other = make_keys(tmp_path, "c" * 32)
    with pytest.raises(CasaError) as raised:
        keys.file.add_user(other.ring, "u2", "ana", PASSWORD)
    assert refused(raised, Code.KEYS_DAMAGED, reason="seal")


def test_production_cost_stands_above_the_floor() -> None:
    assert (PRODUCTION_COST.t, PRODUCTION_COST.m, PRODUCTION_COST.p) == (3, 64 * 1024, 4)
    assert PRODUCTION_COST.acceptable
    assert FLOOR.acceptable
    assert not KdfCost(FLOOR.t, FLOOR.m - 1, FLOOR.p).acceptable


def test_new_slots_take_the_cost_that_they_are_made_with(keys: Keys) -> None:
    dear = KeyFile.read(keys.file.path, KdfCost(2, 16 * 1024, 2))
    dear.set_password("coordinacion", PASSWORD, "otra-palabra-muy-larga")
    slot = json.loads(keys.file.path.read_bytes())["users"]["u1"]["kdf"]
    assert (slot["t"], slot["m"], slot["p"]) == (2, 16 * 1024, 2)
    assert reread(keys).unlock("coordinacion", "otra-palabra-muy-larga") == keys.ring


def test_no_secret_stands_in_the_file(keys: Keys) -> None:
    sheet: KeyRing = keys.file.open_sheet(keys.sheets[0])
    raw = keys.file.path.read_bytes()
    for secret in (sheet.data, *sheet.compartments.values(), keys.ring.drafts):
        assert secret not in raw
        assert b64encode(secret) not in raw
        assert secret.hex().encode() not in raw
    for text in (PASSWORD, *keys.sheets, keys.sheets[0].replace("-", "")):
        assert text.encode() not in raw
