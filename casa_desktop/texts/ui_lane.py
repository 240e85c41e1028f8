"""Spanish of the waiting room. What stands on a slip tells nobody who it is, nor what they came for."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from types import MappingProxyType

from casa_desktop.domain.catalog import Catalog
from casa_desktop.domain.lane import OPEN, Lane, LaneRow, LaneSummary, Priority, Queue, TurnState, WaitCount
from casa_desktop.texts import dates
from casa_desktop.texts.lane import priorities
from casa_desktop.texts.ui_listening import waited
from casa_desktop.texts.ui_visits import short_name

ROOM, DAY, TIMES = "Sala de espera", "Atenciones", "Tiempos"
VIEWS_SAID = "Lo que se muestra a la derecha"
ARRIVE = "Llega: darle un turno"
ARRIVE_WITH = "Llega, con servicios y prioridad"
CALL_NEXT = "Llamar al siguiente"
ATTEND = "Atender"
GO = "Se fue"
END = "Terminar"
CAME_BACK = "Volvió"
CHANGE = "Cambiar"
PRINT = "Imprimir"
KEY_PRINT = "Imprimir el turno"
PRINTED = "Turno impreso"
KEY_SWITCH = "Ir a la sala de espera, a la lista del día o a los tiempos"
KEY_CALL = "Llamar al siguiente de la sala de espera"
NOT_FOUND_YET = "La búsqueda no ha terminado. Oprima F12 otra vez."

HEADS = ("Turno", "Persona", "Espera para", "Prioridad", "Espera")
LIST_SAID = "Sala de espera, en el orden en que se llama"
NOBODY = "Nadie espera"
NOBODY_DETAIL = "Quien llegue queda aquí con su turno: busque a la persona y oprima F12, o solo F12 si no da su nombre."
NAMELESS = "Sin nombre"
JUST_GIVEN = "recién dado"
FAMILY = "familia"
RULE = (
    "Primero quien tiene prioridad; después de dos seguidas se llama a quien más ha esperado sin ella. "
    "A un NNA solo o separado se le llama de primero."
)

TIMES_HEADS = ("Servicio", "Turnos", "Atendidos", "Media", "Máxima")
TIMES_SAID = "Tiempos de espera del día"
NO_TIMES = "Ese día no hubo turnos"
ALL = "Todos los turnos"
PRIVATE = "Atención reservada"

FORM_TITLE = "Llega a la sala de espera"
CHANGE_TITLE = "Cambiar el turno {number}"
WAITS_FOR = "Espera para"
GOES_FIRST = "Va primero porque"
TOGETHER = "Viene con su familia"
GIVE_TURN = "Dar turno"
SAVE = "Guardar"
FORM_HINT = "Un solo número para todo lo de hoy; el papel no lleva nombre ni servicio."

SETTING = "Sala de espera"
SETTING_CHECK = "Dar turnos y mostrar tiempos de &espera en «Hoy»"

PAPER = "Turno"
PAPER_HINT = "Le llamarán por este número. Sirve para todo lo que necesite hoy."

_STATES = MappingProxyType({TurnState.CALLED: "llamado", TurnState.ATTENDING: "en atención", TurnState.LEFT: "se fue"})


def who(row: LaneRow) -> str:
    """``Yusmary P. y familia``."""
    name = row.name or NAMELESS
    return f"{name} y {FAMILY}" if row.family else name


def services(codes: Iterable[str], catalog: Catalog) -> str:
    """``Orientación, RCF``."""
    kinds: Mapping[str, str] = {kind.code: short_name(kind) for kind in catalog.service_types}
    return ", ".join(kinds.get(code, code) for code in codes)


def cells(row: LaneRow, catalog: Catalog, now: datetime) -> tuple[str, ...]:
    """A line of the list."""
    state = _STATES.get(row.state) or waited(row.arrived_at, now)
    return (str(row.number), who(row), services(row.types, catalog), priorities(row.priorities), state)


def head(lane: Lane, total: WaitCount | None, now: datetime) -> str:
    """``Esperan 5 turnos; el que más, 31 min. Media de hoy: 12 min (14 turnos atendidos).``"""
    waiting = [row for row in lane.rows if row.state in (TurnState.WAITING, TurnState.CALLED)]
    if not waiting:
        said = "Nadie espera."
    else:
        count = "Espera 1 turno" if len(waiting) == 1 else f"Esperan {len(waiting)} turnos"
        said = f"{count}; el que más, {waited(min(row.arrived_at for row in waiting), now)}."
    if total is None or total.average is None:
        return said
    turns = "1 turno atendido" if total.attended == 1 else f"{total.attended} turnos atendidos"
    return f"{said} Media de hoy: {total.average} min ({turns})."


def room_chip(lane: Lane) -> str:
    """``Sala de espera · 5``."""
    waiting = sum(row.state in (TurnState.WAITING, TurnState.CALLED) for row in lane.rows)
    return f"{ROOM} · {waiting}"


def number(value: int) -> str:
    """What is said aloud."""
    return f"Turno {value}"


def called(row: LaneRow) -> str:
    """Beside the number that is called."""
    return " · ".join(filter(None, (who(row), priorities(row.priorities))))


def given(value: int, codes: Iterable[Priority], *, again: bool) -> str:
    """What is told after somebody arrived."""
    first = f" Va primero: {priorities(codes).lower().replace('nna', 'NNA')}." if tuple(codes) else ""
    held = "Ya tiene el turno" if again else "Turno"
    return f"{held} {value}.{first} Dígalo, o imprímalo con Ctrl+F12."


def attending(row: LaneRow) -> str:
    """Over the search box, while somebody without a name is attended."""
    return f"Se atiende el turno {row.number}: busque o registre a la persona, o atiéndala sin nombre."


def go_word(row: LaneRow | None) -> str:
    """What Del does."""
    if row is None or row.state in (TurnState.WAITING, TurnState.CALLED):
        return GO
    return END if row.state in OPEN else CAME_BACK


def moved(row: LaneRow, to: TurnState) -> str:
    """What is told after a turn was moved by hand."""
    words = {TurnState.LEFT: "cerrado", TurnState.WAITING: "en espera otra vez"}
    return f"Turno {row.number}: {words[to]}."


def at_the_door(rows: Sequence[LaneRow]) -> str:
    """What the phone line is told: whom it may take over, and how many wait; nothing where nobody does."""
    if not rows:
        return ""
    more = f" de {len(rows)}" if len(rows) > 1 else ""
    return f"Recibir el turno {rows[0].number}{more}"


def times(summary: LaneSummary, catalog: Catalog) -> list[tuple[str, tuple[str, ...]]]:
    """(key, cells) of the table of waits: each service, and all turns at the end."""
    lines = [(count.what or str(count.queue), _times(count, catalog)) for count in summary.by_service]
    return [*lines, ("", _times(summary.total, catalog))] if lines else []


def times_note(total: WaitCount) -> str:
    """What the minutes are, and who is in none of them."""
    said = "Minutos desde que llegó hasta que empezó la atención, de los turnos atendidos."
    left = f" Se fueron sin atención: {total.left}." if total.left else ""
    return said + left + (f" Sin atender: {total.unfinished}." if total.unfinished else "")


def _times(count: WaitCount, catalog: Catalog) -> tuple[str, ...]:
    what = ALL if count.queue is None else PRIVATE if count.queue is Queue.PRIVATE else services((count.what,), catalog)
    minutes = ("—" if value is None else f"{value} min" for value in (count.average, count.longest))
    return (what, str(count.turns), str(count.attended), *minutes)


def arrived_at(at: datetime) -> str:
    """``Martes 10 de marzo de 2026, 9:05 a. m.`` on the slip."""
    said = f"{dates.weekday_date(at.date())}, {dates.hour(at.strftime('%H:%M'))}"
    return said[:1].upper() + said[1:]
