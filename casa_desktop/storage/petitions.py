"""The register of PQRSF. Lists read neither text nor person."""

from typing import Any

from sqlalchemy import Connection, bindparam, func, insert, select, update

from casa_desktop.domain.petitions import OPEN, Channel, PetitionKind, PetitionRow, PetitionState
from casa_desktop.storage.office_tables import user_account
from casa_desktop.storage.tables import person
from casa_desktop.storage.voice_tables import petition

p = petition.c
_next = select(func.coalesce(func.max(p.id), 0) + 1)
_LINE = (p.uuid, p.code, p.kind, p.channel, p.received, p.due, p.extended, p.state, p.answered_on)
_list = select(*_LINE).order_by(p.received.desc(), p.id.desc())
_open = sorted(str(state) for state in OPEN)
_whole = person.alias("whole")
_receiver, _handler = user_account.alias("receiver"), user_account.alias("handler")
_page = (
    select(
        petition,
        _whole.c.uuid.label("person"),
        _receiver.c.full_name.label("received_by"),
        _handler.c.full_name.label("handled_by"),
    )
    .join(_receiver, _receiver.c.id == p.created_by_id)
    .outerjoin(_handler, _handler.c.id == p.handled_by_id)
    .outerjoin(person, person.c.id == p.person_id)
    .outerjoin(_whole, _whole.c.id == person.c.canonical_id)
    .where(p.uuid == bindparam("uuid"))
)


class Petitions:
    """Reads and writes ``petition``."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def listed(self, *, only_open: bool) -> list[PetitionRow]:
        """The latest received first; with *only_open* those that wait for an answer."""
        asked = _list.where(p.state.in_(_open)) if only_open else _list
        return [_row(row) for row in self._connection.execute(asked)]

    def page(self, uuid: str) -> Any | None:
        """Everything of one: its columns, ``person`` (uuid), ``received_by`` and ``handled_by``."""
        return self._connection.execute(_page, {"uuid": uuid}).first()

    def row(self, uuid: str) -> PetitionRow | None:
        """The line of one."""
        found = self._connection.execute(select(*_LINE).where(p.uuid == uuid)).first()
        return None if found is None else _row(found)

    def add(self, values: dict[str, object]) -> str:
        """Writes a petition and gives its code, the next of the one sequence."""
        number = int(self._connection.execute(_next).scalar_one())
        code = f"Q-{number:06d}"
        self._connection.execute(insert(petition).values(id=number, code=code, **values))
        return code

    def change(self, uuid: str, version: int, values: dict[str, object]) -> bool:
        """Writes *values*; false where *version* is not current."""
        found = update(petition).where(p.uuid == uuid, p.version == version).values(version=version + 1, **values)
        return bool(self._connection.execute(found).rowcount)


def _row(row: Any) -> PetitionRow:
    return PetitionRow(
        row.uuid,
        row.code,
        PetitionKind(row.kind),
        Channel(row.channel),
        row.received,
        row.due,
        row.extended,
        PetitionState(row.state),
        row.answered_on,
    )
