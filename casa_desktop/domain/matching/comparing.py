"""How likely it is that two descriptions are of one person. Pure and symmetric.

The two are weighed under seven explanations: one person written down with slips, two strangers, brothers, twins, kin
who share a surname, parent and child of one name, cousins of one name. Each says how probable what was seen would be: a
common name weighs little, a rare one much, a phone nothing against a brother. The score is the share of «one person» in
the sum. Far simpler rules call brothers and namesakes duplicates, or miss whoever was written down badly.
"""

from math import exp, log

from casa_desktop.domain.matching import evidence, names
from casa_desktop.domain.matching.described import AGAINST, Described, Match, Reason
from casa_desktop.domain.matching.record import Record, record_of
from casa_desktop.domain.matching.words import Frequencies, Unknown, either

ALERT_FROM = 0.65
_NO_BASE = Unknown()
_SIBLING, _TWIN, _KIN, _NAMESAKE, _COUSIN = log(0.8), log(0.3), log(1.0), log(0.1), log(0.04)
"""How many of each stand in the base beside somebody, for one who is in it."""


def compare(one: Described, other: Described, common: Frequencies = _NO_BASE) -> Match:
    """The chance that *one* and *other* are the same person, and why."""
    return weigh(record_of(one), record_of(other), common)[1]


def weigh(one: Record, other: Record, common: Frequencies) -> tuple[float, Match]:
    """The odds as a logarithm, by which candidates are ordered, and the match."""
    called = names.compared(one, other, common)
    said = (
        evidence.documents(one, other),
        evidence.phones(one, other),
        evidence.births(one, other),
        *evidence.rest(one, other),
    )
    same = called.same + sum([each.same for each in said])
    against = either(
        (1.0, log(max(common.persons, 100)) + called.other + sum([each.stranger for each in said])),
        (1.0, _SIBLING + called.siblings + sum([each.sibling for each in said])),
        (1.0, _TWIN + called.siblings + sum([each.twin for each in said])),
        (1.0, _KIN + called.kin + sum([each.kin for each in said])),
        (1.0, _NAMESAKE + called.namesakes + sum([each.parent for each in said])),
        (1.0, _COUSIN + called.cousins + sum([each.kin for each in said])),
    )
    odds = same - against
    score = 1 / (1 + exp(-odds)) if odds > -500 else 0.0
    return odds, Match(score, score >= ALERT_FROM, _reasons(called, said))


def _reasons(called: names.Names, said: tuple[evidence.Said, ...]) -> tuple[Reason, ...]:
    found = list(called.reasons)
    found += [(each.same - each.stranger, each.reason) for each in said if each.reason is not None]
    found.sort(key=lambda each: (each[1] in AGAINST, -abs(each[0]), each[1]))
    reasons = tuple(dict.fromkeys(reason for _, reason in found))
    return reasons or (Reason.DIFFERENT_NAME,)
