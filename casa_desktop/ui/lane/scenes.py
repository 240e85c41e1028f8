"""Pictures of the waiting room. The demo desk gives no turns: a scene turns them on, and the last of them off again."""

from dataclasses import replace

from PySide6.QtWidgets import QWidget

from casa_desktop.domain.access import Action
from casa_desktop.domain.ids import new_id
from casa_desktop.domain.lane import Priority, TurnState
from casa_desktop.services import desk as desks
from casa_desktop.services import lane as lanes
from casa_desktop.services.desk import DeskProfile, DeskQuery
from casa_desktop.services.lane import Arrive
from casa_desktop.ui import hotkeys, widgets
from casa_desktop.ui.gallery.stage import Paper, Scene, Stage
from casa_desktop.ui.today.page import TodayPage

_ARRIVALS = (
    (("ORI",), ()),
    (("ORI", "RCF"), (Priority.DISABILITY,)),
    (("AYU", "ORI"), ()),
    (("ORI",), (Priority.CHILD_ALONE,)),
    (("ORI",), (Priority.SMALL_CHILD,)),
    (("NUT",), ()),
    (("ORI",), ()),
)


def _wish(stage: Stage, *, turns: bool) -> None:
    page = stage.open("settings", "coordinacion")

    def save(profile: DeskProfile) -> None:
        page.session.run(desks.save_profile, replace(profile, turns=turns), owner=page)

    page.session.run(desks.profile, DeskQuery(), owner=page, done=save)
    stage.wait()


def _room(stage: Stage, user: str = "recepcion") -> TodayPage:
    """«Hoy» with people who wait."""
    _wish(stage, turns=True)
    page = stage.open("today", user)
    if not isinstance(page, TodayPage):
        raise TypeError(page)
    if page.session.can(Action.LANE_ARRIVE) and len(page.right.room.lane.rows) < 2:
        known = [row.person_uuid for row in page.rows if not row.anonymous] or [""]
        for number, (types, priorities) in enumerate(_ARRIVALS):
            person = known[number] if number < len(known) and number != 3 else ""
            arrive = Arrive(new_id(), person, types, priorities=priorities, family=number == 2 and bool(person))
            page.session.run(lanes.arrive, arrive, owner=page)
        stage.wait()
    return page


def _waiting(stage: Stage) -> None:
    _room(stage)


def _called(stage: Stage) -> None:
    page = _room(stage)
    called = [row for row in page.right.room.lane.rows if row.state is TurnState.CALLED]
    if called:
        page.right.room.tell(called[0].number, "")
    else:
        stage.press(hotkeys.CALL_NEXT)


def _attended(stage: Stage) -> None:
    page = _room(stage)
    stage.press("F6")
    row = next((row for row in page.right.room.lane.rows if row.person_uuid and row.state is not TurnState.LEFT), None)
    if row is not None:
        page.right.room.table.select(row.uuid)
        stage.press("Return")


def _arrives(stage: Stage) -> None:
    _room(stage)
    stage.type("a")
    stage.press("Shift+F12")


def _times(stage: Stage) -> None:
    page = _room(stage, "coordinacion")
    page.right.show_view("times")


def _phone(stage: Stage) -> None:
    _room(stage)
    stage.open("rcf", "rcf")


def _off(stage: Stage) -> None:
    """The switch, as the demo leaves it."""
    _wish(stage, turns=False)
    page = stage.open("settings", "coordinacion")
    page.open_target("desk")
    stage.wait()
    if (check := page.findChild(QWidget, "turns_check")) is not None:
        check.setFocus()
        widgets.reveal(check)


def _slip(stage: Stage) -> bytes:
    from casa_desktop.reports import turn_pdf

    return turn_pdf.render(128, stage.entrance.clock.now())


SCENES = (
    Scene("sala-espera", _waiting),
    Scene("sala-llamado", _called),
    Scene("sala-atiende", _attended),
    Scene("sala-llega", _arrives),
    Scene("sala-tiempos", _times),
    Scene("sala-rcf", _phone),
    Scene("sala-apagada", _off),
)
PAPERS = (Paper("sala-turno", _slip),)
