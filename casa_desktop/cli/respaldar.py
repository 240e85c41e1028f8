"""``casa respaldar``: one verified copy of keys and base, and a second one elsewhere if wanted."""

from argparse import ArgumentParser, Namespace
from pathlib import Path

from casa_desktop.cli.entering import entered
from casa_desktop.services import copies


def options(parser: ArgumentParser) -> None:
    """Declares what ``respaldar`` understands."""
    parser.add_argument(
        "--destino", metavar="DIR", type=Path, help="carpeta para una segunda copia, fuera del equipo si es posible"
    )


def run(given: Namespace) -> int:
    """Makes the copy and prints where it is; a second place that fails is an error, the first copy stays."""
    with entered(given) as desk:
        made = copies.make(desk.runner, given.destino)
    print(made.path)
    if made.trouble is not None:
        raise made.trouble
    if made.carried is not None:
        print(made.carried)
    return 0
