"""Demo profiles, made once a session through the command line itself."""

from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.cli.support import Ran, casa


@dataclass(frozen=True)
class Profile:
    """A demo profile and the users that the command printed."""

    folder: Path
    users: dict[str, str]
    made: Ran

    def run(self, order: str, *arguments: object, user: str = "coordinacion") -> Ran:
        """``casa ORDER --perfil … --usuario …`` with that user's password."""
        return casa(order, "--perfil", self.folder, "--usuario", user, *arguments, password=self.users[user])


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
