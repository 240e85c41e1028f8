"""What the login page costs: no database library, no paper, before somebody enters."""

import subprocess
import sys
from pathlib import Path

import pytest

HEAVY = (
    "cryptography",
    "logging.handlers",
    "PySide6.QtNetwork",
    "sqlalchemy",
    "alembic",
    "reportlab",
    "xlsxwriter",
    "python_calamine",
    "PySide6.QtPdf",
    "PySide6.QtPrintSupport",
)
LOGIN = """
import sys
from pathlib import Path
from casa_desktop.app import DoorEntrance
from casa_desktop.domain.clock import SystemClock
from casa_desktop.ui.application import make_application, make_frame
from casa_desktop.ui.flow import Flow
from casa_desktop.ui.instance import raise_first
app = make_application()
raise_first(Path(sys.argv[1]))
frame = make_frame(app)
entrance = DoorEntrance(Path(sys.argv[1]), SystemClock())
entrance.warm = lambda: None
flow = Flow(frame.window, entrance, frame.tasks, frame.prompts, frame.theme)
flow.start()
frame.window.show()
print(frame.window.screen_shown.objectName(), *sorted(sys.modules))
frame.tasks.close()
"""


@pytest.mark.parametrize("found", [True, False])
def test_the_first_screen_has_loaded_neither_database_nor_paper(folder: Path, found: bool) -> None:
    if found:
        from tests.ui.house import found_desk

        found_desk(folder)
    done = subprocess.run([sys.executable, "-c", LOGIN, str(folder)], capture_output=True, text=True, check=True)
    screen, *modules = done.stdout.split()
    assert screen == ("login_screen" if found else "setup_screen")
    assert not [name for name in HEAVY if name in modules]
