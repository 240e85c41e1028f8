"""Peak memory of a list on paper: ``python -m tests.benchmarks.listing 10000`` (pages) prints megabytes and seconds."""

import sys
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import psutil

from casa_desktop.domain.table import Imprint, Letterhead
from casa_desktop.reports import list_pdf
from casa_desktop.reports.list_pdf import About, Column

COLUMNS = tuple(
    Column(head, share, right)
    for head, share, right in (
        ("Código", 2, False),
        ("Nombre", 5, False),
        ("Documento", 3, False),
        ("Fecha", 2, False),
        ("Servicio", 3, False),
        ("Cantidad", 1.5, True),
        ("Folio", 1.5, False),
    )
)
LINES_OF_A_PAGE = 47
IMPRINT = Imprint(datetime(2026, 3, 10, 14, tzinfo=UTC), "coordinacion", "CASA Desktop 0.1.0")
LETTERHEAD = Letterhead("C.A.S.A.", "Bucaramanga", "")


def lines(count: int) -> Iterator[tuple[str, ...]]:
    """Invented persons, none of them like the one before."""
    for at in range(count):
        name = f"Persona {at * 7919 % 99991} de los Ángeles Ñáñez {at}"
        yield (
            f"P-{at:06d}",
            name,
            f"PT {at * 104729 % 9999991}",
            "10/03/2026",
            "ORIENTACION",
            "1",
            f"{at // 12}-{at % 12}",
        )


def draw(pages: int) -> bytes:
    """A list of about that many pages."""
    count = pages * LINES_OF_A_PAGE
    about = About("Lista nominal de una cifra", "PERSONAS · marzo de 2026", "Prueba")
    return list_pdf.render(about, COLUMNS, lines(count), count, LETTERHEAD, IMPRINT)


def peak() -> float:
    """Of this process so far, in megabytes. Not ``getrusage``: it begins with what the parent held."""
    status = Path("/proc/self/status")
    if status.exists():
        found = next(line for line in status.read_text().splitlines() if line.startswith("VmHWM"))
        return int(found.split()[1]) / 1024
    return float(psutil.Process().memory_info().rss) / 2**20


if __name__ == "__main__":
    wanted = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    draw(1)
    before, start = peak(), time.perf_counter()
    size = len(draw(wanted))
    print(
        f"{wanted} pages: {size / 1e6:.1f} MB of PDF, peak {peak():.0f} MB ({before:.0f} MB before), "
        f"{time.perf_counter() - start:.1f} s"
    )
