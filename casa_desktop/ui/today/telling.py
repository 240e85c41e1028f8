"""«¿Cuántos hoy?»: the day as a message, on the clipboard."""

from collections.abc import Callable
from datetime import date

from PySide6.QtWidgets import QApplication, QWidget

from casa_desktop.domain.catalog import Catalog
from casa_desktop.domain.leaving import Way
from casa_desktop.domain.summaries import DaySummary
from casa_desktop.services import desk as desks
from casa_desktop.services import summaries
from casa_desktop.services.desk import DeskProfile, DeskQuery
from casa_desktop.services.summaries import SummaryExported
from casa_desktop.services.visits import DayQuery
from casa_desktop.texts import summaries as words
from casa_desktop.ui.session import Session


class DayMessage:
    """Reads a day and tells it in the desk's name, for *owner*."""

    def __init__(self, session: Session, owner: QWidget) -> None:
        self._session, self._owner = session, owner

    def read(self, day: date, catalog: Catalog, done: Callable[[str], object]) -> None:
        """Hands the message to *done*."""
        run = self._session.run

        def counted(found: DaySummary) -> None:
            def told(profile: DeskProfile) -> None:
                done(words.day_message(found, catalog, profile.name, self._session.clock.now()))

            run(desks.profile, DeskQuery(), owner=self._owner, done=told)

        run(summaries.of_day, DayQuery(day), owner=self._owner, done=counted, latest="summaries.day")

    def copy(self, day: date, catalog: Catalog) -> None:
        """Puts the message on the clipboard; that it left is written down first."""

        def put(message: str) -> None:
            def entered(_: object) -> None:
                QApplication.clipboard().setText(message)
                self._session.prompts.inform(words.DAY_COPIED)

            command = SummaryExported("day", day, Way.MESSAGE)
            self._session.run(summaries.copied, command, owner=self._owner, done=entered, cancellable=False)

        self.read(day, catalog, put)
