"""The form of a follow-up: when, why and who answers. A Sunday or a holiday is told, with the next working day."""

from collections.abc import Callable
from datetime import date
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout

from casa_desktop.domain.followups import LONGEST_REASON, Owner
from casa_desktop.domain.ids import new_id
from casa_desktop.domain.workdays import DayFacts
from casa_desktop.services.followups import Candidate, Schedule
from casa_desktop.texts import ui_followups as texts
from casa_desktop.ui import widgets
from casa_desktop.ui.editors import CheckEdit, NotesEdit
from casa_desktop.ui.followups.editors import DueEdit, OwnerChoice, owner_key, owner_of
from casa_desktop.ui.forms.base import Form
from casa_desktop.ui.forms.field import Field
from casa_desktop.ui.ports import Draft


class DueField(Field):
    """A day to come, and below it what is to be known of it; the button takes the next working day."""

    looked_at = Signal(object)
    """A day that was typed: somebody asks what day it is and hands it to :meth:`tell`."""

    def __init__(self, name: str, words: str, today: Callable[[], date]) -> None:
        self.due = DueEdit(name=f"{name}_edit", today=today)
        super().__init__(name, words, self.due, required=True, hint=texts.DUE_HINT)
        self.warning = widgets.Banner()
        self._facts: DayFacts | None = None
        self.next_button = widgets.Button(texts.MOVE, self.take_next, icon="calendar", name=f"{name}_next")
        self.next_button.hide()
        if isinstance(inside := self.layout(), QVBoxLayout):
            inside.addWidget(self.warning)
            inside.addWidget(self.next_button)
        self.due.edited.connect(self._typed)

    def _typed(self) -> None:
        day = self.due.value()
        if day is None:
            self._facts = None
            self._say("")
        elif self._facts is None or day != self._facts.day:
            self.looked_at.emit(day)

    def tell(self, facts: DayFacts) -> None:
        """Warns of a day on which nobody attends, if it still is the one that stands there."""
        if facts.day == self.due.value():
            self._facts = facts
            self._say(texts.warning(facts))

    def _say(self, said: str) -> None:
        self.warning.show_text(said, "warn")
        self.next_button.setVisible(bool(said))

    @property
    def off(self) -> bool:
        """Whether nobody attends on the day that stands there, as far as it is known."""
        return self._facts is not None and self._facts.off is not None and self._facts.day == self.due.value()

    def take_next(self) -> None:
        """The next working day in place of the one that was typed."""
        if self._facts is not None:
            self.due.set_value(self._facts.next_working)
            self.due.setFocus()


class FollowUpForm(Form):
    """*psychology*: whether who sits here may keep it private to psychology, which is then the rule."""

    def __init__(self, today: Callable[[], date], *, psychology: bool) -> None:
        super().__init__(name="follow_up_form")
        self._psychology, self._own = psychology, ""
        self._uuid = new_id()
        self.service_uuid = ""
        self.due_field = DueField("due", texts.DUE, today)
        self.owner = OwnerChoice(name="owner_choice")
        self._private = CheckEdit(texts.PRIVATE, name="private_check")
        self._private.edited.connect(lambda: self.owner.set_private(self._private.value()))
        self.add(self.due_field)
        reason = self.add(
            Field("reason", texts.REASON, NotesEdit(name="reason_edit", lines=2, limit=LONGEST_REASON), required=True)
        )
        owner = self.add(Field("owner", texts.OWNER, self.owner, required=True))
        private = self.add(Field("private", texts.PRIVATE_FIELD, self._private))
        private.setVisible(psychology)
        self.setLayout(widgets.column(self.banner, self.due_field, reason, owner, private, gap=12))
        self.clear()

    def set_candidates(self, candidates: tuple[Candidate, ...]) -> None:
        """Who may answer for it."""
        self._own = next((owner_key(Owner(each.uuid)) for each in candidates if each.mine), "")
        with self.quiet():
            self.owner.set_candidates(candidates, private=self._psychology and self._private.value())
            if self.owner.value() is None and not self.owner.currentText():
                self._propose()

    def start(self, service_uuid: str = "") -> None:
        """An empty form with a uuid of its own; *service_uuid* is where it comes from."""
        self._uuid, self.service_uuid = new_id(), service_uuid
        self.clear()

    def clear(self) -> None:
        super().clear()
        with self.quiet():
            self._private.set_value(self._psychology)
            self.owner.set_private(self._psychology)
            self._propose()
        self.mark_saved()

    def _propose(self) -> None:
        """Who plans it answers for it, unless another is named."""
        self.owner.set_value(self._own or None)

    def command(self, person_uuid: str) -> Schedule:
        """What to ask of ``followups.schedule``."""
        values = self.values()
        return Schedule(
            self._uuid,
            person_uuid,
            values["due"],
            values["reason"],
            owner_of(values["owner"]),
            values["private"] and self._psychology,
            self.service_uuid,
        )

    def draft(self) -> Draft:
        return {**super().draft(), "uuid": self._uuid, "service_uuid": self.service_uuid}

    def restore(self, draft: Draft) -> None:
        super().restore(draft)
        uuid: Any = draft.get("uuid")
        self._uuid = str(uuid) if uuid else self._uuid
        self.service_uuid = str(draft.get("service_uuid") or "")
