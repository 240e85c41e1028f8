"""The board of «Centro de Escucha»: who waits, and the agenda of a day or a week with the acts of its current line."""

from collections.abc import Callable, Sequence
from datetime import date, datetime, timedelta
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QSizePolicy, QWidget

from casa_desktop.domain.catalog import Catalog
from casa_desktop.domain.listening import Appointment, Pass, Standing
from casa_desktop.texts import ui_listening as texts
from casa_desktop.ui import hotkeys, widgets
from casa_desktop.ui.choices import Chips, Flow
from casa_desktop.ui.editors import DateEdit
from casa_desktop.ui.rows import Row, RowsTable
from casa_desktop.ui.settings.stack import Stack

_DAY, _WEEK = "day", "week"
_MOST_WAITING = 5
"""Lines of the queue in sight: the agenda keeps its room."""


class Board(QWidget):
    """Shows what was read elsewhere, and reports what is asked for."""

    span_changed = Signal()
    book_asked = Signal()
    attend_now_asked = Signal()
    attend_asked = Signal(str)
    change_asked = Signal(str)
    standing_asked = Signal(str, str)
    """(uuid of the appointment, its next standing)"""
    history_asked = Signal(str)
    pass_asked = Signal(str)
    pass_closed = Signal(str)

    def __init__(self, today: Callable[[], date]) -> None:
        super().__init__()
        self._arriving = False
        self.setObjectName("board")
        self._today = today
        self._day: date | None = None
        self._appointments: dict[str, Appointment] = {}
        self.span = Chips(((_DAY, texts.DAY), (_WEEK, texts.WEEK)), name="span_chips", single=True)
        self.span.set_value(_DAY)
        self.span.edited.connect(self._on_span)
        self.span.setAccessibleName(texts.SPAN.replace("&", ""))
        self.date_edit = DateEdit(name="agenda_date_edit", today=today, width=140)
        self.date_edit.setAccessibleName(texts.DATE.replace("&", ""))
        self.date_edit.editingFinished.connect(self._on_date)
        self._said = widgets.label("", "muted", wrap=True, name="span_label")
        self.queue = RowsTable(texts.WAITING_COLUMNS, name="queue_table", said=texts.WAITING, wide=1)
        self.queue.opened.connect(self.pass_asked)
        self.agenda = RowsTable(texts.COLUMNS, name="agenda_table", said=texts.AGENDA, wide=3)
        self.agenda.opened.connect(self.attend_asked)
        self.agenda.chosen.connect(lambda _: self._allow())
        self._empty = widgets.Empty(texts.EMPTY, texts.EMPTY_DETAIL, icon="calendar")
        self._lines = Stack(self.agenda, self._empty, name="agenda_stack")
        # The acts stand over the list: with large letters and many lines they would leave the page.
        outer = widgets.column(self._head(), self._waiting_part(), self._said, self._acts(), self._lines, gap=12)
        outer.setStretch(4, 1)
        self.setLayout(outer)
        # It takes what is left of the page: asking for more would only make the page scroll.
        self.agenda.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Ignored)
        self.agenda.setMinimumHeight(self.fontMetrics().lineSpacing() * 6)
        for keys, step in ((hotkeys.EARLIER, -1), (hotkeys.LATER, 1)):
            self._key(keys, partial(self.go_on, step))
        self._key(hotkeys.OTHER_SIDE, self._focus_queue)
        self._show_span()

    def _head(self) -> QWidget:
        caption = widgets.label(texts.DATE, "caption")
        caption.setBuddy(self.date_edit)
        book = widgets.PrimaryButton(texts.BOOK, self.book_asked.emit, keys=hotkeys.NEW, icon="add", name="book_button")
        now = widgets.Button(
            texts.ATTEND_NOW, self.attend_now_asked.emit, keys=hotkeys.ATTEND, icon="heart", name="attend_now_button"
        )
        head = QWidget()
        row = widgets.row(self.span, caption, self.date_edit)
        row.setStretch(0, 1)  # the chips stand beside each other
        row.addWidget(now)
        row.addWidget(book)
        head.setLayout(row)
        return head

    def _waiting_part(self) -> QWidget:
        close = widgets.Button(
            texts.CLOSE_PASS, self._close_pass, keys="Del", name="close_pass_button", scope=self.queue
        )
        top = widgets.row(widgets.label(texts.WAITING, "section"), left=True)
        top.addWidget(close)
        self._waiting = QWidget()
        self._waiting.setObjectName("waiting_part")
        self._waiting.setLayout(widgets.column(top, self.queue, gap=widgets.SMALL))
        self._waiting.hide()
        return self._waiting

    def _acts(self) -> QWidget:
        def act(word: str, press: Callable[[], object], keys: str, name: str) -> widgets.Button:
            return widgets.Button(word, press, keys=keys, name=name, scope=self)

        self._attend = act(texts.ATTEND, self._attend_current, hotkeys.SAVE, "attend")
        self._change = act(
            texts.CHANGE, lambda: self.change_asked.emit(self.agenda.current_key()), hotkeys.EDIT, "change_button"
        )
        self._missed = act(
            texts.MISSED.replace("&", ""), lambda: self._stand(Standing.MISSED), hotkeys.MISSED, "missed_button"
        )
        self._cancel = act(
            texts.CANCEL, lambda: self._stand(Standing.CANCELLED), hotkeys.CANCEL, "cancel_booking_button"
        )
        self._expect = act(texts.EXPECT, lambda: self._stand(Standing.BOOKED), hotkeys.RESTORE, "expect_button")
        self._history = act(
            texts.HISTORY, lambda: self.history_asked.emit(self.agenda.current_key()), hotkeys.HISTORY, "history_button"
        )
        acts, flow = QWidget(), Flow()
        for button in (self._attend, self._change, self._missed, self._cancel, self._expect, self._history):
            flow.addWidget(button)
        acts.setLayout(flow)
        return acts

    # what the page does with it

    @property
    def day(self) -> date:
        """The day that is looked at, or one of the week."""
        return self._day or self._today()

    @property
    def days(self) -> tuple[date, date]:
        """The first and the last day that are shown; a week begins on Monday."""
        if self.span.one() != _WEEK:
            return self.day, self.day
        monday = self.day - timedelta(days=self.day.weekday())
        return monday, monday + timedelta(days=6)

    def show_day(self, day: date | None) -> None:
        """Another day; None = today, also after midnight."""
        self._day = None if day == self._today() else day
        self._show_span()
        self.span_changed.emit()

    def go_on(self, step: int) -> None:
        """The day or the week before or after."""
        self.show_day(self.day + timedelta(days=step * (7 if self.span.one() == _WEEK else 1)))

    def show_agenda(self, found: Sequence[Appointment], catalog: Catalog | None) -> None:
        """Other appointments; the line that was current stays so."""
        self._appointments = {each.uuid: each for each in found}
        self.agenda.setColumnHidden(0, self.span.one() != _WEEK)
        self.agenda.setColumnHidden(6, len({each.staff for each in found}) < 2)
        self.agenda.show_rows([Row(each.uuid, texts.appointment(each, catalog)) for each in found])
        self._lines.present(self.agenda if found else self._empty)
        self._allow()
        self._arrive()

    def show_queue(self, found: Sequence[Pass], now: datetime) -> None:
        """Who waits."""
        self.queue.show_rows([Row(each.uuid, texts.waiting(each, now)) for each in found])
        self._waiting.setVisible(bool(found))
        row = self.queue.verticalHeader().sectionSize(0) if found else 0
        height = self.queue.horizontalHeader().sizeHint().height() + row * min(len(found), _MOST_WAITING) + 4
        self.queue.setFixedHeight(height)
        self._arrive()

    def appointment(self, uuid: str) -> Appointment | None:
        """What stands in a line."""
        return self._appointments.get(uuid)

    def focus_first(self) -> None:
        """The queue first: whoever waits is there already."""
        if not self._waiting.isHidden():
            self.queue.setFocus(Qt.FocusReason.OtherFocusReason)
        elif self._appointments:
            self.agenda.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.date_edit.setFocus(Qt.FocusReason.OtherFocusReason)
            self._arriving = True

    def _arrive(self) -> None:
        """The lists are there now; the cursor goes to them, unless somebody moved it meanwhile."""
        arriving, self._arriving = self._arriving, False
        if arriving and self.date_edit.hasFocus():
            self.focus_first()

    def clear(self) -> None:
        """Forgets everything."""
        self._appointments = {}
        self.agenda.show_rows(())
        self.queue.show_rows(())

    # inside

    def _on_span(self) -> None:
        if self.span.one() is None:
            self.span.set_value(_DAY)
            return
        self._show_span()
        self.span_changed.emit()

    def _on_date(self) -> None:
        day = self.date_edit.value()
        if day is None:
            self._show_span()
        elif day != self.day:
            self.show_day(day)

    def _show_span(self) -> None:
        self.date_edit.set_value(self.day)
        self._said.setText(texts.span(*self.days))

    def _stand(self, standing: Standing) -> None:
        if uuid := self.agenda.current_key():
            self.standing_asked.emit(uuid, str(standing))

    def _allow(self) -> None:
        each = self._appointments.get(self.agenda.current_key())
        standing = each.standing if each is not None else None
        for button in (self._attend, self._change, self._missed, self._cancel):
            button.setEnabled(standing is Standing.BOOKED)
        self._expect.setVisible(standing in (Standing.MISSED, Standing.CANCELLED))
        self._history.setEnabled(each is not None)

    def _attend_current(self) -> None:
        """Of the list where the cursor is."""
        if self.queue.hasFocus():
            self.pass_asked.emit(self.queue.current_key())
        else:
            self.attend_asked.emit(self.agenda.current_key())

    def _close_pass(self) -> None:
        if uuid := self.queue.current_key():
            self.pass_closed.emit(uuid)

    def _focus_queue(self) -> None:
        there = self.agenda if self.queue.hasFocus() else self.queue
        if there.isVisible():
            there.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _key(self, keys: str, act: Callable[[], object]) -> None:
        shortcut = QShortcut(QKeySequence(keys), self)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(act)
