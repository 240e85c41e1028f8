"""The form of a referral: where to, why, what is asked there, and what the slip may say."""

from collections.abc import Callable
from datetime import date
from typing import Any

from casa_desktop.domain.catalog import Catalog, Kind
from casa_desktop.domain.errors import Problem
from casa_desktop.domain.ids import new_id
from casa_desktop.domain.referrals import LONGEST_ASKED, LONGEST_BRING, LONGEST_MOTIVE, Organisation, Urgency
from casa_desktop.services.referrals import Refer
from casa_desktop.texts import ui_referrals as texts
from casa_desktop.ui import widgets
from casa_desktop.ui.choices import Chips, Choice
from casa_desktop.ui.editors import CheckEdit, DateEdit, NotesEdit, NumberEdit, TextEdit
from casa_desktop.ui.forms.base import Form
from casa_desktop.ui.forms.field import Field
from casa_desktop.ui.forms.late import LateReason
from casa_desktop.ui.people.parts import Beside
from casa_desktop.ui.ports import Draft
from casa_desktop.ui.visits.parts import options


class ReferralForm(Form):
    """*psychology*: whether who sits here may keep it private to psychology, which is then the rule."""

    def __init__(self, today: Callable[[], date], late: LateReason, *, psychology: bool) -> None:
        super().__init__(name="referral_form")
        self._today, self._psychology, self._late = today, psychology, late
        self._entries: dict[str, Organisation] = {}
        self._uuids = (new_id(), new_id(), new_id())
        self.partner = Choice(name="partner_choice")
        self.partner.edited.connect(self._tell_partner)
        self._about = widgets.hint("")
        self._about.setObjectName("partner_about")
        self.profile = Chips(name="profile_chips", single=True)
        urgency = Chips([(str(u), words) for u, words in texts.URGENCIES.items()], name="urgency_chips", single=True)
        add = self.add
        partner = add(Field("partner", texts.TO_PARTNER, self.partner, required=True))
        motive = NotesEdit(name="motive_edit", lines=3, limit=LONGEST_MOTIVE)
        asked = NotesEdit(name="asked_edit", lines=3, limit=LONGEST_ASKED)
        for edit in (motive, asked):
            edit.setSizePolicy(widgets.WIDE)
        bring = TextEdit(name="bring_edit", limit=LONGEST_BRING)
        fields = [
            add(Field("motive", texts.MOTIVE_FIELD, motive, required=True)),
            add(Field("asked", texts.ASKED_FIELD, asked)),
            add(Field("bring", texts.BRING_FIELD, bring, hint=texts.BRING_HINT)),
        ]
        urgency_field = add(Field("urgency", texts.URGENCY, urgency, required=True))
        profile = add(Field("profile", texts.PROFILE, self.profile, required=True))
        discreet = add(Field("discreet", texts.SLIP_FIELD, CheckEdit(texts.DISCREET, name="discreet_check")))
        private = add(Field("private", texts.PRIVATE_FIELD, CheckEdit(texts.PRIVATE, name="private_check")))
        date_edit = DateEdit(name="date_edit", today=today)
        late.watch(date_edit)
        day = add(Field("date", texts.DATE, date_edit, required=True))
        sheet = add(Field("sheet", texts.SHEET, TextEdit(name="sheet_edit", width=96, limit=20)))
        line = add(Field("line", texts.LINE, NumberEdit(name="line_edit", width=64, limit=3)))
        add(late)
        if not psychology:
            private.hide()
        body = widgets.column(self.banner, partner, self._about, gap=12)
        body.addWidget(Beside(*fields[:2], gap=widgets.MARGIN))
        body.addWidget(Beside(fields[2], urgency_field, gap=widgets.MARGIN))
        body.addWidget(profile)
        body.addWidget(Beside(discreet, private, gap=widgets.MARGIN) if psychology else discreet)
        body.addLayout(widgets.row(day, sheet, line, left=True))
        body.addWidget(late)
        self.setLayout(body)
        self.start()

    def set_lists(self, catalog: Catalog, entries: tuple[Organisation, ...]) -> None:
        """Other organisations and profiles; what was chosen stays."""
        self._entries = {entry.code: entry for entry in entries}
        kept = self.profile.value()
        with self.quiet():
            self.partner.set_options([(e.code, e.name) for e in entries if e.active])
            self.profile.set_options(options(catalog, Kind.PROFILE, self._today()))
            self.profile.set_value(kept)
            self._tell_partner()

    def start(self) -> None:
        """An empty form with uuids of its own."""
        self._uuids = (new_id(), new_id(), new_id())
        self.clear()

    def clear(self) -> None:
        """Empties it, to what a referral usually is."""
        super().clear()
        usual = {"urgency": (str(Urgency.NORMAL),), "date": self._today(), "private": self._psychology}
        self.load(usual)
        self._late.see(self._today())
        self._tell_partner()

    def propose_profile(self, code: str) -> None:
        """That of the last visit, where none was chosen."""
        if not self.profile.value():
            with self.quiet():
                self.profile.set_value(code)

    def command(self, person_uuid: str) -> Refer:
        """What to ask of ``referrals.refer``."""
        values = self.values()
        return Refer(
            *self._uuids,
            person_uuid,
            values["date"],
            self.profile.one() or "",
            values["partner"] or "",
            values["motive"],
            values["asked"],
            values["bring"],
            Urgency((values["urgency"] or (str(Urgency.NORMAL),))[0]),
            values["discreet"],
            values["private"] and self._psychology,
            values["sheet"],
            values["line"],
            values["reason"],
        )

    def field_of(self, problem: Problem) -> str:
        return problem.field.rpartition(".")[2]

    def draft(self) -> Draft:
        return {**super().draft(), "uuids": list(self._uuids)}

    def restore(self, draft: Draft) -> None:
        super().restore(draft)
        kept: Any = draft.get("uuids")
        if isinstance(kept, list) and len(kept) == len(self._uuids):
            first, second, third = map(str, kept)
            self._uuids = (first, second, third)

    def _tell_partner(self) -> None:
        entry = self._entries.get(self.partner.value() or "")
        self._about.setText(texts.organisation_card(entry) if entry is not None else "")
        self._about.setVisible(entry is not None)
