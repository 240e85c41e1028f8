"""«Pasar planilla»: the head once, then twelve lines; each is recorded by a commit of its own and marked so."""

from collections.abc import Mapping
from copy import deepcopy
from datetime import date
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from casa_desktop.domain.catalog import Catalog, Kind
from casa_desktop.domain.errors import CasaError, Code, Problem
from casa_desktop.domain.paper_sheets import SheetNumber, parse_sheet
from casa_desktop.domain.visits import LONGEST_SHEET
from casa_desktop.services import catalogs, intake, paper_sheets, visits
from casa_desktop.services.catalogs import CatalogQuery
from casa_desktop.services.intake import Received, Staff, StaffQuery
from casa_desktop.services.paper_sheets import SheetFound, SheetQuery
from casa_desktop.services.visits import VoidService, VoidServices
from casa_desktop.texts import ui_paper_in as texts
from casa_desktop.ui import hotkeys, widgets
from casa_desktop.ui.choices import Choice
from casa_desktop.ui.editors import DateEdit, TextEdit
from casa_desktop.ui.forms.base import Form
from casa_desktop.ui.forms.field import Field
from casa_desktop.ui.forms.late import LateReason
from casa_desktop.ui.paper_in import model
from casa_desktop.ui.paper_in.grid import Grid
from casa_desktop.ui.paper_in.model import Facts, Head, Line, Who
from casa_desktop.ui.ports import Draft
from casa_desktop.ui.sentences import sentence
from casa_desktop.ui.session import Session
from casa_desktop.ui.visits.parts import options
from casa_desktop.ui.worker import Priority


class HeadForm(Form):
    """What all lines share. Enter on its last field goes to the first line."""

    def __init__(self, session: Session) -> None:
        super().__init__(name="sheet_head_form")
        today = session.clock.today
        self.place, self.funder = Choice(name="sheet_place_choice"), Choice(name="sheet_funder_choice")
        self.staff = Choice(name="sheet_staff_choice")
        for choice in (self.place, self.funder):
            line = choice.lineEdit()
            if line is not None:
                line.setPlaceholderText(texts.PLACE_EMPTY)
        number = TextEdit(name="sheet_number_edit", width=150, limit=LONGEST_SHEET)
        day = DateEdit(name="sheet_date_edit", today=today, width=150)
        fields = (
            self.add(Field("sheet", texts.SHEET, number, required=True)),
            self.add(Field("date", texts.DATE, day, required=True)),
            self.add(Field("place", texts.PLACE, self.place)),
            self.add(Field("funder", texts.FUNDER, self.funder)),
            self.add(Field("staff", texts.STAFF, self.staff, required=True)),
        )
        self._late = LateReason(session, name="sheet_reason_edit")
        self._late.watch(day)
        self.add(self._late)
        top = widgets.row(*fields)
        for at in (2, 3, 4):
            top.setStretch(at, 1)
        self.setLayout(widgets.column(self.banner, top, self._late, gap=6))
        self.finish_on(self.staff)

    def head(self, sheet: SheetNumber, day: date) -> Head:
        values = self.values()
        return Head(
            sheet.written,
            day,
            values["place"] or "",
            values["funder"] or "",
            values["staff"] or "",
            values["reason"],
        )


class PassSection(QWidget):
    """A planilla on its way into the base."""

    edited = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.setObjectName("pass_section")
        self.session = session
        self._catalog: Catalog | None = None
        self._facts: Facts | None = None
        self._found: SheetFound | None = None
        self._waiting: Draft | None = None
        self._sending: dict[int, Line] = {}
        self._saved: dict[int, tuple[Line, Received]] = {}
        self._failed: dict[int, dict[str, str]] = {}
        self.form = HeadForm(session)
        self.grid = Grid(session)
        self._known = widgets.label("", "muted", wrap=True, name="sheet_known_label")
        self.save_button = widgets.PrimaryButton(
            f"{texts.SAVE}   Ctrl+Enter", self.save, icon="save", name="save_sheet_button"
        )
        self.next_button = widgets.Button(
            texts.NEXT_SHEET, self.next_sheet, keys=hotkeys.NEXT_SHEET, name="next_sheet_button", scope=self
        )
        self.anonymous_button = widgets.Button(
            texts.ANONYMOUS,
            self.grid.take_anonymous,
            keys=hotkeys.ANONYMOUS,
            icon="eye-off",
            name="line_anonymous",
            scope=self,
        )
        # It acts on the line with the cursor, and must not take the cursor to do so.
        self.anonymous_button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        inside = widgets.row(self.anonymous_button, self._known, self.next_button, self.save_button)
        inside.setStretch(1, 1)
        foot = QWidget()
        foot.setObjectName("sheet_foot")
        foot.setLayout(inside)
        # The head and the cells listen to Ctrl+Enter themselves: in a cell it may mean somebody new.
        for keys in (hotkeys.SAVE, hotkeys.SAVE_TOO):
            shortcut = QShortcut(QKeySequence(keys), foot)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(self.save)
        outer = widgets.column(widgets.hint(texts.PASS_HINT), self.form, self.grid, foot, gap=8)
        outer.setStretch(2, 1)
        self.setLayout(outer)
        self.form.save_asked.connect(self.grid.start)
        self.form.edited.connect(self.edited)
        for name in ("sheet", "date"):
            editor = self.form.field(name).widget
            if isinstance(editor, TextEdit | DateEdit):
                editor.editingFinished.connect(self._ask_sheet)
        self.grid.save_asked.connect(self.save)
        self.grid.edited.connect(self.edited)
        self.grid.finished.connect(self._to_save)

    # lists

    def refresh(self) -> None:
        """Asks for the lists again; what is typed stays."""
        self.session.run(catalogs.lists, CatalogQuery(), owner=self, done=self._on_lists, latest="paper_in.lists")
        self.session.run(intake.staff, StaffQuery(), owner=self, done=self._on_staff, latest="paper_in.staff")

    def _on_lists(self, catalog: Catalog) -> None:
        self._catalog = catalog
        self._set_day()
        if (draft := self._waiting) is not None:
            self._waiting = None
            self.restore(draft)

    def _on_staff(self, staff: tuple[Staff, ...]) -> None:
        mine = self.session.actor.full_name
        ordered = sorted(staff, key=lambda each: each.full_name != mine)
        with self.form.quiet():
            self.form.staff.set_options([(each.uuid, each.full_name) for each in ordered])
            if self.form.staff.value() is None and ordered and not self.form.staff.currentText():
                self.form.staff.set_value(ordered[0].uuid)

    @property
    def _day(self) -> date:
        return self.form.field("date").value() or self.session.clock.today()

    def _set_day(self) -> None:
        if self._catalog is None:
            return
        self._facts = Facts(self._catalog, self._day, self.session.actor.roles)
        self.grid.set_facts(self._facts)
        with self.form.quiet():
            self.form.place.set_options(options(self._catalog, Kind.PLACE, self._day))
            self.form.funder.set_options(options(self._catalog, Kind.FUNDER, self._day))

    # the planilla

    def open_sheet(self, written: str) -> None:
        """Begins that planilla, if none is being typed."""
        if not self.dirty:
            self._begin(written)
            self.focus_first()

    def _begin(self, written: str = "") -> None:
        kept = {name: self.form.field(name).value() for name in ("place", "funder", "staff")}
        self.form.load({"sheet": written, "date": None, "reason": "", **kept})
        self.grid.clear()
        self._saved.clear()
        self._found = None
        self._known.setText("")

    def _ask_sheet(self) -> None:
        """What the desk knows of this number."""
        self._set_day()
        text = self.form.field("sheet").value()
        if parse_sheet(text) is None:
            return
        self.session.run(
            paper_sheets.find,
            SheetQuery(text),
            owner=self,
            done=self._on_sheet,
            failed=self._head_failed,
            latest="paper_in.sheet",
        )

    def _on_sheet(self, found: SheetFound) -> None:
        before, self._found = self._found, found
        if parse_sheet(self.form.field("sheet").value()) != found.sheet:
            return
        self._known.setText(texts.known_sheet(found.sheet.written, found.issued_at, len(found.lines)))
        if before is None or before != found:
            self.grid.show_passed(found.lines)
        if found.lines and self.form.field("date").value() is None:
            with self.form.quiet():
                self.form.field("date").set_value(found.lines[0].day)
            self._set_day()

    def _head_failed(self, error: CasaError) -> None:
        self.form.show_problems(error.problems)

    def next_sheet(self) -> None:
        """The planilla after this one, with the same place, funder and staff."""
        if self.dirty and not self.can_leave():
            return
        sheet = parse_sheet(self.form.field("sheet").value())
        self._begin(SheetNumber(sheet.series, sheet.number + 1).written if sheet and self._saved else "")
        self.focus_first()

    # saving

    def save(self) -> None:
        """Records every line that is right, each by its own commit; what is wrong is told below its line."""
        if self._sending:
            return
        self.grid.settle()
        problems = self.form.check()
        sheet = parse_sheet(self.form.field("sheet").value())
        self.form.show_problems(problems)
        if sheet is None and not problems:
            self.form.show_sentences({"sheet": sentence(Problem(Code.BAD_SHEET_NUMBER))})
        if problems or sheet is None or self._facts is None:
            return
        waiting = [line for line in self.grid.lines if line.waits]
        if not waiting:
            self.session.prompts.inform(texts.NOTHING_TYPED)
            return
        head = self.form.head(sheet, self._day)
        self._failed = {line.number: wrong for line in waiting if (wrong := model.check(line, self._facts))}
        good = [line for line in waiting if line.number not in self._failed]
        self._saved.clear()
        commands = {line.number: model.command(line, head, self._facts) for line in good}
        self._sending = {line.number: deepcopy(line) for line in good}
        if not good:
            self._told()
        for line in good:
            self.session.run(
                paper_sheets.pass_line,
                commands[line.number],
                owner=self,
                done=partial(self._line_done, line.number),
                failed=partial(self._line_failed, line.number),
                priority=Priority.SAVING,
                what=texts.SAVING,
                cancellable=False,
            )

    def _line_done(self, number: int, received: Received) -> None:
        self._saved[number] = (self._sending.pop(number), received)
        self.grid.mark_done(number)
        self._told()

    def _line_failed(self, number: int, error: CasaError) -> None:
        self._sending.pop(number)
        self._failed[number] = {model.cell_of(problem): sentence(problem) for problem in error.problems}
        if error.code is Code.MONTH_CLOSED:
            # Closed since the date was typed: the reason of the whole planilla.
            self.form.show_problems([problem for problem in error.problems if problem.code is Code.MONTH_CLOSED])
        self._told()

    def _told(self) -> None:
        """Once all lines have answered."""
        if self._sending:
            return
        sheet = parse_sheet(self.form.field("sheet").value())
        if self._saved and sheet is not None:
            self.session.prompts.inform(texts.saved(sheet.written, len(self._saved)), undo=self._undo)
        if self._failed:
            self.form.banner.show_text(texts.not_saved(len(self._failed)), "warn")
            self.grid.show_problems(self._failed)
        else:
            self.form.banner.show_text("")
            self.form.mark_saved()
            self.next_button.setFocus(Qt.FocusReason.OtherFocusReason)
        self._ask_sheet()

    def _undo(self) -> None:
        """Voids what was just recorded; the lines stand as they were typed."""
        saved = dict(self._saved)
        services = [uuid for _, received in saved.values() for uuid in received.visit.services]
        command = VoidServices(tuple(VoidService(uuid, 1, texts.UNDO_REASON) for uuid in services))

        def done(_: None) -> None:
            for number, (line, _received) in saved.items():
                self.grid.mark_undone(number, line)
            self._saved.clear()
            self.session.prompts.inform(texts.UNDONE)
            self._found = None
            self.grid.start()

        self.session.run(
            visits.void_all,
            command,
            owner=self,
            done=done,
            failed=self.session.prompts.error,
            priority=Priority.SAVING,
            what=texts.SAVING,
            cancellable=False,
        )

    def _to_save(self) -> None:
        self.save_button.setFocus(Qt.FocusReason.OtherFocusReason)

    # what the page asks

    @property
    def dirty(self) -> bool:
        """Whether a line is typed that is not recorded."""
        return any(line.waits for line in self.grid.lines)

    def focus_first(self) -> None:
        if self.form.field("sheet").value() and self.form.field("date").value():
            self.grid.start()
        elif self.form.field("sheet").value():
            self.form.field("date").widget.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.form.focus_first()

    def can_leave(self) -> bool:
        return not self.dirty or self.session.prompts.ask(
            texts.LEAVE_QUESTION, do=texts.LEAVE_DO, keep=texts.LEAVE_KEEP
        )

    def draft(self) -> Draft | None:
        if self._waiting is not None:
            return self._waiting
        lines = self.grid.draft()
        return {"head": dict(self.form.draft()), "lines": lines} if lines else None

    def restore(self, draft: Draft) -> None:
        """Puts a draft back, as soon as the lists are there."""
        if self._catalog is None:
            self._waiting = draft
            return
        head: Mapping[str, Any] = draft.get("head") or {}
        self.form.restore(head)
        self._set_day()
        self.grid.restore([each for each in draft.get("lines") or () if each.get("who") != Who.DONE])
        self._ask_sheet()

    def close_down(self) -> None:
        self._begin()
        self._saved.clear()
