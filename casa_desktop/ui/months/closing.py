"""The month before it is closed: a list to work through, what must tie, and the papers to pull."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from casa_desktop.domain.catalog import Catalog
from casa_desktop.domain.closing import Check, Closing, Draw, Finding
from casa_desktop.domain.errors import CasaError
from casa_desktop.domain.periods import Month
from casa_desktop.domain.table import Imprint
from casa_desktop.services import catalogs, closing
from casa_desktop.services.catalogs import CatalogQuery
from casa_desktop.services.closing import Dismiss, ReviewMonth
from casa_desktop.services.desk import DeskProfile
from casa_desktop.texts import ui_closing as texts
from casa_desktop.texts.papers import COUNCIL_TITLE
from casa_desktop.ui import hotkeys, widgets
from casa_desktop.ui.choices import Flow
from casa_desktop.ui.page import Key
from casa_desktop.ui.papers import Papers
from casa_desktop.ui.rows import Row, RowsTable
from casa_desktop.ui.session import Session
from casa_desktop.ui.worker import Priority

_PAPER_IN, _PEOPLE = "paper_in", "people"
_CELLS = {Check.JUMP: "label", Check.EQUAL: "first"}
"""Where the finding is a figure of the table: which of its values names the row."""


def _page_of(finding: Finding) -> tuple[str, str] | None:
    """The page on which a finding is settled, and what is opened there; None where no page settles it."""
    if finding.check is Check.SHEET_MISSING:
        return _PAPER_IN, f"sheet:{finding.values['sheet']}"
    if finding.check in (Check.DAY_NOT_COUNTED, Check.DAY_DIFFERS):
        return _PAPER_IN, f"tally:{finding.values['day']}"
    return (_PEOPLE, "") if finding.check is Check.DUPLICATES else None


class ClosingView(QWidget):
    """Stands in place of the table until the month is closed or left as it is."""

    closed = Signal()
    close_asked = Signal()
    """The month was looked at and is to be closed."""
    cell_asked = Signal(object, str)
    """The records of a figure: its :class:`Month` and the label of its row."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.setObjectName("closing_view")
        self._session = session
        self._month: Month | None = None
        self._found: Closing | None = None
        self._catalog: Catalog | None = None
        self._papers = Papers(session, self, texts.RENDERING)
        self._arriving = False
        self._title = widgets.title("")
        self.standing = widgets.Banner()
        self.table = RowsTable(texts.COLUMNS, name="findings_table", said=texts.LIST)
        self.note = widgets.label("", "muted-body", wrap=True, name="finding_note")
        self.ties = widgets.label("", wrap=True, name="ties_label")
        self._main = QWidget()
        self.go_button = widgets.Button(
            texts.GO, self.go, keys=hotkeys.ATTEND, icon="forward", name="go_button", scope=self._main
        )
        self._main.setLayout(self._make())
        self.setFocusProxy(self.table)
        self.setLayout(widgets.column(self._main))
        self.table.chosen.connect(self._tell)
        self.table.opened.connect(lambda _: self.dismiss())

    @property
    def left(self) -> int:
        """How many findings nobody has looked at."""
        return len(self._found.open) if self._found is not None else 0

    # what the page asks

    def open(self, month: Month) -> None:
        """Shows *month* with the cursor on the first finding."""
        self._month, self._arriving = month, True
        self._title.setText(texts.title(month))
        self._session.run(catalogs.lists, CatalogQuery(), owner=self, done=self._learn)

    def refresh(self) -> None:
        """Looks at the month again."""
        if self._month is not None:
            self._session.run(
                closing.review,
                ReviewMonth(self._month),
                owner=self,
                done=self._show,
                latest="closing.review",
                what=texts.LOADING,
            )

    def close_down(self) -> None:
        self._month = self._found = None
        self.table.show_rows(())
        self.note.setText("")
        self.ties.setText("")

    def keys(self) -> Sequence[Key]:
        """The keys of the list, for F1."""
        return (
            Key(hotkeys.NEXT_STEP, texts.DISMISS),
            Key(hotkeys.ATTEND, texts.GO),
            Key(hotkeys.PAPER, texts.PAPERS),
            Key(hotkeys.SAVE, texts.CLOSE),
            Key("Esc", texts.BACK),
        )

    # acts

    def dismiss(self) -> None:
        """Asks what was found, and lets the current finding pass."""
        finding = self._current()
        if finding is None or finding.dismissed is not None or self._month is None:
            return
        question = texts.sentence(finding, self._catalog)
        note = self._session.prompts.ask_text(
            texts.DISMISS_QUESTION, label=texts.NOTE, do=texts.DISMISS, detail=question, lines=2
        )
        if note is not None:
            following = self._following(finding)
            self._session.run(
                closing.dismiss,
                Dismiss(self._month, finding.key, note),
                owner=self,
                done=lambda found: self._go_on(found, following),
                failed=self._failed,
                priority=Priority.SAVING,
                cancellable=False,
            )

    def go(self) -> None:
        """To the page where the current finding is settled, or to the records of its figure."""
        finding = self._current()
        if finding is None or self._month is None:
            return
        if finding.check in _CELLS:
            self.cell_asked.emit(self._month, str(finding.values[_CELLS[finding.check]]))
        elif (page := _page_of(finding)) is not None:
            self._session.go(*page)

    def print(self) -> None:
        """The papers to pull, looked at before they are printed."""
        if self._month is not None:
            self._session.run(closing.draws, ReviewMonth(self._month), owner=self, done=self._draw)

    # parts

    def _make(self) -> QVBoxLayout:
        scope = self._main
        acts, flow = QWidget(), Flow(widgets.GAP)
        acts.setLayout(flow)
        made = (
            widgets.Button(
                texts.DISMISS, self.dismiss, keys=hotkeys.NEXT_STEP, icon="edit", name="dismiss_button", scope=scope
            ),
            self.go_button,
            widgets.Button(texts.PAPERS, self.print, keys=hotkeys.PAPER, icon="print", name="draw_button", scope=scope),
            widgets.PrimaryButton(
                texts.CLOSE, self.close_asked.emit, keys=hotkeys.SAVE, icon="lock", name="close_now", scope=scope
            ),
        )
        for button in made:
            flow.addWidget(button)
        top = widgets.row(self._title, acts, gap=widgets.MARGIN)
        top.setStretch(1, 1)
        side = widgets.column(widgets.label(texts.TIES, "section"), self.ties)
        side.addStretch(1)
        body = widgets.row(gap=widgets.MARGIN)
        body.addWidget(self.table, 5)
        body.addWidget(widgets.card(side), 3)
        back = widgets.Button(texts.BACK, self.closed.emit, keys="Esc", icon="back", name="back_button")
        outer = widgets.column(top, self.standing, body, self.note, widgets.row(back, left=True), gap=widgets.MARGIN)
        outer.setStretch(2, 1)
        return outer

    def _learn(self, catalog: Catalog) -> None:
        self._catalog = catalog
        self.refresh()

    def _show(self, found: Closing) -> None:
        if found.month != self._month:
            return  # it was left before the answer came
        self._found = found
        tone = "warn" if found.open else "good"
        self.standing.show_text(texts.standing(found), tone)
        rows = [Row(f.key, (texts.sentence(f, self._catalog), texts.state(f))) for f in found.findings]
        self.table.show_rows(rows)
        self.ties.setText("\n".join(texts.tie(each) for each in found.ties))
        self._tell(self.table.current_key())
        if self._arriving:
            self._arriving = False
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _following(self, finding: Finding) -> str:
        """The key of what is to be looked at after *finding*: the next one below it, else the first above."""
        assert self._found is not None, "it stands in the list"
        findings = self._found.findings
        at = findings.index(finding)
        return next((each.key for each in (*findings[at + 1 :], *findings[:at]) if each.dismissed is None), "")

    def _go_on(self, found: Closing, following: str) -> None:
        """What was looked at sinks to the bottom of the list; the cursor does not go with it."""
        self._show(found)
        if following:
            self.table.select(following)

    def _tell(self, key: str) -> None:
        finding = self._current() if key else None
        leads = finding is not None and (finding.check in _CELLS or _page_of(finding) is not None)
        self.go_button.setEnabled(leads)
        self.note.setText(texts.note(finding.dismissed) if finding is not None and finding.dismissed else "")

    def _current(self) -> Finding | None:
        key = self.table.current_key()
        return next((f for f in self._found.findings if f.key == key), None) if self._found is not None else None

    def _failed(self, error: CasaError) -> None:
        self._session.prompts.error(error)
        self.refresh()

    def _draw(self, draws: tuple[Draw, ...]) -> None:
        month = self._month
        if month is None:
            return

        def render(profile: DeskProfile, imprint: Imprint) -> bytes:
            from casa_desktop.reports import draw_pdf

            return draw_pdf.render(draws, month, profile.letterhead(COUNCIL_TITLE), imprint)

        self._papers.print(render, f"{texts.FILE_NAME} {month}", texts.PRINTED)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)
