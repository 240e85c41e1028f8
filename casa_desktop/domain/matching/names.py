"""What two names say: the chance of seeing both in one person, in two strangers, and in two of one family."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from math import exp, log

from casa_desktop.domain.matching.aligning import GIVEN, SURNAME, Aligned, Pair, Placed, aligned, placed
from casa_desktop.domain.matching.described import Reason
from casa_desktop.domain.matching.nicknames import DOUBLE
from casa_desktop.domain.matching.record import Record
from casa_desktop.domain.matching.sounds import sound
from casa_desktop.domain.matching.words import Frequencies, Likeness, either, weighed

_OTHER_PLACE, _OTHER_PLACE_AGAIN = log(0.05), log(0.5)
_OTHER_FIELD, _OTHER_FIELD_AGAIN = log(0.02), log(0.4)
_ONE_FIELD = log(0.1)
"""A whole name written in one cell."""
_GLUED = log(0.03)
_MISSING, _MISSING_BY_CHANCE = log(0.2), log(0.5)
_CONFLICT = {(GIVEN, True): log(0.003), (GIVEN, False): log(0.005), (SURNAME, True): log(0.006)}
_CONFLICT_SECOND_SURNAME = log(0.006)
_ALIKE_IN_FAMILY = log(0.03)
"""Parents like names that rhyme: a sister's name is near more often than a stranger's."""
_SAME_GIVEN_IN_FAMILY = log(0.15)
_HALF_GIVEN_IN_FAMILY = log(0.03)
"""«María José» and «María Paula»: one name in common and one that is not."""

_HOW = {
    Likeness.SOUND: Reason.SOUNDS_ALIKE,
    Likeness.ONE_SLIP: Reason.SPELLED_ALIKE,
    Likeness.TWO_SLIPS: Reason.SPELLED_ALIKE,
    Likeness.NICKNAME: Reason.NICKNAME,
    Likeness.SHORTENED: Reason.SHORTENED,
    Likeness.INITIAL: Reason.SHORTENED,
}


@dataclass(slots=True)
class Part:
    """Sums over the given names, or over the surnames."""

    same: float = 0.0
    other: float = 0.0
    family: float = 0.0
    """As *other*, where the names were chosen by the same parents."""
    agreeing: int = 0
    conflicts: int = 0


@dataclass(slots=True)
class Names:
    """What the alignment of two names says; *order* is the price of words in other places."""

    given: Part = field(default_factory=Part)
    surnames: Part = field(default_factory=Part)
    order: float = 0.0
    by_surname: list[tuple[float, float]] = field(default_factory=list)
    """(same, other) of each surname that agrees."""
    reasons: list[tuple[float, Reason]] = field(default_factory=list)

    @property
    def same(self) -> float:
        """In one person."""
        return self.given.same + self.surnames.same + self.order

    @property
    def other(self) -> float:
        """In two who do not know each other."""
        return self.given.other + self.surnames.other

    @property
    def siblings(self) -> float:
        """In two children of the same parents."""
        family = self.given.family
        if self.given.agreeing and self.given.conflicts:
            family = max(family, _HALF_GIVEN_IN_FAMILY)
        if self.given.agreeing and not self.given.conflicts and not self.order:
            family += _SAME_GIVEN_IN_FAMILY
        return family + self.surnames.same + self.order

    @property
    def kin(self) -> float:
        """In two who share one surname: cousins, half brothers, a parent and a child."""
        return self.given.family + self._one_surname + self.order

    @property
    def namesakes(self) -> float:
        """In a parent and a child of the same given names."""
        given = either((0.7, self.given.same), (0.3, self.given.other))
        surnames = either((0.4, self.surnames.same), (0.6, self._one_surname))
        return given + surnames + self.order

    @property
    def cousins(self) -> float:
        """In two who share a surname and were named after the same grandparent."""
        return self.given.same + self._one_surname + self.order

    @property
    def _one_surname(self) -> float:
        shared = self.surnames.other + sum(log(0.5 + 0.5 * exp(same - other)) for same, other in self.by_surname)
        return shared if self.by_surname else self.surnames.other


def compared(one: Record, other: Record, common: Frequencies) -> Names:
    """The most favourable reading of both names."""
    best: Names | None = None
    for given in _readings(one):
        for also in _readings(other):
            found = _compared(placed(given, one.surnames), placed(also, other.surnames), common)
            if best is None or found.same - found.other > best.same - best.other:
                best = found
    assert best is not None
    return best


def _readings(record: Record) -> Iterator[tuple[str, ...]]:
    """The given names, as written and with a nickname for two names («Mafe») taken apart, or the preferred name."""
    yield record.given
    if record.called:
        yield record.called + record.given[1:]
    for at, word in enumerate(record.given):
        for names in DOUBLE.get(sound(word), ()):
            yield (*record.given[:at], *(name.lower() for name in names), *record.given[at + 1 :])


def _compared(one: tuple[Placed, ...], other: tuple[Placed, ...], common: Frequencies) -> Names:
    found = Names()
    if not one or not other:
        return found
    way = aligned(one, other)
    in_one_cell = _in_one_cell(one) or _in_one_cell(other)
    for pair in way.pairs:
        _add(found, pair, common, in_one_cell=in_one_cell)
    for whole, parts in way.glued:
        rare = sum(log(common.share(sound(part.word))) for part in parts)
        part = found.given if whole.field == GIVEN else found.surnames
        part.same += _GLUED
        part.other += rare
        part.family += rare
        part.agreeing += 1
        if whole.field == SURNAME:
            found.by_surname.append((_GLUED, rare))
        found.reasons.append((-rare, Reason.GLUED))
    found.order = _order(found, way, in_one_cell=in_one_cell)
    _leftovers(found, way, in_one_cell=in_one_cell)
    nothing_left = not (way.left_one or way.left_other or way.glued or found.order)
    if nothing_left and way.pairs and all(pair.how is Likeness.EXACT for pair in way.pairs):
        found.reasons = [(sum(weight for weight, _ in found.reasons), Reason.SAME_NAME)]
    return found


def _in_one_cell(names: tuple[Placed, ...]) -> bool:
    return len(names) > 1 and len({each.field for each in names}) == 1


def _field(pair: Pair, *, in_one_cell: bool) -> int:
    """Of a word that stands among the given names of one and the surnames of the other: given, unless one of them is
    all in one cell, where the other tells."""
    if pair.one.field == pair.other.field:
        return pair.one.field
    return SURNAME if in_one_cell else GIVEN


def _add(found: Names, pair: Pair, common: Frequencies, *, in_one_cell: bool) -> None:
    weight = weighed(pair.one.word, pair.other.word, pair.how, common)
    where = _field(pair, in_one_cell=in_one_cell)
    part = found.given if where == GIVEN else found.surnames
    part.same += weight.same
    part.other += weight.other
    loose = pair.how in (Likeness.ONE_SLIP, Likeness.TWO_SLIPS)
    part.family += max(weight.other, _ALIKE_IN_FAMILY) if loose else weight.other
    part.agreeing += 1
    if where == SURNAME:
        found.by_surname.append((weight.same, weight.other))
    found.reasons.append((weight.same - weight.other, _HOW.get(pair.how, Reason.NAME_IN_PART)))


def _order(found: Names, way: Aligned, *, in_one_cell: bool) -> float:
    crossed = [pair for pair in way.pairs if pair.one.field != pair.other.field]
    moved = [pair for pair in way.pairs if pair.one.field == pair.other.field and pair.one.at != pair.other.at]
    price = 0.0
    if in_one_cell:
        return _ONE_FIELD if crossed or moved else 0.0
    if crossed:
        price += _OTHER_FIELD + _OTHER_FIELD_AGAIN * (len(crossed) - 1)
        found.reasons.append((1.0, Reason.NAMES_SWAPPED))
    if moved and not way.glued:
        price += _OTHER_PLACE + _OTHER_PLACE_AGAIN * (len(moved) - 1)
        surnames = any(pair.one.field == SURNAME for pair in moved)
        found.reasons.append((1.0, Reason.SURNAMES_SWAPPED if surnames else Reason.NAMES_SWAPPED))
    return price


def _leftovers(found: Names, way: Aligned, *, in_one_cell: bool) -> None:
    if in_one_cell:
        _left(found, SURNAME, way.left_one, way.left_other)
        return
    for where in (GIVEN, SURNAME):
        left = [each for each in way.left_one if each.field == where]
        also = [each for each in way.left_other if each.field == where]
        _left(found, where, left, also)


def _left(
    found: Names, where: int, left: "list[Placed] | tuple[Placed, ...]", also: "list[Placed] | tuple[Placed, ...]"
) -> None:
    part = found.given if where == GIVEN else found.surnames
    conflicts, missing = min(len(left), len(also)), abs(len(left) - len(also))
    if conflicts:
        first = any(each.at == 0 for each in left) and any(each.at == 0 for each in also)
        price = _CONFLICT.get((where, first), _CONFLICT_SECOND_SURNAME)
        part.same += price + (conflicts - 1) * _CONFLICT[GIVEN, False]
        part.conflicts += conflicts
        found.reasons.append((price, Reason.DIFFERENT_NAME))
    if missing:
        part.same += _MISSING * missing
        part.other += _MISSING_BY_CHANCE * missing
        part.family += _MISSING_BY_CHANCE * missing
        found.reasons.append((0.1, Reason.NAME_MISSING if where == GIVEN else Reason.SURNAME_MISSING))
