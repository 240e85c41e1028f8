"""The form of a new visit: services by their key, what each asks, the profile, and what may wait."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QHideEvent, QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QWidget

from casa_desktop.domain.access import Role
from casa_desktop.domain.ages import Age, AgeRange
from casa_desktop.domain.catalog import Catalog, Kind
from casa_desktop.domain.children import ALONE
from casa_desktop.domain.errors import Code, Problem
from casa_desktop.domain.person_views import Member
from casa_desktop.domain.visits import RecordVisit, check_visit
from casa_desktop.texts import care as cards
from casa_desktop.texts import ui_visits as texts
from casa_desktop.ui import hotkeys, widgets
from casa_desktop.ui.choices import Chips, Choice
from casa_desktop.ui.editors import CheckEdit, NumberEdit, TextEdit
from casa_desktop.ui.forms.base import Form
from casa_desktop.ui.forms.field import Field
from casa_desktop.ui.forms.late import LateReason
from casa_desktop.ui.listening.steps import StepsCard
from casa_desktop.ui.people.parts import Beside
from casa_desktop.ui.ports import Draft
from casa_desktop.ui.scanning.guard import ReaderGuard
from casa_desktop.ui.visits.family import KEY as FAMILY_KEY
from casa_desktop.ui.visits.family import FamilyEdit
from casa_desktop.ui.visits.health import asides
from casa_desktop.ui.visits.model import (
    BANDS,
    COMMON,
    Uuids,
    band_ages,
    band_key,
    field_of,
    first,
    letters,
    record_visit,
)
from casa_desktop.ui.visits.parts import ServicePart, countries, options
from casa_desktop.ui.visits.several import CompanionsEdit

TAKEN_LETTERS = "DFTGAMNLBH"
"""Letters that the page and the fields of this form use with Alt."""
_REMEMBERED = ("sheet", "place", "funder", "staff")


@dataclass(frozen=True, slots=True)
class FormFacts:
    """What a form of a visit is built from: lists, the day, who attends and who may be named."""

    catalog: Catalog
    day: date
    roles: frozenset[Role]
    staff: Sequence[tuple[str, str]]
    """(uuid, name), the one at the keyboard first."""
    notes: bool
    """Whether a sealed note can be written here: the role allows it and the key is at hand."""
    z_scores: bool = False
    """Whether nutrition tells z-scores."""
    private: frozenset[str] = frozenset()
    """The compartments whose services are recorded here and nowhere else."""


class VisitForm(Form):
    """Reports ``save_asked`` when nothing is missing; :meth:`command` gives what to record."""

    def __init__(self, facts: FormFacts, today: Callable[[], date], late: LateReason) -> None:
        super().__init__(name="visit_form")
        self.facts = facts
        self.uuids = Uuids()
        self.guard = ReaderGuard(self)
        self.person_uuid = ""
        self._today = today
        self.late = late
        self._kinds = facts.catalog.types_for(facts.roles, facts.day, facts.private)
        self._names = {kind.code: texts.short_name(kind) for kind in self._kinds}
        self._letters = letters(self._kinds, self._names, TAKEN_LETTERS)
        # Fields are made in the order of the keyboard.
        self.add(late)  # the day is known before anything else
        self.anonymous = self._anonymous_part()
        self.services = self._service_chips()
        services = self.add(Field("services", texts.SERVICES, self.services, required=True))
        self.parts = {k.code: ServicePart(self, k, facts.catalog, facts.day, notes=facts.notes) for k in self._kinds}
        self.asides = asides(self, self.parts.values(), facts.day, z_scores=facts.z_scores)
        self.family = FamilyEdit(name="family_edit")
        self._family_field = self.add(Field("family", texts.FAMILY_PRESENT, self.family, hint=texts.FAMILY_HINT))
        self._family_field.hide()
        key = QShortcut(QKeySequence(FAMILY_KEY), self)
        key.setContext(Qt.ShortcutContext.WindowShortcut)
        key.activated.connect(self.toggle_family)
        self.profile = Chips(options(facts.catalog, Kind.PROFILE, facts.day), name="profile_chips", single=True)
        body = widgets.column(self.banner, late, self.anonymous, services, gap=12)
        for part in self.parts.values():
            part.hide()
            body.addWidget(part)
        body.addWidget(self._family_field)
        body.addWidget(self.add(Field("profile", texts.PROFILE, self.profile, required=True)))
        body.addWidget(self._folio_row())
        self.steps = StepsCard(cards.CHILD_TITLE, cards.CHILD, name="child_steps")
        """What to do with a child who came alone, as soon as that is marked."""
        self.steps.hide()
        self.more = self._more_part()
        self.more_button = widgets.link(texts.MORE, self.toggle_more, keys=hotkeys.MORE, name="more_button")
        body.addWidget(self.more_button)
        body.addWidget(self.more)
        self.more.hide()
        self.setLayout(body)
        self.services.edited.connect(self._show_parts)
        for name in ("anonymous.sex", "anonymous.band"):
            self.field(name).editor.edited.connect(self._show_nameless)
        self.edited.connect(self._tell_family)
        self.show_anonymous(False)
        late.see(facts.day)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.guard.watch()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.guard.rest()

    # what is asked

    def _service_chips(self) -> Chips:
        keys = {code: f"   Alt+{letter}" for code, letter in self._letters.items()}
        shown = [(k.code, self._names[k.code] + keys.get(k.code, "")) for k in self._kinds]
        chips = Chips(shown, name="services_chips")
        for code, letter in self._letters.items():
            shortcut = QShortcut(QKeySequence(f"Alt+{letter}"), self)
            shortcut.setContext(Qt.ShortcutContext.WindowShortcut)
            shortcut.activated.connect(lambda code=code: self.toggle_service(code))
        return chips

    def _anonymous_part(self) -> QWidget:
        catalog = self.facts.catalog
        sexes = [
            (code, texts.REQUIRED_SEX_SHORT.get(code, name))
            for code, name in options(catalog, Kind.SEX, self.facts.day)
        ]
        sex = Chips(sexes, name="anonymous_sex_chips", single=True)
        band = Chips([(band_key(b), texts.band(b)) for b in BANDS], name="anonymous_band_chips", single=True)
        country = Choice(countries(), name="anonymous_country_choice", width=240)
        part = QWidget()
        part.setObjectName("anonymous_part")
        part.setLayout(
            widgets.column(
                self.add(Field("anonymous.sex", texts.SEX, sex, required=True)),
                self.add(Field("anonymous.band", texts.AGE_BAND, band, required=True)),
                self.add(Field("anonymous.country", texts.COUNTRY, country)),
                gap=12,
            )
        )
        return part

    def _folio_row(self) -> QWidget:
        catalog, day = self.facts.catalog, self.facts.day
        sheet = self.add(Field("sheet", texts.SHEET, TextEdit(name="sheet_edit", width=96, limit=20)))
        line = self.add(Field("line", texts.LINE, NumberEdit(name="line_edit", width=64, limit=3)))
        funder = Choice(options(catalog, Kind.FUNDER, day), name="funder_choice", placeholder=texts.BY_SERVICE)
        place = Choice(options(catalog, Kind.PLACE, day), name="place_choice", placeholder=texts.BY_SERVICE)
        folio, by_service = QWidget(), QWidget()
        folio.setLayout(widgets.row(sheet, line, left=True))
        by_service.setLayout(
            widgets.row(self.add(Field("place", texts.PLACE, place)), self.add(Field("funder", texts.FUNDER, funder)))
        )
        return Beside(folio, by_service, shares=(0, 1))

    def _more_part(self) -> QWidget:
        catalog, day = self.facts.catalog, self.facts.day
        part = QWidget()
        part.setObjectName("more_part")
        sexes = [(code, texts.REQUIRED_SEX_SHORT.get(code, name)) for code, name in options(catalog, Kind.SEX, day)]
        staff = Choice(self.facts.staff, name="staff_choice")
        vulnerabilities = Chips(options(catalog, Kind.VULNERABILITY, day), name="vulnerabilities_chips")
        vulnerabilities.edited.connect(self._show_steps)
        intention = Chips(options(catalog, Kind.INTENTION, day), name="intention_chips", single=True)
        lodging = Chips(options(catalog, Kind.LODGING, day), name="sleeps_at_chips", single=True)
        companions = CompanionsEdit(sexes, name="companions_edit")
        origin = TextEdit(name="origin_edit", limit=80)
        destination = TextEdit(name="destination_edit", limit=80)
        route = widgets.row(
            self.add(Field("origin", texts.ORIGIN, origin)),
            self.add(Field("destination", texts.DESTINATION, destination)),
        )
        part.setLayout(
            widgets.column(
                widgets.hint(texts.MORE_HINT),
                self.add(Field("companions", texts.COMPANIONS, companions, hint=texts.COMPANIONS_HINT)),
                self.add(Field("vulnerabilities", texts.VULNERABILITIES, vulnerabilities)),
                self.steps,
                self.add(Field("intention", texts.INTENTION, intention)),
                self.add(Field("walker", texts.ROUTE, CheckEdit(texts.WALKER, name="walker_check"))),
                route,
                self.add(Field("sleeps_at", texts.SLEEPS_AT, lodging)),
                self.add(Field("staff", texts.STAFF, staff)),
                gap=12,
            )
        )
        return part

    # what the page does with it

    def start(self, person_uuid: str = "", *, anonymous: bool = False) -> None:
        """A new visit of somebody; place, funder, staff, planilla and why it is late stay as for the one before."""
        kept = {name: self.field(name).value() for name in (*_REMEMBERED, "reason")}
        line = self.field("line").value()
        self.clear()
        self.uuids = Uuids()
        self.person_uuid = person_uuid
        self.show_family(())
        self.load({**kept, "line": line})
        self.show_anonymous(anonymous)
        self.show_person("", None)
        self.late.see(self.facts.day)
        self.more.hide()
        self._show_parts()

    def show_person(self, sex: str, age: Age | None) -> None:
        """Who it is, as far as what is asked of a service depends on it."""
        for aside in self.asides:
            aside.show_person(sex, age)

    def _show_nameless(self) -> None:
        """The same of somebody without a name, whose age is a band."""
        if self.is_anonymous:
            first_age, last_age = band_ages(first(self.field("anonymous.band").value()))
            known = first_age is not None and last_age is not None
            stated = AgeRange(first_age or 0, last_age or 0) if known else None
            age = Age(stated=stated, stated_on=self.facts.day) if stated else None
            self.show_person(first(self.field("anonymous.sex").value()), age)

    def next_line(self) -> None:
        """After a save: the line below on the same planilla."""
        line = self.field("line").value()
        if line is not None:
            self.load({"line": line + 1})

    def show_anonymous(self, shown: bool) -> None:
        """Asks sex and age of somebody without a name, or not."""
        self.anonymous.setVisible(shown)

    def show_family(self, members: Sequence[Member]) -> None:
        """Who else belongs to the household of the one who is attended; nobody hides the question."""
        self.family.set_members(members)
        self.family.tell("")
        self._family_field.setVisible(bool(members))

    def toggle_family(self) -> None:
        """The whole family is attended, or only the one who came."""
        if not self._family_field.isHidden():
            self.family.toggle()

    def _tell_family(self) -> None:
        """Says so where the family is there and nothing that was marked is for it."""
        asked = self.command() if self.family.value() and self.services.value() else None
        for_nobody = asked is not None and not any(service.for_all for service in asked.services)
        self.family.tell(texts.FAMILY_NO_SERVICE if for_nobody else "")

    @property
    def is_anonymous(self) -> bool:
        return not self.anonymous.isHidden()

    def toggle_service(self, code: str) -> None:
        """What its key does: on or off, and the cursor goes to what it asks."""
        on = code in self.services.value()
        codes = [c for c in self.services.value() if c != code] if on else [*self.services.value(), code]
        self.services.set_value(codes)
        if on:
            self.services.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.parts[code].focus_first()

    def toggle_more(self) -> None:
        """Opens or closes the second page."""
        self.more.setVisible(self.more.isHidden())
        if not self.more.isHidden():
            self.field("companions").widget.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_steps(self) -> None:
        self.steps.setHidden(set(ALONE).isdisjoint(self.field("vulnerabilities").value()))
        if self.steps.isVisible():
            # What was just shown has no size yet.
            QTimer.singleShot(0, self.steps, lambda: widgets.reveal(self.steps))

    def command(self) -> RecordVisit:
        """What to record, as it stands now."""
        return record_visit(self.values(), self.facts.catalog, self.uuids, self.facts.day, self.person_uuid)

    # what Form asks

    def check(self) -> tuple[Problem, ...]:
        asked = {"anonymous": self.is_anonymous} | {code: code in self.services.value() for code in self.parts}
        # What is missing is told by the rule itself, which says it better.
        wrong = tuple(
            p for p in super().check() if p.code is not Code.REQUIRED and asked.get(p.field.partition(".")[0], True)
        )
        told = {p.field for p in wrong}
        missing = check_visit(self.command(), self.facts.catalog, self._today())
        return (*wrong, *(p for p in missing if self.field_of(p) not in told))

    def field_of(self, problem: Problem) -> str:
        name = field_of(problem.field, self.services.value())
        if name in ("companions", "vulnerabilities", "intention", "origin", "destination", "sleeps_at", "staff"):
            self.more.show()
        return name

    def draft(self) -> Draft:
        """Fields of a compartment stand apart, under its name, so that they are sealed under its key."""
        own = {k.code: k.compartment for k in self._kinds if k.compartment and self.facts.notes}
        found: dict[str, Any] = {"fields": {}, "uuids": dict(self.uuids), "person_uuid": self.person_uuid}
        for name, kept in super().draft().items():
            compartment = own.get(name.partition(".")[0], "") if "." in name else ""
            found.setdefault(compartment or "fields", {})[name] = kept
        found["more"] = not self.more.isHidden()
        return found

    def restore(self, draft: Draft) -> None:
        fields: dict[str, Any] = {}
        for name, part in draft.items():
            if name == "fields" or name in {k.compartment for k in self._kinds}:
                fields |= part if isinstance(part, Mapping) else {}
        super().restore(fields)
        self.uuids = Uuids({str(k): str(v) for k, v in dict(draft.get("uuids") or {}).items()})
        self.person_uuid = str(draft.get("person_uuid") or "")
        self.more.setVisible(bool(draft.get("more")))
        with self.quiet():
            self._show_parts()

    def _show_parts(self) -> None:
        codes = self.services.value()
        for code, part in self.parts.items():
            if part.isHidden() and code in codes:
                part.show()
                empty = {n: v for n, v in part.defaults().items() if not first(self.field(n).value())}
                with self.quiet():
                    for name, value in empty.items():
                        self.field(name).set_value(value)
            elif code not in codes:
                part.hide()

    def remembered(self) -> dict[str, Any]:
        """What stays from one visit to the next, to be given to a form that is built anew."""
        return {name: self.field(name).value() for name in (*_REMEMBERED, "line") if name in COMMON}
