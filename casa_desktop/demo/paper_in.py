"""Paper at a demo desk: planillas printed, two passed in after a power cut, one that never came back, and a tally."""

from datetime import date, timedelta
from random import Random

from casa_desktop.demo.inventing import Inventor
from casa_desktop.demo.team import Crew
from casa_desktop.domain.access import Role
from casa_desktop.domain.ages import Age, AgeRange
from casa_desktop.domain.ids import new_id
from casa_desktop.domain.names import Name
from casa_desktop.domain.paper_sheets import LINES, Explanation, SheetNumber
from casa_desktop.domain.persons import Channel, Details, NewConsent, Purpose
from casa_desktop.domain.tally import PERSONS
from casa_desktop.domain.visits import Guidance, NewService, RecordVisit
from casa_desktop.services import paper_sheets, tally, visits
from casa_desktop.services.intake import Receive
from casa_desktop.services.paper_sheets import ExplainSheet, IssueSheets, PassLine
from casa_desktop.services.people import RegisterPerson
from casa_desktop.services.tally import CheckDay, NoteTally
from casa_desktop.services.visits import DayQuery

SERIES = "PC"
_PRINTED = 8
_NEW = 4
"""Lines of a planilla whose people are new."""


class PaperIn:
    """The power went for a day: two planillas were filled in, and passed in on the next."""

    def __init__(self, crew: Crew, chance: Random) -> None:
        self._crew, self._chance = crew, chance

    def printed(self) -> None:
        """Blank planillas for the drawer."""
        self._crew.act(Role.RECEPTION, paper_sheets.issue, IssueSheets(new_id(), _PRINTED, SERIES))

    def passed(self, day: date, known: list[str]) -> None:
        """The planillas of *day*: the second of the series was spoilt, the fourth is still looked for."""
        people = list(known)
        for number in (1, 3, 5):
            for line in range(1, LINES + 1 if number < 5 else 5):
                person = people.pop() if people and line > _NEW else ""
                self._line(SheetNumber(SERIES, number).written, line, day, person)
        spoilt = ExplainSheet(new_id(), SheetNumber(SERIES, 2), Explanation.VOID, "Se mojó antes de usarla")
        self._crew.act(Role.RECEPTION, paper_sheets.explain, spoilt)

    def tallied(self, day: date) -> None:
        """What the paper said of *day*: one orientation more than was recorded."""
        counted = self._crew.act(Role.RECEPTION, visits.count_of_day, DayQuery(day))
        services = dict(counted.services)
        services["ORI"] = services.get("ORI", 0) + 1
        counts = ((PERSONS, counted.persons + 1), *services.items())
        done = self._crew.act(Role.RECEPTION, tally.check, CheckDay(new_id(), day, counts))
        note = NoteTally(done.uuid, done.version, "Falta pasar una línea de la planilla PC-0004")
        self._crew.act(Role.RECEPTION, tally.note, note)

    def _line(self, sheet: str, line: int, day: date, person: str) -> None:
        staff = self._crew.team.actors[Role.RECEPTION].uuid
        service = NewService(new_id(), "ORI", Guidance(), staff=staff, sheet=sheet, line=line)
        register = None if person else self._register(f"{sheet}-{line}", day)
        uuid = person or (register.uuid if register else "")
        visit = RecordVisit(new_id(), day, "TRANSITO", (service,), person_uuid=uuid)
        self._crew.act(Role.RECEPTION, paper_sheets.pass_line, PassLine(Receive(visit, register)))

    def _register(self, folio: str, day: date) -> RegisterPerson:
        who = Inventor(self._chance).person(day, low=18)
        name = Name(who.first_name, who.other_names, who.first_surname, who.second_surname)
        age = Age(stated=AgeRange(who.age, who.age), stated_on=day)
        consent = NewConsent(new_id(), Purpose.DATA, Channel.SIGNATURE, day, "1", folio=folio)
        details = Details(name=name, sex=who.sex, age=age, country=who.country)
        return RegisterPerson(new_id(), details, consent=consent)


def work(crew: Crew, chance: Random, last: date, known: list[str]) -> None:
    """All of it, in the days before *last*."""
    desk = PaperIn(crew, chance)
    desk.printed()
    desk.passed(last - timedelta(days=1), known[: 3 * LINES])
    desk.tallied(last - timedelta(days=1))
