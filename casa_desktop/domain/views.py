"""A breakdown that is asked for again by name: what it counts, by what, among whom, and on which days if always the
same; else the page gives its months."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from types import MappingProxyType
from typing import Any

from casa_desktop.domain.ages import Bands, BandSet, bands_text, parse_bands
from casa_desktop.domain.breakdowns import Request
from casa_desktop.domain.counted import Dimension
from casa_desktop.domain.definitions import Named
from casa_desktop.domain.errors import CasaError
from casa_desktop.domain.indicators import Indicator
from casa_desktop.domain.periods import Period
from casa_desktop.domain.scope import Filters, Scope


@dataclass(frozen=True, slots=True)
class View:
    """*days* are its own first and last day; None = the months that are asked for."""

    named: Named
    indicator: Indicator
    rows: Dimension
    columns: Dimension | None = None
    bands: Bands = BandSet.GIFMM
    filters: Filters = field(default_factory=lambda: MappingProxyType({}))
    days: tuple[date, date] | None = None

    def request(self, period: Period) -> Request:
        """What it asks for in *period*, unless it has days of its own. Errors: those of a ``Scope``."""
        scope = Scope.of(period, self.filters) if self.days is None else Scope(*self.days, self.filters)
        return Request(self.indicator, scope, self.rows, self.columns, self.bands)

    def counted_by(self, bands: Bands) -> "View":
        """The same in other bands. A filter by bands that are others then would let nobody through: it goes."""
        if bands == self.bands:
            return self
        kept = dict(self.filters)
        kept.pop(Dimension.AGE, None)
        return replace(self, bands=bands, filters=MappingProxyType(kept))

    def asks_the_same(self, other: "View") -> bool:
        """Whether both show the same, whatever they are called."""
        return replace(self, named=other.named) == other


def content(view: View) -> dict[str, Any]:
    """*view* without its name, as JSON takes it."""
    return {
        "indicator": view.indicator.id,
        "rows": str(view.rows),
        "columns": str(view.columns) if view.columns else "",
        "bands": bands_text(view.bands),
        "filters": {str(dimension): sorted(keys) for dimension, keys in view.filters.items()},
        "days": [day.isoformat() for day in view.days or ()],
    }


def parse(named: Named, kept: Mapping[str, Any]) -> View | None:
    """The inverse of :func:`content`; None for what another version wrote and this one does not understand: a view that
    left out a filter would count others than its name says. Codes that the catalogue retired since are still codes;
    what says nothing of days is of the page's months."""
    try:
        indicator, bands = Indicator.parse(str(kept["indicator"])), parse_bands(str(kept["bands"]))
        columns = Dimension(kept["columns"]) if kept["columns"] else None
        filters = {Dimension(name): frozenset(map(str, keys)) for name, keys in kept["filters"].items()}
        days = tuple(date.fromisoformat(day) for day in kept.get("days", ()))
        if indicator is None or bands is None or len(days) not in (0, 2):
            return None
        own = (days[0], days[1]) if days else None
        if own:
            Scope(*own)
        return View(named, indicator, Dimension(kept["rows"]), columns, bands, MappingProxyType(filters), own)
    except (KeyError, ValueError, TypeError, AttributeError, CasaError):
        return None
