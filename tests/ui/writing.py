"""A process that types into real pages until it is killed: ``python -m tests.ui.writing FOLDER``.

It says «typed» once everything stands in the forms; what happens from then on is up to the program.
"""

import os
import sys
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtWidgets import QApplication

from casa_desktop.ui.application import make_application
from casa_desktop.ui.page import Page
from casa_desktop.ui.pages import PAGES
from casa_desktop.ui.people.page import PeoplePage
from casa_desktop.ui.shell import Shell
from casa_desktop.ui.theme import Theme
from tests.ui.doubles import FakePrompts, make_tasks
from tests.ui.house import House, log_in, make_house
from tests.ui.keys import press, type_text

PERSON, AGE, PHONE = "Yusmary Iguarán", "34", "3001234567"
CONSENT_FOLIO = "folio-114-7"


def shell_of(house: House) -> Shell:
    assert house.flow.shell is not None
    return house.flow.shell


def go(house: House, page_id: str, target: str = "") -> Page:
    """To a page, as it comes up."""
    shell_of(house).go(page_id, target)
    house.settle()
    return shell_of(house).page()


def write(house: House, known: str) -> None:
    """A new person on «Hoy» with what was looked for; a consent of somebody *known* under «Personas y familias»."""
    page = go(house, "people", known)
    assert isinstance(page, PeoplePage)
    page.panel.consent_asked.emit()
    house.settle()
    form = page.desk.form
    assert form is not None
    form.field("folio").widget.setFocus()
    type_text(form.field("folio").widget, CONSENT_FOLIO)
    house.settle()
    go(house, "today")
    type_text(None, f"{PERSON} {AGE} {PHONE}")
    house.settle()
    press(None, "Ctrl+Return")
    house.settle()
    press(None, "Alt+O")
    house.settle()


def main() -> None:
    """Never returns."""
    app = make_application()
    theme = Theme(app)
    theme.apply("light", 100)
    prompts = FakePrompts()
    house = make_house(Path(sys.argv[1]), make_tasks(prompts), prompts, theme, PAGES)
    house.flow.start()
    log_in(house)
    write(house, sys.argv[2])
    print("typed", flush=True)
    while True:
        QApplication.processEvents()


if __name__ == "__main__":
    main()
