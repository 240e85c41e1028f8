"""What was published, and the records that stood behind each of its cells."""

import json
import zlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, bindparam, func, insert, select, update

from casa_desktop.storage.office_tables import user_account
from casa_desktop.storage.publication_tables import publication, publication_cell

_c = publication.c
_rows = (
    select(
        _c.uuid,
        _c.first_month,
        _c.last_month,
        _c.edition,
        _c.at,
        user_account.c.full_name,
        _c.program,
        _c.reason,
        _c.frozen,
        _c.digest,
        func.coalesce(_c.paper_digest, ""),
        _c.id,
    )
    .join(user_account, user_account.c.id == _c.by_id)
    .order_by(_c.last_month.desc(), _c.first_month.desc(), _c.edition.desc())
)
_paper = select(_c.paper, _c.paper_digest).where(_c.uuid == bindparam("uuid"))
_cells = select(publication_cell.c.month, publication_cell.c.indicator, publication_cell.c.records).where(
    publication_cell.c.publication_id == bindparam("publication")
)
_keep = (
    update(publication)
    .where(_c.uuid == bindparam("of"), _c.paper.is_(None))
    .values(paper=bindparam("data"), paper_digest=bindparam("data_digest"))
)

Pairs = frozenset[tuple[int, int]]
"""(service id, canonical person id)"""
CellKey = tuple[int, str]
"""(month as ``YYYYMM``, indicator id)"""


@dataclass(frozen=True, slots=True)
class PublicationRow:
    """A publication as stored; *frozen* is the JSON text that *digest* is of."""

    uuid: str
    first_month: int
    last_month: int
    edition: int
    at: str
    by: str
    program: str
    reason: str
    frozen: str
    digest: str
    paper_digest: str
    id: int


class Publications:
    """Reads and writes ``publication`` and ``publication_cell``. Nothing here is ever changed but the paper, once."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def all(self) -> tuple[PublicationRow, ...]:
        """Every version, the latest period first and the newest version of it before the older ones."""
        return tuple(_row(row) for row in self._connection.execute(_rows))

    def of_period(self, first: int, last: int) -> tuple[PublicationRow, ...]:
        """The versions of one run of months, newest first."""
        query = _rows.where(_c.first_month == first, _c.last_month == last)
        return tuple(_row(row) for row in self._connection.execute(query))

    def by_uuid(self, uuid: str) -> PublicationRow | None:
        """None where nothing was published under it."""
        row = self._connection.execute(_rows.where(_c.uuid == uuid)).first()
        return None if row is None else _row(row)

    def add(self, values: Mapping[str, object], records: Mapping[CellKey, Pairs]) -> None:
        """Writes a version and the records behind its cells."""
        self._connection.execute(insert(publication).values(**values))
        number = self._connection.execute(select(_c.id).where(_c.uuid == values["uuid"])).scalar_one()
        rows = [
            {"publication_id": number, "month": month, "indicator": indicator, "records": _packed(pairs)}
            for (month, indicator), pairs in records.items()
        ]
        if rows:
            self._connection.execute(insert(publication_cell), rows)

    def records(self, publication_id: int) -> dict[CellKey, Pairs]:
        """What stood behind each cell that came from records."""
        rows = self._connection.execute(_cells, {"publication": publication_id})
        return {(month, indicator): _unpacked(packed) for month, indicator, packed in rows}

    def paper(self, uuid: str) -> tuple[bytes, str] | None:
        """The PDF and the SHA-256 that was kept with it; None where none was kept."""
        row = self._connection.execute(_paper, {"uuid": uuid}).first()
        return None if row is None or row[0] is None else (row[0], row[1])

    def keep(self, uuid: str, data: bytes, digest: str) -> bool:
        """Adds the PDF; False where there is one already."""
        return self._connection.execute(_keep, {"of": uuid, "data": data, "data_digest": digest}).rowcount == 1


def _row(row: Sequence[Any]) -> PublicationRow:
    return PublicationRow(*row)


def _packed(pairs: Iterable[tuple[int, int]]) -> bytes:
    return zlib.compress(json.dumps(sorted(pairs), separators=(",", ":")).encode(), 9)


def _unpacked(data: bytes) -> Pairs:
    return frozenset((service, person) for service, person in json.loads(zlib.decompress(data)))
