"""The form of a delivery: who of the family receives, what, and what a visit always asks."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from PySide6.QtWidgets import QHBoxLayout, QWidget

from casa_desktop.domain.aid import Deliver, check_lines
from casa_desktop.domain.aid_views import Earlier, ItemStock
from casa_desktop.domain.catalog import Catalog, Kind
from casa_desktop.domain.errors import Code, Problem
from casa_desktop.domain.person_views import Member
from casa_desktop.domain.visits import Anonymous, Companion, NewService, RecordVisit, check_visit
from casa_desktop.services.aid import FALLBACK, GuardQuery, type_of_aid
from casa_desktop.texts import ui_aid as texts
from casa_desktop.texts import ui_visits
from casa_desktop.ui import widgets
from casa_desktop.ui.aid.quantities import QuantitiesEdit
from casa_desktop.ui.choices import Chips, Choice
from casa_desktop.ui.editors import DateEdit, NumberEdit, TextEdit
from casa_desktop.ui.forms.base import Form
from casa_desktop.ui.forms.field import Field
from casa_desktop.ui.forms.late import LateReason
from casa_desktop.ui.ports import Draft
from casa_desktop.ui.visits.model import BANDS, Uuids, band_ages, band_key, first
from casa_desktop.ui.visits.parts import options

ONE, FAMILY = "one", "family"
_REMEMBERED = ("sheet", "place", "funder")


@dataclass(frozen=True, slots=True)
class DeliveryFacts:
    """What the form is built from; *catalog* of today."""

    catalog: Catalog
    today: date


class DeliveryForm(Form):
    """Reports ``save_asked`` when nothing is missing; :meth:`command` gives what to hand out."""

    def __init__(self, facts: DeliveryFacts, today: Callable[[], date], late: LateReason) -> None:
        super().__init__(name="delivery_form")
        self.facts = facts
        self.uuids = Uuids()
        self.person_uuid = ""
        self._today = today
        self.late = late
        self._members: tuple[str, ...] = ()
        self.anonymous = self._anonymous_part()
        self.receiver = Chips(name="receiver_chips", single=True)
        self.lines = QuantitiesEdit(name="lines_edit")
        profile = Chips(options(facts.catalog, Kind.PROFILE, facts.today), name="profile_chips", single=True)
        body = widgets.column(self.banner, self.anonymous, gap=12)
        for field in (
            Field("receiver", texts.RECEIVER, self.receiver, required=True),
            Field("lines", texts.LINES, self.lines, required=True, hint=texts.LINES_HINT),
        ):
            body.addWidget(self.add(field))
        override = TextEdit(name="override_reason_edit", limit=500)
        body.addWidget(self.add(Field("override_reason", texts.OVERRIDE, override, required=True)))
        body.addWidget(self.add(Field("profile", ui_visits.PROFILE, profile, required=True)))
        body.addLayout(self._folio_row())
        body.addWidget(self.add(late))  # below the date that it follows
        self.setLayout(body)
        self.start()

    def _anonymous_part(self) -> QWidget:
        sexes = [
            (code, ui_visits.REQUIRED_SEX_SHORT.get(code, name))
            for code, name in options(self.facts.catalog, Kind.SEX, self.facts.today)
        ]
        sex = Chips(sexes, name="anonymous_sex_chips", single=True)
        band = Chips([(band_key(b), ui_visits.band(b)) for b in BANDS], name="anonymous_band_chips", single=True)
        part = QWidget()
        part.setObjectName("anonymous_part")
        part.setLayout(
            widgets.column(
                self.add(Field("anonymous.sex", ui_visits.SEX, sex, required=True)),
                self.add(Field("anonymous.band", ui_visits.AGE_BAND, band, required=True)),
                gap=12,
            )
        )
        return part

    def _folio_row(self) -> QHBoxLayout:
        catalog, day = self.facts.catalog, self.facts.today
        date_edit = DateEdit(name="date_edit", today=self._today, width=120)
        self.late.watch(date_edit)
        row = widgets.row(
            self.add(Field("date", texts.DAY, date_edit, required=True)),
            self.add(Field("sheet", ui_visits.SHEET, TextEdit(name="sheet_edit", width=96, limit=20))),
            self.add(Field("line", ui_visits.LINE, NumberEdit(name="line_edit", width=64, limit=3))),
        )
        by_service = ui_visits.BY_SERVICE
        for name, words, kind in (
            ("place", ui_visits.PLACE, Kind.PLACE),
            ("funder", ui_visits.FUNDER, Kind.FUNDER),
        ):
            choice = Choice(options(catalog, kind, day), name=f"{name}_choice", placeholder=by_service)
            row.addWidget(self.add(Field(name, words, choice)), 1)
        return row

    # what the page does with it

    def start(self, person_uuid: str = "", *, anonymous: bool = False) -> None:
        """A new delivery; planilla, place and funder stay as they were for the one before."""
        kept = {name: self.field(name).value() for name in (*_REMEMBERED, "line")}
        self.clear()
        self.uuids = Uuids()
        self.person_uuid = person_uuid
        self.anonymous.setVisible(anonymous)
        self.load({**kept, "date": self._today()})
        self.set_members(())
        self.show_earlier(())
        self.late.see(self._today())

    @property
    def is_anonymous(self) -> bool:
        return not self.anonymous.isHidden()

    def set_members(self, members: Sequence[Member]) -> None:
        """Who lives with the person; alone there is nothing to choose."""
        self._members = tuple(m.person_uuid for m in members if m.person_uuid != self.person_uuid)
        chosen = self.receiver.value()
        with self.quiet():
            self.receiver.set_options([(ONE, texts.ONE), (FAMILY, texts.whole_family(len(self._members) + 1))])
            self.receiver.set_value(chosen if self._members else ())
        self.field("receiver").setVisible(bool(self._members))

    def set_stock(self, stock: Sequence[ItemStock]) -> None:
        """What there is to hand out now."""
        with self.quiet():
            self.lines.set_stock(stock, self.field("date").value() or self._today())

    def show_earlier(self, earlier: Sequence[Earlier]) -> None:
        """Asks for the reason where something was given too short a time ago."""
        self.field("override_reason").setVisible(bool(earlier))

    def next_line(self) -> None:
        """After a save: the line below on the same planilla."""
        line = self.field("line").value()
        if line is not None:
            self.load({"line": line + 1})

    @property
    def for_family(self) -> bool:
        return bool(self._members) and first(self.receiver.value()) == FAMILY

    def guard(self) -> GuardQuery | None:
        """What to ask of earlier deliveries; None where nobody or nothing is chosen yet."""
        items = tuple(line.item_uuid for line in self.lines.value())
        if not items or not self.person_uuid:
            return None
        persons = (self.person_uuid, *(self._members if self.for_family else ()))
        return GuardQuery(persons, items, self.field("date").value() or self._today())

    def command(self) -> Deliver:
        """What to hand out, as it stands now."""
        values = self.values()
        day = values["date"] or self._today()
        kind = type_of_aid(self.facts.catalog, day)
        service = NewService(
            uuid=self.uuids["service"],
            type=kind.code if kind else FALLBACK,
            place=values["place"] or "",
            funder=values["funder"] or "",
            sheet=values["sheet"],
            line=values["line"],
        )
        others = self._members if self.for_family else ()
        visit = RecordVisit(
            uuid=self.uuids["visit"],
            date=day,
            profile=first(values["profile"]),
            services=(service,),
            person_uuid="" if self.is_anonymous else self.person_uuid,
            anonymous=self._anonymous(values) if self.is_anonymous else None,
            companions=tuple(Companion(self.uuids[f"with.{uuid}"], person_uuid=uuid) for uuid in others),
            reason=values["reason"],
        )
        shown = not self.field("override_reason").isHidden()
        return Deliver(visit, self.lines.value(), bool(others), values["override_reason"] if shown else "")

    def _anonymous(self, values: dict[str, Any]) -> Anonymous:
        low, high = band_ages(first(values["anonymous.band"]))
        return Anonymous(self.uuids["anonymous"], first(values["anonymous.sex"]), low, high)

    # what Form asks

    def check(self) -> tuple[Problem, ...]:
        wrong = [p for p in super().check() if self.is_anonymous or not p.field.startswith("anonymous")]
        missing = ("lines", "profile", "anonymous.sex", "anonymous.band")
        # What is missing is told by the rule itself, which says it better.
        wrong = [p for p in wrong if p.code is not Code.REQUIRED or p.field not in missing]
        if wrong:
            return tuple(wrong)
        given = self.command()
        return (*check_lines(given.lines), *check_visit(given.visit, self.facts.catalog, self._today()))

    def field_of(self, problem: Problem) -> str:
        if problem.field.startswith("lines"):
            return "lines"
        name = problem.field.rpartition("services[0].")[2]
        return {"anonymous.age": "anonymous.band"}.get(name, name)

    def draft(self) -> Draft:
        return {"fields": dict(super().draft()), "uuids": dict(self.uuids), "person_uuid": self.person_uuid}

    def restore(self, draft: Draft) -> None:
        super().restore(dict(draft.get("fields") or {}))
        self.uuids = Uuids({str(k): str(v) for k, v in dict(draft.get("uuids") or {}).items()})
        self.person_uuid = str(draft.get("person_uuid") or "")
