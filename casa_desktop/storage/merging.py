"""Merges as stored: the edges that hold, what each of them wrote, pairs that are possible and pairs that are not."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, bindparam, delete, func, insert, or_, select, update

from casa_desktop.domain.matching.words import Frequencies
from casa_desktop.domain.merging import of_two
from casa_desktop.storage.match_vocabulary import Vocabulary
from casa_desktop.storage.merging_tables import person_apart, person_merge, person_merge_value, possible_pair
from casa_desktop.storage.named import NAME, shown_name
from casa_desktop.storage.office_tables import user_account
from casa_desktop.storage.tables import person, person_name, service, service_type
from casa_desktop.storage.visit_reads import Reader, seen

m, v = person_merge.c, person_merge_value.c
_holds = m.undone_at.is_(None)
_kept, _other = person.alias("kept"), person.alias("other")
_rows = (
    select(
        m.id,
        m.uuid,
        m.kept_id,
        m.other_id,
        m.at,
        m.undone_at,
        _kept.c.uuid.label("kept"),
        _kept.c.code.label("kept_code"),
        _other.c.uuid.label("other"),
        _other.c.code.label("other_code"),
        user_account.c.uuid.label("by"),
        user_account.c.full_name.label("by_name"),
        *NAME,
    )
    .select_from(person_merge)
    .join(_kept, _kept.c.id == m.kept_id)
    .join(_other, _other.c.id == m.other_id)
    .join(user_account, user_account.c.id == m.by_id)
    .outerjoin(person_name, person_name.c.person_id == _other.c.id)
)
_by_uuid = _rows.where(m.uuid == bindparam("uuid"))
_holding = _rows.where(_holds, m.other_id.in_(bindparam("records", expanding=True))).order_by(m.id.desc())
_joined_to = select(m.other_id).where(_holds, m.kept_id.in_(bindparam("records", expanding=True)))
_values = select(v.part, v.before, v.after).where(v.merge_id == bindparam("merge"))
_later = (
    select(v.merge_id, v.before)
    .join(person_merge, m.id == v.merge_id)
    .where(_holds, m.kept_id == bindparam("kept"), m.id > bindparam("merge"), v.part == bindparam("part"))
    .order_by(m.id)
    .limit(1)
)
_live = (
    select(service.c.month, service_type.c.code)
    .join(service_type, service_type.c.id == service.c.service_type_id)
    .where(service.c.person_id.in_(bindparam("records", expanding=True)), service.c.voided_at.is_(None))
    .distinct()
)
_live_seen = (
    seen((service.c.month, service_type.c.code))
    .where(service.c.person_id.in_(bindparam("records", expanding=True)), service.c.voided_at.is_(None))
    .distinct()
)
_apart = select(person_apart.c.low_id, person_apart.c.high_id, person_apart.c.reasons).where(
    or_(
        person_apart.c.low_id.in_(bindparam("records", expanding=True)),
        person_apart.c.high_id.in_(bindparam("records", expanding=True)),
    )
)
_pairs = (
    select(_kept.c.canonical_id.label("one"), _other.c.canonical_id.label("other"), possible_pair.c.permille)
    .select_from(possible_pair)
    .join(_kept, _kept.c.id == possible_pair.c.low_id)
    .join(_other, _other.c.id == possible_pair.c.high_id)
    .where(_kept.c.canonical_id != _other.c.canonical_id)
    .order_by(possible_pair.c.permille.desc(), possible_pair.c.low_id, possible_pair.c.high_id)
)
_waiting = (
    select(person.c.id, person.c.uuid)
    .where(person.c.id > bindparam("after"), person.c.canonical_id == person.c.id, person.c.anonymous.is_(False))
    .order_by(person.c.id)
    .limit(bindparam("most"))
)
_last = select(func.coalesce(func.max(person.c.id), 0))


@dataclass(frozen=True, slots=True)
class StoredMerge:
    """A merge with the keys of its two records."""

    id: int
    uuid: str
    kept_id: int
    other_id: int
    kept_uuid: str
    kept_code: str
    other_uuid: str
    other_code: str
    other_name: str
    at: str
    by_uuid: str
    by_name: str
    undone: bool


class Merging:
    """Reads and writes ``person_merge``, what each merge wrote, ``person_apart`` and ``possible_pair``."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    # merges

    def add(self, uuid: str, kept_id: int, other_id: int, version: int, *, at: str, by_id: int) -> int:
        """Joins everything that *other_id* stands for to *kept_id*, whose version becomes *version*; gives the key."""
        values = {"uuid": uuid, "kept_id": kept_id, "other_id": other_id, "at": at, "by_id": by_id}
        key = self._connection.execute(insert(person_merge), values).inserted_primary_key
        assert key is not None
        self._connection.execute(update(person).where(person.c.canonical_id == other_id).values(canonical_id=kept_id))
        self.set_version(kept_id, version)
        return int(key[0])

    def set_version(self, person_id: int, version: int) -> None:
        """A form that was opened before is told that the record changed."""
        self._connection.execute(update(person).where(person.c.id == person_id).values(version=version))

    def wrote(self, merge_id: int, values: Mapping[str, tuple[str, str]]) -> None:
        """Keeps what a merge wrote on the record that was kept: (before, after) by part."""
        rows = [
            {"merge_id": merge_id, "part": part, "before": before, "after": after}
            for part, (before, after) in values.items()
        ]
        if rows:
            self._connection.execute(insert(person_merge_value), rows)

    def written(self, merge_id: int) -> dict[str, tuple[str, str]]:
        """What :meth:`wrote` kept."""
        return {row.part: (row.before, row.after) for row in self._connection.execute(_values, {"merge": merge_id})}

    def hand_down(self, merge: StoredMerge, part: str, before: str, after: str) -> bool | None:
        """Where a later merge wrote over what this one had written, its «before» is what stood there before both.

        None where no later one wrote the part; False where somebody else did in between.
        """
        asked = {"kept": merge.kept_id, "merge": merge.id, "part": part}
        row = self._connection.execute(_later, asked).first()
        if row is None or row.before != after:
            return None if row is None else False
        self._connection.execute(
            update(person_merge_value).where(v.merge_id == row.merge_id, v.part == part).values(before=before)
        )
        return True

    def decided(self, person_id: int, parts: Iterable[str]) -> None:
        """Somebody decided about *parts* of a person since: undoing a merge leaves them as they are."""
        merges = select(m.id).where(_holds, m.kept_id == person_id)
        self._connection.execute(delete(person_merge_value).where(v.merge_id.in_(merges), v.part.in_(list(parts))))

    def stored(self, uuid: str) -> StoredMerge | None:
        """The merge of *uuid*, undone or not."""
        row = self._connection.execute(_by_uuid, {"uuid": uuid}).first()
        return None if row is None else _stored(row)

    def holding(self, records: Sequence[int]) -> tuple[StoredMerge, ...]:
        """The merges that hold together the *records* of one person, the latest first."""
        return tuple(_stored(row) for row in self._connection.execute(_holding, {"records": list(records)}))

    def below(self, person_id: int) -> list[int]:
        """The record and all that were joined to it, and to those, by merges that hold."""
        found, edge = [person_id], [person_id]
        while edge := list(self._connection.execute(_joined_to, {"records": edge}).scalars()):
            found += edge
        return found

    def part(self, merge: StoredMerge, *, at: str, by_id: int) -> list[int]:
        """Ends a merge: the record that was joined stands for itself again, with what had been joined to it."""
        self._connection.execute(update(person_merge).where(m.id == merge.id).values(undone_at=at, undone_by_id=by_id))
        records = self.below(merge.other_id)
        self._connection.execute(update(person).where(person.c.id.in_(records)).values(canonical_id=merge.other_id))
        return records

    # what it does to counts

    def attended(self, records: Sequence[int], reader: Reader | None = None) -> frozenset[tuple[int, str]]:
        """(month, type) of every service of the records that counts; with a *reader*, of those that they may know."""
        values = {"records": list(records)}
        if reader is None:
            return frozenset((r[0], r[1]) for r in self._connection.execute(_live, values))
        return frozenset((r[0], r[1]) for r in self._connection.execute(_live_seen, {**values, **reader.parameters}))

    # pairs

    def common(self) -> Frequencies:
        """How common names are in the base."""
        return Vocabulary(self._connection)

    def set_apart(self, pair: tuple[int, int], reasons: Iterable[str], *, at: str, by_id: int) -> None:
        """Remembers that two records are not of one person, and what spoke for it then."""
        self.bring_back([pair])
        low, high = of_two(*pair)
        values = {"low_id": low, "high_id": high, "reasons": " ".join(sorted(reasons)), "at": at, "by_id": by_id}
        self._connection.execute(insert(person_apart), values)

    def bring_back(self, pairs: Iterable[tuple[int, int]]) -> None:
        """Forgets it."""
        for low, high in (of_two(*pair) for pair in pairs):
            gone = delete(person_apart).where(person_apart.c.low_id == low, person_apart.c.high_id == high)
            self._connection.execute(gone)

    def apart_of(self, records: Sequence[int]) -> dict[tuple[int, int], frozenset[str]]:
        """The pairs that any of *records* is in, with what spoke for each when it was set apart."""
        rows = self._connection.execute(_apart, {"records": list(records)})
        return {(row.low_id, row.high_id): frozenset(row.reasons.split()) for row in rows}

    def put_pair(self, one: int, other: int, score: float) -> None:
        """Keeps a possible pair, once."""
        low, high = of_two(one, other)
        where = (possible_pair.c.low_id == low, possible_pair.c.high_id == high)
        self._connection.execute(delete(possible_pair).where(*where))
        values = {"low_id": low, "high_id": high, "permille": round(score * 1000)}
        self._connection.execute(insert(possible_pair), values)

    def drop_pairs(self) -> None:
        """Forgets all that were found, to look for them again."""
        self._connection.execute(delete(possible_pair))

    def pairs(self, most: int = -1, skip: int = 0) -> list[tuple[int, int, float]]:
        """(person, person, score) of those that are still two, the likelier first; all of them without *most*."""
        rows = self._connection.execute(_pairs.limit(most).offset(skip))
        return [(row.one, row.other, row.permille / 1000) for row in rows]

    def waiting(self, after: int, most: int) -> list[tuple[int, str]]:
        """(key, uuid) of the next persons in the order in which they were registered."""
        rows = self._connection.execute(_waiting, {"after": after, "most": most})
        return [(row.id, row.uuid) for row in rows]

    def last(self) -> int:
        """The key of the record that was made last."""
        return int(self._connection.execute(_last).scalar_one())


def _stored(row: Any) -> StoredMerge:
    return StoredMerge(
        row.id,
        row.uuid,
        row.kept_id,
        row.other_id,
        row.kept,
        row.kept_code,
        row.other,
        row.other_code,
        shown_name(row),
        row.at,
        row.by,
        row.by_name,
        row.undone_at is not None,
    )
