"""The WHO standards of 2006 as the program ships them: read when somebody first measures a child."""

import csv
from functools import cache

from casa_desktop.domain.growth import Index, Lms, Standards
from casa_desktop.domain.persons import Sex
from casa_desktop.paths import resource

_BY_LENGTH = (Index.WEIGHT_FOR_LENGTH, Index.WEIGHT_FOR_HEIGHT)
_SEXES = ((str(Sex.MAN), "1"), (str(Sex.WOMAN), "2"))


@cache
def standards() -> Standards:
    """Every table of ``resources/oms``: columns ``l1 m1 s1`` for boys, ``l2 m2 s2`` for girls."""
    return {index: _table(index) for index in Index}


def _table(index: Index) -> dict[tuple[str, int], Lms]:
    found: dict[tuple[str, int], Lms] = {}
    tenth = 10 if index in _BY_LENGTH else 1
    with resource(f"oms/{index}.csv").open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            at = round(float(row["x"]) * tenth)
            for sex, column in _SEXES:
                found[sex, at] = Lms(float(row[f"l{column}"]), float(row[f"m{column}"]), float(row[f"s{column}"]))
    return found
