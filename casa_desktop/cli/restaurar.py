"""``casa restaurar``: puts a verified copy in place of the base; what was there is kept."""

from argparse import ArgumentParser, Namespace
from pathlib import Path

from casa_desktop.cli.entering import named_or_last, password_of
from casa_desktop.domain.clock import SystemClock
from casa_desktop.wiring import Door


def options(parser: ArgumentParser) -> None:
    """Declares what ``restaurar`` understands."""
    parser.add_argument("copia", metavar="COPIA", type=Path, help="archivo .casa")


def run(given: Namespace) -> int:
    """Restores, and prints where the files that were there are kept."""
    door = Door(given.perfil, SystemClock())
    username = named_or_last(door, given.usuario)
    restored = door.restore(given.copia, username, password_of(given, username))
    print(restored.kept)
    return 0
