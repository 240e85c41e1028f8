"""The external channel for sexual exploitation and abuse, on screen and paper; and what coordination decides here."""

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from casa_desktop.domain.access import Action
from casa_desktop.domain.errors import Problem
from casa_desktop.domain.petitions import PetitionKind, Term
from casa_desktop.domain.table import Imprint, Letterhead
from casa_desktop.services import voice
from casa_desktop.services.voice import LIMITS, VoiceSettings
from casa_desktop.texts import ui_petitions as texts
from casa_desktop.ui import hotkeys, icons, widgets
from casa_desktop.ui.editors import CheckEdit, NotesEdit, NumberEdit, TextEdit
from casa_desktop.ui.forms.base import Form
from casa_desktop.ui.forms.field import Field
from casa_desktop.ui.papers import Papers
from casa_desktop.ui.people.panel import empty
from casa_desktop.ui.people.parts import Beside
from casa_desktop.ui.session import Session
from casa_desktop.ui.settings.parts import save_row


def ways(settings: VoiceSettings) -> tuple[tuple[str, str], ...]:
    """(label, where) of what the desk wrote down of the channel."""
    told = (
        (texts.PEAS_PHONE, settings.peas_phone),
        (texts.PEAS_EMAIL, settings.peas_email),
        (texts.PEAS_WEB, settings.peas_web),
    )
    return tuple((label, where) for label, where in told if where)


class ChannelCard(QWidget):
    """«Explotación o abuso sexual: no se registra aquí», and where it is reported."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.setObjectName("channel_card")
        self._papers = Papers(session, self, texts.RENDERING)
        self._settings = VoiceSettings()
        self._print = widgets.PrimaryButton(
            texts.PEAS_PRINT, self.print, keys=hotkeys.PAPER, icon="print", name="print_channel_button", scope=self
        )
        self._told = widgets.column(gap=6)
        head = widgets.row(
            icons.Picture("shield", 28, icons.Tint.Accent), widgets.label(texts.PEAS, "title", wrap=True)
        )
        head.setStretch(1, 1)
        inside = widgets.column(head, gap=12)
        inside.addWidget(widgets.label(texts.PEAS_PROMISE, wrap=True))
        inside.addLayout(self._told)
        inside.addWidget(widgets.label(texts.PEAS_FREE, wrap=True))
        inside.addWidget(widgets.line())
        inside.addWidget(widgets.hint(texts.PEAS_STAFF))
        inside.addWidget(self._print)
        inside.addStretch(1)
        self.setLayout(widgets.column(widgets.card(inside, margin=20)))

    def show_settings(self, settings: VoiceSettings) -> None:
        """What the desk wrote down of the channel."""
        self._settings = settings
        empty(self._told)
        if settings.peas_text:
            self._told.addWidget(widgets.label(settings.peas_text, wrap=True, name="peas_text_label"))
        for label, where in ways(settings) or (("", texts.PEAS_ASK),):
            said = widgets.selectable(where, name="peas_way_label")
            line = widgets.row(widgets.label(label, "caption"), said) if label else widgets.row(said)
            line.setStretch(line.count() - 1, 1)
            self._told.addLayout(line)

    def focus_first(self) -> None:
        """To the print button."""
        self._print.setFocus(Qt.FocusReason.OtherFocusReason)

    def print(self) -> None:
        """The sheet for the wall."""
        settings = self._settings
        self._papers.print(
            lambda profile, imprint: render(settings, profile.letterhead(), imprint), texts.PEAS, texts.PEAS_PRINTED
        )


def render(settings: VoiceSettings, letterhead: Letterhead, imprint: Imprint) -> bytes:
    """The sheet for the wall as PDF."""
    from casa_desktop.reports import petition_pdf  # reportlab: only where somebody prints

    return petition_pdf.channel(petition_pdf.Channel(settings.peas_text, ways(settings)), letterhead, imprint)


class VoiceForm(Form):
    """Kiosk, channel, terms."""

    def __init__(self) -> None:
        super().__init__(name="voice_form")
        self._settings = VoiceSettings()
        inside = widgets.column(
            widgets.label(texts.SETTINGS, "section"), widgets.hint(texts.SETTINGS_HINT), self.banner, gap=10
        )
        inside.addWidget(self.add(Field("kiosk", "", CheckEdit(texts.KIOSK, name="kiosk_edit"))))
        limits = dict(LIMITS)
        text = NotesEdit(name="peas_text_edit", lines=3, limit=limits["peas_text"])
        inside.addWidget(self.add(Field("peas_text", texts.PEAS_TEXT, text)))
        line = widgets.row(gap=12)
        for name, words in (
            ("peas_phone", texts.PEAS_PHONE),
            ("peas_email", texts.PEAS_EMAIL),
            ("peas_web", texts.PEAS_WEB),
        ):
            line.addWidget(self.add(Field(name, words, TextEdit(name=f"{name}_edit", limit=limits[name]))), 1)
        inside.addLayout(line)
        inside.addWidget(widgets.label(texts.TERMS, "section"))
        inside.addLayout(self._make_terms(voice.legal_terms()))
        inside.addLayout(save_row(self, texts.SAVE, icon="save", name="save_voice_button"))
        inside.addStretch(1)
        self.setLayout(inside)

    def _make_terms(self, terms: Sequence[Term]) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(4)
        grid.setColumnStretch(2, 1)
        for at, term in enumerate(term for term in terms if term.days):
            grid.addWidget(
                self.add(Field(f"{term.kind}_days", texts.KINDS[term.kind], NumberEdit(name=f"{term.kind}_days_edit"))),
                at,
                0,
            )
            if term.extension:
                more = NumberEdit(name=f"{term.kind}_more_edit")
                grid.addWidget(self.add(Field(f"{term.kind}_more", texts.EXTENSION_OF, more)), at, 1)
            grid.addWidget(widgets.hint(texts.days_hint(term)), at, 2, Qt.AlignmentFlag.AlignBottom)
        return grid

    def show_settings(self, settings: VoiceSettings) -> None:
        """Fills the form, unless somebody is typing."""
        if self.dirty:
            return
        self._settings = settings
        known = {field.name for field in self.fields()}
        values: dict[str, object] = {"kiosk": settings.kiosk, **{name: getattr(settings, name) for name in LIMITS}}
        for term in settings.terms:
            values |= {f"{term.kind}_days": term.days, f"{term.kind}_more": term.extension}
        self.load({name: value for name, value in values.items() if name in known})

    def settings(self) -> VoiceSettings:
        """What will be saved; an emptied number is none."""
        values = self.values()
        terms = tuple(
            replace(
                term,
                days=values.get(f"{term.kind}_days") or 0,
                extension=values.get(f"{term.kind}_more") or 0,
            )
            for term in self._settings.terms
        )
        texts_: dict[str, str] = {name: values[name] or "" for name in LIMITS}
        return replace(self._settings, kiosk=values["kiosk"], terms=terms, **texts_)  # type: ignore[arg-type]  # by name

    def field_of(self, problem: Problem) -> str:
        name = problem.field
        return name if name in {field.name for field in self.fields()} else f"{PetitionKind.COMPLAINT}_days"


class ChannelPart(QWidget):
    """The card for everybody; beside it the settings for who may change them."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.setObjectName("channel_part")
        self._session = session
        self.card = ChannelCard(session)
        self.form = VoiceForm()
        self.form.save_asked.connect(self._save)
        settings = widgets.card(widgets.column(self.form))
        if not session.can(Action.VOICE_SETTINGS):
            settings.hide()
        self.setLayout(widgets.column(Beside(self.card, settings, shares=(1, 1), gap=12)))

    def show_settings(self, settings: VoiceSettings) -> None:
        """Both follow."""
        self.card.show_settings(settings)
        self.form.show_settings(settings)

    def _save(self) -> None:
        def done(_: VoiceSettings) -> None:
            self.form.mark_saved()
            self._session.prompts.inform(texts.SETTINGS_SAVED)

        self._session.run(
            voice.save,
            self.form.settings(),
            owner=self,
            done=done,
            failed=lambda error: self.form.show_problems(error.problems),
            what=texts.SAVING,
            cancellable=False,
        )
