"""Spanish of readers, of photos of documents and of the card with a code."""

from types import MappingProxyType

from casa_desktop.domain.scans import Scan, ScanKind, ScanProblem
from casa_desktop.texts import numbers

# Foto
PHOTO = "Leer de una foto…"
PHOTO_HINT = (
    "Lee el código de barras de la cédula o el QR de la tarjeta en una foto o un PDF. La imagen no se guarda. "
    "Las letras del pasaporte las lee un lector, no una foto."
)
PHOTO_TITLE = "Foto o PDF del documento"
PHOTO_KIND = "Fotos y PDF"
PHOTO_PATTERNS = "*.png *.jpg *.jpeg *.bmp *.webp *.pdf"
READING = "Buscando el código en la imagen…"
KEY_PHOTO = "Leer el documento de una foto"

# Lo leído
SOURCES = MappingProxyType(
    {
        ScanKind.CEDULA: "la cédula",
        ScanKind.PASSPORT: "el pasaporte",
        ScanKind.MRZ_CARD: "el documento",
        ScanKind.CARD: "la tarjeta",
        ScanKind.NUMBER: "el número",
        ScanKind.PHONE: "el teléfono",
    }
)
PROBLEMS = MappingProxyType(
    {
        ScanProblem.CHECK_NUMBER: "el número del documento no coincide con su dígito de verificación",
        ScanProblem.CHECK_BIRTH: "la fecha de nacimiento no coincide con su dígito de verificación",
        ScanProblem.CHECK_EXPIRY: "la fecha de vencimiento no coincide con su dígito de verificación",
        ScanProblem.CHECK_WHOLE: "el dígito de verificación del conjunto no coincide",
        ScanProblem.CHECK_CARD: "la letra del código no coincide",
        ScanProblem.INCOMPLETE: "llegó incompleto",
        ScanProblem.BAD_BIRTH: "la fecha de nacimiento no se entiende",
        ScanProblem.NO_BIRTH: "el documento no trae la fecha de nacimiento completa",
        ScanProblem.NAMES_GLUED: "los nombres llegaron pegados",
        ScanProblem.NAMES_SPLIT: "cuáles son nombres y cuáles apellidos",
        ScanProblem.NAME_CUT: "el nombre puede estar cortado",
        ScanProblem.LETTER_LOST: "una letra que no llegó bien se tomó por ñ",
        ScanProblem.TYPE_GUESSED: "el tipo de documento",
    }
)
CARD_IN_FORM = "Esa tarjeta es de alguien que ya está registrado: léala en la casilla de búsqueda (Ctrl+K)."
WRONG_DETAIL = "No se llenó nada. Pase el documento otra vez, o escriba los datos."


def wrong(scan: Scan) -> str:
    """``No se pudo leer bien el pasaporte: el número del documento no coincide con su dígito de verificación.``"""
    # Where one field is wrong, so is the whole.
    single = [each for each in scan.problems if each is not ScanProblem.CHECK_WHOLE] or scan.problems
    said = numbers.listing([PROBLEMS[each] for each in single])
    return f"No se pudo leer bien {SOURCES[scan.kind]}: {said}."


def filled(scan: Scan) -> str:
    """``Leído de la cédula. Revise: cuáles son nombres y cuáles apellidos.``"""
    doubts = [PROBLEMS[each] for each in scan.doubts if each is not ScanProblem.NAMES_GLUED]
    if scan.glued:
        doubts.insert(0, f"escriba los nombres, que llegaron pegados («{scan.glued}»)")
    source = SOURCES[scan.kind]
    said = f"Leído {'del ' + source[3:] if source.startswith('el ') else 'de ' + source}."
    return f"{said} Revise: {'; '.join(doubts)}." if doubts else f"{said} Compare con el documento antes de guardar."


def nobody(scan: Scan, *, registers: bool) -> str:
    """Told where nobody has what was read."""
    if scan.kind is ScanKind.CARD:
        return "Nadie tiene ese código."
    offer = " Enter abre el registro con los datos leídos." if registers else ""
    return f"Nadie tiene ese documento.{offer}"


# Tarjeta
CARD_BUTTON = "Tarjeta con QR"
KEY_CARD = "Imprimir la tarjeta con QR de la persona o de su familia"
CARD_TITLE = "Tarjeta con QR"
CARD_HINT = (
    "Lleva un código que no dice nada de la persona: al leerlo en la casilla de búsqueda se abre su ficha. "
    "Queda registrado quién la imprimió."
)
WHO = "De quién"
ONE, FAMILY = "one", "family"
ONLY_ONE = "Solo esta persona"
SHEET = "En qué papel"
SHEETS = (("cards", "Tarjetas, media carta"), ("labels", "Etiquetas, carta 3 × 10"))
NAME = "Nombre en la tarjeta"
NAMES = (("no", "Sin nombre"), ("yes", "Con nombre"))
PRINT = "Imprimir"
SAVE = "Guardar PDF"
PRINTED = "Tarjetas enviadas a la impresora"
SAVED = "Tarjetas guardadas"
RENDERING = "Preparando las tarjetas…"
DOCUMENT = "Tarjetas con QR"

READ_OVER_A_FORM = "Se leyó un documento y aquí no se escribió nada: guarde o deje esta atención, y páselo otra vez."

# Ajustes
READERS = "Lectores, fotos y tarjetas"
READERS_CHECK = "Mostrar «Leer de una foto» y «Tarjeta con QR»"
READERS_HINT = (
    "Un lector USB no necesita nada: lo que lee en una casilla de búsqueda se reconoce solo. Aquí se encienden las "
    "teclas para leer una foto del documento (Ctrl+Mayús+O) y para imprimir tarjetas con QR."
)


def whole_family(size: int) -> str:
    """``Toda la familia (4)``."""
    return f"Toda la familia ({numbers.integer(size)})"


def file_name(code: str) -> str:
    """``tarjeta-P-000123.pdf``."""
    return f"tarjeta-{code}.pdf"
