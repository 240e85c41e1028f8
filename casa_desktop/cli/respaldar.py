"""``casa respaldar``: one verified copy of keys and base, and a second one elsewhere if wanted."""

from argparse import ArgumentParser, Namespace
from pathlib import Path

from casa_desktop.cli.entering import entered
from casa_desktop.services import copies
from casa_desktop.settings import SettingsFile
from casa_desktop.storage.profile import SETTINGS


def options(parser: ArgumentParser) -> None:
    """Declares what ``respaldar`` understands."""
    parser.add_argument(
        "--destino", metavar="DIR", type=Path, help="carpeta para una segunda copia, fuera del equipo si es posible"
    )


def run(given: Namespace) -> int:
    """Makes the copy and prints where it is; a second place that fails is an error, the first copy stays."""
    with entered(given) as desk:
        made = copies.make(desk.runner, given.destino)
        if made.outside:  # the window's banner counts the days since
            SettingsFile(desk.folder / SETTINGS).change(last_copy_outside=desk.clock.today())
    print(made.path)
    if made.trouble is not None:
        raise made.trouble
    if made.carried is not None:
        print(made.carried)
    return 0
