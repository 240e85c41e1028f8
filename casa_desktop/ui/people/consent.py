"""Authorisations of data on a person's page: what was authorised, how it is proven, until when."""

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from casa_desktop.domain.access import Action
from casa_desktop.domain.catalog import Catalog
from casa_desktop.domain.errors import Code, Problem
from casa_desktop.domain.ids import new_id
from casa_desktop.domain.person_views import ConsentShown, PersonPage
from casa_desktop.domain.persons import Channel, NewConsent, Purpose
from casa_desktop.services import consents
from casa_desktop.services import desk as desks
from casa_desktop.services.consents import RecordConsent, RevokeConsent
from casa_desktop.services.desk import DeskProfile, DeskQuery
from casa_desktop.texts import ui_people as texts
from casa_desktop.ui import widgets
from casa_desktop.ui.choices import Chips
from casa_desktop.ui.editors import DateEdit, TextEdit
from casa_desktop.ui.forms.base import Form
from casa_desktop.ui.forms.field import Field
from casa_desktop.ui.people.model import FIRST_TEXT_VERSION
from casa_desktop.ui.session import Session
from casa_desktop.ui.worker import Priority

_GRANTED, _REFUSED = "granted", "refused"


class ConsentForm(Form):
    """One authorisation, or its refusal."""

    def __init__(self, session: Session) -> None:
        super().__init__(name="consent_form")
        self._uuid = new_id()
        self._today = session.clock.today
        purpose = self._chips("purpose", texts.PURPOSE, texts.PURPOSES)
        answer = self._chips("granted", texts.ANSWER, ((_GRANTED, texts.GRANTED), (_REFUSED, texts.REFUSED)))
        channel = self._chips("channel", texts.CONSENT_HOW, texts.CHANNELS)
        folio = self.add(Field("folio", texts.FOLIO, TextEdit(name="consent_folio_edit", limit=40, width=160)))
        witness = self.add(Field("witness", texts.WITNESS, TextEdit(name="consent_witness_edit", limit=120)))
        given = self.add(Field("given_on", texts.GIVEN_ON, DateEdit(name="given_on_edit", today=self._today)))
        version = TextEdit(name="text_version_edit", limit=20, width=96)
        shown = self.add(Field("text_version", texts.TEXT_VERSION, version))
        self._read_out = widgets.label("", "muted-body", wrap=True, name="consent_text_label")
        self._read_out.hide()
        self.setLayout(
            widgets.column(
                self.banner,
                purpose,
                answer,
                channel,
                widgets.row(folio, witness),
                widgets.row(given, shown, left=True),
                self._read_out,
            )
        )
        self.load(
            {
                "purpose": Purpose.DATA,
                "granted": _GRANTED,
                "channel": Channel.SIGNATURE,
                "given_on": self._today(),
                "text_version": FIRST_TEXT_VERSION,
            }
        )
        self.edited.connect(self._show_proof)
        self._show_proof()
        self.finish_on(version)
        session.run(desks.profile, DeskQuery(), owner=self, done=self._set_desk, failed=lambda _: None)

    def _set_desk(self, desk: DeskProfile) -> None:
        """The version that is read out now, and its text, for whoever authorises by word."""
        if desk.consent_version and self.field("text_version").value() == FIRST_TEXT_VERSION:
            with self.quiet():
                self.field("text_version").set_value(desk.consent_version)
        self._read_out.setText(texts.read_out(desk.consent_version, desk.consent_text))
        self._read_out.setVisible(bool(desk.consent_text))

    def command(self, person_uuid: str) -> RecordConsent:
        """What to record of *person_uuid*."""
        values = self.values()
        granted = self._one("granted") == _GRANTED
        consent = NewConsent(
            self._uuid,
            Purpose(self._one("purpose")),
            Channel(self._one("channel")),
            values["given_on"] or self._today(),
            values["text_version"],
            granted=granted,
            folio=values["folio"],
            witness=values["witness"],
        )
        return RecordConsent(person_uuid, consent)

    def check(self) -> tuple[Problem, ...]:
        found = list(super().check())
        proof = {Channel.SIGNATURE: "folio", Channel.VERBAL: "witness"}.get(Channel(self._one("channel") or "HUELLA"))
        if proof and self._one("granted") == _GRANTED and not self.field(proof).value():
            found.append(Problem(Code.REQUIRED, proof))
        return tuple(found)

    def _chips(self, name: str, label: str, options: tuple[tuple[str, str], ...]) -> Field:
        return self.add(Field(name, label, Chips(options, name=f"{name}_chips", single=True), required=True))

    def _one(self, name: str) -> str:
        return next(iter(self.field(name).value()), "")

    def _show_proof(self) -> None:
        self.field("folio").setVisible(self._one("channel") == Channel.SIGNATURE)
        self.field("witness").setVisible(self._one("channel") == Channel.VERBAL)


class ConsentPart(QWidget):
    """The authorisations of one person; ``add_asked`` opens the form."""

    add_asked = Signal()

    def __init__(self, session: Session, page: PersonPage, catalog: Catalog) -> None:
        super().__init__()
        self.setObjectName("consent_part")
        self._session = session
        inside = widgets.column(widgets.label(texts.CONSENTS, "section"))
        if not page.consents:
            inside.addWidget(widgets.label(texts.NO_CONSENTS, "muted", wrap=True))
        for each in page.consents:
            line = widgets.row(widgets.label(texts.consent(each, catalog), wrap=True))
            line.setStretch(0, 1)
            if each.holds and session.can(Action.PERSON_EDIT):
                revoke = widgets.link(texts.REVOKE, partial(self._revoke, each), name=f"revoke_{each.uuid}")
                line.addWidget(revoke)
            inside.addLayout(line)
        if session.can(Action.PERSON_REGISTER):
            add = widgets.Button(texts.ADD_CONSENT, self.add_asked.emit, icon="add", name="add_consent_button")
            inside.addLayout(widgets.row(add, left=True))
        self.setLayout(inside)

    def _revoke(self, consent: ConsentShown) -> None:
        reason = self._session.prompts.ask_text(
            texts.REVOKE_QUESTION, label=texts.REVOKE_LABEL, do=texts.REVOKE, lines=2
        )
        if reason is None:
            return
        self._session.run(
            consents.revoke,
            RevokeConsent(consent.uuid, reason=reason),
            owner=self._session.tasks,
            done=lambda _: self._session.prompts.inform(texts.REVOKED),
            priority=Priority.SAVING,
            what=texts.SAVING,
            cancellable=False,
        )
