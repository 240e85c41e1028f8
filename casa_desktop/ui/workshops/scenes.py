"""Pictures of «Talleres»: the list, a workshop with its attendance, the forms; its papers with long names."""

from datetime import datetime

from casa_desktop.domain.access import Role
from casa_desktop.domain.ages import AgeRange
from casa_desktop.domain.clock import BOGOTA
from casa_desktop.domain.table import Imprint, Letterhead
from casa_desktop.domain.workshops import Attendee, Workshop, WorkshopDetail
from casa_desktop.texts import ui_shell
from casa_desktop.texts import workshop_papers as words
from casa_desktop.ui.gallery.stage import Paper, Scene, Stage
from casa_desktop.ui.workshops import output
from casa_desktop.ui.workshops.page import WorkshopsPage
from casa_desktop.version import PROGRAM

_LONG_NAME = "María de los Ángeles Yusmary Wilhelmina Etxeberría Iguarán"
_IMPRINT = Imprint(datetime(2026, 3, 10, 9, 5, tzinfo=BOGOTA), _LONG_NAME, PROGRAM)
_LETTERHEAD = Letterhead(
    desk=ui_shell.SETUP_DESK_EXAMPLE,
    municipality="Bucaramanga, Santander",
    title=words.SIGN_TITLE,
    organisation="Cruz Roja Colombiana, Seccional Santander",
)


def _page(stage: Stage, user: str = "psicologia") -> WorkshopsPage:
    page = stage.open("workshops", user)
    if not isinstance(page, WorkshopsPage):
        raise TypeError(page)
    return page


def _held(stage: Stage) -> WorkshopsPage:
    """The latest workshop that took place."""
    page = _page(stage)
    keys = [row.key for row in page.table.rows() if row.cells[-1] not in ("0", "")]
    if keys:
        page.open_target(keys[0])
        stage.wait()
    return page


def _ahead(stage: Stage) -> None:
    page = _page(stage, str(Role.RECEPTION))
    if page.table.rows():
        page.open_target(page.table.rows()[0].key)


def _found(stage: Stage) -> None:
    page = _held(stage)
    page.focus_first()
    stage.type("ma")


def _new(stage: Stage) -> None:
    page = _held(stage)
    page.view.begin_new("maria de los angeles etxeberria iguaran")
    stage.wait()


def _headcount(stage: Stage) -> None:
    _held(stage).view.begin_headcount()


def _form(stage: Stage) -> None:
    _page(stage).begin()


def _detail() -> WorkshopDetail:
    workshop = Workshop(
        "0" * 32,
        "TAL",
        datetime(2026, 3, 12, tzinfo=BOGOTA).date(),
        "Señales de alarma en el embarazo y cuándo ir a urgencias sin esperar",
        starts_at="14:30",
        place="OTRO",
        venue="Salón comunal del barrio Café Madrid, al lado de la cancha",
        partner="PROFAMILIA",
        funder="CRC",
        capacity=24,
        sheet="T-014",
    )
    names = ("Ana Ñusta Pérez", _LONG_NAME, "", "Luz Marina Wohuriu Epieyú", "Yuleisy Carolina Guaimaro")
    rows = tuple(
        Attendee(str(n), str(n), n, str(n), f"P-{n:06d}", name, False, "02", AgeRange(age, age))
        for n, (name, age) in enumerate(zip(names, (27, 33, 19, 41, 16), strict=True), start=1)
    )
    nameless = tuple(
        Attendee("", str(n), None, str(n), f"A-{n:06d}", "", True, "02", AgeRange(18, 25)) for n in range(6, 9)
    )
    return WorkshopDetail(workshop, _LONG_NAME, (*rows, *nameless))


def _paper(stage: Stage, *, signing: bool) -> bytes:
    catalog = _page(stage).catalog
    if catalog is None:
        raise LookupError
    return output.render(_detail(), catalog, _LETTERHEAD, _IMPRINT, signing=signing)


SCENES = (
    Scene("talleres", _page),
    Scene("talleres-asistencia", _held),
    Scene("talleres-buscar", _found),
    Scene("talleres-nueva", _new),
    Scene("talleres-sin-nombre", _headcount),
    Scene("talleres-inscribir", _ahead),
    Scene("talleres-formulario", _form),
)
PAPERS = (
    Paper("talleres-firmas", lambda stage: _paper(stage, signing=True)),
    Paper("talleres-lista", lambda stage: _paper(stage, signing=False)),
)
