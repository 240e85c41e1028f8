"""Two new recovery sheets: one of today is shown, the new ones are typed back from paper, only then do they count."""

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from casa_desktop.domain.errors import CasaError, Code
from casa_desktop.services import sheets
from casa_desktop.services.sheets import NewSheets as Codes
from casa_desktop.texts import ui_settings as texts
from casa_desktop.texts import ui_shell
from casa_desktop.ui import icons, widgets
from casa_desktop.ui.editors import SheetEdit
from casa_desktop.ui.forms.field import Field
from casa_desktop.ui.session import Session
from casa_desktop.ui.setup_steps import CheckStep, SheetsStep
from casa_desktop.ui.steps import Step, Steps
from casa_desktop.ui.worker import Priority

_WIDTH = 680


class OldSheetStep(Step):
    """What new sheets do and what they do not; then the code of one that counts today."""

    def __init__(self) -> None:
        super().__init__("old_sheet_step", texts.SHEETS_TITLE, texts.SHEETS_TEXT)
        for fact in texts.SHEETS_FACTS:
            self.middle.addWidget(widgets.label(f"•  {fact}", wrap=True, name="fact_label"))
        self._sheet = SheetEdit(name="old_sheet_edit")
        self.middle.addWidget(
            self.form.add(Field("sheet", ui_shell.SHEET_CODE, self._sheet, required=True, hint=ui_shell.SHEET_HINT))
        )
        self.form.finish_on(self._sheet)

    @property
    def sheet(self) -> str:
        return self._sheet.value()


class NewSheetsStep(SheetsStep):
    """Both new sheets; at least one of them has to leave the glass before one goes on."""

    def __init__(self, session: Session, make_pdf: Callable[[int, Callable[[bytes], object]], None]) -> None:
        super().__init__(session.prompts, make_pdf, text=texts.SHEETS_NEW_TEXT, warning=texts.SHEETS_NEW_WARNING)

    def _try(self) -> None:
        if self.kept:
            super()._try()
        else:
            self.form.banner.show_text(texts.SHEETS_KEEP_FIRST, "danger")


class NewSheets(QWidget):
    """Walks through the steps. Leaving before the last one changes nothing, and says so."""

    left = Signal()
    """Done or given up."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.setObjectName("new_sheets")
        self._session = session
        self._new: Codes | None = None
        self.old = OldSheetStep()
        self.sheets = NewSheetsStep(session, self._make_pdf)
        self.check = CheckStep(sheets.same_group, text=texts.SHEETS_CHECK_TEXT, go_on=texts.SHEETS_DO)
        self.steps = Steps((self.old, self.sheets, self.check))
        self.steps.setMaximumWidth(icons.scaled(_WIDTH))
        outer = widgets.column(self.steps)
        outer.addStretch(1)
        self.setLayout(outer)
        self.old.next_asked.connect(self._propose)
        self.sheets.next_asked.connect(self.steps.go_on)
        self.check.next_asked.connect(self._replace)
        self.steps.left.connect(self._leave)

    def begin(self) -> None:
        """The first step, with nothing left of another time."""
        self.forget()
        self.steps.present(0)

    def forget(self) -> None:
        """Takes every code off the glass and out of memory."""
        self._new = None
        self.old.form.clear()
        self.check.form.clear()
        self.sheets.set_sheets(("", ""))

    def show_codes(self, new: Codes) -> None:
        """The codes that will count, on the glass."""
        self._new = new
        self.sheets.set_sheets(new.codes)
        self.check.set_sheets(new.codes)
        self.steps.present(1)

    def _propose(self) -> None:
        if self._new is not None:  # somebody looked back: what is on paper by now stays what it is
            self.steps.go_on()
            return
        self.old.set_busy(True)
        self._session.run(
            sheets.propose,
            sheets.ProposeSheets(self.old.sheet),
            owner=self,
            done=self._on_new,
            failed=self._on_refused,
            what=texts.SHEETS_CHECKING,
            cancellable=False,
        )

    def _on_new(self, new: Codes) -> None:
        self.old.set_busy(False)
        self.show_codes(new)

    def _make_pdf(self, number: int, done: Callable[[bytes], object]) -> None:
        new = self._new
        if new is None:
            return

        def render() -> bytes:
            from casa_desktop.reports import sheets_pdf  # reportlab: only where somebody prints

            return sheets_pdf.render(new.desk_name, number, new.codes[number - 1], new.made_on, new.base_code)

        self._session.tasks.run(render, owner=self, done=done, pool="files")

    def _replace(self) -> None:
        if self._new is None:
            return
        self.check.set_busy(True)
        self._session.run(
            sheets.replace,
            sheets.ReplaceSheets(self.old.sheet, self._new.codes),
            owner=self,
            done=lambda _: self._on_replaced(),
            failed=self._on_refused,
            priority=Priority.SAVING,
            what=texts.SAVING,
            cancellable=False,
        )

    def _on_replaced(self) -> None:
        self.check.set_busy(False)
        self.forget()
        self.left.emit()
        self._session.prompts.warn(texts.SHEETS_CHANGED, texts.SHEETS_CHANGED_DETAIL)

    def _on_refused(self, error: CasaError) -> None:
        self.steps.step.set_busy(False)
        if error.code is Code.BAD_SHEET and self.steps.step is not self.old:
            self.steps.present(0)
        self.steps.step.start()
        self.steps.step.form.show_problems(error.problems)

    def _leave(self) -> None:
        shown = self._new is not None
        self.forget()
        self.left.emit()
        if shown:
            self._session.prompts.warn(texts.SHEETS_UNCHANGED, texts.SHEETS_UNCHANGED_DETAIL)
