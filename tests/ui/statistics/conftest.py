"""«Informes» over a real encrypted desk, driven by keys."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import TypeVar

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from casa_desktop.domain.access import Role
from casa_desktop.ui import hotkeys
from casa_desktop.ui.session import Session
from casa_desktop.ui.statistics.monthly import MonthlyPart
from casa_desktop.ui.statistics.page import StatisticsPage
from casa_desktop.ui.tasks import Tasks
from tests.services.desk import Template
from tests.services.test_statistics import attend, call, guidance, register, session
from tests.ui.doubles import FakePrompts
from tests.ui.sitting import Sitting, desk_on_its_thread

T = TypeVar("T")


@dataclass
class Window(Sitting):
    """A desk, and «Informes» of whoever sits there: *whole*, and its table as *page*."""

    session: Session = field(init=False)
    whole: StatisticsPage = field(init=False)
    page: MonthlyPart = field(init=False)

    @property
    def root(self) -> QWidget:
        return self.whole

    def sit(self, *roles: Role) -> MonthlyPart:
        """The table of a user with *roles*, shown with the cursor on it."""
        self.session = self.session_of(self.desk.runner(*roles))
        self.whole = StatisticsPage(self.session)
        self.put_up(self.whole, 1140, 690)
        self.whole.focus_first()
        self.page = self.whole.part_of(MonthlyPart)
        return self.page

    def go(self, part: str) -> None:
        """To another part, by its key."""
        at = list(self.whole.part_ids()).index(part)
        self.press(hotkeys.part(at + 1))

    def press(self, *keys: str, name: str = "") -> None:
        """Presses *keys* one after another where the focus is, or in *name*."""
        for each in keys:
            super().press(each, name)

    def type(self, name: str, text: str) -> None:
        """Every field here holds something."""
        self.retype(name, text)

    def sees(self, name: str) -> bool:
        """Whether a visible widget is called *name*."""
        return any(widget.isVisible() for widget in self.whole.findChildren(QWidget, name))

    def exported(self) -> list[tuple[str, str]]:
        """(record, fields) of every entry of the audit that says that a report left."""

        def read() -> list[tuple[str, str]]:
            with self.desk.base.begin() as work:
                query = "SELECT record, fields FROM audit WHERE action = 'report.export' ORDER BY seq"
                return [(row[0], row[1]) for row in work.connection.exec_driver_sql(query)]

        return self.on_db(read)

    def cells(self) -> dict[str, list[str]]:
        """The table as it is read, by label."""
        model = self.page.view.monthly
        columns = range(model.columnCount())
        return {
            str(model.headerData(row, Qt.Orientation.Vertical)): [model.text(row, column) for column in columns]
            for row in range(model.rowCount())
        }


@pytest.fixture
def window(desk_template: Template, tmp_path: Path, tasks: Tasks, prompts: FakePrompts) -> Iterator[Window]:
    with desk_on_its_thread(desk_template, tmp_path / "mesa", tasks) as desk:
        made = Window(desk, tasks, prompts)
        yield made
        if hasattr(made, "whole"):
            made.take_down(made.whole)


@pytest.fixture
def busy(window: Window) -> Window:
    """María comes in January and February, José in January; Ana sees the psychologist in February."""

    def fill() -> None:
        desk = window.desk
        maria, jose, ana = (register(desk, *name) for name in (("María", "Gil"), ("José", "Ruiz"), ("Ana", "Mora")))
        attend(desk, maria, date(2026, 1, 5), guidance(), call())
        attend(desk, jose, date(2026, 1, 5), guidance())
        attend(desk, maria, date(2026, 2, 3), guidance())
        attend(desk, ana, date(2026, 2, 4), session(), role=Role.PSYCHOLOGY)

    window.on_db(fill)
    return window
