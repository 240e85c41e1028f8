"""The form of a service type: how it is called, to whom it is given, who records it, and what it asks."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from casa_desktop.domain.access import Role, holders
from casa_desktop.domain.catalog import ON_ITS_OWN_PAGE, Audience, Catalog, Form, Kind, ServiceType
from casa_desktop.domain.errors import Problem
from casa_desktop.domain.fields import ServiceField
from casa_desktop.domain.ids import new_id
from casa_desktop.texts import ui_catalogs as texts
from casa_desktop.ui import widgets
from casa_desktop.ui.catalogs.fields_edit import FieldsEdit
from casa_desktop.ui.catalogs.model import merged, place_of, problems_at
from casa_desktop.ui.choices import Chips, Choice
from casa_desktop.ui.editors import CheckEdit, DateEdit, TextEdit
from casa_desktop.ui.forms.base import Form as FormWidget
from casa_desktop.ui.forms.field import Field
from casa_desktop.ui.ports import Draft
from casa_desktop.ui.settings.parts import save_row

_PLAIN = ("name", "label", "code", "by_quantity", "funder", "place", "active_from", "active_to", "fields")
OPEN = "-"
"""Chip of a type whose answers everybody at the desk may read."""


class TypeForm(FormWidget):
    """A new service type, or one that exists: of that, code, form and compartment stay."""

    field_opened = Signal(str)
    """The uuid of a field; empty for a new one."""

    def __init__(self, today: Callable[[], date]) -> None:
        super().__init__(name="type_form")
        self._today = today
        self._kind = ServiceType("", "", "", "")
        self._title = widgets.label("", "section", wrap=True)
        self._sealed = widgets.hint("")
        self._own_page = widgets.hint(texts.OWN_PAGE)
        self._funder = Choice(name="funder_choice")
        self._place = Choice(name="place_choice")
        self.asked = FieldsEdit(name="fields_edit", today=today, scope=self)
        self.asked.opened.connect(self.field_opened)
        self.asked.add_asked.connect(lambda: self.field_opened.emit(""))
        body = widgets.column(self._title, self.banner, self._names(), gap=12)
        for each in self._choices():
            body.addWidget(each)
        body.addLayout(self._where())
        body.addLayout(self._when())
        body.addWidget(self.add(Field("fields", texts.FIELDS, self.asked)))
        body.addWidget(self._own_page)
        body.addLayout(save_row(self, texts.SAVE, icon="save", name="save_type_button", back=True))
        body.addStretch(1)
        self.setLayout(body)
        self.field("compartment").editor.edited.connect(self._show_sealed)

    def _names(self) -> QHBoxLayout:
        code = TextEdit(name="code_edit", width=140, limit=12)
        made = widgets.row(
            self.add(Field("name", texts.NAME, TextEdit(name="name_edit", limit=120), required=True)),
            self.add(
                Field("label", texts.LABEL, TextEdit(name="label_edit", limit=60), required=True, hint=texts.LABEL_HINT)
            ),
            self.add(Field("code", texts.CODE, code, hint=texts.CODE_HINT)),
        )
        made.setStretch(0, 3)
        made.setStretch(1, 2)
        return made

    def _choices(self) -> tuple[QWidget, ...]:
        forms = [(str(form), words) for form, words in texts.FORMS.items()]
        audiences = [(str(audience), words) for audience, words in texts.AUDIENCES.items()]
        sealed = [(OPEN, texts.OPEN_TYPE)]
        sealed += [(str(c), words) for c, words in texts.SEALED_TYPES.items() if holders(c)]
        return (
            self.add(Field("form", texts.FORM, Chips(forms, name="form_chips", single=True))),
            self.add(Field("compartment", texts.SEALED, Chips(sealed, name="compartment_chips", single=True))),
            self._sealed,
            self.add(Field("audience", texts.AUDIENCE, Chips(audiences, name="audience_chips", single=True))),
            self.add(
                Field(
                    "roles",
                    texts.WHO_RECORDS,
                    Chips(texts.role_options(), name="roles_chips"),
                    hint=texts.WHO_RECORDS_HINT,
                )
            ),
        )

    def _where(self) -> QHBoxLayout:
        return widgets.row(
            self.add(Field("funder", texts.FUNDER, self._funder)), self.add(Field("place", texts.PLACE, self._place))
        )

    def _when(self) -> QHBoxLayout:
        since = DateEdit(name="active_from_edit", today=self._today)
        until = DateEdit(name="active_to_edit", today=self._today)
        made = widgets.row(
            self.add(Field("active_from", texts.ACTIVE_FROM, since)),
            self.add(Field("active_to", texts.ACTIVE_TO, until)),
            self.add(Field("by_quantity", "", CheckEdit(texts.BY_QUANTITY, name="by_quantity_check"))),
        )
        made.setStretch(2, 1)
        return made

    # what the page does with it

    def begin(self, catalog: Catalog) -> None:
        """A new service type."""
        self._kind = ServiceType(new_id(), "", "", "")
        self._title.setText(texts.NEW_TYPE)
        self._fill(catalog)

    def show_type(self, kind: ServiceType, catalog: Catalog) -> None:
        """A service type that exists."""
        self._kind = kind
        self._title.setText(texts.type_title(kind))
        self._fill(catalog)

    def follow(self, kind: ServiceType) -> None:
        """Somebody else changed this type: what is typed stays, what they added is not lost, and it can be saved."""
        self._kind = kind
        self.asked.set_saved(kind.fields)
        self.asked.set_value(merged(self.asked.value(), kind.fields))

    @property
    def uuid(self) -> str:
        return self._kind.uuid

    @property
    def is_new(self) -> bool:
        return self._kind.version == 0

    def service_type(self) -> ServiceType:
        """The service type as it should be."""
        values = self.values()
        kind = replace(
            self._kind,
            name=values["name"],
            label=values["label"],
            code=values["code"].upper(),
            audience=Audience((values["audience"] or (str(self._kind.audience),))[0]),
            by_quantity=values["by_quantity"],
            roles=frozenset(Role(role) for role in values["roles"]),
            funder=values["funder"] or "",
            place=values["place"] or "",
            active_from=values["active_from"],
            active_to=values["active_to"],
            fields=values["fields"],
        )
        if self.is_new:
            kind = replace(kind, form=Form((values["form"] or (str(Form.GENERAL),))[0]), compartment=self._compartment)
        return kind

    def check_field(self, field: ServiceField) -> tuple[Problem, ...]:
        """What the rule says of *field* in its place."""
        listed = self.asked.with_field(field)
        place = next(i for i, each in enumerate(listed) if each.uuid == field.uuid)
        return problems_at(self._kind.fields, listed, place, self._today() - timedelta(days=1))

    def draft(self) -> Draft:
        return {**super().draft(), "": {"uuid": self.uuid, "version": self._kind.version}}

    def restore(self, draft: Draft) -> None:
        """Saving what was typed over an older version is refused, as it would have been then."""
        mark = draft.get("") or {}
        super().restore({name: kept for name, kept in draft.items() if name})
        self._kind = replace(self._kind, uuid=str(mark["uuid"]), version=int(mark["version"]))
        self._show_sealed()

    def field_of(self, problem: Problem) -> str:
        return "fields" if place_of(problem) is not None else problem.field

    # painting

    @property
    def _compartment(self) -> str:
        chosen = (self.field("compartment").value() or (OPEN,))[0]
        return "" if chosen == OPEN else str(chosen)

    def _fill(self, catalog: Catalog) -> None:
        kind = self._kind
        for choice, of in ((self._funder, Kind.FUNDER), (self._place, Kind.PLACE)):
            choice.set_options([(item.code, item.name) for item in catalog.of(of)])
        self.asked.set_saved(kind.fields)
        values = {name: getattr(kind, name) for name in _PLAIN}
        chosen = {"form": str(kind.form), "audience": str(kind.audience), "compartment": kind.compartment or OPEN}
        self.load({**values, **chosen, "roles": tuple(map(str, kind.roles))})
        for name in ("code", "form", "compartment"):
            self.field(name).setVisible(self.is_new)
        own = kind.form in ON_ITS_OWN_PAGE and not kind.fields
        self.field("fields").setVisible(not own)
        self._own_page.setVisible(own)
        self._show_sealed()

    def _show_sealed(self) -> None:
        """Whoever has the key records what it seals: then there is nobody else to choose."""
        compartment = self._compartment if self.is_new else self._kind.compartment
        self._sealed.setText(texts.sealed_hint(compartment))
        self._sealed.setVisible(bool(compartment))
        self.field("roles").setVisible(not compartment)
