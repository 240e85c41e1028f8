"""What is typed at the phone line: who waits, connectivity by the handful, and how a call went."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

from casa_desktop.domain.catalog import Catalog, Kind
from casa_desktop.domain.errors import Problem
from casa_desktop.domain.ids import new_id
from casa_desktop.domain.rcf import CALL, CALLS, CONNECTIVITY, KnownNumber, QueueRow, check_result, minutes_between
from casa_desktop.domain.visits import ACHIEVED, Anonymous
from casa_desktop.services.connectivity import Handful
from casa_desktop.services.rcf import Enqueue
from casa_desktop.texts import ui_rcf as texts
from casa_desktop.texts import ui_visits
from casa_desktop.ui import widgets
from casa_desktop.ui.choices import Chips, Choice
from casa_desktop.ui.editors import NumberEdit, TextEdit, Today
from casa_desktop.ui.forms.base import Form
from casa_desktop.ui.forms.field import Field
from casa_desktop.ui.visits.model import BANDS, band_ages, band_key, first
from casa_desktop.ui.visits.parts import countries, options

_USUAL_COUNTRY = "VEN"
_LONGEST_NUMBER = 60


class _WhoForm(Form):
    """Of somebody known, or of who does not authorise: then sex and band are asked."""

    def __init__(self, catalog: Catalog, today: Today, person_uuid: str, *, name: str) -> None:
        super().__init__(name=name)
        self.catalog, self.today = catalog, today
        self.person_uuid = person_uuid
        self.uuid, self._anonymous_uuid = new_id(), new_id()
        self._body = widgets.column(self.banner, gap=12)
        self.setLayout(self._body)

    def _put(self, field: Field) -> None:
        self._body.addWidget(self.add(field))

    def _options(self, kind: Kind) -> list[tuple[str, str]]:
        return list(options(self.catalog, kind, self.today()))

    def _ask_who(self) -> None:
        if self.person_uuid:
            return
        sexes = [(code, ui_visits.REQUIRED_SEX_SHORT.get(code, name)) for code, name in self._options(Kind.SEX)]
        bands = [(band_key(b), ui_visits.band(b)) for b in BANDS]
        self._put(Field("sex", texts.SEX, Chips(sexes, name="sex_chips", single=True), required=True))
        self._put(Field("age", texts.BAND, Chips(bands, name="band_chips", single=True), required=True))

    def _ask_profile(self) -> None:
        profile = Chips(self._options(Kind.PROFILE), name="profile_chips", single=True)
        self._put(Field("profile", texts.PROFILE, profile, required=True))

    def propose_profile(self, code: str) -> None:
        """What was said of them last; nothing where somebody chose already."""
        if not self.field("profile").value():
            with self.quiet():
                self.field("profile").set_value((code,))

    def _anonymous(self) -> Anonymous | None:
        if self.person_uuid:
            return None
        low, high = band_ages(first(self.field("age").value()))
        return Anonymous(self._anonymous_uuid, first(self.field("sex").value()), low, high)

    def field_of(self, problem: Problem) -> str:
        return problem.field.rpartition(".")[2]


class QueueForm(_WhoForm):
    """One more turn. *numbers* is None where numbers are not to be written here."""

    def __init__(self, catalog: Catalog, today: Today, person_uuid: str, numbers: bool) -> None:
        super().__init__(catalog, today, person_uuid, name="queue_form")
        offered = [each for each in self._options(Kind.RCF_MODALITY) if each[0] not in CONNECTIVITY]
        self._ask_who()
        modality = Chips(offered, name="modality_chips", single=True)
        self._put(Field("modality", texts.MODALITY, modality, required=True))
        self._put(Field("country", texts.COUNTRY, Choice(countries(), name="country_choice", width=260)))
        if numbers:
            self._known = Field("number_uuid", texts.KNOWN_NUMBERS, Chips(name="known_chips", single=True))
            self._put(self._known)
            self._known.hide()
            number = TextEdit(name="number_edit", width=260, limit=_LONGEST_NUMBER)
            self._put(Field("number", texts.NUMBER, number, hint=texts.NUMBER_HINT))
        self._ask_profile()
        situations = Chips(self._options(Kind.VULNERABILITY), name="vulnerabilities_chips")
        self._put(Field("vulnerabilities", texts.SITUATIONS, situations, hint=texts.SITUATIONS_HINT))
        self.load({"modality": (CALL,), "country": _USUAL_COUNTRY})

    def offer(self, numbers: Sequence[KnownNumber]) -> None:
        """The numbers that the person called before, the last one first."""
        chips = self._known.widget
        if isinstance(chips, Chips) and numbers:
            chips.set_options([(each.uuid, texts.known_number(each)) for each in numbers])
            self._known.show()

    def command(self) -> Enqueue:
        """The turn as it stands."""
        values = self.values()
        return Enqueue(
            self.uuid,
            first(values["modality"]),
            first(values["profile"]),
            person_uuid=self.person_uuid,
            anonymous=self._anonymous(),
            country=values["country"] or "",
            number=values.get("number") or "",
            number_uuid=first(values.get("number_uuid")),
            vulnerabilities=tuple(values["vulnerabilities"]),
        )

    def focus_first(self) -> None:
        """Of somebody known, what they came for stands already: the number is next."""
        if "number" in {field.name for field in self.fields()} and self.person_uuid:
            self.field("number").widget.setFocus(Qt.FocusReason.TabFocusReason)
        else:
            super().focus_first()


class GiveForm(_WhoForm):
    """Connectivity: for persons alike, or for somebody known."""

    def __init__(self, catalog: Catalog, today: Today, person_uuid: str = "") -> None:
        super().__init__(catalog, today, person_uuid, name="give_form")
        offered = [each for each in self._options(Kind.RCF_MODALITY) if each[0] in CONNECTIVITY]
        modality = Chips(offered, name="modality_chips", single=True)
        self._put(Field("modality", texts.MODALITY, modality, required=True))
        quantity = Field("quantity", texts.QUANTITY, NumberEdit(name="quantity_edit", width=80), required=True)
        line = widgets.row(gap=widgets.MARGIN)
        if not person_uuid:
            persons = Field("persons", texts.PERSONS, NumberEdit(name="persons_edit", width=80), required=True)
            line.addWidget(self.add(persons))
        line.addWidget(self.add(quantity))
        line.addStretch(1)
        self._body.addLayout(line)
        self._ask_who()
        self._ask_profile()
        usual: dict[str, Any] = {"quantity": 1} | ({} if person_uuid else {"persons": 1})
        self.load(usual)

    def command(self) -> Handful:
        """What was given, as it stands."""
        values = self.values()
        return Handful(
            self.uuid,
            first(values["modality"]),
            first(values["profile"]),
            person_uuid=self.person_uuid,
            anonymous=self._anonymous(),
            persons=values.get("persons") or 1,
            quantity=values["quantity"] or 0,
        )


class ResultForm(Form):
    """How a call went: one letter, the minutes of the clock, and Enter saves from anywhere."""

    def __init__(self, catalog: Catalog, today: Today, row: QueueRow, save: Callable[[], None]) -> None:
        super().__init__(name="result_form")
        self.row = row
        self.visit_uuid, self.service_uuid = new_id(), new_id()
        shown = texts.result_options(options(catalog, Kind.RCF_RESULT, today()))
        self.result = Chips(shown, name="result_chips", single=True)
        self.minutes = NumberEdit(name="minutes_edit", width=80, limit=4)
        minutes = Field("minutes", texts.MINUTES, self.minutes)
        saves = widgets.PrimaryButton(f"{texts.SAVE_RESULT}   Enter", save, icon="save", name="save_result_button")
        foot = widgets.row(minutes, saves, gap=widgets.MARGIN, left=True)
        foot.setAlignment(saves, Qt.AlignmentFlag.AlignBottom)
        body = widgets.column(
            self.banner, self.add(Field("result", texts.RESULT, self.result, required=row.modality in CALLS)), gap=12
        )
        self.add(minutes)
        body.addLayout(foot)
        self.setLayout(body)
        self.result.edited.connect(self._propose)
        self.save_asked.connect(save)
        if row.modality not in CALLS:
            self.load({"result": (ACHIEVED,)})
            self._propose()

    @property
    def chosen(self) -> str:
        """The result that is on."""
        return self.result.one() or ""

    def _propose(self) -> None:
        """The minutes of the clock go with a call that was answered."""
        with self.quiet():
            self.minutes.set_value(self._clocked() if self.chosen == ACHIEVED else None)

    def _clocked(self) -> int | None:
        if not self.row.started_at or not self.row.ended_at:
            return None
        return minutes_between(datetime.fromisoformat(self.row.started_at), datetime.fromisoformat(self.row.ended_at))

    def check(self) -> tuple[Problem, ...]:
        return super().check() or tuple(check_result(self.row.modality, self.chosen))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        plain = event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
        if plain and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.ask_save()
        else:
            super().keyPressEvent(event)
