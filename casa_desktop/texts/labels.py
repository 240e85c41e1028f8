"""The Spanish of codes that the domain defines. Labels of catalogue items are catalogue data and do not stand here."""

from types import MappingProxyType

from casa_desktop.domain.access import Action, Compartment, Role
from casa_desktop.domain.ages import BandSet
from casa_desktop.domain.documents import Doubt, KnownHow
from casa_desktop.domain.indicators import Outcome, Reach
from casa_desktop.domain.months import MonthState
from casa_desktop.domain.persons import Channel, Pending, Purpose, Sex

ROLES = MappingProxyType(
    {
        Role.RECEPTION: "Recepción y orientación",
        Role.PSYCHOLOGY: "Psicología",
        Role.RCF: "RCF",
        Role.HEALTH: "Salud",
        Role.VOLUNTEER: "Voluntariado",
        Role.COORDINATION: "Coordinación",
        Role.ADMINISTRATION: "Administración del sistema",
        Role.CONSULTATION: "Consulta",
    }
)

ROLE_SUMMARIES = MappingProxyType(
    {
        Role.RECEPTION: "Registra personas, orienta y remite.",
        Role.PSYCHOLOGY: "Atiende en el Centro de Escucha; sus notas solo las abre psicología.",
        Role.RCF: "Registra llamadas y demás servicios de contacto entre familiares.",
        Role.HEALTH: "Registra las atenciones de salud que la mesa cuenta.",
        Role.VOLUNTEER: "Registra lo de hoy, sin consultar lo anterior.",
        Role.COORDINATION: "Responde por las cifras: informes, cierre de meses y catálogos.",
        Role.ADMINISTRATION: "Usuarios y copias de seguridad; no ve casos.",
        Role.CONSULTATION: "Solo totales e informes, sin personas.",
    }
)

ACTIONS = MappingProxyType(
    {
        Action.PERSON_SEARCH: "buscar personas",
        Action.PERSON_VIEW: "ver los datos de una persona",
        Action.PERSON_REGISTER: "registrar personas",
        Action.PERSON_EDIT: "cambiar los datos de una persona",
        Action.PERSON_REVEAL: "mostrar documentos y teléfonos completos",
        Action.PERSON_RESERVE: "marcar o quitar el contacto reservado",
        Action.PERSON_PRINT: "imprimir el resumen o la tarjeta de una persona",
        Action.PERSON_MERGE: "unir dos registros de una misma persona",
        Action.PERSON_PART: "separar registros que unió otra persona",
        Action.PERSON_IMPORT: "importar personas de una hoja de cálculo",
        Action.VISIT_RECORD: "registrar atenciones",
        Action.VISIT_TODAY: "ver las atenciones de hoy",
        Action.VISIT_VIEW: "ver atenciones",
        Action.VISIT_CORRECT: "corregir atenciones",
        Action.VISIT_VOID: "anular atenciones",
        Action.RECORD_PSYCHOLOGY: "registrar atenciones de psicología",
        Action.RECORD_RCF: "registrar servicios de RCF",
        Action.RCF_NUMBERS: "ver los números marcados en RCF",
        Action.RCF_SUMMARY: "ver el resumen mensual de RCF",
        Action.RCF_KEEP: "decidir cuánto se guardan los números de RCF",
        Action.NOTE_READ: "leer las notas de psicología",
        Action.NOTE_WRITE: "escribir notas de psicología",
        Action.AGENDA: "abrir el Centro de Escucha",
        Action.PASS_SEND: "pasar a alguien a atención reservada",
        Action.PASS_ATTEND: "recibir los pases a atención reservada",
        Action.PASS_COUNT: "ver cuántos esperan atención reservada",
        Action.LANE_ARRIVE: "dar turnos de la sala de espera",
        Action.LANE_VIEW: "ver la sala de espera y llamar",
        Action.CHILD_CARD: "llevar la ficha de un NNA",
        Action.CARE_VIEW: "ver los textos de cuidado",
        Action.CARE_EDIT: "cambiar los textos de cuidado",
        Action.AID_VIEW: "ver las ayudas y el inventario",
        Action.AID_DELIVER: "entregar ayudas",
        Action.AID_RECEIVE: "recibir donaciones",
        Action.AID_STOCK: "llevar el inventario",
        Action.WORKSHOP_VIEW: "ver los talleres",
        Action.WORKSHOP_RECORD: "llevar la lista de un taller",
        Action.OUTING_VIEW: "ver las salidas de la Unidad Móvil",
        Action.OUTING_RECORD: "llevar las salidas de la Unidad Móvil",
        Action.SHEET_VIEW: "ver las planillas",
        Action.SHEET_ISSUE: "imprimir planillas en blanco",
        Action.SHEET_PASS: "pasar planillas",
        Action.SHEET_EXPLAIN: "explicar planillas que faltan",
        Action.TALLY_CHECK: "hacer el arqueo del día",
        Action.TRANSFER_VIEW: "ver los traslados",
        Action.TRANSFER_RECORD: "registrar traslados",
        Action.TRANSFER_MANIFEST: "imprimir manifiestos de traslado",
        Action.REFERRAL_VIEW: "ver remisiones",
        Action.REFERRAL_WRITE: "remitir y anotar respuestas",
        Action.DIRECTORY_EDIT: "cambiar el directorio de organizaciones",
        Action.FOLLOW_UP_VIEW: "ver seguimientos",
        Action.FOLLOW_UP_WRITE: "programar y cerrar seguimientos",
        Action.CATALOG_VIEW: "ver los catálogos",
        Action.CATALOG_EDIT: "cambiar los catálogos",
        Action.SURVEY_RECORD: "registrar encuestas",
        Action.SURVEY_VIEW: "ver las encuestas",
        Action.PETITION_RECORD: "registrar y responder PQRSF",
        Action.PETITION_VIEW: "ver las PQRSF",
        Action.VOICE_SETTINGS: "cambiar los ajustes de encuesta y PQRSF",
        Action.STATISTICS_VIEW: "ver las estadísticas",
        Action.STATISTICS_CELL: "ver los registros que hay detrás de una cifra",
        Action.REPORT_EXPORT: "imprimir o guardar informes",
        Action.REPORT_DEFINE: "definir vistas, proyectos y plantillas de informes",
        Action.REPORT_NAMES: "sacar listas con nombres, cifradas",
        Action.FIGURE_VIEW: "ver las cifras históricas",
        Action.FIGURE_EDIT: "escribir o importar cifras históricas",
        Action.MONTH_VIEW: "ver el estado de los meses",
        Action.MONTH_CLOSE: "cerrar meses",
        Action.MONTH_REOPEN: "reabrir meses",
        Action.MONTH_PUBLISH: "publicar informes",
        Action.DESK_VIEW: "ver los datos de la mesa",
        Action.DESK_EDIT: "cambiar los datos de la mesa",
        Action.USER_VIEW: "ver los usuarios",
        Action.USER_EDIT: "crear o cambiar usuarios",
        Action.OWN_ACCOUNT: "cambiar la propia cuenta",
        Action.KEY_GRANT: "entregar llaves",
        Action.SHEETS_REPLACE: "cambiar las hojas de recuperación",
        Action.DRAFT: "guardar borradores",
        Action.AUDIT_VIEW: "ver el registro de auditoría",
        Action.COPY_MAKE: "hacer copias de seguridad",
        Action.COPY_RESTORE: "restaurar copias de seguridad",
        Action.BASE_VERIFY: "verificar la base",
    }
)
"""Completes «… no permite …» and names a line of the audit."""

COMPARTMENTS = MappingProxyType(
    {Compartment.PSYCHOLOGY: "psicología", Compartment.RCF: "RCF", Compartment.PROTECTION: "protección"}
)

MONTH_STATES = MappingProxyType(
    {
        MonthState.NO_DATA: "Sin datos",
        MonthState.OPEN: "Abierto",
        MonthState.IN_REVIEW: "En revisión",
        MonthState.CLOSED: "Cerrado",
        MonthState.PUBLISHED: "Publicado",
        MonthState.REOPENED: "Reabierto",
    }
)

OUTCOMES = MappingProxyType(
    {Outcome.SERVICES: "servicios", Outcome.SUCCESSFUL: "solo los logrados", Outcome.ATTEMPTS: "todos los intentos"}
)

REACHES = MappingProxyType({Reach.RECIPIENT: "quien recibe", Reach.PRESENT: "todos los presentes"})

SEXES = MappingProxyType(
    {Sex.MAN: "Hombre", Sex.WOMAN: "Mujer", Sex.INTERSEX: "Intersexual o indeterminado", Sex.UNKNOWN: "Sin dato"}
)

KNOWN_HOW = MappingProxyType({KnownHow.SEEN: "visto", KnownHow.COPY: "en copia", KnownHow.STATED: "declarado"})

DOCUMENT_DOUBTS = MappingProxyType(
    {
        Doubt.AGE_DOES_NOT_FIT: "La edad no es la usual para este tipo de documento.",
        Doubt.ODD_NUMBER: "El número no tiene la forma usual de este tipo de documento.",
        Doubt.EXPIRED: "El documento está vencido.",
    }
)
"""Told beside the field; none of them keeps anybody from saving."""

PENDING = MappingProxyType(
    {
        Pending.NAME: "nombre",
        Pending.SURNAME: "apellido",
        Pending.SEX: "sexo",
        Pending.AGE: "edad",
        Pending.COUNTRY: "país",
        Pending.DOCUMENT: "documento",
        Pending.CONSENT: "autorización de datos",
    }
)

CONSENT_PURPOSES = MappingProxyType(
    {
        Purpose.DATA: "Tratamiento de datos personales",
        Purpose.SENSITIVE: "Tratamiento de datos sensibles",
        Purpose.SHARING: "Entrega de datos para una remisión",
    }
)

CONSENT_CHANNELS = MappingProxyType(
    {Channel.SIGNATURE: "Firma", Channel.FINGERPRINT: "Huella", Channel.VERBAL: "Verbal, con testigo"}
)

BAND_SETS = MappingProxyType(
    {
        BandSet.GIFMM: "GIFMM (2023)",
        BandSet.COLOMBIA: "Tablas colombianas (2014 a 2022)",
        BandSet.UNHCR: "ACNUR",
        BandSet.PROTECTION: "Protección de la niñez",
        BandSet.ECHO: "ECHO",
        BandSet.LIFE_COURSE: "Curso de vida (MinSalud)",
    }
)

KINDS = MappingProxyType(
    {
        "person": "la persona",
        "import": "la importación",
        "document": "el documento",
        "phone": "el teléfono",
        "consent": "la autorización de datos",
        "household": "la familia",
        "visit": "la atención",
        "service": "el servicio",
        "service_type": "el tipo de servicio",
        "workshop": "el taller",
        "outing": "la salida",
        "note": "la nota",
        "appointment": "la cita",
        "pass": "el pase",
        "child": "la ficha",
        "care": "los textos de cuidado",
        "transfer": "el traslado",
        "user": "el usuario",
        "figure": "la cifra histórica",
        "publication": "la publicación",
        "definition": "la definición",
        "week_note": "las notas de la semana",
        "rule": "la regla de conteo",
        "month": "el mes",
        "catalog": "el dato del catálogo",
        "catalog_item": "el dato del catálogo",
        "topic": "el tema",
        "partner": "la organización",
        "funder": "el financiador",
        "place": "el lugar",
        "draft": "el borrador",
        "desk": "la mesa",
        "copy": "la copia de seguridad",
        "key": "la llave",
        "referral": "la remisión",
        "follow_up": "el seguimiento",
        "follow_up_note": "la nota del seguimiento",
        "voided": "lo anulado",
        "row": "la fila",
        "turn": "el turno",
        "call": "la llamada sin respuesta",
        "rcf_number": "el número",
        "tracing": "la solicitud de búsqueda",
        "aid_item": "el artículo",
        "aid_lot": "el lote",
        "aid_movement": "el movimiento",
        "aid_delivery": "la entrega",
        "survey": "la encuesta",
        "petition": "la PQRSF",
        "voice": "los ajustes de encuesta y PQRSF",
        "sheet": "la planilla",
        "tally": "el arqueo",
    }
)
"""The value ``kind`` of a problem, with its article."""

FIELDS = MappingProxyType(
    {
        "name": "Nombre",
        "first_name": "Primer nombre",
        "other_names": "Otros nombres",
        "first_surname": "Primer apellido",
        "second_surname": "Segundo apellido",
        "preferred_name": "Nombre con el que prefiere que le llamen",
        "birth_date": "Fecha de nacimiento",
        "age": "Edad",
        "stated_age": "Edad declarada",
        "stated_on": "Fecha en que se dijo la edad",
        "sex": "Sexo",
        "country": "País",
        "profile": "Perfil",
        "document": "Documento",
        "documents": "Documentos",
        "document_type": "Tipo de documento",
        "number": "Número",
        "phone": "Teléfono",
        "phones": "Teléfonos",
        "address": "Dirección",
        "household": "Familia",
        "consent": "Autorización de datos",
        "date": "Fecha",
        "day": "Fecha",
        "month": "Mes",
        "place": "Lugar",
        "funder": "Financiador",
        "staff": "Quién atendió",
        "folio": "Folio",
        "services": "Servicios",
        "service_type": "Tipo de servicio",
        "topics": "Temas",
        "partners": "Organizaciones",
        "modality": "Modalidad",
        "result": "Resultado",
        "minutes": "Minutos",
        "quantity": "Cantidad",
        "note": "Nota",
        "reason": "Motivo",
        "value": "Valor",
        "label": "Etiqueta",
        "source": "Fuente",
        "username": "Usuario",
        "full_name": "Nombre completo",
        "password": "Contraseña",
        "new_password": "Contraseña nueva",
        "roles": "Roles",
        "compartment": "Compartimento",
        "desk": "Mesa",
        "municipality": "Municipio",
        "logo": "Logo",
        "top_margin_mm": "Margen superior",
        "sheet": "Planilla",
        "line": "Línea",
        "rows": "Filas",
        "file": "Archivo",
        "active_to": "En uso hasta",
        "code": "Código",
        "companions": "Acompañantes",
        "person_uuid": "Persona",
        "details": "Detalle",
        "expires_on": "Fecha de vencimiento",
        "type": "Tipo",
        "from_month": "Desde el mes",
        "given_on": "Fecha de la autorización",
        "since": "Desde",
        "kinship": "Parentesco",
        "indicator": "Fila",
        "lock_minutes": "Minutos para bloquear",
        "on": "Fecha",
        "pin": "PIN",
        "text": "Nota",
        "period": "Período",
        "persons": "Personas",
        "reference": "Referencia",
        "state": "Estado",
        "keep_days": "Días que se guardan los números",
        "lines": "Qué se entrega",
        "override_reason": "Motivo para entregar de nuevo",
        "unit": "Unidad",
        "minimum": "Mínimo",
        "interval_days": "Cada cuántos días",
        "per_family": "Para quién vale el intervalo",
        "retired": "Retirado",
        "donor": "Donante",
        "lot_code": "Lote",
        "lot_uuid": "Lote",
        "item_uuid": "Artículo",
        "counted": "Contado",
        "topic": "Tema",
        "venue": "Lugar exacto",
        "starts_at": "Hora",
        "capacity": "Cupo",
        "counts": "Asistentes sin nombre",
        "cancelled": "Cancelado",
        "sector": "Sector",
        "vehicle": "Vehículo",
        "ends_at": "Hora de regreso",
        "team": "Equipo",
        "closed": "Cerrada",
        "series": "Serie",
        "count": "Cuántas",
        "first": "Desde el número",
        "plan": "Plan del viaje",
        "travellers": "Quiénes viajan",
        "planned_on": "Fecha prevista",
        "departure": "Salida",
        "cost_centre": "Centro de costo",
        "means": "Medio",
        "city": "Ciudad",
        "partner": "Organización",
        "motive": "Motivo",
        "asked": "Qué se pide",
        "bring": "Qué debe llevar",
        "urgency": "Urgencia",
        "hours": "Horario",
        "contact": "Persona de contacto",
        "notes": "Notas",
        "due": "Fecha del seguimiento",
        "owner": "Responsable",
        "private": "Solo psicología",
        "closed_on": "Fecha en que se cerró",
    }
)
"""The name of a command's attribute as the form shows it."""


def field_label(field: str) -> str:
    """``Minutos`` for ``services[1].minutes``; an option of the command line as it is; empty where unknown."""
    if field.startswith("--"):
        return field
    name = field.rpartition(".")[2].partition("[")[0]
    return FIELDS.get(name, "")
