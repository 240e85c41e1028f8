"""The page «Ayudas e inventario»: deliveries as they are handed out, and the stock that they come from."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from casa_desktop.domain.access import Action
from casa_desktop.domain.aid_views import Delivery, ItemStock
from casa_desktop.domain.catalog import Catalog
from casa_desktop.services import catalogs, stock
from casa_desktop.services.catalogs import CatalogQuery
from casa_desktop.services.stock import StockQuery
from casa_desktop.texts import ui_aid as texts
from casa_desktop.ui import hotkeys, widgets
from casa_desktop.ui.aid.deliveries import DeliveriesList
from casa_desktop.ui.aid.entry import DeliveryEntry
from casa_desktop.ui.aid.form import DeliveryFacts
from casa_desktop.ui.aid.stock_view import StockView
from casa_desktop.ui.changes import Change
from casa_desktop.ui.page import Key, Page
from casa_desktop.ui.ports import Draft
from casa_desktop.ui.session import Session
from casa_desktop.ui.settings.stack import Stack

DELIVER = "deliver:"
"""Before the uuid of a person in a target: the next delivery is theirs."""
DELIVERY = "delivery:"
"""Before the uuid of a delivery in a target, and ``:`` and that of its person: that one among theirs."""


class AidPage(Page):
    """Two views of one page: hand out, and keep the stock."""

    page_id = "aid"
    title = texts.TITLE
    kinds = frozenset({"aid", "visit", "person", "catalog"})

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._later = ""
        self.entry = DeliveryEntry(session)
        self.list = DeliveriesList(session)
        self.stock = StockView(session)
        self.entry.saved.connect(self._on_saved)
        self.entry.taken.connect(self.list.show_person)
        self.entry.widened.connect(self.list.setHidden)
        self.list.person_asked.connect(lambda uuid: session.go("people", uuid))
        self._deliveries = QWidget()
        self._deliveries.setObjectName("deliveries_view")
        body = widgets.row(widgets.card(widgets.column(self.entry), name="delivery_card"), self.list, gap=16)
        body.setStretch(0, 1)
        body.setStretch(1, 1)
        self._deliveries.setLayout(body)
        self._views = Stack(self._deliveries, self.stock, name="aid_views")
        self._to_deliveries = widgets.Button(
            texts.DELIVERIES,
            self.show_deliveries,
            keys=hotkeys.part(1),
            role="chip",
            name="deliveries_button",
            scope=self,
        )
        self._to_stock = widgets.Button(
            texts.STOCK, self.show_stock, keys=hotkeys.part(2), role="chip", name="stock_button", scope=self
        )
        for button in (self._to_deliveries, self._to_stock):
            button.setCheckable(True)
        head = widgets.row(widgets.label(self.title, "title"))
        head.addStretch(1)
        head.addWidget(self._to_deliveries)
        head.addWidget(self._to_stock)
        outer = widgets.column(head, self._views, gap=12, margin=24)
        outer.setStretch(1, 1)
        self.setLayout(outer)
        find = QShortcut(QKeySequence(hotkeys.FIND), self)
        find.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        find.activated.connect(self._find)
        to_list = QShortcut(QKeySequence(hotkeys.OTHER_SIDE), self)
        to_list.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        to_list.activated.connect(lambda: self.list.table.setFocus(Qt.FocusReason.ShortcutFocusReason))
        self._present(self._deliveries)

    # the two views

    def show_deliveries(self) -> None:
        """To the counter."""
        self._present(self._deliveries)
        self.focus_first()

    def show_stock(self) -> None:
        """To the shelves."""
        self._present(self.stock)
        self.focus_first()

    def _present(self, view: QWidget) -> None:
        self._views.present(view)
        self._to_deliveries.setChecked(view is self._deliveries)
        self._to_stock.setChecked(view is self.stock)

    def _find(self) -> None:
        self._present(self._deliveries)
        self.list.find_edit.setFocus(Qt.FocusReason.ShortcutFocusReason)

    # reading

    def refresh(self) -> None:
        self.session.run(catalogs.lists, CatalogQuery(), owner=self, done=self._on_catalog, latest="aid.catalog")
        self._read_stock()
        self.list.read()

    def changed(self, changes: frozenset[Change]) -> None:
        kinds = {kind for kind, _ in changes}
        if "catalog" in kinds:
            self.session.run(catalogs.lists, CatalogQuery(), owner=self, done=self._on_catalog, latest="aid.catalog")
        if kinds & {"aid", "visit"}:
            self._read_stock()
        self.list.read()

    def _read_stock(self) -> None:
        self.session.run(stock.overview, StockQuery(), owner=self, done=self._on_stock, latest="aid.stock")

    def _on_stock(self, items: tuple[ItemStock, ...]) -> None:
        self.entry.set_stock(items)
        self.stock.show_stock(items)

    def _on_catalog(self, catalog: Catalog) -> None:
        self.entry.set_facts(DeliveryFacts(catalog, self.session.clock.today()))
        self.stock.set_catalog(catalog)
        if self._later:
            target, self._later = self._later, ""
            self.open_target(target)

    def _on_saved(self, delivery: Delivery) -> None:
        self.list.table.select(delivery.uuid)

    # what the window asks

    def open_target(self, target: str) -> None:
        """Begins the delivery of ``deliver:`` and a person's uuid, or shows the one of ``delivery:``."""
        if self.entry.form is None:
            self._later = target
        elif target.startswith(DELIVERY):
            delivery, _, person = target.removeprefix(DELIVERY).partition(":")
            self._present(self._deliveries)
            self.list.point_at(delivery, person)
        elif target.startswith(DELIVER) and (not self.entry.dirty or self.can_leave()):
            self._present(self._deliveries)
            self.entry.take(target.removeprefix(DELIVER))

    def focus_first(self) -> None:
        if self._views.shown is self.stock:
            self.stock.focus_first()
        else:
            self.entry.focus_first()

    def keys(self) -> Sequence[Key]:
        found = [
            Key(hotkeys.SAVE, texts.KEY_SAVE),
            Key(hotkeys.PAPER, f"{texts.PRINT_ACTA} · {texts.SHEET.lower()}"),
            Key(hotkeys.SAVE_FILE, texts.SAVE_ACTA),
            Key(hotkeys.ANONYMOUS, texts.KEY_ANONYMOUS),
            Key(hotkeys.FIND, texts.KEY_FIND),
            Key(hotkeys.part(1), texts.KEY_DELIVERIES),
            Key(hotkeys.part(2), texts.KEY_STOCK),
        ]
        if self.session.can(Action.AID_RECEIVE):
            found.append(Key(hotkeys.NEW, texts.DONATION))
        if self.session.can(Action.AID_STOCK):
            found += [
                Key(hotkeys.TAKE_OUT, texts.TAKE_OUT),
                Key(hotkeys.COUNT, texts.COUNT),
                Key(hotkeys.NEW_OTHER, texts.NEW_ITEM),
                Key(hotkeys.EDIT, texts.EDIT_ITEM),
            ]
        return (*found, Key(hotkeys.HISTORY, texts.KARDEX), Key("Esc", texts.KEY_LEAVE))

    def help_text(self) -> str:
        return texts.HELP

    def draft(self) -> Draft | None:
        entry, form = self.entry.draft(), self.stock.open_form
        typed = {"name": form.objectName(), "fields": dict(form.draft())} if form is not None and form.dirty else None
        if entry is None and typed is None:
            return None
        return {"entry": dict(entry) if entry else {}, "stock": typed or {}}

    def restore(self, draft: Draft) -> None:
        if draft.get("entry"):
            self.entry.restore(dict(draft["entry"]))
        if draft.get("stock"):
            self._present(self.stock)
            self.stock.restore(str(draft["stock"]["name"]), dict(draft["stock"]["fields"]))

    def can_leave(self) -> bool:
        return not self.entry.dirty or self.session.prompts.ask(
            texts.LEAVE_QUESTION, do=texts.LEAVE_DO, keep=texts.LEAVE_KEEP
        )

    def close_down(self) -> None:
        self.entry.close_down()
        self.list.clear()
        self.stock.clear()
