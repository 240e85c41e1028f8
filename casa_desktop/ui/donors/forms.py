"""The forms of a donor's template: what the desk says once, and one activity of the 345W."""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any

from PySide6.QtWidgets import QWidget

from casa_desktop.domain.access import Role
from casa_desktop.domain.catalog import Catalog, Kind
from casa_desktop.domain.definitions import LONGEST_NAME, Named
from casa_desktop.domain.donors import (
    LONGEST_DESCRIPTION,
    LONGEST_WORDS,
    Activity,
    Described,
    DonorForm,
    Office,
    Template,
    Victims,
)
from casa_desktop.domain.fields import canonical
from casa_desktop.domain.ids import new_id
from casa_desktop.domain.periods import Month
from casa_desktop.texts import donors as words
from casa_desktop.texts import ui_donors as texts
from casa_desktop.texts.places import municipalities
from casa_desktop.ui import widgets
from casa_desktop.ui.choices import Chips, Choice
from casa_desktop.ui.editors import CheckEdit, MeasureEdit, NotesEdit, TextEdit
from casa_desktop.ui.forms.base import Form
from casa_desktop.ui.forms.field import Field
from casa_desktop.ui.people.parts import Beside
from casa_desktop.ui.settings.parts import save_row

_OFFICE = ("office", "agreement", "lead", "implementation", "implementer")
_PLACE = "places."


def _municipality_options() -> list[tuple[str, str]]:
    return [(each.code, each.full_name) for each in municipalities()]


def _service_options(catalog: Catalog, chosen: Sequence[str]) -> list[tuple[str, str]]:
    """Those in use, and those that were chosen before they were retired."""
    return [(kind.code, kind.name) for kind in catalog.service_types if kind.active_to is None or kind.code in chosen]


def _item_options(catalog: Catalog, kind: Kind, chosen: Sequence[str]) -> list[tuple[str, str]]:
    return [(i.code, i.name) for i in catalog.of(kind) if i.active_to is None or i.code in chosen]


class TemplateForm(Form):
    """A new template, whose form is chosen, or one that exists, whose form stays. Made for one catalogue."""

    def __init__(self, catalog: Catalog, template: Template | None = None) -> None:
        super().__init__(name="template_form")
        self._template = template
        chosen = template if template is not None else Template(Named(new_id(), ""), DonorForm.GIFMM)
        self._start = chosen
        title = widgets.label(texts.TEMPLATE if template else texts.TEMPLATE_NEW, "section")
        self._form = Chips(texts.form_options(), name="form_chips", single=True)
        self._hint = widgets.hint("")
        form = self.add(Field("form", texts.FORM, self._form, required=True))
        if template is not None:
            form.hide()
        name = Field("name", texts.NAME, TextEdit(name="template_name_edit", limit=LONGEST_NAME), required=True)
        self.add(name)
        self._office = self._office_part(catalog)
        self._others = self._others_part(catalog, chosen)
        inside = widgets.column(title, self.banner, form, self._hint, name, self._office, self._others, gap=12)
        inside.addLayout(save_row(self, texts.SAVE_TEMPLATE, icon="save", name="save_template_button", back=True))
        inside.addStretch(1)
        self.setLayout(inside)
        self._form.edited.connect(self._turn)
        self.load(self._values(chosen))
        self._turn()

    def _office_part(self, catalog: Catalog) -> QWidget:
        said = (texts.OFFICE, texts.AGREEMENT, texts.LEAD, texts.IMPLEMENTATION, texts.IMPLEMENTER)
        fields = [
            self.add(Field(key, label, TextEdit(name=f"{key}_edit", limit=LONGEST_WORDS), required=key == "office"))
            for key, label in zip(_OFFICE, said, strict=True)
        ]
        where = Choice(_municipality_options(), name="municipality_choice")
        fields.append(self.add(Field("municipality", texts.MUNICIPALITY, where, required=True)))
        inside = widgets.column(gap=12)
        for at in range(0, len(fields), 2):
            inside.addWidget(Beside(*fields[at : at + 2], gap=widgets.MARGIN))
        inside.addWidget(widgets.label(texts.PLACES, "caption"))
        places = [
            self.add(Field(_PLACE + item.code, item.name, Choice(_municipality_options(), name=f"{item.code}_choice")))
            for item in catalog.of(Kind.PLACE)
        ]
        for at in range(0, len(places), 2):
            inside.addWidget(Beside(*places[at : at + 2], gap=widgets.MARGIN))
        described = [(str(key), each) for key, each in texts.DESCRIBED_WORDS.items()]
        victims = [(str(key), each) for key, each in texts.VICTIMS_WORDS.items()]
        inside.addWidget(
            Beside(
                self.add(Field("described", texts.DESCRIBED, Chips(described, name="described_chips", single=True))),
                self.add(Field("victims", texts.VICTIMS, Chips(victims, name="victims_chips", single=True))),
                gap=widgets.MARGIN,
            )
        )
        made = QWidget()
        made.setLayout(inside)
        return made

    def _others_part(self, catalog: Catalog, template: Template) -> QWidget:
        funders = _item_options(catalog, Kind.FUNDER, (template.funder,))
        services = Chips(_service_options(catalog, template.services), name="services_chips")
        self._of_health = tuple(
            kind.code for kind in catalog.service_types if Role.HEALTH in kind.roles and not kind.apart
        )
        made = QWidget()
        made.setLayout(
            widgets.column(
                self.add(Field("funder", texts.FUNDER, Choice(funders, name="funder_choice", width=340))),
                self.add(Field("services", texts.SERVICES, services)),
                gap=12,
            )
        )
        return made

    def _values(self, template: Template) -> dict[str, Any]:
        office = template.office
        places = dict(office.places)
        return {
            "form": str(template.form),
            "name": template.named.name,
            **{key: getattr(office, key) for key in _OFFICE},
            "municipality": office.municipality or None,
            **{
                field.name: places.get(field.name.removeprefix(_PLACE))
                for field in self.fields()
                if field.name.startswith(_PLACE)
            },
            "described": str(office.described),
            "victims": str(office.victims),
            "funder": template.funder or None,
            "services": template.services,
        }

    def take_version(self, template: Template) -> None:
        """Its activities were written meanwhile: what is saved from here on goes over that."""
        self._start = template

    def chosen_form(self) -> DonorForm:
        """Which file it is for."""
        return DonorForm(self._form.one() or DonorForm.GIFMM)

    def template(self) -> Template:
        """The template as it should be, its activities apart."""
        values, form = self.values(), self.chosen_form()
        office = Office(
            **{key: values[key] for key in _OFFICE},
            municipality=values["municipality"] or "",
            places=tuple(
                (name.removeprefix(_PLACE), code) for name, code in values.items() if name.startswith(_PLACE) and code
            ),
            described=Described(next(iter(values["described"]), Described.NEW)),
            victims=Victims(next(iter(values["victims"]), Victims.INSTEAD)),
        )
        return replace(
            self._start,
            named=replace(self._start.named, name=values["name"]),
            form=form,
            office=office,
            funder=values["funder"] or "",
            services=values["services"],
        )

    def _turn(self) -> None:
        """Shows what the chosen form asks, and proposes its name and, for the health file, the services of health."""
        form = self.chosen_form()
        self._hint.setText(texts.FORM_HINT[form])
        gifmm = form is DonorForm.GIFMM
        for part, shown in ((self._office, gifmm), (self._others, not gifmm)):
            part.setVisible(shown)
            for field in self.fields():
                if part.isAncestorOf(field):
                    field.setVisible(shown)
        services = self.field("services")
        services.set_words(texts.HEALTH_SERVICES if form is DonorForm.HEALTH else texts.SERVICES)
        name = self.field("name")
        if self._template is None and services.value() in ((), self._of_health):
            with self.quiet():
                services.set_value(self._of_health if form is DonorForm.HEALTH else ())
        if self._template is None and name.value() in ("", *words.FORMS.values()):
            with self.quiet():
                name.set_value(words.FORMS[form])


class ActivityForm(Form):
    """One activity: which services feed it, and what the 345W says of it."""

    def __init__(self, catalog: Catalog, month: Month, activity: Activity | None = None) -> None:
        super().__init__(name="activity_form")
        self._activity = activity if activity is not None else Activity(new_id(), "", "", ())
        title = widgets.label(texts.ACTIVITY if activity else texts.ACTIVITY_NEW, "section")
        chosen = self._activity
        services = Chips(_service_options(catalog, chosen.services), name="fed_by_chips")
        self._indicator = Choice(words.indicator_options(month), name="indicator_choice")
        self._sector = Choice(words.sector_options(), name="sector_choice")
        code = self._text("code", texts.CODE, required=True)
        inside = widgets.column(title, self.banner, gap=12)
        inside.addWidget(self._pair(code, self._text("name", texts.ACTIVITY_NAME, required=True)))
        inside.addWidget(self.add(Field("services", texts.FED_BY, services, required=True)))
        inside.addWidget(self.add(Field("indicator", texts.INDICATOR, self._indicator, required=True)))
        inside.addWidget(
            self._pair(
                self.add(Field("sector", texts.SECTOR, self._sector, required=True)),
                self._text("framework", texts.FRAMEWORK),
            )
        )
        description = NotesEdit(name="description_edit", lines=2, limit=LONGEST_DESCRIPTION)
        inside.addWidget(self.add(Field("description", texts.DESCRIPTION, description)))
        inside.addWidget(self._pair(self._text("rmrp", texts.RMRP), self._text("modality", texts.MODALITY)))
        amount = Field("amount", texts.AMOUNT, MeasureEdit(name="amount_edit", decimals=2, width=140))
        inside.addWidget(self._pair(self._text("mechanism", texts.MECHANISM), self.add(amount)))
        walkers = self.add(Field("walkers", "", CheckEdit(texts.WALKERS, name="walkers_check")))
        etpv = self.add(Field("etpv", "", CheckEdit(texts.ETPV, name="etpv_check")))
        inside.addWidget(self._pair(walkers, etpv))
        inside.addWidget(self._text("etpv_kind", texts.ETPV_KIND))
        for key, label, kind in (("funders", texts.FUNDERS, Kind.FUNDER), ("places", texts.ONLY_PLACES, Kind.PLACE)):
            chips = Chips(_item_options(catalog, kind, getattr(chosen, key)), name=f"{key}_chips")
            inside.addWidget(self.add(Field(key, label, chips)))
        inside.addLayout(save_row(self, texts.SAVE_ACTIVITY, icon="save", name="save_activity_button", back=True))
        inside.addStretch(1)
        self.setLayout(inside)
        self.load(
            {
                **{field.name: getattr(chosen, field.name) for field in self.fields()},
                "indicator": chosen.indicator or None,
                "sector": chosen.sector or None,
                "amount": Decimal(chosen.amount) if chosen.amount else None,
            }
        )
        self._indicator.edited.connect(self._propose_sector)

    def activity(self) -> Activity:
        """The activity as it should be."""
        values = self.values()
        amount = values.pop("amount")
        return replace(
            self._activity,
            **{
                **values,
                "indicator": values["indicator"] or "",
                "sector": values["sector"] or "",
                "amount": "" if amount is None else canonical(amount),
            },
        )

    def _text(self, key: str, label: str, *, required: bool = False) -> Field:
        return self.add(Field(key, label, TextEdit(name=f"{key}_edit", limit=LONGEST_WORDS), required=required))

    @staticmethod
    def _pair(*fields: Field) -> Beside:
        return Beside(*fields, gap=widgets.MARGIN)

    def _propose_sector(self) -> None:
        """The sector of the indicator, where none was chosen or it was that of another indicator."""
        number = self._indicator.value()
        if number:
            self._sector.set_value(words.sector_of(number))
