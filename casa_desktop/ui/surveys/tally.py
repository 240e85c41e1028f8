"""Slips of paper: three numbers and the day, typed in ten seconds; and the tallies that were typed last."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QWidget

from casa_desktop.domain.access import Action
from casa_desktop.domain.catalog import ServiceType
from casa_desktop.domain.errors import CasaError, Code, Problem
from casa_desktop.domain.fields import Option
from casa_desktop.domain.ids import new_id
from casa_desktop.domain.surveys import ANSWER, REASON, Answered, Tally, asks_reason, offered, with_reasons
from casa_desktop.domain.typed import plain
from casa_desktop.services import surveys
from casa_desktop.services.surveys import RecordTally, RestoreTally, TallyQuery, VoidTally
from casa_desktop.texts import dates, numbers, ui_shell
from casa_desktop.texts import ui_surveys as texts
from casa_desktop.ui import hotkeys, widgets
from casa_desktop.ui.editors import DateEdit, NumberEdit, TextEdit, Today
from casa_desktop.ui.forms.base import Form
from casa_desktop.ui.forms.field import Field
from casa_desktop.ui.forms.late import LateReason
from casa_desktop.ui.people.parts import flowing
from casa_desktop.ui.ports import Draft
from casa_desktop.ui.rows import Row, RowsTable
from casa_desktop.ui.session import Session
from casa_desktop.ui.settings.parts import save_row
from casa_desktop.ui.worker import Priority

_REASON = "why_"
_IN_ROW = 3


class CountEdit(NumberEdit):
    """How many slips. «+» and «−» count one up or down; the letter of an answer adds one to that answer."""

    lettered = Signal(str)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        typed = event.text()
        if typed in ("+", "-", "−"):
            self.add(1 if typed == "+" else -1)
        elif typed.isalpha() and not event.modifiers() & ~Qt.KeyboardModifier.ShiftModifier:
            self.lettered.emit(plain(typed))
        else:
            super().keyPressEvent(event)

    def add(self, steps: int) -> None:
        """Counts up or down, never below nothing."""
        self.set_value(max(0, (self.value() or 0) + steps) or None)
        self.selectAll()


def letters(options: Sequence[Option]) -> dict[str, str]:
    """The first letter of each answer, by its code, where no two begin alike."""
    found = {option.code: plain(option.name)[:1] for option in options}
    return found if len(set(found.values())) == len(found) and all(map(str.isalpha, found.values())) else {}


class TallyForm(Form):
    """A number for each answer of the survey as it stands today."""

    def __init__(self, kind: ServiceType, today: Today, late: LateReason) -> None:
        super().__init__(name="tally_form")
        self.kind = kind
        self.replaces: Tally | None = None
        self._today = today
        self._answers, self._reasons = offered(kind, ANSWER), offered(kind, REASON)
        self._asked = next((a.code for a in self._answers if asks_reason(kind, a.code)), "")
        self._letters = letters(self._answers)
        self._about = widgets.Banner()
        counts = self._make_counts()
        self._more = widgets.link(
            ui_shell.before_key(texts.show_reasons(self._name(self._asked)), hotkeys.REASONS),
            self.toggle_reasons,
            keys=hotkeys.REASONS,
            name="reasons_button",
        )
        if not self._asked:
            self._more.hide()
        self._why = self._make_reasons()
        date_edit = DateEdit(name="date_edit", today=today)
        late.watch(date_edit)
        day = self.add(Field("date", texts.DATE, date_edit, required=True))
        sheet = self.add(Field("sheet", texts.SHEET, TextEdit(name="sheet_edit", limit=20)))
        self._late = late
        self.add(late)
        self._total = widgets.label("", "section", name="total_label")
        save = save_row(self, texts.SAVE, icon="save", name="save_tally_button")
        save.insertWidget(1, self._total)
        foot = widgets.row(day, sheet, gap=widgets.MARGIN)
        foot.setStretch(1, 1)
        inside = widgets.column(self._about, self.banner, counts, self._more, self._why, foot, self._late, gap=12)
        inside.addLayout(save)
        self.setLayout(inside)
        self.edited.connect(self._say_total)
        self.begin()

    def begin(self) -> None:
        """Empty, for today."""
        self.replaces = None
        self.clear()
        self.load({"date": self._today()})
        self._late.see(self._today())
        self._why.hide()
        self._about.show_text("")
        self._say_total()

    def correct(self, tally: Tally) -> None:
        """The numbers of *tally*, to be typed over."""
        self.begin()
        self.replaces = tally
        counts: dict[str, int] = {}
        reasons: dict[str, int] = {}
        for each in tally.answers:
            counts[each.answer] = counts.get(each.answer, 0) + each.quantity
            if each.reason:
                reasons[each.reason] = reasons.get(each.reason, 0) + each.quantity
        known = {field.name for field in self.fields()}
        values: dict[str, object] = {code: count for code, count in counts.items() if code in known}
        values |= {_REASON + code: count for code, count in reasons.items() if _REASON + code in known}
        self.load({**values, "date": tally.date, "sheet": tally.sheet})
        self._why.setVisible(bool(reasons))
        self._about.show_text(texts.correcting(tally.date))
        self._say_total()
        self.focus_first()

    def command(self) -> RecordTally:
        """What will be recorded."""
        values = self.values()
        replaced = self.replaces.uuid if self.replaces is not None else ""
        return RecordTally(
            new_id(),
            values["date"],
            self.counts(),
            values["sheet"] or "",
            replaces=replaced,
            why=texts.CORRECT_REASON if replaced else "",
            reason=values["reason"] or "",
        )

    def counts(self) -> tuple[Answered, ...]:
        """How many of each, with their reasons."""
        values = self.values()
        by_answer = {answer.code: values[answer.code] or 0 for answer in self._answers}
        reasons = {reason.code: values[_REASON + reason.code] or 0 for reason in self._reasons if self._asked}
        return with_reasons(by_answer, self._asked, reasons)

    def check(self) -> tuple[Problem, ...]:
        found = super().check()
        if not found and any(each.quantity < 0 for each in self.counts()):
            return (Problem(Code.OUT_OF_RANGE, self._asked, {"low": self._given_reasons()}),)
        return found

    def toggle_reasons(self) -> None:
        """Shows or hides the numbers by reason."""
        shown = self._why.isHidden()
        self._why.setVisible(shown)
        first = self._reasons[0].code if shown and self._reasons else None
        name = _REASON + first if first else self._asked
        if name:
            self.field(name).widget.setFocus(Qt.FocusReason.TabFocusReason)

    def restore(self, draft: Draft) -> None:
        super().restore(draft)
        self._why.setVisible(self._given_reasons() > 0)
        self._say_total()

    def _given_reasons(self) -> int:
        values = self.values()
        return sum(values[_REASON + reason.code] or 0 for reason in self._reasons if self._asked)

    def _make_counts(self) -> QWidget:
        made = QWidget()
        made.setObjectName("counts")
        inside = widgets.row(gap=widgets.MARGIN)
        for answer in self._answers:
            letter = self._letters.get(answer.code, "").upper()
            words = f"{answer.name} ({letter})" if letter else answer.name
            edit = CountEdit(name=f"{answer.code}_edit", width=0, limit=5)
            edit.setProperty("role", "count")
            edit.lettered.connect(self._lettered)
            inside.addWidget(self.add(Field(answer.code, words, edit)), 1)
        made.setLayout(inside)
        return made

    def _make_reasons(self) -> QWidget:
        made = QWidget()
        made.setObjectName("reasons")
        grid = QGridLayout()
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(widgets.MARGIN)
        for at, reason in enumerate(self._reasons if self._asked else ()):
            name = _REASON + reason.code
            field = self.add(Field(name, reason.name, NumberEdit(name=f"{name}_edit", width=0, limit=5)))
            grid.addWidget(field, at // _IN_ROW, at % _IN_ROW)
        made.setLayout(grid)
        made.hide()
        return made

    def _lettered(self, letter: str) -> None:
        code = next((code for code, each in self._letters.items() if each == letter), None)
        edit = self.field(code).widget if code else None
        if isinstance(edit, CountEdit):
            edit.add(1)

    def _name(self, code: str) -> str:
        return next((answer.name for answer in self._answers if answer.code == code), "")

    def _say_total(self) -> None:
        values = self.values()
        self._total.setText(texts.total(sum(values[answer.code] or 0 for answer in self._answers)))


class TallyPart(QWidget):
    """The form, and below it what was typed last."""

    kiosk_asked = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.setObjectName("tally_part")
        self._session = session
        self._tallies: tuple[Tally, ...] = ()
        self._held: Draft | None = None
        self.form: TallyForm | None = None
        self.kiosk = widgets.Button(
            texts.KIOSK, self.kiosk_asked.emit, keys=hotkeys.KIOSK, icon="face-good", name="kiosk_button"
        )
        self.kiosk.hide()
        head = widgets.row(widgets.label(texts.TALLY, "section"), self.kiosk)
        head.setStretch(0, 1)
        self._place = widgets.column()
        entry = widgets.column(gap=10)
        entry.addLayout(head)
        entry.addWidget(widgets.hint(texts.TALLY_HINT))
        entry.addLayout(self._place)
        self.table = RowsTable(texts.COLUMNS, name="tallies_table", said=texts.LATEST, wide=2, right=(1,))
        # What is done with a line stands over the list: below it, it would leave the page.
        self.table.setMinimumHeight(self.table.fontMetrics().height() * 6)
        self._void = widgets.Button(texts.VOID, self.void, keys="Del", name="void_button", scope=self.table)
        self._correct = widgets.Button(
            texts.CORRECT, self.correct, keys=hotkeys.EDIT, name="correct_button", scope=self
        )
        self._none = widgets.hint(texts.NO_TALLIES)
        self._acts = flowing(self._correct, self._void)
        self.table.opened.connect(lambda _: self.correct())
        latest = widgets.column(widgets.label(texts.LATEST, "section"), self._acts, self._none, self.table, gap=10)
        latest.setStretch(3, 1)
        outer = widgets.column(widgets.card(entry), widgets.card(latest), gap=12)
        outer.setStretch(1, 1)
        self.setLayout(outer)

    def show_kind(self, kind: ServiceType | None) -> None:
        """Builds the form for the survey as the catalogue has it; what is being typed stays."""
        if kind is None or (self.form is not None and (self.form.kind == kind or self.form.dirty)):
            return
        if self.form is not None:
            self._place.removeWidget(self.form)
            self.form.deleteLater()
        self.form = TallyForm(kind, self._session.clock.today, LateReason(self._session))
        self.form.save_asked.connect(self._save)
        self.form.cancel_asked.connect(self._cancel)
        self._place.addWidget(self.form)
        if self._held is not None:
            self.restore(self._held)

    def refresh(self) -> None:
        """Asks for the tallies again."""
        self._session.run(
            surveys.latest, TallyQuery(), owner=self, done=self._fill, latest="surveys.latest", priority=Priority.NORMAL
        )

    def focus_first(self) -> None:
        """To the first number."""
        if self.form is not None:
            self.form.focus_first()

    def draft(self) -> Draft | None:
        """What is typed and not saved."""
        return self.form.draft() if self.form is not None and self.form.dirty else None

    def restore(self, draft: Draft) -> None:
        """Puts it back, now or as soon as the catalogue is known."""
        if self.form is None:
            self._held = draft
        else:
            self._held = None
            self.form.restore(draft)

    def clear(self) -> None:
        """Forgets what it showed."""
        self._tallies = ()
        self.table.show_rows(())

    # acts

    def correct(self) -> None:
        """Loads the current tally to be typed over. What the kiosk took is voided whole, never rewritten."""
        tally = self._current()
        if tally is not None and self.form is not None and not tally.by_kiosk:
            self.form.correct(tally)

    def void(self) -> None:
        """Takes the current tally out of every count; asks why."""
        tally = self._current()
        if tally is None:
            return
        why = self._session.prompts.ask_text(texts.WHY_VOID, label=texts.WHY_LABEL, do=texts.VOID)
        if why is not None:
            self._run_void(VoidTally(tally.uuid, why), texts.VOIDED)

    def _run_void(self, command: VoidTally, said: str) -> None:
        def done(services: tuple[str, ...]) -> None:
            self._session.prompts.inform(said, undo=lambda: self._restore(services))

        self._session.run(
            surveys.void, command, owner=self, done=done, priority=Priority.SAVING, what=texts.SAVING, cancellable=False
        )

    def _restore(self, services: tuple[str, ...]) -> None:
        self._session.run(
            surveys.restore,
            RestoreTally(services),
            owner=self,
            done=lambda _: self._session.prompts.inform(texts.RESTORED),
            priority=Priority.SAVING,
            cancellable=False,
        )

    def _cancel(self) -> None:
        if self.form is not None:
            self.form.begin()
            self.form.focus_first()

    def _save(self) -> None:
        if self.form is None:
            return
        self._session.run(
            surveys.record,
            self.form.command(),
            owner=self,
            done=self._saved,
            failed=self._failed,
            priority=Priority.SAVING,
            what=texts.SAVING,
            cancellable=False,
        )

    def _saved(self, tally: Tally) -> None:
        if self.form is not None:
            self.form.begin()
            self.form.focus_first()
        self.table.select(tally.uuid)
        undo = VoidTally(tally.uuid, texts.UNDO_REASON)
        may = self._session.can(Action.VISIT_VOID)
        self._session.prompts.inform(
            texts.saved(tally.total), undo=(lambda: self._run_void(undo, texts.VOIDED)) if may else None
        )

    def _failed(self, error: CasaError) -> None:
        if self.form is None:
            self._session.prompts.error(error)
            return
        self.form.show_problems(error.problems)

    def _current(self) -> Tally | None:
        key = self.table.current_key()
        return next((tally for tally in self._tallies if tally.uuid == key), None)

    def _fill(self, tallies: tuple[Tally, ...]) -> None:
        self._tallies = tallies
        names = {o.code: o.name for o in offered(self.form.kind, ANSWER)} if self.form is not None else {}
        self.table.show_rows([Row(t.uuid, _cells(t, names)) for t in tallies])
        may = self._session.can(Action.VISIT_VOID)
        self._none.setVisible(not tallies)
        self.table.setVisible(bool(tallies))
        self._acts.setVisible(bool(tallies) and may)


def _cells(tally: Tally, names: dict[str, str]) -> tuple[str, ...]:
    return (
        dates.short_date(tally.date),
        numbers.integer(tally.total),
        texts.answers(tally, names),
        texts.folio(tally),
    )
