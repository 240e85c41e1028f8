"""«Toda la familia»: who of the household is present, as companions of what is for all of them."""

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from casa_desktop.domain.errors import Code
from casa_desktop.domain.person_views import Member
from casa_desktop.texts import ui_visits as texts
from casa_desktop.ui import hotkeys, widgets
from casa_desktop.ui.choices import Chips

KEY = hotkeys.FAMILY
_ALL = "all"


class FamilyEdit(QWidget):
    """One chip for the family; when it is on, a chip for each member, all on, each to be dropped.

    ``value()`` is the tuple of the uuids of who is present. What was dropped is kept apart from who there is, because
    a draft comes back before the household was read.
    """

    edited = Signal()

    def __init__(self, *, name: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self._members: tuple[Member, ...] = ()
        self._dropped: frozenset[str] = frozenset()
        self._all = Chips(((_ALL, f"{texts.WHOLE_FAMILY}   {KEY}"),), name=f"{name}_all")
        self._each = Chips(name=f"{name}_members")
        self._all.edited.connect(self._turned)
        self._each.edited.connect(self._picked)
        self._each.hide()
        self._note = widgets.label("", "problem", wrap=True, name=f"{name}_note")
        self._note.hide()
        self.setLayout(widgets.column(self._all, self._each, self._note, gap=widgets.SMALL))
        self.setFocusProxy(self._all)

    @property
    def members(self) -> tuple[Member, ...]:
        """Who may be chosen."""
        return self._members

    def set_members(self, members: Sequence[Member]) -> None:
        """The others of the household."""
        self._members = tuple(members)
        self._each.blockSignals(True)
        self._each.set_options([(member.person_uuid, texts.family_member(member)) for member in self._members])
        self._each.set_value([m.person_uuid for m in self._members if m.person_uuid not in self._dropped])
        self._each.blockSignals(False)
        self._show()

    def tell(self, text: str) -> None:
        """What is to be known of the choice, or nothing."""
        self._note.setText(text)
        self._note.setVisible(bool(text))

    def toggle(self) -> None:
        """What its key does: the whole family, or nobody but the one who asked."""
        self._all.set_value(() if self._all.one() else (_ALL,))
        (self._each if self._all.one() else self._all).setFocus(Qt.FocusReason.OtherFocusReason)

    def value(self) -> tuple[str, ...]:
        return self._each.value() if self._all.one() else ()

    def set_value(self, value: Sequence[str] | None) -> None:
        self._all.set_value((_ALL,) if value else ())
        self._dropped = frozenset(m.person_uuid for m in self._members if value and m.person_uuid not in value)
        self.set_members(self._members)

    def problem(self) -> Code | None:
        return None

    def draft(self) -> dict[str, Any]:
        return {"on": bool(self._all.one()), "dropped": sorted(self._dropped)}

    def restore(self, draft: Any) -> None:
        if isinstance(draft, Mapping):
            self._all.set_value((_ALL,) if draft.get("on") else ())
            self._dropped = frozenset(map(str, draft.get("dropped") or ()))
            self.set_members(self._members)

    def _turned(self) -> None:
        self._dropped = frozenset()
        self.set_members(self._members)
        self.edited.emit()

    def _picked(self) -> None:
        on = self._each.value()
        self._dropped = frozenset(m.person_uuid for m in self._members if m.person_uuid not in on)
        self.edited.emit()

    def _show(self) -> None:
        self._each.setVisible(bool(self._all.one()) and bool(self._members))
