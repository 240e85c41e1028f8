"""Projects that donors pay: what each is, and what it did on its own days."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from casa_desktop.domain.access import Action, Compartment
from casa_desktop.domain.ages import BandSet, bands_text, parse_bands
from casa_desktop.domain.breakdowns import in_cell
from casa_desktop.domain.counted import Dimension
from casa_desktop.domain.days import Concept, Days
from casa_desktop.domain.definitions import DefinitionKind, Named
from casa_desktop.domain.errors import Code, fault
from casa_desktop.domain.leaving import Way
from casa_desktop.domain.periods import Month, Period
from casa_desktop.domain.projects import (
    Project,
    ProjectLine,
    ProjectOrigin,
    ProjectPartOrigin,
    ProjectReport,
    apart,
    behind,
    check_project,
    days_of,
    line_of,
    report_of,
    stretches,
)
from casa_desktop.services import definitions
from casa_desktop.services.basis import Basis, of_services
from casa_desktop.services.breakdowns import order_of
from casa_desktop.services.context import Context, verb
from casa_desktop.services.days import basis_of, in_persons_between, require_records, standing, tried_between

_KIND = DefinitionKind.PROJECT


@dataclass(frozen=True, slots=True)
class ProjectsQuery:
    """Asks for every project."""


@dataclass(frozen=True, slots=True)
class RemoveProject:
    """A project leaves the list. *version* is the one that was seen."""

    uuid: str
    version: int


@dataclass(frozen=True, slots=True)
class ReportQuery:
    """A project over its days from *first* to *last*; None = from its first, to its last."""

    uuid: str
    first: date | None = None
    last: date | None = None


@dataclass(frozen=True, slots=True)
class CompareQuery:
    """Every project that has days from *first* to *last*, side by side; None = each over all of its days."""

    first: date | None = None
    last: date | None = None


@dataclass(frozen=True, slots=True)
class ProjectExported:
    """A report left the program; no *uuid* = all side by side."""

    way: Way
    uuid: str = ""


@verb(Action.REPORT_EXPORT)
def projects(ctx: Context, query: ProjectsQuery) -> tuple[Project, ...]:
    """Every project, by name."""
    return tuple(_project(named, content) for named, content in definitions.kept(ctx, _KIND))


@verb(Action.REPORT_DEFINE)
def keep(ctx: Context, project: Project) -> Project:
    """Writes a project. Errors: ENDS_BEFORE, PERIOD_TOO_LONG, REQUIRED, BAD_CHOICE, and those of a definition."""
    content = {
        "first": project.first.isoformat(),
        "last": project.last.isoformat(),
        "funders": list(project.funders),
        "services": list(project.services),
        "municipality": project.municipality,
        "bands": bands_text(project.bands),
    }
    problems = check_project(project, ctx.work.catalog.snapshot())
    return _project(definitions.keep(ctx, _KIND, project.named, content, problems), content)


@verb(Action.REPORT_DEFINE)
def remove(ctx: Context, command: RemoveProject) -> None:
    """Takes a project out of the list; what it paid stays. Errors: NOT_FOUND, CONFLICT."""
    definitions.remove(ctx, _KIND, command.uuid, command.version)


@verb(Action.REPORT_EXPORT)
def report(ctx: Context, query: ReportQuery) -> ProjectReport:
    """What a project did, up to today; its small cells are not for who sees totals only.

    Errors: NOT_FOUND, NO_PERIOD (none of the days asked for is the project's, or it has not begun), WHOLE_MONTHS (other
    days, for who does not count the passes).
    """
    project, first, last = _of_days(ctx, query.uuid, query.first, query.last)
    state = standing(ctx, first, last)
    catalog = ctx.work.catalog.snapshot()
    made = report_of(
        project,
        stretches(first, last, state.provisional),
        tried_between(ctx, project.first, last, project.funders),
        in_persons_between(ctx, first, last, (Dimension.AGE, Dimension.SEX)),
        catalog,
        order_of(catalog, project.scope(first, last).months),
    )
    ages = made.ages if ctx.actor.may(Action.STATISTICS_CELL) else made.ages.without_hidden()
    return replace(made, ages=ages, historical=state.historical)


@verb(Action.REPORT_EXPORT)
def compare(ctx: Context, query: CompareQuery) -> tuple[ProjectLine, ...]:
    """Every project in one line, by name. Persons are each project's own: who was served by two stands in both, so
    that nothing may be added up. Projects without a day in the period are left out. Errors: WHOLE_MONTHS."""
    every = [_project(named, content) for named, content in definitions.kept(ctx, _KIND)]
    asked = [(each, days) for each in every if (days := _until_today(ctx, each, query.first, query.last)) is not None]
    if not asked:
        return ()
    last = max(days[1] for _, days in asked)
    funders = {code for each, _ in asked for code in each.funders}
    tried = tried_between(ctx, min(each.first for each, _ in asked), last, funders)
    open_months = standing(ctx, min(days[0] for _, days in asked), last).provisional
    catalog = ctx.work.catalog.snapshot()
    return tuple(line_of(each, *days, tried, catalog, open_months) for each, days in asked)


@verb(Action.REPORT_EXPORT)
def exported(ctx: Context, command: ProjectExported) -> None:
    """Enters into the audit that a report was printed or saved."""
    ctx.audit("report.export", f"project:{command.uuid[:8]}" if command.uuid else "projects", (str(command.way),))


def basis(ctx: Context, origin: ProjectOrigin) -> Basis:
    """What a number of a project counts. Errors: as for :func:`report`, and FORBIDDEN for who may not see what stands
    behind numbers of any days, and of a matter of protection."""
    require_records(ctx)
    kind = ctx.work.catalog.snapshot().service_type(origin.service) if origin.service else None
    if origin.service and kind is None:
        raise fault(Code.UNKNOWN_ROW, "service", row=origin.service)
    if kind is not None and kind.compartment == Compartment.PROTECTION:
        raise fault(Code.FORBIDDEN, action=str(Action.PASS_COUNT))
    project, first, last, days = _days(ctx, origin)
    period = Period(origin.month or Month.of(first), origin.month or Month.of(last))
    subject = _subject(project, first, last)
    return basis_of(origin.concept, behind(days, origin), period, subject, origin.service, spread=True)


def part_basis(ctx: Context, origin: ProjectPartOrigin) -> Basis:
    """What a cell of a project's table by age and sex counts; who may open it is told small ones, too. Errors: as for
    :func:`report`, and FORBIDDEN for who may not."""
    require_records(ctx)
    project, first, last, days = _days(ctx, origin)
    asked = apart(project, first, last)
    return of_services(
        in_cell(days.pick(Concept.PERSONS), asked, origin.row, origin.column),
        Period(Month.of(first), Month.of(last)),
        _subject(project, first, last),
        tuple(str(dimension) for dimension in (asked.rows, asked.columns) if dimension),
        of_persons=True,
        spread=True,
    )


def _days(ctx: Context, origin: ProjectOrigin | ProjectPartOrigin) -> tuple[Project, date, date, Days]:
    project, first, last = _of_days(ctx, origin.project, origin.first, origin.last)
    tried = tried_between(ctx, project.first, last, project.funders)
    return project, first, last, days_of(project, first, last, tried, ctx.work.catalog.snapshot())


def _of_days(ctx: Context, uuid: str, first: date | None, last: date | None) -> tuple[Project, date, date]:
    project = _project(*definitions.of(ctx, _KIND, uuid))
    days = _until_today(ctx, project, first, last)
    if days is None:
        raise fault(Code.NO_PERIOD, first=str(first or project.first), last=str(last or project.last))
    return project, *days


def _subject(project: Project, first: date, last: date) -> str:
    return f"project:{project.named.uuid[:8]}:{first}..{last}"


def _until_today(ctx: Context, project: Project, first: date | None, last: date | None) -> tuple[date, date] | None:
    """None where the project has none of these days. Who does not count the passes is told whole months that ended, at
    its two ends as much of them as is the project's: a person without a service of a day was in the private room."""
    today = ctx.clock.today()
    if ctx.actor.may(Action.PASS_COUNT):
        return project.days(first, min(last or project.last, today))
    ended = Month.of(today).plus(-1).last_day
    days = project.days(first, min(last or ended, ended))
    if days is not None:
        begins, ends = days[0] in (project.first, Month.of(days[0]).first_day), Month.of(days[1]).last_day
        if not begins or days[1] not in (project.last, ends):
            raise fault(Code.WHOLE_MONTHS, "first_day")
    return days


def _project(named: Named, content: Mapping[str, Any]) -> Project:
    return Project(
        named=named,
        first=date.fromisoformat(content["first"]),
        last=date.fromisoformat(content["last"]),
        funders=tuple(content["funders"]),
        services=tuple(content["services"]),
        municipality=content["municipality"],
        bands=parse_bands(content["bands"]) or BandSet.ECHO,
    )
