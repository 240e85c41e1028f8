"""A breakdown in words for the tests of its papers."""

from casa_desktop.texts.breakdowns import TOTAL, Line, Sheet

SMALL = Sheet(
    "PERSONAS",
    "por edad y sexo",
    "15/11/2025 – 14/01/2026",
    ("Solo país: Venezuela o sin dato",),
    ("Edad", "Mujer", "Hombre", "Sin dato", TOTAL),
    (
        Line("0–5", (None, None, 0, 12)),
        Line("6–12", (1234, 12, 0, 1246)),
        Line("Sin dato", (None, None, 0, 9)),
        Line(TOTAL, (1241, 26, 0, 1267)),
    ),
    ("Una persona puede estar en varias filas.", "• Menos de 5, o lo que permitiría calcularlo."),
)


def large(rows: int, columns: int, head: str = "Columna") -> Sheet:
    """*rows* × *columns* and their totals; every figure says where it stands."""
    heads = ("Lugar", *(f"{head} {column}" for column in range(columns)), TOTAL)
    lines = [Line(f"Fila {row}", (*(1000 * row + column for column in range(columns)), row + 1)) for row in range(rows)]
    return Sheet(
        "SERVICIOS",
        "por lugar y financiador",
        "Dic 2018 – Nov 2019",
        (),
        heads,
        (*lines, Line(TOTAL, tuple(range(columns + 1)))),
        ("Nota.",),
    )
