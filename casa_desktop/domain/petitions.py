"""PQRSF: petitions, complaints, claims, suggestions and thanks, and the time that the law gives to answer them.

Sexual exploitation and abuse (PEAS) is never written in this base: it has an external channel.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum, unique

from casa_desktop.domain.errors import Code, Problems
from casa_desktop.domain.text import fold
from casa_desktop.domain.visits import check_date

LONGEST_TEXT = 4000
LONGEST_CONTACT = 200
LONGEST_TO = 120
MOST_DAYS = 60


@unique
class PetitionKind(StrEnum):
    """What came in. The two on personal data have terms of their own (Ley 1581 de 2012)."""

    PETITION = "peticion"
    COMPLAINT = "queja"
    CLAIM = "reclamo"
    SUGGESTION = "sugerencia"
    THANKS = "felicitacion"
    DATA_QUERY = "consulta_datos"
    DATA_CLAIM = "reclamo_datos"


@unique
class Channel(StrEnum):
    """How it came in."""

    BOX = "buzon"
    IN_PERSON = "presencial"
    PHONE = "telefono"
    EMAIL = "correo"
    LETTER = "carta"
    OTHER = "otro"


@unique
class PetitionState(StrEnum):
    """Where it stands. Who transferred it owes no answer any more."""

    RECEIVED = "recibida"
    IN_PROGRESS = "en_tramite"
    ANSWERED = "respondida"
    TRANSFERRED = "trasladada"


OPEN = frozenset({PetitionState.RECEIVED, PetitionState.IN_PROGRESS})


@dataclass(frozen=True, slots=True)
class Term:
    """Working days to answer a kind, and by how many the law lets them grow once; 0 = nobody need answer."""

    kind: PetitionKind
    days: int
    extension: int = 0
    source: str = ""


@dataclass(frozen=True, slots=True)
class PetitionRow:
    """One line of the register: nothing of who or what."""

    uuid: str
    code: str
    kind: PetitionKind
    channel: Channel
    received: date
    due: date | None
    extended: bool
    state: PetitionState
    answered_on: date | None

    def overdue(self, today: date) -> bool:
        """Whether the time is over and nobody has answered."""
        return self.due is not None and self.state in OPEN and today > self.due

    @property
    def late(self) -> bool:
        """Whether it was answered after its time."""
        return self.due is not None and self.answered_on is not None and self.answered_on > self.due


@dataclass(frozen=True, slots=True)
class PetitionPage:
    """All of one. *person_uuid* and *contact* are empty for an anonymous one."""

    row: PetitionRow
    text: str
    person_uuid: str
    person: str
    """How the person is called, or their code; empty where the reader may not know of them."""
    contact: str
    answer: str
    transferred_to: str
    received_by: str
    handled_by: str
    version: int


_SEXUAL = re.compile(r"\bsexual")
_ABUSE = re.compile(r"\b(abus|acos|explot|agred|agres|violen|viol[ao]|hostig|insinu|toc[oa]|manose|favor|chantaj)")
_PLAIN = re.compile(
    r"\b(me|la|lo|las|los|nos|le) viol(o|a|aron)\b(?! (mi|mis|el|los|un|su|sus|nuestros) derecho)"
    r"|\bviolador|\bpeas\b|\bmanose"
    r"|\bsexo a cambio|\ba cambio de sexo|\bacost\w+ con\w* .{0,40}\b(ayuda|kit|mercado|cupo)"
)


def speaks_of_abuse(*texts: str) -> bool:
    """Whether a text reports sexual exploitation or abuse, as far as words can tell.

    Rather once too often: whoever meets it is shown the external channel, and nothing is lost.
    """
    return any(_PLAIN.search(text) or (_SEXUAL.search(text) and _ABUSE.search(text)) for text in map(fold, texts))


def check_received(received: date, text: str, contact: str, today: date) -> Problems:
    """What keeps a petition from being registered."""
    problems = Problems()
    problems.extend(check_date(received, today, "received"))
    if not text.strip():
        problems.add(Code.REQUIRED, "text")
    elif len(text) > LONGEST_TEXT:
        problems.add(Code.TOO_LONG, "text", limit=LONGEST_TEXT)
    if len(contact) > LONGEST_CONTACT:
        problems.add(Code.TOO_LONG, "contact", limit=LONGEST_CONTACT)
    if speaks_of_abuse(text, contact):
        problems.add(Code.NOT_RECORDED_HERE, "text")
    return problems


def check_handled(
    row: PetitionRow, state: PetitionState, answer: str, answered_on: date | None, to: str, today: date
) -> Problems:
    """What keeps a petition from going on to *state*."""
    problems = Problems()
    if state is PetitionState.ANSWERED:
        if not answer.strip():
            problems.add(Code.REQUIRED, "answer")
        if answered_on is None:
            problems.add(Code.REQUIRED, "answered_on")
        else:
            problems.extend(check_date(answered_on, today, "answered_on"))
            if answered_on < row.received:
                problems.add(Code.DATE_TOO_OLD, "answered_on", limit=row.received)
    if state is PetitionState.TRANSFERRED and not to.strip():
        problems.add(Code.REQUIRED, "transferred_to")
    if len(answer) > LONGEST_TEXT:
        problems.add(Code.TOO_LONG, "answer", limit=LONGEST_TEXT)
    if len(to) > LONGEST_TO:
        problems.add(Code.TOO_LONG, "transferred_to", limit=LONGEST_TO)
    if speaks_of_abuse(answer, to):
        problems.add(Code.NOT_RECORDED_HERE, "answer")
    return problems


Deadline = Callable[[date, int], date]
"""(day, working days) → the last day."""


def due_on(received: date, term: Term, after: Deadline, *, extended: bool = False) -> date | None:
    """The last day to answer; None where the law asks for no answer."""
    days = term.days + (term.extension if extended else 0)
    return after(received, days) if term.days else None
