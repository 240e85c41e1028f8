"""«Tablero»: the month and its year in charts, each with its table, a file and a paper."""

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtWidgets import QApplication, QSizePolicy, QWidget

from casa_desktop.domain.access import Action
from casa_desktop.domain.charts import Chart
from casa_desktop.domain.dashboard import Dashboard
from casa_desktop.domain.errors import CasaError
from casa_desktop.domain.leaving import Sent, Way, way_of
from casa_desktop.domain.periods import Period
from casa_desktop.domain.table import Imprint
from casa_desktop.services import dashboard, statistics
from casa_desktop.services.dashboard import DashboardQuery
from casa_desktop.services.desk import DeskProfile
from casa_desktop.services.statistics import Exported
from casa_desktop.texts import dashboard as words
from casa_desktop.texts import errors, files
from casa_desktop.texts import ui_dashboard as texts
from casa_desktop.ui import charts, hotkeys, widgets
from casa_desktop.ui.choices import Flow
from casa_desktop.ui.dashboard.cards import Cards
from casa_desktop.ui.dashboard.large import LargeView
from casa_desktop.ui.page import Key
from casa_desktop.ui.papers import Papers
from casa_desktop.ui.session import Session
from casa_desktop.ui.settings.stack import Stack
from casa_desktop.ui.statistics.part import Part
from casa_desktop.ui.statistics.period import PeriodBar

_FILES = (Way.PNG, Way.SVG, Way.PDF)
_WAITING = ("referral", "follow_up", "transfer", "child", "petition", "aid")
"""What somebody has still to see to."""


class DashboardPart(Part):
    """Cards over the last month of the period; one of them large, with its table."""

    page_id = "dashboard"
    title = texts.TITLE
    kinds = frozenset({"visit", "service", "person", "figure", "month", "catalog", "rcf", *_WAITING})

    def __init__(self, session: Session, period: PeriodBar) -> None:
        super().__init__(session, period)
        self.found: Dashboard | None = None
        self._arriving = False
        self._charts: dict[str, Chart] = {}
        self._papers = Papers(session, self, texts.RENDERING)
        self.banner = widgets.Banner()
        self.cards = Cards()
        self.cards.opened.connect(self.enlarge)
        self.large = LargeView(session)
        self.large.closed.connect(self.go_back)
        self._scroll = widgets.scrolled(self.cards, "dashboard_scroll")
        self._scroll.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Ignored)
        self._stack = Stack(self._scroll, self.large, name="dashboard_stack")
        self._stack.present(self._scroll)
        outer = widgets.column(self._make_top(), self.banner, self._stack, gap=widgets.GAP)
        outer.setStretch(2, 1)
        self.setLayout(outer)

    # what the window asks

    def refresh(self) -> None:
        period = self.period.period()
        if period is not None:
            self.session.run(
                dashboard.dashboard,
                DashboardQuery(period.last),
                owner=self,
                done=self._show,
                failed=self._failed,
                latest="dashboard.dashboard",
                what=texts.LOADING,
            )

    def open(self) -> None:
        self._arriving = self.found is None  # the cards come with the numbers
        self.focus_first()

    def focus_first(self) -> None:
        if self._stack.shown is self.large:
            self.large.focus_first()
        else:
            self.cards.focus_current()

    def keys(self) -> Sequence[Key]:
        out = (Key(hotkeys.SAVE_FILE, texts.SAVE), Key(hotkeys.PAPER, texts.PREVIEW))
        return (
            Key("Return", texts.ENLARGE),
            Key(hotkeys.COPY, texts.COPY),
            *(out if self.session.can(Action.REPORT_EXPORT) else ()),
        )

    def help_text(self) -> str:
        return texts.HELP_TEXT

    def close_down(self) -> None:
        self.found = None
        self._charts = {}
        self.large.close_down()

    # acts

    def enlarge(self, key: str) -> None:
        """A chart in place of the cards."""
        if key in self._charts:
            self.large.show_chart(self._charts[key])
            self._stack.present(self.large)
            self.large.back.show()
            self.large.focus_first()

    def go_back(self) -> None:
        """The cards again."""
        self._stack.present(self._scroll)
        self.large.back.hide()
        self.cards.focus_current()

    def copy(self) -> None:
        """The table of the chart to the clipboard, as a spreadsheet takes it, without small cells; written down."""
        chart = self._leaving()
        if chart is None:
            return

        def put(_: object) -> None:
            from casa_desktop.reports.cleaning import spread

            QApplication.clipboard().setText(spread((chart.heads(), *chart.values())))
            self.session.prompts.inform(texts.COPIED)

        command = Exported(Way.COPY, self._period(), Sent.DASHBOARD)
        self.session.run(statistics.copied, command, owner=self, done=put, cancellable=False)

    def save(self) -> None:
        """Asks where, and writes what the name ends with: a picture, an SVG, or a PDF with the table."""
        chart = self._leaving()
        if chart is None or not self.session.can(Action.REPORT_EXPORT):
            return
        name = texts.file_name(chart, self._period().last)
        path = self.session.prompts.save_file(texts.SAVE_TITLE, name, files.kinds(*_FILES))
        if path is not None:
            way = way_of(path.suffix, _FILES)
            self._entered(way, lambda: self._write(chart, path, way))

    def print(self) -> None:
        """The chart on a page with its table, shown first."""
        chart = self._leaving()
        if chart is not None and self.session.can(Action.REPORT_EXPORT):
            name = texts.file_name(chart, self._period().last)
            self._entered(Way.PAPER, lambda: self._papers.print(_on_paper(chart), name, texts.PRINTED))

    # parts

    def _make_top(self) -> QWidget:
        acts = QWidget()
        flow = Flow(widgets.GAP)
        acts.setLayout(flow)
        flow.addWidget(self.large.back)
        for said, run, keys, icon, name, needs in (
            (texts.COPY, self.copy, hotkeys.COPY, "copy", "copy", Action.STATISTICS_VIEW),
            (texts.SAVE, self.save, hotkeys.SAVE_FILE, "save", "save", Action.REPORT_EXPORT),
            (texts.PREVIEW, self.print, hotkeys.PAPER, "pdf", "preview", Action.REPORT_EXPORT),
        ):
            if self.session.can(needs):
                flow.addWidget(widgets.Button(said, run, keys=keys, icon=icon, name=f"{name}_button"))
        return acts

    def _show(self, found: Dashboard) -> None:
        self.found = found
        shown = words.charts(found, leaves=False)
        self._charts = {chart.key: chart for chart in shown}
        self.banner.show_text("")
        self.cards.show_charts(shown)
        if self._stack.shown is self.large and self.large.chart is not None:
            self.large.show_chart(self._charts[self.large.chart.key])
        if self._arriving:
            self._arriving = False
            self.focus_first()

    def _failed(self, error: CasaError) -> None:
        self.banner.show_text(errors.message(error), "danger")

    def _period(self) -> Period:
        assert self.found is not None
        return Period(self.found.month, self.found.month)

    def _leaving(self) -> Chart | None:
        """The chart that is large, or whose card has the cursor, as it may leave the house."""
        if self.found is None:
            return None
        large = self.large.chart if self._stack.shown is self.large else None
        key = large.key if large is not None else self.cards.current
        return next((chart for chart in words.charts(self.found, leaves=True) if chart.key == key), None)

    def _entered(self, way: Way, then: Callable[[], None]) -> None:
        command = Exported(way, self._period(), Sent.DASHBOARD)
        self.session.run(statistics.exported, command, owner=self, done=lambda _: then(), cancellable=False)

    def _write(self, chart: Chart, path: Path, way: Way) -> None:
        if way is Way.PNG:
            self._papers.write(path, charts.picture(chart), texts.SAVED)
        else:
            self._papers.save(_as_svg(chart) if way is Way.SVG else _on_paper(chart), path, texts.SAVED)


def _on_paper(chart: Chart) -> Callable[[DeskProfile, Imprint], bytes]:
    def draw(profile: DeskProfile, imprint: Imprint) -> bytes:
        from casa_desktop.reports import chart_pdf

        return chart_pdf.render(chart, profile.letterhead(chart.title), imprint)

    return draw


def _as_svg(chart: Chart) -> Callable[[DeskProfile, Imprint], bytes]:
    def draw(_profile: DeskProfile, _imprint: Imprint) -> bytes:
        from casa_desktop.reports import chart_svg

        return chart_svg.render(chart)

    return draw
