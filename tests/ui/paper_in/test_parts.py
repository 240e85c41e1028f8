"""Blank planillas, what is missing and the tally of a day, by keys."""

from pathlib import Path

import pytest
from pypdf import PdfReader

from casa_desktop.domain.access import Role
from casa_desktop.domain.ids import new_id
from casa_desktop.domain.visits import Companion, Guidance, NewService, RecordVisit
from casa_desktop.services import visits
from casa_desktop.ui import hotkeys, paper
from casa_desktop.ui.paper_in.page import GAPS
from tests.services.desk import TODAY
from tests.ui.paper_in.conftest import THEN, Counter
from tests.ui.paper_in.test_passing import begin, known, new


@pytest.fixture
def printed(monkeypatch: pytest.MonkeyPatch) -> list[bytes]:
    """What went to the printer."""
    sent: list[bytes] = []

    def send(_parent: object, data: bytes, _title: str) -> bool:
        sent.append(data)
        return True

    monkeypatch.setattr(paper, "print_pdf", send)
    return sent


def pages(data: bytes, folder: Path) -> list[str]:
    path = folder / "papel.pdf"
    path.write_bytes(data)
    return [page.extract_text() for page in PdfReader(path).pages]


def table(counter: Counter, name: str) -> list[tuple[str, ...]]:
    rows = getattr(counter.page, name).table.rows()
    return [row.cells for row in rows]


def test_blank_planillas_are_numbered_and_their_numbers_kept(
    counter: Counter, printed: list[bytes], tmp_path: Path
) -> None:
    counter.sit(Role.RECEPTION)
    counter.press("Alt+2")
    counter.page.printing.form.field("count").set_value(None)
    counter.enter("3", "pc", "")
    counter.press("Ctrl+Return")
    found = pages(printed[0], tmp_path)
    assert [f"PC-{n:04d}" in text for n, text in enumerate(found, 1)] == [True] * 3
    assert all("RCF" in text and "Con mi firma autorizo" in text and "Página 1 de 1" in text for text in found)
    assert [cells[:2] for cells in table(counter, "printing")] == [("PC-0001 a PC-0003", "3")]
    counter.press("Ctrl+P")
    assert len(printed) == 2
    assert "PC-0001" in pages(printed[1], tmp_path)[0]
    counter.press("Ctrl+Return")
    assert table(counter, "printing")[0][:2] == ("PC-0004 a PC-0006", "3")


def test_a_gap_is_listed_explained_and_taken_back(counter: Counter) -> None:
    counter.register("Ana Rojas")
    counter.sit(Role.RECEPTION)
    for sheet in ("7", "9"):
        begin(counter, sheet)
        known(counter, "Ana Rojas")
        counter.press("Ctrl+Return")
        counter.press("Alt+O")
        counter.page.passing.form.field("sheet").set_value("")
        counter.page.passing.form.focus_first()
    counter.press("Alt+3")
    assert [cells[0] for cells in table(counter, "gaps")] == ["0008"]
    counter.press("Return")
    counter.type("p")
    counter.press("Return")
    counter.type("Se la llevó el viento")
    counter.press("Ctrl+Return")
    assert table(counter, "gaps") == []
    assert counter.page.gaps.all_check.hasFocus(), "the list is empty"
    counter.press("Space")
    ((number, _, said),) = table(counter, "gaps")
    assert number == "0008"
    assert said.startswith("Perdida: Se la llevó el viento")
    counter.press("Ctrl+Del")
    counter.page.gaps.all_check.setFocus()
    counter.press("Space")
    assert [cells[0] for cells in table(counter, "gaps")] == ["0008"]


def test_a_missing_planilla_that_turned_up_is_passed_in_from_the_list(counter: Counter) -> None:
    counter.register("Ana Rojas")
    counter.sit(Role.RECEPTION)
    for sheet in ("7", "9"):
        begin(counter, sheet)
        known(counter, "Ana Rojas")
        counter.press("Ctrl+Return")
        counter.page.passing.close_down()
        counter.page.passing.focus_first()
    counter.page.show_section(GAPS)
    counter.settle()
    counter.press("Ctrl+T")
    assert counter.page.passing.form.field("sheet").value() == "0008"
    assert counter.child("sheet_date_edit").hasFocus()


def test_the_closing_list_opens_the_very_day_to_be_counted(counter: Counter) -> None:
    page = counter.sit(Role.RECEPTION)
    page.open_target(f"tally:{THEN.isoformat()}")
    counter.settle()
    form = page.tally.form
    assert form is not None
    assert form.isVisible()
    assert form.field("day").value() == THEN
    counter.type("1")
    page.open_target(f"tally:{TODAY.isoformat()}")
    counter.settle()
    assert form.field("day").value() != TODAY, "what is being typed stays"


def test_the_tally_tells_its_count_only_after_the_papers(
    counter: Counter, printed: list[bytes], tmp_path: Path
) -> None:
    counter.sit(Role.RECEPTION)
    begin(counter)
    for name in ("yulimar rojas", "wilmer ipuana", "kelly mejía"):
        new(counter, name, "", "m", "30", "v", "tr", "", "o", "n")
    counter.press("Ctrl+Return")
    counter.press("Alt+4")
    tally = counter.page.tally
    assert not tally.table.isVisible()
    counter.enter(THEN.strftime("%d%m%y"), "4", "4")
    counter.press("Ctrl+Return")
    assert tally.table.isVisible()
    assert table(counter, "tally") == [("Personas", "4", "3", "+1"), ("Orientación", "4", "3", "+1")]
    assert sorted(row.cells[1] for row in tally.records.rows()) == ["Kelly Mejía", "Wilmer Ipuana", "Yulimar Rojas"]
    counter.press("Alt+N")
    counter.type("Falta la línea 4")
    counter.press("Ctrl+Return")
    counter.press("Ctrl+P")
    (text,) = pages(printed[0], tmp_path)
    assert "Falta la línea 4" in text
    assert "+1" in text
    counter.press(hotkeys.OTHER_PAPER)
    (text,) = pages(printed[1], tmp_path)
    assert "Hoja del día" in text
    assert "Yulimar" not in text, "paper is compared by folio"
    counter.press("Esc")
    assert not tally.table.isVisible()
    assert [row.cells[1] for row in tally.earlier.rows()] == ["Personas +1, Orientación +1"]
    tally.open_tally(tally.earlier.rows()[0].key)
    counter.settle()
    assert tally.note.field("note").value() == "Falta la línea 4"


def test_the_tally_says_who_stands_in_the_list_and_is_not_counted(counter: Counter) -> None:
    mother, child, son = (counter.register(name) for name in ("Ana Rojas", "Belkis Rojas", "Carlos Rojas"))
    came = tuple(Companion(new_id(), person_uuid=person) for person in (child, son))
    oriented = NewService(new_id(), "ORI", Guidance(), for_all=True)
    visit = RecordVisit(new_id(), THEN, "PENDULAR", (oriented,), person_uuid=mother, companions=came)
    runner = counter.desk.runner(Role.RECEPTION)
    counter.on_db(lambda: runner.run(visits.record, visit))
    counter.sit(Role.RECEPTION)
    counter.press("Alt+4")
    counter.enter(THEN.strftime("%d%m%y"), "3", "3")
    counter.press("Ctrl+Return")
    tally = counter.page.tally
    counter.press("Down")
    assert table(counter, "tally")[1] == ("Orientación", "3", "1", "+2")
    assert len(tally.records.rows()) == 3
    assert tally.not_counted.text() == (
        "2 personas de la lista acompañaban y no suman: este servicio cuenta a quien lo recibe."
    )
