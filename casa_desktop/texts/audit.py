"""The Spanish of the audit: what each act is called. A test holds this list against the acts that services enter."""

from collections.abc import Sequence
from types import MappingProxyType

from casa_desktop.texts.labels import ACTIONS, COMPARTMENTS, field_label

ACTS = MappingProxyType(
    {
        "login": "entró",
        "login.failed": "contraseña errada",
        "login.bad_sheet": "hoja de recuperación que no abre",
        "login.dropped": "contraseñas erradas que no cupieron una por una",
        "head.lost": "encontró dañado o sin su sitio «cabeza.json»",
        "alarm.read": "leyó los avisos de la base",
        "denied": "se le negó",
        "desk.found": "creó la base",
        "desk.edit": "cambió los datos de la mesa",
        "user.create": "creó un usuario",
        "user.edit": "cambió un usuario",
        "user.reset_password": "dio una contraseña nueva",
        "user.change_password": "cambió su contraseña",
        "key.grant": "entregó una llave",
        "key.replace_sheets": "cambió las hojas de recuperación",
        "catalog.seed": "cargó el catálogo inicial",
        "catalog.complete": "agregó lo que ofrece esta versión al catálogo",
        "catalog.item": "cambió el catálogo",
        "catalog.service_type": "cambió un servicio",
        "catalog.move": "cambió el orden del catálogo",
        "catalog.option": "cambió cómo se cuenta un servicio",
        "person.register": "registró a una persona",
        "person.edit": "cambió datos de una persona",
        "person.reveal": "mostró un dato oculto",
        "person.reserve": "cambió el contacto reservado",
        "person.print": "imprimió o guardó el resumen de una persona",
        "household.join": "unió a alguien a una familia",
        "household.leave": "separó a alguien de una familia",
        "household.describe": "cambió un parentesco",
        "consent.record": "registró una autorización",
        "consent.revoke": "registró el retiro de una autorización",
        "visit.record": "registró una atención",
        "visit.edit": "cambió una atención",
        "visit.add_service": "agregó un servicio",
        "service.correct": "corrigió un servicio",
        "service.void": "anuló un servicio",
        "service.restore": "recuperó un servicio anulado",
        "rcf.enqueue": "puso a alguien en la cola de RCF",
        "rcf.move": "cambió un turno de la cola de RCF",
        "rcf.finish": "registró el resultado de una llamada",
        "rcf.retry": "volvió a intentar una llamada",
        "rcf.reveal": "mostró un número de RCF",
        "rcf.purge": "borró números de RCF vencidos",
        "rcf.keep": "cambió cuánto se guardan los números de RCF",
        "rcf.export": "imprimió o guardó el resumen de RCF",
        "tracing.open": "anotó una solicitud de búsqueda",
        "tracing.move": "cambió el estado de una solicitud de búsqueda",
        "aid.deliver": "entregó ayudas",
        "aid.override": "entregó antes del intervalo",
        "aid.item": "cambió un artículo de ayuda",
        "aid.usual": "agregó los artículos de ayuda usuales",
        "aid.enter": "recibió una donación",
        "aid.take_out": "dio salida a existencias",
        "aid.count": "corrigió existencias por conteo",
        "aid.void_movement": "anuló un movimiento de existencias",
        "aid.acta": "imprimió o guardó un acta de entrega",
        "aid.sheet": "imprimió o guardó la hoja de existencias",
        "workshop.save": "guardó un taller",
        "workshop.cancel": "canceló un taller o lo retomó",
        "workshop.enrol": "inscribió en un taller",
        "workshop.attend": "registró asistencia a un taller",
        "workshop.leave": "quitó a alguien de la lista de un taller",
        "workshop.print": "imprimió la lista de un taller",
        "workshop.headcount": "contó asistentes sin nombre",
        "outing.save": "guardó una salida de la Unidad Móvil",
        "outing.close": "cerró o reabrió una salida",
        "outing.gather": "unió atenciones a una salida",
        "outing.drop": "borró una salida sin atenciones",
        "outing.print": "imprimió el resumen de una salida",
        "sheet.issue": "imprimió planillas en blanco",
        "sheet.reprint": "volvió a imprimir planillas en blanco",
        "sheet.explain": "explicó una planilla que falta",
        "sheet.withdraw": "retiró la explicación de una planilla",
        "tally.check": "hizo el arqueo de un día",
        "tally.note": "escribió la nota de un arqueo",
        "transfer.request": "solicitó un traslado",
        "transfer.edit": "cambió un traslado",
        "transfer.step": "avanzó un traslado",
        "transfer.travel": "registró quiénes viajaron",
        "transfer.undo": "devolvió un paso de un traslado",
        "transfer.manifest": "abrió un manifiesto de traslado",
        "referral.make": "remitió a una persona",
        "referral.step": "anotó qué pasó con una remisión",
        "referral.print": "imprimió la boleta de una remisión",
        "directory.edit": "cambió el directorio de organizaciones",
        "follow_up.plan": "programó un seguimiento",
        "follow_up.change": "cambió un seguimiento",
        "note.read": "leyó una nota",
        "note.write": "escribió una nota",
        "survey.figure": "escribió una cifra histórica de encuesta",
        "survey.withdraw": "retiró una cifra histórica de encuesta",
        "survey.reason": "guardó el motivo de una respuesta del kiosco",
        "petition.register": "registró una PQRSF",
        "petition.edit": "cambió una PQRSF",
        "petition.handle": "tramitó una PQRSF",
        "petition.open": "abrió una PQRSF",
        "voice.edit": "cambió los ajustes de encuesta y PQRSF",
        "statistics.cell": "abrió lo que hay detrás de una cifra",
        "report.export": "imprimió o guardó un informe",
        "layout.edit": "cambió las filas del informe",
        "figure.save": "escribió cifras históricas",
        "figure.total": "escribió un total publicado",
        "source.choose": "eligió la fuente de una cifra",
        "month.close": "cerró un mes",
        "month.reopen": "reabrió un mes",
        "copy.make": "hizo una copia de seguridad",
        "copy.verify": "probó una copia de seguridad",
        "copy.restore": "restauró una copia",
        "base.verify": "verificó la base",
        "base.accept": "aceptó una base más antigua que la última",
    }
)
_RECORDS = MappingProxyType({"desk": "la mesa", "base": "la base", "catalog": "el catálogo", "stock": "el inventario"})
_FIELDS = MappingProxyType(
    {
        "aprobado": "aprobado",
        "comprado": "comprado",
        "viajo": "viajó",
        "llego": "llegó",
        "cancelado": "cancelado",
        "active": "Activo",
        "answer": "Respuesta",
        "answered_on": "Fecha de la respuesta",
        "channel": "Canal",
        "contact": "Contacto",
        "extended": "Plazo ampliado",
        "kind": "Clase",
        "kiosk": "Kiosco",
        "peas_email": "Correo del canal externo",
        "peas_phone": "Teléfono del canal externo",
        "peas_text": "Texto del canal externo",
        "peas_web": "Página del canal externo",
        "received": "Fecha de recibo",
        "shares": "Porcentajes",
        "state": "Estado",
        "terms": "Plazos",
        "transferred_to": "A quién se trasladó",
        "old": "Contraseña",
        "outside": "fuera de este equipo",
        "sound": "restaura bien",
        "damaged": "dañada",
        "missing": "faltaba",
        "sheet": "con hoja de recuperación",
        "items": "Listas",
        "service_types": "Servicios",
        "municipality_name": "Municipio",
        "organisation": "Organización",
        "report_title": "Título de los informes",
        "quality_code": "Código",
        "quality_version": "Versión",
        "prepared_by": "Elaboró",
        "reviewed_by": "Revisó",
        "approved_by": "Aprobó",
        "consent_version": "Versión de la autorización",
        "consent_text": "Texto de la autorización",
        "show_quality_box": "Casilla de calidad",
        "show_signatures": "Firmas",
        "z_scores": "Puntajes Z",
    }
)
"""Names of fields that no form's label tells."""
_UUID = 32
_SHORT = 8


def act(code: str) -> str:
    """What somebody did, in the past tense; an act of a newer program shows its code."""
    return ACTS.get(code, code)


def record(action: str, code: str) -> str:
    """What it was done to: a code as it is, the beginning of a long one; of a denial, what was asked for."""
    if action == "denied":
        asked = {str(key): words for key, words in ACTIONS.items()} | {
            str(key): f"llave de {words}" for key, words in COMPARTMENTS.items()
        }
        return asked.get(code, code)
    return code[:_SHORT] if len(code) == _UUID else _RECORDS.get(code, code)


def fields(names: Sequence[str]) -> str:
    """Names of fields as the forms show them; keys by their name."""
    keys = {str(compartment): words for compartment, words in COMPARTMENTS.items()}
    return ", ".join(keys.get(name) or _FIELDS.get(name) or field_label(name) or name for name in names)
