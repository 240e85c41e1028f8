"""«Tablero» over the desk of «Informes»."""

from tests.ui.statistics.conftest import busy, window

__all__ = ["busy", "window"]
