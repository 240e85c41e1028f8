"""Pictures of «Hoy»: an empty hand, a visit being taken, the ways that it may go."""

from datetime import timedelta

from casa_desktop.domain.catalog import Kind
from casa_desktop.domain.names import Name
from casa_desktop.domain.person_views import PersonHit
from casa_desktop.services import people
from casa_desktop.services.people import SearchPeople
from casa_desktop.ui.gallery.stage import Scene, Stage
from casa_desktop.ui.today.page import TodayPage

LONG = Name("María de los Ángeles", "Yusmary Wilhelmina", "Etxeberría", "Iguarán Wohuriu")


def _page(stage: Stage, user: str = "recepcion") -> TodayPage:
    page = stage.open("today", user)
    if not isinstance(page, TodayPage):
        raise TypeError(page)
    return page


def _take(stage: Stage, user: str = "recepcion") -> TodayPage:
    """The visit of somebody who was attended before."""
    page = _page(stage, user)
    person = next(row.person_uuid for row in reversed(page.rows) if not row.anonymous)
    page.entry.take(person)
    stage.wait()
    return page


def _known(stage: Stage) -> None:
    _take(stage)
    stage.press("Alt+O")
    stage.type("p")


def _again(stage: Stage) -> None:
    """«Igual que la última atención»: of somebody who was here on an earlier day with a family."""
    page = _page(stage)
    here = {row.person_uuid for row in page.rows}
    found: list[PersonHit] = []
    for letter in "aeimoc":
        page.session.run(people.search, SearchPeople(letter, 40), owner=page, done=found.extend)
    stage.wait()
    page.entry.take(
        max((hit for hit in found if hit.uuid not in here), key=lambda hit: (hit.household_size, hit.uuid)).uuid
    )
    stage.wait()
    stage.press("F4")


def _call(stage: Stage) -> None:
    _take(stage)
    stage.press("Alt+R")


def _missing(stage: Stage) -> None:
    _page(stage).entry.take_anonymous()
    stage.wait()
    stage.press("Ctrl+Return")


def _anonymous(stage: Stage) -> None:
    page = _page(stage)
    page.entry.take_anonymous()
    stage.wait()
    stage.type("m")
    stage.press("Tab")
    stage.type("2")
    stage.press("Alt+O")


def _more(stage: Stage) -> None:
    page = _take(stage)
    stage.press("Alt+M")
    stage.press("Alt+A")
    if page.entry.form is not None:
        topics = page.entry.form.facts.catalog.of(Kind.VULNERABILITY)
        page.entry.form.field("vulnerabilities").set_value([item.code for item in topics[2:4]])


def _new(stage: Stage) -> None:
    _page(stage).entry.take_new(LONG.full)


def _nameless(stage: Stage) -> None:
    _page(stage)
    stage.press("Alt+S")


def _family(stage: Stage) -> None:
    """A service for the whole family."""
    page = _page(stage)
    found: list[PersonHit] = []
    for letter in "aeimoc":
        page.session.run(people.search, SearchPeople(letter, 40), owner=page, done=found.extend)
    stage.wait()
    page.entry.take(max(found, key=lambda hit: (hit.household_size, hit.uuid)).uuid)
    stage.wait()
    stage.press("Alt+O")
    stage.press("Alt+H")


def _late(stage: Stage) -> None:
    page = _page(stage)
    page.show_day(stage.entrance.clock.today() - timedelta(days=8))


def _closed(stage: Stage) -> None:
    """Somebody of a month that is closed: the reason is asked before anything is saved."""
    page = _page(stage)
    page.show_day(stage.entrance.clock.today() - timedelta(days=45))
    stage.wait()
    page.entry.take_anonymous()


def _detail(stage: Stage, user: str = "recepcion") -> TodayPage:
    page = _page(stage, user)
    page.open_target(max(page.rows, key=lambda row: (len(row.services), len(row.person_name))).uuid)
    stage.wait()
    return page


def _correct(stage: Stage) -> None:
    panel = _detail(stage).panel
    if panel.visit is not None:
        panel.correct(panel.visit.services[0])


def _edit(stage: Stage) -> None:
    _detail(stage).panel.edit()


def _psychology(stage: Stage) -> None:
    _take(stage, "psicologia")


def _health(stage: Stage) -> None:
    """A child is measured."""
    _take(stage, "salud")
    stage.press("Alt+U")
    stage.type("118")
    stage.press("Return")
    stage.type("n")
    stage.press("Return")
    stage.type("9,8")


def _health_missing(stage: Stage) -> None:
    """What is missing or impossible, each beside its field."""
    _take(stage, "salud")
    stage.press("Alt+U")
    stage.type("12")
    stage.press("Ctrl+Return")


def _health_many(stage: Stage) -> None:
    """Everything that the van may do at once."""
    page = _take(stage, "salud")
    if page.entry.form is not None:
        page.entry.form.services.set_value(("SSP", "ADR", "UMO"))


SCENES = (
    Scene("hoy", _page),
    Scene("hoy-atencion", _known),
    Scene("hoy-igual", _again),
    Scene("hoy-llamada", _call),
    Scene("hoy-anonima", _anonymous),
    Scene("hoy-falta", _missing),
    Scene("hoy-mas-datos", _more),
    Scene("hoy-persona-nueva", _new),
    Scene("hoy-sin-nombre", _nameless),
    Scene("hoy-familia", _family),
    Scene("hoy-tardia", _late),
    Scene("hoy-mes-cerrado", _closed),
    Scene("hoy-detalle", _detail),
    Scene("hoy-corregir", _correct),
    Scene("hoy-cambiar-datos", _edit),
    Scene("hoy-psicologia", _psychology),
    Scene("hoy-salud", _health),
    Scene("hoy-salud-falta", _health_missing),
    Scene("hoy-salud-varias", _health_many),
)
