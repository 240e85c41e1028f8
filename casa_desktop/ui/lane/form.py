"""Somebody arrives, or waits for something else: for what, and whether they go before others."""

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QSizePolicy

from casa_desktop.domain.access import Action
from casa_desktop.domain.catalog import Catalog
from casa_desktop.domain.ids import new_id
from casa_desktop.domain.lane import LaneRow, Priority, usual_types, waited_for
from casa_desktop.services.lane import Arrive, ChangeTurn
from casa_desktop.texts import ui_lane as texts
from casa_desktop.texts import ui_shell
from casa_desktop.texts.lane import PRIORITIES
from casa_desktop.texts.ui_visits import short_name
from casa_desktop.ui import widgets
from casa_desktop.ui.choices import Chips
from casa_desktop.ui.editors import CheckEdit
from casa_desktop.ui.forms.base import Form
from casa_desktop.ui.forms.field import Field
from casa_desktop.ui.ports import Draft
from casa_desktop.ui.session import Session
from casa_desktop.ui.visits.family import KEY as FAMILY_KEY

_PRIVATE = "private"
"""The key of the private room among the services: it is none of them."""


class TurnForm(Form):
    """One form for a new turn and for a change of one; ``save_asked`` and ``cancel_asked`` as every form."""

    def __init__(self, session: Session, today: Callable[[], date]) -> None:
        super().__init__(name="turn_form")
        self._today = today
        self._sends = session.can(Action.PASS_SEND)
        self._catalog: Catalog | None = None
        self._row: LaneRow | None = None
        self._uuid = new_id()
        self.person_uuid = ""
        self._title = widgets.label("", "section", wrap=True, name="turn_title")
        self._who = widgets.label("", "muted", wrap=True, name="turn_form_who")
        self.types = Chips(name="types_chips")
        priorities = Chips([(str(code), word) for code, word in PRIORITIES.items()], name="priorities_chips")
        for chips in (self.types, priorities):
            # As tall as their lines are at this width: by their own hint each would stand alone, and the form scroll.
            policy = chips.sizePolicy()
            policy.setVerticalPolicy(QSizePolicy.Policy.Preferred)
            chips.setSizePolicy(policy)
        types = self.add(Field("types", texts.WAITS_FOR, self.types, required=True))
        first = self.add(Field("priorities", texts.GOES_FIRST, priorities))
        self._family = self.add(Field("family", "", CheckEdit(f"{texts.TOGETHER}   {FAMILY_KEY}", name="family_check")))
        key = QShortcut(QKeySequence(FAMILY_KEY), self)
        key.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        key.activated.connect(self._toggle_family)
        self.save_button = widgets.PrimaryButton("", self.ask_save, icon="save", name="turn_save_button")
        cancel = widgets.Button(f"{ui_shell.CANCEL}   Esc", self.cancel_asked.emit, name="turn_cancel_button")
        foot = widgets.row(cancel)
        foot.addStretch(1)
        foot.addWidget(self.save_button)
        body = widgets.column(self._title, self._who, self.banner, types, first, self._family, gap=12)
        body.addWidget(widgets.hint(texts.FORM_HINT))
        body.addLayout(foot)
        body.addStretch(1)
        self.setLayout(body)

    def set_catalog(self, catalog: Catalog) -> None:
        """Other lists; what is marked stays."""
        self._catalog = catalog
        marked = self.types.value()
        self._offer()
        self.types.set_value(marked)

    def _offer(self) -> None:
        if self._catalog is None:
            return
        shown = [(kind.code, short_name(kind)) for kind in waited_for(self._catalog, self._today())]
        if self._sends and self._row is None:
            shown.append((_PRIVATE, texts.PRIVATE))
        with self.quiet():
            self.types.set_options(shown)

    def begin(self, person_uuid: str, name: str) -> None:
        """A new turn, of a known person or of nobody named."""
        self._row, self._uuid, self.person_uuid = None, new_id(), person_uuid
        self._tell(texts.FORM_TITLE, name or texts.NAMELESS, texts.GIVE_TURN)
        self._family.setVisible(bool(person_uuid))
        self._offer()
        usual = usual_types(self._catalog, self._today()) if self._catalog is not None else ()
        self.load({"types": usual, "priorities": (), "family": False})

    def edit(self, row: LaneRow) -> None:
        """A change of the turn in *row*."""
        self._row = row
        self._tell(texts.CHANGE_TITLE.format(number=row.number), texts.who(row), texts.SAVE)
        self._family.setVisible(bool(row.person_uuid))
        self._offer()
        self.load({"types": row.types, "priorities": tuple(map(str, row.priorities)), "family": row.family})

    def _tell(self, title: str, who: str, save: str) -> None:
        self._title.setText(title)
        self._who.setText(who)
        self.save_button.setText(f"{save}   Ctrl+Enter")

    def _toggle_family(self) -> None:
        if not self._family.isHidden():
            self._family.set_value(not self._family.value())

    def command(self) -> Arrive | ChangeTurn:
        """What to ask of the waiting list."""
        values = self.values()
        types = tuple(code for code in values["types"] if code != _PRIVATE)
        priorities = tuple(map(Priority, values["priorities"]))
        if self._row is not None:
            return ChangeTurn(self._row.uuid, self._row.version, types, priorities, bool(values["family"]))
        private, family = _PRIVATE in values["types"], bool(values["family"])
        return Arrive(self._uuid, self.person_uuid, types, private, priorities, family)

    def focus_first(self) -> None:
        """Puts the cursor on what they wait for."""
        self.types.setFocus()

    def draft(self) -> Draft:
        return {"uuid": self._uuid, "person_uuid": self.person_uuid, "who": self._who.text(), "fields": super().draft()}

    def restore(self, draft: Draft) -> None:
        self.begin(str(draft.get("person_uuid", "")), str(draft.get("who", "")))
        self._uuid = str(draft.get("uuid") or self._uuid)
        super().restore(dict(draft.get("fields") or {}))
