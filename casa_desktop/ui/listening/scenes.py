"""Pictures of «Centro de Escucha»: the agenda, an appointment, a session of high risk, a history, its settings."""

from casa_desktop.domain.listening import Standing
from casa_desktop.ui.gallery.stage import Paper, Scene, Stage
from casa_desktop.ui.listening.page import ListeningPage


def _page(stage: Stage) -> ListeningPage:
    page = stage.open("listening", "psicologia")
    if not isinstance(page, ListeningPage):
        raise TypeError(page)
    page.board.agenda.setFocus()
    return page


def _week(stage: Stage) -> None:
    _page(stage).board.span.set_value("week")


def _booking(stage: Stage) -> None:
    page = _page(stage)
    booked = next((row.key for row in page.board.agenda.rows() if _standing(page, row.key) is Standing.BOOKED), "")
    page.board.change_asked.emit(booked)


def _standing(page: ListeningPage, key: str) -> Standing | None:
    each = page.board.appointment(key)
    return each.standing if each is not None else None


def _session(stage: Stage) -> ListeningPage:
    page = _page(stage)
    for row in page.board.agenda.rows():
        if _standing(page, row.key) is Standing.BOOKED:
            page.board.attend_asked.emit(row.key)
            break
    stage.wait()
    return page


def _high_risk(stage: Stage) -> None:
    form = _session(stage).visit.form
    if form is not None:
        field = form.field("PSI.NIVEL_RIESGO")
        field.set_value("ALTO")
        form.field("PSI.PLAN").set_value("Plan de seguridad acordado; llamada mañana a las 9.")
        field.widget.setFocus()


def _protection(stage: Stage) -> None:
    _session(stage)
    for keys in ("Alt+R", "Alt+P", "F11"):
        stage.press(keys)


def _find(stage: Stage) -> None:
    _page(stage)
    stage.press("Ctrl+T")
    stage.type("ma")


def _history(stage: Stage) -> None:
    page = _page(stage)
    for row in page.board.agenda.rows():
        if _standing(page, row.key) is Standing.ATTENDED:
            page.board.attend_asked.emit(row.key)
            stage.wait()
            page.history.open_note()
            break


def _settings(stage: Stage) -> None:
    stage.open("settings", "coordinacion").open_target("care")


def _slip(stage: Stage) -> bytes:
    from casa_desktop.reports import pass_pdf

    return pass_pdf.render(7, stage.entrance.clock.now())


SCENES = (
    Scene("escucha", _page),
    Scene("escucha-semana", _week),
    Scene("escucha-cita", _booking),
    Scene("escucha-buscar", _find),
    Scene("escucha-sesion", _session),
    Scene("escucha-riesgo-alto", _high_risk),
    Scene("escucha-proteccion", _protection),
    Scene("escucha-historia", _history),
    Scene("escucha-ajustes", _settings),
)
PAPERS = (Paper("escucha-pase", _slip),)
