"""A desk begins to offer a cinema evening: coordination adds it, reception records it, the table counts it."""

from PySide6.QtWidgets import QWidget

from casa_desktop.domain.access import Role
from casa_desktop.services import catalogs, visits
from casa_desktop.services.catalogs import CatalogQuery
from casa_desktop.services.visits import VisitQuery
from casa_desktop.ui.catalogs.page import CatalogPage
from tests.cli.support import casa
from tests.services.desk import PASSWORD
from tests.ui.conftest import _nothing_left, desk_template, prompts, tasks, theme
from tests.ui.keys import type_text
from tests.ui.settings.conftest import Window, window
from tests.ui.today.conftest import Counter

__all__ = ["_nothing_left", "desk_template", "prompts", "tasks", "theme", "window"]


def say(window: Window, *parts: str) -> None:
    """Each part typed where the cursor is, and Enter."""
    for part in parts:
        type_text(None, part)
        window.press("Return")


def coordination_adds_it(window: Window) -> None:
    """One choice and one number, without a mouse."""
    window.press("Ctrl+N")
    say(window, "Cine foro", "CINE", "cine")
    window.press("Ctrl+N")
    say(window, "Tema", "", "Migración", "Familia", "Salud", "")
    window.press("Space")
    window.press("Ctrl+Return")
    window.press("Ctrl+N")
    say(window, "Horas", "n", "h", "0,5", "4")
    type_text(None, "1")
    window.press("Ctrl+Return")
    window.press("Ctrl+Return")


def detail(counter: Counter, visit: str) -> tuple[tuple[str, str], ...]:
    found = counter.on_db(lambda: counter.session.runner.run(visits.detail, VisitQuery(visit)).result)
    answers: tuple[tuple[str, str], ...] = found.services[0].answers
    return answers


def read(counter: Counter) -> str:
    """What stands on the page."""
    return "\n".join(str(w.property("text") or "") for w in counter.page.findChildren(QWidget) if w.isVisible())


def test_a_new_service_is_made_recorded_counted_and_outlives_its_fields(window: Window) -> None:
    window.sit(Role.COORDINATION)
    window.open("catalog")
    coordination_adds_it(window)
    coordination = window.desk.runner(Role.COORDINATION)
    kind = window.on_db(lambda: coordination.run(catalogs.lists, CatalogQuery()).result).service_type("CINE")
    assert kind is not None
    assert [(f.code, f.required, len(f.options)) for f in kind.fields] == [("TEMA", True, 3), ("HORAS", False, 0)]

    counter = Counter(window.desk, window.tasks, window.prompts)
    ana = counter.register("Ana Ñusta", "Pérez")
    counter.attended_before(ana)
    counter.sit(Role.RECEPTION)
    counter.type("pérez ñus")
    counter.press("Return")
    form = counter.page.entry.form
    assert form is not None
    counter.press(f"Alt+{form._letters['CINE']}")
    counter.press("Ctrl+Return")  # the choice is required, and says so
    assert form.field("CINE.TEMA").problem_text
    counter.type("f")
    counter.press("Return")
    counter.type("1,5")
    counter.press("Ctrl+Return")
    (row,) = counter.of_day()
    assert detail(counter, row.uuid) == (("TEMA", "FAMILIA"), ("HORAS", "1.5"))
    counter.take_down(counter.page)

    # A field is retired: the old record keeps its answer, the next one is not asked.
    window.sit(Role.COORDINATION)
    page = window.open("catalog")
    assert isinstance(page, CatalogPage)
    page.types.select(kind.uuid)
    for keys in ("Return", "Alt+M", "Down", "Del", "Ctrl+Return"):
        window.press(keys)
    counter = Counter(window.desk, window.tasks, window.prompts)
    counter.sit(Role.RECEPTION)
    assert counter.page.entry.form is not None
    assert "CINE.HORAS" not in {field.name for field in counter.page.entry.form.fields()}
    counter.page.open_target(row.uuid)
    counter.settle()
    assert "Horas: 1,5 h" in read(counter)
    counter.take_down(counter.page)

    window.on_db(window.desk.base.close)
    at = ("--perfil", window.desk.folder, "--usuario", str(Role.COORDINATION))
    when = ("--desde", "2026-03", "--hasta", "2026-03", "--formato", "csv", "--filas", "CINE=SRV-CINE,ALMAS=PER-CINE")
    ran = casa("informe", *at, *when, password=PASSWORD)
    assert ran.status == 0, ran.err
    counted = {line.split(";")[0]: line.split(";")[1] for line in ran.lines if ";" in line}
    assert (counted["CINE"], counted["ALMAS"]) == ("1", "1")
