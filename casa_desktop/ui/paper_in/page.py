"""The page «Planillas»: what was written on paper comes in, and what is still missing is seen."""

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut

from casa_desktop.texts import ui_paper_in as texts
from casa_desktop.ui import hotkeys, widgets
from casa_desktop.ui.changes import Change
from casa_desktop.ui.page import Key, Page
from casa_desktop.ui.paper_in.gaps import GapsSection
from casa_desktop.ui.paper_in.passing import PassSection
from casa_desktop.ui.paper_in.printing import PrintSection
from casa_desktop.ui.paper_in.tallying import TallySection
from casa_desktop.ui.people.parts import flowing
from casa_desktop.ui.ports import Draft
from casa_desktop.ui.session import Session
from casa_desktop.ui.settings.stack import Stack

PASS, PRINT, GAPS, TALLY = "pass", "print", "gaps", "tally"


class PaperInPage(Page):
    """Four parts, one at a time; the typing of a planilla stays while another part is looked at."""

    page_id = "paper_in"
    title = texts.TITLE
    kinds = frozenset({"visit", "person", "catalog", "user", "sheet", "tally"})

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.passing = PassSection(session)
        self.printing = PrintSection(session)
        self.gaps = GapsSection(session)
        self.tally = TallySection(session)
        self.sections: dict[str, PassSection | PrintSection | GapsSection | TallySection] = {
            PASS: self.passing,
            PRINT: self.printing,
            GAPS: self.gaps,
            TALLY: self.tally,
        }
        self._stack = Stack(*self.sections.values(), name="paper_in_stack")
        self.gaps.pass_asked.connect(self._pass)
        self._tabs: dict[str, widgets.Button] = {}
        names = {PASS: texts.PASS, PRINT: texts.PRINT, GAPS: texts.GAPS, TALLY: texts.TALLY}
        for number, (key, name) in enumerate(names.items(), 1):
            tab = widgets.Chip(
                name, partial(self.show_section, key), keys=hotkeys.part(number), name=f"{key}_tab", scope=self
            )
            self._tabs[key] = tab
        head = widgets.row(widgets.label(self.title, "title"), flowing(*self._tabs.values()), gap=16)
        head.setStretch(1, 1)
        outer = widgets.column(head, self._stack, gap=12, margin=24)
        outer.setStretch(1, 1)
        self.setLayout(outer)
        self._shortcut(hotkeys.TWIN, self.passing.grid.take_twin)
        self.shown = PASS
        self._present(PASS)

    def _shortcut(self, keys: str, act: Callable[[], None]) -> None:
        shortcut = QShortcut(QKeySequence(keys), self)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(act)

    def show_section(self, key: str) -> None:
        """Another part, with the cursor where its work starts."""
        self._present(key)
        self.sections[key].refresh()
        self.sections[key].focus_first()

    def _present(self, key: str) -> None:
        self.shown = key
        for each, tab in self._tabs.items():
            tab.setChecked(each == key)
        self._stack.present(self.sections[key])

    def _pass(self, written: str) -> None:
        self.show_section(PASS)
        self.passing.open_sheet(written)

    # what the window asks

    def refresh(self) -> None:
        self.sections[self.shown].refresh()

    def changed(self, changes: frozenset[Change]) -> None:
        kinds = {kind for kind, _ in changes}
        if self.shown != PASS or kinds & {"catalog", "user"}:
            self.refresh()

    def open_target(self, target: str) -> None:
        """The name of a part, ``sheet:`` and a planilla to pass in, or ``tally:`` and the day to be counted."""
        if target in self.sections:
            self.show_section(target)
        elif target.startswith("sheet:"):
            self._pass(target.removeprefix("sheet:"))
        elif target.startswith("tally:"):
            self.show_section(TALLY)
            self.tally.open_day(date.fromisoformat(target.removeprefix("tally:")))

    def focus_first(self) -> None:
        self.sections[self.shown].focus_first()

    def keys(self) -> Sequence[Key]:
        parts = tuple(
            Key(hotkeys.part(n), name) for n, name in enumerate((texts.PASS, texts.PRINT, texts.GAPS, texts.TALLY), 1)
        )
        own: dict[str, tuple[Key, ...]] = {
            PASS: (
                Key(hotkeys.SAVE, texts.KEY_NEW),
                Key(hotkeys.ANONYMOUS, texts.KEY_ANONYMOUS),
                Key(hotkeys.TWIN, texts.KEY_TWIN),
                Key("Del", texts.KEY_CHANGE),
                Key(hotkeys.SAVE, texts.SAVE),
                Key(hotkeys.NEXT_SHEET, texts.NEXT_SHEET),
            ),
            PRINT: (
                Key(hotkeys.SAVE, texts.DO_PRINT),
                Key(hotkeys.PAPER, texts.REPRINT),
                Key(hotkeys.SAVE_FILE, texts.SAVE_PDF),
            ),
            GAPS: (
                Key(hotkeys.SAVE, texts.EXPLAIN),
                Key(hotkeys.CANCEL, texts.WITHDRAW),
                Key(hotkeys.ATTEND, texts.PASS_THIS),
            ),
            TALLY: (
                Key(hotkeys.SAVE, texts.COMPARE),
                Key("Return", texts.SEE_RECORDS),
                Key(hotkeys.PAPER, texts.PRINT_TALLY),
                Key("Esc", texts.COMPARE_AGAIN),
            ),
        }
        return (*parts, *own[self.shown])

    def help_text(self) -> str:
        return texts.HELP

    def draft(self) -> Draft | None:
        passing, tally = self.passing.draft(), self.tally.draft()
        if passing is None and tally is None:
            return None
        return {"shown": self.shown, "passing": passing, "tally": tally}

    def restore(self, draft: Draft) -> None:
        if isinstance(draft.get("passing"), dict):
            self.passing.restore(draft["passing"])
        if isinstance(draft.get("tally"), dict):
            self.tally.restore(draft["tally"])
        if (shown := str(draft.get("shown", PASS))) in self.sections:
            self._present(shown)

    def can_leave(self) -> bool:
        return self.passing.can_leave()

    def close_down(self) -> None:
        self.passing.close_down()
        self.tally.close_down()
