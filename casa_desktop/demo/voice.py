"""What people said of a demo desk: slips of the survey, PQRSF, and the figure that the council got in 2019."""

from datetime import date, timedelta
from random import Random

from casa_desktop.demo.team import Crew
from casa_desktop.domain.access import Role
from casa_desktop.domain.ids import new_id
from casa_desktop.domain.periods import Month, Period
from casa_desktop.domain.petitions import Channel, PetitionKind, PetitionState
from casa_desktop.domain.surveys import Answered, SurveyFigure
from casa_desktop.services import petitions, surveys
from casa_desktop.services.petitions import HandlePetition, RegisterPetition
from casa_desktop.services.surveys import RecordTally

SATURDAY = 5
_SHARES = (("EXCELENTE", 90), ("SOBRESALIENTE", 6), ("POR_MEJORAR", 4))
_REASONS = ("ESPERA", "ESPERA", "INFORMACION", "LUGAR", "")
_SAID = (
    (PetitionKind.THANKS, "Gracias por la orientación sobre el cupo escolar; ya mi hija está estudiando."),
    (PetitionKind.COMPLAINT, "Esperé tres horas y nadie explicó por qué se demoraba la fila."),
    (PetitionKind.SUGGESTION, "Poner sillas bajo techo para los que esperan con niños."),
    (PetitionKind.PETITION, "Solicito una constancia de las atenciones que recibí en agosto."),
    (PetitionKind.CLAIM, "Me dijeron que volviera el lunes y ese día no atendieron."),
    (PetitionKind.DATA_QUERY, "Quiero saber qué datos míos tiene la mesa y con quién se comparten."),
)
_ANSWERS = "Se revisó con el equipo, se habló con la persona y se tomó la medida que pidió."


class Voice:
    """Saturday's slips, and something for the register every week or so; some of it is answered late or still open."""

    def __init__(self, crew: Crew, chance: Random) -> None:
        self._crew, self._chance = crew, chance
        self._waiting: list[tuple[str, date]] = []
        self._said = 0
        self._tallied = 0

    def begin(self, today: date) -> None:
        """Keeps what was published before the program."""
        year = Period(Month(2018, 12), Month(2019, 11))
        shares = (("EXCELENTE", 92), ("SOBRESALIENTE", 4), ("POR_MEJORAR", 4))
        if year.last < Month.of(today):
            figure = SurveyFigure(new_id(), year, shares, None, "Informe OFAI al Concejo, diciembre de 2019")
            self._crew.act(Role.COORDINATION, surveys.save_figure, figure)

    def day(self, day: date) -> None:
        """What came in on a day."""
        if day.weekday() == SATURDAY:
            self._slips(day)
        if day.weekday() in (1, 4) and self._chance.random() < 0.6:
            self._petition(day)
        waits = [each for each in self._waiting if day - each[1] >= timedelta(days=self._chance.choice((3, 9, 25)))]
        if waits and self._chance.random() < 0.5:
            self._answer(waits[0], day)

    def _slips(self, day: date) -> None:
        slips = self._chance.choices(
            [code for code, _ in _SHARES], [w for _, w in _SHARES], k=self._chance.randint(14, 34)
        )
        counts = [Answered(code, slips.count(code)) for code, _ in _SHARES[:-1] if code in slips]
        bad = slips.count(_SHARES[-1][0])
        if bad:
            counts.append(Answered(_SHARES[-1][0], bad, self._chance.choice(_REASONS)))
        self._tallied += 1
        command = RecordTally(new_id(), day, tuple(counts), sheet=f"E-{self._tallied:04}")
        self._crew.act(Role.RECEPTION, surveys.record, command)

    def _petition(self, day: date) -> None:
        kind, text = _SAID[self._said % len(_SAID)]
        self._said += 1
        channel = self._chance.choice((Channel.BOX, Channel.BOX, Channel.IN_PERSON, Channel.EMAIL))
        contact = "persona@correo.example" if channel is Channel.EMAIL else ""
        command = RegisterPetition(new_id(), kind, channel, day, text, contact=contact)
        self._crew.act(Role.RECEPTION, petitions.register, command)
        if self._said % 4:  # the fourth of all is forgotten, as at any desk
            self._waiting.append((command.uuid, day))

    def _answer(self, waiting: tuple[str, date], day: date) -> None:
        self._waiting.remove(waiting)
        command = HandlePetition(waiting[0], 1, PetitionState.ANSWERED, _ANSWERS, day)
        self._crew.act(Role.COORDINATION, petitions.handle, command)
