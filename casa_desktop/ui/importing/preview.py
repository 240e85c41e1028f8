"""What would become of each row and why; somebody decides: C creates, M says that it is the same, O leaves out."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from types import MappingProxyType

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHeaderView, QWidget

from casa_desktop.domain.documents import mask
from casa_desktop.domain.importing import Likeness, Outcome
from casa_desktop.services.import_planning import Planned
from casa_desktop.texts import dates, ui_people
from casa_desktop.texts import ui_importing as texts
from casa_desktop.texts.ui_matching import REASONS
from casa_desktop.ui import hotkeys, widgets
from casa_desktop.ui.importing.parts import Filters, lines
from casa_desktop.ui.rows import Row, SharingTable
from casa_desktop.ui.session import Session
from casa_desktop.ui.settings.stack import Stack

FILTERS: Mapping[str, Callable[[Planned], bool]] = MappingProxyType(
    {
        "": lambda _: True,
        "new": lambda row: row.outcome is Outcome.CREATED and not row.likeness,
        "matched": lambda row: row.likeness is Likeness.MATCHED,
        "doubtful": lambda row: row.likeness is Likeness.DOUBTFUL,
        "known": lambda row: row.outcome is Outcome.KNOWN,
        "held": lambda row: row.outcome is Outcome.HELD,
        "refused": lambda row: row.outcome is Outcome.REFUSED,
        "odd": lambda row: bool(row.incoming.odd),
    }
)
_FIXED = (Outcome.KNOWN, Outcome.REFUSED)
_MOST_REASONS = 3


class PreviewView(QWidget):
    """A row a line; arrows move, a letter decides and goes on to the next one."""

    do_asked = Signal()
    closed = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.setObjectName("import_preview")
        self._session = session
        self._rows: list[Planned] = []
        self._at: dict[str, int] = {}
        self.filters = Filters(texts.FILTERS, self.show_filter, scope=self)
        self.table = SharingTable(
            texts.PREVIEW_COLUMNS,
            name="preview_table",
            said=texts.PREVIEW_LIST,
            parts=((5, 6), (1, 6), (2, 3), (3, 3)),
            drops=((3, 74), (2, 60)),
            right=(0,),
        )
        self.table.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.table.horizontalHeader().setResizeContentsPrecision(60)
        self.table.setMinimumHeight(160)
        self.table.chosen.connect(self._tell)
        self._detail = widgets.label("", "caption", wrap=True, name="preview_detail")
        self._detail.setAlignment(Qt.AlignmentFlag.AlignTop)
        told = widgets.scrolled(self._detail, "preview_detail_scroll")
        told.setFixedHeight(self._detail.fontMetrics().lineSpacing() * 3 + widgets.GAP)
        self._empty = widgets.Empty(texts.NO_ROWS, texts.NO_ROWS_DETAIL, icon="people")
        self._stack = Stack(self.table, self._empty, name="preview_stack")
        self._do = widgets.PrimaryButton(
            texts.DO_IMPORT, self.do_asked.emit, keys=hotkeys.SAVE, icon="import", name="do_import_button", scope=self
        )
        back = widgets.Button(texts.BACK_TO_MAP, self.closed.emit, keys="Esc", name="preview_back_button", scope=self)
        self._acts: list[widgets.Button] = []
        for words, keys, outcome in (
            (texts.CREATE, "C", Outcome.CREATED),
            (texts.JOIN, "M", Outcome.JOINED),
            (texts.HOLD, "O", Outcome.HELD),
        ):
            act = widgets.Button(words, partial(self.decide, outcome), name=f"{outcome}_button")
            act.setText(f"{words}   {keys}")
            shortcut = QShortcut(QKeySequence(keys), self.table)
            shortcut.setContext(Qt.ShortcutContext.WidgetShortcut)
            shortcut.activated.connect(partial(self.decide, outcome))
            self._acts.append(act)
        acts = lines(self._do, back, *self._acts)
        outer = widgets.column(
            widgets.label(texts.PREVIEW_LIST, "section"), self.filters, self._stack, told, acts, gap=12
        )
        outer.setStretch(2, 1)
        self.setLayout(outer)

    def show_rows(self, rows: Sequence[Planned]) -> None:
        """Shows what was planned, and where it is worth looking first: whoever may be known."""
        self._rows = list(rows)
        self._at = {str(row.incoming.line): at for at, row in enumerate(rows)}
        self.filters.choose("")
        self._count()
        self._paint()
        self.focus_first()

    @property
    def rows(self) -> tuple[Planned, ...]:
        """Every row as it was decided."""
        return tuple(self._rows)

    @property
    def decisions(self) -> dict[str, str]:
        """What somebody decided otherwise than planned, by line, for a draft."""
        return {str(row.incoming.line): str(row.outcome) for row in self._rows if row.outcome is not usual(row)}

    def restore(self, decisions: Mapping[str, object]) -> None:
        """Puts decisions of a draft back, where they are still possible."""
        for line, outcome in decisions.items():
            at = self._at.get(line)
            if at is not None and outcome in set(Outcome) and self._possible(self._rows[at], Outcome(str(outcome))):
                self._rows[at] = replace(self._rows[at], outcome=Outcome(str(outcome)))
        self._count()
        self._paint()

    def focus_first(self) -> None:
        """The first row."""
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def clear(self) -> None:
        """Forgets everybody."""
        self._rows, self._at = [], {}
        self.table.show_rows(())
        self._detail.setText("")

    def decide(self, outcome: Outcome) -> None:
        """What happens to the row that the cursor is on; then the next one."""
        key = self.table.current_key()
        if not key:
            return
        row = self._rows[self._at[key]]
        if row.outcome in _FIXED:
            self._session.prompts.inform(texts.DECIDED_ALREADY)
        elif not self._possible(row, outcome):
            self._session.prompts.inform(texts.NOBODY_TO_JOIN)
        else:
            self._rows[self._at[key]] = replace(row, outcome=outcome)
            self._count()
            keys = [each.key for each in self.table.rows()]
            after = keys[min(keys.index(key) + 1, len(keys) - 1)]
            self._paint()
            self.table.select(after)

    def show_filter(self, key: str) -> None:
        """Only some rows."""
        self.filters.choose(key)
        self._paint()
        self.focus_first()

    @staticmethod
    def _possible(row: Planned, outcome: Outcome) -> bool:
        known = row.other is not None or bool(row.other_line)
        return row.outcome not in _FIXED and (outcome is not Outcome.JOINED or known)

    def _count(self) -> None:
        self.filters.set_counts({key: sum(map(holds, self._rows)) for key, holds in FILTERS.items()})
        made, joined = (sum(row.outcome is each for row in self._rows) for each in (Outcome.CREATED, Outcome.JOINED))
        self._do.set_words(texts.import_button(made, joined))
        self._do.setEnabled(bool(made + joined))

    def _paint(self) -> None:
        holds = FILTERS[self.filters.chosen]
        rows = [Row(str(row.incoming.line), _cells(row)) for row in self._rows if holds(row)]
        self.table.show_rows(rows)
        self._stack.present(self.table if rows else self._empty)
        self._tell(self.table.current_key())

    def _tell(self, key: str) -> None:
        row = self._rows[self._at[key]] if key in self._at else None
        self._detail.setText(_detail(row) if row is not None else "")


def usual(row: Planned) -> Outcome:
    """What happens to a row of which nobody decides anything."""
    if row.outcome in _FIXED:
        return row.outcome
    return Outcome.JOINED if row.likeness is Likeness.MATCHED else Outcome.CREATED


def _cells(row: Planned) -> tuple[str, ...]:
    incoming = row.incoming
    first = next(iter(incoming.numbers.documents), None)
    document = f"{first.code} {mask(first.normalised)}".strip() if first else ""
    stated = incoming.details.age
    age = stated.stated or (stated.on(stated.stated_on) if stated.stated_on else None)
    told = dates.short_date(stated.birth_date) if stated.birth_date else ui_people.age(age) if age else ""
    return (
        str(incoming.line),
        incoming.details.name.display or texts.NO_NAME,
        document,
        told,
        texts.OUTCOMES[row.outcome],
        _why(row),
    )


def _why(row: Planned) -> str:
    if row.outcome is Outcome.REFUSED:
        return texts.NO_NAME_NO_DOCUMENT
    parts = []
    if row.outcome is Outcome.KNOWN and row.other is not None:
        parts.append(f"{row.other.name} ({row.other.code})")
    elif row.likeness:
        parts.append(texts.why(row.likeness, _who(row), ", ".join(REASONS[r] for r in row.reasons[:_MOST_REASONS])))
    if row.incoming.odd:
        parts.append(texts.warned(each.odd for each in row.incoming.odd))
    return "; ".join(parts)


def _who(row: Planned) -> str:
    if row.other is None:
        return texts.earlier(row.other_line)
    return f"{row.other.name or texts.NO_NAME} ({row.other.code})"


def _detail(row: Planned) -> str:
    lines = []
    if row.likeness:
        lines.append(texts.why(row.likeness, _who(row), ", ".join(REASONS[reason] for reason in row.reasons)))
    if row.incoming.odd:
        lines.append("; ".join(texts.odd_value(each.odd, each.typed) for each in row.incoming.odd))
    return "\n".join(lines)
