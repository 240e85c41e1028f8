"""What «Hoy» says of the work of other pages: the follow-ups that wait, and the keys that begin one or a referral."""

from datetime import timedelta

from PySide6.QtWidgets import QWidget

from casa_desktop.domain.access import Role
from casa_desktop.texts import ui_followups
from tests.services.desk import TODAY
from tests.services.referring import plan
from tests.ui.today.conftest import Counter


def watched(counter: Counter) -> list[tuple[str, str]]:
    """Where the page wants to go from now on."""
    went: list[tuple[str, str]] = []
    counter.session.navigate = lambda page, target: went.append((page, target))
    return went


def due_line(counter: Counter) -> str:
    found = [each for each in counter.page.findChildren(QWidget, "due_button") if each.isVisible()]
    return found[0].accessibleName() if found else ""


def test_one_calm_line_tells_what_waits_and_leads_there(counter: Counter, ana: str) -> None:
    counter.sit(Role.RECEPTION)
    assert due_line(counter) == ""
    tomorrow = TODAY + timedelta(days=1)
    counter.on_db(lambda: [plan(counter.desk, ana, day) for day in (TODAY, TODAY, tomorrow)])
    counter.sit(Role.RECEPTION)
    assert due_line(counter) == "2 seguimientos para hoy"
    counter.desk.clock.advance(24 * 3600)
    counter.sit(Role.RECEPTION)
    assert due_line(counter) == "2 seguimientos vencidos · 1 para hoy"
    went = watched(counter)
    counter.press("F7")
    assert went == [("followups", "overdue")]


def test_psychologys_own_is_not_even_a_number_at_reception(counter: Counter, ana: str) -> None:
    counter.on_db(lambda: plan(counter.desk, ana, TODAY, Role.PSYCHOLOGY, private=True))
    counter.sit(Role.RECEPTION)
    assert due_line(counter) == ""
    counter.sit(Role.PSYCHOLOGY)
    assert due_line(counter) == "1 seguimiento para hoy"


def test_a_volunteer_has_no_such_line(counter: Counter, ana: str) -> None:
    counter.on_db(lambda: plan(counter.desk, ana, TODAY))
    page = counter.sit(Role.VOLUNTEER)
    assert due_line(counter) == ""
    keys = page.keys()
    assert ui_followups.KEY_GO not in [key.does for key in keys]


def test_after_a_visit_one_key_begins_what_follows(counter: Counter, ana: str) -> None:
    page = counter.sit(Role.RECEPTION)
    went = watched(counter)
    counter.press("Ctrl+G")
    assert went == [], "nobody is pointed at"
    page.entry.take(ana)
    counter.settle()
    counter.press("Ctrl+R")
    assert went == [("referrals", f"person:{ana}")], "who is being attended"
    counter.press("Alt+O")
    assert page.entry.form is not None
    page.entry.form.field("profile").set_value("TRANSITO")
    counter.press("Ctrl+Return")
    counter.press("Ctrl+G")
    (row,) = page.rows
    assert went[1:] == [("followups", f"person:{ana}:{row.services[-1].uuid}")]
