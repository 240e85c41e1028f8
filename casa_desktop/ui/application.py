"""The Qt application itself: Spanish, one look, and a net under every slot that raises."""

import logging
import sys
from dataclasses import dataclass, field
from types import TracebackType

from PySide6.QtWidgets import QApplication

from casa_desktop.texts import ui_shell as texts
from casa_desktop.ui.bugs import describe
from casa_desktop.ui.prompts import Prompts, WindowPrompts
from casa_desktop.ui.tasks import Tasks
from casa_desktop.ui.theme import Theme
from casa_desktop.ui.translation import speak_spanish
from casa_desktop.ui.window import MainWindow

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Frame:
    """What every composition of the window needs: the program's, the gallery's, a test's."""

    window: MainWindow
    tasks: Tasks
    prompts: Prompts
    theme: Theme
    broken: list[BaseException] = field(default_factory=list)
    """Bugs and errors that nobody was shown (the gallery's)."""


def make_application() -> QApplication:
    """The application of this process, speaking Spanish (Qt's own buttons and menus too)."""
    existing = QApplication.instance()
    app = existing if isinstance(existing, QApplication) else QApplication(sys.argv[:1])
    app.setApplicationName(texts.PROGRAM)
    app.setDesktopFileName("casa-desktop")
    speak_spanish(app)
    return app


def make_frame(app: QApplication) -> Frame:
    """Theme, tasks, prompts and the empty window, tied together; every exception of a slot becomes a bug dialog."""
    theme = Theme(app)
    tasks = Tasks(on_error=lambda error: prompts.error(error), on_bug=lambda error: report(error), parent=app)
    window = MainWindow(tasks)
    prompts = WindowPrompts(window, window.status.tell)

    def report(error: BaseException) -> None:
        _log.error("bug", exc_info=error)
        prompts.bug(describe(error))

    def hook(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error, trace)
            app.quit()
        else:
            report(error.with_traceback(trace))

    sys.excepthook = hook
    return Frame(window, tasks, prompts, theme)
