"""«¿De dónde sale este número?»: the records of a cell by person, or the paper that it was taken from."""

from collections.abc import Sequence

from casa_desktop.domain.cells import CellDetail, CellPerson
from casa_desktop.domain.errors import CasaError
from casa_desktop.services import statistics
from casa_desktop.services.statistics import CellQuery
from casa_desktop.texts import dates, errors
from casa_desktop.texts import ui_statistics as texts
from casa_desktop.texts.numbers import integer
from casa_desktop.ui import widgets
from casa_desktop.ui.rows import Row, RowsTable
from casa_desktop.ui.session import Session
from casa_desktop.ui.statistics.side import SidePanel
from casa_desktop.ui.statistics.table import Target
from casa_desktop.ui.worker import Priority


class CellPanel(SidePanel):
    """Reads what a cell counts; the list is as long as one asks for."""

    def __init__(self, session: Session) -> None:
        super().__init__("cell_panel")
        self._session = session
        self._target: Target | None = None
        self._persons: list[CellPerson] = []
        self.said = widgets.label("", wrap=True, name="cell_tally")
        self.reserved = widgets.label("", "muted", wrap=True, name="cell_reserved")
        self.list = RowsTable(texts.CELL_COLUMNS, name="cell_list", said=texts.CELL_LIST)
        self.figures = RowsTable(
            texts.CELL_FIGURE_COLUMNS, name="cell_figures", said=texts.CELL_FIGURES, wide=2, right=(1,)
        )
        self.more = widgets.Button(texts.CELL_MORE, self._read_on, icon="down", name="more_button")
        for part in (self.said, self.reserved, self.list, self.figures, self.more):
            part.hide()
            self.inside.addWidget(part)
        self.inside.addStretch(1)
        self.inside.setStretchFactor(self.list, 100)

    def ask(self, target: Target) -> None:
        """Reads the cell *target*."""
        if target.row is None:
            return
        self._target, self._persons = target, []
        self.set_title(texts.cell_title(target.row.label, target.period))
        self.said.setText(texts.CELL_LOADING)
        self.said.show()
        for part in (self.reserved, self.list, self.figures, self.more):
            part.hide()
        self._read_on()

    def close_down(self) -> None:
        self._target, self._persons = None, []
        self.list.show_rows(())
        self.figures.show_rows(())
        for told in (self.said, self.reserved, self.heading):
            told.setText("")

    def _read_on(self) -> None:
        if self._target is None or self._target.row is None:
            return
        query = CellQuery(self._target.row.indicator, self._target.period, offset=len(self._persons))
        self._session.run(
            statistics.cell,
            query,
            owner=self,
            done=self._show,
            failed=self._failed,
            latest="statistics.cell",
            priority=Priority.NORMAL,
            what=texts.CELL_LOADING,
        )

    def _failed(self, error: CasaError) -> None:
        self.said.setText(errors.message(error))

    def _show(self, detail: CellDetail) -> None:
        first = not self._persons
        self._persons += detail.records.persons
        tally = texts.cell_tally(detail)
        self.said.setText(tally or ("" if detail.figures else texts.CELL_NOTHING))
        self.said.setVisible(bool(self.said.text()))
        reserved = texts.cell_reserved(detail)
        self.reserved.setText(reserved)
        self.reserved.setVisible(bool(reserved))
        self.list.show_rows(_rows(self._persons))
        self.list.setVisible(bool(self._persons))
        self.figures.show_rows(
            [
                Row(str(f.month), (dates.month_short_year(f.month), integer(f.value), f.source, f.folio))
                for f in detail.figures
            ]
        )
        self.figures.setVisible(bool(detail.figures))
        self.more.setVisible(detail.records.more)
        if first and self._persons:
            self.start(self.list)


def _rows(persons: Sequence[CellPerson]) -> list[Row]:
    """One line a service; the person is named on the first of theirs."""
    return [
        Row(
            entry.service_uuid,
            (
                texts.person_name(person) if at == 0 else "",
                dates.short_date(entry.day),
                entry.service,
                texts.folio(entry.sheet, entry.line),
            ),
        )
        for person in persons
        for at, entry in enumerate(person.entries)
    ]
