"""``casa coincidencias`` on a real encrypted profile: what stands in the file, and what is said beside it."""

import csv
from pathlib import Path

import pytest

from tests.cli.conftest import Profile
from tests.cli.support import Ran

COLUMNS = (
    "id,primer_nombre,otros_nombres,primer_apellido,segundo_apellido,tipo_documento,documento,telefono,"
    "fecha_nacimiento,edad,sexo,pais,direccion"
)
PERSONS = (
    "p1,Yusmary,Coromoto,Hernández,Villamizar,CV,V-18.345.672,3001234567,1990-03-05,,M,VEN,Calle 45 # 12-33",
    "p2,José,Luis,González,Pérez,CC,1098765432,,1985-07-20,,H,COL,",
    "p3,Yuleidy,Carolina,Hernández,Villamizar,CV,19876210,3001234567,1992-08-21,,M,VEN,Calle 45 # 12-33",
)
ASKED = (
    "a,Yusmari,,Hernandes,Villamizar,PPT,5123987,,1990-05-03,,M,VEN,",
    "b,Yorgelis,,Hernández,Villamizar,CV,21333444,3001234567,1999-01-30,,M,VEN,",
    "c,Pepe,Luis,Gonsales,,,,,,41,H,,",
    "d,Wilmer,,Pushaina,,,,,,,,,",
)


def write(path: Path, rows: tuple[str, ...], *, head: str = COLUMNS, encoding: str = "utf-8", mark: str = ",") -> Path:
    path.write_text("\n".join((head, *rows, "")).replace(",", mark), encoding=encoding)
    return path


@pytest.fixture
def filled(empty: Profile, tmp_path: Path) -> Profile:
    """A desk into which three persons were imported."""
    assert empty.run("importar", write(tmp_path / "personas.csv", PERSONS)).status == 0
    return empty


def ask(profile: Profile, folder: Path, entry: Path, *options: object) -> tuple[Ran, list[dict[str, str]]]:
    ran = profile.run("coincidencias", "--entrada", entry, "--salida", folder / "candidatos.csv", *options)
    with (folder / "candidatos.csv").open(encoding="utf-8", newline="") as file:
        return ran, list(csv.DictReader(file))


def test_candidates_in_order_with_the_imported_id_and_reasons(filled: Profile, tmp_path: Path) -> None:
    ran, rows = ask(filled, tmp_path, write(tmp_path / "registros.csv", ASKED), "--fecha", "2026-11-20")
    assert (ran.status, ran.out) == (0, b"")
    assert list(rows[0]) == ["id", "puesto", "persona", "puntaje", "alerta", "motivos", "ms"]
    firsts = {row["id"]: (row["persona"], row["alerta"]) for row in rows if row["puesto"] == "1"}
    assert firsts["a"] == ("p1", "si")
    assert firsts["c"] == ("p2", "si")
    assert "d" not in firsts
    assert {row["alerta"] for row in rows if row["id"] == "b"} == {"no"}
    assert all(0 <= float(row["puntaje"]) <= 1 and row["motivos"] and float(row["ms"]) > 0 for row in rows)
    assert "4 filas buscadas." in ran.err


@pytest.mark.parametrize(("encoding", "mark"), [("utf-8-sig", ","), ("utf-8", ";"), ("cp1252", ";")])
def test_files_as_spreadsheets_write_them(filled: Profile, tmp_path: Path, encoding: str, mark: str) -> None:
    entry = write(tmp_path / "registros.csv", ASKED[:1], encoding=encoding, mark=mark)
    _, rows = ask(filled, tmp_path, entry)
    assert rows[0]["persona"] == "p1"


def test_a_row_that_says_nothing_is_told_and_the_rest_is_asked(filled: Profile, tmp_path: Path) -> None:
    entry = write(tmp_path / "registros.csv", ("x,,,,,,,,,,M,,", *ASKED[:1]))
    ran, rows = ask(filled, tmp_path, entry)
    assert ran.status == 0
    assert "Fila 2: no tiene nombre ni documento" in ran.err
    assert {row["id"] for row in rows} == {"a"}


def test_a_phone_alone_is_looked_for(filled: Profile, tmp_path: Path) -> None:
    _, rows = ask(filled, tmp_path, write(tmp_path / "registros.csv", ("x,,,,,,,300 123 4567,,,,,",)))
    assert {row["persona"] for row in rows if row["id"] == "x"} == {"p1", "p3"}
    assert {row["alerta"] for row in rows} == {"no"}


def test_ids_stand_as_they_were_given(filled: Profile, tmp_path: Path) -> None:
    entry = write(tmp_path / "registros.csv", (f"{'x' * 90}{ASKED[0][1:]}", ASKED[0][1:]))
    _, rows = ask(filled, tmp_path, entry)
    assert {row["id"] for row in rows} == {"x" * 90, ""}


def test_without_a_column_of_ids_the_line_stands_for_it(filled: Profile, tmp_path: Path) -> None:
    entry = write(tmp_path / "registros.csv", (ASKED[0][2:],), head=COLUMNS[3:])
    _, rows = ask(filled, tmp_path, entry)
    assert {row["id"] for row in rows} == {"2"}


def test_odd_values_are_told_by_their_row_and_never_said(filled: Profile, tmp_path: Path) -> None:
    odd = "a,Yusmari,,Hernandes,No tiene,PPT,5123987,,1990-15-03,,M,Narnia,"
    ran, rows = ask(filled, tmp_path, write(tmp_path / "registros.csv", (odd, *[odd] * 250)))
    assert rows[0]["persona"] == "p1"
    assert "Fila 2: " in ran.err
    assert "la fecha de nacimiento no" in ran.err
    assert not {"Narnia", "15-03", "No tiene"} & set(ran.err.replace(".", " ").split())
    assert "Narnia" not in ran.err
    assert sum(line.startswith("Fila ") for line in ran.err.splitlines()) == 200
    assert "51 avisos más" in ran.err


def test_who_was_born_after_the_day_of_the_ages_keeps_the_date(filled: Profile, tmp_path: Path) -> None:
    asked = "a,Yuleidi,,Hernandes,Villamizar,,,,1992-08-21,,M,VEN,"
    ran, rows = ask(filled, tmp_path, write(tmp_path / "registros.csv", (asked,)), "--fecha", "1991-01-01")
    assert "misma fecha de nacimiento" in rows[0]["motivos"]
    assert "Fila 2" not in ran.err


def test_somebody_registered_at_the_desk_is_told_by_code(desk: Profile, tmp_path: Path) -> None:
    assert desk.run("importar", write(tmp_path / "personas.csv", PERSONS)).status == 0
    _, rows = ask(desk, tmp_path, write(tmp_path / "registros.csv", ASKED))
    assert {row["persona"][0] for row in rows} <= {"p", "P"}


def test_a_file_that_is_none_is_one_sentence(filled: Profile, tmp_path: Path) -> None:
    for text in ("", "hola\n", "uno,dos\n1,2\n"):
        entry = tmp_path / "registros.csv"
        entry.write_text(text)
        ran = filled.run("coincidencias", "--entrada", entry, "--salida", tmp_path / "candidatos.csv")
        assert (ran.status, ran.err.count("\n")) == (1, 1), ran.err
        assert not (tmp_path / "candidatos.csv").exists()


def test_nothing_of_the_base_changes_but_the_audit(filled: Profile, tmp_path: Path) -> None:
    ask(filled, tmp_path, write(tmp_path / "registros.csv", ASKED))
    assert filled.run("verificar").status == 0
    with filled.base() as base, base.begin() as work:
        assert work.connection.exec_driver_sql("SELECT count(*) FROM person").scalar() == 3
        acts = work.connection.exec_driver_sql("SELECT action FROM audit ORDER BY seq DESC LIMIT 5").scalars()
        assert "person.match_file" in list(acts)


@pytest.mark.parametrize("target", ["registros.csv", "no hay/candidatos.csv", "."])
def test_where_it_may_not_write_it_looks_for_nobody_and_what_it_reads_stays(
    filled: Profile, tmp_path: Path, target: str
) -> None:
    entry = write(tmp_path / "registros.csv", (*ASKED, "e,,,,,,,,,,,,"))
    before = entry.read_bytes()
    ran = filled.run("coincidencias", "--entrada", entry, "--salida", tmp_path / target)
    assert (ran.status, len(ran.err.splitlines())) == (1, 1), "not even which rows were passed over"
    assert entry.read_bytes() == before
