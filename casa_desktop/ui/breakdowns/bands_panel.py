"""Sets of age bands of the desk's own, by the first age of each band."""

import re
from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent

from casa_desktop.domain.access import Action
from casa_desktop.domain.definitions import Named
from casa_desktop.domain.errors import CasaError
from casa_desktop.domain.ids import new_id
from casa_desktop.services import bands
from casa_desktop.services.bands import BandsQuery, OwnBands, RemoveBands, SaveBands
from casa_desktop.texts import errors
from casa_desktop.texts import ui_breakdowns as texts
from casa_desktop.texts.breakdowns import band_set
from casa_desktop.ui import hotkeys, widgets
from casa_desktop.ui.choices import Flow
from casa_desktop.ui.editors import TextEdit
from casa_desktop.ui.forms.field import Field
from casa_desktop.ui.rows import Row, RowsTable
from casa_desktop.ui.session import Session
from casa_desktop.ui.statistics.side import SidePanel, low
from casa_desktop.ui.worker import Priority


class BandsPanel(SidePanel):
    """The list, and below it the set that is pointed at, to be changed; Enter in the list counts with it."""

    chosen = Signal(object)
    """The first ages of a set: count by these."""
    listed = Signal(object)
    """Every set of the desk, as a tuple of OwnBands."""

    def __init__(self, session: Session) -> None:
        super().__init__("bands_panel")
        self._session = session
        self._sets: dict[str, OwnBands] = {}
        self._named = Named(new_id(), "")
        self.set_title(texts.SETS_TITLE)
        self.list = RowsTable(texts.SETS_COLUMNS, name="sets_list", said=texts.SETS_LIST, wide=1)
        self.name = TextEdit(name="set_name_edit")
        self.starts = TextEdit(name="set_starts_edit", placeholder=texts.SETS_PLACEHOLDER)
        self._fields = {
            "name": Field("name", texts.SETS_NAME, self.name),
            "starts": Field("starts", texts.SETS_STARTS, self.starts),
        }
        self.inside.addWidget(widgets.hint(texts.SETS_HINT))
        self.inside.addWidget(low(self.list), 1)
        self.problem = widgets.label("", "problem", wrap=True, name="sets_problem")
        self.problem.hide()
        self._defines = session.can(Action.REPORT_DEFINE)
        if self._defines:
            self.inside.addLayout(widgets.row(*self._fields.values(), gap=widgets.MARGIN))
            self.inside.addWidget(self.problem)
            self.inside.addLayout(self._acts())
        self.list.opened.connect(self._choose)
        self.list.chosen.connect(self._point)

    def load(self, *, arriving: bool = False) -> None:
        """Reads the sets. *arriving*: the cursor goes to them."""

        def show(found: tuple[OwnBands, ...]) -> None:
            self._show(found)
            if arriving:
                self.focus_first()

        self._session.run(bands.own_sets, BandsQuery(), owner=self, done=show, latest="bands.own_sets")

    def close_down(self) -> None:
        self._sets = {}
        self.list.show_rows(())

    def focus_first(self) -> None:
        self.start(self.name if self._defines and not self._sets else self.list)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter goes from the name to the ages, and keeps them from there."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.name.hasFocus():
            self.start(self.starts)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.starts.hasFocus():
            self.save()
        else:
            super().keyPressEvent(event)

    # acts

    def new(self) -> None:
        """Empties the fields for another set."""
        self._empty()
        self.start(self.name)

    def save(self) -> None:
        """Keeps what the fields say, and counts by it."""
        typed = [part for part in re.split(r"[\s,;]+", self.starts.value()) if part]
        # What is no age makes no set: the verb says so.
        starts = tuple(int(part) for part in typed) if all(part.isdecimal() for part in typed) else ()
        named = Named(self._named.uuid, self.name.value(), version=self._named.version)

        def saved(kept: OwnBands) -> None:
            self._session.prompts.inform(texts.SETS_SAVED)
            self._named = kept.named
            self.list.select(kept.named.uuid)
            self.chosen.emit(kept.starts)

        self._run(bands.save_bands, SaveBands(named, starts), saved)

    def remove(self) -> None:
        """Takes the set of the list out of it; undone, it is one again."""
        gone = self._sets.get(self.list.current_key())
        if gone is None:
            return

        def undo() -> None:
            self._run(bands.save_bands, SaveBands(Named(new_id(), gone.named.name), gone.starts), lambda _: None)

        def removed(_: object) -> None:
            if self._named.uuid == gone.named.uuid:
                self._empty()
            self._session.prompts.inform(texts.SETS_REMOVED, undo=undo)

        self._run(bands.remove_bands, RemoveBands(gone.named.uuid, gone.named.version), removed)

    # parts

    def _empty(self) -> None:
        self._named = Named(new_id(), "")
        self.name.set_value("")
        self.starts.set_value("")
        self._paint(None)

    def _acts(self) -> Flow:
        flow = Flow(widgets.SMALL)
        for said, act, keys, icon, name in (
            (texts.SETS_SAVE, self.save, hotkeys.SAVE, "save", "save_set_button"),
            (texts.SETS_NEW, self.new, hotkeys.NEW, "add", "new_set_button"),
            (texts.SETS_REMOVE, self.remove, hotkeys.CANCEL, "remove", "remove_set_button"),
        ):
            flow.addWidget(widgets.Button(said, act, keys=keys, icon=icon, name=name, scope=self))
        return flow

    def _show(self, found: tuple[OwnBands, ...]) -> None:
        self._sets = {each.named.uuid: each for each in found}
        self.list.show_rows([Row(each.named.uuid, (each.named.name, band_set(each.starts))) for each in found])
        self.listed.emit(found)

    def _point(self, uuid: str) -> None:
        """Puts the set of the list into the fields, unless a new one is being written."""
        found = self._sets.get(uuid)
        if found is not None and (self._named.version or not self.name.value()):
            self._named = found.named
            self.name.set_value(found.named.name)
            self.starts.set_value(texts.starts_text(found.starts))
            self._paint(None)

    def _choose(self, uuid: str) -> None:
        if uuid in self._sets:
            self.chosen.emit(self._sets[uuid].starts)

    def _run(self, verb: Callable[..., object], command: object, done: Callable[..., object]) -> None:
        def good(result: object) -> None:
            self._paint(None)
            done(result)

        self._session.run(
            verb, command, owner=self, done=good, failed=self._paint, priority=Priority.SAVING, cancellable=False
        )

    def _paint(self, error: CasaError | None) -> None:
        """Each problem beside its field, the rest below."""
        problems = error.problems if error is not None else ()
        for name, field in self._fields.items():
            field.show_problem(next((errors.sentence(each) for each in problems if each.field == name), ""))
        others = [errors.sentence(each) for each in problems if each.field not in self._fields]
        self.problem.setText("\n".join(others))
        self.problem.setVisible(bool(others))
