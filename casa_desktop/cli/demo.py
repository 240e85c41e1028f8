"""``casa demo``: a profile of invented people, with users and passwords."""

import sys
from argparse import ArgumentParser, Namespace
from pathlib import Path

from casa_desktop.demo.scenarios import Order, Scenario, nothing
from casa_desktop.domain.clock import SystemClock
from casa_desktop.domain.errors import Code, fault
from casa_desktop.wiring import make_demo


def options(parser: ArgumentParser) -> None:
    """Declares what ``demo`` understands."""
    parser.add_argument("--perfil", metavar="DIR", type=Path, required=True, help="carpeta nueva del perfil")
    parser.add_argument("--escenario", choices=[str(s) for s in Scenario], default=str(Scenario.DESK))
    parser.add_argument("--personas", metavar="N", type=int, default=300, help="solo para mesa (300)")
    parser.add_argument("--meses", metavar="M", type=int, default=3, help="solo para mesa (3)")
    parser.add_argument("--semilla", metavar="S", type=int, default=2019, help="la misma semilla, las mismas personas")


def run(given: Namespace) -> int:
    """Makes the profile; the last lines on standard output are its users: name, TAB, password."""
    if not (1 <= given.personas <= 200_000 and 1 <= given.meses <= 60):
        raise fault(Code.OUT_OF_RANGE, "--personas" if 1 <= given.meses <= 60 else "--meses", low=1, high=200_000)
    order = Order(Scenario(given.escenario), given.personas, given.meses, given.semilla, until=SystemClock().today())
    users = make_demo(given.perfil, order, _shown if sys.stderr.isatty() else nothing)
    for name, password in users:
        print(f"{name}\t{password}")
    return 0


def _shown(done: int, of: int) -> None:
    print(f"\r{100 * done // max(1, of):3d} %", end="\n" if done == of else "", file=sys.stderr, flush=True)
