"""The warning, the lock, and a laptop that slept."""

from casa_desktop.domain.clock import FixedClock
from casa_desktop.ui.idle import IdleWatch
from tests.ui.doubles import TODAY


def watch() -> tuple[IdleWatch, FixedClock, list[object]]:
    clock = FixedClock.on(TODAY)
    idle, told = IdleWatch(clock), list[object]()
    idle.warned.connect(told.append)
    idle.expired.connect(lambda: told.append("locked"))
    idle.slept.connect(lambda: told.append("slept"))
    idle.start(5)
    return idle, clock, told


def run(idle: IdleWatch, clock: FixedClock, seconds: int) -> None:
    for _ in range(seconds):
        clock.advance(1)
        idle.tick()


def test_thirty_seconds_of_warning_then_the_lock() -> None:
    idle, clock, told = watch()
    run(idle, clock, 269)
    assert not told
    run(idle, clock, 1)
    assert told == [30]
    run(idle, clock, 30)
    assert told[-1] == "locked"
    assert not idle.running


def test_a_key_takes_the_warning_away_and_the_time_starts_again() -> None:
    idle, clock, told = watch()
    run(idle, clock, 280)
    idle.touch()
    assert told[-1] == 0
    told.clear()
    run(idle, clock, 269)
    assert not told
    idle.stop()


def test_a_machine_that_slept_is_locked_when_it_wakes() -> None:
    idle, clock, told = watch()
    run(idle, clock, 10)
    clock.advance(60)
    idle.tick()
    assert told == ["slept"]


def test_a_clock_that_was_set_back_locks_too() -> None:
    idle, clock, told = watch()
    run(idle, clock, 10)
    clock.advance(-60)
    idle.tick()
    assert told == ["slept"]
