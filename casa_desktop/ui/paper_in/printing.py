"""«Imprimir en blanco»: how many, and the numbers that were handed out so far."""

from collections.abc import Callable, Mapping

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from casa_desktop.domain.access import Role
from casa_desktop.domain.catalog import ON_ITS_OWN_PAGE, Catalog, Kind
from casa_desktop.domain.errors import CasaError, Code, Problem
from casa_desktop.domain.ids import new_id
from casa_desktop.domain.leaving import Way
from casa_desktop.domain.paper_sheets import LONGEST_SERIES, Batch, check_print, parse_series
from casa_desktop.domain.periods import Month
from casa_desktop.domain.sheet_line import boxes, short_codes
from casa_desktop.domain.table import Imprint
from casa_desktop.services import catalogs, paper_sheets
from casa_desktop.services.catalogs import CatalogQuery
from casa_desktop.services.desk import DeskProfile
from casa_desktop.services.paper_sheets import BatchQuery, IssueSheets, Printed, ReprintSheets
from casa_desktop.texts import files, numbers
from casa_desktop.texts import paper_in as words
from casa_desktop.texts import ui_paper_in as texts
from casa_desktop.ui import hotkeys, paper, widgets
from casa_desktop.ui.choices import Chips
from casa_desktop.ui.editors import NumberEdit, TextEdit
from casa_desktop.ui.forms.base import Form
from casa_desktop.ui.forms.field import Field
from casa_desktop.ui.papers import Papers
from casa_desktop.ui.people.parts import flowing
from casa_desktop.ui.rows import Row, RowsTable
from casa_desktop.ui.session import Session
from casa_desktop.ui.settings.parts import save_row
from casa_desktop.ui.settings.stack import Stack
from casa_desktop.ui.worker import Priority

_USUAL_COUNT = 10
_MOST_BOXES = 8


def render(batch: Batch, codes: tuple[str, ...], catalog: Catalog, profile: DeskProfile, imprint: Imprint) -> bytes:
    """The pages, headed by the desk's own authorisation where it gave one; the library is read when somebody prints."""
    from casa_desktop.reports import blank_sheet_pdf

    day = imprint.at.date()
    names = boxes(catalog, day)
    short = short_codes(names, 3)
    profiles = {item.code: item.name for item in catalog.of(Kind.PROFILE, day)}
    letters = short_codes(profiles)
    return blank_sheet_pdf.render(
        batch.sheets,
        profile.letterhead(),
        imprint,
        services={short[code]: names[code] for code in names if code in codes},
        profiles={letters[code]: name for code, name in profiles.items()},
        authorisation=profile.consent_text or words.AUTHORISATION,
    )


class OrderForm(Form):
    """What to print."""

    def __init__(self) -> None:
        super().__init__(name="print_form")
        count = self.add(Field("count", texts.COUNT, NumberEdit(name="count_edit", width=90, limit=3), required=True))
        series = self.add(
            Field(
                "series",
                texts.SERIES,
                TextEdit(name="series_edit", width=150, limit=LONGEST_SERIES),
                hint=texts.SERIES_HINT,
            )
        )
        self.first_edit = NumberEdit(name="first_edit", width=120, limit=6)
        first = self.add(Field("first", texts.FIRST, self.first_edit, hint=texts.FIRST_HINT))
        self.boxes = Chips(name="boxes_chips")
        services = self.add(Field("services", texts.BOXES, self.boxes, hint=texts.BOXES_HINT))
        save = save_row(self, texts.DO_PRINT, icon="print", name="print_button")
        body = widgets.column(
            widgets.label(texts.PRINT_TITLE, "section"),
            widgets.hint(texts.PRINT_HINT),
            self.banner,
            flowing(count, series, first),
            services,
            save,
            gap=12,
        )
        body.addStretch(1)
        self.setLayout(body)
        self.load({"count": _USUAL_COUNT})

    def check(self) -> tuple[Problem, ...]:
        found = super().check()
        if found:
            return found
        values = self.values()
        problems = check_print(parse_series(values["series"]), values["first"], values["count"])
        if len(values["services"]) > _MOST_BOXES:
            problems.add(Code.OUT_OF_RANGE, "services", high=_MOST_BOXES)
        return tuple(problems)

    def order(self, uuid: str) -> IssueSheets:
        values = self.values()
        return IssueSheets(uuid, values["count"], values["series"], values["first"])


class PrintSection(QWidget):
    """Hands out numbers, and only then prints them."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.setObjectName("print_section")
        self.session = session
        self._papers = Papers(session, self, texts.RENDERING)
        self._catalog: Catalog | None = None
        self._batches: dict[str, Batch] = {}
        self._uuid = new_id()
        self.form = OrderForm()
        self.form.save_asked.connect(self.print_new)
        self.table = RowsTable(texts.PRINTED_COLUMNS, name="printed_table", said=texts.PRINTED_NAME, wide=0, right=(1,))
        self._empty = widgets.Empty(texts.NO_PRINTED, texts.NO_PRINTED_DETAIL, icon="print")
        self._again = widgets.Button(
            texts.REPRINT, self.print_again, keys=hotkeys.PAPER, icon="print", name="reprint_button", scope=self
        )
        self._file = widgets.Button(
            texts.SAVE_PDF, self.save_again, keys=hotkeys.SAVE_FILE, icon="pdf", name="save_pdf_button", scope=self
        )
        self._stack = Stack(self._empty, self.table, name="printed_stack")
        right = widgets.column(self._stack, widgets.row(self._again, self._file, left=True))
        right.setStretch(0, 1)
        order = widgets.scrolled(self.form, "print_scroll")
        body = widgets.row(widgets.card(widgets.column(order), name="print_card"), right, gap=16)
        body.setStretch(0, 2)
        body.setStretch(1, 3)
        self.setLayout(body)
        self._stack.present(self._empty)
        self.table.opened.connect(lambda _: self.print_again())

    def refresh(self) -> None:
        """Asks again what was printed."""
        self.session.run(catalogs.lists, CatalogQuery(), owner=self, done=self._on_lists, latest="paper_in.boxes")
        self.session.run(
            paper_sheets.printed, BatchQuery(), owner=self, done=self._on_printed, latest="paper_in.printed"
        )

    def _on_lists(self, catalog: Catalog) -> None:
        if catalog == self._catalog:
            return  # new chips would take the cursor away
        first = self._catalog is None
        self._catalog = catalog
        today = self.session.clock.today()
        names = boxes(catalog, today)
        with self.form.quiet():
            self.form.boxes.set_options([(code, texts.box(code, name)) for code, name in names.items()])
            if first:
                self.form.boxes.set_value(_at_the_counter(catalog, Month.of(today), names))

    def _on_printed(self, printed: Printed) -> None:
        self._batches = {batch.uuid: batch for batch in printed.batches}
        self.form.first_edit.setPlaceholderText(texts.next_first(printed.next))
        if printed.series and not self.form.field("series").value() and not self.form.dirty:
            self.form.load({"series": printed.series})
        self.table.show_rows(
            [
                Row(b.uuid, (texts.run(b), numbers.integer(len(b.sheets)), texts.made_on(b.at), b.by))
                for b in printed.batches
            ]
        )
        self._stack.present(self.table if printed.batches else self._empty)
        for button in (self._again, self._file):
            button.setVisible(bool(printed.batches))

    def print_new(self) -> None:
        """Hands out the numbers; then they go on paper."""
        self.session.run(
            paper_sheets.issue,
            self.form.order(self._uuid),
            owner=self,
            done=self._issued,
            failed=self._failed,
            priority=Priority.SAVING,
            what=texts.RENDERING,
            cancellable=False,
        )

    def _issued(self, batch: Batch) -> None:
        self._uuid = new_id()
        self.form.mark_saved()
        with self.form.quiet():
            self.form.field("first").set_value(None)
        self.table.select(batch.uuid)
        self._draw(batch, self._print)

    def _failed(self, error: CasaError) -> None:
        self.form.show_problems(error.problems)

    def print_again(self) -> None:
        """The same numbers on new paper: the printer jammed."""
        self._again_with(self._print)

    def save_again(self) -> None:
        """The planillas of the chosen line as a file."""
        batch = self._batches.get(self.table.current_key())
        if batch is not None:
            path = self.session.prompts.save_file(texts.SAVE_TITLE, texts.file_name(batch), files.kinds(Way.PDF))
            if path is not None:
                self._again_with(lambda _, data: self._papers.write(path, data, texts.SAVED_FILE))

    def _again_with(self, then: Callable[[Batch, bytes], None]) -> None:
        if key := self.table.current_key():
            self.session.run(
                paper_sheets.reprint, ReprintSheets(key), owner=self, done=lambda batch: self._draw(batch, then)
            )

    def _draw(self, batch: Batch, then: Callable[[Batch, bytes], None]) -> None:
        codes, catalog = tuple(self.form.boxes.value()), self._catalog
        if catalog is not None:
            self._papers.render(
                lambda profile, imprint: render(batch, codes, catalog, profile, imprint),
                lambda data: then(batch, data),
            )

    def _print(self, batch: Batch, data: bytes) -> None:
        printed = paper.print_pdf(self, data, texts.file_name(batch))
        self.session.prompts.inform(texts.handed_out(batch) if printed else texts.NOT_PRINTED)

    def focus_first(self) -> None:
        self.form.field("count").widget.setFocus(Qt.FocusReason.OtherFocusReason)


def _at_the_counter(catalog: Catalog, month: Month, names: Mapping[str, str]) -> tuple[str, ...]:
    """What reception records of people who came and a planilla can hold: its usual boxes."""
    found = [
        kind.code
        for kind in catalog.service_types
        if kind.recordable_by(frozenset({Role.RECEPTION}))
        and kind.option_in(month).in_persons
        and kind.form not in ON_ITS_OWN_PAGE
    ]
    return tuple(code for code in found if code in names)[:_MOST_BOXES]
