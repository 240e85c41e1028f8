"""The pages of health over a real encrypted desk; the desk and its helpers are those of «Talleres»."""

from tests.ui.workshops.conftest import desk_template, room

__all__ = ["desk_template", "room"]
