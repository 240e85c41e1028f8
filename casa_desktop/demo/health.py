"""What Salud does at a demo desk: children measured, family planning, consultations, and calls to ask how somebody is.
From its own chance, so that the rest of the desk stays as it was."""

from collections.abc import Sequence
from datetime import date, timedelta
from random import Random

from casa_desktop.demo.attending import PROFILES
from casa_desktop.demo.inventing import Invented
from casa_desktop.demo.team import Crew
from casa_desktop.domain.access import Role
from casa_desktop.domain.fields import NO, YES, Answers
from casa_desktop.domain.ids import new_id
from casa_desktop.domain.visits import NewService, RecordVisit
from casa_desktop.services import visits

_UNDER_FIVE = 5
_FERTILE = range(14, 46)
_ASK_AFTER = timedelta(days=8)


class Health:
    """Sees some of those who come; :meth:`day` begins each morning."""

    def __init__(self, crew: Crew, chance: Random) -> None:
        self._crew = crew
        self._chance = chance
        self._to_ask: list[tuple[date, str]] = []

    def day(self, day: date) -> None:
        """A new morning: those who were to be asked are called."""
        due = [each for each in self._to_ask if each[0] <= day]
        self._to_ask = [each for each in self._to_ask if each[0] > day]
        for _, person in due:
            result = self._chance.choices(("CONTACTADO", "NO_CONTESTA", "ERRADO"), (70, 25, 5))[0]
            self._record(person, day, "SEG", (("RESULTADO", result),))

    def family(self, persons: Sequence[Invented], members: Sequence[str], day: date) -> None:
        """What a family gets besides what they came for."""
        for person, uuid in zip(persons, members, strict=True):
            if person.age < _UNDER_FIVE and self._chance.random() < 0.6:
                self._nutrition(person, uuid, day)
            elif person.sex == "02" and person.age in _FERTILE and self._chance.random() < 0.18:
                self._planning(uuid, day)
            elif self._chance.random() < 0.12:
                self._consultation(person, uuid, day)

    def _nutrition(self, person: Invented, uuid: str, day: date) -> None:
        chance = self._chance
        route = chance.choices(("SIN_RIESGO", "RIESGO", "MODERADA", "SEVERA"), (76, 15, 7, 2))[0]
        around = {"SIN_RIESGO": (138, 168), "RIESGO": (126, 134), "MODERADA": (116, 124), "SEVERA": (104, 114)}
        answers = [("MUAC", str(chance.randint(*around[route])))]
        answers.append(("EDEMA", YES if route == "SEVERA" and chance.random() < 0.3 else NO))
        if chance.random() < 0.8:  # there is not a height board on every outing
            height = 62 + 9 * person.age + chance.randint(-4, 6)
            weight = 6 + 2.1 * person.age + chance.random() * 2 - (1 if route != "SIN_RIESGO" else 0)
            answers += [("PESO", f"{weight:.1f}".removesuffix(".0")), ("TALLA", str(height))]
        answers.append(("RUTA", route))
        if route != "SIN_RIESGO":
            answers.append(("KITS", "1"))
            self._to_ask.append((day + _ASK_AFTER, uuid))
        self._record(uuid, day, "NUT", tuple(answers))

    def _planning(self, uuid: str, day: date) -> None:
        done = self._chance.choices(("METODOS", "ENTREGA", "EMBARAZO", "ITS", "CONTROL"), (45, 30, 10, 10, 5))[0]
        methods = ("CONDON", "PILDORA", "INYECTABLE", "IMPLANTE")
        given = (("METODO", self._chance.choice(methods)),) if done == "ENTREGA" else ()
        self._record(uuid, day, "SSP", (("CONSEJERIA", done), *given))

    def _consultation(self, person: Invented, uuid: str, day: date) -> None:
        chance = self._chance
        kind = "PEDIATRIA" if person.age < 14 else chance.choice(("GENERAL", "GENERAL", "ODONTOLOGIA", "ENFERMERIA"))
        sent = YES if chance.random() < 0.15 else NO
        if sent == YES:
            self._to_ask.append((day + _ASK_AFTER, uuid))
        self._record(uuid, day, "ADR", (("CONSULTA", kind), ("REMITIDO", sent)))

    def _record(self, person: str, day: date, code: str, answers: Answers) -> None:
        self._crew.later(self._chance.randint(60, 240))
        profile = self._chance.choices([name for name, _ in PROFILES], [weight for _, weight in PROFILES])[0]
        command = RecordVisit(new_id(), day, profile, (NewService(new_id(), code, answers=answers),), person)
        self._crew.act(Role.HEALTH, visits.record, command)
