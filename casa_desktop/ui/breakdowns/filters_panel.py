"""What a breakdown lets through: the values of each dimension that there are, and other days than whole months."""

from dataclasses import replace
from types import MappingProxyType

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from casa_desktop.domain.breakdowns import Breakdown, Request
from casa_desktop.domain.catalog import Catalog
from casa_desktop.domain.counted import Dimension
from casa_desktop.domain.scope import Filters, Scope
from casa_desktop.domain.suppression import WHOLE
from casa_desktop.services import breakdowns
from casa_desktop.texts import breakdowns as words
from casa_desktop.texts import ui_breakdowns as texts
from casa_desktop.texts.ui_shell import key_name
from casa_desktop.ui import hotkeys, widgets
from casa_desktop.ui.breakdowns.view_days import days_of
from casa_desktop.ui.choices import Choice
from casa_desktop.ui.editors import PlannedDateEdit
from casa_desktop.ui.forms.field import Field
from casa_desktop.ui.rows import Row, RowsTable
from casa_desktop.ui.session import Session
from casa_desktop.ui.statistics.side import SidePanel, low

_KEY = "="
"""Before the key of a row, as «sin dato» has an empty one."""


class _Values(RowsTable):
    """The space bar marks as Enter does."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Space:
            self.opened.emit(self.current_key())
        else:
            super().keyPressEvent(event)


class FiltersPanel(SidePanel):
    """Every mark counts anew. The list holds what there is under the other filters, and what is marked already."""

    changed = Signal(object, object)
    """The filters, and the days of its own (None = the months of the page)."""

    def __init__(self, session: Session) -> None:
        super().__init__("filters_panel")
        self._session = session
        self._request: Request | None = None
        self._months: Scope | None = None
        self._catalog: Catalog | None = None
        self._found: Breakdown | None = None
        self._filters: dict[Dimension, frozenset[str]] = {}
        self.set_title(texts.FILTERS_TITLE)
        self.by = Choice(name="by_choice")
        self._offer()
        self.by.set_value(str(Dimension.COUNTRY))
        self.values = _Values(texts.VALUE_COLUMNS, name="values_list", said=texts.VALUES, wide=1, right=(2,))
        self.first = PlannedDateEdit(name="first_day_edit", today=session.clock.today)
        self.last = PlannedDateEdit(name="last_day_edit", today=session.clock.today)
        self._days = (Field("first_day", texts.FIRST_DAY, self.first), Field("last_day", texts.LAST_DAY, self.last))
        clear = widgets.Button(
            texts.CLEAR, self.clear, keys=hotkeys.CANCEL, role="link", name="clear_button", scope=self
        )
        clear.setText(f"{texts.CLEAR}  {key_name(hotkeys.CANCEL)}")
        hint = widgets.row(widgets.hint(texts.FILTERS_HINT), clear)
        hint.setStretch(0, 1)
        # The whole width: what is wrong with the choice stands beside its label, and nothing moves.
        self.inside.addWidget(Field("by", texts.BY, self.by))
        self.inside.addLayout(hint)
        self.inside.addWidget(low(self.values, lines=6), 1)
        self.inside.addLayout(widgets.row(*self._days, gap=widgets.MARGIN))
        self.by.edited.connect(self._read)
        self.values.opened.connect(self._mark)
        for editor in (self.first, self.last):
            editor.editingFinished.connect(self._days_edited)

    def load(self, request: Request, catalog: Catalog, months: Scope, *, own_days: bool) -> None:
        """Shows what *request* lets through. *months* are those of the page; *own_days*: it has others than these."""
        self._catalog = catalog
        self._filters = dict(request.scope.filters)
        for editor, day in ((self.first, request.scope.first), (self.last, request.scope.last)):
            editor.set_value(day if own_days else None)
        self._settle()
        self._request = self._found = None
        self.follow(request, months)

    def follow(self, request: Request, months: Scope) -> None:
        """The same panel beside another count: its values are read again where they may be others."""
        before, self._request, self._months = self._request, request, months
        same = before is not None and replace(before, rows=request.rows, columns=request.columns) == request
        if not same and self._filters == dict(request.scope.filters):
            self._read()

    def forget_days(self) -> None:
        """The months of the page again."""
        for field in self._days:
            field.set_value(None)
            field.show_problem("")

    def clear(self) -> None:
        """Lets everything through again, in the months of the page."""
        self._filters = {}
        self.forget_days()
        self._settle()
        self._show_values()
        self._tell()

    def close_down(self) -> None:
        self._request = self._catalog = self._found = None
        self.values.show_rows(())

    def focus_first(self) -> None:
        self.start(self.by)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter goes from the dimension to its values, and from day to day."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            following: dict[QWidget, QWidget] = {self.by: self.values, self.first: self.last, self.last: self.by}
            to = next((to for at, to in following.items() if at.hasFocus()), None)
            if to is not None:
                self.start(to)
                return
        super().keyPressEvent(event)

    def _offer(self) -> None:
        self.by.set_options(
            [
                (str(dimension), texts.chosen(word, self._filters.get(dimension, frozenset())))
                for dimension, word in words.DIMENSIONS.items()
            ]
        )

    def _settle(self) -> None:
        """Offers the dimensions as they are marked; where the choice says none of them, that of the list again."""
        self._offer()
        if self.by.value() is None:
            self.by.set_value(str(self._found.request.rows if self._found is not None else Dimension.COUNTRY))

    def _dimension(self) -> Dimension | None:
        value = self.by.value()
        return Dimension(value) if value else None

    def _read(self) -> None:
        """Asks which values there are, under all filters but that on them."""
        dimension, request = self._dimension(), self._request
        if dimension is None or request is None:
            return
        others = {key: keys for key, keys in self._filters.items() if key is not dimension}
        scope = Scope(request.scope.first, request.scope.last, MappingProxyType(others))
        asked = Request(request.indicator, scope, dimension, bands=request.bands)
        self._session.run(
            breakdowns.breakdown,
            asked,
            owner=self,
            done=self._show,
            latest="breakdowns.values",
            what=texts.COUNTING,
        )

    def _show(self, found: Breakdown) -> None:
        self._found = found
        self._show_values()

    def _show_values(self) -> None:
        found, catalog = self._found, self._catalog
        if found is None or catalog is None:
            return
        request = found.request
        marked = self._filters.get(request.rows, frozenset())
        keys = [*found.rows, *sorted(marked - set(found.rows))]
        self.values.show_rows(
            [
                Row(
                    f"{_KEY}{key}",
                    (
                        texts.CHOSEN if key in marked else "",
                        words.name(request.rows, key, catalog, request.bands, staff=found.staff),
                        words.shown(None if (key, WHOLE) in found.untold else found.value(key, WHOLE)),
                    ),
                )
                for key in keys
            ]
        )

    def _mark(self, row: str) -> None:
        if self._found is None or not row:
            return
        dimension, key = self._found.request.rows, row.removeprefix(_KEY)
        marked = self._filters.get(dimension, frozenset()) ^ {key}
        self._filters.pop(dimension, None)
        if marked:
            self._filters[dimension] = marked
        self._show_values()
        self._offer()
        self._tell()

    def _days_edited(self) -> None:
        if self.isVisible():
            self._tell()

    def _tell(self) -> None:
        if self._months is not None and (days := days_of(self._days, self._months)) is not None:
            own = days if any(field.value() for field in self._days) else None
            filters: Filters = MappingProxyType(dict(self._filters))
            self.changed.emit(filters, own)
