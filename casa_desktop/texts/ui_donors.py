"""The words of «Para enviar»: what can be sent, and the templates that the desk configures for it."""

from casa_desktop.domain.donors import Activity, Described, DonorForm, Template, Victims
from casa_desktop.texts import numbers
from casa_desktop.texts.donors import FORMS

TITLE = "Para enviar"
LIST = "Qué se puede enviar"
COLUMNS = ("Reporte",)
GIFMM_SEEN = {
    "month": "Mes",
    "name": "Actividad",
    "municipality": "Municipio",
    "total": "Alcanzados",
    "new": "Nuevos",
}
HEALTH_SEEN = {
    "service_name": "Servicio",
    "sex": "Sexo",
    "life_course": "Curso de vida",
    "country": "País",
    "municipality": "Municipio",
    "ethnicity": "Etnia",
    "disability": "Discapacidad",
    "persons": "Personas",
    "services": "Servicios",
}
"""What is seen of a file before it is saved: columns by key, under shorter heads."""
HELP = (
    "Los informes que piden los donantes y las oficinas, con los registros del período. Elija uno con las flechas: a "
    "la derecha se ve lo que llevará el archivo. Enter pasa a las cifras, y sobre una de ellas muestra los registros "
    "que cuenta; Esc devuelve la lista.\n\n"
    "Los formatos de GIFMM, ACNUR, ECHO y MinSalud no aparecen hasta que la mesa los configura (Ctrl+N): cada uno dice "
    "qué servicios lo alimentan y lo que solo la mesa sabe (oficina, convenio, actividades).\n\n"
    "El 345W lleva cifras exactas. Los demás cruzan datos de personas y ocultan o agrupan las casillas pequeñas."
)
NEW = "Nueva plantilla"
EDIT = "Cambiar"
SAVE = "Guardar como"
PREVIEW = "Vista previa"
TAGS = "Segunda fila con etiquetas HX&L"
FIRST = "&Primer día"
LAST = "Último d&ía"
PROJECT = "O los días de un pro&yecto"
COUNTING = "Contando…"
RENDERING = "Preparando el archivo"
SAVING = "Guardando la plantilla"
SAVE_TITLE = "Guardar el informe"
SAVED = "Archivo guardado"
PRINTED = "Informe enviado a la impresora"
OPEN_CELL = "Ver de dónde sale una cifra"
NO_ROWS = "En el período no hay nada que enviar."
NO_ACTIVITIES = "Agregue las actividades: Ctrl+E y luego Ctrl+N."
DETAIL = "Lo que va en la fila"
DETAIL_COLUMNS = ("Columna", "Valor")
LABELS = {"xlsx": "XLSX", "csv": "CSV", "pdf": "PDF"}
RCF, SURVEY, STOCK_SHEET = "Resumen de RCF (CICR)", "Encuesta de satisfacción", "Hoja para contar existencias"
RCF_MONTH = "Es de un mes: el último del período."
STOCK_HEADS = ("Artículo", "Hay")
STOCK_FILE = "Existencias"
STOCK_NOW = "Las existencias son las de ahora."

# the template

TEMPLATE_NEW, TEMPLATE = "Nueva plantilla", "Plantilla"
NAME = "&Nombre en la lista"
FORM = "&Formato"
OFFICE = "&Oficina"
AGREEMENT = "Con&venio financiado"
LEAD = "Socio &principal"
IMPLEMENTATION = "Tipo de &implementación"
IMPLEMENTER = "Socio i&mplementador"
MUNICIPALITY = "Municipio de la mesa"
PLACES = "Lugares que están en otro municipio"
DESCRIBED = "Las columnas de perfil, sexo y edad describen a"
VICTIMS = "Una víctima del conflicto va"
FUNDER = "Solo los servicios de este fin&anciador"
SERVICES = "Solo estos servicios (ninguno = los que cuentan en PERSONAS)"
HEALTH_SERVICES = "Servicios de salud que van en el archivo"
FORM_HINT = {
    DonorForm.GIFMM: "Una fila por mes, actividad y municipio, en el orden de columnas del 345W.",
    DonorForm.UNHCR: "Personas y servicios por sexo y edad: 0-4, 5-11, 12-17, 18-59 y 60 o más.",
    DonorForm.ECHO: "Personas y servicios por sexo y edad: 0-4, 5-17, 18-49 y 50 o más.",
    DonorForm.HEALTH: "Conteos con los códigos de MinSalud, sin nombres; agrupa donde hay menos de 5 personas.",
}
DESCRIBED_WORDS = {Described.NEW: "los nuevos", Described.REACHED: "todos los alcanzados"}
VICTIMS_WORDS = {Victims.INSTEAD: "solo en «Víctimas»", Victims.BESIDE: "también en su perfil"}
SAVE_TEMPLATE = "Guardar la plantilla"
TEMPLATE_SAVED = "Plantilla guardada"
RETIRE = "Retirar"
RETIRED = "Plantilla retirada"

# its activities

ACTIVITIES = "Actividades"
ACTIVITY_COLUMNS = ("Id Actividad", "Nombre", "Indicador", "Servicios")
ACTIVITIES_NONE = "Todavía no hay actividades"
ACTIVITIES_NONE_DETAIL = "Cada actividad es una fila del 345W y dice qué servicios la alimentan."
ACTIVITY_NEW, ACTIVITY = "Nueva actividad", "Actividad"
ACTIVITY_EDIT = "Cambiar la actividad"
ACTIVITY_RETIRE = "Retirar la actividad"
ACTIVITY_RETIRED = "Actividad retirada"
ACTIVITY_SAVED = "Actividad guardada"
SAVE_ACTIVITY = "Guardar la actividad"
CODE = "&Id Actividad"
ACTIVITY_NAME = "&Nombre"
FED_BY = "&Servicios que la alimentan"
INDICATOR = "Indi&cador"
SECTOR = "S&ector"
FRAMEWORK = "Actividad de &marco lógico"
DESCRIPTION = "&Descripción"
RMRP = "Actividad del &RMRP"
WALKERS = "Actividad para caminantes"
ETPV = "Apoyo ETPV"
ETPV_KIND = "Tipo de apoyo ETPV"
MODALITY = "M&odalidad"
MECHANISM = "Mecanismo de en&trega"
AMOUNT = "Monto mensual en &USD"
FUNDERS = "Solo de estos financiadores (ninguno = todos)"
ONLY_PLACES = "Solo en estos lugares (ninguno = todos)"
BACK = "Volver"


def form_options() -> list[tuple[str, str]]:
    """(key, words) of every form."""
    return [(str(form), words) for form, words in FORMS.items()]


def formats(forms: tuple[str, ...]) -> str:
    """``XLSX · CSV``."""
    return " · ".join(LABELS[form] for form in forms)


def subtitle(template: Template) -> str:
    """``GIFMM 345W · 3 actividades``."""
    if template.form is not DonorForm.GIFMM:
        return FORMS[template.form]
    return f"{FORMS[template.form]} · {numbers.count(len(template.activities), 'actividad', 'actividades')}"


def activity_cells(activity: Activity, services: list[str]) -> tuple[str, ...]:
    """A line of the list of activities."""
    return activity.code, activity.name, activity.indicator, ", ".join(services)
