"""How the waiting room speaks."""

from datetime import UTC, datetime, timedelta

from casa_desktop.domain.lane import Lane, LaneRow, Priority, Queue, TurnState, WaitCount
from casa_desktop.domain.listening import Pass, PassStanding
from casa_desktop.texts import ui_lane as words
from casa_desktop.texts import ui_listening
from casa_desktop.texts.lane import priorities

NOW = datetime(2026, 3, 10, 14, 0, tzinfo=UTC)
CAME = (NOW - timedelta(minutes=31)).isoformat()


def row(**more: object) -> LaneRow:
    usual: dict[str, object] = {
        "uuid": "s",
        "version": 1,
        "turn_uuid": "t",
        "number": 7,
        "queue": Queue.DESK,
        "state": TurnState.WAITING,
        "person_uuid": "p",
        "name": "Yusmary P.",
        "family": False,
        "priorities": (),
        "types": ("ORI",),
        "wanted": ("ORI",),
        "arrived_at": CAME,
    }
    return LaneRow(**{**usual, **more})  # type: ignore[arg-type]  # as a form would fill it


def test_a_priority_is_a_word_and_several_are_a_list() -> None:
    assert priorities((Priority.PREGNANT, Priority.ELDER)) == "Gestante, persona mayor"
    assert priorities((Priority.ELDER, Priority.CHILD_SEPARATED)) == "Persona mayor, NNA separado"
    assert priorities(()) == ""


def test_psychology_reads_the_word_beside_the_name() -> None:
    waiting = Pass("u", 1, 7, PassStanding.WAITING, CAME, "p", "P-000001", "Rosa Díaz", (Priority.ELDER,))
    assert ui_listening.waiting(waiting, NOW)[1:3] == ("Rosa Díaz · Persona mayor", "31 min")


def test_who_came_together_and_who_gave_no_name() -> None:
    assert words.who(row(family=True)) == "Yusmary P. y familia"
    assert words.called(row(name="", priorities=(Priority.CHILD_ALONE,))) == "Sin nombre · NNA solo"


def test_the_head_tells_who_waits_longest_and_how_many_the_average_is_of() -> None:
    lane = Lane(True, (row(), row(number=8, arrived_at=NOW.isoformat()), row(state=TurnState.ATTENDING)))
    assert words.head(lane, None, NOW) == "Esperan 2 turnos; el que más, 31 min."
    total = WaitCount("", None, 5, 3, 1, 1, 12, 20)
    assert words.head(Lane(True), total, NOW) == "Nadie espera. Media de hoy: 12 min (3 turnos atendidos)."
    assert words.times_note(total).endswith("Se fueron sin atención: 1. Sin atender: 1.")


def test_a_turn_that_was_given_is_told_as_it_is_said() -> None:
    assert words.given(7, (), again=False).startswith("Turno 7. Dígalo")
    assert words.given(7, (Priority.CHILD_ALONE,), again=True).startswith("Ya tiene el turno 7. Va primero: NNA solo.")
