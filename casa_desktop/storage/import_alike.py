"""Whom a row of a long file may be: whoever shares a strong key with it. One look at an index a key, whatever the base;
a slip in each of them is for the search that the window makes, and for the page of possible duplicates."""

from collections.abc import Iterable

from sqlalchemy import Connection, bindparam, select

from casa_desktop.domain.matching.comparing import weigh
from casa_desktop.domain.matching.record import Record, read
from casa_desktop.storage.match_lookup import Likely
from casa_desktop.storage.match_vocabulary import Vocabulary
from casa_desktop.storage.matching_tables import match_key, match_record
from casa_desktop.storage.prepared import Prepared

_MOST_WEIGHED = 20

_PLACES = tuple(f"k{i}" for i in range(12))
_NO_KEYS = dict.fromkeys(_PLACES, -1)
_sharing = Prepared(
    select(match_key.c.person_id)
    .where(match_key.c.key.in_([bindparam(place) for place in _PLACES]))
    .limit(4 * _MOST_WEIGHED)
)
_line = Prepared(select(match_record.c.known).where(match_record.c.person_id == bindparam("person")))


class Alike:
    """Reads the index behind matching by whole keys only."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def find(self, record: Record, keys: Iterable[int]) -> Likely | None:
        """The likeliest of those in the base who have one of *keys*."""
        values = {**_NO_KEYS, **dict(zip(_PLACES, keys, strict=False))}
        ids = {row[0] for row in _sharing.rows(self._connection, values)}
        if not ids:
            return None
        common = Vocabulary(self._connection)
        found: list[Likely] = []
        for person_id in sorted(ids)[:_MOST_WEIGHED]:
            for (line,) in _line.rows(self._connection, {"person": person_id}):
                odds, match = weigh(record, read(line), common)
                found.append(Likely(person_id, odds, match))
        return max(found, key=lambda each: each.odds, default=None)
