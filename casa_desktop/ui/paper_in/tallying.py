"""«Arqueo del día»: the paper is typed, then the program tells its count, with the records behind a difference."""

from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from casa_desktop.domain.catalog import Catalog
from casa_desktop.domain.errors import CasaError
from casa_desktop.domain.ids import new_id
from casa_desktop.domain.table import Imprint, Letterhead
from casa_desktop.domain.tally import PERSONS, DaySheet, Tally
from casa_desktop.domain.visit_views import VisitRow
from casa_desktop.services import catalogs, tally
from casa_desktop.services.catalogs import CatalogQuery
from casa_desktop.services.desk import DeskProfile
from casa_desktop.services.tally import (
    DaySheetQuery,
    NoteTally,
    PrintTally,
    TallyQuery,
    TallyRecords,
    TallyTypes,
)
from casa_desktop.texts import day_sheet, numbers
from casa_desktop.texts import ui_paper_in as texts
from casa_desktop.texts.ui_visits import short_name
from casa_desktop.ui import hotkeys, widgets
from casa_desktop.ui.paper_in.tally_forms import CountForm, NoteForm
from casa_desktop.ui.papers import Papers
from casa_desktop.ui.ports import Draft
from casa_desktop.ui.rows import Row, RowsTable
from casa_desktop.ui.session import Session
from casa_desktop.ui.settings.stack import Stack
from casa_desktop.ui.today.day import day_table, shown
from casa_desktop.ui.worker import Priority


class TallySection(QWidget):
    """Counting on the left and earlier checks on the right; then the result, and the records of the chosen row."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.setObjectName("tally_section")
        self.session = session
        self._papers = Papers(session, self, texts.RENDERING)
        self._catalog: Catalog | None = None
        self._codes: tuple[str, ...] = ()
        self._uuid = new_id()
        self._tallies: dict[str, Tally] = {}
        self._waiting: Draft | None = None
        self._day: date | None = None
        """What is to be counted as soon as there is a form."""
        self._awaited = False
        """Whether the cursor comes here as soon as there is a form."""
        self.shown: Tally | None = None
        self.form: CountForm | None = None
        self._place = widgets.column()
        counting = QWidget()
        counting.setObjectName("counting_part")
        counting.setLayout(self._place)
        self._counting = widgets.scrolled(counting, "counting_scroll")
        self._result = self._make_result()
        self.left = Stack(self._counting, self._result, name="tally_left")
        self.earlier = RowsTable(texts.EARLIER_COLUMNS, name="earlier_table", said=texts.EARLIER, wide=1)
        self.earlier.opened.connect(self.open_tally)
        self._none = widgets.Empty(texts.NO_EARLIER, icon="statistics")
        self._kept = Stack(self._none, self.earlier, name="earlier_stack")
        before = QWidget()
        before.setObjectName("earlier_part")
        inside = widgets.column(widgets.label(texts.EARLIER, "section"), self._kept)
        inside.setStretch(1, 1)
        before.setLayout(inside)
        self._before = before
        self.records = day_table()
        self.records.opened.connect(lambda uuid: session.go("today", uuid))
        self._records_title = widgets.label("", "section", wrap=True, name="records_title")
        self._records_empty = widgets.hint(texts.RECORDS_EMPTY)
        self.not_counted = widgets.hint("")
        behind = QWidget()
        behind.setObjectName("records_part")
        inside = widgets.column(self._records_title, self._records_empty, self.not_counted, self.records)
        inside.setStretch(3, 1)
        behind.setLayout(inside)
        self._behind = behind
        self.right = Stack(before, behind, name="tally_right")
        body = widgets.row(widgets.card(widgets.column(self.left), name="tally_card"), self.right, gap=16)
        body.setStretch(0, 5)
        body.setStretch(1, 6)
        self.setLayout(body)
        self.left.present(self._counting)
        self.right.present(before)

    def _make_result(self) -> QWidget:
        self._title = widgets.label("", "section", wrap=True, name="tally_title")
        self._said = widgets.Banner()
        self.table = RowsTable(texts.TALLY_COLUMNS, name="tally_table", said=texts.TALLY_NAME, wide=0, right=(1, 2, 3))
        self.table.chosen.connect(self._ask_records)
        self.table.opened.connect(lambda _: self.records.setFocus(Qt.FocusReason.OtherFocusReason))
        self.note = NoteForm()
        self.note.save_asked.connect(self._save_note)
        self.note.cancel_asked.connect(self.count_again)
        again = widgets.Button(
            texts.COMPARE_AGAIN, self.count_again, keys="Esc", icon="back", name="count_again_button", scope=self
        )
        prints = widgets.Button(
            texts.PRINT_TALLY, self.print_tally, keys=hotkeys.PAPER, icon="print", name="print_tally_button", scope=self
        )
        sheet = widgets.Button(
            texts.DAY_SHEET,
            self.print_sheet,
            keys=hotkeys.OTHER_PAPER,
            icon="sheet",
            name="day_sheet_button",
            scope=self,
        )
        body = widgets.column(
            self._title, self._said, self.table, self.note, widgets.row(again, prints, sheet, left=True), gap=12
        )
        body.setStretch(2, 1)
        made = QWidget()
        made.setObjectName("result_part")
        made.setLayout(body)
        return made

    # lists

    def refresh(self) -> None:
        """Asks for the lists and the earlier checks again."""
        self.session.run(catalogs.lists, CatalogQuery(), owner=self, done=self._on_lists, latest="paper_in.tally")
        self.session.run(tally.checks, TallyQuery(), owner=self, done=self._on_checks, latest="paper_in.checks")

    def _on_lists(self, catalog: Catalog) -> None:
        self._catalog = catalog
        query = TallyTypes(self.session.clock.today())
        self.session.run(tally.types, query, owner=self, done=self._on_types, latest="paper_in.types")

    def _on_types(self, codes: tuple[str, ...]) -> None:
        if self._catalog is None or (self.form is not None and codes == self._codes):
            return
        self._codes = codes
        kept = self.form.draft() if self.form is not None and self.form.dirty else None
        if self.form is not None:
            self._place.removeWidget(self.form)
            self.form.hide()
            self.form.deleteLater()
        self.form = CountForm(self.session, codes, self._catalog)
        self.form.save_asked.connect(self._compare)
        self._place.addWidget(self.form)
        if self._awaited:
            self._awaited = False
            self.focus_first()
        if (draft := self._waiting or kept) is not None:
            self._waiting = None
            self.form.restore(draft)
        self._take_day()
        self._show_earlier()

    def _on_checks(self, found: tuple[Tally, ...]) -> None:
        self._tallies = {each.uuid: each for each in found}
        self._show_earlier()
        if self.shown is not None and self.shown.uuid in self._tallies and not self.note.dirty:
            self._show(self._tallies[self.shown.uuid])

    def _show_earlier(self) -> None:
        catalog = self._catalog
        if catalog is None:
            return
        self.earlier.show_rows(
            [
                Row(t.uuid, (texts.tally_day(t.day), texts.tally_result(t, catalog), texts.made_on(t.at)))
                for t in self._tallies.values()
            ]
        )
        self._kept.present(self.earlier if self._tallies else self._none)

    # counting

    def _compare(self) -> None:
        if self.form is None:
            return
        self.session.run(
            tally.check,
            self.form.command(self._uuid),
            owner=self,
            done=self._compared,
            failed=self._failed,
            priority=Priority.SAVING,
            cancellable=False,
        )

    def _failed(self, error: CasaError) -> None:
        if self.form is not None:
            self.form.show_problems(error.problems)

    def _compared(self, done: Tally) -> None:
        self._uuid = new_id()
        if self.form is not None:
            self.form.mark_saved()
        self._show(done)
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def open_day(self, day: date) -> None:
        """Counting *day*, unless the counts of another are being typed."""
        self.count_again()
        self._day = day
        self._take_day()
        self.focus_first()

    def _take_day(self) -> None:
        if self.form is not None and self._day is not None:
            if not self.form.dirty:
                self.form.load({"day": self._day})
            self._day = None

    def open_tally(self, uuid: str) -> None:
        """Shows a check that was made before."""
        if uuid in self._tallies:
            self._show(self._tallies[uuid])
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show(self, done: Tally) -> None:
        catalog = self._catalog
        if catalog is None:
            return
        self.shown = done
        self._title.setText(texts.tally_title(done))
        said = "\n".join(texts.explained_difference(row, catalog) for row in done.differing)
        self._said.show_text(said or texts.AGREES, "warn" if said else "good")
        self.table.show_rows(
            [
                Row(
                    row.code,
                    (
                        texts.row_name(row.code, catalog),
                        numbers.integer(row.paper),
                        numbers.integer(row.program),
                        texts.difference(row),
                    ),
                )
                for row in done.rows
            ]
        )
        if done.differing:
            self.table.select(next((r.code for r in done.differing if r.code != PERSONS), PERSONS))
        self.note.load({"note": done.note})
        self.left.present(self._result)
        self.right.present(self._behind)
        self._ask_records(self.table.current_key())

    def count_again(self) -> None:
        """Back to counting; the day stays, the counts are typed anew."""
        if self.form is None or self.left.shown is not self._result:
            return
        day = self.shown.day if self.shown else self.session.clock.today()
        self.shown = None
        self.form.load({**dict.fromkeys(self.form.codes), "day": day})
        self.left.present(self._counting)
        self.right.present(self._before)
        self.focus_first()

    def _ask_records(self, code: str) -> None:
        done = self.shown
        if done is None or not code or self._catalog is None:
            return
        self._records_title.setText(texts.records_title(code, done.day, self._catalog))
        query = TallyRecords(done.day, code)
        self.session.run(tally.records, query, owner=self, done=self._on_records, latest="paper_in.records")

    def _on_records(self, rows: tuple[VisitRow, ...]) -> None:
        catalog, done = self._catalog, self.shown
        if catalog is None or done is None:
            return
        self.records.show_rows(shown(rows, catalog))
        self._records_empty.setVisible(not rows)
        self.not_counted.setText(texts.not_counted(self.table.current_key(), done.day, rows, catalog))
        self.not_counted.setVisible(bool(self.not_counted.text()))

    def _save_note(self) -> None:
        done = self.shown
        if done is None:
            return

        def saved(after: Tally) -> None:
            self.note.mark_saved()
            self._show(after)
            self.session.prompts.inform(texts.NOTE_SAVED)

        self.session.run(
            tally.note,
            NoteTally(done.uuid, done.version, self.note.field("note").value()),
            owner=self,
            done=saved,
            failed=lambda error: self.note.show_problems(error.problems),
            priority=Priority.SAVING,
            cancellable=False,
        )

    def print_tally(self) -> None:
        """The check on half a page, with lines to sign."""
        done, catalog = self.shown, self._catalog
        if done is None or catalog is None:
            return
        names = {kind.code: kind.name for kind in catalog.service_types}

        def send(done: Tally) -> None:
            self._papers.print(
                lambda profile, imprint: _render(done, profile.letterhead(), imprint, names),
                texts.tally_file(done.day),
                texts.PRINTED_TALLY,
            )

        self.session.run(tally.printed, PrintTally(done.uuid), owner=self, done=send, cancellable=False)

    def print_sheet(self) -> None:
        """The records of the day by folio, to be marked; only after the count, which it would give away."""
        done, catalog = self.shown, self._catalog
        if done is None or catalog is None:
            return
        names = {kind.code: short_name(kind) for kind in catalog.service_types}

        def send(found: DaySheet) -> None:
            report = day_sheet.report(found, names)

            def draw(profile: DeskProfile, imprint: Imprint) -> bytes:
                from casa_desktop.reports import report_pdf

                return report_pdf.render(report, profile.letterhead(report.title), imprint)

            self._papers.print(draw, texts.sheet_file(found.day), texts.PRINTED_SHEET)

        self.session.run(tally.sheet, DaySheetQuery(done.day), owner=self, done=send, cancellable=False)

    # what the page asks

    def focus_first(self) -> None:
        if self.left.shown is self._result:
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)
        elif self.form is not None:
            self.form.focus_first()
        else:
            self._awaited = True

    def draft(self) -> Draft | None:
        if self.form is None or self._waiting is not None:
            return self._waiting
        return self.form.draft() if self.form.dirty else None

    def restore(self, draft: Draft) -> None:
        """Puts counts back, as soon as it is known what is counted."""
        if self.form is None:
            self._waiting = draft
        else:
            self.form.restore(draft)

    def close_down(self) -> None:
        self._tallies, self.shown = {}, None
        self.records.show_rows(())


def _render(done: Tally, letterhead: Letterhead, imprint: Imprint, names: dict[str, str]) -> bytes:
    from casa_desktop.reports import tally_pdf

    return tally_pdf.render(done, letterhead, imprint, names, texts.moment(done.at))
