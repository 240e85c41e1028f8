"""What is counted, by what, against what, and in which bands: four choices that write and read a view."""

from dataclasses import replace

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QWidget

from casa_desktop.domain.ages import bands_text, parse_bands
from casa_desktop.domain.counted import Dimension
from casa_desktop.domain.indicators import Indicator
from casa_desktop.domain.views import View
from casa_desktop.services.bands import OwnBands
from casa_desktop.texts import breakdowns as words
from casa_desktop.texts import ui_breakdowns as texts
from casa_desktop.texts import ui_shell
from casa_desktop.ui import hotkeys, widgets
from casa_desktop.ui.choices import Choice, Flow
from casa_desktop.ui.forms.field import Field

_WHAT, _BANDS = 14, 16
"""Letters that are always seen."""


class Asked(QWidget):
    """The bands are asked for only where the age plays a part."""

    changed = Signal(object)
    """Somebody chose: the view as it is now."""
    bands_asked = Signal()
    """The desk's own sets are to be seen."""

    def __init__(self, view: View, scope: QWidget, *, defines: bool) -> None:
        """The key of the sets works wherever the focus is in *scope*; who defines none is offered those there are."""
        super().__init__()
        self.setObjectName("asked_bar")
        self._view = view
        self._labels: dict[str, str] = {}
        self._own: tuple[tuple[str, tuple[int, ...]], ...] = ()
        by = [(str(dimension), word) for dimension, word in words.DIMENSIONS.items()]
        self.what = Choice(name="what_choice", width=260)
        self.rows = Choice(by, name="rows_choice", width=170)
        self.columns = Choice([("", texts.NOTHING), *by], name="columns_choice", width=170)
        self.bands = Choice(name="bands_choice", width=290)
        self._defines = defines
        self.sets = sets = widgets.Button(
            texts.SETS, self.bands_asked.emit, keys=hotkeys.NEW_OTHER, role="link", name="sets_button", scope=scope
        )
        sets.setText(f"{texts.SETS}  {ui_shell.key_name(hotkeys.NEW_OTHER)}")
        if not defines:
            self._offer_sets(False)
        self._of_age = QWidget()
        beside = widgets.row(Field("bands", texts.BANDS, self.bands), sets)
        beside.setAlignment(sets, Qt.AlignmentFlag.AlignBottom)
        self._of_age.setLayout(beside)
        line = Flow(widgets.MARGIN)
        self.setLayout(line)
        for field in (
            Field("what", texts.WHAT, self.what),
            Field("rows", texts.ROWS, self.rows),
            Field("columns", texts.COLUMNS, self.columns),
            self._of_age,
        ):
            line.addWidget(field)
        self._choices = (self.what, self.rows, self.columns, self.bands)
        for choice, letters in ((self.what, _WHAT), (self.bands, _BANDS)):
            choice.setMinimumContentsLength(letters)
        self.show_view(view)
        for choice in self._choices:
            choice.edited.connect(self._edited)

    def offer(self, labels: dict[str, str]) -> None:
        """What can be counted: labels by the id of the indicator."""
        self._labels = labels
        self.show_view(self._view)

    def offer_bands(self, found: tuple[OwnBands, ...]) -> None:
        """The sets of the desk's own."""
        self._own = tuple((each.named.name, each.starts) for each in found)
        self._offer_sets(self._defines or bool(found))
        self.show_view(self._view)

    def show_view(self, view: View) -> None:
        """Puts *view* into the choices, which tell nobody."""
        self._view = view
        key = bands_text(view.bands)
        known = dict.fromkeys((*self._labels, view.indicator.id))
        self.what.set_options([(each, self._labels.get(each, each)) for each in known])
        self.bands.set_options(texts.band_options(self._own, view.bands))
        values = (view.indicator.id, str(view.rows), str(view.columns or ""), key)
        for choice, value in zip(self._choices, values, strict=True):
            if choice.value() != value:
                with QSignalBlocker(choice):
                    choice.set_value(value)
        self._of_age.setVisible(Dimension.AGE in {view.rows, view.columns, *view.filters})

    def focus_first(self) -> None:
        """To what is counted."""
        self.what.setFocus(Qt.FocusReason.OtherFocusReason)

    def _offer_sets(self, offered: bool) -> None:
        self.sets.setVisible(offered)
        self.sets.setEnabled(offered)  # or its key would work unseen

    def _edited(self) -> None:
        """What the choices say is the view, as far as all of them say anything."""
        what, rows, columns, bands = (choice.value() for choice in self._choices)
        indicator, of = Indicator.parse(what or ""), parse_bands(bands or "") or self._view.bands
        if indicator is None or rows is None or columns is None:
            return
        by = Dimension(columns) if columns else None
        view = replace(self._view, indicator=indicator, rows=Dimension(rows), columns=by).counted_by(of)
        if view != self._view:
            self.show_view(view)
            self.changed.emit(view)
