"""The index behind matching: keys, one line a person, and the vocabulary; kept with every write of identity."""

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import Connection, bindparam, delete, insert, select

from casa_desktop.domain.matching.keys import VERSION, keys, sounds
from casa_desktop.domain.matching.record import Record, read
from casa_desktop.domain.matching.spelling import shortened
from casa_desktop.storage.engine import translated
from casa_desktop.storage.match_records import highest, records, slice_of_records
from casa_desktop.storage.matching_tables import match_key, match_near, match_record, match_word

EVERYBODY = ""
"""The word that every record has: its row in the vocabulary counts them."""
VOCABULARY = "match vocabulary"
"""Key in ``Connection.info`` of what was read of the vocabulary."""
WRITTEN_BY = "="
"""No word: its row in the vocabulary holds the version of the rules by which the index was written."""
_SHORTEST = 3
"""Letters of a word of which near forms are kept."""
_WORDS_AT_ONCE = 400
_AT_ONCE = 50_000
"""Persons whose keys are sorted together: in the order of the index a page is written once, not once a key."""

_line = select(match_record.c.known).where(match_record.c.person_id == bindparam("person"))
_lines_of = select(match_record.c.person_id, match_record.c.known).where(
    match_record.c.person_id.in_(bindparam("persons", expanding=True))
)
_drop_line = delete(match_record).where(match_record.c.person_id == bindparam("person"))
_drop_key = delete(match_key).where(match_key.c.key == bindparam("k"), match_key.c.person_id == bindparam("p"))
_counts_of = select(match_word.c.word, match_word.c.persons).where(
    match_word.c.word.in_(bindparam("words", expanding=True))
)
_COUNT_ON = "UPDATE match_word SET persons = persons + ? WHERE word = ?"
_ADD_WORD = "INSERT INTO match_word (word, persons) VALUES (?, ?)"
_ADD_NEAR = "INSERT INTO match_near (form, word) VALUES (?, ?)"
_DROP_WORD = "DELETE FROM match_word WHERE word = ?"
_DROP_NEAR = "DELETE FROM match_near WHERE form = ? AND word = ?"
_count_of = select(match_word.c.persons).where(match_word.c.word == bindparam("w"))
_add_word = insert(match_word)
_ADD_KEY = "INSERT INTO match_key (key, person_id) VALUES (?, ?)"
_ADD_LINE = "INSERT INTO match_record (person_id, known) VALUES (?, ?)"
_DROP_KEY = "DELETE FROM match_key WHERE key = ? AND person_id = ?"
_DROP_LINE = "DELETE FROM match_record WHERE person_id = ?"


class Matching:
    """Writes the index; :class:`~casa_desktop.storage.match_lookup.Lookup` reads it."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def refresh(self, ids: Sequence[int]) -> None:
        """Brings the index of the persons *ids* in step with what is stored of them. Whoever writes a name, a document,
        a phone, an age, a sex, a country or an address calls it in the same transaction."""
        for each in ids:
            self.forget(each)
        self.write(records(self._connection, ids))

    def forget(self, person_id: int) -> None:
        """Removes a person from the index."""
        line: str | None = self._connection.execute(_line, {"person": person_id}).scalar()
        if line is None:
            return
        record = read(line)
        self._connection.execute(_drop_line, {"person": person_id})
        self._connection.execute(_drop_key, [{"k": each, "p": person_id} for each in keys(record)])
        self._tally(Counter(dict.fromkeys((EVERYBODY, *sounds(record.words)), -1)))

    def forget_all(self, ids: Sequence[int]) -> None:
        """Removes the persons *ids* from the index, as :meth:`forget` does one."""
        tally: Counter[str] = Counter()
        gone: list[tuple[int, int]] = []
        lines = self._connection.execute(_lines_of, {"persons": ids}).all()
        for person_id, line in lines:
            record = read(line)
            gone += [(each, person_id) for each in keys(record)]
            tally.update((EVERYBODY, *sounds(record.words)))
        gone.sort()
        raw: Any = self._connection.connection.dbapi_connection
        with translated():
            raw.executemany(_DROP_KEY, gone)
            raw.executemany(_DROP_LINE, [(person_id,) for person_id, _ in lines])
        self._tally(Counter({word: -times for word, times in tally.items()}))

    def write(self, persons: Iterable[tuple[int, Record]]) -> None:
        """Adds persons who are not in the index yet; an import gives them all at once. Nothing is kept of who has
        neither name nor number."""
        tally: Counter[str] = Counter()
        lines: list[tuple[int, str]] = []
        found: list[tuple[int, int]] = []
        for person_id, record in persons:
            own = keys(record)
            if not own:
                continue
            found += [(each, person_id) for each in own]
            lines.append((person_id, record.line))
            tally.update((EVERYBODY, *sounds(record.words)))
            if len(lines) >= _AT_ONCE:
                self._insert(found, lines)
        self._insert(found, lines)
        self._tally(tally)

    def _insert(self, found: list[tuple[int, int]], lines: list[tuple[int, str]]) -> None:
        raw: Any = self._connection.connection.dbapi_connection
        found.sort()
        with translated():
            raw.executemany(_ADD_LINE, lines)
            raw.executemany(_ADD_KEY, found)
        found.clear()
        lines.clear()

    def _tally(self, changes: Counter[str]) -> None:
        """Adds *changes* to the vocabulary; a word that nobody has any more goes, with its near forms."""
        self._connection.info.pop(VOCABULARY, None)
        before = self._counts(sorted(changes))
        changed, gone, new = [], [], []
        for word, change in sorted(changes.items()):
            count = before.get(word)
            if count is not None and count + change > 0:
                changed.append((change, word))
            elif count is not None:
                gone.append(word)
            elif change > 0:
                new.append((word, change))
        raw: Any = self._connection.connection.dbapi_connection
        with translated():
            raw.executemany(_COUNT_ON, changed)
            raw.executemany(_ADD_WORD, new)
            raw.executemany(_ADD_NEAR, sorted((form, word) for word, _ in new for form in near_forms(word)))
            raw.executemany(_DROP_WORD, [(word,) for word in gone])
            raw.executemany(_DROP_NEAR, sorted((form, word) for word in gone for form in near_forms(word)))

    def _counts(self, words: Sequence[str]) -> dict[str, int]:
        """How many persons have each of *words*, of those that anybody has."""
        found: dict[str, int] = {}
        for start in range(0, len(words), _WORDS_AT_ONCE):
            rows = self._connection.execute(_counts_of, {"words": words[start : start + _WORDS_AT_ONCE]})
            found.update((word, persons) for word, persons in rows)
        return found

    def current(self) -> bool:
        """Whether the index was written by the rules of this program."""
        return bool(self._connection.execute(_count_of, {"w": WRITTEN_BY}).scalar() == VERSION)

    def rebuild(self) -> None:
        """Writes the whole index anew; a hundred thousand persons take some fifteen seconds."""
        for table in (match_key, match_record, match_word, match_near):
            self._connection.execute(delete(table))
        last = highest(self._connection)
        self.write(
            each
            for after in range(0, last, _AT_ONCE)
            for each in slice_of_records(self._connection, after, after + _AT_ONCE)
        )
        self._connection.execute(_add_word, {"word": WRITTEN_BY, "persons": VERSION})


def near_forms(word: str) -> list[str]:
    """What is left of *word* with one letter taken out; nothing of the shortest."""
    return sorted(shortened(word)) if len(word) >= _SHORTEST else []
