"""Pictures of «Tablero»: the cards, some of them large, and what stands behind a number."""

from casa_desktop.domain.periods import Month, Period
from casa_desktop.ui.dashboard.page import DashboardPart
from casa_desktop.ui.gallery.stage import Scene, Stage
from casa_desktop.ui.statistics.page import StatisticsPage


def _part(stage: Stage, user: str = "coordinacion", ago: int = 0) -> DashboardPart:
    page = stage.open("statistics", user)
    if not isinstance(page, StatisticsPage):
        raise TypeError(page)
    page.show_part(DashboardPart.page_id)
    month = Month.of(stage.session.clock.today()).plus(-ago)
    page.period.set_period(Period(month, month))
    stage.wait()
    part = page.part_of(DashboardPart)
    part.focus_first()
    return part


def _large(key: str, user: str = "coordinacion") -> Scene:
    name = f"tablero-{key}" if user == "coordinacion" else f"tablero-{key}-{user}"
    return Scene(name, lambda stage: _part(stage, user).enlarge(key))


def _lower(stage: Stage) -> None:
    _part(stage).cards.card("shelves").setFocus()
    stage.wait()


def _behind(stage: Stage) -> None:
    _part(stage).enlarge("persons")
    stage.wait()
    stage.press("End")
    stage.press("Return")


SCENES = (
    Scene("tablero", lambda stage: _part(stage)),
    Scene("tablero-abajo", _lower),
    Scene("tablero-vacio", lambda stage: _part(stage, ago=30)),
    _large("persons"),
    _large("year"),
    _large("ages"),
    _large("ages", "consulta"),
    _large("countries"),
    _large("hours"),
    _large("loops"),
    Scene("tablero-registros", _behind),
)
