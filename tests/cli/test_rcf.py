"""What the phone line recorded stands in the council's table like every other service."""

from tests.cli.conftest import Profile
from tests.cli.support import grid


def test_calls_and_connectivity_of_the_line_are_counted_in_the_report(small: Profile) -> None:
    ran = small.run(
        "informe", "--desde", "2026-10", "--hasta", "2026-11", "--formato", "csv", "--filas", "SRV-RCF,PER-RCF"
    )
    assert ran.status == 0, ran.err
    services, persons = grid(ran)[1:3]
    assert services[0] == "SRV-RCF"
    assert int(services[2]) >= int(persons[2]) >= 10
