"""The keys of a shift while the window is locked: in memory only, sealed under a short PIN.

A PIN guards against the next person at a shared keyboard, not against a thief with the file: it never reaches the disk,
three errors wipe it, and compartment keys do not wait behind it.
"""

import re

from casa_desktop.domain.errors import Code, fault
from casa_desktop.storage.envelope import KdfCost, SealBrokenError, binding, new_salt, password_key, seal, unseal
from casa_desktop.storage.keyfile import KeyRing

TRIES = 3
_PIN = re.compile(r"\d{4,8}")
_BOUND = binding("pin")


class PinSeal:
    """Data and draft key of one user, behind a PIN of four to eight digits."""

    def __init__(self, ring: KeyRing, pin: str, cost: KdfCost) -> None:
        if not _PIN.fullmatch(pin):
            raise fault(Code.BAD_NUMBER, "pin")
        self._cost = cost
        self._salt = new_salt()
        self._user_id = ring.user_id
        self._sealed = seal(password_key(pin, self._salt, cost), ring.data + ring.drafts, _BOUND)
        self._length = len(ring.data)
        self._left = TRIES

    @property
    def usable(self) -> bool:
        """False once three errors have wiped it."""
        return self._left > 0

    def wipe(self) -> None:
        """Forgets the keys: from now on only the password opens."""
        self._left = 0
        self._sealed = b""

    def open(self, pin: str) -> KeyRing:
        """The ring without compartments. Raises WRONG_PIN with ``left``, the tries that remain."""
        if not self.usable:
            raise fault(Code.WRONG_PIN, "pin", left=0)
        try:
            keys = unseal(password_key(pin, self._salt, self._cost), self._sealed, _BOUND)
        except SealBrokenError:
            left = self._left = self._left - 1
            if left == 0:
                self.wipe()
            raise fault(Code.WRONG_PIN, "pin", left=left) from None
        self._left = TRIES
        return KeyRing(keys[: self._length], drafts=keys[self._length :], user_id=self._user_id)
