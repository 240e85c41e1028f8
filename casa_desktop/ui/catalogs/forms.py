"""Small forms of the catalogue: an entry of a list, and how a service type is counted."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget

from casa_desktop.domain.catalog import CountingOption, Item, Kind, ServiceType
from casa_desktop.domain.errors import Code, Problem
from casa_desktop.domain.ids import new_id
from casa_desktop.domain.indicators import Outcome, Reach
from casa_desktop.domain.periods import Month
from casa_desktop.texts import ui_catalogs as texts
from casa_desktop.texts.labels import OUTCOMES, REACHES
from casa_desktop.ui import widgets
from casa_desktop.ui.choices import Chips
from casa_desktop.ui.editors import CheckEdit, MonthEdit, TextEdit
from casa_desktop.ui.forms.base import Form as FormWidget
from casa_desktop.ui.forms.field import Field
from casa_desktop.ui.settings.parts import save_row


def _upwards(*items: QWidget | QBoxLayout) -> QVBoxLayout:
    """Things under each other, together at the top."""
    made = widgets.column(*items, gap=12)
    made.addStretch(1)
    return made


class ItemForm(FormWidget):
    """The name of an entry."""

    def __init__(self) -> None:
        super().__init__(name="item_form")
        self._item = Item("", Kind.TOPIC, "", "")
        self._title = widgets.label("", "section")
        name = Field("name", texts.NAME, TextEdit(name="name_edit", limit=160), required=True)
        save = save_row(self, texts.SAVE, icon="save", name="save_item_button", back=True)
        self.setLayout(_upwards(self._title, self.banner, self.add(name), save))

    def begin(self, kind: Kind, title: str) -> None:
        """A new entry of a list."""
        self._item = Item(new_id(), kind, "", "")
        self._title.setText(f"{title}: {texts.NEW_ITEM.lower()}")
        self.clear()

    def show_item(self, item: Item, title: str) -> None:
        """An entry that exists."""
        self._item = item
        self._title.setText(f"{title}: {item.code}")
        self.load({"name": item.name})

    def item(self) -> Item:
        """The entry as it should be."""
        return replace(self._item, name=self.field("name").value())


class CountingForm(FormWidget):
    """How a service type is counted from a month on, and how it was until now."""

    def __init__(self, today: Callable[[], date]) -> None:
        super().__init__(name="counting_form")
        self._today = today
        self._kind = ServiceType("", "", "", "")
        self._title = widgets.label("", "section", wrap=True)
        self._history = widgets.label("", wrap=True, name="history_label")
        month = self.add(
            Field("from_month", texts.FROM_MONTH, MonthEdit(name="from_month_edit", today=today), required=True)
        )
        persons = self.add(Field("in_persons", "", CheckEdit(texts.IN_PERSONS, name="in_persons_check")))
        reaches = [(str(key), words) for key, words in REACHES.items()]
        outcomes = [(str(key), words) for key, words in OUTCOMES.items()]
        reach = self.add(Field("reach", texts.REACH, Chips(reaches, name="reach_chips", single=True), required=True))
        outcome = self.add(
            Field("outcome", texts.OUTCOME, Chips(outcomes, name="outcome_chips", single=True), required=True)
        )
        remote = self.add(Field("remote", "", CheckEdit(texts.REMOTE, name="remote_check")))
        save = save_row(self, texts.SAVE, icon="save", name="save_option_button", back=True)
        self.setLayout(
            _upwards(
                self._title,
                widgets.hint(texts.COUNTING_HINT),
                self.banner,
                month,
                persons,
                reach,
                outcome,
                remote,
                save,
                widgets.label(texts.HISTORY, "caption"),
                self._history,
            )
        )

    def show_type(self, kind: ServiceType) -> None:
        """The option of this month, as a proposal from this month on."""
        self._kind = kind
        month = Month.of(self._today())
        option = kind.option_in(month)
        self._title.setText(texts.counting_title(kind))
        self._history.setText("\n".join(texts.history(each) for each in kind.options))
        self.load(
            {
                "from_month": month,
                "in_persons": option.in_persons,
                "reach": str(option.reach),
                "outcome": str(option.outcome),
                "remote": option.remote,
            }
        )

    @property
    def code(self) -> str:
        """The service type that is shown."""
        return self._kind.code

    def option(self) -> CountingOption:
        """The option as it should be."""
        values = self.values()
        return CountingOption(
            values["from_month"],
            in_persons=values["in_persons"],
            reach=Reach(values["reach"][0]),
            outcome=Outcome(values["outcome"][0]),
            remote=values["remote"],
        )

    def check(self) -> tuple[Problem, ...]:
        found = super().check()
        if not found and self.field("from_month").value() is None:
            return (Problem(Code.REQUIRED, "from_month"),)
        return found
