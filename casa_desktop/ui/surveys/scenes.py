"""Pictures of «Encuesta y PQRSF»: slips, register, channel, kiosk; and their papers."""

from dataclasses import replace
from datetime import date, datetime

from casa_desktop.domain.clock import BOGOTA
from casa_desktop.domain.periods import Month, Period
from casa_desktop.domain.petitions import Channel, PetitionKind, PetitionRow, PetitionState
from casa_desktop.domain.surveys import MonthAnswers, SurveyFigure, SurveyReport
from casa_desktop.domain.table import Imprint
from casa_desktop.services import voice
from casa_desktop.services.desk import DeskProfile
from casa_desktop.services.voice import VoiceQuery, VoiceSettings
from casa_desktop.texts import ui_surveys
from casa_desktop.ui.gallery.stage import Paper, Scene, Stage
from casa_desktop.ui.petitions.part import receipt
from casa_desktop.ui.report_files import render
from casa_desktop.ui.report_view import ReportTable
from casa_desktop.ui.surveys import channel
from casa_desktop.ui.surveys.kiosk import KioskScreen
from casa_desktop.ui.surveys.page import CHANNEL, REGISTER, SurveysPage
from casa_desktop.version import PROGRAM

_LONG_NAME = "María de los Ángeles Yusmary Wilhelmina Etxeberría Iguarán"
_DESK = DeskProfile(
    "C.A.S.A. – Centro de Atención y Servicios de Apoyo a Migrantes",
    "68001",
    "Bucaramanga, Santander",
    "Cruz Roja Colombiana, Seccional Santander",
    show_signatures=True,
)
_IMPRINT = Imprint(datetime(2026, 11, 23, 9, 5, tzinfo=BOGOTA), _LONG_NAME, PROGRAM)


def _page(stage: Stage, user: str = "coordinacion", part: str = "") -> SurveysPage:
    page = stage.open("surveys", user)
    if not isinstance(page, SurveysPage):
        raise TypeError(page)
    if part:
        page.open_target(part)
        stage.wait()
    return page


def _behind(stage: Stage) -> None:
    """The tallies of the first month."""
    page = _page(stage)
    page.report.findChildren(ReportTable)[0].setFocus()
    stage.press("Return")


def _switch_on(stage: Stage, page: SurveysPage) -> None:
    def on(settings: VoiceSettings) -> None:
        channel_ = "denuncias@canal-externo.example"
        wanted = replace(settings, kiosk=True, peas_phone="01 8000 000 000", peas_email=channel_)
        stage.session.run(voice.save, wanted, owner=page)

    stage.session.run(voice.settings, VoiceQuery(), owner=page, done=on)
    stage.wait()


def _tally(stage: Stage) -> None:
    page = _page(stage)
    _switch_on(stage, page)
    stage.type("22")
    stage.press("Return")
    stage.type("2")
    stage.press("Return")
    stage.type("1")
    stage.press("Ctrl+M")


def _opened(stage: Stage) -> None:
    page = _page(stage, part=REGISTER)
    if page.register is not None and page.register.table.rows():
        page.register.open(page.register.table.current_key())
        stage.wait()


def _new(stage: Stage) -> None:
    page = _page(stage, "recepcion", REGISTER)
    if page.register is not None:
        page.register.begin()


def _kiosk(stage: Stage) -> KioskScreen:
    page = _page(stage)
    _switch_on(stage, page)
    screen = KioskScreen(stage.frame.tasks, stage.desk)
    stage.screen(screen)
    screen.start()
    stage.wait()
    return screen


def _why(stage: Stage) -> None:
    _kiosk(stage).answer("POR_MEJORAR")


def _door(stage: Stage) -> None:
    _kiosk(stage).ask_to_leave()


def _report_pdf(_: Stage) -> bytes:
    period = Period(Month(2026, 1), Month(2026, 11))
    answers = (("EXCELENTE", "Excelente"), ("SOBRESALIENTE", "Sobresaliente"), ("POR_MEJORAR", "Por mejorar"))
    months = tuple(
        MonthAnswers(month, (80 + 3 * at, 4 + at % 3, 2 + at % 4) if at else (0, 0, 0), month == period.last)
        for at, month in enumerate(period)
    )
    year = Period(Month(2018, 12), Month(2019, 11))
    shares = (("EXCELENTE", 92), ("SOBRESALIENTE", 4), ("POR_MEJORAR", 4))
    figure = SurveyFigure("", year, shares, None, "Informe OFAI al Concejo, diciembre de 2019")
    reasons = (("ESPERA", "Mucha espera", 12), ("INFORMACION", "Faltó información", 5))
    found = SurveyReport(period, answers, months, reasons, (figure,))
    return render("pdf", ui_surveys.tables(found), _DESK.letterhead(), _IMPRINT)


def _receipt(_: Stage) -> bytes:
    row = PetitionRow(
        "",
        "Q-000012",
        PetitionKind.DATA_CLAIM,
        Channel.BOX,
        date(2026, 11, 23),
        date(2026, 12, 11),
        False,
        PetitionState.RECEIVED,
        None,
    )
    return receipt(row, _DESK.letterhead(), _IMPRINT)


def _channel_pdf(_: Stage) -> bytes:
    settings = VoiceSettings(
        peas_text="Puede escribir o llamar a cualquier hora, en español, sin dar su nombre.",
        peas_phone="01 8000 000 000",
        peas_email="denuncias@canal-externo.example",
        peas_web="https://canal-externo.example/denuncias",
    )
    return channel.render(settings, _DESK.letterhead(), _IMPRINT)


SCENES = (
    Scene("encuesta", _page),
    Scene("encuesta-de-donde-sale", _behind),
    Scene("encuesta-boletas", _tally),
    Scene("encuesta-consulta", lambda stage: _page(stage, "consulta")),
    Scene("encuesta-cifra", lambda stage: _page(stage).report.begin_figure()),
    Scene("pqrsf", lambda stage: _page(stage, part=REGISTER)),
    Scene("pqrsf-abierta", _opened),
    Scene("pqrsf-nueva", _new),
    Scene("pqrsf-canal", lambda stage: _page(stage, part=CHANNEL)),
    Scene("kiosco", _kiosk),
    Scene("kiosco-motivo", _why),
    Scene("kiosco-salir", _door),
)
PAPERS = (
    Paper("encuesta-informe", _report_pdf),
    Paper("pqrsf-constancia", _receipt),
    Paper("pqrsf-canal", _channel_pdf),
    Paper("pqrsf-canal-vacio", lambda _: channel.render(VoiceSettings(), _DESK.letterhead(), _IMPRINT)),
)
