"""«Arqueo del día»: what the paper counts of a day, beside what the program counts."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from casa_desktop.domain.errors import Code, Problems
from casa_desktop.domain.visit_views import VisitRow

PERSONS = "PERSONAS"
"""The row that counts persons; all others are codes of service types."""
LARGEST = 9999
LONGEST_TALLY_NOTE = 500


@dataclass(frozen=True, slots=True)
class TallyRow:
    """One count. *paper* was typed before *program* was told."""

    code: str
    paper: int
    program: int

    @property
    def difference(self) -> int:
        """What the paper has more than the program; negative where it has less."""
        return self.paper - self.program


@dataclass(frozen=True, slots=True)
class Tally:
    """A check that was made. *complete* = the program's count left nothing out for who made it."""

    uuid: str
    version: int
    day: date
    rows: tuple[TallyRow, ...]
    note: str
    complete: bool
    at: str
    by: str

    @property
    def differing(self) -> tuple[TallyRow, ...]:
        """The rows that do not agree."""
        return tuple(row for row in self.rows if row.difference)


@dataclass(frozen=True, slots=True)
class PaperLine:
    """A record to be looked for on paper. *present* is how many received it; *at* when it was entered (ISO, UTC)."""

    sheet: str
    line: int | None
    code: str
    """Of the person: paper is compared by folio, and no name leaves for it."""
    service: str
    quantity: int
    present: int
    staff: str
    at: str


@dataclass(frozen=True, slots=True)
class DaySheet:
    """The records of a day in the order of their folios, those without one last; *gaps* are the lines of each planilla
    that lie between two that were passed and were not."""

    day: date
    lines: tuple[PaperLine, ...]
    gaps: tuple[tuple[str, tuple[int, ...]], ...]


def day_sheet(day: date, rows: Iterable[VisitRow]) -> DaySheet:
    """Lays *rows* out by folio."""
    lines = [
        PaperLine(s.sheet, s.line, row.person_code, s.type, s.quantity, 1 + s.companions, s.staff, row.created_at)
        for row in rows
        if not row.accompanies
        for s in row.services
    ]
    lines.sort(key=lambda each: (not each.sheet, len(each.sheet), each.sheet, each.line or 0, each.at, each.code))
    passed: dict[str, set[int]] = {}
    for each in lines:
        if each.sheet and each.line is not None:
            passed.setdefault(each.sheet, set()).add(each.line)
    gaps = [(sheet, tuple(sorted(set(range(min(seen), max(seen))) - seen))) for sheet, seen in passed.items()]
    return DaySheet(day, tuple(lines), tuple((sheet, missing) for sheet, missing in gaps if missing))


def check_tally(day: date, counts: Mapping[str, int | None], today: date) -> Problems:
    """What is wrong with the paper's counts: PERSONAS is asked always, a service left empty is none."""
    problems = Problems()
    if day > today:
        problems.add(Code.DATE_IN_FUTURE, "day", limit=today)
    if counts.get(PERSONS) is None:
        problems.add(Code.REQUIRED, PERSONS)
    for code, value in counts.items():
        if value is not None and not 0 <= value <= LARGEST:
            problems.add(Code.OUT_OF_RANGE, code, low=0, high=LARGEST)
    return problems
