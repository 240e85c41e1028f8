"""Pictures of «Para enviar»: nothing configured, each file, a template, an activity."""

from casa_desktop.domain.definitions import Named
from casa_desktop.domain.donors import Activity, DonorForm, Office, Template
from casa_desktop.domain.ids import new_id
from casa_desktop.domain.periods import Month, Period
from casa_desktop.services import templates
from casa_desktop.services.templates import KeepTemplate, TemplatesQuery
from casa_desktop.texts.donors import FORMS, gifmm_indicators
from casa_desktop.ui.donors.part import DonorsPart
from casa_desktop.ui.gallery.stage import Paper, Scene, Stage
from casa_desktop.ui.papers import Papers
from casa_desktop.ui.statistics.page import StatisticsPage
from casa_desktop.ui.statistics.parts import DONORS

_OFFICE = Office(
    "Bucaramanga",
    "Convenio de cooperación 2026-14",
    "Organización Internacional para las Migraciones",
    "Directa",
    "Cruz Roja Colombiana, Seccional Santander",
    "68001",
    (("UNIDAD_MOVIL", "68276"),),
)
_FED = (
    ("SAN-001", "Orientación e información en C.A.S.A.", ("ORI",), "50"),
    ("SAN-002", "Contacto entre familiares", ("RCF",), "47"),
    ("SAN-003", "Atención psicosocial", ("PSI", "TAL"), "75"),
    ("SAN-004", "Consultas de la Unidad Móvil y ADRA", ("UMO", "ADR"), "72"),
    ("SAN-005", "Traslados humanitarios", ("TRA",), "96"),
)

_HEALTH = ("SSP", "NUT", "GNU", "ADR", "UMO")


def _activities() -> tuple[Activity, ...]:
    sectors = {each.number: each.sector for each in gifmm_indicators()}
    return tuple(
        Activity(
            new_id(),
            code,
            name,
            services,
            number,
            sectors[number],
            framework="Resultado 2.1",
            rmrp="Respuesta 2026",
            modality="En especie",
            mechanism="Directa",
            walkers=number == "96",
        )
        for code, name, services, number in _FED
    )


def _part(stage: Stage, *forms: DonorForm, user: str = "coordinacion") -> DonorsPart:
    """The part over the last two months that are over, with a template of each of *forms* and no other."""
    page = stage.open("statistics")

    def clear(found: tuple[Template, ...]) -> None:
        for each in found:
            command = templates.RemoveTemplate(each.named.uuid, each.named.version)
            stage.session.run(templates.remove, command, owner=page)

    stage.session.run(templates.templates, TemplatesQuery(), owner=page, done=clear)
    stage.wait()
    for form in forms:
        gifmm = form is DonorForm.GIFMM
        template = Template(
            Named(new_id(), FORMS[form]),
            form,
            _OFFICE if gifmm else Office(),
            _activities() if gifmm else (),
            funder="ECHO" if form is DonorForm.ECHO else "",
            services=_HEALTH if form is DonorForm.HEALTH else (),
        )
        stage.session.run(templates.keep, KeepTemplate(template), owner=page)
        stage.wait()
    if user != "coordinacion":
        page = stage.open("statistics", user)
    if not isinstance(page, StatisticsPage):
        raise TypeError(page)
    last = Month.of(stage.session.clock.today()).plus(-1)
    page.period.set_period(Period(last.plus(-1), last))
    page.show_part(DONORS)
    stage.wait()
    return page.part_of(DonorsPart)


def _shown(stage: Stage, form: DonorForm) -> None:
    part = _part(stage, form)
    key = next(row.key for row in part.list.rows() if row.cells[0] == FORMS[form])
    part.list.select(key)


def _behind(stage: Stage, form: DonorForm) -> None:
    """The records of the first number."""
    _shown(stage, form)
    stage.wait()
    stage.press("Return")
    stage.press("Return")


def _kept(stage: Stage, key: str) -> None:
    _part(stage, *DonorForm).list.select(key)


def _template(stage: Stage, *, new: bool = False) -> None:
    part = _part(stage, DonorForm.GIFMM)
    if new:
        part.begin_template()
        if part.view is not None:
            part.view.form.ask_save()
    else:
        part.edit_template()


def _activity(stage: Stage) -> None:
    part = _part(stage, DonorForm.GIFMM)
    part.edit_template()
    stage.wait()
    if part.view is not None:
        part.view.edit_activity(part.view.activities.rows()[0].key)


def _paper(stage: Stage, key: str) -> bytes:
    """The paper of a line of the list."""
    part = _part(stage, *DonorForm)
    part.list.select(next(row.key for row in part.list.rows() if key in (row.key, row.cells[0])))
    stage.wait()
    if part.ready is None:
        raise TypeError(key)
    found: list[bytes] = []
    Papers(stage.session, part, "").render(part.ready.draw("pdf", False), found.append)
    stage.wait()
    return found[0]


SCENES = (
    Scene("para-enviar-sin-plantillas", lambda stage: _part(stage)),
    Scene("para-enviar-345w", lambda stage: _shown(stage, DonorForm.GIFMM)),
    Scene("para-enviar-345w-de-donde-sale", lambda stage: _behind(stage, DonorForm.GIFMM)),
    Scene("para-enviar-echo", lambda stage: _shown(stage, DonorForm.ECHO)),
    Scene("para-enviar-echo-de-donde-sale", lambda stage: _behind(stage, DonorForm.ECHO)),
    Scene("para-enviar-minsalud-de-donde-sale", lambda stage: _behind(stage, DonorForm.HEALTH)),
    Scene("para-enviar-acnur", lambda stage: _shown(stage, DonorForm.UNHCR)),
    Scene("para-enviar-minsalud", lambda stage: _shown(stage, DonorForm.HEALTH)),
    Scene("para-enviar-rcf", lambda stage: _kept(stage, "rcf")),
    Scene("para-enviar-encuesta", lambda stage: _kept(stage, "survey")),
    Scene("para-enviar-inventario", lambda stage: _kept(stage, "relief")),
    Scene("para-enviar-plantilla", _template),
    Scene("para-enviar-plantilla-nueva", lambda stage: _template(stage, new=True)),
    Scene("para-enviar-actividad", _activity),
    Scene("para-enviar-consulta", lambda stage: _part(stage, *DonorForm, user="consulta")),
)
PAPERS = (
    Paper("tablas-echo", lambda stage: _paper(stage, FORMS[DonorForm.ECHO])),
    Paper("inventario-y-traslados", lambda stage: _paper(stage, "relief")),
)
