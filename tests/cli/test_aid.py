"""What is handed out, in the table without a window: one record feeds every row, and `verificar` adds the stock up."""

import csv
import io

from tests.cli.conftest import Profile

ROWS = ("SRV-AYU", "PER-AYU", "BEN", "FAM")


def test_the_deliveries_of_a_demo_desk_stand_in_the_table(small: Profile) -> None:
    with small.base("coordinacion") as base, base.begin() as work:
        first = work.connection.exec_driver_sql("SELECT min(month), max(month) FROM service").one()
        told = work.connection.exec_driver_sql(
            "SELECT count(*), count(DISTINCT person_id) FROM service JOIN service_type t ON t.id = service_type_id "
            "WHERE t.code = 'AYU' AND month = ?",
            (first[1],),
        ).one()
    months = [f"{number // 100}-{number % 100:02d}" for number in first]
    ran = small.run(
        "informe",
        "--desde",
        months[1],
        "--hasta",
        months[1],
        "--formato",
        "csv",
        "--filas",
        ",".join(f"{row}={row}" for row in ROWS),
    )
    assert ran.status == 0, ran.err
    cells = {
        row[0]: row[1] for row in csv.reader(io.StringIO(ran.out.decode("utf-8-sig")), delimiter=";") if len(row) > 1
    }
    assert [cells[row] for row in ROWS[:2]] == [str(value) for value in told]
    assert told[0] > 0, "a demo desk hands something out"
    assert int(cells["BEN"]) <= int(cells["PER-AYU"])


def test_a_lot_below_zero_is_found(desk: Profile) -> None:
    assert any("Existencias" in line for line in desk.run("verificar").lines)
    with desk.base("coordinacion") as base:
        base.execute_outside("UPDATE aid_movement SET quantity = -9999 WHERE id = 1")
    wrong = [line for line in desk.run("verificar").lines if line.startswith("MAL ")]
    assert any("Lotes de ayudas por debajo de cero" in line for line in wrong)
