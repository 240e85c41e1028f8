"""Spanish of the page «Ajustes»: the desk, its users and keys, copies, this machine, the audit."""

from collections.abc import Iterable
from datetime import date

from casa_desktop.domain.access import Role
from casa_desktop.texts import dates, numbers
from casa_desktop.texts.labels import COMPARTMENTS, ROLES

TITLE = "Ajustes"
HELP = (
    "Aquí se cambia lo que vale para toda la mesa y lo que vale solo para este equipo. "
    "A la izquierda están las partes que su rol puede ver; Ctrl+Av Pág y Ctrl+Re Pág pasan de una a otra."
)
SECTIONS = "Partes de Ajustes"
NEXT_SECTION = "Parte siguiente de Ajustes"
PREVIOUS_SECTION = "Parte anterior de Ajustes"
BACK = "Volver"
SAVING = "Guardando…"

DESK = "La mesa"
USERS = "Usuarios"
KEYS = "Llaves"
CATALOG = "Catálogo"
COPIES = "Copias de seguridad"
MACHINE = "Este equipo"
AUDIT = "Auditoría"

# La mesa
DESK_HINT = (
    "Lo que se escribe aquí encabeza los informes; al final va el texto de la autorización de datos. Los papeles que "
    "recibe una persona no llevan logos."
)
DESK_NAME = "&Nombre de la mesa"
DESK_MUNICIPALITY = "&Municipio"
DESK_ORGANISATION = "&Organización"
DESK_ORGANISATION_EMPTY = "Por ejemplo: Cruz Roja Colombiana, Seccional Santander"
DESK_PHONE = "Tel&éfono de la mesa"
DESK_PHONE_EMPTY = "Sale en la hoja que se lleva la familia que viaja"
DESK_REPORT_TITLE = "&Título de los informes"
DESK_REPORT_TITLE_EMPTY = "Vacío: cada informe lleva el suyo"
DESK_MARGIN = "Margen superior (mm)"
DESK_MARGIN_HINT = "De 0 a 80; más, si el papel ya trae membrete."
DESK_LOGO = "Logo"
DESK_LOGO_HINT = "PNG o JPG. Se guarda en la base, sin los datos ocultos de la foto."
DESK_QUALITY = "Calidad"
DESK_SHOW_QUALITY = "Imprimir la casilla de &calidad"
DESK_QUALITY_CODE = "Código"
DESK_QUALITY_VERSION = "Versión"
DESK_SIGNATURES = "Firmas"
DESK_SHOW_SIGNATURES = "Imprimir «Elaboró / &Revisó / Aprobó»"
DESK_NUTRITION = "Nutrición de niñas y niños"
DESK_Z_SCORES = "Mostrar los puntajes &Z de la OMS al pesar y medir"
DESK_PREPARED = "Elaboró"
DESK_REVIEWED = "Revisó"
DESK_APPROVED = "Aprobó"
DESK_CONSENT_TEXT = "Texto de la &autorización de datos"
DESK_CONSENT_HINT = (
    "El de la Cruz Roja, pegado tal cual. Si cambia una palabra, es otra versión: las autorizaciones ya registradas "
    "conservan la suya."
)
DESK_CONSENT_VERSION = "&Versión de ese texto"
DESK_SAVED = "Datos de la mesa guardados"
DESK_PREVIEW = "Así encabezará los informes"
DESK_PREVIEW_TITLE = "Atenciones de la mesa por mes"
DESK_PREVIEW_WAIT = "Dibujando la hoja…"
DESK_PREVIEW_LABEL = "Vista previa de un informe con estos datos; las cifras son inventadas"
LOGO_CHOOSE = "Elegir imagen…"
LOGO_REMOVE = "Quitar"
LOGO_NONE = "Sin logo"
LOGO_KINDS = (("Imagen", "*.png *.jpg *.jpeg"),)
LOGO_TITLE = "Elegir el logo"

# Usuarios
USERS_HINT = "Cada persona entra con su propio usuario. Quien se va deja de entrar, y lo que hizo queda a su nombre."
USERS_READ_ONLY = "Su rol ve los usuarios; crearlos y cambiarlos corresponde a administración."
USER_NEW = "Nuevo usuario"
USER_OPEN = "Abrir"
USER_COLUMNS = ("Nombre", "Usuario", "Roles", "Estado")
USER_FULL_NAME = "&Nombre completo"
USER_USERNAME = "&Usuario"
USER_USERNAME_HINT = "Minúsculas y sin espacios: «ana.rojas». No cambia."
USER_PASSWORD = "&Contraseña"
USER_PASSWORD_HINT = "Cuatro palabras al azar, fáciles de dictar y difíciles de adivinar. También puede escribir otra."
USER_OTHER_PASSWORD = "Proponer otra"
USER_ROLES = "Roles (uno o varios)"
USER_CREATE = "Crear usuario"
USER_SAVE = "Guardar cambios"
USER_ACCESS = "Entrada"
USER_GIVE_PASSWORD = "Dar una contraseña nueva…"
USER_LEAVES = "Se va de la mesa"
USER_LEAVES_DETAIL = "Dejará de entrar y perderá sus llaves. Sus registros quedan a su nombre, y puede volver después."
USER_RETURNS = "Vuelve a la mesa…"
USER_STAY = "Dejar como está"
USER_ACTIVE = "Activo"
USER_GONE = "Ya no está"
USER_NO_PASSWORD = "Sin contraseña"
USER_YOURSELF = "Es su propio usuario: cambie su contraseña en el menú de arriba a la derecha (F10)."
RESET_TITLE = "Contraseña nueva"
RESET_DO = "Dar esta contraseña"
RESET_LOST = (
    "Úselo solo si la persona olvidó la suya. Se pierden los borradores que tenía sin terminar y sus llaves; "
    "lo ya guardado no se toca."
)
RETURN_EXPLAINED = "Vuelve a estar activo y entra con la contraseña nueva que usted le dé."
PASSWORD_GIVE = "Entréguesela en persona, y pídale que la cambie al entrar (F10, «Cambiar mi contraseña»)."

# Llaves
KEYS_EXPLAINED = "Qué protege el cifrado, y qué protege el programa"
KEYS_FACTS = (
    "Todo está cifrado: quien se lleve el equipo no lee nada sin una contraseña o una hoja de recuperación.",
    "Las notas de psicología, y lo que se selle en RCF, tienen además llave propia: ni administración puede abrirlas.",
    "Los demás límites (roles, listas, contacto reservado) los hace cumplir el programa, no el cifrado.",
    "Alguien con contraseña de la mesa, el archivo y conocimientos técnicos podría saltarse esos otros límites.",
    "Cada hoja de recuperación lo abre todo. Guárdelas en sobres cerrados y en lugares distintos.",
    "Si se pierden todas las contraseñas y las dos hojas, los datos se pierden: nadie puede recuperarlos.",
)
KEYS_HINT = (
    "La primera persona recibe la llave con una hoja de recuperación; las siguientes, de alguien que ya la tiene."
)
KEYS_COLUMNS = ("Llave", "Persona", "Estado")
KEY_HELD = "La tiene"
KEY_WAITED = "La espera"
KEY_NOBODY = "Nadie la tiene ni la espera"
KEY_GIVE = "Entregar la llave"
KEY_GIVE_OWN = "Entregar"
KEY_KEEP = "No entregar"
KEY_WITH_OWN = "Usted tiene esta llave: no hace falta la hoja."
KEY_WITHOUT_OWN = (
    "Usted no tiene esta llave en este momento. La entrega quien la tiene, o cualquiera con una hoja de recuperación."
)
SHEETS_CHANGE = "Cambiar las dos hojas de recuperación…"
SHEETS_HELP = "Administración puede cambiar las dos hojas de recuperación con una de las vigentes en la mano."
SHEETS_TITLE = "Cambiar las hojas de recuperación"
SHEETS_TEXT = (
    "Hágalo si una hoja se perdió o alguien la vio. Necesita una de las dos vigentes: sin ninguna no se pueden hacer "
    "otras."
)
SHEETS_FACTS = (
    "Nada cambia hasta el último paso. Mientras tanto sirven las hojas de antes.",
    "Después, las de antes ya no abren nada de esta base; siguen abriendo las copias hechas hasta ese día.",
    "La llave de los datos es la misma: una hoja de antes, una copia vieja y mucha técnica aún abren la base de hoy.",
)
SHEETS_NEW_TEXT = (
    "Todavía no sirven: empiezan a servir cuando termine el paso siguiente. Cada hoja, ella sola, lo abre todo."
)
SHEETS_NEW_WARNING = "Conserve las hojas de antes hasta terminar."
SHEETS_KEEP_FIRST = "Imprima o guarde al menos una de las dos hojas antes de seguir."
SHEETS_CHECK_TEXT = "Tome las hojas nuevas y escriba estos tres grupos. Al terminar, las de antes dejan de servir."
SHEETS_CHECKING = "Probando la hoja…"
SHEETS_DO = "Cambiar las hojas"
SHEETS_CHANGED = "Las hojas nuevas ya sirven."
SHEETS_CHANGED_DETAIL = (
    "Guárdelas en sobres cerrados y en lugares distintos. Haga una copia de seguridad nueva, que se abre con ellas, y "
    "después destruya las hojas de antes."
)
SHEETS_UNCHANGED = "No cambió nada: siguen sirviendo las hojas de antes."
SHEETS_UNCHANGED_DETAIL = "Si imprimió o guardó las nuevas, destrúyalas: no abren nada."
KEY_SELECT = "Elija en la lista a alguien que espera una llave."

# Copias de seguridad
COPIES_HINT = "Una copia lleva la base y las llaves, siempre cifradas: sin una contraseña o una hoja no se abre."
COPY_DO = "Copiar ahora"
COPY_BANNER_ACT = "Ver las copias"
COPY_FOLDER = "Carpeta fuera de este equipo"
COPY_FOLDER_NONE = "Ninguna elegida. Conecte una memoria USB y elíjala."
COPY_FOLDER_CHOOSE = "Elegir carpeta…"
COPY_FOLDER_TITLE = "Elegir la carpeta para las copias"
COPY_FOLDER_FORGET = "Dejar de copiar ahí"
COPY_FOLDER_AWAY = "La carpeta no está: conecte la memoria, o elija otra."
COPY_FOLDER_SAME = (
    "Está en el mismo disco que la base: si el equipo se daña o se lo llevan, esa copia se pierde con él. "
    "No cuenta como copia de fuera."
)
COPY_NOT_CARRIED = "La copia quedó en este equipo, pero no llegó a la carpeta elegida"
COPY_OWED_MADE = "Se hizo la copia de seguridad que faltaba"
COPY_AUTO_FAILED = "La copia automática no se pudo hacer"
COPY_CLOSE_FAILED = (
    "La copia al cerrar no se pudo hacer. Lo registrado está guardado; haga una copia mañana al empezar."
)
COPY_LEAVE = "Hay una copia en curso"
COPY_STOP = "Detenerla y salir"
COPY_WAIT = "Esperar"
COPY_MAKING = "Copiando la base…"
COPY_PACKING = "Comprobando la copia…"
COPY_LIST = "Copias guardadas"
COPY_COLUMNS = ("Hecha", "Dónde", "Tamaño", "Atenciones", "Estado")
COPY_HERE = "En este equipo"
COPY_OUTSIDE = "Fuera de este equipo"
COPY_NONE = "Todavía no hay copias"
COPY_NONE_DETAIL = "La primera tarda unos segundos. El programa también hace una al cerrar."
COPY_VERIFY = "Prueba de restauración"
COPY_VERIFY_HINT = "La prueba abre la copia como lo haría una restauración, sin tocar la base."
COPY_VERIFYING = "Probando la copia…"
COPY_UNTESTED = "Sin probar"
COPY_SOUND = "Restaura bien"
COPY_BROKEN = "Dañada"
COPY_RESTORE = "Cómo restaurar"
COPY_RESTORE_STEPS = (
    "Si la base falta o está dañada, el programa lo dice al abrir y ofrece «Restaurar una copia de seguridad…».",
    "Elija el archivo de la copia (.casa) y escriba el usuario y la contraseña con los que se abre.",
    "El programa la comprueba antes de ponerla en su lugar, y guarda al lado lo que había.",
    "Para volver atrás con una base sana, cierre el programa y use la orden «casa restaurar».",
)

# Este equipo
MACHINE_HINT = "Vale solo para este equipo y se aplica al guardar."
MACHINE_LOOK = "Cómo se ve"
MACHINE_THEME = "Colores"
THEMES = (("system", "Como el sistema"), ("light", "Claro"), ("dark", "Oscuro"))
MACHINE_SCALE = "Tamaño de la letra"
MACHINE_LOCK = "Bloqueo"
MACHINE_LOCK_MINUTES = "&Minutos sin uso para bloquear"
MACHINE_LOCK_HINT = "De 3 a 15. Avisa 30 segundos antes."
MACHINE_SAVED = "Ajustes de este equipo guardados"
MACHINE_ACCOUNT_HINT = "Su contraseña y el PIN de este turno se cambian en su menú, arriba a la derecha (F10)."
MACHINE_PIN_HINT = (
    "El PIN abre la pantalla bloqueada durante el turno. Tres errores, o cerrar el programa, y vuelve a pedir la "
    "contraseña. Las llaves de psicología y RCF la piden siempre."
)

# Auditoría
AUDIT_HINT = "Quién hizo qué y cuándo. Guarda códigos y nombres de campos, nunca datos de personas."
AUDIT_COLUMNS = ("N.º", "Cuándo", "Usuario", "Acto", "Registro", "Campos")
AUDIT_USER = "&Usuario"
AUDIT_ACTION = "&Acto"
AUDIT_FROM = "&Desde"
AUDIT_TO = "&Hasta"
AUDIT_SHOW = "Mostrar"
AUDIT_MORE = "Mostrar anteriores"
AUDIT_NONE = "No hay nada con ese filtro"
AUDIT_NONE_DETAIL = "Quite el usuario o el acto, o amplíe las fechas."


def roles(held: Iterable[Role]) -> str:
    """The roles in the order of the table, joined: «Recepción y orientación, RCF»."""
    kept = frozenset(held)
    return ", ".join(words for role, words in ROLES.items() if role in kept)


def waits_for(compartments: Iterable[str]) -> str:
    """State of a user whose role needs keys that nobody has granted yet."""
    names = [words for compartment, words in COMPARTMENTS.items() if compartment in frozenset(compartments)]
    many = len(names) > 1
    return f"Espera {'las llaves' if many else 'la llave'} de {numbers.listing(names)}"


def created(full_name: str) -> str:
    """Said once, with the password under it."""
    return f"{full_name} ya puede entrar"


def password_given(username: str, password: str) -> str:
    """The detail of :func:`created` and of a new password: it is not shown again."""
    return f"Usuario: {username}\nContraseña: {password}\n\nNo se vuelve a mostrar. {PASSWORD_GIVE}"


def keys_of(compartments: Iterable[str]) -> str:
    """What a reset takes away: «Perderá la llave de psicología; quien la tenga debe entregársela de nuevo.»."""
    names = [words for compartment, words in COMPARTMENTS.items() if compartment in frozenset(compartments)]
    if not names:
        return ""
    which = "las llaves" if len(names) > 1 else "la llave"
    return f"Perderá {which} de {numbers.listing(names)}; alguien que la tenga, o una hoja, debe entregarla de nuevo."


def saved_user(full_name: str) -> str:
    """The quiet line after a change."""
    return f"Cambios de {full_name} guardados"


def leaves_question(full_name: str) -> str:
    return f"¿{full_name} se va de la mesa?"


def left(full_name: str) -> str:
    return f"{full_name} ya no entra"


def grant_question(compartment: str, full_name: str) -> str:
    """Asked of a holder."""
    return f"¿Entregar la llave de {compartment} a {full_name}?"


def grant_title(compartment: str, full_name: str) -> str:
    return f"Llave de {compartment} para {full_name}"


def granted(compartment: str, full_name: str) -> str:
    """The key works from the next time that the person enters with the password."""
    return f"{full_name} recibió la llave de {compartment}. La usará desde la próxima vez que entre con su contraseña."


def last_outside(day: date | None, today: date) -> str:
    """State of the copies outside the machine; the page paints it red after a week."""
    if day is None:
        return "Todavía no hay ninguna copia fuera de este equipo. Si se daña o se lo llevan, se pierde todo."
    return f"La última copia fuera de este equipo se hizo {_ago(day, today)}, el {dates.long_date(day)}."


def last_rehearsal(day: date | None, today: date) -> str:
    """When a copy was last tried out with success."""
    if day is None:
        return "Todavía no se ha hecho ninguna prueba de restauración."
    return f"La última prueba de restauración que salió bien se hizo {_ago(day, today)}."


def rehearsed_well(name: str) -> str:
    return f"La copia «{name}» restaura bien"


def _ago(day: date, today: date) -> str:
    days = (today - day).days
    return "hoy" if days <= 0 else "ayer" if days == 1 else f"hace {numbers.integer(days)} días"


def size(count: int) -> str:
    """Bytes as people read them: ``820 kB``, ``12,4 MB``."""
    if count < 1_000_000:
        return f"{numbers.integer(max(1, round(count / 1000)))} kB"
    return f"{numbers.decimal(count / 1_000_000)} MB"


def copied(name: str, outside: bool) -> str:
    where = "en este equipo y en la carpeta elegida" if outside else "en este equipo"
    return f"Copia «{name}» guardada {where} y comprobada"


def percent(scale: int) -> str:
    return f"{scale} %"
