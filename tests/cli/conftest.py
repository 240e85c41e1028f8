"""Profiles for the command line: demos made by it once a session, and an empty desk as a first start leaves it."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest

from casa_desktop.domain.clock import FixedClock
from casa_desktop.domain.founding import FirstDesk
from casa_desktop.storage.base import Base
from casa_desktop.storage.envelope import FLOOR
from casa_desktop.wiring import Door
from tests.cli.support import Ran, casa

FOUNDER, PASSWORD = "ana", "helecho-rodeo-leve-cerro"


@dataclass(frozen=True)
class Profile:
    """A profile folder and who may enter it: user name, password."""

    folder: Path
    users: dict[str, str]
    made: Ran | None = None
    """What ``casa demo`` said, where it made the profile."""
    sheets: tuple[str, ...] = ()

    def run(self, order: str, *arguments: object, user: str = "") -> Ran:
        """``casa ORDER --perfil … --usuario …`` with that user's password; the coordinator of a demo by default."""
        user = user or ("coordinacion" if "coordinacion" in self.users else FOUNDER)
        return casa(order, "--perfil", self.folder, "--usuario", user, *arguments, password=self.users[user])

    def copied(self, folder: Path) -> "Profile":
        """The same profile in another folder, to be spoiled."""
        shutil.copytree(self.folder, folder)
        return Profile(folder, self.users, self.made, self.sheets)

    @contextmanager
    def base(self, user: str = FOUNDER) -> Iterator[Base]:
        """The file itself, behind the back of the program."""
        desk = Door(self.folder, FixedClock.on(date(2026, 11, 23)), FLOOR).unlock(user, self.users[user])
        try:
            yield desk.base
        finally:
            desk.close()


def made(folder: Path, *arguments: object) -> Profile:
    ran = casa("demo", "--perfil", folder, *arguments)
    assert ran.status == 0, ran.err
    return Profile(folder, dict(line.split("\t") for line in ran.lines if "\t" in line), ran)


@pytest.fixture(scope="session")
def council(tmp_path_factory: pytest.TempPathFactory) -> Profile:
    return made(tmp_path_factory.mktemp("council") / "perfil", "--escenario", "informe-2019")


@pytest.fixture(scope="session")
def small(tmp_path_factory: pytest.TempPathFactory) -> Profile:
    return made(tmp_path_factory.mktemp("small") / "perfil", "--personas", 30, "--meses", 2)


@pytest.fixture(scope="session")
def founded(tmp_path_factory: pytest.TempPathFactory) -> Profile:
    """A desk of one user, without a person in it."""
    folder = tmp_path_factory.mktemp("founded") / "perfil"
    first = FirstDesk("C.A.S.A. Bucaramanga", "68001", FOUNDER, "Ana Roa Ñáñez", PASSWORD)
    sheets = Door(folder, FixedClock.on(date(2026, 11, 20)), FLOOR).found(first).sheets
    return Profile(folder, {FOUNDER: PASSWORD}, sheets=sheets)


@pytest.fixture
def empty(founded: Profile, tmp_path: Path) -> Profile:
    """A copy of ``founded`` that the test may change."""
    return founded.copied(tmp_path / "mesa vacía ñ")


@pytest.fixture
def desk(small: Profile, tmp_path: Path) -> Profile:
    """A copy of ``small`` that the test may change."""
    return small.copied(tmp_path / "mesa")
