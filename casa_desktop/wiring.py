"""Composition without Qt: profile folder, keys, base, clock and runner, used by the window and by the command line.

Nothing here imports SQLAlchemy before a base is opened, so that the login page shows at once.
"""

from __future__ import annotations

import json
import math
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from casa_desktop.domain.access import Action, Compartment, Role, allowed
from casa_desktop.domain.clock import Clock, FixedClock
from casa_desktop.domain.errors import CasaError, Code, fault
from casa_desktop.domain.founding import FirstDesk, Founded
from casa_desktop.domain.ids import new_id
from casa_desktop.settings import SettingsFile
from casa_desktop.storage import profile
from casa_desktop.storage.container import Cancelled, Progress, never, silent
from casa_desktop.storage.envelope import PRODUCTION_COST, KdfCost
from casa_desktop.storage.files import explained, replace
from casa_desktop.storage.headfile import HeadFile
from casa_desktop.storage.instance import InstanceLock, finish_pending
from casa_desktop.storage.keyfile import KeyFile, KeyRing
from casa_desktop.storage.pin import PinSeal
from casa_desktop.storage.recovery import open_noted, unlock_noted

if TYPE_CHECKING:
    from casa_desktop.demo.scenarios import Order
    from casa_desktop.services.context import Actor
    from casa_desktop.services.runner import Runner
    from casa_desktop.storage.base import Base
    from casa_desktop.storage.restore import Restored

_BESIDE = ".nueva"
"""Where a set-up writes until the recovery sheets have been typed back."""


class Desk:
    """The base, opened by one user. Every method runs on the thread that owns the base."""

    def __init__(self, door: Door, keys: KeyFile, ring: KeyRing, username: str) -> None:
        self.folder = door.folder
        self.clock = door.clock
        self.keys = keys
        self.settings = door.settings()
        self._door = door
        self._username = username
        self._pin: PinSeal | None = None
        self._base: Base | None = None
        self._runner: Runner | None = None
        self._instance = InstanceLock(door.folder)
        try:
            self._open(ring)
        except BaseException:
            self._instance.release()
            raise

    def _open(self, ring: KeyRing) -> None:
        from casa_desktop.services import alarms
        from casa_desktop.services.runner import Runner
        from casa_desktop.storage.base import Base

        self.lock()  # the kiosk leaves it open
        base = Base.open(self.folder, ring, self.clock)
        try:
            runner = Runner.of(base, self._username, ring, self.clock, self.keys)
            alarms.enter(runner)
        except BaseException:
            base.close()
            raise
        self._base, self._runner = base, runner

    @property
    def runner(self) -> Runner:
        """Runs verbs for this user; ``FORBIDDEN`` while the desk is locked."""
        if self._runner is None:
            raise fault(Code.FORBIDDEN, action="locked")
        return self._runner

    @property
    def actor(self) -> Actor:
        """Who entered."""
        return self.runner.actor

    @property
    def base(self) -> Base:
        """The open base, for copies and checks."""
        return self.runner.base

    @property
    def has_pin(self) -> bool:
        """Whether a PIN would open the desk again now."""
        return self._pin is not None and self._pin.usable

    def set_pin(self, pin: str) -> None:
        """Lets *pin* open the desk again for the rest of the shift."""
        self._pin = PinSeal(self.actor.ring, pin, self._door.cost)

    def forget_pin(self) -> None:
        """From now on only the password opens: the machine goes to sleep, or the shift is over."""
        if self._pin is not None:
            self._pin.wipe()
        self._pin = None

    def lock(self) -> None:
        """Closes the base and forgets the keys, except those that the PIN seals."""
        if self._base is not None:
            self._base.close()
        self._base = self._runner = None

    def drop_compartments(self) -> None:
        """Forgets the compartment keys and stays open."""
        self._runner = self.runner.without_compartments()

    def unlock_with_pin(self, pin: str) -> None:
        """Opens again without compartment keys; WRONG_PIN, the third of which wipes what the PIN sealed."""
        if self._pin is None:
            raise fault(Code.WRONG_PIN, "pin", left=0)
        self._open(self._pin.open(pin))

    def unlock_with_password(self, password: str) -> None:
        """Opens again, compartment keys included; raises as :meth:`Door.unlock`."""
        self.keys = KeyFile.read(self.folder / profile.KEYS, self._door.cost)
        self._open(self._door._ring(self.keys, self._username, password))  # noqa: SLF001  # the door counts the tries

    def change_password(self, old: str, new: str) -> None:
        """The user's own password."""
        from casa_desktop.services import users

        self.runner.run(users.change_password, users.ChangePassword(old, new))

    def save_draft(self, form: str, draft: Mapping[str, Any] | None) -> None:
        """Keeps the draft of *form* sealed for this user; None discards it."""
        from casa_desktop.services import drafts

        if draft is None:
            self.runner.run(drafts.discard_form, drafts.DiscardForm(form))
        else:
            self.runner.run(drafts.save, drafts.SaveDraft(form, json.dumps(draft, ensure_ascii=False)))

    def drafts(self) -> Mapping[str, Mapping[str, Any]]:
        """The drafts of this user by form."""
        from casa_desktop.services import drafts

        found = self.runner.run(drafts.open_list, drafts.DraftQuery()).result
        return {draft.form: json.loads(draft.payload) for draft in found}

    def interrupt(self) -> None:
        """Stops the statement that runs now; the one method that any thread may call."""
        if self._base is not None:
            self._base.interrupt()

    def close(self) -> None:
        """Writes the head of the audit chain, forgets all keys and lets the profile go."""
        try:
            self.lock()
        finally:
            self.forget_pin()
            self._instance.release()


class Door:
    """A profile folder and how one enters it."""

    def __init__(self, folder: Path, clock: Clock, cost: KdfCost = PRODUCTION_COST) -> None:
        self.folder = folder
        self.clock = clock
        self.cost = cost
        finish_pending(folder)

    def state(self) -> profile.ProfileState:
        """Looks at which files exist; opens none."""
        return profile.state(self.folder)

    def require_base(self) -> None:
        """Raises BASE_MISSING or KEYS_MISSING unless there is a base to enter."""
        missing = Code.KEYS_MISSING if self.state() is profile.ProfileState.KEYS_MISSING else Code.BASE_MISSING
        if self.state() is not profile.ProfileState.READY:
            raise fault(missing, folder=self.folder.name)

    def require_new(self) -> None:
        """Raises BASE_EXISTS unless a new desk may be set up here."""
        if self.state() not in (profile.ProfileState.EMPTY, profile.ProfileState.UNFINISHED):
            raise fault(Code.BASE_EXISTS, folder=self.folder.name)

    def settings(self) -> SettingsFile:
        """The settings of this profile on this machine."""
        return SettingsFile(self.folder / profile.SETTINGS)

    def users(self) -> tuple[str, ...]:
        """Usernames in the key file, the one who entered last first."""
        names = [user.username for user in KeyFile.read(self.folder / profile.KEYS).users()]
        last = self.settings().settings.last_user
        return tuple(sorted(names, key=lambda name: (name != last, name)))

    def wait_seconds(self, username: str) -> int:
        """Seconds until *username* may try a password; 0 = now."""
        keys = KeyFile.read(self.folder / profile.KEYS)
        return math.ceil(self._head(keys).remaining_wait(keys.user_id(username), self.clock))

    def unlock(self, username: str, password: str) -> Desk:
        """Enters. Raises WAIT_BEFORE_RETRY, WRONG_PASSWORD, UNKNOWN_USER, BASE_… or KEYS_…."""
        keys = KeyFile.read(self.folder / profile.KEYS, self.cost)
        ring = self._ring(keys, username, password)
        desk = Desk(self, keys, ring, username)
        self.settings().change(last_user=username)
        return desk

    def open_sheet(self, username: str, sheet: str) -> tuple[KeyFile, KeyRing]:
        """The keys, opened by a recovery sheet for *username*. Raises BAD_SHEET, UNKNOWN_USER or KEYS_…."""
        keys = KeyFile.read(self.folder / profile.KEYS, self.cost)
        return keys, open_noted(keys, self._head(keys), username, sheet, self.clock)

    def recover(self, username: str, sheet: str, password: str) -> None:
        """A new password for whoever lost theirs and has a recovery sheet.

        Raises as :meth:`open_sheet`, WEAK_PASSWORD or BASE_….
        """
        from casa_desktop.services import users

        keys, ring = self.open_sheet(username, sheet)
        desk = Desk(self, keys, ring, username)
        try:
            desk.runner.run(users.recover, users.Recover(sheet, password))
        finally:
            desk.close()
        self._head(keys).note_success(keys.user_id(username))

    def _ring(self, keys: KeyFile, username: str, password: str) -> KeyRing:
        """Opens the keys; a wrong password is noted, and makes the next try wait."""
        return unlock_noted(keys, self._head(keys), username, password, self.clock)

    def restore(
        self, copy: Path, username: str, password: str, progress: Progress = silent, cancelled: Cancelled = never
    ) -> Restored:
        """Verifies *copy* and puts it in place of the base; what was there is kept in ``respaldos``.

        An administrator does it; where the present base cannot say who that is, anybody whose password opens the keys.
        Raises WRONG_PASSWORD, WAIT_BEFORE_RETRY, FORBIDDEN, COPY_DAMAGED, COPY_FOREIGN, BASE_NEWER, DISK_FULL….
        """
        from casa_desktop.storage import restore

        with InstanceLock(self.folder):
            try:
                keys = KeyFile.read(self.folder / profile.KEYS, self.cost)
            except CasaError as error:
                if error.code not in (Code.KEYS_MISSING, Code.KEYS_DAMAGED):
                    raise
                keys = restore.keys_in(copy)
            ring = self._ring(keys, username, password)
            self._require_restorer(ring, username)
            done = restore.restore(copy, self.folder, ring, self.clock, progress=progress, cancelled=cancelled)
        desk = Desk(self, KeyFile.read(self.folder / profile.KEYS, self.cost), ring, username)
        try:
            with desk.runner.batch() as ctx:
                ctx.audit("copy.restore", copy.name)
        finally:
            desk.close()
        return done

    def _require_restorer(self, ring: KeyRing, username: str) -> None:
        from casa_desktop.storage.base import Base, Rollback

        try:
            base = Base.open(self.folder, ring, self.clock, Rollback.IGNORED)
        except CasaError:
            return
        try:
            with base.begin() as work:
                row = work.users.by_username(username)
        finally:
            base.close()
        if row is None or not allowed(frozenset(map(Role, row.roles)), Action.COPY_RESTORE):
            raise fault(Code.FORBIDDEN, action=str(Action.COPY_RESTORE))

    def accept(self, username: str, password: str, reason: str) -> None:
        """Takes a base that is older than the last one that was used, for good. An administrator does it, audited.

        Raises WRONG_PASSWORD, WAIT_BEFORE_RETRY, UNKNOWN_USER, FORBIDDEN, NEEDS_REASON, BASE_…, KEYS_….
        """
        from casa_desktop.services import alarms

        keys = KeyFile.read(self.folder / profile.KEYS, self.cost)
        with InstanceLock(self.folder):
            ring = self._ring(keys, username, password)
            alarms.accept_base(self.folder, keys, ring, username, reason, self.clock)

    def found(self, first: FirstDesk, folder: Path | None = None) -> Founded:
        """Writes keys and base for a new desk into *folder* (this profile's own by default)."""
        from casa_desktop.services import founding
        from casa_desktop.services.context import Actor
        from casa_desktop.services.runner import Runner
        from casa_desktop.storage.base import Base

        folder = folder or self.folder
        founding.check(first.desk_name, first.username, first.full_name, first.password)
        with explained(writing=True):
            folder.mkdir(parents=True, exist_ok=True)
        base_id, user_id = new_id(), new_id()
        keys, ring, sheets = KeyFile.create(
            folder / profile.KEYS,
            base_id=base_id,
            user_id=user_id,
            username=first.username,
            password=first.password,
            compartments=[str(c) for c in Compartment],
            cost=self.cost,
        )
        base = Base.create(folder, ring, base_id, self.clock)
        try:
            roles = frozenset({Role.COORDINATION, Role.ADMINISTRATION})
            actor = Actor(user_id, first.username, first.full_name, roles, ring)
            runner = Runner(base, actor, self.clock, keys)
            runner.run(founding.found, founding.Found(first.desk_name, first.municipality, first.municipality_name))
        finally:
            base.close()
        return Founded(sheets, base_id[:8])

    def found_beside(self, first: FirstDesk) -> Founded:
        """As :meth:`found`, but nothing is in place until :meth:`keep_founded`."""
        self.require_new()
        self.abandon_founded()
        return self.found(first, self.folder / _BESIDE)

    def keep_founded(self) -> None:
        """Moves what :meth:`found_beside` wrote into place: keys, base and last the head, so that a cut shows."""
        with explained(writing=True):
            for name in (profile.KEYS, profile.DATABASE, profile.HEAD):
                replace(self.folder / _BESIDE / name, self.folder / name)
        profile.furnish(self.folder)
        self.abandon_founded()

    def abandon_founded(self) -> None:
        """Removes what :meth:`found_beside` wrote."""
        shutil.rmtree(self.folder / _BESIDE, ignore_errors=True)

    def _head(self, keys: KeyFile) -> HeadFile:
        return HeadFile(self.folder / profile.HEAD, keys.base_id)


def make_demo(folder: Path, order: Order, progress: Progress = silent) -> tuple[tuple[str, str], ...]:
    """A new profile of invented people as *order* says; gives (username, password) of its users. Raises BASE_EXISTS.

    Nothing of it is in place until all of it is written: half a demo would be a base whose passwords nobody knows.
    """
    door = Door(folder, FixedClock.on(order.first_day, 7))
    door.require_new()
    folder.mkdir(parents=True, exist_ok=True)
    door.abandon_founded()
    try:
        users = _invent(folder / _BESIDE, order, progress)
        door.keep_founded()
    finally:
        door.abandon_founded()
    door.settings().change(last_user=users[0][0])
    return users


def _invent(folder: Path, order: Order, progress: Progress) -> tuple[tuple[str, str], ...]:
    from casa_desktop.demo import scenarios

    clock = FixedClock.on(order.first_day, 7)
    door = Door(folder, clock)
    username, full_name = scenarios.FOUNDING
    code, town = scenarios.MUNICIPALITY
    first = FirstDesk(scenarios.DESK_NAME, code, username, full_name, order.founder_password, town)
    founded = door.found(first)
    desk = door.unlock(username, order.founder_password)
    try:
        return scenarios.fill(desk.runner, clock, order, founded.sheets[0], progress)
    finally:
        desk.close()
