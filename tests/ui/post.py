"""A page over a real encrypted desk, driven by keys: whoever sits there, what was said, where they went."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Generic, TypeVar

from casa_desktop.domain.access import Role
from casa_desktop.ui.page import Page
from casa_desktop.ui.session import Session
from casa_desktop.ui.tasks import Tasks
from tests.services.desk import Desk, Template
from tests.ui.keys import type_text
from tests.ui.sitting import Sitting, desk_on_its_thread

P = TypeVar("P", bound=Page)


@dataclass
class Post(Sitting, Generic[P]):
    """A desk, and a page over it for whoever sits there. *kind* makes the page."""

    kind: Callable[[Session], P]
    went: list[tuple[str, str]] = field(default_factory=list)
    session: Session = field(init=False, repr=False)
    _pages: list[P] = field(default_factory=list, repr=False)

    @property
    def page(self) -> P:
        """The page of whoever sits there."""
        return self._pages[-1]

    @property
    def root(self) -> P:
        return self.page

    def sit(self, *roles: Role, keyless: bool = False) -> P:
        """The page of a user of the template, shown as it comes up."""
        self.leave()
        self.session = self.session_of(self.desk.runner(*roles, keyless=keyless))
        self.session.navigate = lambda page, target: self.went.append((page, target))
        page = self.kind(self.session)
        self._pages.append(page)
        self.put_up(page, 1140, 700)
        page.focus_first()
        return page

    def leave(self) -> None:
        """What the window does with a page at lock."""
        if self._pages:
            self.take_down(self._pages.pop())

    def type(self, text: str, name: str = "") -> None:
        """Types where the cursor is, or into the field *name*."""
        type_text(self.child(name) if name else None, text)
        self.settle()


S = TypeVar("S", bound=Post[Any])


@contextmanager
def opened(template: Template, folder: Path, tasks: Tasks, make: Callable[[Desk], S]) -> Iterator[S]:
    """What *make* makes of a copy of *template* inside *folder*; closed at the end as the program closes."""
    with desk_on_its_thread(template, folder / "mesa", tasks) as desk:
        made = make(desk)
        yield made
        made.leave()
