"""The council's table without a window."""

import csv
import io
from pathlib import Path

import pytest
from pypdf import PdfReader

from casa_desktop.domain.clock import SystemClock
from casa_desktop.domain.periods import Month
from casa_desktop.paths import resource
from casa_desktop.readers.sheets import read_rows
from tests.cli.conftest import Profile
from tests.cli.support import Ran, casa

PERIOD = ("--desde", "2018-12", "--hasta", "2019-11")
ROWS = ("PERSONAS", "ORIENTACION", "PSICOLOGIA", "REF")
DISTINCT = 10_388


def published() -> dict[str, list[int]]:
    """The rows that the council received, by label."""
    with resource("demo/informe_2019.csv").open(encoding="utf-8", newline="") as lines:
        months = list(csv.DictReader(lines))
    return {label: [int(month[label]) for month in months] for label in ROWS}


def grid(ran: Ran) -> list[list[str]]:
    assert ran.status == 0, ran.err
    assert ran.out.startswith(b"\xef\xbb\xbf")
    return list(csv.reader(io.StringIO(ran.out.decode("utf-8-sig")), delimiter=";"))


@pytest.mark.timeout(240)
def test_the_table_of_2019_comes_out_cell_by_cell(council: Profile) -> None:
    rows = grid(council.run("informe", *PERIOD, "--formato", "csv"))
    months = [f"2019-{month:02d}" for month in range(1, 10)]
    assert rows[0][1:13] == ["2018-12", *months, "2019-10*", "2019-11*"]
    cells = {row[0]: row[1:] for row in rows[1:5]}
    assert {label: [int(cell) for cell in row[:12]] for label, row in cells.items()} == published()
    assert [int(cell) for cell in cells["PERSONAS"][12:]] == [sum(published()["PERSONAS"]), DISTINCT]
    assert rows[5] == []
    assert any("PER-MES" in "".join(note) for note in rows[6:])


@pytest.mark.parametrize(("mode", "last"), [("suma", 10_668), ("distintas", DISTINCT)])
def test_one_total_may_be_asked_for(council: Profile, mode: str, last: int) -> None:
    rows = grid(council.run("informe", *PERIOD, "--formato", "csv", "--total", mode))
    assert rows[1][0] == "PERSONAS"
    assert rows[1][13:] == [str(last)]


def test_rows_are_chosen_by_label_or_rule(council: Profile) -> None:
    rows = grid(council.run("informe", *PERIOD, "--formato", "csv", "--filas", "REF,NUEVAS=PER-NUE,VIS,PER-PSI"))
    assert [row[0] for row in rows[1:5]] == ["REF", "NUEVAS", "VIS", "PER-PSI"]
    assert sum(int(cell) for cell in rows[2][1:13]) == DISTINCT


def test_surveys_are_a_row_of_their_own_and_nobody_more_is_a_person(small: Profile) -> None:
    with small.base("coordinacion") as base, base.begin() as work:
        span, slips = work.counts.span(), work.surveys.lines(200001, 209912)
    assert span is not None
    months = [f"{number // 100}-{number % 100:02d}" for number in span]
    period = ("--desde", months[0], "--hasta", months[1])
    rows = grid(small.run("informe", *period, "--formato", "csv", "--filas", "ENCUESTAS=SRV-ENC,PERSONAS,VIS"))
    cells = {row[0]: [int(cell or 0) for cell in row[1:3]] for row in rows[1:4]}
    assert sum(cells["ENCUESTAS"]) == sum(each.quantity for each in slips) > 0
    assert cells["PERSONAS"] <= cells["VIS"]


def test_an_unknown_row_is_said_in_one_sentence(council: Profile) -> None:
    ran = council.run("informe", *PERIOD, "--filas", "PERSONAS,DUENDES")
    assert (ran.status, ran.out) == (1, b"")
    assert "DUENDES" in ran.err
    assert "Traceback" not in ran.err


def test_the_same_numbers_in_every_form(council: Profile, tmp_path: Path) -> None:
    for form in ("pdf", "xlsx", "txt"):
        assert council.run("informe", *PERIOD, "--formato", form, "--salida", tmp_path / f"t.{form}").status == 0
    text = "".join(page.extract_text() for page in PdfReader(tmp_path / "t.pdf").pages)
    shown = (tmp_path / "t.txt").read_text(encoding="utf-8")
    sheet = [cell for row in read_rows("t.xlsx", (tmp_path / "t.xlsx").read_bytes()) for cell in row]
    for value in (*published()["PERSONAS"], DISTINCT):
        thousands = f"{value:,}".replace(",", ".")
        assert thousands in text
        assert thousands in shown
        assert value in sheet


def test_paper_needs_a_file(council: Profile) -> None:
    ran = council.run("informe", *PERIOD, "--formato", "pdf")
    assert (ran.status, ran.out) == (1, b"")
    assert ran.err.count("\n") == 1


def test_totals_only_for_who_may_see_them(council: Profile) -> None:
    assert council.run("informe", *PERIOD, "--formato", "csv", user="consulta").status == 0
    refused = council.run("informe", *PERIOD, "--formato", "csv", user="voluntariado")
    assert (refused.status, refused.out) == (1, b"")


def test_a_period_that_ends_before_it_begins_is_refused(council: Profile) -> None:
    ran = council.run("informe", "--desde", "2019-11", "--hasta", "2018-12")
    assert ran.status == 1
    assert "Traceback" not in ran.err


def test_wrong_usage_is_2_and_wrong_password_1(council: Profile) -> None:
    assert casa("informe").status == 2
    assert casa("informes").status == 2
    assert casa("informe", "--perfil", council.folder, *PERIOD, "--formato", "doc").status == 2
    ran = casa("informe", "--perfil", council.folder, "--usuario", "consulta", *PERIOD, password="no es esta clave")
    assert (ran.status, ran.out) == (1, b"")


def test_without_a_terminal_nobody_is_asked(council: Profile) -> None:
    ran = casa("informe", "--perfil", council.folder, "--usuario", "coordinacion", *PERIOD)
    assert (ran.status, ran.out) == (1, b"")
    assert ran.err.count("\n") == 1


def test_the_password_may_stand_in_a_file(council: Profile, tmp_path: Path) -> None:
    file = tmp_path / "clave.txt"
    file.write_text(council.users["coordinacion"] + "\n", encoding="utf-8")
    ran = casa("informe", "--perfil", council.folder, "--usuario", "coordinacion", "--clave-archivo", file, *PERIOD)
    assert ran.status == 0
    missing = casa("informe", "--perfil", council.folder, "--clave-archivo", tmp_path / "no.txt", *PERIOD)
    assert missing.status == 1


def test_a_folder_without_a_base_is_not_given_one(tmp_path: Path) -> None:
    ran = casa("informe", "--perfil", tmp_path / "nada", *PERIOD, password="cualquiera")
    assert ran.status == 1
    assert not (tmp_path / "nada" / "casa.db").exists()


def test_what_is_sealed_is_counted_all_the_same(small: Profile) -> None:
    month = Month.of(SystemClock().today())
    rows = "SESIONES=SRV-PSI,CASOS=PER-PSI,PROTECCION=SRV-PRO"
    period = ("--desde", month.plus(-1), "--hasta", month)
    cells = grid(small.run("informe", *period, "--formato", "csv", "--filas", rows))[1:4]
    sessions, cases, guarded = (sum(int(cell) for cell in row[1:3]) for row in cells)
    assert sessions >= cases > 0
    assert guarded == 1


def test_referrals_of_the_demo_are_rows_like_any_other(small: Profile) -> None:
    this = Month.of(SystemClock().today())
    period = ("--desde", str(this.plus(-1)), "--hasta", str(this))
    rows = grid(small.run("informe", *period, "--formato", "csv", "--filas", "REMISIONES=SRV-REM,PER-REM,PERSONAS"))
    services, persons = ([int(cell or 0) for cell in row[1:3]] for row in rows[1:3])
    assert rows[1][0] == "REMISIONES"
    assert sum(services) > 0
    assert all(who <= what for who, what in zip(persons, services, strict=True))
