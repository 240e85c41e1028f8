"""The fields that a service type declares: what may be answered, and what stays when they change."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casa_desktop.domain.errors import Code, Problems
from casa_desktop.domain.fields import (
    FieldKind,
    Option,
    ServiceField,
    canonical,
    check_answers,
    check_fields,
    parse_number,
    settled,
)

DAY = date(2026, 3, 10)
YESTERDAY = date(2026, 3, 9)
WEIGHT = ServiceField("w", "PESO", "Peso", FieldKind.NUMBER, True, "kg", Decimal("0.5"), Decimal(80), 2)
ROUTE = ServiceField("r", "RUTA", "Ruta", FieldKind.CHOICE, options=(Option("A", "Aguda"), Option("B", "Riesgo")))
EDEMA = ServiceField("e", "EDEMA", "Edema", FieldKind.YES_NO)
SEEN = ServiceField("s", "VISTO", "Visto", FieldKind.DATE)
NOTE = ServiceField("n", "NOTA", "Nota", FieldKind.TEXT)
ALL = (WEIGHT, ROUTE, EDEMA, SEEN, NOTE)


def told(problems: Problems) -> set[tuple[str, Code]]:
    return {(problem.field, problem.code) for problem in problems}


def test_good_answers_pass_and_each_bad_one_is_told_at_once() -> None:
    good = (("PESO", "12.5"), ("RUTA", "B"), ("EDEMA", "no"), ("VISTO", "2026-03-01"), ("NOTA", "ñandú"))
    assert told(check_answers(ALL, good, DAY, "s")) == set()
    bad = (("PESO", "12.555"), ("RUTA", "Z"), ("EDEMA", "quizá"), ("VISTO", "ayer"), ("NOTA", "x" * 501), ("OTRO", "1"))
    assert told(check_answers(ALL, bad, DAY, "s")) == {
        ("s.PESO", Code.BAD_NUMBER),
        ("s.RUTA", Code.BAD_CHOICE),
        ("s.EDEMA", Code.BAD_CHOICE),
        ("s.VISTO", Code.BAD_DATE),
        ("s.NOTA", Code.TOO_LONG),
        ("s.OTRO", Code.BAD_CHOICE),
    }
    assert told(check_answers(ALL, (), DAY, "s")) == {("s.PESO", Code.REQUIRED)}


@pytest.mark.parametrize("weight", ["0.4", "81", "-3", "NaN", "Infinity", "doce"])
def test_a_measure_outside_its_bounds_is_refused(weight: str) -> None:
    assert told(check_answers((WEIGHT,), (("PESO", weight),), DAY, "s"))


def test_a_retired_field_is_asked_of_nobody_and_keeps_its_answers() -> None:
    retired = replace(WEIGHT, active_to=YESTERDAY)
    assert told(check_answers((retired,), (), DAY, "s")) == set()
    assert told(check_answers((retired,), (), YESTERDAY, "s")) == {("s.PESO", Code.REQUIRED)}
    assert told(check_answers((retired,), (("PESO", "12"),), DAY, "s")) == set()


@pytest.mark.parametrize(
    ("typed", "value"),
    [("12,5", "12.5"), ("12.5", "12.5"), (" 7 ", "7"), ("0,50", "0.5"), ("1.250", None), ("1,2,3", None), ("", None)],
)
def test_a_measure_is_read_as_it_is_typed_here(typed: str, value: str | None) -> None:
    found = parse_number(typed)
    assert (None if found is None else canonical(found)) == value


@given(st.decimals(min_value=-99999, max_value=99999, places=3))
def test_what_is_written_is_read_back(value: Decimal) -> None:
    text = canonical(value)
    assert Decimal(text) == value
    assert parse_number(text.replace(".", ",")) == value


def test_new_fields_get_codes_and_what_was_left_out_is_retired() -> None:
    renamed = replace(ROUTE, label="Ruta de atención", options=(Option("A", "Aguda grave"), Option("", "Ninguna")))
    new = ServiceField("x", "", "¿Peso?", FieldKind.TEXT)
    found = {field.uuid: field for field in settled((WEIGHT, ROUTE), (new, renamed), YESTERDAY)}
    assert list(found) == ["x", "r", "w"]
    assert found["x"].code == "PESO_2", "the code of a field that holds answers is not given again"
    assert found["r"].code == "RUTA"
    assert found["r"].options == (Option("A", "Aguda grave"), Option("NINGUNA", "Ninguna"), Option("B", "Riesgo", True))
    assert found["w"].active_to == YESTERDAY
    assert [field.position for field in found.values()] == [1, 2, 3]


def test_kind_and_unit_of_a_field_stay_as_its_answers_were_given() -> None:
    (kept,) = settled((WEIGHT,), (replace(WEIGHT, kind=FieldKind.TEXT, unit="lb", label="Masa"),), YESTERDAY)
    assert (kept.kind, kept.unit, kept.label) == (FieldKind.NUMBER, "kg", "Masa")


def test_fields_that_could_not_be_asked_are_refused() -> None:
    assert told(check_fields(ALL)) == set()
    wrong = (
        replace(WEIGHT, high=Decimal("0.1")),
        replace(ROUTE, options=()),
        replace(EDEMA, label=" "),
        replace(NOTE, label="peso"),
    )
    assert told(check_fields(wrong)) == {
        ("fields[0].high", Code.OUT_OF_RANGE),
        ("fields[1].options", Code.REQUIRED),
        ("fields[2].label", Code.REQUIRED),
        ("fields[3].label", Code.NOT_UNIQUE),
    }
