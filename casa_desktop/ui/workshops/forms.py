"""The forms of «Talleres»: a workshop, somebody new at the door, and how many came without a name."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QWidget

from casa_desktop.domain.catalog import Catalog, Form, Kind, ServiceType
from casa_desktop.domain.documents import Document
from casa_desktop.domain.errors import Code, Problem
from casa_desktop.domain.ids import new_id
from casa_desktop.domain.names import split_typed
from casa_desktop.domain.persons import NO_NUMBERS, Details, Numbers
from casa_desktop.domain.phones import Phone
from casa_desktop.domain.typed_person import TypedPerson, read_typed
from casa_desktop.domain.workshops import (
    LONGEST_TOPIC,
    LONGEST_VENUE,
    Nameless,
    Workshop,
    WorkshopDetail,
    check_workshop,
)
from casa_desktop.services.people import RegisterPerson
from casa_desktop.services.workshops import NO_PROFILE
from casa_desktop.texts import ui_people
from casa_desktop.texts import ui_visits as visit_texts
from casa_desktop.texts import ui_workshops as texts
from casa_desktop.ui import widgets
from casa_desktop.ui.choices import Chips, Choice
from casa_desktop.ui.editors import NumberEdit, PlannedDateEdit, TextEdit, TimeEdit, Today
from casa_desktop.ui.forms.base import Form as FormWidget
from casa_desktop.ui.forms.field import Field
from casa_desktop.ui.forms.late import LateReason
from casa_desktop.ui.people.editors import AgeEdit
from casa_desktop.ui.people.parts import Beside
from casa_desktop.ui.ports import Draft
from casa_desktop.ui.settings.parts import save_row
from casa_desktop.ui.visits.model import BANDS, band_ages, band_key, first
from casa_desktop.ui.visits.parts import options

_CELL = 104

Staff = Sequence[tuple[str, str]]
"""(uuid, name), the one at the keyboard first."""


def recordable(catalog: Catalog, roles: frozenset[Any], day: date) -> tuple[ServiceType, ...]:
    """The types of workshop that somebody with *roles* may count."""
    kinds = (k for k in catalog.service_types if k.form is Form.WORKSHOP)
    return tuple(k for k in kinds if k.active_on(day) and k.recordable_by(roles))


class WorkshopForm(FormWidget):
    """A workshop as it should be."""

    def __init__(
        self, catalog: Catalog, kinds: Sequence[ServiceType], staff: Staff, today: Today, late: LateReason
    ) -> None:
        super().__init__(name="workshop_form")
        self.late = late
        self._workshop = Workshop(new_id(), "", today(), "")
        self._catalog, self._today = catalog, today
        day = today()
        shown = [(kind.code, kind.name) for kind in kinds]
        service = Field("service_type", texts.SERVICE, Chips(shown, name="service_chips", single=True), required=True)
        self._title = widgets.label(texts.NEW_TITLE, "section", name="workshop_title")
        topic = Field("topic", texts.TOPIC, TextEdit(name="topic_edit", limit=LONGEST_TOPIC), required=True)
        date_edit = self._date_edit = PlannedDateEdit(name="date_edit", today=today)
        when = (
            Field("date", texts.DATE, date_edit, required=True),
            Field("starts_at", texts.HOUR, TimeEdit(name="starts_at_edit")),
            Field("capacity", texts.CAPACITY, NumberEdit(name="capacity_edit", width=80, limit=4)),
        )
        place = Choice(options(catalog, Kind.PLACE, day), name="place_choice", placeholder=texts.BY_SERVICE)
        venue = TextEdit(name="venue_edit", limit=LONGEST_VENUE)
        where = (
            Field("place", texts.PLACE, place),
            Field("venue", texts.VENUE, venue, hint=texts.VENUE_HINT),
        )
        partner = Choice(options(catalog, Kind.PARTNER, day), name="partner_choice")
        who = (
            Field("partner", texts.PARTNER, partner),
            Field("staff", texts.STAFF, Choice(staff, name="staff_choice")),
        )
        funder = Choice(options(catalog, Kind.FUNDER, day), name="funder_choice", placeholder=texts.BY_SERVICE)
        paper = (
            Field("funder", texts.FUNDER, funder),
            Field("sheet", texts.SHEET, TextEdit(name="sheet_edit", limit=20), hint=texts.SHEET_HINT),
        )
        for field in (topic, service, *when, late, *where, *who, *paper):
            self.add(field)
        self._moved = widgets.hint(texts.MOVED_HINT)
        save = save_row(self, texts.SAVE, icon="save", name="save_workshop_button", back=True)
        body = widgets.column(
            self._title,
            self.banner,
            topic,
            service,
            Beside(*when, shares=(3, 2, 2)),
            late,
            Beside(*where),
            Beside(*who),
            Beside(*paper),
            self._moved,
            save,
            gap=12,
        )
        body.addStretch(1)
        self.setLayout(body)
        self._moved.hide()
        self.load(
            {
                "date": day,
                "service_type": kinds[0].code if kinds else None,
                "staff": staff[0][0] if staff else None,
            }
        )

    def show_workshop(self, workshop: Workshop, *, counted: bool) -> None:
        """One that exists; *counted* where somebody came already."""
        self._workshop = workshop
        self._title.setText(texts.EDIT_TITLE)
        self._moved.setVisible(counted)
        self.load({field.name: getattr(workshop, field.name, "") or None for field in self.fields()})
        if counted:  # then moving it moves what is counted, out of one month and into another
            self.late.watch(self._date_edit, workshop.date)
            self.late.see(workshop.date)

    def workshop(self) -> Workshop:
        """What stands in the form."""
        values = self.values()
        old = self._workshop
        return Workshop(
            uuid=old.uuid,
            service_type=first(values["service_type"]),
            date=values["date"] or old.date,
            topic=values["topic"],
            starts_at=values["starts_at"],
            place=first(values["place"]),
            venue=values["venue"],
            partner=first(values["partner"]),
            staff=first(values["staff"]),
            funder=first(values["funder"]),
            capacity=values["capacity"],
            sheet=values["sheet"],
            cancelled=old.cancelled,
            version=old.version,
        )

    def check(self) -> tuple[Problem, ...]:
        return super().check() or tuple(check_workshop(self.workshop(), self._catalog))

    def draft(self) -> dict[str, Any]:
        return {**super().draft(), "uuid": self._workshop.uuid}

    def restore(self, draft: Mapping[str, Any]) -> None:
        super().restore(draft)
        if not self._workshop.version:
            uuid = str(draft.get("uuid") or self._workshop.uuid)
            self._workshop = Workshop(uuid, "", self._today(), "")


class QuickForm(FormWidget):
    """Somebody new at the door: a name, a sex, an age. The rest waits in «Pendientes por completar»."""

    def __init__(self, catalog: Catalog, day: date, today: Today) -> None:
        super().__init__(name="quick_form")
        self.uuid = new_id()
        self._today = today
        self._numbers = NO_NUMBERS
        self._typed = ""
        self._also = widgets.hint("")
        self._also.setObjectName("quick_also_label")
        name = Field("name", texts.NAME, TextEdit(name="quick_name_edit", limit=200), required=True)
        sex = Field("sex", texts.SEX, Chips(ui_people.SEXES, name="quick_sex_chips", single=True), required=True)
        age = Field("age", texts.AGE, AgeEdit(name="quick_age_edit", today=today), required=True)
        profiles = Choice(options(catalog, Kind.PROFILE, day), name="quick_profile_choice")
        profile = Field("profile", texts.PROFILE, profiles)
        for field in (name, sex, age, profile):
            self.add(field)
        self.finish_on(age.widget)
        save = save_row(self, texts.ADD, icon="add", name="add_new_button", back=True)
        title = widgets.label(texts.NEW_PERSON, "section")
        body = widgets.column(title, self.banner, name, self._also, sex, age, profile, save, gap=12)
        body.addStretch(1)
        self.setLayout(body)

    def begin(self, typed_text: str) -> None:
        """What was looked for, in its fields; the profile stays as for the one before."""
        self.uuid = new_id()
        kept = self.field("profile").value() or NO_PROFILE
        self.clear()
        person = self._take_numbers(typed_text)
        self.load({"name": person.name_words, "sex": person.sex, "age": person.age, "profile": kept})

    def _take_numbers(self, typed_text: str) -> TypedPerson:
        """A document and a phone have no field here; they are told, and registered too."""
        person = read_typed(typed_text, self._today())
        known = person.number and person.document_type
        self._typed = typed_text
        self._numbers = Numbers(
            (Document(new_id(), person.document_type, person.number),) if known else (),
            (Phone(new_id(), person.phone),) if person.phone else (),
        )
        also = [ui_people.document(person.document_type, person.number)] if known else []
        also += [person.phone] if person.phone else []
        self._also.setText(texts.also_registered(also) if also else "")
        if person.number and not known:
            # Of which document it is nobody said: it stays where it is seen.
            return replace(person, name_words=f"{person.name_words} {person.number}".strip())
        return person

    def draft(self) -> Draft:
        return {**super().draft(), "typed": self._typed}

    def restore(self, draft: Draft) -> None:
        self._take_numbers(str(draft.get("typed") or ""))
        super().restore(draft)

    def focus_first(self) -> None:
        name = "sex" if self.field("name").value() else "name"
        self.field(name).widget.setFocus(Qt.FocusReason.TabFocusReason)

    @property
    def profile(self) -> str:
        """The code that was chosen."""
        return first(self.field("profile").value())

    def command(self) -> RegisterPerson:
        """Registers the person; the same uuid each time."""
        values = self.values()
        details = Details(name=split_typed(values["name"]), sex=first(values["sex"]), age=values["age"])
        return RegisterPerson(self.uuid, details, self._numbers)

    def field_of(self, problem: Problem) -> str:
        return {"first_name": "name", "first_surname": "name", "birth_date": "age"}.get(problem.field, problem.field)


class Grid(QWidget):
    """How many of each sex and age band. ``value()`` is a tuple of (sex code, band key, number) without zeros."""

    edited = Signal()

    def __init__(self, sexes: Sequence[tuple[str, str]], *, name: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self._cells: dict[tuple[str, str], NumberEdit] = {}
        grid = QGridLayout()
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(6)
        for column, (_, words) in enumerate(sexes, start=1):
            grid.addWidget(widgets.label(words, "caption"), 0, column, Qt.AlignmentFlag.AlignRight)
        for row, band in enumerate(BANDS, start=1):
            grid.addWidget(widgets.label(visit_texts.band(band), "caption"), row, 0)
            for column, (sex, words) in enumerate(sexes, start=1):
                cell = NumberEdit(name=f"{name}_{sex}_{band.first}", width=_CELL, limit=3)
                cell.setAccessibleName(f"{words}, {visit_texts.band(band)}")
                cell.edited.connect(self.edited)
                self._cells[sex, band_key(band)] = cell
                grid.addWidget(cell, row, column)
        grid.setColumnStretch(len(sexes) + 1, 1)
        self.setLayout(grid)
        self.setFocusProxy(next(iter(self._cells.values())))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter goes on from cell to cell, the arrows up and down to the next age; from the last it is the form's."""
        cells = list(self._cells.values())
        here = next((at for at, cell in enumerate(cells) if cell.hasFocus()), len(cells) - 1)
        line = len(cells) // len(BANDS)
        enter = Qt.Key.Key_Return, Qt.Key.Key_Enter
        there = here + {Qt.Key.Key_Down: line, Qt.Key.Key_Up: -line, **dict.fromkeys(enter, 1)}.get(
            Qt.Key(event.key()), len(cells)
        )
        if 0 <= there < len(cells):
            cells[there].setFocus(Qt.FocusReason.TabFocusReason)
        else:
            super().keyPressEvent(event)

    def value(self) -> tuple[tuple[str, str, int], ...]:
        return tuple((*key, number) for key, cell in self._cells.items() if (number := cell.value()))

    def set_value(self, value: Sequence[tuple[str, str, int]] | None) -> None:
        numbers = {(sex, band): number for sex, band, number in value or ()}
        for key, cell in self._cells.items():
            cell.set_value(numbers.get(key))

    def problem(self) -> Code | None:
        return next((code for cell in self._cells.values() if (code := cell.problem())), None)

    def draft(self) -> list[list[str]]:
        return [[*key, cell.draft()] for key, cell in self._cells.items() if cell.draft()]

    def restore(self, draft: Any) -> None:
        kept = {(str(row[0]), str(row[1])): row[2] for row in draft if len(row) == 3}
        for key, cell in self._cells.items():
            cell.restore(kept.get(key, ""))


class HeadcountForm(FormWidget):
    """How many came without giving a name."""

    def __init__(self, catalog: Catalog, day: date) -> None:
        super().__init__(name="headcount_form")
        self._kept: tuple[Nameless, ...] = ()
        sexes = [(c, visit_texts.REQUIRED_SEX_SHORT.get(c, n)) for c, n in options(catalog, Kind.SEX, day)]
        self.grid = Grid(sexes, name="headcount_grid")
        counts = self.add(Field("counts", texts.HEADCOUNT_TITLE, self.grid, hint=texts.HEADCOUNT_HINT))
        profiles = Choice(options(catalog, Kind.PROFILE, day), name="headcount_profile_choice")
        profile = self.add(Field("profile", texts.PROFILE, profiles))
        save = save_row(self, texts.SAVE_COUNT, icon="save", name="save_headcount_button", back=True)
        body = widgets.column(self.banner, counts, profile, save, gap=12)
        body.addStretch(1)
        self.setLayout(body)

    def show_detail(self, detail: WorkshopDetail) -> None:
        """As they were counted last."""
        keys = {band_ages(band_key(band)): band_key(band) for band in BANDS}
        shown = [(c, keys.get((c.age_from, c.age_to))) for c in detail.nameless]
        self._kept = tuple(c for c, key in shown if key is None)
        kept = self.field("profile").value() or NO_PROFILE
        self.load({"counts": [(c.sex, key, c.number) for c, key in shown if key], "profile": kept})

    def counts(self) -> tuple[Nameless, ...]:
        """As they should be; what other bands hold stays."""
        found = []
        for sex, band, number in self.grid.value():
            low, high = band_ages(band)
            found.append(Nameless(sex, low or 0, high or 0, number))
        return (*found, *self._kept)

    @property
    def profile(self) -> str:
        """The code that was chosen."""
        return first(self.field("profile").value()) or NO_PROFILE
