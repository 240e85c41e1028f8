"""Names of indicators, as files, history and the command line write them."""

import pytest

from casa_desktop.domain.indicators import Indicator, Rule


@pytest.mark.parametrize(
    ("text", "indicator"),
    [
        ("PER-MES", Indicator(Rule.PERSONS)),
        ("PER-NUE", Indicator(Rule.NEW_PERSONS)),
        ("PER-NUE-A", Indicator(Rule.NEW_IN_YEAR)),
        ("PER-NUE-A-RCF", Indicator(Rule.NEW_IN_YEAR, "RCF")),
        ("SRV-ORI", Indicator(Rule.SERVICES, "ORI")),
        ("PER-PSI", Indicator(Rule.PERSONS_OF_SERVICE, "PSI")),
        ("VIS", Indicator(Rule.VISITS)),
    ],
)
def test_the_id_of_an_indicator_reads_back(text: str, indicator: Indicator) -> None:
    assert Indicator.parse(text) == indicator
    assert indicator.id == text


@pytest.mark.parametrize("text", ["", "PER", "PER-", "SRV-", "TOT-SUM", "PERSONAS"])
def test_what_names_no_row_is_none(text: str) -> None:
    assert Indicator.parse(text) is None
