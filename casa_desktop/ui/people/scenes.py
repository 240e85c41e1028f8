"""Pictures of «Personas y familias»: nobody yet, somebody found, somebody shown, the forms."""

from casa_desktop.domain.person_views import PersonHit
from casa_desktop.domain.table import Imprint
from casa_desktop.domain.timeline import OpenMatters, PersonSummary, Timeline
from casa_desktop.services import people, timeline
from casa_desktop.services.desk import DeskProfile
from casa_desktop.services.people import SearchPeople
from casa_desktop.services.timeline import OpenQuery, PrintPerson, TimelineQuery
from casa_desktop.texts import ui_shell
from casa_desktop.ui.gallery.stage import Paper, Scene, Stage
from casa_desktop.ui.pages import pages_for
from casa_desktop.ui.people.family_form import FamilyForm
from casa_desktop.ui.people.form import PersonForm
from casa_desktop.ui.people.page import PeoplePage
from casa_desktop.ui.people.summary import render
from casa_desktop.ui.ports import Draft
from casa_desktop.ui.shell import Shell
from casa_desktop.ui.today.page import TodayPage
from casa_desktop.ui.unfinished import Unfinished
from casa_desktop.version import PROGRAM

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


def _busiest(stage: Stage) -> PeoplePage:
    """The person to whom most different things happened."""
    page, best = _page(stage), list[tuple[int, int, str, str]]()
    found: list[PersonHit] = []
    for letter in "aemo":
        page.session.run(people.search, SearchPeople(letter, 40), owner=page, done=found.extend)
    stage.wait()

    def look(hit: PersonHit) -> None:
        def note(waiting: OpenMatters, line: Timeline) -> None:
            kinds = len({each.kind for each in line.entries})
            matters = sum(map(bool, (waiting.follow_ups, waiting.referrals, waiting.transfers)))
            best.append((matters + kinds, len(line.entries), hit.code, hit.uuid))

        def read(waiting: OpenMatters) -> None:
            query = TimelineQuery(hit.uuid, most=99)
            page.session.run(timeline.of_person, query, owner=page, done=lambda line: note(waiting, line))

        page.session.run(timeline.open_matters, OpenQuery(hit.uuid), owner=page, done=read)

    for hit in found:
        look(hit)
    stage.wait()
    page.open_target(max(best)[3])
    stage.wait()
    return page


def _line(stage: Stage) -> None:
    _busiest(stage).focus_first()
    stage.press("Ctrl+H")


def _narrowed(stage: Stage) -> None:
    _line(stage)
    for _ in range(3):
        stage.press("Right")


def _open_matters(stage: Stage) -> None:
    _busiest(stage)


def _summary(stage: Stage) -> bytes:
    page, found = _busiest(stage), list[PersonSummary]()
    shown, catalog = page.panel.page, page.catalog
    if shown is None or catalog is None:
        raise LookupError
    page.session.run(timeline.printed, PrintPerson(shown.uuid), owner=page, done=found.append)
    stage.wait()
    profile = DeskProfile(ui_shell.SETUP_DESK_EXAMPLE, municipality_name="Bucaramanga, Santander")
    imprint = Imprint(page.session.clock.now(), page.session.actor.full_name, PROGRAM)
    return render(found[0], catalog, profile, imprint)


def _edit(stage: Stage) -> None:
    _open(stage).edit()
    stage.wait()
    stage.press("F3")


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


def _slip(stage: Stage) -> str:
    """How somebody of the demo with a family is called by who mishears one letter."""
    hit = _family(stage)
    name = hit.name if hit is not None else _LONG
    for right, wrong in (("z", "s"), ("s", "z"), ("v", "b"), ("n", "m")):
        if right in name.lower():
            return name.lower().replace(right, wrong, 1)
    return name


def _box_alike(stage: Stage, user: str = "recepcion") -> None:
    text = _slip(stage)
    page = stage.open("today", user)
    if not isinstance(page, TodayPage):
        raise TypeError(page)
    stage.type(text)
    page.entry.picker.finding.hurry()
    stage.wait()


def _alert(stage: Stage) -> PersonForm:
    """Somebody of the desk is being registered again, with their birth date or age and all."""
    page = _open(stage)
    known = page.panel.page
    page.register()
    stage.wait()
    form = page.desk.form
    if not isinstance(form, PersonForm) or known is None:
        raise TypeError(form)
    name = known.details.name
    values = {"first_name": name.first_name, "first_surname": name.second_surname or name.first_surname}
    values |= {"other_names": name.other_names, "second_surname": name.first_surname}
    form.load({**values, "sex": known.details.sex, "age": known.details.age, "country": known.details.country or None})
    form.alike.look()
    form.alike.hurry()
    stage.wait()
    return form


def _alert_today(stage: Stage) -> None:
    """The same beside a visit."""
    known = _open(stage).panel.page
    page = stage.open("today", "coordinacion")
    if not isinstance(page, TodayPage) or known is None:
        raise TypeError(page)
    page.entry.take_new(known.details.name.full)
    form = page.entry.person_form
    stage.wait()
    if form is None:
        raise LookupError
    form.load({"sex": known.details.sex, "age": known.details.age, "first_name": known.details.name.first_name})
    form.alike.look()
    form.alike.hurry()
    stage.wait()


def _unfinished(stage: Stage) -> None:
    _page(stage)
    kept: dict[str, Draft] = {"referrals": {"entry": None}, "aid": {"entry": {}}}
    shell = Shell(stage.session, pages_for(stage.session.actor.roles))
    stage.frame.window.show_screen(shell)
    shell.start({"navegación": {"page": "people"}, **kept})
    banner = Unfinished(stage.session, shell)
    shell.put_above(banner)
    banner.look()
    stage.wait()


SCENES = (
    Scene("buscar-parecidas", _box_alike),
    Scene("buscar-duplicado", _alert),
    Scene("buscar-duplicado-hoy", _alert_today),
    Scene("buscar-seguir", _unfinished),
    Scene("familia-nueva", _family_new),
    Scene("familia-falta", _family_missing),
    Scene("personas-vacia", _empty),
    Scene("personas-busqueda", _found),
    Scene("personas-nadie", _nobody),
    Scene("personas-detalle", _shown),
    Scene("personas-abierto", _open_matters),
    Scene("personas-historia", _line),
    Scene("personas-historia-filtro", _narrowed),
    Scene("personas-cambiar", _edit),
    Scene("personas-familiar", _member),
    Scene("personas-autorizacion", _consent),
    Scene("personas-nueva", _new),
    Scene("personas-nueva-falta", _missing),
)
PAPERS = (Paper("personas-resumen", _summary),)
