"""«¿De dónde sale este número?»: the one way in which the records behind a number of any report are asked for."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from casa_desktop.domain.access import Action
from casa_desktop.domain.breakdowns import PartOrigin
from casa_desktop.domain.cells import FIRST_PAGE, CellDetail, CellOrigin, Origin, Paging
from casa_desktop.domain.dashboard import BoundOrigin, WhenOrigin
from casa_desktop.domain.donor_files import HealthOrigin, TableOrigin
from casa_desktop.domain.gifmm import GifmmOrigin
from casa_desktop.domain.projects import ProjectOrigin, ProjectPartOrigin
from casa_desktop.domain.rcf_month import RcfOrigin
from casa_desktop.domain.relief import DeliveryOrigin, TravelOrigin
from casa_desktop.domain.summaries import WeekOrigin, WeekPartOrigin
from casa_desktop.domain.surveys import PublishedOrigin, SurveyOrigin
from casa_desktop.services import (
    breakdowns,
    dashboard,
    donors,
    projects,
    rcf_summary,
    relief,
    statistics,
    summaries,
    surveys,
)
from casa_desktop.services.basis import Basis
from casa_desktop.services.context import Context, verb
from casa_desktop.services.recording import reader
from casa_desktop.storage.cells import Cells

_BASES: Mapping[type[Origin], Callable[[Context, Any], Basis]] = MappingProxyType(
    {
        CellOrigin: statistics.basis,
        PartOrigin: breakdowns.basis,
        WhenOrigin: dashboard.when,
        BoundOrigin: dashboard.bound,
        TableOrigin: donors.table_basis,
        HealthOrigin: donors.health_basis,
        GifmmOrigin: donors.gifmm_basis,
        TravelOrigin: relief.travel_basis,
        DeliveryOrigin: relief.delivery_basis,
        RcfOrigin: rcf_summary.basis,
        SurveyOrigin: surveys.basis,
        PublishedOrigin: surveys.published_basis,
        ProjectOrigin: projects.basis,
        ProjectPartOrigin: projects.part_basis,
        WeekOrigin: summaries.basis,
        WeekPartOrigin: summaries.part_basis,
    }
)
"""Who knows what a kind of number counts. A basis asks for the permission of its report and tells who may not see its
number nothing of it."""


@dataclass(frozen=True, slots=True)
class OriginQuery:
    """Asks for one page of what stands behind a number."""

    origin: Origin
    paging: Paging = FIRST_PAGE


def basis_of(ctx: Context, origin: Origin) -> Basis:
    """What a number counts, whoever may see it. Errors: those of its report, and FORBIDDEN."""
    return _BASES[type(origin)](ctx, origin)


@verb(Action.STATISTICS_CELL)
def records(ctx: Context, query: OriginQuery) -> CellDetail:
    """What a number counts, by person, as far as the actor may see it; the reading is entered into the audit. Errors:
    those of its report, and FORBIDDEN for a number that it does not tell this actor."""
    basis = basis_of(ctx, query.origin)
    found = Cells(ctx.work.connection).records(basis.where, reader(ctx), query.paging, spread=basis.spread)
    if basis.shown_alone:
        found = found.of_the_shown()
    ctx.audit("statistics.cell", basis.subject, basis.fields)
    return CellDetail(basis.period, basis.monthly_sum, basis.distinct, found, basis.figures, basis.unit)
