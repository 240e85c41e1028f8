"""Pictures of merging: with whom, two records beside each other, long names, possible duplicates, a joined person."""

from casa_desktop.domain.ages import Age
from casa_desktop.domain.documents import Document
from casa_desktop.domain.ids import new_id
from casa_desktop.domain.merging import MergeShown, PairShown
from casa_desktop.domain.names import Name
from casa_desktop.domain.person_views import PersonHit
from casa_desktop.domain.persons import Details, Numbers
from casa_desktop.domain.phones import Phone
from casa_desktop.services import duplicates, merging, people
from casa_desktop.services.duplicates import PairsQuery
from casa_desktop.services.people import PersonQuery, RegisterPerson, SearchPeople
from casa_desktop.ui.gallery.stage import Scene, Stage
from casa_desktop.ui.people.page import PeoplePage

_LONG = Name("Yusmary Wilhelmina", "de los Ángeles", "Etxeberría Goikoetxea", "Wohuriu Iguarán", "")
_LONG_AGAIN = Name("Jusmari Guillermina", "de los Angeles", "Echeverría Goicoechea", "Guoriyú Iguarán", "Yusma")


def _page(stage: Stage, user: str = "coordinacion") -> PeoplePage:
    page = stage.open("people", user)
    if not isinstance(page, PeoplePage):
        raise TypeError(page)
    return page


def _pairs(stage: Stage) -> PeoplePage:
    page = _page(stage)
    page.show_pairs()
    stage.wait()
    return page


def _pairs_list(stage: Stage) -> None:
    _pairs(stage)


def _compared(stage: Stage) -> None:
    _pairs(stage)
    stage.press("Return")
    stage.wait()
    for _ in range(2):
        stage.press("Return")
    stage.press("Right")


def _long_names(stage: Stage) -> None:
    page, made = _page(stage), list[str]()
    for uuid, name, number in (("a" * 32, _LONG, "V-18.111.222"), ("b" * 32, _LONG_AGAIN, "V-18.111.223")):
        numbers = Numbers((Document(new_id(), "CV", number),), (Phone(new_id(), "300 555 01 23"),))
        details = Details(name, sex="02", age=Age(birth_date=page.session.clock.today().replace(year=1990)))
        command = RegisterPerson(uuid, details, numbers)
        page.session.run(people.register, command, owner=page, done=lambda done: made.append(done.uuid))
        stage.wait()
    page.open_target(made[0])
    stage.wait()
    page.merge()
    stage.wait()
    page.merging.whom.chosen.emit(made[1])
    stage.wait()


def _whom(stage: Stage) -> None:
    page, found = _pairs(stage), list[PairShown]()
    page.session.run(duplicates.pairs, PairsQuery(), owner=page, done=found.extend)
    stage.wait()
    page.open_target(found[0].one.uuid)
    stage.wait()
    page.merge()
    stage.wait()


def _joined(stage: Stage) -> None:
    """Somebody of the demo who was registered twice."""
    page, found = _page(stage), list[str]()

    def look(uuid: str) -> None:
        def note(merges: tuple[MergeShown, ...]) -> None:
            if merges:
                found.append(uuid)

        page.session.run(merging.merges_of, PersonQuery(uuid), owner=page, done=note)

    def look_all(hits: tuple[PersonHit, ...]) -> None:
        for hit in hits:
            look(hit.uuid)

    for letter in "aeioucdfgjklmrsy":
        page.session.run(people.search, SearchPeople(letter, 99), owner=page, done=look_all)
    stage.wait()
    page.open_target(found[0])
    stage.wait()
    page.focus_first()


SCENES = (
    Scene("unir-con-quien", _whom),
    Scene("unir-comparar", _compared),
    Scene("unir-nombres-largos", _long_names),
    Scene("unir-duplicados", _pairs_list),
    Scene("unir-persona", _joined),
)
