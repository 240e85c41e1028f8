"""Spanish of the window itself: navigation, entry screens, lock, keys, messages. Pages have files of their own."""

PROGRAM = "C.A.S.A."
PROGRAM_LONG = "C.A.S.A. · registro de atenciones"

# Navigation
PAGE_TODAY = "Hoy"
PAGE_PEOPLE = "Personas y familias"
PAGE_STATISTICS = "Informes"
PAGE_SETTINGS = "Ajustes"
NAVIGATION = "Páginas"
SEARCH = "Buscar persona por nombre, documento o teléfono"
SEARCH_SHORT = "Buscar persona"
STATUS = "Estado"

# User menu and keys
HELP = "Ayuda"
REFRESH = "Actualizar"
USER_MENU = "Menú del usuario"
LOCK = "Bloquear"
SWITCH_USER = "Cambiar de usuario"
CHANGE_PASSWORD = "Cambiar mi contraseña…"
SET_PIN = "PIN de este turno…"
QUIT = "Salir"
PASSWORD = "Contraseña"

# Verbs
SAVE = "Guardar"
CANCEL = "Cancelar"
CLOSE = "Cerrar"
CONTINUE = "Continuar"
BACK = "Atrás"
ACCEPT = "Entendido"
UNDO = "Deshacer"
COPY = "Copiar"
CHOOSE = "Elegir"
RETRY = "Intentar de nuevo"

# Background work
WORKING = "Trabajando…"
CANCELLING = "Cancelando…"
FINISHING = "Terminando lo que está en curso…"
PROGRESS = "Avance"

# Forms
REQUIRED_MARK = "obligatorio"
BAD_DATE_FORMAT = "Escriba la fecha como día/mes/año, por ejemplo 05/03/1990."
BAD_MONTH_FORMAT = "Escriba el mes como mes y año, por ejemplo 11/2019."
BAD_NUMBER_FORMAT = "Escriba un número entero, sin letras."
BAD_OPTION = "Elija una opción de la lista."
DATE_PLACEHOLDER = "dd/mm/aaaa"
MONTH_PLACEHOLDER = "mm/aaaa"
SHOW_PASSWORD = "Mostrar la contraseña"
HIDE_PASSWORD = "Ocultar la contraseña"
OTHER_PROBLEMS = "Revise lo siguiente"
NO_CHOICE = "—"
UNSAVED_QUESTION = "Hay datos sin guardar en esta página."
UNSAVED_DETAIL = "Si sale ahora se pierden. Puede volver y guardarlos con Ctrl+Enter."
UNSAVED_DISCARD = "Descartar y salir"
UNSAVED_STAY = "Seguir aquí"

# Bug dialog
BUG_TITLE = "Error del programa"
BUG_TEXT = "El programa encontró un error que no esperaba."
BUG_DETAIL = (
    "Lo que ya estaba guardado sigue guardado, y lo que escribió sigue en la pantalla. "
    "Puede intentarlo de nuevo. Si se repite, copie este texto y envíelo a quien mantiene el programa: "
    "no contiene datos de personas."
)
BUG_COPIED = "Texto copiado."
BUG_LABEL = "Detalle del error, sin datos de personas"


def with_key(verb: str, key: str) -> str:
    """«Guardar (Ctrl+Enter)», for tool tips and accessible names."""
    return f"{verb} ({key})"


def key_name(portable: str) -> str:
    """A key as it is printed on keyboards sold in Colombia; *portable* as Qt writes it."""
    spanish = {
        "Return": "Enter",
        "Shift": "Mayús",
        "Space": "Espacio",
        "Del": "Supr",
        "PgUp": "Re Pág",
        "PgDown": "Av Pág",
    }
    spanish |= {"Up": "↑", "Down": "↓", "Left": "←", "Right": "→"}
    return "+".join(spanish.get(part, part) for part in portable.split("+"))


def problem_name(label: str, problem: str) -> str:
    """Accessible name of a field in error."""
    return f"{label}: {problem}"
