"""Background work: one database thread, outcomes on the main thread, nothing delivered to the dead."""

import threading
import time
from functools import partial

import pytest
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication, QWidget

from casa_desktop.domain.errors import CasaError, Code, fault
from casa_desktop.ui.tasks import Tasks, Watch
from casa_desktop.ui.worker import Priority
from tests.ui.doubles import FakePrompts
from tests.ui.waiting import settle, until


def test_results_arrive_on_the_main_thread_from_the_thread_named_db(tasks: Tasks) -> None:
    owner, seen = QObject(), list[str]()

    def done(name: str) -> None:
        seen.extend([name, threading.current_thread().name])

    tasks.run(lambda: threading.current_thread().name, owner=owner, done=done)
    settle(tasks)
    assert seen == ["db", threading.main_thread().name]


def test_all_database_jobs_share_one_thread(tasks: Tasks) -> None:
    owner, threads = QObject(), set[int]()
    for _ in range(20):
        tasks.run(threading.get_ident, owner=owner, done=threads.add)
    settle(tasks)
    assert len(threads) == 1


def test_typing_and_saving_overtake_long_work(tasks: Tasks) -> None:
    owner, order, gate = QObject(), list[str](), threading.Event()
    tasks.run(gate.wait, owner=owner)
    for name, priority in (
        ("long", Priority.LONG),
        ("normal", Priority.NORMAL),
        ("saving", Priority.SAVING),
        ("typing", Priority.TYPING),
    ):
        tasks.run(partial(str, name), owner=owner, done=order.append, priority=priority)
    gate.set()
    settle(tasks)
    assert order == ["typing", "saving", "normal", "long"]


def test_of_several_searches_only_the_newest_is_delivered_and_the_waiting_ones_never_run(tasks: Tasks) -> None:
    owner, ran, delivered, gate = QObject(), list[int](), list[int](), threading.Event()

    def search(number: int) -> int:
        ran.append(number)
        return number

    tasks.run(gate.wait, owner=owner)
    for number in range(5):
        tasks.run(partial(search, number), owner=owner, done=delivered.append, latest="people.search")
    gate.set()
    settle(tasks)
    assert (ran, delivered) == ([4], [4])


def test_a_newer_search_silences_one_that_already_runs(tasks: Tasks) -> None:
    owner, delivered, gate = QObject(), list[str](), threading.Event()
    tasks.run(lambda: "old" if gate.wait() else "", owner=owner, done=delivered.append, latest="s", pool="files")
    tasks.run(lambda: "new", owner=owner, done=delivered.append, latest="s", pool="files")
    until(lambda: delivered)
    gate.set()
    settle(tasks)
    assert delivered == ["new"]


def test_a_result_whose_owner_is_gone_is_dropped_but_what_was_committed_is_still_told(tasks: Tasks) -> None:
    owner, done, told, gate = QWidget(), list[int](), list[int](), threading.Event()
    tasks.run(lambda: 7 if gate.wait() else 0, owner=owner, done=done.append, always=told.append)
    owner.deleteLater()
    QApplication.sendPostedEvents(owner, 52)
    gate.set()
    settle(tasks)
    assert (done, told) == ([], [7])


def test_an_error_of_the_users_world_goes_to_failed_or_becomes_a_warning(tasks: Tasks, prompts: FakePrompts) -> None:
    def refuse() -> None:
        raise fault(Code.NOT_FOUND)

    owner, failures = QObject(), list[CasaError]()
    tasks.run(refuse, owner=owner, failed=failures.append)
    tasks.run(refuse, owner=owner)
    settle(tasks)
    assert [e.code for e in failures] == [Code.NOT_FOUND]
    assert [e.code for e in prompts.errors] == [Code.NOT_FOUND]


def test_a_bug_reaches_the_bug_dialog_without_its_message(tasks: Tasks, prompts: FakePrompts) -> None:
    def stumble() -> None:
        raise KeyError("Yusmary Iguarán, V-12345678")

    tasks.run(stumble, owner=QObject())
    settle(tasks)
    (report,) = prompts.bugs
    prompts.bugs.clear()
    assert "KeyError" in report.text()
    assert "test_tasks" in report.text()
    assert "Yusmary" not in report.text()
    assert "12345678" not in report.text()


def test_a_long_job_stops_at_its_next_step_when_it_is_cancelled(tasks: Tasks) -> None:
    owner, failures, watch = QObject(), list[CasaError](), Watch()
    started = threading.Event()

    def count() -> None:
        for number in range(10_000):
            watch.step(number, 10_000)
            started.set()
            time.sleep(0.001)

    job = tasks.run(count, owner=owner, failed=failures.append, watch=watch)
    assert started.wait(5)
    tasks.cancel(job)
    settle(tasks)
    assert [e.code for e in failures] == [Code.CANCELLED]
    assert watch.done < 9_999


def test_cancelling_interrupts_the_database_only_for_the_job_that_runs_there(tasks: Tasks) -> None:
    owner, interrupted, gate, started = QObject(), list[int](), threading.Event(), threading.Event()
    tasks.set_interrupt(lambda: interrupted.append(1))

    def statement() -> None:
        started.set()
        gate.wait()

    running = tasks.run(statement, owner=owner)
    waiting = tasks.run(lambda: None, owner=owner, failed=lambda _: None)
    assert started.wait(5)
    tasks.cancel(waiting)
    assert not interrupted
    tasks.cancel(running)
    assert interrupted
    gate.set()
    settle(tasks)


def test_closing_lets_the_queue_run_dry_and_refuses_more(qapp: QApplication, prompts: FakePrompts) -> None:
    tasks = Tasks(on_error=prompts.error, on_bug=lambda _: None)
    ran = list[int]()
    for number in range(50):
        tasks.run(partial(ran.append, number), owner=tasks)
    assert tasks.close()
    assert ran == list(range(50))
    with pytest.raises(RuntimeError):
        tasks.run(lambda: None, owner=tasks)
    tasks.deleteLater()


def test_thousands_of_jobs_come_back(tasks: Tasks) -> None:
    owner, total = QObject(), list[int]()
    for number in range(5_000):
        tasks.run(partial(int, number), owner=owner, done=total.append, pool="files" if number % 2 else "db")
    settle(tasks, 60)
    assert sorted(total) == list(range(5_000))
