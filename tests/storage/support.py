"""A real profile on a real disk, with the cheapest password cost that the program accepts."""

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest

from casa_desktop.domain.errors import CasaError, Code
from casa_desktop.storage.base import Base
from casa_desktop.storage.envelope import FLOOR
from casa_desktop.storage.keyfile import KeyFile, KeyRing
from casa_desktop.storage.profile import KEYS
from casa_desktop.storage.work import Work

BASE_ID = "b" * 32
COMPARTMENTS = ("psicologia", "rcf", "proteccion")
PASSWORD = "mesa-lluvia-camino-tren"


@dataclass(frozen=True)
class Keys:
    """A key file just made, its first user's ring and both sheets."""

    file: KeyFile
    ring: KeyRing
    sheets: tuple[str, str]


def make_keys(folder: Path, base_id: str = BASE_ID) -> Keys:
    """Keys of a new base whose first user is ``coordinacion``."""
    made = KeyFile.create(
        folder / KEYS,
        base_id=base_id,
        user_id="u1",
        username="coordinacion",
        password=PASSWORD,
        compartments=COMPARTMENTS,
        cost=FLOOR,
    )
    return Keys(*made)


def refused(raised: pytest.ExceptionInfo[CasaError], code: Code, **values: object) -> bool:
    """Whether the error has *code* first, with at least these *values*."""
    problem = raised.value.problems[0]
    return problem.code == code and values.items() <= dict(problem.values).items()


def settings_of(base: Base) -> dict[str, str]:
    """What stands in the plainest table."""
    with base.begin() as work:
        return {row[0]: row[1] for row in work.connection.exec_driver_sql("SELECT key, value FROM desk_setting")}


def audited(work: Work, action: str, reason: str = "") -> int:
    """One audit entry."""
    at = datetime(2026, 11, 20, 14, tzinfo=UTC)
    return work.audit.append(at=at, user="ana", action=action, record="P-1", fields=("a", "b"), reason=reason)
