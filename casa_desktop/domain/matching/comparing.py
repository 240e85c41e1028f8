"""How likely it is that two descriptions are of one person. Pure and symmetric."""

from casa_desktop.domain.documents import normalise_number
from casa_desktop.domain.matching.described import Described, Match, Reason
from casa_desktop.domain.phones import normalise_phone

ALERT_FROM = 0.5


def compare(one: Described, other: Described) -> Match:
    """The chance that *one* and *other* are the same person, and why."""
    found: list[tuple[float, Reason]] = []
    mine, theirs = (frozenset(normalise_number(c, n) for c, n in each.documents if n) for each in (one, other))
    if mine & theirs:
        found.append((0.6, Reason.SAME_DOCUMENT))
    calls, answers = (frozenset(map(normalise_phone, each.phones)) for each in (one, other))
    if calls & answers:
        found.append((0.3, Reason.SAME_PHONE))
    words, others = frozenset(one.name.words), frozenset(other.name.words)
    if words and words == others:
        found.append((0.4, Reason.SAME_NAME))
    elif words & others:
        found.append((0.4 * len(words & others) / len(words | others), Reason.NAME_IN_PART))
    if one.age.birth_date is not None and one.age.birth_date == other.age.birth_date:
        found.append((0.3, Reason.SAME_BIRTH_DATE))
    if not found:
        return Match(0.0, alert=False, reasons=(Reason.DIFFERENT_NAME,))
    score = min(1.0, sum(weight for weight, _ in found))
    reasons = tuple(reason for _, reason in sorted(found, key=lambda each: -each[0]))
    return Match(score, score >= ALERT_FROM, reasons)
