"""Pictures of «Personas y familias»: nobody yet, somebody found, somebody shown, the forms."""

from casa_desktop.domain.person_views import PersonHit
from casa_desktop.services import people
from casa_desktop.services.people import SearchPeople
from casa_desktop.ui.gallery.stage import Scene, Stage
from casa_desktop.ui.people.family_form import FamilyForm
from casa_desktop.ui.people.page import PeoplePage

_TYPED = "ma"
_LONG = "maría de los ángeles yusmary wilhelmina etxeberría iguarán wohuriu"


def _page(stage: Stage, user: str = "coordinacion") -> PeoplePage:
    page = stage.open("people", user)
    if not isinstance(page, PeoplePage):
        raise TypeError(page)
    return page


def _search(stage: Stage, text: str = _TYPED, user: str = "coordinacion") -> PeoplePage:
    page = _page(stage, user)
    stage.shell.search_edit.setText(text)
    page.search(text)
    stage.wait()
    return page


def _family(stage: Stage) -> PersonHit | None:
    """Somebody of the demo with the largest family."""
    found: list[PersonHit] = []
    page = _page(stage)
    for letter in "aeimoc":
        page.session.run(people.search, SearchPeople(letter, 40), owner=page, done=found.extend)
    stage.wait()
    return max(found, key=lambda hit: (hit.household_size, hit.last_visit is not None, hit.uuid), default=None)


def _open(stage: Stage) -> PeoplePage:
    page = _search(stage)
    if (hit := _family(stage)) is not None:
        page = _search(stage, hit.name.split()[0])
        page.open_target(hit.uuid)
        stage.wait()
    return page


def _empty(stage: Stage) -> None:
    _page(stage)


def _found(stage: Stage) -> None:
    _search(stage).search_entered(True)
    stage.wait()


def _nobody(stage: Stage) -> None:
    _search(stage, "zzz")


def _shown(stage: Stage) -> None:
    _open(stage).panel.reveal()
    stage.wait()


def _edit(stage: Stage) -> None:
    _open(stage).edit()
    stage.wait()
    stage.press("F8")


def _member(stage: Stage) -> None:
    _open(stage).add_member()
    stage.wait()
    stage.type("jo")


def _consent(stage: Stage) -> None:
    page = _open(stage)
    page.panel.consent_asked.emit()
    stage.wait()
    stage.press("Ctrl+Return")


def _new(stage: Stage) -> None:
    page = _page(stage, "recepcion")
    page.register(_LONG)
    stage.wait()


def _missing(stage: Stage) -> None:
    _new(stage)
    stage.press("Ctrl+Return")


def _whole_family(stage: Stage) -> FamilyForm:
    page = _page(stage, "recepcion")
    page.register_family()
    stage.wait()
    form = page.desk.form
    if not isinstance(form, FamilyForm):
        raise TypeError(form)
    lines = (
        ("Yusmary Wilhelmina Etxeberría Iguarán", "mu", "34", "cé", "V-18.111.222"),
        ("José Gregorio Rojas Peña", "có", "ho", "36", "sin"),
        ("Luisana", "hijo o", "mu", "8", "sin"),
        ("Sebastián", "hijo o", "ho", "11 meses", "", ""),
    )
    for cells in lines:
        for cell in cells:
            stage.type(cell)
            stage.press("Return")
    return form


def _family_new(stage: Stage) -> None:
    form = _whole_family(stage)
    stage.press("Return")
    form.channel.set_value("FIRMA")


def _family_missing(stage: Stage) -> None:
    form = _whole_family(stage)
    form.lines[1].sex.set_value(None)
    form.lines[3].age.setText("once")
    form.lines[2].toggle_own()
    stage.press("Ctrl+Return")


SCENES = (
    Scene("familia-nueva", _family_new),
    Scene("familia-falta", _family_missing),
    Scene("personas-vacia", _empty),
    Scene("personas-busqueda", _found),
    Scene("personas-nadie", _nobody),
    Scene("personas-detalle", _shown),
    Scene("personas-cambiar", _edit),
    Scene("personas-familiar", _member),
    Scene("personas-autorizacion", _consent),
    Scene("personas-nueva", _new),
    Scene("personas-nueva-falta", _missing),
)
