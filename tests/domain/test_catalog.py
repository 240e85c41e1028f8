"""The catalogue's own rules: codes, names, days on which an entry may be chosen, options by month."""

from dataclasses import replace
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from casa_desktop.domain.catalog import (
    FIRST_MONTH,
    Catalog,
    CountingOption,
    Item,
    Kind,
    ServiceType,
    check_item,
    check_service_type,
)
from casa_desktop.domain.errors import Code
from casa_desktop.domain.ids import code_from
from casa_desktop.domain.indicators import Outcome, Reach
from casa_desktop.domain.periods import Month

USUAL = CountingOption(FIRST_MONTH, True, Reach.RECIPIENT, Outcome.SERVICES, False)
GUIDANCE = ServiceType("t1", "ORI", "Orientación", "ORIENTACION", options=(USUAL,))
HOSTEL = Item("i1", Kind.TOPIC, "ALBERGUE", "Albergue")
CATALOG = Catalog("v", (HOSTEL,), (GUIDANCE,))


def codes(problems: object) -> set[tuple[Code, str]]:
    return {(p.code, p.field) for p in problems}  # type: ignore[attr-defined]  # Problems is iterable


def test_an_entry_may_be_chosen_until_the_day_it_was_retired() -> None:
    retired = replace(HOSTEL, active_from=date(2026, 1, 1), active_to=date(2026, 3, 9))
    assert not retired.active_on(date(2025, 12, 31))
    assert retired.active_on(date(2026, 3, 9))
    assert not retired.active_on(date(2026, 3, 10))


def test_two_entries_of_a_list_may_not_share_a_name_however_it_is_written() -> None:
    assert codes(check_item(Item("i2", Kind.TOPIC, "", "ALBERGUÉ "), CATALOG)) == {(Code.NOT_UNIQUE, "name")}
    assert not check_item(Item("i2", Kind.PARTNER, "", "Albergue"), CATALOG)
    assert not check_item(replace(HOSTEL, name="ALBERGUE"), CATALOG)


def test_a_service_type_needs_a_name_a_label_and_a_code_of_its_own() -> None:
    assert codes(check_service_type(replace(GUIDANCE, uuid="t2"), CATALOG)) == {
        (Code.NOT_UNIQUE, "code"),
        (Code.NOT_UNIQUE, "name"),
        (Code.NOT_UNIQUE, "label"),
    }
    bad = ServiceType("t3", "a b", "", "", funder="NADIE", compartment="otra")
    assert codes(check_service_type(bad, CATALOG)) == {
        (Code.BAD_TEXT, "code"),
        (Code.REQUIRED, "name"),
        (Code.REQUIRED, "label"),
        (Code.BAD_CHOICE, "funder"),
        (Code.BAD_CHOICE, "compartment"),
    }


def test_an_option_holds_from_its_month_until_the_next_one() -> None:
    later = replace(USUAL, from_month=Month(2026, 4), reach=Reach.PRESENT)
    kind = replace(GUIDANCE, options=(USUAL, later))
    assert kind.option_in(Month(2026, 3)) is USUAL
    assert kind.option_in(Month(2026, 4)) is later
    assert kind.option_in(Month(2031, 1)) is later


@given(st.text(max_size=60), st.integers(1, 30))
def test_a_code_made_from_any_name_fits_and_is_new(name: str, others: int) -> None:
    taken: set[str] = set()
    for _ in range(others):
        code = code_from(name, frozenset(taken))
        assert 0 < len(code) <= 20
        assert code not in taken
        assert code.isascii()
        taken.add(code)
