"""``llaves.json``: who may open the base, and with what.

Envelope keys. The base is encrypted under a random **data key**; every compartment (psicología, rcf, protección…) has
a random key of its own. Each user's password gives, by Argon2id, a key that opens the user's own X25519 key pair, to
which the keys that the user holds are sealed by HPKE. Two recovery sheets are holders of everything.

What this does and does not promise: somebody with the folder and no password reads nothing. A user with a password
reads what the data key opens; only compartments separate users from each other. Compartment keys are made at set-up
and sealed to the sheets alone: an administrator cannot grant what they do not hold. A user who is removed and kept an
old key file *and* an old base still opens that old base.
"""

import hmac
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from types import MappingProxyType

from casa_desktop.domain.errors import Code, fault
from casa_desktop.storage import sheets as sheet_text
from casa_desktop.storage.envelope import (
    PRODUCTION_COST,
    KdfCost,
    KeyPair,
    SealBrokenError,
    authenticate,
    binding,
    derive,
    new_key,
    new_salt,
    password_key,
    seal,
    seal_to,
    unseal,
)
from casa_desktop.storage.files import explain, read_bounded, write_atomically
from casa_desktop.storage.keyslots import DATA, LARGEST_FILE, Contents, SealedKey, SheetSlot, UserSlot, parse

SHEETS = 2
_FIRST_EPOCH = 1


def _nothing() -> Mapping[str, bytes]:
    return MappingProxyType({})


@dataclass(frozen=True, slots=True)
class KeyRing:
    """Opened keys; its repr shows none of them.

    *drafts* seals the drafts of one user and comes from that user's key pair. A ring opened by a sheet belongs to
    nobody: its *user_id* is empty and its *drafts* is ``b""``.
    """

    data: bytes = field(repr=False)
    compartments: Mapping[str, bytes] = field(default_factory=_nothing, repr=False)
    drafts: bytes = field(default=b"", repr=False)
    user_id: str = ""

    def without_compartments(self) -> "KeyRing":
        """What may wait behind a PIN: compartment keys always want the password again."""
        return replace(self, compartments=_nothing())


@dataclass(frozen=True, slots=True)
class KeyUser:
    """A user as the key file knows them."""

    user_id: str
    username: str
    compartments: frozenset[str]


class KeyFile:
    """The key file of one profile. Every change is on the disk when its method returns, or has not happened.

    The changing methods want a ring of this base: they sign the whole file with its data key. *cost* is what new
    passwords cost; slots keep the cost that they were made with.
    """

    def __init__(self, path: Path, contents: Contents, cost: KdfCost = PRODUCTION_COST) -> None:
        self.path = path
        self._contents = contents
        self._cost = cost

    @classmethod
    def create(
        cls,
        path: Path,
        *,
        base_id: str,
        user_id: str,
        username: str,
        password: str,
        compartments: Iterable[str],
        cost: KdfCost = PRODUCTION_COST,
    ) -> tuple["KeyFile", KeyRing, tuple[str, str]]:
        """Makes all keys of a new base, its first user and both recovery sheets (as printed text).

        The first user's ring holds the data key and **no** compartment: the first holder of each is granted by a typed
        sheet. Raises BASE_EXISTS rather than overwrite a key file: that would lose the base it opens.
        """
        if path.exists():
            raise fault(Code.BASE_EXISTS, file=path.name)
        keys = {name: new_key() for name in (DATA, *compartments)}
        texts = new_sheets()
        keyfile = cls(path, Contents(base_id, {}, _sheet_slots(base_id, keys, texts)), cost)
        ring = KeyRing(keys[DATA])
        keyfile.add_user(ring, user_id, username, password)
        return keyfile, keyfile.unlock(username, password), texts

    @classmethod
    def read(cls, path: Path, cost: KdfCost = PRODUCTION_COST) -> "KeyFile":
        """Raises KEYS_MISSING, KEYS_DAMAGED, CANNOT_READ, or BASE_NEWER for a file of a later program."""
        try:
            raw = read_bounded(path, LARGEST_FILE)
        except FileNotFoundError:
            raise fault(Code.KEYS_MISSING, file=path.name) from None
        except OSError as error:
            raise explain(error, writing=False) from error
        return cls(path, parse(raw), cost)

    @property
    def base_id(self) -> str:
        return self._contents.base_id

    def to_bytes(self) -> bytes:
        """The file as it stands, for a copy."""
        return self._contents.to_bytes()

    def users(self) -> tuple[KeyUser, ...]:
        """Everybody with a slot, by username."""
        slots = sorted(self._contents.users.values(), key=lambda slot: slot.username)
        return tuple(KeyUser(slot.user_id, slot.username, frozenset(slot.keys) - {DATA}) for slot in slots)

    def compartments(self) -> tuple[str, ...]:
        """The names of all compartments, in order."""
        return tuple(sorted(set(self._contents.sheets[0].keys) - {DATA}))

    def holders(self, compartment: str) -> tuple[str, ...]:
        """The usernames that hold the key of *compartment*; the sheets hold it too."""
        return tuple(user.username for user in self.users() if compartment in user.compartments)

    def user_id(self, username: str) -> str:
        """The id behind a username, or ``""``: what may be noted of a failed login without keeping what was typed."""
        slot = self._find(username)
        return slot.user_id if slot else ""

    # Opening

    def unlock(self, username: str, password: str) -> KeyRing:
        """Opens a user's slot; costs a good part of a second.

        Raises WRONG_PASSWORD (also for a user who does not exist) or KEYS_DAMAGED (``reason="seal"``: the slot opened,
        but somebody changed the file without holding a key).
        """
        slot = self._find(username)
        if slot is None:
            raise fault(Code.WRONG_PASSWORD)
        return self._user_ring(slot, self._pair(slot, password))

    def open_sheet(self, sheet: str) -> KeyRing:
        """Opens everything with a typed recovery sheet.

        Raises BAD_SHEET; its ``reason`` is ``length``, ``letter`` or ``check`` for a typing error, and ``other`` for a
        sheet that was replaced or belongs to another base.
        """
        pair = _sheet_pair(self.base_id, sheet_text.from_text(sheet))
        for slot in self._contents.sheets:
            if slot.public == pair.public:
                return self._ring(pair, slot.keys, slot.holder)
        raise fault(Code.BAD_SHEET, reason="other")

    def belongs_to(self, ring: KeyRing) -> bool:
        """Whether this file was last written by somebody who held the data key of *ring*."""
        return hmac.compare_digest(self._mac(self._contents, ring.data), self._contents.mac)

    # Users

    def add_user(
        self, ring: KeyRing, user_id: str, username: str, password: str, compartments: Iterable[str] = ()
    ) -> None:
        """A slot for a new user. Raises NOT_UNIQUE, or NEEDS_COMPARTMENT_KEY for a compartment that *ring* does not
        hold."""
        if user_id in self._contents.users or self._find(username):
            raise fault(Code.NOT_UNIQUE, "username")
        keys = {DATA: ring.data} | {name: _held(ring, name) for name in compartments}
        self._put(ring, self._new_slot(user_id, username, password, keys))

    def remove_user(self, ring: KeyRing, username: str) -> None:
        """Takes the slot away: the user no longer enters. Refuses the last one with LAST_ADMINISTRATOR."""
        slot = self._slot(username)
        others = {user_id: other for user_id, other in self._contents.users.items() if user_id != slot.user_id}
        if not others:
            raise fault(Code.LAST_ADMINISTRATOR)
        self._store(ring, replace(self._contents, users=others))

    def rename(self, ring: KeyRing, username: str, new: str) -> None:
        """Another username for the same user; password and keys stay."""
        slot, other = self._slot(username), self._find(new)
        if other is not None and other.user_id != slot.user_id:
            raise fault(Code.NOT_UNIQUE, "username")
        self._put(ring, replace(slot, username=new.strip()))

    def set_password(self, username: str, old: str, new: str) -> None:
        """The user's own change: the key pair stays, and with it every key held and every draft."""
        slot = self._slot(username)
        pair = self._pair(slot, old)
        self._put(self._user_ring(slot, pair), self._lock(slot, pair, new))

    def reset_password(self, ring: KeyRing, username: str, new: str) -> tuple[str, ...]:
        """A password given by somebody else: a new key pair that holds the data key only.

        Returns the compartments that the user held and that a holder (or a sheet) must grant again: whoever chose the
        password knows it, so nothing sealed may follow by itself. The user's drafts can no longer be opened.
        """
        slot = self._slot(username)
        self._put(ring, self._new_slot(slot.user_id, slot.username, new, {DATA: ring.data}))
        return tuple(sorted(set(slot.keys) - {DATA}))

    # Compartments

    def grant(self, ring: KeyRing, username: str, compartment: str) -> None:
        """Seals a compartment key that *ring* holds to another user. Raises NEEDS_COMPARTMENT_KEY, UNKNOWN_USER."""
        slot, key = self._slot(username), _held(ring, compartment)
        sealed = self._sealed(slot.public, slot.user_id, compartment, key)
        self._put(ring, replace(slot, keys={**slot.keys, compartment: sealed}))

    def revoke(self, ring: KeyRing, username: str, compartment: str) -> None:
        """Takes the sealed key away; whoever copied it before still has it."""
        slot = self._slot(username)
        keys = {name: key for name, key in slot.keys.items() if name != compartment or name == DATA}
        self._put(ring, replace(slot, keys=keys))

    def add_compartment(self, ring: KeyRing, compartment: str) -> None:
        """A key for a new compartment, sealed to the sheets only; the first holder is granted by a typed sheet."""
        if compartment == DATA or compartment in self.compartments():
            raise fault(Code.NOT_UNIQUE, "compartment")
        key = new_key()
        sheets = tuple(
            replace(sheet, keys={**sheet.keys, compartment: self._sealed(sheet.public, sheet.holder, compartment, key)})
            for sheet in self._contents.sheets
        )
        self._store(ring, replace(self._contents, sheets=sheets))

    def replace_sheets(self, ring: KeyRing, sheets: tuple[str, str]) -> None:
        """*sheets*, two of :func:`new_sheets`, take the place of the old ones, which still open old copies.

        They come from outside so that whoever asks has them on paper before they count. *ring* must hold every
        compartment: in practice it was opened by one of the old sheets. Raises NEEDS_COMPARTMENT_KEY, BAD_SHEET.
        """
        keys = {DATA: ring.data} | {name: _held(ring, name) for name in self.compartments()}
        self._store(ring, replace(self._contents, sheets=_sheet_slots(self.base_id, keys, sheets)))

    def has_sheet(self, sheet: str) -> bool:
        """Whether *sheet* is one of the two of today. Raises BAD_SHEET for a typing error."""
        public = _sheet_pair(self.base_id, sheet_text.from_text(sheet)).public
        return any(slot.public == public for slot in self._contents.sheets)

    # How it is done

    def _find(self, username: str) -> UserSlot | None:
        wanted = _folded(username)
        return next((slot for slot in self._contents.users.values() if _folded(slot.username) == wanted), None)

    def _slot(self, username: str) -> UserSlot:
        slot = self._find(username)
        if slot is None:
            raise fault(Code.UNKNOWN_USER)
        return slot

    def _bound(self, *parts: str | int) -> bytes:
        return binding(self.base_id, *parts)

    def _sealed(self, public: bytes, holder: str, name: str, key: bytes) -> SealedKey:
        return _seal_key(self.base_id, public, holder, name, key)

    def _new_slot(self, user_id: str, username: str, password: str, keys: Mapping[str, bytes]) -> UserSlot:
        pair = KeyPair.new()
        sealed = {name: self._sealed(pair.public, user_id, name, key) for name, key in keys.items()}
        empty = UserSlot(user_id, username.strip(), self._cost, b"", pair.public, b"", sealed)
        return self._lock(empty, pair, password)

    def _lock(self, slot: UserSlot, pair: KeyPair, password: str) -> UserSlot:
        salt = new_salt()
        private = seal(password_key(password, salt, self._cost), pair.private_bytes(), self._pair_bound(slot))
        return replace(slot, cost=self._cost, salt=salt, private=private)

    def _pair(self, slot: UserSlot, password: str) -> KeyPair:
        try:
            private = unseal(password_key(password, slot.salt, slot.cost), slot.private, self._pair_bound(slot))
        except SealBrokenError:
            raise fault(Code.WRONG_PASSWORD) from None
        return KeyPair(private)

    def _pair_bound(self, slot: UserSlot) -> bytes:
        return self._bound(slot.user_id, "pair", slot.public.hex())

    def _user_ring(self, slot: UserSlot, pair: KeyPair) -> KeyRing:
        drafts = derive(pair.private_bytes(), self._bound(slot.user_id, "drafts"))
        return replace(self._ring(pair, slot.keys, slot.user_id), drafts=drafts, user_id=slot.user_id)

    def _ring(self, pair: KeyPair, sealed: Mapping[str, SealedKey], holder: str) -> KeyRing:
        try:
            keys = {
                name: pair.open(key.box, self._bound(holder, "key", name, key.epoch)) for name, key in sealed.items()
            }
            data = keys.pop(DATA)
        except (SealBrokenError, KeyError):
            raise fault(Code.KEYS_DAMAGED, reason="seal") from None
        ring = KeyRing(data, MappingProxyType(keys))
        if not self.belongs_to(ring):
            raise fault(Code.KEYS_DAMAGED, reason="seal")
        return ring

    def _put(self, ring: KeyRing, slot: UserSlot) -> None:
        self._store(ring, replace(self._contents, users={**self._contents.users, slot.user_id: slot}))

    def _store(self, ring: KeyRing, contents: Contents) -> None:
        if self._contents.mac and not self.belongs_to(ring):
            raise fault(Code.KEYS_DAMAGED, reason="seal")
        signed = replace(contents, mac=self._mac(contents, ring.data))
        write_atomically(self.path, signed.to_bytes())
        self._contents = signed

    @staticmethod
    def _mac(contents: Contents, data_key: bytes) -> str:
        return authenticate(derive(data_key, binding(contents.base_id, "key file")), contents.signed_bytes())


def _folded(username: str) -> str:
    return username.strip().casefold()


def _held(ring: KeyRing, compartment: str) -> bytes:
    try:
        return ring.compartments[compartment]
    except KeyError:
        raise fault(Code.NEEDS_COMPARTMENT_KEY, compartment=compartment) from None


def _seal_key(base_id: str, public: bytes, holder: str, name: str, key: bytes) -> SealedKey:
    return SealedKey(_FIRST_EPOCH, seal_to(public, key, binding(base_id, holder, "key", name, _FIRST_EPOCH)))


def _sheet_pair(base_id: str, secret: bytes) -> KeyPair:
    return KeyPair(derive(secret, binding(base_id, "sheet")))


def new_sheets() -> tuple[str, str]:
    """Two sheets as they are printed; they open nothing until a key file is told of them."""
    first, second = (sheet_text.to_text(sheet_text.new_secret()) for _ in range(SHEETS))
    return first, second


def _sheet_slots(base_id: str, keys: Mapping[str, bytes], texts: tuple[str, str]) -> tuple[SheetSlot, ...]:
    slots = []
    for number, text in enumerate(texts, 1):
        public = _sheet_pair(base_id, sheet_text.from_text(text)).public
        slot = SheetSlot(number, public, {})
        sealed = {name: _seal_key(base_id, public, slot.holder, name, key) for name, key in keys.items()}
        slots.append(replace(slot, keys=sealed))
    return tuple(slots)
