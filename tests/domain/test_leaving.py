"""A file is what its name ends with, and no word that somebody typed says what left."""

import pytest

from casa_desktop.domain.donors import DonorForm
from casa_desktop.domain.leaving import Sent, Way, way_of

FILES = (Way.PDF, Way.XLSX, Way.CSV)


@pytest.mark.parametrize(
    ("suffix", "way"),
    [(".xlsx", Way.XLSX), (".CSV", Way.CSV), (".pdf", Way.PDF), ("", Way.PDF), (".gil", Way.PDF), (".png", Way.PDF)],
)
def test_the_ending_decides_and_the_first_where_it_is_none(suffix: str, way: Way) -> None:
    assert way_of(suffix, FILES) is way


def test_every_form_of_a_donor_has_its_name_in_the_audit() -> None:
    assert {str(form) for form in DonorForm} <= {str(what) for what in Sent}
