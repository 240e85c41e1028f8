"""Finds whom a description may be of: by its own keys first, and by those that a slip would leave if these do not.

Every list that is read has a limit, so that the commonest names of a large base cost no more than those of a small one;
the keys that few persons have weigh most.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from itertools import combinations
from math import log
from typing import Any, NamedTuple

from sqlalchemy import Connection, bindparam, select

from casa_desktop.domain.matching.comparing import weigh
from casa_desktop.domain.matching.described import Match
from casa_desktop.domain.matching.keys import Kind, Span, has_house, key, on_day, sounds, span, together
from casa_desktop.domain.matching.record import Record, read
from casa_desktop.domain.matching.slips import Meant, swapped_day
from casa_desktop.domain.matching.spelling import neighbours
from casa_desktop.storage.match_vocabulary import Vocabulary
from casa_desktop.storage.matching_tables import match_key, match_record
from casa_desktop.storage.prepared import Prepared
from casa_desktop.storage.tables import household, household_member, person

_BATCH = 40
_PLACES = tuple(f"p{i}" for i in range(_BATCH))
_LONGEST_LIST = 250
_LONGEST_LISTS = {Kind.TWO: 500, Kind.THREE: 1_000}
"""Of those of any age."""
_MOST_HOLDERS, _MOST_CALLED = 5, 15
"""Persons with one document, or one phone, above whom it says nothing."""
_MOST_SOUNDS = 6
_SHORTEST_NUMBER = 5
_MOST_FIRST, _MOST_THEN = 50, 80
"""Persons who are weighed after the first reading, and after the second."""
_SURE = 7.0
"""Odds (logarithm) at which nobody else is looked for."""
_LIKELY = 0.0
"""Odds below which two slips in two names are thought of."""
_MOST_TWICE = 4
_WEIGHTS = {Kind.DOCUMENT: 30.0, Kind.PHONE: 12.0, Kind.DAY: 11.0, Kind.THREE: 10.0, Kind.TWO: 5.0, Kind.ADDRESS: 8.0}

_of_span = Prepared(
    select(match_key.c.person_id)
    .where(match_key.c.key >= bindparam("low"), match_key.c.key <= bindparam("high"))
    .limit(bindparam("most"))
)
_of_keys = Prepared(
    select(match_key.c.person_id).where(match_key.c.key.in_([bindparam(place) for place in _PLACES])).limit(400)
)
_lines = Prepared(
    select(match_record.c.person_id, match_record.c.known).where(
        match_record.c.person_id.in_([bindparam(place) for place in _PLACES])
    )
)
_canonical = Prepared(
    select(person.c.id, person.c.canonical_id).where(person.c.id.in_([bindparam(place) for place in _PLACES]))
)
_homes = Prepared(
    select(household_member.c.person_id, household.c.uuid)
    .join(household, household.c.id == household_member.c.household_id)
    .where(
        household_member.c.until.is_(None),
        household_member.c.person_id.in_([bindparam(place) for place in _PLACES]),
    )
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

    def note(self, persons: Iterable[int], weight: float) -> None:
        """Adds what a key weighs to everybody who has it."""
        for person_id in persons:
            self.weights[person_id] = self.weights.get(person_id, 0.0) + weight

    @property
    def best(self) -> float:
        return max((each.odds for each in self.weighed.values()), default=-1e9)


class Lookup:
    """Reads the index."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def find(self, record: Record, most: int, except_for: Sequence[int] = ()) -> list[Likely]:
        """At most *most* records, the likeliest first."""
        search = _Search(self._without_shared(record), Vocabulary(self._connection))
        self._read(search, _own(search.record))
        self._weigh(search, _MOST_FIRST, except_for)
        if search.best < _SURE:
            self._read_slips(search)
            self._weigh(search, _MOST_THEN, except_for)
        if search.best < _LIKELY:
            self._read_two_slips(search)
            self._weigh(search, _MOST_FIRST, except_for)
        found = sorted(search.weighed.values(), key=lambda each: (-each.odds, each.person_id))
        found = found[:_BATCH]
        if search.record.household:
            found = self._at_home(search, found)
        return self._whole(found)[:most]

    def _at_home(self, search: _Search, found: Sequence[Likely]) -> list[Likely]:
        """The likeliest once more, with who lives with the person described."""
        ids = _filled([each.person_id for each in found])
        homes = dict(_homes.rows(self._connection, ids))
        again = []
        for person_id, line in _lines.rows(self._connection, ids):
            odds, match = weigh(search.record, replace(read(line), household=homes.get(person_id, "")), search.words)
            again.append(Likely(person_id, odds, match))
        return sorted(again, key=lambda each: (-each.odds, each.person_id))

    def _without_shared(self, record: Record) -> Record:
        """The record without numbers that many have: the phone of a shelter, a document «123456» typed to get on."""
        numbers = tuple([each for each in record.documents if self._holders(Kind.DOCUMENT, each[1]) <= _MOST_HOLDERS])
        phones = tuple([each for each in record.phones if self._holders(Kind.PHONE, each) <= _MOST_CALLED])
        if len(numbers) + len(phones) == len(record.documents) + len(record.phones):
            return record
        return replace(record, documents=numbers, phones=phones)

    def _holders(self, kind: Kind, number: str) -> int:
        low, high = span(kind, number)
        return len(_of_span.rows(self._connection, {"low": low, "high": high, "most": _MOST_CALLED + 1}))

    def _whole(self, found: Sequence[Likely]) -> list[Likely]:
        """Of records that stand for one person only the likeliest."""
        whole = dict(_canonical.rows(self._connection, _filled([each.person_id for each in found])))
        best: dict[int, Likely] = {}
        for each in found:
            best.setdefault(whole.get(each.person_id, each.person_id), each)
        return list(best.values())

    def _read(self, search: _Search, spans: Iterable[tuple[Kind, Span, float]]) -> None:
        for kind, (low, high), factor in spans:
            most = _LONGEST_LISTS.get(kind, 60) if high > low else _LONGEST_LIST
            rows = _of_span.rows(self._connection, {"low": low, "high": high, "most": most})
            if rows:
                search.note([row[0] for row in rows], factor * (_WEIGHTS[kind] - 0.5 * log(len(rows))))

    def _read_keys(self, search: _Search, wanted: Iterable[int], weight: float) -> None:
        """Persons with one of the keys *wanted*, many at a look."""
        found = sorted(set(wanted))
        for start in range(0, len(found), _BATCH):
            rows = _of_keys.rows(self._connection, _filled(found[start : start + _BATCH]))
            search.note([row[0] for row in rows], weight)

    def _read_slips(self, search: _Search) -> None:
        """Who has a key that the record would have had without a slip: in a number, in a date or in a name."""
        record = search.record
        for kind, numbers in (
            (Kind.DOCUMENT, [number for _, number in record.documents if len(number) >= _SHORTEST_NUMBER]),
            (Kind.PHONE, record.phones),
        ):
            near = (key(kind, each) for number in numbers for each in neighbours(number))
            self._read_keys(search, near, 0.7 * _WEIGHTS[kind])
        heard = sounds(record.words)[:_MOST_SOUNDS]
        if record.known_day and (other := swapped_day(record.known_day.toordinal())):
            swapped = (key(Kind.DAY, on_day(other, each)) for each in heard)
            self._read_keys(search, swapped, 0.9 * _WEIGHTS[Kind.DAY])
        self._read(search, _of_any_age(heard))
        meant = list(search.words.meant(record))
        self._read_keys(search, _meant_keys(record, heard, meant), 0.7 * _WEIGHTS[Kind.TWO])
        self._read(search, _meant_triples(heard, meant, dated=bool(record.birth_year)))

    def _read_two_slips(self, search: _Search) -> None:
        """Who has two names that may have been meant by two names of the record."""
        record = search.record
        meant = [search.words.alike(heard)[:_MOST_TWICE] for heard in sounds(record.words)[:_MOST_SOUNDS]]
        texts = {together(a, b) for one, other in combinations(meant, 2) for a in one for b in other}
        if record.birth_year:
            years = [year for year, _ in _years(record)]
            self._read_keys(search, (key(Kind.TWO, each, year) for each in texts for year in years), 4.0)
        else:
            self._read(search, ((Kind.TWO, span(Kind.TWO, each), 0.8) for each in texts))

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
    """The keys of the record itself, of names with the years about its own."""
    for _, number in record.documents:
        yield Kind.DOCUMENT, span(Kind.DOCUMENT, number), 1.0
    for phone in record.phones:
        yield Kind.PHONE, span(Kind.PHONE, phone), 1.0
    if has_house(record.address):
        yield Kind.ADDRESS, span(Kind.ADDRESS, record.address), 1.0
    heard = sounds(record.words)[:_MOST_SOUNDS]
    if record.known_day:
        for each in heard:
            yield Kind.DAY, span(Kind.DAY, on_day(record.known_day.toordinal(), each)), 1.0
    for three in combinations(heard, 3):
        yield from _about_an_age(Kind.THREE, together(*three), record)
    for pair in combinations(heard, 2) if len(heard) > 1 else (heard * 2,):
        if pair:
            yield from _about_an_age(Kind.TWO, together(*pair), record)


def _about_an_age(kind: Kind, text: str, record: Record) -> Iterator[tuple[Kind, Span, float]]:
    """Those of the same year, of the years beside it and of an unknown one: a list for each, so that a long one takes
    no place from the likeliest."""
    if not record.birth_year:
        yield kind, span(kind, text), 1.0
        return
    for year, factor in _years(record):
        exact = key(kind, text, year)
        yield kind, Span(exact, exact), factor


def _years(record: Record) -> tuple[tuple[int, float], ...]:
    """Years of birth to look among, and what they weigh; 0 = unknown."""
    year = record.birth_year
    if record.known_day:
        return (year, 1.0), (0, 0.8), (year - 1, 0.7), (year + 1, 0.7)
    return (year, 1.0), (0, 0.8), (year - 1, 0.9), (year + 1, 0.9), (year - 2, 0.6), (year + 2, 0.6)


def _of_any_age(heard: Sequence[str]) -> Iterator[tuple[Kind, Span, float]]:
    for three in combinations(heard, 3):
        yield Kind.THREE, span(Kind.THREE, together(*three)), 0.6
    for pair in combinations(heard, 2):
        yield Kind.TWO, span(Kind.TWO, together(*pair)), 0.5


def _meant_keys(record: Record, heard: Sequence[str], meant: Iterable[Meant]) -> Iterator[int]:
    """Keys of names that may have been meant, with the other names of the record or with its date."""
    day = record.known_day.toordinal() if record.known_day else 0
    years = [year for year, _ in _years(record)] if record.birth_year else []
    for each in meant:
        others = [word for word in heard if word not in each.instead_of]
        for word in each.words:
            if day:
                yield key(Kind.DAY, on_day(day, word))
            for other in (*others, *(each.words if each.both else ())):
                yield from (key(Kind.TWO, together(word, other), year) for year in years)


def _meant_triples(heard: Sequence[str], meant: Iterable[Meant], *, dated: bool) -> Iterator[tuple[Kind, Span, float]]:
    """The same of whatever age; two names only where the record has no more, or no age."""
    for each in meant:
        others = [word for word in heard if word not in each.instead_of]
        for word in each.words:
            for pair in combinations(others, 2):
                yield Kind.THREE, span(Kind.THREE, together(word, *pair)), 0.7
            if len(others) == 1 or not dated:
                yield from ((Kind.TWO, span(Kind.TWO, together(word, other)), 0.6) for other in others)
        if each.both:
            yield from ((Kind.THREE, span(Kind.THREE, together(*each.words, word)), 0.7) for word in others)
            yield Kind.TWO, span(Kind.TWO, together(*each.words)), 0.7


@lru_cache(maxsize=1)
def _nobody() -> dict[str, Any]:
    return dict.fromkeys(_PLACES, -1)


def _filled(values: Sequence[int]) -> dict[str, Any]:
    return {**_nobody(), **dict(zip(_PLACES, values, strict=False))}
