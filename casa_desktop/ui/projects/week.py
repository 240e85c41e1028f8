"""Which week is told, and what coordination adds to it: kept for the week, and what is not kept yet is not lost."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QWidget

from casa_desktop.domain.access import Action
from casa_desktop.domain.errors import CasaError, Code
from casa_desktop.domain.summaries import LONGEST_WEEK_NOTE, WEEK, WeekNote, monday
from casa_desktop.services import summaries
from casa_desktop.services.summaries import KeepWeekNote
from casa_desktop.texts import errors
from casa_desktop.texts import ui_projects as texts
from casa_desktop.texts.ui_shell import key_name
from casa_desktop.ui import hotkeys, icons, widgets
from casa_desktop.ui.editors import DateEdit, NotesEdit
from casa_desktop.ui.forms.field import Field
from casa_desktop.ui.page import Key
from casa_desktop.ui.ports import Draft
from casa_desktop.ui.session import Session
from casa_desktop.ui.worker import Priority

_DATE_WIDTH, _BESIDE = 150, 560
"""Pixels at 100 %: of the day, and of the bar at the least to hold the notes beside it."""


@dataclass(frozen=True, slots=True)
class _Typed:
    """Notes that are not kept yet, and the version that they were written over."""

    text: str
    version: int
    instead: bool = False
    """Somebody else wrote meanwhile, and this was told: to keep them now is meant."""


class WeekBar(QWidget):
    """A week by any of its days, and the box of its notes for who defines reports; others read them in the report."""

    chosen = Signal()
    noted = Signal()

    def __init__(self, session: Session, scope: QWidget) -> None:
        """The key that keeps the notes works wherever the focus is in *scope*, while the bar is shown."""
        super().__init__()
        self.setObjectName("week_bar")
        self._session, self._today = session, session.clock.today
        self._back = timedelta() if session.can(Action.PASS_COUNT) else WEEK  # others are told weeks that ended
        self._writes = session.can(Action.REPORT_DEFINE)
        self._kept = WeekNote(monday(self._latest()))
        self._typed: dict[date, _Typed] = {}
        """By week: going to another one and back loses nothing."""
        self._refused = set[date]()
        """Weeks of which notes were not kept, for somebody else's had not been seen; they are with the next answer."""
        self.day = DateEdit(name="week_edit", today=self._today, width=_DATE_WIDTH)
        self.day.set_value(self._kept.week)
        self.notes = NotesEdit(name="week_notes_edit", lines=2, limit=LONGEST_WEEK_NOTE)
        self.notes.setMaximumHeight(self.notes.minimumHeight())
        self._field = Field("notes", texts.NOTES, self.notes, hint=texts.NOTES_HINT)
        self.told = widgets.label("", "muted", wrap=True, name="week_notes_told")
        self.keep_button = widgets.Button(
            texts.KEEP_NOTES, self.keep, keys=hotkeys.SAVE, role="link", name="keep_notes_button", scope=scope
        )
        self.keep_button.setText(f"{texts.KEEP_NOTES}  {key_name(hotkeys.SAVE)}")
        below = widgets.row(self.told, self.keep_button, gap=widgets.GAP)
        below.setStretch(0, 1)
        below.setAlignment(self.keep_button, Qt.AlignmentFlag.AlignLeft)
        box = QWidget()
        box.setLayout(widgets.column(self._field, below, gap=widgets.SMALL))
        if not self._writes:
            box.hide()
        outer = widgets.row(Field("week", texts.WEEK_OF, self.day), gap=widgets.MARGIN, left=not self._writes)
        outer.insertWidget(1, box, 1)
        self._lines: tuple[QBoxLayout, ...] = (outer, below)
        self.setLayout(outer)
        self.day.editingFinished.connect(lambda: self.show_week(self.week()))
        self.notes.edited.connect(self._edited)
        self._tell()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The day above the notes, and what keeps them below what is said of them, where they have no room beside."""
        super().resizeEvent(event)
        beside = self.width() >= icons.scaled(_BESIDE)
        for line in self._lines:
            line.setDirection(QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom)

    # the week

    def show_week(self, day: date) -> None:
        """The week of *day*, none that has not begun; its notes come with its report."""
        week = monday(min(day, self._latest()))
        self.day.set_value(week)
        if week != self._kept.week:
            self._show_note(WeekNote(week))
        self.chosen.emit()

    def week(self) -> date:
        """The Monday of the week that is asked for."""
        return monday(min(self.day.value() or self._latest(), self._latest()))

    def _latest(self) -> date:
        """A day of the last week that may be asked for."""
        return self._today() - self._back

    def keys(self) -> tuple[Key, ...]:
        """What the bar answers to, for F1."""
        return (Key(hotkeys.SAVE, texts.KEEP_NOTES),) if self._writes else ()

    # its notes

    def text(self) -> str:
        """The notes as they stand in the box, kept or not."""
        return self.notes.value()

    def show_note(self, kept: WeekNote) -> None:
        """What the base keeps of a week; what is being typed for it stays in the box."""
        typed = self._typed.get(kept.week)
        if kept.week in self._refused and typed is not None:
            self._typed[kept.week] = replace(typed, version=kept.version, instead=True)
        self._refused.discard(kept.week)
        if kept.week == self.week():
            self._show_note(kept)

    def keep(self) -> None:
        """Keeps the notes of the week that is shown."""
        if not self.keep_button.isVisible():
            return
        week = self._kept.week
        typed = self._typed.get(week)
        if typed is None:
            self._session.prompts.inform(texts.NOTES_KEPT_ALREADY)
            return

        def kept(note: WeekNote) -> None:
            if self._typed.get(week) == typed:
                del self._typed[week]
            elif (since := self._typed.get(week)) is not None:
                self._typed[week] = replace(since, version=note.version, instead=False)
            self.show_note(note)
            self._session.prompts.inform(texts.NOTES_KEPT)

        self._session.run(
            summaries.keep_note,
            KeepWeekNote(week, typed.text, typed.version),
            owner=self,
            done=kept,
            failed=lambda error: self._failed(week, error),
            priority=Priority.SAVING,
            cancellable=False,
        )

    def draft(self) -> Draft | None:
        """What is typed and not kept, of any week."""
        if not self._typed:
            return None
        weeks = {week.isoformat(): [typed.text, typed.version] for week, typed in self._typed.items()}
        return {"week": self._kept.week.isoformat(), "notes": weeks}

    def restore(self, draft: Draft) -> None:
        """Puts a draft of :meth:`draft` back; one of an older version holds the notes of no week: of this one."""
        notes: Any = draft.get("notes")
        if isinstance(notes, str) and notes:
            self._typed[self.week()] = _Typed(notes, 0)
        elif isinstance(notes, Mapping):
            for week, (text, version) in notes.items():
                self._typed[date.fromisoformat(week)] = _Typed(str(text), int(version))
            self.day.set_value(date.fromisoformat(str(draft["week"])))
        self._show_note(WeekNote(self.week()))

    def clear(self) -> None:
        """Before the part is dropped: the draft was taken."""
        self._typed.clear()
        self._refused.clear()
        self._show_note(WeekNote(self.week()))

    # parts

    def _show_note(self, kept: WeekNote) -> None:
        self._kept = kept
        typed = self._typed.get(kept.week)
        text = kept.text if typed is None else typed.text
        if text != self.notes.toPlainText():
            with QSignalBlocker(self.notes):
                self.notes.set_value(text)
        self._tell()

    def _edited(self) -> None:
        week, text = self._kept.week, self.notes.toPlainText()
        before = self._typed.get(week)
        if text.strip() == self._kept.text and not (before and before.instead):
            self._typed.pop(week, None)
        else:
            self._typed[week] = _Typed(text, self._kept.version) if before is None else replace(before, text=text)
        self._tell()
        self.noted.emit()

    def _tell(self) -> None:
        kept, typed = self._kept, self._typed.get(self._kept.week)
        if typed is None:
            self.told.setText(texts.notes_kept(kept))
        elif kept.version and (typed.instead or typed.version != kept.version):
            self.told.setText(texts.notes_of_another(kept))
        else:
            self.told.setText(texts.NOTES_NOT_KEPT)

    def _failed(self, week: date, error: CasaError) -> None:
        """The notes of *week* were not kept; another one may be shown meanwhile."""
        if error.code is Code.CONFLICT:
            self._refused.add(week)
            self._session.prompts.error(error)
            self.chosen.emit()
        elif week == self._kept.week:
            self._field.show_problem(errors.message(error))
        else:
            self._session.prompts.error(error)
