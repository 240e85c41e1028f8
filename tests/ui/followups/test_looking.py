"""Every view of «Citas y seguimientos» for somebody who sees little, hears the screen or has no mouse."""

from collections.abc import Iterator
from datetime import date

import pytest
from PySide6.QtCore import QSize

from casa_desktop.domain.access import Role
from casa_desktop.domain.followups import FollowUpState
from casa_desktop.ui import widgets
from casa_desktop.ui.followups.page import FollowUpsPage
from casa_desktop.ui.theme import Theme
from tests.services.desk import TODAY
from tests.services.referring import plan, register
from tests.ui.looking import cut, unnamed, unreachable
from tests.ui.post import Post


@pytest.fixture(params=[100, 150, 200])
def scale(request: pytest.FixtureRequest, theme: Theme) -> Iterator[int]:
    theme.apply("light", request.param)
    yield request.param
    theme.apply("light", 100)


@pytest.mark.parametrize("view", ["day", "empty", "done", "later", "who", "new"])
def test_every_view_can_be_read_heard_and_reached(post: Post[FollowUpsPage], scale: int, view: str) -> None:
    name = "María de los Ángeles Yusmary Wilhelmina"
    person = post.on_db(lambda: register(post.desk, name, "Etxeberría Iguarán Wohuriu"))
    if view != "empty":
        post.on_db(lambda: plan(post.desk, person, TODAY, reason="Preguntar si la atendieron y si ya tiene el cupo"))
    page = post.sit(Role.COORDINATION, Role.PSYCHOLOGY)
    if view == "done":
        page.panel.ask(FollowUpState.CANCELLED)
        page.panel.form.ask_save()
    elif view == "later":
        page.panel.ask_later()
        page.panel.due.due.set_value(date(2026, 4, 2))
    elif view in ("who", "new"):
        page.begin() if view == "who" else page.open_target(f"person:{person}")
        post.settle()
        page.form.due_field.due.set_value(date(2026, 4, 2))
        page.form.ask_save()
    post.settle()
    area = widgets.scrolled(page, sideways=True)
    area.resize(QSize(1366 - 220, 768 - 57 - 34))
    area.show()
    post.settle()
    found = [*unnamed(page), *unreachable(page), *cut(page)]
    page.setParent(None)
    area.close()
    area.deleteLater()
    post.settle()
    assert found == [], (scale, view)
