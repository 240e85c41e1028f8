"""Pictures of the card of a child who came alone: while it is marked, on «Hoy», and open."""

from casa_desktop.ui.gallery.stage import Scene, Stage
from casa_desktop.ui.today.page import TodayPage


def _page(stage: Stage) -> TodayPage:
    page = stage.open("today", "recepcion")
    if not isinstance(page, TodayPage):
        raise TypeError(page)
    return page


def _marked(stage: Stage) -> None:
    page = _page(stage)
    page.entry.take(next(row.person_uuid for row in reversed(page.rows) if not row.anonymous))
    stage.wait()
    stage.press("Alt+M")
    if page.entry.form is not None:
        page.entry.form.field("vulnerabilities").widget.setFocus()
        stage.press("Space")


def _card(stage: Stage) -> None:
    _page(stage).open_card()


SCENES = (Scene("nna-marcado", _marked), Scene("nna-ficha", _card))
