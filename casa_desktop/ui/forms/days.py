"""A run of days that two fields ask for: what is no day is told, and no other stands in its place."""

from collections.abc import Callable
from datetime import date
from typing import TypeVar

from casa_desktop.domain.errors import CasaError, Code, Problem
from casa_desktop.texts.errors import sentence
from casa_desktop.ui.forms.field import Field

Fields = tuple[Field, Field]
"""Of the first day and of the last."""
T = TypeVar("T")


def read_days(fields: Fields, of: Callable[[date | None, date | None], T]) -> T | None:
    """What *of* makes of the two days (None = left out). None where one is no day, or *of* raises: then nothing is
    counted or kept, and it is told beside the field that is wrong."""
    codes: list[Code | None] = [field.editor.problem() for field in fields]
    made: T | None = None
    if not any(codes):
        try:
            made = of(*(field.value() for field in fields))
        except CasaError as error:
            codes[0] = error.problems[0].code
    for field, code in zip(fields, codes, strict=True):
        field.show_problem("" if code is None else sentence(Problem(code)))
    return made
