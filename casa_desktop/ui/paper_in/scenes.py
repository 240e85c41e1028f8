"""Pictures of «Planillas»: one being passed in, blank ones, what is missing, a tally; and the papers."""

from casa_desktop.domain.paper_sheets import SheetNumber
from casa_desktop.domain.tally import PERSONS
from casa_desktop.ui.gallery.papers import _IMPRINT as IMPRINT
from casa_desktop.ui.gallery.stage import Paper, Scene, Stage
from casa_desktop.ui.paper_in.page import GAPS, PRINT, TALLY, PaperInPage

LONG = "María de los Ángeles Yusmary Wilhelmina Etxeberría Iguarán"


def _page(stage: Stage, section: str = "", user: str = "recepcion") -> PaperInPage:
    page = stage.open("paper_in", user)
    if not isinstance(page, PaperInPage):
        raise TypeError(page)
    if section:
        page.show_section(section)
    else:
        page.focus_first()
    stage.wait()
    return page


def _begun(stage: Stage) -> PaperInPage:
    page = _page(stage)
    page.passing.open_sheet("PC-0004")
    stage.wait()
    page.passing.form.field("date").set_value(stage.entrance.clock.today())
    page.passing.grid.start()
    stage.wait()
    return page


def _typed(stage: Stage) -> PaperInPage:
    """A known person, somebody new with a long name, somebody anonymous, and one who is being looked for."""
    page = _begun(stage)
    stage.type("mar")
    stage.press("Return")
    stage.press("Return")
    stage.type("or")
    stage.press("Return")
    stage.type(LONG)
    stage.press("Ctrl+Return")
    for text in ("ppt 5123456", "m", "34", "v", "tr", "3001234567", "or rcf", "s"):
        stage.type(text)
        stage.press("Return")
    stage.press("Alt+N")
    for text in ("h", "20-25", "", "", "rcf-"):
        stage.type(text)
        stage.press("Return")
    return page


def _finding(stage: Stage) -> None:
    _typed(stage)
    stage.type("car")


def _wrong(stage: Stage) -> None:
    _begun(stage)
    stage.type("Yulimar Rojas")
    stage.press("Ctrl+Return")
    for text in ("1098765", "m", "", "v"):
        stage.type(text)
        stage.press("Return")
    stage.press("Ctrl+Return")


def _passed(stage: Stage) -> None:
    page = _page(stage)
    page.passing.open_sheet("PC-0005")
    stage.wait()
    page.passing.form.focus_first()
    stage.press("Return")
    stage.press("Return")
    page.passing.grid.start()


def _tally(stage: Stage) -> None:
    page = _page(stage, TALLY)
    page.tally.open_tally(next(iter(page.tally.earlier.rows())).key)


def _sheet(_: Stage) -> bytes:
    from casa_desktop.domain.table import Letterhead
    from casa_desktop.reports import blank_sheet_pdf

    letterhead = Letterhead(
        desk="C.A.S.A. Bucaramanga",
        municipality="Bucaramanga, Santander",
        title="",
        organisation="Cruz Roja Colombiana, Seccional Santander",
    )
    services = {"ORI": "Orientación", "RCF": "Restablecimiento del Contacto entre Familiares", "TRA": "Traslado"}
    profiles = {"PER": "Con vocación de permanencia", "TR": "En tránsito", "PEN": "Pendular"}
    sheets = (SheetNumber("PC", 42),)
    return blank_sheet_pdf.render(sheets, letterhead, IMPRINT, services=services, profiles=profiles)


def _tally_paper(stage: Stage) -> bytes:
    from casa_desktop.domain.table import Letterhead
    from casa_desktop.domain.tally import Tally, TallyRow
    from casa_desktop.reports import tally_pdf

    today = stage.entrance.clock.today()
    rows = (TallyRow(PERSONS, 31, 30), TallyRow("ORI", 22, 21), TallyRow("RCF", 12, 12))
    done = Tally("", 1, today, rows, "Faltó pasar la línea 7 de la planilla PC-0042.", False, "", LONG)
    letterhead = Letterhead(desk="C.A.S.A. Bucaramanga", municipality="Bucaramanga, Santander", title="")
    return tally_pdf.render(done, letterhead, IMPRINT, {"ORI": "Orientación", "RCF": "RCF"}, "21/11/2026 5:40 p. m.")


SCENES = (
    Scene("planillas", _page),
    Scene("planillas-pasar", _typed),
    Scene("planillas-buscar", _finding),
    Scene("planillas-falta", _wrong),
    Scene("planillas-pasadas", _passed),
    Scene("planillas-imprimir", lambda stage: _page(stage, PRINT)),
    Scene("planillas-huecos", lambda stage: _page(stage, GAPS)),
    Scene("planillas-contar", lambda stage: _page(stage, TALLY)),
    Scene("planillas-arqueo", _tally),
)
PAPERS = (Paper("planilla", _sheet), Paper("planillas-arqueo", _tally_paper))
