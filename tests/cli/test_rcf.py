"""What the phone line recorded stands in the council's table like every other service."""

from casa_desktop.domain.clock import SystemClock
from casa_desktop.domain.periods import Month
from tests.cli.conftest import Profile
from tests.cli.test_informe import grid

LINE = 11
"""Services that the queue of the demo writes on its last day: six calls and five of connectivity."""


def test_calls_and_connectivity_of_the_line_are_counted_in_the_report(small: Profile) -> None:
    month = Month.of(SystemClock().today())
    period = ("--desde", month.plus(-1), "--hasta", month)
    services, persons = grid(small.run("informe", *period, "--formato", "csv", "--filas", "SRV-RCF,PER-RCF"))[1:3]
    assert [services[0], persons[0]] == ["REF", "PER-RCF"]
    counted = [[int(cell or 0) for cell in row[1:3]] for row in (services, persons)]
    assert sum(counted[0]) >= LINE
    assert all(some <= every for every, some in zip(*counted, strict=True))
