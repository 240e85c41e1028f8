"""«Encuesta y PQRSF» over a real encrypted desk, driven by keys."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, TypeVar

import pytest
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication, QWidget

from casa_desktop.domain.access import Role
from casa_desktop.domain.periods import Month, Period
from casa_desktop.domain.surveys import SurveyReport
from casa_desktop.services import surveys, voice
from casa_desktop.services.surveys import ReportQuery
from casa_desktop.services.voice import VoiceQuery
from casa_desktop.settings import SettingsFile
from casa_desktop.ui.changes import Hub
from casa_desktop.ui.session import Session
from casa_desktop.ui.surveys.page import SurveysPage
from casa_desktop.ui.tasks import Tasks
from tests.services.desk import TODAY, Desk, Template, make_template, open_copy
from tests.ui.doubles import FakePrompts
from tests.ui.house import words
from tests.ui.keys import press, type_text
from tests.ui.waiting import settle

T = TypeVar("T")


@dataclass
class Seat:
    """A desk, and the page over it for whoever sits there."""

    desk: Desk
    tasks: Tasks
    prompts: FakePrompts
    page: SurveysPage = field(init=False)
    kiosks: list[str] = field(default_factory=list)

    def sit(self, role: Role = Role.RECEPTION) -> SurveysPage:
        """The page of the user of *role*, shown as it comes up."""
        if hasattr(self, "page"):
            self.leave()
        runner = self.desk.runner(role)
        session = Session(
            actor=runner.actor,
            runner=runner,
            tasks=self.tasks,
            hub=Hub(),
            prompts=self.prompts,
            clock=self.desk.clock,
            settings_file=SettingsFile(self.desk.folder / "ajustes.toml"),
            enter_kiosk=lambda: self.kiosks.append("asked"),
        )
        self.page = SurveysPage(session)
        self.page.resize(1140, 700)
        self.page.show()
        self.page.activateWindow()
        QApplication.processEvents()
        self.settle()
        self.page.focus_first()
        return self.page

    def leave(self) -> None:
        """What the window does with a page at lock."""
        self.page.close_down()
        self.settle()
        self.page.close()
        self.page.deleteLater()
        self.settle()

    def settle(self) -> None:
        settle(self.tasks)

    def press(self, *keys: str) -> None:
        """One key after the other where the cursor is."""
        for each in keys:
            press(None, each)
            self.settle()

    def type(self, text: str, name: str = "") -> None:
        """Types where the cursor is, or into the field *name* over what stands there."""
        if name:
            self.child(name).setFocus()
            self.press("Ctrl+A")
        type_text(None, text)
        self.settle()

    def child(self, name: str) -> QWidget:
        """The visible widget called *name*."""
        (found,) = [each for each in self.page.findChildren(QWidget, name) if each.isVisible()]
        return found

    def reads(self) -> str:
        """Everything that can be read."""
        return words(self.page)

    def on_db(self, job: Callable[[], T]) -> T:
        """What *job* gives on the database thread."""
        outcome: list[T] = []
        owner = QObject()
        self.tasks.run(lambda: outcome.append(job()), owner=owner)
        self.settle()
        return outcome[0]

    def behind(self, role: Role, verb: Any, command: Any) -> Any:
        """Runs a verb as somebody else."""
        return self.on_db(lambda: self.desk.runner(role).run(verb, command).result)

    def report(self) -> SurveyReport:
        """What the survey says of this month."""
        month = Month.of(TODAY)
        found: SurveyReport = self.behind(Role.RECEPTION, surveys.report, ReportQuery(Period(month, month)))
        return found

    def switch_on(self) -> None:
        """Coordination wants the kiosk."""
        settings = self.behind(Role.COORDINATION, voice.settings, VoiceQuery())
        self.behind(Role.COORDINATION, voice.save, replace(settings, kiosk=True))


@pytest.fixture(scope="session")
def desk_template(tmp_path_factory: pytest.TempPathFactory) -> Template:
    return make_template(tmp_path_factory.mktemp("mesa"))


@pytest.fixture
def seat(desk_template: Template, tmp_path: Path, tasks: Tasks, prompts: FakePrompts) -> Iterator[Seat]:
    opened: list[Desk] = []
    owner = QObject()
    tasks.run(lambda: opened.append(open_copy(desk_template, tmp_path / "mesa")), owner=owner)
    settle(tasks)
    made = Seat(opened[0], tasks, prompts)
    yield made
    if hasattr(made, "page"):
        made.page.close_down()
        made.settle()
        made.page.close()
    tasks.run(opened[0].base.close, owner=owner)
    settle(tasks)
