"""Threads that run jobs by priority. No Qt: a job's outcome is handed to one callback, in the thread that ran it."""

import itertools
import threading
from collections.abc import Callable
from enum import IntEnum
from queue import PriorityQueue


class Priority(IntEnum):
    """Who goes first on a thread; jobs of one priority run in the order they came."""

    TYPING = 0
    SAVING = 1
    NORMAL = 2
    LONG = 3


_STOP = 99


class Worker:
    """A fixed number of named threads and one queue. Threads start with the first job."""

    def __init__(self, name: str, threads: int, execute: Callable[[int], None]) -> None:
        self._name = name
        self._count = threads
        self._execute = execute
        self._queue: PriorityQueue[tuple[int, int, int]] = PriorityQueue()
        self._order = itertools.count()
        self._threads: list[threading.Thread] = []

    def submit(self, job_id: int, priority: Priority) -> None:
        """Queues *job_id*; ``execute(job_id)`` is called on one of the threads and must not raise."""
        self._queue.put((priority, next(self._order), job_id))
        if len(self._threads) < self._count:
            number = len(self._threads) + 1
            name = self._name if self._count == 1 else f"{self._name}-{number}"
            # A daemon, so that a crash of the window never leaves a process behind that holds the base.
            thread = threading.Thread(target=self._loop, name=name, daemon=True)
            self._threads.append(thread)
            thread.start()

    def stop(self, timeout: float) -> bool:
        """Lets everything queued run, then ends the threads; false if they were still busy after *timeout* seconds."""
        for _ in self._threads:
            self._queue.put((_STOP, next(self._order), 0))
        for thread in self._threads:
            thread.join(timeout)
        return not any(thread.is_alive() for thread in self._threads)

    def _loop(self) -> None:
        while True:
            priority, _, job_id = self._queue.get()
            if priority == _STOP:
                return
            self._execute(job_id)
