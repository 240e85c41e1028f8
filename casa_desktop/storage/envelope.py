"""The few uses of ``cryptography`` and Argon2 that the program makes; no cipher of our own.

Everything sealed is bound to what it belongs to (:func:`binding`), so that a sealed text moved to another user, key or
record does not open.
"""

import hashlib
import hmac
import json
import os
import unicodedata
from dataclasses import dataclass

from argon2.low_level import Type, hash_secret_raw
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.hpke import AEAD, KDF, KEM, Suite
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

KEY_BYTES = 32
_SALT_BYTES = 16
_NONCE_BYTES = 12


class SealBrokenError(Exception):
    """A sealed text that does not open: wrong key, moved to another place, or altered."""


@dataclass(frozen=True, slots=True)
class KdfCost:
    """What one try of a password costs: *t* passes over *m* KiB in *p* lanes (Argon2id)."""

    t: int
    m: int
    p: int

    @property
    def acceptable(self) -> bool:
        """Between the floor and what a desk computer can do at all."""
        return FLOOR.t <= self.t <= 64 and FLOOR.m <= self.m <= 4 * 1024 * 1024 and FLOOR.p <= self.p <= 16


PRODUCTION_COST = KdfCost(t=3, m=64 * 1024, p=4)
FLOOR = KdfCost(t=1, m=8 * 1024, p=1)
"""A slot below this was not made by this program and is refused. It may stand far below :data:`PRODUCTION_COST`
because it guards against a mistake, not against a thief: the cost in a slot is part of what seals it, so lowering the
numbers in a stolen file opens nothing. Tests make real slots at the floor in a few milliseconds."""


def binding(*parts: str | int) -> bytes:
    """Names what a sealed text belongs to, unambiguously: (a, bc) and (ab, c) differ."""
    return json.dumps(["casa", *parts], ensure_ascii=True, separators=(",", ":")).encode("ascii")


def new_key() -> bytes:
    """A new random key."""
    return os.urandom(KEY_BYTES)


def new_salt() -> bytes:
    """A new random salt for :func:`password_key`."""
    return os.urandom(_SALT_BYTES)


def password_key(password: str, salt: bytes, cost: KdfCost) -> bytes:
    """The key of a password, the same on every keyboard (NFC). An unencodable password gives a key that opens
    nothing."""
    secret = unicodedata.normalize("NFC", password).encode("utf-8", "surrogatepass")
    return hash_secret_raw(secret, salt, cost.t, cost.m, cost.p, KEY_BYTES, Type.ID)


def derive(secret: bytes, purpose: bytes) -> bytes:
    """A key for *purpose* from a secret that is already random (HKDF-SHA256)."""
    return HKDF(SHA256(), KEY_BYTES, salt=None, info=purpose).derive(secret)


def authenticate(key: bytes, data: bytes) -> str:
    """HMAC-SHA256 of *data* in hexadecimal."""
    return hmac.new(key, data, hashlib.sha256).hexdigest()


def seal(key: bytes, data: bytes, bound: bytes) -> bytes:
    """AES-256-GCM: nonce and sealed text; *bound* must be given again to open it."""
    nonce = os.urandom(_NONCE_BYTES)
    return nonce + AESGCM(key).encrypt(nonce, data, bound)


def unseal(key: bytes, box: bytes, bound: bytes) -> bytes:
    """The inverse of :func:`seal`; raises :class:`SealBrokenError`."""
    try:
        return AESGCM(key).decrypt(box[:_NONCE_BYTES], box[_NONCE_BYTES:], bound)
    except (InvalidTag, ValueError) as error:
        raise SealBrokenError from error


class KeyPair:
    """An X25519 key pair; the private half never shows in a repr or a pickle."""

    __slots__ = ("_private", "public")

    def __init__(self, private: bytes) -> None:
        self._private = X25519PrivateKey.from_private_bytes(private)
        self.public = self._private.public_key().public_bytes_raw()

    @classmethod
    def new(cls) -> "KeyPair":
        """A random pair."""
        return cls(X25519PrivateKey.generate().private_bytes_raw())

    def private_bytes(self) -> bytes:
        """The private half, to be sealed at once."""
        return self._private.private_bytes_raw()

    def open(self, box: bytes, bound: bytes) -> bytes:
        """Opens what :func:`seal_to` sealed to this pair; raises :class:`SealBrokenError`."""
        try:
            return _suite().decrypt(box, self._private, info=bound)
        except (InvalidTag, ValueError) as error:
            raise SealBrokenError from error


def seal_to(public: bytes, data: bytes, bound: bytes) -> bytes:
    """HPKE (X25519, HKDF-SHA256, AES-256-GCM): only the holder of the private half opens it, under the same *bound*."""
    return _suite().encrypt(data, X25519PublicKey.from_public_bytes(public), info=bound)


def _suite() -> Suite:
    return Suite(KEM.X25519, KDF.HKDF_SHA256, AEAD.AES_256_GCM)
