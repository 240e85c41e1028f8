"""A QR on paper."""

import segno
from reportlab.platypus import Flowable

from casa_desktop.reports.paper import INK


class Qr(Flowable):  # type: ignore[misc]  # reportlab ships no types
    """The modules of a QR as squares; level M reads with a crease through it."""

    def __init__(self, text: str, side: float) -> None:
        super().__init__()
        self._rows = [bytes(row) for row in segno.make_qr(text, error="m").matrix]
        self._side = side
        self.hAlign = "RIGHT"

    def wrap(self, _width: float, _height: float) -> tuple[float, float]:
        return self._side, self._side

    def draw(self) -> None:
        each = self._side / len(self._rows)
        self.canv.setFillColor(INK)
        for down, row in enumerate(self._rows):
            for across, dark in enumerate(row):
                if dark:
                    # A hair wider than they are: printers leave white seams between exact neighbours.
                    self.canv.rect(across * each, self._side - (down + 1) * each, each + 0.05, each + 0.05, 0, 1)
