"""Closed pages are taken apart on the main thread, whoever allocates."""

import gc
import threading
import weakref
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QApplication, QWidget

from casa_desktop.ui.garbage import Collector


class Page(QWidget):
    """Garbage in a cycle, which tells the thread that took it apart."""

    def __init__(self, told: list[str]) -> None:
        super().__init__()
        self.itself = self
        weakref.finalize(self, lambda: told.append(threading.current_thread().name))


@pytest.fixture
def collector(qapp: QApplication) -> Iterator[Collector]:
    gc.enable()
    parent = QObject()
    made = Collector(parent)
    yield made
    for timer in made.findChildren(QTimer):
        timer.stop()
    parent.deleteLater()


def allocate(many: int) -> None:
    """Enough that Python would collect of its own accord."""
    kept = [[number] for number in range(many)]
    assert len(kept) == many


def test_no_other_thread_takes_a_page_apart(collector: Collector) -> None:
    told: list[str] = []
    Page(told)
    thread = threading.Thread(target=allocate, args=(200_000,), name="base")
    thread.start()
    thread.join()
    assert told == []
    allocate(2000)
    kept = [[number] for number in range(2000)]
    collector.look()
    assert told == [threading.main_thread().name]
    assert len(kept) == 2000


def test_nothing_is_collected_before_it_is_worth_it(collector: Collector) -> None:
    gc.collect()
    before = gc.get_stats()[0]["collections"]
    collector.look()
    assert gc.get_stats()[0]["collections"] == before
