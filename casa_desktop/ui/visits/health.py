"""What the blocks of health tell beside their fields: the path of adolescents, and how a child grows.

Both go by codes of the catalogue that the program ships; a desk that retired a field is told nothing.
"""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Protocol

from PySide6.QtWidgets import QWidget

from casa_desktop.domain.ages import Age, AgeRange
from casa_desktop.domain.fields import YES
from casa_desktop.domain.growth import Acute, Measures, acute, scores
from casa_desktop.services import growth
from casa_desktop.texts import ui_health as texts
from casa_desktop.ui import widgets
from casa_desktop.ui.forms.base import Form
from casa_desktop.ui.forms.field import Field
from casa_desktop.ui.visits.model import first
from casa_desktop.ui.visits.parts import ServicePart

SEXUAL_HEALTH, NUTRITION = "SSP", "NUT"
_ADOLESCENTS = AgeRange(13, 17)
_MEASURED = ("MUAC", "EDEMA", "PESO", "TALLA", "MEDIDA")


class Aside(Protocol):
    """Follows who is attended."""

    def show_person(self, sex: str, age: Age | None) -> None: ...


def asides(form: Form, parts: Iterable[ServicePart], day: date, *, z_scores: bool) -> tuple[Aside, ...]:
    """What stands beside the blocks of *parts*."""
    found: list[Aside] = []
    for part in parts:
        fields = {field.name.partition(".")[2]: field for field in part.fields}
        if part.kind.code == SEXUAL_HEALTH and "CONSENTIMIENTO" in fields:
            found.append(ConsentPath(form, part, fields["CONSENTIMIENTO"], day))
        elif part.kind.code == NUTRITION and "MUAC" in fields and "EDEMA" in fields:
            found.append(Growth(form, part, fields, day, z_scores=z_scores))
    return tuple(found)


class ConsentPath:
    """How an adolescent consented is asked of adolescents only, and keeps nobody from being attended."""

    def __init__(self, form: Form, part: ServicePart, field: Field, day: date) -> None:
        self._form, self._field, self._day = form, field, day
        self._text = widgets.hint(texts.CONSENT_PATH)
        self._text.setObjectName("consent_path")
        part.add_above(self._text)
        self.show_person("", None)

    def show_person(self, sex: str, age: Age | None) -> None:  # noqa: ARG002  # the same for everybody of that age
        """Shows the question where the age may lie between 13 and 17."""
        years = age.on(self._day) if age is not None else None
        asked = years is not None and years.first <= _ADOLESCENTS.last and years.last >= _ADOLESCENTS.first
        self._field.setVisible(asked)
        self._text.setVisible(asked)
        if years is not None and not asked:
            with self._form.quiet():
                self._field.set_value(None)


class Growth:
    """The class of acute malnutrition in a word, z-scores where the desk wants them, and the route proposed."""

    def __init__(self, form: Form, part: ServicePart, fields: dict[str, Field], day: date, *, z_scores: bool) -> None:
        self._form, self._fields, self._day, self._z_scores = form, fields, day, z_scores
        self._sex, self._grown = "", False
        self._days: int | None = None
        self._proposed = ""
        self._sign = widgets.Badge("")
        self._told = widgets.hint("")
        self._told.setObjectName("growth_told")
        self._box = QWidget()
        self._box.setObjectName("growth_box")
        self._box.setLayout(widgets.column(widgets.row(self._sign, left=True), self._told, gap=widgets.SMALL))
        part.add_above(self._box)
        for code in _MEASURED:
            if code in fields:
                fields[code].editor.edited.connect(self.tell)
        self.tell()

    def show_person(self, sex: str, age: Age | None) -> None:
        """Whose measures they are."""
        born = age.birth_date if age is not None else None
        years = age.on(self._day) if age is not None else None
        self._sex = sex
        self._days = (self._day - born).days if born is not None else None
        self._grown = years is not None and years.first >= 5
        self.tell()

    def measures(self) -> Measures:
        """What stands in the fields."""

        def number(code: str) -> float | None:
            value = self._fields[code].value() if code in self._fields else None
            return float(value) if isinstance(value, Decimal) else None

        how = first(self._fields["MEDIDA"].value()) if "MEDIDA" in self._fields else ""
        return Measures(
            sex=self._sex,
            days=self._days,
            weight=number("PESO"),
            height=number("TALLA"),
            muac=number("MUAC"),
            edema=first(self._fields["EDEMA"].value()) == YES,
            standing={"DE_PIE": True, "ACOSTADO": False}.get(how),
        )

    def tell(self) -> None:
        """Says what the measures say, and proposes the route that follows from it."""
        measures = self.measures()
        measured = any((measures.weight, measures.height, measures.muac))
        found = scores(measures, growth.standards()) if self._z_scores and measured and not self._grown else {}
        sign = None if self._grown and not measures.edema else acute(measures, found)
        if sign is not None:
            self._sign.set(*texts.sign(sign))
        self._sign.setVisible(sign is not None)
        said = texts.MUAC_SILENT if self._grown and measures.muac is not None else texts.told(measures, found)
        self._told.setText(said)
        self._told.setVisible(bool(said))
        self._box.setVisible(sign is not None or bool(said))
        self._propose(sign)

    def _propose(self, sign: Acute | None) -> None:
        """A route that somebody chose stays; one that was proposed goes with what it followed from."""
        route = self._fields.get("RUTA")
        if route is None:
            return
        wanted = str(sign) if sign in (Acute.MODERATE, Acute.SEVERE) else ""
        chosen = first(route.value())
        if chosen not in ("", self._proposed) or chosen == wanted:
            self._proposed = wanted if chosen == wanted else ""
            return
        with self._form.quiet():
            route.set_value(wanted or None)
        self._proposed = wanted
