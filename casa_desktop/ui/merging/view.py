"""The views of merging over the page of persons: with whom, two records beside each other, possible duplicates."""

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from casa_desktop.domain.catalog import Catalog
from casa_desktop.domain.merging import Part
from casa_desktop.texts import ui_merging as texts
from casa_desktop.ui import widgets
from casa_desktop.ui.merging.compare import ComparePart
from casa_desktop.ui.merging.pairs import PairsPart
from casa_desktop.ui.merging.whom import WhomPart
from casa_desktop.ui.ports import Draft
from casa_desktop.ui.session import Session


class MergingView(QWidget):
    """``closed`` with the uuid of the person to show, or an empty text."""

    closed = Signal(str)

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.setObjectName("merging_view")
        self._session = session
        self._catalog: Catalog | None = None
        self._person = ""
        self._waiting: Mapping[str, Any] | None = None
        self._from_pairs = False
        self.compare, self.pairs, self.whom = ComparePart(session), PairsPart(session), WhomPart(session)
        self.whom.chosen.connect(self._with)
        self.whom.left.connect(lambda: self.closed.emit(self._person))
        self.pairs.opened.connect(self._compare)
        self.pairs.left.connect(lambda: self.closed.emit(""))
        self.compare.cancel_asked.connect(self._back)
        self.compare.parted.connect(self._back)
        self.compare.done.connect(self._done)
        self._title = widgets.title(texts.PAIRS)
        self._views = QStackedWidget()
        self._views.setObjectName("merging_views")
        for view in (self.whom, self.compare, self.pairs):
            self._views.addWidget(view)
        outer = widgets.column(self._title, self._views, gap=12, margin=24)
        outer.setStretch(1, 1)
        self.setLayout(outer)

    # which view

    def set_catalog(self, catalog: Catalog) -> None:
        """The words of codes; what was being compared waits for them."""
        self._catalog = catalog
        if self._waiting is not None:
            self.restore(self._waiting)

    def ask_whom(self, person: str) -> None:
        """With which record that person is joined."""
        self._person, self._from_pairs = person, False
        self._present(self.whom)
        self.whom.ask(person)

    def show_pairs(self) -> None:
        """The possible duplicates of the base."""
        self._from_pairs = True
        self._present(self.pairs)
        self.pairs.begin()

    def _with(self, other: str) -> None:
        self._compare(self._person, other)

    def _compare(self, kept: str, other: str) -> None:
        if self._catalog is not None:
            self._present(self.compare)
            self.compare.show_pair(kept, other, self._catalog)

    def _present(self, view: ComparePart | PairsPart | WhomPart) -> None:
        titles = {self.compare: texts.TITLE, self.pairs: texts.PAIRS, self.whom: texts.WHOM_TITLE}
        self._title.setText(titles[view])
        self._views.setCurrentWidget(view)
        self.focus_first()

    def _back(self) -> None:
        if self._from_pairs:
            self._present(self.pairs)
            self.pairs.read()
        else:
            self.closed.emit(self._person)

    def _done(self, person: str) -> None:
        if self._from_pairs:
            self._back()
        else:
            self.closed.emit(person)

    def focus_first(self) -> None:
        """Puts the cursor where work starts."""
        view = self._views.currentWidget()
        if isinstance(view, ComparePart | PairsPart | WhomPart):
            view.focus_first()

    def changed(self) -> None:
        """Somebody was changed."""
        if self._views.currentWidget() is self.pairs:
            self.pairs.read()

    # drafts

    def draft(self) -> Draft | None:
        """What is being compared, and what was chosen."""
        shown = self.compare.shown
        if self._views.currentWidget() is not self.compare or shown is None:
            return None
        return {
            "kept": shown.kept.page.uuid,
            "other": shown.other.page.uuid,
            "taken": sorted(self.compare.taken()),
            "reason": self.compare.reason.text(),
            "pairs": self._from_pairs,
        }

    def restore(self, draft: Mapping[str, Any]) -> None:
        """Compares the two again as they are now; what was chosen stays chosen."""
        self._waiting = draft if self._catalog is None else None
        if self._catalog is None:
            return
        self._person = str(draft.get("kept") or "")
        self._from_pairs = bool(draft.get("pairs"))
        taken = frozenset(Part(each) for each in draft.get("taken") or ())
        self._compare(self._person, str(draft.get("other") or ""))
        self.compare.choose_when_shown(taken, str(draft.get("reason") or ""))
