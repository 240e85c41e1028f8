"""The records of a day by folio: what lies between two lines that were passed is told, and nobody is named."""

from datetime import date

from casa_desktop.domain.access import Role
from casa_desktop.domain.ids import new_id
from casa_desktop.domain.tally import DaySheet
from casa_desktop.domain.visits import Companion, Guidance, NewService, RecordVisit
from casa_desktop.services import tally, visits
from casa_desktop.services.tally import DaySheetQuery
from casa_desktop.texts import day_sheet as words
from tests.services.desk import TODAY, Desk
from tests.services.test_statistics import attend, register, session


def sheet(desk: Desk, role: Role = Role.RECEPTION, of: date = TODAY) -> DaySheet:
    found: DaySheet = desk.runner(role).run(tally.sheet, DaySheetQuery(of)).result
    return found


def test_by_folio_with_what_is_missing_and_without_names(desk: Desk) -> None:
    for name, number, line in (("Ana", "A-2", 4), ("Luz", "A-2", 1), ("Eva", "A-10", 1), ("Sonia", "", None)):
        done = NewService(new_id(), "ORI", Guidance(("PPT",)), sheet=number, line=line)
        attend(desk, register(desk, name, "Gil"), TODAY, done)
    attend(desk, register(desk, "Paz", "Gil"), TODAY, session(), role=Role.PSYCHOLOGY)
    found = sheet(desk)
    assert [(each.sheet, each.line) for each in found.lines] == [("A-2", 1), ("A-2", 4), ("A-10", 1), ("", None)]
    assert found.gaps == (("A-2", (2, 3)),)
    assert sheet(desk, Role.COORDINATION).lines == found.lines, "the private room is on nobody's sheet"
    made = words.report(found, {"ORI": "Orientación"})
    assert made.said == ("Faltan las líneas 2 y 3 de la planilla A-2.",)
    assert made.sections[0].lines[-1][0] == words.NO_FOLIO
    assert not any(name in str(made) for name in ("Ana", "Luz", "Eva", "Sonia", "Gil"))


def test_a_day_without_records_says_so(desk: Desk) -> None:
    assert words.report(sheet(desk), {}).said == (words.NO_RECORDS,)


def test_who_was_present_stands_in_the_line_of_who_came(desk: Desk) -> None:
    mother, child = (register(desk, name, "Gil") for name in ("Ana", "Luz"))
    for_all = NewService(new_id(), "ORI", Guidance(("PPT",)), sheet="7", line=1, for_all=True)
    company = (Companion(new_id(), person_uuid=child),)
    visit = RecordVisit(new_id(), TODAY, "TRANSITO", (for_all,), person_uuid=mother, companions=company)
    desk.runner(Role.RECEPTION).run(visits.record, visit)
    assert [(each.line, each.present) for each in sheet(desk).lines] == [(1, 2)]
