"""Whether the index behind matching says what the persons say: their lines and keys once more, against the stored."""

from collections import Counter
from collections.abc import Iterator

from sqlalchemy import Connection, func, select, tuple_

from casa_desktop.domain.matching.keys import keys, sounds
from casa_desktop.domain.matching.record import Record
from casa_desktop.storage.match_records import highest, slice_of_records
from casa_desktop.storage.matching import EVERYBODY, WRITTEN_BY, near_forms
from casa_desktop.storage.matching_tables import match_key, match_near, match_record, match_word
from casa_desktop.storage.tables import person

_AT_ONCE = 2_000
_MOST_ASKED = 500
_LARGE, _SMALL = 1_000_003, 1_009
"""The sum over all keys of what these leave tells a missing, a surplus and a moved one without a look at each."""


def stale(connection: Connection) -> Iterator[str]:
    """Codes of the persons with another line or other keys than registering them today would give; an empty one where
    the vocabulary does not count what the persons say. 10,000 persons take about a second."""
    tally: Counter[str] = Counter()
    total = count = 0
    wrong: set[int] = set()
    for found, stored in _slices(connection):
        wrong |= set(found.keys() ^ stored.keys())
        wrong |= {each for each in found.keys() & stored.keys() if found[each].line != stored[each]}
        for each, record in found.items():
            own = keys(record)
            count += len(own)
            total += sum(key % _LARGE * (each % _SMALL + 1) for key in own)
            tally.update((EVERYBODY, *sounds(record.words)))
    if not wrong and (count, total) != _summed(connection):
        wrong = set(_other_keys(connection))
    codes = select(person.c.code).where(person.c.id.in_(sorted(wrong)[:_MOST_ASKED])).order_by(person.c.id)
    yield from connection.execute(codes).scalars()
    yield from [""] * (len(wrong) - min(len(wrong), _MOST_ASKED))
    if not wrong and not _vocabulary(connection, tally):
        yield ""


def _slices(connection: Connection) -> Iterator[tuple[dict[int, Record], dict[int, str]]]:
    """(what there should be, the lines there are) of some persons at a time; nothing is kept of who says nothing."""
    lines = select(match_record.c.person_id, match_record.c.known)
    for after in range(0, highest(connection), _AT_ONCE):
        found = {i: record for i, record in slice_of_records(connection, after, after + _AT_ONCE) if keys(record)}
        within = lines.where(match_record.c.person_id > after, match_record.c.person_id <= after + _AT_ONCE)
        yield found, {row.person_id: row.known for row in connection.execute(within)}


def _summed(connection: Connection) -> tuple[int, int]:
    each = match_key.c.key % _LARGE * (match_key.c.person_id % _SMALL + 1)
    row = connection.execute(select(func.count(), func.coalesce(func.sum(each), 0)).select_from(match_key)).one()
    return int(row[0]), int(row[1])


def _other_keys(connection: Connection) -> Iterator[int]:
    """Who has a key too few, or one too many."""
    pair = tuple_(match_key.c.key, match_key.c.person_id)
    surplus = Counter(connection.execute(select(match_key.c.person_id)).scalars())
    for found, _ in _slices(connection):
        for each, record in found.items():
            own = keys(record)
            there = select(func.count()).where(pair.in_([(key, each) for key in own]))
            if surplus.pop(each, 0) != len(own) or connection.execute(there).scalar_one() != len(own):
                yield each
    yield from surplus


def _vocabulary(connection: Connection, tally: Counter[str]) -> bool:
    counted = {row.word: row.persons for row in connection.execute(select(match_word)) if row.word != WRITTEN_BY}
    near = {(row.form, row.word) for row in connection.execute(select(match_near))}
    return counted == dict(tally) and near == {(form, word) for word in tally for form in near_forms(word)}
