"""Dispatch of the sub-commands, exit status and the last net under every error.

Exit status: 0 done, 1 the world said no (one Spanish sentence on standard error), 2 wrong usage.
"""

import logging
import sys
from argparse import Namespace
from collections.abc import Callable
from importlib import import_module
from pathlib import Path

from casa_desktop import logs
from casa_desktop.cli.parser import Parser, common
from casa_desktop.domain.errors import CasaError, Code, Problem
from casa_desktop.storage.profile import LOG
from casa_desktop.texts.errors import message, sentence

SUBCOMMANDS = {
    "demo": "crea un perfil de personas inventadas, con usuarios y claves",
    "informe": "imprime la tabla mensual",
    "cifras": "importa o lista cifras históricas",
    "respaldar": "hace una copia de seguridad verificada",
    "restaurar": "pone una copia en lugar de la base",
    "verificar": "revisa el archivo, la auditoría y los conteos",
    "usuarios": "lista o crea usuarios, y cambia claves",
    "galeria": "dibuja cada pantalla y cada papel con datos inventados",
}


def parser(chosen: str = "") -> Parser:
    """The parser of everything; only the module of the *chosen* order is read, for its own options."""
    top = Parser(
        prog="casa",
        description="CASA Desktop: registro de atenciones y tabla mensual. Sin orden, abre la ventana.",
    )
    orders = top.add_subparsers(dest="orden", metavar="orden", required=True, title="órdenes", parser_class=Parser)
    for name, summary in SUBCOMMANDS.items():
        own = name == chosen and name != "galeria"
        parents = [common()] if own and name != "demo" else []
        order = orders.add_parser(name, help=summary, description=summary, parents=parents)
        if own:
            import_module(f"casa_desktop.cli.{name}").options(order)
    return top


def no_display() -> int:
    """Says that there is no screen, and what can be done without one."""
    width = max(map(len, SUBCOMMANDS))
    lines = (f"  casa {name:<{width}}  {summary}" for name, summary in SUBCOMMANDS.items())
    _say("No hay pantalla en la que abrir la ventana; sin ella se puede usar:")
    print("\n".join(lines), file=sys.stderr)
    return 1


def main(argv: list[str]) -> int:
    """Runs one sub-command and gives the exit status; never lets a traceback out."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    try:
        options = parser(next(iter(argv), "")).parse_args(argv)
    except SystemExit as leave:
        return leave.code if isinstance(leave.code, int) else 2
    run: Callable[[Namespace], int] = import_module(f"casa_desktop.cli.{options.orden}").run
    try:
        status = run(options)
        sys.stdout.flush()
    except CasaError as error:
        _say(message(error))
        return 1
    except KeyboardInterrupt:
        _say(sentence(Problem(Code.CANCELLED)))
        return 1
    except BrokenPipeError:
        sys.stderr.close()
        return 1
    except (MemoryError, OSError):
        _say(sentence(Problem(Code.DISK_ERROR)))
        return 1
    except Exception as bug:  # noqa: BLE001  # the last net: a bug becomes a sentence, its places go to the log
        _enter(bug, getattr(options, "perfil", None))
        _say(sentence(Problem(Code.BUG)))
        return 1
    return status


def _say(text: str) -> None:
    print(" ".join(text.split()), file=sys.stderr)


def _enter(bug: Exception, folder: Path | None) -> None:
    """Writes the places of a bug, without any value, into the log of the profile."""
    if folder is None or not folder.is_dir():
        return
    handler = logs.start(folder / LOG)
    try:
        logging.getLogger("casa_desktop.cli").error("bug", exc_info=bug)
    finally:
        logs.stop(handler)
