"""A number taken apart: what is counted, by what, against what, among whom; and the records behind each cell."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from casa_desktop.domain.access import Action
from casa_desktop.domain.breakdowns import Breakdown, PartOrigin, taken_apart
from casa_desktop.domain.catalog import Catalog
from casa_desktop.domain.counted import Dimension
from casa_desktop.domain.definitions import Named
from casa_desktop.domain.errors import CasaError
from casa_desktop.domain.indicators import Indicator, Rule
from casa_desktop.domain.scope import Filters, Scope
from casa_desktop.domain.views import View, content, parse
from casa_desktop.services import breakdowns, catalogs, statistics
from casa_desktop.services.breakdowns import TAKEN_APART
from casa_desktop.services.catalogs import CatalogQuery
from casa_desktop.services.statistics import Layout, LayoutQuery
from casa_desktop.texts import breakdowns as words
from casa_desktop.texts import errors, listings
from casa_desktop.texts import ui_breakdowns as texts
from casa_desktop.texts.breakdowns import Sheet
from casa_desktop.ui import hotkeys, widgets
from casa_desktop.ui.breakdowns.asked import Asked
from casa_desktop.ui.breakdowns.bands_panel import BandsPanel
from casa_desktop.ui.breakdowns.filters_panel import FiltersPanel
from casa_desktop.ui.breakdowns.output import Output
from casa_desktop.ui.breakdowns.table import SheetView
from casa_desktop.ui.breakdowns.views_panel import ViewsPanel
from casa_desktop.ui.page import Key
from casa_desktop.ui.session import Session
from casa_desktop.ui.statistics.cell_panel import CellPanel
from casa_desktop.ui.statistics.paper_part import Act, PaperPart
from casa_desktop.ui.statistics.period import PeriodBar
from casa_desktop.ui.statistics.side import SplitView

_FIRST = View(Named("", ""), Indicator(Rule.PERSONS), Dimension.AGE, Dimension.SEX)
"""What somebody sees who comes here for the first time."""


class BreakdownPart(PaperPart):
    """What is shown is a view, of a name or of none; every choice changes it and counts anew. What is copied, saved or
    printed has its small cells hidden."""

    page_id = "breakdown"
    title = texts.TITLE
    kinds = frozenset({"visit", "service", "person", "catalog", "month", "figure", "definition"})

    def __init__(self, session: Session, period: PeriodBar) -> None:
        super().__init__(session, period)
        self._catalog: Catalog | None = None
        self._view = _FIRST
        self._kept: View | None = None
        """The named view that the one on the screen came from."""
        self._found: Breakdown | None = None
        self._labels: dict[str, str] = {}
        self._arriving = False
        self.output = Output(session, self)
        self.asked = Asked(_FIRST, self._main, defines=session.can(Action.REPORT_DEFINE))
        self.heading = widgets.label("", "section", wrap=True, name="breakdown_heading")
        self.view_label = widgets.label("", "muted", name="view_label")
        self.banner = widgets.Banner()
        self.notes = widgets.label("", "hint", wrap=True, name="breakdown_notes")
        self.table = SheetView()
        self.cell_panel = CellPanel(session)
        self.filters_panel = FiltersPanel(session)
        self.views_panel = ViewsPanel(session, lambda: self._view, self._months)
        self.bands_panel = BandsPanel(session)
        self._panels = (self.cell_panel, self.filters_panel, self.views_panel, self.bands_panel)
        self._left = QWidget()
        self._body = SplitView(self._left, self.table, *self._panels)
        self._main.setLayout(self._make())
        self._connect()

    # what the page asks

    def open(self) -> None:
        self._arriving = True
        self.refresh()

    def place(self) -> str:
        if self._kept is None and self._view == _FIRST:
            return ""
        named = self._view.named
        told = {"named": [named.uuid, named.name, named.at, named.by, named.version], "view": content(self._view)}
        return json.dumps({**told, "kept": None if self._kept is None else content(self._kept)})

    def return_to(self, place: str) -> None:
        try:
            told = json.loads(place)
            named = Named(*told["named"])
        except (ValueError, KeyError, TypeError):
            return  # an empty one, or of another version
        view = parse(named, told["view"])
        if view is not None:
            self._view, self._kept = view, parse(named, told["kept"]) if told["kept"] else None
            self.asked.show_view(view)
            self.views_panel.days.follow(view.days)

    def focus_first(self) -> None:
        if self._stack.shown is self._main:
            self.asked.focus_first()

    def refresh(self) -> None:
        self.bands_panel.load()
        self.session.run(catalogs.lists, CatalogQuery(), owner=self, done=self._learn, latest="breakdowns.lists")

    def _on_period(self) -> None:
        if self.isVisible():
            self._count()
        else:
            super()._on_period()

    def _count(self) -> None:
        """What is asked for, once the names of everything are known."""
        period = self.period.period()
        if self._catalog is None or period is None:
            return
        if self._view.rows is self._view.columns:
            self.banner.show_text(texts.SAME, "warn")
            return
        self.session.run(
            breakdowns.breakdown,
            self._view.request(period),
            owner=self,
            done=self._show,
            failed=self._failed,
            latest="breakdowns.breakdown",
            what=texts.COUNTING,
        )

    def keys(self) -> Sequence[Key]:
        export = (Key(hotkeys.PAPER, texts.PREVIEW), Key(hotkeys.SAVE_FILE, texts.SAVE))
        return (
            Key("Return", texts.OPEN_CELL),
            Key(hotkeys.FILTER, texts.FILTERS),
            Key(hotkeys.OPEN, texts.VIEWS),
            *((Key(hotkeys.NEW_OTHER, texts.SETS),) if not self.asked.sets.isHidden() else ()),
            Key(hotkeys.COPY, texts.COPY),
            *(export if self.session.can(Action.REPORT_EXPORT) else ()),
        )

    def help_text(self) -> str:
        return texts.HELP_TEXT

    def close_down(self) -> None:
        super().close_down()
        self._found = None
        self.table.cells.show(None)
        for told in (self.notes, self.heading, self.view_label):
            told.setText("")
        for panel in self._panels:
            panel.close_down()

    # acts

    def show_view(self, view: View) -> None:
        """Shows a view that was kept."""
        self._kept = view if view.named.version else None
        self._show_and_ask(view)

    def open_current(self) -> None:
        """The records of the cell where the cursor is, beside the table."""
        cell, sheet, found = self.table.current_cell(), self.table.cells.sheet, self._found
        if cell is None or sheet is None or found is None:
            return
        title, file_name = words.cell_title(sheet, *cell), listings.file_of("", found.request.period)
        if self.cell_panel.ask_report(title, PartOrigin(found.request, *cell), file_name):
            self._body.open(self.cell_panel)

    def open_filters(self) -> None:
        """What is let through, and on which days."""
        if self._found is not None and self._catalog is not None:
            self._body.open(self.filters_panel)
            own_days = self._view.days is not None
            self.filters_panel.load(self._found.request, self._catalog, self._months(), own_days=own_days)
            self.filters_panel.focus_first()

    def open_views(self) -> None:
        """The views that were kept."""
        if self._catalog is not None:
            self._body.open(self.views_panel)
            self.views_panel.days.follow(self._view.days)
            self.views_panel.load(self._catalog, self._labels, self._staff(), arriving=True)

    def open_bands(self) -> None:
        """The sets of age bands of the desk's own."""
        self._body.open(self.bands_panel)
        self.bands_panel.load(arriving=True)

    def copy(self) -> None:
        """The table to the clipboard."""
        if self._found is not None:
            self.output.copy(self._found, self._leaving(self._found))

    def show_preview(self) -> None:
        """The paper, in place of the table."""
        if self._found is not None:
            self.output.preview(self._leaving(self._found), self._show_pdf)

    def print(self) -> None:
        """Sends it to a printer."""
        if self._found is not None:
            self.output.print(self._found, self._leaving(self._found))

    def save(self) -> None:
        """Writes it into a file."""
        if self._found is not None:
            self.output.save(self._found, self._leaving(self._found))

    # parts

    def _make(self) -> QVBoxLayout:
        export = Action.REPORT_EXPORT
        acts = self._acts(
            Act(texts.FILTERS, self.open_filters, hotkeys.FILTER, "search", "filters"),
            Act(texts.VIEWS, self.open_views, hotkeys.OPEN, "folder", "views"),
            Act(texts.COPY, self.copy, hotkeys.COPY, "copy", "copy"),
            Act(texts.SAVE, self.save, hotkeys.SAVE_FILE, "save", "save", export),
            Act(texts.PREVIEW, self.show_preview, hotkeys.PAPER, "pdf", "preview", export, main=True),
        )
        told = widgets.column(self.heading, self.view_label, gap=2)
        beside = widgets.row(self.table, left=True)
        beside.setStretch(0, 100)
        left = widgets.column(self.asked, self.banner, told, gap=widgets.GAP)
        left.addLayout(beside, 100)
        left.addWidget(self.notes)
        left.addStretch(1)
        self._left.setLayout(left)
        outer = widgets.column(acts, self._body, gap=12)
        outer.setStretch(1, 1)
        return outer

    def _connect(self) -> None:
        self.asked.changed.connect(self._ask)
        self.asked.bands_asked.connect(self.open_bands)
        self.table.opened.connect(self.open_current)
        self.table.copied.connect(self.copy)
        self.filters_panel.changed.connect(self._filtered)
        self.period.days_left.connect(self._leave_days)
        self.views_panel.chosen.connect(self.show_view)
        self.views_panel.kept.connect(self._now_kept)
        self.views_panel.renamed.connect(self._renamed)
        self.views_panel.removed.connect(self._removed)
        self.bands_panel.chosen.connect(self._use_bands)
        self.bands_panel.listed.connect(self.asked.offer_bands)
        self._body.closed.connect(self._leave)

    def _learn(self, catalog: Catalog) -> None:
        self._catalog = catalog
        self.session.run(statistics.layout, LayoutQuery(), owner=self, done=self._offer, latest="breakdowns.layout")

    def _offer(self, layout: Layout) -> None:
        rows = [row for row in (*layout.rows, *layout.available) if self._may_ask(row.indicator)]
        self._labels = {row.indicator.id: row.label for row in reversed(rows)}
        self.asked.offer(self._labels)
        if self._catalog is not None and self._body.open_panel is self.views_panel:
            self.views_panel.load(self._catalog, self._labels, self._staff())
        self._count()

    def _may_ask(self, indicator: Indicator) -> bool:
        kind = self._catalog.service_type(indicator.service_type) if self._catalog else None
        return indicator.rule in TAKEN_APART and taken_apart(self.session.can, kind.compartment if kind else None)

    def _ask(self, view: View) -> None:
        """Counts *view* from now on."""
        before, self._view = self._view, view
        if view.days != before.days:
            self.views_panel.days.follow(view.days)
        self._tell_days()
        self._count()

    def _use_bands(self, starts: tuple[int, ...]) -> None:
        self._show_and_ask(self._view.counted_by(starts))

    def _filtered(self, filters: Filters, days: tuple[date, date] | None) -> None:
        self._show_and_ask(replace(self._view, filters=filters, days=days))

    def _leave_days(self) -> None:
        if self.isVisible():
            self.filters_panel.forget_days()
            self._show_and_ask(replace(self._view, days=None))

    def _tell_days(self) -> None:
        """Days of its own stand where the period of the page does, as long as the part is seen."""
        days = self._view.days if self.isVisible() else None
        self.period.show_own_days("" if days is None else texts.own_days(*days))

    def _show_and_ask(self, view: View) -> None:
        self.asked.show_view(view)
        self._ask(view)

    def _now_kept(self, view: View) -> None:
        self._kept = view
        self._show_and_ask(view)

    def _renamed(self, view: View) -> None:
        if self._kept is not None and self._kept.named.uuid == view.named.uuid:
            self._name(view)

    def _removed(self, uuid: str) -> None:
        if self._kept is not None and self._kept.named.uuid == uuid:
            self._name(None)

    def _name(self, kept: View | None) -> None:
        """What is shown stays as it is, and comes from *kept* now."""
        self._kept = kept
        self._view = replace(self._view, named=_FIRST.named if kept is None else kept.named)
        self.asked.show_view(self._view)
        self._tell_view()

    def _months(self) -> Scope:
        """Those of the page; while these are being typed and make no sense, those that are shown."""
        period = self.period.period() or (self._found.request.period if self._found is not None else None)
        assert period is not None, "something is shown, so there is a period"
        return Scope.of(period)

    def _staff(self) -> Mapping[str, str]:
        return self._found.staff if self._found is not None else {}

    def _label(self, indicator: Indicator) -> str:
        return self._labels.get(indicator.id, indicator.id)

    def _leaving(self, found: Breakdown) -> Sheet:
        """What leaves the house."""
        assert self._catalog is not None, "it is read before anything is counted"
        return words.sheet(found, self._label(found.request.indicator), self._catalog, found.hidden)

    def _show(self, found: Breakdown) -> None:
        if self._catalog is None:
            return
        before, self._found = self._found, found
        sheet = words.sheet(found, self._label(found.request.indicator), self._catalog, found.untold)
        self.table.show_sheet(sheet)
        if before is not None and before.request != found.request and self._body.open_panel is self.cell_panel:
            self._body.close_panel()  # its records are of what was asked before
        self.heading.setText(words.report(sheet).heading)
        self.notes.setText("\n".join(sheet.notes))
        self.banner.show_text("")
        self._tell_view()
        if self._body.open_panel is self.filters_panel:
            self.filters_panel.follow(found.request, self._months())
        if self._arriving:
            self._arriving = False
            self.focus_first()

    def _tell_view(self) -> None:
        kept = self._kept
        told = "" if kept is None else texts.view_heading(kept, changed=not self._view.asks_the_same(kept))
        self.view_label.setText(told)
        self.view_label.setVisible(bool(told))

    def _failed(self, error: CasaError) -> None:
        self.banner.show_text(errors.message(error), "danger")

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._tell_days()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._tell_days()

    def _leave(self, panel: QWidget, held: bool) -> None:
        if panel is self.cell_panel:
            self.cell_panel.close_down()
        if held:
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_main(self) -> None:
        super()._show_main()
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)
