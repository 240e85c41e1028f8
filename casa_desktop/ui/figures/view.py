"""Historical figures: a grid of twelve months, its source, and what is odd in it as one types."""

from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QSignalBlocker, Qt
from PySide6.QtWidgets import QAbstractItemView, QApplication, QVBoxLayout, QWidget

from casa_desktop.domain.access import Action
from casa_desktop.domain.errors import CasaError, Code, Problem
from casa_desktop.domain.leaving import Sent, Way
from casa_desktop.domain.periods import Month, Period
from casa_desktop.domain.plausibility import doubts, total_doubt
from casa_desktop.services import figures, statistics
from casa_desktop.services.figures import Figure, FigureGrid, FigureQuery, PublishTotal, Saved, SaveFigures
from casa_desktop.services.statistics import Exported
from casa_desktop.texts import errors, ui_shell
from casa_desktop.texts import ui_figures as texts
from casa_desktop.texts.ui_statistics import doubt_sentence
from casa_desktop.ui import hotkeys, widgets
from casa_desktop.ui.editors import MonthEdit, TextEdit
from casa_desktop.ui.figures.grid import GridModel, GridView, Place
from casa_desktop.ui.figures.importing import ImportView
from casa_desktop.ui.forms.field import Field
from casa_desktop.ui.ports import Draft
from casa_desktop.ui.session import Session
from casa_desktop.ui.settings.stack import Stack
from casa_desktop.ui.statistics.part import Part
from casa_desktop.ui.statistics.period import PeriodBar
from casa_desktop.ui.worker import Priority

MONTHS = 12


class FiguresPart(Part):
    """Explicit save; an import stands in its place while it is looked at."""

    page_id = "figures"
    title = texts.TITLE
    kinds = frozenset({"figure"})
    of_period = False

    def __init__(self, session: Session, period: PeriodBar) -> None:
        super().__init__(session, period)
        self._asked = period.period()
        self._first = self._asked.first if self._asked else Month.of(session.clock.today()).plus(1 - MONTHS)
        self._grid = FigureGrid((), (), ())
        self._waiting: Draft | None = None
        self.model = GridModel()
        self.model.editable = session.can(Action.FIGURE_EDIT)
        self.view = GridView(self.model)
        self.month = MonthEdit(name="first_month_edit", today=session.clock.today)
        self.source = TextEdit(name="source_edit", limit=figures.LONGEST_SOURCE)
        self.folio = TextEdit(name="folio_edit", limit=figures.LONGEST_FOLIO, width=160)
        self._source_field = Field("source", texts.SOURCE, self.source, required=True)
        self.banner = widgets.Banner()
        self.doubts = widgets.label("", wrap=True, name="doubts_label")
        self.importing = ImportView(session)
        self._typing = QWidget()
        self._typing.setLayout(self._make())
        self._stack = Stack(self._typing, self.importing, name="figures_stack")
        self._stack.present(self._typing)
        self.setLayout(widgets.column(self._stack))
        self.month.editingFinished.connect(self._month_typed)
        self.model.edited.connect(self._check)
        self.view.pasted_outside.connect(lambda: session.prompts.inform(texts.PASTED_OUTSIDE))
        self.view.copied.connect(self.copy)
        self.importing.closed.connect(self._back_to_grid)
        self.importing.imported.connect(self._imported)
        self._write_month()

    # what the window asks

    @property
    def months(self) -> Period:
        """The twelve months of the grid."""
        return Period(self._first, self._first.plus(MONTHS - 1))

    def refresh(self) -> None:
        if self.model.dirty:
            return
        self.session.run(
            figures.grid,
            FigureQuery(self.months),
            owner=self,
            done=self._show,
            latest="figures.grid",
            what=texts.LOADING,
        )

    def open(self) -> None:
        """With the months of the page, where these are others than the last time; what is being typed stays."""
        asked = self.period.period()
        if asked is not None and asked != self._asked and not self.model.dirty:
            self._asked, self._first = asked, asked.first
            self._write_month()
            self.refresh()
        super().open()

    def focus_first(self) -> None:
        self.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def draft(self) -> Draft | None:
        if not self.model.dirty:
            return None
        kept = {"first": str(self._first), "source": self.source.text(), "folio": self.folio.text()}
        return {**kept, "grid": self.model.draft()}

    def restore(self, draft: Draft) -> None:
        self._first = Month.parse(str(draft["first"]))
        self._write_month()
        self.source.restore(draft.get("source", ""))
        self.folio.restore(draft.get("folio", ""))
        self._waiting = draft
        self.refresh()

    def can_leave(self) -> bool:
        return not self.model.dirty or self.session.prompts.ask(
            texts.DISCARD_QUESTION, do=texts.DISCARD, keep=texts.KEEP, detail=ui_shell.UNSAVED_DETAIL, danger=True
        )

    def close_down(self) -> None:
        self.model.clear()
        self.importing.close_down()

    # acts

    def move_to(self, first: Month) -> None:
        """Shows the twelve months from *first* on; asks before typed figures are lost."""
        if first == self._first:
            return
        if self.model.dirty:
            prompts = self.session.prompts
            if not prompts.ask(
                texts.DISCARD_QUESTION, do=texts.DISCARD, keep=texts.KEEP, detail=texts.DISCARD_DETAIL, danger=True
            ):
                self._write_month()
                return
            self.model.clear()
        self._first = first
        self._write_month()
        self.refresh()

    def earlier(self) -> None:
        """The twelve months before these."""
        self.move_to(self._first.plus(-MONTHS))

    def later(self) -> None:
        """The twelve months after these."""
        self.move_to(self._first.plus(MONTHS))

    def copy(self, lines: list[list[int | str]]) -> None:
        """A block of figures to the clipboard, as a spreadsheet takes it; written down."""

        def put(_: object) -> None:
            from casa_desktop.reports.cleaning import spread

            QApplication.clipboard().setText(spread(lines))

        command = Exported(Way.COPY, self.months, Sent.FIGURES)
        self.session.run(statistics.copied, command, owner=self, done=put, cancellable=False)

    def save(self) -> None:
        """Writes what was changed; the source is needed for it."""
        if self.view.state() == QAbstractItemView.State.EditingState:
            self.view.setFocus(Qt.FocusReason.OtherFocusReason)  # takes in the cell that is being typed
        self.banner.show_text("")
        self._source_field.show_problem("")
        if self.model.wrong():
            self.banner.show_text(texts.WRONG_CELLS, "danger")
            return
        command = self._command()
        if not command.rows and not command.totals:
            self.session.prompts.inform(texts.NOTHING_TO_SAVE)
            return
        self.session.run(
            figures.save,
            command,
            owner=self,
            done=self._saved,
            failed=self._failed,
            priority=Priority.SAVING,
            what=texts.SAVING,
            cancellable=False,
        )

    def open_file(self) -> None:
        """Asks for a file and shows what it holds."""
        path = self.session.prompts.open_file(texts.IMPORT_TITLE, texts.IMPORT_KINDS)
        if path is not None:
            self.look_at(path)

    def look_at(self, path: Path) -> None:
        """Shows what a file holds, and what taking it in would do."""
        self._stack.present(self.importing)
        self.importing.read(path)

    # parts

    def _make(self) -> QVBoxLayout:
        load = widgets.Button(
            texts.IMPORT, self.open_file, keys=hotkeys.OPEN, icon="import", name="import_button", scope=self._typing
        )
        save = widgets.PrimaryButton(
            texts.SAVE, self.save, keys=hotkeys.SAVE, icon="save", name="save_figures_button", scope=self._typing
        )
        for button in (load, save):
            if not self.model.editable:
                button.hide()
        top = widgets.row(widgets.hint(texts.HINT), load, save)
        top.setStretch(0, 1)
        earlier = widgets.Button(
            texts.EARLIER, self.earlier, keys=hotkeys.EARLIER, name="earlier_button", scope=self._typing
        )
        later = widgets.Button(texts.LATER, self.later, keys=hotkeys.LATER, name="later_button", scope=self._typing)
        fields = widgets.row(
            Field("first_month", texts.FIRST_MONTH, self.month),
            self._source_field,
            Field("folio", texts.FOLIO, self.folio),
            gap=widgets.MARGIN,
        )
        fields.setStretch(1, 1)
        made = widgets.column(top, fields, gap=12)
        made.addLayout(widgets.row(earlier, later, left=True))
        made.addWidget(self.banner)
        made.addWidget(self.view)
        made.addWidget(widgets.label(texts.DOUBTS, "section"))
        self.doubts.setAlignment(Qt.AlignmentFlag.AlignTop)
        made.addWidget(widgets.scrolled(self.doubts, "doubts_scroll"), 1)
        return made

    def _write_month(self) -> None:
        with QSignalBlocker(self.month):
            self.month.set_value(self._first)

    def _month_typed(self) -> None:
        month = self.month.value()
        if month is not None:
            self.move_to(month)

    def _show(self, grid: FigureGrid) -> None:
        if self.model.dirty:
            return
        self._grid = grid
        here = self.view.currentIndex()
        self.model.show(self.months, grid)
        self.view.setCurrentIndex(self.model.index(max(0, here.row()), max(0, here.column())))
        sources = {figure.source for figure in grid.figures} | {total.source for total in grid.totals}
        if self._waiting is not None:
            waiting, self._waiting = self._waiting, None
            self.model.restore(waiting["grid"])
        elif not self.source.value() or len(sources) == 1:
            self.source.set_value(next(iter(sources)) if len(sources) == 1 else "")
        self._check()

    def _command(self) -> SaveFigures:
        """The changed figures; a changed mark rewrites every figure of its month."""
        changes, source, folio = self.model.changes(), self.source.value(), self.folio.value()
        stood = {(figure.indicator, figure.month): figure for figure in self._grid.figures}
        numbers = self.model.numbers()
        labels = {row.indicator: row.label for row in self.model.rows}
        places = {place for place in changes.values if place[1] is not None}
        places |= {(indicator, month) for month, indicator in numbers if month in changes.marks}
        rows, totals = [], []
        for indicator, month in sorted(places, key=lambda place: (str(place[1]), place[0])):
            if month is None:
                continue
            old = stood.get((indicator, month))
            figure = Figure(month, indicator, numbers.get((month, indicator)), labels[indicator])
            kept = replace(figure, folio=folio or (old.folio if old else ""), note=old.note if old else "")
            rows.append(replace(kept, provisional=self.model.is_provisional(month)))
        for (indicator, month), value in changes.values.items():
            if month is None:
                totals.append(PublishTotal(self.months, indicator, value, source))
        return SaveFigures(tuple(rows), source, tuple(totals))

    def _saved(self, saved: Saved) -> None:
        self.session.prompts.inform(texts.saved(saved.added, saved.replaced, saved.withdrawn))
        self.model.clear()
        self.refresh()

    def _failed(self, error: CasaError) -> None:
        rest: list[Problem] = []
        for problem in error.problems:
            if problem.field == "source" and problem.code is Code.REQUIRED:
                self._source_field.show_problem(errors.sentence(problem))
                self.source.setFocus(Qt.FocusReason.OtherFocusReason)
            else:
                rest.append(problem)
        self.banner.show_text(errors.message(CasaError(rest)) if rest else "", "danger")

    def _check(self) -> None:
        """Doubts about what stands in the grid now, saved or not."""
        labels = {row.indicator: row.label for row in self.model.rows}
        grid = self.model.numbers()
        found = list(doubts(grid))
        for (indicator, month), value in self.model.totals().items():
            values = [number for (_, row), number in grid.items() if row == indicator]
            doubt = total_doubt(indicator, values, value) if month is None else None
            found += [doubt] if doubt is not None else []
        told = [replace(d, labels=tuple(labels.get(i, i.id) for i in d.indicators)) for d in found]
        places: dict[Place, str] = {}
        for doubt in told:
            for indicator in doubt.indicators:
                places.setdefault((indicator, doubt.month), doubt_sentence(doubt))
        self.model.show_doubts(places)
        self.doubts.setText("\n".join(doubt_sentence(doubt) for doubt in told) or texts.NO_DOUBTS)

    def _back_to_grid(self) -> None:
        self._stack.present(self._typing)
        self.focus_first()

    def _imported(self, saved: Saved, first: Month) -> None:
        self.session.prompts.inform(texts.saved(saved.added, saved.replaced, saved.withdrawn))
        self._first = first
        self._write_month()
        self._back_to_grid()
        self.refresh()
