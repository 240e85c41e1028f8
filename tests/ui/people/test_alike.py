"""Who somebody may already be: in the list of the box with the reason, and in the form as an alert or a quiet line."""

from dataclasses import dataclass, field

import pytest

from casa_desktop.domain.access import Role
from casa_desktop.domain.matching.described import Described, Reason
from casa_desktop.domain.person_views import PersonHit
from casa_desktop.services import matching
from casa_desktop.services.context import Context
from casa_desktop.services.matching import Candidate, MatchQuery
from casa_desktop.services.recording import reader
from casa_desktop.texts import ui_alike, ui_people
from casa_desktop.ui.people.family_form import FamilyForm
from casa_desktop.ui.people.form import PersonForm
from casa_desktop.ui.people.page import PeoplePage
from casa_desktop.ui.people.picker import PersonPicker
from tests.services.desk import TODAY
from tests.ui.keys import press, type_text
from tests.ui.people.conftest import Room
from tests.ui.waiting import until


@dataclass
class Matcher:
    """Stands in for the comparison: whom it finds, and what it was asked."""

    found: dict[str, tuple[float, bool, tuple[Reason, ...]]] = field(default_factory=dict)
    asked: list[Described] = field(default_factory=list)

    def __call__(self, ctx: Context, query: MatchQuery) -> tuple[Candidate, ...]:
        self.asked.append(query.described)
        people = ctx.work.people
        rows = [(uuid, people.whole(uuid)) for uuid in self.found if uuid != query.except_for]
        hits: dict[str, PersonHit] = {}
        for each in people.listed([row.id for _, row in rows if row], reader(ctx), TODAY):
            hits[each.hit.uuid] = each.hit
        return tuple(Candidate(hits[uuid], "", *self.found[uuid]) for uuid in self.found if uuid in hits)


@pytest.fixture
def matcher(monkeypatch: pytest.MonkeyPatch) -> Matcher:
    made = Matcher()
    monkeypatch.setattr(matching, "candidates", made)
    return made


@pytest.fixture
def family(room: Room) -> list[str]:
    return [room.register(name) for name in ("María Núñez", "Mario Gómez", "Zuleika Uriana")]


class Box:
    """A picker on the screen, and what it reported."""

    def __init__(self, room: Room) -> None:
        self.room = room
        self.picker = PersonPicker(room.session(Role.RECEPTION))
        self.chosen: list[str] = []
        self.new: list[str] = []
        self.picker.person_chosen.connect(self.chosen.append)
        self.picker.new_person.connect(self.new.append)
        room.show(self.picker, 520, 400)
        self.picker.focus_first()

    @property
    def names(self) -> list[str]:
        return [hit.name for hit in self.picker.list.hits]

    @property
    def why(self) -> list[str]:
        return [ui_alike.shortly(row.why) for row in self.picker.list.rows]

    def type(self, text: str) -> None:
        """Types and waits until nothing more comes."""
        self.room.type(text)
        self.settle()

    def settle(self) -> None:
        until(lambda: not self.picker.finding.waiting)
        self.room.settle()


def test_who_resembles_comes_below_who_begins_so_with_the_reason_and_nothing_moves(
    room: Room, family: list[str], matcher: Matcher
) -> None:
    maria, _, zuleika = family
    matcher.found = {
        zuleika: (0.9, False, (Reason.SAME_PHONE,)),
        maria: (0.5, False, (Reason.SOUNDS_ALIKE, Reason.SAME_BIRTH_DATE, Reason.AGE_FITS)),
    }
    box = Box(room)
    room.type("maria nunez")
    assert (box.names, box.why) == (["María Núñez"], [""]), "at once"
    current = box.picker.list.current()
    box.settle()
    assert box.names == ["María Núñez", "Zuleika Uriana"]
    assert box.why == ["suena igual, misma fecha de nacimiento", "mismo teléfono"]
    assert box.picker.list.current() == current == maria
    room.press("Return")
    assert box.chosen == [maria]


def test_where_nobody_begins_so_enter_waits_and_points_at_who_is_worth_stopping_for(
    room: Room, family: list[str], matcher: Matcher
) -> None:
    matcher.found = {family[0]: (0.9, True, (Reason.DOCUMENT_ONE_DIGIT,))}
    box = Box(room)
    type_text(box.picker.edit, "maria nunes 12345678")
    press(box.picker.edit, "Return")
    room.settle()
    assert (box.chosen, box.new) == ([], []), "she has not been seen yet"
    assert box.picker.list.current() == family[0]
    room.press("Return")
    assert box.chosen == [family[0]]


def test_who_only_resembles_a_little_is_shown_and_enter_registers_what_was_typed(
    room: Room, family: list[str], matcher: Matcher
) -> None:
    matcher.found = {family[0]: (0.3, False, (Reason.NAME_IN_PART,))}
    box = Box(room)
    box.type("mariela nunes")
    assert box.names == ["María Núñez"]
    assert box.picker.list.current() == ""
    assert room.text("person_picker_hint") == ui_people.alike(True, pointed=False)
    room.press("Return")
    assert box.new == ["mariela nunes"]
    room.press("Down")
    room.press("Return")
    assert box.chosen == [family[0]]


def test_of_several_looks_only_the_newest_is_delivered_and_few_letters_ask_nobody(
    room: Room, family: list[str], matcher: Matcher
) -> None:
    box = Box(room)
    box.type("ma")
    assert matcher.asked == []
    box.type("riana lopes")
    assert [each.name.full for each in matcher.asked] == ["Mariana Lopes"], "one look for eleven letters"
    matcher.found = {family[1]: (0.5, False, (Reason.SPELLED_ALIKE,))}
    box.type("z")
    assert box.names == ["Mario Gómez"]
    room.type("q")
    assert box.names == ["Mario Gómez"], "stays until it is known who resembles it now"
    matcher.found = {}
    box.settle()
    assert box.names == []


def test_the_box_of_the_window_shows_them_too_and_ctrl_enter_registers(
    room: Room, family: list[str], matcher: Matcher
) -> None:
    matcher.found = {family[0]: (0.9, True, (Reason.SAME_DOCUMENT,))}
    page: PeoplePage = room.sit(Role.RECEPTION)
    page.search("nuria mesa V-12345678 34 años")
    until(lambda: not page.found.finding.waiting)
    assert [hit.uuid for hit in page.list.hits] == [family[0]]
    assert "1 persona que se parece" in room.text("count_label")
    page.search_new("nuria mesa V-12345678 34 años")
    room.settle()
    form = page.desk.form
    assert isinstance(form, PersonForm)
    values = {name: value for name, value in form.values().items() if value}
    assert (values["first_name"], values["first_surname"], values["number"]) == ("Nuria", "Mesa", "V-12345678")
    assert form.command().details.age.known


@pytest.fixture
def form(room: Room) -> PersonForm:
    made = PersonForm(room.session(Role.RECEPTION))
    room.show(made, 520, 800)
    made.focus_first()
    return made


def looked(room: Room, form: PersonForm) -> None:
    """The typing pauses."""
    until(lambda: not form.alike.looking)
    room.settle()


def test_an_alert_says_with_whom_and_why_and_keys_answer_it(
    room: Room, form: PersonForm, family: list[str], matcher: Matcher
) -> None:
    matcher.found = {
        family[0]: (0.9, True, (Reason.SURNAMES_SWAPPED, Reason.SAME_BIRTH_DATE)),
        family[1]: (0.4, False, (Reason.SOUNDS_ALIKE,)),
    }
    recognised: list[str] = []
    apart: list[str] = []
    form.person_recognised.connect(recognised.append)
    form.alike.told_apart.connect(apart.append)
    room.type("núñez maría", "first_name_edit")
    looked(room, form)
    said = room.text("banner_label")
    assert said.startswith("Posible duplicado: María Núñez ·")
    assert said.endswith("Apellidos en otro orden, misma fecha de nacimiento.")
    assert room.text("alike_label") == "Se parece: Mario Gómez (P-000002), 30 años, suena igual"
    room.press("F2", "first_name_edit")
    assert recognised == [family[0]]
    room.press("Shift+F2", "first_name_edit")
    assert apart == form.alike.apart == [family[0]]
    looked(room, form)
    assert not form.alike.banner.isVisible()
    room.type(" rosa", "first_name_edit")
    looked(room, form)
    assert not form.alike.banner.isVisible(), "it was answered once"
    again = PersonForm(room.session(Role.RECEPTION))
    again.restore(form.draft())
    assert again.alike.apart == [family[0]]
    again.deleteLater()


def test_an_answer_that_comes_after_the_text_was_taken_away_is_not_told(
    room: Room, form: PersonForm, family: list[str], matcher: Matcher
) -> None:
    matcher.found = {family[0]: (0.9, True, (Reason.SAME_NAME,)), family[1]: (0.4, False, (Reason.SOUNDS_ALIKE,))}
    form.set_typed("maria nunes")
    form.alike.hurry()
    form.load({"first_name": "Maria", "first_surname": ""})
    assert form.alike.looking
    form.alike.hurry()
    room.settle()
    assert not form.alike.banner.isVisible()
    assert room.text("alike_label") == ""


def test_who_resembles_a_little_is_a_quiet_line_and_nothing_waits_for_it(
    room: Room, form: PersonForm, family: list[str], matcher: Matcher
) -> None:
    matcher.found = dict.fromkeys(family, (0.4, False, (Reason.SOUNDS_ALIKE,)))
    saves: list[bool] = []
    form.save_asked.connect(lambda: saves.append(True))
    form.set_typed("mariela nunes mujer 34")
    room.press("Ctrl+Return", "first_name_edit")
    assert saves == [True], "saved before anybody was compared"
    assert matcher.asked == []
    looked(room, form)
    assert room.text("alike_label").endswith("; y 2 más")
    assert not form.alike.banner.isVisible()
    assert [each.sex for each in matcher.asked] == ["02"]


def test_who_may_only_register_is_told_nothing_to_browse(room: Room, family: list[str], matcher: Matcher) -> None:
    matcher.found = {family[0]: (0.9, True, (Reason.SAME_NAME,))}
    form = PersonForm(room.session(Role.VOLUNTEER))
    room.show(form, 520, 800)
    form.set_typed("maria nunes")
    looked(room, form)
    assert matcher.asked == []
    assert not form.alike.banner.isVisible()


def test_a_line_of_a_family_alerts_too_and_is_taken_by_key(room: Room, family: list[str], matcher: Matcher) -> None:
    page = room.sit(Role.COORDINATION)
    page.register_family()
    room.settle()
    form = page.desk.form
    assert isinstance(form, FamilyForm)
    matcher.found = {family[2]: (0.9, True, (Reason.SOUNDS_ALIKE,))}
    room.type("suleica huriana")
    until(lambda: not form.lines[0].alike.looking)
    room.settle()
    assert form.lines[0].alike.banner.isVisible()
    room.press("F2")
    assert form.lines[0].known is not None
    assert form.lines[0].known.uuid == family[2]
