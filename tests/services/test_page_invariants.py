"""Whatever pages of their own record, undo, void and bring back, in any order: each thing that happened counts once."""

import random
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

import pytest

from casa_desktop.domain.access import Role
from casa_desktop.domain.errors import CasaError
from casa_desktop.domain.ids import new_id
from casa_desktop.domain.rcf import CallState
from casa_desktop.domain.referrals import ReferralState
from casa_desktop.domain.surveys import Answered
from casa_desktop.domain.transfers import Step
from casa_desktop.domain.workshops import Nameless
from casa_desktop.services import invariants, rcf, referrals, stock, surveys, transfers, visits, workshops
from casa_desktop.services.invariants import CheckCounts
from casa_desktop.services.rcf import Finish, LineQuery, MoveTurn
from casa_desktop.services.referrals import ReferralsQuery
from casa_desktop.services.runner import Runner
from casa_desktop.services.stock import CheckStock
from casa_desktop.services.surveys import RecordTally, VoidTally
from casa_desktop.services.transfers import TransfersQuery, Travel, UndoStep
from casa_desktop.services.visits import RestoreService, VoidService
from casa_desktop.services.workshops import Attend, CancelWorkshop, LeaveList, SetHeadcount, WorkshopsQuery
from tests.services.desk import TODAY, Desk
from tests.services.referring import referral
from tests.services.stores import Store, make_store
from tests.services.test_rcf import wait
from tests.services.test_transfers import requested
from tests.services.test_visit_invariants import BROKEN
from tests.services.test_workshops import arrival, planned

STEPS = 120
COUNTED_ONCE = {
    "somebody twice at one thing": (
        "SELECT count(*) FROM (SELECT 1 FROM service WHERE voided_at IS NULL AND activity IS NOT NULL"
        " GROUP BY activity, person_id HAVING count(*) > 1)"
    ),
    "two journeys of one transfer": (
        "SELECT count(*) FROM (SELECT 1 FROM transfer_step t JOIN service s ON s.id = t.service_id"
        " WHERE t.step = 'viajo' AND t.undone_at IS NULL AND s.voided_at IS NULL"
        " GROUP BY t.transfer_id HAVING count(*) > 1)"
    ),
    "a journey of a transfer that went on without it": (
        "SELECT count(*) FROM transfer_step t JOIN service s ON s.id = t.service_id JOIN transfer_step later"
        " ON later.transfer_id = t.transfer_id AND later.id > t.id AND later.undone_at IS NULL"
        " AND later.service_id IS NULL WHERE t.step = 'viajo' AND s.voided_at IS NULL"
    ),
    "a call counted twice": (
        "SELECT count(*) - count(DISTINCT t.id) FROM rcf_turn t JOIN service s ON s.voided_at IS NULL"
        " AND s.person_id = t.person_id JOIN rcf_contact c ON c.service_id = s.id"
    ),
    "somebody at a workshop that did not take place": (
        "SELECT count(*) FROM service s JOIN workshop w ON w.uuid = s.activity"
        " WHERE s.voided_at IS NULL AND w.cancelled"
    ),
    "somebody counted who stands on no list": (
        "SELECT count(*) FROM service s JOIN workshop w ON w.uuid = s.activity JOIN person p ON p.id = s.person_id"
        " WHERE s.voided_at IS NULL AND NOT p.anonymous AND NOT EXISTS"
        " (SELECT 1 FROM workshop_entry e WHERE e.workshop_id = w.id AND e.person_id = s.person_id)"
    ),
}
EVERY_SERVICE = "SELECT uuid, version FROM service ORDER BY id"


@dataclass
class Life:
    """A desk whose people do what comes into their minds."""

    store: Store
    chance: random.Random
    runner: Runner
    people: list[str]

    def some(self, most: int = 3) -> tuple[str, ...]:
        return tuple(self.chance.sample(self.people, self.chance.randint(1, most)))

    def travel(self) -> None:
        year = TransfersQuery(TODAY - timedelta(days=300), TODAY)
        found = self.runner.run(transfers.listed, year).result.rows
        if len(found) < 2:
            requested(self.runner, self.some())
            return
        of = self.runner.run(transfers.detail, transfers.TransferQuery(self.chance.choice(found).uuid)).result
        step = self.chance.choice(
            (Step.APPROVED, Step.BOUGHT, Step.TRAVELLED, Step.TRAVELLED, Step.ARRIVED, None, None)
        )
        if step is None:
            self.runner.run(transfers.undo, UndoStep(of.uuid, of.version, "prueba"))
        elif step is Step.TRAVELLED:
            day = TODAY - timedelta(days=self.chance.randint(0, 2))
            self.runner.run(transfers.travel, Travel(new_id(), of.uuid, of.version, day, self.some()))
        else:
            what = Step.CANCELLED if self.chance.random() < 0.2 else step
            self.runner.run(transfers.take_step, transfers.TakeStep(new_id(), of.uuid, of.version, what, TODAY, "p"))

    def meet(self) -> None:
        found = self.runner.run(workshops.latest, WorkshopsQuery()).result
        if len(found) < 2:
            planned(self.store.desk, TODAY - timedelta(days=1))
            return
        of = self.runner.run(workshops.detail, workshops.WorkshopQuery(self.chance.choice(found).uuid)).result
        uuid, act = of.workshop.uuid, self.chance.randint(0, 4)
        if act == 0:
            whole = self.chance.random() < 0.5
            entries = [row.entry_uuid for row in of.rows if row.entry_uuid]
            if entries:
                self.runner.run(workshops.leave, LeaveList(uuid, self.chance.choice(entries), whole=whole))
        elif act == 1:
            cancelled = self.chance.random() < 0.5
            self.runner.run(workshops.cancel, CancelWorkshop(uuid, of.workshop.version, cancelled=cancelled))
        elif act == 2:
            counts = (Nameless("02", 18, 25, self.chance.randint(0, 2)),)
            self.runner.run(workshops.headcount, SetHeadcount(uuid, counts))
        else:
            self.runner.run(workshops.attend, Attend(uuid, tuple(map(arrival, self.some()))))

    def give(self) -> None:
        self.store.deliver(list(self.some()), ("Agua", self.chance.randint(1, 3)))

    def refer(self) -> None:
        found = self.runner.run(referrals.listed, ReferralsQuery(every=True)).result
        if len(found) < 3:
            self.runner.run(referrals.refer, referral(self.chance.choice(self.people)))
            return
        row, state = self.chance.choice(found), self.chance.choice(list(ReferralState))
        self.runner.run(referrals.take_step, referrals.Step(new_id(), row.uuid, row.version, state, TODAY, "prueba"))

    def call(self) -> None:
        turns = self.runner.run(rcf.line, LineQuery()).result.queue
        if len(turns) < 2:
            wait(self.runner)  # each of somebody else, so that a person is a call
            return
        turn = self.chance.choice(turns)
        if turn.state is CallState.WAITING:
            self.runner.run(rcf.move, MoveTurn(turn.uuid, turn.version, CallState.CALLING))
        else:
            self.runner.run(rcf.finish, Finish(turn.uuid, turn.version, new_id(), new_id(), "NO_CONTESTA"))

    def ask(self) -> None:
        found = self.runner.run(surveys.latest, surveys.TallyQuery()).result
        if found and self.chance.random() < 0.5:
            self.runner.run(surveys.void, VoidTally(found[0].uuid, "prueba"))
            return
        replaces = found[0].uuid if found and self.chance.random() < 0.5 else ""
        counts = (Answered("EXCELENTE", self.chance.randint(1, 9)),)
        self.runner.run(surveys.record, RecordTally(new_id(), TODAY, counts, replaces=replaces, why="prueba"))

    def void_or_restore(self) -> None:
        with self.runner.batch() as ctx:
            rows = ctx.work.connection.exec_driver_sql(EVERY_SERVICE).all()
        if rows:
            uuid, version = self.chance.choice(rows)
            if self.chance.random() < 0.5:
                self.runner.run(visits.void, VoidService(uuid, version, "prueba"))
            else:
                self.runner.run(visits.restore, RestoreService(uuid))

    def acts(self) -> tuple[Callable[[], None], ...]:
        own = (self.travel, self.meet, self.give, self.refer, self.call, self.ask)
        return (*own, self.void_or_restore, self.void_or_restore, self.void_or_restore)


@pytest.mark.parametrize("seed", range(6))
def test_what_happened_counts_once(desk: Desk, seed: int) -> None:
    store = make_store(desk)
    store.donate("Agua", 200)
    everybody = (Role.RECEPTION, Role.COORDINATION, Role.RCF, Role.HEALTH, Role.PSYCHOLOGY)
    life = Life(store, random.Random(seed), desk.runner(*everybody), store.family())
    done = 0
    for _ in range(STEPS):
        try:
            life.chance.choice(life.acts())()
            done += 1
        except CasaError:
            pass  # what may not be done is refused and changes nothing
    assert STEPS // 3 < done < STEPS
    with life.runner.batch() as ctx:
        asked = ctx.work.connection.exec_driver_sql
        assert [what for what, query in {**BROKEN, **COUNTED_ONCE}.items() if asked(query).scalar_one()] == []
        assert not ctx.work.audit.verify()
    checks = (
        *life.runner.run(invariants.check, CheckCounts()).result,
        life.runner.run(stock.check, CheckStock()).result,
    )
    assert [check.name for check in checks if not check.ok] == []
