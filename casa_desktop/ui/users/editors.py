"""Editors that only users need: a password that is proposed, and roles with what each may do."""

import secrets
from collections.abc import Callable, Iterable
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QGridLayout, QWidget

from casa_desktop.domain.access import Role
from casa_desktop.domain.errors import Code
from casa_desktop.domain.passwords import propose
from casa_desktop.paths import resource
from casa_desktop.texts import ui_settings as texts
from casa_desktop.texts.labels import ROLE_SUMMARIES, ROLES
from casa_desktop.ui import widgets
from casa_desktop.ui.editors import CheckEdit, PasswordEdit


def propose_password() -> str:
    """Four words of ``resources/palabras.txt``."""
    return propose(resource("palabras.txt").read_text(encoding="utf-8").split(), secrets.choice)


class ProposedPassword(QWidget):
    """A password that is seen, because it will be told to somebody; a button proposes another. Never in a draft."""

    edited = Signal()

    def __init__(self, *, name: str, propose: Callable[[], str] = propose_password) -> None:
        super().__init__()
        self.setObjectName(name)
        self._propose = propose
        self._edit = PasswordEdit(name=f"{name}_edit")
        self._edit.eye.setChecked(True)
        another = widgets.Button(texts.USER_OTHER_PASSWORD, self.renew, icon="refresh", name=f"{name}_another")
        inside = widgets.row(self._edit, another)
        inside.setStretch(0, 1)
        self.setLayout(inside)
        self.setFocusProxy(self._edit.line)
        self._edit.edited.connect(self.edited)

    def renew(self) -> None:
        """Proposes another password."""
        self._edit.set_value(self._propose())

    def value(self) -> str:
        return self._edit.value()

    def set_value(self, value: str | None) -> None:
        self._edit.set_value(value)

    def problem(self) -> Code | None:
        return None

    def draft(self) -> None:
        return None

    def restore(self, _draft: Any) -> None:
        self.renew()


class RoleBoxes(QWidget):
    """Every role with one line of what it may do, in two columns. ``value()`` is a frozenset of roles."""

    edited = Signal()

    def __init__(self, *, name: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self._boxes: dict[Role, CheckEdit] = {}
        grid = QGridLayout()
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(widgets.MARGIN)
        grid.setVerticalSpacing(2)
        half = (len(ROLES) + 1) // 2
        for at, (role, words) in enumerate(ROLES.items()):
            box = CheckEdit(words, name=f"role_{role}_check")
            box.setAccessibleDescription(ROLE_SUMMARIES[role])
            box.edited.connect(self.edited)
            said = widgets.hint(ROLE_SUMMARIES[role])
            said.setContentsMargins(34, 0, 0, 0)
            grid.addLayout(widgets.column(box, said, gap=0), at % half, at // half)
            self._boxes[role] = box
        for side in (0, 1):
            grid.setColumnStretch(side, 1)
        self.setLayout(grid)

    def value(self) -> frozenset[Role]:
        return frozenset(role for role, box in self._boxes.items() if box.value())

    def set_value(self, value: Iterable[Role] | None) -> None:
        held = frozenset(value or ())
        for role, box in self._boxes.items():
            box.set_value(role in held)

    def problem(self) -> Code | None:
        return None

    def focusInEvent(self, event: QFocusEvent) -> None:
        """A focus proxy would take the group's accessible name, so the focus is handed on by hand."""
        self._boxes[Role.RECEPTION].setFocus(event.reason())

    def draft(self) -> list[str]:
        return sorted(self.value())

    def restore(self, draft: Any) -> None:
        known = {str(role): role for role in Role}
        self.set_value([known[key] for key in draft if key in known] if isinstance(draft, list) else None)
