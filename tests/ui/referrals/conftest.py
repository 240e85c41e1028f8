"""The page over a real encrypted desk."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from casa_desktop.ui.referrals.page import ReferralsPage
from casa_desktop.ui.tasks import Tasks
from tests.services.desk import Template, make_template
from tests.ui.doubles import FakePrompts
from tests.ui.post import Post, opened


@pytest.fixture(scope="session")
def desk_template(tmp_path_factory: pytest.TempPathFactory) -> Template:
    return make_template(tmp_path_factory.mktemp("mesa"))


@pytest.fixture
def post(desk_template: Template, tmp_path: Path, tasks: Tasks, prompts: FakePrompts) -> Iterator[Post[ReferralsPage]]:
    with opened(
        desk_template, tmp_path / "mesa", tasks, lambda desk: Post(desk, tasks, prompts, ReferralsPage)
    ) as made:
        yield made
