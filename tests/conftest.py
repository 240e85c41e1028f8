"""What every test gets: a machine of its own, and a look at what it left behind."""

import logging
import os
import threading
from collections.abc import Iterator

import pytest
from hypothesis import settings

os.environ["QT_QPA_PLATFORM"] = "offscreen"  # before anything of Qt is imported

settings.register_profile("house", deadline=None)  # two busy cores say nothing about a rule
settings.load_profile("house")


@pytest.fixture(autouse=True)
def _own_machine(monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory) -> None:
    """No test sees the profile or the password of whoever runs it."""
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path_factory.getbasetemp() / "data"))
    monkeypatch.setenv("LOCALAPPDATA", str(tmp_path_factory.getbasetemp() / "data"))
    monkeypatch.delenv("CASA_CLAVE", raising=False)


@pytest.fixture(autouse=True)
def _no_thread_left() -> Iterator[None]:
    before = set(threading.enumerate())
    yield
    left = [thread for thread in threading.enumerate() if thread not in before and not thread.daemon]
    for thread in left:
        thread.join(5)
    assert not [thread.name for thread in left if thread.is_alive()], "the test left threads behind"


@pytest.fixture(autouse=True)
def _no_error_in_the_log(request: pytest.FixtureRequest) -> Iterator[None]:
    """An error in the log that the test did not announce (``@pytest.mark.logs_errors``) is a bug nobody looked at."""
    errors = _Errors()
    logger = logging.getLogger("casa_desktop")
    logger.addHandler(errors)
    yield
    logger.removeHandler(errors)
    if request.node.get_closest_marker("logs_errors") is None:
        assert not errors.messages


class _Errors(logging.Handler):
    def __init__(self) -> None:
        super().__init__(logging.ERROR)
        self.messages: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.messages.append(self.format(record))
