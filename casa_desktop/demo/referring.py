"""Referrals and follow-ups of a demo desk: a directory that is half filled, answers that come late or never."""

from dataclasses import replace
from datetime import date, timedelta
from random import Random
from typing import Any

from casa_desktop.demo.team import Crew
from casa_desktop.domain.access import Role
from casa_desktop.domain.followups import WHO_PLANS, FollowUpState, Owner
from casa_desktop.domain.ids import new_id
from casa_desktop.domain.referrals import ReferralState, Urgency
from casa_desktop.domain.workdays import next_working_day
from casa_desktop.services import directory, followups, referrals
from casa_desktop.services.calendar import colombian_holidays
from casa_desktop.services.directory import DirectoryQuery
from casa_desktop.services.followups import Schedule, Settle
from casa_desktop.services.referrals import Refer, Step

DIRECTORY = {
    "MIGRACION": (
        "PPT, salvoconductos, cédula de extranjería",
        "Lunes a viernes, 8 a. m. a 4 p. m.",
        "Calle 41 # 11-44",
        "607 555 0101",
        "",
        "Pasaporte o cédula, y una foto",
    ),
    "PERSONERIA": (
        "Declaraciones, tutelas, acompañamiento ante otras entidades",
        "Lunes a viernes, 7:30 a. m. a 12 m. y 2 a 5 p. m.",
        "Carrera 11 # 34-16, piso 1",
        "607 555 0102",
        "Ventanilla de atención",
        "Documento y dos copias",
    ),
    "SEC_SALUD": (
        "Afiliación, urgencias, vacunación de niñas y niños",
        "Lunes a viernes, 7 a. m. a 3 p. m.",
        "Calle 35 # 10-43, piso 3",
        "607 555 0103",
        "",
        "Documento y carné de vacunas",
    ),
    "SEC_EDUCACION": (
        "Cupos escolares",
        "Martes y jueves, 8 a. m. a 12 m.",
        "Calle 35 # 12-52",
        "607 555 0104",
        "",
        "",
    ),
    "HOSPITAL": (
        "Urgencias y control prenatal",
        "Todos los días, 24 horas",
        "Carrera 33 # 28-126",
        "607 555 0105",
        "",
        "",
    ),
    "ICBF": ("Niñas, niños y adolescentes; línea 141", "Lunes a viernes, 8 a. m. a 5 p. m.", "", "141", "", ""),
    "ACNUR": ("Refugio y apátrida", "Lunes a jueves, 8 a. m. a 4 p. m.", "", "607 555 0106", "", ""),
}
"""Invented, all but the line 141: services, hours, address, phone, contact, what to bring."""
MOTIVES = {
    "MIGRACION": ("Renovación del PPT", "Salvoconducto para quien pidió refugio"),
    "PERSONERIA": ("Declaración extemporánea de nacimiento", "Tutela por atención en salud negada"),
    "SEC_SALUD": ("Afiliación al régimen subsidiado", "Vacunas atrasadas"),
    "SEC_EDUCACION": ("Cupo escolar para dos hijos",),
    "HOSPITAL": ("Control prenatal", "Valoración por fiebre de varios días"),
    "ICBF": ("Cupo en hogar infantil",),
    "ACNUR": ("Solicitud de refugio",),
}
REASONS = (
    "Llamar para saber si la atendieron",
    "Preguntar si ya tiene la cita",
    "Entregar la respuesta de la entidad",
    "Confirmar que los niños están en el colegio",
    "Avisar que llegó su documento",
)
PRIVATE_REASONS = ("Segunda sesión acordada", "Llamada de acompañamiento", "Revisar la remisión a psiquiatría")
OUTCOMES = (
    (ReferralState.ATTENDED, 58, ""),
    (ReferralState.REFUSED, 12, "No atienden sin documento"),
    (ReferralState.NO_SHOW, 14, ""),
    (ReferralState.RECEIVED, 16, ""),
)


class Referring:
    """Once a day: some of those who came are referred, some answers arrive, some follow-ups are done."""

    def __init__(self, crew: Crew, chance: Random) -> None:
        self._crew, self._chance = crew, chance
        self._waiting: list[tuple[date, str, int]] = []
        self._planned: list[tuple[date, str, Role]] = []
        self._begun = False

    def day(self, day: date, people: list[str], last: date) -> None:
        """What happens on *day*; *last* is the day on which the demo ends."""
        if not self._begun:
            self._begun = True
            self._fill_directory()
        chance = self._chance
        if not people:
            return
        for person in chance.sample(people, min(len(people), chance.choice((0, 0, 1, 1)))):
            self._refer(person, day)
        if chance.random() < 0.35:
            self._plan(chance.choice(people), day, chance.choice((1, 2, 3, 5, 7, 8, 14, 15)))
        if day == last:
            for ahead in (0, 0, 0, 1, 2, 2, 3):
                self._plan(chance.choice(people), day, ahead)
        self._answer(day)
        self._do(day)

    def _fill_directory(self) -> None:
        entries = self._crew.act(Role.RECEPTION, directory.organisations, DirectoryQuery())
        for entry in entries:
            if entry.code in DIRECTORY:
                names = ("services", "hours", "address", "phone", "contact", "bring")
                texts: dict[str, Any] = dict(zip(names, DIRECTORY[entry.code], strict=True))
                known = replace(entry, **texts)
                self._crew.act(Role.RECEPTION, directory.save, known)

    def _refer(self, person: str, day: date) -> None:
        chance = self._chance
        partner = chance.choice(tuple(MOTIVES))
        urgency = chance.choices(tuple(Urgency), (80, 14, 6))[0]
        command = Refer(
            new_id(),
            new_id(),
            new_id(),
            person,
            day,
            "PERMANENCIA",
            partner,
            chance.choice(MOTIVES[partner]),
            urgency=urgency,
            discreet=partner == "ICBF",
        )
        made = self._crew.act(Role.RECEPTION, referrals.refer, command)
        if chance.random() < 0.72:
            self._waiting.append((day + timedelta(days=chance.randint(2, 21)), made.row.uuid, made.row.version))

    def _answer(self, day: date) -> None:
        for entry in [each for each in self._waiting if each[0] <= day]:
            self._waiting.remove(entry)
            state, _, reason = self._chance.choices(OUTCOMES, [weight for _, weight, _ in OUTCOMES])[0]
            step = Step(new_id(), entry[1], entry[2], state, day, reason)
            self._crew.act(Role.RECEPTION, referrals.take_step, step)

    def _plan(self, person: str, day: date, ahead: int) -> None:
        chance = self._chance
        private = chance.random() < 0.25
        role = Role.PSYCHOLOGY if private else Role.RECEPTION
        reason = chance.choice(PRIVATE_REASONS if private else REASONS)
        owner = Owner(role=Role.COORDINATION) if not private and chance.random() < 0.2 else WHO_PLANS
        due = next_working_day(day + timedelta(days=ahead), colombian_holidays)
        command = Schedule(new_id(), person, due, reason, owner, private=private)
        row = self._crew.act(role, followups.schedule, command)
        if chance.random() < 0.85:
            self._planned.append((due, row.uuid, role))

    def _do(self, day: date) -> None:
        for entry in [each for each in self._planned if each[0] < day]:
            self._planned.remove(entry)
            state = self._chance.choices((FollowUpState.DONE, FollowUpState.NOT_ACHIEVED), (85, 15))[0]
            self._crew.act(entry[2], followups.settle, Settle(new_id(), entry[1], 1, state))
