"""Countries and municipalities, read once from ``resources/catalogo``."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from casa_desktop.paths import resource

USUAL_COUNTRIES = ("VEN", "COL", "ECU", "PER", "HTI", "CUB", "CHL")
"""Shown before the others: where most people of a desk come from or call to."""


@dataclass(frozen=True, slots=True)
class Country:
    """ISO 3166-1; the three codes of ICAO for stateless, refugee and unknown have only *alpha3*."""

    alpha3: str
    alpha2: str
    numeric: str
    name: str


@dataclass(frozen=True, slots=True)
class Municipality:
    """DIVIPOLA: five digits, always text."""

    code: str
    name: str
    department: str

    @property
    def full_name(self) -> str:
        """With its department, where two municipalities share a name."""
        return f"{self.name} ({self.department})"


def _rows(name: str) -> Iterator[dict[str, str]]:
    with resource(f"catalogo/{name}.csv").open(encoding="utf-8", newline="") as lines:
        yield from csv.DictReader(lines)


@cache
def countries() -> tuple[Country, ...]:
    """Every country by its Spanish name; those without a country of their own last."""
    return tuple(Country(r["alpha3"], r["alpha2"], r["numeric"], r["name"]) for r in _rows("paises"))


@cache
def usual_first() -> tuple[Country, ...]:
    """Every country, the usual ones first."""
    by_code = {country.alpha3: country for country in countries()}
    first = tuple(by_code[code] for code in USUAL_COUNTRIES)
    return first + tuple(country for country in countries() if country not in first)


def country_name(alpha3: str | None) -> str:
    """The Spanish name; the code itself where it is unknown, empty for none."""
    return next((c.name for c in countries() if c.alpha3 == alpha3), alpha3 or "")


@cache
def municipalities() -> tuple[Municipality, ...]:
    """The municipalities of the desk's routes, the nearest first. Not all of Colombia."""
    return tuple(Municipality(r["code"], r["name"], r["department"]) for r in _rows("municipios"))


def municipality_name(code: str | None) -> str:
    """The name without its department; the code itself where it is unknown, empty for none."""
    return next((m.name for m in municipalities() if m.code == code), code or "")
