"""``casa verificar``: the file, its keys, the audit chain and the counts; says what it looked at."""

import sys
from argparse import ArgumentParser, Namespace

from casa_desktop.cli.entering import entered
from casa_desktop.services import checkup
from casa_desktop.texts import checks as words


def options(parser: ArgumentParser) -> None:
    """``verificar`` asks for nothing of its own."""
    parser.set_defaults(orden="verificar")


def run(given: Namespace) -> int:
    """Exit status 0 where everything is right, 1 where anything is not; nothing is changed."""
    with entered(given) as desk:
        checks = checkup.run(desk.runner, desk.settings.warnings)
    for check in checks:
        print(f"{'bien' if check.ok else 'MAL ':<4}  {words.sentence(check)}")
    summary = words.summary(checks)
    print(summary, file=sys.stdout if checkup.sound(checks) else sys.stderr)
    return 0 if checkup.sound(checks) else 1
