"""The page «Encuesta y PQRSF»: slips and their report, the register, the external channel."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from casa_desktop.domain.access import Action
from casa_desktop.domain.catalog import Catalog
from casa_desktop.domain.cells import Origin
from casa_desktop.domain.surveys import survey_type
from casa_desktop.services import catalogs, voice
from casa_desktop.services.catalogs import CatalogQuery
from casa_desktop.services.voice import VoiceQuery, VoiceSettings
from casa_desktop.texts import listings, ui_petitions
from casa_desktop.texts import ui_surveys as texts
from casa_desktop.ui import hotkeys, widgets
from casa_desktop.ui.page import Key, Page
from casa_desktop.ui.people.parts import Beside
from casa_desktop.ui.petitions.part import RegisterPart
from casa_desktop.ui.ports import Draft
from casa_desktop.ui.session import Session
from casa_desktop.ui.settings.stack import Stack
from casa_desktop.ui.statistics.cell_panel import CellPanel
from casa_desktop.ui.statistics.side import SplitView
from casa_desktop.ui.surveys.channel import ChannelPart
from casa_desktop.ui.surveys.report import ReportPart
from casa_desktop.ui.surveys.tally import TallyPart

SURVEY, REGISTER, CHANNEL = "survey", "register", "channel"
_PANEL = 450
"""Pixels at 100 %."""


class SurveysPage(Page):
    """Three parts, each behind its key; each role sees its own."""

    page_id = "surveys"
    title = texts.TITLE
    kinds = frozenset({"survey", "petition", "voice", "catalog", "month", "visit"})

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._settings = VoiceSettings()
        self.tally = TallyPart(session)
        self.tally.kiosk_asked.connect(self.start_kiosk)
        self.report = ReportPart(session)
        self.channel = ChannelPart(session)
        self.register: RegisterPart | None = None
        self.cell_panel = CellPanel(session)
        survey, left = QWidget(), QWidget()
        survey.setObjectName("survey_part")
        parts = (self.tally, self.report) if session.can(Action.SURVEY_RECORD) else (self.report,)
        left.setLayout(widgets.column(Beside(*parts, shares=(1,) * len(parts), gap=12)))
        self._split = SplitView(left, None, self.cell_panel, width=_PANEL)
        survey.setLayout(widgets.column(self._split))
        self.report.origin_asked.connect(self._open_records)
        self.report.period_left.connect(self._split.close_panel)
        self._split.closed.connect(self._leave_records)
        if not session.can(Action.SURVEY_RECORD):
            self.tally.setParent(self)
            self.tally.hide()
        self._parts: dict[str, QWidget] = {SURVEY: survey}
        if session.can(Action.PETITION_VIEW):
            self.register = RegisterPart(session)
            self.register.peas_asked.connect(lambda: session.prompts.inform(ui_petitions.PEAS_SHORT))
            self._parts[REGISTER] = self.register
        self._parts[CHANNEL] = self.channel
        self._stack = Stack(*self._parts.values(), name="surveys_stack")
        self._buttons: dict[str, widgets.Button] = {}
        self.peas = widgets.Banner()
        self.peas.setObjectName("peas_banner")
        self.peas.acted.connect(lambda: self.go(CHANNEL))
        outer = widgets.column(widgets.row(widgets.title(self.title), *self._make_buttons()), gap=12, margin=24)
        outer.itemAt(0).layout().setStretch(0, 1)  # type: ignore[union-attr]  # the row just made
        outer.addWidget(self._stack, 1)
        outer.addWidget(self.peas)
        self.setLayout(outer)
        self.go(SURVEY)

    def _make_buttons(self) -> list[QWidget]:
        words = {SURVEY: texts.SURVEY, REGISTER: texts.REGISTER, CHANNEL: texts.CHANNEL}
        for number, part in enumerate(self._parts, 1):
            button = widgets.Button(
                words[part],
                partial(self._chosen, part),
                keys=hotkeys.part(number),
                role="nav",
                name=f"{part}_part_button",
            )
            button.setCheckable(True)
            button.setAutoExclusive(True)
            self._buttons[part] = button
        return list(self._buttons.values())

    # parts

    @property
    def shown(self) -> str:
        """Which part stands in front."""
        return next(name for name, part in self._parts.items() if part is self._stack.shown)

    def go(self, part: str) -> None:
        """Brings a part to the front."""
        if part not in self._parts:
            return
        self._stack.present(self._parts[part])
        self._buttons[part].setChecked(True)
        self.peas.show_text("" if part == CHANNEL else ui_petitions.PEAS_SHORT, "warn", act=ui_petitions.PEAS_SEE)

    def _chosen(self, part: str) -> None:
        self.go(part)
        self.focus_first()

    def _open_records(self, title: str, origin: Origin | None, otherwise: str) -> None:
        """Beside the results, in the room of the slips."""
        period = self.report.period()
        file_name = listings.file_of(title, period) if period is not None else title
        if self.cell_panel.ask_report(title, origin, file_name, otherwise):
            self.tally.hide()
            self._split.open(self.cell_panel)

    def _leave_records(self, _: QWidget, held: bool) -> None:
        self.cell_panel.close_down()
        self.tally.setVisible(self.session.can(Action.SURVEY_RECORD))
        if held:
            self.report.go_back()

    def start_kiosk(self) -> None:
        """The whole screen for the survey; only where coordination wants it."""
        if self._settings.kiosk:
            self.session.enter_kiosk()

    # what the window asks

    def refresh(self) -> None:
        self.session.run(catalogs.lists, CatalogQuery(), owner=self, done=self._fill, latest="surveys.catalog")
        self.session.run(voice.settings, VoiceQuery(), owner=self, done=self._set, latest="surveys.voice")
        self.report.refresh()
        if self.register is not None:
            self.register.refresh()

    def open_target(self, target: str) -> None:
        """*target* is a part, or the uuid of a petition."""
        if target in self._parts:
            self._chosen(target)
        elif self.register is not None:
            self.go(REGISTER)
            self.register.open(target)

    def focus_first(self) -> None:
        if self.shown == SURVEY and self.session.can(Action.SURVEY_RECORD):
            self.tally.focus_first()
        elif self.shown == SURVEY:
            self.report.first.setFocus(Qt.FocusReason.OtherFocusReason)
        elif self.shown == REGISTER and self.register is not None:
            self.register.focus_first()
        else:
            self.channel.card.focus_first()

    def keys(self) -> Sequence[Key]:
        words = {SURVEY: texts.KEY_SURVEY, REGISTER: texts.KEY_REGISTER, CHANNEL: texts.KEY_CHANNEL}
        found = [Key(hotkeys.part(number), words[part]) for number, part in enumerate(self._parts, 1)]
        found.append(Key("Return", texts.OPEN_CELL))
        if self.session.can(Action.SURVEY_RECORD):
            found += [
                Key("+", texts.KEY_PLUS),
                Key(hotkeys.SAVE, texts.KEY_SAVE),
                Key(hotkeys.REASONS, texts.REASONS),
                Key(hotkeys.EDIT, texts.CORRECT),
                Key("Del", texts.VOID),
            ]
        if self._settings.kiosk:
            found.append(Key(hotkeys.KIOSK, texts.KIOSK))
        if self.register is not None:
            found += [
                Key(hotkeys.NEW, ui_petitions.KEY_NEW),
                Key(hotkeys.ATTEND, ui_petitions.KEY_ANSWER),
                Key(hotkeys.NEXT_STEP, ui_petitions.KEY_TAKE_UP),
                Key(hotkeys.REFER, ui_petitions.KEY_TRANSFER),
                Key(hotkeys.PAPER, texts.PRINT),
            ]
        return found

    def help_text(self) -> str:
        return texts.HELP

    def draft(self) -> Draft | None:
        kept = {
            name: draft
            for name, draft in (
                (SURVEY, self.tally.draft()),
                (REGISTER, self.register.draft() if self.register is not None else None),
            )
            if draft is not None
        }
        return {"part": self.shown, "drafts": kept} if kept else None

    def restore(self, draft: Draft) -> None:
        drafts = draft.get("drafts")
        kept = drafts if isinstance(drafts, dict) else {}
        if isinstance(found := kept.get(SURVEY), dict):
            self.tally.restore(found)
        if isinstance(found := kept.get(REGISTER), dict) and self.register is not None:
            self.register.restore(found)
        self.go(str(draft.get("part", SURVEY)))

    def close_down(self) -> None:
        self.tally.clear()
        self.report.clear()
        self._split.close_panel()
        if self.register is not None:
            self.register.clear()

    # answers

    def _fill(self, catalog: Catalog) -> None:
        first = self.tally.form is None
        self.tally.show_kind(survey_type(catalog))
        if self.session.can(Action.SURVEY_RECORD):
            self.tally.refresh()
        if first and self.isVisible() and self.shown == SURVEY:
            self.focus_first()

    def _set(self, settings: VoiceSettings) -> None:
        self._settings = settings
        self.tally.kiosk.setVisible(settings.kiosk)
        self.channel.show_settings(settings)
        if self.register is not None:
            self.register.show_settings(settings)
