"""The forms of a transfer: the plan with who travels, and a step with its day."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut

from casa_desktop.domain.catalog import Catalog, Kind
from casa_desktop.domain.errors import Code, Problem, Problems
from casa_desktop.domain.ids import new_id
from casa_desktop.domain.person_views import PersonPage
from casa_desktop.domain.transfers import HOME, Plan, Step, TransferDetail, checked_plan
from casa_desktop.domain.visit_views import VisitRow
from casa_desktop.services import visits
from casa_desktop.services.transfers import EditTransfer, RequestTransfer, TakeStep, Travel
from casa_desktop.services.visits import PersonQuery as VisitsOf
from casa_desktop.texts import ui_transfers as texts
from casa_desktop.ui import widgets
from casa_desktop.ui.choices import Chips, Choice
from casa_desktop.ui.editors import DateEdit, TextEdit
from casa_desktop.ui.forms.base import Form
from casa_desktop.ui.forms.field import Field
from casa_desktop.ui.forms.late import LateReason
from casa_desktop.ui.people.model import countries, listed, municipalities
from casa_desktop.ui.people.parts import Beside
from casa_desktop.ui.ports import Draft
from casa_desktop.ui.session import Session
from casa_desktop.ui.transfers.travellers import ADD_KEY, Known, TravellersEdit


def _known(detail: TransferDetail) -> list[Known]:
    """Who is planned, for the chips."""
    return [(t.person_uuid, texts.of_traveller(t), t.kinship) for t in detail.travellers if t.planned]


class PlanForm(Form):
    """A new transfer, or the plan of *detail*. Reports ``save_asked``; :meth:`command` gives what to run."""

    def __init__(self, session: Session, catalog: Catalog, detail: TransferDetail | None = None) -> None:
        super().__init__(name="plan_form")
        self._session, self._catalog = session, catalog
        self.detail = detail
        self._uuid = detail.uuid if detail else new_id()
        today = session.clock.today()
        self.travellers = TravellersEdit(session, name="travellers_edit")
        self.travellers.first_chosen.connect(self._on_first)
        who = self.add(
            Field("travellers", texts.TRAVELLERS, self.travellers, required=True, hint=texts.TRAVELLERS_HINT)
        )
        self.country = Choice(countries(), name="country_choice")
        country = self.add(Field("country", texts.COUNTRY, self.country, required=True))
        town = Choice(municipalities(), name="municipality_choice")
        self._town = self.add(Field("municipality", texts.MUNICIPALITY, town))
        city = self._text("city", texts.CITY, 80)
        reasons = Chips(listed(catalog, Kind.TRANSFER_REASON, today), name="reason_chips", single=True)
        reason = self.add(Field("reason", texts.REASON, reasons, required=True))
        on = DateEdit(name="planned_on_edit", today=session.clock.today)
        planned = self.add(Field("planned_on", texts.PLANNED_ON, on))
        departure = self._text("departure", texts.DEPARTURE, 160)
        ways = Chips(listed(catalog, Kind.TRANSFER_MEANS, today), name="means_chips", single=True)
        means = self.add(Field("means", texts.MEANS, ways))
        profiles = Chips(listed(catalog, Kind.PROFILE, today), name="profile_chips", single=True)
        profile = self.add(Field("profile", texts.PROFILE, profiles, required=True))
        folio = self._text("folio", texts.FOLIO, 20)
        cost = self._text("cost_centre", texts.COST_CENTRE, 40)
        funders = Choice(listed(catalog, Kind.FUNDER, today), name="funder_choice", placeholder=texts.BY_TYPE)
        funder = self.add(Field("funder", texts.FUNDER, funders))
        notes = self.add(Field("notes", texts.NOTES, TextEdit(name="notes_edit", limit=300), hint=texts.NOTES_HINT))
        self.setLayout(
            widgets.column(
                self.banner,
                who,
                Beside(country, self._town, city, shares=(3, 4, 4)),
                reason,
                Beside(planned, departure, shares=(2, 5)),
                means,
                profile,
                Beside(folio, cost, funder, shares=(3, 3, 4)),
                notes,
                gap=12,
            )
        )
        self.country.edited.connect(self._show_town)
        key = QShortcut(QKeySequence(ADD_KEY), self)
        key.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        key.activated.connect(self.travellers.ask)
        self._fill(detail)

    def _text(self, name: str, words: str, limit: int) -> Field:
        return self.add(Field(name, words, TextEdit(name=f"{name}_edit", limit=limit)))

    def _fill(self, detail: TransferDetail | None) -> None:
        plan = detail.plan if detail else Plan()
        if detail is not None:
            self.travellers.add(_known(detail))
        self._loaded, self._going = plan, self.travellers.value()
        names = ("country", "municipality", "city", "reason", "means", "planned_on", "departure", "profile", "folio")
        self.load({name: getattr(plan, name) or None for name in (*names, "cost_centre", "funder", "notes")})
        self._show_town()

    def _show_town(self) -> None:
        self._town.setVisible(self.country.value() == HOME)

    def _on_first(self, page: PersonPage) -> None:
        """The profile of the last attention is proposed, and the cursor goes on to the destination."""
        self.field("municipality").widget.setFocus(Qt.FocusReason.OtherFocusReason)
        self._session.run(
            visits.of_person, VisitsOf(page.uuid, 5), owner=self, done=self._propose, failed=lambda _error: None
        )

    def _propose(self, rows: tuple[VisitRow, ...]) -> None:
        if rows and not self.field("profile").value():
            with self.quiet():
                self.field("profile").set_value(rows[0].profile)

    def plan(self) -> Plan:
        """As it stands in the form."""
        values = self.values()
        one = {name: next(iter(values[name] or ()), "") for name in ("reason", "means", "profile")}
        words = {name: values[name] or "" for name in ("country", "municipality", "city", "departure", "cost_centre")}
        more = {name: values[name] or "" for name in ("funder", "folio", "notes")}
        return Plan(planned_on=values["planned_on"], **one, **words, **more)

    def request(self) -> RequestTransfer:
        """The command of a new one; the same uuid each time."""
        return RequestTransfer(self._uuid, self.plan(), self.travellers.value())

    def change(self, detail: TransferDetail) -> EditTransfer:
        """The command for the one that was shown."""
        return EditTransfer(detail.uuid, detail.version, self.plan(), self.travellers.value())

    def merge(self, detail: TransferDetail) -> tuple[str, ...]:
        """Somebody else saved *detail* meanwhile: shows the new in every field that was left as it was.

        What was typed here stays. Gives the words of the fields that both have changed.
        """
        typed, before, both = self.plan(), self._loaded, []
        with self.quiet():
            for name in Plan.__dataclass_fields__:
                now, was, here = (getattr(plan, name) for plan in (detail.plan, before, typed))
                if here == was:
                    self.field(name).set_value(now or None)
                elif now not in (was, here):
                    both.append(self.field(name).words)
            if self.travellers.value() == self._going:
                self.travellers.set_value(None)
                self.travellers.add(_known(detail))
            elif [known[0] for known in _known(detail)] != [each.person_uuid for each in self._going]:
                both.append(texts.TRAVELLERS)
        self.detail, self._loaded, self._going = detail, detail.plan, self.travellers.value()
        self._show_town()
        return tuple(both)

    def check(self) -> tuple[Problem, ...]:
        own = [p for p in super().check() if p.code is not Code.REQUIRED]
        problems = Problems()
        checked_plan(self.plan(), self._catalog, self._session.clock.today(), problems)
        if not self.travellers.value():
            problems.add(Code.REQUIRED, "travellers")
        told = {p.field for p in own}
        found = [*own, *(p for p in problems if p.field not in told)]
        order = [field.name for field in self.fields()]
        return tuple(sorted(found, key=lambda p: order.index(p.field) if p.field in order else -1))

    def focus_first(self) -> None:
        """Who asks, or where to."""
        if self.detail is None:
            self.travellers.focus_first()
        else:
            self.field("planned_on").widget.setFocus(Qt.FocusReason.OtherFocusReason)

    def draft(self) -> Draft:
        return {**super().draft(), "uuid": self._uuid}

    def restore(self, draft: Draft) -> None:
        super().restore({name: kept for name, kept in draft.items() if name != "uuid"})
        self._uuid = str(draft.get("uuid") or self._uuid)
        self._show_town()


class StepForm(Form):
    """One step of *detail*: its day, a note; of the journey also who travelled."""

    def __init__(self, session: Session, detail: TransferDetail, step: Step) -> None:
        super().__init__(name="step_form")
        self.detail, self.step = detail, step
        self._uuid = new_id()
        self._today = session.clock.today
        self.travellers: TravellersEdit | None = None
        inside = widgets.column(self.banner, gap=12)
        if step is Step.TRAVELLED:
            self.travellers = TravellersEdit(session, name="travelled_edit")
            who = self.add(Field("travellers", texts.WHO_TRAVELLED, self.travellers))
            self.travellers.add(_known(detail))
            inside.addWidget(who)
            key = QShortcut(QKeySequence(ADD_KEY), self)
            key.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            key.activated.connect(self.travellers.ask)
        on = DateEdit(name="on_edit", today=session.clock.today)
        inside.addWidget(self.add(Field("on", texts.ON, on, required=True)))
        if step is Step.TRAVELLED:
            why: Field = (late := LateReason(session))
            late.watch(on)
            self.finish_on(on)
        else:
            words = texts.WHY if step is Step.CANCELLED else texts.NOTE
            why = Field("reason", words, TextEdit(name="reason_edit", limit=500))
        self.add(why)
        self.finish_on(why.widget)
        inside.addWidget(why)
        self.setLayout(inside)
        self.load({"on": self._proposed(detail, step)})

    def _proposed(self, detail: TransferDetail, step: Step) -> date:
        """Today, or the planned day of a journey that is noted later."""
        today, planned = self._today(), detail.plan.planned_on
        return planned if step is Step.TRAVELLED and planned is not None and planned <= today else today

    def take(self) -> TakeStep:
        """The command of every step but the journey."""
        values = self.values()
        return TakeStep(
            self._uuid, self.detail.uuid, self.detail.version, self.step, values["on"], values["reason"] or ""
        )

    def travel(self) -> Travel:
        """The command of the journey."""
        values = self.values()
        people: Sequence[str] = [each.person_uuid for each in values["travellers"]]
        reason = values["reason"] or ""
        return Travel(self._uuid, self.detail.uuid, self.detail.version, values["on"], tuple(people), reason)

    def check(self) -> tuple[Problem, ...]:
        found = list(super().check())
        if self.step is Step.CANCELLED and not self.field("reason").value():
            found.append(Problem(Code.NEEDS_REASON, "reason"))
        if self.travellers is not None and not self.travellers.value():
            found.append(Problem(Code.REQUIRED, "travellers"))
        return tuple(found)

    def focus_first(self) -> None:
        """Who travelled, why it is cancelled, or the day."""
        if self.travellers is not None:
            self.travellers.chips.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            name = "reason" if self.step is Step.CANCELLED else "on"
            self.field(name).widget.setFocus(Qt.FocusReason.TabFocusReason)
