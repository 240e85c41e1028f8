"""Spanish of what the forms of health tell while one types: the path of adolescents, and how a child grows."""

from casa_desktop.domain.growth import Acute, Index, Measures, Scores, muac_tells
from casa_desktop.texts import numbers

CONSENT_PATH = (
    "De 13 a 17 años: puede recibir la atención por sí mismo o por sí misma. Atienda en privado, explique qué se anota "
    "y para qué, y marque cómo consintió. No se piden datos del acudiente, y que falte este dato no impide atender."
)
SEVERE = "Desnutrición aguda severa"
MODERATE = "Desnutrición aguda moderada"
NOTHING = "Sin señal de desnutrición aguda"
MUAC_SILENT = "El perímetro del brazo clasifica de 6 a 59 meses."
NO_BIRTH = "Con la fecha de nacimiento se calculan también los puntajes para la edad."
PROPOSED = "Se propuso la ruta; cámbiela si hace falta."

_NAMES = {
    Index.WEIGHT_FOR_LENGTH: "Peso para la longitud",
    Index.WEIGHT_FOR_HEIGHT: "Peso para la talla",
    Index.HEIGHT_FOR_AGE: "Talla para la edad",
    Index.WEIGHT_FOR_AGE: "Peso para la edad",
    Index.BMI_FOR_AGE: "IMC para la edad",
    Index.ARM_FOR_AGE: "Brazo para la edad",
}


def sign(found: Acute) -> tuple[str, str]:
    """(words, tone) of a sign of acute malnutrition."""
    return {Acute.SEVERE: (SEVERE, "danger"), Acute.MODERATE: (MODERATE, "warn"), Acute.NONE: (NOTHING, "good")}[found]


def told(measures: Measures, found: Scores) -> str:
    """The z-scores in one line, and what keeps the others from being told."""
    scores = " · ".join(f"{words} {score(found[index])}" for index, words in _NAMES.items() if index in found)
    parts = [f"Puntajes Z: {scores}." if scores else ""]
    if measures.muac is not None and not muac_tells(measures.days):
        parts.append(MUAC_SILENT)
    if scores and measures.days is None:
        parts.append(NO_BIRTH)
    return " ".join(part for part in parts if part)


def score(value: float) -> str:
    """``−2,31``, ``+0,40``."""
    return f"{'−' if value < 0 else '+'}{numbers.decimal(abs(value), 2)}"
