"""The twelve lines of a planilla, typed as the paper reads. One finder of persons moves from line to line."""

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QScrollArea, QWidget

from casa_desktop.domain.access import Action
from casa_desktop.domain.paper_sheets import LINES
from casa_desktop.domain.person_views import PersonHit
from casa_desktop.domain.visit_views import VisitRow
from casa_desktop.services import people, visits
from casa_desktop.services.paper_sheets import LinePassed
from casa_desktop.services.people import DocumentQuery
from casa_desktop.services.visits import PersonQuery as VisitsOf
from casa_desktop.texts import ui_paper_in as texts
from casa_desktop.ui import widgets
from casa_desktop.ui.paper_in import model
from casa_desktop.ui.paper_in.cells import Cell, LineRow
from casa_desktop.ui.paper_in.finder import Finder
from casa_desktop.ui.paper_in.model import CARRIED, CELLS, Facts, Line, Who
from casa_desktop.ui.session import Session

_DITTO = ('"', "“", "”", "″", "''")
_LEAST = 220
"""Pixels of height."""
_RECENT = 40
"""Services of a person that are looked at for their last profile."""


class Grid(QScrollArea):
    """Lines in their order. It asks who people are; it records nothing."""

    save_asked = Signal()
    edited = Signal()
    finished = Signal()
    """Enter where nothing more is typed."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.setObjectName("sheet_grid")
        self.setAccessibleName(texts.LINES_NAME)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._session = session
        self._facts: Facts | None = None
        self._twins: dict[int, PersonHit] = {}
        inside = QWidget()
        inside.setObjectName("sheet_lines")
        inside.setProperty("role", "scrolled")
        self._layout = QGridLayout()
        self._layout.setHorizontalSpacing(4)
        self._layout.setVerticalSpacing(3)
        self._layout.setContentsMargins(0, 0, widgets.GAP, 0)
        for column, head in enumerate((texts.NUMBER, *texts.CELLS.values(), ""), 0):
            self._layout.addWidget(widgets.label(head, "caption", name=f"head{column}_label"), 0, column)
        self.rows = [LineRow(self._layout, Line(n + 1), 1 + 2 * n) for n in range(LINES)]
        for row in self.rows:
            row.connect(partial(self._happened, row))
        # Room for the list of persons below the last lines.
        self._room = QWidget()
        self._room.setObjectName("sheet_room")
        self._room.hide()
        self._layout.addWidget(self._room, 2 * LINES + 1, 0)
        self._layout.setRowStretch(2 * LINES + 2, 1)
        inside.setLayout(self._layout)
        self.setWidget(inside)
        self.finder = Finder(session, inside, self)
        self.finder.person_chosen.connect(self._chosen)
        self.finder.new_person.connect(self._new)
        self.finder.typed.connect(self._typed)
        self.finder.left.connect(self._finder_left)
        self.finder.stepped.connect(self._finder_step)
        self.finder.finished.connect(self.finished)
        self.finder.save_asked.connect(self.save_asked)
        self.finder.needs_room.connect(self._give_room)
        self._inside = inside
        self._at: LineRow | None = None
        """Where the finder lies."""

    def sizeHint(self) -> QSize:
        """It scrolls: the page must not grow for it."""
        return QSize(super().sizeHint().width(), _LEAST)

    # what the section does with it

    @property
    def lines(self) -> list[Line]:
        return [row.line for row in self.rows]

    def set_facts(self, facts: Facts) -> None:
        """Other lists, or another day."""
        self._facts = facts

    def start(self) -> None:
        """The cursor goes to the first line that takes something."""
        for row in self.rows:
            if row.line.who is not Who.DONE:
                self._go(row, "person" if row.line.who is Who.OPEN else row.line.asked()[0])
                return
        self.finished.emit()

    def clear(self) -> None:
        """Twelve empty lines."""
        self._put_away()
        self._twins.clear()
        for row in self.rows:
            row.line = Line(row.line.number)
            row.show_problems({})
            row.show_note("")
            row.show()

    def show_passed(self, passed: Sequence[LinePassed]) -> None:
        """Lines that are recorded already are shown as such; what is typed on others stays."""
        by_number = {each.line: each for each in passed}
        for row in self.rows:
            done = by_number.get(row.line.number)
            if done is not None and row.line.who is not Who.DONE:
                person = texts.passed_before(done.person_code, ())
                row.line = Line(row.line.number, Who.DONE, texts={"person": person, "services": " ".join(done.types)})
            elif done is None and row.line.who is Who.DONE:
                row.line = Line(row.line.number)
            row.show()

    def mark_done(self, number: int) -> None:
        """That line is recorded."""
        row = self.rows[number - 1]
        row.line.who = Who.DONE
        row.show_problems({})
        row.show_note("")
        row.show()

    def mark_undone(self, number: int, line: Line) -> None:
        """What was recorded of that line was voided; it stands as it was typed."""
        row = self.rows[number - 1]
        row.line = line
        row.line.undone()
        row.show()

    def show_problems(self, problems: Mapping[int, Mapping[str, str]]) -> None:
        """By the number of the line; the first wrong cell gets the cursor."""
        self._keep_typed()
        first: tuple[LineRow, str] | None = None
        for row in self.rows:
            wrong = problems.get(row.line.number, {})
            row.show_problems(wrong)
            if wrong and first is None:
                first = row, next((cell for cell in CELLS if cell in wrong), "person")
        if first is not None:
            self._go(*first)

    def settle(self) -> None:
        """Takes what stands in the cell with the cursor: the save comes while one is in it."""
        self._keep_typed()
        for row in self.rows:
            for cell in row.cells.values():
                if cell.hasFocus():
                    self._leave(row, cell)

    def draft(self) -> list[dict[str, Any]]:
        self._keep_typed()
        return [line.draft() for line in self.lines if line.waits]

    def restore(self, drafts: Sequence[Mapping[str, Any]]) -> None:
        for each in drafts:
            line = Line.restored(each)
            row = self.rows[line.number - 1]
            row.line = line
            row.show()

    # moving

    def _happened(self, row: LineRow, cell: Cell, what: str, value: object) -> None:
        if what == "on":
            self._leave(row, cell)
            self._go_on(row, cell.cell)
        elif what == "moved":
            self._leave(row, cell)
            self._step(row, cell.cell, int(str(value)))
        elif what == "save":
            self.save_asked.emit()
        elif what == "left":
            self._leave(row, cell)
        elif what == "entered":
            self._entered(row, cell)
        elif what == "freed":
            self._free(row, str(value))
        elif what == "edited":
            row.line.texts[cell.cell] = str(value)
            self.edited.emit()

    def _entered(self, row: LineRow, cell: Cell) -> None:
        self.ensureWidgetVisible(cell, 24, 40)
        if cell.cell == "person" and row.line.who is Who.OPEN:
            self._lay_finder(row)

    def _go(self, row: LineRow, cell: str) -> None:
        row.cells[cell].setFocus(Qt.FocusReason.OtherFocusReason)

    def _go_on(self, row: LineRow, cell: str) -> None:
        """To the next cell that is asked; a known person's signature is not."""
        asked = row.line.asked()
        after = asked[asked.index(cell) + 1 :] if cell in asked else asked
        if row.line.who is Who.KNOWN:
            after = tuple(each for each in after if each != "signed")
        if after:
            self._go(row, after[0])
        else:
            self._next_line(row)

    def _next_line(self, row: LineRow) -> None:
        for following in self.rows[row.line.number :]:
            if following.line.who is not Who.DONE:
                self._go(following, "person")
                return
        self.finished.emit()

    def _step(self, row: LineRow, cell: str, step: int) -> None:
        at = row.line.number - 1 + step
        while 0 <= at < LINES:
            target = self.rows[at]
            if target.line.who is not Who.DONE:
                self._go(target, cell if target.cells[cell].isEnabled() else "person")
                return
            at += step

    def _leave(self, row: LineRow, cell: Cell) -> None:
        """Reads the cell: a ditto mark, or what is understood, written out."""
        if self._facts is None or cell.locked or not cell.isEnabled() or cell.cell == "person":
            return
        text = cell.text().strip()
        if text in _DITTO:
            text = self._above(row, cell.cell)
        text = model.settled(cell.cell, text, self._facts) if text else ""
        row.line.texts[cell.cell] = text
        if cell.text() != text:
            cell.setText(text)
        if cell.cell in row.problems:
            left = model.check(row.line, self._facts)
            row.show_problems({k: v for k, v in row.problems.items() if k in left})
        if cell.cell == "document" and row.line.who is Who.NEW:
            self._ask_document(row)

    def _above(self, row: LineRow, cell: str) -> str:
        lines = self.lines[: row.line.number - 1]
        return next((line.texts[cell] for line in reversed(lines) if line.texts.get(cell)), "")

    # who it is

    def _lay_finder(self, row: LineRow) -> None:
        """The finder lies over the person's cell, its list below."""
        cell = row.cells["person"]
        self._at = row
        self.finder.lay(cell, row.line.texts.get("person", ""))

    def _give_room(self, bottom: int) -> None:
        """The list of persons may reach below the last line."""
        missing = bottom - self._inside.height()
        if missing > 0:
            self._room.setFixedHeight(missing + (0 if self._room.isHidden() else self._room.height()))
            self._room.show()

    def _put_away(self) -> None:
        self._at = None
        self.finder.put_away()
        self._room.hide()

    def _keep_typed(self) -> None:
        if self._at is not None:
            self._at.line.texts["person"] = self.finder.text

    def _typed(self, text: str) -> None:
        if self._at is not None:
            self._at.line.texts["person"] = text
            self.edited.emit()

    def _finder_left(self) -> None:
        """What was typed stays on the line, undecided."""
        row = self._at
        self._keep_typed()
        self._put_away()
        if row is not None:
            row.show()

    def _finder_step(self, step: int) -> None:
        if self._at is not None:
            self._step(self._at, "person", step)

    def _chosen(self, hit: PersonHit) -> None:
        if self._at is not None:
            self.take(self._at, hit)

    def take(self, row: LineRow, hit: PersonHit) -> None:
        """The line is of somebody whom the desk knows: profile and services are all that is asked."""
        line = row.line
        line.reopen()
        line.who, line.person_uuid = Who.KNOWN, hit.uuid
        line.texts |= model.told(hit)
        self._twins.pop(line.number, None)
        twice = next((o.number for o in self.lines if o.person_uuid == hit.uuid and o is not line), None)
        self._decided(row, texts.twice(twice) if twice else "")
        if self._session.can(Action.VISIT_VIEW):
            self._session.run(
                visits.of_person, VisitsOf(hit.uuid, _RECENT), owner=self, done=partial(self._tell_last, row, hit.uuid)
            )

    def _tell_last(self, row: LineRow, uuid: str, found: tuple[VisitRow, ...]) -> None:
        line = row.line
        if self._facts is None or line.person_uuid != uuid or line.who is not Who.KNOWN or not found:
            return
        profile = model.settled("profile", found[0].profile, self._facts)
        cell = row.cells["profile"]
        if line.texts.get("profile", "") in ("", self._above(row, "profile")) and not cell.isModified():
            line.texts["profile"] = profile
            cell.setText(profile)
            if cell.hasFocus():
                cell.selectAll()
        same = next((each for each in found if each.date == self._facts.day), None)
        if same is not None:
            row.show_note(texts.same_day(same, self._facts.catalog))

    def _new(self, text: str) -> None:
        if self._at is not None:
            self._begin(self._at, Who.NEW, text)

    def take_anonymous(self) -> None:
        """The line with the cursor is of somebody who does not authorise. One that has a person keeps them."""
        row = self._current()
        if row is not None and row.line.who in (Who.KNOWN, Who.NEW):
            row.show_note(texts.has_person(row.line.texts["person"]))
        elif row is not None and row.line.who is not Who.DONE:
            self._begin(row, Who.ANONYMOUS, texts.ANONYMOUS)

    def _begin(self, row: LineRow, who: Who, text: str) -> None:
        row.line.reopen()
        row.line.who = who
        row.line.texts["person"] = text
        self._decided(row, "")

    def _decided(self, row: LineRow, note: str) -> None:
        self._put_away()
        for cell in CARRIED:
            if not row.line.texts.get(cell) and cell in row.line.asked():
                row.line.texts[cell] = self._above(row, cell)
        row.show_problems({})
        row.show_note(note)
        row.show()
        self.edited.emit()
        self._go(row, row.line.asked()[0])

    def _free(self, row: LineRow, text: str) -> None:
        """Whose line it is, is asked again."""
        row.line.reopen()
        row.line.texts["person"] = text
        row.show_note("")
        row.show_problems({})
        row.show()
        self.edited.emit()
        self._lay_finder(row)

    def _ask_document(self, row: LineRow) -> None:
        held = model.document(row.line, self._facts) if self._facts is not None else None
        self._twins.pop(row.line.number, None)
        if held is None or not held.number:
            return
        self._session.run(
            people.same_document,
            DocumentQuery(held),
            owner=self,
            done=partial(self._tell_twin, row),
            latest=f"paper_in.document.{row.line.number}",
        )

    def _tell_twin(self, row: LineRow, hits: tuple[PersonHit, ...]) -> None:
        if row.line.who is Who.NEW:
            row.show_note(texts.same_document(hits[0]) if hits else "")
            if hits:
                self._twins[row.line.number] = hits[0]

    def take_twin(self) -> None:
        """The line is of who holds the document that was typed."""
        row = self._current()
        if row is not None and (hit := self._twins.get(row.line.number)) is not None:
            self.take(row, hit)

    def _current(self) -> LineRow | None:
        if self._at is not None:
            return self._at
        return next((row for row in self.rows if any(cell.hasFocus() for cell in row.cells.values())), None)
