"""Spanish of what is worked through before a month is closed."""

from collections.abc import Callable, Mapping
from datetime import date
from types import MappingProxyType

from casa_desktop.domain.catalog import Catalog
from casa_desktop.domain.closing import Check, Closing, Dismissed, Draw, Finding, Tie, TieResult
from casa_desktop.domain.periods import Month
from casa_desktop.domain.tally import PERSONS
from casa_desktop.texts import dates, numbers
from casa_desktop.texts.ui_visits import moment

COLUMNS = ("Qué se vio", "Estado")
LIST = "Para revisar antes de cerrar"
LOADING = "Revisando el mes"
TIES = "Lo que debe cuadrar"
OPEN = "Por revisar"
LOOKED_AT = "Revisado"
DISMISS = "Dar por revisado"
DISMISS_QUESTION = "¿Qué encontró?"
NOTE = "Nota"
CLOSE = "Cerrar mes"
PAPERS = "Soportes al azar"
BACK = "Volver"
GO = "Ir a verlo"
CLEAN = "No hay nada por revisar: el mes se puede cerrar."
RENDERING = "Preparando la lista de soportes"
FILE_NAME = "Soportes"
PRINTED = "Lista de soportes enviada a imprimir"

PAPER_TITLE = "Soportes para revisar"
PAPER_COLUMNS = ("Planilla", "Línea", "Fecha", "Servicio", "Código", "Está", "Coincide")
PAPER_INTRO = (
    "El programa escogió al azar estos servicios. Saque cada planilla, mire si la línea está y si dice lo mismo, "
    "y marque."
)
PAPER_EMPTY = "Ningún servicio de esta fila tiene planilla."


def title(month: Month) -> str:
    """``Cerrar Oct 2026``."""
    return f"Cerrar {dates.month_short_year(month)}"


def standing(found: Closing) -> str:
    """What is left to do, in one sentence."""
    left = len(found.open)
    if not found.findings:
        return CLEAN
    if not left:
        return "Todo está revisado: el mes se puede cerrar."
    return f"{numbers.count(left, 'asunto por revisar', 'asuntos por revisar')}. Se puede cerrar así; queda anotado."


def unfinished(left: int) -> str:
    """Said with the question, where something was not looked at."""
    return f"Quedan sin revisar {numbers.count(left, 'asunto', 'asuntos')}, y seguirán en la lista."


def state(of: Finding) -> str:
    """``Por revisar``, or who looked at it."""
    return OPEN if of.dismissed is None else LOOKED_AT


def note(of: Dismissed) -> str:
    """``«Era festivo local» · Ana Díaz · 03/11/2026 9:05 a. m.``"""
    return f"«{of.note}» · {of.by} · {moment(of.at)}"


def _day(value: object) -> str:
    return dates.short_date(date.fromisoformat(str(value)))


def _number(value: object) -> str:
    return numbers.integer(value if isinstance(value, int) else 0)


def _count(value: object, one: str, many: str) -> str:
    return numbers.count(value if isinstance(value, int) else 0, one, many)


def _no_records(values: Mapping[str, object]) -> str:
    days = values["days"]
    listed = [_day(day) for day in days] if isinstance(days, tuple) else []
    many = numbers.count(len(listed), "día hábil sin ningún registro", "días hábiles sin ningún registro")
    return f"{many}: {numbers.listing(listed)}."


_WHICH = {"highest": "el de más servicios", "lowest": "el de menos servicios", "drawn": "uno al azar"}
_WITHOUT = {"sex": "sexo", "age": "edad", "profile": "perfil"}


def _differs(values: Mapping[str, object], name: Callable[[str], str]) -> str:
    said = f"papel {_number(values['paper'])}, programa {_number(values['program'])}"
    return f"Arqueo del {_day(values['day'])}: {name(str(values['code']))} no cuadra ({said}) y nadie anotó por qué."


def _without(values: Mapping[str, object]) -> str:
    persons = _count(values["persons"], "persona", "personas")
    return f"Sin {_WITHOUT[str(values['what'])]}: {persons}, el {values['percent']} % del mes."


def _jump(values: Mapping[str, object]) -> str:
    percent = values["percent"]
    change = numbers.signed(percent) if isinstance(percent, int) else ""
    said = f"{values['label']}: {_number(values['value'])}, y el mes anterior {_number(values['before'])}"
    return f"{said} ({change} %)."


TIE_NAMES: Mapping[Tie, str] = MappingProxyType(
    {
        Tie.SEX: "Por sexo = PERSONAS",
        Tie.AGE: "Por edad = PERSONAS",
        Tie.PROFILE: "Por perfil = PERSONAS",
        Tie.NEW: "Nuevas + recurrentes = PERSONAS",
        Tie.CALLS: "RCF: logrados + no logrados = intentos",
        Tie.SESSIONS: "Primera vez + seguimiento = PSICOLOGÍA",
        Tie.DELIVERIES: "Actas = entregas",
    }
)


_SENTENCES: Mapping[Check, Callable[[Mapping[str, object]], str]] = MappingProxyType(
    {
        Check.NO_RECORDS: _no_records,
        Check.SHEET_MISSING: lambda v: f"Falta la planilla {v['sheet']}.",
        Check.DAY_NOT_COUNTED: lambda v: f"Sin arqueo del {_day(v['day'])}, {_WHICH[str(v['which'])]} del mes.",
        Check.DRAFTS: lambda v: (
            f"{_count(v['count'], 'formulario quedó', 'formularios quedaron')} sin guardar; puede haber atenciones en "
            f"{'él' if v['count'] == 1 else 'ellos'}."
        ),
        Check.VOIDED: lambda v: f"{_count(v['count'], 'servicio anulado', 'servicios anulados')} sin otro en su lugar.",
        Check.LATE: lambda v: f"{_count(v['count'], 'servicio', 'servicios')} de registro tardío, después del mes.",
        Check.DUPLICATES: lambda v: (
            f"{_count(v['pairs'], 'posible duplicado', 'posibles duplicados')}; si lo son, PERSONAS baja en "
            f"{_number(v['persons'])}."
        ),
        Check.WITHOUT: _without,
        Check.EQUAL: lambda v: f"{v['first']} y {v['second']} tienen el mismo valor, {_number(v['value'])}.",
        Check.JUMP: _jump,
        Check.TIE: lambda v: (
            f"{TIE_NAMES[Tie(str(v['tie']))]} no cuadra: {_number(v['left'])} y {_number(v['right'])}."
        ),
    }
)


def sentence(of: Finding, catalog: Catalog | None) -> str:
    """What was found, in a sentence."""

    def name(code: str) -> str:
        kind = catalog.service_type(code) if catalog is not None and code != PERSONS else None
        return kind.label if kind is not None else code

    if of.check is Check.DAY_DIFFERS:
        return _differs(of.values, name)
    return _SENTENCES[of.check](of.values)


def tie(of: TieResult) -> str:
    """``✓ Nuevas + recurrentes = PERSONAS: 120 + 86 = 206``."""
    parts = " + ".join(numbers.integer(part) for part in of.parts) or "0"
    mark, equals = ("✓", "=") if of.holds else ("✗", "≠")
    return f"{mark} {TIE_NAMES[of.tie]}: {parts} {equals} {numbers.integer(of.left)}"


def drawn(of: Draw) -> str:
    """``ORIENTACION: 10 de 159 servicios; 4 sin planilla``"""
    said = f"{of.label}: {numbers.integer(len(of.services))} de {numbers.count(of.of, 'servicio', 'servicios')}"
    if of.without_folio:
        said += f"; {numbers.integer(of.without_folio)} sin planilla"
    return f"{said}; {numbers.count(of.reserved, 'reservado', 'reservados')}" if of.reserved else said
