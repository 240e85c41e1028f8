"""A part of «Informes»: a page of its own that shares the period with the others."""

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from typing import ClassVar, cast

from PySide6.QtCore import Signal

from casa_desktop.domain.access import Action
from casa_desktop.ui.page import Page
from casa_desktop.ui.session import Session
from casa_desktop.ui.statistics.period import PeriodBar


class Part(Page):
    """Counts again when another period is chosen: at once where it is shown, else when it is shown next."""

    of_period: ClassVar[bool] = True
    """Whether it is about the period of the page; otherwise the period is not shown beside it."""
    with_totals: ClassVar[bool] = False
    """Whether it prints the totals that stand beside the period."""
    part_asked = Signal(str)
    """Another part, by its id."""

    def __init__(self, session: Session, period: PeriodBar) -> None:
        super().__init__(session)
        self.period = period
        if self.of_period:
            period.chosen.connect(self._on_period)

    def open(self) -> None:
        """What happens when somebody comes to it; it has been refreshed where it was stale."""
        self.focus_first()

    def step_back(self) -> bool:
        """Esc: out of what was opened within the part; False where there is nothing to leave but the part itself."""
        return False

    def _on_period(self) -> None:
        if self.isVisible():
            self.refresh()
        else:
            self._stale = True


@dataclass(frozen=True, slots=True)
class PartSpec:
    """What the row of parts knows of one. *part_id* is the ``page_id`` of its class; *factory*, ``module:Class``,
    is read when it is first shown; *needs* is the action without which a role does not see it."""

    part_id: str
    title: str
    needs: Action
    factory: str

    def make(self, session: Session, period: PeriodBar) -> Part:
        """A new part."""
        module, _, name = self.factory.partition(":")
        kind = cast(Callable[[Session, PeriodBar], Part], getattr(import_module(module), name))
        return kind(session, period)
