"""Charts of every form, as hypothesis draws them."""

import random

from hypothesis import strategies as st

from casa_desktop.domain.charts import Category, Chart, Form, Point, Series
from casa_desktop.texts.numbers import integer

_LETTERS = "abcdefghijklmnñopqrstuvwxyzáéíóú ABC·–<&>\"'"
_SERIES = {Form.COLUMNS: (1, 1), Form.ROWS: (1, 16), Form.BARS: (1, 1), Form.PYRAMID: (2, 4), Form.GRID: (1, 7)}


@st.composite
def charts(draw: st.DrawFn) -> Chart:
    """From one value to many, with long names, unknown values and categories that keep their place.

    The size is hypothesis' own; what fills it comes from one seed, as a draw for each of hundreds of values is slow.
    """
    form = draw(st.sampled_from(Form))
    many = draw(st.integers(1, 30 if form is Form.BARS else 24))
    series = draw(st.integers(*_SERIES[form]))
    largest = draw(st.sampled_from((9, 100, 9_999, 2_000_000)))
    chance = random.Random(draw(st.integers(0, 2**32)))
    fixed = form in (Form.BARS, Form.PYRAMID) and many > 1

    def name() -> str:
        return f"{chance.choice('ABÑ')}{''.join(chance.choices(_LETTERS, k=chance.choice((0, 4, 12, 41))))}"

    def point() -> Point:
        number = chance.choice((None, 0, *(chance.randrange(largest) for _ in range(6))))
        return Point(None, "—") if number is None else _point(number, chance)

    categories = tuple(
        Category(
            name(), chance.choice(("", "Dic", "Nov*†")), chance.choice(("", "2019")), fixed=fixed and at == many - 1
        )
        for at in range(many)
    )
    return Chart(
        "k",
        form,
        name(),
        "Mes",
        categories,
        tuple(Series(name(), tuple(point() for _ in range(many))) for _ in range(series)),
        tuple(name() for _ in range(chance.randrange(3))),
        rest=chance.choice(("", "Otros")),
    )


def _point(number: int, chance: random.Random) -> Point:
    return Point(number, integer(number), chance.random() < 0.2, chance.random() < 0.2)
