"""The stock: what there is of each item, what should be looked at, and the acts that change it."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any, TypeVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QStackedWidget, QWidget

from casa_desktop.domain.access import Action
from casa_desktop.domain.aid import AidItem
from casa_desktop.domain.aid_views import ItemStock, StockMove
from casa_desktop.domain.catalog import Catalog
from casa_desktop.domain.errors import CasaError, Code
from casa_desktop.services import stock
from casa_desktop.services.stock import AddUsual, MovesQuery, SaveAidItem, VoidMovement
from casa_desktop.texts import numbers
from casa_desktop.texts import ui_aid as texts
from casa_desktop.ui import hotkeys, widgets
from casa_desktop.ui.aid.output import AidOutput
from casa_desktop.ui.aid.stock_forms import CountForm, DonationForm, ItemForm, StockForm, TakeOutForm
from casa_desktop.ui.choices import Flow
from casa_desktop.ui.rows import Row, RowsTable
from casa_desktop.ui.session import Session
from casa_desktop.ui.settings.stack import Stack
from casa_desktop.ui.worker import Priority

C = TypeVar("C")
R = TypeVar("R")
_DELIVERY = "delivery"


class StockView(QWidget):
    """A table of items; Enter shows the movements of one, and each act has its key."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.setObjectName("stock_view")
        self._session = session
        self._output = AidOutput(session, self)
        self._stock: tuple[ItemStock, ...] = ()
        self._moves: dict[str, StockMove] = {}
        self._catalog: Catalog | None = None
        self._shown_item = ""
        today = session.clock.today
        self.donation, self.out, self.counting = DonationForm(today), TakeOutForm(today), CountForm(today)
        self.item_form = ItemForm()
        self.forms: tuple[StockForm, ...] = (self.donation, self.out, self.counting, self.item_form)
        self._list = self._make_list()
        self._kardex = self._make_kardex()
        self._stack = Stack(self._list, self._kardex, *self.forms, name="stock_stack")
        self.donation.save_asked.connect(lambda: self._save(stock.enter, self.donation, texts.DONATION_SAVED))
        self.out.save_asked.connect(lambda: self._save(stock.take_out, self.out, texts.OUT_SAVED))
        self.counting.save_asked.connect(self._save_count)
        self.item_form.save_asked.connect(self._save_item)
        for form in self.forms:
            form.cancel_asked.connect(self.back)
        self.setLayout(widgets.column(self._stack))
        self._stack.present(self._list)

    def _make_list(self) -> QWidget:
        made = QWidget()
        made.setObjectName("stock_list")
        self.table = RowsTable(texts.STOCK_COLUMNS, name="stock_table", said=texts.STOCK_NAME, wide=4, right=(1, 3))
        self.table.opened.connect(self.show_moves)
        manages, receives = self._session.can(Action.AID_STOCK), self._session.can(Action.AID_RECEIVE)

        def act(words: str, press: Callable[[], object], keys: str, name: str, icon: str = "") -> widgets.Button:
            return widgets.Button(words, press, keys=keys, name=name, icon=icon, scope=made)

        donate = widgets.PrimaryButton(
            texts.DONATION, self.begin_donation, keys=hotkeys.NEW, icon="add", name="donation_button", scope=made
        )
        acts: list[widgets.Button] = [donate] if receives else []
        if manages:
            acts += [
                act(texts.TAKE_OUT, lambda: self._begin_lot(self.out), hotkeys.TAKE_OUT, "take_out_button"),
                act(texts.COUNT, lambda: self._begin_lot(self.counting), hotkeys.COUNT, "count_button"),
            ]
        acts.append(
            act(texts.KARDEX, lambda: self.show_moves(self.table.current_key()), hotkeys.HISTORY, "kardex_button")
        )
        if manages:
            acts += [
                act(texts.EDIT_ITEM, self.edit_item, hotkeys.EDIT, "edit_item_button"),
                act(texts.RETIRE, self.toggle_use, "Del", "retire_item_button"),
                act(texts.NEW_ITEM, self.begin_item, hotkeys.NEW_OTHER, "new_item_button"),
            ]
        acts += [
            act(texts.SHEET, lambda: self._output.sheet(to_file=False), hotkeys.PAPER, "print_sheet_button", "print"),
            act(
                texts.SHEET_PDF, lambda: self._output.sheet(to_file=True), hotkeys.SAVE_FILE, "save_sheet_button", "pdf"
            ),
        ]
        flow = Flow()
        for button in acts:
            flow.addWidget(button)
        usual = widgets.PrimaryButton(texts.ADD_USUAL, self.add_usual, icon="add", name="add_usual_button")
        detail = texts.NO_STOCK_DETAIL if manages else texts.NO_STOCK_OTHERS
        self._empty = widgets.Empty(texts.NO_STOCK, detail, usual if manages else None, icon="aid")
        self._inside = QStackedWidget()
        self._inside.setObjectName("stock_inside")
        for each in (self.table, self._empty):
            self._inside.addWidget(each)
        layout = widgets.column(self._inside, gap=12)
        layout.addLayout(flow)
        layout.setStretch(0, 1)
        made.setLayout(layout)
        return made

    def _make_kardex(self) -> QWidget:
        made = QWidget()
        made.setObjectName("kardex")
        self._kardex_title = widgets.label("", "section", wrap=True, name="kardex_title")
        self._lots = widgets.label("", "muted", wrap=True, name="lots_label")
        self.moves = RowsTable(texts.MOVES_COLUMNS, name="moves_table", said=texts.MOVES_NAME, wide=5, right=(2, 3))
        back = widgets.Button(texts.BACK, self.back, keys="Esc", icon="back", name="kardex_back_button", scope=made)
        acts = [back]
        if self._session.can(Action.AID_RECEIVE):
            acts.append(
                widgets.Button(texts.VOID_MOVE, self.void_move, keys="Del", name="void_move_button", scope=made)
            )
        layout = widgets.column(self._kardex_title, self._lots, self.moves, widgets.row(*acts, left=True), gap=12)
        layout.setStretch(2, 1)
        made.setLayout(layout)
        return made

    # what the page does with it

    def show_stock(self, items: tuple[ItemStock, ...]) -> None:
        """What there is now."""
        self._stock = items
        today = self._session.clock.today()
        self.table.show_rows(
            [
                Row(
                    s.item.uuid,
                    (
                        s.item.name,
                        numbers.integer(s.stock),
                        s.item.unit,
                        numbers.integer(s.item.minimum) if s.item.minimum else "",
                        texts.state(s, today),
                        texts.interval(s),
                    ),
                )
                for s in items
            ]
        )
        self._inside.setCurrentWidget(self.table if items else self._empty)
        if self._catalog is not None:
            self.donation.set_lists(items, self._catalog, today)
        if self._stack.shown is self._kardex:
            self._read_moves()

    def set_catalog(self, catalog: Catalog) -> None:
        """Who may be named as donor."""
        self._catalog = catalog
        self.donation.set_lists(self._stock, catalog, self._session.clock.today())

    def focus_first(self) -> None:
        """Puts the cursor where work starts."""
        shown = self._stack.shown
        if isinstance(shown, StockForm):
            shown.focus_first()
        elif shown is self._kardex:
            self.moves.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    @property
    def open_form(self) -> StockForm | None:
        """The form that is being filled, or none."""
        shown = self._stack.shown
        return shown if isinstance(shown, StockForm) else None

    def restore(self, name: str, fields: dict[str, Any]) -> None:
        """Puts back what was being typed; of a lot only where its item is known again."""
        form = next((each for each in self.forms if each.objectName() == name), None)
        if form in (self.donation, self.item_form) and form is not None:
            form.begin(self._session.clock.today())
            self._open(form)
            form.restore(fields)

    def clear(self) -> None:
        """Forgets everything."""
        self.table.show_rows(())
        self.moves.show_rows(())
        for form in self.forms:
            form.clear()
        self._stack.present(self._list)

    # acts

    def begin_donation(self) -> None:
        """A donation, of the current item as a proposal."""
        self.donation.begin(self._session.clock.today())
        if key := self.table.current_key():
            self.donation.load({"item_uuid": key})
        self._open(self.donation)
        if self.table.current_key():
            self.donation.field("quantity").widget.setFocus(Qt.FocusReason.OtherFocusReason)

    def _begin_lot(self, form: TakeOutForm | CountForm) -> None:
        item = self._item(self.table.current_key())
        if item is not None:
            today = self._session.clock.today()
            form.begin(today)
            form.set_item(item, today)
            self._open(form)

    def begin_item(self) -> None:
        """A new item."""
        self.item_form.begin(self._session.clock.today())
        self._open(self.item_form)

    def edit_item(self) -> None:
        """The current item."""
        item = self._item(self.table.current_key())
        if item is not None:
            self.item_form.show_item(item.item)
            self._open(self.item_form)

    def toggle_use(self) -> None:
        """Retires the current item, or brings it back; both can be undone."""
        item = self._item(self.table.current_key())
        if item is not None:
            self._set_use(item.item, retired=not item.item.retired)

    def _set_use(self, item: AidItem, *, retired: bool) -> None:
        def done(after: AidItem) -> None:
            said = texts.retired(item.name) if retired else texts.used_again(item.name)
            self._session.prompts.inform(said, undo=lambda: self._set_use(after, retired=not retired))

        self._run(stock.save_item, SaveAidItem(replace(item, retired=retired)), done)

    def add_usual(self) -> None:
        """What a desk begins with."""
        self._run(stock.add_usual, AddUsual(), lambda _: self.table.setFocus(Qt.FocusReason.OtherFocusReason))

    def show_moves(self, item_uuid: str) -> None:
        """The kardex of an item."""
        if item_uuid:
            self._shown_item = item_uuid
            self._read_moves()

    def void_move(self) -> None:
        """Takes the current movement back, with a reason."""
        move, prompts = self._moves.get(self.moves.current_key()), self._session.prompts
        if move is None:
            return
        if move.kind == _DELIVERY:
            prompts.inform(texts.A_DELIVERY)
            return
        reason = prompts.ask_text(
            texts.VOID_MOVE_QUESTION, label=texts.REASON, do=texts.VOID, detail=texts.VOID_MOVE_DETAIL
        )
        if reason:
            command = VoidMovement(move.uuid, reason)
            self._run(stock.void_movement, command, lambda _: prompts.inform(texts.MOVE_VOIDED))

    def back(self) -> None:
        """To the table."""
        self._stack.present(self._list)
        self.focus_first()

    # saving

    def _save(self, verb: Callable[[Any, Any], str], form: DonationForm | TakeOutForm, said: str) -> None:
        self._run(verb, form.command(), lambda uuid: self._saved(said, uuid), form)

    def _save_count(self) -> None:
        command = self.counting.command()
        form = self.counting

        def done(difference: int) -> None:
            self._saved(texts.COUNT_SAVED if difference else texts.COUNT_AGREES, command.uuid)

        self._run(stock.count, command, done, form)

    def _saved(self, said: str, movement: str) -> None:
        undo = VoidMovement(movement, texts.UNDO_REASON)
        self._session.prompts.inform(
            said,
            undo=lambda: self._run(
                stock.void_movement, undo, lambda _: self._session.prompts.inform(texts.MOVEMENT_UNDONE)
            ),
        )
        self.back()

    def _save_item(self) -> None:
        def done(item: AidItem) -> None:
            self._session.prompts.inform(texts.ITEM_SAVED)
            self.back()
            self.table.select(item.uuid)

        self._run(stock.save_item, SaveAidItem(self.item_form.item()), done, self.item_form)

    def _run(
        self, verb: Callable[[Any, C], R], command: C, done: Callable[[R], object], form: StockForm | None = None
    ) -> None:
        def failed(error: CasaError) -> None:
            if form is None or error.code is Code.CONFLICT:
                self._session.prompts.error(error)
            else:
                form.show_problems(error.problems)

        self._session.run(
            verb,
            command,
            owner=self,
            done=done,
            failed=failed,
            priority=Priority.SAVING,
            what=texts.SAVING,
            cancellable=False,
        )

    # painting

    def _item(self, uuid: str) -> ItemStock | None:
        return next((each for each in self._stock if each.item.uuid == uuid), None)

    def _open(self, form: StockForm) -> None:
        self._stack.present(form)
        form.focus_first()

    def _read_moves(self) -> None:
        query = MovesQuery(self._shown_item)
        self._session.run(stock.kardex, query, owner=self, done=self._show_moves, latest="aid.kardex")

    def _show_moves(self, moves: Sequence[StockMove]) -> None:
        item = self._item(self._shown_item)
        if item is None:
            return
        today = self._session.clock.today()
        self._kardex_title.setText(f"{texts.KARDEX}: {item.item.name}")
        self._lots.setText("\n".join(texts.lot(lot, today) for lot in item.lots if lot.stock) or texts.NO_MOVES)
        # Two lots of one delivery have its uuid in common: the place in the list tells them apart.
        self._moves = {f"{at}/{move.uuid}": move for at, move in enumerate(moves)}
        self.moves.show_rows([Row(key, texts.move(move)) for key, move in self._moves.items()])
        if self._stack.shown is not self._kardex:
            self._stack.present(self._kardex)
            self.focus_first()
