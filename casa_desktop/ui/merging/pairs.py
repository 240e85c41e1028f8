"""Possible duplicates of the whole base: a list that is worked through by keyboard while the search goes on behind."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHeaderView, QStackedWidget, QWidget

from casa_desktop.domain.merging import PairShown
from casa_desktop.services import duplicates, merging
from casa_desktop.services.duplicates import SHOWN, PairsQuery, Scanned, ScanPairs
from casa_desktop.services.merging import Pair
from casa_desktop.texts import ui_merging as texts
from casa_desktop.ui import hotkeys, widgets
from casa_desktop.ui.merging.compare import bring_back
from casa_desktop.ui.merging.table import fit_rows
from casa_desktop.ui.people.parts import flowing
from casa_desktop.ui.rows import Row, SharingTable
from casa_desktop.ui.session import Session
from casa_desktop.ui.worker import Priority


class PairsPart(QWidget):
    """Enter compares, N says that they are two, D leaves them for later, F5 looks again from the beginning."""

    opened = Signal(str, str)
    """The uuids of a pair, the record of more attentions first."""
    left = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.setObjectName("pairs_part")
        self._session = session
        self._pairs: dict[str, PairShown] = {}
        self._later: set[str] = set()
        self._gone, self._away = "", False
        """The pair that the user worked on last, and whether it has left the list."""
        self._stopped, self._running, self._left = True, False, 0
        self._count = widgets.label("", "caption", wrap=True, name="pairs_count")
        self._scanned = widgets.label("", "muted", wrap=True, name="scanned_label")
        self.table = SharingTable(
            texts.PAIRS_COLUMNS, name="pairs_table", said=texts.PAIRS_NAME, parts=((0, 36), (1, 36), (2, 28))
        )
        self.table.setWordWrap(True)
        self.table.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.table.horizontalHeader().sectionResized.connect(lambda *_: fit_rows(self.table))
        self.table.opened.connect(self._open)
        self._stop = widgets.Button(texts.STOP, self.stop_or_go_on, keys=hotkeys.CANCEL, name="stop_button", scope=self)
        acts = flowing(
            widgets.Button(texts.BACK, self.left.emit, keys="Esc", icon="back", name="pairs_back_button", scope=self),
            widgets.PrimaryButton(f"{texts.OPEN_PAIR}   Enter", self._open_current, name="open_pair_button"),
            widgets.Button(texts.NOT_SAME, self.say_apart, keys="N", name="pair_apart_button", scope=self.table),
            widgets.Button(texts.LATER, self.leave_for_later, keys="D", name="later_button", scope=self.table),
            self._stop,
            widgets.Button(
                texts.AGAIN, self.again, keys=hotkeys.REFRESH, icon="refresh", name="again_button", scope=self
            ),
        )
        self._views = QStackedWidget()
        self._views.setObjectName("pairs_views")
        self._empty = widgets.Empty(texts.NO_PAIRS, texts.NO_PAIRS_DETAIL, icon="people")
        for view in (self._empty, self.table):
            self._views.addWidget(view)
        self._empty.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        body = widgets.column(widgets.row(self._count, self._scanned), self._views, acts, gap=12)
        body.setStretch(1, 1)
        self.setLayout(body)

    # the list

    def begin(self) -> None:
        """Shows what is known already and goes on looking."""
        self._later.clear()
        self.read()
        if not self._running:
            self._stopped = False
            self._scan(ScanPairs())

    def read(self) -> None:
        """Asks again for the pairs."""
        self._session.run(
            duplicates.pairs, PairsQuery(), owner=self, done=self._show, latest="merging.pairs", priority=Priority.LONG
        )

    def _show(self, found: tuple[PairShown, ...]) -> None:
        self._pairs = {f"{pair.one.uuid} {pair.other.uuid}": pair for pair in found}
        self._paint()

    def _paint(self) -> None:
        rows = [
            Row(key, (texts.hit(pair.one), texts.hit(pair.other), texts.why(pair)))
            for key, pair in self._pairs.items()
            if key not in self._later
        ]
        at = next((i for i, row in enumerate(self.table.rows()) if row.key == self.table.current_key()), 0)
        keys = {row.key for row in rows}
        # A pair that came back is the one that was worked on last: whatever follows is pressed on it, not on the next.
        self._away |= bool(self._gone) and self._gone not in keys
        back = self._gone if self._away and self._gone in keys else ""
        if back:
            self._gone, self._away = "", False
        follows = back or next((row.key for row in self.table.rows()[at:] if row.key in keys), "")
        focused = self.isAncestorOf(self.focusWidget()) if self.focusWidget() is not None else False
        self.table.show_rows(rows)
        if follows:
            self.table.select(follows)
        fit_rows(self.table)
        self._count.setText(texts.pairs_count(len(rows), more=len(self._pairs) >= SHOWN) if rows else "")
        self._views.setCurrentWidget(self.table if rows else self._empty)
        if focused:
            self.focus_first()

    def focus_first(self) -> None:
        """Puts the cursor into the list."""
        shown = self.table if self._views.currentWidget() is self.table else self._empty
        shown.setFocus(Qt.FocusReason.OtherFocusReason)

    # acts on a pair

    def _open_current(self) -> None:
        if self.table.current_key():
            self._open(self.table.current_key())

    def _open(self, key: str) -> None:
        pair = self._pairs[key]
        self._gone, self._away = key, False
        kept, other = sorted((pair.one, pair.other), key=lambda hit: hit.code)
        self.opened.emit(kept.uuid, other.uuid)

    def say_apart(self) -> None:
        """«No son la misma persona»: the next pair comes."""
        if (shown := self._pairs.get(self.table.current_key())) is None:
            return
        self._gone, self._away = self.table.current_key(), False
        pair = Pair(shown.one.uuid, shown.other.uuid)
        said = texts.set_apart(shown.one.code, shown.other.code)

        def done(_: None) -> None:
            self._session.prompts.inform(said, undo=lambda: bring_back(self, self._session, pair))

        self._session.run(
            merging.set_apart,
            pair,
            owner=self,
            done=done,
            failed=self._session.prompts.error,
            priority=Priority.SAVING,
            what=texts.SAVING,
            cancellable=False,
        )

    def leave_for_later(self) -> None:
        """The pair is not shown again until the list is opened anew."""
        if key := self.table.current_key():
            self._later.add(key)
            self._paint()

    # the search behind

    def again(self) -> None:
        """Looks at everybody once more: names and documents may have been corrected since."""
        if not self._running:
            self._stopped = False
            self._scan(ScanPairs(again=True))

    def stop_or_go_on(self) -> None:
        """Stops the search after its slice, or goes on where it stopped."""
        self._stopped = not self._stopped
        if not self._stopped and not self._running:
            self._scan(ScanPairs())
        self._tell_stop()

    def _scan(self, command: ScanPairs) -> None:
        self._running = True
        self._tell_stop()
        self._session.run(
            duplicates.scan,
            command,
            owner=self,
            done=self._scanned_slice,
            failed=lambda _: self._end(),
            priority=Priority.LONG,
        )

    def _scanned_slice(self, found: Scanned) -> None:
        self._left = found.left
        self._scanned.setText(texts.scanned(found.done, found.total))
        if found.found and self.isVisible():
            self.read()
        if found.left and not self._stopped:
            self._scan(ScanPairs())
        else:
            self._end()

    def _end(self) -> None:
        self._running, self._stopped = False, True
        self._tell_stop()

    def _tell_stop(self) -> None:
        self._stop.setVisible(self._running or self._left > 0)
        self._stop.set_words(texts.GO_ON if self._stopped else texts.STOP)
