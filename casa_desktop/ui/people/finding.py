"""Who is meant while somebody types: whose name or number begins so at once, then who resembles it, with the reason.

The second look costs ten times the first, and one thread serves both: it waits for a pause in the typing and is given
up for the next letter. What it finds is added below what stands there already: nothing moves under the finger.
"""

from PySide6.QtCore import QObject, QTimer, Signal

from casa_desktop.domain.matching.described import Described
from casa_desktop.domain.person_views import PersonHit
from casa_desktop.domain.typed_person import TypedPerson, read_typed
from casa_desktop.services import matching, people
from casa_desktop.services.matching import Candidate, MatchQuery
from casa_desktop.services.people import SearchPeople
from casa_desktop.ui.people.hits import Found, HitList
from casa_desktop.ui.session import Session
from casa_desktop.ui.tasks import Job
from casa_desktop.ui.worker import Priority

PAUSE = 200
"""Milliseconds without a letter after which it is looked who resembles what was typed: just longer than the slowest key
of a quick hand. Shorter pauses let the look come between two letters, and the list waits for it (measured by
``tests.benchmarks.typing``: p95 of a key 38 to 50 ms with 120, 34 to 38 with 200 in the same hour)."""
MOST_ALIKE = 6
LEAST_ALIKE = 0.003
"""Whoever resembles less would only be in the way. Low, because two words of a name that sounds right are all that is
known at the counter: of 400 such with a slip in the registration the person was shown 246 times with 0.1, 370 times
with this; whoever was sought in vain had 1.6 rows instead of 0.2 (100,000 persons)."""
_FEWEST_LETTERS, _FEWEST_DIGITS = 6, 5
"""Of two words of a name, or of a number: less resembles half the desk."""


def describe(person: TypedPerson) -> Described:
    """What was typed, as the matcher takes it."""
    return Described(
        person.name,
        ((person.document_type, person.number),) if person.number else (),
        (person.phone,) if person.phone else (),
        person.age if person.age is not None else Described().age,
        person.sex,
    )


def worth_comparing(described: Described) -> bool:
    """Whether so much is known that somebody can resemble it."""
    numbers = (*(number for _, number in described.documents), *described.phones)
    words = described.name.words
    return (len(words) > 1 and sum(map(len, words)) >= _FEWEST_LETTERS) or any(
        sum(map(str.isdigit, number)) >= _FEWEST_DIGITS for number in numbers
    )


class Finding(QObject):
    """Asks for one box and fills *found_list* with at most *shown* rows. ``begun`` when it is known whose name or
    number begins so, ``settled`` when nothing more will come for this text."""

    begun = Signal()
    settled = Signal()

    def __init__(self, session: Session, found_list: HitList, *, shown: int, key: str, parent: QObject) -> None:
        super().__init__(parent)
        self._session, self._list, self._shown, self._key = session, found_list, shown, key
        self.asked = ""
        self.answered = ""
        """The text for which it is known who begins so."""
        self.compared = ""
        """The text for which everything is known."""
        self.beginning = 0
        """How many rows begin as typed; the others resemble it."""
        self.more = False
        self._described = Described()
        self._looking: Job | None = None
        self._pause = QTimer(self, interval=PAUSE)
        self._pause.setSingleShot(True)
        self._pause.timeout.connect(self._compare)

    @property
    def waiting(self) -> bool:
        """Whether an answer is on its way."""
        return self.compared != self.asked

    def ask(self, text: str, *, again: bool = False) -> None:
        """Looks for *text*, also where it is the same (*again*: somebody was changed)."""
        if text == self.asked and not again:
            return
        self._give_up()
        self.asked = text
        if not text:
            self.clear()
            return
        self.answered = self.compared = ""
        self._session.run(
            people.search,
            SearchPeople(text, self._shown + 1),
            owner=self,
            done=lambda hits: self._begin(text, hits),
            latest=f"people.search.{self._key}",
            priority=Priority.TYPING,
        )

    def clear(self) -> None:
        """Nothing is asked and nobody shown."""
        self._give_up()
        self.asked = self.answered = self.compared = ""
        self.beginning, self.more = 0, False
        self._list.show_hits(())

    def hurry(self) -> None:
        """Somebody waits for the answer: no pause."""
        if self._pause.isActive():
            self._pause.stop()
            self._compare()

    def _give_up(self) -> None:
        self._pause.stop()
        if self._looking is not None:
            self._looking.cancel()  # what runs is let run: an interrupt might hit what comes next, a save
            self._looking = None

    def _begin(self, asked: str, hits: tuple[PersonHit, ...]) -> None:
        if asked != self.asked:
            return
        described = describe(read_typed(asked, self._session.clock.today()))
        self.more = len(hits) > self._shown
        compares = not self.more and worth_comparing(described)
        # Who resembled the text before the last letter stays until it is known who resembles it now.
        kept = [row for row in self._list.rows[self.beginning :] if row.hit not in hits] if compares else []
        self._list.show_rows([*map(Found, hits), *kept][: self._shown], point=bool(hits))
        self.answered, self.beginning = asked, min(len(hits), self._shown)
        if compares:
            self._described = described
            self._pause.start()
            self.begun.emit()
        else:
            self.compared = asked
            self.begun.emit()
            self.settled.emit()

    def _compare(self) -> None:
        asked = self.asked
        self._looking = self._session.run(
            matching.candidates,
            MatchQuery(self._described, MOST_ALIKE),
            owner=self,
            done=lambda found: self._resemble(asked, found),
            failed=lambda _error: self._resemble(asked, ()),
            latest=f"people.alike.{self._key}",
        )

    def _resemble(self, asked: str, found: tuple[Candidate, ...]) -> None:
        if asked != self.asked or asked != self.answered:
            return
        self._looking = None
        self.compared = asked
        found = tuple(each for each in found if each.score >= LEAST_ALIKE)
        why = {each.hit.uuid: each.reasons for each in found}
        rows = self._list.rows
        begin = [Found(row.hit, why.get(row.hit.uuid, ())) for row in rows[: self.beginning]]
        # Who stays, stays in their place; who is new comes below.
        stay = [Found(row.hit, why[row.hit.uuid]) for row in rows[self.beginning :] if row.hit.uuid in why]
        there = {row.hit.uuid for row in (*begin, *stay)}
        new = [Found(each.hit, each.reasons) for each in found if each.hit.uuid not in there]
        self._list.show_rows([*begin, *stay, *new][: self._shown], point=False)
        alert = next((each.hit.uuid for each in found if each.alert), "")
        if alert and not self.beginning and not self._list.current():
            self._list.turn_to(alert)
        self.settled.emit()
