"""A process that is killed in the midst of merging and parting leaves what was before or what comes after."""

import os
import random
import signal
import time
from pathlib import Path

import pytest

from casa_desktop.domain.access import Role
from casa_desktop.domain.ages import Age, AgeRange
from casa_desktop.domain.ids import new_id
from casa_desktop.domain.merging import Part
from casa_desktop.domain.names import Name
from casa_desktop.domain.persons import Details
from casa_desktop.services import people
from casa_desktop.services.people import RegisterPerson
from casa_desktop.storage.base import Base
from tests.reliability.intake import UUID_BYTES, Worker
from tests.services.desk import TODAY, Template, make_template, open_copy
from tests.services.merges import merge, undo

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="the proof forks; Windows has no such call")

EVERY_RUN, CAMPAIGN = 25, 1_000
PAIRS = 4
STATE = (
    "SELECT k.id, n.first_name, o.canonical_id,"
    " (SELECT count(*) FROM person_merge m WHERE m.other_id = o.id AND m.undone_at IS NULL),"
    " (SELECT count(*) FROM person_merge m WHERE m.other_id = o.id),"
    " (SELECT count(*) FROM person_merge m WHERE m.other_id = o.id AND m.undone_at IS NOT NULL)"
    " FROM person k JOIN person o ON o.id = k.id + 1 JOIN person_name n ON n.person_id = k.id WHERE k.id % 2 = 1"
)


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Template:
    return make_template(tmp_path_factory.mktemp("kill"))


def _work(worker: Worker, pairs: list[tuple[str, str]], seed: int, write_end: int) -> None:
    """The child's life: it joins and parts, and tells each merge only after its commit; it never returns."""
    chance = random.Random(seed)
    runner = worker.open()
    while True:
        kept, other = chance.choice(pairs)
        uuid = merge(runner, kept, other, Part.FIRST_NAME)
        os.write(write_end, uuid.encode("ascii"))
        undo(runner, uuid)


def killed(worker: Worker, pairs: list[tuple[str, str]], chance: random.Random) -> list[str]:
    """Lets a child merge, kills it without warning, and gives the merges that it had acknowledged."""
    read_end, write_end = os.pipe()
    seed = chance.randrange(1_000_000)
    child = os.fork()
    if child == 0:
        try:
            _work(worker, pairs, seed, write_end)
        finally:
            os._exit(1)
    os.close(write_end)
    told = bytearray()
    for _ in range(chance.randrange(1, 3)):
        told += os.read(read_end, UUID_BYTES)
    time.sleep(chance.uniform(0.0, 0.03))
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    while chunk := os.read(read_end, 65536):
        told += chunk
    os.close(read_end)
    return [told[at : at + UUID_BYTES].decode("ascii") for at in range(0, len(told) - UUID_BYTES + 1, UUID_BYTES)]


def parted_again(worker: Worker) -> None:
    """What the dead had joined last is parted, so that the next one may join it."""
    runner = worker.open()
    try:
        with runner.base.begin() as work:
            standing = work.connection.exec_driver_sql("SELECT uuid FROM person_merge WHERE undone_at IS NULL")
            uuids = list(standing.scalars())
        for uuid in uuids:
            undo(runner, uuid)
    finally:
        runner.base.close()


def prove(template: Template, folder: Path, kills: int, seed: int) -> None:
    """Kills *kills* children over one base and looks at each pair after every death."""
    desk = open_copy(template, folder)
    runner = desk.runner(Role.RECEPTION)
    pairs = []
    for at in range(PAIRS):
        made = []
        for name in (f"Antes{at}", f"Después{at}"):
            age = Age(stated=AgeRange(30, 30), stated_on=TODAY)
            command = RegisterPerson(new_id(), Details(Name(name, "", "Roa"), sex="02", age=age))
            runner.run(people.register, command)
            made.append(command.uuid)
        pairs.append((made[0], made[1]))
    worker = Worker(folder, template.users[Role.RECEPTION][1], desk.actor(Role.RECEPTION), desk.keys, desk.clock)
    desk.base.close()
    chance, told, joined = random.Random(seed), list[str](), 0
    for _ in range(kills):
        told += killed(worker, pairs, chance)
        base = Base.open(folder, worker.ring, worker.clock)
        try:
            with base.begin() as work:
                run = work.connection.exec_driver_sql
                acts: dict[str, int] = {row[0]: row[1] for row in run("SELECT action, count(*) FROM audit GROUP BY 1")}
                found = run(STATE).all()
                there = set(run("SELECT uuid FROM person_merge").scalars())
                faults = work.audit.verify()
        finally:
            base.close()
        for kept, name, canonical, standing, _, _ in found:
            joined += standing
            assert canonical == (kept if standing else kept + 1), "joined, or not"
            assert name.startswith("Después" if standing else "Antes"), "with what it wrote, or without"
        assert acts.get("person.merge", 0) == sum(row[4] for row in found)
        assert acts.get("person.part", 0) == sum(row[5] for row in found)
        assert set(told) <= there
        assert not faults
        parted_again(worker)
    print(f"{kills} kills: {len(told)} merges acknowledged, {joined} stood when their process died")
    assert len(told) > kills // 2, "the children hardly worked: the proof proves nothing"


@pytest.mark.timeout(300)
def test_killed_merges_are_done_or_not(template: Template, tmp_path: Path) -> None:
    prove(template, tmp_path / "desk", EVERY_RUN, seed=5)


@pytest.mark.campaign
@pytest.mark.timeout(3600)
def test_campaign_of_killed_merges(template: Template, tmp_path: Path) -> None:
    prove(template, tmp_path / "desk", CAMPAIGN, seed=6)
