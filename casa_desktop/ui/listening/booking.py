"""The form of an appointment, and the short one of the next appointment under a session."""

from collections.abc import Callable
from datetime import date
from typing import Any

from casa_desktop.domain.catalog import Catalog, Kind
from casa_desktop.domain.errors import Code, Problem
from casa_desktop.domain.ids import new_id
from casa_desktop.domain.listening import USUAL_MINUTES, Appointment, Booking, check_booking
from casa_desktop.domain.visits import ONE_TO_ONE
from casa_desktop.services.listening import Book, ChangeBooking
from casa_desktop.texts import ui_listening as texts
from casa_desktop.ui import widgets
from casa_desktop.ui.choices import Chips
from casa_desktop.ui.editors import DateEdit, NumberEdit, TimeEdit
from casa_desktop.ui.forms.base import Form
from casa_desktop.ui.forms.field import Field
from casa_desktop.ui.ports import Draft
from casa_desktop.ui.settings.parts import save_row
from casa_desktop.ui.visits.model import first
from casa_desktop.ui.visits.parts import options

Today = Callable[[], date]


class BookingForm(Form):
    """A new appointment of somebody, or one that exists."""

    def __init__(self, today: Today) -> None:
        super().__init__(name="booking_form")
        self._today = today
        self._catalog: Catalog | None = None
        self.uuid, self.person_uuid, self.person_name = new_id(), "", ""
        self._version = 0
        self._title = widgets.label("", "section", wrap=True, name="booking_title")
        self._who = widgets.label("", wrap=True, name="booking_who")
        self._modality = Chips(name="modality_chips", single=True)
        when = widgets.row(
            self.add(Field("date", texts.DATE, DateEdit(name="date_edit", today=today), required=True)),
            self.add(Field("start", texts.START, TimeEdit(name="start_edit"), required=True, hint=texts.START_HINT)),
            self.add(Field("minutes", texts.MINUTES, NumberEdit(name="minutes_edit", width=80, limit=3))),
            gap=widgets.MARGIN,
            left=True,
        )
        sessions = (("first", texts.FIRST), ("later", texts.FOLLOW_UP))
        session = self.add(Field("follow_up", texts.SESSION, Chips(sessions, name="follow_up_chips", single=True)))
        modality = self.add(Field("modality", texts.MODALITY, self._modality))
        save = save_row(self, texts.SAVE_BOOKING, icon="save", name="save_booking_button", back=True)
        outer = widgets.column(self._title, self._who, self.banner, when, session, modality, save, gap=12)
        outer.addStretch(1)
        self.setLayout(outer)

    def set_catalog(self, catalog: Catalog) -> None:
        """The kinds of session."""
        self._catalog = catalog
        self._modality.set_options(options(catalog, Kind.PSYCH_MODALITY, self._today()))

    def begin(self, person_uuid: str, person_name: str, day: date) -> None:
        """A new appointment of somebody, on the day that is looked at."""
        self.uuid, self._version = new_id(), 0
        self._of(person_uuid, person_name, texts.BOOK_TITLE)
        self._fill(Booking(max(day, self._today()), ""))

    def show_appointment(self, each: Appointment) -> None:
        """An appointment that exists."""
        self.uuid, self._version = each.uuid, each.version
        self._of(each.person_uuid, each.person_name, texts.CHANGE_TITLE)
        self._fill(each.booking)

    def propose(self, *, follow_up: bool) -> None:
        """Whether it is the first session, as far as is known; what was chosen by hand stays."""
        if not self._version and not self.dirty:
            with self.quiet():
                self.field("follow_up").set_value("later" if follow_up else "first")

    def command(self) -> Book | ChangeBooking:
        """What to ask of the agenda."""
        if self._version:
            return ChangeBooking(self.uuid, self._version, self._booking())
        return Book(self.uuid, self.person_uuid, self._booking())

    def check(self) -> tuple[Problem, ...]:
        if (found := super().check()) or self._catalog is None:
            return found
        return tuple(check_booking(self._booking(), self._catalog, self._today()))

    def draft(self) -> Draft:
        kept = {"uuid": self.uuid, "version": self._version, "person": self.person_uuid, "name": self.person_name}
        return {**kept, "fields": dict(super().draft())}

    def restore(self, draft: Draft) -> None:
        self.uuid, self._version = str(draft["uuid"]), int(draft["version"])
        title = texts.CHANGE_TITLE if self._version else texts.BOOK_TITLE
        self._of(str(draft["person"]), str(draft["name"]), title)
        super().restore(dict(draft["fields"]))

    def _of(self, person_uuid: str, person_name: str, title: str) -> None:
        self.person_uuid, self.person_name = person_uuid, person_name
        self._title.setText(title)
        self._who.setText(texts.name(person_name))

    def _fill(self, booking: Booking) -> None:
        self.load(
            {
                "date": booking.date,
                "start": booking.start or None,
                "minutes": booking.minutes,
                "follow_up": "later" if booking.follow_up else "first",
                "modality": booking.modality,
            }
        )

    def _booking(self) -> Booking:
        return booking_of(self.values(), self._today())


class NextForm(Form):
    """Day and hour of the next appointment; nothing where the day is left empty."""

    def __init__(self, today: Today) -> None:
        super().__init__(name="next_form")
        self._today = today
        self.uuid = new_id()
        when = widgets.row(
            self.add(Field("date", texts.NEXT, DateEdit(name="next_date_edit", today=today))),
            self.add(Field("start", texts.START.replace("&", ""), TimeEdit(name="next_start_edit"))),
            gap=widgets.MARGIN,
            left=True,
        )
        self.setLayout(widgets.column(self.banner, when, widgets.hint(texts.NEXT_HINT), gap=widgets.SMALL))

    def begin(self) -> None:
        """Nothing is proposed: a date that nobody chose would be one more thing to take away."""
        self.uuid = new_id()
        self.clear()

    def check(self) -> tuple[Problem, ...]:
        found = super().check()
        values = self.values()
        if not found and (values["date"] is None) != (not values["start"]):
            missing = "date" if values["date"] is None else "start"
            return (Problem(Code.REQUIRED, missing),)
        return found

    def booking(self, modality: str) -> Booking | None:
        """The next appointment: a follow-up of the same kind."""
        values = self.values()
        if values["date"] is None or not values["start"]:
            return None
        return Booking(values["date"], values["start"], USUAL_MINUTES, follow_up=True, modality=modality)


def booking_of(values: dict[str, Any], today: date) -> Booking:
    """An appointment as it stands in a form."""
    return Booking(
        values["date"] or today,
        values["start"],
        USUAL_MINUTES if values["minutes"] is None else values["minutes"],
        first(values["follow_up"]) == "later",
        first(values["modality"]) or ONE_TO_ONE,
    )
