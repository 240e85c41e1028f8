"""Whatever is recorded, corrected, voided and brought back, in any order: what must always hold of the rows."""

import random
from dataclasses import replace
from datetime import date, timedelta

import pytest

from casa_desktop.domain.access import Role
from casa_desktop.domain.errors import CasaError
from casa_desktop.domain.ids import new_id
from casa_desktop.domain.visits import Anonymous, Companion, Guidance, NewService, Rcf, RecordVisit
from casa_desktop.services import visits
from casa_desktop.services.runner import Runner
from casa_desktop.services.visits import CorrectService, DayQuery, RestoreService, VoidService
from tests.services.desk import TODAY, Desk

STEPS = 60
PERSONS = 5
BROKEN = {
    "a service away from its visit": (
        "SELECT count(*) FROM service s JOIN visit v ON v.id = s.visit_id WHERE s.person_id <> v.person_id"
        " OR s.date <> v.date OR s.month <> CAST(strftime('%Y%m', s.date) AS INTEGER)"
    ),
    "a person twice on one day": (
        "SELECT count(*) FROM (SELECT 1 FROM visit GROUP BY person_id, date HAVING count(*) > 1)"
    ),
    "counted beside its correction": (
        "SELECT count(*) FROM service new JOIN service old ON old.id = new.replaces_id"
        " WHERE new.voided_at IS NULL AND old.voided_at IS NULL"
    ),
    "corrected twice": (
        "SELECT count(*) FROM (SELECT 1 FROM service WHERE voided_at IS NULL AND replaces_id IS NOT NULL"
        " GROUP BY replaces_id HAVING count(*) > 1)"
    ),
    "companions of nothing": (
        "SELECT count(*) FROM service c WHERE c.companion AND c.voided_at IS NULL AND NOT EXISTS"
        " (SELECT 1 FROM service m WHERE m.uuid = c.activity AND m.voided_at IS NULL)"
    ),
    "a call that does not say whether it was made": (
        "SELECT count(*) FROM rcf_contact r JOIN service s ON s.id = r.service_id WHERE s.success IS NULL"
    ),
}


def somebody() -> Anonymous:
    return Anonymous(new_id(), "02", 18, 25)


def service(chance: random.Random) -> NewService:
    if chance.random() < 0.5:
        return NewService(new_id(), "RCF", Rcf("LLAMADA", result=chance.choice(("LOGRADO", "NO_CONTESTA"))))
    return NewService(new_id(), "ORI", Guidance(), quantity=chance.randint(1, 3), for_all=chance.random() < 0.5)


def day(chance: random.Random) -> date:
    return TODAY - timedelta(days=chance.randint(0, 3))


def step(runner: Runner, persons: list[Anonymous], written: list[NewService], chance: random.Random) -> None:
    """One thing that a desk may do; what it may not is refused and changes nothing."""
    act = chance.choice(("record", "record", "correct", "void", "restore"))
    if act == "record" or not written:
        new = tuple(service(chance) for _ in range(chance.randint(1, 2)))
        companions = tuple(Companion(new_id(), anonymous=somebody()) for _ in range(chance.randint(0, 2)))
        visit = RecordVisit(
            new_id(), day(chance), "TRANSITO", new, anonymous=chance.choice(persons), companions=companions
        )
        runner.run(visits.record, visit)
        written += new
        return
    target = chance.choice(written)
    version = chance.randint(1, 3)
    if act == "correct":
        new_one = replace(service(chance), for_all=False)
        other = chance.choice(("", chance.choice(persons).uuid))
        runner.run(visits.correct, CorrectService(target.uuid, version, day(chance), new_one, other))
        written.append(new_one)
    elif act == "void":
        runner.run(visits.void, VoidService(target.uuid, version, "prueba"))
    else:
        runner.run(visits.restore, RestoreService(target.uuid))


@pytest.mark.parametrize("seed", range(10))
def test_the_rows_stay_true(desk: Desk, seed: int) -> None:
    chance = random.Random(seed)
    runner = desk.runner(Role.RECEPTION)
    persons = [somebody() for _ in range(PERSONS)]
    written: list[NewService] = []
    for person in persons:
        runner.run(visits.record, RecordVisit(new_id(), TODAY, "TRANSITO", (service(chance),), anonymous=person))
    done = refused = 0
    for _ in range(STEPS):
        try:
            step(runner, persons, written, chance)
            done += 1
        except CasaError:
            refused += 1
    assert done > STEPS // 3
    assert refused
    with runner.batch() as ctx:
        for what, query in BROKEN.items():
            assert ctx.work.connection.exec_driver_sql(query).scalar_one() == 0, what
        assert not ctx.work.audit.verify()
    rows = runner.run(visits.of_day, DayQuery(TODAY)).result
    assert len({row.person_uuid for row in rows}) == len(rows)
    for row in rows:
        assert all(line.companions >= 0 for line in row.services)
