"""What a workshop and an outing leave in the table that is printed without a window."""

from datetime import date
from pathlib import Path

from casa_desktop.domain.clock import FixedClock
from casa_desktop.domain.ids import new_id
from casa_desktop.domain.workshops import Nameless, Workshop
from casa_desktop.services import workshops
from casa_desktop.services.workshops import SaveWorkshop, SetHeadcount
from casa_desktop.storage.envelope import FLOOR
from casa_desktop.wiring import Door
from tests.cli.conftest import FOUNDER, Profile

DAY = date(2026, 11, 20)
NOVEMBER = ("--desde", "2026-11", "--hasta", "2026-11")


def test_the_rows_of_a_workshop_count_each_of_those_who_came(empty: Profile) -> None:
    desk = Door(Path(empty.folder), FixedClock.on(DAY), FLOOR).unlock(FOUNDER, empty.users[FOUNDER])
    workshop = Workshop(new_id(), "TAL", DAY, "Lactancia")
    desk.runner.run(workshops.save, SaveWorkshop(workshop))
    counts = (Nameless("02", 18, 25, 4), Nameless("02", 26, 59, 3))
    desk.runner.run(workshops.headcount, SetHeadcount(workshop.uuid, counts))
    desk.close()
    rows = "SRV-TAL,PER-TAL,BEN,PERSONAS"
    ran = empty.run("informe", *NOVEMBER, "--formato", "csv", "--filas", rows)
    assert ran.status == 0, ran.err
    lines = ran.out.decode("utf-8-sig").splitlines()
    assert [line.split(";")[1] for line in lines[1:5]] == ["7", "7", "7", "7"]
