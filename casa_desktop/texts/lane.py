"""Why somebody is called before others, in words."""

from collections.abc import Iterable
from types import MappingProxyType

from casa_desktop.domain.lane import Priority

PRIORITIES = MappingProxyType(
    {
        Priority.CHILD_ALONE: "NNA solo",
        Priority.CHILD_SEPARATED: "NNA separado",
        Priority.PREGNANT: "Gestante",
        Priority.ELDER: "Persona mayor",
        Priority.DISABILITY: "Discapacidad",
        Priority.BREASTFEEDING: "En lactancia",
        Priority.SMALL_CHILD: "Niño pequeño",
    }
)


def priorities(codes: Iterable[Priority]) -> str:
    """``Gestante, persona mayor``."""
    words = [PRIORITIES[code] for code in codes]
    return ", ".join([*words[:1], *(word if word.startswith("NNA") else word.lower() for word in words[1:])])
