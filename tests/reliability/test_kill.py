"""What was acknowledged survives a process that is killed at any moment; nothing stays half written."""

import os
import random
from pathlib import Path

import pytest
from sqlalchemy import func, select

from casa_desktop.domain.access import Role
from casa_desktop.storage.base import Base
from casa_desktop.storage.tables import person, person_name, service, visit
from tests.reliability.intake import Worker, killed_intake
from tests.services.desk import TODAY, Template, make_template, open_copy

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="the proof forks; Windows has no such call")

EVERY_RUN, CAMPAIGN = 200, 2_000


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Template:
    return make_template(tmp_path_factory.mktemp("kill"))


def prove(template: Template, folder: Path, kills: int, seed: int) -> None:
    """Kills *kills* intakes over one base and holds the file against what the dead had told."""
    desk = open_copy(template, folder)
    worker = Worker(folder, template.users[Role.RECEPTION][1], desk.actor(Role.RECEPTION), desk.keys, desk.clock)
    desk.base.close()
    chance = random.Random(seed)
    told: list[str] = []
    for _ in range(kills):
        told += killed_intake(worker, chance)
    base = Base.open(folder, worker.ring, worker.clock)
    try:
        with base.begin() as work:
            there = {row.uuid for row in work.connection.execute(select(visit.c.uuid))}
            joined = select(visit.c.uuid, func.count()).join(service, service.c.visit_id == visit.c.id)
            services = {row[0]: row[1] for row in work.connection.execute(joined.group_by(visit.c.uuid))}
            people = work.connection.scalar(select(func.count()).select_from(person))
            names = work.connection.scalar(select(func.count()).select_from(person_name))
            faults = work.audit.verify()
        integrity = base.execute_outside("PRAGMA integrity_check")
    finally:
        base.close()
    print(f"{kills} kills on {TODAY}: {len(told)} acknowledged, {len(there)} found, {len(set(told) - there)} lost")
    assert len(told) > kills // 2, "the children hardly worked: the proof proves nothing"
    assert set(told) <= there
    assert set(services) == there, "a visit without services is half written"
    assert set(services.values()) == {2}, "both services of a visit, or none"
    assert people == names == len(there)
    assert integrity == [("ok",)]
    assert not faults


@pytest.mark.timeout(300)
def test_killed_intakes_lose_nothing(template: Template, tmp_path: Path) -> None:
    prove(template, tmp_path / "desk", EVERY_RUN, seed=1)


@pytest.mark.campaign
@pytest.mark.timeout(3600)
def test_campaign_of_killed_intakes(template: Template, tmp_path: Path) -> None:
    prove(template, tmp_path / "desk", CAMPAIGN, seed=2)
