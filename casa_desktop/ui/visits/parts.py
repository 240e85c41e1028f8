"""What each kind of service asks, as a block of a form; its fields are called ``ORI.topics``."""

from collections.abc import Iterable, Mapping
from datetime import date

from PySide6.QtWidgets import QFrame, QWidget

from casa_desktop.domain.catalog import Catalog, Form, Kind, ServiceType
from casa_desktop.domain.fields import Answers, ServiceField
from casa_desktop.domain.visits import ACHIEVED, ONE_TO_ONE
from casa_desktop.texts import places
from casa_desktop.texts import ui_visits as texts
from casa_desktop.ui import widgets
from casa_desktop.ui.choices import Chips, Choice, Flow, Options
from casa_desktop.ui.editors import Editor, NotesEdit, NumberEdit, TextEdit
from casa_desktop.ui.forms.base import Form as FormWidget
from casa_desktop.ui.forms.field import Field
from casa_desktop.ui.visits.answers import editor_of, is_narrow, label_of
from casa_desktop.ui.visits.several import PickSeveral

_CALL = "LLAMADA"
_USUAL_COUNTRY = "VEN"


def options(catalog: Catalog, kind: Kind, day: date) -> Options:
    """The entries of a list that may be chosen for a record of *day*."""
    return [(item.code, item.name) for item in catalog.of(kind, on=day)]


def countries() -> Options:
    """Every country, the usual ones first."""
    return [(country.alpha3, country.name) for country in places.usual_first()]


class ServicePart(QFrame):
    """The block of one service type. Its fields belong to *form*; hidden while the service is not asked for."""

    def __init__(
        self,
        form: FormWidget,
        kind: ServiceType,
        catalog: Catalog,
        day: date,
        *,
        notes: bool | None,
        answers: Answers = (),
    ) -> None:
        """*notes*: whether a sealed note can be written; None where notes have no place. *answers*: given before."""
        super().__init__()
        self.kind = kind
        self.setObjectName(f"{kind.code}_part")
        self.setProperty("role", "part")
        self.fields: list[Field] = []
        self._form = form
        self._layout = widgets.column(widgets.label(kind.name, "section", wrap=True), gap=widgets.GAP)
        self._layout.setContentsMargins(12, widgets.GAP, 12, 12)
        if kind.form is Form.GUIDANCE:
            self._guidance(catalog, day)
        elif kind.form is Form.PSYCHOLOGY:
            self._psychology(catalog, day, notes=notes)
        elif kind.form is Form.RCF:
            self._rcf(catalog, day)
        self._declared(kind.fields_on(day, frozenset(dict(answers))), day, dict(answers))
        if kind.by_quantity or kind.form is Form.GENERAL:
            self._general()
        self.setLayout(self._layout)

    def add_above(self, widget: QWidget) -> None:
        """Something that is told between the name and the fields, where it is in sight while one types."""
        self._layout.insertWidget(1, widget)

    def defaults(self) -> dict[str, object]:
        """What is proposed when the service is turned on."""
        code = self.kind.code
        if self.kind.form is Form.PSYCHOLOGY:
            return {f"{code}.follow_up": "first", f"{code}.modality": ONE_TO_ONE}
        if self.kind.form is Form.RCF:
            return {f"{code}.modality": _CALL, f"{code}.country": _USUAL_COUNTRY, f"{code}.result": ACHIEVED}
        return {}

    def focus_first(self) -> None:
        """Puts the cursor where most is asked."""
        if first := next((field for field in self.fields if not field.isHidden()), None):
            first.widget.setFocus()

    def _add(self, name: str, text: str, editor: Editor, *, hint: str = "", required: bool = False) -> Field:
        field = self._form.add(Field(f"{self.kind.code}.{name}", text, editor, hint=hint, required=required))
        self.fields.append(field)
        return field

    def _name(self, what: str) -> str:
        return f"{self.kind.code}_{what}"

    def _guidance(self, catalog: Catalog, day: date) -> None:
        topics = Chips(options(catalog, Kind.TOPIC, day), name=self._name("topics_chips"))
        partners = PickSeveral(
            options(catalog, Kind.PARTNER, day), name=self._name("partners_edit"), placeholder=texts.ADD_PARTNER
        )
        self._layout.addWidget(self._add("topics", texts.TOPICS, topics))
        self._layout.addWidget(self._add("partners", texts.PARTNERS, partners))

    def _psychology(self, catalog: Catalog, day: date, *, notes: bool | None) -> None:
        sessions = (("first", texts.FIRST_SESSION), ("later", texts.LATER_SESSION))
        follow_up = Chips(sessions, name=self._name("follow_up_chips"), single=True)
        modality = Chips(options(catalog, Kind.PSYCH_MODALITY, day), name=self._name("modality_chips"), single=True)
        self._layout.addWidget(self._add("follow_up", texts.FOLLOW_UP, follow_up))
        self._layout.addWidget(self._add("modality", texts.MODALITY, modality, required=True))
        if notes:
            note = NotesEdit(name=self._name("note_edit"), lines=5, limit=50_000)
            self._layout.addWidget(self._add("note", texts.NOTE, note, hint=texts.note_hint(self.kind.compartment)))
        elif notes is not None:
            self._layout.addWidget(widgets.hint(texts.NOTE_NEEDS_KEY))

    def _rcf(self, catalog: Catalog, day: date) -> None:
        modality = Chips(options(catalog, Kind.RCF_MODALITY, day), name=self._name("modality_chips"), single=True)
        result = Chips(options(catalog, Kind.RCF_RESULT, day), name=self._name("result_chips"), single=True)
        country = Choice(countries(), name=self._name("country_choice"), width=240)
        minutes = NumberEdit(name=self._name("minutes_edit"), width=80)
        self._layout.addWidget(self._add("modality", texts.MODALITY, modality, required=True))
        self._layout.addWidget(self._add("result", texts.RESULT, result))
        pair = widgets.row(self._add("country", texts.COUNTRY, country), self._add("minutes", texts.MINUTES, minutes))
        pair.addStretch(1)
        self._layout.addLayout(pair)

    def _declared(self, declared: Iterable[ServiceField], day: date, answers: Mapping[str, str]) -> None:
        """The fields of the catalogue; short ones side by side."""
        line: Flow | None = None
        for each in declared:
            editor = editor_of(each, self._name(each.code), lambda: day, answers.get(each.code, ""))
            field = self._add(each.code, label_of(each), editor, required=each.required)
            if not is_narrow(each):
                self._layout.addWidget(field)
                line = None
                continue
            if line is None:
                line = Flow(gap=widgets.MARGIN)
                self._layout.addLayout(line)
            line.addWidget(field)

    def _general(self) -> None:
        line = widgets.row()
        if self.kind.by_quantity:
            quantity = NumberEdit(name=self._name("quantity_edit"), placeholder="1", width=80)
            line.addWidget(self._add("quantity", texts.QUANTITY, quantity))
        if self.kind.form is Form.GENERAL:
            details = TextEdit(name=self._name("details_edit"), limit=2000)
            line.addWidget(self._add("details", texts.DETAILS, details), 1)
        self._layout.addLayout(line)
