"""One outing: its totals by kind, sex and age, and for health the attentions behind them."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHeaderView, QStackedWidget, QWidget

from casa_desktop.domain.access import Action
from casa_desktop.domain.catalog import Catalog
from casa_desktop.domain.errors import CasaError, Code
from casa_desktop.domain.outings import OutingDetail
from casa_desktop.services import outings
from casa_desktop.services.outings import CloseOuting, GatherLoose, OutingQuery
from casa_desktop.texts import ui_outings as texts
from casa_desktop.ui import hotkeys, widgets
from casa_desktop.ui.outings.output import OutingPaper
from casa_desktop.ui.people.parts import flowing
from casa_desktop.ui.rows import Row, RowsTable
from casa_desktop.ui.session import Session
from casa_desktop.ui.worker import Priority

_MOST_TOTALS_IN_SIGHT = 8


class OutingView(QWidget):
    """Shows one outing; ``closed`` when the user goes back, ``edit_asked`` and ``drop_asked`` for the page's acts."""

    _EDGE = 3
    closed = Signal()
    edit_asked = Signal()
    drop_asked = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.setObjectName("outing_view")
        self.session = session
        self.detail: OutingDetail | None = None
        self._catalog: Catalog | None = None
        self._uuid = ""
        self._paper = OutingPaper(session, self)
        self._place = widgets.label("", "title", wrap=True, name="outing_place")
        self._facts = widgets.label("", wrap=True, name="outing_facts")
        self._state, self._count = widgets.Badge(""), widgets.label("", "section", name="outing_count")
        self.banner = widgets.Banner()
        self.banner.acted.connect(self.gather)
        numbers = tuple(range(2, len(texts.TOTAL_COLUMNS)))
        self.totals = RowsTable(texts.TOTAL_COLUMNS, name="totals_table", said=texts.TOTALS_NAME, right=numbers)
        self.rows = RowsTable(texts.ROW_COLUMNS, name="attentions_table", said=texts.ROWS_NAME, wide=1, spare=(2, 3))
        self.rows.opened.connect(self._open_row)
        self._make_layout()

    def _make_layout(self) -> None:
        button = widgets.Button
        back = button(texts.BACK, self.closed.emit, keys="Esc", icon="back", name="back_button")
        self._attend = widgets.PrimaryButton(
            texts.ATTEND, self.attend, keys=hotkeys.ATTEND, icon="today", name="attend_button", scope=self
        )
        edit = button(texts.EDIT, self.edit_asked.emit, keys=hotkeys.EDIT, icon="edit", name="edit_button", scope=self)
        self._close = button(
            texts.CLOSE, self.toggle_closed, keys=hotkeys.NEXT_STEP, name="close_outing_button", scope=self
        )
        self._reopen = button(
            texts.REOPEN, self.toggle_closed, keys=hotkeys.RESTORE, name="reopen_outing_button", scope=self
        )
        sheet = button(texts.PRINT, self.print, keys=hotkeys.PAPER, icon="print", name="print_button", scope=self)
        self._drop = button(texts.DROP, self.drop_asked.emit, keys=hotkeys.CANCEL, name="drop_button", scope=self)
        acts = flowing(self._attend, back, edit, self._close, self._reopen, sheet, self._drop)
        head = widgets.row(self._place, self._state)
        head.setStretch(0, 1)
        self._only_totals = widgets.hint(texts.ONLY_TOTALS)
        self._empty = widgets.Empty(texts.NOBODY, texts.NOBODY_DETAIL, icon="van")
        self._filled = QWidget()
        inside = widgets.column(
            self._count,
            widgets.label(texts.TOTALS, "caption"),
            self.totals,
            widgets.label(texts.ROWS, "caption", name="rows_label"),
            self._only_totals,
            self.rows,
        )
        inside.setStretch(5, 100)
        inside.addStretch(1)
        self._filled.setLayout(inside)
        self._stack = QStackedWidget()
        self._stack.setObjectName("outing_stack")
        self._stack.addWidget(self._filled)
        self._stack.addWidget(self._empty)
        outer = widgets.column(head, self._facts, acts, self.banner, self._stack, gap=10)
        outer.setStretch(4, 1)
        self.setLayout(outer)

    def open(self, uuid: str, catalog: Catalog) -> None:
        """Shows the outing of *uuid*, read anew."""
        self._uuid, self._catalog = uuid, catalog
        self.session.run(
            outings.detail,
            OutingQuery(uuid),
            owner=self,
            done=self.show_detail,
            failed=self._gone,
            latest="outings.detail",
        )

    def clear(self) -> None:
        """Forgets what it showed."""
        self.detail, self._uuid = None, ""
        self.totals.show_rows(())
        self.rows.show_rows(())
        for label in (self._place, self._facts, self._count):
            label.setText("")

    def focus_first(self) -> None:
        """Puts the cursor where work goes on."""
        first = self._attend if self._attend.isVisibleTo(self) else self._close
        first.setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)

    # acts

    def attend(self) -> None:
        """Goes where attentions are recorded."""
        if self._attend.isVisibleTo(self):
            self.session.go("today", "")

    def toggle_closed(self) -> None:
        """The team is back, or goes on."""
        if self.detail is not None and self._close.isEnabled():
            self._set_closed(CloseOuting(self._uuid, self.detail.outing.version, not self.detail.outing.closed))

    def _set_closed(self, command: CloseOuting) -> None:
        def done(detail: OutingDetail) -> None:
            self.show_detail(detail)
            back = replace(command, version=detail.outing.version, closed=not command.closed)
            said = texts.CLOSED_DONE if command.closed else texts.REOPENED
            self.session.prompts.inform(said, undo=lambda: self._set_closed(back))

        self._run(outings.close, command, done)

    def gather(self) -> None:
        """The loose attentions of that day belong to this outing."""

        def done(detail: OutingDetail) -> None:
            self.show_detail(detail)
            self.session.prompts.inform(texts.GATHERED)

        self._run(outings.gather, GatherLoose(self._uuid), done)

    def print(self) -> None:
        """The summary of one page."""
        if self._catalog is not None and self._uuid:
            self._paper.print(self._uuid, self._catalog)

    def _run(
        self, verb: Callable[[Any, Any], OutingDetail], command: Any, done: Callable[[OutingDetail], None]
    ) -> None:
        self.session.run(
            verb,
            command,
            owner=self,
            done=done,
            failed=self.session.prompts.error,
            priority=Priority.SAVING,
            what=texts.SAVING,
            cancellable=False,
        )

    # painting

    def show_detail(self, detail: OutingDetail) -> None:
        """Shows the outing and what it grouped."""
        if self._catalog is None or detail.outing.uuid != self._uuid:
            return
        self.detail = detail
        outing, today = detail.outing, self.session.clock.today()
        self._place.setText(texts.where(outing))
        self._facts.setText(texts.facts(outing))
        self._state.set(texts.state(outing, today), "good" if not outing.closed and outing.date <= today else "plain")
        self._count.setText(texts.count(detail))
        self.banner.show_text(texts.loose(detail.loose) if detail.loose else "", "warn", act=texts.GATHER)
        self._attend.setVisible(
            detail.may_read and self.session.can(Action.VISIT_RECORD) and outing.date == today and not outing.closed
        )
        self._close.setVisible(not outing.closed)
        self._close.setEnabled(outing.date <= today)
        self._reopen.setVisible(outing.closed)
        self._drop.setVisible(not detail.facts)
        totals = texts.totals(detail, self._catalog)
        self.totals.show_rows([Row(str(at), cells) for at, cells in enumerate(totals)])
        self._fit_totals(len(totals))
        self.rows.show_rows([Row(row.visit_uuid, texts.attention(row, self._catalog)) for row in detail.rows])
        self.rows.setVisible(detail.may_read)
        self._only_totals.setVisible(not detail.may_read)
        self._stack.setCurrentWidget(self._filled if detail.facts else self._empty)

    def _fit_totals(self, rows: int) -> None:
        """As tall as its lines, up to some; more scroll."""
        lines = self.totals.verticalHeader()
        lines.resizeSections(QHeaderView.ResizeMode.ResizeToContents)
        most = lines.length() * min(rows, _MOST_TOTALS_IN_SIGHT) // max(rows, 1)
        self.totals.setFixedHeight(self.totals.horizontalHeader().sizeHint().height() + most + 2 * self._EDGE)

    def _open_row(self, visit_uuid: str) -> None:
        self.session.go("today", visit_uuid)

    def _gone(self, error: CasaError) -> None:
        self.clear()
        self.closed.emit()
        if error.code is not Code.NOT_FOUND:
            self.session.prompts.error(error)
