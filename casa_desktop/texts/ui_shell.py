"""Spanish of the window itself: navigation, entry screens, lock, keys, messages. Pages have files of their own."""

from collections.abc import Sequence

from casa_desktop.domain.errors import Code
from casa_desktop.texts import numbers

PROGRAM = "C.A.S.A."
_BEGUN_SHOWN = 3
PROGRAM_LONG = "C.A.S.A. · registro de atenciones"

# Navigation
PAGE_TODAY = "Hoy"
PAGE_PEOPLE = "Personas y familias"
PAGE_LISTENING = "Centro de Escucha"
PAGE_RCF = "Llamadas RCF"
PAGE_AID = "Ayudas e inventario"
PAGE_SURVEYS = "Encuesta y PQRSF"
PAGE_WORKSHOPS = "Talleres"
PAGE_HEALTH = "Salud y Unidad Móvil"
PAGE_PAPER_IN = "Planillas"
PAGE_TRANSFERS = "Traslados"
PAGE_FOLLOW_UPS = "Citas y seguimientos"
PAGE_REFERRALS = "Remisiones"
PAGE_STATISTICS = "Informes"
PAGE_SETTINGS = "Ajustes"
NAVIGATION = "Páginas"
SEARCH = "Buscar persona por nombre, documento o teléfono"
SEARCH_SHORT = "Nombre, documento o teléfono"
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
KEY_NEXT_PAGE = "La página que sigue (con RePág, la anterior)"
KEY_UNDO = "Deshacer lo último, mientras se ofrece abajo"
COPY = "Copiar"
CHOOSE = "Elegir"
RETRY = "Intentar de nuevo"

# Paper on the glass
PREVIEW_NAME = "Vista previa del documento"
BACK_FROM_PAPER = "Volver"
PRINT = "Imprimir"
SAVE_AS = "Guardar como"
ZOOM_PAGE = "Página"
ZOOM_WIDTH = "Ancho"

# Background work
WORKING = "Trabajando…"
CANCELLING = "Cancelando…"
PROGRESS = "Avance"

# Forms
REQUIRED_MARK = "obligatorio"
DATE_PLACEHOLDER = "dd/mm/aaaa"
MONTH_PLACEHOLDER = "mm/aaaa"
TIME_PLACEHOLDER = "3:30 p. m."
SHOW_PASSWORD = "Mostrar la contraseña"
HIDE_PASSWORD = "Ocultar la contraseña"
UNSAVED_QUESTION = "Hay datos sin guardar en esta página."
UNSAVED_DETAIL = "Si sale ahora se pierden. Puede volver y guardarlos con Ctrl+Enter."
UNSAVED_DISCARD = "Descartar y salir"
UNSAVED_STAY = "Seguir aquí"

# Bug dialog
BUG_TEXT = "El programa encontró un error que no esperaba."
BUG_DETAIL = (
    "Lo que ya estaba guardado sigue guardado, y lo que escribió sigue en la pantalla. "
    "Puede intentarlo de nuevo. Si se repite, copie este texto y envíelo a quien mantiene el programa: "
    "no contiene datos de personas."
)
BUG_COPIED = "Texto copiado."
COPY_SECRET = "Copiar clave"
SECRET_COPIED = "Clave copiada."
SECRET_NOTED = "Ya la anoté"
BUG_LABEL = "Detalle del error, sin datos de personas"


def with_key(verb: str, key: str) -> str:
    """«Guardar (Ctrl+Enter)», for tool tips and accessible names."""
    return f"{verb} ({key})"


def before_key(verb: str, keys: str) -> str:
    """«Guardar   Ctrl+Enter», as a button shows its key; *keys* as Qt writes them."""
    return f"{verb}   {key_name(keys)}"


def key_name(portable: str) -> str:
    """A key as it is printed on keyboards sold in Colombia; *portable* as Qt writes it."""
    spanish = {
        "Return": "Enter",
        "Shift": "Mayús",
        "Space": "Espacio",
        "Del": "Supr",
        "Home": "Inicio",
        "PgUp": "Re Pág",
        "PgDown": "Av Pág",
    }
    spanish |= {"Up": "↑", "Down": "↓", "Left": "←", "Right": "→"}
    return "+".join(spanish.get(part, part) for part in portable.split("+"))


def unclear(typed: str, begun: Sequence[str]) -> str:
    """Why a list takes nothing: «p» is the beginning of several options, or of none."""
    if not begun:
        return f"«{typed}» no está en la lista; {key_name('Alt+Down')} la abre."
    more = len(begun) - _BEGUN_SHOWN
    shown = ", ".join(begun[:_BEGUN_SHOWN]) + (f" y {more} más" if more > 0 else "")
    return f"«{typed}» puede ser: {shown}. Escriba otra letra."


def problem_name(label: str, problem: str) -> str:
    """Accessible name of a field in error."""
    return f"{label}: {problem}"


# Entry screens
SLOGAN = "Registro de atenciones y cifras de la mesa"
USERNAME = "Usuario"
ENTER = "Entrar"
ENTERING = "Abriendo la base…"
RESTORE_LINK = "Restaurar una copia de seguridad…"
OTHER_FOLDER_LINK = "Usar otra carpeta…"
NEW_DESK_LINK = "Empezar una mesa nueva en otra carpeta…"
CHOOSE_FOLDER = "Carpeta de la mesa"
DEMO_TITLE = "Perfil de demostración"
DEMO_TEXT = (
    "Todas las personas son inventadas. Entre con cualquiera de estos usuarios; lo que haga aquí se borra al cerrar."
)
DEMO_USE = "Usar"
FOLDER = "Carpeta"


def gallery_written(pictures: int, folder: str) -> str:
    """What ``casa galeria`` prints last."""
    return f"{pictures} imágenes en {folder}"


def alarms(head: str, dropped: int) -> str:
    """What was found beside the base, and what to do about it; empty where there is nothing."""
    said = []
    if head:
        said.append(f"{_ALARM_HEAD[head]} {_ALARM_HEAD_DO}")
    if dropped:
        wrong = numbers.count(dropped, "contraseña errada", "contraseñas erradas")
        said.append(
            f"Hubo {wrong} más de las que caben una por una en la auditoría. Alguien, o algo, probó muchas: "
            "pregunte quién usó este computador y cambie las contraseñas que sean fáciles."
        )
    return "\n".join(said)


def wait_text(seconds: int) -> str:
    """What the login button says while nobody may try: «Espere 0:45»."""
    return f"Espere {seconds // 60}:{seconds % 60:02d}"


# Command line of the window
OPTION_PROFILE = "carpeta del perfil"
OPTION_DEMO = "abre un perfil inventado que se borra al cerrar"
OPTION_GALLERY = "carpeta donde quedan las imágenes"
GALLERY_ABOUT = "Dibuja cada pantalla y cada papel con datos inventados."
OPTION_ONLY = "solo las imágenes cuyo nombre empieza así"
MAKING_DEMO = "Inventando una mesa de demostración…"
MAKING_DEMO_DETAIL = "Personas, familias y atenciones de los últimos tres meses. Tarda unos segundos."

# A recovery sheet in place of the password
FORGOT_LINK = "¿Olvidó su contraseña?"
SHEET_CODE = "&Código de la hoja de recuperación"
SHEET_HINT = "Nueve grupos de cuatro letras y números. Los guiones y las mayúsculas no importan."
RECOVER_TITLE = "Entrar sin la contraseña"
RECOVER_TEXT = (
    "Con una hoja de recuperación usted elige una contraseña nueva y entra con los mismos permisos y llaves; "
    "lo guardado no se toca, y solo se pierden sus borradores sin terminar.\n"
    "Si no tiene una hoja, pida una contraseña nueva a quien administra (Ajustes, Usuarios); "
    "las llaves de psicología o de RCF se las entregan de nuevo después."
)
RECOVER_CHECKING = "Probando la hoja…"
RECOVER_PASSWORD_TITLE = "Elija una contraseña nueva"
RECOVER_DO = "Cambiarla y entrar"
RECOVERED = "Contraseña cambiada. La hoja sigue sirviendo: guárdela de nuevo en su sobre."

# What is wrong with the profile folder
TROUBLE_TITLES = {
    Code.BASE_MISSING: "Falta la base de la mesa",
    Code.KEYS_MISSING: "Falta el archivo de llaves",
    Code.KEYS_DAMAGED: "El archivo de llaves está dañado",
    Code.BASE_DAMAGED: "La base está dañada",
    Code.BASE_NOT_ENCRYPTED: "La base no está cifrada",
    Code.BASE_NEWER: "La base es de una versión más nueva",
    Code.BASE_ROLLED_BACK: "La base es más antigua que la última que se usó",
    Code.BASE_IN_USE: "La base está en uso",
}
_ALARM_HEAD = {
    "missing": "Faltaba el archivo «cabeza.json», que deja notar si alguien puso una base más antigua.",
    "damaged": "Estaba dañado el archivo «cabeza.json», que deja notar si alguien puso una base más antigua.",
}
_ALARM_HEAD_DO = (
    "Ya se escribió otro. Compruebe con el equipo que en «Hoy» e «Informes» esté lo último que se registró; si falta "
    "algo, no sigan registrando y restaure la copia de seguridad más reciente."
)
TROUBLE_TITLE = "No se pudo abrir la base"

# Restore
RESTORE_TITLE = "Restaurar una copia de seguridad"
RESTORE_TEXT = (
    "La copia se revisa completa antes de ponerla en su sitio. La base actual, si existe, no se borra: "
    "queda guardada al lado con otro nombre."
)
RESTORE_FILE = "Archivo de la copia"
RESTORE_KIND = "Copia de seguridad de C.A.S.A."
RESTORE_WHO = "Escriba el usuario y la contraseña con los que se abre esa copia."
RESTORE_DO = "Restaurar"
RESTORING = "Revisando y restaurando la copia…"
RESTORED = "Copia restaurada. Ya puede entrar."

# An older base, accepted
ACCEPT_LINK = "Aceptar esta base…"
ACCEPT_TITLE = "Aceptar esta base"
ACCEPT_TEXT = (
    "Lo que se registró después de esta base no está en ella y no volverá. Si queda alguna copia de seguridad más "
    "reciente, restáurela en vez de aceptar. El motivo y quién acepta quedan en la auditoría."
)
ACCEPT_WHO = "Hace falta la contraseña de un administrador."
ACCEPT_REASON = "Motivo"
ACCEPT_REASON_HINT = "Por ejemplo: se dañó el disco y solo quedó la base del viernes. Sin datos de personas."
ACCEPT_DO = "Aceptar esta base"
ACCEPTING = "Aceptando la base…"
ACCEPTED = "Base aceptada. Ya puede entrar; vuelva a registrar lo que falte con su fecha."

# First start
SETUP_STEPS = ("Bienvenida", "La mesa", "Usted", "Contraseña", "Hojas de recuperación", "Comprobación")
SETUP_WELCOME_TITLE = "Bienvenida a C.A.S.A."
SETUP_WELCOME_TEXT = "En unos minutos deja lista la mesa en este computador. No necesita internet."
SETUP_WELCOME_POINTS = (
    ("today", "El nombre de la mesa y de quien la coordina."),
    ("key", "Una contraseña: con ella se cifra todo lo que se registre."),
    ("print", "Dos hojas de recuperación, que se imprimen y se guardan por separado."),
)
SETUP_START = "Empezar"
SETUP_DESK_TITLE = "¿Cómo se llama la mesa?"
SETUP_DESK_TEXT = "El nombre sale en los informes. Puede cambiarlo después en Ajustes."
SETUP_DESK_NAME = "&Nombre de la mesa"
SETUP_DESK_EXAMPLE = "C.A.S.A. Bucaramanga"
SETUP_MUNICIPALITY = "&Municipio"
SETUP_USER_TITLE = "¿Quién coordina la mesa?"
SETUP_USER_TEXT = (
    "Esta persona queda con los roles de coordinación y de administración. "
    "Después podrá crear a los demás usuarios y separar los dos roles."
)
SETUP_FULL_NAME = "Nombre &completo"
SETUP_USERNAME = "&Usuario"
SETUP_USERNAME_WRONG = "Use de 2 a 40 letras minúsculas sin tilde, números, punto o guion; por ejemplo, ana.rojas."
SETUP_USERNAME_HINT = "Con este nombre se entra: letras minúsculas, números, punto o guion."
SETUP_PASSWORD_TITLE = "Elija una contraseña"
SETUP_PASSWORD_TEXT = "Con ella se cifran los datos: si el computador se pierde, nadie los lee."
SETUP_PASSWORD_MODE = "Qué contraseña usar"
SETUP_PASSWORD_PROPOSED = "Estas cuatro palabras"
SETUP_PASSWORD_OWN = "Una propia"
SETUP_PASSWORD_OTHER = "Otra propuesta"
SETUP_PASSWORD_PHRASE = "Cuatro palabras propuestas"
SETUP_PASSWORD_NEW = "&Contraseña"
SETUP_PASSWORD_TYPE = "Escríbala una vez, con sus guiones"
SETUP_PASSWORD_AGAIN = "&Repita la contraseña"
SETUP_PASSWORD_DIFFERENT = "No es igual a la de arriba. Escríbala de nuevo."
SETUP_PASSWORD_GOOD = "La contraseña sirve."
SETUP_MAKING = "Creando la base cifrada…"
SETUP_SHEETS_TITLE = "Guarde las dos hojas de recuperación"
SETUP_SHEETS_TEXT = (
    "Cada hoja, ella sola, abre todo: también las notas de psicología y los contactos de RCF. "
    "Guárdelas impresas, en sobres cerrados y en lugares distintos."
)
SETUP_SHEETS_WARNING = (
    "Si se pierden todas las contraseñas y las dos hojas, los datos se pierden. "
    "Nadie puede recuperarlos, tampoco quien hizo el programa."
)
SETUP_SHEET_SAVE = "Guardar PDF…"
SETUP_SHEET_PRINT = "Imprimir…"
SETUP_SHEETS_READY = "Ya las tengo"
SETUP_CHECK_TITLE = "Compruebe que las tiene"
SETUP_CHECK_TEXT = "Tome las hojas y escriba estos tres grupos. Las mayúsculas no importan."
SETUP_CHECK_WRONG = "No coincide con la hoja. Mírela de nuevo."
SETUP_FINISH = "Terminar y entrar"
SETUP_FINISHING = "Guardando la base…"
SETUP_DONE = "La mesa está lista. Bienvenida."


def setup_step(step: int, steps: int, name: str) -> str:
    """``Paso 2 de 6 · La mesa``."""
    return f"Paso {step} de {steps} · {name}"


def sheet_saved(number: int) -> str:
    """That a sheet stands in a file now."""
    return f"Hoja {number} guardada. Imprímala y borre el archivo."


def sheet_title(number: int) -> str:
    """``Hoja de recuperación 1``."""
    return f"Hoja de recuperación {number}"


def sheet_file(number: int) -> str:
    """The name proposed for the file of a sheet."""
    return f"hoja-de-recuperacion-{number}.pdf"


def group_label(sheet: int, group: int) -> str:
    """``Hoja 1, grupo 3``."""
    return f"Hoja {sheet}, grupo {group}"


# Lock and account
LOCKED_TITLE = "Pantalla bloqueada"
LOCKED_TEXT = "Lo que estaba escribiendo quedó guardado y cifrado."
LOCKING = "Guardando borradores y cerrando…"
UNLOCK = "Desbloquear"
PIN = "PIN"
USE_PASSWORD = "Usar la contraseña"
USE_PIN = "Usar el PIN"
PIN_TITLE = "PIN de este turno"
PIN_TEXT = (
    "De 4 a 8 números. Desbloquea la pantalla hasta que usted cambie de usuario o cierre el programa; no se guarda en "
    "el disco, y tres errores lo borran. Las notas de psicología y los contactos de RCF piden siempre la contraseña."
)
PIN_NEW = "PIN &nuevo"
PIN_AGAIN = "&Repita el PIN"
PIN_BAD = "El PIN lleva de 4 a 8 números."
PIN_DIFFERENT = "Los dos PIN no son iguales."
PIN_SET = "PIN listo para este turno."
PASSWORD_TITLE = "Cambiar mi contraseña"
PASSWORD_TEXT = "La nueva vale desde ahora. Nadie más la conoce, y nadie se la puede recordar."
PASSWORD_OLD = "Contraseña &actual"
PASSWORD_NEW = "Contraseña &nueva"
PASSWORD_CHANGED = "Contraseña cambiada."
CHANGING = "Cambiando la contraseña…"
DRAFTS_BACK = "Se recuperó lo que estaba escribiendo."
DRAFTS_LOST = (
    "No se pudo guardar el borrador de lo que estaba escribiendo; sigue en memoria mientras el programa esté abierto."
)
STILL_WORKING = "Hay trabajo en curso. El programa se cierra cuando termine."


def idle_warning(seconds: int) -> str:
    """The notice before the lock."""
    return f"La pantalla se bloquea en {seconds} segundos. Pulse cualquier tecla para seguir."


# Help
HELP_HERE = "Teclas de esta página"
HELP_EVERYWHERE = "Teclas de todo el programa"
HELP_FORMS = "Teclas de los formularios"
HELP_FORM_KEYS = (
    ("Return", "Ir al campo siguiente"),
    ("Ctrl+Return", "Guardar"),
    ("Esc", "Cancelar o volver"),
    ("Alt+Down", "Abrir una lista"),
    ("Space", "Marcar o desmarcar"),
    ("F2", "Posible duplicado: es esa persona"),
    ("Shift+F2", "Posible duplicado: es otra persona"),
)
HELP_PRINT = "Imprimir tarjeta de teclas"
HELP_CARD = "Teclas de C.A.S.A."
DOCUMENT_PRINTED = "Enviado a la impresora."


def help_title(page: str) -> str:
    """``Ayuda · Hoy``."""
    return f"Ayuda · {page}"
