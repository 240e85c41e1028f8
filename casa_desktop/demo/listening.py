"""The Centro de Escucha of a demo desk: an agenda with a past and a future, who waits, and a boy who came alone."""

from dataclasses import replace
from datetime import date, timedelta
from random import Random

from casa_desktop.demo.team import Crew
from casa_desktop.domain.access import Role
from casa_desktop.domain.ages import Age, AgeRange
from casa_desktop.domain.children import NewNotice, Told
from casa_desktop.domain.fields import Answers
from casa_desktop.domain.ids import new_id
from casa_desktop.domain.listening import Booking, Standing
from casa_desktop.domain.names import Name
from casa_desktop.domain.persons import Details
from casa_desktop.domain.visits import Guidance, NewService, Psychology, RecordVisit
from casa_desktop.services import children, listening, passes, people, visits

_HOURS = ("08:30", "09:15", "10:00", "11:00", "14:00", "14:45", "15:30")
_PLANS = (
    "Ejercicios de respiración y red de apoyo en el barrio.",
    "Acompañar la búsqueda de trabajo; volver en dos semanas.",
    "Fortalecer rutinas de sueño y hablar con la hermana.",
)
_NOTE = "Texto inventado: acogida, escucha y acuerdos para la próxima sesión."


class Listening:
    """Books, holds and sends through a :class:`Crew`."""

    def __init__(self, crew: Crew, chance: Random) -> None:
        self._crew = crew
        self._chance = chance
        self._seen: set[str] = set()

    def fill(self, known: list[str], today: date) -> None:
        """The agenda around *today* for some of those whom the desk knows, and what is open this morning."""
        some = self._chance.sample(known, min(len(known), 24))
        for offset in range(-5, 10):
            day = today + timedelta(days=offset)
            if day.weekday() < 6 and len(some) > 6:
                self._day(self._chance.sample(some, self._chance.choice((3, 4, 5))), day, today)
        for person in (*self._chance.sample(known, min(1, len(known))), ""):
            self._crew.act(Role.RECEPTION, passes.send, passes.SendPass(new_id(), person))
            self._crew.later(300)
        self._alone(today)
        if known:
            self._guarded(self._chance.choice(known), today)

    def _guarded(self, person: str, today: date) -> None:
        """A matter of protection, of which the rest of the desk sees a number in a table."""
        answers: Answers = (("ASUNTO", "VBG"), ("SALUD_72", "si"))
        service = NewService(new_id(), "PRO", Psychology(False, note=_NOTE), answers=answers)
        visit = RecordVisit(new_id(), today, "PERMANENCIA", (service,), person_uuid=person)
        self._crew.act(Role.PSYCHOLOGY, listening.hold, listening.HoldSession(visit))

    def _day(self, persons: list[str], day: date, today: date) -> None:
        hours = sorted(self._chance.sample(_HOURS, len(persons)))
        for number, (person, start) in enumerate(zip(persons, hours, strict=True)):
            later = person in self._seen
            modality = self._chance.choices(("INDIVIDUAL", "PAREJA", "FAMILIAR"), (84, 6, 10))[0]
            book = listening.Book(new_id(), person, Booking(day, start, follow_up=later, modality=modality))
            self._crew.act(Role.PSYCHOLOGY, listening.book, book)
            if day < today or (day == today and number == 0):
                self._end(book, today)
            self._seen.add(person)

    def _end(self, book: listening.Book, today: date) -> None:
        """Most come; one in six does not."""
        if self._chance.random() < 1 / 6:
            missed = listening.SetStanding(book.uuid, 1, Standing.MISSED)
            self._crew.act(Role.PSYCHOLOGY, listening.set_standing, missed)
            return
        risk = self._chance.choices(("BAJO", "MEDIO", "ALTO"), (60, 32, 8))[0]
        answers: Answers = (("NIVEL_RIESGO", risk), ("PLAN", self._chance.choice(_PLANS)), ("REMISION", "no"))
        form = Psychology(book.booking.follow_up, book.booking.modality, _NOTE)
        service = NewService(new_id(), "PSI", form, answers=answers)
        visit = RecordVisit(new_id(), book.booking.date, "PERMANENCIA", (service,), person_uuid=book.person_uuid)
        if book.booking.date.month != today.month:
            visit = replace(visit, reason="Planilla entregada después del cierre")
        self._crew.act(Role.PSYCHOLOGY, listening.hold, listening.HoldSession(visit, book.uuid))

    def _alone(self, today: date) -> None:
        """A boy of fifteen came alone this morning, and the ICBF was called at once."""
        boy = Details(
            Name("Yeison", "Andrés", "Urdaneta"),
            sex="01",
            age=Age(stated=AgeRange(15, 15), stated_on=today),
            country="VEN",
        )
        uuid, card = new_id(), new_id()
        self._crew.act(Role.RECEPTION, people.register, people.RegisterPerson(uuid, boy))
        service = NewService(new_id(), "ORI", Guidance(("ALBERGUE",)))
        visit = RecordVisit(
            new_id(), today, "TRANSITO", (service,), person_uuid=uuid, vulnerabilities=("NNA_SOLO",), walker=True
        )
        self._crew.act(Role.RECEPTION, visits.record, visit)
        notice = NewNotice(new_id(), Told.ICBF, self._crew.clock.now(), "Contestó la defensora de turno")
        self._crew.act(Role.RECEPTION, children.notify, children.NotifyChild(card, uuid, notice))
