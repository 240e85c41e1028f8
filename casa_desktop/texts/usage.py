"""Spanish of every command line: usage, headings, and what is wrong with an order."""

import argparse
import re
import sys
from typing import NoReturn

_TRANSLATED = (
    (re.compile(r"the following arguments are required: (.+)"), r"falta: \1"),
    (re.compile(r"unrecognized arguments: (.+)"), r"no se reconoce: \1"),
    (re.compile(r"argument (.+?): expected (?:one|at least one) arguments?"), r"\1 necesita un valor"),
    (re.compile(r"argument (.+?): invalid choice: (.+?) \(choose from (.+)\)"), r"\1: \2 no es una opción; hay: \3"),
    (re.compile(r"argument (.+?): invalid \w+ value: (.+)"), r"\1: \2 no es un valor válido"),
    (re.compile(r"argument (.+?): not allowed with argument (.+)"), r"\1 no va junto con \2"),
    (re.compile(r"argument (.+?): ignored explicit argument .+"), r"\1 no lleva valor"),
    (re.compile(r"ambiguous option: (.+?) could match (.+)"), r"\1 puede ser: \2"),
)


def in_spanish(message: str) -> str:
    """argparse's own sentence, in Spanish where its form is known."""
    for pattern, replacement in _TRANSLATED:
        if pattern.fullmatch(message):
            return pattern.sub(replacement, message)
    return message


class Parser(argparse.ArgumentParser):
    """An argument parser that speaks Spanish and leaves with 2 on wrong usage."""

    def __init__(self, *args: object, helping: bool = True, **options: object) -> None:
        options.setdefault("add_help", False)
        options.setdefault("formatter_class", _Formatter)
        options.setdefault("allow_abbrev", False)
        super().__init__(*args, **options)  # type: ignore[arg-type]  # argparse's many keywords, passed through
        if helping:
            self.add_argument("-h", "--help", "--ayuda", action="help", help="muestra esta ayuda y termina")
        self._positionals.title = "lo que va"
        self._optionals.title = "opciones"

    def error(self, message: str) -> NoReturn:
        self.print_usage(sys.stderr)
        self.exit(2, f"{self.prog}: {in_spanish(message)}\n")


class _Formatter(argparse.HelpFormatter):
    def add_usage(self, usage: object, actions: object, groups: object, prefix: str | None = None) -> None:
        prefix = "uso: " if prefix is None else prefix  # an empty one is the start of a sub-command's own line
        super().add_usage(usage, actions, groups, prefix)  # type: ignore[arg-type]  # untyped in argparse's stub
