"""Pictures of «Llamadas RCF»: the line of a morning, a call, its result, the forms, tracing requests and the month."""

from dataclasses import replace

from casa_desktop.domain.rcf import CallState
from casa_desktop.domain.table import Imprint
from casa_desktop.services import desk as desks
from casa_desktop.services import rcf
from casa_desktop.services.rcf import LineQuery, MoveTurn
from casa_desktop.texts import rcf as words
from casa_desktop.ui.gallery.stage import Paper, Scene, Stage
from casa_desktop.ui.rcf.page import RcfPage
from casa_desktop.ui.report_files import render
from casa_desktop.version import PROGRAM


def _page(stage: Stage, user: str = "rcf") -> RcfPage:
    page = stage.open("rcf", user)
    if not isinstance(page, RcfPage):
        raise TypeError(page)
    _put_back(stage, page)
    page.focus_first()
    return page


def _put_back(stage: Stage, page: RcfPage) -> None:
    """What an earlier scene started waits again."""
    for row in page.line.line.queue:
        if row.state is CallState.CALLING:
            stage.session.run(rcf.move, MoveTurn(row.uuid, row.version, CallState.WAITING), owner=page)
    stage.wait()
    stage.session.run(rcf.line, LineQuery(), owner=page)
    stage.wait()


def _without_key(stage: Stage) -> None:
    _page(stage, "recepcion")


def _calling(stage: Stage) -> None:
    _page(stage)
    stage.press("Down")
    stage.press("Return")


def _result(stage: Stage) -> None:
    page = _page(stage)
    row = next(row for row in page.line.line.queue if row.state is CallState.WAITING)
    ended = replace(row, state=CallState.ENDED, started_at="2026-01-01T14:00:00Z", ended_at="2026-01-01T14:03:20Z")
    page.line.line = replace(page.line.line, queue=(ended, *page.line.line.queue[1:]))
    if page.catalog is not None:
        page.line.set_catalog(page.catalog)
    page.line.turn.focus_first()
    stage.type("l")


def _queue_form(stage: Stage) -> None:
    page = _page(stage)
    person = next(row.person_uuid for row in page.line.line.queue if row.masked)
    page.enqueue()
    stage.wait()
    page.line.adding.picker.person_chosen.emit(person)


def _picker(stage: Stage) -> None:
    _page(stage).enqueue()
    stage.type("ma")


def _give(stage: Stage) -> None:
    _page(stage).give()
    stage.type("c")


def _requests(stage: Stage) -> None:
    _page(stage).show_requests()


def _new_request(stage: Stage) -> None:
    page = _page(stage)
    page.show_requests()
    stage.wait()
    page.requests.begin()


def _summary(stage: Stage) -> None:
    _page(stage, "coordinacion").show_summary()


def _behind(stage: Stage) -> None:
    _summary(stage)
    stage.wait()
    stage.press("F6")
    stage.press("Return")


def _paper(stage: Stage) -> bytes:
    page = _page(stage, "coordinacion")
    page.show_summary()
    stage.wait()
    profile: list[desks.DeskProfile] = []
    stage.session.run(desks.profile, desks.DeskQuery(), owner=page, done=profile.append)
    stage.wait()
    if page.summary.summary is None:
        raise LookupError(page)
    letterhead = profile[0].letterhead()
    imprint = Imprint(stage.entrance.clock.now(), page.session.actor.full_name, PROGRAM)
    return render("pdf", words.report(page.summary.summary), letterhead, imprint)


SCENES = (
    Scene("rcf", _page),
    Scene("rcf-sin-llave", _without_key),
    Scene("rcf-llamada", _calling),
    Scene("rcf-resultado", _result),
    Scene("rcf-quien", _picker),
    Scene("rcf-cola", _queue_form),
    Scene("rcf-conectividad", _give),
    Scene("rcf-busquedas", _requests),
    Scene("rcf-busqueda-nueva", _new_request),
    Scene("rcf-resumen", _summary),
    Scene("rcf-resumen-de-donde-sale", _behind),
)
PAPERS = (Paper("rcf-resumen", _paper),)
