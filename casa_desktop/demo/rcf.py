"""The phone line of a demo desk on its last day: calls, who did not answer, who waits, and two tracing requests."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from random import Random

from casa_desktop.demo.team import Crew
from casa_desktop.domain.access import Role
from casa_desktop.domain.ids import new_id
from casa_desktop.domain.rcf import CallState, RequestState
from casa_desktop.domain.visits import Anonymous
from casa_desktop.services import connectivity, rcf, tracing
from casa_desktop.services.connectivity import Handful
from casa_desktop.services.rcf import Enqueue, Finish, MoveTurn, Retry
from casa_desktop.services.tracing import MoveRequest, OpenRequest

_CALLS = (
    ("LLAMADA", "VEN", "LOGRADO", 6),
    ("LLAMADA", "VEN", "NO_CONTESTA", None),
    ("VIDEOLLAMADA", "ECU", "LOGRADO", 11),
    ("LLAMADA", "COL", "SIN_RED", None),
    ("LLAMADA", "VEN", "ERRADO", None),
)
_WAITING = (("LLAMADA", "VEN"), ("VIDEOLLAMADA", "CHL"), ("MENSAJE_CR", ""))
_BOY = Anonymous("", "01", 13, 17, "VEN")
_GROUPS = (
    ("CARGA", Anonymous("", "01", 18, 25, "VEN"), 3),
    ("WIFI", Anonymous("", "02", 26, 59, "VEN"), 2),
)


def fill(crew: Crew, chance: Random, persons: Sequence[str], today: date) -> None:
    """Works through the line: every act as the one at the phone."""
    if len(persons) < len(_CALLS) + len(_WAITING):
        return
    came = chance.sample(list(persons), len(_CALLS) + len(_WAITING))
    missed = ""
    for person, (modality, country, result, minutes) in zip(came, _CALLS, strict=False):
        turn = _enqueue(crew, modality, country, person, number=f"0414{chance.randint(1_000_000, 9_999_999)}")
        crew.act(Role.RCF, rcf.move, MoveTurn(turn, 1, CallState.CALLING))
        service = _finish(crew, turn, 2, result, minutes)
        missed = missed or (service if result == "NO_CONTESTA" else "")
    again = Retry(new_id(), missed)
    crew.act(Role.RCF, rcf.retry, again)
    _finish(crew, again.uuid, 1, "NO_CONTESTA", None)
    for modality, who, count in _GROUPS:
        crew.later(240)
        command = Handful(new_id(), modality, "TRANSITO", anonymous=replace(who, uuid=new_id()), persons=count)
        crew.act(Role.RCF, connectivity.give, command)
    for person, (modality, country) in zip(came[len(_CALLS) :], _WAITING, strict=True):
        _enqueue(crew, modality, country, person)
    boy = replace(_BOY, uuid=new_id())
    alone = Enqueue(new_id(), "LLAMADA", "TRANSITO", anonymous=boy, country="VEN", vulnerabilities=("NNA_SOLO",))
    crew.act(Role.RCF, rcf.enqueue, alone)
    _requests(crew, today)


def _enqueue(crew: Crew, modality: str, country: str, person: str, number: str = "") -> str:
    crew.later(200)
    command = Enqueue(new_id(), modality, "TRANSITO", person_uuid=person, country=country, number=number)
    return crew.act(Role.RCF, rcf.enqueue, command)


def _finish(crew: Crew, turn: str, version: int, result: str, minutes: int | None) -> str:
    crew.later(60 * (minutes or 1))
    command = Finish(turn, version, new_id(), new_id(), result, minutes)
    crew.act(Role.RCF, rcf.finish, command)
    return command.service_uuid


def _requests(crew: Crew, today: date) -> None:
    older = OpenRequest(new_id(), f"BGA-{today:%Y}-0031", today - timedelta(days=47))
    crew.act(Role.RCF, tracing.open_request, older)
    under_way = MoveRequest(older.uuid, 1, RequestState.UNDER_WAY, today - timedelta(days=33))
    crew.act(Role.RCF, tracing.move_request, under_way)
    newer = OpenRequest(new_id(), f"BGA-{today:%Y}-0038", today - timedelta(days=6))
    crew.act(Role.RCF, tracing.open_request, newer)
