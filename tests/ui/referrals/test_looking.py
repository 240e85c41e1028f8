"""Every view of «Remisiones» for somebody who sees little, hears the screen or has no mouse."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QSize

from casa_desktop.domain.access import Role
from casa_desktop.domain.referrals import ReferralState
from casa_desktop.ui import widgets
from casa_desktop.ui.referrals.page import ReferralsPage
from casa_desktop.ui.theme import Theme
from tests.services.referring import refer, register
from tests.ui.looking import cut, unnamed, unreachable
from tests.ui.post import Post


@pytest.fixture(params=[100, 150, 200])
def scale(request: pytest.FixtureRequest, theme: Theme) -> Iterator[int]:
    theme.apply("light", request.param)
    yield request.param
    theme.apply("light", 100)


@pytest.mark.parametrize("view", ["list", "empty", "step", "who", "new", "directory", "organisation", "summary"])
def test_every_view_can_be_read_heard_and_reached(post: Post[ReferralsPage], scale: int, view: str) -> None:
    name = "María de los Ángeles Yusmary Wilhelmina"
    person = post.on_db(lambda: register(post.desk, name, "Etxeberría Iguarán Wohuriu"))
    if view != "empty":
        post.on_db(lambda: refer(post.desk, person, discreet=True, asked="Todo lo que haga falta"))
    page = post.sit(Role.COORDINATION, Role.PSYCHOLOGY)
    if view == "step":
        page.list.panel.ask(ReferralState.REFUSED)
        page.list.panel.form.ask_save()
    elif view in ("who", "new"):
        page.begin() if view == "who" else page.open_target(f"person:{person}")
        post.settle()
        page.form.ask_save()
    elif view in ("directory", "organisation"):
        page.open_directory()
        if view == "organisation":
            page.directory.add()
    elif view == "summary":
        page.open_summary()
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
