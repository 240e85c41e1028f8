"""What happened to a person, in one list that a filter narrows; and above it, what is open."""

from collections.abc import Callable, Mapping
from types import MappingProxyType

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from casa_desktop.domain.access import Action
from casa_desktop.domain.catalog import Catalog
from casa_desktop.domain.followups import FollowUpRow
from casa_desktop.domain.timeline import SHOWN, Entry, Group, OpenMatters, Timeline
from casa_desktop.services import timeline
from casa_desktop.services.timeline import OpenQuery, TimelineQuery
from casa_desktop.texts import dates
from casa_desktop.texts import ui_timeline as texts
from casa_desktop.texts.ui_shell import key_name
from casa_desktop.ui import hotkeys, widgets
from casa_desktop.ui.choices import Chips
from casa_desktop.ui.people.parts import Beside, flowing
from casa_desktop.ui.rows import Row, RowsTable
from casa_desktop.ui.session import Session

LINE_KEY, PRINT_KEY, SAVE_KEY = hotkeys.HISTORY, hotkeys.PAPER, hotkeys.SAVE_FILE
_ROWS_IN_SIGHT = 6
_FEWEST_LETTERS = 24
_EVERYTHING = "everything"
_NEEDED: Mapping[Group, Action] = MappingProxyType(
    {
        Group.VISITS: Action.VISIT_VIEW,
        Group.AID: Action.AID_VIEW,
        Group.REFERRALS: Action.REFERRAL_VIEW,
        Group.FOLLOW_UPS: Action.FOLLOW_UP_VIEW,
        Group.TRANSFERS: Action.TRANSFER_VIEW,
        Group.WORKSHOPS: Action.WORKSHOP_VIEW,
        Group.FAMILY: Action.PERSON_VIEW,
    }
)
"""Without it there would never be anything behind the filter."""
_PAGES: Mapping[Group, str] = MappingProxyType(
    {
        Group.VISITS: "today",
        Group.AID: "aid",
        Group.REFERRALS: "referrals",
        Group.FOLLOW_UPS: "followups",
        Group.TRANSFERS: "transfers",
        Group.WORKSHOPS: "workshops",
    }
)


class _Line(widgets.Button):
    """A link that gives up its middle where it has no room: what it is and how long it waits stand at its ends."""

    def __init__(self, words: str, press: Callable[[], object]) -> None:
        self._words, self._whole = words, 0  # and the width of all of them
        super().__init__(words, press, role="link", name="pending_link")
        self.setToolTip(words)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        self.ensurePolished()  # the style's letters are wider than those it begins with
        hint = super().sizeHint()
        if self.text() == self._words:
            self._whole = hint.width()
        return QSize(self._whole, hint.height())

    def minimumSizeHint(self) -> QSize:
        return QSize(self.fontMetrics().averageCharWidth() * _FEWEST_LETTERS, super().minimumSizeHint().height())

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self.setText(self._words)  # to be measured again

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.updateGeometry()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        missing = self._whole - self.width()
        room = self.fontMetrics().horizontalAdvance(self._words) - missing
        elided = self.fontMetrics().elidedText(self._words, Qt.TextElideMode.ElideMiddle, room)
        self.setText(self._words if missing <= 0 else elided)


class OpenPart(QWidget):
    """Lines that lead to their page; not there at all where nothing is open."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.setObjectName("pending_part")
        self._session = session
        self._shown: tuple[str, Catalog] | None = None
        self._lines: list[widgets.Button] = []
        self._box = widgets.column(widgets.label(texts.OPEN_TITLE, "section"), gap=2)
        self.setLayout(widgets.column(widgets.card(self._box, margin=12)))
        self.hide()

    def show_person(self, uuid: str, catalog: Catalog) -> None:
        """Asks what is open; of somebody else nothing stays in sight meanwhile."""
        if self._shown is None or self._shown[0] != uuid:
            self.clear()
        self._shown = (uuid, catalog)
        self._session.run(
            timeline.open_matters,
            OpenQuery(uuid),
            owner=self,
            done=lambda found: self._show(uuid, found),
            failed=lambda _: self.clear(),
            latest="people.open",
        )

    def clear(self) -> None:
        """Forgets whom it showed."""
        self._shown = None
        self._drop()
        self.hide()

    def _drop(self) -> None:
        for line in self._lines:
            self._box.removeWidget(line)
            line.hide()
            line.deleteLater()
        self._lines = []

    def _show(self, uuid: str, found: OpenMatters) -> None:
        if self._shown is None or self._shown[0] != uuid:
            return
        self._drop()
        for words, page, target in texts.open_lines(found, self._shown[1], self._session.clock.today()):
            self._add(words, page, target)
        self.setVisible(bool(found))

    def _add(self, words: str, page: str, target: str) -> None:
        line = _Line(words, lambda: self._session.go(page, target))
        self._lines.append(line)
        self._box.addWidget(line)


class _Table(RowsTable):
    """Left and right are the filter's: whole rows are chosen here, so they mean nothing else."""

    turned = Signal(int)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()), 0)
        if step and event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier):
            self.turned.emit(step)
        else:
            super().keyPressEvent(event)


class TimelinePart(QWidget):
    """Ctrl+H comes here; ← and → take the next filter, Enter opens the record where it lives."""

    person_asked = Signal(str)
    consents_asked = Signal()
    print_asked = Signal()
    save_asked = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.setObjectName("timeline_part")
        self._session = session
        self._uuid = ""
        self._catalog: Catalog | None = None
        self._most = SHOWN
        self._entries: dict[str, Entry] = {}
        shown = [(str(group), words) for group, words in texts.GROUPS.items() if session.can(_NEEDED[group])]
        self._filters = (_EVERYTHING, *(key for key, _ in shown))
        self.chips = Chips(((_EVERYTHING, texts.EVERYTHING), *shown), name="timeline_chips", single=True)
        self.chips.setAccessibleName(texts.FILTERS)
        self.chips.set_value(_EVERYTHING)
        self.chips.edited.connect(self._filtered)
        self.table = _Table(texts.COLUMNS, name="timeline_table", said=texts.TITLE, wide=1, spare=(3,))
        self.table.opened.connect(self._open)
        self.table.turned.connect(self._turn)
        self._nothing = widgets.label("", "muted", wrap=True, name="timeline_nothing")
        self._more = widgets.Button(
            texts.MORE, self.show_more, keys=hotkeys.MORE, name="timeline_more_button", scope=self
        )
        self._said = widgets.hint("")
        title = widgets.label(f"{texts.TITLE}   {LINE_KEY}", "section")
        self._papers = [
            widgets.Button(f"{words}   {key_name(keys)}", asked.emit, icon=icon, name=name)
            for words, keys, asked, icon, name in (
                (texts.PRINT, PRINT_KEY, self.print_asked, "print", "print_summary_button"),
                (texts.SAVE, SAVE_KEY, self.save_asked, "pdf", "save_summary_button"),
            )
        ]
        for button, said in zip(self._papers, (texts.KEY_PRINT, texts.KEY_SAVE), strict=True):
            button.setAccessibleName(said)
            button.setToolTip(said)
        foot = widgets.row(self._more, self._said)
        foot.setStretch(1, 1)
        head = Beside(title, flowing(*self._papers), shares=(1, 3))
        # Of a table alone Qt scrolls only the current row into sight; of what stands around it, all.
        around = QWidget()
        around.setObjectName("timeline_around")
        around.setLayout(widgets.column(self.table))
        for whole in (self, around):
            whole.setProperty(widgets.WHOLE, True)
        self.setLayout(widgets.column(head, self.chips, around, self._nothing, foot))
        self.clear()

    @property
    def group(self) -> Group | None:
        """What the line is narrowed to."""
        chosen = self.chips.one()
        return None if chosen in (None, _EVERYTHING) else Group(chosen)

    def show_person(self, uuid: str, catalog: Catalog, *, printable: bool) -> None:
        """Asks again; of somebody else nothing stays in sight meanwhile."""
        if uuid != self._uuid:
            self.clear()
        self._uuid, self._catalog = uuid, catalog
        for button in self._papers:
            button.setVisible(printable)
        self._read()

    def clear(self) -> None:
        """Forgets whom it showed."""
        self._uuid, self._most, self._entries = "", SHOWN, {}
        self._narrow(_EVERYTHING)
        self.table.show_rows(())
        for each in (self.table, self._nothing, self._more, self._said):
            each.hide()

    def to_line(self) -> None:
        """The cursor into the list, also where the filter leaves nothing of it: the arrows take the next."""
        self.table.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def show_more(self) -> None:
        """Older entries too."""
        self._most += SHOWN
        self._read()

    def _turn(self, step: int) -> None:
        chosen = self.chips.one() or _EVERYTHING
        self._narrow(self._filters[(self._filters.index(chosen) + step) % len(self._filters)])
        self._filtered()

    def _narrow(self, key: str) -> None:
        before = self.chips.blockSignals(True)
        self.chips.set_value(key)
        self.chips.blockSignals(before)

    def _filtered(self) -> None:
        if self.chips.one() is None:  # the one that was on was turned off
            self._narrow(_EVERYTHING)
        self._most = SHOWN
        self._read()

    def _read(self) -> None:
        asked, group = self._uuid, self.group
        if not asked:
            return
        self._session.run(
            timeline.of_person,
            TimelineQuery(asked, group, self._most),
            owner=self,
            done=lambda found: self._show(asked, group, found),
            failed=lambda _: self.clear(),
            latest="people.timeline",
        )

    def _show(self, asked: str, group: Group | None, found: Timeline) -> None:
        catalog = self._catalog
        if catalog is None or (asked, group) != (self._uuid, self.group):
            return
        today = self._session.clock.today()
        self._entries = {f"{e.kind}:{e.record}:{e.date}:{at}": e for at, e in enumerate(found.entries)}
        self.table.show_rows(
            [
                Row(key, (dates.short_date(e.date), texts.what(e, catalog), texts.state(e, today), texts.who(e)))
                for key, e in self._entries.items()
            ]
        )
        self.table.show()
        self._nothing.setText(texts.NOTHING if group is None else texts.NOTHING_OF_IT)
        self._nothing.setVisible(not found.entries)
        self._more.setVisible(found.more)
        self._said.setText(texts.count_said(found.entries, more=found.more))
        self._said.setVisible(found.more)
        self._fit()

    def _fit(self) -> None:
        """As tall as its rows, up to what one looks at together."""
        self.table.ensurePolished()
        tall = [self.table.rowHeight(at) for at in range(min(len(self._entries), _ROWS_IN_SIGHT))]
        frame = self.table.horizontalHeader().sizeHint().height() + 2 * self.table.frameWidth() + 6
        self.table.setFixedHeight(sum(tall) + frame)

    def _open(self, key: str) -> None:
        entry = self._entries.get(key)
        if entry is None:
            return
        if entry.group is Group.FAMILY:
            if entry.record:
                self.person_asked.emit(entry.record)
        elif entry.group is Group.CONSENTS:
            self.consents_asked.emit()
        else:
            self._session.go(_PAGES[entry.group], self._target(entry))

    def _target(self, entry: Entry) -> str:
        of = entry.of
        if isinstance(of, FollowUpRow):
            return f"follow_up:{of.uuid}:{of.due.isoformat()}"
        return f"delivery:{of.uuid}:{self._uuid}" if entry.group is Group.AID else of.uuid
