"""«¿De dónde sale este número?»: the records of a cell by person, or the paper that it was taken from."""

from collections.abc import Sequence

from PySide6.QtCore import QSignalBlocker
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QWidget

from casa_desktop.domain.access import Action
from casa_desktop.domain.cells import CellDetail, CellOrigin, CellPerson, Origin, Paging, Unit
from casa_desktop.domain.errors import CasaError
from casa_desktop.services import origins
from casa_desktop.services.origins import OriginQuery
from casa_desktop.texts import dates, errors, listings, reports
from casa_desktop.texts import ui_statistics as texts
from casa_desktop.texts.numbers import integer
from casa_desktop.ui import hotkeys, widgets
from casa_desktop.ui.choices import Flow
from casa_desktop.ui.editors import CheckEdit
from casa_desktop.ui.rows import Row, RowsTable
from casa_desktop.ui.session import Session
from casa_desktop.ui.statistics.listing import ListingOutput
from casa_desktop.ui.statistics.side import SidePanel
from casa_desktop.ui.statistics.table import Target
from casa_desktop.ui.worker import Priority

_KINDS = frozenset(
    {"visit", "service", "person", "figure", "month", "catalog", "definition"} | {"aid", "rcf", "transfer", "survey"}
)
"""What a number that is looked behind may count."""
_MOST_LINES = 5
"""Of the people by months; a thirteenth is scrolled to."""


class CellPanel(SidePanel):
    """Reads what a cell counts, and again when that has changed; the list is as long as one asks for."""

    def __init__(self, session: Session) -> None:
        super().__init__("cell_panel")
        self._session = session
        self._origin: Origin | None = None
        self._title = self._file = ""
        self._persons: list[CellPerson] = []
        self._arriving = self._stale = False
        self.said = widgets.label("", wrap=True, name="cell_tally")
        self.spread = RowsTable(texts.SPREAD_COLUMNS, name="cell_spread", said=texts.SPREAD, right=(1, 2, 3))
        self.unknown = widgets.label("", "muted", wrap=True, name="cell_unknown")
        self.repeated = CheckEdit(texts.REPEATED, name="repeated_check")
        self.reserved = widgets.label("", "muted", wrap=True, name="cell_reserved")
        self.list = RowsTable(texts.CELL_COLUMNS, name="cell_list", said=texts.CELL_LIST)
        self.figures = RowsTable(
            texts.CELL_FIGURE_COLUMNS, name="cell_figures", said=texts.CELL_FIGURES, wide=2, right=(1,)
        )
        self.more = widgets.Button(texts.CELL_MORE, self._read_on, icon="down", name="more_button")
        self._output = ListingOutput(session, self)
        self.acts = self._make_acts()
        for part in self._parts():
            part.hide()
            self.inside.addWidget(part)
        self.inside.addStretch(1)
        self.inside.setStretchFactor(self.list, 100)
        self.repeated.toggled.connect(lambda _: self._from_the_first())
        session.hub.subscribe(self, _KINDS, lambda _: self._changed())

    def _parts(self) -> tuple[QWidget, ...]:
        told = (self.said, self.spread, self.unknown, self.repeated, self.reserved)
        return (*told, self.acts, self.list, self.figures, self.more)

    def ask(self, target: Target, *, beside: bool = False) -> None:
        """Reads the cell *target*; with *beside* the records alone, even where the cell prints history."""
        if target.row is not None:
            origin = CellOrigin(target.row.indicator, target.period, beside)
            label = target.row.label
            self.look(texts.cell_title(label, target.period), origin, listings.file_of(label, target.period))

    def ask_report(self, title: str, origin: Origin | None, file_name: str, otherwise: str = reports.NO_ORIGIN) -> bool:
        """:meth:`look` for a cell of a report, where records stand behind it that may be seen; else it is said why not
        (*otherwise*, where there are none), and the panel need not be shown."""
        if origin is None:
            self._session.prompts.inform(otherwise)
        elif not self._session.can(Action.STATISTICS_CELL):
            self._session.prompts.inform(texts.FORBIDDEN_CELL)
        else:
            self.look(title, origin, file_name)
            return True
        return False

    def look(self, title: str, origin: Origin, file_name: str) -> None:
        """Reads a number of any report. *title* tells which one and of when; the list of its records is proposed to be
        saved as *file_name*, which names nobody."""
        self._origin, self._title, self._file, self._persons = origin, title, file_name, []
        self._arriving, self._stale = True, False
        with QSignalBlocker(self.repeated):
            self.repeated.set_value(False)
        self.set_title(title)
        self.said.setText(texts.CELL_LOADING)
        for part in self._parts():
            part.setVisible(part is self.said)
        self._read_on()

    def save(self) -> None:
        """The records by code, into a file."""
        if self._origin is not None:
            self._output.save(self._origin, self._title, self._file)

    def save_names(self) -> None:
        """The records by name, into a sealed archive."""
        if self._origin is not None:
            self._output.save_names(self._origin, self._title, self._file)

    def _make_acts(self) -> QWidget:
        made, line = QWidget(), Flow(widgets.GAP)
        made.setLayout(line)
        line.addWidget(
            widgets.Button(
                listings.SAVE, self.save, keys=hotkeys.OTHER_PAPER, icon="save", name="save_records_button", scope=self
            )
        )
        self._by_name: widgets.Button | None = None
        if self._session.can(Action.REPORT_NAMES):
            self._by_name = widgets.Button(
                listings.SAVE_NAMES,
                self.save_names,
                keys=hotkeys.NOMINAL,
                icon="lock",
                name="save_names_button",
                scope=self,
            )
            line.addWidget(self._by_name)
        return made

    def close_down(self) -> None:
        self._origin, self._title, self._file, self._persons = None, "", "", []
        self.list.show_rows(())
        self.figures.show_rows(())
        self.spread.show_rows(())
        for told in (self.said, self.unknown, self.reserved):
            told.setText("")
        self.set_title("")

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._stale:
            self._changed()

    def _changed(self) -> None:
        """Who saw a wrong record here, put it right elsewhere and comes back sees it right."""
        self._stale = self._origin is not None and not self.isVisible()
        if self._origin is not None and not self._stale:
            self._from_the_first()

    def _from_the_first(self) -> None:
        self._persons = []
        self._read_on()

    def _read_on(self) -> None:
        if self._origin is None:
            return
        self._session.run(
            origins.records,
            OriginQuery(self._origin, Paging(len(self._persons), repeated=self.repeated.value())),
            owner=self,
            done=self._show,
            failed=self._failed,
            latest="statistics.cell",
            priority=Priority.NORMAL,
            what=texts.CELL_LOADING,
        )

    def _failed(self, error: CasaError) -> None:
        if self._origin is not None:
            self.said.setText(errors.message(error))

    def _show(self, detail: CellDetail) -> None:
        if self._origin is None:
            return  # left while it was read: no person is kept behind a panel that is closed
        first = not self._persons
        self._persons += detail.records.persons
        if first:
            self._show_whole(detail)
        self.list.show_rows(record_rows(self._persons, detail.unit))
        self.list.setVisible(bool(self._persons))
        self.acts.setVisible(bool(self._persons))
        if self._by_name is not None:
            self._by_name.setVisible(detail.unit is not Unit.SLIPS)
        self.figures.show_rows(
            [
                Row(str(f.month), (dates.month_short_year(f.month), integer(f.value), f.source, f.folio))
                for f in detail.figures
            ]
        )
        beside = isinstance(self._origin, CellOrigin) and self._origin.beside
        self.figures.setVisible(bool(detail.figures) and not beside)
        self.more.setVisible(detail.records.more)
        if self._arriving and self._persons:
            self.start(self.list)
        self._arriving = False

    def _show_whole(self, detail: CellDetail) -> None:
        """What is counted, how the sum of the months and the distinct persons differ where it is known, and why it is
        not where it is not."""
        spread = detail.records.spread
        tally = " ".join(filter(None, (texts.cell_tally(detail), texts.spread_told(detail))))
        self.said.setText(tally or ("" if detail.figures else texts.CELL_NOTHING))
        self.said.setVisible(bool(self.said.text()))
        nobody = self.repeated.value() and not self._persons
        self.reserved.setText(texts.NONE_REPEATED if nobody else texts.cell_reserved(detail))
        self.reserved.setVisible(bool(self.reserved.text()))
        unknown = texts.unknown_spread(detail)
        self.unknown.setText(unknown)
        self.unknown.setVisible(bool(unknown))
        lines = texts.spread_rows(spread) if spread else []
        self.spread.show_rows([Row(str(at), cells) for at, cells in enumerate(lines)])
        self.spread.setVisible(bool(spread))
        self.repeated.setVisible(any(each.again for each in spread))
        header = self.spread.horizontalHeader().sizeHint().height()
        line = self.spread.verticalHeader().sectionSize(0) if lines else 0
        self.spread.setFixedHeight(header + line * min(len(lines), _MOST_LINES) + 2 * self.spread.frameWidth())


def record_rows(persons: Sequence[CellPerson], unit: Unit | None = None) -> list[Row]:
    """One line a service; the person is named on the first of theirs."""
    return [
        Row(
            entry.service_uuid,
            (
                texts.person_name(person, unit) if at == 0 else "",
                dates.short_date(entry.day),
                texts.service(entry),
                texts.folio(entry.sheet, entry.line),
            ),
        )
        for person in persons
        for at, entry in enumerate(person.entries)
    ]
