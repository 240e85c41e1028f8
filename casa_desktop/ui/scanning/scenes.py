"""Pictures of scanning: a form that a cédula filled, a scan with doubts, a wrong one, the card."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

from casa_desktop.domain.names import NO_NAME, Name
from casa_desktop.domain.scanning import Card, card_of
from casa_desktop.domain.scans import Scan, ScanKind, ScanProblem
from casa_desktop.settings import SettingsFile
from casa_desktop.texts import ui_scanning as texts
from casa_desktop.texts import ui_shell
from casa_desktop.ui import dialogs
from casa_desktop.ui.gallery.stage import Paper, Scene, Stage
from casa_desktop.ui.people.card import CARD_KEY, render
from casa_desktop.ui.people.form import PersonForm
from casa_desktop.ui.people.page import PeoplePage
from casa_desktop.ui.session import SETTINGS_KIND

_LONG = "María de los Ángeles Yusmary Wilhelmina Etxeberría Iguarán Wohuriu"
_CEDULA = Scan(
    ScanKind.CEDULA,
    "CC",
    "1098000123",
    Name("Ana", "María", "Peña", "De la Hoz"),
    "02",
    date(1990, 1, 15),
    "COL",
    "COL",
)
_GLUED = replace(_CEDULA, name=NO_NAME, glued="PEÑADE LA HOZANAMARÍA", problems=(ScanProblem.NAMES_GLUED,))
_CARD = replace(
    _CEDULA,
    kind=ScanKind.MRZ_CARD,
    document_type="PT",
    document_number="5123456",
    country="VEN",
    problems=(ScanProblem.TYPE_GUESSED, ScanProblem.NAME_CUT),
)


def _switched_on(stage: Stage, page_id: str = "people") -> PeoplePage | None:
    """The page, with what is silent switched on for this picture only."""
    page = stage.open(page_id, "recepcion")
    file = SettingsFile(page.session.settings_file.path)
    file.settings = replace(file.settings, readers=True)
    page.session.settings_file = file
    page.session.hub.publish(frozenset({(SETTINGS_KIND, "")}))
    stage.wait()
    return page if isinstance(page, PeoplePage) else None


def _filled(scan: Scan) -> Callable[[Stage], None]:
    def show(stage: Stage) -> None:
        page = _switched_on(stage)
        if page is None:
            raise LookupError
        page.register()
        stage.wait()
        if isinstance(page.desk.form, PersonForm):
            page.desk.form.fill(scan)
        stage.wait()

    return show


def _wrong(stage: Stage) -> None:
    _switched_on(stage, "today")
    scan = Scan(ScanKind.PASSPORT, problems=(ScanProblem.CHECK_NUMBER, ScanProblem.CHECK_WHOLE))
    stage.over(dialogs.Decision(stage.frame.window, texts.wrong(scan), texts.WRONG_DETAIL, do=ui_shell.ACCEPT))


def _today(stage: Stage) -> None:
    _switched_on(stage, "today")
    stage.press("Ctrl+K")


def _person(stage: Stage) -> None:
    page = _switched_on(stage)
    if page is None:
        raise LookupError
    page.search("ma")
    page.search_entered(False)
    stage.wait()
    stage.press("Down")
    stage.press("Return")
    stage.wait()


def _card(stage: Stage) -> None:
    _person(stage)
    stage.press(CARD_KEY)


def _paper(sheet: str) -> Callable[[Stage], bytes]:
    names = (_LONG, "Ana Peña", "", "Yhon Uriana", "Luis Rojas")
    cards = [Card(card_of(f"P-{137 * at + 1:06d}"), name) for at, name in enumerate(names)]

    def draw(stage: Stage) -> bytes:
        return render(cards, sheet, stage.entrance.clock.now())

    return draw


SCENES = (
    Scene("lector-cedula", _filled(_CEDULA)),
    Scene("lector-dudas", _filled(_CARD)),
    Scene("lector-pegado", _filled(_GLUED)),
    Scene("lector-error", _wrong),
    Scene("lector-hoy", _today),
    Scene("lector-persona", _person),
    Scene("lector-tarjeta", _card),
)
PAPERS = tuple(Paper(f"tarjeta-{name}", _paper(sheet)) for name, sheet in (("qr", "cards"), ("etiquetas", "labels")))
