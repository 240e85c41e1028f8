"""Pictures of «Citas y seguimientos»: the day, the week with a holiday, what is overdue, a new one on a holiday."""

from datetime import timedelta

from casa_desktop.domain.followups import FollowUpState
from casa_desktop.services.followups import Show
from casa_desktop.ui.followups.page import FollowUpsPage
from casa_desktop.ui.gallery.stage import Scene, Stage


def _page(stage: Stage, user: str = "recepcion") -> FollowUpsPage:
    page = stage.open("followups", user)
    if not isinstance(page, FollowUpsPage):
        raise TypeError(page)
    return page


def _week(stage: Stage) -> FollowUpsPage:
    page = _page(stage)
    page.show_part(Show.WEEK)
    stage.wait()
    return page


def _holiday(stage: Stage) -> None:
    page = _page(stage)
    year = page.day.year
    page.show_day(page.day.replace(year=year, month=12, day=25))
    stage.wait()


def _overdue(stage: Stage) -> FollowUpsPage:
    page = _page(stage)
    page.show_part(Show.OVERDUE)
    stage.wait()
    return page


def _done(stage: Stage) -> None:
    page = _overdue(stage)
    page.panel.ask(FollowUpState.DONE)
    stage.wait()


def _later(stage: Stage) -> None:
    page = _overdue(stage)
    page.panel.ask_later()
    stage.wait()
    stage.type("domingo")


def _new(stage: Stage, user: str = "recepcion") -> None:
    page = _page(stage, user)
    page.show_part(Show.WEEK)
    stage.wait()
    rows = page.agenda.rows if page.agenda is not None else ()
    if rows:
        page.open_target(f"person:{rows[0].person_uuid}")
        stage.wait()
        next_holiday = page.day.replace(month=12, day=25)
        page.form.due_field.due.set_value(next_holiday if next_holiday > page.day else page.day + timedelta(days=1))
        stage.wait()


SCENES = (
    Scene("seguimientos", _page),
    Scene("seguimientos-semana", _week),
    Scene("seguimientos-festivo", _holiday),
    Scene("seguimientos-vencidos", _overdue),
    Scene("seguimientos-hecho", _done),
    Scene("seguimientos-aplazar", _later),
    Scene("seguimientos-nuevo", _new),
    Scene("seguimientos-psicologia", lambda stage: _page(stage, "psicologia")),
    Scene("seguimientos-nuevo-psicologia", lambda stage: _new(stage, "psicologia")),
)
