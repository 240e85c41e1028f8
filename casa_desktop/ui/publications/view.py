"""What was published: its paper, what changed since, and the next version."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from casa_desktop.domain.access import Action
from casa_desktop.domain.ids import new_id
from casa_desktop.domain.leaving import Way
from casa_desktop.domain.publications import Comparison, Publication
from casa_desktop.domain.table import Imprint, MonthlyTable
from casa_desktop.services import publishing, statistics
from casa_desktop.services.desk import DeskProfile
from casa_desktop.services.publishing import KeepPaper, PublicationQuery, PublicationsQuery, Publish
from casa_desktop.texts import files
from casa_desktop.texts import ui_publications as texts
from casa_desktop.texts.papers import COUNCIL_TITLE
from casa_desktop.ui import hotkeys, icons, paper, widgets
from casa_desktop.ui.choices import Flow
from casa_desktop.ui.papers import Papers
from casa_desktop.ui.preview import Preview
from casa_desktop.ui.rows import Row, RowsTable
from casa_desktop.ui.session import Session
from casa_desktop.ui.settings.stack import Stack
from casa_desktop.ui.statistics.output import render_published
from casa_desktop.ui.statistics.part import Part
from casa_desktop.ui.statistics.period import PeriodBar
from casa_desktop.ui.worker import Priority

_LIST_HEIGHT = 160
"""Pixels at 100 %: the head and three lines."""
_LEAST_HEIGHT = 124
"""Pixels at 100 %: of each table, where red banners stand above."""


class PublicationsPart(Part):
    """Enter shows the paper as it was handed over; a comparison stands below the list. What would be published is the
    table of the period, with the totals asked for beside it."""

    page_id = "publications"
    title = texts.TITLE
    kinds = frozenset({"publication", "month"})
    with_totals = True

    def __init__(self, session: Session, period: PeriodBar) -> None:
        super().__init__(session, period)
        self._papers = Papers(session, self, texts.RENDERING)
        self._found: dict[str, Publication] = {}
        self._compared: Comparison | None = None
        self._acts: list[widgets.Button] = []
        self._arriving = False
        self.table = RowsTable(
            texts.COLUMNS, name="publications_table", said=texts.LIST, wide=3, right=(1,), spare=(2,)
        )
        self.differences = RowsTable(
            texts.DIFFERENCE_COLUMNS, name="differences_table", said=texts.DIFFERENCES, right=(2, 3)
        )
        self.records = RowsTable(texts.RECORD_COLUMNS, name="records_table", said=texts.RECORDS, wide=1, spare=(3, 2))
        for below in (self.differences, self.records):
            below.setMinimumHeight(icons.scaled(_LIST_HEIGHT))
        self.told = widgets.Banner()
        self.hidden = widgets.hint("")
        # Few are read at a time; what changed since, and its records, take the rest of the page.
        self.table.setMinimumHeight(icons.scaled(_LEAST_HEIGHT))
        self.table.setMaximumHeight(icons.scaled(_LIST_HEIGHT))
        self._empty = widgets.Empty(texts.NONE, texts.NONE_DETAIL, icon="sheet")
        self._list = Stack(self.table, self._empty, name="publications_stack")
        self._below = QWidget()
        self._below.setLayout(self._make_below())
        self._main = QWidget()
        self._main.setLayout(self._make())
        self.preview: Preview | None = None
        self._stack = Stack(self._main, name="publications_pages")
        self._stack.present(self._main)
        self.setLayout(widgets.column(self._stack))
        self.table.opened.connect(lambda _: self.show_paper())
        self.table.chosen.connect(lambda _: self._forget_comparison())
        self.differences.chosen.connect(self._show_records)

    # what the window asks

    def refresh(self) -> None:
        self.session.run(publishing.publications, PublicationsQuery(), owner=self, done=self._show)

    def open(self) -> None:
        self._arriving = True
        self.refresh()

    def focus_first(self) -> None:
        if self.preview is not None and self._stack.shown is self.preview:
            return
        where = self.table if self._found else self._acts[-1]
        where.setFocus(Qt.FocusReason.OtherFocusReason)

    def close_down(self) -> None:
        self._found, self._compared = {}, None
        for table in (self.table, self.differences, self.records):
            table.show_rows(())
        if self.preview is not None:
            self.preview.clear()

    # acts

    def publish(self) -> None:
        """Counts the table of the period, asks, and freezes it; a later version asks what it corrects."""
        request = self.period.request()
        if request is not None:
            self.session.run(statistics.table, request, owner=self, done=self._ask, what=texts.COUNTING)

    def _ask(self, table: MonthlyTable) -> None:
        after = max((p.edition.version for p in self._found.values() if p.period == table.period), default=0)
        question, prompts = texts.question(table, after + 1), self.session.prompts
        reason: str | None = ""
        if after:
            detail = texts.erratum_detail(table)
            reason = prompts.ask_text(question, label=texts.REASON, do=texts.PUBLISH, detail=detail, lines=3)
        elif not prompts.ask(question, do=texts.PUBLISH, keep=texts.KEEP, detail=texts.detail(table)):
            reason = None
        if reason is None:
            return
        rows = tuple(row.choice for row in table.rows)
        self.session.run(
            publishing.publish,
            Publish(new_id(), table.period, after, reason, rows, table.total),
            owner=self,
            done=self._keep,
            priority=Priority.SAVING,
            what=texts.FREEZING,
            cancellable=False,
        )

    def show_paper(self) -> None:
        """The kept bytes; of a publication whose paper was never made, it is made now by who may."""
        found = self._found.get(self.table.current_key())
        if found is None:
            return
        if not self.session.can(Action.REPORT_EXPORT):
            self.session.prompts.inform(texts.NOT_YOURS)
            return
        if not found.paper_digest and not self.session.can(Action.MONTH_PUBLISH):
            self.session.prompts.inform(texts.NO_PAPER_YET)
            return
        if not found.paper_digest:
            self.session.prompts.inform(texts.NO_PAPER)
            self._keep(found)
            return
        query = PublicationQuery(found.uuid)
        self.session.run(
            publishing.paper, query, owner=self, done=lambda data: self._show_pdf(found, data), what=texts.RENDERING
        )

    def compare(self) -> None:
        """Holds the publication against today. The page takes its months: what is published next corrects it."""
        found = self._found.get(self.table.current_key())
        if found is not None:
            if self.period.period() != found.period:
                self.period.set_period(found.period)
            self.session.run(
                publishing.compare,
                PublicationQuery(found.uuid),
                owner=self,
                done=self._show_comparison,
                latest="publishing.compare",
                what=texts.COMPARING,
            )

    # parts

    def _make(self) -> QVBoxLayout:
        can = self.session.can
        made = self._acts
        if can(Action.REPORT_EXPORT):
            made.append(widgets.Button(texts.SHOW, self.show_paper, keys=hotkeys.PAPER, icon="pdf", name="show_button"))
        made.append(
            widgets.Button(texts.COMPARE, self.compare, keys=hotkeys.COUNT, icon="sheet", name="compare_button")
        )
        if can(Action.MONTH_PUBLISH):
            made.append(
                widgets.PrimaryButton(texts.PUBLISH, self.publish, keys=hotkeys.NEW, icon="lock", name="publish_button")
            )
        acts, flow = QWidget(), Flow(widgets.GAP)
        acts.setLayout(flow)
        for button in made:
            flow.addWidget(button)
        outer = widgets.column(acts, self._list, self._below, gap=widgets.MARGIN)
        outer.setStretch(2, 1)
        return outer

    def _make_below(self) -> QVBoxLayout:
        left = widgets.column(widgets.label(texts.DIFFERENCES, "section"), self.differences)
        right = widgets.column(widgets.label(texts.RECORDS, "section"), self.records, self.hidden)
        both = widgets.row(gap=widgets.MARGIN)
        both.addLayout(left, 5)
        both.addLayout(right, 6)
        outer = widgets.column(self.told, both, gap=widgets.GAP)
        outer.setStretch(1, 1)
        return outer

    def _show(self, found: tuple[Publication, ...]) -> None:
        self._found = {each.uuid: each for each in found}
        self.table.show_rows([Row(each.uuid, texts.row(each)) for each in found])
        self._list.present(self.table if found else self._empty)
        self._below.setVisible(bool(found))
        if self._compared is None:
            self._forget_comparison()
        if self._arriving:
            self._arriving = False
            self.focus_first()

    def _keep(self, made: Publication) -> None:
        def draw(profile: DeskProfile, _imprint: Imprint) -> bytes:
            return render_published(made, profile.letterhead(COUNCIL_TITLE))

        self._papers.render(draw, lambda data: self._kept(made, data))

    def _kept(self, made: Publication, data: bytes) -> None:
        def shown(_kept: Publication) -> None:
            self.session.prompts.inform(texts.PUBLISHED)
            self.table.select(made.uuid)
            self._show_pdf(made, data)

        self.session.run(publishing.keep_paper, KeepPaper(made.uuid, data), owner=self, done=shown, cancellable=False)

    def _show_pdf(self, of: Publication, data: bytes) -> None:
        if self.preview is not None:
            self._stack.drop(self.preview)
        self.preview = Preview()
        self.preview.closed.connect(self._show_main)
        self.preview.print_asked.connect(lambda: self._print(of, data))
        self.preview.save_asked.connect(lambda: self._save(of, data))
        self._stack.present(self.preview)
        self.preview.show_pdf(data)

    def _print(self, of: Publication, data: bytes) -> None:
        paper.print_now(self, data, texts.file_name(of))  # it is looked at already

    def _save(self, of: Publication, data: bytes) -> None:
        path = self.session.prompts.save_file(texts.SHOW, f"{texts.file_name(of)}.pdf", files.kinds(Way.PDF))
        if path is not None:
            self._papers.write(path, data, texts.SAVED)

    def _show_main(self) -> None:
        self._stack.present(self._main)
        self.open()

    def _forget_comparison(self) -> None:
        self._compared = None
        self.told.show_text(texts.NOT_ASKED, "accent")
        self.differences.show_rows(())
        self.records.show_rows(())
        self.hidden.hide()

    def _show_comparison(self, found: Comparison) -> None:
        if found.publication.uuid != self.table.current_key():
            return
        self._compared = found
        lines = [*map(texts.difference, found.differences), *map(texts.total, found.totals)]
        self.told.show_text(texts.told(found), "warn" if lines else "good")
        self.differences.show_rows([Row(str(at), cells) for at, cells in enumerate(lines)])
        if lines:
            self.differences.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self._show_records("")

    def _show_records(self, key: str) -> None:
        rows: list[Row] = []
        said = ""
        differences = self._compared.differences if self._compared is not None else ()
        if key and int(key) < len(differences):
            difference = differences[int(key)]
            rows = [Row(str(at), cells) for at, cells in enumerate(texts.records(difference))]
            said = texts.hidden(difference.hidden) if difference.hidden else ""
        elif key:
            said = texts.TOTAL_EXPLAINED
        self.records.show_rows(rows)
        self.hidden.setText(said)
        self.hidden.setVisible(bool(said))
