"""«Desglose» over a real encrypted desk, driven by keys."""

from tests.ui.statistics.conftest import busy, window

__all__ = ["busy", "window"]
