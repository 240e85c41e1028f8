"""«Talleres» and «Salud y Unidad Móvil» for somebody who sees little, hears the screen or has no mouse."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QSize

from casa_desktop.domain.access import Role
from casa_desktop.domain.ids import new_id
from casa_desktop.domain.outings import Member, Outing
from casa_desktop.services import outings
from casa_desktop.services.outings import SaveOuting
from casa_desktop.ui import widgets
from casa_desktop.ui.outings.page import OutingsPage
from casa_desktop.ui.theme import Theme
from casa_desktop.ui.workshops.page import WorkshopsPage
from tests.services.desk import TODAY
from tests.ui.looking import cut, unnamed, unreachable
from tests.ui.workshops.conftest import Room

LONG = "Señales de alarma en el embarazo y cuándo ir a urgencias sin esperar a que amanezca"
LONG_NAME = "María de los Ángeles Yusmary Wilhelmina Etxeberría Iguarán"


@pytest.fixture(params=[100, 150, 200])
def scale(request: pytest.FixtureRequest, theme: Theme) -> Iterator[int]:
    theme.apply("light", request.param)
    yield request.param
    theme.apply("light", 100)


def complaints(room: Room) -> list[str]:
    """On the desk's screen: 1366×768 less navigation, header and status line."""
    area = widgets.scrolled(room.page, sideways=True)
    area.resize(QSize(1366 - 220, 768 - 57 - 34))
    area.show()
    room.settle()
    found = [*unnamed(room.page), *unreachable(room.page), *cut(room.page)]
    room.page.setParent(None)
    area.close()
    area.deleteLater()
    room.settle()
    return found


@pytest.mark.parametrize("part", ["empty", "list", "one", "new", "headcount", "form", "wrong"])
def test_every_part_of_the_workshops_can_be_read_heard_and_reached(room: Room, scale: int, part: str) -> None:
    if part != "empty":
        workshop = room.plan(topic=LONG, capacity=3)
    page = room.sit(Role.PSYCHOLOGY)
    assert isinstance(page, WorkshopsPage)
    if part in ("one", "new", "headcount"):
        page.open_target(workshop.uuid)
        room.settle()
    if part == "new":
        page.view.begin_new(LONG_NAME)
    elif part == "headcount":
        page.view.begin_headcount()
    elif part in ("form", "wrong"):
        page.begin()
        if part == "wrong" and page.form is not None:
            page.form.ask_save()
    assert complaints(room) == [], scale


@pytest.mark.parametrize("part", ["empty", "list", "one", "form"])
def test_every_part_of_the_outings_can_be_read_heard_and_reached(room: Room, scale: int, part: str) -> None:
    room.kind = OutingsPage
    outing = Outing(new_id(), TODAY, "68001", LONG, "OJX 412", "08:00", "13:30", (Member(name=LONG_NAME),))
    if part != "empty":
        room.on_db(lambda: room.desk.runner(Role.HEALTH).run(outings.save, SaveOuting(outing)))
    page = room.sit(Role.HEALTH)
    assert isinstance(page, OutingsPage)
    if part == "one":
        page.open_target(outing.uuid)
        room.settle()
    elif part == "form":
        page.begin()
    assert complaints(room) == [], scale
