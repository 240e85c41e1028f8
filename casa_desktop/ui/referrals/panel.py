"""One referral beside the list: what was asked, its history, and one letter for what came of it."""

from collections.abc import Callable, Mapping
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from casa_desktop.domain.access import Action
from casa_desktop.domain.catalog import Catalog
from casa_desktop.domain.errors import CasaError
from casa_desktop.domain.ids import new_id
from casa_desktop.domain.referrals import NEEDS_REASON, ReferralDetail, ReferralState, Urgency
from casa_desktop.services import referrals
from casa_desktop.services.referrals import ReferralQuery, Step
from casa_desktop.texts import ui_referrals as texts
from casa_desktop.ui import widgets
from casa_desktop.ui.editors import DateEdit, TextEdit
from casa_desktop.ui.forms.field import Field
from casa_desktop.ui.people.panel import empty
from casa_desktop.ui.people.parts import flowing
from casa_desktop.ui.referrals.slips import print_slip
from casa_desktop.ui.session import Session
from casa_desktop.ui.stepping import Act, StepForm, acts, facts, words
from casa_desktop.ui.worker import Priority

_KEYS: Mapping[ReferralState, str] = {
    ReferralState.ATTENDED: "A",
    ReferralState.REFUSED: "R",
    ReferralState.NO_SHOW: "N",
    ReferralState.RECEIVED: "C",
    ReferralState.ANNULLED: "Del",
}


class ReferralPanel(QWidget):
    """Shows the referral that the list points at; ``stepped`` when something was written of it."""

    stepped = Signal(object)
    """The :class:`ReferralDetail` afterwards."""
    left = Signal()
    """The form was given up: the cursor goes back."""

    def __init__(self, session: Session, scope: QWidget) -> None:
        super().__init__()
        self.setObjectName("referral_panel")
        self._session = session
        self._catalog: Catalog | None = None
        self._asked = ""
        self._state = ReferralState.ATTENDED
        self._step_uuid = ""
        self.detail: ReferralDetail | None = None
        reason = Field("reason", texts.STEP_REASON, TextEdit(name="step_reason", limit=500))
        day = Field("on", texts.STEP_ON, DateEdit(name="step_on", today=session.clock.today))
        self.form = StepForm("step_form", (reason, day))
        self.form.save_asked.connect(self._save)
        self.form.cancel_asked.connect(self._give_up)
        may = session.can(Action.REFERRAL_WRITE)
        steps = [
            Act(keys, texts.ACT_WORDS[state], partial(self.ask, state), f"{state}_button")
            for state, keys in _KEYS.items()
        ]
        others = [
            Act("P", texts.PRINT, self.print_slip, "slip_button"),
            Act("S", texts.FOLLOW_UP, self.follow_up, "follow_up_button"),
            Act("V", texts.OPEN_PERSON, self.open_person, "person_button"),
        ]
        self._acts, self._buttons = acts(scope, (*(steps if may else ()), *others))
        self._head, self._box = widgets.column(gap=widgets.GAP), widgets.column(gap=widgets.GAP)
        self._empty = widgets.label(texts.NOTHING_CHOSEN, "muted", wrap=True)
        inside = widgets.column(self._empty, self._head, self.form, self._acts, self._box, gap=12)
        inside.addStretch(1)
        self.setLayout(inside)
        self.clear()

    def set_catalog(self, catalog: Catalog) -> None:
        """The names of the organisations."""
        self._catalog = catalog
        self._fill()

    def show_referral(self, uuid: str) -> None:
        """Reads and shows the referral of *uuid*; a form that was open over another one is given up."""
        if uuid != self._asked:
            self.form.hide()
        self._asked = uuid
        if not uuid:
            self.clear()
            return
        self._session.run(
            referrals.detail,
            ReferralQuery(uuid),
            owner=self,
            done=self._arrive,
            failed=lambda _: self.clear(),
            latest="referrals.detail",
        )

    def clear(self) -> None:
        """Forgets what it showed."""
        self._asked, self.detail = "", None
        self.form.hide()
        self._fill()

    # acts

    def ask(self, state: ReferralState) -> None:
        """Opens the short form for *state*: Enter writes it, with today's date."""
        found = self.detail
        if found is None or found.row.state is state:
            return
        self._state, self._step_uuid = state, new_id()
        needed = state in NEEDS_REASON
        self.form.field("reason").set_words(texts.STEP_REASON_NEEDED if needed else texts.STEP_REASON)
        self.form.field("on").setHidden(state is ReferralState.ANNULLED)
        self.form.begin(texts.step_title(found.row, state))
        self.form.load({"on": self._session.clock.today()})

    def _save(self) -> None:
        found = self.detail
        if found is None:
            return
        values = self.form.values()
        command = Step(self._step_uuid, found.row.uuid, found.row.version, self._state, values["on"], values["reason"])
        self._run(command, lambda after: self._written(found, after), self._refused)

    def _written(self, before: ReferralDetail, after: ReferralDetail) -> None:
        self.form.hide()
        self._arrive(after)
        self._session.prompts.inform(texts.stepped(after.row), undo=lambda: self._undo(before, after))
        self.stepped.emit(after)

    def _undo(self, before: ReferralDetail, after: ReferralDetail) -> None:
        row = before.row
        reason = texts.UNDO_REASON if row.state in NEEDS_REASON else ""
        self._take_back(Step(new_id(), row.uuid, after.row.version, row.state, row.state_on, reason))

    def annul(self, made: ReferralDetail) -> None:
        """Undoes a referral that was just made."""
        row = made.row
        self._take_back(Step(new_id(), row.uuid, row.version, ReferralState.ANNULLED, reason=texts.UNDO_REASON))

    def _take_back(self, command: Step) -> None:
        def done(again: ReferralDetail) -> None:
            self._session.prompts.inform(texts.stepped(again.row))
            self.show_referral(again.row.uuid)

        self._run(command, done, self._session.prompts.error)

    def _run(
        self, command: Step, done: Callable[[ReferralDetail], object], failed: Callable[[CasaError], object]
    ) -> None:
        self._session.run(
            referrals.take_step,
            command,
            owner=self,
            done=done,
            failed=failed,
            priority=Priority.SAVING,
            what=texts.SAVING,
            cancellable=False,
        )

    def _refused(self, error: CasaError) -> None:
        self.form.show_problems(error.problems)

    def _give_up(self) -> None:
        self.form.hide()
        self.left.emit()

    def print_slip(self) -> None:
        """Prints the slip, also a second time."""
        if self.detail is not None:
            print_slip(self._session, self, self.detail.row.uuid)

    def follow_up(self) -> None:
        """Plans a follow-up that remembers this referral."""
        if self.detail is not None:
            row = self.detail.row
            self._session.go("followups", f"person:{row.person_uuid}:{self.detail.service_uuid}")

    def open_person(self) -> None:
        """The page of the person."""
        if self.detail is not None:
            self._session.go("people", self.detail.row.person_uuid)

    # painting

    def _arrive(self, found: ReferralDetail) -> None:
        if found.row.uuid == self._asked:
            self.detail = found
            self._fill()

    def _fill(self) -> None:
        found, catalog = self.detail, self._catalog
        empty(self._head)
        empty(self._box)
        shown = found is not None and catalog is not None
        self._empty.setVisible(not shown)
        self._acts.setVisible(shown)
        if found is None or catalog is None:
            return
        row = found.row
        self._head.addWidget(words(texts.person(row), "section", "referral_person"))
        self._head.addWidget(words(texts.heading(found, catalog), name="referral_partner"))
        self._head.addWidget(words(texts.about(found, self._session.clock.today()), "muted"))
        self._head.addWidget(flowing(*self._badges(found)))
        for state in _KEYS:
            if (button := self._buttons.get(f"{state}_button")) is not None:
                button.setEnabled(state is not row.state)
        facts(self._box, texts.told(found))
        history = "\n".join(texts.event(each) for each in reversed(found.history))
        facts(self._box, [(texts.HISTORY, history)])

    def _badges(self, found: ReferralDetail) -> list[QWidget]:
        tones = {
            ReferralState.ATTENDED: "good",
            ReferralState.REFUSED: "danger",
            ReferralState.NO_SHOW: "warn",
            ReferralState.ANNULLED: "plain",
        }
        badges = [(texts.STATES[found.row.state], tones.get(found.row.state, "accent"))]
        if found.row.urgency is not Urgency.NORMAL:
            badges.append((texts.URGENCIES[found.row.urgency], "warn"))
        for told, said in (
            (found.discreet, texts.DISCREET_BADGE),
            (found.row.private, texts.PRIVATE_BADGE),
            (found.reserved, texts.RESERVED_BADGE),
        ):
            if told:
                badges.append((said, "plain"))
        return [widgets.Badge(word, tone) for word, tone in badges]
