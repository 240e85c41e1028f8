"""The form of one field of a service type, and beside it the field as a visit will show it."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from casa_desktop.domain.errors import Problem
from casa_desktop.domain.fields import LONGEST_FIELD_LABEL, LONGEST_UNIT, MOST_DECIMALS, FieldKind, ServiceField
from casa_desktop.domain.ids import new_id
from casa_desktop.texts import ui_catalogs as texts
from casa_desktop.ui import widgets
from casa_desktop.ui.catalogs.options_edit import OptionsEdit
from casa_desktop.ui.choices import Chips
from casa_desktop.ui.editors import CheckEdit, MeasureEdit, TextEdit
from casa_desktop.ui.forms.base import Form
from casa_desktop.ui.forms.field import Field
from casa_desktop.ui.ports import Draft
from casa_desktop.ui.settings.parts import save_row
from casa_desktop.ui.visits.answers import editor_of, label_of

_OF_NUMBERS = ("unit", "low", "high", "decimals")

Check = Callable[[ServiceField], tuple[Problem, ...]]
"""What the rule says of a field among its neighbours."""


class Preview(QWidget):
    """A field as the form of a visit shows it; only looked at."""

    def __init__(self, today: Callable[[], date]) -> None:
        super().__init__()
        self.setObjectName("preview")
        self._today = today
        self._box = widgets.column()
        self.setLayout(self._box)
        self._shown: Field | None = None

    def show_field(self, field: ServiceField) -> None:
        """Another field in the place of the one before."""
        if self._shown is not None:
            self._box.removeWidget(self._shown)
            self._shown.hide()
            self._shown.deleteLater()
        named = replace(field, label=field.label or texts.FIELD_LABEL.replace("&", ""))
        editor = editor_of(field, "preview", self._today)
        self._shown = Field("preview", label_of(named), editor, required=field.required, wrap=True)
        self._shown.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        for each in self._shown.findChildren(QWidget):
            each.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._box.addWidget(self._shown)


class FieldForm(Form):
    """Reports ``save_asked`` when the field is right among its neighbours; the type's form keeps it."""

    def __init__(self, today: Callable[[], date]) -> None:
        super().__init__(name="field_form")
        self._field = ServiceField("", "", "", FieldKind.CHOICE)
        self._check: Check = lambda _: ()
        self._title = widgets.label("", "section", wrap=True)
        self._fixed = widgets.label("", "muted", wrap=True, name="fixed_label")
        self._why = widgets.hint("")
        label_edit = TextEdit(name="field_label_edit", limit=LONGEST_FIELD_LABEL)
        label = self.add(Field("label", texts.FIELD_LABEL, label_edit, required=True))
        kinds = [(str(kind), words) for kind, words in texts.FIELD_KINDS.items()]
        kind = self.add(Field("kind", texts.ANSWERED_WITH, Chips(kinds, name="kind_chips", single=True), required=True))
        numbers = self._numbers()
        options = self.add(
            Field("options", texts.OPTIONS, OptionsEdit(name="options_edit"), required=True, hint=texts.OPTIONS_HINT)
        )
        required = self.add(
            Field("required", "", CheckEdit(texts.IS_REQUIRED, name="required_check"), hint=texts.IS_REQUIRED_HINT)
        )
        save = save_row(self, texts.KEEP_FIELD, icon="good", name="keep_field_button", back=True)
        self._preview = Preview(today)
        left = widgets.column(self.banner, label, kind, self._fixed, self._why, numbers, options, required, gap=12)
        left.addStretch(1)
        seen = widgets.card(widgets.column(widgets.label(texts.PREVIEW, "caption"), self._preview), name="preview_card")
        body = widgets.row(left, seen, gap=widgets.MARGIN)
        body.setAlignment(seen, Qt.AlignmentFlag.AlignTop)
        body.setStretch(0, 3)
        body.setStretch(1, 2)
        made = widgets.column(self._title, widgets.hint(texts.FIELD_HINT), body, save, gap=12)
        made.addStretch(1)
        self.setLayout(made)
        self.edited.connect(self._show)

    def _numbers(self) -> QWidget:
        part = QWidget()
        part.setObjectName("numbers_part")
        unit = TextEdit(name="unit_edit", limit=LONGEST_UNIT, width=96)
        low, high = (MeasureEdit(name=f"{name}_edit", decimals=MOST_DECIMALS, width=96) for name in ("low", "high"))
        places = Chips([(str(n), str(n)) for n in range(MOST_DECIMALS + 1)], name="decimals_chips", single=True)
        line = widgets.row(
            self.add(Field("unit", texts.UNIT, unit)),
            self.add(Field("low", texts.LOW, low)),
            self.add(Field("high", texts.HIGH, high)),
            self.add(Field("decimals", texts.DECIMALS, places)),
            gap=12,
        )
        line.setStretch(3, 1)
        part.setLayout(line)
        return part

    @property
    def before(self) -> ServiceField:
        """The field as it was opened."""
        return self._field

    def begin(self, check: Check) -> None:
        """A new field: an option unless told otherwise."""
        self._open(ServiceField(new_id(), "", "", FieldKind.CHOICE), check, saved=False)
        self._title.setText(texts.NEW_FIELD)

    def show_field(self, field: ServiceField, check: Check, *, saved: bool) -> None:
        """A field that is in the list; *saved*: records may hold it, so that kind and unit stay."""
        self._open(field, check, saved=saved)
        self._title.setText(texts.field_title(field))

    def service_field(self) -> ServiceField:
        """The field as it should be."""
        values = self.values()
        kind = FieldKind(values["kind"][0]) if values["kind"] else self._field.kind
        number = kind is FieldKind.NUMBER
        return replace(
            self._field,
            label=values["label"],
            kind=kind,
            required=values["required"],
            unit=values["unit"] if number else "",
            low=values["low"] if number else None,
            high=values["high"] if number else None,
            decimals=int((values["decimals"] or ("0",))[0]) if number else 0,
            options=values["options"] if kind is FieldKind.CHOICE else (),
        )

    def check(self) -> tuple[Problem, ...]:
        found = super().check()
        wrong = {problem.field for problem in found}
        return (*found, *(p for p in self._check(self.service_field()) if p.field not in wrong))

    def field_of(self, problem: Problem) -> str:
        """A code is made from the label, so that is what is wrong with it."""
        return "label" if problem.field == "code" else problem.field

    def _open(self, field: ServiceField, check: Check, *, saved: bool) -> None:
        self._field, self._check = field, check
        self.load(
            {
                "label": field.label,
                "kind": str(field.kind),
                "unit": field.unit,
                "low": field.low,
                "high": field.high,
                "decimals": str(field.decimals),
                "options": field.options,
                "required": field.required,
            }
        )
        self.field("kind").setVisible(not saved)
        self.field("unit").setEnabled(not saved)
        self._fixed.setText(texts.fixed_kind(field) if saved else "")
        self._why.setText(texts.FIXED_KIND_WHY if saved else "")
        for each in (self._fixed, self._why):
            each.setVisible(saved)
        self._show()

    def restore(self, draft: Draft) -> None:
        super().restore(draft)
        self._show()

    def _show(self) -> None:
        field = self.service_field()
        for name in _OF_NUMBERS:
            self.field(name).setVisible(field.kind is FieldKind.NUMBER)
        self.field("options").setVisible(field.kind is FieldKind.CHOICE)
        self._preview.show_field(field)
