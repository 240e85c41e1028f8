"""What stands in the key file, as plain data: slots of users, slots of recovery sheets, and their JSON.

Nothing here can open anything. :mod:`casa_desktop.storage.keyfile` does.
"""

import hashlib
import json
from base64 import b64decode, b64encode
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from casa_desktop.domain.errors import Code, fault
from casa_desktop.storage.envelope import KEY_BYTES, KdfCost

FORMAT = 1
DATA = "data"
"""The name of the data key; every other key name is a compartment."""
LARGEST_FILE = 4 * 1024 * 1024
"""Bytes; a desk of 1,000 users needs a quarter."""


@dataclass(frozen=True, slots=True)
class SealedKey:
    """One key, sealed to one holder. *epoch* counts how often the key has been replaced, from 1."""

    epoch: int
    box: bytes


@dataclass(frozen=True, slots=True)
class UserSlot:
    """What a user needs besides the password."""

    user_id: str
    username: str
    cost: KdfCost
    salt: bytes
    public: bytes
    private: bytes
    keys: Mapping[str, SealedKey]


@dataclass(frozen=True, slots=True)
class SheetSlot:
    """What a recovery sheet opens; of the sheet itself only a public key is kept."""

    number: int
    public: bytes
    keys: Mapping[str, SealedKey]

    @property
    def holder(self) -> str:
        """What stands for the user's id in what is sealed to this sheet."""
        return f"sheet {self.number}"


@dataclass(frozen=True, slots=True)
class Contents:
    """The whole key file. *mac* is made with the data key over everything else: see :meth:`signed_bytes`."""

    base_id: str
    users: Mapping[str, UserSlot]
    sheets: tuple[SheetSlot, ...]
    mac: str = ""

    def signed_bytes(self) -> bytes:
        """What the data key vouches for.

        Without it somebody with a minute at the folder could put their own public key into a slot, and the next grant
        would be sealed to them.
        """
        return _canonical(self._plain())

    def to_bytes(self) -> bytes:
        """The file, with the digest that tells damage from a wrong password."""
        plain = self._plain() | {"mac": self.mac}
        plain["sha256"] = hashlib.sha256(_canonical(plain)).hexdigest()
        return json.dumps(plain, indent=1, sort_keys=True).encode("ascii") + b"\n"

    def _plain(self) -> dict[str, Any]:
        return {
            "format": FORMAT,
            "base": self.base_id,
            "users": {user_id: _user_to_plain(slot) for user_id, slot in self.users.items()},
            "sheets": [
                {"number": sheet.number, "public": _text(sheet.public), "keys": _keys_to_plain(sheet.keys)}
                for sheet in self.sheets
            ],
        }


def parse(raw: bytes) -> Contents:
    """Reads the file. Raises ``CasaError``: KEYS_DAMAGED, or BASE_NEWER when a later program wrote it."""
    if len(raw) > LARGEST_FILE:
        raise fault(Code.KEYS_DAMAGED, reason="size")
    try:
        plain = json.loads(raw)
        digest = plain.pop("sha256")
        if hashlib.sha256(_canonical(plain)).hexdigest() != digest:
            raise fault(Code.KEYS_DAMAGED, reason="digest")
        if plain["format"] > FORMAT:
            raise fault(Code.BASE_NEWER, found=plain["format"], known=FORMAT)
        return _contents(plain)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        raise fault(Code.KEYS_DAMAGED, reason="content") from None


def _contents(plain: Mapping[str, Any]) -> Contents:
    users = {user_id: _user(user_id, slot) for user_id, slot in plain["users"].items()}
    sheets = tuple(
        SheetSlot(int(sheet["number"]), _key_bytes(sheet["public"]), _keys(sheet["keys"])) for sheet in plain["sheets"]
    )
    mac = str(plain["mac"])
    if not users or not sheets or not mac:
        raise ValueError("unsigned or without slots")
    return Contents(str(plain["base"]), users, sheets, mac)


def _user(user_id: str, plain: Mapping[str, Any]) -> UserSlot:
    kdf = plain["kdf"]
    cost = KdfCost(int(kdf["t"]), int(kdf["m"]), int(kdf["p"]))
    if not cost.acceptable:
        raise fault(Code.KEYS_DAMAGED, reason="kdf")
    return UserSlot(
        user_id=user_id,
        username=str(plain["name"]),
        cost=cost,
        salt=b64decode(kdf["salt"], validate=True),
        public=_key_bytes(plain["public"]),
        private=b64decode(plain["private"], validate=True),
        keys=_keys(plain["keys"]),
    )


def _user_to_plain(slot: UserSlot) -> dict[str, Any]:
    return {
        "name": slot.username,
        "kdf": {"t": slot.cost.t, "m": slot.cost.m, "p": slot.cost.p, "salt": _text(slot.salt)},
        "public": _text(slot.public),
        "private": _text(slot.private),
        "keys": _keys_to_plain(slot.keys),
    }


def _keys(plain: Mapping[str, Any]) -> dict[str, SealedKey]:
    return {
        name: SealedKey(int(entry["epoch"]), b64decode(entry["sealed"], validate=True)) for name, entry in plain.items()
    }


def _keys_to_plain(keys: Mapping[str, SealedKey]) -> dict[str, Any]:
    return {name: {"epoch": key.epoch, "sealed": _text(key.box)} for name, key in keys.items()}


def _key_bytes(text: str) -> bytes:
    raw = b64decode(text, validate=True)
    if len(raw) != KEY_BYTES:
        raise ValueError("not a key")
    return raw


def _text(raw: bytes) -> str:
    return b64encode(raw).decode("ascii")


def _canonical(plain: Mapping[str, Any]) -> bytes:
    return json.dumps(plain, sort_keys=True, separators=(",", ":")).encode("ascii")
