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
        "note.read": "leyó una nota",
        "note.write": "escribió una nota",
        "agenda.book": "dio una cita reservada",
        "agenda.change": "cambió una cita reservada",
        "agenda.attend": "atendió una cita reservada",
        "agenda.history": "abrió una historia reservada",
        "pass.send": "pasó a alguien a atención reservada",
        "pass.withdraw": "retiró un pase",
        "pass.take": "recibió un pase",
        "pass.close": "cerró un pase",
        "pass.reopen": "reabrió un pase",
        "pass.print": "imprimió un pase",
        "child.adult": "anotó quién acompaña a un NNA",
        "child.notify": "anotó un aviso por un NNA",
        "child.close": "cerró la ficha de un NNA",
        "child.reopen": "reabrió la ficha de un NNA",
        "care.edit": "cambió los textos de cuidado",
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
_RECORDS = MappingProxyType({"desk": "la mesa", "base": "la base", "catalog": "el catálogo"})
_FIELDS = MappingProxyType(
    {
        "active": "Activo",
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
        "adult": "Quién acompaña",
        "notices": "Avisos",
        "show_times": "Lo que ve recepción",
        "risk": "Protocolo de riesgo alto",
        "child": "Pasos con un NNA solo o separado",
        "route": "Ruta de atención",
        "start": "Hora",
        "standing": "Estado",
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
