"""How far two short texts are apart, and what is left of one with a letter taken out."""

from functools import lru_cache

FAR = 3
"""Any distance above two."""


def distance(one: str, other: str) -> int:
    """Letters left out, added, changed or swapped with their neighbour (optimal string alignment); FAR above two."""
    if one == other:
        return 0
    if abs(len(one) - len(other)) >= FAR or len(set(one) ^ set(other)) > 4:
        return FAR
    while one and other and one[0] == other[0]:
        one, other = one[1:], other[1:]
    while one and other and one[-1] == other[-1]:
        one, other = one[:-1], other[:-1]
    if not one or not other:
        return min(FAR, len(one) + len(other))
    return _aligned(one, other)


def _aligned(one: str, other: str) -> int:
    before: list[int] = []
    above = list(range(len(other) + 1))
    for i, letter in enumerate(one, start=1):
        row = [i]
        for j, against in enumerate(other, start=1):
            best = min(above[j] + 1, row[j - 1] + 1, above[j - 1] + (letter != against))
            if i > 1 and j > 1 and letter == other[j - 2] and one[i - 2] == against:
                best = min(best, before[j - 2] + 1)
            row.append(best)
        if min(row) >= FAR and min(above) >= FAR - 1:
            return FAR
        before, above = above, row
    return min(FAR, above[-1])


def slips(one: str, other: str) -> int:
    """As :func:`distance` between numbers, without the price of it: of two slips only two wrong digits are seen."""
    if one == other:
        return 0
    length, longer = len(one), len(other)
    if length == longer:
        wrong = [i for i, pair in enumerate(zip(one, other, strict=True)) if pair[0] != pair[1]]
        if len(wrong) > 2:
            return FAR
        swapped = len(wrong) == 2 and wrong[1] == wrong[0] + 1 and one[wrong[0]] == other[wrong[1]]
        return 1 if swapped and one[wrong[1]] == other[wrong[0]] else len(wrong)
    if abs(length - longer) > 1:
        return FAR
    short, long = (one, other) if length < longer else (other, one)
    at = next((i for i, digit in enumerate(short) if digit != long[i]), len(short))
    return 1 if short[at:] == long[at + 1 :] else FAR


@lru_cache(maxsize=200_000)
def near(one: str, other: str) -> int:
    """As :func:`distance`, remembered: the names of a region are few."""
    return distance(one, other)


def shortened(text: str) -> frozenset[str]:
    """Every form of *text* with one letter taken out."""
    return frozenset(text[:i] + text[i + 1 :] for i in range(len(text)))


def neighbours(number: str) -> frozenset[str]:
    """Every number that one slip makes of *number*: a digit changed, left out, added or swapped with its neighbour."""
    found = set(shortened(number))
    for i, digit in enumerate(number):
        found |= {number[:i] + other + number[i + 1 :] for other in "0123456789"}
        if i and digit != number[i - 1]:
            found.add(number[: i - 1] + digit + number[i - 1] + number[i + 1 :])
    for i in range(len(number) + 1):
        found |= {number[:i] + other + number[i:] for other in "0123456789"}
    found.discard(number)
    return frozenset(found)
