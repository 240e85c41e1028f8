"""One window a profile."""

import socket
import sys
import tempfile
from pathlib import Path

import pytest

from casa_desktop.ui.instance import Doorbell, raise_first, server_name
from tests.ui.waiting import until


def test_a_second_start_rings_at_the_first_and_goes_away(qapp: object, folder: Path) -> None:
    assert not raise_first(folder)
    bell, rings = Doorbell(folder), list[int]()
    bell.rang.connect(lambda: rings.append(1))
    assert raise_first(folder)
    until(lambda: rings)
    assert not raise_first(folder.with_name("otra"))
    bell.close()
    assert not raise_first(folder)
    bell.deleteLater()


def test_the_name_tells_nothing_about_the_folder_and_is_the_same_for_every_spelling(folder: Path) -> None:
    assert server_name(folder) == server_name(folder.parent / "x" / ".." / folder.name)
    assert folder.name not in server_name(folder)


@pytest.mark.skipif(sys.platform == "win32", reason="pipes of Windows end with their process")
def test_a_socket_that_a_crash_left_behind_is_taken_over(qapp: object, folder: Path) -> None:
    path = Path(tempfile.gettempdir()) / server_name(folder)
    with socket.socket(socket.AF_UNIX) as left:
        left.bind(str(path))
    assert not raise_first(folder)
    bell, rings = Doorbell(folder), list[int]()
    assert bell.first
    bell.rang.connect(lambda: rings.append(1))
    assert raise_first(folder)
    until(lambda: rings)
    bell.close()
    bell.deleteLater()


def test_of_two_that_start_together_one_gives_way(qapp: object, folder: Path) -> None:
    first, second, rings = Doorbell(folder), Doorbell(folder), list[int]()
    first.rang.connect(lambda: rings.append(1))
    assert first.first
    assert not second.first
    until(lambda: rings)
    for bell in (first, second):
        bell.close()
        bell.deleteLater()
