"""The desk of «Personas y familias», and a reader plugged in at its keyboard."""

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication

from casa_desktop.ui.shell import Shell
from tests.ui.people.conftest import _MEANT, room
from tests.ui.sitting import no_stray_window

__all__ = ["room"]


@pytest.fixture(autouse=True)
def _no_stray_window(qapp: QApplication) -> Iterator[None]:
    with no_stray_window(qapp, *_MEANT, Shell):
        yield
