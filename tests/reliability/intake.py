"""A child process that takes people in until it is killed, telling each visit only after its commit."""

import os
import random
import signal
import time
from dataclasses import dataclass
from pathlib import Path

from casa_desktop.domain.ages import Age, AgeRange
from casa_desktop.domain.clock import FixedClock
from casa_desktop.domain.ids import new_id
from casa_desktop.domain.names import Name
from casa_desktop.domain.persons import Details
from casa_desktop.domain.visits import Guidance, NewService, Rcf, RecordVisit
from casa_desktop.services import intake, people
from casa_desktop.services.context import Actor
from casa_desktop.services.runner import Runner
from casa_desktop.storage.base import Base
from casa_desktop.storage.keyfile import KeyFile, KeyRing

UUID_BYTES = 32


@dataclass(frozen=True)
class Worker:
    """What a child needs to open the desk as reception."""

    folder: Path
    ring: KeyRing
    actor: Actor
    keys: KeyFile
    clock: FixedClock

    def open(self) -> Runner:
        return Runner(Base.open(self.folder, self.ring, self.clock), self.actor, self.clock, self.keys)


def received(number: int, clock: FixedClock) -> intake.Receive:
    """One new person with a visit of two services."""
    person = new_id()
    details = Details(
        name=Name("Ñandú", "", f"Prueba{number}"),
        sex="02",
        age=Age(None, AgeRange(30, 30), clock.today()),
        country="VEN",
    )
    services = (
        NewService(new_id(), "ORI", Guidance(("PPT",), ())),
        NewService(new_id(), "RCF", Rcf("LLAMADA", "VEN", "LOGRADO", 4)),
    )
    visit = RecordVisit(new_id(), clock.today(), "TRANSITO", services, person_uuid=person)
    return intake.Receive(visit, people.RegisterPerson(person, details))


def killed_intake(worker: Worker, chance: random.Random) -> list[str]:
    """Lets a child take people in, kills it without warning, and gives the visits that it had acknowledged."""
    read_end, write_end = os.pipe()
    child = os.fork()
    if child == 0:
        _take_in(worker, write_end)
    os.close(write_end)
    told = bytearray()
    for _ in range(chance.randrange(4)):  # some visits first, however slow the machine is
        told += os.read(read_end, UUID_BYTES)
    time.sleep(chance.uniform(0.0, 0.02))
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    while chunk := os.read(read_end, 65536):
        told += chunk
    os.close(read_end)
    whole = len(told) // UUID_BYTES
    return [told[at * UUID_BYTES : (at + 1) * UUID_BYTES].decode("ascii") for at in range(whole)]


def _take_in(worker: Worker, write_end: int) -> None:
    """The child's life; it never returns."""
    status = 1
    try:
        runner = worker.open()
        for number in range(10_000):
            command = received(number, worker.clock)
            runner.run(intake.receive, command)
            os.write(write_end, command.visit.uuid.encode("ascii"))
        status = 0
    finally:
        os._exit(status)
