"""Whom the next visit is of: somebody found, somebody new, somebody without a name, or a whole family."""

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from casa_desktop.domain.access import Action
from casa_desktop.texts import ui_visits as texts
from casa_desktop.ui import hotkeys, widgets
from casa_desktop.ui.people.model import FAMILY, FAMILY_KEY
from casa_desktop.ui.people.parts import flowing
from casa_desktop.ui.people.picker import PersonPicker
from casa_desktop.ui.session import Session


class Asking(QWidget):
    """What «Hoy» shows between two visits: the search box, and the ways around it."""

    def __init__(self, session: Session, nameless: Callable[[], object], anonymous: Callable[[], object]) -> None:
        super().__init__()
        self.picker = PersonPicker(session)
        self.anonymous_button = widgets.Button(
            texts.ANONYMOUS_BUTTON, anonymous, keys=hotkeys.ANONYMOUS, icon="eye-off", name="anonymous_button"
        )
        self.nameless_button = widgets.Button(
            texts.NAMELESS_BUTTON, nameless, keys=hotkeys.NAMELESS, icon="user", name="nameless_button"
        )
        family = widgets.Button(
            texts.NEW_FAMILY,
            lambda: session.go("people", FAMILY),
            keys=FAMILY_KEY,
            icon="family",
            name="new_family_button",
        )
        if not session.can(Action.PERSON_REGISTER):
            self.nameless_button.hide()
        if not (session.can(Action.PERSON_REGISTER) and session.can(Action.PERSON_SEARCH)):
            family.hide()
        foot = flowing(self.nameless_button, self.anonymous_button, family)
        inside = widgets.column(widgets.label(texts.WHO, "section"), self.picker, foot, gap=12)
        inside.addStretch(1)
        self.setLayout(inside)
