"""The glossary: every word of the desk has one row and a name in the code."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
CELLS = 3
CORE = {
    "atención": "visit",
    "servicio": "service",
    "persona": "person",
    "familia": "household",
    "parentesco": "kinship",
}


def rows() -> list[list[str]]:
    lines = (ROOT / "resources" / "glosario.md").read_text(encoding="utf-8").splitlines()
    table = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines if line.startswith("|")]
    return table[2:]


@pytest.mark.parametrize("row", rows(), ids=lambda row: str(row[0]))
def test_every_term_has_a_name_in_the_code(row: list[str]) -> None:
    assert len(row) == CELLS
    assert row[0]
    assert re.search(r"`[A-Za-z_][^`]*`", row[1])


@pytest.mark.parametrize(("term", "name"), CORE.items())
def test_the_words_of_the_product_have_their_row(term: str, name: str) -> None:
    (row,) = [row for row in rows() if row[0].partition(",")[0] == term]
    assert f"`{name}`" in row[1]
    found = [path for path in (ROOT / "casa_desktop").rglob("*.py") if name in path.read_text(encoding="utf-8")]
    assert found, f"no code speaks of {name}"
