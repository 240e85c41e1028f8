"""Arguments only: without a sub-command, with ``--demo`` or with ``galeria`` the window starts; the rest is ``cli``."""

import os
import sys
from pathlib import Path

from casa_desktop.version import PROGRAM

WINDOW_OPTIONS = ("--demo", "--perfil")


def main(argv: list[str] | None = None) -> int:
    """Runs the program and gives its exit status."""
    try:
        return _run(sys.argv[1:] if argv is None else argv)
    except KeyboardInterrupt:  # also while modules are read, which takes longer than most orders
        from casa_desktop.cli.main import interrupted

        return interrupted()


def _run(arguments: list[str]) -> int:
    if arguments == ["--version"]:
        print(PROGRAM)
        return 0
    if arguments[:1] == ["galeria"]:
        return _draw(arguments[1:])
    if arguments and not arguments[0].startswith(WINDOW_OPTIONS):
        from casa_desktop.cli.main import main as cli

        return cli(arguments)
    profile, demo = _window(arguments) if arguments else (None, False)
    if not _has_display():
        from casa_desktop.cli.main import no_display

        return no_display()
    from casa_desktop import app, paths

    return app.run_demo() if demo else app.run(profile or paths.default_profile())


def _window(arguments: list[str]) -> tuple[Path | None, bool]:
    """``--perfil DIR`` and ``--demo``; read before a display is looked for: wrong usage is wrong without one, too."""
    from casa_desktop.texts import ui_shell as texts
    from casa_desktop.texts.usage import Parser

    parser = Parser(prog="casa", description=texts.PROGRAM_LONG)
    parser.add_argument("--perfil", metavar="DIR", type=Path, help=texts.OPTION_PROFILE)
    parser.add_argument("--demo", action="store_true", help=texts.OPTION_DEMO)
    options = parser.parse_args(arguments)
    return options.perfil, options.demo


def _draw(arguments: list[str]) -> int:
    from casa_desktop.texts import ui_shell as texts
    from casa_desktop.texts.usage import Parser

    parser = Parser(prog="casa galeria", description=texts.GALLERY_ABOUT)
    parser.add_argument("--salida", metavar="DIR", type=Path, required=True, help=texts.OPTION_GALLERY)
    parser.add_argument("--solo", metavar="NOMBRE", default="", help=texts.OPTION_ONLY)
    options = parser.parse_args(arguments)
    from casa_desktop import app

    return app.draw_gallery(options.salida, options.solo)


def _has_display() -> bool:
    """Whether a window can be shown; Windows and macOS always can."""
    if not sys.platform.startswith("linux"):
        return True
    return any(os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"))


if __name__ == "__main__":
    sys.exit(main())
