"""Who enters: users, roles, passwords and the keys that a role needs.

The key file is written before the transaction commits: a slot without a user opens nothing, while a user without a
slot could never enter.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace

from casa_desktop.domain.access import COMPARTMENTS_OF_ROLE, Action, Compartment, Role, is_username
from casa_desktop.domain.errors import CasaError, Code, Problem, Problems, fault
from casa_desktop.domain.ids import new_id
from casa_desktop.domain.passwords import require_strong
from casa_desktop.domain.text import taken, tidy_name
from casa_desktop.services.context import Context, verb
from casa_desktop.storage import profile
from casa_desktop.storage.headfile import HeadFile
from casa_desktop.storage.recovery import unlock_noted
from casa_desktop.storage.users import UserRow

LONGEST_NAME = 120


@dataclass(frozen=True, slots=True)
class UserQuery:
    """Asks for the users."""


@dataclass(frozen=True, slots=True)
class User:
    """A user as the administrator sees it. *keys* are the compartments whose key this user holds."""

    uuid: str
    username: str
    full_name: str
    active: bool
    roles: frozenset[Role]
    keys: frozenset[str]
    version: int
    can_enter: bool = True
    """False for somebody who left, and for somebody who came back and was given no new password yet."""

    @property
    def missing_keys(self) -> frozenset[str]:
        """Compartments that the roles need and that nobody has granted yet."""
        return frozenset(_needed(self.roles) - self.keys) if self.active else frozenset()


@dataclass(frozen=True, slots=True)
class KeyQuery:
    """Asks who holds the compartment keys."""


@dataclass(frozen=True, slots=True)
class KeyState:
    """Who holds the key of one compartment, and whose role waits for it. *mine*: the actor could grant it now."""

    compartment: Compartment
    holders: tuple[User, ...]
    waiting: tuple[User, ...]
    mine: bool


@dataclass(frozen=True, slots=True)
class CreateUser:
    """A new user with a first password, which the person changes after entering."""

    uuid: str
    username: str
    full_name: str
    password: str
    roles: frozenset[Role]


@dataclass(frozen=True, slots=True)
class EditUser:
    """A new name, other roles, or a user who leaves (active False)."""

    uuid: str
    version: int
    full_name: str
    roles: frozenset[Role]
    active: bool


@dataclass(frozen=True, slots=True)
class ResetPassword:
    """An administrator gives a new password; compartment keys must be granted again afterwards."""

    uuid: str
    password: str


@dataclass(frozen=True, slots=True)
class BringBack:
    """Somebody who left is active again, with a new password."""

    uuid: str
    version: int
    password: str


@dataclass(frozen=True, slots=True)
class ChangePassword:
    """A user's own password."""

    old: str
    new: str


@dataclass(frozen=True, slots=True)
class Recover:
    """A recovery sheet as typed, and the new password of the actor, who has lost the old one."""

    sheet: str
    password: str


@dataclass(frozen=True, slots=True)
class GrantKey:
    """Gives a compartment key: from a typed recovery sheet, or from the actor who holds it (*sheet* empty)."""

    uuid: str
    compartment: Compartment
    sheet: str = ""


def check_new_user(username: str, full_name: str, password: str) -> Problems:
    """What is wrong with a name, a full name and a password; also used by the first-start assistant."""
    problems = Problems()
    if not username:
        problems.add(Code.REQUIRED, "username")
    elif not is_username(username):
        problems.add(Code.BAD_TEXT, "username")
    taken(problems, "full_name", full_name, LONGEST_NAME, tidy_name, required=True)
    problems.extend(_weakness(password, "password", username, full_name))
    return problems


def ask_again(ctx: Context, password: str, field: str = "password") -> None:
    """The actor's own password once more, tried as at the door: whoever found the desk open may not guess it here
    without waiting, and what is guessed here makes the door wait, too.

    Raises WRONG_PASSWORD and WAIT_BEFORE_RETRY in *field*.
    """
    with in_field(field):
        head = HeadFile(ctx.keys.path.with_name(profile.HEAD), ctx.keys.base_id)
        unlock_noted(ctx.keys, head, ctx.actor.username, password, ctx.clock)


@contextmanager
def in_field(field: str) -> Iterator[None]:
    """What goes wrong inside belongs to *field* of the command."""
    try:
        yield
    except CasaError as error:
        raise CasaError(replace(problem, field=field) for problem in error.problems) from None


def _weakness(password: str, field: str, *names: str) -> tuple[Problem, ...]:
    try:
        require_strong(password, *names)
    except CasaError as error:
        return tuple(replace(problem, field=field) for problem in error.problems)
    return ()


def _needed(roles: Iterable[str]) -> set[str]:
    return {str(c) for role in roles for c in COMPARTMENTS_OF_ROLE.get(Role(role), ())}


def _shown(ctx: Context, row: UserRow) -> User:
    slot = next((slot for slot in ctx.keys.users() if slot.user_id == row.uuid), None)
    keys = slot.compartments if slot else frozenset()
    roles = frozenset(Role(role) for role in row.roles)
    return User(row.uuid, row.username, row.full_name, row.active, roles, keys, row.version, slot is not None)


def _found(ctx: Context, uuid: str) -> UserRow:
    row = ctx.work.users.by_uuid(uuid)
    if row is None:
        raise fault(Code.NOT_FOUND, kind="user")
    return row


@verb(Action.USER_VIEW)
def list_users(ctx: Context, query: UserQuery) -> tuple[User, ...]:
    """Every user, also those who left."""
    return tuple(_shown(ctx, row) for row in ctx.work.users.all())


@verb(Action.USER_EDIT)
def create(ctx: Context, command: CreateUser) -> User:
    """Adds a user who can enter with the given password. Errors: NOT_UNIQUE, REQUIRED, BAD_TEXT, WEAK_PASSWORD."""
    if (same := ctx.work.users.by_uuid(command.uuid)) is not None:
        return _shown(ctx, same)
    problems = check_new_user(command.username, command.full_name, command.password)
    if ctx.work.users.by_username(command.username) is not None:
        problems.add(Code.NOT_UNIQUE, "username")
    if not command.roles:
        problems.add(Code.REQUIRED, "roles")
    problems.raise_if_any()
    ctx.work.users.add(
        uuid=command.uuid,
        username=command.username,
        full_name=tidy_name(command.full_name),
        created_at=ctx.stamp,
        roles=command.roles,
    )
    if ctx.keys.user_id(command.username):  # of a try whose commit failed: the base does not know that user
        ctx.keys.remove_user(ctx.actor.ring, command.username)
    ctx.keys.add_user(ctx.actor.ring, command.uuid, command.username, command.password)
    ctx.audit("user.create", command.uuid, ("username", "full_name", "roles"))
    ctx.changed("user", command.uuid)
    return _shown(ctx, _found(ctx, command.uuid))


@verb(Action.USER_EDIT)
def edit(ctx: Context, command: EditUser) -> User:
    """Changes name, roles and activity. Who leaves loses slot and keys; who comes back needs :func:`reset_password`.

    Errors: CONFLICT, LAST_ADMINISTRATOR, REQUIRED, TOO_LONG, BAD_TEXT.
    """
    row = _found(ctx, command.uuid)
    problems = Problems()
    full_name = taken(problems, "full_name", command.full_name, LONGEST_NAME, tidy_name, required=True)
    if not command.roles:
        problems.add(Code.REQUIRED, "roles")
    problems.raise_if_any()
    stays = command.active and Role.ADMINISTRATION in command.roles
    others = [u for u in ctx.work.users.all() if u.active and u.uuid != row.uuid and Role.ADMINISTRATION in u.roles]
    if not stays and not others:
        raise fault(Code.LAST_ADMINISTRATOR)
    as_read = replace(row, version=command.version)
    if not ctx.work.users.change(as_read, full_name=full_name, active=command.active, roles=command.roles):
        raise fault(Code.CONFLICT, kind="user")
    _take_keys(ctx, row.username, _needed(command.roles), stays=command.active)
    changed = [
        name
        for name, before, after in (
            ("full_name", row.full_name, full_name),
            ("roles", row.roles, frozenset(map(str, command.roles))),
            ("active", row.active, command.active),
        )
        if before != after
    ]
    ctx.audit("user.edit", row.uuid, tuple(changed))
    ctx.changed("user", row.uuid)
    return _shown(ctx, _found(ctx, row.uuid))


def _take_keys(ctx: Context, username: str, needed: set[str], *, stays: bool) -> None:
    slot = next((slot for slot in ctx.keys.users() if slot.username == username), None)
    if slot is None:
        return
    if not stays:
        ctx.keys.remove_user(ctx.actor.ring, username)
        return
    for compartment in slot.compartments - needed:
        ctx.keys.revoke(ctx.actor.ring, username, compartment)


@verb(Action.USER_EDIT)
def reset_password(ctx: Context, command: ResetPassword) -> User:
    """A new password and key pair with the data key only. The user's sealed drafts are lost, and so are the keys.

    Errors: WEAK_PASSWORD, INACTIVE for somebody who left, BAD_CHOICE for the actor, who has :func:`change_password`.
    """
    row = _found(ctx, command.uuid)
    if not row.active:
        raise fault(Code.INACTIVE, kind="user")
    if row.uuid == ctx.actor.uuid:
        raise fault(Code.BAD_CHOICE, "uuid")
    problems = Problems()
    problems.extend(_weakness(command.password, "password", row.username, row.full_name))
    problems.raise_if_any()
    if ctx.keys.user_id(row.username):
        ctx.keys.reset_password(ctx.actor.ring, row.username, command.password)
    else:
        ctx.keys.add_user(ctx.actor.ring, row.uuid, row.username, command.password)
    for form, _sealed, _at in ctx.work.drafts.of_user(row.id):
        ctx.work.drafts.discard(row.id, form)
    ctx.audit("user.reset_password", row.uuid, ("password",))
    ctx.changed("user", row.uuid)
    return _shown(ctx, row)


@verb(Action.USER_EDIT)
def bring_back(ctx: Context, command: BringBack) -> User:
    """Makes a user active with the roles held before, and gives a password. Errors: CONFLICT, WEAK_PASSWORD."""
    row = _found(ctx, command.uuid)
    edit(ctx, EditUser(row.uuid, command.version, row.full_name, frozenset(map(Role, row.roles)), active=True))
    return reset_password(ctx, ResetPassword(row.uuid, command.password))


@verb(Action.OWN_ACCOUNT)
def change_password(ctx: Context, command: ChangePassword) -> None:
    """The actor's own password; every key stays. Errors: WRONG_PASSWORD and WAIT_BEFORE_RETRY (field old),
    WEAK_PASSWORD (field new)."""
    problems = Problems()
    problems.extend(_weakness(command.new, "new", ctx.actor.username, ctx.actor.full_name))
    problems.raise_if_any()
    ask_again(ctx, command.old, "old")
    ctx.keys.set_password(ctx.actor.username, command.old, command.new)
    ctx.audit("user.change_password", ctx.actor.uuid, ("password",))


@verb(Action.OWN_ACCOUNT)
def recover(ctx: Context, command: Recover) -> None:
    """A new password for the actor, by a recovery sheet in place of the old one: the keys held before are given again.

    Drafts are lost, as they were sealed under the old password. Errors: BAD_SHEET, WEAK_PASSWORD.
    """
    problems = Problems()
    problems.extend(_weakness(command.password, "password", ctx.actor.username, ctx.actor.full_name))
    problems.raise_if_any()
    row = _found(ctx, ctx.actor.uuid)
    with in_field("sheet"):
        ring = ctx.keys.open_sheet(command.sheet)
    for compartment in ctx.keys.reset_password(ring, row.username, command.password):
        ctx.keys.grant(ring, row.username, compartment)
    for form, _sealed, _at in ctx.work.drafts.of_user(row.id):
        ctx.work.drafts.discard(row.id, form)
    ctx.audit("user.reset_password", row.uuid, ("password", "sheet"))
    ctx.changed("user", row.uuid)


@verb(Action.KEY_GRANT)
def key_states(ctx: Context, query: KeyQuery) -> tuple[KeyState, ...]:
    """Every compartment that a role can need: who holds its key, and who waits for it."""
    users = [_shown(ctx, row) for row in ctx.work.users.all() if row.active]
    wanted = [c for c in Compartment if any(c in needed for needed in COMPARTMENTS_OF_ROLE.values())]
    return tuple(
        KeyState(
            compartment,
            tuple(user for user in users if compartment in user.keys),
            tuple(user for user in users if compartment in user.missing_keys),
            compartment in ctx.actor.ring.compartments,
        )
        for compartment in wanted
    )


@verb(Action.KEY_GRANT)
def grant_key(ctx: Context, command: GrantKey) -> User:
    """Gives *compartment* to a user whose role needs it. Without a sheet the actor must hold the key.

    Errors: BAD_SHEET, NEEDS_COMPARTMENT_KEY, BAD_CHOICE where no role of the user needs the key, INACTIVE.
    """
    row = _found(ctx, command.uuid)
    if not row.active:
        raise fault(Code.INACTIVE, kind="user")
    if command.compartment not in _needed(row.roles):
        raise fault(Code.BAD_CHOICE, "compartment")
    if command.sheet:
        with in_field("sheet"):
            ring = ctx.keys.open_sheet(command.sheet)
    else:
        ring = ctx.actor.ring
    ctx.keys.grant(ring, row.username, str(command.compartment))
    by = ("sheet",) if command.sheet else ()
    ctx.audit("key.grant", row.uuid, (str(command.compartment), *by))
    ctx.changed("user", row.uuid)
    return _shown(ctx, row)


def new_user(username: str, full_name: str, password: str, roles: frozenset[Role], uuid: str = "") -> CreateUser:
    """A :class:`CreateUser` with a fresh uuid."""
    return CreateUser(uuid or new_id(), username, full_name, password, roles)
