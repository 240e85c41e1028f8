"""«Atención reservada» in «Ajustes»: what reception may know, and the desk's own cards of steps."""

from dataclasses import replace
from typing import Any

from casa_desktop.domain.errors import CasaError, Code
from casa_desktop.services import care as cares
from casa_desktop.services.care import LONGEST_CARD, Care, CareQuery
from casa_desktop.texts import care as cards
from casa_desktop.texts import ui_listening as texts
from casa_desktop.texts import ui_shell
from casa_desktop.ui import hotkeys, widgets
from casa_desktop.ui.editors import CheckEdit, NotesEdit
from casa_desktop.ui.forms.base import Form
from casa_desktop.ui.forms.field import Field
from casa_desktop.ui.page import Key, Page
from casa_desktop.ui.ports import Draft
from casa_desktop.ui.session import Session
from casa_desktop.ui.settings.parts import heading, save_row
from casa_desktop.ui.worker import Priority

_CARDS = (
    ("child", texts.CHILD_CARD, cards.CHILD),
    ("risk", texts.RISK_CARD, cards.RISK),
    ("route", texts.ROUTE_CARD, cards.ROUTE),
)


class CareForm(Form):
    """Names are those of :class:`Care`. A card that is left as the program brings it is stored empty."""

    def __init__(self) -> None:
        super().__init__(name="care_form")
        times = Field(
            "show_times",
            texts.RECEPTION,
            CheckEdit(texts.SHOW_TIMES, name="show_times_check"),
            hint=texts.SHOW_TIMES_HINT,
        )
        inside = widgets.column(self.add(times), widgets.line(), widgets.hint(texts.CARD_HINT), gap=12)
        for name, words, _ in _CARDS:
            edit = NotesEdit(name=f"{name}_edit", lines=5, limit=LONGEST_CARD)
            inside.addWidget(self.add(Field(name, words, edit)))
        buttons = save_row(self, ui_shell.SAVE, icon="save", name="save_button")
        self.setLayout(widgets.column(self.banner, widgets.card(inside), buttons, gap=widgets.MARGIN))

    def show_care(self, care: Care) -> None:
        """Fills the form."""
        self.load({"show_times": care.show_times, **{name: getattr(care, name) or own for name, _, own in _CARDS}})

    def care(self, before: Care) -> Care:
        """*before* with what stands in the fields."""
        values: dict[str, Any] = self.values()
        values |= {name: "" for name, _, own in _CARDS if values[name] == own}
        return replace(before, **values)


class CareSection(Page):
    """Explicit save."""

    page_id = "care"
    title = texts.SETTINGS
    kinds = frozenset({"care"})

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._care: Care | None = None
        self.form = CareForm()
        self.form.save_asked.connect(self._save)
        outer = widgets.column(heading(self.title, texts.SETTINGS_HINT), self.form, gap=widgets.MARGIN)
        outer.addStretch(1)
        self.setLayout(outer)

    def refresh(self) -> None:
        self.session.run(cares.care, CareQuery(), owner=self, done=self._load, latest="care.read")

    def focus_first(self) -> None:
        self.form.focus_first()

    def keys(self) -> tuple[Key, ...]:
        return (Key(hotkeys.SAVE, ui_shell.SAVE),)

    def help_text(self) -> str:
        return texts.SETTINGS_HINT

    def draft(self) -> Draft | None:
        if not self.form.dirty or self._care is None:
            return None
        return {"version": self._care.version, "form": self.form.draft()}

    def restore(self, draft: Draft) -> None:
        if isinstance(kept := draft.get("form"), dict):
            self._care = Care(version=int(draft.get("version", 0)))
            self.form.restore(kept)

    def close_down(self) -> None:
        self._care = None
        self.form.clear()

    def _load(self, care: Care) -> None:
        if not self.form.dirty:  # what is being typed stays; saving tells the conflict
            self._care = care
            self.form.show_care(care)

    def _save(self) -> None:
        if self._care is not None:
            self.session.run(
                cares.save_care,
                self.form.care(self._care),
                owner=self,
                done=self._saved,
                failed=self._failed,
                priority=Priority.SAVING,
                what=texts.SAVING,
                cancellable=False,
            )

    def _saved(self, care: Care) -> None:
        self.form.mark_saved()
        self._load(care)
        self.session.prompts.inform(texts.SETTINGS_SAVED)

    def _failed(self, error: CasaError) -> None:
        self.form.show_problems(error.problems)
        if error.code is Code.CONFLICT:
            self.session.run(
                cares.care, CareQuery(), owner=self, done=lambda care: setattr(self, "_care", care), latest="care.read"
            )
