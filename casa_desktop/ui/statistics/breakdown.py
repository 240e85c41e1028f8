"""A number taken apart: what is counted, by what, and against what."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from casa_desktop.domain.access import Action
from casa_desktop.domain.ages import BandSet
from casa_desktop.domain.breakdowns import Breakdown, Dimension, Request
from casa_desktop.domain.catalog import Catalog
from casa_desktop.domain.errors import CasaError
from casa_desktop.domain.indicators import Indicator
from casa_desktop.domain.suppression import suppressed
from casa_desktop.domain.table import Imprint
from casa_desktop.services import breakdowns, catalogs, statistics
from casa_desktop.services.breakdowns import TAKEN_APART
from casa_desktop.services.catalogs import CatalogQuery
from casa_desktop.services.desk import DeskProfile
from casa_desktop.services.statistics import Exported, Layout, LayoutQuery
from casa_desktop.texts import errors
from casa_desktop.texts import ui_breakdowns as texts
from casa_desktop.ui import hotkeys, widgets
from casa_desktop.ui.choices import Choice, Flow
from casa_desktop.ui.forms.field import Field
from casa_desktop.ui.papers import Papers
from casa_desktop.ui.rows import Row, RowsTable
from casa_desktop.ui.session import Session
from casa_desktop.ui.settings.stack import Stack
from casa_desktop.ui.statistics.part import Part
from casa_desktop.ui.statistics.period import PeriodBar


class BreakdownPart(Part):
    """Every choice counts anew; what is copied or saved is what is seen, small cells hidden."""

    page_id = "breakdown"
    title = texts.TITLE
    kinds = frozenset({"visit", "service", "person", "catalog", "month"})

    def __init__(self, session: Session, period: PeriodBar) -> None:
        super().__init__(session, period)
        self._papers = Papers(session, self, texts.SAVING)
        self._catalog: Catalog | None = None
        self._found: Breakdown | None = None
        self._labels: dict[str, str] = {}
        self._arriving = False
        by = [(str(dimension), word) for dimension, word in texts.DIMENSIONS.items()]
        self.what = Choice(name="what_choice", width=300)
        self.rows = Choice(by, name="rows_choice", width=170)
        self.columns = Choice([("", texts.NOTHING), *by], name="columns_choice", width=170)
        self.bands = Choice(texts.band_options(), name="bands_choice", width=290)
        self.rows.set_value(str(Dimension.AGE))
        self.columns.set_value(str(Dimension.SEX))
        self.bands.set_value(str(BandSet.GIFMM))
        self.heading = widgets.label("", "section", name="breakdown_heading")
        self.banner = widgets.Banner()
        self.notes = widgets.label("", "hint", wrap=True, name="breakdown_notes")
        self.table: RowsTable | None = None
        self._tables = Stack(name="breakdown_tables")
        self._fields = (
            Field("what", texts.WHAT, self.what),
            Field("rows", texts.ROWS, self.rows),
            Field("columns", texts.COLUMNS, self.columns),
            Field("bands", texts.BANDS, self.bands),
        )
        self.setLayout(self._make())
        for choice in (self.what, self.rows, self.columns, self.bands):
            choice.edited.connect(self.refresh)

    @property
    def hides(self) -> bool:
        """Whether small cells are hidden from this user, too, and not only in what leaves the house."""
        return not self.session.can(Action.STATISTICS_CELL)

    def open(self) -> None:
        self._arriving = True
        self.session.run(catalogs.lists, CatalogQuery(), owner=self, done=self._learn)

    def focus_first(self) -> None:
        self.what.setFocus(Qt.FocusReason.OtherFocusReason)

    def refresh(self) -> None:
        indicator, period = Indicator.parse(self.what.value() or ""), self.period.period()
        rows, columns = self.rows.value(), self.columns.value()
        if indicator is None or period is None or not rows or self._catalog is None:
            return
        if rows == columns:
            self.banner.show_text(texts.SAME, "warn")
            return
        request = Request(
            indicator,
            period,
            Dimension(rows),
            Dimension(columns) if columns else None,
            BandSet(self.bands.value() or BandSet.GIFMM),
        )
        self.session.run(
            breakdowns.breakdown,
            request,
            owner=self,
            done=self._show,
            failed=self._failed,
            latest="breakdowns.breakdown",
            what=texts.COUNTING,
        )

    def close_down(self) -> None:
        self._found = None
        if self.table is not None:
            self.table.show_rows(())
        self.notes.setText("")

    # acts

    def copy(self) -> None:
        """The table to the clipboard, as a spreadsheet takes it; what leaves the window hides small cells, and is
        written down."""
        if self._found is None or self._catalog is None:
            return
        lines = texts.grid(self._found, self._catalog, self._hidden(self._found))
        rows = [lines[0], *([line[0], *(cell.replace(".", "") for cell in line[1:])] for line in lines[1:])]

        def put(_: object) -> None:
            QApplication.clipboard().setText("\n".join("\t".join(row) for row in rows))
            self.session.prompts.inform(texts.COPIED)

        command = Exported("desglose_copia", self._found.request.period)
        self.session.run(statistics.copied, command, owner=self, done=put, cancellable=False)

    def save(self) -> None:
        """Asks where, and writes a spreadsheet or a CSV."""
        found, catalog = self._found, self._catalog
        if found is None or catalog is None or not self.session.can(Action.REPORT_EXPORT):
            return
        label = self._labels.get(found.request.indicator.id, found.request.indicator.id)
        path = self.session.prompts.save_file(
            texts.SAVE_TITLE, texts.file_name(label, found.request.period), texts.FILE_KINDS
        )
        if path is None:
            return
        hidden = self._hidden(found)
        grid, notes = texts.grid(found, catalog, hidden), texts.notes(found, hidden=bool(hidden))
        heading, form = texts.heading(label, found.request.period), path.suffix.lower().removeprefix(".")

        def draw(_profile: DeskProfile, imprint: Imprint) -> bytes:
            from casa_desktop.reports import breakdown_files

            if form == "csv":
                return breakdown_files.render_csv(heading, grid, notes)
            return breakdown_files.render_xlsx(heading, grid, notes, imprint)

        self.session.run(
            statistics.exported,
            Exported(f"desglose_{form}", found.request.period),
            owner=self,
            done=lambda _: self._papers.save(draw, path, texts.SAVED),
            cancellable=False,
        )

    # parts

    def _make(self) -> QVBoxLayout:
        acts, flow = QWidget(), Flow(widgets.GAP)
        acts.setLayout(flow)
        flow.addWidget(
            widgets.Button(texts.COPY, self.copy, keys=hotkeys.COPY, icon="copy", name="copy_button", scope=self)
        )
        if self.session.can(Action.REPORT_EXPORT):
            flow.addWidget(
                widgets.Button(
                    texts.SAVE, self.save, keys=hotkeys.SAVE_FILE, icon="save", name="save_button", scope=self
                )
            )
        asked, line = QWidget(), Flow(widgets.MARGIN)
        asked.setLayout(line)
        for field in self._fields:
            line.addWidget(field)
        outer = widgets.column(
            acts,
            asked,
            self.banner,
            self.heading,
            self._tables,
            self.notes,
            gap=12,
        )
        outer.setStretch(4, 1)
        return outer

    def _learn(self, catalog: Catalog) -> None:
        self._catalog = catalog
        self.session.run(statistics.layout, LayoutQuery(), owner=self, done=self._offer)

    def _offer(self, layout: Layout) -> None:
        rows = [row for row in (*layout.rows, *layout.available) if row.indicator.rule in TAKEN_APART]
        self._labels = {row.indicator.id: row.label for row in reversed(rows)}
        chosen = self.what.value() or rows[0].indicator.id
        self.what.set_options([(key, self._labels[key]) for key in dict.fromkeys(row.indicator.id for row in rows)])
        self.what.set_value(chosen)
        self.refresh()

    def _show(self, found: Breakdown) -> None:
        if self._catalog is None:
            return
        self._found = found
        hidden = self._hidden(found) if self.hides else frozenset()
        head, *lines = texts.grid(found, self._catalog, hidden)
        old, self.table = (
            self.table,
            RowsTable(head, name="breakdown_table", said=texts.TABLE, right=range(1, len(head))),
        )
        self._tables.present(self.table)
        if old is not None:
            self._tables.drop(old)
        self.table.show_rows([Row(str(at), tuple(cells)) for at, cells in enumerate(lines)])
        label = self._labels.get(found.request.indicator.id, found.request.indicator.id)
        self.heading.setText(texts.heading(label, found.request.period))
        self.notes.setText("\n".join(texts.notes(found, hidden=bool(hidden))))
        self.banner.show_text("")
        if self._arriving:
            self._arriving = False
            self.focus_first()

    def _failed(self, error: CasaError) -> None:
        self.banner.show_text(errors.message(error), "danger")

    @staticmethod
    def _hidden(found: Breakdown) -> frozenset[tuple[str, str]]:
        """Only what crosses two things can point at somebody; a list of totals is what the council prints."""
        if found.request.columns is None or len(found.rows) * len(found.columns) < 2:
            return frozenset()
        return suppressed(found.rows, found.columns, found.cells)
