"""Pictures of «Salud y Unidad Móvil»: the list, an outing for health and for coordination, the form; its summary."""

from datetime import datetime
from decimal import Decimal

from casa_desktop.domain.ages import Age, AgeRange
from casa_desktop.domain.clock import BOGOTA
from casa_desktop.domain.outings import Member, Outing, OutingDetail, OutingFact
from casa_desktop.domain.table import Imprint, Letterhead
from casa_desktop.texts import ui_outings as texts
from casa_desktop.texts import ui_shell
from casa_desktop.ui.gallery.stage import Paper, Scene, Stage
from casa_desktop.ui.outings import output
from casa_desktop.ui.outings.page import OutingsPage
from casa_desktop.ui.today.page import TodayPage
from casa_desktop.version import PROGRAM

_LONG_NAME = "María de los Ángeles Yusmary Wilhelmina Etxeberría Iguarán"
_IMPRINT = Imprint(datetime(2026, 3, 10, 14, 5, tzinfo=BOGOTA), _LONG_NAME, PROGRAM)
_LETTERHEAD = Letterhead(
    desk=ui_shell.SETUP_DESK_EXAMPLE,
    municipality="Bucaramanga, Santander",
    title=texts.PAPER_TITLE,
    organisation="Cruz Roja Colombiana, Seccional Santander",
)


def _page(stage: Stage, user: str = "salud") -> OutingsPage:
    page = stage.open("outings", user)
    if not isinstance(page, OutingsPage):
        raise TypeError(page)
    return page


def _one(stage: Stage, user: str = "salud") -> OutingsPage:
    page = _page(stage, user)
    if page.table.rows():
        page.open_target(page.table.rows()[0].key)
        stage.wait()
    return page


def _detail() -> OutingDetail:
    team = (Member(name=_LONG_NAME), Member(name="Óscar Landazábal"), Member(name="Yenny Carreño"))
    day = datetime(2026, 3, 10, tzinfo=BOGOTA).date()
    outing = Outing("0" * 32, day, "68001", "Café Madrid, al lado de la cancha", "OJX 412", "08:00", "13:30", team)
    ages = (3, 4, 11, 15, 22, 24, 31, 35, 44, 52, 67)
    facts = tuple(
        OutingFact("UMO", "GENERAL" if n % 3 else "ENFERMERIA", "02" if n % 2 else "01", AgeRange(age, age))
        for n, age in enumerate(ages)
    )
    more = (OutingFact("SSP", "METODOS", "02", AgeRange(16, 16)), OutingFact("UMO", "GENERAL", "02", None))
    return OutingDetail(outing, 12, (*facts, *more), (), True, 0)


def _paper(stage: Stage) -> bytes:
    catalog = _page(stage).catalog
    if catalog is None:
        raise LookupError
    return output.render(_detail(), catalog, _LETTERHEAD, _IMPRINT)


def _attending(stage: Stage, code: str, age: AgeRange, **answers: object) -> None:
    """A visit of somebody of that age, with one service of health turned on."""
    page = stage.open("today", "salud")
    if not isinstance(page, TodayPage) or page.entry.form is None:
        raise TypeError(page)
    form = page.entry.form
    page.entry.take(next(row.person_uuid for row in page.rows if not row.anonymous))
    stage.wait()
    form.toggle_service(code)
    form.show_person("02", Age(stated=age, stated_on=form.facts.day))
    for name, value in answers.items():
        form.field(f"{code}.{name}").set_value(value)
    stage.wait()


def _nutrition(stage: Stage) -> None:
    _attending(stage, "NUT", AgeRange(2, 2), MUAC=Decimal(118), EDEMA="no", PESO=Decimal("8.4"), TALLA=Decimal(80))


SCENES = (
    Scene("salidas", _page),
    Scene("salidas-una", _one),
    Scene("salidas-coordinacion", lambda stage: _one(stage, "coordinacion")),
    Scene("salidas-formulario", lambda stage: _page(stage).begin()),
    Scene("salud-nutricion", _nutrition),
    Scene("salud-adolescente", lambda stage: _attending(stage, "SSP", AgeRange(15, 15))),
)
PAPERS = (Paper("salidas-resumen", _paper),)
