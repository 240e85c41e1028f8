"""«Informes»: one period, and the parts that look at it."""

import json
from collections.abc import Sequence
from functools import partial
from typing import TypeVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

from casa_desktop.domain.periods import Month, Period
from casa_desktop.texts import ui_statistics as texts
from casa_desktop.ui import hotkeys, widgets
from casa_desktop.ui.choices import Flow
from casa_desktop.ui.page import Key, Page
from casa_desktop.ui.ports import Draft
from casa_desktop.ui.session import Session
from casa_desktop.ui.settings.stack import Stack
from casa_desktop.ui.statistics.part import Part
from casa_desktop.ui.statistics.parts import PARTS, TABLE
from casa_desktop.ui.statistics.period import PeriodBar

P = TypeVar("P", bound=Part)


class StatisticsPage(Page):
    """The parts that the role may see, made when first shown. Esc leads back to the table."""

    page_id = "statistics"
    title = texts.TITLE

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._specs = {spec.part_id: spec for spec in PARTS if session.can(spec.needs)}
        self._parts: dict[str, Part] = {}
        self._drafts: dict[str, Draft] = {}
        self._within: dict[str, str] = {}
        """What a part showed, until it is made."""
        self._here = TABLE
        self.period = PeriodBar(session.clock.today, self)
        self._usual = self.period.period()
        self.period.entered.connect(lambda: self.part(self._here).focus_first())
        self._chips = {
            part_id: widgets.Chip(
                spec.title, partial(self.show_part, part_id), keys=hotkeys.part(at), name=f"{part_id}_chip", scope=self
            )
            for at, (part_id, spec) in enumerate(self._specs.items(), 1)
        }
        self._stack = Stack(name="statistics_stack")
        chips = Flow(widgets.SMALL)
        for at, (part_id, chip) in enumerate(self._chips.items(), 1):
            # Eight times «Alt+» would take a line of its own: it stands once, before them.
            chip.setText(f"{at} {self._specs[part_id].title}")
            chips.addWidget(chip)
        head = widgets.row(widgets.title(self.title), widgets.label(texts.PART_KEYS, "muted"), gap=widgets.GAP)
        head.addLayout(chips, 1)
        outer = widgets.column(head, self.period, self._stack, gap=12, margin=24)
        outer.setStretch(2, 1)
        self.setLayout(outer)

    # the parts

    def part_ids(self) -> tuple[str, ...]:
        """The parts of this user, from left to right."""
        return tuple(self._specs)

    def part(self, part_id: str) -> Part:
        """The part of that id, made if it was not shown yet."""
        if part_id not in self._parts:
            part = self._parts[part_id] = self._specs[part_id].make(self.session, self.period)
            part.part_asked.connect(self.show_part)
            part.return_to(self._within.pop(part_id, ""))
            if (draft := self._drafts.pop(part_id, None)) is not None:
                part.restore(draft)
        return self._parts[part_id]

    def part_of(self, kind: type[P]) -> P:
        """The part of that class."""
        part = self.part(kind.page_id)
        if not isinstance(part, kind):
            raise TypeError(kind)
        return part

    def show_part(self, part_id: str) -> None:
        """Brings a part to the front, as far as the role may see it."""
        if part_id not in self._specs:
            return
        self._bring(part_id)
        self.part(part_id).open()

    def _bring(self, part_id: str) -> None:
        part = self.part(part_id)
        self._here = part_id
        for each, chip in self._chips.items():
            chip.setChecked(each == part_id)
        self.period.setVisible(part.of_period)
        self.period.show_totals(part.with_totals)
        self._stack.present(part)

    # what the window asks

    def refresh(self) -> None:
        if self._stack.shown is None:
            self._bring(self._here)
        else:
            self.part(self._here).refresh()

    def open_target(self, target: str) -> None:
        """*target* names a month (``2026-03``), which the table then shows, or a part."""
        self.show_part(target if target in self._specs else TABLE)
        if target not in self._specs:
            self.part(TABLE).open_target(target)

    def focus_first(self) -> None:
        if self._stack.shown is not None:
            self.part(self._here).focus_first()

    def keys(self) -> Sequence[Key]:
        parts = tuple(Key(hotkeys.part(at), spec.title) for at, spec in enumerate(self._specs.values(), 1))
        back = () if self._here == TABLE else (Key("Esc", texts.BACK_TO_TABLE),)
        return (*self.part(self._here).keys(), *parts, *self.period.keys(), *back)

    def help_text(self) -> str:
        return self.part(self._here).help_text()

    def draft(self) -> Draft | None:
        drafts = dict(self._drafts)
        for part_id, part in self._parts.items():
            if (draft := part.draft()) is not None:
                drafts[part_id] = draft
        return {"part": self._here, "drafts": drafts} if drafts else None

    def restore(self, draft: Draft) -> None:
        drafts = draft.get("drafts")
        self._drafts = {k: v for k, v in drafts.items() if k in self._specs} if isinstance(drafts, dict) else {}
        for part_id in self._drafts.keys() & self._parts.keys():
            self._parts[part_id].restore(self._drafts.pop(part_id))
        self.show_part(str(draft.get("part", TABLE)))

    def place(self) -> str:
        """The part, its months and what it shows, of today: tomorrow one begins with the months that are usual then."""
        period, within = self.period.period(), {part_id: part.place() for part_id, part in self._parts.items()}
        months = [] if period is None or period == self._usual else [str(period.first), str(period.last)]
        told = {"part": self._here, "months": months, "within": {at: place for at, place in within.items() if place}}
        if self._here == TABLE and not months and not told["within"]:
            return ""
        return json.dumps({"day": self.session.clock.today().isoformat(), **told})

    def return_to(self, place: str) -> None:
        try:
            kept = json.loads(place)
            months = [Month.parse(text) for text in kept["months"]]
            today = kept["day"] == self.session.clock.today().isoformat()
            self._here = kept["part"] if kept["part"] in self._specs else TABLE
            if today and len(months) == 2:
                self.period.set_period(Period(*months))
            self._within = dict(kept["within"]) if today else {}
        except (ValueError, KeyError, TypeError):
            return  # an empty one, or of another version

    def can_leave(self) -> bool:
        return all(part.can_leave() for part in self._parts.values())

    def close_down(self) -> None:
        for part in self._parts.values():
            part.close_down()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() != Qt.Key.Key_Escape:
            super().keyPressEvent(event)
        elif not self.part(self._here).step_back() and self._here != TABLE:
            self.show_part(TABLE)
