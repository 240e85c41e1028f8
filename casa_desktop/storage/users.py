"""Users of the desk and their roles. What opens the base for them stands in the key file, not here."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from sqlalchemy import Connection, Select, bindparam, delete, insert, select, update

from casa_desktop.domain.text import sort_key
from casa_desktop.storage.office_tables import user_account, user_role

_users = (
    select(
        user_account.c.id,
        user_account.c.uuid,
        user_account.c.username,
        user_account.c.full_name,
        user_account.c.active,
        user_account.c.version,
        user_role.c.role,
    )
    .outerjoin(user_role, user_role.c.user_id == user_account.c.id)
    .order_by(user_account.c.id)
)
_by_uuid = _users.where(user_account.c.uuid == bindparam("uuid"))
_by_username = _users.where(user_account.c.username == bindparam("username"))
_id = select(user_account.c.id).where(user_account.c.uuid == bindparam("uuid"))
_add = insert(user_account)
_add_role = insert(user_role)
_drop_roles = delete(user_role).where(user_role.c.user_id == bindparam("user"))


@dataclass(frozen=True, slots=True)
class UserRow:
    """One user as stored. *id* stays inside storage and services."""

    id: int
    uuid: str
    username: str
    full_name: str
    active: bool
    version: int
    roles: frozenset[str]


class Users:
    """Reads and writes ``user_account`` and ``user_role``."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def all(self) -> list[UserRow]:
        """Every user, also those who left, by full name as Spanish sorts it."""
        return sorted(self._rows(_users), key=lambda user: (sort_key(user.full_name), user.username))

    def by_uuid(self, uuid: str) -> UserRow | None:
        """The user of *uuid*, or None."""
        return next(iter(self._rows(_by_uuid, uuid=uuid)), None)

    def by_username(self, username: str) -> UserRow | None:
        """The user of *username*, or None."""
        return next(iter(self._rows(_by_username, username=username)), None)

    def id_of(self, uuid: str) -> int | None:
        """The integer key of *uuid*, or None."""
        found: int | None = self._connection.execute(_id, {"uuid": uuid}).scalar()
        return found

    def add(self, *, uuid: str, username: str, full_name: str, created_at: str, roles: Iterable[str]) -> int:
        """Inserts an active user and gives its integer key."""
        values = {"uuid": uuid, "username": username, "full_name": full_name, "active": True, "created_at": created_at}
        done = self._connection.execute(_add, values)
        key = done.inserted_primary_key
        assert key is not None
        user_id = int(key[0])
        self._set_roles(user_id, roles)
        return user_id

    def change(self, user: UserRow, *, full_name: str, active: bool, roles: Iterable[str]) -> bool:
        """Writes the new state if nobody changed *user* since it was read; False where somebody did."""
        done = self._connection.execute(
            update(user_account)
            .where(user_account.c.id == user.id, user_account.c.version == user.version)
            .values(full_name=full_name, active=active, version=user.version + 1)
        )
        if done.rowcount != 1:
            return False
        self._connection.execute(_drop_roles, {"user": user.id})
        self._set_roles(user.id, roles)
        return True

    def _rows(self, statement: Select[Any], **values: str) -> list[UserRow]:
        """One row a role comes in, one a user goes out."""
        users: list[UserRow] = []
        for _, group in groupby(self._connection.execute(statement, values), key=lambda row: int(row.id)):
            rows = list(group)
            first = rows[0]
            roles = frozenset(str(row.role) for row in rows if row.role is not None)
            users.append(
                UserRow(first.id, first.uuid, first.username, first.full_name, first.active, first.version, roles)
            )
        return users

    def _set_roles(self, user_id: int, roles: Iterable[str]) -> None:
        rows = [{"user_id": user_id, "role": str(role)} for role in sorted(roles)]
        if rows:
            self._connection.execute(_add_role, rows)
