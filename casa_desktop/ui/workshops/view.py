"""One workshop: who comes is found or registered at the left, and stands on the list at the right."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QScrollArea, QStackedWidget, QWidget

from casa_desktop.domain.catalog import Catalog
from casa_desktop.domain.errors import CasaError, Code
from casa_desktop.domain.ids import new_id
from casa_desktop.domain.workshops import WorkshopDetail
from casa_desktop.services import workshops
from casa_desktop.services.people import RegisterPerson
from casa_desktop.services.workshops import Arrival, Attend, LeaveList, SetHeadcount, WorkshopQuery
from casa_desktop.texts import ui_workshops as texts
from casa_desktop.ui import hotkeys, icons, sentences, widgets
from casa_desktop.ui.forms.kept import Place
from casa_desktop.ui.forms.late import LateReason
from casa_desktop.ui.people.hits import row_height
from casa_desktop.ui.people.parts import flowing
from casa_desktop.ui.people.picker import PersonPicker
from casa_desktop.ui.ports import Draft
from casa_desktop.ui.rows import Row, RowsTable
from casa_desktop.ui.session import Session
from casa_desktop.ui.worker import Priority
from casa_desktop.ui.workshops.forms import HeadcountForm, QuickForm, recordable
from casa_desktop.ui.workshops.output import WorkshopPapers

_NAMELESS = "nameless:"
_HITS_IN_SIGHT = 3
_NARROWEST, _WIDEST = 340, 430


class WorkshopView(QWidget):
    """Shows one workshop; ``closed`` when the user goes back, ``edit_asked`` for the form of its data."""

    closed = Signal()
    edit_asked = Signal()
    cancel_asked = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.setObjectName("workshop_view")
        self.session = session
        self.detail: WorkshopDetail | None = None
        self._catalog: Catalog | None = None
        self._uuid = ""
        self._may_count = False
        self.quick: QuickForm | None = None
        self.headcount: HeadcountForm | None = None
        self._open: QuickForm | HeadcountForm | None = None
        """The form that stands in place of the box, if any."""
        self._areas: list[QScrollArea] = []
        self._papers = WorkshopPapers(session, self)
        self._topic = widgets.label("", "title", wrap=True, name="workshop_topic")
        self._facts = widgets.label("", wrap=True, name="workshop_facts")
        self._count = widgets.Badge("")
        self._who = widgets.label(texts.WHO_CAME, "section")
        self.picker = PersonPicker(session, name="workshop_picker")
        self.picker.person_chosen.connect(self.add_known)
        self.picker.new_person.connect(self.begin_new)
        self.picker.list.setMinimumHeight(row_height(self.picker.list.fontMetrics(), 2) * _HITS_IN_SIGHT)
        self.table = RowsTable(
            texts.ROW_COLUMNS, name="attendance_table", said=texts.ROWS_NAME, wide=1, right=(0,), spare=(2, 3)
        )
        self.table.opened.connect(self._open_row)
        self.late = LateReason(session, name="attendance_reason_edit")
        self._make_layout()

    def _make_layout(self) -> None:
        button = widgets.Button
        back = button(texts.BACK, self.closed.emit, keys="Esc", icon="back", name="back_button")
        self._edit = button(
            texts.EDIT, self.edit_asked.emit, keys=hotkeys.EDIT, icon="edit", name="edit_button", scope=self
        )
        ask = self.cancel_asked.emit
        self._cancel = button(texts.CANCEL, ask, keys=hotkeys.CANCEL, name="cancel_workshop_button", scope=self)
        self._resume = button(texts.RESUME, ask, keys=hotkeys.RESTORE, name="resume_workshop_button", scope=self)
        sign = button(
            texts.SIGN_SHEET,
            lambda: self._print(signing=True),
            keys=hotkeys.PAPER,
            icon="print",
            name="sign_sheet_button",
            scope=self,
        )
        listed = button(
            texts.LIST_SHEET,
            lambda: self._print(signing=False),
            keys=hotkeys.OTHER_PAPER,
            icon="print",
            name="list_sheet_button",
            scope=self,
        )
        acts = flowing(back, self._edit, sign, listed, self._cancel, self._resume)
        head = widgets.row(self._topic, self._count)
        head.setStretch(0, 1)
        self._left = QStackedWidget()
        self._left.setObjectName("workshop_left")
        self._asking = QWidget()
        begin = self.begin_headcount
        self._nameless = button(
            texts.COUNT_NAMELESS, begin, keys=hotkeys.COUNT, icon="eye-off", name="nameless_button", scope=self
        )
        inside = widgets.column(self._who, self.picker, widgets.row(self._nameless, left=True), gap=12)
        inside.addStretch(1)
        self._asking.setLayout(inside)
        self._left.addWidget(self._asking)
        self._left.setMinimumWidth(_NARROWEST)
        self._left.setMaximumWidth(icons.scaled(_WIDEST, 540))
        self._toggle = button(texts.TOGGLE, self.toggle, keys="Space", name="toggle_button", scope=self.table)
        self._remove = button(texts.REMOVE, self.remove, keys="Del", name="remove_button", scope=self.table)
        self._all = button(texts.EVERYBODY, self.everybody, keys=hotkeys.EVERYBODY, name="everybody_button", scope=self)
        below = flowing(self._toggle, self._remove, self._all)
        self._empty = widgets.Empty(texts.NOBODY_YET, texts.NOBODY_YET_DETAIL, icon="people")
        self._right = QStackedWidget()
        self._right.setObjectName("workshop_right")
        self._right.addWidget(self.table)
        self._right.addWidget(self._empty)
        right = QWidget()
        rows = widgets.column(self._right, below)
        rows.setStretch(0, 1)
        right.setLayout(rows)
        body = widgets.row(self._left, right, gap=16)
        body.setStretch(0, 1)
        body.setStretch(1, 1)
        outer = widgets.column(head, self._facts, acts, self.late, body, gap=10)
        outer.setStretch(4, 1)
        self.setLayout(outer)

    # what the page does with it

    def open(self, uuid: str, catalog: Catalog) -> None:
        """Shows the workshop of *uuid*, read anew; what is being typed stays where it is the same one."""
        if uuid != self._uuid:
            self.clear()
        self._uuid, self._catalog = uuid, catalog
        query = WorkshopQuery(uuid)
        self.session.run(
            workshops.detail, query, owner=self, done=self.show_detail, failed=self._gone, latest="workshops.detail"
        )

    def clear(self) -> None:
        """Forgets what it showed."""
        self.detail, self._uuid = None, ""
        self._close_forms()
        self.picker.clear()
        self.table.show_rows(())
        self._topic.setText("")
        self._facts.setText("")
        self.late.set_value("")

    @property
    def ahead(self) -> bool:
        """Whether the day of the workshop is still to come: then people are enrolled."""
        return self.detail is not None and self.detail.workshop.date > self.session.clock.today()

    def focus_first(self) -> None:
        """Puts the cursor where work goes on."""
        (self._open or self.picker).focus_first()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)

    def draft(self) -> Draft | None:
        """Somebody new who is being typed."""
        if self.quick is None or not self.quick.dirty:
            return None
        return {"open": self._uuid, "quick": self.quick.draft()}

    def restore_quick(self, draft: Draft) -> None:
        """Puts what :meth:`draft` gave back, once the workshop is shown."""
        self.begin_new("")
        if self.quick is not None:
            self.quick.restore(draft)

    # people

    def add_known(self, person_uuid: str) -> None:
        """Puts somebody known on the list."""
        if self.detail is not None and any(r.person_uuid == person_uuid and r.attended for r in self.detail.rows):
            self.session.prompts.inform(texts.ALREADY)
            self._back_to_picker()
            return
        self._attend(Arrival(new_id(), new_id(), new_id(), person_uuid))

    def begin_new(self, typed: str) -> None:
        """Asks for the little that is needed of somebody new."""
        if self._catalog is None or self.detail is None:
            return
        if self.quick is None:
            self.quick = QuickForm(self._catalog, self.detail.workshop.date, self.session.clock.today)
            self.quick.save_asked.connect(self._add_new)
            self.quick.cancel_asked.connect(self._back_to_picker)
            self._area(self.quick)
        self.quick.begin(typed)
        self._show_form(self.quick)

    def _add_new(self) -> None:
        if self.quick is None:
            return
        person = self.quick.command()
        self._attend(Arrival(new_id(), new_id(), new_id(), person.uuid, self.quick.profile, person), person)

    def _attend(self, arrival: Arrival, new: RegisterPerson | None = None) -> None:
        command = Attend(self._uuid, (arrival,), attended=not self.ahead)

        def done(detail: WorkshopDetail) -> None:
            self.show_detail(detail)
            row = next((r for r in detail.rows if r.person_uuid == arrival.person_uuid), None)
            if row is not None:
                leave = LeaveList(self._uuid, row.entry_uuid)
                self.session.prompts.inform(
                    texts.added(row.person_name, detail), undo=lambda: self._run(workshops.leave, leave, texts.REMOVED)
                )
                self.table.select(row.entry_uuid)
            self._back_to_picker()

        self._run(workshops.attend, command, done=done, quick=new is not None)

    def toggle(self) -> None:
        """Somebody on the list came, or did not."""
        row = self._current()
        if row is None or not self._may_count or self.ahead:
            return
        if row.attended:
            self._run(workshops.leave, LeaveList(self._uuid, row.entry_uuid, whole=False), texts.MISSED)
        else:
            arrival = Arrival(row.entry_uuid, new_id(), new_id(), row.person_uuid)
            self._run(workshops.attend, Attend(self._uuid, (arrival,)))

    def remove(self) -> None:
        """Takes the current person off the list."""
        row = self._current()
        if row is None:
            return
        again = Attend(
            self._uuid,
            (Arrival(row.entry_uuid, new_id(), new_id(), row.person_uuid),),
            attended=row.attended,
        )

        def done(detail: WorkshopDetail) -> None:
            self.show_detail(detail)
            self.session.prompts.inform(texts.REMOVED, undo=lambda: self._run(workshops.attend, again))

        self._run(workshops.leave, LeaveList(self._uuid, row.entry_uuid), done=done)

    def everybody(self) -> None:
        """All who are enrolled came."""
        if self.detail is None or not self._may_count or self.ahead:
            return
        waiting = [r for r in self.detail.rows if not r.attended]
        arrivals = tuple(Arrival(r.entry_uuid, new_id(), new_id(), r.person_uuid) for r in waiting)
        if arrivals:
            self._run(workshops.attend, Attend(self._uuid, arrivals), texts.all_came(len(arrivals)))

    def begin_headcount(self) -> None:
        """Asks how many came without a name."""
        if self._catalog is None or self.detail is None or not self._may_count or self.ahead:
            return
        if self.headcount is None:
            self.headcount = HeadcountForm(self._catalog, self.detail.workshop.date)
            self.headcount.save_asked.connect(self._save_headcount)
            self.headcount.cancel_asked.connect(self._back_to_picker)
            self._area(self.headcount)
        self.headcount.show_detail(self.detail)
        self._show_form(self.headcount)
        self.session.kept.keep(self.headcount, Place("workshops", self._uuid, texts.HEADCOUNT_TITLE))

    def _save_headcount(self) -> None:
        if self.headcount is None or self.detail is None:
            return
        command = SetHeadcount(self._uuid, self.headcount.counts(), self.headcount.profile)
        before = replace(command, counts=self.detail.nameless)

        def done(detail: WorkshopDetail) -> None:
            self.show_detail(detail)
            said = texts.HEADCOUNT_UNDONE
            self.session.prompts.inform(
                texts.HEADCOUNT_SAVED, undo=lambda: self._run(workshops.headcount, before, said)
            )
            self._back_to_picker()

        self._run(workshops.headcount, command, done=done)

    def _run(
        self,
        verb: Callable[[Any, Any], WorkshopDetail],
        command: Any,
        said: str = "",
        *,
        done: Callable[[WorkshopDetail], None] | None = None,
        quick: bool = False,
    ) -> None:
        """Runs *verb*, in a closed month with the reason that stands above the list."""
        command = replace(command, reason=self.late.value())

        def finish(detail: WorkshopDetail) -> None:
            self.show_detail(detail)
            if said:
                self.session.prompts.inform(said)

        def failed(error: CasaError) -> None:
            if error.code is Code.MONTH_CLOSED:
                self.late.show_problem(sentences.message(error))
                self.late.widget.setFocus(Qt.FocusReason.OtherFocusReason)
            elif quick and self.quick is not None:
                self.quick.show_problems(error.problems)
            else:
                self.session.prompts.error(error)

        self.session.run(
            verb,
            command,
            owner=self,
            done=done or finish,
            failed=failed,
            priority=Priority.SAVING,
            what=texts.SAVING,
            cancellable=False,
        )

    def _show_form(self, form: QuickForm | HeadcountForm) -> None:
        self._open = form
        area = next(a for a in self._areas if a.widget() is form)
        self._left.setCurrentWidget(area)
        form.focus_first()

    def _area(self, form: QuickForm | HeadcountForm) -> None:
        """Gives a new form its place: it scrolls where the letters are large."""
        area = widgets.scrolled(form, f"{form.objectName()}_scroll")
        self._areas.append(area)
        self._left.addWidget(area)

    def _back_to_picker(self) -> None:
        self._close_forms()
        self.picker.clear()
        self.picker.focus_first()

    def _close_forms(self) -> None:
        self._open = None
        self._left.setCurrentWidget(self._asking)
        if self.quick is not None:
            self.quick.mark_saved()

    # painting

    def show_detail(self, detail: WorkshopDetail) -> None:
        """Shows the workshop and its list."""
        if self._catalog is None or detail.workshop.uuid != self._uuid:
            return
        self.detail = detail
        workshop = detail.workshop
        kinds = recordable(self._catalog, self.session.actor.roles, workshop.date)
        self._may_count = any(kind.code == workshop.service_type for kind in kinds)
        self._topic.setText(texts.title(workshop))
        self._facts.setText(texts.facts(detail, self._catalog))
        self._count.set(*texts.count(detail, ahead=self.ahead))
        self._who.setText(texts.WHO_COMES if self.ahead else texts.WHO_CAME)
        takes = not workshop.cancelled and (self._may_count or self.ahead)
        self._left.setVisible(takes)
        for each in (self._nameless, self._toggle, self._all):
            each.setVisible(takes and self._may_count and not self.ahead)
        self._remove.setVisible(takes)
        self.late.see(*([workshop.date] if takes else ()))
        self._edit.setVisible(self._may_count)
        self._cancel.setVisible(self._may_count and not workshop.cancelled and not detail.attended)
        self._resume.setVisible(self._may_count and workshop.cancelled)
        rows = [Row(row.entry_uuid, texts.attendee(row)) for row in detail.rows if not row.anonymous]
        rows += [Row(f"{_NAMELESS}{at}", texts.nameless(count)) for at, count in enumerate(detail.nameless)]
        self.table.show_rows(rows)
        self._right.setCurrentWidget(self.table if rows else self._empty)

    def _current(self) -> Any:
        key = self.table.current_key()
        rows = self.detail.rows if self.detail is not None else ()
        return next((row for row in rows if key and row.entry_uuid == key), None)

    def _open_row(self, key: str) -> None:
        if key.startswith(_NAMELESS):
            self.begin_headcount()
        elif (row := self._current()) is not None:
            self.session.go("people", row.person_uuid)

    def _gone(self, error: CasaError) -> None:
        self.clear()
        self.closed.emit()
        if error.code is not Code.NOT_FOUND:
            self.session.prompts.error(error)

    def _print(self, *, signing: bool) -> None:
        if self.detail is not None and self._catalog is not None:
            self._papers.print(self.detail.workshop.uuid, self._catalog, signing=signing)
