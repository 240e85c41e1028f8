"""Marks as people write them into the cells of a planilla, and numbers as they write them at its head."""

from datetime import date

import pytest

from casa_desktop.domain.catalog import CountingOption, Form, ServiceType
from casa_desktop.domain.indicators import Outcome, Reach
from casa_desktop.domain.paper_sheets import Issued, SheetNumber, missing, parse_sheet
from casa_desktop.domain.periods import Month
from casa_desktop.domain.sheet_line import Mark, parse_document, parse_marks, parse_sex, short_codes

OPTION = CountingOption(Month(1900, 1), in_persons=True, reach=Reach.RECIPIENT, outcome=Outcome.SERVICES, remote=False)
KINDS = tuple(
    ServiceType(code, code, name, name, form, options=(OPTION,))
    for code, name, form in (
        ("ORI", "Orientación", Form.GUIDANCE),
        ("RCF", "Restablecimiento del Contacto entre Familiares", Form.RCF),
        ("REF", "Refrigerio", Form.GENERAL),
    )
)


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("42", SheetNumber("", 42)),
        ("0042", SheetNumber("", 42)),
        ("PC-0042", SheetNumber("PC", 42)),
        (" pc 42 ", SheetNumber("PC", 42)),
        ("Pç/42", SheetNumber("PC", 42)),
        ("2603-12", SheetNumber("2603", 12)),
        ("0", None),
        ("sin número", None),
        ("", None),
        ("99999999", None),
    ],
)
def test_a_number_is_the_same_however_it_is_written(typed: str, read: SheetNumber | None) -> None:
    assert parse_sheet(typed) == read


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("or", (Mark("ORI"),)),
        ("o rcf", (Mark("ORI"), Mark("RCF"))),
        ("ORI,RCF-", (Mark("ORI"), Mark("RCF", achieved=False))),
        ("orientacion", (Mark("ORI"),)),
        ("or or", (Mark("ORI"),)),
        ("r", None),
        ("re", None),
        ("zz", None),
        ("", ()),
    ],
)
def test_services_are_read_by_the_beginning_of_one_and_never_guessed(typed: str, read: tuple[Mark, ...] | None) -> None:
    assert parse_marks(typed, KINDS) == read


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("CC 1.098.765.432", ("CC", "1.098.765.432")),
        ("v-12345678", ("CV", "12345678")),
        ("V12345678", ("CV", "12345678")),
        ("ppt 512345", ("PT", "512345")),
        ("pa ab123456", ("PA", "AB123456")),
        ("sin", ("AS", "")),
        ("1098765432", None),
        ("cc", None),
        ("zz 123", None),
        ("", None),
    ],
)
def test_a_number_without_its_type_is_no_document(typed: str, read: tuple[str, str] | None) -> None:
    assert parse_document(typed, adult=True) == read


def test_a_child_without_papers_is_one() -> None:
    assert parse_document("sin", adult=False) == ("MS", "")


@pytest.mark.parametrize(
    ("typed", "read"), [("m", "02"), ("F", "02"), ("h", "01"), ("hom", "01"), ("s", "SD"), ("x", None), ("", None)]
)
def test_sex_is_a_letter(typed: str, read: str | None) -> None:
    assert parse_sex(typed) == read


def test_short_codes_are_as_short_as_they_can_be_told_apart() -> None:
    codes = short_codes(("PERMANENCIA", "PENDULAR", "TRANSITO", "A"))
    assert codes == {"PERMANENCIA": "PER", "PENDULAR": "PEN", "TRANSITO": "TR", "A": "A"}


def test_a_number_that_was_mistyped_does_not_fill_the_list() -> None:
    day = (date(2026, 3, 1), date(2026, 3, 1))
    used = {SheetNumber("", number): day for number in (1, 3, 90_000)}
    found = missing(used, {SheetNumber("", 5): Issued("2026-03-01T12:00:00Z", "Ana")}, {})
    assert [each.sheet.number for each in found] == [2, 5]
