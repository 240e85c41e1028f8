"""Background work for the window: one database thread, a small pool for files, one signal back.

The worker threads get only a number. The job, its callbacks and its outcome wait in dicts that belong to the main
thread's object, so that no thread ever drops the last reference to a widget.
"""

import itertools
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Generic, Literal, TypeVar

import shiboken6
from PySide6.QtCore import QObject, Qt, Signal, Slot

from casa_desktop.domain.errors import CasaError, Code, fault
from casa_desktop.ui.worker import Priority, Worker

T = TypeVar("T")
Pool = Literal["db", "files"]


class Watch:
    """What a long job and the busy bar share: how far it is, and whether somebody wants it to stop."""

    def __init__(self) -> None:
        self._stop = threading.Event()
        self.done = 0
        self.total = 0

    def step(self, done: int, total: int = 0) -> None:
        """Called by the job between slices; raises ``CasaError(CANCELLED)`` once :meth:`cancel` was called."""
        self.tell(done, total)
        if self._stop.is_set():
            raise fault(Code.CANCELLED)

    def tell(self, done: int, total: int) -> None:
        """How far the job is, for jobs that ask :attr:`cancelled` themselves."""
        self.done, self.total = done, total

    def cancel(self) -> None:
        """Asks the job to stop at its next step."""
        self._stop.set()

    @property
    def cancelled(self) -> bool:
        return self._stop.is_set()


@dataclass(frozen=True, slots=True)
class Outcome(Generic[T]):
    """Either a result or the exception that took its place."""

    result: T | None = None
    error: BaseException | None = None


@dataclass(slots=True)
class Job:
    """One piece of background work as the main thread knows it."""

    job_id: int
    work: Callable[[], Any]
    owner: QObject
    done: Callable[[Any], object] | None
    failed: Callable[[CasaError], object] | None
    always: Callable[[Any], object] | None
    latest: str | None
    pool: Pool
    what: str
    watch: Watch
    cancellable: bool
    started: float = field(default_factory=time.monotonic)

    def cancel(self) -> None:
        """Asks the job to stop; its ``failed`` then gets ``CANCELLED``."""
        self.watch.cancel()

    @property
    def age(self) -> float:
        """Seconds since it was asked for."""
        return time.monotonic() - self.started


class Tasks(QObject):
    """Runs jobs off the main thread and delivers their outcome on it."""

    changed = Signal()
    """Same-thread: a job was asked for or has ended."""

    _arrived = Signal(int)

    def __init__(
        self,
        *,
        on_error: Callable[[CasaError], None],
        on_bug: Callable[[BaseException], None],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._on_error = on_error
        self._on_bug = on_bug
        self._ids = itertools.count(1)
        self._jobs: dict[int, Job] = {}
        self._outcomes: dict[int, Outcome[Any]] = {}
        self._newest: dict[str, int] = {}
        self._interrupt: Callable[[], None] | None = None
        self._running_db: int | None = None
        self._closed = False
        self._workers = {"db": Worker("db", 1, self._execute), "files": Worker("files", 2, self._execute)}
        self._arrived.connect(self._deliver, Qt.ConnectionType.QueuedConnection)

    def run(
        self,
        job: Callable[[], T],
        *,
        owner: QObject,
        done: Callable[[T], object] | None = None,
        failed: Callable[[CasaError], object] | None = None,
        always: Callable[[T], object] | None = None,
        latest: str | None = None,
        pool: Pool = "db",
        priority: Priority = Priority.NORMAL,
        what: str = "",
        watch: Watch | None = None,
        cancellable: bool = True,
    ) -> Job:
        """Runs *job* on *pool*; then *done* or *failed* on the main thread, unless *owner* was deleted meanwhile.

        Of several jobs with the same *latest* key only the newest is delivered, and the older ones that have not
        started never run. *what* is shown beside the busy bar. A ``CasaError`` without *failed* is shown as a
        warning; any other exception is a bug and shows the bug dialog. *always* gets every result first, even one
        whose owner is gone or that a newer job has made stale.
        """
        if self._closed:
            raise RuntimeError("tasks are closed")
        job_id = next(self._ids)
        record = Job(job_id, job, owner, done, failed, always, latest, pool, what, watch or Watch(), cancellable)
        self._jobs[job_id] = record
        if latest is not None:
            self._newest[latest] = job_id
        self._workers[pool].submit(job_id, priority)
        self.changed.emit()
        return record

    def pending(self) -> tuple[Job, ...]:
        """Jobs asked for and not yet delivered, oldest first."""
        return tuple(self._jobs.values())

    def set_interrupt(self, interrupt: Callable[[], None] | None) -> None:
        """How a statement that runs on the database thread is stopped (``connection.interrupt``), or None."""
        self._interrupt = interrupt

    def cancel(self, job: Job) -> None:
        """Asks *job* to stop, interrupting the database if it is the one that runs there."""
        job.cancel()
        if job.pool == "db" and self._running_db == job.job_id and self._interrupt is not None:
            self._interrupt()

    def close(self, timeout: float = 30.0) -> bool:
        """Refuses new jobs, lets the queued ones end, stops the threads. Their outcomes are not delivered."""
        self._closed = True
        ended = [worker.stop(timeout) for worker in self._workers.values()]
        self._jobs.clear()
        self._outcomes.clear()
        return all(ended)

    def _outdated(self, job: Job) -> bool:
        return job.latest is not None and self._newest[job.latest] != job.job_id

    def _execute(self, job_id: int) -> None:
        """Runs in a worker thread. Must end with the signal and keep no reference to the job."""
        job = self._jobs.get(job_id)
        if job is None:
            return
        if job.pool == "db":
            self._running_db = job_id
        try:
            if self._outdated(job) or job.watch.cancelled:
                raise fault(Code.CANCELLED)
            self._outcomes[job_id] = Outcome(result=job.work())
        except BaseException as error:  # noqa: BLE001  # every outcome must reach the main thread, bugs included
            self._outcomes[job_id] = Outcome(error=error)
        finally:
            if job.pool == "db":
                self._running_db = None
            del job
        if not self._closed and shiboken6.isValid(self):
            self._arrived.emit(job_id)

    @Slot(int)
    def _deliver(self, job_id: int) -> None:
        job = self._jobs.pop(job_id, None)
        outcome = self._outcomes.pop(job_id, None)
        if job is None or outcome is None:
            return
        self.changed.emit()
        error = outcome.error
        if error is None and job.always is not None:
            job.always(outcome.result)
        if error is not None and not isinstance(error, CasaError) and not job.watch.cancelled:
            self._on_bug(error)
        elif self._outdated(job) or not shiboken6.isValid(job.owner):
            return
        elif error is None:
            if job.done is not None:
                job.done(outcome.result)
        else:
            told = error if isinstance(error, CasaError) else fault(Code.CANCELLED)
            (job.failed or self._on_error)(told)
