"""The growth of children under five: z-scores by the WHO standards of 2006, and the signs of acute malnutrition.

A z-score is ((y / M)^L - 1) / (L S). Beyond three standard deviations weight, BMI and arm circumference are restricted:
measured in the distance between the second and the third (WHO, Child growth standards, methods, chapter 7). Length is
measured lying and height standing; where it was the other way round 0.7 cm lie between them.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum, unique
from typing import NamedTuple

DAYS_OF_MONTH = 30.4375
LAST_DAY = 1826
"""Of the sixtieth month: the standards end before it."""
LYING_UNTIL = 731
"""Days from which on height is measured standing."""
_NINE_MONTHS = 274
"""Days: nobody stands to be measured before."""
_TALL_ENOUGH = 87
"""Centimetres from which on somebody of unknown age is taken to have stood."""
_BETWEEN = 0.7
SEVERE_MUAC, MODERATE_MUAC = 115, 125
"""Millimetres: below the first severe, below the second moderate."""
_MUAC_FROM, _MUAC_TO = 6, 60
"""Months between which the arm's circumference tells."""


class Lms(NamedTuple):
    """The distribution at one age or length: Box-Cox power, median, coefficient of variation."""

    power: float
    median: float
    spread: float


@unique
class Index(StrEnum):
    """A table of WHO; each is a file of ``resources/oms``."""

    WEIGHT_FOR_LENGTH = "peso_longitud"
    WEIGHT_FOR_HEIGHT = "peso_talla"
    HEIGHT_FOR_AGE = "talla_edad"
    WEIGHT_FOR_AGE = "peso_edad"
    BMI_FOR_AGE = "imc_edad"
    ARM_FOR_AGE = "brazo_edad"


@unique
class Acute(StrEnum):
    """What the measures say of acute malnutrition. The values are the options of the route in the catalogue."""

    NONE = ""
    MODERATE = "MODERADA"
    SEVERE = "SEVERA"


Standards = Mapping[Index, Mapping[tuple[str, int], Lms]]
"""By table, by (code of the sex, day of age or tenths of a centimetre)."""
Scores = Mapping[Index, float]


@dataclass(frozen=True, slots=True)
class Measures:
    """What was measured: kilograms, centimetres (one decimal), millimetres. None = not measured, or not known."""

    sex: str = ""
    days: int | None = None
    """Age, where the birth date is known."""
    weight: float | None = None
    height: float | None = None
    muac: float | None = None
    edema: bool = False
    standing: bool | None = None


def z_score(value: float, lms: Lms, *, restricted: bool = True) -> float:
    """The z-score of *value*, in two decimals."""
    power, median, spread = lms
    score = ((value / median) ** power - 1) / (power * spread)
    if restricted and abs(score) > 3:
        third, second = (_at(lms, sign * n) for sign in (1 if score > 0 else -1,) for n in (3, 2))
        score = (3 if score > 0 else -3) + (value - third) / abs(third - second)
    return round(float(score), 2)


def _at(lms: Lms, deviations: int) -> float:
    return float(lms.median * (1 + lms.power * lms.spread * deviations) ** (1 / lms.power))


def body_length(measures: Measures) -> tuple[float, bool] | None:
    """(centimetres, whether standing) as the tables want them."""
    height, days = measures.height, measures.days
    if height is None:
        return None
    if days is None:
        standing = measures.standing if measures.standing is not None else height >= _TALL_ENOUGH
        return height, standing
    stood = measures.standing if days >= _NINE_MONTHS else None
    if days < LYING_UNTIL:
        return (height + _BETWEEN if stood else height), False
    return (height - _BETWEEN if stood is False else height), True


def scores(measures: Measures, standards: Standards) -> Scores:
    """The z-scores that can be told. With edema no weight tells anything."""
    found: dict[Index, float] = {}
    days, length = measures.days, body_length(measures)
    if days is not None and not 0 <= days < LAST_DAY:
        return found
    weight = None if measures.edema else measures.weight

    def tell(index: Index, value: float | None, at: int | None, *, restricted: bool = True) -> None:
        lms = standards[index].get((measures.sex, at)) if at is not None else None
        if value and lms is not None:
            found[index] = z_score(value, lms, restricted=restricted)

    if length is not None:
        centimetres, standing = length
        by = Index.WEIGHT_FOR_HEIGHT if standing else Index.WEIGHT_FOR_LENGTH
        tell(by, weight, round(centimetres * 10))
        tell(Index.HEIGHT_FOR_AGE, centimetres, days, restricted=False)
        tell(Index.BMI_FOR_AGE, weight / (centimetres / 100) ** 2 if weight else None, days)
    tell(Index.WEIGHT_FOR_AGE, weight, days)
    tell(Index.ARM_FOR_AGE, measures.muac / 10 if measures.muac else None, days)
    return found


def muac_tells(days: int | None) -> bool:
    """Whether the arm's circumference classifies at that age; of an unknown age it is taken to."""
    return days is None or _MUAC_FROM <= days / DAYS_OF_MONTH < _MUAC_TO


def acute(measures: Measures, found: Scores) -> Acute | None:
    """The gravest sign of acute malnutrition; None where nothing was measured that could tell."""
    muac = measures.muac if muac_tells(measures.days) else None
    wasting = found.get(Index.WEIGHT_FOR_LENGTH, found.get(Index.WEIGHT_FOR_HEIGHT))
    if measures.edema or (muac is not None and muac < SEVERE_MUAC) or (wasting is not None and wasting < -3):
        return Acute.SEVERE
    if (muac is not None and muac < MODERATE_MUAC) or (wasting is not None and wasting < -2):
        return Acute.MODERATE
    return None if muac is None and wasting is None else Acute.NONE
