"""Dispatch of the sub-commands, exit status and the last net under every error.

Exit status: 0 done, 1 the world said no (one Spanish sentence on standard error), 2 wrong usage.
"""

import logging
import os
import signal
import sys
from argparse import Namespace
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from importlib import import_module
from pathlib import Path

from casa_desktop import logs
from casa_desktop.domain.errors import CasaError, Code, fault
from casa_desktop.storage.files import explain
from casa_desktop.storage.profile import LOG
from casa_desktop.texts.errors import message
from casa_desktop.texts.usage import Parser

SUBCOMMANDS = {
    "demo": "crea un perfil de personas inventadas, con usuarios y claves",
    "informe": "imprime la tabla mensual",
    "gifmm": "escribe el 345W de un mes",
    "cifras": "importa o lista cifras históricas",
    "importar": "importa personas de una hoja de cálculo",
    "coincidencias": "dice quiénes de un archivo pueden estar ya, con motivos",
    "respaldar": "hace una copia de seguridad verificada",
    "restaurar": "pone una copia en lugar de la base",
    "verificar": "revisa el archivo, la auditoría y los conteos",
    "usuarios": "lista o crea usuarios, y cambia claves",
    "galeria": "dibuja cada pantalla y cada papel con datos inventados",
}

INTERRUPTED = "Se interrumpió: lo que ya estaba guardado sigue igual, y lo demás no se hizo."
_SILENT = logging.NullHandler()


def parser(chosen: str = "") -> Parser:
    """The parser of everything; only the module of the *chosen* order is read, for its own options."""
    top = Parser(
        prog="casa",
        description="CASA Desktop: registro de atenciones y tabla mensual. Sin orden, abre la ventana.",
    )
    orders = top.add_subparsers(dest="orden", metavar="orden", required=True, title="órdenes", parser_class=Parser)
    for name, summary in SUBCOMMANDS.items():
        own = name == chosen and name != "galeria"
        parents = [_common()] if own and name != "demo" else []
        order = orders.add_parser(name, help=summary, description=summary, parents=parents)
        if own:
            import_module(f"casa_desktop.cli.{name}").options(order)
    return top


def _common() -> Parser:
    """The options of every sub-command that opens a base."""
    parent = Parser(helping=False)
    group = parent.add_argument_group("quién y dónde")
    group.add_argument("--perfil", metavar="DIR", type=Path, required=True, help="carpeta del perfil")
    group.add_argument("--usuario", metavar="U", help="quién entra (el último que entró, si no se dice)")
    group.add_argument(
        "--clave-archivo", metavar="F", type=Path, help="archivo cuya primera línea es la clave (o CASA_CLAVE)"
    )
    return parent


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
    # Without a handler a warning, a library's too, would go to standard error, beside the one sentence there.
    logging.getLogger().addHandler(_SILENT)
    options = Namespace()
    try:
        options = parser(next(iter(argv), "")).parse_args(argv)
        run: Callable[[Namespace], int] = import_module(f"casa_desktop.cli.{options.orden}").run
        status = run(options)
        sys.stdout.flush()
    except SystemExit as leave:
        return leave.code if isinstance(leave.code, int) else 2
    except CasaError as error:
        return _refused(error, options)
    except BrokenPipeError:
        return _hang_up()
    except OSError as error:
        return _refused(_of_the_system(error), options)
    except MemoryError:
        return _refused(fault(Code.DISK_ERROR), options)
    except Exception as bug:  # noqa: BLE001  # the last net: a bug becomes a sentence, its places go to the log
        if isinstance(bug.__context__, KeyboardInterrupt):
            return interrupted()
        _enter(bug, getattr(options, "perfil", None))
        return _refused(fault(Code.BUG), options)
    return status


def _of_the_system(error: OSError) -> CasaError:
    """What the system refused, as an error of ours."""
    if error.filename:
        refused = isinstance(error, FileExistsError | NotADirectoryError | IsADirectoryError)
        return explain(error, writing=refused)
    _hang_up()  # the output itself: Python would fail once more when it closes it
    return fault(Code.DISK_ERROR)


def interrupted() -> int:
    """CTRL-C, at whatever moment; a second one must not break the sentence."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _say(INTERRUPTED)
    return 1


def _refused(error: CasaError, options: Namespace) -> int:
    """One line for each problem. A full disk is told of the profile where no file of its own is known."""
    profile = getattr(options, "perfil", None)
    name = profile.name if isinstance(profile, Path) else ""
    told = (
        replace(problem, values={**problem.values, "file": problem.values.get("file") or name})
        if problem.code is Code.DISK_FULL
        else problem
        for problem in error.problems
    )
    for line in message(CasaError(told)).splitlines():
        _say(line)
    return 1


def _hang_up() -> int:
    """Whoever read the output has gone: nothing more can be said, not even when Python closes its streams."""
    with suppress(OSError), Path(os.devnull).open("wb") as nobody:
        os.dup2(nobody.fileno(), sys.stdout.fileno())
    return 1


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
