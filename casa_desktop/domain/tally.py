"""«Arqueo del día»: what the paper counts of a day, beside what the program counts."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from casa_desktop.domain.errors import Code, Problems

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
