"""The forms of the stock: a donation, an exit, a count, an item."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date

from PySide6.QtWidgets import QBoxLayout, QWidget

from casa_desktop.domain.aid import EXITS, AidItem, CountLot, Donation, MovementKind, TakeOut
from casa_desktop.domain.aid_views import ItemStock
from casa_desktop.domain.catalog import Catalog, Kind
from casa_desktop.domain.ids import new_id
from casa_desktop.texts import ui_aid as texts
from casa_desktop.texts import ui_shell
from casa_desktop.ui import widgets
from casa_desktop.ui.choices import Chips, Choice
from casa_desktop.ui.editors import DateEdit, NumberEdit, TextEdit
from casa_desktop.ui.forms.base import Form
from casa_desktop.ui.forms.field import Field
from casa_desktop.ui.settings.parts import save_row
from casa_desktop.ui.visits.model import first

Today = Callable[[], date]
_AHEAD = 20
"""Years: «5/3/27» on a package is a day to come."""
FAMILY, PERSON = "family", "person"


class StockForm(Form):
    """A title, fields under each other, save and back; what it makes keeps its uuid until it is saved."""

    def __init__(self, name: str, title: str) -> None:
        super().__init__(name=name)
        self.uuid = new_id()
        self.title = widgets.label(title, "section", wrap=True, name=f"{name}_title")

    def lay_out(self, *items: QWidget | QBoxLayout) -> None:
        """Puts title, *items* and the foot together at the top."""
        words = ui_shell.SAVE
        save = save_row(self, words, icon="save", name=f"{self.objectName()}_save", back=True)
        made = widgets.column(self.title, self.banner, *items, save, gap=12)
        made.addStretch(1)
        self.setLayout(made)

    def begin(self, today: date) -> None:
        """Empty, for one more."""
        self.clear()
        self.uuid = new_id()
        if any(field.name == "day" for field in self.fields()):
            self.load({"day": today})


class DonationForm(StockForm):
    """What the desk receives."""

    def __init__(self, today: Today) -> None:
        super().__init__("donation_form", texts.DONATION)
        self._item = Choice(name="item_choice", width=320)
        self._donor = Choice(name="donor_choice", width=320)
        item = self.add(Field("item_uuid", texts.ITEM, self._item, required=True))
        quantity = self.add(Field("quantity", texts.QUANTITY, NumberEdit(name="quantity_edit"), required=True))
        day = self.add(Field("day", texts.DAY, DateEdit(name="donation_day_edit", today=today), required=True))
        donor = self.add(Field("donor", texts.DONOR, self._donor))
        lot = self.add(Field("lot_code", texts.LOT_CODE, TextEdit(name="lot_code_edit", width=200, limit=40)))

        def ahead() -> date:
            return today().replace(month=1, day=1, year=today().year + _AHEAD)

        expires = self.add(Field("expires_on", texts.EXPIRES, DateEdit(name="expires_on_edit", today=ahead)))
        document = self.add(
            Field(
                "document",
                texts.DOCUMENT,
                TextEdit(name="document_edit", width=320, limit=40),
                hint=texts.DOCUMENT_HINT,
            )
        )
        self.lay_out(
            item,
            widgets.row(quantity, day, left=True),
            donor,
            widgets.row(lot, expires, left=True),
            document,
        )

    def set_lists(self, stock: Sequence[ItemStock], catalog: Catalog, today: date) -> None:
        """What may be received, and from whom: funders first, then the organisations that are not among them."""
        self._item.set_options([(s.item.uuid, s.item.name) for s in stock if not s.item.retired])
        donors: dict[str, str] = {}
        for kind in (Kind.FUNDER, Kind.PARTNER):
            for item in catalog.of(kind, on=today):
                donors.setdefault(item.name, f"{kind}:{item.code}")
        self._donor.set_options([(key, name) for name, key in donors.items()])

    def command(self) -> Donation:
        """What to write."""
        values = self.values()
        return Donation(
            self.uuid,
            values["item_uuid"] or "",
            values["day"],
            values["quantity"] or 0,
            donor=values["donor"] or "",
            lot_code=values["lot_code"],
            expires_on=values["expires_on"],
            document=values["document"],
        )


class _LotForm(StockForm):
    """A form about one lot of an item."""

    def __init__(self, name: str, title: str) -> None:
        super().__init__(name, title)
        self._words = title
        self.lot = Choice(name=f"{name}_lot_choice", width=460)
        self.lot_field = self.add(Field("lot_uuid", texts.LOT, self.lot, required=True))

    def set_item(self, stock: ItemStock, today: date) -> None:
        """Whose lots may be chosen: the first of what is there is proposed."""
        self.title.setText(f"{self._words}: {stock.item.name}")
        self.lot.set_options([(lot.uuid, texts.lot(lot, today)) for lot in stock.lots])
        if stock.lots:
            self.load({"lot_uuid": stock.lots[0].uuid})


class TakeOutForm(_LotForm):
    """What leaves without a delivery."""

    def __init__(self, today: Today) -> None:
        super().__init__("take_out_form", texts.TAKE_OUT)
        kinds = [(str(kind), texts.KINDS[kind]) for kind in EXITS]
        kind = self.add(Field("kind", texts.KIND, Chips(kinds, name="kind_chips", single=True), required=True))
        quantity = self.add(Field("quantity", texts.QUANTITY, NumberEdit(name="out_quantity_edit"), required=True))
        day = self.add(Field("day", texts.DAY, DateEdit(name="out_day_edit", today=today), required=True))
        document = TextEdit(name="out_document_edit", width=320, limit=40)
        reason = TextEdit(name="out_reason_edit", limit=500)
        self.lay_out(
            self.lot_field,
            kind,
            widgets.row(quantity, day, left=True),
            self.add(Field("document", texts.DOCUMENT, document)),
            self.add(Field("reason", texts.REASON, reason)),
        )

    def command(self) -> TakeOut:
        """What to write."""
        values = self.values()
        return TakeOut(
            self.uuid,
            values["lot_uuid"] or "",
            MovementKind(first(values["kind"])),
            values["day"],
            values["quantity"] or 0,
            document=values["document"],
            reason=values["reason"],
        )


class CountForm(_LotForm):
    """What was counted of a lot."""

    def __init__(self, today: Today) -> None:
        super().__init__("count_form", texts.COUNT)
        counted = self.add(Field("counted", texts.COUNTED, NumberEdit(name="counted_edit"), required=True))
        day = self.add(Field("day", texts.DAY, DateEdit(name="count_day_edit", today=today), required=True))
        reason = self.add(Field("reason", texts.REASON, TextEdit(name="count_reason_edit", limit=500)))
        self.lay_out(widgets.hint(texts.COUNT_HINT), self.lot_field, widgets.row(counted, day, left=True), reason)

    def command(self) -> CountLot:
        """What to write."""
        values = self.values()
        return CountLot(self.uuid, values["lot_uuid"] or "", values["day"], values["counted"] or 0, values["reason"])


class ItemForm(StockForm):
    """An item: how it is called, when there is too little of it, how often it is given."""

    def __init__(self) -> None:
        super().__init__("aid_item_form", texts.NEW_ITEM)
        self._item = AidItem("", "", "")
        name = self.add(Field("name", texts.NAME, TextEdit(name="item_name_edit", width=380, limit=60), required=True))
        unit = TextEdit(name="unit_edit", width=200, limit=20)
        interval = NumberEdit(name="interval_edit")
        per = Chips(((FAMILY, texts.PER_FAMILY), (PERSON, texts.PER_PERSON)), name="per_chips", single=True)
        self.lay_out(
            name,
            self.add(Field("unit", texts.UNIT, unit, required=True, hint=texts.UNIT_HINT)),
            self.add(Field("minimum", texts.MINIMUM, NumberEdit(name="minimum_edit"), hint=texts.MINIMUM_HINT)),
            self.add(Field("interval_days", texts.INTERVAL, interval, hint=texts.INTERVAL_HINT)),
            self.add(Field("per_family", texts.PER, per, required=True)),
        )

    def begin(self, today: date) -> None:
        super().begin(today)
        self._item = AidItem(self.uuid, "", "")
        self.title.setText(texts.NEW_ITEM)
        self.load({"per_family": FAMILY, "minimum": 0, "interval_days": 0})

    def show_item(self, item: AidItem) -> None:
        """An item that exists."""
        self._item = item
        self.title.setText(f"{texts.ITEM}: {item.name}")
        self.load(
            {
                "name": item.name,
                "unit": item.unit,
                "minimum": item.minimum,
                "interval_days": item.interval_days,
                "per_family": FAMILY if item.per_family else PERSON,
            }
        )

    def item(self) -> AidItem:
        """The item as it should be."""
        values = self.values()
        return replace(
            self._item,
            name=values["name"],
            unit=values["unit"],
            minimum=values["minimum"] or 0,
            interval_days=values["interval_days"] or 0,
            per_family=first(values["per_family"]) == FAMILY,
        )
