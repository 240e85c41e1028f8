"""«¿Cuántos hoy?»: one key puts the day into a message, for coordination whole, for the others as their list."""

from datetime import timedelta

from PySide6.QtWidgets import QApplication

from casa_desktop.domain.access import Role
from casa_desktop.texts import summaries as words
from casa_desktop.ui import hotkeys
from tests.services.desk import TODAY
from tests.ui.today.conftest import Counter


def copied(counter: Counter, role: Role) -> str:
    counter.sit(role)
    counter.press(hotkeys.COPY_DAY)
    assert counter.prompts.said[-1] == words.DAY_COPIED
    return QApplication.clipboard().text()


def test_coordination_is_told_who_came_for_the_first_time(counter: Counter, ana: str) -> None:
    counter.attended_before(ana)
    counter.attended_before(ana, TODAY)
    counter.attended_before(counter.register("Luz", "Mora"), TODAY)
    told = copied(counter, Role.COORDINATION)
    assert "2 personas atendidas, 1 por primera vez\n2 servicios:\n• Orientación: 2" in told
    assert not any(name in told for name in ("Ana", "Pérez", "Luz", "Mora", "P-0")), "nobody is in it"


def test_reception_tells_what_its_list_shows(counter: Counter, ana: str) -> None:
    counter.attended_before(ana, TODAY)
    told = copied(counter, Role.RECEPTION)
    assert "1 persona atendida\n1 servicio:" in told
    assert told.endswith("No incluye lo que se atiende en reserva.")


def test_the_day_that_is_shown_is_the_day_that_is_told(counter: Counter, ana: str) -> None:
    before = TODAY - timedelta(days=1)
    counter.attended_before(ana, before)
    counter.sit(Role.COORDINATION).show_day(before)
    counter.settle()
    counter.child("copy_day_button").click()
    counter.settle()
    told = QApplication.clipboard().text()
    assert "Lunes 9 de marzo de 2026\n\n1 persona" in told
