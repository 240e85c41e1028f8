"""The second half of the form of a person: what is never compulsory, and what is asked in private."""

from datetime import date
from typing import Any

from PySide6.QtWidgets import QWidget

from casa_desktop.domain.catalog import Catalog, Kind
from casa_desktop.domain.errors import Code, Problem
from casa_desktop.domain.persons import Channel
from casa_desktop.texts import ui_people as texts
from casa_desktop.ui import widgets
from casa_desktop.ui.choices import Chips, Choice
from casa_desktop.ui.editors import DateEdit, TextEdit
from casa_desktop.ui.forms.base import Form
from casa_desktop.ui.forms.field import Field
from casa_desktop.ui.people.model import countries, listed, municipalities
from casa_desktop.ui.people.parts import Beside
from casa_desktop.ui.session import Session

_LISTS = {
    "language": (Kind.LANGUAGE, texts.LANGUAGE),
    "ethnicity": (Kind.ETHNICITY, texts.ETHNICITY),
    "disability": (Kind.DISABILITY, texts.DISABILITY),
}


class MorePart(QWidget):
    """Registers its fields in *form*, after those of the first half."""

    def __init__(self, form: Form, session: Session, *, registering: bool) -> None:
        super().__init__()
        self.setObjectName("more_part")
        self._form = form
        today = session.clock.today
        self.fields: list[Field] = []
        self.channel: Chips | None = None
        consent = self._consent_part() if registering else None
        preferred = self._add("preferred_name", texts.PREFERRED_NAME, TextEdit(name="preferred_name_edit", limit=80))
        note = self._add("phone_note", texts.PHONE_NOTE, TextEdit(name="phone_note_edit", limit=120))
        known = self._add("known_how", texts.KNOWN_HOW, Chips(texts.KNOWN, name="known_how_chips", single=True))
        expires = self._add("expires_on", texts.EXPIRES_ON, DateEdit(name="expires_on_edit", today=today))
        issuer = self._add("issuing_country", texts.ISSUING_COUNTRY, Choice(countries(), name="issuing_choice"))
        town = self._add("municipality", texts.MUNICIPALITY, Choice(municipalities(), name="municipality_choice"))
        address = self._add("address", texts.ADDRESS, TextEdit(name="address_edit", limit=160))
        self._choices = {name: Choice(name=f"{name}_choice") for name in _LISTS}
        lists = {name: self._add(name, label, self._choices[name]) for name, (_, label) in _LISTS.items()}
        inside = widgets.column(
            widgets.hint(texts.MORE_HINT), preferred, known, Beside(expires, issuer), note, Beside(town, address)
        )
        if consent is not None:
            inside.insertLayout(1, consent)
        inside.addWidget(lists["language"])
        inside.addWidget(widgets.label(texts.PRIVATE, "caption"))
        inside.addWidget(Beside(lists["ethnicity"], lists["disability"]))
        self.setLayout(inside)

    def set_lists(self, catalog: Catalog, day: date) -> None:
        """Fills the lists of the catalogue; what was chosen or typed stays."""
        for name, (kind, _) in _LISTS.items():
            set_options(self._choices[name], listed(catalog, kind, day))

    def check(self) -> list[Problem]:
        """A signature is proven by its folio, a verbal authorisation by its witness."""
        found: list[Problem] = []
        chosen = self.channel.one() if self.channel is not None else None
        for channel, name in ((Channel.SIGNATURE, "folio"), (Channel.VERBAL, "witness")):
            if chosen == channel and not self._form.field(name).value():
                found.append(Problem(Code.REQUIRED, name))
        return found

    def _consent_part(self) -> Any:
        self.channel = Chips(texts.CHANNELS, name="consent_chips", single=True)
        channel = self._add("consent_channel", texts.CONSENT, self.channel)
        folio = self._add("folio", texts.FOLIO, TextEdit(name="folio_edit", limit=40, width=200))
        witness = self._add("witness", texts.WITNESS, TextEdit(name="witness_edit", limit=120))
        self.channel.edited.connect(self._show_proof)
        self._show_proof()
        return widgets.column(channel, Beside(folio, witness))

    def _show_proof(self) -> None:
        chosen = self.channel.one() if self.channel is not None else None
        self._form.field("folio").setVisible(chosen == Channel.SIGNATURE)
        self._form.field("witness").setVisible(chosen == Channel.VERBAL)

    def _add(self, name: str, label: str, editor: Any) -> Field:
        field = self._form.add(Field(name, label, editor))
        self.fields.append(field)
        return field


def set_options(choice: Choice, options: list[tuple[str, str]]) -> None:
    """Other options; what was typed before they were known is kept."""
    text = choice.draft()
    choice.set_options(options)
    if choice.value() is None and text:
        choice.restore(text)
