"""The daily work of a demo desk: registering people and recording what they got, in believable proportions."""

from dataclasses import replace
from datetime import date
from random import Random

from casa_desktop.demo.inventing import Invented, Inventor
from casa_desktop.demo.team import Crew
from casa_desktop.domain.access import Role
from casa_desktop.domain.ages import Age, AgeRange
from casa_desktop.domain.documents import Document, KnownHow
from casa_desktop.domain.ids import new_id
from casa_desktop.domain.names import Name
from casa_desktop.domain.persons import Channel, Details, NewConsent, Numbers, Purpose
from casa_desktop.domain.phones import Phone
from casa_desktop.domain.visits import Anonymous, Companion, Guidance, NewService, Psychology, Rcf, RecordVisit
from casa_desktop.services import people, visits

PROFILES = (("PERMANENCIA", 55), ("TRANSITO", 22), ("PENDULAR", 8), ("RETORNADO", 9), ("ACOGIDA", 3), ("SIN_PERFIL", 3))
TOPICS = ("PPT", "SALUD", "SISBEN", "ESCUELA", "VACUNAS", "ALBERGUE", "ALIMENTOS", "EMPLEO", "REFUGIO", "RETORNO")
PARTNERS = ("MIGRACION", "PERSONERIA", "SEC_SALUD", "SEC_EDUCACION", "ACNUR", "ICBF", "OIM")
DESTINATIONS = ("VEN", "VEN", "VEN", "VEN", "COL", "COL", "ECU", "PER", "CHL")
NOTE = "Texto inventado: acogida, escucha y acuerdos para la próxima sesión."

_GENERATION = 15
"""Years."""


class Attending:
    """Registers and records through a :class:`Crew`; psychology's sessions by psychology, calls by RCF."""

    def __init__(self, crew: Crew, chance: Random, inventor: Inventor) -> None:
        self.inventor = inventor
        self._crew = crew
        self._chance = chance
        self._in_therapy: set[str] = set()
        self._signed = 0

    def register(self, person: Invented, household: str = "", kinship: str = "", *, head: bool = False) -> str:
        """Registers somebody at reception and gives the uuid."""
        stated = None if person.stated_age is None else AgeRange(person.stated_age, person.stated_age)
        documents = [
            Document(
                uuid=new_id(),
                type=person.document_subtype or person.document_type,
                number=person.document_number,
                country=person.country,
                known_how=self._chance.choice(list(KnownHow)),
                principal=True,
            )
        ]
        command = people.RegisterPerson(
            uuid=new_id(),
            details=Details(
                name=Name(person.first_name, person.other_names, person.first_surname, person.second_surname),
                sex=person.sex,
                age=Age(person.born, stated, person.stated_on if stated else None),
                country=person.country,
            ),
            numbers=Numbers(tuple(documents), (Phone(new_id(), person.phone),) if person.phone else ()),
            household_uuid=household,
            kinship=kinship,
            head=head,
            consent=self._consent(person),
        )
        self._crew.act(Role.RECEPTION, people.register, command)
        return command.uuid

    def family(self, persons: list[Invented]) -> list[str]:
        """Registers a family as one household; the first person is its head."""
        household = new_id()
        members = [self.register(persons[0], household, "JEFE", head=True)]
        rest = ((person, self._kinship(persons[0].age, person.age)) for person in persons[1:])
        members.extend(self.register(person, household, kinship) for person, kinship in rest)
        return members

    def _kinship(self, head: int, age: int) -> str:
        """What somebody of that age may be to the head of the household: no parent is as old as the child."""
        if head - age > _GENERATION:
            return "HIJO"
        if age - head > _GENERATION:
            return "PADRE"
        return self._chance.choice(("PAREJA", "HERMANO")) if age >= 18 else "HERMANO"

    def family_visit(self, members: list[str], day: date) -> None:
        """A family comes: the head gets what they came for, the others are oriented with them, a large one at once."""
        if len(members) > 3:
            self._together(members, day)
            return
        self.visit(members[0], day, self.usual_services())
        for member in members[1:]:
            self.visit(member, day, ("ORI",))

    def usual_services(self) -> tuple[str, ...]:
        """What somebody comes for on an ordinary day."""
        return self._chance.choices((("ORI",), ("RCF",), ("ORI", "RCF"), ("PSI",), ("ORI", "PSI")), (42, 30, 14, 9, 5))[
            0
        ]

    def visit(self, person: str, day: date, codes: tuple[str, ...]) -> None:
        """One visit of a registered person: what reception records, and psychology's own record of a session."""
        self._crew.later(self._chance.randint(60, 480))
        profile = self._pick_profile()
        open_desk = tuple(self._service(code) for code in codes if code != "PSI")
        sessions = tuple(self._session(person) for code in codes if code == "PSI")
        for role, services in ((Role.RECEPTION, open_desk), (Role.PSYCHOLOGY, sessions)):
            if services:
                command = RecordVisit(new_id(), day, profile, services, person_uuid=person)
                self._crew.act(role, visits.record, command)

    def _together(self, members: list[str], day: date) -> None:
        """One orientation for the whole family."""
        self._crew.later(self._chance.randint(60, 480))
        shared = replace(self._service("ORI"), for_all=True)
        companions = tuple(Companion(new_id(), member) for member in members[1:])
        command = RecordVisit(
            new_id(), day, self._pick_profile(), (shared,), person_uuid=members[0], companions=companions
        )
        self._crew.act(Role.RECEPTION, visits.record, command)

    def anonymous(self, day: date) -> None:
        """Somebody who does not authorise being registered, attended and counted all the same."""
        first, last = self._chance.choice(((0, 5), (13, 17), (18, 25), (26, 59), (26, 59), (60, 90)))
        who = Anonymous(new_id(), self._chance.choice(("01", "02")), first, last, "VEN")
        services = (self._service(self._chance.choice(("ORI", "RCF"))),)
        command = RecordVisit(new_id(), day, self._pick_profile(), services, anonymous=who)
        self._crew.act(Role.RECEPTION, visits.record, command)

    def _consent(self, person: Invented) -> NewConsent | None:
        """Most sign the sheet of the day; a few are still to be asked."""
        self._signed += 1
        if self._chance.random() < 0.1:
            return None
        folio = f"{person.stated_on:%y%m}-{self._signed % 100:02d}"
        return NewConsent(new_id(), Purpose.DATA, Channel.SIGNATURE, person.stated_on, "1", folio=folio)

    def _pick_profile(self) -> str:
        return self._chance.choices([code for code, _ in PROFILES], [weight for _, weight in PROFILES])[0]

    def _service(self, code: str) -> NewService:
        chance = self._chance
        if code == "ORI":
            topics = tuple(chance.sample(TOPICS, chance.choice((1, 1, 2, 3))))
            partners = tuple(chance.sample(PARTNERS, chance.choice((0, 1, 1, 2))))
            staff = self._crew.team.actors[Role.RECEPTION].uuid
            return NewService(new_id(), code, Guidance(topics, partners), staff=staff)
        staff = self._crew.team.actors[Role.RCF].uuid
        modality = chance.choices(("LLAMADA", "VIDEOLLAMADA", "MENSAJE", "WIFI", "CARGA"), (60, 10, 10, 12, 8))[0]
        result, minutes = "", None
        if modality in ("LLAMADA", "VIDEOLLAMADA"):
            result = chance.choices(("LOGRADO", "NO_CONTESTA", "ERRADO", "SIN_RED"), (72, 18, 5, 5))[0]
            minutes = chance.randint(2, 15) if result == "LOGRADO" else None
        contact = Rcf(modality, chance.choice(DESTINATIONS), result, minutes)
        return NewService(new_id(), code, contact, staff=staff)

    def _session(self, person: str) -> NewService:
        follow_up = person in self._in_therapy
        self._in_therapy.add(person)
        modality = self._chance.choices(("INDIVIDUAL", "PAREJA", "FAMILIAR", "GRUPAL"), (80, 6, 10, 4))[0]
        staff = self._crew.team.actors[Role.PSYCHOLOGY].uuid
        return NewService(new_id(), "PSI", Psychology(follow_up, modality, NOTE), staff=staff)
