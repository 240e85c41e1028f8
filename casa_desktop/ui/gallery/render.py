"""Every screen and every paper as PNG, so that whoever changes one can look at it."""

from collections.abc import Iterable
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import cast

from PySide6.QtCore import QBuffer, QByteArray, QPoint, QSize
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtWidgets import QApplication

from casa_desktop.ui.application import Frame
from casa_desktop.ui.gallery.quiet import QuietPrompts
from casa_desktop.ui.gallery.stage import Paper, Papers, Scene, Scenes, Stage
from casa_desktop.ui.tasks import Tasks
from casa_desktop.ui.theme import Theme
from casa_desktop.ui.window import MainWindow

VARIANTS = (
    ("claro", "light", 100),
    ("oscuro", "dark", 100),
    ("claro-150", "light", 150),
    ("oscuro-150", "dark", 150),
)
"""(end of the file's name, theme, text size in percent)."""
SIZE = QSize(1366, 768)
"""The desk's screens."""
_FEATURES = (
    "gallery",
    "today",
    "lane",
    "people",
    "scanning",
    "merging",
    "listening",
    "children",
    "rcf",
    "workshops",
    "outings",
    "transfers",
    "aid",
    "surveys",
    "paper_in",
    "followups",
    "referrals",
    "catalogs",
    "statistics",
    "dashboard",
    "breakdowns",
    "projects",
    "reconciling",
    "publications",
    "donors",
    "months",
    "settings",
    "rules",
    "users",
    "copies",
    "importing",
)
_PAPER_DOTS = 110


def quiet_frame(app: QApplication) -> Frame:
    """A window that never waits for an answer. A bug in the background spoils the picture, as it should."""
    broken: list[BaseException] = []
    tasks = Tasks(on_error=broken.append, on_bug=broken.append, parent=app)
    window = MainWindow(tasks)
    return Frame(window, tasks, QuietPrompts(window.status), Theme(app), broken)


def all_scenes() -> tuple[Scene, ...]:
    """The scenes of every feature that declares some in ``ui/<feature>/scenes.py``."""
    return tuple(scene for scenes in _declared("SCENES") for scene in cast(Scenes, scenes))


def all_papers() -> tuple[Paper, ...]:
    """The papers of every feature."""
    return tuple(paper for papers in _declared("PAPERS") for paper in cast(Papers, papers))


def render_all(stage: Stage, folder: Path, only: str = "") -> list[Path]:
    """Writes every picture whose name begins with *only* into *folder*, and gives their paths."""
    folder.mkdir(parents=True, exist_ok=True)
    window = stage.frame.window
    window.setFixedSize(SIZE)
    window.show()
    window.activateWindow()
    written: list[Path] = []
    for ending, theme, scale in VARIANTS:
        stage.entrance.settings().change(theme=theme, text_scale=scale)
        stage.frame.theme.apply(theme, scale)
        wanted = [scene for scene in all_scenes() if scene.name.startswith(only)]
        written += [_shoot(stage, scene, folder / f"{scene.name}-{ending}.png") for scene in wanted]
    for paper in all_papers():
        if paper.name.startswith(only):
            written += _print(paper.render(stage), folder, f"papel-{paper.name}")
    stage.close()
    return written


def _shoot(stage: Stage, scene: Scene, path: Path) -> Path:
    stage.take_dialog()
    stage.frame.window.status.tell("")
    scene.show(stage)
    stage.wait()
    if stage.frame.broken:
        raise RuntimeError(scene.name) from stage.frame.broken[0]
    picture = stage.frame.window.grab()
    dialog = stage.take_dialog()
    if dialog is not None:
        painter = QPainter(picture)
        painter.fillRect(picture.rect(), QColor(0, 0, 0, 90))
        left = (SIZE.width() - dialog.width()) // 2
        painter.drawPixmap(QPoint(left, (SIZE.height() - dialog.height()) // 2), dialog.grab())
        painter.end()
        dialog.deleteLater()
    picture.save(str(path))
    return path


def _print(data: bytes, folder: Path, name: str) -> Iterable[Path]:
    """Each page of a PDF, on white."""
    from PySide6.QtPdf import QPdfDocument

    buffer = QBuffer()
    buffer.setData(QByteArray(data))
    buffer.open(QBuffer.OpenModeFlag.ReadOnly)
    document = QPdfDocument()
    document.load(buffer)
    for page in range(document.pageCount()):
        points = document.pagePointSize(page)
        size = QSize(round(points.width() * _PAPER_DOTS / 72), round(points.height() * _PAPER_DOTS / 72))
        sheet = QImage(size, QImage.Format.Format_RGB32)
        sheet.fill(QColor("white"))
        painter = QPainter(sheet)
        painter.drawImage(0, 0, document.render(page, size))
        painter.end()
        path = folder / f"{name}-{page + 1}.png"
        sheet.save(str(path))
        yield path
    document.close()


def _declared(name: str) -> Iterable[object]:
    for feature in _FEATURES:
        package = f"casa_desktop.ui.{feature}"
        if find_spec(package) is not None and find_spec(f"{package}.scenes") is not None:
            yield getattr(import_module(f"{package}.scenes"), name, ())
