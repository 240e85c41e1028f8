"""What several rooms of storage ask alike: the integer key of a user, and the number of the next person."""

from sqlalchemy import Connection, bindparam, func, select

from casa_desktop.storage.import_tables import import_batch
from casa_desktop.storage.office_tables import user_account
from casa_desktop.storage.tables import person

_user = select(user_account.c.id).where(user_account.c.uuid == bindparam("uuid"))
_last_person = select(func.coalesce(func.max(person.c.id), 0))
_last_imported = select(func.coalesce(func.max(import_batch.c.last_person), 0))


class UserIds:
    """The integer keys of users by uuid, each asked for once in a transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._known: dict[str, int] = {}

    def of(self, uuid: str) -> int | None:
        """None where nobody has that uuid."""
        if uuid not in self._known:
            found: int | None = self._connection.execute(_user, {"uuid": uuid}).scalar()
            if found is None:
                return None
            self._known[uuid] = found
        return self._known[uuid]


def next_person(connection: Connection) -> int:
    """The number of the next person, registered or anonymous: codes come from one sequence, and none comes twice, not
    even that of somebody whose import was taken back."""
    return 1 + max(int(connection.execute(each).scalar_one()) for each in (_last_person, _last_imported))
