"""A project of invented services, as its report reads them."""

from datetime import date, timedelta
from functools import cache

from casa_desktop.domain.ages import Age, AgeRange, BandSet
from casa_desktop.domain.catalog import FIRST_MONTH, Catalog, CountingOption, Form, Item, Kind, ServiceType
from casa_desktop.domain.counted import Counted, Dimension
from casa_desktop.domain.definitions import Named
from casa_desktop.domain.indicators import Outcome, Reach
from casa_desktop.domain.periods import Month
from casa_desktop.domain.projects import Project, ProjectReport, report_of, stretches

FIRST, LAST = date(2025, 9, 15), date(2026, 7, 20)
_OPTION = CountingOption(FIRST_MONTH, True, Reach.RECIPIENT, Outcome.SERVICES, False)
_TYPES = (
    ("ORI", "Orientación", Form.GUIDANCE, ""),
    ("PSI", "Psicología – Centro de Escucha", Form.PSYCHOLOGY, "psicologia"),
    ("RCF", "Restablecimiento del Contacto entre Familiares", Form.RCF, ""),
    ("UMO", "Unidad Móvil", Form.GENERAL, ""),
    ("PRO", "Protección", Form.PSYCHOLOGY, "proteccion"),
)
CATALOG = Catalog(
    "1",
    (
        Item("1", Kind.FUNDER, "ECHO", "Unión Europea – ECHO"),
        Item("2", Kind.FUNDER, "CICR", "CICR"),
    ),
    tuple(
        ServiceType(code, code, name, name.upper(), form, compartment=compartment, options=(_OPTION,))
        for code, name, form, compartment in _TYPES
    ),
)
ORDER = {Dimension.SEX: ("02", "01", "03")}


def project(**more: object) -> Project:
    """ECHO's, from the middle of a month."""
    fields = {"funders": ("ECHO", "CICR"), "bands": BandSet.ECHO, "municipality": "68001", **more}
    return Project(Named("0f" * 16, "Salud y contacto familiar 2025–2026"), FIRST, LAST, **fields)  # type: ignore[arg-type]  # fields of a project


def tried(days: int = 300) -> list[Counted]:
    """Some three services a day, by no rule that one sees."""
    rows = []
    for at in range(days * 3):
        person = at * 7919 % 401
        day = FIRST + timedelta(days=at // 3)
        kind = _TYPES[min(at * 31 % 11 % 6, 4)][0]
        age = Age(stated=AgeRange(person % 61, person % 61 + person % 3), stated_on=day)
        keys = {
            Dimension.SEX: (("02", "02", "01", "03" if person % 19 == 3 else "01")[person % 4],),
            Dimension.SERVICE: (kind,),
            Dimension.FUNDER: (("ECHO", "CICR")[at % 2],),
            Dimension.MUNICIPALITY: ("68001",),
        }
        tried = at % 4 != 1 if kind == "RCF" else None
        rows.append(Counted(person, day, 1, age, keys, success=tried, contact=kind == "RCF"))
    return rows


@cache
def report() -> ProjectReport:
    """Ten months and a half, the last two not closed."""
    last = date(2026, 7, 10)
    run = stretches(FIRST, last, (Month(2026, 6), Month(2026, 7)))
    return report_of(project(), run, tried(), tried(), CATALOG, ORDER)
