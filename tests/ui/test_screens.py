"""Every scene of the window itself, as a user who sees little, hears the screen or has no mouse meets it."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QWidget

from casa_desktop.app import DoorEntrance
from casa_desktop.domain.clock import FixedClock
from casa_desktop.storage.envelope import FLOOR
from casa_desktop.ui.application import Frame
from casa_desktop.ui.gallery.render import SIZE, all_scenes
from casa_desktop.ui.gallery.scenes import SCENES
from casa_desktop.ui.gallery.stage import Stage
from casa_desktop.ui.prompts import WindowPrompts
from casa_desktop.ui.tasks import Tasks
from casa_desktop.ui.theme import Theme
from casa_desktop.ui.window import MainWindow
from tests.ui.doubles import TODAY
from tests.ui.house import PASSWORD, USER, found_desk
from tests.ui.looking import cut, unnamed, unreachable


@pytest.fixture
def stage(tmp_path: Path, tasks: Tasks, theme: Theme) -> Iterator[Stage]:
    """A stage over a desk of one user, who plays everybody."""
    window = MainWindow(tasks)
    frame = Frame(window, tasks, WindowPrompts(window, window.status.tell), theme)
    found_desk(tmp_path / "mesa")
    clock = FixedClock.on(TODAY)
    desk, empty = DoorEntrance(tmp_path / "mesa", clock, FLOOR), DoorEntrance(tmp_path / "nada", clock, FLOOR)
    window.setFixedSize(SIZE)
    window.show()
    window.activateWindow()
    QApplication.processEvents()
    stage = Stage(frame, desk, empty, {USER: PASSWORD}, stand_in=USER)
    yield stage
    stage.close()
    window.close_now()
    window.deleteLater()


def complaints(stage: Stage, look: Callable[[QWidget], list[str]]) -> list[str]:
    """What *look* finds on each scene."""
    found = list[str]()
    for scene in SCENES:
        scene.show(stage)
        dialog = stage.take_dialog()
        root = stage.frame.window if dialog is None else dialog
        found += [f"{scene.name}: {complaint}" for complaint in look(root)]
        if dialog is not None:
            dialog.deleteLater()
    return found


def test_every_control_has_a_name_for_people_and_one_for_us(stage: Stage) -> None:
    assert not complaints(stage, unnamed)


def test_the_keyboard_reaches_something_on_every_screen(stage: Stage) -> None:
    assert not complaints(stage, unreachable)


@pytest.mark.parametrize("scale", [100, 150, 200])
def test_no_word_is_cut_at_any_text_size(stage: Stage, scale: int, theme: Theme) -> None:
    theme.apply("light", scale)
    try:
        assert not complaints(stage, cut)
    finally:
        theme.apply("light", 100)


def test_only_one_window_opens_and_its_title_names_nobody(stage: Stage) -> None:
    def look(_: QWidget) -> list[str]:
        visible = [widget for widget in QApplication.topLevelWidgets() if widget.isVisible()]
        title = stage.frame.window.windowTitle()
        return [*(str(w) for w in visible if w is not stage.frame.window), *([title] if "Ángela" in title else [])]

    assert not complaints(stage, look)


def test_a_second_window_or_a_nameless_button_would_be_noticed(stage: Stage) -> None:
    from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout

    stage.open("settings")
    root = stage.frame.window
    bad = QWidget(root)
    bad.setLayout(QVBoxLayout())
    button, label = QPushButton(bad), QLabel("palabras que no caben", bad)
    label.setFixedWidth(20)
    bad.show()
    for widget in (button, label):
        widget.show()
    assert [c for c in unnamed(root) if "has no accessible name" in c]
    assert [c for c in cut(root) if "palabras" in c]


def test_every_feature_gives_its_scenes_names_of_their_own() -> None:
    names = [scene.name for scene in all_scenes()]
    assert len(names) == len(set(names))
    assert {scene.name for scene in SCENES} <= set(names)
