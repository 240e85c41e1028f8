"""Fixtures of every test that speaks to the verbs."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.services.desk import Desk, Template, make_template, open_copy


@pytest.fixture(scope="session")
def desk_template(tmp_path_factory: pytest.TempPathFactory) -> Template:
    return make_template(tmp_path_factory.mktemp("mesa"))


@pytest.fixture
def desk(desk_template: Template, tmp_path: Path) -> Iterator[Desk]:
    made = open_copy(desk_template, tmp_path / "mesa")
    yield made
    made.base.close()
