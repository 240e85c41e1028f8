"""The words of the recovery sheets."""

from datetime import date

from casa_desktop.texts.dates import long_date

SUBJECT = "Hoja de recuperación: documento secreto"
OPENS_ALL = (
    "Con esta hoja se abre todo lo que guarda la base: personas, atenciones y también las notas de psicología y RCF. "
    "Trátela como la llave de la caja fuerte."
)
_USE = "Para entrar si se pierden las contraseñas, y para entregar por primera vez las llaves de psicología y de RCF."
_LOSS = (
    "Hay dos hojas y cada una abre por sí sola. Si se pierden todas las contraseñas y las dos hojas, "
    "los datos no se pueden recuperar: nadie tiene otra copia de esta llave."
)
_PLACE = "En un sobre cerrado y firmado, bajo llave, en un lugar distinto al de la otra hoja y al del computador."
_NO_COPIES = "No le tome fotos ni la escanee, no la envíe por mensaje ni por correo, y borre el archivo tras imprimir."
_RECORD = (
    "Anote en el sobre quién lo abre y cuándo. Si la hoja se pierde o alguien la vio, avise enseguida a "
    "coordinación y a administración."
)
SECTIONS = (("Para qué sirve", (_USE, _LOSS)), ("Cómo guardarla", (_PLACE, _NO_COPIES, _RECORD)))


def title(sheet_no: int) -> str:
    """``Hoja de recuperación 1 de 2``."""
    return f"Hoja de recuperación {sheet_no} de 2"


def group(number: int) -> str:
    """How the assistant asks for a group."""
    return f"Grupo {number}"


def made(day: date, base_code: str) -> str:
    """When, and for which base."""
    return f"Hecha el {long_date(day)} para la base {base_code}. El código no lleva las letras I, L, O ni U."


def foot(sheet_no: int, base_code: str) -> str:
    """The foot of the page."""
    return f"Base {base_code}  ·  hoja {sheet_no} de 2  ·  secreta"
