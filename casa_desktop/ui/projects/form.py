"""The form of a project: who pays, from which day to which, and what."""

from dataclasses import replace
from datetime import date
from typing import Any

from casa_desktop.domain.access import Compartment
from casa_desktop.domain.ages import BandSet, bands_text, parse_bands
from casa_desktop.domain.catalog import Catalog, Kind
from casa_desktop.domain.definitions import LONGEST_NAME, Named
from casa_desktop.domain.ids import new_id
from casa_desktop.domain.projects import Project
from casa_desktop.services.bands import OwnBands
from casa_desktop.texts import ui_projects as texts
from casa_desktop.texts.ui_breakdowns import band_options
from casa_desktop.ui import icons, widgets
from casa_desktop.ui.choices import Chips, Choice
from casa_desktop.ui.editors import PlannedDateEdit, TextEdit, Today
from casa_desktop.ui.forms.base import Form
from casa_desktop.ui.forms.field import Field
from casa_desktop.ui.people.model import municipalities
from casa_desktop.ui.ports import Draft
from casa_desktop.ui.settings.parts import save_row

_DATE_WIDTH = 150
_WIDTH = 860


class ProjectForm(Form):
    """A new project, or one that exists."""

    def __init__(self, today: Today) -> None:
        super().__init__(name="project_form")
        self._named = Named(new_id(), "")
        self._heading = widgets.label("", "section", name="project_form_title")
        self.funders, self.services = Chips(name="funders_chips"), Chips(name="services_chips")
        name = self.add(Field("name", texts.NAME, TextEdit(name="name_edit", limit=LONGEST_NAME), required=True))
        first = PlannedDateEdit(name="first_day_edit", today=today, width=_DATE_WIDTH)
        last = PlannedDateEdit(name="last_day_edit", today=today, width=_DATE_WIDTH)
        days = widgets.row(
            self.add(Field("first", texts.FIRST, first, required=True)),
            self.add(Field("last", texts.LAST, last, required=True)),
            gap=widgets.MARGIN,
            left=True,
        )
        inside = widgets.column(self.banner, self._heading, name, days, gap=12)
        inside.addWidget(self.add(Field("funders", texts.FUNDERS, self.funders, required=True)))
        inside.addWidget(self.add(Field("services", texts.SERVICES, self.services)))
        town = Choice(municipalities(), name="municipality_choice", width=320)
        self.bands = Choice(name="project_bands_choice", width=320)
        self._own: tuple[tuple[str, tuple[int, ...]], ...] = ()
        inside.addWidget(self.add(Field("municipality", texts.MUNICIPALITY, town)))
        inside.addWidget(self.add(Field("bands", texts.BANDS, self.bands, required=True)))
        inside.addLayout(save_row(self, texts.SAVE, icon="save", name="save_project_button", back=True))
        inside.addStretch(1)
        self.setLayout(inside)
        self.setMaximumWidth(icons.scaled(_WIDTH))

    def begin(self, project: Project | None, catalog: Catalog, today: date) -> None:
        """What is offered today, and whatever *project* names already; None = a new one. Matters of protection are not
        offered: a project of them alone would be a small number of them."""
        kept = project or Project(Named(new_id(), ""), today, today, ())
        self._named = kept.named
        funders = [i for i in catalog.of(Kind.FUNDER) if i.active_on(today) or i.code in kept.funders]
        types = [
            kind
            for kind in catalog.service_types
            if kind.code in kept.services or (kind.active_on(today) and kind.compartment != Compartment.PROTECTION)
        ]
        self.funders.set_options([(item.code, item.name) for item in funders])
        self.services.set_options([(kind.code, kind.name) for kind in types])
        self.bands.set_options(band_options(self._own, kept.bands))
        self._heading.setText(texts.FORM_EDIT if project else texts.FORM_NEW)
        self.load(
            {
                "name": kept.named.name,
                "first": kept.first if project else None,
                "last": kept.last if project else None,
                "funders": kept.funders,
                "services": kept.services,
                "municipality": kept.municipality or None,
                "bands": bands_text(kept.bands),
            }
        )

    def draft(self) -> Draft:
        return {**super().draft(), "uuid": self._named.uuid, "version": self._named.version}

    def resume(self, draft: Draft, project: Project | None, catalog: Catalog, today: date) -> None:
        """A draft again: *project*, where it was one that is still there, over the version that was seen then."""
        self.begin(project, catalog, today)
        self.restore(draft)
        if project is not None:
            self._named = replace(project.named, version=int(draft.get("version", project.named.version)))

    def offer_bands(self, found: tuple[OwnBands, ...]) -> None:
        """The sets of age bands of the desk's own, from the next project on."""
        self._own = tuple((each.named.name, each.starts) for each in found)

    def project(self) -> Project:
        """What stands in the form; every text was understood."""
        values: dict[str, Any] = self.values()
        return Project(
            named=Named(self._named.uuid, values["name"], version=self._named.version),
            first=values["first"],
            last=values["last"],
            funders=tuple(values["funders"]),
            services=tuple(values["services"]),
            municipality=values["municipality"] or "",
            bands=parse_bands(values["bands"]) or BandSet.ECHO,
        )
