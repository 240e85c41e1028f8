"""What the window asks of a page."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QWidget

from casa_desktop.ui.changes import Change
from casa_desktop.ui.ports import Draft
from casa_desktop.ui.session import Session


@dataclass(frozen=True, slots=True)
class Key:
    """One line of the card of keys: ``Key(hotkeys.SAVE, "Guardar la atención")``; keys as Qt writes them."""

    keys: str
    does: str


class Page(QWidget):
    """A screen of the program, made once a session and kept while others are shown.

    It is refreshed when it is shown and stale; changes of its ``kinds`` make it stale, and refresh it at once while
    it is on the screen.
    """

    page_id: ClassVar[str]
    title: ClassVar[str]
    kinds: ClassVar[frozenset[str]] = frozenset()

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session
        self.setObjectName(f"{self.page_id}_page")
        self.setAccessibleName(self.title)
        self._stale = True
        session.hub.subscribe(self, self.kinds, self._on_changed)

    def keys(self) -> Sequence[Key]:
        """The page's own keys, for F1 and the printed card."""
        return ()

    def help_text(self) -> str:
        """A few sentences for F1: what this page is for."""
        return ""

    def refresh(self) -> None:
        """Asks the services again for everything shown. Must keep selection, scroll and what is being typed."""

    def changed(self, changes: frozenset[Change]) -> None:  # noqa: ARG002  # pages that override it look
        """What happens when something of ``kinds`` has changed while the page is shown."""
        self.refresh()

    def open_target(self, target: str) -> None:
        """Shows the record that ``session.go(page_id, target)`` named."""

    def search(self, text: str) -> None:
        """Shows what is found for the text of the global search box, as it is typed (only the page that searches)."""

    def search_entered(self, forward: bool) -> None:
        """Enter (*forward* false) or arrow down (true) in the global search box: act on the results."""

    def search_new(self, text: str) -> None:
        """Ctrl+Enter in the global search box: somebody new, with what was typed (only the page that searches)."""

    def focus_first(self) -> None:
        """Puts the cursor where work on this page starts."""

    def draft(self) -> Draft | None:
        """What is being typed, to be kept sealed at lock and change of user; None = nothing open."""
        return None

    def restore(self, draft: Draft) -> None:
        """Puts a draft of :meth:`draft` back."""

    def place(self) -> str:
        """Where within the page the user is, to be come back to after the lock; empty = where it begins."""
        return ""

    def return_to(self, place: str) -> None:
        """Begins at a place of :meth:`place`. Called before the page is first shown and before any draft is put back; a
        place that is there no more changes nothing."""

    def can_leave(self) -> bool:
        """Asked before the program closes for good; may ask the user. Going to another page loses nothing."""
        return True

    def close_down(self) -> None:
        """Called before the page is dropped at lock: empty your models."""

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._stale:
            self._stale = False
            self.refresh()

    def _on_changed(self, changes: frozenset[Change]) -> None:
        if self.isVisible():
            self.changed(changes)
        else:
            self._stale = True
