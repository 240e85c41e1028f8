"""The one icon set: 24-pixel strokes in ``resources/icons``, tinted with a role of the palette."""

from PySide6.QtCore import QEvent, QObject, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontInfo, QIcon, QPainter, QPaintEvent, QPalette, QPixmap
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget

from casa_desktop.paths import resource

Tint = QPalette.ColorRole
"""Text = text, PlaceholderText = muted, Accent = accent, HighlightedText = on accent, BrightText = danger."""


_TO_TEXT = 1.4
"""Side of an icon on a button, in text sizes."""
NORMAL_TEXT = 15
"""Pixels of text at 100 %: what sizes in code are meant for."""


def text_size() -> int:
    """Pixels of the text now."""
    return QFontInfo(QApplication.font()).pixelSize()


def scaled(width: int, widest: int = 1180) -> int:
    """*width* as it grows with the text, so that lines keep their length in words."""
    return min(round(width * text_size() / NORMAL_TEXT), widest)


def paint(painter: QPainter, name: str, colour: QColor, target: QRectF) -> None:
    """Draws icon *name* in *colour*. An unknown name raises ``FileNotFoundError``."""
    source = resource(f"icons/{name}.svg").read_bytes().replace(b"#000000", colour.name().encode())
    QSvgRenderer(source).render(painter, target)


def pixmap(name: str, colour: QColor, size: int, ratio: float = 1.0) -> QPixmap:
    """Icon *name* as a square of *size* logical pixels."""
    picture = QPixmap(round(size * ratio), round(size * ratio))
    picture.setDevicePixelRatio(ratio)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    paint(painter, name, colour, QRectF(0, 0, size, size))
    painter.end()
    return picture


def icon(name: str, tint: Tint = Tint.ButtonText, size: int = 24) -> QIcon:
    """Icon *name* in today's palette. It does not follow a change of theme: use :func:`dress` for what stays."""
    colour = QApplication.palette().color(tint)
    app = QApplication.instance()
    ratio = app.devicePixelRatio() if isinstance(app, QApplication) else 1.0
    return QIcon(pixmap(name, colour, size, ratio))


class _Dresser(QObject):
    """Gives a button its icon again whenever the theme changes."""

    def __init__(self, button: QAbstractButton, name: str, tint: Tint) -> None:
        super().__init__(button)
        self._button, self._name, self._tint = button, name, tint
        self.dress()
        button.installEventFilter(self)

    def dress(self) -> None:
        side = round(text_size() * _TO_TEXT)
        self._button.setIcon(icon(self._name, self._tint, side))
        self._button.setIconSize(QSize(side, side))

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.StyleChange:
            self.dress()
        return False


def dress(button: QAbstractButton, name: str, tint: Tint = Tint.ButtonText) -> None:
    """Puts icon *name* on *button* beside its word, in every theme. Replaces an earlier one."""
    for old in button.findChildren(_Dresser):
        button.removeEventFilter(old)
        old.deleteLater()
    _Dresser(button, name, tint)


class Picture(QWidget):
    """An icon that stands alone, always decorative: the word stands beside it."""

    def __init__(self, name: str, size: int = 24, tint: Tint = Tint.WindowText, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name, self._tint, self._size = name, tint, size
        self.setObjectName(f"{name}_picture")
        self._grow()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._grow()

    def _grow(self) -> None:
        """As large beside large text as beside normal one."""
        side = max(self._size, round(self._size * text_size() / NORMAL_TEXT))
        self.setFixedSize(side, side)

    def set_icon(self, name: str) -> None:
        """Another icon in the same place."""
        self._name = name
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint(painter, self._name, QApplication.palette().color(self._tint), QRectF(self.rect()))
        painter.end()
