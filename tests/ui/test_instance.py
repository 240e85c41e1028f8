"""One window a profile."""

from pathlib import Path

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


def test_a_socket_that_a_crash_left_behind_is_taken_over(qapp: object, folder: Path) -> None:
    first = Doorbell(folder)
    second, rings = Doorbell(folder), list[int]()
    second.rang.connect(lambda: rings.append(1))
    assert raise_first(folder)
    until(lambda: rings)
    for bell in (first, second):
        bell.close()
        bell.deleteLater()
