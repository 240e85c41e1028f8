"""The donors' templates of the desk: none until somebody configures one."""

import csv
from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields, replace
from types import MappingProxyType
from typing import Any

from casa_desktop.domain.access import Action
from casa_desktop.domain.counted import Dimension
from casa_desktop.domain.definitions import DefinitionKind, Named
from casa_desktop.domain.donors import (
    Activity,
    Described,
    DonorForm,
    Office,
    Template,
    Victims,
    checked_activity,
    checked_template,
)
from casa_desktop.domain.errors import Code, Problems, fault
from casa_desktop.domain.gifmm import Groups
from casa_desktop.paths import resource
from casa_desktop.services import definitions
from casa_desktop.services.context import Context, verb
from casa_desktop.services.definitions import Content

_KIND = DefinitionKind.TEMPLATE


@dataclass(frozen=True, slots=True)
class TemplatesQuery:
    """Asks for every template."""


@dataclass(frozen=True, slots=True)
class KeepTemplate:
    """A template as it should be; of one that was kept before, the activities stay as they are."""

    template: Template


@dataclass(frozen=True, slots=True)
class RemoveTemplate:
    """Takes a template out of the list."""

    uuid: str
    version: int


@dataclass(frozen=True, slots=True)
class KeepActivity:
    """An activity of the 345W *template*, new or corrected; *version* is that of the template that was seen."""

    template: str
    version: int
    activity: Activity


@dataclass(frozen=True, slots=True)
class RemoveActivity:
    """Takes an activity out of the 345W."""

    template: str
    version: int
    uuid: str


@verb(Action.STATISTICS_VIEW)
def templates(ctx: Context, query: TemplatesQuery) -> tuple[Template, ...]:
    """Those that the desk configured, by name."""
    return tuple(_read(named, content) for named, content in definitions.kept(ctx, _KIND))


@verb(Action.REPORT_DEFINE)
def keep(ctx: Context, command: KeepTemplate) -> Template:
    """Writes a template. Errors: those of its name and of :func:`checked_template`, CONFLICT, NOT_FOUND."""
    problems, catalog = Problems(), ctx.work.catalog.snapshot()
    template = checked_template(command.template, catalog, problems)
    if template.named.version:
        template = replace(template, activities=template_of(ctx, template.named.uuid).activities)
    for each in template.activities if not template.named.version else ():
        template = template.with_activity(checked_activity(each, template, catalog, problems))
    return _keep(ctx, template, problems)


@verb(Action.REPORT_DEFINE)
def remove(ctx: Context, command: RemoveTemplate) -> None:
    """Takes it out of the list. Errors: NOT_FOUND, CONFLICT."""
    definitions.remove(ctx, _KIND, command.uuid, command.version)


@verb(Action.REPORT_DEFINE)
def keep_activity(ctx: Context, command: KeepActivity) -> Template:
    """Writes an activity; repeating it changes nothing. Errors: those of :func:`checked_activity`, CONFLICT,
    NOT_FOUND."""
    template, problems = template_of(ctx, command.template), Problems()
    activity = checked_activity(command.activity, template, ctx.work.catalog.snapshot(), problems)
    return _keep(ctx, _seen(template.with_activity(activity), command.version), problems)


@verb(Action.REPORT_DEFINE)
def remove_activity(ctx: Context, command: RemoveActivity) -> Template:
    """Takes an activity out. Errors: CONFLICT, NOT_FOUND."""
    template = template_of(ctx, command.template)
    return _keep(ctx, _seen(template.without(command.uuid), command.version), Problems())


def template_of(ctx: Context, uuid: str) -> Template:
    """The template of that uuid. Errors: NOT_FOUND."""
    return _read(*definitions.of(ctx, _KIND, uuid))


def gifmm_groups() -> Groups:
    """Which column of the 345W takes which code of the desk's lists; a profile of the desk's own has none."""
    with resource("plantillas/gifmm_grupos.csv").open(encoding="utf-8", newline="") as lines:
        return MappingProxyType(
            {(Dimension(row["dimension"]), row["code"]): row["column"] for row in csv.DictReader(lines)}
        )


def _seen(template: Template, version: int) -> Template:
    return replace(template, named=replace(template.named, version=version))


def _keep(ctx: Context, template: Template, problems: Problems) -> Template:
    content = {name: value for name, value in asdict(template).items() if name != "named"}
    kept = definitions.keep(ctx, _KIND, template.named, content, problems)
    return replace(template, named=kept)


def _read(named: Named, content: Content) -> Template:
    try:
        form = DonorForm(content.get("form", ""))
    except ValueError:
        raise fault(Code.NOT_FOUND, kind="definition") from None
    office = content.get("office", {})
    return Template(
        named=named,
        form=form,
        office=Office(
            **_known(Office, office, "places", "described", "victims"),
            places=tuple((place, code) for place, code in office.get("places", ())),
            described=Described(office.get("described", Described.NEW)),
            victims=Victims(office.get("victims", Victims.INSTEAD)),
        ),
        activities=tuple(
            Activity(
                **_known(Activity, each, "services", "funders", "places"),
                services=tuple(each.get("services", ())),
                funders=tuple(each.get("funders", ())),
                places=tuple(each.get("places", ())),
            )
            for each in content.get("activities", ())
        ),
        funder=content.get("funder", ""),
        services=tuple(content.get("services", ())),
    )


def _known(of: type[Office] | type[Activity], content: Mapping[str, Any], *apart: str) -> dict[str, Any]:
    """What *content* says of the fields of *of* that are one value, whichever version of the program wrote it."""
    names = {field.name for field in fields(of)} - set(apart)
    return {name: value for name, value in content.items() if name in names}
