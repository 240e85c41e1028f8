"""The words of ``texts/errors.py``: for each code its templates, the fullest first, the last without any value.

Values are told by name: see ``texts/errors.py``.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from casa_desktop.domain.errors import Code


@dataclass(frozen=True, slots=True)
class By:
    """Chooses a template by one of the values; none where that value is another."""

    value: str
    templates: Mapping[str, str]


Template = str | By

_KEPT = "Lo escrito sigue en pantalla."

_FORMS: dict[Code, tuple[Template, ...]] = {
    Code.REQUIRED: ("Falta este dato. Escríbalo para continuar.",),
    Code.TOO_LONG: (
        "El texto es demasiado largo: caben {limit} caracteres. Acórtelo.",
        "El texto es demasiado largo. Acórtelo.",
    ),
    Code.BAD_TEXT: ("El texto tiene caracteres que no se pueden guardar. Bórrelo y escríbalo de nuevo.",),
    Code.BAD_NUMBER: (
        "Línea {line}, columna «{column}»: no es un número entero. Corrija la celda en el archivo.",
        By(
            "decimals",
            {
                "1": "No se reconoce el número. Escríbalo con un decimal a lo sumo, por ejemplo 12,5.",
                "2": "No se reconoce el número. Escríbalo con dos decimales a lo sumo, por ejemplo 12,35.",
                "3": "No se reconoce el número. Escríbalo con tres decimales a lo sumo, por ejemplo 12,355.",
            },
        ),
        "No es un número entero. Escriba solo cifras, por ejemplo 1.234.",
    ),
    Code.OUT_OF_RANGE: (
        "Línea {line}, columna «{column}»: el número debe estar entre {low} y {high}. Corrija la celda en el archivo.",
        "El número debe estar entre {low} y {high}.",
        "El número debe ser de al menos {low}.",
        "El número debe ser de máximo {high}.",
        "El número está fuera de lo posible. Revíselo.",
    ),
    Code.BAD_DATE: (
        "Línea {line}, columna «{column}»: no se reconoce el mes con su año. Escríbalo así: 2019-10.",
        "«{text}» no es un mes con su año. Escríbalo así: 2026-11.",
        "La fecha no se reconoce. Escriba día, mes y año, por ejemplo 23/11/2026; un mes, así: 2026-11.",
    ),
    Code.BAD_TIME: ("La hora no se reconoce. Escríbala así: 15:30 o 3:30 p. m.",),
    Code.ENDS_BEFORE: ("Termina antes de empezar. Revise las dos horas.",),
    Code.DATE_IN_FUTURE: (
        "La fecha está en el futuro; la más reciente posible es {limit}. Revísela.",
        "La fecha está en el futuro. Revise el año.",
    ),
    Code.DATE_TOO_OLD: (
        "La fecha es demasiado antigua; la primera posible es {limit}. Revise el año.",
        "La fecha es demasiado antigua. Revise el año.",
    ),
    Code.BAD_AGE: (
        "La edad debe estar entre {low} y {high} años.",
        "La edad no se reconoce. Escriba los años cumplidos, o los meses si es menor de un año.",
    ),
    Code.BAD_BANDS: (
        "Escriba la primera edad de cada rango, por ejemplo 0, 5, 18: entre dos y {most} edades, hasta {oldest} años.",
        "Escriba la primera edad de cada rango, por ejemplo 0, 5, 18.",
    ),
    Code.AGE_AND_BIRTH: ("La edad y la fecha de nacimiento no coinciden. Deje solo la que sea segura.",),
    Code.BAD_DOCUMENT: ("El número no corresponde a ese tipo de documento. Revíselo, o elija otro tipo.",),
    Code.BAD_PHONE: ("El teléfono no se reconoce. Escriba el número con el indicativo del país si no es de Colombia.",),
    Code.BAD_CHOICE: (
        "Línea {line}, columna «{column}»: se esperaba «sí» o «no». Corrija la celda en el archivo.",
        "Esa opción no existe o ya no se usa. Elija una de la lista.",
    ),
    Code.NOT_UNIQUE: (
        "Línea {line}, columna «{column}»: la cifra de ese mes ya está en otra línea del archivo. Deje una sola.",
        "Ya existe otro igual. Escriba uno distinto.",
    ),
    Code.NO_SERVICE: ("La atención no tiene ningún servicio. Agregue al menos uno.",),
    Code.NEEDS_PROFILE: ("Falta el perfil. Elija uno; «sin perfil» también vale.",),
    Code.NEEDS_AGE: ("Falta la edad. Escriba la fecha de nacimiento, la edad declarada o un rango.",),
    Code.NEEDS_SEX: ("Falta el sexo. Elija una opción; «sin dato» también vale.",),
    Code.NEEDS_REASON: ("Falta el motivo. Escríbalo en pocas palabras, sin datos de la persona.",),
}

_RULES: dict[Code, tuple[Template, ...]] = {
    Code.FORBIDDEN: (
        By("action", {"locked": "La mesa está bloqueada. Escriba su contraseña o su PIN para seguir; nada se perdió."}),
        "Su rol no permite {action}. No se cambió nada; si lo necesita, hable con coordinación.",
        "Su rol no permite hacer esto. No se cambió nada; si lo necesita, hable con coordinación.",
    ),
    Code.NEEDS_COMPARTMENT_KEY: (
        "Usted aún no tiene la llave de {compartment}. Pídala a quien la tiene, o use una hoja de recuperación.",
        "Usted aún no tiene la llave que abre esta parte. Pídala a quien la tiene, o use una hoja de recuperación.",
    ),
    Code.NOT_FOUND: (
        "No se encontró {kind}. Puede que otra persona lo haya cambiado; actualice la página.",
        "No se encontró lo que se buscaba. Puede que otra persona lo haya cambiado; actualice la página.",
    ),
    Code.CONFLICT: (
        f"Alguien más cambió {{kind}} mientras usted escribía. {_KEPT} Revise lo nuevo y guarde otra vez.",
        f"Alguien más cambió este registro mientras usted escribía. {_KEPT} Revise lo nuevo y guarde otra vez.",
    ),
    Code.ALREADY_VOIDED: ("Este registro ya está anulado. No se cambió nada.",),
    Code.ON_ITS_OWN_PAGE: (
        "«{name}» se registra y se corrige en su propia página, que lleva lo que va con él. No se cambió nada.",
        "Este servicio se registra y se corrige en su propia página. No se cambió nada.",
    ),
    Code.NOT_RECORDED_HERE: (
        "Parece hablar de explotación o abuso sexual: eso no se registra aquí. No se guardó; use el canal externo.",
    ),
    Code.NOT_TWICE: ("El plazo ya se amplió una vez, o no se puede ampliar. No se cambió nada.",),
    Code.SHARES_DO_NOT_ADD_UP: (
        "Los porcentajes suman {sum} %; deben sumar 100 %, o 99 o 101 % si el informe los redondeó.",
        "Los porcentajes no suman 100 %. Revíselos.",
    ),
    Code.HAS_ATTENTIONS: ("Esta salida ya tiene atenciones: no se borra, y su fecha no cambia.",),
    Code.HAS_ATTENDEES: ("Ya hay asistentes en la lista, y cada uno cuenta. Quítelos primero.",),
    Code.BAD_SHEET_NUMBER: (
        "No se reconoce el número de la planilla. Escríbalo como está en el papel: PC-0042, o 42.",
    ),
    Code.SHEET_TAKEN: ("Alguno de esos números ya tiene planilla. Deje el campo vacío y se toman los que siguen.",),
    Code.SHEET_USED: ("Esa planilla ya tiene servicios registrados, así que no falta. No se cambió nada.",),
    Code.LINE_PASSED: (
        "La línea {line} de la planilla {sheet} ya está pasada. No se escribió otra vez.",
        "Esa línea de la planilla ya está pasada. No se escribió otra vez.",
    ),
    Code.WRONG_STEP: ("El traslado ya no está en ese paso. No se cambió nada; mire en qué va y siga desde ahí.",),
    Code.MONTH_CLOSED: (
        "El mes de {month} está cerrado. Escriba el motivo para registrar en él, o pida a coordinación que lo reabra.",
        "El mes está cerrado. Escriba el motivo para registrar en él, o pida a coordinación que lo reabra.",
    ),
    Code.MONTH_NOT_CLOSED: (
        "El mes de {month} no está cerrado. No se cambió nada.",
        "El mes no está cerrado. No se cambió nada.",
    ),
    Code.MONTH_EMPTY: (
        "En {month} no hay ningún servicio registrado, así que no hay nada que cerrar.",
        "En el mes no hay ningún servicio registrado, así que no hay nada que cerrar.",
    ),
    Code.MONTH_KEEPS_FIGURES: (
        "El mes de {month} está cerrado y conserva las cifras con que se cerró. Reábralo primero, con su motivo.",
        "El mes está cerrado y conserva las cifras con que se cerró. Reábralo primero, con su motivo.",
    ),
    Code.NOTHING_CLOSED: (
        "Ningún mes del período está cerrado, así que todavía no hay qué publicar. Cierre al menos uno.",
    ),
    Code.RULE_TOO_EARLY: (
        "Puede valer desde {month}: antes hay un mes cerrado o una versión más nueva, y conservan su regla.",
        "Antes hay un mes cerrado o una versión más nueva, y conservan su regla. Elija un mes posterior.",
    ),
    Code.DAMAGED_PAPER: (
        "El archivo publicado no es el que se guardó, y no se abrió: la base puede estar dañada. Pida verificarla.",
    ),
    Code.MONTH_NOT_OVER: (
        "El mes de {month} no ha terminado. Ciérrelo desde el primer día del mes siguiente.",
        "El mes no ha terminado. Ciérrelo desde el primer día del mes siguiente.",
    ),
    Code.NOTHING_DELIVERED: ("Falta qué se entrega. Elija al menos un artículo.",),
    Code.NOT_ENOUGH_STOCK: (
        "De «{item}» hay {stock} para esa fecha y se pidieron {asked}. Entregue menos, o registre antes la donación.",
        "Así faltarían existencias de «{item}»: ya se entregó de ese lote. No se cambió nada.",
        "No hay existencias suficientes. No se cambió nada.",
    ),
    Code.LOT_EXPIRED: (
        "Ese lote de «{item}» venció el {expired}. Elija otro, o dele salida como vencido.",
        "Ese lote está vencido. Elija otro, o dele salida como vencido.",
    ),
    Code.DELIVERED_LATELY: (
        "«{item}» ya se entregó el {last}, y se entrega cada {days} días. Escriba el motivo para entregarlo de nuevo.",
        "Ya se entregó hace poco. Escriba el motivo para entregarlo de nuevo.",
    ),
    Code.INACTIVE: (
        "Ya no está en uso {kind} que se eligió. Elija otra opción, o pida que se active de nuevo en Ajustes.",
        "Lo que eligió ya no está en uso. Elija otra opción, o actívela de nuevo en Ajustes.",
    ),
    Code.LAST_ADMINISTRATOR: (
        "Debe quedar al menos una persona con rol de administración. No se cambió nada; dé antes ese rol a alguien.",
    ),
}

_ENTERING: dict[Code, tuple[Template, ...]] = {
    Code.WRONG_PASSWORD: (
        "El usuario o la contraseña no son correctos. Revise si las mayúsculas están activadas y escríbala de nuevo.",
    ),
    Code.WAIT_BEFORE_RETRY: (
        "Hubo varios intentos fallidos. Espere {seconds} y escriba de nuevo.",
        "Hubo varios intentos fallidos. Espere un momento y escriba de nuevo.",
    ),
    Code.WEAK_PASSWORD: (
        By(
            "reason",
            {
                "short": "La contraseña es muy corta. Use al menos {shortest} caracteres, o las palabras propuestas.",
                "long": "La contraseña es demasiado larga: caben {longest} caracteres. Acórtela.",
                "signs": "La contraseña tiene espacios al borde o signos que no están en otro teclado. Cámbielos.",
                "repeated": "La contraseña repite siempre los mismos caracteres. Use otra, o las palabras propuestas.",
                "guessable": "La contraseña se parece a lo primero que alguien probaría. Use las palabras propuestas.",
            },
        ),
        "La contraseña es fácil de adivinar. Use una frase más larga, o las cuatro palabras propuestas.",
    ),
    Code.BAD_SHEET: (
        By(
            "reason",
            {
                "length": "Al código de la hoja le faltan o le sobran caracteres. Son nueve grupos de cuatro.",
                "letter": "El código de la hoja tiene un carácter que no existe en ella. Revíselo grupo por grupo.",
                "check": "El código de la hoja tiene un error de escritura. Revíselo grupo por grupo.",
                "other": "Esa hoja de recuperación es de otra mesa o ya fue reemplazada. Busque la hoja vigente.",
            },
        ),
        "El código de la hoja de recuperación no es correcto. Revíselo grupo por grupo.",
    ),
    Code.WRONG_PIN: (
        By("left", {"0": "El PIN ya no abre. Entre con su contraseña; los borradores se conservan."}),
        "El PIN no es correcto. Intentos que quedan antes de pedir la contraseña: {left}.",
        "El PIN no es correcto. Escríbalo de nuevo, o use su contraseña.",
    ),
    Code.NO_PASSWORD_GIVEN: (
        "Falta la contraseña, y aquí no hay dónde escribirla. Use --clave-archivo, o la variable CASA_CLAVE.",
    ),
    Code.UNKNOWN_USER: (
        "Ese usuario no existe o está inactivo. Revise cómo está escrito, o pregunte a administración.",
    ),
}

_MACHINE: dict[Code, tuple[Template, ...]] = {
    Code.BASE_MISSING: (
        "No se encontró la base de la mesa ({file}). No se creó ninguna nueva; restaure una copia de seguridad.",
        "En «{folder}» no hay ninguna base. No se creó ninguna; elija otra carpeta, o restaure una copia de seguridad.",
        "No se encontró la base de la mesa. No se creó ninguna nueva; restaure una copia de seguridad.",
    ),
    Code.BASE_EXISTS: (
        "Aquí ya hay una base ({file}). No se tocó; elija otra carpeta, o entre con su usuario.",
        "En «{folder}» ya hay una base. No se tocó; elija otra carpeta, o entre con su usuario.",
        "Aquí ya hay una base. No se tocó; elija otra carpeta, o entre con su usuario.",
    ),
    Code.BASE_DAMAGED: (
        By("kind", {"note": "La nota está dañada y no se puede abrir. Las demás siguen; avise a administración."}),
        "El archivo de la base está dañado. No se cambió; restaure la última copia de seguridad.",
    ),
    Code.BASE_NOT_ENCRYPTED: (
        "El archivo de la base no está cifrado, y así no se abre. No se cambió; restaure una copia de seguridad.",
    ),
    Code.KEYS_MISSING: (
        "Falta el archivo de llaves ({file}), y sin él la base no abre. Restaure una copia de seguridad.",
        "Falta el archivo de llaves, y sin él la base no abre. Restaure una copia de seguridad.",
    ),
    Code.KEYS_DAMAGED: (
        "El archivo de llaves está dañado. La base no se tocó; recupere las llaves de una copia de seguridad.",
    ),
    Code.BASE_NEWER: (
        "La base es de una versión más nueva del programa. No se tocó; instale la versión nueva y ábrala con ella.",
    ),
    Code.BASE_ROLLED_BACK: (
        "La base es anterior a la última que se usó: puede faltar lo más reciente. No se tocó; avise a coordinación.",
    ),
    Code.BASE_IN_USE: ("La base ya está abierta en otra ventana o programa. Ciérrelo e intente de nuevo.",),
    Code.DISK_FULL: (
        "El disco está lleno y no se guardó «{file}». Libere espacio e intente de nuevo.",
        f"El disco está lleno y no se pudo guardar. {_KEPT} Libere espacio y guarde otra vez.",
    ),
    Code.DISK_ERROR: (
        "El disco no respondió bien y no se pudo terminar. Lo guardado antes sigue igual; intente de nuevo.",
    ),
    Code.CANNOT_WRITE: (
        "No se pudo escribir «{file}». Puede estar abierto en otro programa, o ser de solo lectura; elija otro nombre.",
        "No se pudo escribir el archivo. Puede estar abierto en otro programa, o ser de solo lectura; pruebe con otro.",
    ),
    Code.CANNOT_READ: (
        "No se pudo leer «{file}». Revise que exista y que usted tenga permiso de abrirlo.",
        "No se pudo leer el archivo. Revise que exista y que usted tenga permiso de abrirlo.",
    ),
    Code.COPY_DAMAGED: (
        "La copia de seguridad «{file}» está dañada. Su base no se tocó; pruebe con otra copia.",
        "La copia de seguridad está dañada. Su base no se tocó; pruebe con otra copia.",
    ),
    Code.COPY_FOREIGN: (
        "La copia «{file}» es de otra mesa. Su base no se tocó; elija una copia de esta mesa.",
        "Esa copia de seguridad es de otra mesa. Su base no se tocó; elija una copia de esta mesa.",
    ),
    Code.CANCELLED: ("Se canceló. No se cambió nada.",),
}

_FILES: dict[Code, tuple[Template, ...]] = {
    Code.FILE_NOT_UNDERSTOOD: (
        "«{key}» no es un título del archivo ni un campo. No se importó nada; los campos son: {fields}.",
        "«{file}» no se pudo entender. No se importó nada; ábralo, guárdelo como .xlsx o .csv e intente de nuevo.",
        "El archivo no se pudo entender. Revise que sea del tipo que se pide e intente de nuevo.",
    ),
    Code.FILE_TOO_LARGE: (
        "«{file}» es demasiado grande: el máximo es {bytes}. No se importó nada.",
        "«{file}» es demasiado grande. No se importó nada; deje solo la hoja y las columnas necesarias.",
        "El archivo es demasiado grande: el máximo es {bytes}. Elija uno más pequeño.",
        "El archivo es demasiado grande. Elija uno más pequeño.",
    ),
    Code.NO_CODE_IN_PICTURE: (
        "No se encontró ningún código en la imagen. Tome la foto de cerca y con luz, o escriba los datos.",
    ),
    Code.CODE_NOT_OURS: (
        "El código de la imagen no es de una cédula ni de una tarjeta de esta mesa. Escriba los datos.",
    ),
    Code.FILE_EMPTY: (
        "«{file}» no tiene datos. No se importó nada; revise que los datos estén en la primera hoja.",
        "El archivo no tiene datos. No se importó nada.",
    ),
    Code.COLUMN_MISSING: (
        "Línea {line}: hay cifras en la columna {column}, que no tiene mes ni etiqueta. Póngale título o bórrela.",
        "Al archivo le falta la columna «{column}». No se importó nada; agréguela e intente de nuevo.",
        "Al archivo le falta una columna. No se importó nada; compárelo con el ejemplo.",
    ),
    Code.ROW_NOT_UNDERSTOOD: (
        "La línea {line} del archivo no se pudo entender. Corríjala e intente de nuevo.",
        "Una línea del archivo no se pudo entender. Corríjala e intente de nuevo.",
    ),
}

_REPORTS: dict[Code, tuple[Template, ...]] = {
    Code.WHOLE_MONTHS: (
        "Su rol ve estas cifras por meses completos y terminados. Quite los días, o escriba los de un mes entero.",
    ),
    Code.WEEK_LASTS: ("Esa semana no ha terminado: su rol la ve desde el lunes siguiente. Escriba otra fecha.",),
    Code.NO_PERIOD: (
        "El período termina ({last}) antes de empezar ({first}). Cambie uno de los dos meses.",
        "El período termina antes de empezar. Cambie uno de los dos meses.",
    ),
    Code.PERIOD_TOO_LONG: (
        "El período tiene {months} meses y el máximo es {limit}. Elija menos meses.",
        "El período es demasiado largo. Elija menos meses.",
    ),
    Code.UNKNOWN_ROW: (
        "No hay ninguna fila «{row}». Use una etiqueta del informe o el código de una regla, por ejemplo PER-MES.",
        "No hay ninguna fila así. Use una etiqueta del informe o el código de una regla, por ejemplo PER-MES.",
    ),
    Code.BUG: (
        "El programa tuvo un error que no es culpa suya. Lo guardado antes sigue igual; avise e indique: {where}.",
        "El programa tuvo un error que no es culpa suya. Lo guardado antes sigue igual; ciérrelo y ábralo de nuevo.",
    ),
}

SENTENCES: Mapping[Code, tuple[Template, ...]] = MappingProxyType(
    _FORMS | _RULES | _ENTERING | _MACHINE | _FILES | _REPORTS
)
