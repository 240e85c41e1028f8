"""Which names there are in the base and how common they are, as they sound."""

from collections.abc import Iterable, Iterator

from sqlalchemy import Connection, bindparam, select

from casa_desktop.domain.matching.record import Record
from casa_desktop.domain.matching.slips import Meant, meant, parts
from casa_desktop.domain.matching.sounds import sound
from casa_desktop.domain.matching.spelling import near, shortened
from casa_desktop.storage.matching import EVERYBODY, VOCABULARY
from casa_desktop.storage.matching_tables import match_near, match_word
from casa_desktop.storage.prepared import Prepared

_BATCH = 24
_PLACES = tuple(f"p{i}" for i in range(_BATCH))
_NONE = dict.fromkeys(_PLACES, "\0")
_MOST_MEANT = 10
"""Words that one word may stand for; the commonest are tried."""
_RAREST = 2e-5
_UNSEEN = 1.5
_SMALL = 300
"""In a base of few persons a name that nobody has yet may still be common."""

_persons_of = Prepared(
    select(match_word.c.word, match_word.c.persons).where(match_word.c.word.in_([bindparam(p) for p in _PLACES]))
)
_one = Prepared(select(match_word.c.persons).where(match_word.c.word == bindparam("word")))
_near = Prepared(select(match_near.c.word).where(match_near.c.form.in_([bindparam(p) for p in _PLACES])).limit(400))
_longer = Prepared(
    select(match_word.c.word, match_word.c.persons)
    .where(match_word.c.word > bindparam("low"), match_word.c.word < bindparam("high"))
    .limit(200)
)


class Vocabulary:
    """The names of the base; what was read once is remembered until somebody is registered or changed."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._known: dict[str, int] = connection.info.setdefault(VOCABULARY, {})
        self.persons = self._count(EVERYBODY)

    def _count(self, word: str) -> int:
        count = self._known.get(word)
        if count is None:
            rows = _one.rows(self._connection, {"word": word})
            count = self._known[word] = rows[0][0] if rows else 0
        return count

    def share(self, sounding: str) -> float:
        """The share of persons with a name that sounds so; of one who is yet to come, too."""
        return max(_RAREST, (self._count(sounding) + _UNSEEN) / (self.persons + _SMALL))

    def meant(self, record: Record) -> Iterator[Meant]:
        """Names of the base that may have been meant by those of *record*."""
        for each in meant(record):
            known = self._of(each.words)
            if known and (not each.both or len(known) == len(each.words)):
                yield Meant(tuple(known), each.instead_of, each.both)
        for word in record.words:
            heard = sound(word)
            if alike := self.alike(heard):
                yield Meant(alike, frozenset({heard}))
            if len(word) >= 6:
                yield from self._halves(word)

    def _halves(self, word: str) -> Iterator[Meant]:
        cut = list(parts(word))
        known = self._of(half for halves in cut for half in halves)
        for halves in cut:
            if all(half in known for half in halves):
                yield Meant(halves, frozenset({sound(word)}), both=True)

    def _of(self, words: Iterable[str]) -> dict[str, int]:
        """Those of *words* that somebody has."""
        asked = sorted(set(words))
        found: dict[str, int] = {}
        for start in range(0, len(asked), _BATCH):
            found.update(_persons_of.rows(self._connection, _filled(asked[start : start + _BATCH])))
        return found

    def alike(self, heard: str) -> tuple[str, ...]:
        """Words a slip or two away, those that *heard* begins, and those that begin it; the closest first."""
        if len(heard) < 3:
            return ()
        forms = shortened(heard)
        close = {word for (word,) in self._near_rows([heard, *forms])}
        found = self._of(forms | close | {heard[:length] for length in range(3, len(heard))})
        found.update(_longer.rows(self._connection, {"low": heard, "high": heard + "\U0010ffff"}))
        found.pop(heard, None)
        ranked = sorted(found, key=lambda word: (near(heard, word), -found[word], word))
        return tuple(ranked[:_MOST_MEANT])

    def _near_rows(self, forms: list[str]) -> Iterator[tuple[str]]:
        for start in range(0, len(forms), _BATCH):
            yield from _near.rows(self._connection, _filled(forms[start : start + _BATCH]))


def _filled(values: list[str]) -> dict[str, str]:
    return {**_NONE, **dict(zip(_PLACES, values, strict=False))}
