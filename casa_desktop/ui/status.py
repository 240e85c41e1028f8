"""The line at the bottom: what was done (with «Deshacer»), or what is being done (with «Cancelar»)."""

from collections.abc import Callable

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QFrame, QHBoxLayout, QProgressBar, QStackedLayout, QWidget

from casa_desktop.texts import ui_shell as texts
from casa_desktop.ui import hotkeys, widgets
from casa_desktop.ui.tasks import Job, Tasks

SHOW_AFTER = 0.3
"""Seconds before waiting is shown."""
CANCEL_AFTER = 2.0
"""Seconds before it can be cancelled."""
UNDO_KEY = hotkeys.UNDO
"""Takes back what the line offers to take back, wherever the cursor is."""
_MESSAGE_STAYS = 10_000


class StatusLine(QFrame):
    """One line high in every state, so that nothing on the page moves."""

    def __init__(self, tasks: Tasks) -> None:
        super().__init__()
        self.setObjectName("status")
        self._tasks = tasks
        self._undo: Callable[[], object] | None = None
        self._said = widgets.label("", "muted", name="status_label")
        self._undo_button = widgets.link(texts.UNDO, self._take_back, keys=UNDO_KEY, name="undo_button")
        self._undo_button.setText(f"{texts.UNDO}   {UNDO_KEY}")
        # A click leaves the cursor where it is: the button is gone right after it.
        self._undo_button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        told = QWidget()
        told.setLayout(_line(self._said, self._undo_button))
        self._busy_said = widgets.label(texts.WORKING, "muted", name="busy_label")
        self._bar = QProgressBar()
        self._bar.setObjectName("busy_bar")
        self._bar.setAccessibleName(texts.PROGRESS)
        self._bar.setTextVisible(False)
        self._bar.setMaximumWidth(240)
        self._cancel = widgets.link(texts.CANCEL, self._cancel_all, name="cancel_button")
        busy = QWidget()
        busy.setLayout(_line(self._busy_said, self._bar, self._cancel))
        self._stack = QStackedLayout()
        self._stack.addWidget(told)
        self._stack.addWidget(busy)
        self.setLayout(self._stack)
        self._clock = QTimer(self, interval=100)
        self._clock.timeout.connect(self._look)
        self._fade = QTimer(self, interval=_MESSAGE_STAYS, singleShot=True)
        self._fade.timeout.connect(lambda: self.tell(""))
        tasks.changed.connect(self._on_tasks)
        self.tell("")

    def tell(self, text: str, undo: Callable[[], object] | None = None) -> None:
        """Shows *text* until the next message or for ten seconds."""
        self._undo = undo
        self._said.setText(text)
        self._said.setAccessibleName(text or texts.STATUS)
        self._undo_button.setVisible(undo is not None)
        self._fade.stop()
        if text:
            self._fade.start()

    @property
    def text(self) -> str:
        """What the line says now."""
        return self._said.text()

    @property
    def busy(self) -> bool:
        """Whether waiting is shown."""
        return self._stack.currentIndex() == 1

    def _take_back(self) -> None:
        undo, self._undo = self._undo, None
        self.tell("")
        if undo is not None:
            undo()

    def _on_tasks(self) -> None:
        if self._tasks.pending():
            if not self._clock.isActive():
                self._clock.start()
        else:
            self._clock.stop()
            self._stack.setCurrentIndex(0)

    def _look(self) -> None:
        slow = [job for job in self._tasks.pending() if job.age >= SHOW_AFTER]
        self._stack.setCurrentIndex(1 if slow else 0)
        if not slow:
            return
        job = slow[0]
        cancelled = job.watch.cancelled
        self._busy_said.setText(texts.CANCELLING if cancelled else job.what or texts.WORKING)
        self._bar.setRange(0, job.watch.total)
        self._bar.setValue(job.watch.done)
        self._cancel.setVisible(not cancelled and _may_be_cancelled(job))

    def _cancel_all(self) -> None:
        for job in self._tasks.pending():
            if _may_be_cancelled(job):
                self._tasks.cancel(job)


def _line(*items: QWidget) -> QHBoxLayout:
    inside = widgets.row(*items, left=True)
    inside.setContentsMargins(widgets.MARGIN, 2, widgets.MARGIN, 2)
    return inside


def _may_be_cancelled(job: Job) -> bool:
    return job.age >= CANCEL_AFTER and job.cancellable
