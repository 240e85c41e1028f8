"""The one window: a pane of glass that shows an entry screen or a session, and the status line below it."""

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QIcon, QResizeEvent
from PySide6.QtWidgets import QApplication, QMainWindow, QStackedWidget, QWidget

from casa_desktop.paths import resource
from casa_desktop.texts import ui_shell as texts
from casa_desktop.ui import widgets
from casa_desktop.ui.status import StatusLine
from casa_desktop.ui.tasks import Tasks

_SMALL_SCREEN = 1440


class MainWindow(QMainWindow):
    """Shows one screen at a time. It decides nothing: the flow does."""

    close_asked = Signal()

    def __init__(self, tasks: Tasks) -> None:
        super().__init__()
        self.setObjectName("main_window")
        self.setWindowIcon(QIcon(str(resource("icons/program.svg"))))
        self.status = StatusLine(tasks)
        self._stack = QStackedWidget()
        self._stack.setObjectName("screens")
        glass = QWidget()
        glass.setObjectName("glass")
        inside = widgets.column(self._stack, self.status, gap=0)
        inside.setStretch(0, 1)
        glass.setLayout(inside)
        self.setCentralWidget(glass)
        self._notice = widgets.Banner()
        self._notice.setParent(glass)
        self._notice.setObjectName("notice")
        self._may_close = False
        self.set_place("")
        self.resize(1180, 720)

    def set_place(self, place: str) -> None:
        """The title: program and page, never a person's name."""
        self.setWindowTitle(f"{place} – {texts.PROGRAM}" if place else texts.PROGRAM_LONG)

    def show_screen(self, screen: QWidget, place: str = "") -> None:
        """Puts *screen* on the glass; what was there is deleted with all its models."""
        for index in reversed(range(self._stack.count())):
            old = self._stack.widget(index)
            if old is not None and old is not screen:
                self._stack.removeWidget(old)
                old.hide()
                old.deleteLater()
        self._stack.addWidget(screen)
        self._stack.setCurrentWidget(screen)
        self.set_place(place)

    @property
    def screen_shown(self) -> QWidget | None:
        """What stands on the glass."""
        return self._stack.currentWidget()

    def show_notice(self, text: str, tone: str = "warn") -> None:
        """A line that floats over the lower edge, so that nothing moves; an empty text takes it away."""
        self._notice.show_text(text, tone)
        self._notice.raise_()
        self._place_notice()

    def show_fitting(self) -> None:
        """Shows the window: whole on the small screens of the desk, in its own size on larger ones."""
        room = self.screen().availableSize()
        if room.width() <= _SMALL_SCREEN:
            self.showMaximized()
        else:
            self.show()

    def bring_up(self) -> None:
        """Makes the window visible in front of the others."""
        self.setWindowState(self.windowState() & ~Qt.WindowState.WindowMinimized)
        self.show()
        self.raise_()
        self.activateWindow()

    def set_kiosk(self, on: bool) -> None:
        """The whole screen, which has neither frame nor status line; or the window as it was."""
        self.status.setVisible(not on)
        if on:
            self.showFullScreen()
        elif self.isFullScreen():
            self.setWindowState(self.windowState() & ~Qt.WindowState.WindowFullScreen)
            self.show_fitting()

    def close_now(self) -> None:
        """Closes without asking again."""
        self._may_close = True
        self.close()

    def closeEvent(self, event: QCloseEvent) -> None:
        if self._may_close:
            event.accept()
        else:
            event.ignore()
            # Later, because the flow may ask a question and this event must have ended by then.
            QTimer.singleShot(0, self, self.close_asked.emit)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place_notice()

    def _place_notice(self) -> None:
        if self._notice.isVisible():
            width = min(640, self.width() - 4 * widgets.MARGIN)
            height = self._notice.heightForWidth(width)
            height = max(height, self._notice.sizeHint().height())
            top = self.height() - self.status.height() - height - widgets.MARGIN
            self._notice.setGeometry((self.width() - width) // 2, top, width, height)


def close_popups() -> None:
    """Closes menus and dialogs that stand over the window, as Esc would: nothing may stay over a lock."""
    while (popup := QApplication.activePopupWidget()) is not None:
        popup.close()
    while (dialog := QApplication.activeModalWidget()) is not None:
        if not dialog.close():
            break


class Activity(QObject):
    """Reports that somebody touched keyboard or mouse. Watches windows, not widgets: a few events a second."""

    touched = Signal()

    _KINDS = frozenset(
        {
            QEvent.Type.KeyPress,
            QEvent.Type.MouseButtonPress,
            QEvent.Type.MouseMove,
            QEvent.Type.Wheel,
            QEvent.Type.TouchBegin,
            QEvent.Type.TabletPress,
        }
    )

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusWindowChanged.connect(self._watch)
            self._watch(app.focusWindow())

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if event.type() in self._KINDS:
            self.touched.emit()
        return False

    def _watch(self, window: QObject | None) -> None:
        if window is not None:
            window.removeEventFilter(self)
            window.installEventFilter(self)
