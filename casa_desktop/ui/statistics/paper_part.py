"""A part of «Informes» with a paper of its own, which is looked at in its place and then printed or saved."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtWidgets import QWidget

from casa_desktop.domain.access import Action
from casa_desktop.ui import widgets
from casa_desktop.ui.choices import Flow
from casa_desktop.ui.preview import Preview
from casa_desktop.ui.session import Session
from casa_desktop.ui.settings.stack import Stack
from casa_desktop.ui.statistics.part import Part
from casa_desktop.ui.statistics.period import PeriodBar


@dataclass(frozen=True, slots=True)
class Act:
    """A button of a part. *name* is without ``_button``; *needs* is the action without which it is not there; its key
    works in *scope*, or while the button is seen: also from the months above, where one has just typed others."""

    said: str
    run: Callable[[], object]
    keys: str
    icon: str
    name: str
    needs: Action | None = None
    main: bool = False
    scope: QWidget | None = None


class PaperPart(Part):
    """Fills ``_main``, and says what prints and what saves: each part has both. (A widget cannot be an ABC, too.)"""

    def __init__(self, session: Session, period: PeriodBar) -> None:
        super().__init__(session, period)
        self.preview: Preview | None = None
        self._main = QWidget()
        self._stack = Stack(self._main, name=f"{self.page_id}_stack")
        self._stack.present(self._main)
        self.setLayout(widgets.column(self._stack))

    def print(self) -> None:
        """Sends the paper to a printer."""
        raise NotImplementedError  # a part says how

    def save(self) -> None:
        """Writes it into a file."""
        raise NotImplementedError  # a part says how

    def close_down(self) -> None:
        if self.preview is not None:
            self.preview.clear()

    def _acts(self, *acts: Act) -> QWidget:
        """A line of buttons with those that the role may press."""
        line, flow = QWidget(), Flow(widgets.GAP)
        line.setLayout(flow)
        for act in acts:
            if act.needs is None or self.session.can(act.needs):
                kind = widgets.PrimaryButton if act.main else widgets.Button
                name = f"{act.name}_button"
                flow.addWidget(kind(act.said, act.run, keys=act.keys, icon=act.icon, name=name, scope=act.scope))
        return line

    def _show_main(self) -> None:
        self._stack.present(self._main)
        if self.preview is not None:
            self.preview.clear()
        self.focus_first()

    def _show_pdf(self, data: bytes) -> None:
        if self.preview is None:
            self.preview = Preview()
            self.preview.closed.connect(self._show_main)
            self.preview.print_asked.connect(self.print)
            self.preview.save_asked.connect(self.save)
        self._stack.present(self.preview)
        self.preview.show_pdf(data)
