"""Whatever is typed or pasted: a clear answer or the same text back, in the base, the search and on every paper."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from casa_desktop.domain.access import Role
from casa_desktop.domain.ages import Age, AgeRange
from casa_desktop.domain.documents import Document
from casa_desktop.domain.errors import CasaError
from casa_desktop.domain.ids import new_id
from casa_desktop.domain.indicators import Indicator, Rule, TotalMode
from casa_desktop.domain.months import MonthState
from casa_desktop.domain.names import Name
from casa_desktop.domain.periods import Month, Period
from casa_desktop.domain.persons import Details, Numbers
from casa_desktop.domain.phones import Phone
from casa_desktop.domain.table import Cell, Imprint, Letterhead, MonthHead, MonthlyTable, Row
from casa_desktop.domain.text import tidy_name
from casa_desktop.domain.visits import Guidance, NewService, RecordVisit
from casa_desktop.readers.sheets import read_rows
from casa_desktop.reports import table_csv, table_pdf, table_txt, table_xlsx
from casa_desktop.services import desk as desks
from casa_desktop.services import people, visits
from casa_desktop.texts.errors import message
from tests.domain.odd_strings import ODD
from tests.reliability.spanish_strings import SPANISH
from tests.services.desk import TODAY, Desk, Template, make_template, open_copy

EVERY = tuple(dict.fromkeys((*ODD, *SPANISH)))


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Template:
    return make_template(tmp_path_factory.mktemp("odd"))


@pytest.fixture
def desk(template: Template, tmp_path: Path) -> Iterator[Desk]:
    made = open_copy(template, tmp_path / "desk")
    yield made
    made.base.close()


def told(error: CasaError) -> None:
    """Every refusal has its sentence, in one line for each problem, and repeats nothing long."""
    assert all(line.strip() for line in message(error).splitlines())
    assert len(message(error)) < 2000


@pytest.mark.timeout(240)
def test_persons_take_any_text_or_say_why_not(desk: Desk) -> None:
    runner = desk.runner(Role.RECEPTION)
    kept = 0
    for text in EVERY:
        person = new_id()
        details = Details(
            name=Name(text, text, text, text, text),
            sex="02",
            age=Age(None, AgeRange(20, 20), TODAY),
            country="VEN",
            language=text[:40],
            address=text[:160],
        )
        documents = (Document(new_id(), "DE", text, subtype="CV"), Document(new_id(), "PA", text))
        try:
            runner.run(people.search, people.SearchPeople(text))
        except CasaError as error:
            told(error)
        try:
            runner.run(people.register, people.RegisterPerson(person, details))
        except CasaError as error:
            told(error)
            continue
        kept += 1
        page = runner.run(people.page, people.PersonQuery(person)).result
        assert page.name.first_name == tidy_name(text)
        found = runner.run(people.search, people.SearchPeople(text, limit=200)).result
        assert isinstance(found, tuple)
        numbered = people.RegisterPerson(
            new_id(),
            Details(Name("Ana"), sex="02", age=details.age),
            Numbers(documents, (Phone(new_id(), text, text),)),
        )
        try:
            runner.run(people.register, numbered)
        except CasaError as error:
            told(error)
    assert kept > len(EVERY) // 2


@pytest.mark.timeout(240)
def test_visits_take_any_text_or_say_why_not(desk: Desk) -> None:
    runner = desk.runner(Role.RECEPTION)
    for text in EVERY:
        person = new_id()
        details = Details(nameless=True, sex="SD", age=Age(None, AgeRange(20, 20), TODAY))
        runner.run(people.register, people.RegisterPerson(person, details))
        service = NewService(new_id(), "ORI", Guidance(), sheet=text, details=text)
        visit = RecordVisit(new_id(), TODAY, "TRANSITO", (service,), person_uuid=person, origin=text, destination=text)
        try:
            runner.run(visits.record, visit)
        except CasaError as error:
            told(error)
            continue
        runner.run(visits.of_person, visits.PersonQuery(person))


def table(label: str) -> MonthlyTable:
    month = Month(2026, 3)
    head = MonthHead(month, MonthState.OPEN, provisional=True, historical=False)
    row = Row(Indicator(Rule.SERVICES, "ORI"), label, (Cell(7),))
    return MonthlyTable(Period(month, month), (head,), (row,), TotalMode.BOTH, ())


@pytest.mark.timeout(240)
def test_every_paper_takes_any_label(desk: Desk) -> None:
    runner = desk.runner(Role.COORDINATION)
    imprint = Imprint(datetime(2026, 3, 10, 12, tzinfo=UTC), "prueba", "CASA Desktop")
    for text in EVERY:
        try:
            stored = runner.run(desks.save_profile, desks.DeskProfile(name=text or "x", organisation=text)).result
        except CasaError as error:
            told(error)
            continue
        label = tidy_name(text)[:60] or "x"
        paper = Letterhead(stored.name, text[:60], stored.name, stored.organisation, prepared_by=text[:60])
        shown = table(label)
        assert table_pdf.render(shown, paper, imprint).startswith(b"%PDF")
        assert read_rows("t.csv", table_csv.render(shown))[1][1] in (7, "7")
        cells = read_rows("t.xlsx", table_xlsx.render(shown, paper, imprint))
        assert any(7 in row for row in cells)
        assert "7" in table_txt.render(shown)
