"""Who travels: the family of the one who asks, each to be dropped, and whoever is looked up besides."""

from collections.abc import Iterable, Sequence
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from casa_desktop.domain.errors import Code
from casa_desktop.domain.person_views import PersonPage
from casa_desktop.domain.transfers import Traveller
from casa_desktop.services import people
from casa_desktop.services.people import PersonQuery
from casa_desktop.texts import ui_transfers as texts
from casa_desktop.ui import hotkeys, widgets
from casa_desktop.ui.choices import Chips
from casa_desktop.ui.people.picker import PersonPicker
from casa_desktop.ui.session import Session

ADD_KEY = hotkeys.ADD_PERSON
Known = tuple[str, str, str]
"""(uuid of the person, words of the chip, kinship)."""


class TravellersEdit(QWidget):
    """``value()`` is the tuple of :class:`Traveller` whose chip is on, the one who asks first."""

    edited = Signal()
    first_chosen = Signal(object)
    """The :class:`PersonPage` of the one who asks: profile and the rest follow from it."""

    def __init__(self, session: Session, *, name: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self._session = session
        self._known: dict[str, Known] = {}
        self.chips = Chips(name=f"{name}_chips")
        self.chips.edited.connect(self.edited)
        self._ask = widgets.label(texts.WHO, "caption", name=f"{name}_ask_label")
        self.picker = PersonPicker(session, name=f"{name}_picker", may_register=False)
        self.picker.person_chosen.connect(self.take)
        self._add = widgets.link(texts.ADD_TRAVELLER, self.ask, keys=ADD_KEY, name="add_traveller_button")
        self._add.setText(f"{texts.ADD_TRAVELLER}   {ADD_KEY}")
        inside = widgets.column(self.chips, self._add, self._ask, self.picker, gap=widgets.SMALL)
        inside.setAlignment(self._add, Qt.AlignmentFlag.AlignLeft)
        self.setLayout(inside)
        self._show(asking=True)

    def ask(self) -> None:
        """Looks for one more who travels."""
        self._show(asking=True)
        self.picker.focus_first()

    def take(self, uuid: str) -> None:
        """Adds somebody; the first one brings their household along."""
        self._session.run(people.page, PersonQuery(uuid), owner=self, done=self._taken)

    def _taken(self, page: PersonPage) -> None:
        first = not self._known
        own = next((member.kinship for member in page.members if member.person_uuid == page.uuid), "")
        found: list[Known] = [(page.uuid, texts.of_page(page), own)]
        if first:
            others = (member for member in page.members if member.person_uuid != page.uuid)
            found += [(member.person_uuid, texts.of_member(member), member.kinship) for member in others]
        self.add(found)
        self.edited.emit()
        if first:
            self.first_chosen.emit(page)
        else:
            self.chips.setFocus(Qt.FocusReason.OtherFocusReason)

    def add(self, known: Iterable[Known]) -> None:
        """More who may travel, all of them on."""
        on = [*self.chips.value()]
        for each in known:
            self._known[each[0]] = each
            on.append(each[0])
        self._fill(on)

    def value(self) -> tuple[Traveller, ...]:
        return tuple(Traveller(uuid, self._known[uuid][2]) for uuid in self.chips.value())

    def set_value(self, value: Sequence[Traveller] | None) -> None:
        """Only empties: who may travel is told by :meth:`add`."""
        if not value:
            self._known = {}
            self._fill([])

    def problem(self) -> Code | None:
        return None

    def draft(self) -> list[list[Any]]:
        on = self.chips.value()
        return [[*each, uuid in on] for uuid, each in self._known.items()]

    def restore(self, draft: Any) -> None:
        rows = [row for row in draft if isinstance(row, list) and len(row) == 4] if isinstance(draft, list) else []
        self._known = {str(row[0]): (str(row[0]), str(row[1]), str(row[2])) for row in rows}
        self._fill([str(row[0]) for row in rows if row[3]])

    def focus_first(self) -> None:
        """The box that finds somebody, or the chips."""
        (self.chips if self._known else self.picker).setFocus(Qt.FocusReason.OtherFocusReason)

    def _fill(self, on: Sequence[str]) -> None:
        was = self.chips.blockSignals(True)
        self.chips.set_options([(uuid, words) for uuid, words, _ in self._known.values()])
        self.chips.set_value(on)
        self.chips.blockSignals(was)
        self._show(asking=not self._known)

    def _show(self, *, asking: bool) -> None:
        self.chips.setVisible(bool(self._known))
        self._add.setVisible(bool(self._known) and not asking)
        self._ask.setText(texts.WHO_ELSE if self._known else texts.WHO)
        self._ask.setVisible(asking)
        self.picker.setVisible(asking)
        self.picker.clear()
        self.setFocusProxy(self.chips if self._known and not asking else self.picker.edit)
