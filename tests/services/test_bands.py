"""Sets of age bands of the desk: everybody stands in a band of them, and they are kept by name."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casa_desktop.domain.access import Role
from casa_desktop.domain.ages import AgeRange, BandSet, band_of, bands, bands_across, bands_text, own_bands, parse_bands
from casa_desktop.domain.definitions import Named
from casa_desktop.domain.errors import CasaError, Code
from casa_desktop.domain.ids import new_id
from casa_desktop.services import bands as sets
from casa_desktop.services.bands import BandsQuery, RemoveBands, SaveBands
from tests.services.desk import Desk

starts = st.lists(st.integers(1, 119), min_size=1, max_size=19, unique=True)
chosen_bands = st.sampled_from(BandSet) | starts.map(lambda ages: (0, *sorted(ages)))


def run(desk: Desk, verb: Any, command: Any, role: Role = Role.COORDINATION) -> Any:
    return desk.runner(role).run(verb, command).result


def code_of(desk: Desk, verb: Any, command: Any, role: Role = Role.COORDINATION) -> Code:
    with pytest.raises(CasaError) as refused:
        run(desk, verb, command, role)
    return refused.value.code


@given(chosen_bands)
def test_a_set_is_known_again_by_its_text(which: Any) -> None:
    assert parse_bands(bands_text(which)) == which
    assert bands(which)[0].first == 0
    assert bands(which)[-1].last is None


def test_a_set_of_the_desk_has_everybody_in_it() -> None:
    assert own_bands([18, 5]) == (0, 5, 18)
    assert own_bands([]) is own_bands([0]) is own_bands([121]) is own_bands(range(40)) is own_bands([-1, 4]) is None
    assert parse_bands("0-0") is parse_bands("5") is parse_bands("otro") is None


@given(chosen_bands, st.integers(0, 120), st.integers(0, 120))
def test_a_range_reaches_from_the_band_of_its_first_age_to_that_of_its_last(which: Any, one: int, other: int) -> None:
    age = AgeRange(min(one, other), max(one, other))
    ends = (band_of(AgeRange(each, each), which) for each in (age.first, age.last))
    assert bands_across(age, which) == tuple(ends)


def test_only_coordination_keeps_sets(desk: Desk) -> None:
    for verb, command in (
        (sets.save_bands, SaveBands(Named(new_id(), "Escuela"), (0, 5))),
        (sets.remove_bands, RemoveBands("x", 1)),
    ):
        assert code_of(desk, verb, command, Role.RECEPTION) is Code.FORBIDDEN


def test_a_set_of_bands_is_kept_changed_and_removed(desk: Desk) -> None:
    made = run(desk, sets.save_bands, SaveBands(Named(new_id(), "Escuela"), (18, 5)))
    assert made.starts == (0, 5, 18)
    changed = run(desk, sets.save_bands, SaveBands(made.named, (6, 12)))
    assert run(desk, sets.own_sets, BandsQuery()) == (changed,)
    assert changed.starts == (0, 6, 12)
    assert code_of(desk, sets.save_bands, SaveBands(Named(new_id(), "Nadie"), (200,))) is Code.BAD_BANDS
    run(desk, sets.remove_bands, RemoveBands(changed.named.uuid, changed.named.version))
    assert run(desk, sets.own_sets, BandsQuery()) == ()
