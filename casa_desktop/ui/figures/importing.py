"""A file of figures, looked at before it is taken in: what is new, what it replaces, what is odd."""

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from casa_desktop.domain.errors import CasaError, Problem
from casa_desktop.domain.indicators import Indicator
from casa_desktop.domain.periods import Month
from casa_desktop.readers.figures import FiguresFile, read_figures
from casa_desktop.readers.files import read
from casa_desktop.services import figures, statistics
from casa_desktop.services.figures import ImportedFigure, ImportFigures, Preview, Saved
from casa_desktop.services.statistics import Layout, LayoutQuery
from casa_desktop.texts import dates, errors
from casa_desktop.texts import ui_figures as texts
from casa_desktop.texts.numbers import integer
from casa_desktop.texts.ui_statistics import doubt_sentence, indicator_name
from casa_desktop.ui import hotkeys, widgets
from casa_desktop.ui.choices import Choice
from casa_desktop.ui.editors import TextEdit
from casa_desktop.ui.forms.field import Field
from casa_desktop.ui.rows import Row, RowsTable
from casa_desktop.ui.session import Session
from casa_desktop.ui.worker import Priority


class ImportView(QWidget):
    """Reads a file in the files pool, asks the service what it would do, and does it only when told."""

    closed = Signal()
    imported = Signal(object, object)
    """The outcome (Saved) and the first month of the file."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.setObjectName("import_view")
        self._session = session
        self._name = ""
        self._rows: tuple[ImportedFigure, ...] = ()
        self._layout: Layout | None = None
        self._choices: dict[str, Choice] = {}
        self.source = TextEdit(name="import_source_edit", limit=figures.LONGEST_SOURCE)
        self.folio = TextEdit(name="import_folio_edit", limit=figures.LONGEST_FOLIO, width=160)
        self._source_field = Field("import_source", texts.SOURCE, self.source, required=True, hint=texts.SOURCE_HINT)
        self.banner = widgets.Banner()
        self.summary = widgets.label("", "section", wrap=True, name="import_summary")
        self.doubts = widgets.label("", wrap=True, name="import_doubts")
        self.list = RowsTable(texts.IMPORT_COLUMNS, name="import_list", said=texts.IMPORT_LIST, wide=1, right=(2, 3))
        self._unknown = widgets.column(gap=widgets.GAP)
        back = widgets.Button(texts.IMPORT_BACK, self.closed.emit, keys="Esc", name="import_back_button")
        self.do_button = widgets.PrimaryButton(
            texts.IMPORT_DO, self.take_in, keys=hotkeys.SAVE, icon="import", name="do_import_button", scope=self
        )
        top = widgets.row(widgets.title(texts.IMPORT_TITLE), back, self.do_button)
        top.setStretch(0, 1)
        fields = widgets.row(self._source_field, Field("import_folio", texts.FOLIO, self.folio), gap=widgets.MARGIN)
        fields.setStretch(0, 1)
        fields.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.doubts.setAlignment(Qt.AlignmentFlag.AlignTop)
        told = widgets.scrolled(self.doubts, "import_doubts_scroll")
        outer = widgets.column(top, self.banner, self.summary, self._unknown, fields, self.list, told, gap=12)
        outer.setStretch(5, 3)
        outer.setStretch(6, 2)
        self.setLayout(outer)
        self.list.setMinimumHeight(160)
        told.setMinimumHeight(96)

    def read(self, path: Path) -> None:
        """Reads *path* and shows what it holds."""
        self.close_down()
        self._name = path.name
        self.summary.setText(texts.IMPORT_READING)
        self.do_button.setEnabled(False)
        self._session.tasks.run(
            lambda: read_figures(path.name, read(path)),
            owner=self,
            done=self._ask,
            failed=self._failed,
            pool="files",
            what=texts.IMPORT_READING,
            latest="figures.read",
        )
        self.source.setFocus(Qt.FocusReason.OtherFocusReason)

    def close_down(self) -> None:
        """Forgets the file."""
        self._rows, self._name = (), ""
        self._forget_unknown()
        self.list.show_rows(())
        self.banner.show_text("")
        for told in (self.summary, self.doubts):
            told.setText("")

    def take_in(self) -> None:
        """Writes everything, or nothing."""
        if not self._rows or not self.do_button.isEnabled():
            return
        self._session.run(
            figures.import_rows,
            self._command(),
            owner=self,
            done=self._done,
            failed=self._failed,
            priority=Priority.SAVING,
            cancellable=False,
        )

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)

    def _ask(self, found: FiguresFile) -> None:
        if found.problems:
            told = [(line, errors.sentence(_placed(line, problem))) for line, problem in found.problems]
            self.banner.show_text(f"{texts.IMPORT_PROBLEMS}\n{texts.lines(told)}", "danger")
            self.summary.setText(self._name)
            return
        self._rows = tuple(
            ImportedFigure(row.month, row.indicator_label, row.value, row.provisional) for row in found.rows
        )
        self._session.run(statistics.layout, LayoutQuery(), owner=self, done=self._look)

    def _look(self, layout: Layout | None = None) -> None:
        self._layout = layout or self._layout
        self._session.run(
            figures.preview,
            self._command(),
            owner=self,
            done=self._show,
            failed=self._failed,
            latest="figures.preview",
        )

    def _command(self) -> ImportFigures:
        chosen = {label: Indicator.parse(choice.value() or "") for label, choice in self._choices.items()}
        mapping = tuple((label, indicator) for label, indicator in chosen.items() if indicator is not None)
        return ImportFigures(self._rows, self.source.value(), self.folio.value(), mapping=mapping)

    def _show(self, preview: Preview) -> None:
        replaced = sum(old is not None for _, old in preview.rows)
        self.summary.setText(texts.import_summary(self._name, len(preview.rows), replaced))
        self.list.show_rows(
            [
                Row(
                    f"{row.month} {row.indicator.id}",
                    (
                        f"{dates.month_short_year(row.month)}{'*' * row.provisional}",
                        row.label,
                        "" if row.value is None else integer(row.value),
                        "" if old is None else integer(old),
                    ),
                )
                for row, old in preview.rows
            ]
        )
        self.doubts.setText("\n".join(doubt_sentence(doubt) for doubt in preview.doubts))
        new = [label for label in preview.unknown if label not in self._choices]
        if new and self._layout is not None:
            self._ask_for(new, self._layout)
        self.do_button.setEnabled(bool(preview.rows) and not preview.unknown)

    def _ask_for(self, labels: list[str], layout: Layout) -> None:
        names = dict(layout.services)
        options = [(row.indicator.id, indicator_name(row.indicator, names)) for row in layout.available]
        self._unknown.addWidget(widgets.label(texts.IMPORT_UNKNOWN, wrap=True))
        for at, label in enumerate(labels):
            choice = Choice(options, name=f"unknown_{at}_edit", width=420)
            choice.edited.connect(self._look)
            self._choices[label] = choice
            self._unknown.addWidget(Field(f"unknown_{at}", label.replace("&", "&&"), choice))

    def _forget_unknown(self) -> None:
        self._choices = {}
        while (item := self._unknown.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()

    def _failed(self, error: CasaError) -> None:
        for problem in error.problems:
            if problem.field == "source":
                self._source_field.show_problem(errors.sentence(problem))
                self.source.setFocus(Qt.FocusReason.OtherFocusReason)
                return
        self.banner.show_text(errors.message(error), "danger")

    def _done(self, saved: Saved) -> None:
        first: Month = min(row.month for row in self._rows)
        self.close_down()
        self.imported.emit(saved, first)


def _placed(line: int, problem: Problem) -> Problem:
    """The problem with the line of the file that it stands on."""
    return Problem(problem.code, problem.field, {"line": line, **problem.values})
