"""The growth of children, held against what WHO's own program gives for WHO's example survey."""

import csv
from pathlib import Path

import pytest

from casa_desktop.domain.growth import Acute, Index, Lms, Measures, acute, body_length, muac_tells, scores, z_score
from casa_desktop.services.growth import standards

SURVEY = Path(__file__).with_name("who_survey.csv")
"""A sample of the example survey that comes with WHO's macros, with the z-scores that they give."""
COLUMNS = {
    "height_for_age": (Index.HEIGHT_FOR_AGE,),
    "weight_for_age": (Index.WEIGHT_FOR_AGE,),
    "weight_for_length": (Index.WEIGHT_FOR_LENGTH, Index.WEIGHT_FOR_HEIGHT),
    "bmi_for_age": (Index.BMI_FOR_AGE,),
    "arm_for_age": (Index.ARM_FOR_AGE,),
}
BOY, GIRL = "01", "02"


def survey() -> list[dict[str, str]]:
    with SURVEY.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def measured(row: dict[str, str]) -> Measures:
    return Measures(
        sex=f"0{row['sex']}",
        days=int(row["days"]),
        weight=float(row["weight"]) if row["weight"] else None,
        height=float(row["height"]) if row["height"] else None,
        muac=float(row["muac"]) * 10 if row["muac"] else None,
        edema=row["edema"] == "y",
        standing={"h": True, "l": False}.get(row["measure"]),
    )


@pytest.mark.parametrize("row", survey(), ids=lambda row: f"{row['sex']}-{row['days']}-{row['weight']}")
def test_every_score_is_the_one_that_who_gives(row: dict[str, str]) -> None:
    found = scores(measured(row), standards())
    for column, indices in COLUMNS.items():
        told = next((found[index] for index in indices if index in found), None)
        assert told == (pytest.approx(float(row[column]), abs=0.011) if row[column] else None), column


def test_the_sample_has_what_is_difficult() -> None:
    rows = survey()
    assert any(abs(float(row[c])) > 3 for row in rows for c in COLUMNS if row[c]), "beyond three deviations"
    assert any(row["measure"] == "h" and int(row["days"]) < 731 for row in rows), "an infant who stood"
    assert any(row["measure"] == "l" and int(row["days"]) >= 731 for row in rows), "a child who lay"
    assert {row["sex"] for row in rows} == {"1", "2"}


@pytest.mark.parametrize(
    ("measures", "index", "score"),
    [
        (Measures(BOY, 987, height=72.86, standing=False), Index.HEIGHT_FOR_AGE, -6.09),
        (Measures(GIRL, 731, height=77.5), Index.HEIGHT_FOR_AGE, -2.55),
        (Measures(BOY, 244, height=60.0, standing=True), Index.HEIGHT_FOR_AGE, -4.81),
        (Measures(BOY, 274, height=60.0, standing=True), Index.HEIGHT_FOR_AGE, -5.02),
    ],
)
def test_the_examples_of_whos_package(measures: Measures, index: Index, score: float) -> None:
    """Also: nobody stands to be measured before nine months, whatever was written."""
    assert scores(measures, standards())[index] == pytest.approx(score, abs=0.01)


def test_the_tables_are_whole() -> None:
    rows = {index: len(table) for index, table in standards().items()}
    assert rows == {
        Index.WEIGHT_FOR_LENGTH: 2 * 651,
        Index.WEIGHT_FOR_HEIGHT: 2 * 551,
        Index.HEIGHT_FOR_AGE: 2 * 1857,
        Index.WEIGHT_FOR_AGE: 2 * 1857,
        Index.BMI_FOR_AGE: 2 * 1857,
        Index.ARM_FOR_AGE: 2 * 1766,
    }
    assert standards()[Index.WEIGHT_FOR_AGE][BOY, 0] == Lms(0.3487, 3.3464, 0.14602)
    assert standards()[Index.WEIGHT_FOR_LENGTH][BOY, 450] == Lms(-0.3521, 2.441, 0.09182)


def test_the_median_is_zero_and_each_deviation_one() -> None:
    lms = standards()[Index.WEIGHT_FOR_AGE][GIRL, 365]
    assert z_score(lms.median, lms) == 0
    assert [z_score(v, lms) for v in (2.0, 30.0)] == sorted(z_score(v, lms) for v in (2.0, 30.0))


@pytest.mark.parametrize(
    ("measures", "sign"),
    [
        (Measures(muac=114), Acute.SEVERE),
        (Measures(muac=115), Acute.MODERATE),
        (Measures(muac=124), Acute.MODERATE),
        (Measures(muac=125), Acute.NONE),
        (Measures(muac=140, edema=True), Acute.SEVERE),
        (Measures(edema=True), Acute.SEVERE),
        (Measures(), None),
        (Measures(muac=110, days=120), None),
        (Measures(muac=110, days=183), Acute.SEVERE),
        (Measures(GIRL, 400, weight=6.0, height=74.0, muac=130), Acute.SEVERE),
        (Measures(GIRL, 400, weight=7.1, height=74.0, muac=130), Acute.MODERATE),
        (Measures(GIRL, 400, weight=9.0, height=74.0), Acute.NONE),
        (Measures(GIRL, None, weight=7.1, height=74.0), Acute.MODERATE),
    ],
)
def test_the_gravest_sign_decides(measures: Measures, sign: Acute | None) -> None:
    assert acute(measures, scores(measures, standards())) is sign


def test_length_and_height_are_brought_to_what_the_tables_want() -> None:
    assert body_length(Measures(days=730, height=80, standing=True)) == (80.7, False)
    assert body_length(Measures(days=731, height=80, standing=False)) == (79.3, True)
    assert body_length(Measures(height=86.9)) == (86.9, False)
    assert body_length(Measures(height=87)) == (87, True)
    assert body_length(Measures(height=90, standing=False)) == (90, False)


def test_outside_the_standards_nothing_is_told() -> None:
    assert scores(Measures(BOY, 1826, 18.0, 110.0), standards()) == {}
    assert scores(Measures("SD", 400, 9.0, 74.0, 130), standards()) == {}
    assert scores(Measures(BOY, None, 9.0, 40.0), standards()) == {}
    assert not muac_tells(1827)
    assert muac_tells(None)
