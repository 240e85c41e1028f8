"""A session being written: the visit with its sealed part, the protocol of a high risk, and the next appointment."""

from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from casa_desktop.domain.access import Compartment
from casa_desktop.domain.catalog import Catalog
from casa_desktop.domain.errors import CasaError, Problem
from casa_desktop.domain.listening import HIGH_RISK, RISK_FIELD, Appointment, SessionLine
from casa_desktop.domain.visit_views import VisitRow
from casa_desktop.domain.visits import ONE_TO_ONE
from casa_desktop.services import listening, visits
from casa_desktop.services.care import Care
from casa_desktop.services.listening import Book, HistoryQuery, HoldSession
from casa_desktop.services.visits import PersonQuery, VisitRecorded
from casa_desktop.texts import care as cards
from casa_desktop.texts import ui_listening as texts
from casa_desktop.texts import ui_scanning
from casa_desktop.ui import hotkeys, widgets
from casa_desktop.ui.forms.late import LateReason
from casa_desktop.ui.listening.booking import NextForm
from casa_desktop.ui.listening.steps import StepsCard
from casa_desktop.ui.ports import Draft
from casa_desktop.ui.session import Session
from casa_desktop.ui.visits.form import FormFacts, VisitForm
from casa_desktop.ui.visits.model import first
from casa_desktop.ui.worker import Priority


def private_part(catalog: Catalog, keys: frozenset[str]) -> Catalog:
    """The lists as they are, and of the services only those whose key is among *keys*."""
    return replace(catalog, service_types=tuple(kind for kind in catalog.service_types if kind.compartment in keys))


class SessionView(QWidget):
    """``saved`` once it stands in the base; ``left`` when it is given up."""

    saved = Signal()
    left = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.setObjectName("session_view")
        self.session = session
        self.form: VisitForm | None = None
        self.appointment_uuid = self.pass_uuid = self._name = ""
        self._who = widgets.label("", "section", wrap=True, name="session_who")
        self._about = widgets.Banner()
        self.risk = StepsCard(cards.RISK_TITLE, cards.RISK, name="risk_card")
        self.route = StepsCard(cards.ROUTE_TITLE, cards.ROUTE, name="route_card")
        self.needs_key = widgets.hint(texts.NO_PROTECTION_KEY)
        self.needs_key.hide()
        self.next = NextForm(session.clock.today)
        self.next.asks = self.ask_save
        self.next.cancel_asked.connect(self.leave)
        self._save = widgets.PrimaryButton(
            f"{texts.SAVE_SESSION}   Ctrl+Enter", self.ask_save, icon="save", name="save_session_button"
        )
        back = widgets.Button(texts.BACK, self.leave, keys="Esc", icon="back", name="leave_button")
        route = widgets.Button(
            texts.ROUTE_BUTTON,
            self.toggle_route,
            keys=hotkeys.PROTECTION,
            icon="shield",
            name="route_button",
            scope=self,
        )
        top = widgets.row(self._who, route, back)
        top.setStretch(0, 1)
        self._place = widgets.column()
        self._scroll = _part(self._place, "session_scroll")
        self._after = widgets.card(widgets.column(self.next))
        side = _part(
            widgets.column(self._about, self.route, self.risk, self.needs_key, self._after, gap=12),
            "session_side_scroll",
        )
        body = widgets.row(self._scroll, side, gap=widgets.MARGIN)
        body.setStretch(0, 5)
        body.setStretch(1, 3)
        foot = widgets.row()
        foot.addStretch(1)
        foot.addWidget(self._save)
        outer = widgets.column(top, body, foot, gap=12)
        outer.setStretch(1, 1)
        self.setLayout(outer)
        self.risk.hide()
        self.route.hide()

    def set_facts(self, facts: FormFacts) -> None:
        """Builds the form for these lists; what was being typed stays."""
        kept = self.draft() if self.form is not None and self.form.dirty else None
        if self.form is not None:
            self._place.removeWidget(self.form)
            self.form.hide()
            self.form.deleteLater()
        self.form = VisitForm(facts, self.session.clock.today, LateReason(self.session))
        self.form.guard.read.connect(lambda: self.session.prompts.inform(ui_scanning.READ_OVER_A_FORM))
        self.form.asks = self.ask_save
        self.form.cancel_asked.connect(self.leave)
        self.form.edited.connect(self._look_at_risk)
        self._place.addWidget(self.form)
        last = self.form.fields()[-1].widget
        for before, after in pairwise((last, *(field.widget for field in self.next.fields()), self._save)):
            QWidget.setTabOrder(before, after)
        if kept is not None:
            self.restore(kept)

    def set_care(self, care: Care) -> None:
        """The desk's own cards."""
        self.risk.show_steps(care.risk)
        self.route.show_steps(care.route)

    def start(
        self, person_uuid: str = "", name: str = "", *, appointment: Appointment | None = None, pass_uuid: str = ""
    ) -> None:
        """A session of somebody, or of somebody anonymous where *person_uuid* is empty."""
        if self.form is None:
            return
        self.appointment_uuid = appointment.uuid if appointment is not None else ""
        self.pass_uuid = pass_uuid
        self.form.start(person_uuid, anonymous=not person_uuid)
        self.next.begin()
        self._show(person_uuid, name)
        if (code := self._session_code()) is not None:
            values: dict[str, Any] = {"services": (code,)}
            if appointment is not None:
                values[f"{code}.follow_up"] = "later" if appointment.booking.follow_up else "first"
                values[f"{code}.modality"] = appointment.booking.modality
            self.form.load(values)
        self._ask_about(person_uuid)
        self.focus_first()

    @property
    def dirty(self) -> bool:
        """Whether something was typed that is not stored."""
        return self.form is not None and (self.form.dirty or self.next.dirty)

    def focus_first(self) -> None:
        """Puts the cursor where writing starts: sex and age of somebody unnamed, else the session."""
        if self.form is None:
            return
        code = self._session_code()
        if self.form.is_anonymous:
            self.form.focus_first()
        elif code is not None:
            self.form.parts[code].focus_first()

    def leave(self) -> None:
        """Asks first where something was typed."""
        if not self.dirty or self.session.prompts.ask(texts.LEAVE_QUESTION, do=texts.LEAVE_DO, keep=texts.LEAVE_KEEP):
            self.left.emit()

    def toggle_route(self) -> None:
        """The route of protection, beside whoever needs it."""
        self.route.setVisible(self.route.isHidden())

    def clear(self) -> None:
        """Forgets everything."""
        self._show("", "")
        self._about.show_text("")
        self.next.clear()
        if self.form is not None:
            self.form.start()
            self.form.mark_saved()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.leave()
        else:
            super().keyPressEvent(event)

    # saving

    def ask_save(self) -> None:
        """Tells everything that is missing, or saves."""
        if self.form is None or not self._save.isEnabled():
            return
        later, wrong = self.next.check(), self.form.check()
        self.next.show_problems(later)
        self.form.show_problems(wrong)
        if later or wrong:
            return
        self._save.setEnabled(False)
        command = self.command(self.form)
        self.session.run(
            listening.hold,
            command,
            owner=self,
            done=lambda recorded: self._done(recorded, with_next=command.next is not None),
            failed=self._failed,
            priority=Priority.SAVING,
            what=texts.SAVING,
            cancellable=False,
        )

    def command(self, form: VisitForm) -> HoldSession:
        """What to record, as it stands now."""
        visit = form.command()
        code = self._session_code()
        modality = first(form.field(f"{code}.modality").value()) if code is not None else ""
        booking = self.next.booking(modality or ONE_TO_ONE) if visit.person_uuid else None
        later = Book(self.next.uuid, visit.person_uuid, booking) if booking is not None else None
        return HoldSession(visit, self.appointment_uuid, self.pass_uuid, later)

    def _done(self, _: VisitRecorded, *, with_next: bool) -> None:
        self._save.setEnabled(True)
        self.session.prompts.inform(texts.SAVED_WITH_NEXT if with_next else texts.SAVED_SESSION)
        self.clear()
        self.saved.emit()

    def _failed(self, error: CasaError) -> None:
        self._save.setEnabled(True)
        if self.form is not None:
            theirs: list[Problem] = [p for p in error.problems if p.field in ("date", "start")]
            self.next.show_problems(theirs)
            self.form.show_problems([p for p in error.problems if p not in theirs])

    # what is known of the person

    def _show(self, person_uuid: str, name: str) -> None:
        self._name = name
        self._who.setText(texts.name(name) if person_uuid else texts.ANONYMOUS_TITLE)
        self._after.setVisible(bool(person_uuid))
        self.risk.hide()
        self.route.hide()
        self._about.show_text("")
        self._scroll.verticalScrollBar().setValue(0)

    def _ask_about(self, person_uuid: str) -> None:
        if not person_uuid:
            return
        run: Callable[..., object] = self.session.run
        run(listening.history, HistoryQuery(person_uuid), owner=self, done=self._tell_last, latest="session.history")
        run(visits.of_person, PersonQuery(person_uuid, 20), owner=self, done=self._tell_profile, latest="session.last")

    def _tell_last(self, lines: tuple[SessionLine, ...]) -> None:
        if self.form is None:
            return
        if not lines:
            self._about.show_text(texts.FIRST_SESSION)
            return
        high = texts.is_high(lines[0])
        self._about.show_text(texts.last_session(lines[0], self.form.facts.catalog), "warn" if high else "accent")
        code = self._session_code()
        if not self.appointment_uuid and code is not None:
            with self.form.quiet():
                self.form.field(f"{code}.follow_up").set_value("later")

    def _tell_profile(self, rows: tuple[VisitRow, ...]) -> None:
        if self.form is None or not rows or rows[0].person_uuid != self.form.person_uuid:
            return
        if not self.form.profile.value():
            with self.form.quiet():
                self.form.profile.set_value(rows[0].profile)

    def _session_code(self) -> str | None:
        parts = self.form.parts if self.form is not None else {}
        return next((code for code, part in parts.items() if part.kind.compartment == Compartment.PSYCHOLOGY), None)

    def _look_at_risk(self) -> None:
        code = self._session_code()
        name = f"{code}.{RISK_FIELD}"
        if self.form is None or name not in {field.name for field in self.form.fields()}:
            return
        high = code in self.form.services.value() and first(self.form.field(name).value()) == HIGH_RISK
        if high and self.risk.isHidden():
            self.risk.show()
        elif not high:
            self.risk.hide()

    # drafts

    def draft(self) -> dict[str, Any]:
        """Everything typed and for whom, to be sealed under the room's keys."""
        return {
            "name": self._name,
            "appointment": self.appointment_uuid,
            "pass": self.pass_uuid,
            "form": dict(self.form.draft()) if self.form is not None else {},
            "next": {"uuid": self.next.uuid, "fields": dict(self.next.draft())},
        }

    def restore(self, draft: Draft) -> None:
        """Puts a draft back; there must be a form for it."""
        if self.form is None:
            return
        kept: dict[str, Any] = dict(draft["form"])
        person = str(kept.get("person_uuid") or "")
        self.appointment_uuid, self.pass_uuid = str(draft["appointment"]), str(draft["pass"])
        self.form.start(person, anonymous=not person)
        self._show(person, str(draft["name"]))
        self.form.restore(kept)
        self.next.uuid = str(draft["next"]["uuid"])
        self.next.restore(dict(draft["next"]["fields"]))
        self._look_at_risk()


def _part(inside: QVBoxLayout, name: str) -> QScrollArea:
    """A column that scrolls by itself, and asks the page for no more room than there is."""
    content = QWidget()
    outer = widgets.column(inside)
    outer.addStretch(1)
    outer.setContentsMargins(0, 0, widgets.GAP, 0)
    content.setLayout(outer)
    area = widgets.scrolled(content, name)
    area.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Ignored)
    area.setMinimumHeight(area.fontMetrics().lineSpacing() * 12)
    return area
