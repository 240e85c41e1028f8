"""Pictures of a month before it is closed."""

from casa_desktop.domain.closing import Closing
from casa_desktop.domain.periods import Month
from casa_desktop.services import closing
from casa_desktop.services.closing import Dismiss, ReviewMonth
from casa_desktop.ui.gallery.stage import Scene, Stage
from casa_desktop.ui.statistics.monthly import MonthlyPart
from casa_desktop.ui.statistics.page import StatisticsPage


def _closing(stage: Stage) -> None:
    page = stage.open("statistics")
    if not isinstance(page, StatisticsPage):
        raise TypeError(page)
    month = Month.of(stage.session.clock.today())

    def let_pass(found: Closing) -> None:
        if found.open:
            command = Dismiss(month, found.open[-1].key, "Se miró con recepción")
            stage.session.run(closing.dismiss, command, owner=page)

    stage.session.run(closing.review, ReviewMonth(month), owner=page, done=let_pass)
    stage.wait()
    page.part_of(MonthlyPart).review(month)


SCENES = (Scene("informes-cierre", _closing),)
