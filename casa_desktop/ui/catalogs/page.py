"""«Catálogo» in «Ajustes»: every list that coordination edits, by the keyboard."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Any, TypeVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from casa_desktop.domain.catalog import Catalog, Item, Kind, ServiceType
from casa_desktop.domain.errors import CasaError, Code
from casa_desktop.domain.periods import Month
from casa_desktop.services import catalogs, seeding
from casa_desktop.services.catalogs import CatalogQuery, MoveEntry, SaveItem, SaveServiceType, SetOption
from casa_desktop.services.seeding import CompleteCatalog, Missing, MissingQuery
from casa_desktop.texts import ui_catalogs as texts
from casa_desktop.texts import ui_shell
from casa_desktop.ui import hotkeys, widgets
from casa_desktop.ui.catalogs.forms import CountingForm, ItemForm
from casa_desktop.ui.catalogs.type_editor import TypeEditor
from casa_desktop.ui.choices import Choice
from casa_desktop.ui.forms.base import Form
from casa_desktop.ui.forms.field import Field
from casa_desktop.ui.page import Key, Page
from casa_desktop.ui.ports import Draft
from casa_desktop.ui.rows import Row, RowsTable
from casa_desktop.ui.session import Session
from casa_desktop.ui.settings.parts import heading, with_acts
from casa_desktop.ui.settings.stack import Stack
from casa_desktop.ui.worker import Priority

C = TypeVar("C")
R = TypeVar("R")
_TYPES = "service_type"
_ADD_OFFERED = hotkeys.OFFERED


class CatalogPage(Page):
    """A list at a time; Enter opens a line, Ctrl+N adds one, Esc comes back."""

    page_id = "catalog"
    title = texts.TITLE
    kinds = frozenset({"catalog", "month"})

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._catalog: Catalog | None = None
        lists = [(_TYPES, texts.SERVICE_TYPES), *((str(kind), words) for kind, words in texts.LISTS)]
        self._names = dict(lists)
        self.which = Choice(lists, name="list_choice", width=260)
        self.which.set_value(_TYPES)
        self.which.edited.connect(self._show_rows)
        self.items = RowsTable(texts.ITEM_COLUMNS, name="items_table", said=texts.TITLE)
        self.types = RowsTable(texts.TYPE_COLUMNS, name="types_table", said=texts.SERVICE_TYPES)
        for table in (self.items, self.types):
            table.opened.connect(self.open_target)
        self.item_form = ItemForm()
        self.types_editor = TypeEditor(session.clock.today, session.prompts)
        self.type_form = self.types_editor.form
        self.counting_form = CountingForm(session.clock.today)
        self._waiting: Draft | None = None
        """A draft that came before the catalogue."""
        self._behind = False
        """Whether somebody else saved the type that is being edited."""
        editors = (self.item_form, self.types_editor, self.counting_form)
        self._stack = Stack(self._make_list(), *editors, name="catalog_stack")
        self.item_form.save_asked.connect(self._save_item)
        self.types_editor.save_asked.connect(self._save_type)
        self.counting_form.save_asked.connect(self._save_option)
        for form in (self.item_form, self.counting_form):
            form.cancel_asked.connect(self._back)
        self.types_editor.left.connect(self._back)
        self.setLayout(widgets.column(self._stack))
        self._stack.present(self._list)

    def _make_list(self) -> QWidget:
        self._list = QWidget()
        add = widgets.PrimaryButton(texts.ADD, self.begin_new, keys=hotkeys.NEW, icon="add", name="add_entry_button")
        self._count = widgets.Button(
            texts.COUNTING, self.begin_counting, keys=hotkeys.EDIT_COUNTING, name="counting_button", scope=self._list
        )
        self._retire = widgets.Button(texts.RETIRE, self.toggle_use, keys="Del", name="retire_button", scope=self._list)
        up = widgets.Button(
            texts.UP, lambda: self._move(-1), keys=hotkeys.UP, icon="", name="up_button", scope=self._list
        )
        down = widgets.Button(
            texts.DOWN, lambda: self._move(1), keys=hotkeys.DOWN, name="down_button", scope=self._list
        )
        acts = widgets.row(self._count, self._retire, up, down, left=True)
        top = with_acts(heading(self.title, texts.HINT), add)
        self.offer = widgets.Banner()
        self.offer.acted.connect(self.complete)
        key = QShortcut(QKeySequence(_ADD_OFFERED), self._list)
        key.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        key.activated.connect(self.complete)
        which = Field("list", texts.LIST, self.which)
        inside = widgets.column(top, self.offer, which, self.types, self.items, acts, gap=12)
        for table in (3, 4):
            inside.setStretch(table, 1)
        self._list.setLayout(inside)
        for keys in ("Return", "Enter"):
            shortcut = QShortcut(QKeySequence(keys), self.which)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(self._to_table)
        return self._list

    # what the window asks

    def refresh(self) -> None:
        self.session.run(catalogs.lists, CatalogQuery(), owner=self, done=self._fill, latest="catalog.lists")
        self.session.run(seeding.missing, MissingQuery(), owner=self, done=self.show_offer, latest="catalog.missing")

    def open_target(self, target: str) -> None:
        entry = self._entry(target)
        if isinstance(entry, ServiceType) and self._catalog is not None:
            self.types_editor.show_type(entry, self._catalog)
            self._open(self.types_editor)
        elif isinstance(entry, Item):
            self.item_form.show_item(entry, self._names[entry.kind])
            self._open(self.item_form)

    def focus_first(self) -> None:
        if self._stack.shown is self._list:
            self._table().setFocus(Qt.FocusReason.OtherFocusReason)

    def keys(self) -> Sequence[Key]:
        return (
            Key(hotkeys.NEW, texts.ADD),
            Key("Return", texts.OPEN),
            Key("Del", f"{texts.RETIRE} · {texts.USE_AGAIN}"),
            Key(hotkeys.UP, texts.UP),
            Key(hotkeys.DOWN, texts.DOWN),
            Key(hotkeys.EDIT_COUNTING, texts.COUNTING),
            Key(hotkeys.MORE, texts.GO_TO_FIELDS),
            Key(_ADD_OFFERED, texts.ADD_OFFERED),
        )

    def help_text(self) -> str:
        return texts.HELP

    def draft(self) -> Draft | None:
        here = self._stack.shown
        if here is self.types_editor and self.types_editor.dirty:
            return self.types_editor.draft()
        return self._waiting

    def restore(self, draft: Draft) -> None:
        if self._catalog is None:
            self._waiting = draft
        elif "type" in draft:
            self._stack.present(self.types_editor)
            self.types_editor.restore(draft, self._catalog)

    # acts

    def complete(self) -> None:
        """Adds what this version offers and the catalogue does not have."""
        if self.offer.text:
            self._run(seeding.complete, CompleteCatalog(), self._completed)

    def _completed(self, added: Missing) -> None:
        self.session.prompts.inform(texts.added(added.types, added.items))
        self.offer.show_text("")
        self._table().setFocus(Qt.FocusReason.OtherFocusReason)

    def begin_new(self) -> None:
        """An empty form for one more line of the list that is shown."""
        if self._catalog is None:
            return
        if self._shows_types:
            self.types_editor.begin(self._catalog)
            self._open(self.types_editor)
        else:
            kind = Kind(self._chosen)
            self.item_form.begin(kind, self._names[kind])
            self._open(self.item_form)

    def begin_counting(self) -> None:
        """How the current service type is counted."""
        entry = self._entry(self.types.current_key()) if self._shows_types else None
        if isinstance(entry, ServiceType):
            self.counting_form.show_type(entry)
            self._open(self.counting_form)

    def toggle_use(self) -> None:
        """Retires the current line, or brings it back; both can be undone."""
        entry = self._entry(self._table().current_key())
        if entry is not None:
            self._set_use(entry, in_use=not entry.active_on(self.session.clock.today()))

    def _set_use(self, entry: Item | ServiceType, *, in_use: bool) -> None:
        today = self.session.clock.today()
        said = texts.used_again(entry.name) if in_use else texts.retired(entry.name)

        def done(after: Item | ServiceType) -> None:
            self.session.prompts.inform(said, undo=lambda: self._set_use(after, in_use=not in_use))

        if isinstance(entry, Item):
            item = replace(entry, active_to=None if in_use else today - timedelta(days=1))
            self._run(catalogs.save_item, SaveItem(item), done)
        else:
            kind = replace(entry, active_to=None if in_use else today - timedelta(days=1))
            self._run(catalogs.save_service_type, SaveServiceType(kind), done)

    def _move(self, steps: int) -> None:
        if key := self._table().current_key():
            self._run(catalogs.move, MoveEntry(key, steps), lambda _: None)

    def _save_item(self) -> None:
        self._run(catalogs.save_item, SaveItem(self.item_form.item()), self._saved, self.item_form)

    def _save_type(self) -> None:
        command = SaveServiceType(self.type_form.service_type())
        self._run(catalogs.save_service_type, command, self._saved, self.types_editor)

    def _save_option(self) -> None:
        command = SetOption(self.counting_form.code, self.counting_form.option())
        self._run(catalogs.set_option, command, self._saved, self.counting_form)

    def _saved(self, entry: Item | ServiceType) -> None:
        self.session.prompts.inform(texts.SAVED)
        self._back()
        self._table().select(entry.uuid)

    def _run(
        self,
        verb: Callable[[Any, C], R],
        command: C,
        done: Callable[[R], None],
        form: Form | TypeEditor | None = None,
    ) -> None:
        self.session.run(
            verb,
            command,
            owner=self,
            done=done,
            failed=lambda error: self._failed(error, form),
            priority=Priority.SAVING,
            what=texts.SAVING,
            cancellable=False,
        )

    def _failed(self, error: CasaError, form: Form | TypeEditor | None) -> None:
        if form is None:
            self.session.prompts.error(error)
        else:
            form.show_problems(error.problems)
        if error.code is Code.CONFLICT:
            self.refresh()
            self._behind = form is self.types_editor

    # painting

    @property
    def _chosen(self) -> str:
        return self.which.value() or _TYPES

    @property
    def _shows_types(self) -> bool:
        return self._chosen == _TYPES

    def _table(self) -> RowsTable:
        return self.types if self._shows_types else self.items

    def _entry(self, uuid: str) -> Item | ServiceType | None:
        if self._catalog is None:
            return None
        entries: tuple[Item | ServiceType, ...] = (*self._catalog.service_types, *self._catalog.items)
        return next((entry for entry in entries if entry.uuid == uuid), None)

    def _fill(self, catalog: Catalog) -> None:
        self._catalog = catalog
        self._show_rows()
        if self._behind:
            self._behind = False
            if isinstance(now := self._entry(self.type_form.uuid), ServiceType):
                self.type_form.follow(now)
        if self._waiting is not None:
            draft, self._waiting = self._waiting, None
            self.restore(draft)

    def show_offer(self, missing: Missing) -> None:
        """What a desk of an earlier version may add; nothing where nothing is missing."""
        act = f"{texts.ADD_OFFERED}   {ui_shell.key_name(_ADD_OFFERED)}"
        self.offer.show_text(texts.offered(missing.types, missing.items), act=act)

    def _show_rows(self) -> None:
        if self._catalog is None or self.which.problem() is not None:
            return
        today = self.session.clock.today()
        self.types.setVisible(self._shows_types)
        self.items.setVisible(not self._shows_types)
        self._count.setVisible(self._shows_types)
        self._count.setEnabled(self._shows_types)
        if self._shows_types:
            self.types.show_rows(
                [
                    Row(t.uuid, (t.name, t.label, texts.state(t, today), texts.counting(t.option_in(Month.of(today)))))
                    for t in self._catalog.service_types
                ]
            )
        else:
            found = self._catalog.of(Kind(self._chosen))
            self.items.show_rows([Row(i.uuid, (i.name, i.code, texts.state(i, today))) for i in found])

    def _to_table(self) -> None:
        self._table().setFocus(Qt.FocusReason.OtherFocusReason)

    def _open(self, form: Form | TypeEditor) -> None:
        self._stack.present(form)
        form.focus_first()

    def _back(self) -> None:
        self._stack.present(self._list)
        self._table().setFocus(Qt.FocusReason.OtherFocusReason)
