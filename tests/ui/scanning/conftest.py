"""The desk of «Personas y familias», and a reader plugged in at its keyboard."""

from tests.ui.people.conftest import _no_stray_window, room

__all__ = ["_no_stray_window", "room"]
