"""«La mesa»: its name and what heads its reports, with the sheet beside it as it will be printed."""

from dataclasses import fields, replace
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QWidget

from casa_desktop.domain.errors import CasaError, Code, Problem
from casa_desktop.services import desk as desks
from casa_desktop.services.desk import HIGHEST_MARGIN, LIMITS, LONGEST_CONSENT, DeskProfile
from casa_desktop.texts import places, ui_shell
from casa_desktop.texts import ui_settings as texts
from casa_desktop.ui import hotkeys, widgets
from casa_desktop.ui.choices import Choice
from casa_desktop.ui.editors import CheckEdit, NotesEdit, NumberEdit, TextEdit
from casa_desktop.ui.forms.base import Form
from casa_desktop.ui.forms.field import Field
from casa_desktop.ui.page import Key, Page
from casa_desktop.ui.ports import Draft
from casa_desktop.ui.session import Session
from casa_desktop.ui.settings.logo import LogoEdit
from casa_desktop.ui.settings.parts import heading, save_row
from casa_desktop.ui.settings.preview import Preview, render
from casa_desktop.ui.worker import Priority

_REST_MS = 500
"""How long the fingers rest before the sheet is drawn again."""


class DeskForm(Form):
    """Every field of :class:`DeskProfile` but its version; names are those of its attributes."""

    def __init__(self, session: Session) -> None:
        super().__init__(name="desk_form")
        towns = [(town.code, town.full_name) for town in places.municipalities()]

        def choose() -> Path | None:
            return session.prompts.open_file(texts.LOGO_TITLE, texts.LOGO_KINDS)

        name = self._text("name", texts.DESK_NAME, required=True)
        town = self._put("municipality", texts.DESK_MUNICIPALITY, Choice(towns, name="municipality_edit"))
        margin = self._put(
            "top_margin_mm", texts.DESK_MARGIN, NumberEdit(name="margin_edit"), hint=texts.DESK_MARGIN_HINT
        )
        organisation = self._text("organisation", texts.DESK_ORGANISATION, empty=texts.DESK_ORGANISATION_EMPTY)
        phone = self._text("phone", texts.DESK_PHONE, empty=texts.DESK_PHONE_EMPTY)
        title = self._text("report_title", texts.DESK_REPORT_TITLE, empty=texts.DESK_REPORT_TITLE_EMPTY)
        logo = self._put("logo", texts.DESK_LOGO, LogoEdit(choose, name="logo_edit"), hint=texts.DESK_LOGO_HINT)
        quality = self._check("show_quality_box", texts.DESK_QUALITY, texts.DESK_SHOW_QUALITY)
        code = self._text("quality_code", texts.DESK_QUALITY_CODE)
        version = self._text("quality_version", texts.DESK_QUALITY_VERSION)
        signed = self._check("show_signatures", texts.DESK_SIGNATURES, texts.DESK_SHOW_SIGNATURES)
        prepared = self._text("prepared_by", texts.DESK_PREPARED)
        reviewed = self._text("reviewed_by", texts.DESK_REVIEWED)
        approved = self._text("approved_by", texts.DESK_APPROVED)
        consent = self._text("consent_version", texts.DESK_CONSENT_VERSION)
        text = self._put(
            "consent_text",
            texts.DESK_CONSENT_TEXT,
            NotesEdit(name="consent_text_edit", lines=6, limit=LONGEST_CONSENT),
            hint=texts.DESK_CONSENT_HINT,
        )
        gap = widgets.MARGIN
        place = widgets.row(town, margin, gap=gap)
        place.setStretch(0, 1)
        inside = widgets.column(name, place, organisation, phone, title, logo, gap=12)
        for box, *rest in ((quality, code, version), (signed, prepared, reviewed, approved)):
            inside.addLayout(widgets.column(widgets.line(), box, widgets.row(*rest, gap=gap), gap=widgets.SMALL))
        inside.addLayout(widgets.column(widgets.line(), text, widgets.row(consent, left=True), gap=widgets.SMALL))
        scores = self._check("z_scores", texts.DESK_NUTRITION, texts.DESK_Z_SCORES)
        inside.addLayout(widgets.column(widgets.line(), scores, gap=widgets.SMALL))
        buttons = save_row(self, ui_shell.SAVE, icon="save", name="save_button")
        self.setLayout(widgets.column(self.banner, widgets.card(inside), buttons, gap=widgets.MARGIN))

    def check(self) -> tuple[Problem, ...]:
        found = super().check()
        margin = self.field("top_margin_mm").value()
        if not any(problem.field == "top_margin_mm" for problem in found) and margin is None:
            limits = {"low": 0, "high": HIGHEST_MARGIN}
            found += (Problem(Code.OUT_OF_RANGE, "top_margin_mm", limits),)
        return found

    def profile(self, before: DeskProfile) -> DeskProfile:
        """*before* with what stands in the fields."""
        values: dict[str, Any] = self.values()
        values["municipality"] = values["municipality"] or ""
        values["municipality_name"] = places.municipality_name(values["municipality"])
        values["top_margin_mm"] = values["top_margin_mm"] or 0
        return replace(before, **values)

    def _text(self, name: str, words: str, *, required: bool = False, empty: str = "") -> Field:
        editor = TextEdit(name=f"{name}_edit", limit=LIMITS[name], placeholder=empty)
        return self.add(Field(name, words, editor, required=required))

    def _check(self, name: str, words: str, sentence: str) -> Field:
        box = CheckEdit(sentence, name=f"{name}_check")
        field = self._put(name, words, box)
        box.setAccessibleName(sentence.replace("&", ""))
        return field

    def _put(self, name: str, words: str, editor: Any, *, hint: str = "") -> Field:
        return self.add(Field(name, words, editor, hint=hint))


class DeskSection(Page):
    """Explicit save; the sheet beside the form follows what is typed."""

    page_id = "desk"
    title = texts.DESK
    kinds = frozenset({"desk"})

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._profile: DeskProfile | None = None
        self.form = DeskForm(session)
        self.form.save_asked.connect(self._save)
        self.form.edited.connect(self._type)
        self.preview = Preview()
        self._rest = QTimer(self, interval=_REST_MS, singleShot=True)
        self._rest.timeout.connect(self.draw)
        body = widgets.row(self.form, self._make_sheet(), gap=widgets.MARGIN * 2)
        body.setStretch(0, 5)
        body.setStretch(1, 4)
        outer = widgets.column(heading(self.title, texts.DESK_HINT), body, gap=widgets.MARGIN)
        outer.addStretch(1)
        self.setLayout(outer)

    def refresh(self) -> None:
        self.session.run(desks.profile, desks.DeskQuery(), owner=self, done=self._load, latest="desk.profile")

    def focus_first(self) -> None:
        self.form.focus_first()

    def keys(self) -> tuple[Key, ...]:
        return (Key(hotkeys.SAVE, ui_shell.SAVE),)

    def help_text(self) -> str:
        return texts.DESK_HINT

    def draft(self) -> Draft | None:
        if not self.form.dirty or self._profile is None:
            return None
        return {"version": self._profile.version, "form": self.form.draft()}

    def restore(self, draft: Draft) -> None:
        if isinstance(kept := draft.get("form"), dict):
            self._profile = DeskProfile("", version=int(draft.get("version", 0)))
            self.form.restore(kept)

    def close_down(self) -> None:
        self._rest.stop()
        self._profile = None
        self.form.clear()

    def _load(self, profile: DeskProfile) -> None:
        if self.form.dirty:
            return  # what is being typed stays; saving tells the conflict
        self._profile = profile
        shown = {f.name for f in fields(profile)} - {"version", "municipality_name"}
        self.form.load({name: getattr(profile, name) for name in shown})
        self.draw()

    def _save(self) -> None:
        if self._profile is None:
            return
        self.session.run(
            desks.save_profile,
            self.form.profile(self._profile),
            owner=self,
            done=self._saved,
            failed=self._failed,
            priority=Priority.SAVING,
            what=texts.SAVING,
            cancellable=False,
        )

    def _saved(self, profile: DeskProfile) -> None:
        self._profile = profile
        self.form.mark_saved()
        self.session.prompts.inform(texts.DESK_SAVED)

    def _failed(self, error: CasaError) -> None:
        self.form.show_problems(error.problems)
        if error.code is Code.CONFLICT:
            self.session.run(desks.profile, desks.DeskQuery(), owner=self, done=self._renumber)

    def _renumber(self, stored: DeskProfile) -> None:
        """After a conflict was told, the next save is meant to win."""
        if self._profile is not None:
            self._profile = replace(self._profile, version=stored.version)

    def _type(self) -> None:
        self._rest.start()

    def draw(self) -> None:
        """Draws the sheet with what stands in the form."""
        if self._profile is None:
            return
        letterhead = self.form.profile(self._profile).letterhead(texts.DESK_PREVIEW_TITLE)
        at, user = self.session.clock.now(), self.session.actor.full_name
        self.session.tasks.run(
            lambda: render(letterhead, at, user),
            owner=self,
            done=self.preview.show_pdf,
            failed=lambda error: self.form.show_problems(error.problems),
            latest="desk.preview",
            pool="files",
        )

    def _make_sheet(self) -> QWidget:
        side = QWidget()
        inside = widgets.column(widgets.label(texts.DESK_PREVIEW, "caption"), self.preview)
        inside.addStretch(1)
        inside.setAlignment(Qt.AlignmentFlag.AlignTop)
        side.setLayout(inside)
        return side
