"""«Ayudas e inventario» over a real encrypted desk with the usual items, driven by keys."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from PySide6.QtWidgets import QWidget

from casa_desktop.ui.aid.page import AidPage
from casa_desktop.ui.tasks import Tasks
from tests.services.desk import Template, make_template
from tests.services.stores import Store, make_store
from tests.ui.doubles import FakePrompts
from tests.ui.post import Post, opened


@dataclass
class Counter(Post[AidPage]):
    """A desk with its store, and the page over it for whoever sits there."""

    store: Store = field(init=False)

    def shown(self, name: str) -> bool:
        """Whether a widget called *name* can be seen."""
        return any(widget.isVisible() for widget in self.page.findChildren(QWidget, name))

    def stock(self, name: str) -> int:
        """What there is of an item."""
        return self.on_db(lambda: self.store.of(name).stock)


@pytest.fixture(scope="session")
def desk_template(tmp_path_factory: pytest.TempPathFactory) -> Template:
    return make_template(tmp_path_factory.mktemp("mesa"))


@pytest.fixture
def counter(desk_template: Template, tmp_path: Path, tasks: Tasks, prompts: FakePrompts) -> Iterator[Counter]:
    with opened(desk_template, tmp_path, tasks, lambda desk: Counter(desk, tasks, prompts, AidPage)) as made:
        made.store = made.on_db(lambda: make_store(made.desk))
        yield made
