"""«Encuesta y PQRSF» over a real encrypted desk, driven by keys."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import pytest

from casa_desktop.domain.access import Role
from casa_desktop.domain.periods import Month, Period
from casa_desktop.domain.surveys import SurveyReport
from casa_desktop.services import surveys, voice
from casa_desktop.services.runner import Runner
from casa_desktop.services.surveys import ReportQuery
from casa_desktop.services.voice import VoiceQuery
from casa_desktop.ui.session import Session
from casa_desktop.ui.surveys.page import SurveysPage
from casa_desktop.ui.tasks import Tasks
from tests.services.desk import TODAY, Template, make_template
from tests.ui.doubles import FakePrompts
from tests.ui.house import words
from tests.ui.keys import press, type_text
from tests.ui.post import Post, opened


@dataclass
class Seat(Post[SurveysPage]):
    """A desk, and the page over it for whoever sits there: reception, unless another is named."""

    kiosks: list[str] = field(default_factory=list)

    def sit(self, *roles: Role, keyless: bool = False) -> SurveysPage:
        return super().sit(*(roles or (Role.RECEPTION,)), keyless=keyless)

    def session_of(self, runner: Runner) -> Session:
        session = super().session_of(runner)
        session.enter_kiosk = lambda: self.kiosks.append("asked")
        return session

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

    def reads(self) -> str:
        """Everything that can be read."""
        return words(self.page)

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
    with opened(desk_template, tmp_path, tasks, lambda desk: Seat(desk, tasks, prompts, SurveysPage)) as made:
        yield made
