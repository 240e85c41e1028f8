"""Spanish of «Citas y seguimientos»: the agenda, the form of a follow-up, what came of it."""

from datetime import date
from types import MappingProxyType

from casa_desktop.domain.access import Role
from casa_desktop.domain.catalog import Catalog
from casa_desktop.domain.followups import AgendaDay, DueCount, FollowUpRow, FollowUpState
from casa_desktop.domain.workdays import DayFacts, DayOff
from casa_desktop.texts import dates, numbers
from casa_desktop.texts import ui_people as people_texts
from casa_desktop.texts.labels import ROLES

TITLE = "Citas y seguimientos"
HELP = (
    "Lo que quedó para otro día: llamar, ver o preguntar de nuevo. H y Enter lo dan por hecho; A lo aplaza. Los "
    "domingos y los festivos de Colombia se ven en la semana. Lo de psicología solo lo ve psicología."
)
STATES = MappingProxyType(
    {
        FollowUpState.PENDING: "Pendiente",
        FollowUpState.DONE: "Hecho",
        FollowUpState.NOT_ACHIEVED: "No se logró",
        FollowUpState.CANCELLED: "Cancelado",
    }
)
COLUMNS = ("Fecha", "Persona", "Motivo", "Responsable", "Estado")
LIST_NAME = "Seguimientos"
NEW = "Nuevo seguimiento"
OVERDUE, DAY, WEEK = "Vencidos", "Día", "Semana"
EARLIER, LATER, TODAY = "Antes", "Después", "Hoy"
MINE = "Solo &míos"
HAPPENED = "Hecho"
FAILED = "No se logró"
POSTPONE = "Aplazar"
CANCEL = "Cancelar"
REOPEN = "Reabrir"
ATTEND = "Atender"
OPEN_PERSON = "Ver persona"
NOTE = "&Qué pasó"
NOTE_NEEDED = "M&otivo"
NEW_DUE = "&Nueva fecha"
DUE_HINT = "hoy, mañana, lunes, +8, 2 semanas, 15/4"
DONE_SAVE = "Guardar"
NOTHING_CHOSEN = "Elija un seguimiento para ver sus datos."
EMPTY = MappingProxyType(
    {
        "overdue": ("Nada vencido", "Aquí aparece lo que debió hacerse en un día que ya pasó."),
        "day": ("Nada para este día", "Ctrl+N programa un seguimiento."),
        "week": ("Nada para esta semana", "Ctrl+N programa un seguimiento."),
    }
)
SAVING = "Guardando…"
PRIVATE_BADGE = "Solo psicología"
SEALED = "Sellado: falta la llave de psicología para leerlo."

# Formulario
NEW_TITLE = "Nuevo seguimiento"
WHO = "¿De quién es el seguimiento?"
DUE = "&Fecha"
REASON = "&Motivo"
OWNER = "&Responsable"
PRIVATE_FIELD = "Quién lo ve"
PRIVATE = "Solo psicología (queda sellado)"
SAVE = "Guardar"
CHANGE_PERSON = "Otra persona"
MOVE = "Pasar a ese día"
LEAVE_QUESTION = "¿Dejar este seguimiento sin guardar?"
LEAVE_DO = "Dejarlo"
LEAVE_KEEP = "Seguir con él"

# Persona y «Hoy»
FOLLOW_UP = "Seguimiento"
KEY_FOLLOW_UP = "Programar un seguimiento"
KEY_GO = "Ir a los seguimientos"

# Teclas
KEY_NEW = "Nuevo seguimiento"
KEY_SHOW = "Vencidos, día, semana"
KEY_MOVE = "El día o la semana de antes o de después"
KEY_TODAY = "Volver a hoy"
KEY_DONE = "Hecho, no se logró, aplazar"
KEY_CANCEL = "Cancelar el seguimiento"
KEY_ATTEND = "Atender a la persona"
KEY_PERSON = "Ver a la persona"

_DAYS = ("lun", "mar", "mié", "jue", "vie", "sáb", "dom")


def person(row: FollowUpRow) -> str:
    """The name, or what stands for it."""
    return row.person_name or people_texts.NAMELESS


def owner(row: FollowUpRow) -> str:
    """A user by name, a role by its own."""
    return row.owner_name if row.owner.role is None else ROLES[row.owner.role]


def role_owner(role: Role) -> str:
    """``Recepción y orientación (cualquiera)``."""
    return f"{ROLES[role]} (cualquiera)"


def reason(row: FollowUpRow) -> str:
    """Why, on one line."""
    return " ".join(row.reason.split()) if row.readable else SEALED


def state(row: FollowUpRow, today: date) -> str:
    """``Pendiente``, ``Vencido: 3 días``, ``Hecho``."""
    if not row.late(today):
        return STATES[row.state]
    return f"Vencido: {numbers.count((today - row.due).days, 'día', 'días')}"


def cells(row: FollowUpRow, today: date) -> tuple[str, ...]:
    """One line of the agenda."""
    return (short_day(row.due), person(row), reason(row), owner(row), state(row, today))


def short_day(day: date) -> str:
    """``mar 10/03/2026``."""
    return f"{_DAYS[day.weekday()]} {dates.short_date(day)}"


def strip(each: AgendaDay) -> str:
    """Two lines of the week: ``mar 10`` and what there is."""
    day = each.facts.day
    said = "festivo" if each.facts.off is DayOff.HOLIDAY else "cerrado" if each.facts.off else ""
    count = numbers.integer(each.pending) if each.pending else "" if said else "–"
    return f"{_DAYS[day.weekday()]} {day.day}\n" + " · ".join(filter(None, (said, count)))


def strip_said(each: AgendaDay) -> str:
    """As it is read aloud, and as the tip over it."""
    waiting = numbers.count(each.pending, "pendiente", "pendientes")
    return ", ".join(filter(None, (dates.weekday_date(each.facts.day), day_off(each.facts), waiting)))


def day_off(facts: DayFacts) -> str:
    """``festivo: Jueves Santo``, ``domingo``; empty for a day on which the desk attends."""
    if facts.off is None:
        return ""
    return f"festivo: {facts.holiday}" if facts.off is DayOff.HOLIDAY else "domingo: la mesa no atiende"


def warning(facts: DayFacts) -> str:
    """What is said of a date on which nobody attends, with the day that is proposed instead."""
    if facts.off is None:
        return ""
    why = f"es festivo ({facts.holiday})" if facts.off is DayOff.HOLIDAY else "es domingo"
    return (
        f"El {dates.weekday_date(facts.day)} {why} y la mesa no atiende. "
        f"El siguiente día hábil es el {dates.weekday_date(facts.next_working)}."
    )


def shown(show: str, day: date, week: tuple[AgendaDay, ...]) -> str:
    """Which part of the agenda is on the screen."""
    if show == "overdue":
        return "Lo que debió hacerse antes de hoy"
    if show == "day":
        facts = next((each.facts for each in week if each.facts.day == day), None)
        off = day_off(facts) if facts is not None else ""
        told = dates.weekday_date(day).capitalize()
        return f"{told} · {off}" if off else told
    first, last = week[0].facts.day, week[-1].facts.day
    return f"Semana del {dates.long_date(first)} al {dates.long_date(last)}"


def due_line(count: DueCount) -> str:
    """«3 seguimientos vencidos · 5 para hoy»; empty where nothing waits."""
    parts = []
    if count.overdue:
        parts.append(numbers.count(count.overdue, "seguimiento vencido", "seguimientos vencidos"))
    if count.today:
        told = numbers.count(count.today, "seguimiento", "seguimientos")
        parts.append(f"{numbers.integer(count.today) if count.overdue else told} para hoy")
    return " · ".join(parts)


def overdue(count: DueCount) -> str:
    """``Vencidos (3)``."""
    return f"{OVERDUE} ({count.overdue})" if count.overdue else OVERDUE


def facts(row: FollowUpRow, catalog: Catalog | None) -> list[tuple[str, str]]:
    """(label, text) of what is known of it."""
    kind = catalog.service_type(row.origin) if catalog is not None and row.origin else None
    postponed = numbers.count(row.postponed, "vez", "veces") if row.postponed else ""
    found = (
        ("Motivo", row.reason if row.readable else SEALED),
        ("Fecha", dates.weekday_date(row.due)),
        ("Responsable", owner(row)),
        ("Viene de", kind.name if kind else ""),
        ("Aplazado", postponed),
        ("Qué pasó", row.note),
    )
    return [(label, text) for label, text in found if text]


def step_title(row: FollowUpRow, words: str) -> str:
    """``Ana Pérez · Hecho``."""
    return f"{person(row)} · {words}"


def settled(row: FollowUpRow) -> str:
    """``Seguimiento de Ana Pérez: hecho``."""
    return f"Seguimiento de {person(row)}: {STATES[row.state].lower()}"


def postponed(row: FollowUpRow) -> str:
    """``Aplazado para el lunes 16 de marzo de 2026``."""
    return f"Aplazado para el {dates.weekday_date(row.due)}"


def planned(row: FollowUpRow) -> str:
    """``Seguimiento para el lunes 16 de marzo de 2026``."""
    return f"Seguimiento para el {dates.weekday_date(row.due)}"


def line(row: FollowUpRow, today: date) -> str:
    """One line on the page of the person: ``mar 10/03/2026 · Llamar · Recepción · Vencido: 3 días``."""
    told = (short_day(row.due), reason(row), owner(row), state(row, today) if row.late(today) else "")
    return " · ".join(filter(None, told))
