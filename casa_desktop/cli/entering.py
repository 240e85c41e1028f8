"""How a sub-command enters a base: user, password, and never a prompt where nobody can answer it."""

import os
import sys
from argparse import Namespace
from collections.abc import Iterator
from contextlib import contextmanager
from getpass import getpass
from pathlib import Path

from casa_desktop.domain.clock import Clock, SystemClock
from casa_desktop.domain.errors import CasaError, Code, fault
from casa_desktop.wiring import Desk, Door


def first_line(file: Path) -> str:
    """The first line of a small text file, a password or a sheet; CANNOT_READ where that fails."""
    try:
        with file.open(encoding="utf-8-sig") as lines:
            return lines.readline(1000).rstrip("\r\n")
    except (OSError, UnicodeDecodeError):
        raise fault(Code.CANNOT_READ, file=file.name) from None


def password_of(options: Namespace, username: str) -> str:
    """From ``--clave-archivo``, ``CASA_CLAVE`` or a prompt; ``NO_PASSWORD_GIVEN`` without any of them."""
    if options.clave_archivo is not None:
        return first_line(options.clave_archivo)
    if (given := os.environ.get("CASA_CLAVE")) is not None:
        return given
    if not sys.stdin.isatty():
        raise fault(Code.NO_PASSWORD_GIVEN)
    return getpass(f"Contraseña de {username}: ")


def named_or_last(door: Door, named: str | None) -> str:
    """The user who was named, else the one who entered last; ``""`` where the key file cannot tell."""
    if named:
        return named
    try:
        return next(iter(door.users()), "")
    except CasaError:
        return ""


@contextmanager
def entered(options: Namespace, clock: Clock | None = None) -> Iterator[Desk]:
    """The base of ``--perfil``, opened for the user who was named; closed at the end, also after an error."""
    door = Door(options.perfil, clock or SystemClock())
    door.require_base()
    username = named_or_last(door, options.usuario)
    desk = door.unlock(username, password_of(options, username))
    try:
        yield desk
    finally:
        desk.close()
