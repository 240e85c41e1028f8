"""Pictures of «Remisiones»: the open loop, an outcome, a new one, the directory, the summary, and the slip."""

from datetime import date

from casa_desktop.domain.referrals import Organisation, ReferralState, Slip, Urgency, code_of
from casa_desktop.ui.gallery.stage import Paper, Scene, Stage
from casa_desktop.ui.referrals.page import ReferralsPage
from casa_desktop.ui.referrals.slips import render

_LONG_NAME = "María de los Ángeles Yusmary Wilhelmina Etxeberría Iguarán Wohuriu"
_LONG_PLACE = "Fundación Interamericana para el Desarrollo de las Comunidades Fronterizas y Migrantes"


def _page(stage: Stage, user: str = "recepcion") -> ReferralsPage:
    page = stage.open("referrals", user)
    if not isinstance(page, ReferralsPage):
        raise TypeError(page)
    return page


def _outcome(stage: Stage) -> None:
    page = _page(stage)
    page.list.panel.ask(ReferralState.REFUSED)
    stage.wait()
    if page.list.panel.detail is not None:
        stage.press("Return")


def _wrong(stage: Stage) -> None:
    page = _page(stage)
    page.list.code.setText("R-000001-Q")
    page.list.look_up()
    stage.wait()


def _new(stage: Stage, user: str = "recepcion") -> None:
    page = _page(stage, user)
    if page.list.rows:
        page.open_target(f"person:{page.list.rows[0].person_uuid}")
        stage.wait()
        page.form.partner.set_value("PERSONERIA")
        stage.wait()
        stage.press("Ctrl+Return")


def _who(stage: Stage) -> None:
    _page(stage).begin()
    stage.wait()
    stage.type("ma")


def _directory(stage: Stage) -> ReferralsPage:
    page = _page(stage)
    page.open_directory()
    stage.wait()
    return page


def _organisation(stage: Stage) -> None:
    page = _directory(stage)
    page.directory.open_entry(next(each.uuid for each in page.directory.entries if each.code == "PERSONERIA"))
    stage.wait()


def _summary(stage: Stage) -> None:
    page = _page(stage, "coordinacion")
    page.open_summary()
    page.summary.since.set_value(date(2019, 1, 1))
    page.summary.read()
    stage.wait()


def _slip(name: str, place: Organisation, *, motive: str, asked: str, bring: str) -> bytes:
    return render(
        Slip(
            code=code_of(123),
            made_on=date(2026, 3, 10),
            person=name,
            organisation=place,
            urgency=Urgency.SOON if motive else Urgency.NORMAL,
            motive=motive,
            asked=asked,
            bring=bring,
            desk="C.A.S.A. Bucaramanga",
            desk_place="Bucaramanga, Santander",
            staff="Marlon Pinzón Serrano",
        )
    )


def _usual(_: Stage) -> bytes:
    hours, address = "Lunes a viernes, 7:30 a. m. a 12 m. y 2 a 5 p. m.", "Carrera 11 # 34-16, piso 1, barrio Centro"
    place = Organisation(
        "", "P", "Personería de Bucaramanga", "", hours, address, "607 555 0102", "Ventanilla de atención"
    )
    motive, asked = "Declaración extemporánea de nacimiento", "Recibir la declaración"
    return _slip("Yusmary Chacón Rueda", place, motive=motive, asked=asked, bring="Documento y dos copias")


def _long(_: Stage) -> bytes:
    hours, address = "Lunes a sábado, con cita previa por teléfono", "Transversal 93 # 34-99, torre B, oficina 1204"
    place = Organisation("", "F", _LONG_PLACE, "", hours, address, "607 555 0109, extensión 214", _LONG_NAME)
    motive = "Acompañamiento para la regularización de toda la familia y cupo escolar de tres hijos menores. " * 2
    return _slip(_LONG_NAME, place, motive=motive, asked=motive, bring="Todos los documentos que tenga, " * 4)


def _neutral(_: Stage) -> bytes:
    return _slip("", Organisation("", "I", "ICBF"), motive="", asked="", bring="")


SCENES = (
    Scene("remisiones", _page),
    Scene("remisiones-resultado", _outcome),
    Scene("remisiones-codigo-errado", _wrong),
    Scene("remisiones-quien", _who),
    Scene("remisiones-nueva", _new),
    Scene("remisiones-nueva-psicologia", lambda stage: _new(stage, "psicologia")),
    Scene("remisiones-directorio", _directory),
    Scene("remisiones-organizacion", _organisation),
    Scene("remisiones-resumen", _summary),
)
PAPERS = (
    Paper("remision", _usual),
    Paper("remision-larga", _long),
    Paper("remision-neutral", _neutral),
)
