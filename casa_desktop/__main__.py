"""Arguments only: without a sub-command, with ``--demo`` or with ``galeria`` the window starts; the rest is ``cli``."""

import os
import sys

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
        from casa_desktop.app import main as window

        return window(arguments)
    if arguments and not arguments[0].startswith(WINDOW_OPTIONS):
        from casa_desktop.cli.main import main as cli

        return cli(arguments)
    if not _has_display():
        from casa_desktop.cli.main import no_display

        return no_display()
    from casa_desktop.app import main as window

    return window(arguments)


def _has_display() -> bool:
    """Whether a window can be shown; Windows and macOS always can."""
    if not sys.platform.startswith("linux"):
        return True
    return any(os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"))


if __name__ == "__main__":
    sys.exit(main())
