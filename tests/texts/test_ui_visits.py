"""What «Hoy» says of visits, services and people."""

from dataclasses import replace
from datetime import date

import pytest

from casa_desktop.domain.ages import Band
from casa_desktop.domain.catalog import FIRST_MONTH, Catalog, CountingOption, ServiceType
from casa_desktop.domain.indicators import Outcome, Reach
from casa_desktop.domain.visit_views import DayCount, ServiceLine, VisitRow
from casa_desktop.texts import places
from casa_desktop.texts import ui_visits as texts

USUAL = CountingOption(FIRST_MONTH, True, Reach.RECIPIENT, Outcome.SERVICES, False)
CATALOG = Catalog(
    "v",
    (),
    (
        ServiceType("1", "ORI", "Orientación", "ORIENTACION", options=(USUAL,)),
        ServiceType("2", "RCF", "Restablecimiento del Contacto entre Familiares", "REF", options=(USUAL,)),
        ServiceType("3", "PSI", "Psicología – Centro de Escucha", "PSICOLOGIA", options=(USUAL,)),
        ServiceType("4", "JORNADA_DE_V", "Jornada de vacunación antirrábica", "VACUNAS", options=(USUAL,)),
    ),
)
LINE = ServiceLine("s", 1, "ORI", 1, "Ana María Rojas Díaz", "SEDE", "CRC", "", None, None, False, 0)
ROW = VisitRow("v", date(2026, 3, 10), "2026-03-10T20:05:00Z", "p", "P-000001", "Ana Pérez", False, "02", "X", (LINE,))


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("ORI", "Orientación"),
        ("RCF", "RCF"),
        ("PSI", "Psicología"),
        ("JORNADA_DE_V", "Jornada de vacunación…"),
    ],
)
def test_a_chip_says_as_much_as_fits(code: str, said: str) -> None:
    kind = CATALOG.service_type(code)
    assert kind is not None
    assert texts.short_name(kind) == said


def test_the_count_is_one_line() -> None:
    count = DayCount(1234, (("ORI", 2), ("RCF", 1)), complete=True)
    assert texts.count(count, CATALOG) == "1.234 personas · Orientación 2 · RCF 1"
    assert texts.count(DayCount(1, (), complete=True), CATALOG) == "1 persona"


def test_bands_and_folios_as_the_planilla_writes_them() -> None:
    assert [texts.band(Band(6, 12)), texts.band(Band(60, None))] == ["6–12", "60 o más"]
    assert [texts.folio("12", 3), texts.folio("12", None), texts.folio("", None)] == ["12-3", "12", ""]


def test_a_service_that_was_given_twice_is_said_once() -> None:
    assert (
        texts.services(replace(ROW, services=(LINE, replace(LINE, type="RCF"), LINE)), CATALOG) == "Orientación ×2, RCF"
    )


def test_a_row_tells_the_hour_in_bogota_and_who_attended() -> None:
    assert texts.time(ROW) == "3:05 p. m."
    assert texts.staff(ROW) == "A. Rojas"
    assert texts.person(ROW) == "Ana Pérez"


def test_every_country_has_a_name_and_codes_are_unique() -> None:
    countries = places.countries()
    assert len({country.alpha3 for country in countries}) == len(countries) == 252
    assert places.country_name("VEN") == "Venezuela"
    assert places.usual_first()[0].alpha3 == "VEN"
    assert all(country.name for country in countries)


def test_municipalities_are_text_of_five_digits() -> None:
    codes = [place.code for place in places.municipalities()]
    assert len(set(codes)) == len(codes)
    assert all(len(code) == 5 and code.isdigit() for code in codes)
    assert places.municipality_name("05001") == "Medellín"
    assert {"68001", "68276", "54518", "52356"} <= set(codes)
