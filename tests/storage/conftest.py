"""Fixtures of the storage tests."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from casa_desktop.domain.clock import FixedClock
from casa_desktop.storage.base import Base
from tests.storage.support import Keys, make_keys


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    path = tmp_path / "perfil ñandú 100%"
    path.mkdir()
    return path


@pytest.fixture
def keys(folder: Path) -> Keys:
    return make_keys(folder)


@pytest.fixture
def clock() -> FixedClock:
    return FixedClock.on(date(2026, 11, 20))


@pytest.fixture
def base(folder: Path, keys: Keys, clock: FixedClock) -> Iterator[Base]:
    made = Base.create(folder, keys.ring, keys.file.base_id, clock)
    yield made
    made.close()
