"""Pages that only tests have: one with a form, one that searches."""

from collections.abc import Sequence

from casa_desktop.domain.access import Action
from casa_desktop.ui import hotkeys, widgets
from casa_desktop.ui.changes import Change
from casa_desktop.ui.editors import TextEdit
from casa_desktop.ui.forms.base import Form
from casa_desktop.ui.forms.field import Field
from casa_desktop.ui.page import Key, Page
from casa_desktop.ui.pages import PageSpec
from casa_desktop.ui.ports import Draft
from casa_desktop.ui.session import Session


class NotesPage(Page):
    """A form whose text becomes a draft; counts how often it was asked to refresh."""

    page_id = "today"
    title = "Hoy"
    kinds = frozenset({"visit"})

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.refreshed = 0
        self.closed = False
        self.targets: list[str] = []
        self.form = Form(name="notes_form")
        self.edit = TextEdit(name="notes_edit")
        self.form.setLayout(widgets.column(self.form.banner, self.form.add(Field("notes", "Notas", self.edit))))
        self.setLayout(widgets.column(widgets.title(self.title), self.form))

    def keys(self) -> Sequence[Key]:
        return (Key("Ctrl+N", "Persona nueva"),)

    def help_text(self) -> str:
        return "Aquí se registra lo de hoy."

    def refresh(self) -> None:
        self.refreshed += 1

    def open_target(self, target: str) -> None:
        self.targets.append(target)

    def focus_first(self) -> None:
        self.edit.setFocus()

    def draft(self) -> Draft | None:
        return self.form.draft() if self.form.dirty else None

    def restore(self, draft: Draft) -> None:
        self.form.restore(draft)

    def close_down(self) -> None:
        self.closed = True


class SearchPage(Page):
    """Remembers what it was asked to search."""

    page_id = "people"
    title = "Personas y familias"

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.asked: list[str] = []
        self.entered: list[bool] = []
        self.seen: list[frozenset[Change]] = []
        self.edit = TextEdit(name="people_edit")
        self.setLayout(widgets.column(self.edit))

    def search(self, text: str) -> None:
        self.asked.append(text)

    def search_entered(self, forward: bool) -> None:
        self.entered.append(forward)


SPECS = (
    PageSpec("today", "Hoy", "today", Action.VISIT_TODAY, f"{__name__}:NotesPage", keys=hotkeys.page(1)),
    PageSpec(
        "people",
        "Personas y familias",
        "people",
        Action.PERSON_SEARCH,
        f"{__name__}:SearchPage",
        searches=True,
        keys=hotkeys.page(2),
    ),
)
