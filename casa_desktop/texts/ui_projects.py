"""The words of «Proyectos y resúmenes», where coordination finds what it sends to others."""

from casa_desktop.domain.projects import Project
from casa_desktop.domain.summaries import WeekNote
from casa_desktop.texts import dates
from casa_desktop.texts.ui_visits import moment

TITLE = "Proyectos y resúmenes"
LIST = "Informes y proyectos"
COLUMNS = ("Informe", "Hasta")
WEEK, MONTH, ALL = "Informe semanal", "El mes en cifras", "Proyectos lado a lado"
NEW = "Nuevo"
EDIT = "Corregir"
REMOVE = "Retirar"
REMOVED = "Proyecto retirado"
SAVED = "Proyecto guardado"
SAVE = "Guardar"
PREVIEW = "Vista previa"
SAVE_AS = "Guardar como"
COPY = "Copiar"
COPIED = "Copiado: péguelo en un mensaje."
OTHER_SIDE = "Ir a las cifras, o volver a la lista"
COUNTING, RENDERING = "Contando…", "Preparando el informe"
SAVE_TITLE = "Guardar el informe"
SAVED_FILE, PRINTED = "Archivo guardado", "Enviado a la impresora"
HELP = (
    "Los informes que salen de la mesa. Arriba, el de la semana, el del mes y los proyectos lado a lado; después, cada "
    "proyecto con su financiador y sus días. Las flechas cambian de informe; Ctrl+P lo muestra en papel, Ctrl+C lo "
    "copia para un mensaje. F6 lleva a las cifras: sobre cualquiera, Enter o doble clic muestra los registros que "
    "cuenta, y Esc vuelve a ella. Un proyecto puede empezar cualquier día: los meses en parte llevan sus días en la "
    "columna."
)

NAME = "&Nombre del proyecto"
FIRST, LAST = "&Primer día", "Ú&ltimo día"
FUNDERS = "&Financiadores"
SERVICES = "Servicios (ninguno = todos los del financiador)"
MUNICIPALITY = "Solo quienes viven en (opcional)"
BANDS = "Rangos de &edad"
FORM_NEW, FORM_EDIT = "Proyecto nuevo", "Corregir proyecto"

SPAN = "&Días del informe"
WHOLE, OF_PERIOD, DAYS = "Todo el proyecto", "El período de arriba", "Otros días"
FROM, UNTIL = "Desde", "Hasta"
WEEK_OF = "Semana del"
NOTES = "No&tas de coordinación"
NOTES_HINT = "Van en el papel y en el mensaje. Sin nombres ni documentos."
KEEP_NOTES = "Guardar las notas"
NOTES_KEPT = "Notas de la semana guardadas."
NOTES_KEPT_ALREADY = "Estas notas ya están guardadas."
NOTES_NOT_KEPT = "Sin guardar."
NO_DAYS = "El proyecto no tiene días en ese período, o todavía no empieza."
NO_PROJECTS = "Todavía no hay proyectos: Ctrl+N registra el primero."
ALL_OF_THEM = "Todos los días de cada proyecto, hasta hoy"


def ends(project: Project) -> str:
    """When a project ends, in the list."""
    return dates.short_date(project.last)


def notes_kept(of: WeekNote) -> str:
    """``Guardadas por Ana Peña el 10/03/2026 9:05 a. m.``; of a week without notes, nothing."""
    return f"Guardadas por {of.by} el {moment(of.at)}" if of.version else ""


def notes_of_another(of: WeekNote) -> str:
    """What somebody else kept while other notes were being typed."""
    said = f"dejó dicho: «{of.text}»" if of.text else "las dejó vacías"
    return f"Sin guardar. {of.by} las cambió el {moment(of.at)} y {said}. Si guarda las suyas, quedan en lugar de esas."
