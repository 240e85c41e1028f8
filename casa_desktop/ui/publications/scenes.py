"""Pictures of what was published: the list, what changed since, and the paper with its erratum."""

import time
from datetime import timedelta

from PySide6.QtWidgets import QApplication

from casa_desktop.domain.ids import new_id
from casa_desktop.domain.periods import Month, Period
from casa_desktop.domain.publications import Publication
from casa_desktop.domain.visits import Anonymous, Guidance, NewService, RecordVisit
from casa_desktop.services import publishing, visits
from casa_desktop.services.publishing import PublicationsQuery, Publish
from casa_desktop.ui.gallery.stage import Scene, Stage
from casa_desktop.ui.publications.view import PublicationsPart
from casa_desktop.ui.statistics.page import StatisticsPage
from casa_desktop.ui.statistics.parts import PUBLICATIONS

_PAGES_ARE_DRAWN = 1.0
"""Seconds."""
_LATE = 3


def _page(stage: Stage) -> StatisticsPage:
    page = stage.open("statistics")
    if not isinstance(page, StatisticsPage):
        raise TypeError(page)
    return page


def _view(stage: Stage, page: StatisticsPage) -> PublicationsPart:
    page.show_part(PUBLICATIONS)
    stage.wait()
    return page.part_of(PublicationsPart)


def _publish(stage: Stage, page: StatisticsPage) -> None:
    """The next version of the last two months that are over; the desk may have come from another picture."""
    last = Month.of(stage.session.clock.today()).plus(-1)
    period = Period(last.plus(-1), last)
    page.period.set_period(period)

    def publish(found: tuple[Publication, ...]) -> None:
        after = max((p.edition.version for p in found if p.period == period), default=0)
        command = Publish(new_id(), period, after, "Llegó tarde la planilla TR-2610" if after else "")
        stage.session.run(publishing.publish, command, owner=page)

    stage.session.run(publishing.publications, PublicationsQuery(), owner=page, done=publish)
    stage.wait()


def _late(stage: Stage, page: StatisticsPage) -> None:
    first = Month.of(stage.session.clock.today()).plus(-1).first_day
    for at in range(_LATE):
        service = NewService(new_id(), "ORI", Guidance(("PPT",)), sheet="TR-2610", line=at + 1)
        somebody = Anonymous(new_id(), "02", 26, 59, "VEN")
        day = first + timedelta(days=7 * at + 1)
        command = RecordVisit(
            new_id(), day, "TRANSITO", (service,), anonymous=somebody, reason="planilla que llegó tarde"
        )
        stage.session.run(visits.record, command, owner=page)
    stage.wait()


def _empty(stage: Stage) -> None:
    _view(stage, _page(stage))


def _compared(stage: Stage) -> None:
    page = _page(stage)
    _publish(stage, page)
    _late(stage, page)
    view = _view(stage, page)
    view.compare()
    stage.wait()


def _erratum(stage: Stage) -> None:
    page = _page(stage)
    _publish(stage, page)
    _late(stage, page)
    _publish(stage, page)
    view = _view(stage, page)
    view.show_paper()
    stage.wait()
    # QPdfView draws its pages on a thread of its own and tells nobody when it has.
    end = time.monotonic() + _PAGES_ARE_DRAWN
    while time.monotonic() < end:
        QApplication.processEvents()


SCENES = (
    Scene("publicaciones-vacia", _empty),
    Scene("publicaciones", _compared),
    Scene("publicaciones-papel", _erratum),
)
