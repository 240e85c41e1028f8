"""Pictures of «Proyectos y resúmenes»: the week, the month, a project on its own days, all of them, the form."""

from collections.abc import Callable
from datetime import timedelta

from casa_desktop.domain.ages import BandSet
from casa_desktop.domain.definitions import Named
from casa_desktop.domain.ids import new_id
from casa_desktop.domain.projects import Project
from casa_desktop.services import projects, summaries
from casa_desktop.services.summaries import KeepWeekNote
from casa_desktop.ui.gallery.stage import Scene, Stage
from casa_desktop.ui.projects.page import ALL, DAY, MONTH, WEEK, ProjectsPart
from casa_desktop.ui.report_view import Place
from casa_desktop.ui.statistics.page import StatisticsPage
from casa_desktop.ui.statistics.parts import PROJECTS

_LONG = "Salud y contacto familiar para población migrante en tránsito, segunda fase"
_NOTES = "El jueves no hubo red entre las 10 y las 12.\nLos kits de aseo se agotaron el viernes."
_MADE = (
    ("CICR – Contacto familiar 2026", ("CICR",), (), BandSet.UNHCR, 52, 200),
    (_LONG, ("ECHO", "ADRA"), (), BandSet.ECHO, 40, 90),
)
"""Name, funders, service types, bands, and from how many days before today to how many after."""


def _part(stage: Stage, user: str = "coordinacion") -> ProjectsPart:
    page = stage.open("statistics", user)
    if not isinstance(page, StatisticsPage):
        raise TypeError(page)
    page.show_part(PROJECTS)
    stage.wait()
    return page.part_of(ProjectsPart)


def _with_projects(stage: Stage) -> ProjectsPart:
    part, today = _part(stage), stage.session.clock.today()
    known = {row.cells[0] for row in part.list.rows()}
    for name, funders, services, bands, before, after in _MADE:
        if name not in known:
            first, last = today - timedelta(days=before), today + timedelta(days=after)
            made = Project(Named(new_id(), name), first, last, funders, services, bands=bands)
            stage.session.run(projects.keep, made, owner=part)
    stage.wait()
    part.refresh()
    stage.wait()
    return part


def _project(stage: Stage) -> None:
    part = _with_projects(stage)
    part.choose(next(row.key for row in part.list.rows() if row.cells[0] == _LONG))


def _all(stage: Stage) -> None:
    _with_projects(stage).choose(ALL)


def _week(stage: Stage, user: str = "coordinacion") -> None:
    part = _part(stage, user)
    if user == "coordinacion":
        keep = KeepWeekNote(stage.session.clock.today(), _NOTES)
        stage.session.run(summaries.keep_note, keep, owner=part)
    part.choose(WEEK)


def _typing(stage: Stage) -> None:
    part = _part(stage)
    part.choose(WEEK)
    stage.wait()
    part.week.notes.set_value(f"{_NOTES}\nEl sábado se abre a las 9.")


def _month(stage: Stage) -> None:
    _part(stage).choose(MONTH)


def _behind(stage: Stage, show: Callable[[Stage], object], place: Place) -> None:
    """The records behind a number of what *show* shows."""
    show(stage)
    stage.wait()
    part = stage.shell.page().findChild(ProjectsPart)
    if part is None or not part.view.focus_place(place):
        raise LookupError(place)
    stage.press("Return")


def _form(stage: Stage) -> None:
    part = _with_projects(stage)
    part.choose(next(row.key for row in part.list.rows() if row.cells[0] == _LONG))
    stage.wait()
    part.edit()


def _wrong(stage: Stage) -> None:
    part = _part(stage)
    part.begin_new()
    part.form.ask_save()


def _day(stage: Stage) -> None:
    _part(stage).choose(DAY)


SCENES = (
    Scene("proyectos-dia", _day),
    Scene("proyectos-semana", _week),
    Scene("proyectos-semana-sin-guardar", _typing),
    Scene("proyectos-semana-consulta", lambda stage: _week(stage, "consulta")),
    Scene("proyectos-mes", _month),
    Scene("proyectos-lado-a-lado", _all),
    Scene("proyectos-informe", _project),
    Scene("proyectos-cifra", lambda stage: _behind(stage, _project, (0, (0, 1)))),
    Scene("proyectos-cifra-grande", lambda stage: _behind(stage, _project, 0)),
    Scene("proyectos-lado-a-lado-cifra", lambda stage: _behind(stage, _all, (0, (0, 2)))),
    Scene("proyectos-semana-cifra", lambda stage: _behind(stage, _week, (0, (2, 1)))),
    Scene("proyectos-mes-cifra", lambda stage: _behind(stage, _month, (3, (3, 1)))),
    Scene("proyectos-formulario", _form),
    Scene("proyectos-formulario-error", _wrong),
)
