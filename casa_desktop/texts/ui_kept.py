"""Spanish of what was being typed when the program stopped, and of the way back to it."""

from collections.abc import Sequence

from casa_desktop.texts import numbers

FORM_BACK = "Se recuperó lo que estaba escribiendo aquí."
START_OVER = "Empezar de nuevo"
GO_ON = "Seguir donde iba"
KEY_GO_ON = "Seguir donde iba, si algo quedó sin guardar"
LATER = "Después"


def unfinished(places: Sequence[str]) -> str:
    """``Quedó sin guardar: Remisiones y Ayudas e inventario.``"""
    return f"Quedó sin guardar: {numbers.listing(tuple(places))}."


def in_page(words: str, page: str) -> str:
    """``Responder (Encuesta y PQRSF)``."""
    return f"{words} ({page})"


def open_it(words: str) -> str:
    """Said on the page whose form is not open yet."""
    return f"Abra «{words}»: lo que escribió sigue ahí."
