"""Finds whom a description may be of: by its own keys first, and by those that a slip would leave if these do not.

Every list that is read has a limit, so that the commonest names of a large base cost no more than those of a small one;
the keys that few persons have weigh most.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import combinations
from math import log
from typing import Any, NamedTuple

from sqlalchemy import Connection, bindparam, select

from casa_desktop.domain.matching.comparing import weigh
from casa_desktop.domain.matching.described import Match
from casa_desktop.domain.matching.keys import Kind, Span, key, on_day, sounds, span, together
from casa_desktop.domain.matching.record import Record, read
from casa_desktop.domain.matching.slips import swapped_day
from casa_desktop.domain.matching.spelling import neighbours
from casa_desktop.storage.match_vocabulary import Vocabulary
from casa_desktop.storage.matching_tables import match_key, match_record
from casa_desktop.storage.prepared import Prepared
from casa_desktop.storage.tables import person

_BATCH = 40
_PLACES = tuple(f"p{i}" for i in range(_BATCH))
_LONGEST_LIST = 300
_MOST_FIRST, _MOST_THEN = 90, 130
"""Persons who are weighed after the first reading, and after the second."""
_SURE = 7.0
"""Odds (logarithm) at which nobody else is looked for."""
_AROUND = 2
"""Years by which a stated age may be wrong."""
_WEIGHTS = {Kind.DOCUMENT: 30.0, Kind.PHONE: 12.0, Kind.DAY: 11.0, Kind.THREE: 10.0, Kind.TWO: 5.0}

_of_span = Prepared(
    select(match_key.c.person_id)
    .where(match_key.c.key >= bindparam("low"), match_key.c.key <= bindparam("high"))
    .limit(bindparam("most"))
)
_of_keys = Prepared(
    select(match_key.c.person_id).where(match_key.c.key.in_([bindparam(place) for place in _PLACES])).limit(200)
)
_lines = Prepared(
    select(match_record.c.person_id, match_record.c.known).where(
        match_record.c.person_id.in_([bindparam(place) for place in _PLACES])
    )
)
_canonical = Prepared(
    select(person.c.id, person.c.canonical_id).where(person.c.id.in_([bindparam(place) for place in _PLACES]))
)


class Likely(NamedTuple):
    """A record that may be of the person described."""

    person_id: int
    odds: float
    match: Match


@dataclass(slots=True)
class _Search:
    """One search: who was found, how strongly, and who was weighed already."""

    record: Record
    words: Vocabulary
    weights: dict[int, float] = field(default_factory=dict)
    weighed: dict[int, Likely] = field(default_factory=dict)

    @property
    def best(self) -> float:
        return max((each.odds for each in self.weighed.values()), default=-1e9)


class Lookup:
    """Reads the index."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def find(self, record: Record, most: int, except_for: Sequence[int] = ()) -> list[Likely]:
        """At most *most* records, the likeliest first."""
        search = _Search(record, Vocabulary(self._connection))
        self._read(search, _own(record))
        self._weigh(search, _MOST_FIRST, except_for)
        if search.best < _SURE:
            self._read(search, self._slips(search))
            self._read_keys(search)
            self._weigh(search, _MOST_THEN, except_for)
        found = sorted(search.weighed.values(), key=lambda each: (-each.odds, each.person_id))
        return self._whole(found[:_BATCH])[:most]

    def _whole(self, found: Sequence[Likely]) -> list[Likely]:
        """Of records that stand for one person only the likeliest."""
        whole = dict(_canonical.rows(self._connection, _filled([each.person_id for each in found])))
        best: dict[int, Likely] = {}
        for each in found:
            best.setdefault(whole.get(each.person_id, each.person_id), each)
        return list(best.values())

    def _read(self, search: _Search, spans: Iterable[tuple[Kind, Span, float]]) -> None:
        for kind, (low, high), factor in spans:
            rows = _of_span.rows(self._connection, {"low": low, "high": high, "most": _LONGEST_LIST})
            if rows:
                weight = factor * (_WEIGHTS[kind] - 0.5 * log(len(rows)))
                for (person_id,) in rows:
                    search.weights[person_id] = search.weights.get(person_id, 0.0) + weight

    def _read_keys(self, search: _Search) -> None:
        """Documents and phones that are one slip away."""
        for kind, numbers in (
            (Kind.DOCUMENT, [number for _, number in search.record.documents if len(number) >= 5]),
            (Kind.PHONE, [phone for phone in search.record.phones if len(phone) >= 7]),
        ):
            near = sorted(key(kind, each) for number in numbers for each in neighbours(number))
            for start in range(0, len(near), _BATCH):
                for (person_id,) in _of_keys.rows(self._connection, _filled(near[start : start + _BATCH])):
                    search.weights[person_id] = search.weights.get(person_id, 0.0) + 0.7 * _WEIGHTS[kind]

    def _slips(self, search: _Search) -> Iterator[tuple[Kind, Span, float]]:
        """Keys that the record would have had without a slip, and those of any age."""
        record = search.record
        heard = sounds(record.words)[:6]
        year = record.birth_year
        day = record.born[0] if record.born and record.born[0] == record.born[1] else 0
        if day and (other := swapped_day(day)):
            yield from ((Kind.DAY, span(Kind.DAY, on_day(other, each)), 0.9) for each in heard)
        for three in combinations(heard, 3):
            yield Kind.THREE, span(Kind.THREE, together(*three)), 0.6
        for pair in combinations(heard, 2):
            yield Kind.TWO, span(Kind.TWO, together(*pair)), 0.5
        for meant in search.words.meant(record):
            others = [each for each in heard if each not in meant.instead_of]
            for word in meant.words:
                if day:
                    yield Kind.DAY, span(Kind.DAY, on_day(day, word)), 0.8
                for also in (*others, *meant.words):
                    yield from ((Kind.TWO, reach, 0.8) for reach in _spans(Kind.TWO, together(word, also), year))
                for pair in combinations(others, 2):
                    yield Kind.THREE, span(Kind.THREE, together(word, *pair)), 0.7

    def _weigh(self, search: _Search, most: int, except_for: Sequence[int]) -> None:
        """Weighs the *most* persons who were found by the strongest keys and not weighed before."""
        fresh = [each for each in search.weights if each not in search.weighed and each not in except_for]
        fresh.sort(key=search.weights.__getitem__, reverse=True)
        for start in range(0, len(fresh[:most]), _BATCH):
            batch = fresh[:most][start : start + _BATCH]
            for person_id, line in _lines.rows(self._connection, _filled(batch)):
                odds, match = weigh(search.record, read(line), search.words)
                search.weighed[person_id] = Likely(person_id, odds, match)


def _own(record: Record) -> Iterator[tuple[Kind, Span, float]]:
    """The keys of the record itself."""
    for _, number in record.documents:
        yield Kind.DOCUMENT, span(Kind.DOCUMENT, number), 1.0
    for phone in record.phones:
        yield Kind.PHONE, span(Kind.PHONE, phone), 1.0
    heard = sounds(record.words)[:6]
    year = record.birth_year
    if record.born and record.born[0] == record.born[1]:
        for each in heard:
            yield Kind.DAY, span(Kind.DAY, on_day(record.born[0], each)), 1.0
    for three in combinations(heard, 3):
        yield from ((Kind.THREE, reach, 1.0) for reach in _spans(Kind.THREE, together(*three), year))
    for pair in combinations(heard, 2) if len(heard) > 1 else (heard * 2,):
        yield from ((Kind.TWO, reach, 1.0) for reach in _spans(Kind.TWO, together(*pair), year) if pair)


def _spans(kind: Kind, text: str, year: int) -> tuple[Span, ...]:
    """Those of about an age, and those of whom no age is known."""
    every = span(kind, text)
    if not year:
        return (every,)
    return span(kind, text, year, _AROUND), Span(every.low, every.low)


@lru_cache(maxsize=1)
def _nobody() -> dict[str, Any]:
    return dict.fromkeys(_PLACES, -1)


def _filled(values: Sequence[int]) -> dict[str, Any]:
    return {**_nobody(), **dict(zip(_PLACES, values, strict=False))}
